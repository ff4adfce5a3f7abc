"""Boxes and readers: twice as much typed, pasted or read costs about twice as much."""

from __future__ import annotations

import random
import re
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Article, DeskError, open_desk
from store.articles.diff import pieces, side_by_side
from store.articles.history import History, Why
from store.articles.page_format import read_page, write_page
from store.articles.plain_text import read_plain_text
from store.campaign_records import Campaign, Day, Unit
from store.campaigns.recurrence import read_repeat, show_repeat
from store.campaigns.units_csv import read_units
from store.dates.parser import read_due
from store.errors import InvalidValueError
from store.search import shared
from store.search.query import MOST_TYPED, parse
from store.search.tokens import pauses, vector
from store.templates import load
from store.text import fold, identity, nfc, slug, syllables
from tests.cost import grows_evenly, peak, seconds

TODAY = date(2027, 4, 20)
CAMPAIGN = Campaign(name="Mùa lưới", milestones=(Day(name="Khai mạc", start=TODAY),))

TEXTS = {
    "one word": lambda n: "a" * n,
    "words": lambda n: " ".join(f"w{i}" for i in range(n // 6)),
    "one word again and again": lambda n: "kim " * (n // 4),
    "dots": lambda n: "." * n,
    "dots inside": lambda n: f"a {'.' * n}b c",
    "thousands": lambda n: "1" + ".000" * (n // 4) + ".1",
    "digits": lambda n: "1" * n,
    "slashes": lambda n: "/".join(f"w{i}" for i in range(n // 6)),
    "lines below words": lambda n: f"ab a{'_' * n}a b",
    "marks on one letter": lambda n: "a" + "\u0301\u0323" * (n // 2),
    "empty lines": lambda n: "\n " * (n // 2),
}
texts = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


@texts
def test_looking_at_a_text(text):
    def make(size):
        whole = text(size)
        looked_at = (fold, nfc, identity, syllables, slug, pauses)
        return lambda: [look(whole) for look in looked_at] + [vector("", whole)]

    grows_evenly(make, 5_000)


@pytest.mark.slow
@texts
def test_what_two_texts_share(text):
    def make(size):
        whole = text(size)
        return lambda: shared(whole, f"{whole} x")

    grows_evenly(make, 3_000)


@pytest.mark.slow
@texts
def test_suggestions_and_search_over_a_text(text, tmp_path):
    def make(size):
        desk = open_desk(tmp_path / f"{size}-{random.random()}.json")
        asked, other = (
            desk.records.add(Article(headline=h, body=text(size))) for h in ("Lưới", "Phao")
        )

        def work():
            with desk:
                desk.search.index()
                assert {hit.id for hit in desk.search.find("phao")} == {other.id}
                desk.search.suggestions(desk.articles[asked.id])

        return work

    grows_evenly(make, 3_000)


def test_what_is_remembered_of_words_stays_small():
    """One word of a million letters, twenty times, was remembered whole in each of five caches."""

    def make(size):
        whole = [f"ế{number:02d}{'ạ' * size}" for number in range(20)]
        return lambda: [vector("", text) for text in whole]

    peak(make, 100)  # what all of them share is there already
    assert peak(make, 100_000) < 4_000_000


def test_pauses_are_where_they_were():
    """The row of signs that is only tried once parts a text as it did."""
    before = re.compile(r"[^\w\s]+\s|\s[^\w\s]+|\n")

    @settings(max_examples=500, deadline=None)
    @given(st.text(st.sampled_from("ab .,–!\n_1"), max_size=30))
    def same(text):
        assert pauses(text) == before.split(normalize("NFC", text))

    same()


def test_composed_is_composed_however_long():
    word = normalize("NFD", "Thuở ấy tiếng Việt đã viết như thế, ")
    assert nfc(word * 500) == normalize("NFC", word * 500)
    pile = "a" + "\u0323\u0301" * 40
    assert nfc(pile) == normalize("NFC", pile)


@pytest.mark.parametrize("blank", ["\n", "\r\n", " \n"])
def test_reading_a_text_with_many_lines_above_it(blank):
    def make(size):
        whole = f"{blank * size}Tít bài\n\nTrần An |\n\nSapo đây.\n\nĐoạn hai.\n"
        return lambda: (read_page(whole.encode(), "x"), read_plain_text(whole))

    grows_evenly(make, 12_500)


# ---------------------------------------------------------------- search


@pytest.mark.parametrize(
    "part",
    ["ab ", '"', '"a" ', "-a ", "tác giả:a ", "trạng thái:x ", "state: ", "state:đ ", "sau:1.1 "],
)
def test_a_search_of_many_parts(part):
    def make(size):
        typed = (part * size)[:size]
        return lambda: parse(typed, TODAY)

    assert seconds(make, MOST_TYPED) < 1


def test_one_long_word_is_refused_with_a_sentence(desk):
    desk.records.add(Article(headline="Làng chài"))
    with pytest.raises(InvalidValueError, match="may have at most 1000 characters, not 16000"):
        desk.search.find("a" * 16_000)
    with pytest.raises(InvalidValueError, match="1000"):
        desk.search.find("ấ " * 500_000)


def test_a_word_as_long_as_the_box_takes_no_memory_to_speak_of(desk):
    desk.records.add(Article(headline="Làng chài"))
    desk.search.index()
    desk.search.find("b" * 10)
    assert peak(lambda size: lambda: desk.search.find("a" * size), MOST_TYPED) < 5_000_000


def test_a_number_of_hits_that_no_file_counts(desk):
    desk.records.add(Article(headline="Làng chài"))
    assert len(desk.search.find("làng", limit=10**30)) == 1


def test_a_search_is_marked_in_a_long_text():
    query = parse(" ".join(f"w{i}" for i in range(180)))
    grows_evenly(lambda size: lambda: query.marks("w1 w2 " * (size // 6)), 10_000)


# ---------------------------------------------------------------- days, repetitions


@pytest.mark.parametrize("typed", ["1", "mai ", "thu 2, ", "1 ngay truoc ", '"', "10.3 âm ", "8h "])
def test_a_long_due_day_is_refused_at_once(typed):
    def make(size):
        def work():
            with pytest.raises(DeskError):
                read_due((typed * size)[:size], TODAY, CAMPAIGN)

        return work

    grows_evenly(make, 20_000)


@pytest.mark.parametrize(
    "typed",
    ["1", "hang tuan ", "thu 2, ", "moi ", "den ", "ngay 1, ", "FREQ=MONTHLY;BYMONTHDAY=1" + ",1"],
)
def test_a_long_repetition(typed):
    def make(size):
        text = typed + typed[-2:] * (size // 2) if "=" in typed else typed * (size // len(typed))

        def work():
            try:
                show_repeat(read_repeat(text))
            except DeskError:
                return

        return work

    grows_evenly(make, 10_000)


# ---------------------------------------------------------------- pages, their differences


@pytest.mark.parametrize(
    "page",
    [
        lambda n: "H\n\n|\n\n" + "a b.\n\n" * (n // 6) + "z.",
        lambda n: "H\n\n|\n\nb\n\nTIN LIÊN QUAN" + "\n\na\n\n|\n\nc" * (n // 9),
        lambda n: "H\n\n|\n\n" + "TIN LIÊN QUAN\n" * (n // 14),
        lambda n: "a\n\n|\n\na\n\na" + "\u0301\u0323" * (n // 4),
        lambda n: "a" * n,
        lambda n: "\r\n" * (n // 2) + "a",
    ],
)
def test_a_page_is_read_and_written(page):
    def make(size):
        data = page(size).encode()

        def work():
            assert write_page(read_page(data, "x")) == data

        return work

    grows_evenly(make, 20_000)


def _other_words(n):
    """Every second word is another one: there is nothing long that both have."""
    words = range(n // 12)
    return " ".join(f"s{i} u{i}" for i in words), " ".join(f"s{i} v{i}" for i in words)


def _other_paragraphs(n):
    old, new = _other_words(n)
    return old.replace(" ", "\n\n"), new.replace(" ", "\n\n")


def _one_word_stays(n):
    words = range(n // 12)
    return " ".join(f"u{i} a" for i in words), " ".join(f"v{i} a" for i in words)


def _mixed(n):
    words = [f"w{i}" for i in range(n // 6)]
    other = list(words)
    random.Random(1).shuffle(other)
    return " ".join(words), " ".join(other)


def _few_words(n):
    dice = random.Random(2)
    return tuple(" ".join(dice.choices("abcdefghij", k=n // 2)) for _ in range(2))


@pytest.mark.slow
@pytest.mark.parametrize(
    "both", [_other_words, _other_paragraphs, _one_word_stays, _mixed, _few_words]
)
def test_the_difference_of_two_long_texts(both):
    def make(size):
        old, new = both(size)

        def work():
            found = pieces(old, new)
            side_by_side(found)
            assert "".join(p.text for p in found if p.kind != "added") == old
            assert "".join(p.text for p in found if p.kind != "removed") == new

        return work

    grows_evenly(make, 20_000)


def test_a_long_text_edited_in_places_is_still_told_by_the_word():
    words = [f"từ{i % 3000}" for i in range(30_000)]
    edited = list(words)
    edited[20_000] = "khác"
    del edited[3_000]
    found = pieces(" ".join(words), " ".join(edited))
    changed = [piece.text.strip() for piece in found if piece.kind != "same"]
    assert changed == [words[3_000], words[20_000], "khác"]


def test_a_history_of_long_texts(clock):
    def make(size):
        old, new = _other_words(size)

        def work():
            history = History("a")
            for body in (old, new, old):
                history = history.added(
                    Article(headline="x", body=body), why=Why.SAVE, who="", at=clock()
                )
            assert [state and state.body for state in history.states()] == [old, new, old]

        return work

    grows_evenly(make, 20_000)


# ---------------------------------------------------------------- files


LEVELS = Campaign(name="c", levels=("Quận",))


@pytest.mark.parametrize(
    "rows",
    [
        lambda n: '"' + "x,\n" * (n // 3),
        lambda n: "".join(f'"x{i},\n' for i in range(n // 8)),
        lambda n: "".join(f"x{i},y{i},Quận\n" for i in range(n // 18)),
        lambda n: "x," + "a" * n,
        lambda n: ",," * (n // 2),
    ],
    ids=["unclosed", "unclosed in each", "sound", "one cell", "cells"],
)
def test_a_list_of_units(rows):
    def make(size):
        data = f"name,short,level\n{rows(size)}".encode()
        return lambda: read_units(data, LEVELS, "u.csv")

    grows_evenly(make, 15_000)


def test_units_that_stand_in_circles():
    def make(size):
        names = range(size // 10)
        rows = "".join(f"a{i},s,a{(i + 1) % len(names)}\n" for i in names)
        data = f"name,short,parent\n{rows}".encode()
        return lambda: read_units(
            data, Campaign(name="c", units=(Unit(name="b", level=""),)), "u.csv"
        )

    grows_evenly(make, 5_000)


def test_an_unclosed_quotation_mark_is_told_with_its_line():
    data = b'name,short\n"' + b"x,\n" * 50_000
    first = read_units(data, Campaign(name="c"), "u.csv").refused[0]
    assert (first.line, "quotation mark is not closed" in str(first.why)) == (2, True)


TEMPLATE = 'version = 1\nname = "A"\n'


@pytest.mark.parametrize(
    "rest",
    [
        lambda n: "a" + ".a" * (n // 2) + " = 1",
        lambda n: "[a" + ".a" * (n // 2) + "]",
        lambda n: "x = " + '"a".' * (n // 4),
        lambda n: "phases = " + "[" * n + "]" * n,
        lambda n: "[[tasks]]\ntitle = 'a'\n" * (n // 24) + "[[tasks]]\ntitle = 1\n",
        lambda n: "phases = [" + "'a'," * (n // 4) + "1]",
        lambda n: "x = '''" + "a" * n,
        lambda n: "x = " + "1" * n,
    ],
)
def test_a_template_that_is_refused(rest, tmp_path):
    def make(size):
        path = tmp_path / "t.toml"
        path.write_text(TEMPLATE + rest(size))

        def work():
            with pytest.raises(InvalidValueError) as refusal:
                load(str(path))
            assert str(path) in str(refusal.value)

        return work

    grows_evenly(make, 10_000)


def test_a_template_of_tasks_that_wait_for_each_other(tmp_path):
    def make(size):
        path = tmp_path / "t.toml"
        tasks = [f"[[tasks]]\ntitle = 'a{i}'\nkey = 'k{i}'\n" for i in range(size)]
        text = TEMPLATE + "".join(
            task + (f"after = ['k{i - 1}']\n" if i else "") for i, task in enumerate(tasks)
        )
        path.write_text(text)
        return lambda: load(str(path))

    grows_evenly(make, 200)


def test_a_template_in_which_tasks_wait_in_a_circle_is_refused(tmp_path):
    path = tmp_path / "t.toml"
    path.write_text(
        TEMPLATE
        + "[[tasks]]\ntitle = 'x'\nkey = 'x'\nafter = ['a']\n"
        + "[[tasks]]\ntitle = 'a'\nkey = 'a'\nafter = ['b']\n"
        + "[[tasks]]\ntitle = 'b'\nkey = 'b'\nafter = ['a']\n"
    )
    with pytest.raises(InvalidValueError, match=r"tasks 2, after.*a → b → a"):
        load(str(path))


def test_a_template_of_any_size_is_not_read(tmp_path):
    path = tmp_path / "t.toml"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)

    def work():
        with pytest.raises(InvalidValueError, match="more than the 4 MB"):
            load(str(path))

    assert peak(lambda _size: work, 0) < 40_000_000
