"""Read mail: EML and mbox files, and the MHTML pages that browsers save, which are mail inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Final

from store.errors import N_
from store.news import mail_text, web
from store.news.dates import read_date
from store.news.items import Found, Piece, Refused, refused
from store.news.mail_headers import header, senders
from store.news.row_mapping import Setting, untold_day
from store.news.stream import Stream

MOST_MAIL: Final = 32_000_000
"""The most bytes in a message, including attachments."""
MOST_LINES: Final = 1_000_000
"""The most lines in a message: each costs the parser a hundred bytes."""

_LONGEST_HEADER: Final = 5_000
"""The most characters of a header that describes a part."""
_DESCRIBING: Final = re.compile(
    rb"(?:^|\r)Content-[A-Za-z-]+:[^\r\n]*+(?:(?:\r\n|\r|\n)[ \t][^\r\n]*+)*+",
    re.MULTILINE | re.IGNORECASE,
)
"""A header that describes a part of a message; the standard library takes quadratic time for it."""
_DEEPEST: Final = 30
"""How deep parts may be nested: each line is compared with the boundaries of all of them."""
_FROM: Final = b"From "
_QUOTED_FROM: Final = re.compile(rb"^>(>*From )", re.MULTILINE)


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
        message = BytesParser(_Part, policy=compat32).parsebytes(data)
    except (RecursionError, _TooDeepError):
        return refused(where, N_("The message is nested too deeply in other messages."))
    if not message.keys():
        return refused(where, N_("It is not a mail message: it has no subject and no sender."))
    if saved_from := header(message, "Snapshot-Content-Location"):
        return web.found_in(where, mail_text.html_of(message), saved_from, setting)
    return _found(where, message, setting)


def _found(where: str, message: Message, setting: Setting) -> Found:
    charset = mail_text.charset_of(message)
    author, address = senders(message, charset)
    written = header(message, "Date")
    day = read_date(written, setting.zone)
    number = header(message, "Message-ID").strip("<> ")
    return Found(
        where=where,
        headline=header(message, "Subject", charset),
        author=author,
        text=mail_text.text_of(message),
        source=setting.source or address.rpartition("@")[2],
        published=day,
        link=f"mid:{number}" if number else "",
        told=untold_day(written, day),
    )
