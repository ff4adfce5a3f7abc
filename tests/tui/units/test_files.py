"""Lists of units come in and go out."""

from store.campaigns.units_csv import UnitsImport
from tests.store.test_units_csv import BASE, HEAD, many
from tests.tui.helpers import SIZES, seated
from tui.dialogs.files import units_file

from .hands import now, put_campaign, shown, told, units


@SIZES
async def test_a_list_is_looked_at_and_then_taken(desk, campaign, tmp_path, size):
    file = tmp_path / "đơn vị.csv"
    file.write_text(
        f"{HEAD}\nXưởng Mới,Mới,{BASE},Quận An,\nXưởng Mới,,{BASE},,\nXưởng Lạc,,{BASE},Hoang,\n"
        f"Công đoàn Lớp Bến,Lớp Bến,{BASE},Quận An,cô Tư\n",
        encoding="utf-8",
    )
    async with seated(desk, size=size) as seat:
        await units(seat, "i")
        await seat.comes("UnitsImportScreen")
        entry, about = seat.field("units-file").region, seat.field("about").region
        assert about.y == entry.bottom + 1, "a single blank line"
        await seat.press("enter")
        assert told(seat) == "Name a CSV file of units."
        await seat.paste(str(tmp_path / "nowhere.csv"))
        await seat.press("enter")
        assert "There is no file" in told(seat)
        await seat.press("ctrl+a", "backspace")
        seat.field("units-file").text = ""
        await seat.paste(str(file))
        await seat.press("enter")
        await seat.sees("New: 2, changed: 1, as they were: 0, refused: 1, to look at: 1.")
        assert "Line 3: “Xưởng Mới” stands on line 2 already" in seat.words
        assert "– → cô Tư" in seat.words
        assert now(desk, campaign) == campaign.units
        await seat.press("enter")
        await seat.comes("UnitsScreen")
        assert len(now(desk, campaign)) == 8
        assert "⚠ Xưởng Lạc" in seat.text
        await seat.press("ctrl+z")
        assert now(desk, campaign) == campaign.units


async def test_a_file_that_is_none_is_refused_in_a_sentence(desk, campaign, tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(b"\x89PNG\xff\n")
    async with seated(desk) as seat:
        await units(seat, "i")
        await seat.paste(str(file))
        await seat.press("enter")
        await seat.until(lambda: "not readable text" in told(seat))
        file.write_text("a,b\n1,2\n")
        await seat.press("enter")
        await seat.until(lambda: "does not say what its columns are" in told(seat))
        await seat.press("escape")


async def test_reading_a_long_list_is_stopped_with_esc(desk, campaign, tmp_path, monkeypatch):
    def endless(data, campaign, name, progress):
        while progress(7, 10_000):
            pass
        return UnitsImport()

    monkeypatch.setattr(units_file, "read_units", endless)
    (tmp_path / "a.csv").write_text(HEAD)
    async with seated(desk) as seat:
        await units(seat, "i")
        await seat.paste(str(tmp_path / "a.csv"))
        await seat.press("enter")
        await seat.sees("Reading 7 of 10,000 … Esc stops.")
        await seat.press("enter", "escape")
        await seat.sees("Stopped; nothing has changed.")
        await seat.press("escape")
        if seat.top == "ConfirmLoss":
            await seat.press("right", "enter")
        await seat.comes("UnitsScreen")
    assert now(desk, campaign) == campaign.units


async def test_ten_thousand_units_in_the_app(desk, tmp_path):
    campaign = put_campaign(desk)
    (tmp_path / "many.csv").write_bytes(many())
    async with seated(desk) as seat:
        await units(seat, "i")
        await seat.paste(str(tmp_path / "many.csv"))
        await seat.press("enter")
        await seat.sees("New: 10,000, changed: 0, as they were: 0, refused: 49, to look at: 97.")
        await seat.press("enter")
        await seat.comes("UnitsScreen")
        assert len(now(desk, campaign)) == 10_006
        assert "10,006 units" in seat.text
        head = seat.line("Out/all")
        assert seat.line("LĐLĐ TP Mây").rindex("–") == head.index("Out/all") + len("Out/all") - 1
        assert len(shown(seat)) < 500  # folded below the level that branches
        await seat.press("f")
        await seat.type("may so 4321")
        assert shown(seat)[-1] == "C4321"
        await seat.press("escape", "end", "left", "right")
        await seat.press("ctrl+z")
        assert now(desk, campaign) == campaign.units
        assert len(shown(seat)) <= 6


async def test_the_list_is_written_out(desk, campaign, tmp_path):
    async with seated(desk) as seat:
        for answer in (None, "enter"):
            await units(seat) if answer is None else None
            await seat.press("x")
            await seat.comes("UnitsExportScreen")
            seat.field("file").text = ""
            await seat.paste(str(tmp_path / "ra" / "don-vi.csv"))
            await seat.press("enter")
            if answer:
                await seat.comes("ConfirmLoss")
                await seat.press("right", answer)
            await seat.comes("UnitsScreen")
        await seat.hears("Written: ")
        data = (tmp_path / "ra" / "don-vi.csv").read_bytes()
        assert data.decode("utf-8-sig").startswith("name,short,level,parent,contact\r\n")
        await seat.press("x")
        seat.field("file").text = ""
        await seat.paste(str(tmp_path))
        await seat.press("enter")
        await seat.until(lambda: "cannot be the name of a file" in told(seat))
        await seat.press("escape")
