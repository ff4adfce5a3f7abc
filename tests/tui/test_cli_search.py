"""Search and related news on the command line."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from contextlib import closing, suppress
from time import sleep

import pytest

from store import Article, NewsItem, Task, open_desk
from tui.cli import search

from .cli import put, refused, running, toasoan

NEWS = NewsItem(headline="Làng chài dựng lại lồng bè", summary="Hợp tác xã nuôi cá đã sửa phao.")
NETS = Article(headline="Lớp đan lưới ở làng chài", body="Các chị sửa phao để nuôi cá lồng bè.")


@pytest.fixture
def filled(desk_path):
    put(desk_path, NEWS, NETS)
    return desk_path


def test_search_gives_id_kind_and_headline(cli, filled):
    result = cli("search", "lang", "chai", "--json")
    assert result.code == 0
    assert {(row["id"], row["kind"], row["headline"]) for row in result.json} == {
        (NEWS.id, "news", NEWS.headline),
        (NETS.id, "article", NETS.headline),
    }
    assert set(result.json[0]) == {"id", "kind", "headline"}
    (line,) = cli("search", "đan lưới").lines
    assert line == f"{NETS.id[:6]}  article  {NETS.headline}"


def test_search_is_narrowed(cli, filled, desk_path):
    with open_desk(desk_path) as desk:
        campaign = desk.campaigns.new_empty("Mùa lưới", 2027)
        desk.tasks.add(Task(campaign=campaign.id, title="Gặp làng chài"))
    assert [row["kind"] for row in cli("search", "lang", "--kind", "task", "--json").json] == [
        "task"
    ]
    assert len(cli("search", "lang", "--limit", "1", "--json").json) == 1
    assert cli("search", '"làng chài" trạng thái:đang viết', "--json").json[0]["id"] == NETS.id
    kept = cli("search", "--json", "--", "chài", "-lưới").json
    assert {row["headline"] for row in kept} == {NEWS.headline, "Gặp làng chài"}


def test_nothing_found_is_said(cli, filled):
    result = cli("search", "giếng")
    assert (result.code, result.out) == (0, b"")
    assert "Nothing matches." in result.err
    assert cli("search", "giếng", "--json").json == []


def test_a_wrong_day_is_refused(cli, filled):
    refused(cli("search", "sau:45.13"), "45.13 is not a day of the calendar")
    refused(cli("search", "sau:mai", "lưới"), "mai is not a day of the calendar")


def test_without_a_desk(cli):
    refused(cli("search", "lưới"), "There is no desk")
    refused(cli("related", "abc"), "abc")


def test_related_gives_reasons_best_first(cli, filled, desk_path):
    put(desk_path, NewsItem(headline="Sửa phao", summary="Chuyện khác."))
    rows = cli("related", NETS.id[:8], "--json").json
    assert rows[0]["id"] == NEWS.id
    assert rows == sorted(rows, key=lambda row: -row["score"])
    assert {"id", "headline", "score", "reasons"} <= set(rows[0])
    assert "làng chài" in rows[0]["reasons"]
    line = cli("related", NETS.id, "--limit", "1").lines[0]
    assert NEWS.headline in line
    assert "làng chài" in line
    assert NETS.id in [row["id"] for row in cli("related", NEWS.id[:8], "--json").json]


def test_beside_a_running_app(filled):
    desk = ("--desk", filled)
    with open_desk(filled) as app:
        app.search.index()
        app.records.add(NewsItem(headline="Chợ nổi ở làng chài"))
        found = toasoan(*desk, "search", "lang chai", "--json")
        assert found.code == 0
        assert len(found.json) == 3
        related = toasoan(*desk, "related", NETS.id, "--json").json
        assert NEWS.id in [row["id"] for row in related]
        assert len(app.search.find("lang chai")) == 3


# ---------------------------------------------------------------- a large desk


MANY = 30


@pytest.fixture
def large(desk_path, monkeypatch):
    """A desk of which more is to be read than an editor waits for."""
    monkeypatch.setattr(search, "AT_ONCE", 3)
    monkeypatch.setattr(search, "PATIENCE", -1.0)
    put(desk_path, *(NewsItem(headline=f"Mùa gặt {n}") for n in range(MANY)))
    return desk_path


@pytest.mark.parametrize("words", [("search", "gặt"), ("related",)])
def test_a_large_desk_is_answered_from_what_has_been_read(cli, large, words):
    with open_desk(large, read_only=True) as desk:
        one = next(iter(desk.news)).id
    result = cli(*words, *([one] if words[0] == "related" else []), "--json")
    assert (result.code, result.json) == (0, [])
    assert "30 records have not been read yet" in result.err
    assert "the same command again reads on, with --whole to the end" in result.err


def test_a_large_desk_is_read_to_the_end_where_that_is_asked(cli, large):
    result = cli("search", "gặt", "--whole", "--json")
    assert len(result.json) == MANY
    assert "have not been read" not in result.err
    assert "this is done once" in result.err
    assert len(cli("search", "gặt", "--json").json) == MANY  # it is there now


def test_each_command_reads_on(cli, large, monkeypatch):
    """As far as it comes while the editor waits: here a batch, then time is over."""
    from store.search import index_writer

    monkeypatch.setattr(index_writer, "BATCH_TERMS", 300)
    times = iter(range(100))
    monkeypatch.setattr(search, "monotonic", lambda: next(times))
    monkeypatch.setattr(search, "PATIENCE", 4.0)
    counts = [len(cli("search", "gặt", "--json").json) for _ in range(2)]
    assert 0 < counts[0] < counts[1] < MANY


def test_beside_an_app_nothing_is_built_twice(cli, large):
    with open_desk(large) as app:
        result = cli("search", "gặt", "--json")
        assert result.json == []
        assert "the app reads them when its search is opened" in result.err
        assert not app.search.index_path.exists()
        app.search.index()
        assert len(cli("search", "gặt", "--json").json) == MANY
        assert len(cli("search", "gặt", "--whole", "--json").json) == MANY


def test_what_is_too_long_is_refused(cli, filled):
    refused(cli("search", "a" * 16_000), "may have at most 1000 characters, not 16000")
    assert cli("search", "lưới", "--limit", "9" * 30).code == 0
    assert cli("related", NETS.id, "--limit", "9" * 30).code == 0


def held(index):
    """Count what is in an index, as another program sees it."""
    opened = f"{index.as_uri()}?mode=ro"
    with suppress(sqlite3.Error), closing(sqlite3.connect(opened, uri=True)) as base:
        return base.execute("SELECT count(*) FROM items").fetchone()[0]
    return 0


@pytest.mark.slow
def test_an_interrupt_keeps_what_has_been_read(desk_path):
    with open_desk(desk_path) as desk:
        summary = " ".join(f"từ{n}" for n in range(150))
        desk.records.write(
            "", [NewsItem(headline=f"Mùa gặt {n}", summary=summary) for n in range(3_000)]
        )
    command = ("--desk", desk_path, "search", "gặt", "--whole")
    with running(*command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert b"this is done once" in program.stderr.readline()
        index = desk_path.with_name(f"{desk_path.name}.index")
        while not held(index):  # some of it is written
            sleep(0.05)
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 130
    with open_desk(desk_path) as desk:
        desk.search.index(lambda _done, _total: False)
        assert 0 < len(desk.search.find("gặt", limit=3_000)) <= 3_000
        desk.search.index()
        assert len(desk.search.find("gặt", limit=3_000)) == 3_000
