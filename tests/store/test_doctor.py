"""The doctor: what it notices, what it leaves alone, and what it mends without losing anything."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import threading

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from store import (
    Article,
    Campaign,
    DeskError,
    FileError,
    LockedError,
    NewsItem,
    ReadOnlyError,
    Task,
    doctor,
    open_desk,
)
from store.articles.history import History, Why
from store.file import backups
from store.file.backups import Keep
from store.integrity import UNREADABLE
from store.records import encode
from tests.conftest import Clock

from .disk import failing, lies_there, one_sentence, status
from .outside import THEIRS, bodies, edit, kept_files
from .test_migrations import FIRST

ID = "a" * 32
NONE = Keep(0, 0, 0)
PAUSE = doctor._PAUSE


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    """Look again at once: here nobody else is in the middle of a save."""
    monkeypatch.setattr(doctor, "_PAUSE", 0)


def said(reports):
    """What the doctor says, a line each; and that each is one."""
    lines = [("ok  " if r.is_sound else "!!  ") + str(r.finding) for r in reports]
    for line in lines:
        assert "\n" not in line
        assert not re.search("{[a-z]", line)
    return "\n".join(lines)


def is_sound(path):
    return all(report.is_sound for report in doctor.examine(path))


def wrong(path):
    """What is wrong with a desk; looking leaves everything as it is."""
    before = lies_there(path.parent), [status(file) for file in sorted(path.parent.iterdir())]
    reports = doctor.examine(path)
    after = lies_there(path.parent), [status(file) for file in sorted(path.parent.iterdir())]
    assert before == after
    return said(report for report in reports if not report.is_sound)


def mended(path, clock):
    """What a repair says; afterwards the desk is sound, opens, and there is nothing to mend."""
    reports = doctor.repair(path, clock)
    lies = lies_there(path.parent)
    assert said(doctor.repair(path, clock)) == "ok  There was nothing to mend."
    assert lies_there(path.parent) == lies
    assert wrong(path) == ""
    with open_desk(path, clock=clock, keep=NONE) as desk:
        assert desk.file.findings() == []
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        assert all(stock.table(name).all() is not None for name in stock.tables())
    return said(reports)


def unreadable(path):
    """What was put aside: table, entry, text."""
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        found = stock.table(UNREADABLE).all()
    return sorted((entry["table"], entry["entry"], entry["document"]) for entry in found)


@pytest.fixture
def written(desk_path, clock):
    """A desk with something of each kind, closed; with a generation before."""
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        made = desk.campaigns.new_empty("Mùa quà", 2027)
        desk.records.add(NewsItem(headline="Xưởng may mở lớp"))
        article = desk.records.add(Article(headline="Một", body="Câu đầu.", campaign=made.id))
        task = desk.tasks.add(Task(campaign=made.id, title="Viết bài"))
        desk.tasks.attach(task, article)
        clock.wait(10)
        desk.file.checkpoint()
        desk.records.change(article, body="Câu thứ hai.")
    return desk_path


@pytest.fixture
def broken(written, tmp_path):
    """Let a desk file hold what `change` makes of it, as if it had been so all along."""

    def make(change):
        data = json.loads(written.read_bytes())
        change(data)
        path = tmp_path / "hỏng" / "desk.json"
        path.parent.mkdir()
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return path

    return make


def only(data, table):
    """The key and the document of the only entry of a table."""
    ((key, document),) = data[table].items()
    return key, document


# --- what is sound


def test_a_sound_desk_is_told_so_and_left_as_it_is(written):
    assert wrong(written) == ""
    text = said(doctor.examine(written))
    assert "ok  The desk file and its journal belong together and are whole." in text
    assert "ok  The generation before could replace the desk file: proven." in text
    assert "ok  Read: campaigns 1, tasks 1, articles 1, news items 1." in text


def test_a_new_desk_of_nothing_is_sound(desk_path, clock):
    desk_path.write_bytes(b"")
    assert wrong(desk_path) == ""
    assert said(doctor.repair(desk_path, clock)) == "ok  There was nothing to mend."
    assert desk_path.read_bytes() == b""


def test_a_desk_of_the_first_version_is_sound_and_stays_of_it(desk_path, clock):
    shutil.copy(FIRST, desk_path)
    assert wrong(desk_path) == ""
    assert "no generation before yet" in said(doctor.examine(desk_path))
    assert said(doctor.repair(desk_path, clock)) == "ok  There was nothing to mend."
    assert desk_path.read_bytes() == FIRST.read_bytes()


def test_a_desk_of_one_save_is_sound_at_every_moment(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        desk.records.add(Article(headline="một"))
        assert is_sound(desk_path)
        desk.file.checkpoint()
        assert is_sound(desk_path)
        desk.records.add(Article(headline="hai"))
        assert "articles 2" in said(doctor.examine(desk_path))
        assert is_sound(desk_path)
    assert is_sound(desk_path)


def test_the_doctor_works_beside_an_app_in_the_middle_of_saving(desk_path, clock, monkeypatch):
    monkeypatch.setattr(doctor, "_PAUSE", PAUSE)
    desk = open_desk(desk_path, clock=clock, keep=NONE)
    article = desk.records.add(Article(headline="Một", body="x"))
    stop = threading.Event()

    def save():
        number = 0
        while not stop.is_set():
            number += 1
            desk.records.change(article, body=f"{number} " * 2_000)
            if number % 7 == 0:
                desk.file.checkpoint()

    saving = threading.Thread(target=save)
    saving.start()
    try:
        for _ in range(40):
            reports = doctor.examine(desk_path)
            assert all(report.is_sound for report in reports), said(reports)
    finally:
        stop.set()
        saving.join()
        desk.close()
    assert is_sound(desk_path)


def test_an_app_can_be_started_while_the_doctor_looks(written, clock):
    stop = threading.Event()

    def look():
        while not stop.is_set():
            doctor.examine(written)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for _ in range(20):
            with open_desk(written, clock=clock, keep=NONE):
                pass
    finally:
        stop.set()
        looking.join()


def test_a_link_is_followed_to_what_lies_beside_the_file(written, tmp_path):
    link = tmp_path / "nơi khác" / "liên-kết.json"
    link.parent.mkdir()
    link.symlink_to(written)
    assert said(doctor.examine(link)) == said(doctor.examine(written))
    assert "proven" in said(doctor.examine(link))


# --- what is none


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


# --- the files


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


# --- the records

BAD = {
    "no id": ("news", "5", {"headline": "x"}),
    "odd id": ("articles", "5", {"id": "../x"}),
    "no headline": ("news", "5", {"id": ID}),
    "number for text": ("articles", "5", {"id": ID, "headline": 5}),
    "no such status": ("articles", "5", {"id": ID, "status": "lost"}),
    "no such day": ("tasks", "5", {"id": ID, "title": "x", "campaign": ID, "due": "2027-02-30"}),
    "no name": ("campaigns", "5", {"id": ID}),
    "odd key": ("news", "x", {"id": ID, "headline": "x"}),
    "odder key": ("news", "05", {"id": ID, "headline": "x"}),
    "no bin": ("_bin", "5", {"id": ID}),
    "no conflict": ("_conflicts", "5", {"id": ID}),
    "no history": ("revisions", "5", {"article": 5}),
    "id elsewhere": ("articles", "5", {"headline": "id"}),
}


@pytest.mark.parametrize(("table", "key", "document"), BAD.values(), ids=BAD)
def test_what_is_no_record_is_put_aside_and_the_desk_opens_again(
    broken, clock, table, key, document
):
    path = broken(lambda data: data.setdefault(table, {}).update({key: document}))
    original = path.read_bytes()
    found = wrong(path)
    assert f"!!  Entry {key} of the table {table} is not a valid record: " in found
    if table != "revisions":
        with pytest.raises(FileError, match="doctor --repair"):
            open_desk(path, clock=clock)
    text = mended(path, clock)
    assert found in text
    ((put_aside),) = unreadable(path)
    assert put_aside[:2] == (table, key)
    assert json.loads(put_aside[2]) == document
    (copy,) = backups.found(path)
    assert json.loads(copy.path.read_bytes()) == json.loads(original)
    assert f"ok  Mended. The desk as it was is kept as {copy.path}." in text
    assert "kept in the table _unreadable of the desk file: 1" in said(doctor.examine(path))
    with open_desk(path, clock=clock) as desk:
        assert bodies(desk) == {"Một": "Câu thứ hai."}
        assert [len(t) for t in (desk.campaigns, desk.tasks, desk.news)] == [1, 1, 1]


def test_entries_of_the_same_number_are_all_put_aside(broken, clock):
    """Of several tables, and of several repairs: none takes the place of another."""

    def spoil(data):
        for table in ("articles", "news", "tasks"):
            data[table]["1"] = {"headline": table}

    path = broken(spoil)
    mended(path, clock)
    with open_desk(path, clock=clock, keep=NONE) as desk:
        desk.records.store.storage.commit({"news": {"1": b'{"headline":"again"}'}})
    mended(path, clock)
    headlines = {json.loads(text)["headline"] for _, _, text in unreadable(path)}
    assert headlines == {"articles", "news", "tasks", "again"}


def test_bytes_that_are_no_text_are_kept_as_what_they_are(broken, clock):
    path = broken(lambda data: data["news"].update({"5": {"id": ID, "headline": "X?"}}))
    path.write_bytes(path.read_bytes().replace(b"X?", b"\xff\xfe"))
    assert "is not a valid record" in wrong(path)
    reports = doctor.repair(path, clock)
    assert "Mended" in said(reports)
    assert wrong(path) == ""
    assert said(doctor.repair(path, clock)) == "ok  There was nothing to mend."
    assert "\\xff\\xfe" in unreadable(path)[0][2]


def test_of_twins_the_one_that_the_desk_shows_stays(broken, clock):
    def twin(data):
        key, document = only(data, "news")
        data["news"] = {"5": document | {"headline": "cũ"}, key: document}

    path = broken(twin)
    with open_desk(path, read_only=True) as reader:
        assert [item.headline for item in reader.news] == ["Xưởng may mở lớp"]
    assert "Entry 5 of the table news has the ID of another one" in wrong(path)
    mended(path, clock)
    with open_desk(path, clock=clock) as desk:
        assert [item.headline for item in desk.news] == ["Xưởng may mở lớp"]
    assert "cũ" in unreadable(path)[0][2]


def test_a_task_lets_go_of_an_article_that_is_not_there(broken, clock):
    path = broken(lambda data: data["articles"].clear())
    assert "!!  The task “Viết bài” names an article that is not there." in wrong(path)
    mended(path, clock)
    with open_desk(path, clock=clock) as desk:
        (task,) = desk.tasks
        assert task.articles == ()


def test_the_articles_that_are_there_stay_with_their_task(broken, clock):
    path = broken(lambda data: only(data, "tasks")[1]["articles"].insert(0, ID))
    mended(path, clock)
    with open_desk(path, clock=clock) as desk:
        assert [task.articles for task in desk.tasks] == [tuple(a.id for a in desk.articles)]


def test_a_record_under_a_number_of_a_scripts_own_is_mended_in_its_place(broken, clock):
    def renumber(data):
        data["tasks"] = {"3": only(data, "tasks")[1]}
        data["articles"].clear()

    path = broken(renumber)
    mended(path, clock)
    with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
        assert [document.doc_id for document in stock.table("tasks")] == [3]


def test_a_campaign_that_is_not_there_comes_back_empty(broken, clock):
    path = broken(lambda data: data["campaigns"].clear())
    gone = only(json.loads(path.read_bytes()), "tasks")[1]["campaign"]
    assert f"a repair brings it back as ? {gone[:6]}." in wrong(path)
    mended(path, clock)
    with open_desk(path, clock=clock) as desk:
        (campaign,) = desk.campaigns
        assert (campaign.id, campaign.name) == (gone, f"? {gone[:6]}")
        assert [t.title for p in desk.campaigns.checklist(campaign) for t in p.tasks] == [
            "Viết bài"
        ]
        assert [article.campaign for article in desk.articles] == [gone]


@pytest.mark.parametrize("odd", ["", "x", "../..", "Ạ" * 32, "a" * 31])
def test_a_campaign_whose_id_is_none_gets_one(broken, clock, odd):
    def spoil(data):
        only(data, "tasks")[1]["campaign"] = odd
        only(data, "articles")[1]["campaign"] = odd

    path = broken(spoil)
    assert "A record refers to a campaign that is missing" in wrong(path)
    mended(path, clock)
    with open_desk(path, clock=clock) as desk:
        (task,) = desk.tasks
        assert desk.campaigns[task.campaign].name == "?"
        assert [a.campaign for a in desk.articles] == [task.campaign if odd else ""]


def test_a_campaign_that_is_no_record_is_put_aside_and_comes_back_under_its_id(broken, clock):
    path = broken(lambda data: only(data, "campaigns")[1].pop("name"))
    mended(path, clock)
    with open_desk(path, clock=clock) as desk:
        (task,) = desk.tasks
        assert task.campaign in desk.campaigns
    assert "Mùa quà" not in unreadable(path)[0][2]
    assert '"year":2027' in unreadable(path)[0][2].replace(" ", "")


JUNK = st.dictionaries(
    st.sampled_from(["id", "headline", "title", "name", "campaign", "status", "links", "due"]),
    st.sampled_from([ID, "b" * 32, "x", "", 5, None, [], {}, "2027-05-01", "editing", True]),
    max_size=5,
)
JUNK_TABLES = st.dictionaries(
    st.sampled_from(["articles", "tasks", "news", "campaigns", "_bin", "_conflicts"]),
    st.dictionaries(st.sampled_from(["1", "2", "x", "-3", "1.5", "٣"]), JUNK, max_size=3),
)
SOUND = {
    "campaigns": encode(Campaign(id=ID, name="Mùa quà", year=2027)),
    "tasks": encode(Task(id="b" * 32, campaign=ID, title="Trao quà")),
}


@settings(max_examples=150, deadline=None)
@given(JUNK_TABLES, st.sets(st.sampled_from(list(SOUND))))
def test_whatever_the_desk_refuses_the_doctor_finds_and_mends(tmp_path_factory, tables, sound):
    for name in sound:
        tables.setdefault(name, {})["7"] = SOUND[name]
    path = tmp_path_factory.mktemp("d") / "desk.json"
    path.write_text(json.dumps({"_desk": {"1": {"schema": 1}}} | tables), encoding="utf-8")
    refused = False
    try:
        with open_desk(path, read_only=True):
            pass
    except FileError:
        refused = True
    assert not (refused and is_sound(path))
    clock = Clock()
    if not is_sound(path):
        doctor.repair(path, clock)
    assert is_sound(path)
    with open_desk(path, clock=clock, keep=NONE) as desk:
        assert all(task.campaign in desk.campaigns for task in desk.tasks)
        kept = sum(len(table) for table in (desk.articles, desk.tasks, desk.news, desk.campaigns))
        kept += len(desk.trash) + len(desk.file.conflicts)
    put_in = sum(map(len, tables.values()))
    assert kept + len(unreadable(path)) >= put_in, "nothing is dropped"


# --- histories


def revisions(data):
    return only(data, "revisions")[1]["revisions"]


def spoil_revision(data, place):
    revision = revisions(data)[place]
    revision["data"] = revision["data"][:-8] + "AAAAAAA="


@pytest.fixture
def worked_on(desk_path, clock):
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        article = desk.records.add(Article(headline="Một", body="Bản 0."))
        for number in range(1, 5):
            clock.wait(10)
            desk.records.change(article, body=f"Bản {number}.", why=Why.SAVE)
    return desk_path


def texts(path, clock):
    with open_desk(path, clock=clock, keep=NONE) as desk:
        (article,) = desk.articles
        history = desk.revisions.of(article)
        return [history.state(place).body for place in range(len(history.revisions))]


@pytest.mark.parametrize(
    ("place", "left"),
    [
        (4, ["Bản 0.", "Bản 1.", "Bản 2.", "Bản 3."]),
        (2, ["Bản 0.", "Bản 1."]),
        (0, []),
    ],
)
def test_of_a_damaged_history_what_can_be_read_stays(worked_on, clock, place, left):
    with open_desk(worked_on, clock=clock, keep=NONE) as desk:
        (key,) = desk.records.store.storage.tables["revisions"]
        data = {"revisions": {key: json.loads(desk.records.store.storage.tables["revisions"][key])}}
        spoil_revision(data, place)
        desk.records.store.storage.commit(
            {"revisions": {key: msgspec.json.encode(data["revisions"][key])}}
        )
        original = desk.records.store.storage.tables["revisions"][key].decode()
    count = 5 - len(left)
    told = f"!!  In the history of “Một” there are revisions that cannot be read: {count}."
    assert wrong(worked_on) == told
    text = mended(worked_on, clock)
    assert told in text
    assert texts(worked_on, clock) == left
    assert unreadable(worked_on) == [("revisions", key, original)]
    with open_desk(worked_on, clock=clock) as desk:
        (article,) = desk.articles
        assert article.body == "Bản 4."
        desk.revisions.keep(article)
    assert texts(worked_on, clock)[-1] == "Bản 4."


def test_a_mended_history_says_who_and_when_as_before(worked_on, clock):
    with open_desk(worked_on, clock=clock, keep=NONE) as desk:
        before = desk.revisions.of(next(iter(desk.articles))).revisions
        ((key, text),) = desk.records.store.storage.tables["revisions"].items()
        data = {"revisions": {key: json.loads(text)}}
        spoil_revision(data, 4)
        desk.records.store.storage.commit(
            {"revisions": {key: msgspec.json.encode(data["revisions"][key])}}
        )
    mended(worked_on, clock)
    with open_desk(worked_on, clock=clock, keep=NONE) as desk:
        after = desk.revisions.of(next(iter(desk.articles)))
    assert after.revisions == before[:-1]
    assert isinstance(after, History)


# --- while it is in use, and when the disk says no


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


def test_a_read_only_look_needs_no_room(written):
    with pytest.MonkeyPatch.context() as patch:
        for name in ("write", "pwrite", "fsync", "replace", "link", "mkdir"):
            patch.setattr(os, name, lambda *_, **__: pytest.fail("the doctor has written"))
        assert is_sound(written)
