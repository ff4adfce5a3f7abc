"""Readers beside the writer of a desk: they follow, and never see half a save."""

from __future__ import annotations

import contextlib
import os
import random
from pathlib import Path

import pytest

from store.file import journal
from store.file.storage import DeskStorage

from .faults import copied, copy_desk, document, put, saved


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_a_reader_follows_the_writer(tmp_path, seed):
    """At every one of 200 steps it shows what the writer shows, and is told what has changed."""
    chance = random.Random(seed)
    path = tmp_path / "desk.json"
    writer = DeskStorage(path)
    reader = DeskStorage(path, read_only=True)
    shown = copied(reader.tables)
    for step in range(200):
        for _ in range(chance.randrange(3)):
            documents = {
                str(chance.randrange(30)): document(step, chance.randrange(2000))
                if chance.random() < 0.7
                else None
                for _ in range(chance.randrange(1, 4))
            }
            writer.commit({chance.choice(["bài", "việc", "tin"]): documents})
        kind = chance.random()
        if kind < 0.1:
            assert writer.checkpoint()
        elif kind < 0.14:
            writer.close()
            writer = DeskStorage(path)
            assert writer.findings == ()
        elif kind < 0.17:
            newest = list(journal.journals(path).values())[-1:]
            for gone in newest:  # the next save begins a new one
                gone.unlink()
            writer.commit({"bài": {"1": document(step)}})
        elif kind < 0.2:
            os.utime(path, ns=(step, step)) if path.exists() else None
            if writer.outside():
                writer.outside_taken()
        changes = reader.follow()
        assert copied(reader.tables) == copied(writer.tables), step
        shown = put(shown, changes)
        assert shown == copied(reader.tables), f"what follow gave at {step} is not all"
    assert reader.follow() == {}
    writer.close()
    reader.follow()
    assert copied(reader.tables) == copied(writer.tables)
    reader.close()


def test_a_reader_sees_only_whole_lines(tmp_path, monkeypatch):
    """The writer is in the middle of a line: the reader has what was before."""
    writer = DeskStorage(tmp_path / "desk.json")
    writer.commit({"bài": {"1": document(1)}})
    reader = DeskStorage(writer.path, read_only=True)
    real, seen = os.pwrite, []

    def by_pieces(handle: int, data: bytes, place: int) -> int:
        seen.append(reader.follow())
        return real(handle, data[:100], place)

    monkeypatch.setattr(os, "pwrite", by_pieces)
    writer.commit({"bài": {"1": document(2, 3000)}})
    monkeypatch.undo()
    assert len(seen) > 20
    assert not any(seen)
    assert reader.follow() == {"bài": {"1": document(2, 3000)}}
    writer.close()


def test_a_reader_may_be_overtaken_by_checkpoints(tmp_path, monkeypatch):
    """Between its looking which journals there are and reading them, some are deleted."""
    writer = DeskStorage(tmp_path / "desk.json")
    writer.commit({"bài": {"1": document(1)}})
    real, number = journal.journals, 1

    def and_then_they_change(desk: Path) -> dict[int, Path]:
        nonlocal number
        lie = real(desk)
        monkeypatch.setattr(journal, "journals", real)
        for _ in range(3):
            number += 1
            writer.commit({"bài": {"1": document(number)}})
            assert writer.checkpoint()
        return lie

    monkeypatch.setattr(journal, "journals", and_then_they_change)
    reader = DeskStorage(writer.path, read_only=True)
    assert copied(reader.tables) == copied(writer.tables)
    writer.close()


def test_a_save_is_not_written_into_a_journal_that_is_cleared(tmp_path):
    """The smallest case: the journals are gone, and the new one is as old as they were."""
    storage = DeskStorage(tmp_path / "desk.json")
    for number in range(2):
        assert saved(storage, number)
        assert storage.checkpoint()
    for gone in journal.journals(storage.path).values():
        gone.unlink()
    assert saved(storage, 2)
    assert journal.journals(storage.path), "what was just confirmed lies somewhere"
    desk = copy_desk(storage.path, tmp_path / "killed")
    storage.close()
    with contextlib.closing(DeskStorage(desk)) as again:
        assert {*again.tables["bài"]} == {"0", "1", "2"}
