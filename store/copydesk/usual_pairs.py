"""Which words stand side by side in published Vietnamese: counted once, kept as two small files.

`usual-pairs.txt` has the pairs that belong together, each with its weight: how often it stands
there, times how many times as often as by chance. `seen-pairs.bin` knows which pairs stand there at
all, as a Bloom filter: of a hundred pairs that do not, it takes two for one that does.
`python -m tests.bench.count_pairs` counts them anew.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from store.digests import blake2b
from store.paths import read_file

FOLDER: Final = Path(__file__).parent / "rules"
USUAL: Final = FOLDER / "usual-pairs.txt"
SEEN: Final = FOLDER / "seen-pairs.bin"
TURNS: Final = 3
_32_BITS: Final = 0xFFFFFFFF
_LINE: Final = re.compile(rb"^([^#\s]\S*) (\S+) (\d+)$", re.MULTILINE)


class _Lines:
    """Lines of two words and a number, in the order of their bytes; a look-up takes some 5 µs.

    They stay one text with the places of its lines: as objects they took five times the memory.
    """

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._begins = array("I", (line.start() for line in _LINE.finditer(text)))

    def beginning(self, words: str) -> list[str]:
        """Return all words and numbers of the lines that begin with some words."""
        text, wanted = self._text, f"{words} ".encode()
        size = len(wanted)

        def beginning_at(place: int) -> bytes:
            return text[place : place + size]

        begins = self._begins
        first = bisect_left(begins, wanted, key=beginning_at)
        if first == len(begins) or not text.startswith(wanted, begins[first]):
            return []  # as mostly
        after = bisect_right(begins, wanted, first + 1, key=beginning_at)
        end = begins[after] if after < len(begins) else len(text)
        return text[begins[first] : end].decode().split()


class UsualPairs:
    """What is known of pairs of words in small letters, with tone marks in the old style.

    Args:
        pairs: the pairs that belong together, a line each: both words and their weight.
        seen: the filter.
    """

    def __init__(self, pairs: bytes, seen: bytes) -> None:
        self._behind = _Lines(pairs)
        turned = sorted(b"%b %b %b\n" % line.group(2, 1, 3) for line in _LINE.finditer(pairs))
        self._before = _Lines(b"".join(turned))
        self._seen = seen

    def weight(self, first: str, second: str) -> int:
        """Return the weight of a pair; 0 where it does not belong together."""
        found = self._behind.beginning(f"{first} {second}")
        return int(found[-1]) if found else 0

    def behind(self, word: str) -> Iterator[tuple[str, int]]:
        """Return the words that belong behind a word, with the weights of the pairs."""
        return _beside(self._behind, word)

    def before(self, word: str) -> Iterator[tuple[str, int]]:
        """Return the words that belong before a word, with the weights of the pairs."""
        return _beside(self._before, word)

    def is_seen(self, first: str, second: str) -> bool:
        """Tell whether two words stand side by side anywhere; rarely, where they do not."""
        bits, number = self._seen, number_of(first, second)
        size = len(bits) * 8
        for _turn in range(TURNS):
            place = (number & _32_BITS) % size
            if not bits[place >> 3] >> (place & 7) & 1:
                return False
            number >>= 32
        return True


def _beside(lines: _Lines, word: str) -> Iterator[tuple[str, int]]:
    found = lines.beginning(word)
    return zip(found[1::3], map(int, found[2::3]), strict=True)


def number_of(first: str, second: str) -> int:
    """Return the number of a pair: each 32 bits of it are a place in the filter."""
    digest = blake2b(f"{first} {second}".encode(), digest_size=4 * TURNS).digest()
    return int.from_bytes(digest, "little")


@cache
def usual_pairs() -> UsualPairs:
    """Return what the files say; they are read when it is first asked for."""
    return UsualPairs(read_file(USUAL), read_file(SEEN))
