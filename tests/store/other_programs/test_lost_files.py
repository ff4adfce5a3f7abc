"""A desk file that another program deleted, emptied or put back older."""

from __future__ import annotations

import shutil

import pytest
from tinydb import TinyDB

from store import Article, open_desk

from ..outside import OLD, OURS, THEIRS, bodies, edit, kept_files, set_body, told, where


def test_an_older_copy_brings_nothing_back_that_we_deleted(desk, desk_path, clock):
    one = desk.records.add(Article(headline="a", body=OLD))
    desk.file.checkpoint()
    older = desk_path.read_bytes()
    clock.wait()
    desk.records.change(one, body=OURS)
    desk.file.checkpoint()
    desk.articles.remove(one)
    desk_path.write_bytes(older)
    desk.file.external.merge()
    assert bodies(desk) == {}
    assert any("older copy" in sentence for sentence in told(desk))
    assert where(desk, OLD) == {"kept file"}


def test_a_file_deleted_while_open_comes_back(desk, desk_path, clock):
    desk.records.add(Article(headline="một"))
    desk.file.checkpoint()
    desk_path.unlink()
    assert desk.file.is_behind
    desk.records.add(Article(headline="hai"))
    desk.file.checkpoint()
    with TinyDB(desk_path, access_mode="r", encoding="utf-8") as stock:
        assert [d["headline"] for d in stock.table("articles")] == ["một", "hai"]
    assert kept_files(desk_path) == []


@pytest.mark.parametrize("when", ["open", "closed"])
def test_a_private_desk_that_was_deleted_comes_back_private(desk, desk_path, clock, when):
    desk.records.add(Article(headline="một"))
    desk_path.chmod(0o600)
    desk.records.add(Article(headline="hai"))
    desk.file.checkpoint()
    if when == "closed":
        desk.close()
    desk_path.unlink()
    again = desk if when == "open" else open_desk(desk_path, clock=clock)
    again.records.add(Article(headline="ba"))
    again.close()
    assert desk_path.stat().st_mode & 0o7777 == 0o600


def test_an_older_copy_does_not_take_back_what_a_script_has_changed(desk, desk_path, clock):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.close()
    older = desk_path.read_bytes()
    edit(desk_path, set_body("a", THEIRS))
    clock.wait()
    open_desk(desk_path, clock=clock).close()
    desk_path.write_bytes(older)
    with open_desk(desk_path, clock=clock) as again:
        assert bodies(again) == {"a": THEIRS}
        assert "older copy" in " ".join(told(again))


@pytest.mark.parametrize("how", ["gone", "empty"])
@pytest.mark.parametrize("backups_are_there", [True, False])
def test_without_desk_and_generation_before_the_rest_is_still_a_desk(
    desk, desk_path, clock, how, backups_are_there
):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    for headline in "xyz":  # until no journal has the first article any more
        desk.file.checkpoint()
        desk.records.add(Article(headline=headline))
    desk.close()  # with a dated backup, of the first checkpoint
    with open_desk(desk_path, clock=clock) as desk:
        desk.records.add(Article(headline="b", body=OURS))
        killed = desk_path.parent / "killed"
        shutil.copytree(desk_path.parent, killed, ignore=shutil.ignore_patterns("killed", "*.lock"))
    for name in ("desk.json", "desk.json.prev"):
        if how == "gone":
            (killed / name).unlink()
        else:
            (killed / name).write_bytes(b"")
    if not backups_are_there:
        shutil.rmtree(killed / "desk.json.backups")
    with open_desk(killed / "desk.json", clock=clock) as again:
        found = bodies(again)
        assert found["b"] == OURS
        assert ("a" in found) == backups_are_there
        assert "made anew" in " ".join(told(again))
    with open_desk(killed / "desk.json", clock=clock) as once_more:
        assert bodies(once_more) == found


def test_an_empty_desk_beside_backups_says_where_they_are(desk, desk_path, clock):
    desk.records.add(Article(headline="a", body="Câu đầu."))
    desk.close()
    for path in desk_path.parent.glob("desk.json*"):
        if path.is_file():
            path.unlink()
    with open_desk(desk_path, clock=clock) as again:
        assert "there are backups" in " ".join(told(again))
