"""Whatever stands in a desk file, it opens or is refused in a sentence, and the doctor mends it.

Documents that no toasoan writes: typed wrongly, cut, nested, under other ids, in unknown tables, in
the bin, in conflicts and histories. A sound desk is taken, some of it is spoiled, and then
everything is asked of it that an editor can ask.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from store import Article, DeskError, Fact, NewsItem, Rumour, Task, doctor, open_desk, record_kinds
from store.articles.history import Why
from store.bookkeeping import Conflict
from store.file.backups import Keep
from store.file.storage import DeskStorage
from store.records import Link, encode
from tests.conftest import Clock
from tui.cli.lists import _lists
from tui.screens.recovery.rows import subject
from tui.widgets.record_text import page_of, states, title_of_document

from .disk import one_sentence

NONE = Keep(0, 0, 0)

VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**30, 1.5, "", "x", "\ud800", "1" * 32, "không", "2027-13-45", []),
    *({}, [None], [[]], [{}], {"x": 1}, [1, "a", {"b": None}], "2027-04-20T09:00:00Z", "\0"),
    *("notes", "tasks", "_bin", {"id": 5}, [["articles", {}]], [["reels", {"id": "1" * 32}]]),
    *([["tasks", "1" * 32, {}, {}]], [["articles", None]], "a" * 5000, "9999-12-31"),
)


def sound(path: Path, clock: Clock) -> dict[str, Any]:
    """The tables of a desk that has something of everything."""
    with open_desk(path, clock=clock, keep=NONE) as desk:
        campaign = desk.campaigns.new_empty("Mùa quà", 2027)
        news = desk.records.add(NewsItem(headline="Xưởng may", published=clock().date()))
        article = desk.records.add(
            Article(headline="Quà", body="Một.\n\nHai.", campaign=campaign.id)
        )
        desk.records.change(article, body="Một.\n\nBa.", why=Why.SAVE)
        desk.links.add(desk.articles[article.id], news)
        task = desk.tasks.add(Task(campaign=campaign.id, title="Viết"))
        desk.tasks.attach(task, desk.articles[article.id])
        desk.records.add(Fact(campaign=campaign.id, key="quà", value="5"))
        desk.records.add(
            Rumour(campaign=campaign.id, claim="Nghe", seen=clock(), answer=article.id)
        )
        desk.search.save("quà")
        gone = desk.records.add(Article(headline="Bỏ", body="Bỏ đi.", links=(card(news),)))
        desk.tasks.attach(desk.tasks[task.id], gone)
        desk.articles.remove(gone)
        theirs = json.loads(json.dumps(encode(article), default=str)) | {"body": "Của họ."}
        desk.records.add(Conflict(table="articles", record=article.id, theirs=theirs))
        desk.records.add(Conflict(table="news", missing=(news.id,)))
    tables: dict[str, Any] = json.loads(path.read_bytes())
    return tables


def card(news: NewsItem) -> Link:
    return Link(kind="news", target=news.id, headline=news.headline)


# --- spoiling


def places(value: Any, deep: int = 20) -> Iterator[tuple[Any, Any]]:
    """Every place in a document: what holds it, and under what."""
    pairs: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(pairs):
        yield value, key
        if deep and isinstance(inner, dict | list):
            yield from places(inner, deep - 1)


def spoil(tables: dict[str, Any], draw: random.Random) -> None:
    """Change one thing of a desk that no toasoan would."""
    name = draw.choice([*tables])
    table = tables[name]
    key = draw.choice([*table]) if table else ""
    what = draw.randrange(9)
    if what == 0:
        table[draw.choice(["7", "x", "-1", "007", "9" * 40, ""])] = draw.choice(VALUES)
    elif what == 1:
        tables[draw.choice(["reels", "", "_unreadable", "\n"])] = {"1": draw.choice(VALUES)}
    elif not key or not isinstance(table[key], dict):
        return
    elif what == 2:
        table["5"] = dict(table[key])  # a twin
    elif what == 3:
        nested: Any = []
        for _ in range(draw.choice([50, 900, 3000])):
            nested = [nested]
        holder, where = draw.choice([*places(table)])
        holder[where] = nested
    elif what == 4:
        holder, where = draw.choice([*places(table[key])])
        if isinstance(holder, dict):
            del holder[where]
    else:
        holder, where = draw.choice([*places(table[key])])
        holder[where] = draw.choice(VALUES)


def written(path: Path, tables: dict[str, Any], draw: random.Random) -> None:
    """Put the tables in a desk file: as another program does, before there was a desk or in the
    place of one, or through our own journal."""
    texts = {
        name: {key: json_text(document) for key, document in table.items()}
        for name, table in tables.items()
    }
    how = draw.choice(["file", "journal", "outside"])
    if how == "journal":
        with contextlib.closing(DeskStorage(path)) as storage:
            storage.commit(texts)
        return
    if how == "outside":
        shutil.copytree(path.parent.with_name("sound"), path.parent, dirs_exist_ok=True)
    rows = {
        name: b",".join(b"%s:%s" % (json_text(key), text) for key, text in table.items())
        for name, table in texts.items()
    }
    path.write_bytes(b"{%s}" % b",".join(b"%s:{%s}" % (json_text(n), r) for n, r in rows.items()))


def json_text(value: Any) -> bytes:
    """JSON of what Python's own encoder would not nest so deep."""
    depth = 0
    while isinstance(value, list) and len(value) == 1 and isinstance(value[0], list):
        value, depth = value[0], depth + 1
    if isinstance(value, dict):
        inner = b",".join(b"%s:%s" % (json_text(k), json_text(v)) for k, v in value.items())
        text = b"{%s}" % inner
    elif isinstance(value, list):
        text = b"[%s]" % b",".join(map(json_text, value))
    else:
        text = json.dumps(value).encode()
    return b"[" * depth + text + b"]" * depth


# --- asking


def ask_everything(path: Path, clock: Clock) -> None:
    """All that an editor can ask of a desk; what cannot be done is refused in a sentence."""
    with open_desk(path, clock=clock, keep=NONE) as desk:
        for found in desk.file.findings():
            assert str(found)
        for entry in list(desk.trash):
            title_of_document(dict(entry.gone[0][1]) if entry.gone else {})
            page_of(desk, entry.gone)
            tried(desk.trash.restore, entry)
        for conflict in list(desk.file.conflicts):
            record_kinds.name_of(conflict.table)
            states(desk, {}, conflict.theirs or {})
            title_of_document(conflict.theirs or {})
            tried(desk.file.conflicts.resolve, conflict, theirs=True)
            if conflict.id in desk.file.conflicts:
                tried(desk.file.conflicts.resolve, conflict, theirs=False)
        for rows in _lists().values():
            tried(lambda rows: list(rows(desk)), rows)
        for article in list(desk.articles):
            tried(lambda article: desk.revisions.of(article).states(), article)
            tried(desk.articles.page_bytes, article)
            tried(desk.search.suggestions, article)
        tried(desk.tasks.catch_up)
        tried(lambda: desk.search.find("quà"))
        for change in desk.undo.entries():
            assert subject(desk, change)
        for _ in desk.undo.entries():
            tried(desk.undo.step_back)
        copy = path.with_name("copy.json")
        tried(lambda: desk.file.copies.save(copy))
        tried(desk.file.copies.back_up)
        tried(lambda: desk.file.copies.compare(copy))
        tried(lambda: desk.file.copies.restore(copy))
        tried(desk.file.compact)


def tried(what: Callable[..., object], *given: object, **options: object) -> bool:
    """Do something; tell whether it was done, and not refused in one sentence."""
    try:
        what(*given, **options)
    except DeskError as error:
        one_sentence(error)
        return False
    return True


def look_at(path: Path, clock: Clock) -> bool:
    """Open, examine and mend a desk; tell whether it could be opened as it was."""
    opens = tried(lambda: ask_everything(copied(path), clock))
    tried(lambda: open_desk(path, read_only=True, clock=clock).close())
    is_desk = tried(lambda: [str(report.finding) for report in doctor.examine(path)])
    if tried(lambda: doctor.repair(path, clock)):
        ask_everything(path, clock)
        assert tried(lambda: doctor.examine(path))
    else:
        assert not opens
        assert not is_desk
    return opens


def copied(path: Path) -> Path:
    folder = path.parent.with_name("asked")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(path.parent, folder)
    return folder / path.name


def spoiled_desks(seeds: range) -> None:
    clock = Clock()
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        whole = sound(Path(name) / "sound" / "desk.json", clock)
        opened = 0
        for seed in seeds:
            draw = random.Random(seed)
            tables = json.loads(json.dumps(whole))
            for _ in range(draw.choice([1, 1, 1, 2, 5])):
                spoil(tables, draw)
            folder = Path(name) / "desk"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            written(folder / "desk.json", tables, draw)
            try:
                opened += look_at(folder / "desk.json", clock)
            except Exception as error:
                raise AssertionError(f"with seed {seed}") from error
        print(f"{opened} of {len(seeds)} open as they are")
        assert 0 < opened < len(seeds)


def test_a_desk_with_one_wrong_thing_in_it():
    spoiled_desks(range(40))


@pytest.mark.slow
def test_a_desk_with_wrong_things_in_it():
    spoiled_desks(range(40, 360))
