"""Phrases: which words in a row a person would say, and where such a phrase begins and ends.

Two texts may share *quà công* because both say *tặng quà công …*, though one goes on with *nhân*
and the other with *đoàn*. What tells so is what stands beside the shared words in either text, and
how many entries of the desk have the two words on either side of a boundary beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from store.search.tokens import number
from store.search.weighed_text import Counts, WeighedText, joint
from store.search.wording import PAUSE, Row, Written, listed

_LONGEST: Final = 8
"""In words, as an office with its country and its holder has; a longer phrase is cut where its
words are the least bound."""
_LONGEST_WHOLE: Final = 12
"""A row up to this length is shown whole where none of its parts would tell anything."""
_LEANING: Final = 2
"""A word belongs to its neighbour on one side if more than so many times as many entries have the
two than have it with its neighbour on the other side …"""
_LEAST_LEANING: Final = 3
"""… at least so many …"""
_COHESION: Final = 0.03
"""… and this share of those that have the rarer of both: công nhân, but not người đầu (bếp)."""

_LITTLE_WORDS: Final = listed(
    "các cho có còn của cùng cũng dưới đã đang đây đó được đến để đều hay hoặc khi là mà mọi một "
    "mỗi nào này nên nếu ngay nhằm như nhưng những ở rằng rất sau sẽ tại theo thì trên trong và "
    "vào vẫn về vì với"
)
"""Stop words, never part of a reason. Words that form others are not here: đổi mới, từ thiện."""
_NEVER_FIRST: Final = listed(
    "ảnh bởi chưa clip do giữa khiến không lại nhất nói phải quá thể thuộc thứ từ từng video"
)
"""Words that do not begin a phrase, but for the words that they form."""
_NEVER_LAST: Final = listed(
    "bị bởi chưa cuộc do gần giữa gồm hơn khiến khoảng không lần nói phải quá rồi tầm thứ trước từ "
    "từng vừa"
)
"""Words that do not end a phrase, but for the words that they form."""
_APART: Final = _LITTLE_WORDS | _NEVER_FIRST | _NEVER_LAST | {PAUSE.lower}
"""Beside these, a phrase may begin and end."""
_FORMED: Final = frozenset(
    (
        *("từ chối", "từ chức", "từ thiện", "từ điển", "từ ngữ", "từ trần", "do thái", "do thám"),
        *(
            "nhất quán",
            "nhất trí",
            "thứ trưởng",
            "tự do",
            "lý do",
            "lẽ phải",
            "bên phải",
            "phía trước",
        ),
        *("chỉ số", "dân số", "doanh số", "hệ số", "mã số", "tổng số", "sưu tầm"),
        *("hàng không", "phòng không", "giọng nói", "lời nói", "tiếng nói"),
        *("không khí", "không gian", "không quân", "không lưu", "không tặc", "không dây"),
        *("nói chuyện", "nói dối", "nói xấu", "thời cuộc", "con người", "loài người"),
        *("quá trình", "quá khứ", "quá tải", "quá cảnh", "quá độ", "quá khổ", "quá hạn"),
        *("thể thao", "thể chế", "thể dục", "thể hình", "thể chất", "thể lực", "thể loại"),
        *("thể hiện", "thể lệ", "thể trạng", "thể nghiệm", "thể tích"),
    )
)
_WITH_LITTLE: Final = frozenset(
    (
        *("nhà ở", "chỗ ở", "nơi ở", "đất ở", "theo dõi", "theo đuổi", "theo học"),
        *("kèm theo", "tồn tại", "hiện tại", "tại chỗ", "tại ngũ", "tại chức", "cho vay"),
        *("cho thuê", "cho mượn", "về hưu", "về quê", "về nước", "về đích", "trở về", "triệt để"),
        *("đều đặn", "đồng đều", "giàu có", "lơ là", "mặn mà", "một nửa", "có mặt", "có công"),
        *("có lãi", "có ích", "có hại", "của cải", "ra vào"),
        *("trong sạch", "trong suốt", "được mùa", "để dành", "cùng kỳ", "trên cao", "cuối cùng"),
    )
)
"""Words that a little word forms with its neighbour: nhà ở is not nhà."""
_BEFORE_A_NAME: Final = listed(
    "anh ấp bà chị điều đoạn đường huyện khóa khoá làng năm ngày người ông phố phường quận quý số "
    "tháng thôn tỉnh xã"
)
"""Words that belong to a name or a number behind them: huyện Hải Lăng, năm 1986."""


class Phrases:
    """Finds phrases in the rows of words that a text shares with another.

    Args:
        weighed: the text.
        others: the words of the other one.
        counts: how many entries have two words beside each other.
    """

    def __init__(self, weighed: WeighedText, others: Sequence[Written], counts: Counts) -> None:
        self._weighed = weighed
        self._words, self._others = weighed.words, others
        self._counts = counts

    def of(self, row: Row) -> Iterator[tuple[int, int]]:
        """Yield where the phrases in a row begin and end."""
        start, there, length = row
        apart, end = there - start, start + length
        for at in range(start, end + 1):
            if at == end or self._is_apart(at, start, end):
                yield from self._between(start, at, apart)
                start = at + 1

    def _is_apart(self, at: int, start: int, end: int) -> bool:
        """Tell whether a word of a row is a little one that forms no other with its neighbours."""
        if not _is_little(self._words[at]):
            return False
        words = [word.lower for word in self._words[max(at - 1, start) : min(at + 2, end)]]
        return not any(f"{one} {next_}" in _WITH_LITTLE for one, next_ in pairwise(words))

    def _between(self, start: int, end: int, apart: int) -> Iterator[tuple[int, int]]:
        whole = end - start
        start, end = self._trimmed(start, end, apart)
        is_left_over = end - start == 1 < whole
        if start == end or not (
            self._weighed.tells(start, end) or (is_left_over and self._weighed.names(start))
        ):
            return
        parts = []
        if end - start > _LONGEST:
            middle = start + end
            at = max(
                range(start + 1, end), key=lambda at: (self._looseness(at), -abs(middle - 2 * at))
            )
            parts = [*self._between(start, at, apart), *self._between(at, end, apart)]
        if not parts and end - start <= _LONGEST_WHOLE:
            parts = [(start, end)]
        yield from parts

    def _trimmed(self, start: int, end: int, apart: int) -> tuple[int, int]:
        """Take away words at the ends until it begins and ends where a person would."""
        while end > start and self._ends_amid(start, end, apart):
            end -= 1
        while end > start and self._begins_amid(start, end, apart):
            start += 1
        return start, end

    def _ends_amid(self, start: int, end: int, apart: int) -> bool:
        last = self._words[end - 1]
        before = self._words[end - 2] if end - start > 1 else PAUSE
        is_formed = f"{before.lower} {last.lower}" in _FORMED
        if last.lower in _NEVER_LAST:
            return not is_formed
        after = [self._words[end], self._others[end + apart]]
        if any(f"{last.lower} {word.lower}" in _WITH_LITTLE for word in after):
            return True
        goes_on = [word for word in after if word.lower not in _APART]
        if last.lower in _BEFORE_A_NAME and last.text.islower() and not is_formed:
            return any(not word.text.islower() for word in goes_on)
        if last.is_name and len(goes_on) == 2 and all(word.text[0].isupper() for word in goes_on):
            return True
        if last.is_number and before.text.islower() and len(goes_on) == 2:
            return all(word.text.islower() for word in goes_on)
        return end - start > 1 and any(
            self._leans(last, word, inwards=self._weighed.joints[end - 1])
            for word in goes_on
            if word.text.islower()
        )

    def _begins_amid(self, start: int, end: int, apart: int) -> bool:
        first = self._words[start]
        after = self._words[start + 1] if end - start > 1 else PAUSE
        before = [self._words[start - 1], self._others[start - 1 + apart]]
        if first.lower in _NEVER_FIRST:
            return f"{first.lower} {after.lower}" not in _FORMED
        if first.is_name:
            return all(word.is_name for word in before)
        if first.lower in _BEFORE_A_NAME and after.text and not after.text.islower():
            return False
        return end - start > 1 and any(
            self._leans(word, first, inwards=self._weighed.joints[start + 1])
            for word in before
            if word.lower not in _APART and not word.is_number
        )

    def _leans(self, before: Written, word: Written, inwards: int) -> bool:
        """Tell whether two words belong together more than the one in the phrase to its next."""
        counts = self._counts
        there = counts[joint(before, word)]
        if there < _LEAST_LEANING or there <= _LEANING * counts[inwards]:
            return False
        alone = min(counts[number(before.tokens[-1])], counts[number(word.tokens[0])])
        return there >= _COHESION * alone

    def _looseness(self, at: int) -> float:
        """Return how much rarer two words are side by side than they suggest (negative PMI)."""
        before, word = self._words[at - 1], self._words[at]
        counts = self._counts
        apart = max(counts[number(before.tokens[-1])], 1) * max(counts[number(word.tokens[0])], 1)
        return apart / max(counts[self._weighed.joints[at]], 1)


def _is_little(word: Written) -> bool:
    return word.lower in _LITTLE_WORDS
