"""Quantities as they are spoken: numbers with their units, and money."""

from __future__ import annotations

import re
from typing import Final

from store.spoken import units
from store.spoken.measured import NO_MORE, SIGNS, UNIT, is_readable, number_words, unit_words
from store.spoken.numbers import digits, number
from store.spoken.ranges import ranges
from store.spoken.rule import AMBIGUOUS, Passage, Said, pattern, words_after, words_before

_QUANTITY: Final = pattern(rf"(?P<n>{{N}}){UNIT}{NO_MORE}")
_TAIL: Final = pattern(rf"(?P<n>{{N}})(?P<unit>m|tr|tỷ|tỉ|kg)(?P<more>[0-9]{{1,2}}){NO_MORE}")
_POINT: Final = pattern(rf"(?P<n>[0-9]{{1,4}}\.[0-9]{{1,2}}){UNIT}{NO_MORE}")
_SPACED: Final = pattern(
    rf"(?P<n>[0-9]{{1,3}}(?:(?:[\u00a0\u2009\u202f][0-9]{{3}}){{1,4}}|(?: [0-9]{{3}}){{2,4}}| 000))"
    rf"{UNIT}(?!{{S}}[0-9]){NO_MORE}"
)
_COMMAS: Final = pattern(rf"(?P<n>[0-9]{{1,3}}(?:,[0-9]{{3}}){{2,4}}){UNIT}{NO_MORE}")
_MONEY_FIRST: Final = pattern(rf"(?P<sign>US\$|[$€£]){{S}}?(?P<n>{{N}}){NO_MORE}")
_SIGNED: Final = pattern(r"(?P<sign>[-−+])(?=[0-9])")
_TIMES: Final = pattern(
    rf"(?P<a>{{N}})(?:{{S}}?(?P<first>{SIGNS})(?!\w))?{{S}}?[x×]{{S}}?(?P<b>{{N}})"
    rf"(?:{{S}}?[x×]{{S}}?(?P<c>{{N}}))?{UNIT}{NO_MORE}"
)
_PLUS: Final = pattern(r"(?P<a>[0-9]{1,3})\+(?P<b>[0-9]{1,2})(?![\w.,:/+-])")
_MINUTE_BEFORE: Final = words_before("phút(?: thứ)?|phút bù giờ")
_POINT_WORDS: Final = words_after(
    "tỷ|tỉ|triệu|nghìn|ngàn|điểm|độ|lần|tấn|độ richter|phần trăm|inch|giờ|giây|lít|mét"
)
_COUNTED: Final = words_after("|".join(sorted(units.COUNTED)))
_SCALE: Final = words_after("tỷ|tỉ|triệu|nghìn|ngàn|tr")
_DECIMAL: Final = words_after("tỷ|tỉ|triệu|nghìn|ngàn|tr|giây")
_GLUED: Final = pattern(
    r"(?P<n>{N})(?=(?:giờ|phút|giây|đồng|triệu|tỷ|tỉ|nghìn|ngàn|người|ngày|tháng|năm|tuổi|lần|"
    r"tấn|mét|lít|phần|cây|con|bài|trận|vòng|điểm)(?!\w))"
)
_THOUSANDTHS: Final = pattern(r"[0-9]{1,3},[0-9]{3}\Z")
_VERSION: Final = words_before(
    "ios|android|phiên bản|bản|version|usb|bluetooth|gpt|công nghiệp|cách mạng|wifi|wi-fi|python|"
    "html|windows|web|công nghệ|thế hệ|chính phủ số|điện tử|ielts"
)
_ORDINAL: Final = words_before("thứ")


def quantities(passage: Passage, at: int) -> Said | None:
    """Read a number with its unit: 6,5–7 %, 40 km/h, 2.310, $5."""
    rules = (_money_first, _signed, _product, _added, ranges, _spaced, _quantity, _point, _tail)
    for rule in rules:
        if said := rule(passage, at):
            return said
    return None


def _quantity(passage: Passage, at: int) -> Said | None:
    found = _QUANTITY.match(passage.text, at)
    if not found:
        return None
    text, end = found["n"], found.end()
    counted = _COUNTED.match(passage.after(end))
    if not is_readable(text, is_counted=bool(found["unit"] or counted)):
        return None
    if text.endswith(",000"):  # nobody writes such decimals
        text = text.replace(",", ".")
    is_thousand = _THOUSANDTHS.match(text) and not found["unit"]
    if is_thousand and not _DECIMAL.match(passage.after(end)):
        return Said(end, None, AMBIGUOUS)  # 1,250 may be the English 1.250
    if len(text) > 2 and text[0] == "0" and text.isdigit():
        return Said(end, digits(text) + unit_words(found["unit"]))
    if _ORDINAL.search(passage.before(at)) and text in ("1", "4"):
        return Said(end, {"1": "nhất", "4": "tư"}[text] + unit_words(found["unit"]))
    return Said(end, number_words(passage, text) + unit_words(found["unit"]))


def _point(passage: Passage, at: int) -> Said | None:
    """Read 6.5 where what follows or precedes tells that it is no date; 4.0 is none either."""
    if found := _COMMAS.match(passage.text, at):
        text = found["n"].replace(",", ".")
        return Said(found.end(), number_words(passage, text) + unit_words(found["unit"]))
    found = _POINT.match(passage.text, at)
    if not found:
        return None
    whole, _dot, decimals = found["n"].partition(".")
    if found["unit"] or _POINT_WORDS.match(passage.after(found.end())):
        words = number(f"{whole},{decimals}", passage.wording)
        return Said(found.end(), words + unit_words(found["unit"]))
    if decimals == "0" or _VERSION.search(passage.before(at)):
        words = f"{number_words(passage, whole)} chấm {number(decimals, passage.wording)}"
        return Said(found.end(), words)
    return None


def _spaced(passage: Passage, at: int) -> Said | None:
    found = _SPACED.match(passage.text, at)
    if not found:
        return None
    text = re.sub(r"\s", ".", found["n"])
    return Said(found.end(), number_words(passage, text) + unit_words(found["unit"]))


def _tail(passage: Passage, at: int) -> Said | None:
    """Read 1m65 and 2tr5, and put the space into 7giờ."""
    if found := _GLUED.match(passage.text, at):
        return Said(found.end(), f"{number_words(passage, found['n'])} ")
    found = _TAIL.match(passage.text, at)
    if not found:
        return None
    words = f"{number_words(passage, found['n'])}{unit_words(found['unit'])}"
    return Said(found.end(), f"{words} {number(found['more'], passage.wording)}")


def _money_first(passage: Passage, at: int) -> Said | None:
    found = _MONEY_FIRST.match(passage.text, at)
    if not found:
        return None
    words = units.BEFORE[found["sign"]]
    scale = _SCALE.match(passage.after(found.end()))
    end = found.end() + (scale.end() if scale else 0)
    amount = number_words(passage, found["n"]) + (f" {scale[0].strip()}" if scale else "")
    return Said(end, f"{amount} {words}")


def _signed(passage: Passage, at: int) -> Said | None:
    """Read -5 °C; a dash before another number may as well begin a line of a list."""
    found = _SIGNED.match(passage.text, at)
    if not found:
        return None
    said = ranges(passage, found.end()) or _quantity(passage, found.end())
    if not said or not said.words:
        return None
    is_measured = re.search(r"(?:phần trăm|độ(?: [CF])?)\Z", said.words)
    if found["sign"] == "+" or is_measured:
        sign = "cộng" if found["sign"] == "+" else "âm"
        return Said(said.end, f"{sign} {said.words}")
    return None


def _product(passage: Passage, at: int) -> Said | None:
    """Read 4x100 m, 3 × 4 m."""
    found = _TIMES.match(passage.text, at)
    if not found:
        return None
    first = number_words(passage, found["a"]) + unit_words(found["first"])
    rest = (number_words(passage, found[name]) for name in ("b", "c") if found[name])
    return Said(found.end(), " nhân ".join((first, *rest)) + unit_words(found["unit"]))


def _added(passage: Passage, at: int) -> Said | None:
    """Read 90+3, a minute of a match."""
    found = _PLUS.match(passage.text, at)
    if not found or not _MINUTE_BEFORE.search(passage.before(at)):
        return None
    return Said(
        found.end(), f"{number_words(passage, found['a'])} cộng {number_words(passage, found['b'])}"
    )
