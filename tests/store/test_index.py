"""The file of the index: it can be lost, damaged, old or in use, and the desk does not mind."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from store import Article, Fact, NewsItem, Rumour, Task, open_desk
from store.search import index as index_module
from store.search.index import Index

BOATS = NewsItem(headline="Làng chài dựng lại lồng bè", summary="Hợp tác xã nuôi cá đã sửa phao.")
NETS = Article(headline="Lớp dạy đan lưới ở làng chài", body="Các chị sửa phao để nuôi cá lồng bè.")


@pytest.fixture
def filled(desk):
    desk.records.write("", [BOATS, NETS])
    return desk


def heads(desk, words: str, **options) -> list[str]:
    return [hit.headline for hit in desk.search.find(words, **options)]


def test_opening_a_desk_makes_no_index(filled):
    assert not filled.search.index_path.exists()
    assert filled.search.state.ready is False
    assert filled.search.state.missing == 2


def test_changes_are_found_and_what_goes_is_not(filled):
    assert len(heads(filled, "lang chai")) == 2
    filled.records.change(filled.articles[NETS.id], label="x", headline="Chợ nổi")
    assert filled.search.state.missing == 1
    assert heads(filled, "cho noi") == ["Chợ nổi"]
    assert heads(filled, "lang chai") == [BOATS.headline]
    filled.articles.remove(filled.articles[NETS.id])
    assert heads(filled, "cho noi") == []
    filled.undo.step_back()
    assert heads(filled, "cho noi") == ["Chợ nổi"]


def test_a_phrase_in_quotes_is_first_where_it_is_the_headline(desk):
    desk.records.add(NewsItem(headline="Nhà ở xã hội cho thợ", published=date(2027, 1, 5)))
    desk.records.add(
        NewsItem(headline="Tin vắn", summary="Về nhà ở xã hội.", published=date(2027, 4, 5))
    )
    assert heads(desk, '"nha o xa hoi"') == ["Nhà ở xã hội cho thợ", "Tin vắn"]


def test_of_a_series_the_newest_comes_first_whatever_else_its_headline_says(desk):
    for month, rest in ((3, ""), (4, ": tăng ở phiên sáng, giảm ở phiên chiều"), (1, " lên")):
        desk.records.add(
            NewsItem(headline=f"Giá vàng hôm nay{rest}", published=date(2027, month, 5))
        )
    series = ["Giá vàng hôm nay: tăng ở phiên sáng, giảm ở phiên chiều", "Giá vàng hôm nay"]
    for typed in ("gia vang hom nay", "giá vàng hôm nay ", "gia vang", '"gia vang hom nay"'):
        assert heads(desk, typed) == [*series, "Giá vàng hôm nay lên"], typed


def test_tasks_facts_rumours_and_tags_are_found(desk, campaign, clock):
    desk.records.write(
        "",
        [
            Task(campaign=campaign.id, title="Gửi áo dài", notes="trước giờ ngọ", owner="Đỗ Hạnh"),
            Fact(campaign=campaign.id, key="số lồng bè", value="1.240"),
            Rumour(campaign=campaign.id, claim="Chợ nổi sẽ đóng", seen=clock()),
            Article(headline="Một bài", topics=("nữ công",)),
        ],
    )
    assert heads(desk, "giờ ngọ") == ["Gửi áo dài"]
    assert heads(desk, "tác giả:hạnh") == ["Gửi áo dài"]
    assert heads(desk, "1240") == ["số lồng bè"]
    assert heads(desk, "cho noi", kinds=("rumour",)) == ["Chợ nổi sẽ đóng"]
    assert heads(desk, "cho noi", kinds=("task",)) == []
    assert heads(desk, "nữ công") == ["Một bài"]


def test_fields_and_phrases(filled):
    assert heads(filled, "trạng thái:đang viết") == [NETS.headline]
    assert heads(filled, "trạng thái:đã duyệt") == []
    assert heads(filled, '"lồng bè" -lưới') == [BOATS.headline]
    assert heads(filled, '"bè lồng"') == []
    assert heads(filled, '"lòng bè"') == []
    assert heads(filled, "sau:19.4.2027") == [NETS.headline]
    assert heads(filled, "sau:21.4.2027") == []


def test_one_typo_is_forgiven_when_nothing_else_is_found(filled):
    assert heads(filled, "lnag chài dựng") == [BOATS.headline]
    assert heads(filled, "lười") == []  # the letters are there: a mark is no typo
    assert heads(filled, "hopp tac xa") == [BOATS.headline]


def test_what_changed_while_nobody_looked_is_read_at_the_next_opening(filled, desk_path, clock):
    heads(filled, "cho")
    filled.close()
    with open_desk(desk_path, clock=clock) as desk:
        desk.records.change(desk.articles[NETS.id], label="x", headline="Giếng cổ")
        desk.records.write("", [NewsItem(headline="Mùa gặt")], drop=[desk.news[BOATS.id]])
    with open_desk(desk_path, clock=clock) as desk:
        desk.search.index()
        assert desk.search.state.ready
        assert heads(desk, "gieng co") == ["Giếng cổ"]
        assert heads(desk, "mua gat") == ["Mùa gặt"]
        assert heads(desk, "dung lai") == []


def test_only_what_differs_is_read_again(filled, desk_path, clock, monkeypatch):
    heads(filled, "cho")
    filled.close()
    put: list[str] = []
    whole = Index.put_all

    def watched(self, entries, *gone_and_progress, **options):
        entries = list(entries)
        put.extend(entry.headline for entry in entries)
        return whole(self, entries, *gone_and_progress, **options)

    monkeypatch.setattr(Index, "put_all", watched)
    with open_desk(desk_path, clock=clock) as desk:
        desk.records.write("", [NewsItem(headline="Mùa gặt")])
        desk.search.index()
    assert put == ["Mùa gặt"]


def damages():
    def cut(path: Path) -> None:
        os.truncate(path, path.stat().st_size // 2)

    def no_database(path: Path) -> None:
        path.write_bytes(b"nothing of the kind" * 99)

    def holes(path: Path) -> None:
        size = path.stat().st_size
        with path.open("r+b") as file:
            for place in range(4096, size, 4096):
                file.seek(place)
                file.write(b"\xa5" * 512)

    def another_format(path: Path) -> None:
        base = sqlite3.connect(path)
        base.execute("PRAGMA user_version=9999")
        base.close()

    def empty(path: Path) -> None:
        path.write_bytes(b"")

    def lost(path: Path) -> None:
        path.unlink()

    return [cut, no_database, holes, another_format, empty, lost]


@pytest.mark.parametrize("damage", damages(), ids=lambda damage: damage.__name__)
def test_a_file_that_cannot_be_used_is_made_anew(filled, desk_path, clock, damage):
    heads(filled, "cho")
    filled.close()
    damage(filled.search.index_path)
    with open_desk(desk_path, clock=clock) as desk:
        assert len(heads(desk, "lang chai")) == 2
        assert [s.id for s in desk.search.suggestions(NETS)] == [BOATS.id]
        assert desk.search.state.ready
        assert desk.search.state.made_anew is (damage.__name__ not in ("empty", "lost"))


def test_a_newer_program_makes_it_anew(filled, desk_path, clock, monkeypatch):
    heads(filled, "cho")
    filled.close()
    monkeypatch.setattr(index_module, "FORMAT", index_module.FORMAT + 1)
    with open_desk(desk_path, clock=clock) as desk:
        assert len(heads(desk, "lang chai")) == 2
        assert desk.search.state.made_anew


def test_a_desk_that_is_read_beside_another_uses_the_index_and_leaves_it_alone(filled, desk_path):
    heads(filled, "cho")
    with open_desk(desk_path, read_only=True) as reader:
        assert len(heads(reader, "lang chai")) == 2
        assert reader.search._index.read_only
        filled.records.write("", [NewsItem(headline="Làng chài mới")])
        reader.file.follow()
        assert len(heads(reader, "lang chai")) == 3
        assert reader.search._index.path != filled.search.index_path
    assert len(heads(filled, "lang chai")) == 3


def test_a_reader_without_an_index_has_one_of_its_own(filled, desk_path):
    with open_desk(desk_path, read_only=True) as reader:
        assert len(heads(reader, "lang chai")) == 2
        assert not filled.search.index_path.exists()


def test_a_reader_alone_leaves_an_index_for_the_next(filled, desk_path):
    filled.close()
    with open_desk(desk_path, read_only=True) as reader:
        assert len(heads(reader, "lang chai")) == 2
    assert filled.search.index_path.exists()


def test_where_no_file_can_be_made_the_index_is_elsewhere(filled):
    filled.search.index_path.mkdir()  # as a folder that refuses, also for root
    assert len(heads(filled, "lang chai")) == 2
    assert filled.search.index_path.is_dir()


def test_a_cancelled_build_goes_on_later(filled):
    filled.search.index(lambda done, total: False)
    assert filled.search.state.missing == 2
    assert heads(filled, "lang chai") == []  # what is in, no waiting
    filled.search.index()
    assert filled.search.state.ready
    assert len(heads(filled, "lang chai")) == 2


def test_an_article_put_aside_and_linked_ones_are_not_suggested(filled):
    other = filled.records.add(
        NewsItem(headline="Sửa phao ở làng chài", summary="Nuôi cá lồng bè.")
    )
    article = filled.articles[NETS.id]
    assert {s.id for s in filled.search.suggestions(article)} == {BOATS.id, other.id}
    article = filled.records.change(article, label="x", unrelated=(BOATS.id,))
    assert {s.id for s in filled.search.suggestions(article)} == {other.id}
    filled.links.add(article, filled.news[other.id])
    assert filled.search.suggestions(article) == []


def test_copies_of_one_story_take_one_place(filled):
    text = "Chợ phiên vùng cao mở lại sau ba năm, bà con mang lợn cắp nách và vải lanh xuống bán."
    one, two = (
        filled.records.add(NewsItem(headline=f"Chợ phiên vùng cao mở lại{end}", summary=text))
        for end in ("", " sau ba năm")
    )
    asked = filled.records.add(Article(headline="Chợ phiên vùng cao", body="Bà con bán vải lanh."))
    (found,) = filled.search.suggestions(asked)
    assert {found.id, *found.same} == {one.id, two.id}


def test_the_newest_are_those_that_are_not_related(filled):
    new = filled.records.add(
        NewsItem(headline="Tàu đêm thêm toa giường nằm", published=filled.records.today())
    )
    draft = filled.records.add(Article(headline="Bản nháp"))
    newest = filled.search.newest(filled.articles[NETS.id])
    assert newest == [new.id]
    assert draft.id not in newest


BUILD = """
import sys
from store import open_desk
with open_desk(sys.argv[1]) as desk:
    print("begun", flush=True)
    desk.search.index()
    print("done", flush=True)
"""


@pytest.mark.parametrize("batches", [0, 1, 7])
def test_killed_while_building_the_next_one_goes_on(tmp_path, batches):
    path = tmp_path / "desk.json"
    with open_desk(path) as desk:
        many = [
            NewsItem(headline=f"Mùa gặt {n}", summary=f"Thôn {n} gặt sớm {n + 1} ngày " * 9)
            for n in range(800)
        ]
        desk.records.write("", many)
    program = subprocess.Popen(
        [sys.executable, "-c", BUILD.replace("    desk.search.index()", _SMALL_BATCHES), str(path)],
        stdout=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == b"begun\n"
    for _ in range(batches):
        assert program.stdout.readline().startswith(b"so many: ")
    program.send_signal(signal.SIGKILL)
    program.wait()
    with open_desk(path) as desk:
        assert len(heads(desk, "mua gat", limit=1000)) == 800
        assert desk.search.state.ready


_SMALL_BATCHES = """
    from store.search import index_writer
    index_writer.BATCH_TERMS = 2000
    desk.search.index(lambda done, _of: not print("so many:", done, flush=True))
"""


def test_two_programs_build_one_index_at_once(tmp_path):
    path = tmp_path / "desk.json"
    with open_desk(path) as desk:
        desk.records.write("", [NewsItem(headline=f"Mùa gặt {n}") for n in range(300)])
    script = BUILD.replace("open_desk(sys.argv[1])", "open_desk(sys.argv[1], read_only=True)")
    command = [sys.executable, "-c", script, str(path)]
    programs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    assert [program.communicate(timeout=60)[0] for program in programs] == [b"begun\ndone\n"] * 2
    with open_desk(path) as desk:
        assert len(heads(desk, "mua gat", limit=1000)) == 300
        found = desk.search._index.ask("SELECT count(*), count(DISTINCT id) FROM items")
        assert found == [(300, 300)]


def test_without_fts5_the_folded_texts_are_looked_through(filled, monkeypatch):
    monkeypatch.setattr(index_module, "_FULL_TEXT", "CREATE VIRTUAL TABLE words USING none()")
    assert len(heads(filled, "lang chai")) == 2
    assert not filled.search._index.has_full_text
    assert heads(filled, "dan luoi") == [NETS.headline]
    assert heads(filled, '"lồng bè" -lưới') == [BOATS.headline]
    assert heads(filled, "trạng thái:đang viết") == [NETS.headline]
    assert [s.id for s in filled.search.suggestions(NETS)] == [BOATS.id]
    filled.records.add(NewsItem(headline="Trao 2 000 tấm lưới"))
    for typed in ("2.000", "luoi 2 000 ", '"trao 2000"', "2 00"):
        assert heads(filled, typed) == ["Trao 2 000 tấm lưới"], typed
    assert heads(filled, "luoi -2.000") == [NETS.headline]
