"""Where facts were put into a text from the fact sheet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from store.article_parts import FactUse
from store.articles.fact_uses import facts_of, place_in
from store.campaign_records import Fact
from store.copydesk.manuscript import Known
from store.copydesk.rule import Sheet


class Put(NamedTuple):
    """A place in a part of a text, and the fact as it is now; the place may be empty."""

    sheet: Sheet
    start: int
    end: int
    fact: Fact
    use: FactUse


def facts_put(sheets: Sequence[Sheet], known: Known) -> Iterator[Put]:
    """Yield where facts were put in.

    They are looked for in all of a field, as when it is saved: words that are edited may stand in
    another paragraph as they were.
    """
    parts: dict[str, list[Sheet]] = {use.field: [] for use in known.uses}
    for sheet in sheets if parts else ():
        if sheet.part.field in parts:
            parts[sheet.part.field].append(sheet)
    texts = {name: [one.paragraph.text for one in some] for name, some in parts.items()}
    starts = {
        name: list(accumulate((len(one) + 1 for one in some), initial=0))
        for name, some in texts.items()
    }
    whole = {name: "\n".join(some) for name, some in texts.items()}
    for use, fact in facts_of(known.uses, known.facts):
        place = place_in(use, whole[use.field])
        if place and parts[use.field]:
            at = bisect_right(starts[use.field], place[0]) - 1
            start = starts[use.field][at]
            yield Put(parts[use.field][at], place[0] - start, place[1] - start, fact, use)
