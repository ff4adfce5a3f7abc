"""Rights cases, and the contacts that nobody else is told."""

from datetime import date

import pytest

from store import Article
from store.records import RIGHTS, FollowUp, Source
from tests.tui.helpers import SIZES, seated, written
from tui import settings
from tui.screens.records.sources import SourcesScreen

from .hands import fill, room


@pytest.mark.parametrize("place", ["list", "editor"])
async def test_an_article_becomes_a_rights_case_with_days(desk, campaign, place):
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        if place == "editor":
            await seat.open(article)
        else:
            await seat.press("f3")
        await seat.press("alt+k")
        await seat.comes("Confirm")
        await seat.press("n")
        assert desk.articles[article.id].kind == ""
        await seat.press("alt+k", "y")
        await seat.comes("CaseScreen")
        assert desk.articles[article.id].kind == RIGHTS
        await seat.press("a")
        await seat.comes("FollowUpForm")
        await fill(seat, what="gọi lại chủ xưởng")
        assert "Type the day" in seat.text
        await fill(seat, day="28.4")
        await seat.comes("CaseScreen")
        await seat.press("o")
        await seat.comes("OutcomeForm")
        await fill(seat, outcome="Đã trả một phần")
        await seat.comes("CaseScreen")
        assert "outcome: Đã trả một phần" in seat.text
        if place == "list":
            await seat.press("escape")
            await seat.comes("DeskScreen")
            assert "look again 28.4" in seat.text
            await seat.press("alt+k")
            await seat.comes("CaseScreen")
        await seat.press("space")
        assert desk.articles[article.id].follow_ups[0].done
        await seat.press("space", "e")
        await seat.comes("FollowUpForm")
        await fill(seat, day="3.5")
        await seat.comes("CaseScreen")
        (one,) = desk.articles[article.id].follow_ups
        assert one == FollowUp(day=date(2027, 5, 3), what="gọi lại chủ xưởng")
        await seat.press("d", "ctrl+z", "x")
        await seat.comes("DeskScreen")
        assert desk.articles[article.id].kind == ""
        assert desk.articles[article.id].follow_ups == (one,)


def case(desk, campaign, headline, *days, **fields):
    known = tuple(FollowUp(day=date(2027, 4, n), what=f"việc {n}") for n in days)
    return desk.records.add(
        Article(
            headline=headline,
            kind=RIGHTS,
            campaign=campaign.id,
            follow_ups=known,
            body="x",
            **fields,
        )
    )


@SIZES
async def test_the_cases_of_the_campaign_overdue_first(desk, campaign, size):
    case(desk, campaign, "Tuần sau", 27), case(desk, campaign, "Muộn", 18)
    case(desk, campaign, "Xong", outcome="Đã trả")
    written(desk, "Không phải", campaign=campaign.id)
    async with seated(desk, size=size) as seat:
        await room(seat, "alt+r")
        assert "3 cases · 1 overdue · 1 closed" in seat.text
        assert [row.article.headline for row in seat.field("entries").items] == [
            "Muộn",
            "Tuần sau",
            "Xong",
        ]
        assert "! 2 days overdue" in seat.line("Muộn")
        assert "in 7 days" in seat.line("Tuần sau")
        await seat.press("space")
        assert [row.article.headline for row in seat.field("entries").items] == [
            "Tuần sau",
            "Muộn",
            "Xong",
        ]
        assert seat.field("entries").current.article.headline == "Muộn"
        await seat.press("space")
        assert "e adds one" in seat.text
        await seat.press("up", "enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the case")
        assert seat.article.headline == "Tuần sau"


async def test_an_article_is_made_a_case_from_the_room(desk, campaign):
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        await room(seat, "alt+r")
        await seat.press("a")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.comes("CaseScreen")
        await seat.press("escape")
        await seat.comes("RightsScreen")
        assert desk.articles[article.id].kind == RIGHTS
        await seat.press("d")
        assert desk.articles[article.id].kind == ""
        assert "No rights cases yet" in seat.text


async def test_a_crash_tells_no_contact(desk, campaign, monkeypatch, capsys):
    """Neither the report nor what is said on the terminal holds what a source sheet does."""
    secret = "0987 111 222"
    article = written(desk, campaign=campaign.id)
    desk.articles.sources.add(article, Source(who="Người giấu tên", contact=secret))

    def broken(self, item):
        raise ValueError(f"{item.value.contact} {item.value.who}")

    monkeypatch.setattr(SourcesScreen, "detail", broken)

    async def fall():
        async with seated(desk) as seat:
            await seat.press("f3")
            seat.send("alt+s")
            await seat.ends()

    with pytest.raises(ValueError, match="0987"):  # Pilot tells what the app does not
        await fall()
    (report,) = (path.read_text() for path in settings.state_folder().glob("crash-*.txt"))
    said = capsys.readouterr()
    for text in (report, said.out, said.err):
        assert "0987" not in text
        assert "giấu tên" not in text
    assert "ValueError" in report
