"""What each paragraph of a plain text is guessed to be."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from store.articles.bylines import dateline
from store.articles.plain_text import Block, Role, page_of_blocks, read_plain_text

from .samples import BODY, HEADLINE, LEAD, SECOND, THIRD, read


@pytest.mark.parametrize("apart", ["\n\n", "\n", "\r\n", "\r\n\r\n", "\n \t\n\n"])
@pytest.mark.parametrize(
    "byline",
    [
        "Nhóm PV",
        "Bài, ảnh: Hoàng Lâm",
        "Bài và ảnh: Hoàng Lâm – Thu Hà",
        "PV/TTXVN",
        "Trần An/TTXVN",
        "Kiều Vũ",
        "Kiều Vũ |",
        "Hoàng Lâm - Thu Hà",
        "Hoàng Lâm và Thu Hà",
        "Theo TTXVN",
        "CTV Lê Mai",
    ],
)
def test_headline_byline_and_paragraphs(apart, byline):
    page = read(apart.join([HEADLINE, byline, *BODY]))
    assert page.headline == HEADLINE
    assert page.byline == byline.removesuffix(" |")
    assert page.body == "\n\n".join(BODY)
    assert page.signoff == ""
    assert not page.layout.whole


@pytest.mark.parametrize(
    ("last", "signoff", "byline"),
    [
        ("Kiều Vũ", "Kiều Vũ", ""),
        ("Trần An (TTXVN)", "Trần An (TTXVN)", ""),
        ("Bài, ảnh: Hoàng Lâm", "", "Bài, ảnh: Hoàng Lâm"),  # a sign-off may have no colon
    ],
)
def test_whose_work_it_is_may_stand_at_the_end(last, signoff, byline):
    page = read("\n\n".join([HEADLINE, *BODY, last]))
    assert (page.signoff, page.byline) == (signoff, byline)
    assert page.body == "\n\n".join(BODY)


@pytest.mark.parametrize(
    "headline",
    [
        "Hà Nội - Phòng đọc của công nhân mở cửa",
        "Theo chân công nhân về quê ăn Tết",
        "Tin mới ngày 8.2: Rét đậm trở lại",
        "Ảnh động: một ngày ở xưởng may",
        "Công nhân được gì?",
        "“Tôi chỉ mong một phòng đọc”",
        "Phòng đọc đã mở cửa.",
    ],
)
def test_what_looks_like_something_else_is_still_a_headline(headline):
    page = read("\n\n".join([headline, "Kiều Vũ", *BODY]))
    assert (page.headline, page.byline) == (headline, "Kiều Vũ")


def test_a_text_without_a_headline_has_none():
    page = read("\n\n".join(BODY))
    assert (page.headline, page.byline, page.body) == ("", "", "\n\n".join(BODY))


def test_a_place_on_its_own_line_opens_the_lead():
    page = read("\n\n".join([HEADLINE, "Kiều Vũ", "Đông Anh, 12.5 –", SECOND, THIRD]))
    assert page.body == f"Đông Anh, 12.5 – {SECOND}\n\n{THIRD}"


def test_labels_are_cut_off_what_they_name():
    text = f"Tít: {HEADLINE}\nTác giả: Kiều Vũ\nSapo: {LEAD}\n{SECOND}\nKý tên: K.V"
    page = read(text)
    assert (page.headline, page.byline) == (HEADLINE, "Kiều Vũ")
    assert (page.body, page.signoff) == (f"{LEAD}\n\n{SECOND}", "K.V")


def test_a_second_label_of_what_there_is_once_stays_in_the_text():
    page = read(f"Tít: {HEADLINE}\nTác giả: Kiều Vũ\n{LEAD}\nTít: Một tít khác\n{THIRD}")
    assert (page.headline, page.byline) == (HEADLINE, "Kiều Vũ")
    assert page.body == f"{LEAD}\n\nTít: Một tít khác\n\n{THIRD}"


def test_related_news_below_its_heading_are_cards():
    cards = ["Xã bên cũng có phòng đọc", "Trần An", "Ba xã nữa làm theo."]
    page = read("\n".join([HEADLINE, "Kiều Vũ", *BODY, "Tin liên quan", *cards]))
    (card,) = page.cards
    assert (card.headline, card.byline, card.summary) == tuple(cards)
    assert page.layout.heading == "Tin liên quan"
    assert page.body == "\n\n".join(BODY)


def test_related_news_that_are_no_cards_stay_in_the_text():
    page = read("\n".join([HEADLINE, *BODY, "Tin liên quan", "Xã bên cũng có phòng đọc"]))
    assert page.cards == ()
    assert "Xã bên cũng có phòng đọc" in page.body + page.signoff


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_stay_as_they_came(form):
    text = normalize(form, "\n\n".join([f"Tít: {HEADLINE}", "Kiều Vũ", *BODY]))
    page = read(text)
    assert page.headline == normalize(form, HEADLINE)
    assert page.byline == normalize(form, "Kiều Vũ")
    assert page.body == normalize(form, "\n\n".join(BODY))


@pytest.mark.parametrize(
    ("lead", "place"),
    [
        (LEAD, "Hà Nội"),
        ("TP Hồ Chí Minh - Hôm nay", "TP Hồ Chí Minh"),
        ("Hà\u00a0Nội\u00a0–\u00a0Hôm nay", "Hà\u00a0Nội"),
        ("Hôm nay – theo lịch – trời mưa", ""),
        ("Hà Nội hôm nay", ""),
        ("", ""),
    ],
)
def test_the_dateline_is_read_from_the_lead(lead, place):
    assert dateline(lead) == place


def test_the_dateline_is_a_block_of_its_own():
    blocks = read_plain_text("\n\n".join([HEADLINE, "Kiều Vũ", *BODY]))
    assert blocks[2] == Block(Role.DATELINE, "Hà Nội –")
    assert blocks[3].text.startswith("Sau giờ tan ca")
    assert page_of_blocks(blocks).body == "\n\n".join(BODY)


@pytest.mark.parametrize("lead", [LEAD.replace("–", "-"), LEAD.replace(" ", "\u00a0")])
def test_the_dash_and_the_blanks_of_a_dateline_stay(lead):
    assert read("\n\n".join([HEADLINE, lead, THIRD])).body == f"{lead}\n\n{THIRD}"
