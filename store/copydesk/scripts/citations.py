"""Documents that are cited incompletely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from store.campaigns.documents import KINDS, kind_of, tidy_number
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheet

_KIND: Final = "|".join(kind for kind in KINDS.values() if kind != "Luật")
_SIGNLESS: Final = re.compile(rf"(?:{_KIND})\s+số\s+[0-9]{{1,5}}(?![\w./-])", re.I)
_CITED: Final = re.compile(
    rf"(?P<kind>{_KIND})(?:\s+số)?\s*:?\s+"
    r"(?P<number>[0-9]{1,5}[a-zđ]?\s?[-/–]\s?[^\s,;.()“”\"]{2,25})",
    re.I,
)
_SAME: Final = {"quy định": "quyết định"}
"""Kinds that share their letters (QĐ)."""


def _signless(paragraph: Paragraph) -> list[tuple[int, int]]:
    return [match.span() for match in _SIGNLESS.finditer(paragraph.text)]


def _otherwise(paragraph: Paragraph) -> list[tuple[int, int, str]]:
    found = []
    for match in _CITED.finditer(paragraph.text):
        known = kind_of(tidy_number(match["number"]))
        said = match["kind"].lower()
        if known not in ("", "Luật") and _SAME.get(said, said) != known.lower():
            found.append((match.start(), match.end(), known))
    return found


def _of_sign(sheets: Sequence[Sheet]) -> Iterator[Found]:
    """Yield documents with a number and without the letters of kind and issuer."""
    for sheet in sheets:
        for start, end in sheet.paragraph.keep(_signless, _signless):
            yield Found(((sheet.at, start, end, None),))


def _of_kind(sheets: Sequence[Sheet]) -> Iterator[Found]:
    """Yield documents that are called another kind than their number says; says the {right} one."""
    for sheet in sheets:
        for start, end, right in sheet.paragraph.keep(_otherwise, _otherwise):
            yield Found(((sheet.at, start, end, None),), {"right": right})


CITATIONS: Final[dict[str, Callable[[Sequence[Sheet]], Iterable[Found]]]] = {
    "kind": _of_kind,
    "sign": _of_sign,
}
"""What a citation may lack."""
