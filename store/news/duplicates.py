"""The same story again: exactly (address, or headline and day), or nearly (the words in common).

Nearly means a Jaccard index above `SAME_STORY` over the pairs of neighbouring folded syllables of
headline and summary, within some days. To compare each item with each other would take 100,000²
comparisons; instead the pairs of an item are hashed into `_BINS` bins, the smallest hash of each
bin is kept (one-permutation MinHash), and only items that agree in two neighbouring bins are
compared. Of two items with an index of 0.5 that finds 94 in 100, with 0.6 it finds 99.
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

from store.news.items import Found
from store.records import Copy, Id, NewsItem
from store.text import identity, same_text, syllables

SAME_STORY: Final = 0.5
"""Above this share of common pairs, two items tell the same story."""
MOST_DAYS: Final = 3
"""Items further apart are two stories, however alike: a daily forecast, a weekly column."""

_BINS: Final = 20
_ROWS: Final = 2
_FEWEST_PAIRS: Final = 6
"""Of fewer pairs, half say too little."""
_FEWEST_SYLLABLES: Final = 4
"""A shorter headline (“Tin vắn”, “Ảnh đẹp”) can stand over two stories on one day."""
_MOST_LOOKED_AT: Final = 400
"""The most candidates that are compared in full, the latest first."""
_ODD: Final = 0x9E3779B1
_NUMBER: Final = re.compile(r"\d+")
_ADDRESS: Final = re.compile(r"^(?:https?:)?//(?:www\.)?|#.*$|[?&]utm_[^&#]*|/$", re.IGNORECASE)

Why = Literal["address", "headline", "story"]


class Match(NamedTuple):
    """The item on the desk that a piece is folded into, and why."""

    item: Id
    why: Why


class _Traits(NamedTuple):
    """What an item is compared by."""

    pairs: array[int]
    """The hashes of its pairs, each once, those of the headline first."""
    in_headline: int
    """How many are of the headline."""
    source: int
    """A hash of its source; 0 for none."""
    day: int
    """Its ordinal; 0 for none."""
    numbers: int
    """A hash of the numbers in its headline; 0 for none."""


class Known:
    """The items that are known so far, to find the one that tells the same story."""

    def __init__(self) -> None:
        self._ids: list[Id] = []
        self._traits: list[_Traits] = []
        self._headlines: dict[int, int] = {}
        self._links: dict[int, int] = {}
        self._buckets: dict[int, int | list[int]] = {}
        self._asked: tuple[Found | None, _Traits] = (None, _traits("", "", None, ""))
        """The traits of the piece that was asked about last: it is mostly added next."""

    def __len__(self) -> int:
        return len(self._ids)

    def add_item(self, item: NewsItem) -> None:
        """Know an item of the desk, and the copies folded into it."""
        traits = _traits(item.headline, item.summary, item.published, item.source)
        place = self._add(item.id, traits)
        self._name(place, item.headline, item.published, item.link)
        for copy in item.sources:
            self._name(place, copy.headline or item.headline, copy.published, copy.link)

    def add_found(self, item: Id, found: Found) -> None:
        """Know a piece that has become an item, or has been folded into it."""
        place = self._add(item, self._traits_of(found))
        self._name(place, found.headline, found.published, found.link)

    def match(self, found: Found) -> Match | None:
        """Find the item that a piece belongs to."""
        traits = self._traits_of(found)
        link = _address(found.link)
        place = self._links.get(link) if link else None
        if place is not None and _shares(traits, self._traits[place], 0.0):
            return Match(self._ids[place], "address")
        place = self._headlines.get(_headline_key(found.headline, found.published))
        if place is not None and self._is_same_piece(found, traits, place):
            return Match(self._ids[place], "headline")
        place = self._nearest(traits)
        return None if place is None else Match(self._ids[place], "story")

    def _is_same_piece(self, found: Found, traits: _Traits, place: int) -> bool:
        """Tell whether the same headline on the same day is the same piece."""
        if len(syllables(found.headline)) >= _FEWEST_SYLLABLES or not found.summary:
            return True
        return _shares(traits, self._traits[place], SAME_STORY)

    # ------------------------------------------------------------------ knowing

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

    def _name(self, place: int, headline: str, day: date | None, link: str) -> None:
        self._headlines.setdefault(_headline_key(headline, day), place)
        if address := _address(link):
            self._links.setdefault(address, place)

    def _put(self, bucket: int, place: int) -> None:
        """Put an item in a bucket; most hold one, and a list for each would take 100 MB."""
        there = self._buckets.setdefault(bucket, place)
        if isinstance(there, list):
            there.append(place)
        elif there != place:
            self._buckets[bucket] = [there, place]

    # ------------------------------------------------------------------ nearly

    def _nearest(self, traits: _Traits) -> int | None:
        """Return the most alike item of those days, if it is alike enough."""
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
    """Tell whether two items can be one story: days near each other, the same numbers on top.

    A price or a forecast is told in the same words each day, with another number.
    """
    is_near = not a.day or not b.day or abs(a.day - b.day) <= MOST_DAYS
    return is_near and (a.numbers == b.numbers or not a.numbers or not b.numbers)


def _may_differ(a: _Traits, b: _Traits) -> bool:
    """Tell whether two items may have headlines that differ: in one paper, only a little.

    A paper that prints the same lines under each piece of a series means another piece each time.
    """
    if not a.source or a.source != b.source:
        return True
    return _jaccard(set(a.pairs[: a.in_headline]), b.pairs[: b.in_headline]) > SAME_STORY


def _jaccard(a: set[int], b: array[int]) -> float:
    both = len(a.intersection(b))
    return both / (len(a) + len(b) - both) if both else 0.0


def _shares(a: _Traits, b: _Traits, more_than: float) -> bool:
    """Tell whether two items share more than that; what has no pairs at all cannot differ."""
    if not a.pairs or not b.pairs:
        return True
    return _jaccard(set(a.pairs), b.pairs) > more_than


def _buckets(pairs: array[int]) -> Iterator[int]:
    """Yield the buckets of an item: each a hash of the smallest hashes of neighbouring bins."""
    smallest: list[int] = [0] * _BINS
    for pair in pairs:
        place = pair % _BINS
        if not smallest[place] or pair < smallest[place]:
            smallest[place] = pair
    for place in range(_BINS - 1, -_BINS, -1):  # an empty bin takes over the next one's
        smallest[place] = smallest[place] or smallest[(place + 1) % _BINS]
    for band in range(0, _BINS, _ROWS):
        yield hash((band, *smallest[band : band + _ROWS]))


def _headline_key(headline: str, day: date | None) -> int:
    folded = " ".join(syllables(headline)) or identity(headline)
    return hash((folded, day))


def _address(link: str) -> int:
    """Return a hash of an address; 0 for none, and for that of a whole site."""
    bare = _ADDRESS.sub("", link.strip())
    is_page = "/" in bare or "?" in bare or bare.startswith("mid:")
    return hash(bare) if is_page else 0


def folded(item: NewsItem, found: Found) -> NewsItem:
    """Return an item with a piece folded into it: its source is added, the longer text is kept."""
    fuller = msgspec.structs.replace(
        item,
        author=item.author or found.author,
        summary=max(item.summary, found.summary, key=len),
        text=max(item.text, found.text, key=len),
    )
    if _is_own(item, found):
        return msgspec.structs.replace(
            fuller,
            source=item.source or found.source,
            link=item.link or found.link,
            published=item.published or found.published,
        )
    copy = Copy(
        source=found.source,
        link=found.link,
        published=found.published,
        headline="" if same_text(found.headline, item.headline) else found.headline,
    )
    is_known = copy in item.sources or copy == Copy()
    return fuller if is_known else msgspec.structs.replace(fuller, sources=(*item.sources, copy))


def _is_own(item: NewsItem, found: Found) -> bool:
    """Tell whether a piece is the item itself once more, not another source's copy of it."""
    pairs = (
        (item.source, found.source),
        (_address(item.link), _address(found.link)),
        (item.published, found.published),
    )
    agree = all(not mine or not theirs or mine == theirs for mine, theirs in pairs)
    return agree and same_text(item.headline, found.headline)
