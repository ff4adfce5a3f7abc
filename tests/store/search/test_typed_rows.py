"""Words typed letter by letter find what they find when they are typed at once."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from store.search.index import Index
from store.search.query import parse
from store.search.query_runner import search

from .samples import ALL, SAMPLES, Texts, entry, found, index_of

ROWS = st.lists(
    st.sampled_from(["ho", "hoa", "hoan", "ha", "hồ", "2", "000", "2.000", "b", "ba,"]),
    min_size=2,
    max_size=6,
).map(" ".join)


@settings(deadline=None, max_examples=20)  # the machine may be busy
@given(st.lists(st.tuples(ROWS, ROWS, ROWS), min_size=2, max_size=8), ROWS, ROWS)
def test_typing_on_and_back_finds_the_same_as_typing_at_once(texts, row, new):
    index = Texts()
    for at, (headline, text, tags) in enumerate(texts):
        index.put(entry(f"{at}", headline, text, tags=tags, author="Hoa Ba"))
    index.settle()
    ends = [*range(1, len(row) + 1), *range(len(row), 0, -1)]
    for turn, end in enumerate(ends):
        if turn == len(row):
            index.put(entry("new", new, row))
            index.settle()
        assert found(index, row[:end]) == at_once(index, row[:end], 50)
        assert found(index, row[:end], limit=2) == at_once(index, row[:end], 2)


def at_once(index: Index, words: str, limit: int) -> list[str]:
    """Return what is found by someone who has not typed anything before."""
    with closing(Index(index.path, read_only=True)) as other:
        return typed(other, words, limit)


def typed(index: Index, words: str, limit: int = 50) -> list[str]:
    return [hit.id for hit in search(index, parse(words), limit=limit, kinds=ALL)]


def test_what_another_program_has_written_is_found_with_the_next_letter(tmp_path):
    with closing(Index(tmp_path / "index")) as other:
        other.put_all([*SAMPLES, entry("old", "Chợ", "sông hồ lặng gió")])
        with closing(Index(tmp_path / "index")) as index:
            assert typed(index, "song ho la") == ["old"]
            new = entry("new", "Chợ", "sông hồ lặng", tags="gió", day=date(2025, 1, 1))
            apart = entry("apart", "Chợ", "lặng hồ sông", day=date(2026, 1, 1))
            other.put_all([new, apart])
            assert typed(index, "song ho lan") == ["new", "old", "apart"]


def test_a_row_that_is_in_more_texts_than_are_looked_into():
    index = index_of(entry("one", "Bến", "sông hồ lặng", author="Mơ"))
    # Beyond a pause they stand in a row as well, but are no pair, which is what is counted.
    index.put_all([entry(f"{at}", "Bến", f"con sông. Hồ {at}") for at in range(1_010)])
    index.put(entry("apart", "Bến", "lặng hồ sông", day=date(2026, 1, 1)))
    index.settle()
    assert found(index, "song ho ")[0] == "1009"
    assert found(index, "song ho la") == found(index, "song ho lan") == ["one", "apart"]
    assert found(index, "tác giả:mo song ho la") == ["one"]


def test_the_end_of_another_word_does_not_begin_a_row():
    index = index_of(
        entry("true", "Bến", "hồ ba làng nằm bên một con đường dài"),
        entry("short", "Bến", "hồ ba, thơ: nho ba lá"),
    )
    assert found(index, "ho ba l") == found(index, "ho ba la") == ["true", "short"]
