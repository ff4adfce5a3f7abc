"""How the room and its dialogs look, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from store.campaign_records import Day
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated

from .hands import enter, f6


async def lists_room(seat):
    await enter(seat)


async def topics(seat):
    await enter(seat, "peaks")


async def own_form(seat):
    await enter(seat)
    await seat.press("tab", "enter")
    await seat.comes("FieldForm")


async def day_form(seat):
    await enter(seat, "peaks")
    await seat.press("enter")
    await seat.comes("FieldForm")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_heads_stand_over_their_columns_also_beside_a_scroll_bar(desk, lotus, size):
    days = (Day(name=f"Ngày kỷ niệm thứ {n:02}", start=date(2027, 5, 1)) for n in range(60))
    desk.campaigns.change(lotus, anniversaries=tuple(days))
    async with seated(desk, size=size) as seat:
        await clone_preview(seat)
        assert seat.field("days").show_vertical_scrollbar
        below = {"old day": "Sat 1.5.2027", "new day": "Mon 1.5.2028"}
        await seat.until(
            lambda: all(seat.place(head)[0] == seat.place(day)[0] for head, day in below.items()),
            "the heads over their columns",
        )


async def quota_form(seat):
    await enter(seat, "quotas")
    await seat.press("a")
    await seat.comes("FieldForm")


async def clone_preview(seat):
    await f6(seat, "mua sen 2027")
    await seat.comes("DeskScreen")
    await seat.press("f6")
    await seat.comes("Picker")
    await seat.press(*["down"] * 4, "enter")
    await seat.comes("CloneScreen")
    await seat.settle()


async def save_form(seat):
    seat.app.push_screen(template_dialog(seat))
    await seat.comes("SaveTemplateScreen")


def template_dialog(seat):
    from pathlib import Path

    from tui.dialogs.files.save_template import SaveTemplateScreen

    return SaveTemplateScreen(seat.desk, next(iter(seat.desk.campaigns)), Path("~/mau"))


SCREENS = {
    "lists": lists_room,
    "entries": topics,
    "own-form": own_form,
    "day-form": day_form,
    "quota-form": quota_form,
    "clone": clone_preview,
    "save-template": save_form,
}


@LANGUAGES
@pytest.mark.parametrize("name", SCREENS)
def test_narrow(desk, lotus, looks, name, language):
    assert looks(desk, SCREENS[name], language=language)


@pytest.mark.parametrize("name", ["lists", "entries", "clone"])
def test_wide(desk, lotus, looks, name):
    assert looks(desk, SCREENS[name], WIDE, "vi")
