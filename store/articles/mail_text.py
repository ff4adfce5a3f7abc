"""A text that is a mail: its subject, its headers and what it says.

It may be a message as a mail program keeps it, or what somebody copied out of one, whose headers
are named in Vietnamese or in English.
"""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import Final, NamedTuple

from store.articles.line_joining import lines_of
from store.errors import N_, FileError
from store.text import nfc

_NAMES: Final = {
    "subject": "subject|chủ đề|tiêu đề",
    "from": "from|từ|người gửi",
    "to": "to|đến|tới|người nhận",
    "date": "date|sent|ngày|ngày gửi|gửi|đã gửi|gửi lúc",
    "cc": "cc|bcc|reply-to",
    "attached": "attachments?|đính kèm|tệp đính kèm",
}
"""The headers that a mail program shows, and its names for them."""
_SHOWN: Final = re.compile(
    "|".join(rf"(?P<{kind}>(?:{names})\s*:)" for kind, names in _NAMES.items()), re.I
)
_ANY: Final = re.compile(r"[!-9;-~]+:")
_MBOX: Final = "From "
_ANSWERED: Final = re.compile(r"(?:(?:re|fwd?|tr|trả lời|chuyển tiếp)\s*:\s*)+", re.I)
ATTACHED: Final = N_("attached, and not read: {names}")
_DESCRIBING: Final = re.compile(r"content-(?:type|transfer-encoding)\s*:", re.I)
"""The headers of a message that says how its text is to be read."""


class Mail(NamedTuple):
    """A mail in its parts."""

    subject: str
    """Without “Re:” and “Fwd:”."""
    headers: str
    """The others, on one line, those that people read first; then the files that are attached."""
    text: str
    sender: str = ""
    """As it is written: a name, an address or both."""
    date: str = ""
    """As it is written."""
    attached: tuple[str, ...] = ()
    """The names of files that are attached, and of which the text has nothing."""


def read_mail(text: str) -> Mail | None:
    """Read a text as a mail; None if it does not begin with the headers of one."""
    opening = dropwhile(lambda line: not line.strip() or line.startswith(_MBOX), lines_of(text))
    lines = list(opening)
    headers, count = _headers(lines)
    kinds = [kind for kind, _header in headers]
    if len(headers) < 2 or not {"subject", "from"} & set(kinds):
        return None
    said = {kind: header.partition(":")[2].strip() for kind, header in reversed(headers)}
    others = [(kind, header) for kind, header in headers if kind != "subject"]
    others.sort(key=lambda one: not one[0])
    text, attached = _message_text(lines, count)
    told = [said["attached"]] if said.get("attached") else []
    return Mail(
        subject=_ANSWERED.sub("", said.get("subject", ""), count=1),
        headers=" · ".join([*(header for _kind, header in others), *attached]),
        text=text,
        sender=said.get("from", ""),
        date=said.get("date", ""),
        attached=(*told, *attached),
    )


def _headers(lines: list[str]) -> tuple[list[tuple[str, str]], int]:
    """Return the headers that open a text, each with its kind, and how many lines they take.

    Headers that no mail program shows count where a blank line ends all of them, as in a message
    that was kept; otherwise one that is not shown is the text.
    """
    blank = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
    is_kept = all(line[:1] in " \t" or _ANY.match(line) for line in lines[:blank])
    found: list[tuple[str, list[str]]] = []
    for place, line in enumerate(lines[:blank]):
        shown = _SHOWN.match(nfc(line))
        if found and is_kept and line[:1] in " \t":
            found[-1][1].append(line.strip())
        elif shown or (is_kept and _ANY.match(line)):
            found.append(((shown and shown.lastgroup) or "", [line.strip()]))
        else:
            return _decoded(found), place
    return _decoded(found), blank


def _decoded(headers: list[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    from store.mail.headers import decoded_words  # the start of the app needs none of it

    return [(kind, decoded_words(" ".join(parts))) for kind, parts in headers]


def _message_text(lines: list[str], count: int) -> tuple[str, list[str]]:
    """Return the text of a message, and the names of what is attached to it.

    Args:
        lines: those of the message.
        count: how many of them are headers.
    """
    if any(_DESCRIBING.match(line) for line in lines[:count]):
        from store.mail import texts
        from store.mail.messages import parsed

        try:
            message = parsed("\n".join(lines).encode("utf-8", "replace"))
            return texts.text_of(message), texts.attached(message)
        except FileError:  # what cannot be taken apart is read as it stands
            pass
    return "\n".join(lines[count:]), []
