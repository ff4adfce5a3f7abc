"""`restore` shows what would change, and asks."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess

import pytest

from store import Article, open_desk
from tests.store.disk import failing
from tests.store.test_migrations import FIRST

from ..cli import HEADLINE, harmless, refused, running
from .hands import dated, headlines


def test_a_restore_shows_what_would_change_and_without_a_terminal_changes_nothing(
    cli, changed, desk_path, full_desk
):
    with open_desk(desk_path, read_only=True) as desk:
        (item,) = [item for item in desk.news if item.headline == "Tin mới"]
    before = desk_path.read_bytes()
    for stdin in (b"", b"y\n"):
        result = cli("restore", changed, stdin=stdin)
        refused(result, "Nothing has been changed; with --yes it is taken without asking.")
        assert result.lines == [
            f"+ Task  {full_desk[1].id[:6]}  {full_desk[1].title}",
            f"~ Article  {full_desk[3].id[:6]}  {HEADLINE}",
            f"- News item  {item.id[:6]}  Tin mới",
            "New: 1, changed: 1, to the bin: 1.",
        ]
        assert desk_path.read_bytes() == before


def test_a_restore_takes_it_and_says_where_the_desk_of_before_is(cli, changed, desk_path):
    before = json.loads(desk_path.read_bytes())
    result = cli("restore", changed, "--yes")
    assert result.code == 0
    (backup,) = [path for path in dated(desk_path) if json.loads(path.read_bytes()) == before]
    assert result.err == f"toasoan: Taken. The desk as it was is kept as {backup}.\n"
    assert HEADLINE in headlines(desk_path)
    with open_desk(desk_path, read_only=True) as desk:
        assert [entry.title for entry in desk.trash][-1:] == ["Tin mới"]
    again = cli("restore", changed, "--yes")
    assert (again.code, again.out) == (0, b"")
    assert "Nothing would change." in again.err
    back = cli("restore", backup, "--yes")
    assert back.code == 0
    assert "Tít sửa\x1b[2J" in headlines(desk_path)
    assert harmless(back.out.decode())


def answered(desk_path, copy, answer):
    """Restore in a terminal, where somebody gives an answer."""
    leader, follower = pty.openpty()
    with running(
        "--desk",
        desk_path,
        "restore",
        copy,
        stdin=follower,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as asking:
        os.close(follower)
        question = b""
        while not question.endswith(b"[y/N] "):
            read = os.read(asking.stderr.fileno(), 1000)
            assert read, question
            question += read
        listed = os.read(asking.stdout.fileno(), 10_000)
        assert b"changed: 1" in listed, "the list stands before the question"
        if answer is None:
            asking.send_signal(signal.SIGINT)
        else:
            os.write(leader, answer)
        code = asking.wait(120)
        err = asking.stderr.read().decode()
    os.close(leader)
    return code, err


@pytest.mark.parametrize("answer", [b"y\n", b"YES\n", "có\n".encode(), b" c \n"])
def test_a_yes_on_a_terminal_restores(changed, desk_path, answer):
    code, err = answered(desk_path, changed, answer)
    assert code == 0
    assert "Taken." in err
    assert HEADLINE in headlines(desk_path)


@pytest.mark.parametrize("answer", [b"\n", b"n\n", b"yeah\n", b"\x04", "không\n".encode(), None])
def test_anything_else_on_a_terminal_does_not(changed, desk_path, answer):
    before = desk_path.read_bytes()
    code, err = answered(desk_path, changed, answer)
    assert code == (130 if answer is None else 2)
    assert "Traceback" not in err
    assert answer is None or "Nothing has been changed" in err
    assert desk_path.read_bytes() == before


def test_what_cannot_be_restored_is_refused(cli, full_desk, desk_path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.json").write_bytes(b"[1]")
    (tmp_path / "0.json").write_bytes(b"")
    newer = b'{"_desk":{"1":{"app":"7.5","tables":{"articles":99}}}}'
    (tmp_path / "newer.json").write_bytes(newer)
    os.mkfifo(tmp_path / "ống")
    before = headlines(desk_path)
    for file, words in (
        ("không.json", "There is no file"),
        ("", "is a folder"),
        (tmp_path, "is a folder"),
        ("x.json", "is not a desk file"),
        ("0.json", "holds nothing"),
        ("newer.json", "toasoan 7.5"),
        ("ống", "is not a regular file"),
        ("/dev/null", "is not a regular file"),
        (desk_path, "is the desk itself"),
        ("desk.json", "is the desk itself"),
        ("~nobody-of-that-name/x", "no home folder"),
        ("a\x1b[2J", "a␛[2J"),
    ):
        for more in ((), ("--yes",)):
            result = cli("restore", file, *more)
            refused(result, words)
            assert result.out == b""
    assert headlines(desk_path) == before


@pytest.mark.parametrize("named", ["copy.json", "~/copy.json"])
def test_a_file_to_restore_may_be_named_in_short(
    cli, changed, desk_path, tmp_path, monkeypatch, home, named
):
    monkeypatch.chdir(tmp_path)
    shutil.copy(changed, home / "copy.json")
    assert cli("restore", named, "--yes").code == 0
    assert HEADLINE in headlines(desk_path)


def test_a_backup_of_the_first_release_is_restored_onto_a_new_desk(cli, desk_path):
    result = cli("restore", FIRST, "--yes")
    assert (result.code, result.err) == (0, "toasoan: Taken.\n")
    assert len(headlines(desk_path)) == len(headlines(FIRST)) > 0
    assert cli("doctor").code == 0


def test_a_restore_waits_for_the_app(cli, desk, desk_path, tmp_path):
    desk.records.add(Article(headline="một"))
    copy = tmp_path / "copy.json"
    desk.file.copies.save(copy)
    for command in (("restore", copy), ("restore", copy, "--yes"), ("compact",)):
        refused(cli(*command), "is open in another toasoan")


def test_a_restore_on_a_full_disk(cli, changed, desk_path):
    before = headlines(desk_path)
    for fault in ("write", "fdatasync"):
        with failing(fault, code=28):
            result = cli("restore", changed, "--yes")
        assert result.code == 2
        assert "Traceback" not in result.err
        assert headlines(desk_path) == before
        assert "Taken" not in result.err
