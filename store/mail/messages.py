"""Parse a message, within bounds: the parser of the standard library has none of its own."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Final

from store.errors import N_, FileError

MOST_LINES: Final = 1_000_000
"""The most lines in a message: each costs the parser a hundred bytes."""

_LONGEST_HEADER: Final = 5_000
"""The most characters of a header that describes a part."""
_DESCRIBING: Final = re.compile(
    rb"(?:^|\r)Content-[A-Za-z-]+:[^\r\n]*+(?:(?:\r\n|\r|\n)[ \t][^\r\n]*+)*+",
    re.MULTILINE | re.IGNORECASE,
)
"""A header that describes a part of a message; the standard library takes quadratic time for it."""
_SPACED: Final = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{0,60})[ \t]{1,20}:", re.MULTILINE)
"""A header with a space before its colon, as RFC 822 had them."""
_END_OF_HEADERS: Final = re.compile(rb"\r?\n\r?\n")
_DEEPEST: Final = 30
"""How deep parts may be nested: each line is compared with the boundaries of all of them."""


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


def parsed(data: bytes) -> Message:
    """Return the message in some bytes, whose headers are still as they were sent.

    Raises:
        FileError: it is none, or more than anybody writes.
    """
    data = data.removeprefix(BOM_UTF8).lstrip(b"\r\n")
    headers = _END_OF_HEADERS.split(data, maxsplit=1)[0]
    data = _SPACED.sub(rb"\1:", headers) + data[len(headers) :]
    if data.count(b"\n") > MOST_LINES:
        raise FileError(N_("The message has more than {most} lines."), most=MOST_LINES)
    if any(len(found[0]) > _LONGEST_HEADER for found in _DESCRIBING.finditer(data)):
        raise FileError(
            N_("A header that says what the message is has more than {most} characters."),
            most=_LONGEST_HEADER,
        )
    try:
        message = BytesParser(_Part, policy=compat32).parsebytes(data)
    except (RecursionError, _TooDeepError) as error:
        raise FileError(N_("The message is nested too deeply in other messages.")) from error
    if not message.keys():
        raise FileError(N_("It is not a mail message: it has no subject and no sender."))
    return message
