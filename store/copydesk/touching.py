"""Which places of a text others touch, found among many without a look at each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from store.copydesk.manuscript import Location


class Touched:
    """Places that are asked for those that have characters in common with them."""

    def __init__(self, places: Iterable[Location]) -> None:
        self._starts: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        for place in sorted(places, key=lambda one: (one.field, one.start, one.end)):
            starts = self._starts.setdefault(place.field, [])
            ends = self._ends.setdefault(place.field, [])
            if ends and place.start < ends[-1]:
                ends[-1] = max(ends[-1], place.end)
            else:
                starts.append(place.start)
                ends.append(place.end)

    def __contains__(self, place: Location) -> bool:
        """Tell whether one of the places has characters in common with another one."""
        ends = self._ends.get(place.field, [])
        at = bisect_right(ends, place.start)
        return at < len(ends) and self._starts[place.field][at] < place.end
