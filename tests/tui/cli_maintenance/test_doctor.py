"""`doctor` and `repair`: what is wrong, and what is no desk."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from pathlib import Path

import pytest
from tinydb import TinyDB

from store import Article, open_desk
from tests.store.disk import lies_there
from tests.store.test_migrations import FIRST

from ..cli import refused, toasoan
from .hands import NONE, dated


def spoil(path, change):
    """Let a desk file hold what `change` makes of it, and nothing lie beside it."""
    data = json.loads(path.read_bytes())
    change(data)
    for file in path.parent.glob(f"{path.name}*"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    path.write_text(json.dumps(data), encoding="utf-8")


def test_the_doctor_finds_a_sound_desk_sound(cli, full_desk, desk_path):
    before = lies_there(desk_path.parent)
    code, out, err = cli("doctor")
    assert (code, err) == (0, "")
    for line in out.decode().splitlines():
        assert re.match(r"ok  \S.*\S$", line)
    assert "articles 2" in out.decode()
    assert "1 dated backups, the newest of 2027-04-20 " in out.decode()
    assert lies_there(desk_path.parent) == before
    program = toasoan("--desk", desk_path, "doctor")
    assert program == (0, out, "")


def test_the_doctor_says_what_is_wrong_and_how_to_mend_it(cli, full_desk, desk_path):
    spoil(desk_path, lambda data: data["articles"].update({"5": {"headline": "x\x1b[2J"}}))
    before = lies_there(desk_path.parent)
    result = cli("doctor")
    assert result.code == 1
    (bad,) = [line for line in result.lines if line.startswith("!!  ")]
    assert "Entry 5 of the table articles is not a valid record" in bad
    assert "toasoan doctor --repair mends what can be mended" in result.err
    assert result.err.count("\n") == 1
    assert lies_there(desk_path.parent) == before
    refused(cli("list", "articles"), "doctor --repair")
    repair = cli("doctor", "--repair")
    assert (repair.code, repair.err) == (0, "")
    assert bad in repair.lines
    assert f"ok  Mended. The desk as it was is kept as {dated(desk_path)[0]}." in repair.lines
    assert len(cli("list", "articles").lines) == 2
    again = cli("doctor", "--repair")
    assert again.code == 0
    assert again.lines[0] == "ok  There was nothing to mend."
    assert not [line for line in again.lines if line.startswith("!!")]
    assert cli("doctor").code == 0


def test_what_was_put_aside_is_in_the_file_for_who_can_read_it(cli, full_desk, desk_path):
    spoil(desk_path, lambda data: data["articles"].update({"5": {"body": "Một câu quý."}}))
    cli("doctor", "--repair")
    with TinyDB(desk_path, access_mode="r", encoding="utf-8") as stock:
        (kept,) = stock.table("_unreadable").all()
    assert json.loads(kept["document"]) == {"body": "Một câu quý."}


def test_a_mended_desk_opens_with_all_that_is_left(cli, full_desk, desk_path):
    spoil(desk_path, lambda data: data["tasks"].update({"5": 5}) or data["campaigns"].clear())
    assert cli("doctor").code == 1
    assert cli("list", "tasks").code == 2
    assert cli("doctor", "--repair").code == 0
    made = cli("list", "campaigns", "--json").json
    assert [campaign["name"] for campaign in made] == [f"? {full_desk[0].id[:6]}"]
    assert len(cli("list", "tasks").lines) == 2


def test_the_doctor_beside_an_open_desk(cli, desk, desk_path):
    desk.records.add(Article(headline="một"))
    before = lies_there(desk_path.parent)
    result = cli("doctor")
    assert (result.code, result.err) == (0, "")
    assert "articles 1" in result.out.decode()
    refused(cli("doctor", "--repair"), "is open in another toasoan", f"process {os.getpid()} ")
    assert lies_there(desk_path.parent) == before


def test_the_doctor_beside_a_program_that_saves_all_the_time(desk_path, tmp_path):
    desk = open_desk(desk_path, keep=NONE)
    article = desk.records.add(Article(headline="một"))
    stop = threading.Event()

    def save():
        number = 0
        while not stop.is_set():
            number += 1
            desk.records.change(article, body=f"{number} " * 5_000)
            if number % 20 == 0:
                desk.file.checkpoint()

    saving = threading.Thread(target=save)
    saving.start()
    try:
        for _ in range(4):
            result = toasoan("--desk", desk_path, "doctor")
            assert (result.code, result.err) == (0, ""), result.out.decode()
            assert b"!!" not in result.out
    finally:
        stop.set()
        saving.join()
        desk.close()


def test_a_torn_journal_is_found_and_mended(cli, desk, desk_path, tmp_path):
    desk.records.add(Article(headline="một"))
    killed = tmp_path / "killed" / "desk.json"
    shutil.copytree(tmp_path, killed.parent, ignore=shutil.ignore_patterns("killed", "*.lock"))
    (log,) = killed.parent.glob("*.j-*")
    log.write_bytes(log.read_bytes().rstrip(b"\0")[:-9])
    result = cli("--desk", killed, "doctor")
    assert result.code == 1
    assert any(line.startswith("!!  The last entry of the journal") for line in result.lines)
    assert cli("--desk", killed, "doctor", "--repair").code == 0
    assert cli("--desk", killed, "doctor").code == 0


def test_where_there_is_no_desk_every_one_says_so_and_makes_none(cli, desk_path, tmp_path):
    for command in (("doctor",), ("doctor", "--repair"), ("backup",), ("backup", "--to", "x.json")):
        refused(cli(*command), f"There is no desk {desk_path} yet.")
    assert list(tmp_path.iterdir()) == []
    refused(cli("compact"), f"There is no desk {desk_path} yet.")
    assert not desk_path.exists()


def test_a_desk_of_no_bytes_is_a_new_desk(cli, desk_path):
    desk_path.write_bytes(b"")
    assert cli("doctor").code == 0
    assert cli("doctor", "--repair").code == 0
    assert cli("compact").code == 0
    assert desk_path.exists()


CARE = {
    "doctor": ("doctor",),
    "repair": ("doctor", "--repair"),
    "backup": ("backup",),
    "backup --to": ("backup", "--to", "copy.json"),
    "restore": ("restore", str(FIRST), "--yes"),
    "compact": ("compact",),
}


@pytest.mark.parametrize("arguments", CARE.values(), ids=CARE)
@pytest.mark.parametrize(
    "data", [b"[]", bytes(range(256)), b'{"_default": {"1": {"x": 1}}}'], ids=["a", "b", "c"]
)
def test_what_is_no_desk_is_refused_by_every_command(
    cli, arguments, data, desk_path, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    desk_path.write_bytes(data)
    result = cli(*arguments)
    refused(result, str(desk_path))
    assert result.out == b""
    assert desk_path.read_bytes() == data
    assert {path.name for path in tmp_path.iterdir()} <= {"desk.json", "desk.json.lock"}
    refused(cli("--desk", tmp_path, *arguments), "is a folder")


@pytest.mark.parametrize("arguments", [*CARE.values()][2:4], ids=[*CARE][2:4])
def test_a_newer_desk_can_be_backed_up_as_it_is(cli, arguments, desk_path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = b'{"_desk":{"1":{"app":"7.5","tables":{"articles":99}}},"new":{"1":{"x":1}}}'
    desk_path.write_bytes(data)
    result = cli(*arguments)
    assert result.code == 0
    assert "Please update toasoan" in result.err
    assert Path(result.lines[0]).read_bytes() == data


@pytest.mark.parametrize("command", ["doctor", "repair", "restore", "compact"])
def test_a_newer_desk_is_left_alone(cli, command, desk_path):
    data = b'{"_desk":{"1":{"app":"7.5","tables":{"articles":99}}},"new":{"1":{"x":1}}}'
    desk_path.write_bytes(data)
    refused(cli(*CARE[command]), "toasoan", "7.5", "lease update")
    assert desk_path.read_bytes() == data
