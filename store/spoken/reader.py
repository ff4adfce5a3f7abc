"""A text written as it is spoken: rule after rule, from its beginning to its end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct

from store.spoken import codes, days, fractions, names, quantities, ranges, units
from store.spoken.numbers import USUAL, Wording
from store.spoken.rule import UPPER, Passage, Rule, S, Said
from store.text import nfc, nfc_with_map

_START: Final = re.compile(
    rf"(?P<net>{names.ON_THE_NET})"
    rf"|(?P<figure>(?<!\w)(?:[-+−±](?=[$€£]?[0-9]))?(?:(?:US\$|[$€£]){S}?)?[0-9]|[½¼¾⅓⅔])"
    rf"|(?P<name>(?<!\w)[{UPPER}])"
    rf"|(?P<stroke>(?<=[\w%²³])/(?=[^\W\d_]|0?1[ \u00a0]|[ \u00a0][^\W\d_]))"
    rf"|(?P<hyphen>(?<=[^\W\d_])-(?=[0-9]))"
    rf"|(?P<unit>(?<![\w/]){units.ANY_ALONE}(?![\w²³]))"
    rf"|(?P<percent>(?<=điểm{S})%(?!\w))"
    rf"|(?P<other>(?![0-9])\d|(?<!\w)[^\W\d]+[0-9])"
)
_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "net": (names.on_the_net,),
    "figure": (
        codes.documents,
        codes.rows_of_digits,
        days.times,
        days.dates,
        ranges.line_up,
        fractions.fractions,
        quantities.quantities,
        codes.lettered,
        days.undecided,
        codes.unread,
    ),
    "name": (days.quarters, names.roman_numbers, names.abbreviated),
    "stroke": (names.per,),
    "hyphen": (names.hyphenated,),
    "percent": (names.percent,),
    "unit": (names.units_alone,),
    "other": (codes.unread,),
    "registered": (names.registered,),
}
_DEEPEST: Final = 4
"""How often the words of an abbreviation may hold another one."""
_SENTENCE_START: Final = re.compile(r"(?:\A|\n|[.!?…]\s)[\s“\"‘'(]*\Z")
_SENTENCE_END: Final = re.compile(r"[.!?…][”\"’')]*\s*\Z")


class Doubt(Struct, frozen=True):
    """A place of a spoken text that an editor should look at."""

    start: int
    """Where it is in the spoken text, in characters."""
    end: int
    text: str
    """What is written there."""
    reason: str
    """A message ID."""


class Spoken(Struct, frozen=True):
    """A text as it is spoken."""

    text: str
    doubts: tuple[Doubt, ...] = ()
    count: int = 0
    """How many places were written out."""


def spoken(
    text: str,
    wording: Wording = USUAL,
    abbreviations: Mapping[str, str] | None = None,
    within: tuple[int, int] | None = None,
) -> Spoken:
    """Write a text as it is spoken: figures, dates, units and abbreviations in words.

    What no rule can decide is left as it is, and reported. What is not written out keeps its
    letters, also decomposed ones.

    Args:
        text: any number of lines.
        wording: the words that a house has chosen.
        abbreviations: what is said for them, beside and before our own register; one that stands
            for itself is said as written.
        within: the beginning and end of the part that is written out, all of it by default; what
            stands around it is read nevertheless.
    """
    return _read(text, wording, _register(abbreviations or {}, wording), within)


def _register(abbreviations: Mapping[str, str], wording: Wording) -> Mapping[str, str]:
    """Return a register whose words are spoken themselves, each without its own abbreviation."""
    known = {nfc(short): nfc(words) for short, words in abbreviations.items()}
    for _ in range(_DEEPEST):
        before = known
        known = {
            short: words if words == short else _read(words, wording, {**before, short: short}).text
            for short, words in before.items()
        }
        if known == before:
            break
    return known


def _read(
    text: str,
    wording: Wording,
    register: Mapping[str, str],
    within: tuple[int, int] | None = None,
) -> Spoken:
    read, where = nfc_with_map(text)
    passage = Passage(read, wording, register)
    first, last = within or (0, len(text))
    pieces: list[str] = []
    doubts: list[Doubt] = []
    length = done = count = place = 0
    start_of_any = _starts(frozenset(register))
    while found := start_of_any.search(read, place):
        at = found.start()
        said = _first(passage, at, found.lastgroup or "")
        if said is None:
            place = at + 1 if found.lastgroup != "name" else _end_of_word(read, at)
            continue
        place = max(said.end, at + 1)
        passage.say(at, place, read[at:place] if said.words is None else said.words)
        start, end = where[at], where[said.end]
        if start < first or end > last:
            continue
        words = said.words
        if words is None:
            words = text[start:end]
        else:
            words = _capitalised(passage, at, words)
            count += 1
        pieces += [text[done:start], words]
        length += start - done
        if said.doubt:
            doubts.append(Doubt(length, length + len(words), words, said.doubt))
        length += len(words)
        done = end
    pieces.append(text[done:])
    return Spoken("".join(pieces), tuple(doubts), count)


@lru_cache(maxsize=8)
def _starts(shorts: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of all places that may be read, with those of a register."""
    odd = names.odd(shorts).pattern
    return _START if odd == "(?!)" else re.compile(f"(?P<registered>{odd})|{_START.pattern}")


def _first(passage: Passage, at: int, kind: str) -> Said | None:
    return next(filter(None, (rule(passage, at) for rule in _RULES[kind])), None)


def _end_of_word(text: str, at: int) -> int:
    while at < len(text) and text[at].isalnum():
        at += 1
    return at


def _capitalised(passage: Passage, at: int, words: str) -> str:
    """Begin with a capital letter where a whole sentence begins."""
    if not _SENTENCE_START.search(passage.text[max(0, at - 8) : at] if at else ""):
        return words
    line = passage.text[at : at + 2000].partition("\n")[0]
    return words[:1].upper() + words[1:] if _SENTENCE_END.search(line) else words
