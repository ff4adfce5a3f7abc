"""Figures that a headline promises, and that something else contradicts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from store.campaign_records import Fact
from store.campaigns.facts import said
from store.copydesk.manuscript import Scope
from store.copydesk.mentions.figures import (
    NO_COUNT,
    NUMBER,
    SIGNS,
    Figure,
    figures,
    first_word,
    is_of_fact,
    value_of,
)
from store.copydesk.mentions.spelled import all_figures
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheet, Sheets
from store.copydesk.scripts import money, sums
from store.copydesk.scripts.versions import master_of
from store.spoken.numbers import LARGEST, integer
from store.spoken.reader import spoken
from store.text import fold

_LEAST_FIGURE: Final = 13
"""Of fewer, a headline counts what the text lists: “7 cách …”."""
_LARGE: Final = ("triệu", "tỷ", "tỉ")
_MILLION: Final = 10**6
_ABOUT: Final = (0.75, 1.5)
"""A figure between so many times another one may be called about that."""
_MORE: Final = ("hơn", "trên")
_LESS: Final = ("gần", "dưới", "ngót")
_NEARLY: Final = 0.2
"""What is so near a figure, and on the wrong side, is what is called about that."""
_RANGE: Final = re.compile(
    r"(?<![\d.,/-])(\d{1,3}(?:\.\d{3})+|\d{1,6})\s?[-–]\s?(\d{1,3}(?:\.\d{3})+|\d{1,6})(?![\d/-])"
)
_LEAST_UNIT: Final = 2
"""Of two figures of one text: the words behind them by which they are of the same matter."""
_MONEY: Final = ("đồng", "usd", "đô", "euro", "tỷ", "tỉ", "đơn")
"""What news counts many times over: sums (money.py looks at what is called a total), and shares."""
_LEAST_SLIP: Final = 1_000
_LEAST_DIGITS: Final = 3
"""Digits up to the last that is not 0: round figures (2.000, 2.700) are no slips of each other."""


def _headline(sheets: Sheets) -> Iterator[Found]:
    """Yield figures of the headline that stand nowhere below it."""
    below = [sheet for sheet in sheets if sheet.part.scope in (Scope.LEAD, Scope.BODY)]
    for sheet in sheets:
        if sheet.part.scope is not Scope.HEADLINE or not below:
            continue
        for figure in figures(sheet.paragraph):
            if figure.value >= _LEAST_FIGURE and not _is_below(figure, sheet, below):
                yield Found(((sheet.at, figure.start, figure.end, None),))


def _is_below(figure: Figure, sheet: Sheet, below: Sequence[Sheet]) -> bool:
    """Tell whether the text has a figure of its headline, in some way."""
    value = figure.value
    counts = _counts(below)
    if figure.about in NO_COUNT:
        return True
    if figure.about and _is_beyond(figure, below):
        return False
    if any(value in same for same in counts.values()):
        return True
    if figure.about and _is_about(figure, sheet, counts):
        return True
    if any(_makes(same, value) for (unit, _at), same in counts.items() if unit):
        return True
    if _is_spoken(value, below) or _is_written(_written(sheet, figure), below):
        return True
    return any(low <= value <= high for one in below for low, high in _ranges(one.paragraph))


def _counts(below: Sequence[Sheet]) -> dict[tuple[str, int], set[float]]:
    """Return the figures of each thing; sums of money of each paragraph alone."""
    counts: dict[tuple[str, int], set[float]] = defaultdict(set)
    for sheet in below:
        for figure in figures(sheet.paragraph):
            unit = figure.unit[0] if figure.unit else ""
            counts[unit, sheet.at if figure.value >= _MILLION else 0].add(figure.value)
    return counts


def _makes(same: set[float], value: float) -> bool:
    """Tell whether two of some figures make a figure: 21 died and 13 were wounded; 25 from 40."""
    return any((value - one in same and value != 2 * one) or value + one in same for one in same)


def _is_about(figure: Figure, sheet: Sheet, counts: dict[tuple[str, int], set[float]]) -> bool:
    """Tell whether one of some figures is about what a headline says; of less than millions, any.

    “Hơn 10 tỉ” is 10,4 tỉ below, and never 100 tỉ.
    """
    largest = max((max(same) for same in counts.values()), default=0)
    if _written(sheet, figure).split()[-1].lower() not in _LARGE or largest < _MILLION:
        return True
    low, high = (figure.value * times for times in _ABOUT)
    return any(_reaches(sorted(same), low, high) for same in counts.values())


def _reaches(values: Sequence[float], low: float, high: float) -> bool:
    """Tell whether one of some figures in their order, or the sum of two, lies in a range."""
    for at, one in enumerate(values):
        other = bisect_left(values, low - one)
        makes = other + (other == at)
        if low <= one <= high or (makes < len(values) and one + values[makes] <= high):
            return True
    return False


def _is_beyond(figure: Figure, below: Sequence[Sheet]) -> bool:
    """Tell whether all that the text counts of a thing is on the other side: hơn 1.200, 1.120."""
    sign = 1 if figure.about in _MORE else -1 if figure.about in _LESS else 0
    unit = figure.unit[:_LEAST_UNIT]
    if not sign or len(unit) < _LEAST_UNIT or unit[0] in SIGNS:
        return False
    others = [
        one
        for sheet in below
        for one in figures(sheet.paragraph)
        if one.unit[:_LEAST_UNIT] == unit and one.about not in NO_COUNT
    ]
    off = [sign * (one.value - figure.value) / figure.value for one in others]
    return bool(off) and -_NEARLY < max(off) < 0 and all(one.is_exact for one in others)


def _ranges(paragraph: Paragraph) -> list[tuple[float, float]]:
    """Return from where to where ranges go: 39-41 độ C."""
    found = [match.groups() for match in _RANGE.finditer(paragraph.text)]
    return [(float(low.replace(".", "")), float(high.replace(".", ""))) for low, high in found]


def _is_spoken(value: float, below: Sequence[Sheet]) -> bool:
    """Tell whether a number stands there in words."""
    if value != int(value) or value > LARGEST:
        return False
    words = fold(integer(int(value)))
    return any(words in sheet.paragraph.folded for sheet in below)


def _is_written(figure: str, below: Sequence[Sheet]) -> bool:
    """Tell whether the same digits stand there in some other way: 1250, 12/50, 50-60."""
    digits = re.escape(figure.split()[0])
    bare = re.escape(re.sub(r"\D", "", figure.split()[0]))
    pattern = re.compile(rf"(?<!\d)(?:{digits}|{bare})(?!\d)")
    return any(pattern.search(sheet.paragraph.text) for sheet in below)


def _disagreeing(sheets: Sheets) -> Iterator[Found]:
    """Yield figures that differ in one digit from another one of the same matter; says the {other}.

    Only large ones with the same words behind them, in another sentence: within one, and of two
    that differ in more, each mostly counts something of its own (see tests/bench/README.md).
    """
    usual = Counter(
        (figure.unit[:_LEAST_UNIT], figure.value)
        for sheet in sheets
        for figure in figures(sheet.paragraph)
    )
    first: dict[object, dict[float, tuple[Sheet, Figure]]] = defaultdict(dict)
    for sheet in sheets:
        for figure in figures(sheet.paragraph):
            unit = figure.unit[:_LEAST_UNIT]
            if not figure.is_exact or len(unit) < _LEAST_UNIT or unit[0] in _MONEY:
                continue
            for but_one in _without_a_digit(figure.value):
                known = first[unit, but_one]
                others = (one for value, one in known.items() if value != figure.value)
                other = next((one for one in others if _is_apart(*one, sheet, figure)), None)
                known.setdefault(figure.value, (sheet, figure))
                if other is None:
                    continue
                wrong, right = (sheet, figure), other
                if usual[unit, figure.value] > usual[unit, other[1].value]:
                    wrong, right = right, wrong
                where = (wrong[0].at, wrong[1].start, wrong[1].end, None)
                yield Found((where,), {"other": _written(*right)})
    yield from money.totals(sheets)


def _without_a_digit(value: float) -> Iterator[str]:
    """Yield a large number without each of its digits: 1.250 and 1.260 share one of them.

    So do two whose neighbouring digits were swapped: 2.150 and 2.510.
    """
    digits = str(int(value))
    is_large = value >= _LEAST_SLIP and value == int(value)
    for at in range(len(digits)) if is_large else ():
        rest = f"{digits[:at]}_{digits[at + 1 :]}"
        if max(len(digits.rstrip("0")), len(rest.rstrip("0"))) >= _LEAST_DIGITS:
            yield rest
    for at in range(len(digits) - 1) if is_large else ():
        if digits[at] != digits[at + 1]:
            swapped = "".join(sorted(digits[at : at + 2]))
            yield f"{digits[:at]}<{swapped}>{digits[at + 2 :]}"


def _is_apart(one: Sheet, first: Figure, other: Sheet, second: Figure) -> bool:
    """Tell whether two figures stand in sentences of their own."""
    starts = one.paragraph.keep(_is_apart, _sentence_starts)
    same = bisect_right(starts, first.start) == bisect_right(starts, second.start)
    return one.at != other.at or not same


def _sentence_starts(paragraph: Paragraph) -> list[int]:
    return [start for start, _end in paragraph.sentences]


def _written(sheet: Sheet, figure: Figure) -> str:
    return sheet.paragraph.text[figure.start : figure.end]


def _facts(sheets: Sheets) -> Iterator[Found]:
    """Yield figures for which the fact sheet has another one; says the {right} one and the {key}.

    Where a text has the right one as well, the other may be a part of it.
    """
    for fact in sheets.known.facts:
        right, places = _of_fact(fact, sheets)
        if right is None or any(figure.value == value_of(right) for _sheet, figure in places):
            continue
        for sheet, figure in places:
            values = {"right": said(fact), "key": fact.key}
            fix = _as_written(sheet, figure, value_of(right), right[0])
            yield Found(((sheet.at, figure.start, figure.end, fix),), values)


def _as_written(sheet: Sheet, figure: Figure, value: float, digits: str) -> str | None:
    """Return what is right in the way of what is wrong: in digits, or in words."""
    if _written(sheet, figure)[0].isdigit():
        return digits
    return integer(int(value)) if value == int(value) <= LARGEST else None


def _of_fact(
    fact: Fact, sheets: Iterable[Sheet]
) -> tuple[re.Match[str] | None, list[tuple[Sheet, Figure]]]:
    """Return the figure of a fact, None if it has none, and the figures a text has for it."""
    right = NUMBER.match(fact.value)
    if right is None:
        return None, []
    return right, [
        (sheet, figure)
        for sheet in sheets
        for figure in all_figures(sheet.paragraph)
        if is_of_fact(sheet.paragraph, figure, fact)
    ]


def stated(fact: Fact, sheets: Iterable[Sheet]) -> Iterator[tuple[int, int, int]]:
    """Yield where a text has the figure of a fact: the index of the part, start and end in it."""
    right, places = _of_fact(fact, sheets)
    for sheet, figure in places:
        if right is not None and figure.value == value_of(right):
            yield sheet.at, figure.start, figure.end


def _of_master(sheets: Sheets) -> Iterator[Found]:
    """Yield figures of a version for which its master has others; says the {right} ones.

    They are of the same matter where the same word follows: “1.250 suất”. What is about so many
    is no figure to hold anybody to. Figures in words are held against the master as it is spoken,
    where ranges and days are in words, too.
    """
    if not sheets.known.master:
        return
    for sheet in sheets:
        for figure in all_figures(sheet.paragraph):
            is_spoken = not _written(sheet, figure)[0].isdigit()
            word = first_word(sheet.paragraph, figure)
            known = _figures_of(sheets.known.master, is_spoken=is_spoken)
            theirs = known.get(word, {}) if word else {}
            if theirs and figure.value not in theirs and figure.is_exact:
                fix = next(iter(theirs.values())) if len(theirs) == 1 else None
                where = (sheet.at, figure.start, figure.end, fix)
                yield Found((where,), {"right": ", ".join(theirs.values())})


@lru_cache(maxsize=8)
def _figures_of(master: str, *, is_spoken: bool) -> dict[str, dict[float, str]]:
    """Return the figures of a master by the word behind each, with how it writes or says them."""
    paragraph = Paragraph(spoken(master).text) if is_spoken else master_of(master)
    known: dict[str, dict[float, str]] = defaultdict(dict)
    for figure in all_figures(paragraph):
        written = paragraph.text[figure.start : figure.end]
        known[first_word(paragraph, figure)].setdefault(figure.value, written)
    return dict(known)


FIGURES: Final[dict[str, Callable[[Sheets], Iterable[Found]]]] = {
    "each-other": _disagreeing,
    "facts": _facts,
    "headline": _headline,
    "master": _of_master,
    "sums": sums.wrong,
}
"""What is compared."""
