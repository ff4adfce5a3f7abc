"""Entries that go leave no trace."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from .samples import (
    BOATS,
    ENTRIES,
    NETS,
    SAMPLES,
    SYLLABLES,
    Texts,
    entry,
    found,
    index_of,
    suggested,
)


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.lists(ENTRIES), st.lists(ENTRIES))
def test_put_and_drop_leave_no_trace(stay, go):
    index, untouched = index_of(*stay), index_of(*stay)
    staying = {one.id for one in stay}
    for one in go:
        index.put(msgspec.structs.replace(one, id=f"gone {one.id}"))
    for one in go:
        index.drop(f"gone {one.id}")
    index.drop("never put")
    assert len(index) == len(staying)
    assert all(id in index for id in staying)
    assert not any(f"gone {one.id}" in index for one in go)
    assert answers(index) == answers(untouched)
    index.settle()
    untouched.settle()
    frequencies = "SELECT * FROM frequencies ORDER BY term"
    assert index.ask(frequencies) == untouched.ask(frequencies)
    leading = "SELECT term, id FROM postings JOIN items USING(number) ORDER BY term, id"
    assert index.ask(leading) == untouched.ask(leading)


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.lists(ENTRIES, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
def test_the_order_of_puts_does_not_change_what_is_related(entries, random):
    mixed = entries * 2  # an entry that is put twice counts once
    random.shuffle(mixed)
    assert related_answers(index_of(*entries)) == related_answers(index_of(*mixed))


def related_answers(index: Texts) -> list:
    texts = (*SAMPLES, entry("asked", " ".join(SYLLABLES), "áo dài 2.310 công đoàn làng chài"))
    return [index.related(text) for text in texts]


def answers(index: Texts) -> list:
    return [index.search(word) for word in (*SYLLABLES, "a", "d", "2")] + related_answers(index)


def test_putting_again_replaces():
    index = index_of(BOATS, msgspec.structs.replace(BOATS, headline="Chợ nổi", text=""))
    assert len(index) == 1
    assert found(index, "lang chai") == []
    assert found(index, "cho noi") == ["boats"]
    assert suggested(index, NETS) == []


def test_an_edit_does_not_make_an_entry_newer():
    index = index_of(entry("a", "Mùa gặt"), entry("b", "Mùa gặt"))
    index.put(entry("a", "Mùa gặt", "sớm"))
    assert found(index, "mua gat") == ["b", "a"]
