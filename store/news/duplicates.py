"""Find items that tell the same story: exact duplicates (address, or headline and day) and near.

Near duplicates have a Jaccard index above `SAME_STORY` over the pairs of neighbouring folded
syllables of headline and summary, and are a few days apart at most. Comparing all with all would
take 100,000² comparisons. Instead the pairs of an item are hashed into `_BINS` bins, the smallest
hash of each bin is kept (one-permutation MinHash), and only items that agree in two neighbouring
bins are compared. This finds 94 of 100 pairs with an index of 0.5, and 99 with 0.6.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final, Literal, NamedTuple
from zlib import crc32

import msgspec

from store.news.addresses import address_of
from store.news.headlines import headline_and_paper, looks_like_a_paper
from store.news.items import Found
from store.records import Copy, Id, NewsItem
from store.text import identity, syllables

SAME_STORY: Final = 0.5
"""Two items that share more of their pairs than this tell the same story."""
MOST_DAYS: Final = 3
"""Items further apart are different stories, however alike: a daily forecast, a weekly column."""

_BINS: Final = 20
_ROWS: Final = 2
_FEWEST_PAIRS: Final = 6
"""With fewer pairs, the index says too little."""
_FEWEST_SYLLABLES: Final = 4
"""A shorter headline (“Tin vắn”, “Ảnh đẹp”) may be used for two stories on one day."""
_MOST_LOOKED_AT: Final = 400
"""The most candidates compared in full, the latest first."""
_ODD: Final = 0x9E3779B1
_NUMBER: Final = re.compile(r"\d+")

Why = Literal["address", "headline", "story"]


class Match(NamedTuple):
    """The item that a piece is merged into, and why."""

    item: Id
    why: Why


class _Traits(NamedTuple):
    """The features by which items are compared."""

    pairs: array[int]
    """The distinct hashes of its pairs, those of the headline first."""
    in_headline: int
    """How many of them are from the headline."""
    source: int
    """A hash of its source; 0 for none."""
    day: int
    """Its ordinal; 0 for none."""
    numbers: int
    """A hash of the numbers in its headline; 0 for none."""


class Known:
    """The items known so far, to look up one that tells the same story."""

    def __init__(self) -> None:
        self._ids: list[Id] = []
        self._traits: list[_Traits] = []
        self._headlines: dict[int, int] = {}
        self._pages: dict[int, tuple[int, int]] = {}
        """The first item of each page, and its part of the page."""
        self._sources: set[str] = set()
        self._pieces: dict[int, int] = {}
        """The items by all that names them: a piece that was taken apart is itself again."""
        self._buckets: dict[int, int | list[int]] = {}
        self._asked: tuple[Found | None, _Traits] = (None, _traits("", "", None, ""))
        """The traits of the piece looked up last, which is usually added next."""

    def __len__(self) -> int:
        return len(self._ids)

    def add_item(self, item: NewsItem) -> None:
        """Add an item of the desk, with the copies merged into it."""
        traits = _traits(item.headline, item.summary, item.published, item.source)
        place = self._add(item.id, traits)
        self._name(place, item, item.summary)
        self._pieces.setdefault(_piece_key(item), place)
        for copy in item.sources:
            named = msgspec.structs.replace(copy, headline=copy.headline or item.headline)
            self._name(place, named, item.summary)

    def add_found(self, item: Id, found: Found) -> None:
        """Add a piece that has become an item, or was merged into it."""
        place = self._add(item, self._traits_of(found))
        self._name(place, found, found.summary)
        self._pieces.setdefault(_piece_key(found), place)

    def match(self, found: Found) -> Match | None:
        """Return the item that tells the same story as a piece; None if there is none."""
        traits = self._traits_of(found)
        place = self._pieces.get(_piece_key(found))
        if place is not None and self._is_same_piece(found, traits, place):
            return Match(self._ids[place], "address" if found.link else "headline")
        place = self._at_address(found, traits)
        if place is not None:
            return Match(self._ids[place], "address")
        for headline in self._headlines_of(found.headline, found.summary, found.source):
            place = self._headlines.get(_headline_key(headline, found.published))
            if place is not None and self._is_same_piece(found, traits, place):
                return Match(self._ids[place], "headline")
        place = self._nearest(traits)
        return None if place is None else Match(self._ids[place], "story")

    def _at_address(self, found: Found, traits: _Traits) -> int | None:
        """Return the item at the address of a piece, unless that is a page of many pieces."""
        if found.shares_link:
            return None
        page, part = address_of(found.link)
        if not page or page not in self._pages:
            return None
        place, other = self._pages[page]
        is_there = part == other or not part or not other
        return place if is_there and _shares(traits, self._traits[place], 0.0) else None

    def _is_same_piece(self, found: Found, traits: _Traits, place: int) -> bool:
        """Tell whether the same headline on the same day is the same piece."""
        is_long = len(syllables(found.headline)) >= _FEWEST_SYLLABLES
        if not found.summary or (is_long and not found.shares_link):
            return True
        return _shares(traits, self._traits[place], SAME_STORY)

    def _headlines_of(self, headline: str, summary: str, source: str) -> Iterator[str]:
        """Yield a headline, and that without the paper behind it: “Headline - Paper”."""
        yield headline
        bare, paper = headline_and_paper(headline)
        if paper and (
            identity(paper) in {identity(source), *self._sources}
            or looks_like_a_paper(paper)
            or (summary and set(syllables(summary)) <= set(syllables(headline)))  # of a search
        ):
            yield bare

    # ------------------------------------------------------------------ adding

    def _traits_of(self, found: Found) -> _Traits:
        if self._asked[0] is not found:
            traits = _traits(found.headline, found.summary, found.published, found.source)
            self._asked = found, traits
        return self._asked[1]

    def _add(self, item: Id, traits: _Traits) -> int:
        place = len(self._ids)
        self._ids.append(item)
        self._traits.append(traits)
        if len(traits.pairs) >= _FEWEST_PAIRS:
            for bucket in _buckets(traits.pairs):
                self._put(bucket, place)
        return place

    def _name(self, place: int, item: NewsItem | Copy | Found, summary: str) -> None:
        for headline in self._headlines_of(item.headline, summary, item.source):
            self._headlines.setdefault(_headline_key(headline, item.published), place)
        page, part = address_of(item.link)
        if page:
            self._pages.setdefault(page, (place, part))
        if item.source:
            self._sources.add(identity(item.source))

    def _put(self, bucket: int, place: int) -> None:
        """Put an item in a bucket; most hold one item, and a list for each would take 100 MB."""
        there = self._buckets.setdefault(bucket, place)
        if isinstance(there, list):
            there.append(place)
        elif there != place:
            self._buckets[bucket] = [there, place]

    # ------------------------------------------------------------------ near duplicates

    def _nearest(self, traits: _Traits) -> int | None:
        """Return the most similar item, if it is similar enough."""
        if len(traits.pairs) < _FEWEST_PAIRS:
            return None
        wanted, best, nearest = set(traits.pairs), SAME_STORY, None
        for place in self._candidates(traits):
            share = _jaccard(wanted, self._traits[place].pairs)
            if share > best and _may_differ(traits, self._traits[place]):
                best, nearest = share, place
        return nearest

    def _candidates(self, traits: _Traits) -> list[int]:
        places: set[int] = set()
        for bucket in _buckets(traits.pairs):
            there = self._buckets.get(bucket, ())
            places.update((there,) if isinstance(there, int) else there)
        near = [place for place in places if _can_be_one(traits, self._traits[place])]
        return sorted(near, reverse=True)[:_MOST_LOOKED_AT]


def _traits(headline: str, summary: str, day: date | None, source: str) -> _Traits:
    on_top = dict.fromkeys(_pairs(headline))
    numbers = "|".join(sorted(set(_NUMBER.findall(headline))))
    return _Traits(
        pairs=array("I", on_top | dict.fromkeys(_pairs(summary))),
        in_headline=len(on_top),
        source=crc32(identity(source).encode()),
        day=day.toordinal() if day else 0,
        numbers=crc32(numbers.encode()),
    )


def _pairs(text: str) -> Iterator[int]:
    for first, second in pairwise(syllables(text)):
        yield crc32(f"{first} {second}".encode()) * _ODD & 0xFFFFFFFF


def _can_be_one(a: _Traits, b: _Traits) -> bool:
    """Tell whether two items can be one story: close in time, the same numbers in the headline.

    A price or a forecast uses the same words each day, with another number.
    """
    is_near = not a.day or not b.day or abs(a.day - b.day) <= MOST_DAYS
    return is_near and (a.numbers == b.numbers or not a.numbers or not b.numbers)


def _may_differ(a: _Traits, b: _Traits) -> bool:
    """Tell whether two items may differ in their headlines: in one paper, only a little.

    A paper prints the same lines below each piece of a series.
    """
    if not a.source or a.source != b.source:
        return True
    return _jaccard(set(a.pairs[: a.in_headline]), b.pairs[: b.in_headline]) > SAME_STORY


def _jaccard(a: set[int], b: array[int]) -> float:
    both = len(a.intersection(b))
    return both / (len(a) + len(b) - both) if both else 0.0


def _shares(a: _Traits, b: _Traits, more_than: float) -> bool:
    """Tell whether two items share more than that; one without pairs matches anything."""
    if not a.pairs or not b.pairs:
        return True
    return _jaccard(set(a.pairs), b.pairs) > more_than


def _buckets(pairs: array[int]) -> Iterator[int]:
    """Yield the buckets of an item: a hash of the smallest hashes of each two neighbouring bins."""
    smallest: list[int] = [0] * _BINS
    for pair in pairs:
        place = pair % _BINS
        if not smallest[place] or pair < smallest[place]:
            smallest[place] = pair
    for place in range(_BINS - 1, -_BINS, -1):  # an empty bin takes the value of the next
        smallest[place] = smallest[place] or smallest[(place + 1) % _BINS]
    for band in range(0, _BINS, _ROWS):
        yield hash((band, *smallest[band : band + _ROWS]))


def _piece_key(piece: NewsItem | Found) -> int:
    return hash((identity(piece.headline), piece.published, identity(piece.source), piece.link))


def _headline_key(headline: str, day: date | None) -> int:
    folded = " ".join(syllables(headline)) or identity(headline)
    return hash((folded, day))
