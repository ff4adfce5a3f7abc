"""Building the index of a large desk: it goes on where it was, and is asked meanwhile."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from store import NewsItem, open_desk
from store.desk import search
from store.record_kinds import entry_of, searched
from store.search import Hit, index_writer, query_runner
from store.search.index import Index
from store.search.query import parse
from store.search.related import related

MANY = 600
PLACES = "lúa gặt mưa nắng thôn chợ đò bến lưới phao cá mắm ruộng vườn ao đình làng xóm"
WORDS = re.findall(r"\w+", PLACES)


def items(count=MANY, first=0):
    """As many items, each of which shares some words with others."""
    return [
        NewsItem(
            id=f"{n:08x}" * 4,
            headline=f"Mùa gặt {n} ở {WORDS[n % 18]}",
            summary=f"Thôn {n} {WORDS[n % 7]} {WORDS[n % 11]} {WORDS[n % 13]} sớm {n + 1} ngày.",
        )
        for n in range(first, first + count)
    ]


@pytest.fixture
def large(desk_path, clock, monkeypatch):
    """A desk whose index is built in many small pieces."""
    monkeypatch.setattr(index_writer, "BATCH_TERMS", 2_000)
    monkeypatch.setattr(search, "AT_ONCE", 10)
    with open_desk(desk_path, clock=clock) as desk:
        desk.records.write("", items())
        yield desk


@pytest.fixture
def read(monkeypatch):
    """The headlines that are read for the index, in their order."""
    seen: list[str] = []
    whole = index_writer.Batch.add

    def add(self, entry):
        seen.append(entry.headline)
        return whole(self, entry)

    monkeypatch.setattr(index_writer.Batch, "add", add)
    return seen


def half(done, total):
    return done < total // 2


def test_a_question_is_answered_from_what_has_been_read(large, read):
    large.search.index(half)
    state, count = large.search.state, len(read)
    assert state.is_behind
    assert not state.ready
    assert 0 < len(large.search.find("mùa gặt", limit=MANY)) < MANY
    assert large.search.suggestions(large.news[items()[0].id])
    assert len(read) == count  # nobody waited for the rest
    assert large.search.state == state


def test_the_next_build_goes_on_where_the_last_one_was(large, read):
    told: list[tuple[int, int]] = []
    large.search.index(half)
    before = len(read)

    def progress(done, total):
        told.append((done, total))
        return True

    large.search.index(progress)
    assert len(read) == len(set(read)) == MANY
    assert told[0][0] >= MANY // 2 - (MANY - before)
    assert told[-1] == (MANY, MANY)
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert large.search.state.ready


def test_it_can_be_asked_before_anything_is_read_again(large, desk_path, read):
    """After a start of the program, to compare what is there takes seconds."""
    large.search.index()
    large.records.write("", items(5, first=MANY))
    large.close()
    read.clear()
    found: list[Hit] = []

    def progress(done, total):
        if not found:
            assert not read
            assert (done, total) == (MANY, MANY + 5)
            found.extend(desk.search.find("mùa gặt", limit=2 * MANY))
        return True

    with open_desk(desk_path) as desk:
        desk.search.index(progress)
        assert len(found) == MANY
        assert len(read) == 5


def test_what_changes_between_two_builds_is_read_again(large, read):
    large.search.index(half)
    first = [news for news in large.news if news.headline in set(read)]
    large.records.change(first[0], label="x", headline="Giếng cổ")
    large.records.write("", [NewsItem(headline="Chợ nổi")], drop=[first[1]])
    large.search.index()
    assert len(read) == MANY + 2
    assert [hit.headline for hit in large.search.find("giếng cổ")] == ["Giếng cổ"]
    assert [hit.headline for hit in large.search.find("chợ nổi")] == ["Chợ nổi"]
    assert first[1].id not in {hit.id for hit in large.search.find("mùa gặt", limit=2 * MANY)}


def test_what_changes_while_it_is_built_is_in_it(large):
    def progress(done, total):
        if done and "Giếng cổ" not in {news.headline for news in large.news}:
            one, other = list(large.news)[:2]
            large.records.change(one, label="x", headline="Giếng cổ")
            large.records.write("", [NewsItem(headline="Chợ nổi")], drop=[other])
        return True

    large.search.index(progress)
    assert large.search.state.ready
    assert len(large.search.find("mùa gặt", limit=2 * MANY)) == MANY - 2
    assert len(large.search.find("giếng cổ")) == len(large.search.find("chợ nổi")) == 1


def test_a_damaged_index_keeps_no_question_waiting(large, desk_path, read):
    large.search.index()
    large.close()
    with large.search.index_path.open("r+b") as file:
        for place in range(4096, large.search.index_path.stat().st_size, 4096):
            file.seek(place)
            file.write(b"\xa5" * 512)
    read.clear()
    with open_desk(desk_path) as desk:
        desk.search.index(lambda _done, _total: False)
        desk.search.find("mùa gặt")
        assert not read
        assert desk.search.state.made_anew
        assert desk.search.state.is_behind
        desk.search.index()
        assert len(desk.search.find("mùa gặt", limit=MANY)) == MANY


BUILD = """
import os, signal, sys
from store import open_desk
from store.search import index_writer
index_writer.BATCH_TERMS = 2000
whole, count = index_writer.Batch.add, 0
def add(self, entry):
    global count
    count += 1
    return whole(self, entry)
index_writer.Batch.add = add
def progress(done, total):
    if done >= float(sys.argv[2]) * total:
        print(count, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return True
with open_desk(sys.argv[1]) as desk:
    desk.search.index(progress)
    print(count, flush=True)
"""


def test_killed_twice_the_work_is_done_once(desk_path, clock):
    """And what is found then is what a build from the beginning finds."""
    with open_desk(desk_path, clock=clock) as desk:
        desk.records.write("", items())
    read = 0
    for share in (0.3, 0.7, 2):
        command = [sys.executable, "-c", BUILD, str(desk_path), str(share)]
        done = subprocess.run(command, capture_output=True, timeout=120)
        assert (done.returncode == 0) is (share == 2), done.stderr
        read += int(done.stdout)
    a_batch = 2_000 // 25
    assert MANY <= read <= MANY + 2 * a_batch
    with open_desk(desk_path, clock=clock) as desk:
        desk.search.index()
        fresh = Index()
        fresh.put_all([entry_of(news) for news in desk.news])
        for words in ("mùa gặt", "thôn 17", "lua gat", "chợ -đò", "muaa gặt", '"gặt 5"'):
            hits = query_runner.search(
                fresh, parse(words), limit=50, kinds=[kind.code for kind in searched()]
            )
            assert desk.search.find(words) == hits, words
        for news in list(desk.news)[::97]:
            again = related(fresh, entry_of(news), limit=20, exclude=(), text_of=desk.search._entry)
            assert desk.search.suggestions(news) == again
        fresh.close()
