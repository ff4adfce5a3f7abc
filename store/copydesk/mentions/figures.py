"""The figures of a paragraph, and what they count."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from store.campaign_records import Fact
from store.copydesk.paragraph import Paragraph
from store.text import syllables

NUMBER: Final = re.compile(
    r"(?<![\w.,/-])(?P<figure>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,9})(?:,(?P<decimals>[0-9]{1,3}))?"
    r"(?![\w/:-]|[.,][0-9])(?:\s?(?P<times>nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?"
)
_TIMES: Final = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_ABOUT: Final = ("gần", "hơn", "khoảng", "trên", "dưới", "chừng", "ngót")
"""Before a figure they say that it is only about so many …"""
NO_COUNT: Final = ("số", "tuổi", "năm", "tháng", "ngày", "thứ", "top", "quý", "hàng", "cả")
"""… and these, that it counts nothing."""
_INEXACT: Final = re.compile(rf"(?<!\w)(?P<word>{'|'.join((*_ABOUT, *NO_COUNT))})\s\Z", re.I)
_BEFORE: Final = 12
"""How many characters before a figure may say that it is only about so many."""
_SENTENCE_END: Final = re.compile(r"[.;:!?…](?:\s|\Z)|\n")
_FAR: Final = 60
"""How far behind a figure the words of its matter may stand, in characters."""
_TOKEN: Final = re.compile(r"[^\W\d_]+|\S")
_MOST_UNIT: Final = 4
"""The words behind a figure that say what is counted, at most."""
SIGNS: Final = ("%", "‰")
"""What is a unit, and no word."""
_NO_UNIT: Final = frozenset(
    (
        *("đã", "được", "cho", "của", "trong", "với", "và", "là", "từ", "đến", "tới", "tại", "ở"),
        *("có", "này", "đó", "khi", "để", "do", "bị", "thì", "mà", "vào", "ra", "lên", "xuống"),
        *("trên", "dưới", "theo", "về", "như", "sẽ", "cũng", "chỉ", "còn", "nên", "không", "bằng"),
        *("hoặc", "hay", "cùng", "sau", "trước", "nhưng", "vì", "nếu", "đang", "gồm", "bao", "mới"),
        *("đây", "trở", "so", "tăng", "giảm", "thuộc", "đạt", "kia", "ấy", "rồi", "nữa", "tham"),
    )
)
"""Words with which what is counted is over."""
_NONE: Final[frozenset[str]] = frozenset()
_SHARES: Final = tuple((sign,) for sign in SIGNS)
_TELLS_NOTHING: Final = _NO_UNIT | {"số", "lượng", "tổng", "các", "những"}
"""Words of a key that do not tell one matter from another: “số đoàn viên” is any đoàn viên."""


class Figure(NamedTuple):
    """A number in a paragraph."""

    start: int
    end: int
    value: float
    unit: tuple[str, ...]
    """The words behind it that say what it counts, in small letters; empty for none."""
    about: str
    """The word before it by which it is about so many (gần), or counts nothing (năm 2027)."""

    @property
    def is_exact(self) -> bool:
        """Whether it counts something, and exactly."""
        return not self.about

    @property
    def is_count(self) -> bool:
        """Whether it counts something, exactly or not."""
        return bool(self.unit) and self.about not in NO_COUNT


def figures(paragraph: Paragraph) -> list[Figure]:
    """Return the numbers of a paragraph."""
    return paragraph.keep(figures, _figures)


def _figures(paragraph: Paragraph) -> list[Figure]:
    text = paragraph.text
    return [figure_at(text, *match.span(), value_of(match)) for match in NUMBER.finditer(text)]


def figure_at(text: str, start: int, end: int, value: float) -> Figure:
    """Return a number that stands somewhere, with the words around it."""
    about = _INEXACT.search(text[max(0, start - _BEFORE) : start])
    word = about["word"].lower() if about else ""
    return Figure(start, end, value, _unit(text[end : end + _FAR]), word)


def value_of(match: re.Match[str]) -> float:
    """Return the value of what `NUMBER` has matched."""
    value = float(f"{match['figure'].replace('.', '')}.{match['decimals'] or 0}")
    return value * _TIMES.get(match["times"] or "", 1)


def _unit(after: str) -> tuple[str, ...]:
    """Return the words that say what is counted, from what follows a figure."""
    words: list[str] = []
    for token in _TOKEN.finditer(after):
        word = token[0].lower()
        is_sign = not words and word in SIGNS
        if (not word.isalpha() and not is_sign) or word in _NO_UNIT:
            break
        words.append(word)
        if len(words) == _MOST_UNIT:
            break
    return tuple(words)


def first_word(paragraph: Paragraph, figure: Figure) -> str:
    """Return the word behind a figure in its sentence, folded; empty where none follows."""
    words = _behind(paragraph, figure)
    return words[0] if words and words[0].isalpha() else ""


def is_of_fact(paragraph: Paragraph, figure: Figure, fact: Fact) -> bool:
    """Tell whether a figure is about what a figure of the fact sheet is about.

    The words behind it are the unit of the fact, and with them two of its key. Where the unit alone
    gives these (3.000 công nhân, of “công nhân được hỗ trợ”), its sentence has another one of the
    key, too; a share of something (92% công nhân) counts nothing.
    """
    unit, pairs, others = _words_of(fact)
    words = _behind(paragraph, figure) if unit and figure.unit[:1] not in _SHARES else []
    if not words or words[: len(unit)] != unit or pairs.isdisjoint(pairwise(words)):
        return False
    return not others or not others.isdisjoint(_sentence_words(paragraph, figure))


@lru_cache(maxsize=4096)
def _words_of(fact: Fact) -> tuple[list[str], frozenset[tuple[str, str]], frozenset[str]]:
    """Return the folded words of the unit of a fact, the pairs of words of its key, and the others.

    The others are those of the key that say more than the unit does.
    """
    own = NUMBER.match(fact.value)
    unit = syllables(f"{fact.value[own.end() :]} {fact.unit}") if own else []
    told = " ".join(word for word in fact.key.lower().split() if word not in _TELLS_NOTHING)
    pairs = frozenset(pairwise(syllables(fact.key)))
    return unit, pairs, frozenset(syllables(told)).difference(unit)


def _sentence_words(paragraph: Paragraph, figure: Figure) -> frozenset[str]:
    """Return the folded words of the sentence of a figure."""
    sentences = paragraph.keep(_sentence_words, _words_by_sentence)
    at = bisect_right(sentences, figure.start, key=lambda one: one[0]) - 1
    return sentences[at][2] if at >= 0 and figure.start < sentences[at][1] else _NONE


def _words_by_sentence(paragraph: Paragraph) -> list[tuple[int, int, frozenset[str]]]:
    spans = paragraph.sentences
    return [(start, end, frozenset(syllables(paragraph.text[start:end]))) for start, end in spans]


def _behind(paragraph: Paragraph, figure: Figure) -> list[str]:
    """Return the folded words behind a figure, up to the end of its sentence."""

    def words(_paragraph: Paragraph) -> list[str]:
        after = paragraph.text[figure.end : figure.end + _FAR]
        return syllables(_SENTENCE_END.split(after)[0])

    return paragraph.keep((_behind, figure.end), words)
