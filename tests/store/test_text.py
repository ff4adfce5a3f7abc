"""Vietnamese text: folding, counting, order, days."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from time import process_time
from unicodedata import combining, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import text as vn
from store.errors import InvalidValueError

SAMPLE = Path(__file__).resolve().parents[2].parent / "shared" / "pages"
TODAY = date(2027, 5, 18)
SENTENCE = (
    "Đà Nẵng – Tổ sản xuất số 7 nhận 1.250 suất quà, trị giá 2,5 tỉ đồng, trước 22h ngày 30.4."
)

vietnamese = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyĐÁỆặộữằ 0123.–\xa0\n" + "\u0301\u0309\u0323"),
    max_size=60,
)
any_text = st.one_of(vietnamese, st.text(max_size=40))
fast = settings(deadline=None, max_examples=150)


def nfd(text: str) -> str:
    return normalize("NFD", text)


# --- folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đoàn viên", "doan vien"),
        ("ĐƯỜNG SỮA TƯƠI", "duong sua tuoi"),
        ("quỹ\xa0nghĩa\u202ftình\u3000", "quy nghia tinh "),
        ("hai\n\ndòng", "hai  dong"),
        ("“Người Tốt”, 2.310", "“nguoi tot”, 2.310"),
        ("Crème İ", "creme i"),
        ("Ðà Nẵng, Ɖồng Ðăng, ðường ɖi", "da nang, dong dang, duong di"),
        ("công đo\u00adàn, ngh\u200bỉ, ph\ufeffép\u2060", "cong doan, nghi, phep"),
        ("", ""),
    ],
)
def test_folding(text, folded):
    assert vn.fold(text) == folded
    assert vn.fold(nfd(text)) == folded


def test_what_looks_the_same_is_the_same():
    assert vn.as_seen("Ðà Nẵng, ɖo\u00adàn") == "Đà Nẵng, đoàn"
    assert vn.same_text("Ðoàn Ɖại bi\u200bểu", "Đoàn Đại biểu")
    assert vn.slug("Ðà Nẵng thưởng Tết") == "da-nang-thuong-tet"
    names = ["Yên Bái", "Ðà Nẵng", "Cà Mau", "Đồng Nai", "Em"]
    assert sorted(names, key=vn.sort_key) == ["Cà Mau", "Ðà Nẵng", "Đồng Nai", "Em", "Yên Bái"]


@fast
@given(any_text)
def test_what_is_seen_is_seen_the_same_again(text):
    seen = vn.as_seen(text)
    assert vn.as_seen(seen) == vn.as_seen(nfd(text)) == seen
    assert vn.fold(seen) == vn.fold(text)


@fast
@given(any_text)
def test_folding_takes_both_normal_forms_alike_and_folds_once(text):
    folded = vn.fold(text)
    assert vn.fold(normalize("NFC", text)) == vn.fold(nfd(text)) == folded
    assert vn.fold(folded) == folded


@fast
@given(any_text, st.data())
def test_the_map_leads_back_to_the_letters(text, data):
    folded, where = vn.fold_with_map(text)
    assert folded == vn.fold(text)
    assert len(where) == len(folded)
    assert where == sorted(where)
    for index, char in enumerate(folded):
        assert char in vn.fold(text[where[index]])


def test_a_hit_in_decomposed_text_takes_its_marks_along():
    text = nfd("Quà cho nữ đoàn viên")
    folded, where = vn.fold_with_map(text)
    start = folded.index("nu doan")
    end = start + len("nu doan")
    assert text[where[start] : where[end]] == nfd("nữ đoàn")


def test_folding_is_fast():
    text = (SENTENCE * 40)[:3000]
    vn.fold(text)
    started = process_time()
    for _ in range(50):
        vn.fold(text)
    assert (process_time() - started) / 50 < 0.005  # 0.1 ms where nothing else runs


def test_syllables():
    assert " ".join(vn.syllables(SENTENCE)) == (
        "da nang to san xuat so 7 nhan 1250 suat qua tri gia 2 5 ti dong truoc 22h ngay 30 4"
    )
    assert vn.syllables("18.5.2021, 01-KL/TW; 1.000.000 đồng; 2023-2028...") == (
        ["18", "5", "2021", "01", "kl", "tw", "1000000", "dong", "2023", "2028"]
    )
    assert vn.syllables(" – … ") == []


@fast
@given(any_text)
def test_syllables_are_letters_and_digits(text):
    assert vn.syllables(nfd(text)) == vn.syllables(normalize("NFC", text))
    assert all(token and "." not in token and " " not in token for token in vn.syllables(text))


# --- counting


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [
        ("", 0, 0),
        ("Tặng quà", 2, 8),
        ("Tặng\xa0quà\u202fTết\u3000sớm", 4, 16),
        ("Hà Nội – quê hương", 4, 18),
        ("hai\ndòng\r\nchữ", 3, 10),
        ("… – “ ”", 0, 7),
        ("22h ngày 11.9", 3, 13),
    ],
)
def test_counting(text, words, characters):
    for spelling in (text, nfd(text)):
        assert vn.count_words(spelling) == words
        assert vn.count_characters(spelling) == characters


def test_a_mark_without_a_letter_is_no_character():
    assert vn.count_characters("x\u0323\u0301") == 1


@fast
@given(any_text)
def test_counts_are_the_same_in_both_normal_forms(text):
    composed, decomposed = normalize("NFC", text), nfd(text)
    assert vn.count_words(composed) == vn.count_words(decomposed)
    assert vn.count_characters(composed) == vn.count_characters(decomposed)


def test_counts_of_the_sample_page():
    files = sorted(SAMPLE.glob("*.txt")) if SAMPLE.is_dir() else []
    if not files:
        pytest.skip("the sample page is not here")
    headline, _, *blocks = files[0].read_text("utf-8").split("\n\n")
    article = blocks[:13]
    assert (vn.count_characters(headline), vn.count_words(headline)) == (71, 15)
    assert (vn.count_characters(article[0]), vn.count_words(article[0])) == (268, 58)
    assert sum(map(vn.count_words, article)) == 561
    assert vn.count_words("\n\n".join(article)) == 561


# --- order, names, sameness


def test_the_alphabet_is_vietnamese():
    letters = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
    for spelled in (str, nfd):
        assert sorted(map(spelled, reversed(letters)), key=vn.sort_key) == [*map(spelled, letters)]


@pytest.mark.parametrize(
    "order",
    [
        ["ma", "mà", "mả", "mã", "má", "mạ", "mai"],
        ["an", "An", "ân", "ba"],
        ["Dung", "Dũng", "Đông"],
        ["2 suất", "An", "Ăn", "Ân"],
        ["ba an", "bà an", "ba ân"],
        ["hoa", "hòa", "hoa xuân"],
        ["“Bút”", "an"],
    ],
)
def test_order(order):
    for spelled in (str, nfd):
        assert sorted(map(spelled, order[::-1]), key=vn.sort_key) == [*map(spelled, order)]


@fast
@given(any_text, any_text)
def test_keys_of_order_are_equal_only_for_equal_texts(a, b):
    assert vn.sort_key(a) == vn.sort_key(nfd(a))
    assert (vn.sort_key(a) == vn.sort_key(b)) == (nfd(a) == nfd(b))


@pytest.mark.parametrize(
    ("text", "limit", "slug"),
    [
        ("Tặng 1.250 suất quà cho đoàn viên", 60, "tang-1250-suat-qua-cho-doan-vien"),
        ("Tặng 1.250 suất quà", 12, "tang-1250"),
        ("Tặng 1.250 suất quà", 14, "tang-1250-suat"),
        ("Công nhân", 4, "cong"),
        ("Nghiêng", 4, "nghi"),
        ("… – …", 60, "khong-tit"),
        ("Привет", 60, "khong-tit"),
        ("../etc/passwd", 60, "etc-passwd"),
    ],
)
def test_slug(text, limit, slug):
    assert vn.slug(text, limit) == slug
    assert vn.slug(nfd(text), limit) == slug


@fast
@given(any_text, st.integers(9, 80))
def test_a_slug_is_a_safe_name(text, limit):
    slug = vn.slug(text, limit)
    assert 0 < len(slug) <= limit
    assert slug.isascii()
    assert slug == slug.lower().strip("-")
    assert slug.replace("-", "").isalnum()


def test_same_text():
    assert vn.same_text(" Trao quà\xa0 Tết\n", nfd("trao QUÀ Tết"))
    assert not vn.same_text("hòa", "hoà")
    assert not vn.same_text("ma", "mà")


@fast
@given(any_text)
def test_identity_is_one_per_text(text):
    key = vn.identity(text)
    assert key == vn.identity(nfd(text)) == vn.identity(f"\xa0{text}\u2003\n")
    assert normalize("NFC", key) == key


# --- the parts of a body


def test_paragraphs():
    assert vn.paragraphs("một\n\nhai\nhai\n\nba") == ["một", "hai\nhai", "ba"]
    assert vn.paragraphs("\n\nmột\n \n\nhai\n") == ["một", "hai"]
    assert vn.paragraphs("một\r\n\r\nhai\r\nhai\r\n") == ["một", "hai\r\nhai"]
    assert vn.paragraphs(" \n\n") == []
    assert (vn.lead("một\n\nhai"), vn.lead("")) == ("một", "")


@fast
@given(vietnamese)
def test_paragraphs_lose_no_letter(body):
    together = "".join(vn.paragraphs(body))
    assert "".join(together.split()) == "".join(body.split())


# --- days


@pytest.mark.parametrize(
    ("text", "number"),
    [("600", 600), (" 1.200 ", 1200), ("1.234.567", 1_234_567), ("0", 0), ("", None), (" ", None)],
)
def test_a_number_is_read(text, number):
    assert vn.read_number(text) == number


@pytest.mark.parametrize("text", ["6o0", "-4", "1,5", "1.20", "1.2000", "1234.567", "²", "9" * 10])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(InvalidValueError, match="is not a whole number"):
        vn.read_number(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-05-18", date(2027, 5, 18)),
        ("18.5.2027", date(2027, 5, 18)),
        (" 18/05/2027 ", date(2027, 5, 18)),
        ("18-5-2027", date(2027, 5, 18)),
        ("18.5", date(2027, 5, 18)),
        ("20.11", date(2027, 11, 20)),
        ("1.1", date(2027, 1, 1)),
        ("29.2", date(2028, 2, 29)),
        ("29.2.2024", date(2024, 2, 29)),
    ],
)
def test_days_are_read(text, day):
    assert vn.read_day(text, TODAY) == day


def test_a_day_long_gone_is_next_years():
    today = date(2027, 12, 1)
    gone = today - timedelta(days=180)
    assert vn.read_day(vn.show_day_short(gone, today), today) == gone
    day_before = gone - timedelta(days=1)
    assert vn.read_day(f"{day_before.day}.{day_before.month}", today).year == 2028


@pytest.mark.parametrize(
    "text",
    ["31.2", "31.2.2027", "2027-02-29", "0.5", "18.13", "18.5/2027", "mai", "18.5.27", "٣.٤"],
)
def test_what_is_no_day_is_refused_with_a_sentence(text):
    with pytest.raises(InvalidValueError) as caught:
        vn.read_day(text, TODAY)
    assert str(caught.value) == (
        f"{text} is not a day of the calendar; type a day such as 18.5 or 18.5.2027."
    )


def test_nothing_typed_is_refused():
    with pytest.raises(InvalidValueError, match="No day was typed"):
        vn.read_day("  ", TODAY)


def test_a_day_beyond_the_last_year_is_refused():
    with pytest.raises(InvalidValueError):
        vn.read_day("1.1", date(9999, 12, 31))


@fast
@given(st.dates(), st.dates())
def test_days_read_as_they_are_shown(day, today):
    assert vn.read_day(vn.show_day(day), today) == day
    assert vn.read_day(day.isoformat(), today) == day
    if abs(day - today) <= timedelta(days=180):
        assert vn.read_day(vn.show_day_short(day, today), today) == day


def test_days_are_shown_in_house_style():
    assert vn.show_day(TODAY) == "18.5.2027"
    assert vn.show_day_short(TODAY, TODAY) == "18.5"
    assert vn.show_day_short(date(2026, 5, 18), TODAY) == "18.5.2026"


def test_nfc():
    assert vn.nfc(nfd("Tiếng Việt")) == "Tiếng Việt"
    assert not any(map(combining, vn.nfc(nfd(SENTENCE))))


def test_a_space_comes_before_a_sign_and_a_sign_before_a_digit():
    words = ["mayđo", "may1đo", "may-đo", "may đo"]
    assert sorted(words, key=vn.sort_key) == words[::-1]
    assert sorted(["may-a", "may\xa0b"], key=vn.sort_key) == ["may\xa0b", "may-a"]
    assert vn.sort_key("\u0301")[0] == vn.sort_key(" ")[0], "a mark without a letter"
