"""Count which words stand side by side, for `store/copydesk/usual_pairs.py`.

    python -m tests.bench.count_pairs FILE… [--but-a-tenth] [--to FOLDER]

The files have a line of JSON for each text (also .xz), as those of the other measurements. With
`--but-a-tenth` some are left out by the hash of their ids, so that what comes of it can be measured
on them.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from store.copydesk import usual_pairs
from store.copydesk.slips import Near, nearness
from store.copydesk.syllables import is_possible
from store.copydesk.tone_marks import without_style
from store.text import nfc

_TOKEN: Final = re.compile(r"[^\W\d_]+|\S|\n")
_FIELDS: Final = ("title", "sapo", "summary", "body")
LEAST: Final = 20
"""So often a pair of a whole archive stands there, …"""
WEIGHT: Final = 1_000
"""… with so much weight."""
_SEEN: Final = 3
"""Seldomer pairs may be slips that were printed, …"""
_PRINTED: Final = 15
"""… and so may pairs that stand there no more often than that, …"""
_MEANT: Final = 400
"""… beside a usual one that looks or sounds alike and comes so many times as often, …"""
_MEANT_FOR_STRANGER: Final = 50
"""… or so many times, where no word goes with the one that is written."""
_BITS_EACH: Final = 10


def rows(files: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """Yield the texts of some files."""
    for file in files:
        opened = lzma.open if file.suffix == ".xz" else open
        with opened(file, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def is_left_out(row: dict[str, Any]) -> bool:
    """Tell whether a text belongs to the tenth on which it is measured."""
    return sha256(row["id"].encode()).digest()[-1] % 10 == 0


def counted(texts: Iterator[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Return how often words and pairs of words stand in texts, in small letters."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        before = ""
        for token in _TOKEN.findall(without_style(nfc(text))):
            word = token.lower() if token.isalpha() and not token[1:].isupper() else ""
            words[word] += 1
            if before and word:
                pairs[before, word] += 1
            before = word
    del words[""]
    return words, pairs


def slips_among(
    pairs: Counter[tuple[str, str]], usual: Container[tuple[str, str]], known: Container[str]
) -> set[tuple[str, str]]:
    """Return the pairs that are printed slips of usual ones, as far as their numbers tell."""
    behind: dict[str, list[str]] = defaultdict(list)
    before: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs:
        if (first, second) in usual and pairs[first, second] >= _SEEN * _MEANT_FOR_STRANGER:
            behind[first].append(second)
            before[second].append(first)
    found = set()
    for (first, second), count in pairs.items():
        if not _SEEN <= count <= _PRINTED:
            continue
        meant = [(pairs[first, word], word, second) for word in behind[first]]
        meant += [(pairs[word, second], word, first) for word in before[second]]
        if any(
            often >= (_MEANT if written in known else _MEANT_FOR_STRANGER) * count
            and nearness(written, word) in (Near.SOUND, Near.MARKS)
            for often, word, written in meant
        ):
            found.add((first, second))
    return found


def write(texts: Iterator[str], folder: Path) -> None:
    """Write both files."""
    words, pairs = counted(texts)
    total = words.total()
    usual = {
        pair: weight
        for pair, count in pairs.items()
        if count >= LEAST
        and (weight := count * count * total / (words[pair[0]] * words[pair[1]])) >= WEIGHT
    }
    alone = {word for word, count in words.items() if count >= LEAST and is_possible(word)}
    alone.difference_update(*usual)
    lines = [f"{first} {second} {weight:.0f}" for (first, second), weight in usual.items()]
    lines += [f"{word} {word} 0" for word in alone]
    head = (
        "# Pairs of words that belong together, with their weight (usual_pairs.py), of"
        f" {total / 1e6:.1f} million\n# words of published articles and headlines; words that go"
        " with none stand beside themselves.\n# Written by `python -m tests.bench.count_pairs`.\n"
    )
    text = head + "\n".join(sorted(lines)) + "\n"
    (folder / usual_pairs.USUAL.name).write_text(text, encoding="utf-8")
    printed = slips_among(pairs, usual, alone.union(*usual))
    seen = [pair for pair, count in pairs.items() if count >= _SEEN and pair not in printed]
    size = len(seen) * _BITS_EACH // 8
    bits = bytearray(size)
    for pair in seen:
        for place in usual_pairs.places_of(*pair, size * 8):
            bits[place >> 3] |= 1 << (place & 7)
    (folder / usual_pairs.SEEN.name).write_bytes(bytes(bits))


def main(arguments: Sequence[str] | None = None) -> None:
    """Count, and write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--but-a-tenth", action="store_true")
    parser.add_argument("--to", type=Path, default=usual_pairs.FOLDER, metavar="FOLDER")
    options = parser.parse_args(arguments)
    texts = (
        "\n".join(row.get(field) or "" for field in _FIELDS)
        for row in rows(options.files)
        if not (options.but_a_tenth and is_left_out(row))
    )
    write(texts, options.to)


if __name__ == "__main__":
    main()
