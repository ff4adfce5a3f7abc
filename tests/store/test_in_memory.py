"""What a desk keeps of its file in memory: pieces, places and compressed blocks, never a word less.

All through `open_desk`; that a checkpoint has the same bytes is asked of the file.
"""

from __future__ import annotations

import json
import random
import shutil
import tracemalloc
from datetime import date

import pytest
from tinydb import TinyDB, where

from store import Article, FileError, NewsItem, open_desk
from store.articles.history import Why
from store.file import journal
from store.file.storage import DeskStorage
from store.json_documents import document_id, json_of, json_text
from store.lineage import Recorder

from .copied import NONE

WORDS = (
    *("công đoàn", "quà", "Tết", "áo dài", "đoàn viên", "nghỉ mát", "tăng lương", "bữa ăn"),
    *("giữa ca", "xa quê", "nhà trọ", "mùa vải", "Bắc Giang"),
)


def news(number: int, dice: random.Random) -> NewsItem:
    return NewsItem(
        headline=f"Tin {number}: {' '.join(dice.choices(WORDS, k=9))}",
        summary=" ".join(dice.choices(WORDS, k=40)) + '. "Thế à?"\n\tRồi \u0001 \\ / 🎁',
        published=date(2027, 4, 1 + number % 28),
        source="Báo thử",
    )


def filled(path, clock, *, count=300, articles=40):
    """A desk with news and articles, closed; returns their IDs in order."""
    dice = random.Random(5)
    many = [news(number, dice) for number in range(count)]
    texts = [
        Article(headline=f"Bài {number}", body=" ".join(dice.choices(WORDS, k=400)))
        for number in range(articles)
    ]
    with open_desk(path, clock=clock, keep=NONE) as desk:
        desk.records.write("", [*many, *texts])
    return [item.id for item in many], [article.id for article in texts]


def opened(path, clock, *, is_packed=True):
    desk = open_desk(path, clock=clock, keep=NONE)
    if is_packed:
        desk.file.pack()
    return desk


def header(path):
    _, newest = list(journal.journals(path).items())[-1]
    return journal.scan(newest.read_bytes()).header


def rewritten(path, clock):
    """Open a desk, pack it, and write its file anew; return what it was and what it is."""
    before = path.read_bytes()
    with opened(path, clock) as desk:
        desk.records.add(Article(headline="Để ghi lại"))
    return json.loads(before), json.loads(path.read_bytes())


def without_bookkeeping(tables):
    return {name: table for name, table in tables.items() if name[0] != "_" and name != "revisions"}


@pytest.mark.parametrize("form", [{}, {"indent": 2}, {"separators": (",", ":")}])
def test_every_document_comes_out_as_it_went_in(desk_path, clock, form):
    items, articles = filled(desk_path, clock)
    tables = json.loads(desk_path.read_bytes())
    # Of a newer toasoan: a field that this one does not know, and a table.
    tables["news"][document_id(items[3])]["of_tomorrow"] = {"a": [1, None]}
    tables["articles"][document_id(articles[3])]["of_tomorrow"] = "đỏ"
    tables["tomorrow"] = {"khóa": {"x": 1}, "007": {"y": 2}, "7": {}, "-1": {}, "9" * 30: {}}
    tables["empty"] = {}
    desk_path.write_text(json.dumps(tables, ensure_ascii=False, **form), encoding="utf-8")
    for path in journal.journals(desk_path).values():
        path.unlink()
    before, after = rewritten(desk_path, clock)
    assert len(after["articles"]) == len(before["articles"]) + 1
    assert list(after["articles"])[:-1] == list(before["articles"])
    after["articles"].popitem()
    assert without_bookkeeping(after) == without_bookkeeping(before)
    assert [*after["news"]] == [*before["news"]]


def test_a_file_of_ours_is_written_with_the_very_same_bytes(desk_path, clock):
    filled(desk_path, clock)
    before = desk_path.read_bytes()
    with opened(desk_path, clock) as desk:
        added = desk.records.add(NewsItem(headline="Thêm"))
        desk.file.checkpoint()
        desk.file.pack()
    after = desk_path.read_bytes()
    news_before = before[before.index(b'"news":{') :].split(b"}}")[0]
    assert news_before in after
    assert json_of(added) in after
    articles = before[before.index(b'"articles":{') :].split(b"}}")[0]
    assert articles in after


def test_what_a_desk_says_is_the_same_before_and_after_packing(desk_path, clock):
    items, articles = filled(desk_path, clock)
    with opened(desk_path, clock, is_packed=False) as desk:
        begun = iter(desk.news)
        first = next(begun)  # somebody is in the middle of it
        said = list(desk.news), list(desk.articles)
        texts = iter(desk.records.store.storage.tables["articles"].items())
        seen = [next(texts)]
        desk.file.pack()
        desk.file.pack()
        assert (list(desk.news), list(desk.articles)) == said
        assert [first, *begun] == said[0]
        assert dict([*seen, *texts]) == {
            document_id(article.id): json_of(article) for article in said[1]
        }
    assert [item.id for item in said[0]] == items
    assert [article.id for article in said[1]] == articles


def test_changes_stand_over_what_is_packed(desk_path, clock, tmp_path):
    """Any changes of news, and a kill in between: the desk is that of a plain list."""
    items, _ = filled(desk_path, clock, count=60)
    dice, path = random.Random(3), desk_path
    expected = dict.fromkeys(items, "")
    for turn in range(6):
        desk = opened(path, clock, is_packed=turn % 2 == 0)
        for number in range(25):
            known = dice.choice(list(expected))
            match dice.randrange(5):
                case 0:
                    added = desk.records.add(news(1000 * turn + number, dice))
                    expected[added.id] = ""
                case 1 | 2:
                    author = f"{turn}/{number}"
                    desk.records.change(desk.news[known], author=author)
                    expected[known] = author
                case 3:
                    desk.records.write("bỏ", [], drop=[desk.news[known]])
                    assert known not in desk.news
                    assert desk.news.get(known) is None
                    if dice.random() < 0.5:
                        desk.undo.step_back()
                        expected[known] = expected.pop(known)
                    else:
                        del expected[known]
                case 4:
                    desk.db.table("news").update({"author": "kịch bản"}, where("id") == known)
                    expected[known] = "kịch bản"
            if dice.random() < 0.1:
                desk.file.checkpoint()
            assert len(desk.news) == len(expected)
        assert [(item.id, item.author) for item in desk.news] == list(expected.items())
        assert all(desk.news[record_id].id == record_id for record_id in expected)
        if turn % 3 == 2:  # as after a kill: what was on the disk before it was closed
            path = shutil.copytree(path.parent, tmp_path / str(turn)) / path.name
        desk.close()
    with TinyDB(path, encoding="utf-8") as stock, opened(path, clock) as desk:
        assert {item.id for item in desk.news} == set(expected)
        assert {row["id"] for row in stock.table("news")} <= set(expected) | set(items)


def test_a_desk_with_much_news_takes_less_than_its_file(desk_path, clock):
    filled(desk_path, clock, count=3000, articles=0)
    size = desk_path.stat().st_size
    tracemalloc.start()
    try:
        with opened(desk_path, clock) as desk:
            taken, _ = tracemalloc.get_traced_memory()
            assert len(desk.news) == 3000
    finally:
        tracemalloc.stop()
    assert taken < size * 0.8


def test_an_article_is_not_kept_twice(desk_path, clock):
    """Beside what was read of it lies its text only where that says more: of a newer toasoan."""
    dice = random.Random(1)
    texts = [Article(headline=f"Bài {n}", body=dice.randbytes(1000).hex()) for n in range(400)]
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        desk.records.write("", texts)
    taken = []
    for says_more in (False, True):
        if says_more:
            storage = DeskStorage(desk_path)
            said = storage.read()["articles"].items()
            more = {key: json_text({**text, "of_tomorrow": 1}) for key, text in said}
            storage.commit({"articles": more})
            storage.close()
        tracemalloc.start()
        try:
            with opened(desk_path, clock):
                taken.append(tracemalloc.get_traced_memory()[0])
        finally:
            tracemalloc.stop()
    assert taken[1] - taken[0] > 400 * 1000


def test_what_is_no_record_is_refused_at_the_start_though_news_is_read_later(desk_path, clock):
    items, _ = filled(desk_path, clock)
    assert header(desk_path).read_by
    key = document_id(items[5])
    storage = DeskStorage(desk_path)  # as the doctor opens it: it has not read the records
    storage.commit({"news": {key: b'{"id":"%s"}' % items[5].encode()}})
    storage.close()
    assert not header(desk_path).read_by
    with pytest.raises(FileError, match=key):
        open_desk(desk_path, clock=clock)


def test_the_storage_itself_may_be_given_anything_and_says_so(desk_path, clock):
    items, _ = filled(desk_path, clock)
    with open_desk(desk_path, clock=clock, keep=NONE) as desk:
        tables = desk.db.storage.read()
        tables["news"][document_id(items[5])] = {"id": items[5]}
        desk.db.storage.write(tables)
    assert not header(desk_path).read_by
    with pytest.raises(FileError, match=document_id(items[5])):
        open_desk(desk_path, clock=clock)


def test_news_under_the_numbers_of_a_script_is_found_by_its_id(desk_path, clock):
    items, _ = filled(desk_path, clock, count=20)
    tables = json.loads(desk_path.read_bytes())
    tables["news"] = {str(n): text for n, text in enumerate(tables["news"].values(), 1)}
    desk_path.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    for path in journal.journals(desk_path).values():
        path.unlink()
    for turn in range(2):  # the second time from a file of ours
        with opened(desk_path, clock) as desk:
            assert {item.id for item in desk.news} >= set(items)
            assert desk.news[items[7]].headline.startswith("Tin 7:")
            desk.records.change(desk.news[items[7]], author=f"Ai đó {turn}")
            desk.records.add(NewsItem(headline="Nữa"))
    assert not header(desk_path).read_by
    numbers = [key for key in json.loads(desk_path.read_bytes())["news"] if int(key) < 100]
    assert len(numbers) == 19, "a record moves to its number when it is changed"


def test_a_journal_of_another_version_does_not_vouch_for_this_one(desk_path, clock):
    items, _ = filled(desk_path, clock)
    key = document_id(items[5])
    spoiled = json.loads(desk_path.read_bytes())
    spoiled["news"][key]["headline"] = 5
    storage = DeskStorage(desk_path)
    storage.recorder = Recorder((), lambda: "0.1")  # which took that for a headline
    storage.commit({"news": {key: json_text(spoiled["news"][key])}})
    storage.close()
    assert header(desk_path).read_by == "0.1"
    with pytest.raises(FileError, match=key):
        open_desk(desk_path, clock=clock)


def test_a_reader_follows_a_packed_desk(desk_path, clock):
    items, articles = filled(desk_path, clock)
    with (
        opened(desk_path, clock) as desk,
        open_desk(desk_path, clock=clock, read_only=True) as reader,
    ):
        reader.file.pack()
        heard = []
        reader.records.listen(lambda change: heard.append(change.ids))
        for step in range(3):
            changed = desk.records.change(desk.news[items[step]], author="Mới")
            desk.records.write("bỏ", [], drop=[desk.news[items[10 + step]]])
            added = desk.records.add(news(5000 + step, random.Random(step)))
            article = desk.articles[articles[step]]
            desk.records.change(article, body="Khác.", why=Why.SAVE)
            if step:
                desk.file.checkpoint()
            reader.file.follow()
            told = frozenset().union(*heard)
            assert told >= {changed.id, added.id, items[10 + step], article.id}
            assert list(reader.news) == list(desk.news)
            assert list(reader.articles) == list(desk.articles)
            heard.clear()
            reader.file.pack()


def test_a_piece_of_a_name_finds_news(desk_path, clock):
    items, _ = filled(desk_path, clock)
    with opened(desk_path, clock) as desk:
        assert desk.records.find(items[9][:12]).id == items[9]


@pytest.mark.parametrize("record_id", ["", "x", "không", "0" * 32, "0x" + "1" * 30, None, 5])
def test_an_id_of_nothing_is_not_found(desk_path, clock, record_id):
    filled(desk_path, clock, count=3)
    with opened(desk_path, clock) as desk:
        assert record_id not in desk.news
        assert desk.news.get(str(record_id)) is None
