"""The ways from the palette: to the lists, a clone, a template."""

from __future__ import annotations

from datetime import date

from tests.tui.helpers import WIDE, seated
from tui import settings

from .hands import f6


class TestTheWays:
    async def test_to_the_lists(self, desk, lotus):
        async with seated(desk) as seat:
            await f6(seat, "edit days")
            await seat.comes("ListsScreen")

    async def test_to_a_clone(self, desk, lotus):
        async with seated(desk, size=WIDE) as seat:
            await f6(seat, "clone")
            await seat.comes("CloneScreen")
            await seat.sees("weekday kept", "Mon 3.5.2027", "Mon 1.5.2028")
            assert len(desk.campaigns) == 1
            await seat.press("tab", "tab", "enter")
            await seat.sees("Wed 3.5.2028")
            await seat.press("shift+tab", "shift+tab")
            seat.entry.text = ""
            await seat.type("12")
            assert "cannot be in the year 12" in seat.words
            seat.entry.text = ""
            await seat.type("2027")
            await seat.press("ctrl+s")
            assert "There is a campaign “Mùa sen 2027” already" in seat.words
            seat.entry.text = ""
            await seat.type("2028\n")
            await seat.comes("DeskScreen")
            assert "Mùa sen 2028" in seat.lines[0]
            assert {t.due for t in desk.tasks if t.campaign != lotus.id} == {
                date(2028, 5, 3),
                date(2028, 5, 7),
            }
            await seat.press("ctrl+z")
            assert len(desk.campaigns) == 1

    async def test_to_a_template_and_from_it(self, desk, lotus):
        async with seated(desk, size=WIDE) as seat:
            await f6(seat, "save as")
            await seat.comes("SaveTemplateScreen")
            await seat.press("enter")
            await seat.comes("DeskScreen")
            path = settings.templates_folder() / "mua-sen.toml"
            assert "Mùa sen {year}" in path.read_text(encoding="utf-8")
            await seat.hears("mua-sen.toml")
            await f6(seat, "new mua sen")
            await seat.comes("CampaignForm")
            seat.field("year").text = "2029"
            await seat.press("enter")
            await seat.comes("DeskScreen")
            assert "Mùa sen 2029" in seat.lines[0]

    async def test_a_template_is_not_written_over_unasked(self, desk, lotus, tmp_path):
        file = tmp_path / "sen.toml"
        file.write_text("của tôi", encoding="utf-8")
        async with seated(desk) as seat:
            await f6(seat, "save as")
            await seat.comes("SaveTemplateScreen")
            seat.entry.text = str(tmp_path / "sen")
            await seat.press("enter")
            await seat.comes("ConfirmLoss")
            await seat.press("n", "enter")
            await seat.comes("SaveTemplateScreen")
            assert file.read_text(encoding="utf-8") == "của tôi"
            await seat.press("enter")
            await seat.comes("ConfirmLoss")
            await seat.press("right", "enter")
            await seat.comes("DeskScreen")
            assert "Mùa sen" in file.read_text(encoding="utf-8")

    async def test_where_no_template_can_go(self, desk, lotus, tmp_path):
        (tmp_path / "tệp").write_text("", encoding="utf-8")
        async with seated(desk) as seat:
            await f6(seat, "save as")
            await seat.comes("SaveTemplateScreen")
            seat.entry.text = str(tmp_path / "tệp" / "sen.toml")
            await seat.press("enter")
            await seat.until(lambda: "is a file, not a folder" in seat.words, "the sentence")
            seat.entry.text = ""
            await seat.press("enter")
            await seat.until(lambda: "Name the file that" in seat.words, "the sentence")

    async def test_a_template_from_a_mail(self, desk, lotus, tmp_path):
        file = tmp_path / "thu của bạn.toml"
        file.write_text('version = 2\nname = "Mùa thu {year}"\nstart = "31.2"\n', encoding="utf-8")
        async with seated(desk, size=WIDE) as seat:
            await f6(seat, "from a template")
            await seat.comes("CampaignForm")
            await seat.press("enter")
            assert "Name the template's file" in seat.words
            seat.field("file").text = str(file)
            await seat.press("enter")
            assert "line 3 (start): there is no day “31.2”" in seat.words
            file.write_text('version = 2\nname = "Mùa thu {year}"\n', encoding="utf-8")
            await seat.press("enter")
            await seat.comes("DeskScreen")
            assert "Mùa thu 2027" in seat.lines[0]

    async def test_a_wrong_one_in_the_folder_is_refused_when_it_is_used(self, desk, lotus):
        folder = settings.templates_folder()
        folder.mkdir(parents=True)
        (folder / "hong.toml").write_text("name = ", encoding="utf-8")
        async with seated(desk, size=WIDE) as seat:
            await f6(seat, "new hong")
            await seat.comes("CampaignForm")
            await seat.press("enter")
            assert "is not TOML: line 1" in seat.words  # the path may be broken anywhere

    async def test_without_a_campaign_there_is_less_to_do(self, desk):
        async with seated(desk) as seat:
            await seat.press("escape")
            await seat.press("f6")
            await seat.comes("Picker")
            assert "Clone" not in seat.text
            assert "from a template's file" in seat.text
