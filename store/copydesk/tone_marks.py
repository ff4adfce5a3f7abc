"""Where the tone mark of a syllable stands: hóa and hoá are the same word in two styles."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets
from store.text import nfc

TONES: Final = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
"""The tone marks, and the keys that type them in Telex."""
_MARKED: Final = "àáảãạèéẻẽẹỳýỷỹỵ"
_NEW: Final = re.compile(rf"(?P<glide>[ou])(?P<vowel>[{_MARKED}])(?![^\W\d_])", re.I)
_OLD: Final = re.compile(r"(?P<glide>[òóỏõọùúủũụ])(?P<vowel>[aey])(?![^\W\d_])", re.I)
_Moved = tuple[int, int, str]
"""Where a word starts and ends, and the word in the other style."""
_PAIRS: Final = frozenset(("oa", "oe", "uy"))


@lru_cache(maxsize=1024)
def toneless(syllable: str) -> tuple[str, str, int]:
    """Return a syllable without its tone; the mark of that, and on which letter it stands.

    A syllable without a tone has "" and -1; several marks are too many: the last counts.
    """
    letters, tone, at = "", "", -1
    for char in normalize("NFD", syllable):
        if char in TONES:
            tone, at = char, len(nfc(letters)) - 1
        else:
            letters += char
    return nfc(letters), tone, at


def toned(letters: str, tone: str, at: int) -> str:
    """Return letters with a tone mark on one of them."""
    return nfc(letters[: at + 1] + tone + letters[at + 1 :]) if tone else letters


def without_style(words: str) -> str:
    """Return words without a difference of style: hoá as hóa."""
    return _NEW.sub(_moved_back, words)


def _moved_back(match: re.Match[str]) -> str:
    if match.start() and match.string[match.start() - 1] in "qQ":
        return match[0]
    vowel, tone, _at = toneless(match["vowel"])
    pair = f"{match['glide']}{vowel}"
    return toned(pair, tone, 0) if pair.lower() in _PAIRS else match[0]


def _moved_on(match: re.Match[str]) -> str:
    glide, tone, _at = toneless(match["glide"])
    pair = f"{glide}{match['vowel']}"
    return toned(pair, tone, 1) if pair.lower() in _PAIRS else match[0]


def new_style(sheets: Sheets, _allowed: frozenset[str]) -> list[Found]:
    """Return the words of the new style (hoá, thuý) for a house of the old one."""
    return _found(sheets, _new_in)


def old_style(sheets: Sheets, _allowed: frozenset[str]) -> list[Found]:
    """Return the words of the old style (hóa, thúy) for a house of the new one."""
    return _found(sheets, _old_in)


def _found(sheets: Sheets, words_in: Callable[[Paragraph], list[_Moved]]) -> list[Found]:
    return [
        Found(((sheet.at, *moved),))
        for sheet in sheets
        for moved in sheet.paragraph.keep(words_in, words_in)
    ]


def _new_in(paragraph: Paragraph) -> list[_Moved]:
    return _words(paragraph, _NEW, _moved_back)


def _old_in(paragraph: Paragraph) -> list[_Moved]:
    return _words(paragraph, _OLD, _moved_on)


def _words(
    paragraph: Paragraph, pattern: re.Pattern[str], move: Callable[[re.Match[str]], str]
) -> list[_Moved]:
    """Return words with their tone on the other letter; what may be a name is left alone."""
    found = []
    for word in paragraph.words:
        if not pattern.search(word.text) or (
            word.text[0].isupper() and not paragraph.begins_sentence(word.start)
        ):
            continue
        if (moved := pattern.sub(move, word.text)) != word.text:
            found.append((word.start, word.end, moved))
    return found
