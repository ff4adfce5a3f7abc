"""A text that is a mail: its subject, its headers and what it says.

It may be a message as a mail program keeps it, or what somebody copied out of one, whose headers
are named in Vietnamese or in English.
"""

from __future__ import annotations

import binascii
import email
import re
from email.errors import MessageError
from email.header import decode_header, make_header
from itertools import dropwhile
from typing import Final, NamedTuple

from store.articles.line_joining import lines_of
from store.text import nfc

_NAMES: Final = {
    "subject": "subject|chủ đề|tiêu đề",
    "from": "from|từ|người gửi",
    "to": "to|đến|tới|người nhận",
    "date": "date|sent|ngày|ngày gửi|đã gửi|gửi lúc",
    "cc": "cc|bcc|reply-to",
}
"""The headers that a mail program shows, and its names for them."""
_SHOWN: Final = re.compile(
    "|".join(rf"(?P<{kind}>(?:{names})\s*:)" for kind, names in _NAMES.items()), re.I
)
_ANY: Final = re.compile(r"[!-9;-~]+:")
_MBOX: Final = "From "
_ANSWERED: Final = re.compile(r"(?:(?:re|fwd?|tr|trả lời|chuyển tiếp)\s*:\s*)+", re.I)
_LONGEST_HEADER: Final = 5_000
"""The most characters of a header that are decoded, since that takes quadratic time."""
_SLOW: Final = ("punycode", "idna")
"""Encodings of domain names, which no text has, and which take quadratic time."""
_MOST_PARTS: Final = 30
"""The most parts of a message that is decoded; each line is compared with all their boundaries."""


class Mail(NamedTuple):
    """A mail in its parts."""

    subject: str
    """Without “Re:” and “Fwd:”."""
    headers: str
    """The others, on one line, those that people read first."""
    text: str


def read_mail(text: str) -> Mail | None:
    """Read a text as a mail; None if it does not begin with the headers of one."""
    opening = dropwhile(lambda line: not line.strip() or line.startswith(_MBOX), lines_of(text))
    lines = list(opening)
    headers, count = _headers(lines)
    kinds = [kind for kind, _header in headers]
    if len(headers) < 2 or not {"subject", "from"} & set(kinds):
        return None
    subject = next((header for kind, header in headers if kind == "subject"), "")
    others = [(kind, header) for kind, header in headers if kind != "subject"]
    others.sort(key=lambda one: not one[0])
    return Mail(
        _ANSWERED.sub("", subject.partition(":")[2].strip(), count=1),
        " · ".join(header for _kind, header in others),
        _decoded_text(lines) or "\n".join(lines[count:]),
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
    return [(kind, _decoded_words(" ".join(parts))) for kind, parts in headers]


def _decoded_words(header: str) -> str:
    """Return a header with its encoded words, such as “=?utf-8?q?…?=”, as letters."""
    if "=?" not in header or len(header) > _LONGEST_HEADER:
        return header
    try:
        return " ".join(str(make_header(decode_header(header))).split())
    except (MessageError, binascii.Error, LookupError, ValueError):
        return header


def _decoded_text(lines: list[str]) -> str:
    """Return the text of a message in parts, or with encoded letters; "" for any other."""
    text = "\n".join(lines)
    if text.lower().count("boundary=") > _MOST_PARTS:
        return ""
    message = email.message_from_bytes(text.encode("utf-8", "replace"))
    for part in message.walk():
        is_attached = part.get_content_disposition() == "attachment"
        if part.get_content_type() != "text/plain" or is_attached or "MIME-Version" not in message:
            continue
        data, charset = part.get_payload(decode=True), part.get_content_charset("utf-8")
        if not isinstance(data, bytes) or charset in _SLOW:
            return ""
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            return ""
    return ""
