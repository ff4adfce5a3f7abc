"""Read mail: EML and mbox files, and the MHTML pages that browsers save, which are mail inside."""

from __future__ import annotations

import binascii
import email.header
import email.message
import email.parser
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.policy import compat32
from email.utils import parseaddr
from typing import Final

from store.encoding import guess
from store.errors import N_
from store.news import web
from store.news.dates import read_date
from store.news.items import Found, Piece, Refused, refused
from store.news.row_mapping import Setting, untold_day
from store.news.stream import Stream, whole_text

MOST_MAIL: Final = 32_000_000
"""The most bytes in a message, including attachments."""
MOST_LINES: Final = 1_000_000
"""The most lines in a message: each costs the parser a hundred bytes."""

_LONGEST_HEADER: Final = 5_000
"""The most characters of a header that are decoded, since that takes quadratic time."""
_DESCRIBING: Final = re.compile(
    rb"(?:^|\r)Content-[A-Za-z-]+:[^\r\n]*+(?:(?:\r\n|\r|\n)[ \t][^\r\n]*+)*+",
    re.MULTILINE | re.IGNORECASE,
)
"""A header that describes a part of a message; the standard library takes quadratic time for it."""
_DEEPEST: Final = 30
"""How deep parts may be nested: each line is compared with the boundaries of all of them."""
_SLOW: Final = ("punycode", "idna")
"""Encodings of domain names, which no text has, and which take quadratic time."""
_FROM: Final = b"From "
_QUOTED_FROM: Final = re.compile(rb"^>(>*From )", re.MULTILINE)

Message = email.message.Message


class _TooDeepError(Exception):
    """Parts are nested too deeply."""


class _Part(Message):
    """A message, or a part of one, that knows its depth."""

    depth = 0

    def attach(self, payload: _Part) -> None:  # type: ignore[override]
        """Add a part, unless it is nested too deeply."""
        payload.depth = self.depth + 1
        if payload.depth > _DEEPEST:
            raise _TooDeepError
        super().attach(payload)


def eml(stream: Stream, setting: Setting) -> Iterator[Piece]:
    """Yield the message in a file."""
    yield _piece(stream.name, stream.whole(MOST_MAIL), setting)


def mbox(stream: Stream, setting: Setting) -> Iterator[Piece]:
    """Yield the messages of a mailbox, with one in memory at a time."""
    for number, data in enumerate(_messages(stream), 1):
        where = f"{stream.name}#{number}"
        if data is None:
            most = MOST_MAIL // 1_000_000
            yield refused(where, N_("The message is larger than {most} MB."), most=most)
        else:
            yield _piece(where, data, setting)


def _messages(stream: Stream) -> Iterator[bytes | None]:
    """Yield each message; None for one that is too large."""
    message: bytearray | None = None
    is_too_large, after_blank = False, True
    for _, line in stream.lines():
        if line is not None and after_blank and line.startswith(_FROM):
            if message is not None:
                yield None if is_too_large else _unquoted(message)
            message, is_too_large, after_blank = bytearray(), False, False
        elif message is not None:
            after_blank = line is not None and not line.strip()
            is_too_large = is_too_large or line is None or len(message) + len(line) > MOST_MAIL
            message += b"" if is_too_large or line is None else line
    if message is not None:
        yield None if is_too_large else _unquoted(message)


def _unquoted(message: bytearray) -> bytes:
    return _QUOTED_FROM.sub(rb"\1", bytes(message))


def _piece(where: str, data: bytes, setting: Setting) -> Found | Refused:
    if data.count(b"\n") > MOST_LINES:
        return refused(where, N_("The message has more than {most} lines."), most=MOST_LINES)
    if any(len(found[0]) > _LONGEST_HEADER for found in _DESCRIBING.finditer(data)):
        return refused(
            where,
            N_("A header that says what the message is has more than {most} characters."),
            most=_LONGEST_HEADER,
        )
    try:
        message = email.parser.BytesParser(_Part, policy=compat32).parsebytes(data)
    except (RecursionError, _TooDeepError):
        return refused(where, N_("The message is nested too deeply in other messages."))
    if not message.keys():
        return refused(where, N_("It is not a mail message: it has no subject and no sender."))
    saved_from = _header(message, "Snapshot-Content-Location")
    html, text = _body(message, "html"), _body(message, "plain")
    if saved_from:
        return web.found_in(where, html, saved_from, setting)
    if not text.strip() and html:
        text = web.words(html)
    return _found(where, message, text, setting)


def _found(where: str, message: Message, text: str, setting: Setting) -> Found:
    name, address = _sender(message)
    written = _header(message, "Date")
    day = read_date(written, setting.zone)
    number = _header(message, "Message-ID").strip("<> ")
    return Found(
        where=where,
        headline=_header(message, "Subject"),
        author=name or address,
        text=text,
        source=setting.source or address.rpartition("@")[2],
        published=day,
        link=f"mid:{number}" if number else "",
        told=untold_day(written, day),
    )


def _sender(message: Message) -> tuple[str, str]:
    written = _header(message, "From")
    try:
        return parseaddr(written)
    except RecursionError:  # nested brackets
        return written, ""


def _header(message: Message, name: str) -> str:
    """Return a header, decoded."""
    raw = message.get(name, "")
    raw = raw[:_LONGEST_HEADER] if isinstance(raw, str) else raw  # otherwise a Header, of raw bytes
    try:
        parts = email.header.decode_header(raw)
    except (MessageError, binascii.Error, ValueError):
        parts = [(str(raw), None)]
    joined = "".join(
        part if isinstance(part, str) else _decoded(part, charset) for part, charset in parts
    )
    return re.sub(r"\s+", " ", joined).strip()


def _body(message: Message, kind: str) -> str:
    """Return the first part of a text type that is not an attachment."""
    for part in message.walk():
        is_it = part.get_content_type() == f"text/{kind}"
        if is_it and part.get_content_disposition() != "attachment":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return _decoded(payload, part.get_content_charset())
    return ""


def _decoded(data: bytes, charset: str | None) -> str:
    """Decode a text by the encoding it claims, else by the one it seems to have."""
    try:
        return data.decode("utf-8" if charset in (None, "", *_SLOW) else charset)
    except (LookupError, ValueError):  # no such encoding, or a wrong one
        legacy = whole_text(data) if guess(data) else None
        return legacy if legacy is not None else data.decode("utf-8", "replace")
