"""Text as it is spoken: cases and phrases as data, integers beside a peer, what always holds."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vn_money import to_words

from store.spoken.numbers import Wording, integer
from store.spoken.reader import Spoken, spoken
from store.text import nfc
from tests.cost import grows_evenly

FOLDER = Path(__file__).parent / "spoken"


def rows(name: str) -> list[list[str]]:
    """The rows of a table of cases; each with what is written, spoken, left, and the settings."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [(line + "\t\t\t").split("\t")[:4] for line in lines if line and line[0:2] != "# "]


CASES = rows("cases.tsv")
PHRASES = rows("phrases.tsv")


def left(read: Spoken) -> str:
    return "|".join(doubt.text for doubt in read.doubts)


# ---------------------------------------------------------------- cases as data


@pytest.mark.parametrize(("written", "said", "is_left", "wording"), CASES, ids=lambda text: text)
def test_a_case_is_spoken(written, said, is_left, wording):
    chosen = Wording(**dict(word.split("=") for word in wording.split()))
    read = spoken(written, chosen)
    assert (read.text, left(read)) == (said, is_left)


def test_the_phrases_of_articles_are_spoken():
    read = {written: spoken(written) for written, _said, _left, _wording in PHRASES}
    wrong = {
        written: (said, read[written])
        for written, said, is_left, _wording in PHRASES
        if (read[written].text, left(read[written])) != (said, is_left)
    }
    assert wrong == {}


def test_there_are_as_many_cases_as_promised():
    assert len(CASES) + len(PHRASES) >= 300
    assert len({row[0] for row in PHRASES}) == len(PHRASES) >= 100


# ---------------------------------------------------------------- integers, against a peer

SAMPLED = sorted(
    {
        *range(130),
        *range(1985, 2035),
        *(10**power + more for power in range(2, 12) for more in (0, 1, 5, 10, 24, 115)),
        *(step * 7_919_317 % 10**12 for step in range(1, 200)),
    }
)
PEER_IS_WRONG = (1_234_000_000_000, 2_500_000_000_001)
"""It says “một nghìn tỷ hai trăm ba mươi tư tỷ”: the billions twice."""


def test_integers_are_read_as_the_peer_reads_them():
    numbers = [*SAMPLED, *(-number for number in SAMPLED)]
    wrong = {number: (integer(number), to_words(number)) for number in numbers}
    assert {number: pair for number, pair in wrong.items() if len(set(pair)) > 1} == {}


@pytest.mark.parametrize("number", PEER_IS_WRONG)
def test_a_thousand_billions_and_more_are_said_once(number):
    assert integer(number).count("tỷ") == 1
    assert to_words(number).count("tỷ") == 2


def test_what_has_no_name_is_refused():
    assert integer(10**15) == "một triệu tỷ"
    with pytest.raises(ValueError, match="1000000000000000000"):
        integer(10**18)
    assert spoken("1" * 40).text == "1" * 40


# ---------------------------------------------------------------- the register


def test_a_register_comes_before_ours():
    read = spoken("LĐLĐ và CĐ, UBND", abbreviations={"CĐ": "công đoàn", "UBND": "ủy ban"})
    assert read.text == "Liên đoàn Lao động và công đoàn, ủy ban"
    assert read.doubts == ()


def test_what_stands_for_itself_is_said_as_written():
    assert spoken("XYZ").doubts
    assert spoken("XYZ", abbreviations={"XYZ": "XYZ"}) == Spoken("XYZ")


def test_what_a_register_says_is_spoken_too():
    register = {"TCN": "Tháng Công nhân 2026", "BTGTU": "Ban Tuyên giáo TU", "AA": "AA BB"}
    assert spoken("TCN", abbreviations=register).text == (
        "Tháng Công nhân hai nghìn không trăm hai mươi sáu"
    )
    assert spoken("BTGTU", abbreviations=register).text == "Ban Tuyên giáo TU"
    assert spoken("AA", abbreviations=register).text == "AA BB"


def test_a_register_may_hold_whatever_people_abbreviate():
    register = {"bcđ": "ban chỉ đạo", "LĐ TB XH": "Lao động", "4T": "bốn tốt", "TP": "tỉnh phố"}
    read = spoken("bcđ và Sở LĐ TB XH, 4T; TP.HCM, TP Huế", abbreviations=register)
    assert read.text == ("ban chỉ đạo và Sở Lao động, bốn tốt; Thành phố Hồ Chí Minh, tỉnh phố Huế")
    assert read.doubts == ()
    assert spoken("abcđ 14T", abbreviations=register).text == "abcđ mười bốn T"


# ---------------------------------------------------------------- places


def test_a_doubt_says_where_and_why():
    text = "Có 5 người ở XYZ, 1/5 ở lại."
    read = spoken(text)
    assert read.text == "Có năm người ở XYZ, 1/5 ở lại."
    assert [(read.text[d.start : d.end], d.text) for d in read.doubts] == [
        ("XYZ", "XYZ"),
        ("1/5", "1/5"),
    ]
    assert len({d.reason for d in read.doubts}) == 2
    assert read.count == 1


def test_only_a_part_is_written_out_but_all_of_it_is_read():
    text = "Ngày 1-5 có 20 người, ngày 2-5 có 30."
    start = text.index("1-5")
    read = spoken(text, within=(start, start + 3))
    assert read.text == "Ngày mùng một tháng năm có 20 người, ngày 2-5 có 30."
    assert spoken(text, within=(start, start + 2)).text == text
    assert spoken(text, within=(3, 3)).text == text


def test_lines_are_kept():
    text = "Dòng 1\n\n- 5 người\r\n\t2 xã\u00a0\n"
    assert spoken(text).text == "Dòng một\n\n- năm người\r\n\thai xã\u00a0\n"


# ---------------------------------------------------------------- what always holds

FIGURES = st.sampled_from(
    [
        *("5", "21", "2.310", "6,5", "6,5–7 %", "30/4", "ngày 1-5", "18.5.2021", "22h", "7h30"),
        *("15/20 xã", "lần thứ XVII", "quý I", "thế kỷ XX", "LĐLĐ", "TP.HCM", "UBND", "3 km"),
        *("5 triệu đồng/tháng", "45 m²", "33 °C", "U23", "năm 2026", "tháng 4", "thứ 4", "G7"),
        *("nhiệm kỳ 2023–2028", "0912 345 678", "COVID-19", "thắng 3-0", "50.000đ", "$5", "½"),
    ]
)
PLAIN = "công đoàn tặng quà cho người lao động ở phường bên sông rồi về"
WORDS = st.sampled_from(PLAIN.split())
SCRAPS = st.sampled_from(
    [
        *("1", "5", "12", "30", "2026", "1.000", "0,5", "01", "007", "I", "V", "XVII", "II", "C"),
        *("-", "–", "/", ".", ",", ":", "%", "h", "g", "m", "k", "x", "'", "(", ")", "+", "#", "@"),
        *(" ", " ", " ", "\u00a0", "\n", "tháng", "ngày", "năm", "quý", "thứ", "khóa", "số", "từ"),
        *("đến", "và", "thắng", "Nghị quyết", "LĐLĐ", "TP", "XYZ", "KL", "TW", "QĐ-UBND", "A"),
        *("người", "đồng", "km", "°C", "a.vn", "http://a/1", "²", "٣", "½", "US$", "tỷ", "giờ"),
        *("Hà Nội", "mươi", "hạng", "mùng", "mùa", "trận", "vòng", "công ty", "CP", "SN", "HC"),
    ]
)
ANYTHING = st.one_of(
    st.lists(SCRAPS, max_size=14).map("".join),
    st.lists(st.one_of(FIGURES, WORDS, SCRAPS), max_size=8).map(" ".join),
    st.text(max_size=40),
)


def outside(read: Spoken) -> str:
    """What was understood of a text: all but the places that were left."""
    ends = [0, *(place for d in read.doubts for place in (d.start, d.end)), len(read.text)]
    return "\0".join(read.text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True))


@given(st.lists(st.one_of(FIGURES, WORDS), max_size=9).map(", ".join))
def test_no_digit_remains_in_what_is_understood(text):
    read = spoken(text)
    assert read.doubts == ()
    assert not re.search(r"\d|[½²%/]", read.text)


@settings(max_examples=200)
@given(ANYTHING)
@example("1@1")
@example("Þ_4")
@example("0,5tỷ1@")
def test_no_digit_remains_unreported(text):
    assert not re.search(r"\d", outside(spoken(text)))


@settings(max_examples=200)
@given(ANYTHING)
@example("giữa kỳ 2017 ngày 16-6")
@example("hai xe 29N- 3204")
@example("đồng/1 năm")
@example("BXH V-League")
def test_applied_twice_changes_nothing(text):
    once = spoken(text).text
    assert spoken(once).text == once


@settings(max_examples=150)
@given(ANYTHING)
def test_what_is_left_is_in_the_text_byte_for_byte(text):
    read = spoken(text)
    place = 0
    for doubt in read.doubts:
        assert read.text[doubt.start : doubt.end] == doubt.text
        if "document" not in doubt.reason:
            place = text.index(doubt.text, place) + len(doubt.text)


@settings(max_examples=150)
@given(st.lists(st.one_of(FIGURES, WORDS, SCRAPS), max_size=8).map(" ".join))
def test_decomposed_letters_make_no_difference(text):
    apart = spoken(normalize("NFD", text))
    together = spoken(nfc(text))
    assert nfc(apart.text) == together.text
    assert [nfc(doubt.text) for doubt in apart.doubts] == [d.text for d in together.doubts]
    assert all(apart.text[d.start : d.end] == d.text for d in apart.doubts)


@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_a_text_without_figures_stays_as_it_is(text):
    for form in ("NFC", "NFD"):
        written = normalize(form, text)
        assert spoken(written) == Spoken(written)


@given(st.lists(st.tuples(WORDS, FIGURES), max_size=6))
def test_no_word_outside_the_figures_is_lost(pairs):
    text = " ".join(f"{word} ({figure})" for word, figure in pairs)
    said = iter(re.findall(r"\w+", spoken(text).text))
    assert all(word in said for word, _figure in pairs)


ROWS = {
    "digits": "1",
    "slashes": "1/",
    "dots": "1.",
    "ranges": "1-",
    "capitals": "A",
    "capitals and dots": "Aa.",
    "Roman": "X ",
    "words": "công đoàn ",
    "one word": "a",
    "domains": "a.",
    "spaces": " ",
    "figures": "ngày 30/4, 5 triệu đồng/tháng ở TP.HCM. ",
    "strokes": "đồng/",
    "marks": "a\u0301",
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_long_text_costs_its_length(row):
    def make(size):
        text = row * (size // len(row))
        return lambda: spoken(text)

    grows_evenly(make, 4_000)
