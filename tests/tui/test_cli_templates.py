"""The commands that make campaigns from campaigns: save-template, clone; and their own folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store import Campaign, Task, open_desk
from store.campaign_records import Day
from tests.tui.cli import put, refused
from tui import i18n, settings


@pytest.fixture
def lotus(desk_path):
    campaign = Campaign(
        name="Mùa sen 2027",
        year=2027,
        start=date(2027, 5, 1),
        phases=("làm",),
        anniversaries=(Day(name="Ngày Lao động", start=date(2027, 5, 1)),),
        milestones=(Day(name="Đại hội", start=date(2027, 10, 17)),),
    )
    tasks = [
        Task(campaign=campaign.id, title="Viết\tbài", phase="làm", due=date(2027, 5, 3)),
        Task(
            campaign=campaign.id,
            title="Chuyên trang",
            phase="làm",
            anchor="Đại hội",
            offset=-7,
            due=date(2027, 10, 10),
        ),
    ]
    put(desk_path, campaign, *tasks)
    return campaign


class TestSaveTemplate:
    def test_writes_a_file_that_can_be_used(self, cli, lotus, tmp_path):
        done = cli("campaign", "save-template", tmp_path / "sen")
        assert (done.code, done.err) == (0, "")
        assert done.lines == [str(tmp_path / "sen.toml")]
        made = cli("campaign", "new", "--template", tmp_path / "sen.toml", "--year", "2030")
        assert made.lines[0].endswith("\tMùa sen 2030")

    def test_leaves_another_file_alone(self, cli, lotus, tmp_path):
        file = tmp_path / "sen.toml"
        file.write_text("của tôi", encoding="utf-8")
        told = refused(cli("campaign", "save-template", file), "sen.toml is there already")
        assert "left as it is" in told
        assert file.read_text(encoding="utf-8") == "của tôi"
        assert cli("campaign", "save-template", file, "--replace").code == 0
        assert "Mùa sen {year}" in file.read_text(encoding="utf-8")

    def test_the_name_is_asked_for_where_there_are_several(self, cli, lotus, desk_path, tmp_path):
        put(desk_path, Campaign(name="Mùa thu", year=2027))
        refused(cli("campaign", "save-template", tmp_path / "x.toml"), "several campaigns")
        done = cli("campaign", "save-template", "--campaign", "mùa thu", tmp_path / "x.toml")
        assert done.code == 0

    def test_without_a_desk(self, cli, tmp_path):
        refused(cli("campaign", "save-template", tmp_path / "x.toml"), "There is no desk")

    def test_one_without_a_year(self, cli, desk_path, tmp_path):
        put(desk_path, Campaign(name="Mùa thu"))
        refused(cli("campaign", "save-template", tmp_path / "x.toml"), "has no year")
        assert not (tmp_path / "x.toml").exists()


class TestTheFolderOfOnesOwn:
    def test_is_told(self, cli):
        assert f"templates\t{settings.templates_folder()}" in cli("paths").lines

    def test_its_templates_are_known_by_their_names(self, cli, lotus):
        cli("campaign", "save-template", settings.templates_folder() / "mua-sen.toml")
        made = cli("campaign", "new", "--template", "mua-sen", "--year", "2031")
        assert made.lines[0].endswith("\tMùa sen 2031")
        told = refused(cli("campaign", "new", "--template", "mua-hoa", "--year", "2031"))
        assert "thang-cong-nhan, mua-sen." in told

    def test_a_wrong_one_names_its_line(self, cli, lotus):
        file = settings.templates_folder() / "hong.toml"
        file.parent.mkdir(parents=True)
        file.write_text('version = 2\nname = "x"\n\nstart = "31.2"\n', encoding="utf-8")
        told = refused(cli("campaign", "new", "--template", "hong", "--year", "2031"))
        assert f"{file}, line 4 (start): there is no day “31.2” in the calendar." in told

    def test_one_of_a_newer_version(self, cli, desk_path, tmp_path):
        file = tmp_path / "moi.toml"
        file.write_text('version = 9\nname = "x"\n', encoding="utf-8")
        told = refused(cli("campaign", "new", "--template", file, "--year", "2031"))
        assert "version 9, made for a newer toasoan; this one reads up to version 3" in told


class TestClone:
    def test_makes_a_campaign(self, cli, lotus, desk_path):
        done = cli("campaign", "clone", "--year", "2028")
        assert (done.code, done.err) == (0, "")
        assert done.lines[0].endswith("\tMùa sen 2028")
        with open_desk(desk_path, read_only=True) as desk:
            made = desk.campaigns.find("Mùa sen 2028")
            due = {task.title: task.due for task in desk.tasks if task.campaign == made.id}
        assert made.id == done.id
        assert due == {"Viết\tbài": date(2028, 5, 1), "Chuyên trang": None}

    def test_a_dry_run_says_what_why_and_writes_nothing(self, cli, lotus, desk_path):
        before = Path(desk_path).read_bytes()
        done = cli("campaign", "clone", "--year", "2028", "--dry-run")
        assert done.code == 0
        assert done.lines == [
            "Sat 1.5.2027\tMon 1.5.2028\tthe campaign's own day\tfirst day",
            "Sun 17.10.2027\t–\tfact of its year: open\tĐại hội",
            "Sat 1.5.2027\tMon 1.5.2028\tanniversary: date kept\tNgày Lao động",
            "Mon 3.5.2027\tMon 1.5.2028\tweekday kept\tViết bài",
            "Sun 10.10.2027\t–\thangs on Đại hội\tChuyên trang",
        ]
        assert "“Mùa sen 2028” would be new" in done.err
        assert Path(desk_path).read_bytes() == before

    def test_in_vietnamese(self, cli, lotus):
        done = cli("--lang", "vi", "campaign", "clone", "--year", "2028", "--dry-run")
        i18n.use("en")
        assert "T2 3.5.2027\tT2 1.5.2028\tgiữ thứ" in done.out.decode()

    def test_keeps_dates(self, cli, lotus, desk_path):
        cli("campaign", "clone", "--year", "2028", "--keep", "date", "--name", "Sen nở")
        with open_desk(desk_path, read_only=True) as desk:
            made = desk.campaigns.find("Sen nở")
            assert date(2028, 5, 3) in {t.due for t in desk.tasks if t.campaign == made.id}

    def test_refusals(self, cli, lotus, desk_path):
        refused(cli("campaign", "clone", "--year", "2027"), "There is a campaign “Mùa sen 2027”")
        refused(cli("campaign", "clone", "--year", "12"), "cannot be in the year 12")
        refused(cli("campaign", "clone", "--year", "x"))
        refused(cli("campaign", "clone"))
        refused(cli("campaign", "clone", "--year", "2028", "--campaign", "no"), "no campaign “no”")


def test_a_group_of_commands_is_one():
    from tui.cli.parser import parser

    _, commands = parser("0", lambda options, chosen: 0)
    assert commands.group("campaign", "x") is commands.group("campaign", "x")
