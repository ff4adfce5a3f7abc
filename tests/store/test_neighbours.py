"""Which words stand side by side in what is indexed, and in how many pieces."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise
from unicodedata import normalize

import pytest

from store.search.entry import Entry
from store.search.index import Index
from store.search.neighbours import ALL, Archive

WORDS = ["xử", "sử", "dụng", "máy", "thợ", "hàn", "hóa", "đơn", "ca", "đêm", "lúa", "chín"]


def entry(id: str, text: str, kind: str = "news", **fields) -> Entry:
    return Entry(id, kind, "", "", text, is_archived=True, **fields)


@pytest.fixture
def index(tmp_path):
    made = Index(tmp_path / "index")
    yield made
    made.close()


def rows_of(text: str) -> set[str]:
    words = text.split()
    return {ALL, *words, *map(" ".join, pairwise(words))}


def wrong(archive: Archive, texts) -> dict[str, tuple[int, int]]:
    """Return the rows of which the archive says another count than there are pieces with them."""
    counts = Counter(row for text in texts for row in rows_of(text))
    every = {*counts, *map(" ".join, pairwise(WORDS))}
    return {
        row: (archive.seen(row), counts[row]) for row in every if archive.seen(row) != counts[row]
    }


@pytest.mark.parametrize("seed", range(5))
def test_counts_follow_what_is_put_changed_and_deleted(index, seed):
    dice = random.Random(seed)
    texts: dict[str, str] = {}
    for _ in range(60):
        changed = {f"id{dice.randrange(30)}" for _ in range(dice.randrange(1, 4))}
        gone = {one for one in changed if one in texts and dice.random() < 0.4}
        texts |= {one: " ".join(dice.choices(WORDS, k=dice.randrange(8))) for one in changed - gone}
        for one in gone:
            del texts[one]
        index.put_all([entry(one, texts[one]) for one in sorted(changed - gone)], sorted(gone))
        if dice.random() < 0.5:
            assert wrong(Archive(index), texts.values()) == {}
    assert wrong(Archive(index), texts.values()) == {}


def test_it_is_known_again_after_a_restart_and_after_the_file_was_thrown_away(index, tmp_path):
    index.put_all([entry("a", "thợ hàn ca đêm"), entry("b", "thợ hàn")])
    assert Archive(index).seen("thợ hàn") == 2
    index.close()
    again = Index(tmp_path / "index")
    assert Archive(again).seen("thợ hàn") == 2
    again.discard()
    assert Archive(again).seen("thợ hàn") == 0
    again.put_all([entry("a", "thợ hàn")])
    assert Archive(again).seen("thợ hàn") == 1
    again.close()


def test_only_words_in_small_letters_side_by_side_count(index):
    text = "Thợ Hàn. thợ, hàn; thợ-hàn 3 thợ 3 hàn THỢ hàn"
    index.put_all([entry("a", text)])
    archive = Archive(index)
    assert archive.seen("thợ hàn") == 1  # a hyphen is no pause
    assert (archive.seen("hàn"), archive.seen("đơn")) == (1, 0)


@pytest.mark.parametrize("written", ["hóa đơn", "hoá đơn", normalize("NFD", "hóa đơn")])
def test_styles_and_forms_of_a_mark_are_one_word(index, written):
    index.put_all([entry("a", written)])
    archive = Archive(index)
    assert archive.seen("hóa đơn") == archive.seen("hoá đơn") == 1
    assert archive.seen("hoa đơn") == archive.seen("hòa đơn") == 0


def test_what_is_no_archive_does_not_count(index):
    index.put_all([Entry("a", "task", "", "", "thợ hàn")])
    assert Archive(index).seen("thợ hàn") == 0


def test_what_is_checked_does_not_count(index):
    index.put_all([entry("a", "thợ hàn"), entry("b", "thợ hàn máy"), entry("c", "thợ hàn")])
    archive = Archive(index, ["a", "b", "not there"])
    assert [archive.seen(row) for row in ("thợ hàn", "hàn máy", ALL)] == [1, 0, 1]


def test_a_count_is_no_higher_than_without_marks_where_it_must_be_sure(index):
    index.put_all([entry(str(number), "thợ hàn") for number in range(3)])
    assert Archive(index).surely_seen("thợ hàn") == 3
    assert Archive(index).surely_seen("thợ hán") == 0


def test_a_table_grows_with_the_archive(index):
    index.put_all([entry("a", "thợ hàn")])
    assert Archive(index).seen("thợ hàn") == 1
    syllables = [f"{a}{b}{c}" for a in "bcdghklm" for b in "aeiou" for c in "mnptc"]
    texts = [" ".join(random.Random(n).choices(syllables, k=200)) for n in range(400)]
    index.put_all([entry(str(n), text) for n, text in enumerate(texts)])
    archive = Archive(index)
    there, absent = rows_of(texts[7]), {f"xa{one}" for one in syllables}
    assert all(archive.seen(row) for row in there)
    assert sum(archive.seen(row) > 0 for row in absent) < len(absent) / 4


def test_without_an_index_nothing_is_known():
    archive = Archive(None)
    assert (archive.size, archive.seen("thợ"), archive.surely_seen("thợ")) == (0, 0, 0)


def test_a_closed_index_is_no_error(tmp_path):
    made = Index(tmp_path / "index")
    made.put_all([entry("a", "thợ hàn")])
    made.close()
    assert Archive(made).seen("thợ hàn") == 0
