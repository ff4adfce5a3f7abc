"""Which words stand side by side in published Vietnamese: counted once, kept as two small files.

`usual-pairs.txt` has the pairs that belong together, each with its weight: how often it stands
there, times how many times as often as by chance. `seen-pairs.bin` knows which pairs stand there at
all, as a Bloom filter: of a hundred pairs that do not, it takes two for one that does.
`python -m tests.bench.count_pairs` counts them anew.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from sys import intern
from typing import Final, NamedTuple

from store.digests import blake2b
from store.paths import read_file

FOLDER: Final = Path(__file__).parent / "rules"
USUAL: Final = FOLDER / "usual-pairs.txt"
SEEN: Final = FOLDER / "seen-pairs.bin"
TURNS: Final = 3
_32_BITS: Final = 0xFFFFFFFF


class UsualPairs(NamedTuple):
    """What is known of pairs of words in small letters, with tone marks in the old style."""

    weights: dict[tuple[str, str], int]
    """The pairs that belong together."""
    behind: dict[str, tuple[str, ...]]
    """The words that belong behind a word …"""
    before: dict[str, tuple[str, ...]]
    """… and before it."""
    seen: bytes

    def is_seen(self, first: str, second: str) -> bool:
        """Tell whether two words stand side by side anywhere; rarely, where they do not."""
        bits, number = self.seen, number_of(first, second)
        size = len(bits) * 8
        for _turn in range(TURNS):
            place = (number & _32_BITS) % size
            if not bits[place >> 3] >> (place & 7) & 1:
                return False
            number >>= 32
        return True


def number_of(first: str, second: str) -> int:
    """Return the number of a pair: each 32 bits of it are a place in the filter."""
    digest = blake2b(f"{first} {second}".encode(), digest_size=4 * TURNS).digest()
    return int.from_bytes(digest, "little")


@cache
def usual_pairs() -> UsualPairs:
    """Return what the files say; they are read when it is first asked for."""
    weights = {}
    behind, before = defaultdict(list), defaultdict(list)
    for line in read_file(USUAL).decode().splitlines():
        if line[:1] == "#":
            continue
        first, second, weight = line.split()
        first, second = intern(first), intern(second)  # each comes often: half of the memory
        weights[first, second] = int(weight)
        behind[first].append(second)
        before[second].append(first)
    return UsualPairs(
        weights,
        {word: tuple(words) for word, words in behind.items()},
        {word: tuple(words) for word, words in before.items()},
        read_file(SEEN),
    )
