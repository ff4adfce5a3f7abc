"""Facts, documents, datelines, units and days put into the text from one list."""

from __future__ import annotations

from datetime import date

import pytest

from store import Fact
from store.campaign_records import Document, Unit
from store.letter import Letter
from tests.tui.helpers import LANGUAGES, NARROW, seated, written


@pytest.fixture
def article(desk):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    campaign = desk.records.change(
        campaign,
        documents=(
            Document(kind="Kế hoạch", number="12/KH", issued=date(2027, 3, 1), issuer="LĐLĐ"),
        ),
        units=(Unit(name="Liên đoàn Lao động thành phố", level="thành phố", short="LĐLĐ TP"),),
        letter=Letter(place="Hà Nội"),
    )
    desk.facts.add(Fact(campaign=campaign.id, key="quà Tết", value="1.250", unit="suất"))
    written(desk, "Tin cũ", body="Đà Nẵng – Một tin.", campaign=campaign.id)
    return written(desk, "Tặng quà", body="Trao ở khu trọ.", campaign=campaign.id)


async def insert(seat, words):
    await seat.press("alt+plus")
    await seat.comes("Picker")
    await seat.type(words)
    await seat.press("enter")
    await seat.comes("DeskScreen")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("qua tet", "1.250 suất"),
        ("12/kh", "Kế hoạch 12/KH ngày 1.3.2027 của LĐLĐ"),
        ("lien doan", "Liên đoàn Lao động thành phố"),
        ("lđlđ tp", "LĐLĐ TP"),
        ("20.4.2027", "20.4.2027"),
    ],
)
async def test_it_stands_where_the_cursor_was_and_is_one_step_of_undo(desk, article, words, text):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+home", "ctrl+right", "right")
        await insert(seat, words)
        assert seat.body.body == f"Trao {text}ở khu trọ."
        await seat.press("ctrl+z")
        assert seat.body.body == "Trao ở khu trọ."


async def test_the_dateline_opens_the_lead_wherever_the_cursor_is_and_replaces_another(
    desk, article
):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+end")
        await insert(seat, "ha noi")
        assert seat.body.body == "Hà Nội – Trao ở khu trọ."
        await insert(seat, "da nang")
        assert seat.body.body == "Đà Nẵng – Trao ở khu trọ."
        await seat.type("!")
        assert seat.body.body == "Đà Nẵng – Trao ở khu trọ.!"
        await seat.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert seat.body.body == "Trao ở khu trọ."


async def test_the_list_has_sections_and_the_headline_takes_words_too(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        seat.field("headline").focus()
        await seat.press("end")
        await seat.type(" ")
        await seat.press("alt+equals_sign")
        await seat.comes("Picker")
        for words in ("Dateline", "Date", "Facts", "Documents", "Units", "from the report form"):
            assert words in seat.text
        await seat.type("facts")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert seat.field("headline").text == "Tặng quà 1.250 suất"


async def test_the_unit_of_the_article_comes_first(desk, article):
    campaign = desk.campaigns[article.campaign]
    unit = Unit(name="Tổ may số 7", level="cơ sở")
    desk.records.change(campaign, units=(*campaign.units, unit))
    desk.records.change(article, unit=unit.name)
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+home")
        await insert(seat, "units")
        assert seat.body.body == "Tổ may số 7Trao ở khu trọ."


async def test_without_a_campaign_there_are_days(desk):
    article = written(desk, "Tặng quà", body="Trao ngày .")
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+end", "left")
        await insert(seat, "today")
        assert seat.body.body == "Trao ngày 20.4.2027."


async def test_outside_the_text_it_is_not_offered(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3", "alt+plus")
        assert seat.top == "DeskScreen"


@LANGUAGES
@pytest.mark.parametrize("key", ["alt+plus", "alt+minus"], ids=["insert", "paragraph"])
def test_looks(desk, article, looks, key, language):
    async def steps(seat):
        await seat.open(article)
        await seat.press(key)
        await seat.comes("Picker")

    assert looks(desk, steps, NARROW, language)
