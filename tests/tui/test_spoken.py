"""A text written as it is spoken, in the editor."""

from __future__ import annotations

from unicodedata import normalize

from textual.document._document import Selection

from store import Campaign
from store.campaign_records import Abbreviation
from store.spoken.numbers import Wording
from tests.tui.helpers import seated, written
from tui.settings import Settings
from tui.widgets.entry import body as body_entry

BODY = "Ngày 1-5, LĐLĐ tặng 1.250 suất.\n\nĐợt 2 mở ngày 2-5 ở XYZ."
SPOKEN = (
    "Ngày mùng một tháng năm, Liên đoàn Lao động tặng một nghìn hai trăm năm mươi suất.\n\n"
    "Đợt hai mở ngày mùng hai tháng năm ở XYZ."
)


async def test_the_whole_text_is_written_as_spoken_and_one_undo_brings_it_back(desk):
    article = written(desk, body=BODY)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("alt+v")
        assert seat.body.body == SPOKEN
        await seat.hears("5 places are written as they are spoken; Ctrl+Z takes it back.")
        await seat.hears("1 place needs a look: XYZ.")
        await seat.press("ctrl+z")
        assert seat.body.body == BODY
        await seat.press("ctrl+y", "ctrl+s")
    assert desk.articles[article.id].body == SPOKEN


async def test_only_the_selection_is_written_but_all_is_read(desk):
    article = written(desk, body=BODY)
    async with seated(desk) as seat:
        await seat.open(article)
        row = BODY.split("\n")[2]
        start = row.index("2-5")
        seat.body.selection = Selection((2, start + 3), (2, start))
        await seat.press("alt+v")
        assert seat.body.body == BODY.replace("2-5", "mùng hai tháng năm")
        await seat.hears("1 place is written as it is spoken; Ctrl+Z takes it back.")
        assert not any("XYZ" in notice for notice in seat.notices)
        await seat.press("ctrl+z")
        assert seat.body.body == BODY


async def test_what_is_spoken_already_stays(desk):
    article = written(desk, body="Mười người, gọi @an.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("alt+v")
        await seat.hears("1 place needs a look: @an.")
        seat.body.selection = Selection((0, 0), (0, 5))
        await seat.press("alt+v")
        await seat.hears("Everything here is written as it is spoken.")
        assert seat.body.body == "Mười người, gọi @an."


async def test_the_house_chooses_its_words(desk):
    article = written(desk, body="1.105 suất")
    chosen = Settings(spoken=Wording(thousand="ngàn", zero_tens="lẻ"))
    async with seated(desk, settings=chosen) as seat:
        await seat.open(article)
        await seat.press("alt+v")
        assert seat.body.body == "một ngàn một trăm lẻ năm suất"


async def test_a_campaign_has_abbreviations_of_its_own(desk):
    entry = Abbreviation("LĐLĐ", "Liên đoàn")
    campaign = desk.records.add(Campaign(name="Mùa sen", abbreviations=(entry,)))
    article = written(desk, body="LĐLĐ, UBND", campaign=campaign.id)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("alt+v")
        assert seat.body.body == "Liên đoàn, Ủy ban nhân dân"


async def test_decomposed_and_invisible_letters_are_kept(desk):
    body = normalize("NFD", "Quà\u200b trị giá 310.000 đồng ở Huế.")
    article = written(desk, body=body)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("alt+v")
        assert seat.body.body == "Quà\u200b trị giá ba trăm mười nghìn đồng ở Huế."
        await seat.press("ctrl+z", "ctrl+s")
    assert desk.articles[article.id].body == body


async def test_a_text_that_would_become_too_long_stays(desk, monkeypatch):
    monkeypatch.setattr(body_entry, "MOST_PASTED", 1_500)
    body = "1.250 " * 240
    article = written(desk, body=body)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("alt+v")
        assert seat.body.body == body
        await seat.hears("A text takes at most")
