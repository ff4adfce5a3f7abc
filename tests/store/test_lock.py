"""One writer a desk, readers beside it, and one lock whatever the path to it."""

from __future__ import annotations

import os
import re

import pytest

from store import Article, Change, FileError, SaveError, open_desk
from store.errors import ReadOnlyError

from .disk import headlines, in_file, lies_there, one_sentence, python

HOLDER = """
import sys
from store import Article, open_desk
desk = open_desk(sys.argv[1])
desk.records.add(Article(headline="một"))
print("open", flush=True)
for line in sys.stdin:
    desk.records.add(Article(headline=line.strip()))
    print("saved", flush=True)
desk.close()
print("closed", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(desk_path):
    """Another process that has the desk open for writing."""
    with python(HOLDER, desk_path) as process:
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_second_writer_is_refused_and_told_who_has_the_desk(desk_path, holder):
    before = lies_there(desk_path.parent)
    for _ in range(2):
        with pytest.raises(ReadOnlyError) as refusal:
            open_desk(desk_path)
        assert isinstance(refusal.value, FileError)
        sentence = one_sentence(refusal.value)
        assert sentence.startswith(f"The desk {desk_path} is open in another toasoan (process ")
        assert f"(process {holder.pid} on " in sentence
        assert re.search(r"since [0-9]{2}:[0-9]{2}\); close it first\.$", sentence)
    assert lies_there(desk_path.parent) == before


def test_a_reader_works_beside_the_writer(desk_path, holder):
    with open_desk(desk_path, read_only=True) as reader:
        assert headlines(reader) == ["một"]
        print("hai", file=holder.stdin, flush=True)
        assert holder.stdout.readline() == "saved\n"
        assert headlines(reader) == ["một"]
        heard: list[Change] = []
        reader.records.listen(heard.append)
        reader.file.follow()
        assert headlines(reader) == ["một", "hai"]
        assert [change.tables for change in heard] == [{"articles"}]
        reader.file.follow()  # nothing new
        assert len(heard) == 1
        with pytest.raises(SaveError):
            reader.records.add(Article(headline="ba"))
    with open_desk(desk_path, read_only=True) as reader:
        assert headlines(reader) == ["một", "hai"]


def test_the_lock_is_free_when_the_writer_closes_or_dies(desk_path, holder):
    holder.stdin.close()
    assert holder.stdout.readline() == "closed\n"
    with open_desk(desk_path) as desk:
        assert headlines(desk) == ["một"]
    with python(HOLDER, desk_path) as second:
        assert second.stdout.readline() == "open\n"
        second.kill()
        second.wait()
        with open_desk(desk_path) as desk:
            assert headlines(desk) == ["một", "một"]


def test_a_desk_is_opened_once_in_a_process_too(desk, desk_path):
    with pytest.raises(FileError, match=f"process {os.getpid()} "):
        open_desk(desk_path)
    desk.close()
    with open_desk(desk_path):
        pass


def test_a_lock_file_that_nobody_can_read_still_locks(desk, desk_path):
    lock = desk_path.with_name(desk_path.name + ".lock")
    for content in (b"", b"\xff\xfe", b'{"host": "\xff", "process": 1}', b"[1]"):
        lock.write_bytes(content)
        with pytest.raises(FileError, match="open in another toasoan; close it first"):
            open_desk(desk_path)


def test_a_link_to_a_desk_is_that_desk(desk, desk_path, tmp_path):
    link = tmp_path / "nơi khác" / "link.json"
    link.parent.mkdir()
    link.symlink_to(desk_path)
    desk.records.add(Article(headline="một"))
    with pytest.raises(FileError, match="open in another toasoan"):  # not two writers of one file
        open_desk(link)
    desk.close()
    with open_desk(link) as linked:
        linked.records.add(Article(headline="hai"))
        linked.file.checkpoint()
        other = desk_path.read_bytes().replace("một".encode(), b"1")
        desk_path.write_bytes(other)
        linked.records.add(Article(headline="ba"))
        linked.file.external.merge()
        (kept,) = desk_path.parent.glob("*.outside-*")
        assert kept.read_bytes() == other
        assert not kept.is_symlink()
    assert link.is_symlink()
    assert not desk_path.is_symlink()
    assert in_file(desk_path) == ["1", "hai", "ba"]
    assert list(link.parent.iterdir()) == [link]


def test_a_linked_folder_has_one_lock_too(desk, desk_path, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(FileError, match="open in another toasoan"):
        open_desk(tmp_path / "link" / desk_path.name)


def test_a_desk_is_found_again_when_the_program_goes_to_another_folder(tmp_path, monkeypatch):
    (tmp_path / "đây").mkdir()
    monkeypatch.chdir(tmp_path)
    with open_desk("desk.json") as desk:
        monkeypatch.chdir(tmp_path / "đây")
        desk.records.add(Article(headline="một"))
        desk.file.checkpoint()
        assert in_file(tmp_path / "desk.json") == ["một"]
    assert list((tmp_path / "đây").iterdir()) == []
