"""What is found as one types."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.search import Entry
from store.text import syllables

from .samples import ENTRIES, SAMPLES, entry, found, index_of


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("lang chai", ["nets", "boats"]),
        ("LÀNG CHÀI", ["nets", "boats"]),
        ("luoi dan", ["nets"]),  # in any order, the marks left out
        ("do hanh", ["school", "boats"]),  # đ is d; the author counts, and ranks like the text
        ("tau ho", ["train"]),  # the last word is still being typed
        ("t hoa", ["train"]),
        ("1.240", ["boats"]),
        ("1240 be", ["boats"]),
        ("làng tàu", []),
        ("làng tàu đêm", ["train", "boats", "nets"]),  # nothing has all: those with some words
        ("", []),
        (" –!? ", []),
    ],
)
def test_finds_all_words_in_any_order_without_their_marks(words, ids):
    assert sorted(found(index_of(*SAMPLES), words)) == sorted(ids)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("đan", ["nets", "school"]),
        ("đàn", []),
        ("dan", ["nets", "school"]),
        ("Đào", ["nets"]),
        ("đao", []),
        ("lựu le", ["train"]),
        ("lưu le", []),
        ("hả", []),  # no typo: the letters are there, with another mark
    ],
)
def test_a_word_typed_with_marks_must_stand_there_with_them(form, words, ids):
    typed = unicodedata.normalize(form, words)
    composed = index_of(*SAMPLES)
    decomposed = index_of(*(changed(one, form="NFD") for one in SAMPLES))
    assert sorted(found(composed, typed)) == sorted(found(decomposed, typed)) == ids


def changed(one: Entry, *, form: Literal["NFC", "NFD"]) -> Entry:
    fields = {
        name: unicodedata.normalize(form, getattr(one, name)) for name in ("headline", "text")
    }
    return msgspec.structs.replace(one, author=unicodedata.normalize(form, one.author), **fields)


def test_a_typo_in_a_word_with_marks_is_forgiven_though_its_letters_are_another_word():
    index = index_of(entry("a", "Bệnh viện mở cửa đêm"), entry("b", "Ven biển mở chợ"))
    assert found(index, "bệnh vện") == ["a"]
    assert found(index, "vện") == []  # alone, it may mean anything


def test_marks_inside_another_word_do_not_agree():
    index = index_of(entry("a", "An cư ở bản"), entry("b", "Ản tuyết"))
    assert found(index, "ản") == ["b"]


def test_headlines_come_first_then_the_newest():
    index = index_of(
        entry("text", "Chợ phiên", "Nghề gốm ở làng cổ", day=date(2025, 1, 1)),
        entry("apart", "Làng cổ giữ nghề làm gốm", day=date(2024, 1, 1)),
        entry("old", "Phố nghề gốm", day=date(2020, 1, 1)),
        entry("new", "Nghề gốm hồi sinh", day=date(2021, 1, 1)),
        entry("undated", "Học nghề gốm"),
        entry("undated later", "Thi nghề gốm"),
    )
    ids = ["new", "old", "undated later", "undated", "apart", "text"]
    assert found(index, "nghe gom") == ids
    assert found(index, "nghe gom", limit=2) == ids[:2]
    assert found(index, "nghe gom", limit=0) == []


def test_whole_words_come_before_beginnings():
    index = index_of(
        entry("whole", "Sáng nay", "cà phê được giá", day=date(2020, 1, 1)),
        entry("beginning", "Sáng nay", "các bên phê duyệt", day=date(2025, 1, 1)),
    )
    assert found(index, "ca phe") == ["whole", "beginning"]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("song ho l", ["whole", "begun", "tagged", "short", "long", "apart"]),
        ("song ho lo", ["begun", "short", "long"]),
        ("sóng hồ lờ", ["long"]),
        ("song ho lau", ["begun", "apart"]),
        ("dem song ho lo", ["short", "long"]),
        ("song ho lang 2 000", ["tagged"]),
    ],
)
@pytest.mark.parametrize("others", [0, 320])
def test_words_in_a_row_are_found_alike_whether_few_or_many_texts_have_them(typed, ids, others):
    index = index_of(
        entry("begun", "Nghe sóng hồ lớn lau lách", day=date(2025, 1, 1)),
        entry("whole", "Nghe sóng hồ l", day=date(2024, 1, 1)),
        entry("long", "Đêm", "Đêm, sóng hồ: lờ đờ xa bờ, thuyền về bến muộn", day=date(2023, 1, 1)),
        entry("short", "Đêm", "Đêm sóng hồ lô nhô", day=date(2022, 1, 1)),
        entry("tagged", "Bờ", tags="sóng hồ lặng 2.000", day=date(2021, 1, 1)),
        entry("apart", "Sóng hồ", "Lau mọc kín bờ", day=date(2020, 1, 1)),
    )
    crowd = [entry(f"other {at}", f"Sóng hồ {at}", f"đêm sóng hồ {at}") for at in range(others)]
    index.put_all(crowd)
    found_here = [id for id in found(index, typed) if not id.startswith("other")]
    assert found_here == ids


NBSP, THIN = "\xa0", "\u202f"


@pytest.mark.parametrize(
    "typed", ["2.000 suất", "2000 suat", "2 000 suất ", f"2{NBSP}000", "2 000"]
)
def test_a_number_is_found_however_its_thousands_are_set_apart(typed):
    index = index_of(
        entry("dot", "Trao 2.000 suất quà"),
        entry("space", "Trao 2 000 suất quà"),
        entry("thin", "Tặng quà", f"Có 2{THIN}000 suất cho thợ."),
        entry("none", "Nhận 2000 suất quà"),
        entry("another", "Trao 12.000 suất quà"),
        entry("apart", "Tổ 2 nhận quà, còn 1.000 suất"),
    )
    assert sorted(found(index, typed)) == ["dot", "none", "space", "thin"]
    assert "dot" in found(index, f"qua {typed}")
    assert "dot" not in found(index, f"qua -{typed.replace(' ', '.').replace(NBSP, '.')}")


@pytest.mark.parametrize("typed", ["5 000 0", "1.000.0", "1 000 00", "1 000.00", "0 000 000"])
def test_a_number_that_is_being_typed_is_no_mistake(typed):
    assert found(index_of(entry("one", "Góp 1.000.000 đồng")), typed) in ([], ["one"])


def test_only_the_kinds_asked_for():
    index = index_of(*SAMPLES)
    assert found(index, "do hanh", kinds=("article",)) == ["school"]
    assert found(index, "do hanh", kinds={"news"}) == ["boats"]
    assert found(index, "do hanh", kinds=()) == []


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.text(), st.lists(ENTRIES, max_size=4))
def test_any_text_can_be_typed_and_asked_about(text, entries):
    index = index_of(*entries, Entry("any", "news", text, text, text))
    if not set(text) & set('-:"“”'):  # nothing of the language of the search box
        assert (found(index, text, limit=9) != []) == bool(syllables(text))
    index.related(Entry("asked", "article", text, "", text))
    index.drop("any")


@settings(deadline=None, max_examples=40)  # the machine may be busy
@given(st.lists(ENTRIES, min_size=1))
def test_a_word_of_any_headline_finds_its_entry(entries):
    index = index_of(*entries)
    for last in {one.id: one for one in entries}.values():
        for word in syllables(last.headline):
            assert last.id in found(index, word)
            assert last.id in found(index, word[:2])
