"""Text to measure with: made of Vietnamese syllables, the same at each run, nobody's sentences."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final
from unicodedata import normalize

from store import Article, NewsItem, open_desk

_ONSETS: Final = "b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x"
_RHYMES: Final = (
    "a a|i a|o a|n a|m a|ng a|nh ă|n ă|ng â|n â|m â|y e o ô ơ ê|n ê|u i|nh iê|n iê|m iê|u "
    "o|n ô|ng ô|i ơ|i u ư ư|ng ươ|ng ươ|i uô|n uô|i uyê|n oa oa|n oa|i"
)
"""The tone goes on the letter before the bar, or on the last one."""
_TONES: Final = ("", "", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_SYLLABLES: Final = 2_500


@cache
def _syllables() -> tuple[list[str], list[float]]:
    """Return the syllables and how often each comes, cumulated.

    Few are frequent, as in any text.
    """
    dice = random.Random(1)
    onsets, rhymes = _ONSETS.split(), _RHYMES.split()
    made: dict[str, None] = {}
    while len(made) < _SYLLABLES:
        vowel, _, end = dice.choice(rhymes).partition("|")
        made[normalize("NFC", dice.choice(onsets) + vowel + dice.choice(_TONES) + end)] = None
    return list(made), list(accumulate(1 / (rank + 8) for rank in range(len(made))))


def _words(dice: random.Random, count: int) -> list[str]:
    syllables, weights = _syllables()
    return dice.choices(syllables, cum_weights=weights, k=count)


def sentence(dice: random.Random, count: int) -> str:
    """Make a sentence of so many chữ."""
    text = " ".join(_words(dice, count))
    return text[:1].upper() + text[1:]


def body(dice: random.Random, words: int, paragraph: int = 60) -> str:
    """Make a text of so many chữ in paragraphs of about `paragraph` chữ."""
    paragraphs = []
    while words > 0:
        size = min(words, dice.randint(paragraph * 2 // 3, paragraph * 4 // 3))
        words -= size
        sentences = []
        while size > 0:
            length = size if size < 24 else dice.randint(9, 22)
            size -= length
            sentences.append(sentence(dice, length) + ".")
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs)


def articles(count: int, words: int, seed: int = 7) -> Iterator[Article]:
    """Make articles of so many chữ each."""
    dice = random.Random(seed)
    for number in range(count):
        yield Article(
            headline=f"{sentence(dice, 11)} {number + 1}",
            byline=sentence(dice, 2).title(),
            body=body(dice, words),
        )


def news_items(count: int, seed: int = 11) -> Iterator[NewsItem]:
    """Make news items: a headline, an author, a summary of 35 chữ, a day of the last years."""
    dice = random.Random(seed)
    for number in range(count):
        yield NewsItem(
            headline=f"{sentence(dice, 11)} {number + 1}",
            author=sentence(dice, 2).title(),
            summary=sentence(dice, 35) + ".",
            source="Báo thử",
            published=date(2027, 4, 20) - timedelta(days=dice.randrange(900)),
        )


def write_desk(path: Path, records: Sequence[Article | NewsItem]) -> Path:
    """Write a desk file with these records, in one write."""
    with open_desk(path) as desk:
        desk.records.write("", records)
    return path
