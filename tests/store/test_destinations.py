"""What is to be said of a place before anything is written there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from store.destinations import Destination, file_destination, folder_destination
from tests.store.disk import failing


def told(found: Destination) -> str:
    sentence = str(found.told or "")
    assert not sentence or (sentence.endswith(".") and "\n" not in sentence)
    return sentence


def test_of_a_place_that_is_free_nothing_is_said(tmp_path):
    assert file_destination(tmp_path / "bài.txt") == Destination()
    assert folder_destination(tmp_path) == Destination()


def test_a_folder_is_no_file(tmp_path):
    found = file_destination(tmp_path)
    assert told(found).endswith("is a folder and cannot be the name of a file; name a file in it.")
    assert not found.is_possible


def test_a_missing_folder_is_told_and_made_or_not(tmp_path):
    folder = tmp_path / "a" / "b"
    for found in (folder_destination(folder), file_destination(folder / "c.txt")):
        assert told(found) == f"There is no folder {folder} yet; it will be made."
        assert found.is_possible
    found = file_destination(folder / "c.txt", makes_folders=False)
    assert told(found) == f"There is no folder {folder}; name a file in one that is there."
    assert not found.is_possible


def test_a_file_that_is_there(tmp_path):
    file = tmp_path / "có rồi.txt"
    file.touch()
    found = file_destination(file)
    assert (found.is_there, found.is_possible) == (True, True)
    assert "you are asked" in told(found)
    found = file_destination(file, may_replace=False)
    assert (found.is_there, found.is_possible) == (True, False)
    assert "choose another name" in told(found)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "tệp").touch()
    for found in (
        folder_destination(tmp_path / "tệp"),
        folder_destination(tmp_path / "tệp" / "a" / "b"),
        file_destination(tmp_path / "tệp" / "a.txt"),
    ):
        assert told(found) == f"{tmp_path / 'tệp'} is a file, not a folder; name a folder."
        assert not found.is_possible


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_name_that_cannot_be(tmp_path, name):
    found = file_destination(tmp_path / name)
    assert told(found) == f"“{name[:80]}” cannot be the name of a file here."
    assert not found.is_possible


# ---------------------------------------------------------------- who may write there


@pytest.fixture
def ordinary_user(tmp_path, monkeypatch):
    """Be no root, in a folder of root's."""
    monkeypatch.chdir(tmp_path)  # the way to it is closed to others
    tmp_path.chmod(0o555)
    if is_root := os.geteuid() == 0:
        os.seteuid(65534)
    yield
    if is_root:
        os.seteuid(0)
    tmp_path.chmod(0o755)


@pytest.mark.usefixtures("ordinary_user")
@pytest.mark.parametrize("path", ["a.txt", "b/a.txt"])
def test_what_only_others_may_write(path):
    found = file_destination(Path(path))
    assert told(found) == "Nothing can be written in .: Permission denied."
    assert not found.is_possible


def test_a_disk_that_only_root_would_find_read_only(tmp_path):
    with failing("open", code=errno.EROFS):
        found = file_destination(tmp_path / "a.txt")
    assert told(found) == f"Nothing can be written in {tmp_path}: Read-only file system."


@pytest.mark.parametrize("answer", [True, False])
def test_where_files_need_a_name_the_rights_decide(tmp_path, monkeypatch, answer):
    monkeypatch.setattr(os, "access", lambda *_given: answer)
    with failing("open", code=errno.EOPNOTSUPP):
        assert folder_destination(tmp_path).is_possible == answer


def test_looking_leaves_nothing_behind(tmp_path):
    before = tmp_path.stat()
    file_destination(tmp_path / "a.txt")
    file_destination(tmp_path / "b" / "a.txt")
    assert list(tmp_path.iterdir()) == []
    assert tmp_path.stat().st_mtime_ns == before.st_mtime_ns
