"""Which column is which field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import InvalidValueError
from store.news.mapping import FIELDS, complete_map, guess_map, read_map


@pytest.mark.parametrize(
    ("columns", "mapping"),
    [
        ("title,summary,body", {"headline": "title", "summary": "summary", "text": "body"}),
        ("Tiêu đề;Sapo;Nội dung;Tác giả;Ngày đăng;Nguồn;Đường dẫn".replace(";", ","), {
            "headline": "Tiêu đề", "summary": "Sapo", "text": "Nội dung", "author": "Tác giả",
            "published": "Ngày đăng", "source": "Nguồn", "link": "Đường dẫn"}),
        ("TÍT,TÓM_TẮT,pubDate,URL", {
            "headline": "TÍT", "summary": "TÓM_TẮT", "published": "pubDate", "link": "URL"}),
        ("id,foo", {}),
        ("title,headline", {"headline": "headline"}),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names(columns, mapping):
    assert guess_map(columns.split(",")) == mapping


def test_days_and_addresses_are_known_without_a_name():
    rows = [
        {"tít": "Một", "a": "20/4/2027", "b": "https://a.example/1"},
        {"tít": "Hai", "a": "", "b": "https://a.example/2"},
        {"tít": "Ba", "a": "21/4/2027", "b": ""},
    ]
    assert guess_map(["tít", "a", "b"], rows) == {"headline": "tít", "published": "a", "link": "b"}


@given(st.lists(st.text(max_size=12), unique=True, max_size=8))
def test_a_guess_names_columns_that_are_there_each_once(columns):
    guessed = guess_map(columns)
    assert set(guessed) <= set(FIELDS)
    assert set(guessed.values()) <= set(columns)
    assert len(set(guessed.values())) == len(guessed)


NAMES = st.text(st.characters(exclude_characters=",=", exclude_categories=["Z", "C"]), min_size=1)


@given(st.dictionaries(st.sampled_from(FIELDS), NAMES, min_size=1))
def test_a_mapping_reads_back_as_it_is_typed(mapping):
    typed = ", ".join(f"{field} = {column}" for field, column in mapping.items())
    assert read_map(typed) == mapping


def test_a_field_may_be_typed_in_vietnamese():
    assert read_map("tít=a,tác giả=b,ngày=c") == {"headline": "a", "author": "b", "published": "c"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "maps no column"),
        ("title", "maps no column"),
        ("headline=", "maps no column"),
        ("headline=a,tít=b", "mapped twice"),
        ("colour=title", "headline, summary, text, author, published, source, link"),
    ],
)
def test_what_is_no_mapping_is_refused(typed, words):
    with pytest.raises(InvalidValueError) as refusal:
        read_map(typed)
    assert words in str(refusal.value)


def test_what_the_editor_says_goes_before_what_is_guessed():
    columns = ["title", "sapo", "x"]
    assert complete_map({"headline": "x"}, columns, ()) == {"headline": "x", "summary": "sapo"}
    assert complete_map({"summary": ""}, columns, ()) == {"headline": "title"}
    assert complete_map({"headline": "TITLE", "summary": "3"}, columns, ())["summary"] == "x"


def test_a_column_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(InvalidValueError, match="“tiêu đề”; there are: a, b"):
        complete_map({"headline": "tiêu đề"}, ["a", "b"], ())
    with pytest.raises(InvalidValueError, match="There are: a, b"):
        complete_map(None, ["a", "b"], ())
