"""What the doctor leaves alone: no desk, a newer one, one in use, one on a full disk."""

from __future__ import annotations

import contextlib
import re

import pytest

from store import Article, DeskError, FileError, LockedError, ReadOnlyError, doctor

from ..disk import failing, lies_there, one_sentence, status
from .findings import is_sound, mended, only, wrong


def test_where_there_is_no_desk(tmp_path, clock):
    for path in (tmp_path / "desk.json", tmp_path / "a" / "b" / "desk.json"):
        for look in (doctor.examine, lambda path: doctor.repair(path, clock)):
            with pytest.raises(FileError) as refusal:
                look(path)
            assert one_sentence(refusal.value) == f"There is no desk {path} yet."
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_desk(tmp_path, clock):
    for look in (doctor.examine, lambda path: doctor.repair(path, clock)):
        with pytest.raises(FileError, match="is a folder"):
            look(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[1]", "is not a desk file"),
        (bytes(5000), "is not a desk file"),
        (b'{"_default": {"1": {"x": 1}}}', "not a desk of toasoan"),
    ],
)
def test_what_is_no_desk_is_refused_and_left_as_it_is(desk_path, clock, data, words):
    desk_path.write_bytes(data)
    before = status(desk_path)
    for look in (doctor.examine, lambda path: doctor.repair(path, clock)):
        with pytest.raises(FileError, match=words) as refusal:
            look(desk_path)
        one_sentence(refusal.value)
    assert status(desk_path) == before


def test_a_newer_desk_is_not_for_this_doctor(broken, clock):
    def from_the_future(data):
        data["_desk"]["1"] = {"app": "7.5", "tables": {"articles": 99}}
        only(data, "articles")[1]["status"] = "dreamt"

    path = broken(from_the_future)
    before = path.read_bytes()
    for look in (doctor.examine, lambda path: doctor.repair(path, clock)):
        with pytest.raises(ReadOnlyError) as refusal:
            look(path)
        assert "newer toasoan (7.5)" in one_sentence(refusal.value)
    assert path.read_bytes() == before


def test_an_open_desk_is_checked_but_not_mended(desk, desk_path, clock):
    desk.records.add(Article(headline="một"))
    before = lies_there(desk_path.parent)
    assert is_sound(desk_path)
    with pytest.raises(LockedError) as refusal:
        doctor.repair(desk_path, clock)
    assert "is open in another toasoan" in one_sentence(refusal.value)
    assert lies_there(desk_path.parent) == before


@pytest.mark.parametrize("fault", ["write", "pwrite", "fsync", "replace"])
@pytest.mark.parametrize("what", ["records", "desk file", "generation before"])
def test_a_repair_on_a_full_disk_leaves_everything_as_it_was(broken, written, clock, fault, what):
    path = written
    if what == "records":
        path = broken(lambda data: data["news"].update({"5": {"headline": "x"}}))
    elif what == "desk file":
        written.write_bytes(written.read_bytes()[:-10])
    else:
        written.with_name("desk.json.prev").unlink()
    found = wrong(path)
    before = lies_there(path.parent)
    with failing(fault, code=28), pytest.raises(DeskError) as refusal:
        doctor.repair(path, clock)
    one_sentence(refusal.value)
    after = lies_there(path.parent)
    new = {name for name in after if after[name] != before.get(name)}
    # A backup, the original once more, a save of nothing.
    assert all(re.search(r"\.(backups|damaged-.*|j-\d+)(/|$)", name) for name in new), new
    assert not [name for name in after if name.endswith(".tmp")]
    assert after.get(path.name) == before.get(path.name)
    assert wrong(path) == found
    with contextlib.suppress(FileExistsError):
        mended(path, clock)
