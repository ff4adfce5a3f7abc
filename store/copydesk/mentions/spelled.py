"""Figures in words, as a text for the ear has them: một trăm ba mươi suất."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from store.copydesk.mentions.figures import Figure, figure_at, figures
from store.copydesk.paragraph import Paragraph, Word
from store.spoken.numbers import LARGEST

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_DIGIT: Final = {word: value for value, word in enumerate(_DIGITS)} | {"bẩy": 7}
_BEHIND_TEN: Final = {**_DIGIT, "lăm": 5, "nhăm": 5, "tư": 4}
_BEHIND_TENS: Final = {**_BEHIND_TEN, "mốt": 1}
_NO_TENS: Final = ("linh", "lẻ")
_SCALES: Final = (
    (("tỷ", "tỉ"), 10**9),
    (("triệu",), 10**6),
    (("nghìn", "ngàn"), 10**3),
)
_NO_END: Final = ("phẩy", "rưỡi", "phần", *(name for names, _size in _SCALES for name in names))
"""Beside a number, they say that it is none by itself."""
_LEAST_WORDS: Final = 2
"""A single word is no figure: hai, mười."""


def all_figures(paragraph: Paragraph) -> list[Figure]:
    """Return the numbers of a paragraph, in digits and in words."""
    return paragraph.keep(all_figures, lambda one: sorted((*figures(one), *_spelled(one))))


def _spelled(paragraph: Paragraph) -> Iterator[Figure]:
    for row in _rows(paragraph):
        words = [word.lower for word in row]
        at = 0
        while at < len(words):
            value, end = _number(words, at)
            if end - at < _LEAST_WORDS or value > LARGEST:
                at += 1
                continue
            around = {*words[max(0, at - 1) : at], *words[end : end + 1]}
            if around.isdisjoint(_NO_END):
                yield figure_at(paragraph.text, row[at].start, row[end - 1].end, value)
            at = end


def _rows(paragraph: Paragraph) -> Iterator[list[Word]]:
    """Yield the words that stand in a row with nothing but a space between."""
    row: list[Word] = []
    for word in paragraph.words:
        if row and paragraph.text[row[-1].end : word.start] not in (" ", "\xa0"):
            yield row
            row = []
        row.append(word)
    yield row


def _number(words: Sequence[str], at: int) -> tuple[int, int]:
    """Return the number that begins at a word, and where it ends; it begins there if there is none.

    Its parts come in their order, thousands behind millions.
    """
    total, here, is_first = 0, at, True
    for names, size in _SCALES:
        if words[here : here + 1] == ["không"] and {*words[here + 1 : here + 2]} & {*names}:
            here += 2
        group, end = _group(words, here, is_first=is_first)
        if end > here and end < len(words) and words[end] in names:
            total, here, is_first = total + group * size, end + 1, False
    group, end = _group(words, here, is_first=is_first)
    return total + group, end


def _group(words: Sequence[str], at: int, *, is_first: bool) -> tuple[int, int]:
    """Return up to three digits; what follows a larger part begins with its hundreds."""

    def word(place: int) -> str:
        return words[place] if place < len(words) else ""

    hundreds, here = 0, at
    if word(at) in _DIGIT and word(at + 1) == "trăm":
        hundreds, here = _DIGIT[word(at)] * 100, at + 2
        if word(here) in _NO_TENS and word(here + 1) in _BEHIND_TEN:
            return hundreds + _BEHIND_TEN[word(here + 1)], here + 2
    tens, end = _tens(words, here)
    if end > here:
        return hundreds + tens, end
    if here == at and is_first and word(at) in _DIGIT:
        return _DIGIT[word(at)], at + 1
    return hundreds, here


def _tens(words: Sequence[str], at: int) -> tuple[int, int]:
    first = words[at] if at < len(words) else ""
    if first == "mười":
        tens, here, units = 10, at + 1, _BEHIND_TEN
    elif first in _DIGIT and words[at + 1 : at + 2] == ["mươi"]:
        tens, here, units = _DIGIT[first] * 10, at + 2, _BEHIND_TENS
    else:
        return 0, at
    unit = words[here] if here < len(words) else ""
    if unit in units and unit not in ("không", "năm"):  # mười năm is ten years
        return tens + units[unit], here + 1
    return tens, here
