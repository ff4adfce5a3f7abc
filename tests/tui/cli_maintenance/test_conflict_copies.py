"""The copies that a sync service makes."""

from __future__ import annotations

import shutil

import pytest

from store import Article, open_desk

from ..cli import refused
from .hands import NONE, copy_of, headlines

CONFLICT = "desk.sync-conflict-20261128-230000-ABCDEFG.json"


@pytest.fixture
def conflict_copy(full_desk, desk_path):
    elsewhere = desk_path.parent / "máy khác"
    elsewhere.mkdir()
    copy = copy_of(desk_path, elsewhere / "desk.json", Article(headline="Tin máy khác"))
    return shutil.copy(copy, desk_path.with_name(CONFLICT))


def test_the_doctor_names_a_conflict_copy(cli, conflict_copy):
    result = cli("doctor")
    assert result.code == 1
    (bad,) = [line for line in result.lines if line.startswith("!!  ")]
    assert CONFLICT in bad
    assert "here: 1. " in bad


@pytest.mark.parametrize("is_named", [True, False])
def test_a_conflict_copy_is_taken_in(cli, conflict_copy, desk_path, is_named):
    result = cli("take-in", *([conflict_copy] if is_named else []))
    assert result.code == 0
    assert result.lines == [f"{CONFLICT}: entries taken: 1, to be decided (Ctrl+D): 0."]
    assert "is kept as" in result.err
    assert "Tin máy khác" in headlines(desk_path)
    assert not conflict_copy.exists()
    again = cli("take-in")
    assert (again.code, again.out) == (0, b"")
    assert cli("doctor").code == 0


@pytest.mark.parametrize("what", ["no such file", "no desk", "another desk", "the desk itself"])
def test_what_is_no_copy_is_refused(cli, full_desk, desk_path, tmp_path, what):
    file = tmp_path / "desk (1).json"
    if what == "no desk":
        file.write_bytes(b"x")
    elif what == "another desk":
        with open_desk(file, keep=NONE) as other:
            other.records.add(Article(headline="lạ"))
    elif what == "the desk itself":
        file = desk_path
    before = headlines(desk_path)
    refused(cli("take-in", file))
    assert headlines(desk_path) == before
