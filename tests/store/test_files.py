"""Files outside the desk: read within bounds, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store import FileError
from store.atomic import free_name, replace_quickly
from store.file.checkpoint_rotation import UncertainCommitError
from store.paths import read_file
from store.safe_open import PRIVATE


def test_a_file_is_put_in_place_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "state.json"
    for text in (b"one", b"two"):
        replace_quickly(path, text, PRIVATE)
        assert path.read_bytes() == text
        assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_is_taken_gets_a_number(tmp_path):
    path = tmp_path / "desk.json.outside"
    assert free_name(path) == path
    path.touch()
    (tmp_path / "desk.json.outside-2").symlink_to("nowhere")
    assert free_name(path).name == "desk.json.outside-3"


def test_what_is_handed_over_is_read():
    out, into = os.pipe()
    os.write(into, "Tít".encode())
    os.close(into)
    assert read_file(Path(f"/dev/fd/{out}"), 100).decode() == "Tít"
    os.close(out)


def test_no_more_is_read_than_shows_that_it_is_too_much(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes(b"x" * 50)
    assert len(read_file(path, 10)) == 11
    with pytest.raises(FileError, match="There is no file"):
        read_file(tmp_path / "none.txt", 10)


def test_a_commit_that_may_have_failed_says_why():
    error = UncertainCommitError(OSError(28, "No space left on device"), None)
    assert (error.errno, error.strerror) == (28, "No space left on device")
