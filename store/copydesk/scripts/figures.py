"""Figures that a headline promises, and sums that do not come out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from store.campaigns.facts import said
from store.copydesk.manuscript import Scope
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheet, Sheets
from store.records import Fact
from store.spoken.numbers import LARGEST, integer
from store.text import fold, syllables

_NUMBER: Final = re.compile(
    r"(?<![\w.,/-])(?P<figure>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,9})(?:,(?P<decimals>[0-9]{1,3}))?"
    r"(?![\w/:-]|[.,][0-9])(?:\s?(?P<times>nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?"
)
_TIMES: Final = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_ABOUT: Final = re.compile(
    r"(?<!\w)(?:gần|hơn|khoảng|trên|dưới|chừng|ngót|số|tuổi|năm|tháng|ngày|thứ|top|quý|hàng|cả)\s\Z",
    re.I,
)
_SENTENCE_END: Final = re.compile(r"[.;:!?…](?:\s|\Z)|\n")
_FAR: Final = 60
"""How far behind a figure the words of its fact may stand, in characters."""
_LEAST_FIGURE: Final = 13
"""Of fewer, a headline counts what the text lists: “7 cách …”."""
_PART: Final = (
    r"(?P<{name}>[0-9]{{1,3}}(?:\.[0-9]{{3}})+|[0-9]{{1,6}})\s+"
    r"(?P<unit_{name}>[^\W\d_]+)[^.;:\d]{{0,40}}?"
)
_SUM: Final = re.compile(
    r"(?<![\d.,/])(?P<total>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,6})\s+[^.;:\d]{2,40}?"
    r"[\s,(]+(?:bao\s+)?gồm:?\s+"
    + _PART.format(name="a")
    + r"(?:,|\svà)\s*"
    + _PART.format(name="b")
    + r"(?:(?:,|\svà)\s*"
    + _PART.format(name="c")
    + r")?[.;)](?!\d)",
    re.I,
)


def _values(paragraph: Paragraph) -> list[tuple[int, int, float, str]]:
    """Return the numbers of a paragraph: start, end, value, and the words before."""
    found = []
    for match in _NUMBER.finditer(paragraph.text):
        value = _value(match)
        before = paragraph.text[max(0, match.start() - 12) : match.start()]
        found.append((match.start(), match.end(), value, before))
    return found


def _value(match: re.Match[str]) -> float:
    value = float(f"{match['figure'].replace('.', '')}.{match['decimals'] or 0}")
    return value * _TIMES.get(match["times"] or "", 1)


def _headline(sheets: Sheets) -> Iterator[Found]:
    """Yield figures of the headline that stand nowhere below it."""
    below = [sheet for sheet in sheets if sheet.part.scope in (Scope.LEAD, Scope.BODY)]
    values = {one[2] for sheet in below for one in sheet.paragraph.keep(_values, _values)}
    for sheet in sheets:
        if sheet.part.scope is not Scope.HEADLINE or not below:
            continue
        for start, end, value, before in sheet.paragraph.keep(_values, _values):
            if value < _LEAST_FIGURE or value in values or _ABOUT.search(before):
                continue
            if not _is_spoken(value, below) and not _is_written(
                sheet.paragraph.text[start:end], below
            ):
                yield Found(((sheet.at, start, end, None),))


def _is_spoken(value: float, below: Sequence[Sheet]) -> bool:
    """Tell whether a number stands there in words."""
    if value != int(value) or value > LARGEST:
        return False
    words = fold(integer(int(value)))
    return any(words in sheet.paragraph.keep(fold, lambda one: fold(one.text)) for sheet in below)


def _is_written(figure: str, below: Sequence[Sheet]) -> bool:
    """Tell whether the same digits stand there in some other way: 1250, 12/50, 50-60."""
    digits = re.escape(figure.split()[0])
    bare = re.escape(re.sub(r"\D", "", figure.split()[0]))
    pattern = re.compile(rf"(?<!\d)(?:{digits}|{bare})(?!\d)")
    return any(pattern.search(sheet.paragraph.text) for sheet in below)


def _sums(sheets: Sheets) -> Iterator[Found]:
    """Yield totals that differ from the sum of their parts; says the {sum}."""
    for sheet in sheets:
        for start, end, total in sheet.paragraph.keep(_wrong_sums, _wrong_sums):
            yield Found(((sheet.at, start, end, None),), {"sum": total})


def _wrong_sums(paragraph: Paragraph) -> list[tuple[int, int, int]]:
    found = []
    if "gồm" not in paragraph.text:
        return []
    for match in _SUM.finditer(paragraph.text):
        parts = [int(match[name].replace(".", "")) for name in "abc" if match[name]]
        units = {match[f"unit_{name}"].lower() for name in "abc" if match[name]}
        total = int(match["total"].replace(".", ""))
        if len(units) == 1 and sum(parts) != total and all(part < total for part in parts):
            found.append((match.start(), match.end(), sum(parts)))
    return found


def _facts(sheets: Sheets) -> Iterator[Found]:
    """Yield figures for which the fact sheet has another one; says the {right} one and the {key}.

    Where a text has the right one as well, the other may be a part of it.
    """
    for fact in sheets.known.facts:
        right, places = _of_fact(fact, sheets)
        if right is None or any(value == _value(right) for _sheet, _start, _end, value in places):
            continue
        for sheet, start, end, _other in places:
            values = {"right": said(fact), "key": fact.key}
            yield Found(((sheet.at, start, end, right[0]),), values)


def _of_fact(
    fact: Fact, sheets: Iterable[Sheet]
) -> tuple[re.Match[str] | None, list[tuple[Sheet, int, int, float]]]:
    """Return the figure of a fact, None if it has none, and what a text has for it."""
    figure = _NUMBER.match(fact.value)
    unit = syllables(f"{fact.value[figure.end() :]} {fact.unit}") if figure else []
    if figure is None or not unit:
        return None, []
    key = _pairs(syllables(fact.key))
    return figure, [
        (sheet, start, end, value)
        for sheet in sheets
        for start, end, value, _before in sheet.paragraph.keep(_values, _values)
        if _is_about(sheet.paragraph.text[end : end + _FAR], unit, key)
    ]


def stated(fact: Fact, sheets: Iterable[Sheet]) -> Iterator[tuple[int, int, int]]:
    """Yield where a text has the figure of a fact: the index of the part, start and end in it."""
    right, places = _of_fact(fact, sheets)
    for sheet, start, end, value in places:
        if right is not None and value == _value(right):
            yield sheet.at, start, end


def _is_about(after: str, unit: list[str], key: set[tuple[str, str]]) -> bool:
    """Tell whether the words behind a figure are those of a fact: its unit, and two of its key."""
    words = syllables(_SENTENCE_END.split(after)[0])
    return words[: len(unit)] == unit and not key.isdisjoint(_pairs(words))


def _pairs(words: list[str]) -> set[tuple[str, str]]:
    return set(pairwise(words))


def _of_master(sheets: Sheets) -> Iterator[Found]:
    """Yield figures of a version for which its master has others; says the {right} ones.

    They are of the same matter where the same word follows: “1.250 suất”. What is about so many
    is no figure to hold anybody to.
    """
    if not sheets.known.master:
        return
    known: dict[str, dict[float, str]] = defaultdict(dict)
    master = Paragraph(sheets.known.master)
    for start, end, value, _before in _values(master):
        if unit := _unit(master.text[end : end + _FAR]):
            known[unit].setdefault(value, master.text[start:end])
    for sheet in sheets:
        text = sheet.paragraph.text
        for start, end, value, before in sheet.paragraph.keep(_values, _values):
            theirs = known.get(_unit(text[end : end + _FAR]), {})
            if theirs and value not in theirs and not _ABOUT.search(before):
                fix = next(iter(theirs.values())) if len(theirs) == 1 else None
                yield Found(((sheet.at, start, end, fix),), {"right": ", ".join(theirs.values())})


def _unit(after: str) -> str:
    """Return the word that follows a figure in its sentence, which says what is counted."""
    words = syllables(_SENTENCE_END.split(after)[0])
    return words[0] if words and words[0].isalpha() else ""


FIGURES: Final[dict[str, Callable[[Sheets], Iterable[Found]]]] = {
    "facts": _facts,
    "headline": _headline,
    "master": _of_master,
    "sums": _sums,
}
"""What is compared."""
