"""What a packed desk takes in memory: blocks know the words that they have in common."""

from __future__ import annotations

import random
import tracemalloc

import pytest

from store import NewsItem, open_desk

from .copied import NONE


@pytest.fixture
def items():
    """News made of the same thousand words, each of which no other text has."""
    dice = random.Random(4)
    words = [dice.randbytes(4).hex() for _ in range(1000)]
    return [
        NewsItem(headline=f"Tin {number}", summary=" ".join(dice.choices(words, k=60)))
        for number in range(3000)
    ]


def test_news_is_compressed_by_the_words_that_it_has_in_common(desk_path, clock, items):
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        desk.records.write("", items)
    size = desk_path.stat().st_size
    tracemalloc.start()
    try:
        with open_desk(desk_path, clock=clock, keep=NONE) as desk:
            desk.file.pack()
            taken, _ = tracemalloc.get_traced_memory()
            assert [(one.id, one.summary) for one in desk.news] == [
                (one.id, one.summary) for one in items
            ]
    finally:
        tracemalloc.stop()
    assert taken < size * 0.42
