"""Legacy encodings of Vietnamese text: detected, read, and written where nothing is lost.

The desk reads UTF-8 only. Newsrooms still meet texts of the nineties (TCVN3, VNI, Windows-1258)
and the "Unicode" files of old word processors (UTF-16); an error that names the encoding tells the
editor what to convert from. Pages are not converted, since they must go out as they came in; news
is (`decode`). A page is written in one of them only when somebody asks for it (`encode`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final
from unicodedata import normalize

from store.text import nfc

UTF_16 = "UTF-16"
TCVN3 = "TCVN3 (ABC)"
VNI = "VNI"
WINDOWS_1258 = "Windows-1258"

# Marked syllables so frequent in news that a few sentences contain some of them.
_FREQUENT = (
    "và của các là được có đã không người những một với này để từ đến đó tại cũng như về "
    "công động đoàn tháng năm việc hội ngày thành phố viên nữ sẽ ở bị đầu số trên sự hoạt "
    "tổ chức tế nước vụ tiếp vào lại còn nhiều phải thể thì vì trường đồng lãnh đạo bộ đang "
    "điều đại quốc gửi sáng giờ giới hàng đề án quả phát triển xã dài Nội Hà"
)
_TOKEN = re.compile(rb"[A-Za-z\x80-\xff]+")
# The share of marked tokens: foreign texts and noise are far below, Vietnamese news above 1/4.
_ENOUGH = 0.1
_SAMPLE = 20_000

# In UTF-16 every second byte of a Vietnamese text is one of these block numbers: Latin, marks,
# Vietnamese letters, punctuation.
_BLOCKS = frozenset((0x00, 0x01, 0x03, 0x1E, 0x20))

_TCVN3_LETTERS = "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3_BYTES = bytes.fromhex(
    "a8a9aaabacadae b5b6b7b8b9 bbbcbdbec6 c7c8c9cacb cccecfd0d1 d2d3d4d5d6 d7d8dcddde"
    "dfe1e2e3e4 e5e6e7e8e9 eaebecedee eff1f2f3f4 f5f6f7f8f9 fafbfcfdfe"
)

# VNI writes a vowel and then its mark as a second letter; the few below are one letter.
_VNI_ALONE = dict(zip("đíìỉĩịỵ", "ñíìæóòî", strict=True))
_VNI_HORNS = {"o": "ô", "u": "ö"}
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_VNI_PLAIN = dict(zip(_TONES, "ùøûõï", strict=True))
_VNI_CIRCUMFLEX = dict(zip(_TONES, "áàåãä", strict=True))
_VNI_BREVE = dict(zip(_TONES, "éèúüë", strict=True))


def guess(data: bytes) -> str | None:
    """Return the legacy encoding that bytes look like which are not UTF-8.

    This is `UTF_16`, `TCVN3`, `VNI` or `WINDOWS_1258`, or None: something else, or too little to
    tell.
    """
    sample = data[:_SAMPLE]
    return UTF_16 if _like_utf_16(sample) else _by_syllables(sample)


def decode(data: bytes, encoding: str) -> str:
    """Return the text of bytes in a legacy encoding, one that `guess` returns, in NFC.

    TCVN3 writes capitals with a tone as small letters in a font of capitals: they become small
    letters.

    Raises:
        UnicodeDecodeError: they are in another encoding.
    """
    if encoding == TCVN3:
        return data.decode("latin-1").translate(_from_tcvn3())
    if encoding == VNI:
        letters, pattern = _from_vni()
        return pattern.sub(lambda found: letters[found[0]], data.decode("latin-1"))
    if encoding == WINDOWS_1258:
        return nfc(data.decode("cp1258"))
    has_mark = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    high_first = not has_mark and _are_block_numbers(data[::2][:_SAMPLE], data[1::2][:_SAMPLE])
    return nfc(data.decode("utf-16-be" if high_first else "utf-16"))


def encode(text: str, encoding: str) -> bytes:
    """Return a text in TCVN3 or Windows-1258; reading it back gives the same text, in NFC.

    Raises:
        UnicodeEncodeError: it holds characters that the encoding lacks; `without` names them. In
            TCVN3 these are all capitals with a tone, which a font of capitals has to show.
    """
    composed = nfc(text)
    letter = _to_tcvn3 if encoding == TCVN3 else _to_windows_1258
    out = bytearray()
    for place, char in enumerate(composed):
        try:
            out += letter(char)
        except UnicodeEncodeError as error:
            raise UnicodeEncodeError(
                encoding, composed, place, place + 1, "there is no such letter"
            ) from error
    return bytes(out)


def without(text: str, encoding: str) -> list[str]:
    """Return the characters of a text that TCVN3 or Windows-1258 lacks, each once."""
    lacking = []
    for char in dict.fromkeys(nfc(text)):
        try:
            encode(char, encoding)
        except UnicodeEncodeError:
            lacking.append(char)
    return lacking


def _to_tcvn3(char: str) -> bytes:
    code = _tcvn3_codes().get(char)
    if code is not None:
        return bytes([code])
    return b"\xa0" if char == "\xa0" else char.encode("ascii")  # in a font, others are not so


def _to_windows_1258(char: str) -> bytes:
    data = _shortest_1258(char)
    if nfc(data.decode("cp1258")) != char:  # two marks that come back in another order
        raise UnicodeEncodeError(WINDOWS_1258, char, 0, 1, "there is no such letter")
    return data


def _like_utf_16(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return _are_block_numbers(data[::2], data[1::2]) or _are_block_numbers(data[1::2], data[::2])


def _are_block_numbers(lane: bytes, other: bytes) -> bool:
    """Tell whether `lane` is the high half of UTF-16 text, and `other` the low half."""
    if not lane or 0 not in lane:
        return False
    known = sum(byte in _BLOCKS for byte in lane)
    return known >= 0.95 * len(lane) and other.count(0) <= 0.05 * len(other)


def _by_syllables(data: bytes) -> str | None:
    """Return the encoding in which the most marked tokens are frequent syllables."""
    marked = [token for token in _TOKEN.findall(data) if not token.isascii()]
    found = {name: sum(token in known for token in marked) for name, known in _spellings().items()}
    best = max(found, key=found.__getitem__)
    return best if found[best] and found[best] >= _ENOUGH * len(marked) else None


@cache
def _spellings() -> dict[str, frozenset[bytes]]:
    bytes_of = dict(zip(_TCVN3_LETTERS, _TCVN3_BYTES, strict=True))
    return {
        TCVN3: _spelled(lambda char: bytes([bytes_of.get(char, ord(char))])),
        VNI: _spelled(lambda char: _vni_letter(char).encode("latin-1")),
        WINDOWS_1258: _spelled(_letter_and_tone) | _spelled(_shortest_1258),
    }


def _spelled(encode: Callable[[str], bytes]) -> frozenset[bytes]:
    """Return the frequent syllables, encoded letter by letter."""
    return frozenset(b"".join(map(encode, syllable)) for syllable in _FREQUENT.split())


def _vni_letter(char: str) -> str:
    if char in _VNI_ALONE:
        return _VNI_ALONE[char]
    base, marks = normalize("NFD", char)[0], normalize("NFD", char)[1:]
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u0302" in marks:
        return base + _VNI_CIRCUMFLEX.get(tone, "â")
    if "\u0306" in marks:
        return base + _VNI_BREVE.get(tone, "ê")
    return (_VNI_HORNS[base] if "\u031b" in marks else base) + _VNI_PLAIN.get(tone, "")


def _letter_and_tone(char: str) -> bytes:
    """Encode as Windows types it: the letter with its circumflex, breve or horn, then the tone."""
    marks = normalize("NFD", char)
    tone = next((mark for mark in marks if mark in _TONES), "")
    return (normalize("NFC", marks.replace(tone, "")) + tone).encode("cp1258")


def _shortest_1258(char: str) -> bytes:
    """Encode as converters do: à, é, ó … are one byte where the code page has one."""
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        return _letter_and_tone(char)


_TCVN3_CAPITALS: Final = dict(zip(range(0xA1, 0xA8), "ĂÂÊÔƠƯĐ", strict=True))


@cache
def _from_tcvn3() -> dict[int, str]:
    return dict(zip(_TCVN3_BYTES, _TCVN3_LETTERS, strict=True)) | _TCVN3_CAPITALS


@cache
def _tcvn3_codes() -> dict[str, int]:
    return {letter: code for code, letter in _from_tcvn3().items()}


@cache
def _from_vni() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the letters by their VNI spelling, and a pattern of the spellings."""
    letters = {_vni_letter(letter): letter for letter in _TCVN3_LETTERS}
    letters |= {spelled.upper(): letter.upper() for spelled, letter in letters.items()}
    letters |= {s[0].upper() + s[1:]: x.upper() for s, x in letters.items() if len(s) == 2}
    longest_first = sorted(letters, key=len, reverse=True)
    return letters, re.compile("|".join(map(re.escape, longest_first)))
