"""What a text has as the desk has it is called right, and what says so."""

from __future__ import annotations

from datetime import date

import pytest

from store import Fact
from store.campaign_records import Document, Unit
from store.records import Source
from tests.cost import grows_evenly


@pytest.fixture
def campaign(desk):
    made = desk.campaigns.new_empty("Mùa gặt", 2027)
    units = (
        Unit(name="Công đoàn Gang Thép", level="cơ sở", short="CĐ Gang Thép"),
        Unit(name="Xưởng 4", level="tổ"),
    )
    documents = (Document(kind="Chỉ thị", number="05-CT/TW", issued=date(2027, 3, 1)),)
    made = desk.records.change(made, units=units, documents=documents)
    desk.facts.add(Fact(campaign=made.id, key="suất quà trao tặng", value="1.250", unit="suất"))
    desk.facts.add(Fact(campaign=made.id, key="khẩu hiệu", value="Vững tay nghề"))
    return made


def right(desk, campaign, body: str, **fields) -> list[tuple[str, str]]:
    article = desk.articles.new(campaign, headline="x", body=body, **fields)
    found = desk.articles.copy_desk.checked(article).right
    for one in found:
        place = one.places[0]
        assert article.body[place.start : place.end] == one.words
    return [(one.words, str(one.by)) for one in found]


@pytest.mark.parametrize(
    ("body", "words", "by"),
    [
        ("Trao 1.250 suất quà trao tặng.", "1.250", "fact sheet: suất quà trao tặng: 1.250 suất"),
        ("Hô “Vững tay nghề” ba lần.", "Vững tay nghề", "fact sheet: khẩu hiệu"),
        ("Theo Chỉ thị số 05-CT/TW ngày 1/3/2027.", "Chỉ thị số 05-CT/TW", "register, 1.3"),
        ("Theo Chỉ thị 05-CT/TW, họ đi.", "Chỉ thị 05-CT/TW", "register, 1.3"),
        ("Ở Công đoàn Gang Thép sáng nay.", "Công đoàn Gang Thép", "units"),
        ("Ở CĐ Gang Thép sáng nay.", "CĐ Gang Thép", "units"),
    ],
)
def test_what_agrees_is_right(desk, campaign, body, words, by):
    ((found, said),) = right(desk, campaign, body)
    assert found == words
    assert by in said


@pytest.mark.parametrize(
    "body",
    [
        "Trao 1.260 suất quà trao tặng.",
        "Trao 1.250 đồng.",
        "Hô “vững tay nghề” ba lần.",
        "Theo Chỉ thị 06-CT/TW, họ đi.",
        "Theo Quyết định 05-CT/TW, họ đi.",
        "Theo Chỉ thị số 05-CT/TW ngày 2/3/2027.",
        "Ở công đoàn gang thép và Xưởng 45.",
        "",
    ],
)
def test_what_does_not_agree_is_not(desk, campaign, body):
    assert right(desk, campaign, body) == []


def test_names_on_the_source_sheet_are_right(desk, campaign):
    sources = (Source(who="Bà Lê Thị Nhàn, tổ trưởng", contact="0912"),)
    found = right(desk, campaign, "Bà Lê Thị Nhàn nói thế.", sources=sources)
    assert found == [("Bà Lê Thị Nhàn", "on the source sheet")]


def test_the_same_words_are_told_once_with_all_places(desk, campaign):
    article = desk.articles.new(campaign, headline="Xưởng 4", body="Xưởng 4 đến Xưởng 4.")
    (one,) = desk.articles.copy_desk.checked(article).right
    assert [place.field for place in one.places] == ["headline", "body", "body"]


def test_what_is_flagged_is_not_called_right_as_well(desk, campaign):
    desk.facts.add(Fact(campaign=campaign.id, key="lời dặn", value="sử dụng  kỹ"))
    assert right(desk, campaign, "Dặn: sử dụng  kỹ.") == []


def test_in_a_sentence_that_is_only_long_it_is_called_right(desk, campaign):
    long = "rất xa và " * 30
    article = desk.articles.new(campaign, headline="x", body=f"Ở Xưởng 4 {long}hết.")
    checked = desk.articles.copy_desk.checked(article)
    assert {"long-lead", "long-sentence"} <= {flag.rule for flag in checked.flags}
    assert [one.words for one in checked.right] == ["Xưởng 4"]


def test_a_line_with_much_that_is_right_and_wrong_costs_as_much_as_it_is_long(desk, campaign):
    def checked(count):
        body = "Xưởng 4 xử dụng gạo. " * count
        article = desk.articles.new(campaign, headline="x", body=body)
        assert len(desk.articles.copy_desk.checked(article).right[0].places) == count
        return lambda: desk.articles.copy_desk.checked(article)

    grows_evenly(checked, 300)


def test_without_a_campaign_nothing_is_known(desk):
    assert right(desk, None, "Trao 1.250 suất quà trao tặng ở Xưởng 4.") == []


def test_a_desk_that_blocks_asks_for_no_more(desk, campaign):
    article = desk.articles.new(campaign, headline="x", body="Ngày 31.4 ở Xưởng 4.")
    assert [one.rule for one in desk.articles.copy_desk.blocking(article)] == ["impossible-day"]
