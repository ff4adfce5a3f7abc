"""Find the text of a mail among its parts: every word that its sender wrote, once.

Of alternatives the plain part is taken, unless the HTML part says more. What follows inline is a
part of the text, except the footer of a mailing list; so is a file of plain text. A mail that is
attached, as when one is forwarded, comes after the text of the mail itself. Other attachments are
named.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from email.message import Message
from itertools import islice
from typing import Final

from store.charsets import declared_in, decoded_anyhow
from store.errors import FileError
from store.html_text import plain
from store.mail.headers import decoded_words, header
from store.mail.messages import parsed
from store.text import syllables

_LEAST_SHARE: Final = 0.9
"""A plain part with fewer words than this share of those of the HTML part leaves some out."""
_REPEATED_SHARE: Final = 0.5
"""A part with fewer words than this share of another is no other form of it."""
_BESIDE: Final = 5
"""So many parts before are compared: another form of a text stands beside it."""
_NO_TEXT: Final = frozenset(
    f"text/{kind}"
    for kind in ("calendar", "css", "directory", "javascript", "rtf", "vcard", "x-vcard")
)
"""Kinds of text that are made for programs; what is unknown is read as plain text (RFC 2046)."""
_MARKED_UP: Final = ("text/html", "text/enriched", "application/xhtml+xml")
_MOST_NAMES: Final = 20
_COPIED: Final = ("From", "To", "Cc", "Date", "Subject")
_FOOTER: Final = re.compile(r"\s*(?:_{10,}|-{10,}|={10,}|-- ?(?:\n|$))")
_FEWEST_OF_A_TEXT: Final = 60
"""In syllables: a mailing list's footer is shorter."""
_QUOTED: Final = re.compile(r"(>*) ?(.*)")


def text_of(message: Message) -> str:
    """Return the text of a message, without the HTML around it."""
    return "\n\n".join(filter(None, (text.strip() for text in _texts(message))))


def as_copied(data: bytes) -> str | None:
    """Return a message as it is copied out of a mail program; None if the data is none.

    Nor where letters of it are lost: what it says then is for people to find out.
    """
    try:
        message = parsed(data)
    except FileError:
        return None
    if not ("Subject" in message or "From" in message) or "Content-Type" not in message:
        return None
    charset = charset_of(message)
    lines = [f"{name}: {told}" for name in _COPIED if (told := header(message, name, charset))]
    if names := attached(message):
        lines.append(f"Attachments: {', '.join(names)}")
    text = "\n".join((*lines, "", text_of(message)))
    return None if "\ufffd" in text else text


def charset_of(message: Message) -> str:
    """Return the encoding that the first part of text declares; empty if it declares none."""
    for part in message.walk():
        if part.get_content_maintype() == "text" and not _is_attached(part):
            held = part.get_payload(decode=True)
            is_html = part.get_content_type() == "text/html" and isinstance(held, bytes)
            return part.get_content_charset() or (declared_in(held) if is_html else "")  # type: ignore[arg-type]
    return ""


def html_of(message: Message) -> str:
    """Return the first HTML part as it is."""
    for part in message.walk():
        if part.get_content_type() == "text/html" and not _is_attached(part):
            return _content(part)
    return ""


def attached(message: Message) -> list[str]:
    """Return the names of attached files of which `text_of` has nothing."""
    parts = (part for part in message.walk() if _is_file(part) and not _is_read(part))
    names = (decoded_words(part.get_filename() or part.get_content_type()) for part in parts)
    return list(islice(names, _MOST_NAMES))


def _is_file(part: Message) -> bool:
    """Tell whether a part is a file, and no picture of an HTML part."""
    return _is_attached(part) or bool(part.get_filename() and "Content-ID" not in part)


def _texts(part: Message) -> Iterator[str]:
    kind = part.get_content_type()
    if not _is_read(part):
        return
    if kind == "message/rfc822":
        yield from _of_attached_mail(part)
    elif kind == "multipart/alternative" and part.is_multipart():
        yield _best([(choice, "\n\n".join(_texts(choice))) for choice in _parts(part)])
    elif part.is_multipart():
        yield from _of_parts(_parts(part))
        # Some programs put a text that comes later behind the last part.
        yield decoded_anyhow(str(part.epilogue or "").encode("ascii", "surrogateescape"))
    else:
        yield _shown(part)


def _is_read(part: Message) -> bool:
    """Tell whether a part has text that is read; parts in which there are others do."""
    kind = part.get_content_type()
    if part.is_multipart() or part.get_content_maintype() in ("multipart", "message"):
        return True
    if _is_attached(part):
        return kind == "text/plain" and bool(part.get_filename())
    return kind in _MARKED_UP or (kind.startswith("text/") and kind not in _NO_TEXT)


def _of_parts(parts: list[Message]) -> Iterator[str]:
    """Yield the texts of parts that follow each other, without the footer of a mailing list.

    Nor is a part that repeats one before, which some programs send beside the HTML part.
    """
    said: set[tuple[str, ...]] = set()
    beside: deque[list[str]] = deque(maxlen=_BESIDE)
    for part in parts:
        for text in _texts(part):
            words = syllables(text)
            is_footer = said and len(words) < _FEWEST_OF_A_TEXT and _FOOTER.match(text)
            if words and not (is_footer or tuple(words) in said or _repeats(words, beside)):
                yield text
                said.add(tuple(words))
                beside.append(words)


def _repeats(words: list[str], beside: Iterable[list[str]]) -> bool:
    """Tell whether words are a piece of the texts before, or another form of one of them."""
    others = [*beside, [word for one in beside for word in one]]
    whole = f" {' '.join(words)} "
    return whole in f" {' '.join(others[-1])} " or any(
        len(words) >= _REPEATED_SHARE * len(one) and _are_in_order(words, one) for one in others
    )


def _are_in_order(words: list[str], others: list[str]) -> bool:
    left = iter(others)
    return all(word in left for word in words)


def _of_attached_mail(part: Message) -> Iterator[str]:
    for message in _parts(part):
        yield header(message, "Subject")
        yield from _texts(message)


def _best(choices: list[tuple[Message, str]]) -> str:
    """Return the text of the best of several alternatives."""
    texts = [text for part, text in choices if part.get_content_type() == "text/plain"]
    others = [text for part, text in choices if part.get_content_type() != "text/plain"]
    fullest = max((*others, ""), key=_size)
    short = max((*texts, ""), key=_size)
    return short if _size(short) >= _LEAST_SHARE * _size(fullest) else fullest


def _size(text: str) -> int:
    return len(syllables(text))


def _parts(part: Message) -> list[Message]:
    held = part.get_payload()
    return [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _shown(part: Message) -> str:
    text = _content(part)
    if part.get_content_type() in _MARKED_UP:
        return plain(text)
    is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    return _unflowed(text, str(part.get_param("delsp", "")).lower() == "yes") if is_flowed else text


def _content(part: Message) -> str:
    held = part.get_payload(decode=True)
    if not isinstance(held, bytes):
        return ""
    declared = part.get_content_charset() or ""
    if not declared and part.get_content_type() == "text/html":
        declared = declared_in(held)
    return decoded_anyhow(held, declared)


def _unflowed(text: str, drops_space: bool) -> str:
    """Return a text with its paragraphs in one line each (RFC 3676)."""
    lines: list[str] = []
    goes_on, depth_before = False, ""
    for line in text.replace("\r\n", "\n").split("\n"):
        found = _QUOTED.fullmatch(line)
        depth, words = (found[1], found[2]) if found and found[1] else ("", line.removeprefix(" "))
        if goes_on and depth == depth_before:
            lines[-1] += words
        else:
            lines.append(f"{depth} {words}" if depth else words)
        goes_on, depth_before = words.endswith(" ") and words != "-- ", depth
        if goes_on and drops_space:
            lines[-1] = lines[-1].removesuffix(" ")
    return "\n".join(line.rstrip() for line in lines)
