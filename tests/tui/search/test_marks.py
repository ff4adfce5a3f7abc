"""Matches are marked in their own letters."""

from unicodedata import normalize

import pytest

from store import NewsItem
from store.search.query import parse
from store.text import fold
from tests.tui.helpers import seated
from tui.widgets.highlighted_text import marked_line, snippet

from .hands import marked, search


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("words", ["cong doan", "công đoàn", normalize("NFD", "công đoàn")])
def test_marks_stand_on_the_letters_of_the_original(form, words):
    text = normalize(form, "Hội nghị\xa0Công\xa0đoàn – Đoàn viên ở Hòa Bình")
    found = [text[start:end] for start, end in parse(words).marks(text)]
    assert fold("".join(found).replace("\xa0", "")) in ("congdoandoan", "congdoan")
    assert found[0] == normalize(form, "Công")
    assert found[1] == normalize(form, "đoàn")


def test_a_line_with_marks_is_the_text_letter_for_letter():
    text = normalize("NFD", "Trao\xa02.310 bộ áo dài")
    line = marked_line(text, parse("ao dai 2310").marks(text), "dim")
    assert "".join(piece for piece, _tone in line) == text
    assert [piece for piece, tone in line if tone == "mark"] == [
        "2.310",
        normalize("NFD", "áo"),
        normalize("NFD", "dài"),
    ]


def test_a_snippet_begins_at_a_word_before_the_first_mark():
    text = "mở đầu " * 20 + "rồi tới áo dài ở đây"
    line = snippet(text, parse("ao dai").marks(text), 40)
    said = "".join(piece for piece, _tone in line)
    assert said.startswith("… ")
    assert "áo dài" in said
    assert len(said) <= 42
    assert snippet("ngắn", [], 40) == [("ngắn", "dim")]


@pytest.mark.parametrize("length", range(30, 60))
def test_a_snippet_ends_at_a_word_and_says_that_the_text_goes_on(length):
    text = "một hai ba bốn năm sáu bảy tám chín mười " * 5
    line = snippet(text, [], length)
    *pieces, (dots, _tone) = line
    shown = "".join(piece for piece, _tone in pieces)
    assert dots == " …"
    assert shown == text[: len(shown)]
    assert text[len(shown)] == " "
    assert length - 8 < len(shown) + len(dots) <= length


async def test_more_results_than_are_shown_are_told(desk):
    for number in range(101):
        desk.articles.new(headline=f"Tổ may số {number}")
    async with seated(desk) as seat:
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.type("tổ may")
        await seat.sees("100+ results")
        await seat.type(" số 7")
        await seat.until(lambda: "+ results" not in seat.text and "result" in seat.text)


def test_a_snippet_stands_where_the_marks_are_closest_together():
    text = f"áo mới {'và thế ' * 20}rồi áo dài mới may ở {'đây ' * 20}"
    line = snippet(text, parse("ao dai").marks(text), 50)
    said = "".join(piece for piece, _tone in line)
    assert said.removeprefix("… ").removesuffix(" …") in text
    assert [piece for piece, tone in line if tone == "mark"] == ["áo", "dài"]


async def test_a_decomposed_headline_is_marked(desk):
    desk.records.add(NewsItem(headline=normalize("NFD", "Tặng áo\xa0dài cho nữ đoàn viên")))
    async with seated(desk) as seat:
        await search(seat, "ao dai")
        assert marked(seat) == [normalize("NFD", "áo"), normalize("NFD", "dài")]
