"""Paragraphs moved, split and joined; the letters of a line: capitals, small, as in a sentence."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.articles.reshaping import (
    Case,
    in_case,
    joined,
    line_at,
    moved,
    next_case,
    split,
)
from store.text import paragraphs

TEXT = "Một đoạn.\n\nHai đoạn.\nHai dòng.\n\n\nBa đoạn."


def at(words):
    return TEXT.index(words)


# ---------------------------------------------------------------- moved


@pytest.mark.parametrize(
    ("words", "by", "order"),
    [
        ("Hai", -1, ["Hai đoạn.\nHai dòng.", "Một đoạn.", "Ba đoạn."]),
        ("Hai", 1, ["Một đoạn.", "Ba đoạn.", "Hai đoạn.\nHai dòng."]),
        ("Ba", -1, ["Một đoạn.", "Ba đoạn.", "Hai đoạn.\nHai dòng."]),
        ("Một", 1, ["Hai đoạn.\nHai dòng.", "Một đoạn.", "Ba đoạn."]),
    ],
)
def test_a_paragraph_changes_places_with_its_neighbour_and_the_cursor_goes_along(words, by, order):
    made = moved(TEXT, at(words) + 1, at(words) + 1, by)
    assert paragraphs(made.text) == order
    assert made.text[made.start - 1 :].startswith(words)
    assert made.start == made.end
    assert made.text.count("\n") == TEXT.count("\n")


@pytest.mark.parametrize(("words", "by"), [("Một", -1), ("Ba", 1)])
def test_at_the_end_there_is_nowhere_to_go(words, by):
    assert moved(TEXT, at(words), at(words), by) is None


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize(("text", "place"), [("", 0), ("\n\n", 1), ("Một\n\n\n\nHai", 5)])
def test_where_there_is_no_paragraph_nothing_is_moved(text, place, by):
    assert moved(text, place, place, by) is None


def test_several_that_are_selected_go_together_and_stay_selected():
    made = moved(TEXT, at("đoạn"), at("dòng"), 1)
    assert paragraphs(made.text) == ["Ba đoạn.", "Một đoạn.", "Hai đoạn.\nHai dòng."]
    assert made.text[made.start : made.end] == TEXT[at("đoạn") : at("dòng")].replace(
        "\n\n\n", "\n\n"
    )


PLACES = st.integers(0, 30)


@given(st.text("ab \n.", max_size=30), PLACES, PLACES, st.sampled_from((-1, 1)))
def test_there_and_back_is_the_same_text(text, one, other, by):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    there = moved(text, start, end, by)
    if there is None:
        return
    assert sorted(paragraphs(there.text)) == sorted(paragraphs(text))
    assert 0 <= there.start <= there.end <= len(there.text)
    if start == end and there.text[there.start - 1 : there.start + 1].strip():
        back = moved(there.text, there.start, there.end, -by)
        assert back.text == text
        assert back.start == start


# ---------------------------------------------------------------- split and joined


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("ông", ["Ông đến TP. Vinh.", "Bà ở lại. Ai về?"]),
        ("Vinh", ["Ông đến TP. Vinh.", "Bà ở lại. Ai về?"]),
        (". Bà", ["Ông đến TP. Vinh.", "Bà ở lại. Ai về?"]),
        ("Bà", ["Ông đến TP. Vinh.", "Bà ở lại. Ai về?"]),
        ("ở lại", ["Ông đến TP. Vinh. Bà ở lại.", "Ai về?"]),
    ],
)
def test_it_is_split_behind_the_sentence_at_the_cursor(place, parts):
    text = "Ông đến TP. Vinh. Bà ở lại. Ai về?"
    where = text.lower().index(place.lower()) + (1 if place.startswith(".") else 0)
    made = split(text, where)
    assert paragraphs(made.text) == parts
    assert made.text[made.start :] == parts[1]


@pytest.mark.parametrize("place", [25, 30])
def test_behind_the_last_sentence_nothing_is_split(place):
    assert split("Bà ở lại. Ông về nhà, trời mưa.", place) is None
    assert split("", 0) is None


def test_one_is_joined_with_the_next_by_a_blank():
    made = joined(TEXT, at("Hai"), at("Hai"))
    assert paragraphs(made.text) == ["Một đoạn.", "Hai đoạn.\nHai dòng. Ba đoạn."]
    assert made.text[made.start :] == " Ba đoạn."


def test_all_that_are_selected_become_one_and_after_the_last_there_is_none():
    assert joined(TEXT, 0, len(TEXT)).text == "Một đoạn. Hai đoạn.\nHai dòng. Ba đoạn."
    assert joined(TEXT, at("Ba"), at("Ba")) is None
    assert joined("", 0, 0) is None


def test_what_was_split_is_joined_again():
    text = "Bà ở lại. Ông về."
    there = split(text, 2)
    assert joined(there.text, 0, 0).text == text


# ---------------------------------------------------------------- letters


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_capitals_small_letters_and_as_in_a_sentence_follow_one_another(form):
    first = normalize(form, "Điện về bản. “Ước mơ” đã thành: Ở đâu cũng sáng!")
    upper = in_case(first, next_case(first))
    assert upper == normalize(form, "ĐIỆN VỀ BẢN. “ƯỚC MƠ” ĐÃ THÀNH: Ở ĐÂU CŨNG SÁNG!")
    lower = in_case(upper, next_case(upper))
    assert lower == normalize(form, "điện về bản. “ước mơ” đã thành: ở đâu cũng sáng!")
    again = in_case(lower, next_case(lower))
    assert again == first
    assert next_case(again) is Case.UPPER


def test_names_keep_their_capitals_that_the_article_knows():
    known = "Sáng nay, chị Lê Thu ở Hà Nội gặp LĐLĐ thành phố. Thu này, lê rất ngon."
    made = in_case("LĐLĐ HÀ NỘI: CHỊ THU TẶNG LÊ", Case.SENTENCE, known)
    assert made == "LĐLĐ Hà Nội: Chị Thu tặng lê"


def test_without_a_selection_the_line_is_meant():
    assert TEXT[slice(*line_at(TEXT, at("Hai") + 2, at("Hai") + 2))] == "Hai đoạn."
    assert TEXT[slice(*line_at(TEXT, at("Ba"), at("Ba")))] == "Ba đoạn."
    assert line_at(TEXT, 2, 5) == (2, 5)


@given(st.text(max_size=40), st.sampled_from(Case))
def test_any_text_has_its_letters_written_so(text, case):
    made = in_case(text, case, text)
    assert made.casefold() == text.casefold() or not text.isascii()
