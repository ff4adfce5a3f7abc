"""Files of older and newer versions: migrated after a backup, or read and left alone."""

from __future__ import annotations

import contextlib
import json
import shutil
from datetime import UTC, datetime, timedelta, timezone
from operator import attrgetter
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB

import store
from store import Article, FileError, SaveError, migrations, open_desk
from store.errors import DeskError, ReadOnlyError

from .disk import failing, lies_there, status

RELEASED = Path(__file__).parent / "released"
FIRST = RELEASED / "desk-0.1.0.json"
TABLES = ("campaigns", "tasks", "articles", "news")


def records(desk):
    return {name: list(getattr(desk, name)) for name in TABLES}


def documents(path):
    """What stock TinyDB finds in a file: table → entry → document."""
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        return {
            name: {document.doc_id: dict(document) for document in stock.table(name)}
            for name in TABLES
        }


def without_times(tables):
    """Leave out when articles were exported, which the ledger says."""
    for article in tables["articles"].values():
        article.pop("exported", None)
    return tables


def backups(path):
    return sorted(path.with_name(f"{path.name}.backups").glob("*"))


def meta(path):
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        return dict(stock.table("_desk").get(doc_id=1))


@pytest.fixture
def old(desk_path):
    """A file of toasoan 0.1, which somebody has put in its place."""
    shutil.copy(FIRST, desk_path)
    return desk_path


# --- released versions


def test_there_is_a_file_of_each_release():
    assert FIRST in RELEASED.iterdir()


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.json")), ids=lambda path: path.name)
def test_each_released_file_opens_equal(desk_path, clock, released):
    shutil.copy(released, desk_path)
    desk_path.chmod(0o600)
    clock.time = datetime(2026, 11, 21, tzinfo=UTC)  # what is in its bin is not too old yet
    before, data = documents(desk_path), desk_path.read_bytes()
    assert all(before.values())  # it holds something of each kind
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        as_read = records(reader)
        pages = [reader.articles.page_bytes(article) for article in reader.articles]
    assert {name: len(found) for name, found in as_read.items()} == {
        name: len(found) for name, found in before.items()
    }
    with open_desk(desk_path, clock=clock) as desk:
        assert records(desk) == as_read
        assert [desk.articles.page_bytes(article) for article in desk.articles] == pages
        told = [str(finding) for finding in desk.file.findings()]
        assert len(told) == bool(len(desk.ledger))
        assert all("now stands in the ledger" in sentence for sentence in told)
        assert list(desk.file.conflicts) == []
    assert without_times(documents(desk_path)) == without_times(before)
    if backups(desk_path):
        assert backups(desk_path)[0].read_bytes() == data
    with open_desk(desk_path, clock=clock) as again:
        assert records(again) == as_read
        again.articles.remove(next(iter(again.articles)))
        again.undo.step_back()  # it stands at the end now
        assert sorted(again.articles, key=attrgetter("id")) == sorted(
            as_read["articles"], key=attrgetter("id")
        )


EXPORTS = RELEASED / "desk-0.2.0-exported.json"


@pytest.fixture
def exported(desk_path):
    """A file of a toasoan without a ledger, in which articles were exported."""
    shutil.copy(EXPORTS, desk_path)
    return desk_path


def at(day, hour):
    return datetime(2026, 11, day, hour, tzinfo=timezone(timedelta(hours=7)))


LEDGER = {
    "Xuất hai lần": [("báo in", at(10, 10), True, None), ("báo in", at(18, 11), True, None)],
    "Xuất cho ba kênh": [("loa", at(18, 12), True, None)],
    "Đánh dấu bằng tay": [("Facebook", at(18, 14), False, None)],
    "Xuất rồi gỡ": [("báo in", at(18, 15), True, at(18, 16))],
    "Xuất rồi sửa tiếp": [("", at(18, 17), True, None)],
}
"""Headline → channel, time, whether there is a text, withdrawn: each entry, the first one first."""


@pytest.mark.parametrize("read_only", [False, True])
def test_what_an_old_desk_calls_exported_stands_in_the_ledger(exported, clock, read_only):
    with open_desk(exported, clock=clock, read_only=read_only) as desk:
        found: dict[str, list[tuple[object, ...]]] = {}
        for entry in desk.ledger.entries()[::-1]:
            row = (entry.channel, entry.at, entry.has_text, entry.withdrawn)
            found.setdefault(entry.headline, []).append(row)
        assert found == LEDGER
        out = {article.headline: article.out for article in desk.articles}
        assert out == {
            **{headline: rows[0][1] for headline, rows in LEDGER.items()},
            "Xuất rồi gỡ": None,
            "Chỉ là bản nháp": None,
        }
        second, first = (e for e in desk.ledger.entries() if e.headline == "Xuất hai lần")
        assert b"sau c\xe1\xbb\xa7a b\xc3\xa0i" in desk.ledger.page_of(first)
        assert "Đoạn sau đã sửa" in desk.ledger.page_of(second).decode()
        assert first.who == "lan"


def test_it_is_told_once_and_every_machine_makes_the_same_ledger(exported, clock, tmp_path):
    ids = []
    for folder in ("một", "hai"):
        path = tmp_path / folder / "desk.json"
        path.parent.mkdir()
        shutil.copy(exported, path)
        path.chmod(0o600)
        with open_desk(path, clock=clock) as desk:
            (told,) = desk.file.findings()
            assert "now stands in the ledger (sổ xuất): 6" in str(told)
            ids.append({entry.id for entry in desk.ledger})
        with open_desk(path, clock=clock) as again:
            assert again.file.findings() == []
            assert {entry.id for entry in again.ledger} == ids[-1]
    assert ids[0] == ids[1]


def test_exports_of_the_first_toasoan_have_only_a_time(old, clock):
    """It kept no revisions."""
    data = json.loads(old.read_bytes())
    article = next(iter(data["articles"].values()))
    article |= {"status": "exported", "exported": "2026-11-12T08:00:00+07:00"}
    old.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    with open_desk(old, clock=clock) as desk:
        (entry,) = desk.ledger
        assert (entry.at, entry.has_text, entry.piece) == (at(12, 8), False, article["id"])


def test_a_backup_of_the_old_file_comes_first(old, clock):
    data = old.read_bytes()
    with open_desk(old, clock=clock):
        (backup,) = backups(old)
        assert backup.read_bytes() == data
    assert meta(old) == {"app": store.__version__, "tables": migrations.VERSIONS}
    assert data in [path.read_bytes() for path in backups(old)]


def test_it_is_migrated_once(old, clock):
    with open_desk(old, clock=clock) as desk:
        desk.records.add(Article(headline="một"))
    lies = lies_there(old.parent)
    for _ in range(2):
        with open_desk(old, clock=clock):
            pass
    assert lies_there(old.parent) == lies


def test_reading_it_changes_nothing_on_the_disk(old, clock):
    before = lies_there(old.parent), status(old)
    with open_desk(old, read_only=True, clock=clock) as reader:
        assert len(reader.articles) > 0
        with pytest.raises(SaveError):
            reader.records.add(Article(headline="một"))
    assert (lies_there(old.parent), status(old)) == before
    assert sorted(path.name for path in old.parent.iterdir()) == [old.name]


# --- newer versions


@pytest.fixture
def newer(old, clock):
    """A file that a toasoan to come has written, and used."""
    with open_desk(old, clock=clock):
        pass
    data = json.loads(old.read_bytes())
    tables = {"articles": 99, "tasks": 1, "campaigns": 1, "news": 1, "ideas": 3}
    data["_desk"] = {"1": {"app": "9.0", "tables": tables}}
    data["ideas"] = {"1": {"what": "một"}}
    for document in data["articles"].values():
        document["mood"] = "vui"
    for path in old.parent.glob(f"{old.name}.*"):
        if path.is_file():
            path.unlink()
    old.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return old


def test_a_newer_file_is_refused_for_writing(newer, clock):
    before = lies_there(newer.parent), status(newer)
    for _ in range(2):  # the second time: the lock was given back
        with pytest.raises(ReadOnlyError) as refusal:
            open_desk(newer, clock=clock)
        assert isinstance(refusal.value, FileError)
        sentence = str(refusal.value)
        assert f"The desk {newer} was written by toasoan 9.0" in sentence
        assert "its articles are of format 99, this one knows 1" in sentence
        assert "update toasoan" in sentence
    assert (lies_there(newer.parent), status(newer)) == before


def test_a_newer_file_can_be_read(newer, clock):
    before = lies_there(newer.parent), status(newer)
    with open_desk(newer, read_only=True, clock=clock) as reader:
        assert len(reader.articles) > 0
        reader.file.follow()
        assert len(reader.articles) > 0
    assert (lies_there(newer.parent), status(newer)) == before


def test_a_table_that_this_version_does_not_know_makes_a_newer_file_too(newer, clock):
    data = json.loads(newer.read_bytes())
    del data["_desk"]["1"]["tables"]["articles"]
    newer.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ReadOnlyError, match="its ideas are of format 3, this one knows 0"):
        open_desk(newer, clock=clock)


# --- steps


@pytest.fixture
def versions(monkeypatch):
    """Lets a test say of what version the articles are, and how to get there."""

    def set_to(version, *steps, table="articles"):
        monkeypatch.setattr(migrations, "VERSIONS", migrations.VERSIONS | {table: version})
        monkeypatch.setattr(migrations, "STEPS", {table: dict(enumerate(steps, 1))})

    return set_to


class Marking:
    """A step that puts a mark behind each headline."""

    def __init__(self, mark):
        self.mark = mark
        self.taken = 0

    def __call__(self, document):
        self.taken += 1
        return document | {"headline": document["headline"] + self.mark}


def test_a_step_migrates_once(old, clock, versions):
    data, before = old.read_bytes(), documents(old)
    step = Marking(" ²")
    versions(2, step)
    with open_desk(old, clock=clock) as desk:
        assert all(article.headline.endswith(" ²") for article in desk.articles)
        assert backups(old)[0].read_bytes() == data
        assert desk.undo.entries() == []
    after = documents(old)
    assert meta(old)["tables"]["articles"] == 2
    for key, document in before["articles"].items():
        assert after["articles"][key] == document | {"headline": document["headline"] + " ²"}
    assert after | {"articles": {}} == before | {"articles": {}}
    assert step.taken == len(before["articles"])
    with open_desk(old, clock=clock) as again:
        assert {a.headline for a in again.articles} == {
            document["headline"] for document in after["articles"].values()
        }
    assert step.taken == len(before["articles"])


def test_several_steps_follow_one_another(old, clock, versions):
    versions(2, Marking("b"))
    with open_desk(old, clock=clock):
        pass
    versions(4, Marking("x"), Marking("c"), Marking("d"))
    with open_desk(old, clock=clock) as desk:
        assert all(article.headline.endswith("bcd") for article in desk.articles)


def test_reading_takes_the_steps_in_memory_only(old, clock, versions):
    before = lies_there(old.parent), status(old)
    versions(2, Marking(" ²"))
    with open_desk(old, read_only=True, clock=clock) as reader:
        assert all(article.headline.endswith(" ²") for article in reader.articles)
    assert (lies_there(old.parent), status(old)) == before


def test_what_is_only_in_the_journal_is_migrated_too(desk, desk_path, clock, versions):
    desk.records.add(Article(headline="a"))
    desk.file.checkpoint()
    desk.records.add(Article(headline="b"))
    path = after_a_kill(desk_path)
    versions(2, Marking(" ²"))
    with open_desk(path, clock=clock) as again:
        assert {article.headline for article in again.articles} == {"a ²", "b ²"}
    with open_desk(path, clock=clock) as once_more:
        assert {article.headline for article in once_more.articles} == {"a ²", "b ²"}


def after_a_kill(path):
    """A desk as a kill of the program leaves it at this moment: checkpoint and journal."""
    folder = path.parent / "killed"
    shutil.copytree(
        path.parent, folder, ignore=shutil.ignore_patterns("killed", "*.backups", "*.lock")
    )
    return folder / path.name


def test_the_backup_has_what_is_only_in_the_journal(desk, desk_path, clock, versions):
    desk.records.add(Article(headline="a"))
    desk.file.checkpoint()
    desk.records.add(Article(headline="b"))
    path = after_a_kill(desk_path)
    versions(2, Marking(" ²"))
    with open_desk(path, clock=clock):
        backup = documents(backups(path)[0])
    assert {document["headline"] for document in backup["articles"].values()} == {"a", "b"}


def of_no_use(document):
    return {"headline": 5}


def broken(document):
    raise KeyError("headline")


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("step", [of_no_use, broken])
def test_a_step_that_fails_leaves_the_file_alone(old, clock, versions, step, read_only, request):
    before = lies_there(old.parent), status(old)
    versions(3, Marking(" ²"), step)
    with contextlib.suppress(KeyError), pytest.raises(FileError) as refusal:
        open_desk(old, read_only=read_only, clock=clock)
    if step is of_no_use:
        assert "Nothing has been changed" in str(refusal.value)
    assert (lies_there(old.parent), status(old)) == before
    versions(1)
    with open_desk(old, clock=clock) as desk:
        assert len(desk.articles) > 0


def test_a_step_that_fails_is_a_sentence(old, clock, versions):
    versions(2, broken)
    with pytest.raises(DeskError):
        open_desk(old, clock=clock)


@pytest.mark.parametrize("why", ["a file is in the way", "full disk"])
def test_no_migration_without_a_backup(old, clock, why):
    data = old.read_bytes()
    stack = contextlib.ExitStack()
    if why == "full disk":
        stack.enter_context(failing("write", code=28))
    else:
        old.with_name(f"{old.name}.backups").write_bytes(b"x")
    with stack, pytest.raises(DeskError):
        open_desk(old, clock=clock)
    assert old.read_bytes() == data


def test_a_migration_that_cannot_be_saved_leaves_the_file_alone(old, clock, versions):
    data = old.read_bytes()
    versions(2, Marking(" ²"))
    with failing("replace"), pytest.raises(DeskError):
        open_desk(old, clock=clock)
    assert old.read_bytes() == data
    with open_desk(old, clock=clock) as desk:
        assert all(article.headline.count("²") == 1 for article in desk.articles)


def test_each_version_has_its_steps():
    for table, version in migrations.VERSIONS.items():
        assert sorted(migrations.STEPS.get(table, {})) == list(range(1, version))


@pytest.mark.parametrize("odd", [b'"1"', b"5", b'{"tables": 5}', b'{"tables": {"articles": "x"}}'])
def test_a_file_that_says_nothing_readable_of_its_version_is_no_desk(old, clock, odd):
    data = json.loads(old.read_bytes())
    data["_desk"] = {"1": msgspec.json.decode(odd)}
    old.write_text(json.dumps(data), encoding="utf-8")
    before = lies_there(old.parent)
    with pytest.raises(FileError, match="not a desk of toasoan"):
        open_desk(old, clock=clock)
    assert lies_there(old.parent) == before


def test_without_room_for_the_backup_it_can_be_read_only(old, clock):
    place = old.with_name(f"{old.name}.backups")
    place.write_bytes(b"")  # as a folder that refuses, also for root
    with pytest.raises(ReadOnlyError, match=r"no backup of it can be made \(File exists\)"):
        open_desk(old, clock=clock)
    with open_desk(old, read_only=True, clock=clock) as reader:
        assert len(reader.articles) > 0
