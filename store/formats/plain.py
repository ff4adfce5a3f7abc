"""Plain text in the encoding and with the line ends that somebody asks for."""

from __future__ import annotations

from typing import Final

from store.articles.page_encoding import BOM
from store.encoding import TCVN3, WINDOWS_1258, encode, without
from store.errors import N_, PageError

UTF_8: Final = "utf-8"
UTF_8_BOM: Final = "utf-8-bom"
_MOST_NAMED: Final = 12
"""The most characters that a refusal names."""


def dressed(data: bytes, encoding: str, *, has_crlf: bool = False) -> bytes:
    """Return a text in another encoding or with other line ends; as it is where none is named.

    Args:
        data: the text in UTF-8.
        encoding: a value of `registry.ENCODINGS`, or empty.
        has_crlf: whether its lines are to end as Windows wants it.

    Raises:
        PageError: the encoding lacks characters of the text; the sentence names them.
    """
    if not encoding and not has_crlf:
        return data
    text = data.decode()
    if has_crlf:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    if not encoding:
        return text.encode()
    text = undressed(text)
    if encoding not in (TCVN3, WINDOWS_1258):
        return (BOM if encoding.endswith("BOM") else "").encode() + text.encode()
    try:
        return encode(text, encoding)
    except UnicodeEncodeError as error:
        lacking = without(text, encoding)
        named = " ".join(_named(char) for char in lacking[:_MOST_NAMED])
        raise PageError(
            N_(
                "{encoding} lacks characters of this page: {characters}; write it in UTF-8, or "
                "put others in their place."
            ),
            encoding=encoding,
            characters=named + (" …" if len(lacking) > _MOST_NAMED else ""),
        ) from error


def undressed(text: str) -> str:
    """Return a text without its byte order mark."""
    return text.removeprefix(BOM)


def _named(char: str) -> str:
    return char if char.isprintable() and not char.isspace() else f"U+{ord(char):04X}"
