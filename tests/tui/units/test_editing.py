"""Units are added, edited and deleted."""

from store.campaign_records import Unit
from tests.store.test_units_csv import BASE, CITY
from tests.tui.helpers import SIZES, choose, seated

from .hands import TOP, here, now, told, units


@SIZES
async def test_a_unit_is_added_below_the_one_under_the_cursor(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await units(seat, "down", "a")
        await seat.comes("UnitForm")
        assert "Liên đoàn Quận An" in seat.text
        assert BASE in seat.text
        await seat.type("xưởng Sen Mới")
        await seat.press("tab")
        await seat.type("Sen Mới")
        await seat.press("ctrl+s")
        await seat.comes("UnitsScreen")
        assert now(desk, campaign)[-1] == Unit(
            name="xưởng Sen Mới", short="Sen Mới", level=BASE, parent="Liên đoàn Quận An"
        )
        assert here(seat) == "Sen Mới"
        await seat.press("ctrl+z")
        assert len(now(desk, campaign)) == 6


async def test_a_refusal_leaves_what_was_typed(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "a")
        await seat.comes("UnitForm")
        await seat.press("enter")
        assert told(seat) == "A unit needs a name; type its full name."
        await seat.type("LIÊN đoàn quận an")
        await seat.press("enter")
        assert "already" in told(seat)
        await seat.press("escape")
        await seat.comes("ConfirmLoss")
        await seat.press("n", "enter")
        await seat.comes("UnitForm")
        await seat.press("escape", "right", "enter")
        await seat.comes("UnitsScreen")
        assert len(now(desk, campaign)) == 6


async def test_another_name_level_and_parent(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "down", "e")
        await seat.comes("UnitForm")
        await seat.type(" Mới")
        await seat.press("tab", "tab", "enter")
        await choose(seat, "thanh pho")
        await seat.comes("UnitForm")  # and goes on to the next field
        await seat.press("enter")
        await seat.comes("Picker")
        assert "Lớp Bến" not in seat.text  # it is below
        await choose(seat, "none")
        await seat.comes("UnitForm")
        await seat.press("ctrl+s")
        await seat.comes("UnitsScreen")
        changed = next(u for u in now(desk, campaign) if u.short == "Quận An")
        assert (changed.name, changed.level, changed.parent) == ("Liên đoàn Quận An Mới", CITY, "")
        assert now(desk, campaign)[-1].parent == "Liên đoàn Quận An Mới"
        await seat.press("ctrl+z")
        assert now(desk, campaign) == campaign.units


async def test_a_unit_that_others_name_is_deleted_after_a_question(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "end", "up", "d")
        await seat.hears("Deleted: Công đoàn Xưởng Gạo")
        await seat.press("up", "d")
        await seat.comes("Confirm")
        assert "Units below it: 1" in seat.words
        await seat.press("n")
        await seat.comes("UnitsScreen")
        await seat.press("d")
        await seat.comes("Confirm")
        await seat.press("y")
        await seat.comes("UnitsScreen")
        assert next(u for u in now(desk, campaign) if u.short == "Xưởng Sen").parent == TOP
        await seat.press("ctrl+z", "ctrl+z")
        assert now(desk, campaign) == campaign.units
