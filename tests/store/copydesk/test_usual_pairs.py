"""The table of words that belong together: found from both sides, and small in memory."""

from __future__ import annotations

import tracemalloc
from collections import defaultdict

import pytest

from store.copydesk import usual_pairs
from store.copydesk.usual_pairs import UsualPairs

LINES = [
    line.split()
    for line in usual_pairs.USUAL.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def known() -> UsualPairs:
    return usual_pairs.usual_pairs()


def test_each_pair_of_the_file_has_its_weight(known):
    wrong = [(a, b) for a, b, weight in LINES if known.weight(a, b) != int(weight)]
    assert wrong == []


def test_each_word_has_all_its_neighbours_on_both_sides(known):
    behind, before = defaultdict(set), defaultdict(set)
    for first, second, weight in LINES:
        behind[first].add((second, int(weight)))
        before[second].add((first, int(weight)))
    assert [one for one in behind if set(known.behind(one)) != behind[one]] == []
    assert [one for one in before if set(known.before(one)) != before[one]] == []


@pytest.mark.parametrize("word", ["", "#", "a", "zzz", "ỹỹ", "năn", "2364"])
def test_what_is_no_word_of_the_file_has_no_neighbours(known, word):
    has_any = any(word == first for first, _, _ in LINES)
    assert bool(list(known.behind(word))) == has_any
    assert known.weight(word, "xyz") == 0


def test_a_table_of_one_pair_and_of_none():
    one = UsualPairs("# A head.\nnăng khiếu 7\n".encode(), b"\0")
    assert (one.weight("năng", "khiếu"), one.weight("năng", "khiêu")) == (7, 0)
    assert (list(one.behind("năng")), list(one.before("khiếu"))) == ([("khiếu", 7)], [("năng", 7)])
    none = UsualPairs(b"# A head.\n", b"\0")
    assert (none.weight("năng", "khiếu"), list(none.behind("năng"))) == (0, [])


def test_the_table_takes_little_memory():
    tracemalloc.start()
    try:
        table = usual_pairs.usual_pairs.__wrapped__()
        taken, _most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert table.weight(*LINES[0][:2])
    assert taken < 1.25 * 2**20  # 3.2 as objects
