"""The rooms open from everywhere."""

import pytest
from textual import events

from tests.tui.helpers import SIZES, seated, written

from .hands import ROOMS, room


@pytest.mark.parametrize("key", ROOMS)
@pytest.mark.parametrize("place", ["tasks", "articles", "news", "headline", "body"])
async def test_a_room_opens_from_everywhere_and_esc_leads_back(desk, campaign, key, place):
    async with seated(desk) as seat:
        if place in ("headline", "body"):
            await seat.open(written(desk, campaign=campaign.id))
        await seat.press({"tasks": "f2", "news": "f4"}.get(place, "f3"))
        seat.field(place).focus()
        await seat.settle()
        before = len(desk.records.store._listeners)
        await room(seat, key)
        assert seat.focus == "entries"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == place
        assert len(desk.records.store._listeners) == before


@pytest.mark.parametrize("place", ["headline", "body"])
async def test_alt_and_a_letter_types_no_letter(desk, campaign, place):
    """A terminal sends Esc and the letter; Textual says that the letter is printed."""
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field(place).focus()
        await seat.settle()
        seat.app.post_message(events.Key("alt+e", "e"))
        await seat.comes("FactsScreen")
        await seat.press("escape", "ctrl+s")
        assert desk.articles[article.id].body == article.body
        assert desk.articles[article.id].headline == article.headline


@pytest.mark.parametrize("key", ROOMS)
@SIZES
async def test_an_empty_room_says_what_to_do(desk, campaign, key, size):
    async with seated(desk, size=size) as seat:
        await room(seat, key)
        assert f"No {'negative' if key == 'alt+n' else ''}" in seat.text
        assert "a Add" in seat.lines[-2]
        assert "Delete" not in seat.lines[-2]
        await seat.press("e", "d", "c", "v", "enter", "space", "o", "l")
        assert seat.top == ROOMS[key]
        await seat.press("escape")
        await seat.comes("DeskScreen")


@pytest.mark.parametrize("key", [*ROOMS, "alt+s", "alt+k"])
async def test_without_a_campaign_or_an_article_it_says_so(desk, key):
    async with seated(desk) as seat:
        await seat.press("escape", "f3", key)
        wanted = "campaign first: F6" if key in ROOMS else "article first: F3"
        assert any(wanted in notice for notice in seat.notices)
        assert seat.top == "DeskScreen"


async def test_a_room_goes_with_its_campaign(desk, campaign):
    async with seated(desk) as seat:
        await room(seat, "alt+e")
        desk.campaigns.remove(campaign)
        await seat.comes("DeskScreen")
