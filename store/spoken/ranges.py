"""Ranges and scores as they are spoken: both are two numbers with a dash."""

from __future__ import annotations

import re
from typing import Final

from store.spoken.measured import NO_MORE, SIGNS, UNIT, is_readable, number_words, unit_words
from store.spoken.numbers import digits
from store.spoken.rule import AMBIGUOUS, CODE, Passage, Said, pattern, words_after, words_before

_RANGE: Final = pattern(
    rf"(?P<a>{{N}})(?:{{S}}?(?P<first>{SIGNS})(?![\w²³]))?(?P<by>{{S}}?{{D}}{{S}}?)"
    rf"(?P<b>{{N}}){UNIT}{NO_MORE}"
)
_SCORE_BEFORE: Final = pattern(
    r"(?i:(?<!\w)(?:thắng|thua|hòa|hoà|tỷ số|tỉ số|dẫn|hạ|bại|vùi dập|vượt qua|đè bẹp|cầm chân|"
    r"chung cuộc|ngược dòng|gỡ|kết quả|penalty|luân lưu|sút|set|hạ gục|quật ngã|nâng tỷ số|"
    r"chạm trán|trận))(?!\w)[^.;\n]{0,40}\Z"
)
_COMMA: Final = pattern(",?{S}")
_NEXT_SCORE: Final = pattern(r",{S}(?P<a>[0-9]{1,2})[-–](?P<b>[0-9]{1,2})(?![\w%])")
_LINE_UP: Final = pattern(r"[0-9]-[0-9](?:-[0-9]){1,3}(?![\w/]|[.,:-][0-9])")
_LINE_UP_BEFORE: Final = words_before("sơ đồ|đội hình|chiến thuật|sơ đồ chiến thuật|hệ thống")
_PLACE_OF_SCORE: Final = pattern(
    r"{S}*(?:\Z|[.,;:!?)”\"'…]|(?:trước|trên|tại|ở|ngay|sau|trong|cho|và|với|dù|nhưng|nghiêng|của|để|"
    r"bằng|từ|khi|đầy|chung|lượt|sát|bởi|vào|thuộc)(?!\w))"
)
_CAPITAL_BEFORE: Final = pattern(r"(?:[{U}]\w*){S}+\Z")
_CAPITAL_AFTER: Final = pattern(r"{S}+[{U}]\w")
_BEFORE_CHRIST: Final = words_after("trước công nguyên|tcn|tr.cn")
_MODEL_BEFORE: Final = words_before("boeing|airbus")
_HIGHEST: Final = 30


def ranges(passage: Passage, at: int) -> Said | None:
    """Read 6,5–7 %, and scores."""
    found = _RANGE.match(passage.text, at)
    if not found or not (is_readable(found["a"]) and is_readable(found["b"])):
        return None
    if _MODEL_BEFORE.search(passage.before(at)):
        return Said(found.end(), None, CODE)
    if _is_score(passage, found, at):
        passage.last_score = found.end()
        return Said(
            found.end(), f"{number_words(passage, found['a'])} {number_words(passage, found['b'])}"
        )
    low, high = _value(found["a"]), _value(found["b"])
    if (
        found["first"] is None
        and low >= high
        and not _BEFORE_CHRIST.match(passage.after(found.end()))
    ):
        return Said(found.end(), None, AMBIGUOUS)
    words = f"{number_words(passage, found['a'])}{unit_words(found['first'])} đến "
    return Said(
        found.end(), f"{words}{number_words(passage, found['b'])}{unit_words(found['unit'])}"
    )


def _is_score(passage: Passage, found: re.Match[str], at: int) -> bool:
    a, b = found["a"], found["b"]
    if found["unit"] or found["first"] or not (a.isdigit() and b.isdigit()):
        return False
    if max(int(a), int(b)) > _HIGHEST:
        return False
    before, after = passage.before(at), passage.after(found.end())
    following = _NEXT_SCORE.match(after)
    if following and max(int(a) - int(b), int(following["a"]) - int(following["b"])) >= 0:
        return True
    if 0 <= passage.last_score <= at and _COMMA.fullmatch(passage.text, passage.last_score, at):
        return True
    ends_well = _PLACE_OF_SCORE.match(after) or _CAPITAL_AFTER.match(after)
    if (ends_well or int(a) >= int(b)) and _SCORE_BEFORE.search(before):
        return True
    if _CAPITAL_BEFORE.search(before) and _CAPITAL_AFTER.match(after):
        return True
    return int(a) == int(b) or bool(int(b) < int(a) < 10 and _PLACE_OF_SCORE.match(after))


def _value(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def line_up(passage: Passage, at: int) -> Said | None:
    """Read 4-4-2."""
    found = _LINE_UP.match(passage.text, at)
    if not found or not _LINE_UP_BEFORE.search(passage.before(at)):
        return None
    return Said(found.end(), digits(found[0]))
