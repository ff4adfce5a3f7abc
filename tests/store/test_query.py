"""The language of the search box, and where the words stand in a text."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import InvalidValueError, Task
from store.search.explanations import shared
from store.search.query import Query, Word, parse
from store.text import fold

TODAY = date(2027, 5, 20)
WORDS = ("làng", "chài", "chai", "đan", "dan", "hòa", "hoà", "2.310", "Huế", "nghề", "ng")
TEXTS = st.lists(
    st.sampled_from([*WORDS, "–", "\xa0", "“lưới”,", "\n", "01-KL/TW", "ﬁn"]), max_size=12
).map(" ".join)


def folded(words) -> list[str]:
    return [word.folded for word in words]


def test_words_in_any_order_the_last_one_still_open():
    query = parse("Làng chai đ", TODAY)
    assert folded(query.words) == ["lang", "chai", "d"]
    assert [word.typed for word in query.words] == ["làng", "", "đ"]
    assert query.is_open
    assert not parse("làng chài ", TODAY).is_open


@pytest.mark.parametrize("typed", ['"áo dài" nữ', "“áo dài” nữ", 'nữ "áo dài"'])
def test_a_phrase_stands_in_quotes(typed):
    query = parse(typed, TODAY)
    assert [folded(phrase) for phrase in query.phrases] == [["ao", "dai"]]
    assert folded(query.words) == ["nu"]


def test_an_open_quote_is_a_phrase_that_is_still_being_typed():
    query = parse('nữ "áo dài', TODAY)
    assert [folded(phrase) for phrase in query.phrases] == [["ao", "dai"]]
    assert not query.is_open


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("field", ["tác giả:", "tac gia:", "TÁC GIẢ:", "author:"])
def test_an_author(field, form):
    query = parse(unicodedata.normalize(form, f'{field}"Đỗ Hạnh" lưới'), TODAY)
    assert query.authors == ((Word("do", "đỗ"), Word("hanh", "hạnh")),)
    assert folded(query.words) == ["luoi"]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("trạng thái:đã duyệt", {"approved"}),
        ("trang thai:da duyet lưới", {"approved"}),
        ("status:approved", {"approved"}),
        ("state:approved", {"approved"}),
        ("status:being edited", {"editing"}),
        ("status:waiting for approval", {"to-approve"}),
        ("trạng thái:chờ", {"to-edit", "to-approve"}),
        ('trạng thái:"đang viết"', {"writing"}),
        ("trạng thái:không có thế", set()),
        ("trạng thái:", None),
    ],
)
def test_a_status_by_code_or_name_also_half_typed(typed, codes):
    assert parse(typed, TODAY).statuses == codes


def test_what_follows_a_status_is_a_word():
    query = parse("trạng thái:đã duyệt lưới -cá", TODAY)
    assert folded(query.words) == ["luoi"]
    assert [folded(row) for row in query.without] == [["ca"]]


def test_days():
    assert parse("sau:18.5", TODAY).after == date(2027, 5, 18)
    assert parse("after:2026-05-18 x", TODAY).after == date(2026, 5, 18)
    assert parse("trước:1/6/2026", TODAY).before == date(2026, 6, 1)


def test_a_day_without_a_year_is_the_last_one_that_has_been():
    assert parse("sau:18.5", date(2026, 11, 25)).after == date(2026, 5, 18)
    assert parse("sau:30.12", date(2026, 11, 25)).after == date(2025, 12, 30)
    assert parse("sau:25.11", date(2026, 11, 25)).after == date(2026, 11, 25)
    assert parse("sau:30.12.2026", date(2026, 11, 25)).after == date(2026, 12, 30)
    assert parse("sau:29.2", date(2027, 9, 1)).after == date(2024, 2, 29)


@pytest.mark.parametrize("typed", ["sau:", "sau:1", "sau:18.", "sau:18.5.20", "sau:2026-0"])
def test_a_day_that_is_being_typed_is_no_mistake(typed):
    assert parse(typed, TODAY).words == ()


@pytest.mark.parametrize("typed", ["sau:45.13", "sau:mai", "sau:31.2.2026 áo"])
def test_no_day_of_the_calendar_is_refused(typed):
    with pytest.raises(InvalidValueError, match="is not a day of the calendar"):
        parse(typed, TODAY)


def test_without():
    query = parse('lưới -cá -"áo dài"', TODAY)
    assert [folded(row) for row in query.without] == [["ca"], ["ao", "dai"]]
    assert folded(query.words) == ["luoi"]


@settings(deadline=None)
@given(st.text())
def test_anything_can_be_typed(typed):
    try:
        query = parse(typed, TODAY)
    except InvalidValueError:
        return
    query.marks(typed)
    assert isinstance(query, Query)


@settings(deadline=None)
@given(TEXTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.sampled_from(["", " "]))
def test_marks_point_at_the_words_in_any_normal_form(text, words, end):
    for form in ("NFC", "NFD"):
        original = unicodedata.normalize(form, text)
        query = parse(" ".join(words) + end, TODAY)
        wanted = {word.folded for word in query.words}
        spans = query.marks(original)
        assert spans == sorted(spans)
        for start, stop in spans:
            assert fold(original[start:stop]).replace(".", "") in wanted
            assert stop == len(original) or not unicodedata.combining(original[stop])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_marks_stand_at_the_right_letters(form):
    text = unicodedata.normalize(form, "Đan lưới ở\xa0làng chài: 2.310 tấm")
    assert marked(text, "dan lang") == ["Đan", "làng"]
    assert marked(text, "đan chai") == ["Đan", "chài"]
    assert marked(text, "chái ") == []
    assert marked(text, "luo") == ["lướ"]
    assert marked(text, "2310") == ["2.310"]
    assert marked(text, '"lang chai"') == ["làng chài"]


def marked(text: str, typed: str) -> list[str]:
    spans = parse(typed, TODAY).marks(text)
    return [unicodedata.normalize("NFC", text[start:end]) for start, end in spans]


@pytest.mark.parametrize("typed", ["2.000", "2000", "2 000", '"2 000 suat"', '"2.000 suất"'])
@pytest.mark.parametrize("written", ["2.000", "2000", "2 000", "2\xa0000"])
def test_a_number_is_marked_however_it_is_written(typed, written):
    assert "".join(marked(f"Tặng {written} suất", typed)).startswith(written)


def test_hoa_with_its_mark_on_either_letter_is_one_word():
    assert marked("hoà giải, hóa chất", "hòa ") == ["hoà"]


def test_the_phrases_that_two_texts_share():
    a = "Lớp dạy đan lưới cho phụ nữ làng chài Cửa Vạn."
    b = unicodedata.normalize("NFD", "Ở làng chài, các chị đan lưới.")
    spans_a, spans_b = shared(a, b)
    assert {a[start:end] for start, end in spans_a} == {"đan lưới", "làng chài"}
    words = {unicodedata.normalize("NFC", b[start:end]) for start, end in spans_b}
    assert words == {"đan lưới", "làng chài"}
    assert shared("Chợ nổi", "Giếng cổ") == ([], [])


def test_an_article_comes_before_a_task_that_matches_as_well(desk):
    campaign = desk.campaigns.new_empty("Mùa sen", 2027)
    article = desk.articles.new(campaign, headline="Trao áo dài ở Đông Anh cho nữ đoàn viên")
    task = desk.tasks.add(Task(campaign=campaign.id, title="Trao áo dài", phase="kế hoạch"))
    for words in ("trao áo", "áo", "áo dài trao"):
        assert [hit.id for hit in desk.search.find(words)] == [article.id, task.id], words
