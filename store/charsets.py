"""Decode feeds, mail and web pages, by the encoding that they declare and the one they have.

The declaration is not always true: a page in UTF-8 may call itself Latin-1, and so did pages in the
Vietnamese encodings of the nineties. What is valid UTF-8 is UTF-8, therefore; else the declared
encoding counts, also where a few bytes do not fit it. A guess comes last.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from store.encoding import UTF_16, decode, guess

_WIDER: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "cp950",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}
"""What is meant by the names of encodings, as browsers read them (WHATWG Encoding)."""
_WESTERN: Final = ("cp1252", "cp1258")
"""Declared also by texts in old Vietnamese encodings."""
_SEVEN_BITS: Final = ("iso2022", "hz", "utf-7")
"""Encodings whose bytes look like ASCII."""
_SLOW: Final = ("punycode", "idna")
"""Encodings of domain names, which no text has, and which take quadratic time."""
_MOST_LOST: Final = 0.1
"""The largest share of characters beyond ASCII that a text may lose before the encoding is no
longer believed; a few may always be damaged."""
_MOST_LOST_IN_UNICODE: Final = 0.25
"""The same for UTF-8 that calls itself Western: bytes of that are not UTF-8 by chance."""
_A_FEW: Final = 3
UTF_16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_SAMPLE: Final = 100_000
_HEAD: Final = 8192
"""How many bytes are looked through for a NUL."""
_LETTERS: Final = frozenset("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
_DECLARED: Final = re.compile(
    rb"""<(?:\?xml|meta)\b[^<>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)


class Decoded(NamedTuple):
    """The text of some bytes."""

    text: str
    guessed: str = ""
    """The encoding that they seem to have, where they do not say."""


def declared_in(data: bytes) -> str:
    """Return the encoding that an XML declaration or a `<meta>` names; empty if none does."""
    found = _DECLARED.search(data[:_SAMPLE])
    return found[1].decode("ascii") if found else ""


def decoded(data: bytes, declared: str = "") -> Decoded | None:
    """Return the text of bytes; None if their encoding cannot be told."""
    codec = "utf-32" if data.startswith(_UTF_32) else _codec(declared)
    if codec == "utf-32" or codec.startswith(_SEVEN_BITS):
        return Decoded(data.decode(codec, "replace"))
    text = whole_text(data) if codec in ("", "utf-8", *_WESTERN) else _of_unicode(data)
    if text is None and codec in _WESTERN:
        text = _of_damaged_unicode(data)
    if text is None:
        text = data.decode(codec or "utf-8", "replace")
        text = text if _fits(text, _A_FEW if codec else 0) else None
    return _guessed(data) if text is None else Decoded(text)


def decoded_anyhow(data: bytes, declared: str = "") -> str:
    """Return the text of bytes, with U+FFFD for what cannot be told."""
    found = decoded(data, declared)
    return found.text if found else data.decode(_codec(declared) or "utf-8", "replace")


def _codec(declared: str) -> str:
    """Return the name by which Python knows an encoding; empty if it is none of text."""
    declared = declared.strip().lower()
    try:
        found = codecs.lookup(declared).name if declared else ""
        "".encode(found or "utf-8")  # refused for codecs that are not of text
    except (LookupError, ValueError):
        return _codec(declared[2:]) if declared.startswith("x-") else ""
    return "" if found in _SLOW else _WIDER.get(found, found)


def _of_unicode(data: bytes) -> str | None:
    """Return the text of bytes in UTF-8 or UTF-16."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return whole_text(data) if data.startswith(UTF_16_MARKS) else None


def _of_damaged_unicode(data: bytes) -> str | None:
    """Return the text of bytes in UTF-8 of which a few are damaged; None if it is not that.

    In a Western encoding letters with marks rarely stand as UTF-8 has them.
    """
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    whole = sum(not char.isascii() for char in text) - lost
    return text if whole >= _A_FEW and lost <= _MOST_LOST_IN_UNICODE * whole else None


def _fits(text: str, a_few: int = _A_FEW) -> bool:
    """Tell whether few characters could not be decoded, for their number or among so many."""
    lost = text.count("\ufffd")
    return lost <= a_few or lost <= _MOST_LOST * sum(not char.isascii() for char in text)


def _guessed(data: bytes) -> Decoded | None:
    """Return the text in the encoding that bytes seem to have."""
    from charset_normalizer import from_bytes  # 45 ms, only for what is in no known encoding

    best = from_bytes(data[:_SAMPLE]).best()
    text = data.decode(best.encoding, "replace") if best else "\ufffd"
    return Decoded(text, best.encoding) if best and _fits(text) else None


# --- what says nothing: UTF-8, UTF-16, or an old encoding of Vietnamese


class Letters:
    """Decodes the lines of a file, each in UTF-8 or in an old encoding."""

    def __init__(self) -> None:
        self._last: str | None = None
        self.met: set[str] = set()
        """The old encodings found."""

    def text(self, data: bytes) -> str | None:
        """Return the text of a line; None if its encoding is unknown."""
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        for encoding in (guess(data), self._last):
            if encoding is None or encoding == UTF_16:  # a single line never is
                continue
            text = _of_old(data, encoding)
            if text is not None and _is_vietnamese(text):
                self._last = encoding
                self.met.add(encoding)
                return text
        return None


def _of_old(data: bytes, encoding: str) -> str | None:
    try:
        return decode(data, encoding)
    except UnicodeDecodeError:
        return None


def _is_vietnamese(text: str) -> bool:
    """Tell whether all letters with marks are Vietnamese; in TCVN3 any byte is a letter."""
    return all(char.lower() in _LETTERS for char in text if char.isalpha() and not char.isascii())


def whole_text(data: bytes) -> str | None:
    """Return the text of a file in UTF-8, UTF-16 or an old encoding; None if it is in none."""
    if data.startswith(UTF_16_MARKS) or (b"\x00" in data[:_HEAD] and guess(data) == UTF_16):
        return _of_old(data, UTF_16)
    return Letters().text(data)
