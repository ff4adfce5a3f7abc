"""Lists to choose several from: no key is without an effect or a word about why."""

from __future__ import annotations

import pytest

from store.bulletin import Bulletin
from store.channels import Channel
from tests.tui.helpers import LANGUAGES, NARROW, put_campaign, seated, written

CHANNELS = (
    Channel("báo in", "đại chúng"),
    Channel("Facebook", "mạng xã hội"),
    Channel("loa", "cơ sở"),
    Channel("bảng tin", "cơ sở"),
)
NOTHING = "Nothing is marked; Space marks the line, Esc leaves."


@pytest.fixture
def article(desk):
    campaign = put_campaign(desk, channels=CHANNELS)
    return written(desk, "Quà đến tay", campaign=campaign.id, channels=("báo in",))


async def choosing(seat):
    await seat.press("f3", "alt+down")
    await seat.comes("MultiPicker")


def versions(desk):
    return sorted(one.channels[0] for one in desk.articles if one.master)


async def test_space_marks_the_versions_and_both_keys_take_them(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await choosing(seat)
        await seat.press("space", "down", "space", "ctrl+s")
        await seat.hears("2 versions made.")
    assert versions(desk) == ["Facebook", "loa"]


async def test_with_nothing_marked_it_stays_and_says_so(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await choosing(seat)
        await seat.press("ctrl+s")
        await seat.sees(NOTHING)
        assert seat.top == "MultiPicker"
        await seat.press("space", "space", "enter")
        await seat.sees(NOTHING)
        await seat.press("space", "ctrl+s")
        await seat.hears("1 version made.")


@pytest.mark.parametrize("key", ["enter", "ctrl+s"])
async def test_what_is_typed_and_confirmed_is_meant_by_either_key(desk, article, key):
    async with seated(desk, size=NARROW) as seat:
        await choosing(seat)
        await seat.type("loa ")
        await seat.sees("↓ goes to the list, where Space marks.")
        await seat.press(key)
        await seat.hears("1 version made.")
    assert versions(desk) == ["loa"]


async def test_what_matches_nothing_is_told_by_either_key(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await choosing(seat)
        await seat.type("radio")
        await seat.press("ctrl+s")
        await seat.sees("Nothing here matches “radio”")
        assert seat.top == "MultiPicker"


async def test_a_bulletin_takes_no_nothing_either(desk, article):
    bulletin = Bulletin(campaign=article.campaign, name="Sáng", channel="loa")
    desk.records.add(bulletin)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+8", "enter", "a")
        await seat.comes("MultiPicker")
        await seat.press("ctrl+s")
        await seat.sees(NOTHING)


async def test_where_none_is_an_answer_it_is_taken(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3", "F")
        await seat.comes("MultiPicker")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")


@LANGUAGES
def test_it_looks(desk, article, looks, language):
    async def steps(seat):
        await choosing(seat)
        await seat.press("ctrl+s")

    assert looks(desk, steps, NARROW, language)
