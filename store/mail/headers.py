"""Read the headers of a mail: subject, senders, date, in whatever encoding they are."""

from __future__ import annotations

import binascii
import re
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from typing import Final

from store.charsets import decoded_anyhow

_LONGEST: Final = 5_000
"""The most characters of a header that are decoded, since that takes quadratic time."""
_QUOTED_WORD: Final = re.compile(r"(=\?[\w-]{1,40}\?q\?)([^?]*)\?=", re.IGNORECASE | re.ASCII)
_SPECIAL: Final = re.compile(r"""[][()<>@,;:\\". ]""")
_IN_BRACKETS: Final = re.compile(r"<[^<>]*>")


def header(message: Message, name: str, charset: str = "") -> str:
    """Return a header, decoded; `charset` is that of the text, for what does not name its own."""
    raw = message.get(name, "")
    return _decoded(raw[:_LONGEST] if isinstance(raw, str) else raw, charset)


def senders(message: Message, charset: str = "") -> tuple[str, str]:
    """Return the names of the senders, or their addresses, and the first address.

    The header is taken apart before it is decoded: there may be a comma in an encoded name.
    """
    raw = message.get("From", "")
    written = raw[:_LONGEST] if isinstance(raw, str) else _decoded(raw, charset)
    written = _QUOTED_WORD.sub(_without_specials, written)
    try:
        found = [(_decoded(name, charset), address) for name, address in getaddresses([written])]
    except RecursionError:  # nested brackets
        found = []
    if any(address.startswith("@") for _, address in found):  # two without a comma
        found = []
    names = [name or address for name, address in found if name or address]
    if not names:
        return _IN_BRACKETS.sub("", _decoded(written, charset)).strip(), ""
    return ", ".join(names), next((address for _, address in found if "@" in address), "")


def _without_specials(word: re.Match[str]) -> str:
    """Return an encoded word with its commas and the like encoded, too, as they should be."""
    text = _SPECIAL.sub(lambda special: f"={ord(special[0]):02X}", word[2])
    return f"{word[1]}{text}?="


def decoded_words(text: str) -> str:
    """Return a text with its encoded words, such as “=?utf-8?q?…?=”, as letters."""
    return _decoded(text, "") if "=?" in text and len(text) <= _LONGEST else text


def _decoded(raw: object, charset: str) -> str:
    try:
        parts = decode_header(raw)  # type: ignore[arg-type]  # a Header, of raw bytes, too
    except (MessageError, binascii.Error, ValueError):
        parts = [(str(raw), None)]
    joined = "".join(
        part if isinstance(part, str) else decoded_anyhow(part, _known(declared) or charset)
        for part, declared in parts
    )
    return re.sub(r"\s+", " ", joined).strip()


def _known(declared: str | None) -> str:
    return "" if declared in (None, "unknown-8bit") else str(declared)
