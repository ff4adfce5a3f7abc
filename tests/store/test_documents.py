"""The register of documents: numbers as they are typed, citations, what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import InvalidValueError, RecordNotFoundError
from store.campaign_records import Document
from store.campaigns.documents import citation, kind_of, read_number, tidy_number
from store.templates import load

KNOWN = (
    *("77-TB/TW", "02-NQ/TW", "368/KH-TLĐ", "01/CTr-BCH", "05-CT/TW", "01-KL/TW", "21/KH-LĐLĐ"),
    *("12/2022/NĐ-CP", "10/2012/QH13", "1234/QĐ-TTg", "88/2015/TT-BLĐTBXH", "15-HD/BTGTW"),
    *("03a/NQ-TLĐ", "45/CV-CĐCS", "02/2023/TTLT-BCA-BNV", "66-QĐ/TU"),
)


@pytest.mark.parametrize("number", KNOWN)
def test_numbers_met_in_the_trade_are_understood(number):
    assert read_number(number) == number
    assert read_number(f"  số {number} ") == number
    assert read_number(number.replace("-", " – ").replace("/", " / ")) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("số: 05-ct/tw", "05-CT/TW"),
        ("Số 01/ctr-bch", "01/CTr-BCH"),
        ("1234/qđ-ttg", "1234/QĐ-TTg"),
        ("12/2022/nđ-cp", "12/2022/NĐ-CP"),
        ("03a/nq-tlđ", "03a/NQ-TLĐ"),
        ("05-Ct/TW", "05-Ct/TW"),
    ],
)
def test_small_letters_are_made_capitals_where_none_was_typed(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize("text", ["05", "số 05", "CT/TW", "05-CT", "hôm qua", "5/2023", "-/-"])
def test_what_is_no_number_is_refused_with_an_example(text):
    with pytest.raises(InvalidValueError, match="does not look like the number of a document"):
        read_number(text)


def test_no_number_at_all():
    with pytest.raises(InvalidValueError, match="needs its number"):
        read_number(" ")


@given(st.text(max_size=40))
def test_any_text_is_tidied_once(text):
    tidied = tidy_number(text)
    assert tidy_number(tidied) == tidied or not tidied.strip()


TYPED = st.from_regex(
    r"(số:? ?)?[1-9][0-9]{1,3}[a-c]?"
    r"( ?[-–] ?(CT|nq|TB) ?/ ?(TW|tlđ)| ?/( ?20[0-2][0-9] ?/)? ?(NĐ|kh|QĐ) ?[-–] ?(CP|ttg)) ?",
    fullmatch=True,
)


@given(TYPED)
def test_a_number_is_read_however_it_is_typed_and_tidy_from_then_on(typed):
    number = read_number(typed)
    assert read_number(number) == number == tidy_number(number)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("05-CT/TW", "Chỉ thị"),
        ("368/KH-TLĐ", "Kế hoạch"),
        ("12/2022/NĐ-CP", "Nghị định"),
        ("10/2012/QH13", "Luật"),
        ("01/CTr-BCH", "Chương trình"),
        ("05-XY/TW", ""),
        ("05", ""),
    ],
)
def test_the_letters_say_the_kind(number, kind):
    assert kind_of(number) == kind


def test_a_citation_says_what_is_known():
    whole = Document(
        kind="Kết luận", number="01-KL/TW", issued=date(2021, 5, 18), issuer="Bộ Chính trị"
    )
    assert citation(whole) == "Kết luận 01-KL/TW ngày 18.5.2021 của Bộ Chính trị"
    assert citation(Document(kind="Nghị quyết", number="02-NQ/TW")) == "Nghị quyết 02-NQ/TW"


def test_a_document_joins_the_register_and_its_number_says_the_kind(desk, campaign):
    made = desk.campaigns.documents.add(campaign, Document(kind="", number=" số 21/kh-lđlđ "))
    assert (made.kind, made.number) == ("Kế hoạch", "21/KH-LĐLĐ")
    assert desk.campaigns[campaign.id].documents == (made,)
    assert desk.undo.step_back() == "new document"
    assert desk.campaigns[campaign.id].documents == ()


def test_a_number_that_is_none_is_kept_when_asked_for(desk, campaign):
    odd = Document(kind="Thư", number="không số")
    with pytest.raises(InvalidValueError, match="does not look like"):
        desk.campaigns.documents.add(campaign, odd)
    assert desk.campaigns.documents.add(campaign, odd, as_typed=True).number == "không số"
    with pytest.raises(InvalidValueError, match="what kind of document"):
        desk.campaigns.documents.add(campaign, Document(kind=" ", number="99"), as_typed=True)
    with pytest.raises(InvalidValueError, match="needs its number"):
        desk.campaigns.documents.add(campaign, Document(kind="Thư", number=" "), as_typed=True)


def test_the_same_document_twice_is_refused(desk, campaign):
    first = Document(kind="Kết luận", number="01-KL/TW", issued=date(2021, 5, 18))
    desk.campaigns.documents.add(campaign, first)
    again = Document(kind="Kết luận", number="số 01 - kl/tw")
    with pytest.raises(
        InvalidValueError, match=r"Kết luận 01-KL/TW ngày 18\.5\.2021 is in the register"
    ):
        desk.campaigns.documents.add(campaign, again)
    other = Document(kind="Kết luận", number="01-KL/TW", issued=date(2016, 2, 3))
    desk.campaigns.documents.add(campaign, other)
    with pytest.raises(InvalidValueError):
        desk.campaigns.documents.edit(campaign, other, issued=date(2021, 5, 18))
    assert desk.campaigns[campaign.id].documents == (first, other)


def test_an_entry_is_changed_and_removed_in_its_place(desk, campaign):
    numbers = ("01-KL/TW", "02-NQ/TW", "77-TB/TW")
    documents = desk.campaigns.documents
    one, two, three = (documents.add(campaign, Document(kind="", number=n)) for n in numbers)
    changed = desk.campaigns.documents.edit(campaign, two, issuer=" Bộ Chính trị ", title="x")
    assert desk.campaigns[campaign.id].documents == (one, changed, three)
    with pytest.raises(RecordNotFoundError, match="not in the register any more"):
        desk.campaigns.documents.remove(campaign, two)
    desk.campaigns.documents.remove(campaign, changed)
    assert desk.campaigns[campaign.id].documents == (one, three)
    desk.undo.step_back(), desk.undo.step_back()
    assert desk.campaigns[campaign.id].documents == (one, two, three)


def test_the_numbers_of_the_template_are_numbers():
    campaign, _tasks = load("thang-cong-nhan").build(2027, None)
    for document in campaign.documents:
        assert read_number(document.number) == document.number
        assert kind_of(document.number) == document.kind
