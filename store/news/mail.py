"""Read mail: EML and mbox files, and the MHTML pages that browsers save, which are mail inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from store.articles.page_encoding import MAX_MAIL_BYTES
from store.errors import N_, FileError, Finding, finding
from store.mail import texts
from store.mail.headers import header, senders
from store.mail.messages import parsed
from store.news import web
from store.news.dates import read_date
from store.news.items import Found, Piece, Refused, refused
from store.news.row_mapping import Setting, untold_day
from store.news.stream import Stream

MOST_MAIL: Final = MAX_MAIL_BYTES
"""The most bytes in a message, including attachments."""

_FROM: Final = b"From "
_LENGTH: Final = re.compile(rb"\A\d{1,9}[ \t]*\r?\n")
"""How long the message is, which Apple Mail writes above it (EMLX)."""
_QUOTED_FROM: Final = re.compile(rb"^>(>*From )", re.MULTILINE)


def eml(stream: Stream, setting: Setting) -> Iterator[Piece]:
    """Yield the message in a file."""
    data = stream.whole(MOST_MAIL)
    yield _piece(stream.name, _LENGTH.sub(b"", data, count=1), setting)


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
    try:
        message = parsed(data)
    except FileError as error:
        return refused(where, error.message, **error.values)
    if saved_from := header(message, "Snapshot-Content-Location"):
        return web.found_in(where, texts.html_of(message), saved_from, setting)
    return _found(where, message, setting)


def _found(where: str, message: Message, setting: Setting) -> Found:
    charset = texts.charset_of(message)
    author, address = senders(message, charset)
    written = header(message, "Date")
    day = read_date(written, setting.zone)
    number = header(message, "Message-ID").strip("<> ")
    return Found(
        where=where,
        headline=header(message, "Subject", charset),
        author=author,
        text=texts.text_of(message),
        source=setting.source or address.rpartition("@")[2],
        published=day,
        link=f"mid:{number}" if number else "",
        told=(*untold_day(written, day), *_attached(message)),
    )


def _attached(message: Message) -> Iterator[Finding]:
    """Yield the remark that files which are attached have not been read."""
    if names := texts.attached(message):
        yield finding(N_("Attached, and not read: {names}."), names=", ".join(names))
