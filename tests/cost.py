"""What something costs at two sizes: twice the size may cost about twice as much, no more.

The time of the processor is measured, not of the wall, and at sizes so far apart that the square
is unmistakable: eight times the size is eight times the cost, or sixty-four times.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from time import process_time

TIMES = 8
GENEROUS = 3
"""A busy machine may make the large one so many times dearer than it is."""
LEAST = 0.002
"""Seconds; less is not told apart from nothing."""

Work = Callable[[], object]


def seconds(make: Callable[[int], Work], size: int, tries: int = 3) -> float:
    """Return the least time that work of a size has taken; making it ready is not counted."""
    found = []
    for _ in range(tries):
        work = make(size)
        start = process_time()
        work()
        found.append(process_time() - start)
        if found[-1] > 5:  # once is enough to know
            break
    return min(found)


def peak(make: Callable[[int], Work], size: int) -> int:
    """Return the most bytes that work of a size holds at once."""
    work = make(size)
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def grows_evenly(make: Callable[[int], Work], size: int, rounds: int = 3) -> None:
    """See that eight times the size costs about eight times as much, not sixty-four times.

    What goes wrong by chance, on a machine where others work, does not go wrong three times.
    """
    told = []
    for _ in range(rounds):
        small = max(seconds(make, size), LEAST)
        large = seconds(make, TIMES * size)
        if large <= GENEROUS * TIMES * small:
            return
        told.append(f"{size}: {small:.4f} s, {TIMES * size}: {large:.4f} s")
    raise AssertionError("; ".join(told))
