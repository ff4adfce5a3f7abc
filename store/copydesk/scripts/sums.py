"""Sums that do not come out: parts, products, percentages and how much something has grown.

Looked at is one sentence at a time, and only what names all that is needed: a total with its parts,
a number of gifts with the worth of one and of all, two figures with the percentage between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from store.copydesk.mentions.figures import NUMBER, Figure, figures, value_of
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets

_PARTS: Final = re.compile(r"(?<!\w)(?P<all>(?:bao\s+)?gồm|trong\s+đó)(?:\s+có|\s+gồm)?:?\s+", re.I)
_OF_THEM: Final = re.compile(r"(?<!\w)(?:trong|tổng)\s+số\s+\Z", re.I)
_HAS: Final = re.compile(r"(?<!\w)(?P<all>có)\s+", re.I)
"""Of “trong số 32 người có 14 nam” the total stands behind one, and the parts behind the other."""
_OF_ALL_IN: Final = re.compile(
    r"(?<!\w)(?:tổng|kinh\s+phí|vốn|ngân\s+sách|trị\s+giá|dự\s+toán|đầu\s+tư)(?:\s+\w+){0,3}\s+\Z",
    re.I,
)
_PART_OF: Final = re.compile(r"\s?đồng,?\s+(?:\(\s?)?trong\s+đó,?\s[^.;:()]{0,60}", re.I)
_TOTAL: Final = re.compile(r"(?<!\w)(?:tổng\s+cộng|cộng\s+lại)(?:\s+là|\s+có)?:?\s*\Z", re.I)
_OF_PARTS: Final = ("gồm", "đó", "số")
_SOME: Final = ("trong đó", "có")
"""Behind these, there may be more than what is named."""
_NEXT: Final = re.compile(r"[^.;:()\d]{1,60}?(?:,|;|,?\s(?:và|cùng))\s+(?:có\s+)?\Z", re.I)
"""What stands between two parts: what is counted, and a comma."""
_END: Final = re.compile(r"(?:(?!\s(?:và|cùng)\s)[^.;:,()\d]){1,40}(?:[.;)…]|\Z)")
_LONGEST: Final = 1_000
"""A longer sentence is a list, or has lost its full stops; the work for one stays small."""
_FAR: Final = 60
_NEAR_MISS: Final = 0.1
"""Parts of several kinds are parts of one total where they nearly add up to it."""
_MEASURES: Final = ("m", "km", "cm", "ha", "kg", "độ", "giờ", "phút")
"""What is so long or so large may consist of something else."""
_NO_NUMBER: Final = (*_MEASURES, "đồng", "lần", "ngày", "tháng", "năm", "triệu", "tuổi", "%")
_NOT_ALL: Final = 0.15
"""Parts that make more or less than that of a total are those of something else."""
_GROWN: Final = re.compile(
    rf"(?<!\w)từ\s+(?P<first>{NUMBER.pattern.replace('?P<', '?P<a_')})"
    r"[^.,;:()\d]{0,25}?\s(?:lên|xuống)(?:\s+còn|\s+thành|\s+gần)?\s+"
    rf"(?P<second>{NUMBER.pattern.replace('?P<', '?P<b_')})"
    r"[^.,;:()\d]{0,25}?[,(\s]\s*(?:tăng|giảm|tương\s+đương)(?:\s+thêm|\s+(?:tăng|giảm|mức))?\s+"
    r"(?P<percent>\d{1,3}(?:,\d{1,2})?)%"
)
_GROWN_OF: Final = re.compile(
    r"(?<!\w)(?P<way>tăng|giảm)\s+(?:thêm\s+)?(?P<percent>\d{1,3}(?:,\d{1,2})?)%\s+so\s+với\s+"
    r"(?:mức\s+|con\s+số\s+)?",
    re.I,
)
_SHARE: Final = re.compile(
    r"(?<![\d.,/])(?P<part>\d{1,3}(?:\.\d{3})+|\d{1,6})/(?P<all>\d{1,3}(?:\.\d{3})+|\d{2,6})"
    r"(?![\d./])(?<!/(?:19|20)\d\d)[^.,;:/%\d]{1,30}?,?[\s(](?:đạt|chiếm|bằng|tương\s+đương|tỷ\s+lệ|tỉ\s+lệ)"
    r"(?:\s+tỷ\s+lệ|\s+tỉ\s+lệ)?\s+(?P<percent>\d{1,3}(?:,\d{1,2})?)%(?!\s+tổng)",
    re.I,
)
_REST: Final = re.compile(r"(?<!\w)(?:còn\s+lại|loại\s+khác|khác)(?:\s+(?:là|chiếm))?\s+\Z", re.I)
_PERCENT: Final = re.compile(r"(?<![\d.,–-])(\d{1,3}(?:,\d{1,2})?)%")
_LEAST_SHARES: Final = 3
_LEAST_ALL: Final = 20
"""Of fewer, “9/10 người” is a manner of speaking."""
_MONEY: Final = re.compile(
    r"(?P<figure>\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(?P<decimals>\d{1,3}))?"
    r"(?:\s?(?P<times>nghìn|ngàn|triệu|tỷ|tỉ))?\s(?:đồng|USD)(?!\w)"
)
_EACH: Final = re.compile(
    r"(?<!\w)mỗi\s+(?P<unit>\w+)(?:\s+quà)?"
    r"(?:\s+(?:có\s+|được\s+)?(?:trị\s+giá|giá|là|thưởng|nhận|tặng|hỗ\s+trợ))?\s+\Z",
    re.I,
)
_OF_ALL: Final = re.compile(
    r"(?<!\w)(?:tổng\s+(?:trị\s+giá|giá\s+trị|kinh\s+phí|số\s+tiền|cộng)(?:\s+(?!hơn|gần|trên|khoảng|chừng)\w+){0,3}?|tổng)\s+\Z",
    re.I,
)
_ROUNDED: Final = 0.011


class _Wrong(NamedTuple):
    start: int
    end: int
    right: str


def wrong(sheets: Sheets) -> Iterator[Found]:
    """Yield totals that differ from what they are made of; says the {sum}."""
    for sheet in sheets:
        for one in sheet.paragraph.keep(wrong, _wrong):
            yield Found(((sheet.at, one.start, one.end, None),), {"sum": one.right})


def _wrong(paragraph: Paragraph) -> list[_Wrong]:
    found: list[_Wrong] = []
    every = figures(paragraph)
    for start, end in paragraph.sentences:
        first, last = (bisect_left(every, at, key=lambda one: one.start) for at in (start, end))
        counts = every[first:last]
        if not counts or end - start > _LONGEST:
            continue
        sentence = paragraph.text[start:end].lower()
        found += _parts(paragraph, counts, end) if any(map(sentence.count, _OF_PARTS)) else ()
        found += _larger_parts(paragraph, counts) if "trong đó" in sentence else ()
        found += _totals_behind(paragraph, counts, start) if "cộng" in sentence else ()
        if "%" in sentence:
            found += _shares(paragraph, start, end)
            found += _rests(paragraph, start, end)
            found += _growths(paragraph, start, end)
            found += _growths_of(paragraph, counts, start, end)
        found += _products(paragraph, counts, start, end) if "mỗi" in sentence else ()
    return sorted(set(found))


def _parts(paragraph: Paragraph, counts: Sequence[Figure], end: int) -> Iterator[_Wrong]:
    """Yield totals with what they consist of: 45 người, gồm 20 nam và 24 nữ."""
    text = paragraph.text
    begin = counts[0].start if counts else end
    named = [*_PARTS.finditer(text, begin, end)]
    if counts and _OF_THEM.search(text[max(0, begin - _FAR) : begin]):
        named += [*_HAS.finditer(text, begin, end)][:1]
    for match in named:
        before = [one for one in counts if one.end <= match.start()]
        behind = [one for one in counts if one.start >= match.end()]
        if not before or not behind or behind[0].start != match.end():
            continue
        total = before[-1]
        is_total = total.is_exact or _OF_THEM.search(text[max(0, total.start - _FAR) : total.start])
        if match.start() - total.end > _FAR or not total.unit or not is_total:
            continue
        if total.unit[0] in _MEASURES:
            continue
        parts = _list(text, behind)
        if len(parts) < 2 or not all(0 < part.value < total.value for part in parts):
            continue
        made = sum(part.value for part in parts)
        if made < total.value and not _END.match(text, parts[-1].end, end):
            continue  # something else follows, which may be the rest
        if made != total.value and _are_all(match["all"].lower(), total, parts, made):
            yield _Wrong(total.start, parts[-1].end, _shown(made))


def _larger_parts(paragraph: Paragraph, counts: Sequence[Figure]) -> Iterator[_Wrong]:
    """Yield sums of money of which a part is more: 1,2 tỉ đồng, trong đó ngân sách 768 tỉ đồng."""
    for total, part in pairwise(counts):
        between = paragraph.text[total.end : part.start]
        before = paragraph.text[max(0, total.start - _FAR) : total.start]
        is_money = total.unit[:1] == part.unit[:1] == ("đồng",) and _OF_ALL_IN.search(before)
        if is_money and part.value > total.value and _PART_OF.fullmatch(between):
            yield _Wrong(total.start, part.end, f"≥ {_shown(part.value)}")


def _list(text: str, counts: Sequence[Figure]) -> list[Figure]:
    """Return the figures that follow each other as parts."""
    parts = [counts[0]]
    for one in counts[1:]:
        if not _NEXT.fullmatch(text, parts[-1].end, one.start):
            break
        parts.append(one)
    return parts if all(part.is_count for part in parts) else []


def _are_all(word: str, total: Figure, parts: Sequence[Figure], made: float) -> bool:
    """Tell whether parts are all there is, and of one kind.

    What is “trong đó” may be some of it; men and women are all.
    """
    if {"nam", "nữ"} <= {word for part in parts for word in part.unit[:2]} and len(parts) == 2:
        return True
    is_one_kind = len({part.unit[0] for part in parts}) == 1
    if word not in _SOME and is_one_kind:
        return True
    is_near = abs(made - total.value) <= _NEAR_MISS * total.value
    return is_near and (word not in _SOME or made > total.value) and total.value > 20


def _totals_behind(paragraph: Paragraph, counts: Sequence[Figure], start: int) -> Iterator[_Wrong]:
    """Yield totals behind their parts: 120 tấn, 45 tấn và 30 tấn, tổng cộng 205 tấn."""
    for at, total in enumerate(counts):
        if not _TOTAL.search(paragraph.text[start : total.start]) or not total.unit:
            continue
        parts = [one for one in counts[:at] if one.unit[:1] == total.unit[:1]]
        others = [one for one in counts[:at] if one.unit and one not in parts]
        made = sum(part.value for part in parts)
        is_near = abs(made - total.value) <= _NOT_ALL * total.value
        is_sum = len(parts) > 1 and not others and total.is_exact
        if is_sum and made != total.value and is_near:
            yield _Wrong(total.start, total.end, _shown(made))


def _shares(paragraph: Paragraph, start: int, end: int) -> Iterator[_Wrong]:
    """Yield percentages that are not those of the figures before: 450/500 hộ, đạt 80%."""
    for match in _SHARE.finditer(paragraph.text, start, end):
        part, whole = (int(match[name].replace(".", "")) for name in ("part", "all"))
        percent = 100 * part / whole
        said = float(match["percent"].replace(",", "."))
        if part <= whole >= _LEAST_ALL and abs(said - percent) > 1:
            right = f"{percent:.1f}".replace(".", ",").removesuffix(",0") + "%"
            yield _Wrong(match.start(), match.end(), right)


def _growths(paragraph: Paragraph, start: int, end: int) -> Iterator[_Wrong]:
    """Yield percentages by which a figure has not grown: từ 200 lên 300 suất, tăng 20%."""
    for match in _GROWN.finditer(paragraph.text, start, end):
        times = match["a_times"] or match["b_times"] or ""
        first = _value(match["a_figure"], match["a_decimals"], times)
        second = _value(match["b_figure"], match["b_decimals"], match["b_times"] or "")
        said = float(match["percent"].replace(",", "."))
        grown = 100 * abs(second - first) / first if first else said
        if abs(grown - said) > max(1, grown * _NEAR_MISS):
            right = f"{grown:.1f}".replace(".", ",").removesuffix(",0")
            yield _Wrong(match.start("second"), match.end(), f"{right}%")


def _growths_of(
    paragraph: Paragraph, counts: Sequence[Figure], start: int, end: int
) -> Iterator[_Wrong]:
    """Yield such percentages before what was: 400 tấn, tăng 25% so với mức 350 tấn."""
    for match in _GROWN_OF.finditer(paragraph.text, start, end):
        first = next((one for one in counts if one.start == match.end()), None)
        before = [one for one in counts if one.end <= match.start() and first]
        if first is None or not before or not first.unit or not first.value:
            continue
        if before[-1].unit[:1] != first.unit[:1]:
            continue
        grown = 100 * (before[-1].value - first.value) / first.value
        said = float(match["percent"].replace(",", "."))
        right = f"{abs(grown):.1f}".replace(".", ",").removesuffix(",0")
        is_same_way = (grown > 0) == (match["way"].lower() == "tăng")
        if is_same_way and abs(abs(grown) - said) > max(1, abs(grown) * _NEAR_MISS):
            yield _Wrong(match.start(), match.end("percent") + 1, f"{right}%")


def _value(figure: str, decimals: str | None, times: str) -> float:
    match = NUMBER.fullmatch(f"{figure}{',' + decimals if decimals else ''} {times}".strip())
    return value_of(match) if match else 0


def _rests(paragraph: Paragraph, start: int, end: int) -> Iterator[_Wrong]:
    """Yield the percentage of the rest, where all of them are nearly a hundred."""
    shares = list(_PERCENT.finditer(paragraph.text, start, end))
    if len(shares) < _LEAST_SHARES or not _REST.search(paragraph.text[start : shares[-1].start()]):
        return
    *others, rest = (float(share[1].replace(",", ".")) for share in shares)
    right = 100 - sum(others)
    if 1 < abs(right - rest) <= 100 * _NEAR_MISS and right > 0:
        yield _Wrong(shares[-1].start(), shares[-1].end(), f"{_shown(right)}%")


def _products(
    paragraph: Paragraph, counts: Sequence[Figure], start: int, end: int
) -> Iterator[_Wrong]:
    """Yield sums of money that so many times that of one are not: 50 suất, mỗi suất …, tổng …"""
    text = paragraph.text
    each = total = None
    for match in _MONEY.finditer(text, start, end):
        if one := _EACH.search(text[start : match.start()]):
            each = one["unit"].lower(), value_of(match), match.start()
        elif _OF_ALL.search(text[start : match.start()]):
            total = match
    if each is None or total is None:
        return
    unit, worth, place = each
    before = [one for one in counts if one.unit[:1] == (unit,) and one.is_exact]
    if len(before) == 1 and before[0].value * worth > 0:
        made = before[0].value * worth
        if abs(made - value_of(total)) > _ROUNDED * made:
            yield _Wrong(total.start(), total.end(), f"{_shown(made)}")
    if not before and worth:
        every = paragraph.keep(_exact, _exact)
        times = value_of(total) / worth
        meant = [one for one in (times * 10, times / 10) if _has(every, one, 0)]  # zeros
        counted = [one for one in counts if one.end < place and one.is_count]
        if len(counted) == 1 and counted[0].unit[0] not in _NO_NUMBER:
            meant += [one.value for one in counted if one.is_exact and 0.5 < times / one.value < 2]
        if meant and not _has(every, times, _ROUNDED):
            yield _Wrong(total.start(), total.end(), f"{_shown(meant[0] * worth)}")


def _exact(paragraph: Paragraph) -> list[float]:
    """Return the figures of a paragraph that count exactly, in their order."""
    return sorted({one.value for one in figures(paragraph) if one.is_exact and one.value > 1})


def _has(values: Sequence[float], value: float, share: float) -> bool:
    """Tell whether one of some figures is another one, or differs by no more than a share of it."""
    at = bisect_left(values, value * (1 - share))
    return at < len(values) and values[at] <= value * (1 + share)


def _shown(value: float) -> str:
    """Return a figure as it is written."""
    if value >= 10**6 and value == int(value) and int(value) % 10**5 == 0:
        for size, name in ((10**9, "tỷ"), (10**6, "triệu")):
            if value >= size:
                return f"{value / size:g}".replace(".", ",") + f" {name}"
    return f"{value:,.10g}".replace(",", " ").replace(".", ",").replace(" ", ".")
