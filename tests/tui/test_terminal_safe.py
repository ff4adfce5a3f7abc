import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._cells import cell_len

from tui.widgets.terminal_safe import from_editor, one_line, to_editor, visible

CATEGORIES = {"Cc", "Cf", "Zl", "Zp", "Cs"}
BAD = {c for c in map(chr, range(0x110000)) if unicodedata.category(c) in CATEGORIES} - {"\n", "\t"}
SWAPPED = {c for c in map(chr, range(0x110000)) if to_editor(c) != c}
PRIVATE = {c for c in SWAPPED if unicodedata.category(c) == "Co"}

any_text = st.text(st.characters(exclude_categories=()))
nasty_text = st.text(st.sampled_from([*"aế \n\t\r\v\f\x1b\x85\u2028\u202e\u200b\ud800\U0010f01a"]))


def test_every_character_that_must_not_reach_the_terminal_is_swapped():
    assert BAD <= SWAPPED
    # What is more than that are the private ones and what later Unicode versions call Cf.
    assert {unicodedata.category(c) for c in SWAPPED - BAD} <= {"Co", "Cn"}
    assert len(PRIVATE) == len(SWAPPED - PRIVATE)


@given(any_text | nasty_text)
def test_swapping_loses_nothing(text):
    assert from_editor(to_editor(text)) == text


@given(any_text | nasty_text)
def test_an_editor_holds_no_bad_character(text):
    if not PRIVATE & set(text):
        assert not BAD & set(to_editor(text))
        assert len(to_editor(text).splitlines()) == len(text.removesuffix("\n").split("\n")) - (
            not text
        )


def test_private_characters_of_the_text_itself_come_back():
    text = "".join(sorted(PRIVATE))
    assert from_editor(to_editor(text)) == text


def test_what_is_shown_is_one_cell_wide():
    for char in SWAPPED:
        assert cell_len(visible(char)) == 1, hex(ord(char))
        assert visible(char) == visible(to_editor(char))
    assert {cell_len(c) for c in PRIVATE} == {1}


@given(any_text | nasty_text)
def test_nothing_bad_is_shown(text):
    for shown in (visible(text), visible(to_editor(text))):
        assert not (BAD | PRIVATE) & set(shown)
        assert len(shown) == len(text)
        assert shown.count("\n") == text.count("\n")
    assert not {"\n", "\t"} & set(one_line(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mđỏ\x1b[0m", "␛[31mđỏ␛[0m"),
        ("a\r\nb\x7f\x00", "a␍\nb␡␀"),
        ("\u202eabc\u202c", "⇄abc⇄"),
        ("vi\u200bệt\ufeff", "vi┊ệt┊"),
        ("tin\xadtức", "tin¬tức"),
        ("một\u2028hai\u2029ba\x85", "một⏎hai¶ba␤"),
        ("\ud83d", "�"),
        ("12\xa0giờ\t–\t5", "12\xa0giờ\t–\t5"),
    ],
)
def test_symbols(text, shown):
    assert visible(text) == shown


def test_one_line():
    assert one_line("Tít\nphụ\t\x1b") == "Tít phụ ␛"
