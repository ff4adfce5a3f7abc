"""Copies of a desk: made by hand and by themselves, beside whoever has it open."""

from __future__ import annotations

import os
import stat

import pytest
from tinydb import TinyDB

from store import Article, FileError, open_desk
from store.file.backups import Keep

from .copied import NONE, dated, state
from .disk import beside, failing, in_file, journals, lies_there, one_sentence, python

# --- a copy, also beside whoever has the desk open


def test_a_copy_beside_an_open_desk_has_its_journalled_saves(desk, desk_path, tmp_path, clock):
    desk.records.add(Article(headline="một"))
    desk.file.checkpoint()
    desk.records.add(Article(headline="hai"))
    assert in_file(desk_path) == ["một"]
    copy = tmp_path / "bản sao.json"
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        reader.file.copies.save(copy)
        taken = reader.file.copies.back_up()
    for path in (copy, taken):
        assert in_file(path) == ["một", "hai"]
        assert journals(path) == 0
        with open_desk(path, read_only=True, clock=clock) as opened:
            assert state(opened) == state(desk)
            assert opened.file.findings() == []
    assert dated(desk_path)[-1] == taken
    desk.records.add(Article(headline="ba"))
    desk.close()
    assert in_file(desk_path) == ["một", "hai", "ba"]
    assert beside(desk_path) == [copy.name]


def test_copies_while_another_process_saves_are_each_whole(desk_path, clock):
    writer = python(
        """
import sys
from store import Article, open_desk
with open_desk(sys.argv[1]) as desk:
    article = desk.records.add(Article(headline="một"))
    print("go", flush=True)
    for number in range(1, 100_000):
        desk.records.change(article, headline=str(number), body=f"{number} " * 3_000)
        if number % 50 == 0:
            desk.file.checkpoint()
""",
        desk_path,
    )
    try:
        assert writer.stdout.readline() == "go\n"
        for number in range(20):
            copy = desk_path.with_name(f"copy-{number}.json")
            with open_desk(desk_path, read_only=True, clock=clock) as reader:
                reader.file.copies.save(copy)
            with open_desk(copy, read_only=True, clock=clock) as opened:
                (article,) = opened.articles
                assert article.body in ("", f"{article.headline} " * 3_000)
    finally:
        writer.kill()
        writer.communicate()


def test_stock_tinydb_and_toasoan_open_and_write_a_copy(desk, tmp_path, clock):
    desk.records.add(Article(headline="một"))
    copy = tmp_path / "copy.json"
    desk.file.copies.save(copy)
    with TinyDB(copy, encoding="utf-8") as stock:
        stock.table("articles").update({"headline": "hai"})
    with open_desk(copy, clock=clock) as opened:
        opened.records.add(Article(headline="ba"))
    assert in_file(copy) == ["hai", "ba"]
    assert [article.headline for article in desk.articles] == ["một"]


def test_a_copy_never_writes_over_anything(desk, desk_path, tmp_path):
    desk.records.add(Article(headline="một"))
    there = tmp_path / "có.json"
    there.write_bytes(b"mine")
    desk.file.checkpoint()  # now the desk file has the very bytes of a copy
    link = tmp_path / "link.json"
    link.symlink_to(desk_path)
    before = lies_there(tmp_path)
    for path, words in (
        (there, "is there already"),
        (desk_path, "is the desk itself"),
        (link, "is the desk itself"),
        (tmp_path, "is a folder; name a file in it, such as"),
        (there / "x.json", "There is no folder"),
        (tmp_path / "a" / "x.json", "There is no folder"),
        (tmp_path / ("x" * 300), "cannot be written"),
    ):
        with pytest.raises(FileError, match=words) as refusal:
            desk.file.copies.save(path)
        one_sentence(refusal.value)
    assert lies_there(tmp_path) == before


def test_a_pipe_is_no_place_for_a_copy(desk, tmp_path):
    pipe = tmp_path / "ống"
    os.mkfifo(pipe)
    with pytest.raises(FileError, match="is there already"):
        desk.file.copies.save(pipe)
    assert pipe.is_fifo()


def test_who_may_not_read_the_desk_may_not_read_its_copies(desk, desk_path, tmp_path):
    desk.records.add(Article(headline="một"))
    desk_path.chmod(0o600)
    copy = tmp_path / "copy.json"
    desk.file.copies.save(copy)
    for path in (copy, desk.file.copies.back_up()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("fault", ["write", "fsync", "link"])
def test_a_full_disk_leaves_no_half_copy(desk, tmp_path, fault):
    desk.records.add(Article(headline="một"))
    before = lies_there(tmp_path)
    with failing(fault, code=28):
        for copy in (
            lambda: desk.file.copies.save(tmp_path / "copy.json"),
            desk.file.copies.back_up,
        ):
            if fault == "link":  # a disk without hard links, such as a stick
                copy()
                continue
            with pytest.raises(FileError, match="No space left") as refusal:
                copy()
            one_sentence(refusal.value)
    if fault != "link":
        assert lies_there(tmp_path) == before


def test_a_backup_of_a_desk_whose_file_is_gone(desk, desk_path, clock):
    desk.records.add(Article(headline="một"))
    desk.file.checkpoint()
    desk_path.unlink()
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        assert in_file(reader.file.copies.back_up()) == ["một"]


# --- by themselves


def test_one_at_the_first_close_and_not_again_within_the_hour(desk_path, clock):
    counts: list[int] = []
    for minutes in (0, 10, 49, 2):
        clock.wait(minutes)
        with open_desk(desk_path, clock=clock) as desk:
            desk.records.add(Article(headline=f"{minutes}"))
            assert len(dated(desk_path)) == (counts[-1] if counts else 0)
        counts.append(len(dated(desk_path)))
    assert counts == [1, 1, 1, 2]
    assert in_file(dated(desk_path)[-1]) == ["0", "10", "49", "2"]


def test_a_checkpoint_takes_one_too(desk, desk_path, clock):
    desk.records.add(Article(headline="một"))
    desk.file.checkpoint()
    assert len(dated(desk_path)) == 1
    clock.wait(61)
    desk.file.checkpoint()
    assert len(dated(desk_path)) == 1, "nothing has changed"
    desk.records.add(Article(headline="hai"))
    desk.file.checkpoint()
    assert [in_file(path) for path in dated(desk_path)] == [["một"], ["một", "hai"]]


def test_the_settings_say_how_many_stay(desk_path, clock):
    for number in range(6):
        with open_desk(desk_path, clock=clock, keep=Keep(hourly=2, daily=0, monthly=0)) as desk:
            desk.records.add(Article(headline=f"{number}"))
        clock.wait(60)
    assert [len(in_file(path)) for path in dated(desk_path)] == [5, 6]


def test_switched_off_none_is_made_or_deleted(desk_path, clock):
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        desk.records.add(Article(headline="một"))
        asked_for = desk.file.copies.back_up()
        clock.wait(60 * 24 * 900)
        desk.records.add(Article(headline="hai"))
    assert dated(desk_path) == [asked_for]


def test_reading_takes_none(desk_path, clock):
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        desk.records.add(Article(headline="một"))
    with open_desk(desk_path, read_only=True, clock=clock):
        pass
    assert dated(desk_path) == []
