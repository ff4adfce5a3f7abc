"""The registry of the kinds of records: whatever stands in it is kept, merged, found and mended."""

from __future__ import annotations

import ast
import contextlib
import json
from pathlib import Path

import pytest
from tinydb import TinyDB

from store import (
    Article,
    DeskError,
    Fact,
    NewsItem,
    Rumour,
    Task,
    doctor,
    migrations,
    open_desk,
    record_kinds,
)
from store.bookkeeping import Conflict, Deleted
from store.file.storage import DeskStorage
from store.record_kinds import KINDS, Kind
from store.records import Id, Record
from store.search.entry import Entry
from tui import cli

from .disk import one_sentence
from .outside import edit, told

SOURCE = Path(__file__).resolve().parents[2] / "store"


class Note(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A kind that is in no module but this one."""

    words: str
    campaign: Id | None = None
    place: int = 0


@pytest.fixture
def notes(monkeypatch) -> Kind:
    kind = Kind(
        type=Note,
        table="notes",
        name="Note",
        counted="notes {count}",
        title=lambda note: note.words,
        code="note",
        entry=lambda note: Entry(note.id, "note", note.words, "", ""),
    )
    monkeypatch.setitem(KINDS, "notes", kind)
    return kind


def in_file(path):
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        return [dict(document) for document in stock.table("notes")]


# --- a kind that is added in one place


def test_it_is_saved_and_read_again(notes, desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        assert desk.records.is_empty
        note = desk.records.add(Note(words="gọi ban tổ chức"))
        assert not desk.records.is_empty
        assert desk.records.change(note, place=3).place == 3
    assert [document["words"] for document in in_file(desk_path)] == ["gọi ban tổ chức"]
    with open_desk(desk_path, clock=clock) as desk:
        (again,) = desk.records.table("notes")
        assert (again.id, again.place) == (note.id, 3)
        assert desk.records.find(note.id[:8]) == again


def test_it_goes_to_the_bin_and_comes_back(notes, desk):
    note = desk.records.add(Note(words="gọi ban tổ chức"))
    desk.records.write("delete", [], drop=[note])
    (entry,) = desk.trash
    assert entry.title == "gọi ban tổ chức"
    desk.trash.restore(entry)
    assert [n.words for n in desk.records.table("notes")] == ["gọi ban tổ chức"]
    assert desk.undo.step_back()
    assert desk.undo.step_back() == "delete"
    assert len(desk.records.table("notes")) == 1


def test_what_another_program_did_to_it_is_merged(notes, desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        note, kept = desk.records.add(Note(words="một")), desk.records.add(Note(words="hai"))
        desk.file.checkpoint()
        desk.records.change(note, words="một của ta")
        clock.wait()

        def change(data):
            theirs = data["notes"]
            ours, stays = sorted(theirs, key=lambda key: theirs[key]["words"] == "hai")
            theirs[ours] |= {"words": "một của họ", "updated": clock().isoformat()}
            del theirs[stays]
            theirs["5"] = {"id": "5" * 32, "words": "ba"}

        edit(desk_path, change)
        desk.file.external.merge()
        assert sorted(n.words for n in desk.records.table("notes")) == ["ba", "hai", "một của ta"]
        found = {(c.record, c.missing) for c in desk.file.conflicts}
        assert found == {(note.id, ()), ("", (kept.id,))}
        assert len(told(desk)) >= 3
        for conflict in list(desk.file.conflicts):
            desk.file.conflicts.resolve(conflict, theirs=True)
        assert sorted(n.words for n in desk.records.table("notes")) == ["ba", "một của họ"]


def test_it_is_searched(notes, desk):
    note = desk.records.add(Note(words="Gọi ban tổ chức"))
    desk.search.index()
    assert [hit.id for hit in desk.search.find("ban to chuc")] == [note.id]
    assert [hit.id for hit in desk.search.find("ban to chuc", kinds=["note"])] == [note.id]
    assert desk.search.find("ban to chuc", kinds=["article"]) == []
    desk.records.change(note, words="Viết cho ban tổ chức")
    assert [hit.headline for hit in desk.search.find("viet")] == ["Viết cho ban tổ chức"]


def test_the_doctor_counts_it_and_mends_it(notes, desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        desk.records.add(Note(words="một"))
        desk.records.add(Note(words="hai", campaign="c" * 32))
    with contextlib.closing(DeskStorage(desk_path)) as storage:
        storage.commit({"notes": {"7": b'{"id":"%s","words":7}' % (b"7" * 32)}})
    told = [str(report.finding) for report in doctor.examine(desk_path)]
    assert any("notes 2" in sentence for sentence in told)
    assert any("Entry 7 of the table notes" in sentence for sentence in told)
    assert any("A record refers to a campaign that is missing" in sentence for sentence in told)
    doctor.repair(desk_path, clock)
    with open_desk(desk_path, clock=clock) as desk:
        assert sorted(n.words for n in desk.records.table("notes")) == ["hai", "một"]


def test_it_is_compared_and_restored(notes, desk_path, tmp_path, clock):
    copy = tmp_path / "copy.json"
    with open_desk(desk_path, clock=clock) as desk:
        note = desk.records.add(Note(words="một"))
        desk.file.copies.save(copy)
        desk.records.change(note, words="hai")
        desk.file.copies.restore(copy)
        assert [n.words for n in desk.records.table("notes")] == ["một"]


def test_the_command_line_lists_it(notes, desk_path, clock, capsys):
    with open_desk(desk_path, clock=clock) as desk:
        note = desk.records.add(Note(words="một"))
    assert cli.main(["--desk", str(desk_path), "list", "notes"]) == 0
    assert capsys.readouterr().out == f"{note.id[:6]}  một\n"
    assert cli.main(["--desk", str(desk_path), "list", "notes", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["title"]) == (note.id, "một")


# --- the registry itself


def test_every_kind_has_its_version_and_its_words():
    assert set(migrations.VERSIONS) == {*KINDS, "revisions"}
    assert [kind.code for kind in record_kinds.searched()] == [
        "article",
        "news",
        "task",
        "fact",
        "rumour",
        "question",
        "bulletin",
    ]
    for kind in KINDS.values():
        assert kind.name
        assert "{count}" in kind.counted
        assert bool(kind.code) == bool(kind.entry)


def test_a_series_goes_on_beside_what_a_newer_toasoan_has_deleted(desk, clock):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    first = Task(campaign=campaign.id, title="Viết", due=clock().date(), repeat="FREQ=DAILY")
    desk.records.add(Deleted(label="cut", title="Phim", gone=(("reels", {"id": "1" * 32}),)))
    desk.tasks.add(first)
    count = len(desk.tasks)
    clock.wait(3 * 24 * 60)
    desk.tasks.catch_up()
    assert len(desk.tasks) > count


def test_the_doctor_counts_every_kind(desk, desk_path, clock):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    desk.records.add(Task(campaign=campaign.id, title="Viết"))
    desk.articles.remove(desk.records.add(Article(headline="Bỏ")))
    desk.records.add(Article(headline="Quà"))
    desk.records.add(NewsItem(headline="Tin"))
    desk.records.add(Fact(campaign=campaign.id, key="quà", value="5"))
    desk.records.add(Rumour(campaign=campaign.id, claim="Nghe nói", seen=desk.records.now()))
    desk.search.save("quà")
    desk.records.add(Conflict(table="facts", missing=("1" * 32,)))
    (read,) = [s for s in map(str, (r.finding for r in doctor.examine(desk_path))) if "Read" in s]
    assert read == (
        "Read: campaigns 1, tasks 1, articles 1, news items 1, facts 1, negative news 1, "
        "saved searches 1, in the bin 1, conflicts 1."
    )


def test_no_other_module_of_the_store_lists_the_tables():
    """A tuple, list or dict with most of their names would be a second registry."""
    names = set(KINDS)
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
                parts = node.keys if isinstance(node, ast.Dict) else node.elts
                found = {part.value for part in parts if isinstance(part, ast.Constant)} & names
                assert len(found) < 5, (path.name, node.lineno)


# --- a conflict over what is no kind of ours


@pytest.mark.parametrize("missing", [False, True])
def test_a_conflict_over_an_unknown_table_is_settled_with_ours_only(desk, missing):
    theirs = None if missing else {"id": "1" * 32, "x": [1]}
    conflict = desk.records.add(
        Conflict(table="reels", record="1" * 32, theirs=theirs, missing=("2" * 32,) * missing)
    )
    assert desk.records.table("reels") is None
    if missing:
        desk.file.conflicts.resolve(conflict, theirs=True)  # there is none of it here to go
    else:
        with pytest.raises(DeskError) as refusal:
            desk.file.conflicts.resolve(conflict, theirs=True)
        assert "table reels" in one_sentence(refusal.value)
        assert list(desk.file.conflicts) == [conflict]
        desk.file.conflicts.resolve(conflict, theirs=False)
    assert not len(desk.file.conflicts)


@pytest.mark.parametrize("theirs", [{}, {"id": 5}, {"id": "1" * 32, "headline": 5}, {"x": {}}])
@pytest.mark.parametrize("table", [kind.table for kind in record_kinds.of_editors()])
def test_what_is_no_record_is_refused_in_a_sentence(desk, table, theirs):
    conflict = desk.records.add(Conflict(table=table, record="1" * 32, theirs=theirs))
    with pytest.raises(DeskError) as refusal:
        desk.file.conflicts.resolve(conflict, theirs=True)
    one_sentence(refusal.value)
    desk.file.conflicts.resolve(conflict, theirs=False)


def test_what_hangs_on_a_campaign_goes_along_where_theirs_has_it_no_more(desk):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    article = desk.records.add(Article(headline="Quà", campaign=campaign.id))
    desk.records.add(Task(campaign=campaign.id, title="Viết"))
    desk.records.add(Fact(campaign=campaign.id, key="quà", value="5"))
    desk.records.add(
        Rumour(campaign=campaign.id, claim="Nghe nói", seen=desk.records.now(), answer=article.id)
    )
    conflict = desk.records.add(Conflict(table="campaigns", missing=(campaign.id,)))
    desk.file.conflicts.resolve(conflict, theirs=True)
    left = {kind.table: len(desk.records.table(kind.table)) for kind in record_kinds.of_editors()}
    assert left == {**dict.fromkeys(left, 0), "articles": 1}
    assert desk.articles[article.id].campaign is None
    assert desk.undo.step_back() == "take theirs"
    assert len(desk.rumours) == 1
    gone = desk.records.add(Conflict(table="articles", missing=(article.id,)))
    desk.file.conflicts.resolve(gone, theirs=True)
    (rumour,) = desk.rumours
    assert rumour.answer is None


def test_a_task_of_theirs_needs_its_campaign(desk):
    theirs = {"id": "1" * 32, "campaign": "2" * 32, "title": "Viết"}
    conflict = desk.records.add(Conflict(table="tasks", record="1" * 32, theirs=theirs))
    with pytest.raises(DeskError, match="The campaign of “Viết” is gone"):
        desk.file.conflicts.resolve(conflict, theirs=True)
    theirs = {"id": "1" * 32, "campaign": "2" * 32, "headline": "Bài"}
    conflict = desk.records.add(Conflict(table="articles", record="1" * 32, theirs=theirs))
    desk.file.conflicts.resolve(conflict, theirs=True)
    (article,) = desk.articles
    assert article.campaign is None
