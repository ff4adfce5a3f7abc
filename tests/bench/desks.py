"""Desks to measure: of an earlier day, of any size, and the same articles in files of others."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from store import Article, Desk, open_desk
from store.articles.history import History, Why
from store.file.backups import Keep
from store.json_documents import document_id
from store.records import Link
from tests.bench.desk_peers import edited
from tests.bench.text import articles, sentence

WORDS: Final = 657
"""4.1 KB of text; two cards make it 4.8 KB of JSON."""

REVISIONS_EACH: Final = 10
KINDS_OF_HISTORY: Final = 500
"""Histories are made for so many articles and stand under the others again: only bytes count."""

NO_BACKUPS: Final = Keep(0, 0, 0)
LONG_AGO: Final = datetime.now().astimezone() - timedelta(days=3)


def pieces(count: int) -> list[Article]:
    """Make articles of 4.8 KB, each with two cards."""
    dice = random.Random(2)
    made = list(articles(count, WORDS))
    return [
        msgspec.structs.replace(
            article,
            topics=("quyền lợi đoàn viên",),
            links=tuple(
                Link(
                    kind="article",
                    target=target.id,
                    headline=target.headline,
                    summary=sentence(dice, 6),
                )
                for target in dice.choices(made, k=2)
            ),
        )
        for article in made
    ]


@contextmanager
def filled(path: Path, records: Sequence[Article], *, revisions: bool) -> Iterator[Desk]:
    """Put articles on a new desk, three days ago, with their first revision or without any."""
    with open_desk(path, keep=NO_BACKUPS, clock=lambda: LONG_AGO) as desk:
        if revisions:
            desk.records.write("", records)
        else:  # no public way leaves the histories out
            desk.records.store.commit([(None, record) for record in records])
        yield desk
        # A second checkpoint at the end, for the journal before it is read at every start: on a
        # desk in use it holds what was saved between two of them, not everything.
        desk.file.checkpoint()
        desk.records.store.commit(
            [(records[0], msgspec.structs.replace(records[0], signoff="Tòa soạn"))]
        )


def histories(records: Sequence[Article]) -> dict[str, bytes | None]:
    """Return histories of `REVISIONS_EACH` revisions."""
    dice = random.Random(9)
    made = []
    for article in records[:KINDS_OF_HISTORY]:
        history, text = History(article.id), article.body
        for number in range(REVISIONS_EACH):
            at = LONG_AGO + timedelta(minutes=6 * number)
            state = msgspec.structs.replace(article, body=text)
            history = history.added(state, why=Why.WRITING, who="editor", at=at)
            text = edited(dice, text)
        made.append(history)
    return {
        document_id(article.id): msgspec.json.encode(
            msgspec.structs.replace(made[place % len(made)], article=article.id)
        )
        for place, article in enumerate(records)
    }


def write_peers(folder: Path, records: Sequence[Article]) -> None:
    """Write what the peers hold: the same articles."""
    documents = {document_id(a.id): msgspec.to_builtins(a) | {"id": a.id} for a in records}
    (folder / "stock.json").write_bytes(msgspec.json.encode({"articles": documents}))
    base = sqlite3.connect(folder / "desk.db")
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, place INTEGER, json TEXT)")
    rows = (
        (int(key), place, json.dumps(document, ensure_ascii=False, separators=(",", ":")))
        for place, (key, document) in enumerate(documents.items())
    )
    base.executemany("INSERT INTO articles VALUES (?, ?, ?)", rows)
    base.commit()
    base.close()
