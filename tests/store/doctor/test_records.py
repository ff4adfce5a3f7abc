"""Entries that are no records, and records that name what is not there, mended."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from store import Campaign, FileError, Task, doctor, open_desk
from store.file import backups
from store.records import encode
from tests.conftest import Clock

from ..outside import bodies
from .findings import ID, NONE, is_sound, mended, only, said, unreadable, wrong

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
