"""What the index puts off for a pause: it is done in pieces, and a pause may end."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from store import Article, NewsItem
from store.search import index_writer


def heads(desk, words: str) -> list[str]:
    return [hit.headline for hit in desk.search.find(words)]


def segments(desk) -> dict[str, int]:
    """In how many pieces each full text lies in the file."""
    with closing(sqlite3.connect(desk.search.index_path)) as file:
        return {
            table: file.execute(f"SELECT count(DISTINCT segid) FROM {table}_idx").fetchone()[0]
            for table in ("words", "headlines", "marks")
        }


def test_a_pause_that_ends_leaves_the_rest_for_the_next(desk):
    names = [f"Bến đò số {number}" for number in range(20)]
    for name in names:
        desk.records.add(NewsItem(headline=name, summary=f"Khách qua {name} mỗi sáng."))
        assert heads(desk, name)[0] == name  # so that each is written by itself
    before = segments(desk)
    pieces: list[str] = []

    def ends_at_once() -> bool:
        pieces.append("left")
        return False

    def goes_on() -> bool:
        pieces.append("done")
        return True

    desk.search.tidy(ends_at_once)
    assert pieces == ["left"]
    assert segments(desk)["marks"] == before["marks"]
    desk.search.tidy(goes_on)
    assert pieces.count("done") >= 2
    assert all(segments(desk)[table] < before[table] for table in before)
    pieces.clear()
    desk.search.tidy(goes_on)
    assert pieces == []
    assert all(heads(desk, name)[0] == name for name in names)


def test_a_new_index_is_of_one_piece(desk, monkeypatch):
    monkeypatch.setattr(index_writer, "BATCH_TERMS", 2_000)
    many = [NewsItem(headline=f"Mùa gặt {n}", summary=f"Thôn {n} gặt sớm.") for n in range(50)]
    desk.records.write("", many)
    desk.search.index()
    assert segments(desk) == {"words": 1, "headlines": 1, "marks": 1}
    assert heads(desk, "mua gat 37") == ["Mùa gặt 37"]


def test_of_a_changed_text_only_what_is_new_is_found(desk):
    """The headline stands in a full text of its own, which a change of the body leaves alone."""
    article = Article(headline="Lớp dạy đan lưới", body="Các chị sửa phao.")
    desk.records.add(article)
    assert heads(desk, "sửa phao") == ["Lớp dạy đan lưới"]
    desk.records.change(desk.articles[article.id], label="x", body="Các chị vá lưới.")
    assert heads(desk, "vá lưới") == heads(desk, "lop day dan luoi") == ["Lớp dạy đan lưới"]
    assert heads(desk, "sua phao") == heads(desk, "sửa phao") == []
    desk.records.change(desk.articles[article.id], label="x", headline="Lớp học nghề")
    assert heads(desk, "vá lưới") == heads(desk, "lop hoc nghe") == ["Lớp học nghề"]
    assert heads(desk, "dan luoi") == []
