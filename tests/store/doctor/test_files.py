"""The files of a desk, damaged, torn, gone or edited from outside, and mended."""

from __future__ import annotations

import os
import shutil

import pytest

from store import Article, FileError, doctor, open_desk

from ..disk import one_sentence
from ..outside import THEIRS, bodies, edit, kept_files
from .findings import NONE, mended, only, said, wrong


def test_a_damaged_desk_file_is_made_anew_and_kept(written, clock):
    whole = written.read_bytes()
    damaged = whole[:40] + b"\0" * 200 + whole[240:]
    times = written.stat()
    written.write_bytes(damaged)
    os.utime(written, ns=(times.st_atime_ns, times.st_mtime_ns))
    found = wrong(written)
    assert "!!  The desk file is damaged or gone; it can be made anew" in found
    assert "has been made anew" not in found, "nothing has been done yet"
    text = mended(written, clock)
    assert "it has been made anew from the generation before" in text
    assert written.read_bytes() == whole
    (kept,) = kept_files(written)
    assert kept.read_bytes() == damaged
    assert f"ok  The desk file as it was found is kept as {kept}." in text
    assert f"ok  Kept from before: {kept}." in said(doctor.examine(written))


@pytest.mark.parametrize("how", ["gone", "emptied"])
def test_a_desk_file_that_is_gone_comes_back(written, clock, how):
    whole = written.read_bytes()
    if how == "gone":
        written.unlink()
    else:
        written.write_bytes(b"")
    assert "damaged or gone" in wrong(written)
    assert "made anew" in mended(written, clock)
    assert written.read_bytes() == whole


def test_a_torn_journal_is_cut_and_the_journal_kept(written, clock):
    desk = open_desk(written, clock=clock, keep=NONE)
    desk.records.add(Article(headline="Hai"))
    killed = written.parent / "killed"
    shutil.copytree(written.parent, killed, ignore=shutil.ignore_patterns("killed", "*.lock"))
    desk.close()
    path = killed / written.name
    log = max(killed.glob("*.j-*"))
    torn = log.read_bytes().rstrip(b"\0") + b'1234abcd {"save":99,"put":{"arti'
    log.write_bytes(torn)
    assert "The last entry of the journal" in wrong(path)
    text = mended(path, clock)
    (kept,) = kept_files(path)
    assert kept.read_bytes() == torn
    assert f"ok  The journal as it was found is kept as {kept}." in text
    with open_desk(path, clock=clock) as again:
        assert {article.headline for article in again.articles} == {"Một", "Hai"}


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_a_generation_before_that_could_not_help_is_noticed(written, clock, how):
    before = written.with_name("desk.json.prev")
    if how == "gone":
        before.unlink()
    else:
        before.write_bytes(before.read_bytes()[:-20])
    whole = written.read_bytes()
    assert "!!  The generation before is gone or damaged" in wrong(written)
    assert "ok  The generation before has been made anew." in mended(written, clock)
    assert written.read_bytes() == whole
    written.unlink()
    with open_desk(written, clock=clock) as desk:
        assert bodies(desk) == {"Một": "Câu thứ hai."}


def test_an_older_copy_in_its_place_is_told_as_it_stands(written, clock):
    older = written.with_name("desk.json.prev").read_bytes()
    written.write_bytes(older)
    found = said(doctor.examine(written))
    assert "has been put back" not in found
    with open_desk(written, clock=clock) as desk:
        assert bodies(desk) == {"Một": "Câu thứ hai."}


def test_an_edit_from_outside_is_no_damage_and_waits_for_the_app(written, clock):
    edit(written, lambda data: only(data, "articles")[1].update(body=THEIRS))
    assert wrong(written) == ""
    assert "Another program has changed the desk file" in said(doctor.examine(written))
    with open_desk(written, clock=clock) as desk:
        assert bodies(desk) == {"Một": THEIRS}


def test_a_repair_takes_an_edit_from_outside_in(written, clock):
    edit(written, lambda data: only(data, "articles")[1].update(body=THEIRS))
    assert "1 entries taken over" in said(doctor.repair(written, clock))
    with open_desk(written, clock=clock) as desk:
        assert bodies(desk) == {"Một": THEIRS}


def test_a_repair_of_records_does_not_lose_an_edit_from_outside(broken, clock):
    """What is mended is ours; the file in its place, which is theirs, must still be merged."""
    path = broken(lambda data: data["news"].update({"7": {"headline": "x"}}))
    assert "Entry 7" in mended(path, clock)
    with open_desk(path, clock=clock, keep=NONE) as desk:  # as a bug of ours would leave it
        desk.records.store.storage.commit({"news": {"8": b'{"headline":5}'}})
    edit(path, lambda data: only(data, "articles")[1].update(body=THEIRS))
    assert "Entry 8" in wrong(path)
    text = mended(path, clock)
    assert "Entry 8" in text
    assert "1 entries taken over" in text
    with open_desk(path, clock=clock) as desk:
        assert bodies(desk) == {"Một": THEIRS}
        assert THEIRS in [desk.revisions.of(a).state(-1).body for a in desk.articles]


def test_where_nothing_is_left_but_the_backups_the_newest_takes_its_place(written, clock):
    with open_desk(written, clock=clock, keep=NONE) as desk:
        desk.file.copies.back_up()
        clock.wait()
        desk.records.add(Article(headline="Hai"))
        newest = desk.file.copies.back_up()
    for file in written.parent.glob("desk.json.*"):
        if file.is_file():
            file.unlink()
    written.write_bytes(b"\0" * 3_000)
    found = wrong(written)
    assert "is not a desk file" in found
    assert f"There are backups of it; a repair puts the newest in its place: {newest}." in found
    assert f"ok  The newest backup stands in its place: {newest}." in mended(written, clock)
    with open_desk(written, clock=clock) as again:
        assert set(bodies(again)) == {"Một", "Hai"}
    assert [file.read_bytes() for file in kept_files(written)] == [b"\0" * 3_000]


def test_an_emptied_desk_file_that_has_backups_is_not_called_sound(written, clock):
    with open_desk(written, clock=clock, keep=NONE) as desk:
        newest = desk.file.copies.back_up()
    for file in written.parent.glob("desk.json*"):
        if file.is_file():
            file.unlink()
    with pytest.raises(FileError, match="but there are backups of it") as refusal:
        doctor.examine(written)
    assert str(newest) in one_sentence(refusal.value)
    with pytest.raises(FileError, match="but there are backups of it"):
        doctor.repair(written, clock)
    written.write_bytes(b"")
    assert f"toasoan restore {newest}" in wrong(written)
