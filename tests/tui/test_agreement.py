"""The table of what texts say: opened from a text and from the fact sheet, gone from to a place."""

from __future__ import annotations

import asyncio
import os
import threading

import pytest

from store import Article, Desk, Fact
from store.campaign_records import Campaign
from store.channels import Channel
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, Seat, seated, written
from tui.panes.inserting import insert_fact
from tui.screens.records.agreement import AgreementScreen

BODY = "Đoạn mở đầu.\n\nTổ may trao 1.250 suất quà cho công nhân. Có 40 xe ca."


@pytest.fixture
def gifts(desk: Desk) -> Article:
    """A message of two texts that disagree, and a fact with which one of them agrees."""
    channels = (Channel("báo in"), Channel("Zalo", "mạng xã hội"))
    campaign = desk.records.add(Campaign(name="Mùa quà", year=2027, channels=channels))
    desk.facts.add(Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất"))
    master = written(desk, "Quà đến tay", body=BODY, campaign=campaign.id, channels=("báo in",))
    (version,) = desk.articles.versions.make(master, ["Zalo"])
    desk.articles.type_text(version, headline="Quà", body="Trao 1.260 suất quà nhé.")
    return desk.articles[master.id]


async def listed(seat: Seat) -> AgreementScreen:
    """Return the table, once the texts have been read."""
    await seat.comes("AgreementScreen")
    await seat.until(lambda: "matter" in seat.text, "the texts are read")
    return seat.on_top(AgreementScreen)


def said(screen: AgreementScreen) -> list[tuple[str, str, bool]]:
    return [(row.matter.about, row.value.said, row.value.disagrees) for row in screen.rows.items]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_texts_of_a_message_are_listed_contradictions_first(desk, gifts, size):
    async with seated(desk, size=size) as seat:
        await seat.press("alt+4")
        screen = await listed(seat)
        assert said(screen) == [
            ("suất quà", "1.250 suất", False),
            ("suất quà", "1.260 suất", True),
            ("xe ca", "40 xe ca", False),
        ]
        assert "≠ 1 contradiction · 2 matters" in seat.text
        lines = [line for line in seat.lines if "1.250 suất" in line or "1.260 suất" in line]
        assert "✔ 1.250 suất" in lines[0]
        assert "paragraph 2 · báo in" in lines[0]
        assert "≠ 1.260 suất" in lines[1]
        assert "paragraph 1 · Zalo" in lines[1]


async def test_enter_goes_to_the_place_in_the_text(desk, gifts):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+4")
        await listed(seat)
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article is not None, "the text")
        body = seat.editor.body
        assert seat.article.id == gifts.id
        assert body.has_focus
        at = body.document.get_index_from_location(body.cursor_location)
        assert body.text[:at].endswith("1.250")


async def test_the_row_says_what_the_rule_says_and_the_words_around(desk, gifts):
    async with seated(desk, size=WIDE) as seat:
        await seat.press("alt+4")
        await listed(seat)
        await seat.press("down")
        await seat.sees("is not what the fact sheet has: suất quà, 1.250 suất")
        assert "Trao 1.260 suất quà nhé." in seat.text


async def test_the_list_is_narrowed_by_what_is_said_and_by_the_text(desk, gifts):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+4")
        screen = await listed(seat)
        await seat.press("slash")
        await seat.type("xe ca")
        await seat.settle()
        assert said(screen) == [("xe ca", "40 xe ca", False)]
        await seat.press("ctrl+a")
        await seat.type("zalo")
        await seat.settle()
        assert said(screen) == [("suất quà", "1.260 suất", True)]


async def test_the_fact_sheet_opens_the_table_of_its_campaign(desk, gifts):
    written(desk, "Bài khác", body="Đã trao 1.270 suất quà.", campaign=gifts.campaign)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+e")
        await seat.comes("FactsScreen")
        await seat.press("t")
        screen = await listed(seat)
        assert [one[1] for one in said(screen)][:3] == ["1.250 suất", "1.260 suất", "1.270 suất"]
        await seat.press("down", "down")
        assert "paragraph 1 · Bài khác" in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article is not None, "the text")
        assert seat.article.headline == "Bài khác"


async def test_articles_that_are_marked_are_held_against_each_other(desk):
    for number, body in enumerate(
        ("Ông Trần Thanh Bình dự.", "Bà Trần Thanh Bình dự.", "Có 30 xe ca.")
    ):
        written(desk, f"Bài {number}", body=body)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3", "X", "alt+4")
        screen = await listed(seat)
        assert "3 articles" in seat.text
        assert [(one[0], one[2]) for one in said(screen)] == [
            ("Trần Thanh Bình", True),
            ("Trần Thanh Bình", True),
            ("xe ca", False),
        ]
        assert "the articles differ" in seat.text


async def test_a_mended_text_leaves_the_table_while_it_is_open(desk, gifts):
    (version,) = desk.articles.versions.of(gifts)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+4")
        screen = await listed(seat)
        desk.articles.type_text(version, body="Trao 1.250 suất quà nhé.")
        await seat.until(lambda: "No contradiction is found" in seat.text, "the mended text")
        assert not any(one[2] for one in said(screen))


async def test_what_only_the_sheet_says_leads_nowhere(desk, gifts):
    desk.facts.add(Fact(campaign=gifts.campaign, key="gạo", value="77", unit="kiện"))
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+4")
        screen = await listed(seat)
        place = [one[0] for one in said(screen)].index("gạo")
        await seat.press(*["down"] * place, "enter")
        await seat.sees("No text says so")
        assert seat.top == "AgreementScreen"


async def test_a_text_without_any_figure_says_so(desk):
    written(desk, "Trống", body="Một đoạn văn không có gì.")
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+4")
        await seat.comes("AgreementScreen")
        await seat.sees("No text says a figure")


async def opened(seat: Seat) -> None:
    await seat.press("alt+4")
    await listed_in(seat)


async def listed_in(seat: Seat) -> None:
    """Wait for the table in either language."""
    await seat.comes("AgreementScreen")
    await seat.until(lambda: "≠" in seat.text, "the texts are read")


@LANGUAGES
def test_narrow(gifts, desk, looks, language):
    assert looks(desk, opened, language=language)


def test_wide(gifts, desk, looks):
    assert looks(desk, opened, WIDE, "vi")


# ---------------------------------------------------------------- facts put into a text


async def insert_from_sheet(seat: Seat) -> None:
    """Put the first fact of the sheet at the end of the text."""
    await seat.press("enter")
    await seat.until(lambda: seat.article is not None, "the text")
    await seat.press("ctrl+end")
    await seat.type(" Tất cả là ")
    await seat.press("alt+e")
    await seat.comes("FactsScreen")
    await seat.press("enter")
    await seat.comes("DeskScreen")


async def test_a_fact_that_is_inserted_is_remembered_with_the_text(desk, gifts):
    async with seated(desk, size=NARROW) as seat:
        await insert_from_sheet(seat)
        await seat.type(" đấy.")
        await seat.press("ctrl+s")
        await seat.settle()
        now = desk.articles[seat.article.id]
        assert now.body.endswith("Tất cả là 1.250 suất đấy.")
        (use,) = now.facts_used
        assert (use.words, use.before) == ("1.250 suất", "Tất cả là")
    (fact,) = desk.facts
    desk.facts.edit(fact, value="1.300")
    flags = desk.articles.copy_desk.checked(desk.articles[now.id]).flags
    assert ("fact-changed", "1.300 suất") in [(flag.rule, flag.fix) for flag in flags]


async def test_an_insertion_that_is_undone_leaves_nothing_behind(desk, gifts):
    async with seated(desk, size=NARROW) as seat:
        await insert_from_sheet(seat)
        await seat.press("ctrl+z", "ctrl+s")
        await seat.settle()
        assert "Tất cả là 1.250" not in desk.articles[seat.article.id].body
    (fact,) = desk.facts
    desk.facts.edit(fact, value="1.300")
    flags = desk.articles.copy_desk.checked(desk.articles[gifts.id]).flags
    assert not [flag for flag in flags if flag.rule in ("fact-changed", "fact-edited")]


async def test_a_fact_that_is_taken_back_is_not_remembered_in_the_next_article(desk, gifts):
    body = "Xã Hòa Bình có 1.250 suất ăn mỗi ngày."
    other = written(desk, "Bữa trưa", body=body, campaign=gifts.campaign)
    async with seated(desk, size=NARROW) as seat:
        await seat.open(gifts)
        await seat.press("alt+e")
        await seat.comes("FactsScreen")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+z")
        await seat.open(other)
        await seat.press("ctrl+end")
        await seat.type(" Hết.")
        await seat.press("ctrl+s")
        await seat.settle()
    assert desk.articles[other.id].body == f"{body} Hết."
    assert desk.articles[other.id].facts_used == ()


async def test_a_fact_that_is_put_in_during_a_save_is_remembered(desk, gifts, monkeypatch):
    asked, may_go_on = threading.Event(), threading.Event()
    real = os.fdatasync

    def slow(handle):
        asked.set()
        assert may_go_on.wait(60)
        real(handle)

    async with seated(desk, size=NARROW) as seat:
        await seat.open(gifts)
        await seat.press("ctrl+end")
        monkeypatch.setattr(os, "fdatasync", slow)
        await seat.type(" Tất cả là ")
        await asyncio.to_thread(asked.wait, 60)
        (fact,) = desk.facts
        insert_fact(seat.body, fact)
        may_go_on.set()
        wanted = "Tất cả là 1.250 suất"
        await seat.until(lambda: desk.articles[gifts.id].body.endswith(wanted), "it is saved")
    assert [use.words for use in desk.articles[gifts.id].facts_used] == ["1.250 suất"]


async def test_mending_a_fact_finds_where_it_was_put_though_it_reads_otherwise(desk, gifts):
    from store.articles.fact_uses import used

    (fact,) = desk.facts
    body = "Tất cả là 1.250 suất đấy."
    article = written(desk, "Khác", body="", campaign=gifts.campaign)
    use = used(fact, "body", body, 10, 20)
    article = desk.articles.type_text(article, body=body, facts_used=(use,))
    desk.articles.type_text(article, body=body.replace("1.250 suất", "1.250 phần"))
    async with seated(desk, size=WIDE) as seat:
        await seat.press("alt+e")
        await seat.comes("FactsScreen")
        await seat.press("e")
        await seat.comes("FactForm")
        await seat.press("down", "ctrl+a")
        await seat.type("1.260")
        await seat.press("ctrl+s")
        await seat.comes("ReplaceWordsScreen")
        await seat.until(lambda: "1.250 phần→1.260 suất" in seat.text, "the place of the fact")
        await seat.press("ctrl+s")
        await seat.comes("FactsScreen")
    assert desk.articles[article.id].body == "Tất cả là 1.260 suất đấy."
