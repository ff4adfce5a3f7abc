"""↑ and ↓ go between fields that stand one below the other, and F1 explains them."""

from __future__ import annotations

import re
from pathlib import Path

import tui
from tui.dialogs.forms.field_help import field_help

from .helpers import WIDE, plan, seated, written


def focused(seat):
    return seat.app.focused.id


async def test_the_arrows_reach_the_paste_box_and_come_back(desk, tmp_path):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("ctrl+o")
        await seat.comes("OpenPageScreen")
        await seat.press("down")
        assert focused(seat) == "paste"
        await seat.type("a")
        await seat.press("enter", "up")
        assert focused(seat) == "paste"
        await seat.press("up")
        assert focused(seat) == "files"


async def test_the_arrows_leave_a_text_at_its_ends(desk):
    article = written(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.article == article, "the article")
        await seat.press("ctrl+home", "up")
        assert focused(seat) == "status"
        await seat.press("down")
        assert focused(seat) == "body"
        await seat.press("ctrl+end", "down")
        assert focused(seat) == "signoff"
        await seat.press("up")
        assert focused(seat) == "body"
        await seat.press("f1")
        await seat.comes("HelpScreen")
        assert "Who wrote it, as it is printed below the headline." in seat.words


async def test_the_help_of_a_form_explains_its_fields(desk):
    written(desk, campaign=plan(desk).id)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f2", "down", "a")
        await seat.comes("TaskForm")
        await seat.press("f1")
        await seat.comes("HelpScreen")
        assert "The fields here" in seat.words
        assert "each acknowledges it" in seat.words
        await seat.press("escape")
        await seat.comes("TaskForm")


def test_every_field_of_a_form_is_explained():
    fields = {
        found[1]
        for path in Path(tui.__file__).parent.rglob("*.py")
        for found in re.finditer(r'(?<!\w)Field\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }
    prefixes = ("", "task-", "field-", "unit-", "photo-")
    assert [f for f in fields if not any(field_help(f, prefix) for prefix in prefixes)] == []
