"""How much the words of a text tell: by how few others on the desk have them, and at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final

from store.search.tokens import number, word_number
from store.search.wording import Row, Written, listed

_TELLING_ALONE: Final = re.compile(r"(?!(?:19|20)\d\d$)\d+(?:[1-9]\d|\d[1-9])|[^\W\d]{7,40}")
"""A single token that can be a reason: a number that is neither round nor a year, or a foreign name
(hardly any Vietnamese syllable has seven letters)."""
_VIETNAMESE: Final = re.compile(
    r"(?:[bcdghklmnprstvx]|[cgknpt]h|gi|ngh?|qu|tr)?[aeiouy]{1,3}(?:[cmnpt]|[cn]h|ng)?"
)
"""A folded syllable."""
_SAYING_NOTHING: Final = listed(
    # ordinals and the parts of a text
    "một hai ba bốn năm sáu bảy tám chín mười nhất thứ lần số đoạn phần chương mục bài kỳ tập "
    "khoản điều trang dòng câu bấm xem thêm ảnh video clip minh họa hoạ nguồn "
    # days, hours and measures
    "ngày hôm tháng quý tuần giờ phút giây sáng trưa chiều tối đêm nay qua mai lúc hồi đầu cuối "
    "giữa vừa rồi trước thập thế kỷ kỉ chủ nhật trăm nghìn ngàn triệu tỷ tỉ đồng usd km kg tấn m "
    "mét tuổi"
)
"""Words that are no reason among themselves: đoạn hai, sáng nay, triệu đồng."""
_CONNECTING: Final = frozenset(
    (
        *("bây giờ", "bên cạnh", "do đó", "đồng thời", "hôm ấy", "làm gì", "lúc đó", "lúc này"),
        *("mặc dù", "ngày càng", "ngoài ra", "thậm chí", "thế nào", "tuy nhiên"),
        *("hàng chục", "hàng loạt", "hàng nghìn", "hàng ngàn", "hàng trăm", "hàng triệu"),
    )
)
"""Phrases that say nothing of what a text is about."""
_ONLY_DIGITS: Final = re.compile(r"\d+(?:[hg]\d*)?")
"""A token of a number, a date or an hour."""


class Counts:
    """How many entries have a term, asked for when it is needed, and only once.

    Args:
        known: those that are known already.
        ask: returns those of more terms.
    """

    def __init__(
        self, known: Mapping[int, int], ask: Callable[[Collection[int]], Mapping[int, int]]
    ) -> None:
        self._known = dict(known)
        self._ask = ask

    def __getitem__(self, term: int) -> int:
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._ask([term]).get(term, 0)
        return known


class WeighedText:
    """The words of a text, and how much a row of them tells.

    Args:
        words: as they are written, with a pause at either end.
        weights: of the telling terms, by their numbers.
    """

    def __init__(self, words: Sequence[Written], weights: Mapping[int, float]) -> None:
        self.words = words
        self.joints = [0, *(joint(before, word) for before, word in pairwise(words))]
        """The number of the pair of terms at the boundary before each word; 0 beside a pause."""
        self._joined = [weights.get(joint, 0.0) for joint in self.joints]
        self._alone = [
            weights.get(word_number(tokens[0]), 0.0)
            if len(tokens) == 1
            else sum(weights.get(word_number(token), 0.0) for token in tokens)
            for _text, _lower, _key, tokens in words
        ]
        inner = [
            sum(weights.get(number(" ".join(two)), 0.0) for two in pairwise(tokens))
            if len(tokens) > 1
            else 0.0
            for _text, _lower, _key, tokens in words
        ]
        weighed = zip(self._joined, inner, self._alone, strict=True)
        self._up_to = [0.0, *accumulate(map(sum, weighed))]
        telling = (
            (joint > 0) + (pair > 0) for joint, pair in zip(self._joined, inner, strict=True)
        )
        self._telling_up_to = [0, *accumulate(telling)]

    def strength(self, start: int, end: int) -> float:
        """Return the weight of all terms of some words."""
        return self._up_to[end] - self._up_to[start] - self._joined[start]

    def telling(self, rows: Iterable[Row]) -> list[tuple[float, int, int, int]]:
        """Return the rows that tell something: the weight less than zero, start, end and place in
        the other text, so that the strongest is the least.
        """
        up_to, joined, telling = self._up_to, self._joined, self._telling_up_to
        return [
            (joined[here] - (up_to[here + length] - up_to[here]), here, here + length, there)
            for here, there, length in rows
            if length == 1 or telling[here + length] - telling[here] > (joined[here] > 0)
        ]

    def has_telling_pair(self, start: int, end: int) -> bool:
        """Tell whether two terms in some words are not beside each other everywhere."""
        return self._telling_up_to[end] - self._telling_up_to[start] > (self._joined[start] > 0)

    def tells(self, start: int, end: int) -> bool:
        """Tell whether some words can be a reason: they say something, and not everywhere."""
        if self.has_telling_pair(start, end):
            return not _says_nothing(self.words[start:end])
        return end - start == 1 and _tells_alone(self.words[start]) and self._alone[start] > 0

    def names(self, at: int) -> bool:
        """Tell whether a word is an abbreviation or a foreign name, and not everywhere."""
        word = self.words[at]
        if not word.text.isalpha() or not word.text[0].isupper() or self._alone[at] <= 0:
            return False
        return not word.is_name or not _VIETNAMESE.fullmatch(word.tokens[0])


def joint(before: Written, word: Written) -> int:
    """Return the number of the pair of terms at the boundary between two words; 0 at a pause."""
    return number(f"{before.tokens[-1]} {word.tokens[0]}") if before.key and word.key else 0


def _tells_alone(word: Written) -> bool:
    return len(word.tokens) == 1 and bool(_TELLING_ALONE.fullmatch(word.tokens[0]))


def _says_nothing(words: Sequence[Written]) -> bool:
    """Tell whether words are only a date, an ordinal, a round measure, a connection or the like."""
    if len(words) == 2 and f"{words[0].lower} {words[1].lower}" in _CONNECTING:
        return True
    return all(
        word.lower in _SAYING_NOTHING
        or (all(map(_ONLY_DIGITS.fullmatch, word.tokens)) and not _tells_alone(word))
        for word in words
    )
