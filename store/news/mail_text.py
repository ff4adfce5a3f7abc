"""Find the text of a mail among its parts: every word that its sender wrote, once.

Of alternatives the plain part is taken, unless it only says that there is an HTML part. What
follows inline is a part of the text, except the footer of a mailing list. A mail that is attached,
as when one is forwarded, comes after the text of the mail itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from store.news.charsets import declared_in, decoded_anyhow
from store.news.html_text import plain
from store.news.mail_headers import header
from store.text import syllables

_LEAST_SHARE: Final = 0.5
"""A plain part with fewer of the words of the HTML part is no alternative to it."""
_FOOTER: Final = re.compile(r"\s*(?:_{10,}|-{10,}|={10,}|-- ?(?:\n|$))")
_FEWEST_OF_A_TEXT: Final = 60
"""In syllables: a mailing list's footer is shorter."""
_QUOTED: Final = re.compile(r"(>*) ?(.*)")


def text_of(message: Message) -> str:
    """Return the text of a message, without the HTML around it."""
    return "\n\n".join(filter(None, (text.strip() for text in _texts(message))))


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


def _texts(part: Message) -> Iterator[str]:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        yield from _of_attached_mail(part)
    elif _is_attached(part):
        return
    elif kind == "multipart/alternative":
        yield _best([(choice, "\n\n".join(_texts(choice))) for choice in _parts(part)])
    elif part.is_multipart():
        yield from _of_parts(_parts(part))
    elif kind in ("text/plain", "text/html", "text/enriched"):
        yield _shown(part)


def _of_parts(parts: list[Message]) -> Iterator[str]:
    """Yield the texts of parts that follow each other, without the footer of a mailing list.

    Nor is a part that repeats the ones before, which some programs send beside the HTML part.
    """
    known: set[str] = set()
    for part in parts:
        for text in _texts(part):
            words = syllables(text)
            is_footer = len(words) < _FEWEST_OF_A_TEXT and _FOOTER.match(text)
            if words and not (known and is_footer) and not known.issuperset(words):
                yield text
                known.update(words)


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
    if part.get_content_type() != "text/plain":
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
