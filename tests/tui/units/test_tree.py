"""The tree of units."""

from store.campaign_records import Unit
from tests.store.test_units_csv import BASE
from tests.tui.helpers import NARROW, SIZES, WIDE, seated

from .hands import detail, here, put_campaign, row_of, shown, told, units


@SIZES
async def test_the_tree_and_what_each_unit_has_acknowledged(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await units(seat)
        assert "Units: Mùa sen" in seat.text
        assert "6 units · acknowledged everything: 0/5 · stops at 3 units ■" in seat.text
        assert shown(seat) == [
            *("LĐLĐ TP Mây", "Quận An", "Lớp Bến", "Quận Đông", "Xưởng Gạo", "Xưởng Sen"),
        ]
        assert here(seat) == "LĐLĐ TP Mây"
        assert "anh Hai 0900" in detail(seat)
        assert row_of(seat, "Quận An")[-3:] == ["■", "0/2", "–"]
        if size == NARROW:  # a parent counts what is below it, too
            assert row_of(seat, "Quận Đông")[-3:] == ["■", "1/2", "1/2"]
            assert row_of(seat, "LĐLĐ TP Mây")[-1] == "1/4"
        assert "with a piece out: 1" in seat.words
        assert "its own pieces out: 0/2" in detail(seat)
        assert "1/2 1/2" in " ".join(row_of(seat, "Xưởng Sen"))
        assert ("chị Ba" in seat.line(" Xưởng Sen ")) == (size == WIDE)
        await seat.press("end")
        assert detail(seat) == (
            "Công đoàn Xưởng Sen · not acknowledged: Rà bữa ăn · last word 20.4 9h · "
            "công đoàn cơ sở · chị Ba"
        )
        await seat.press("home", "down")
        assert "■ the chain stops here" in detail(seat)
        assert "1 unit below" in detail(seat)
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_without_units_it_says_what_to_do(desk):
    put_campaign(desk, units=())
    async with seated(desk) as seat:
        await units(seat)
        assert "No units yet." in seat.text
        assert "a adds the first one; i takes a list from a CSV file." in seat.text
        await seat.press("enter", "space", "e", "d", "left", "right", "x", "escape", "t")
        assert "No task of the campaign goes down the tree yet" in told(seat)


async def test_folding_hides_what_is_below(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "down", "left")
        assert shown(seat)[:3] == ["LĐLĐ TP Mây", "Quận An", "Quận Đông"]
        assert "▸ Quận An" in seat.text
        await seat.press("left")
        assert here(seat) == "LĐLĐ TP Mây"
        await seat.press("left")
        assert shown(seat) == ["LĐLĐ TP Mây"]
        await seat.press("right")
        assert shown(seat)[:3] == ["LĐLĐ TP Mây", "Quận An", "Quận Đông"]
        await seat.press("down", "right", "down")
        assert here(seat) == "Lớp Bến"


@SIZES
async def test_the_mouse_folds_on_the_arrow_and_chooses_elsewhere(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await units(seat)
        await seat.click("▾ Quận Đông")
        assert here(seat) == "Quận Đông"
        assert "Xưởng Sen" not in shown(seat)
        await seat.click("▸ Quận Đông")
        assert "Xưởng Sen" in shown(seat)
        await seat.click("Xưởng Sen")
        assert here(seat) == "Xưởng Sen"
        assert seat.top == "UnitsScreen"


async def test_a_filter_shows_what_matches_and_the_way_to_it(desk, campaign):
    async with seated(desk) as seat:
        await units(seat, "f")
        await seat.type("xuong chi ba")
        assert shown(seat) == ["LĐLĐ TP Mây", "Quận Đông", "Xưởng Sen"]
        await seat.type(" zz")
        assert "Nothing matches." in seat.text
        await seat.press(*["backspace"] * 3, "enter")
        assert seat.focus == "units"
        await seat.press("end", "escape")
        assert here(seat) == "Xưởng Sen"
        assert len(shown(seat)) == 6
        assert seat.top == "UnitsScreen"
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_odd_parents_are_marked_and_told(desk):
    odd = (
        Unit(name="Lạc", level=BASE, parent="Nhà Hoang"),
        Unit(name="Vòng", level=BASE, parent="Vòng"),
    )
    put_campaign(desk, units=odd)
    async with seated(desk) as seat:
        await units(seat)
        assert "⚠ Lạc" in seat.text
        assert "its parent “Nhà Hoang” is not among the units" in detail(seat)
        await seat.press("down")
        assert "it would stand below itself" in detail(seat)
