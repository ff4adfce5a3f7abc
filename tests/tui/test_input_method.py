"""Telex and VNI of the app, for terminals without an input method."""

import pytest

from tests.tui.helpers import WIDE, seated, written
from tui.settings import Settings
from tui.widgets.entry.keys import Keys


async def entered(seat, article, field):
    """Open an article and focus one of its entries."""
    await seat.open(article)
    entry = seat.app.screen.query_one(f"#{field}", Keys)
    entry.focus()
    await seat.settle()
    return entry


async def test_one_key_turns_telex_on_then_vni_then_neither(desk):
    settings = Settings()
    written(desk)
    async with seated(desk, settings) as seat:
        await seat.press("ctrl+n")
        await seat.type("tieengs ")
        await seat.press("alt+6")
        assert "Telex" in seat.lines[0]
        assert settings.input_method == "telex"
        await seat.type("Vieetj")
        assert "tieengs Việt" in seat.text
        await seat.press("alt+6")
        assert "VNI" in seat.lines[0]
        assert settings.input_method == "vni"
        await seat.type(" Na8m 2026")
        assert "tieengs Việt Năm 2026" in seat.text
        await seat.press("alt+6")
        assert "VNI" not in seat.lines[0]
        assert settings.input_method == ""
        await seat.type(" aa")
        assert "Năm 2026 aa" in seat.text


async def test_it_is_on_after_a_restart_and_in_every_field(desk):
    article = written(desk, body="Cũ")
    async with seated(desk, Settings(input_method="telex"), WIDE) as seat:
        assert "Telex" in seat.lines[0]
        await seat.open(article)
        await seat.press("ctrl+end")
        await seat.type("\nBwax cowm ca ddeem, Windows vaf data.\nHoaf")
        assert seat.body.body == "Cũ\n\nBữa cơm ca đêm, Windows và data.\n\nHòa"
        await seat.press("ctrl+f")
        await seat.type("cowm")
        assert "1 found" in seat.text
        await seat.press("escape", "escape", "slash")
        await seat.type("ddeem")
        await seat.sees("đêm")


async def test_a_dialog_has_the_key_too(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("f2", "ctrl+p")
        await seat.comes("Picker")
        await seat.press("alt+6")
        await seat.type("chieens dichj")
        assert "chiến dịch" in seat.text


async def test_the_modern_style_is_a_setting(desk):
    article = written(desk, body="")
    settings = Settings(input_method="telex", modern_tones=True)
    async with seated(desk, settings) as seat:
        await seat.open(article)
        await seat.type("hoaf thuyr quys")
        assert seat.body.body == "hoà thuỷ quý"


async def test_a_paste_is_not_changed(desk):
    article = written(desk, body="")
    async with seated(desk, Settings(input_method="telex")) as seat:
        await seat.open(article)
        await seat.paste("tieengs aa ")
        await seat.type("aa")
        assert seat.body.body == "tieengs aa â"


@pytest.mark.parametrize("field", ["body", "headline"])
async def test_what_is_typed_is_one_step_to_undo(desk, field):
    article = written(desk, headline="Tít ", body="Tít ")
    async with seated(desk, Settings(input_method="telex")) as seat:
        entry = await entered(seat, article, field)
        await seat.press("ctrl+end" if field == "body" else "end")
        await seat.type("ddaauf tieen")
        assert entry.holds == "Tít đầu tiên"
        await seat.press("ctrl+z")
        assert entry.holds == "Tít "
        await seat.press("ctrl+y")
        assert entry.holds == "Tít đầu tiên"


async def test_a_backspace_deletes_one_letter_and_the_selection_gives_way(desk):
    article = written(desk, body="")
    async with seated(desk, Settings(input_method="telex")) as seat:
        await seat.open(article)
        await seat.type("tieengs")
        await seat.press("backspace", "backspace")
        assert seat.body.body == "tiế"
        await seat.type("f")
        assert seat.body.body == "tiề"
        await seat.press("ctrl+a")
        await seat.type("as")
        assert seat.body.body == "á"


@pytest.mark.parametrize("field", ["body", "headline"])
async def test_what_replaces_a_selection_is_a_step_of_its_own(desk, field):
    article = written(desk, headline="", body="")
    async with seated(desk, Settings(input_method="telex")) as seat:
        entry = await entered(seat, article, field)
        await seat.type("ddeem")
        await seat.press("ctrl+a")
        await seat.type("w")
        assert entry.holds == "ư"
        await seat.press("ctrl+z")
        assert entry.holds == "đêm"


@pytest.mark.parametrize("key", ["enter", "tab", "left", "down"])
async def test_a_key_that_types_nothing_ends_a_word_too(desk, key):
    article = written(desk, headline="", body="Chữ")
    async with seated(desk, Settings(input_method="telex")) as seat:
        entry = await entered(seat, article, "headline")
        await seat.type("data")
        assert entry.holds == "dât"
        await seat.press(key)
        assert entry.holds == "data"


async def test_a_letter_joins_the_mark_behind_it(desk):
    article = written(desk, body="\u0301 ấy")
    async with seated(desk, Settings(input_method="telex")) as seat:
        await seat.open(article)
        await seat.press("ctrl+home")
        await seat.type("w")
        assert seat.body.body == "ứ ấy"


async def test_a_path_is_typed_as_on_the_disk(desk):
    article = written(desk)
    async with seated(desk, Settings(input_method="telex")) as seat:
        await seat.open(article)
        await seat.press("f12")
        await seat.until(lambda: seat.top != "DeskScreen")
        await seat.press("ctrl+a")
        await seat.type("/oss/aa")
        assert "/oss/aa" in seat.text
