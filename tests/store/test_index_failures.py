"""What the index cannot do is a sentence, and never more: what is in it can be asked for still."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest

from store import Article, DeskError, NewsItem, open_desk
from store.search import index as index_module
from tests.faults.test_full import small_disk

from .disk import one_sentence

WORDS = "Làng chài dựng lại lồng bè"
ASKED = Article(headline="Lớp dạy đan lưới ở làng chài", body="Sửa phao để nuôi cá lồng bè.")


def item(number: int = 0, size: int = 20) -> NewsItem:
    """A news item whose words are all its own, so that an index grows by it."""
    draw = random.Random(number)
    text = " ".join("".join(draw.choices("aăâeêioôơuưy", k=5)) for _ in range(size))
    return NewsItem(headline=f"{WORDS} {number}", summary=f"Hợp tác xã sửa phao. {text}")


def found(desk) -> int:
    return len(desk.search.find("lang chai", limit=10_000))


def refused(desk) -> str:
    """What is said where nothing can be asked, by everything that asks."""
    said = set()
    for ask in (
        lambda: desk.search.index(),
        lambda: desk.search.find("lang chai"),
        lambda: desk.search.suggestions(ASKED),
        lambda: desk.search.newest(ASKED),
    ):
        with pytest.raises(DeskError) as refusal:
            ask()
        said.add(one_sentence(refusal.value))
    (sentence,) = said
    return sentence


@pytest.fixture
def filled(desk):
    desk.records.write("", [*map(item, range(5)), ASKED])
    return desk


@pytest.fixture
def no_temporary_folder(monkeypatch, tmp_path):
    """No other place for an index: no file can be made in any folder for temporary files."""
    wall = tmp_path / "wall"
    wall.write_text("no folder")
    monkeypatch.setattr(tempfile, "tempdir", str(wall))


# --- no place at all


def test_where_no_index_can_be_kept_it_is_said_and_made_when_it_can(filled, no_temporary_folder):
    filled.search.index_path.mkdir()
    assert "There is no place to keep the search index" in refused(filled)
    state = filled.search.state
    assert not state.ready
    assert state.missing == 6
    assert "no place" in str(state.refusal)
    filled.records.add(item(6))  # the desk itself minds nothing
    filled.search.index_path.rmdir()
    assert found(filled) == 7
    assert filled.search.state.ready
    assert filled.search.state.refusal is None


def test_no_folder_for_temporary_files_is_said_in_words(filled, monkeypatch):
    filled.search.index_path.mkdir()

    def none() -> str:  # as `tempfile` says it where every folder it knows is full or gone
        raise FileNotFoundError(2, "No usable temporary directory found in ['/tmp']")

    monkeypatch.setattr(tempfile, "_get_default_tempdir", none)
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert refused(filled).endswith("index: no folder for temporary files is writable.")


def test_a_desk_that_was_closed_says_so(filled):
    assert found(filled) == 6
    index = filled.search._index
    index.close()  # as a worker finds it that asks while the desk is closed
    with pytest.raises(DeskError, match="has been closed"):
        found(filled)
    with pytest.raises(DeskError, match="has been closed"):
        filled.search.suggestions(ASKED)


# --- a file that cannot be written, or not be read


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(index_module, "PATIENCE", 0.05)


def test_an_index_that_another_program_holds_answers_and_goes_on(filled, impatient):
    assert found(filled) == 6
    other = sqlite3.connect(filled.search.index_path)
    other.execute("BEGIN IMMEDIATE")
    filled.records.add(item(6))
    assert found(filled) == 6
    state = filled.search.state
    assert state.missing == 1
    assert "another program is using it" in one_sentence(state.refusal)
    other.close()
    assert found(filled) == 7
    assert filled.search.state.refusal is None


def test_one_that_may_only_be_read_goes_on_in_another_place(filled):
    assert found(filled) == 6
    filled.search._index._write.execute(
        "PRAGMA query_only=1"
    )  # as a disk mounted anew, also for root
    filled.records.add(item(6))
    assert found(filled) == 6
    assert filled.search.state.refusal is not None
    filled.search.index()
    assert found(filled) == 7
    assert filled.search.state.refusal is None


def test_one_that_may_only_be_read_where_there_is_no_other_place(filled, no_temporary_folder):
    assert found(filled) == 6
    filled.search._index._write.execute("PRAGMA query_only=1")
    filled.records.add(item(6))
    with pytest.raises(DeskError, match="does not find what is new"):
        filled.search.index()
    assert found(filled) == 6
    assert filled.search.state.missing == 1
    filled.search._index._write.execute("PRAGMA query_only=0")
    assert found(filled) == 7
    assert filled.search.state.ready


def test_a_folder_that_is_gone_while_the_desk_is_open(filled, no_temporary_folder):
    assert found(filled) == 6
    shutil.rmtree(filled.file.path.parent)
    for number in range(6, 9):
        with pytest.raises(DeskError):
            filled.records.add(item(number))
    try:
        assert found(filled) == 6
        filled.search.index()
    except DeskError as error:
        one_sentence(error)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_stands_in_the_file_only_sentences_come(tmp_path, clock, seed):
    """Pages that SQLite takes for sound may hold what was never written in them."""
    path = tmp_path / "desk.json"
    with open_desk(path, clock=clock) as desk:
        desk.records.write("", [*map(item, range(40)), ASKED])
        desk.search.index()
    draw = random.Random(seed)
    file = desk.search.index_path
    data = bytearray(file.read_bytes())
    for _ in range(30):
        place = draw.randrange(100, len(data))
        data[place : place + 8] = draw.randbytes(8)
    file.write_bytes(data)
    with open_desk(path, clock=clock) as desk:
        for number in range(40, 44):
            try:
                desk.search.find("lang chai nuoi ca", limit=50)
                desk.search.find("khongcodau", limit=50)
                desk.search.suggestions(ASKED)
                desk.search.newest(ASKED)
            except DeskError as error:
                one_sentence(error)
            desk.records.add(item(number))
        desk.search.tidy()


# --- a full disk


def fill(disk: Path) -> Path:
    """Take all the room there is on a small disk."""
    ballast = disk / "ballast"
    size = 1 << 16
    with ballast.open("ab", buffering=0) as file:
        while size:
            try:
                file.write(bytes(size))
            except OSError:
                size //= 2
    return ballast


@pytest.mark.parametrize("begun", [False, True], ids=["no index yet", "an index"])
def test_a_disk_that_holds_all_and_is_full(tmp_path, clock, monkeypatch, begun):
    with small_disk(tmp_path, "tmpfs") as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk))
        with open_desk(disk / "desk.json", clock=clock) as desk:
            desk.records.write("", [*map(item, range(5)), ASKED])
            if begun:
                assert found(desk) == 6
            ballast = fill(disk)
            desk.records.add(item(5))  # its line has its place in the journal
            if begun:
                desk.records.write("", [item(number, 2000) for number in range(6, 7)])
                while desk.search.state.refusal is None:  # until the pages of the index are full
                    assert found(desk) < 100
                    desk.records.change(
                        desk.news[next(iter(desk.news)).id], summary=item(99, 3000).summary
                    )
                assert "No space left on device" in one_sentence(desk.search.state.refusal)
                assert found(desk) >= 6
                assert desk.search.suggestions(ASKED)
            else:
                assert "There is no place" in refused(desk)
            ballast.unlink()
            assert found(desk) == (8 if begun else 7)
            assert desk.search.state.ready
            assert desk.search.state.refusal is None


def test_an_index_on_a_full_disk_is_read_as_it_is(tmp_path, clock, monkeypatch):
    with small_disk(tmp_path, "tmpfs") as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk))
        with open_desk(disk / "desk.json", clock=clock) as desk:
            desk.records.write("", [*map(item, range(5)), ASKED])
            assert found(desk) == 6
        ballast = fill(disk)
        with open_desk(disk / "desk.json", clock=clock) as desk:
            assert found(desk) == 6
            assert desk.search.suggestions(ASKED)
            ballast.unlink()
            desk.records.add(item(5))
            assert found(desk) == 7


def test_a_build_that_fills_the_disk_goes_on_when_there_is_room(tmp_path, clock, monkeypatch):
    with small_disk(tmp_path, "tmpfs") as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk))
        with open_desk(disk / "desk.json", clock=clock) as desk:
            desk.records.write("", [item(number, 40) for number in range(80)])
            ballast = fill(disk)
            with ballast.open("r+b") as file:
                file.truncate(ballast.stat().st_size - 400_000)
            with monkeypatch.context() as patch:
                patch.setattr("store.search.index_writer.BATCH_TERMS", 500)
                with pytest.raises(DeskError, match="No space left on device"):
                    desk.search.index()
            assert 0 < found(desk) < 80
            assert 0 < desk.search.state.missing < 80
            ballast.unlink()
            desk.search.index()
            assert found(desk) == 80
            assert desk.search.state.ready


def test_a_damaged_index_is_closed_without_a_word(filled):
    assert found(filled) == 6
    filled.search._index._read.execute("PRAGMA query_only=1")
    filled.search._index._connections[0].close()
    filled.close()
    assert not filled.file.is_behind
