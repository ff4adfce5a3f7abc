"""`backup`, and the backups by themselves."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from store import Article
from tests.store.disk import failing, lies_there, status
from tui import settings

from ..cli import HEADLINE, SHORT, put, refused
from .hands import NONE, dated, headlines


def test_a_backup_says_where_it_is(cli, full_desk, desk_path, tmp_path):
    settings_path = settings.settings_path()
    settings_path.parent.mkdir(parents=True)
    settings_path.write_text('{"backups": {"hourly": 0, "daily": 0, "monthly": 0}}')
    shutil.rmtree(f"{desk_path}.backups")
    result = cli("backup")
    assert (result.code, result.err) == (0, "")
    (path,) = dated(desk_path)
    assert result.lines == [str(path)]
    assert path.parent == desk_path.with_name("desk.json.backups")
    assert headlines(path) == headlines(desk_path)


@pytest.mark.parametrize("named", ["relative", "home", "absolute"])
def test_a_backup_goes_where_it_is_told(
    cli, full_desk, desk_path, tmp_path, monkeypatch, home, named
):
    monkeypatch.chdir(tmp_path)
    given, path = {
        "relative": ("copy.json", tmp_path / "copy.json"),
        "home": ("~/copy.json", home / "copy.json"),
        "absolute": (tmp_path / "copy.json", tmp_path / "copy.json"),
    }[named]
    result = cli("backup", "--to", given)
    assert (result.code, result.err) == (0, "")
    assert (tmp_path / result.lines[0]).samefile(path)
    assert headlines(path) == headlines(desk_path)
    before = status(path)
    put(desk_path, Article(headline="mới"))
    refused(cli("backup", "--to", given), "is there already")
    assert status(path) == before


def test_a_backup_is_never_put_where_something_is(cli, full_desk, desk_path, tmp_path):
    pipe = tmp_path / "ống"
    os.mkfifo(pipe)
    before = lies_there(tmp_path)
    for place, words in (
        (tmp_path, f"such as {tmp_path / 'desk.json'}."),
        (".", "is a folder"),
        ("", "is a folder"),
        (pipe, "is there already"),
        ("/dev/null", "is there already"),
        (desk_path, "is the desk itself"),
        (f"{desk_path}.prev", "is there already"),
        (f"{desk_path}.lock", "is there already"),
        (desk_path / "x", "There is no folder"),
        (tmp_path / "a" / "x.json", "There is no folder"),
        ("/proc/copy.json", "cannot be written"),
        ("~nobody-of-that-name/x", "no home folder"),
    ):
        result = cli("backup", "--to", place)
        refused(result, words)
        assert result.out == b""
    assert lies_there(tmp_path) == before


def test_a_backup_beside_an_open_desk(cli, desk, desk_path, tmp_path):
    desk.records.add(Article(headline="một"))
    desk.file.checkpoint()
    desk.records.add(Article(headline="hai"))
    for arguments in ((), ("--to", tmp_path / "copy.json")):
        result = cli("backup", *arguments)
        assert (result.code, result.err) == (0, "")
        assert headlines(Path(result.lines[0])) == ["một", "hai"]


def test_a_backup_on_a_full_disk(cli, full_desk, desk_path, tmp_path):
    before = lies_there(tmp_path)
    for arguments in (("backup",), ("backup", "--to", tmp_path / "copy.json")):
        with failing("write", code=28):
            result = cli(*arguments)
        assert result.code == 2
        assert "No space left on device" in result.err
    assert lies_there(tmp_path) == before


def test_backups_by_themselves_also_of_the_command_line(cli, page, desk_path):
    cli("import", page())
    cli("import", page(SHORT))
    assert [headlines(path) for path in dated(desk_path)] == [[HEADLINE]]


@pytest.mark.parametrize("chosen", [{}, {"hourly": 0, "daily": 0, "monthly": 0}])
def test_the_settings_say_whether_the_command_line_makes_backups(
    cli, page, desk_path, chosen, tmp_path
):
    path = settings.settings_path()
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"backups": chosen}))
    cli("import", page())
    cli("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027")
    cli("export", "--to", tmp_path / "ra")
    cli("compact")
    assert len(dated(desk_path)) == (0 if chosen else 1)


def test_what_the_app_is_told_in_its_settings_is_what_the_command_line_reads(cli, page, desk_path):
    settings.save(settings.Settings(backups=NONE))
    cli("import", page())
    assert dated(desk_path) == []
    settings.save(settings.Settings())
    cli("import", page(SHORT))
    assert len(dated(desk_path)) == 1
