"""The documents that a paragraph cites."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from store.campaigns.documents import KINDS, kind_of, tidy_number
from store.copydesk.paragraph import Paragraph

KIND: Final = "|".join(kind for kind in KINDS.values() if kind != "Luật")
"""The kinds of documents, as a pattern."""
_NUMBER: Final = r"[0-9]{1,5}[a-zđ]?\s?[-/–]\s?[^\s,;.()“”\"]{2,25}"
_KIND_BEFORE: Final = re.compile(rf"(?P<kind>{KIND})(?:\s+số)?\s*:?\s+\Z", re.I)
_MOST_BEFORE: Final = 40
_CITED: Final = re.compile(
    rf"(?<![\w/.-])(?P<number>{_NUMBER})"
    r"(?:,?\s+(?:ký\s+)?ngày\s+"
    r"(?P<day>[0-9]{1,2})[./-](?P<month>[0-9]{1,2})[./-](?P<year>[0-9]{4})(?![0-9]))?",
    re.I,
)
_SAME: Final = {"quy định": "quyết định"}
"""Kinds that share their letters (QĐ)."""


class Cited(NamedTuple):
    """A document that is cited by its number."""

    start: int
    end: int
    number: str
    """As a register has it."""
    kind: str
    """As it is called, in small letters; empty where only the number stands."""
    known_kind: str
    """What the number says it is; empty for no kind that is known."""
    day: date | None
    day_start: int
    """Where its day stands; 0 where it has none."""
    day_end: int

    @property
    def is_other_kind(self) -> bool:
        """Whether it is called another kind than its number says."""
        if not self.kind or self.known_kind in ("", "Luật"):
            return False
        return _SAME.get(self.kind, self.kind) != self.known_kind.lower()


def documents(paragraph: Paragraph) -> list[Cited]:
    """Return the documents that a paragraph cites by number.

    What only looks like a number (12/5, 50-60) is none: either the kind stands before it, or the
    letters of one stand in it.
    """
    return paragraph.keep(documents, _documents)


def _documents(paragraph: Paragraph) -> list[Cited]:
    found = []
    text = paragraph.text
    for match in _CITED.finditer(text):
        number = tidy_number(match["number"])
        before = _KIND_BEFORE.search(text, max(0, match.start() - _MOST_BEFORE), match.start())
        kind, known = before["kind"].lower() if before else "", kind_of(number)
        if kind or known:
            day = _day(match)
            where = (match.start("day"), match.end()) if day else (0, 0)
            start, end = (before or match).start(), match.end("number")
            found.append(Cited(start, end, number, kind, known, day, *where))
    return found


def _day(match: re.Match[str]) -> date | None:
    if not match["day"]:
        return None
    try:
        return date(*map(int, match.group("year", "month", "day")))
    except ValueError:  # another rule says so
        return None
