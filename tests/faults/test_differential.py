"""TinyDB on our storage does what stock TinyDB does, operation by operation."""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, TinyDB, where
from tinydb import operations as op
from tinydb.table import Document

from store.file.database import Database
from store.file.storage import DeskStorage

TABLES = ("_default", "bài viết", "tasks", 'ngoặc " và \\')

WORDS = (
    *("công đoàn", "quà", "xa quê", "", "Tháng Công nhân", "\u00a0", 'có "ngoặc"', "a\\b", "\n\t"),
    *("\U0001f338", "\u2028", "\x00\x7f", unicodedata.normalize("NFD", "Tòa soạn báo")),
)


class Subclass(dict):
    """A mapping of another class, which both are to take as a dict."""


def value(chance: random.Random, depth: int = 0) -> Any:
    """Anything that JSON can say, and some that it says otherwise."""
    kind = chance.randrange(12 if depth < 3 else 8)
    if kind < 2:
        return chance.choice(WORDS)
    if kind == 2:
        return chance.choice([0, 1, -1, 2**53, 2**63, -(2**63), 10**30, chance.randrange(1000)])
    if kind == 3:
        return chance.choice([0.0, -0.0, 0.1, 1e300, 5e-324, 1 / 3, 1e16, 123456789.123])
    if kind < 6:
        return chance.choice([None, True, False])
    if kind < 8:
        return chance.choice(WORDS) * chance.randrange(40)
    several = [value(chance, depth + 1) for _ in range(chance.randrange(4))]
    if kind == 8:
        return several
    if kind == 9:
        return tuple(several)
    if kind == 10:  # the keys become text; of two that become the same, the last one counts
        keys = [chance.choice([1, "1", 2.5, None, True, "khóa", -7]) for _ in several]
        return dict(zip(keys, several, strict=True))
    return Subclass(zip(map(str, range(9)), several, strict=False))


def fields(chance: random.Random) -> dict[str, Any]:
    """A document: `n` and `label` to ask for, and anything else."""
    given: dict[str, Any] = {"n": chance.randrange(12), "label": chance.choice(WORDS)}
    for name in chance.sample(("body", "tags", "ngày", "x y", ""), chance.randrange(4)):
        given[name] = value(chance)
    return given


def condition(chance: random.Random) -> Any:
    number, word = chance.randrange(12), chance.choice(WORDS)
    return chance.choice(
        [
            where("n") == number,
            where("n") > number + 4,
            (where("n") == number) & (where("label") == word),
            (where("label") == word) | ~(where("body").exists()),
            Query().label.matches("c.ng"),
            where("label").test(lambda text: len(text) % 3 == number % 3),
            where("tags").any([1, True, word]),
            Query().fragment({"n": number}),
            where("n").one_of([number, 3]),
            lambda document: document.get("n") == number,
        ]
    )


def mutation(chance: random.Random) -> Any:
    """What `update` may be given: fields, an operation, or a function that changes in place."""
    number = chance.randrange(5)

    def nested(document: Any) -> None:
        document.setdefault("tags", [])
        if isinstance(document["tags"], list):
            document["tags"].append(number)

    def rewritten(document: Any) -> None:
        kept = dict(document)
        document.clear()
        document.update(reversed(kept.items()))

    def untouched(document: Any) -> None:
        list(document)

    return chance.choice(
        [
            fields(chance),
            {"n": chance.randrange(12)},
            {},
            op.set("label", chance.choice(WORDS)),
            op.set("body", value(chance)),
            op.increment("n"),
            op.decrement("n"),
            op.add("n", number),
            op.subtract("n", number),
            op.delete("n"),
            nested,
            rewritten,
            untouched,
        ]
    )


class Both:
    """Our TinyDB and the stock one, done the same to.

    Args:
        folder: where their files go.
        seed: for the operations.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.paths = folder / "desk.json", folder / "stock.json"
        self.counts: dict[str, int] = {}
        self.failed = 0
        self.open()

    def open(self) -> None:
        ours, stock = self.paths
        self.ours, self.stock = Database(ours), TinyDB(stock, encoding="utf-8")

    def close(self) -> None:
        """Close both; stock TinyDB finds the same in both files."""
        self.ours.close()
        self.stock.close()
        states = []
        for path in self.paths:
            with TinyDB(path, access_mode="r", encoding="utf-8") as stock:
                read = stock.storage.read() or {}
                states.append([(n, list(t.items())) for n, t in sorted(read.items()) if t])
        assert same(*states)

    def reopen(self) -> None:
        self.close()
        self.open()
        assert storage_of(self.ours).findings == ()

    def do(self, name: str, work: Callable[[Any, random.Random], Any]) -> None:
        """Do the same on both, with the same chances; what comes of it is the same."""
        self.counts[name] = self.counts.get(name, 0) + 1
        seed = self.chance.random()
        results = []
        for database in (self.ours, self.stock):
            try:
                results.append(("gives", work(database, random.Random(seed))))
            except Exception as error:  # noqa: BLE001 - both are to raise the same
                results.append(("raises", f"{type(error).__name__}: {error}"))
        self.failed += results[0][0] == "raises"
        assert same(*results), f"{name}: {results[0]!r} is not {results[1]!r}"

    def compare(self) -> None:
        """Everything is equal, in the same order; an empty table may be missing on one side."""
        for name in {*self.ours.tables(), *self.stock.tables()}:
            ours, stock = self.ours.table(name).all(), self.stock.table(name).all()
            assert [document.doc_id for document in ours] == [d.doc_id for d in stock]
            assert same(ours, stock)
        tables = [
            {name for name in database.tables() if len(database.table(name))}
            for database in (self.ours, self.stock)
        ]
        assert tables[0] == tables[1]


def storage_of(database: Database) -> DeskStorage:
    assert isinstance(database.storage, DeskStorage)
    return database.storage


def same(ours: Any, stock: Any) -> bool:
    """Equal in value, kind (True is not 1, 1.0 is not 1) and the order of everything."""
    return repr(plain(ours)) == repr(plain(stock))


def plain(found: Any) -> Any:
    if isinstance(found, Document):
        return [found.doc_id, type(found).__name__, plain(dict(found))]
    if isinstance(found, dict):
        return {key: plain(inner) for key, inner in found.items()}
    if isinstance(found, list | tuple):
        return [type(found).__name__, *map(plain, found)]
    return found


def a_table(database: TinyDB, chance: random.Random) -> Any:
    name = chance.choice(TABLES)
    return database if name == "_default" and chance.random() < 0.5 else database.table(name)


def some_ids(table: Any, chance: random.Random) -> list[int]:
    there = [document.doc_id for document in table]
    return [
        *chance.sample(there, min(len(there), chance.randrange(4))),
        *([chance.randrange(5000)] if chance.random() < 0.3 else []),
    ]


def insert(database, chance):
    return a_table(database, chance).insert(fields(chance))


def insert_odd(database, chance):
    return a_table(database, chance).insert(Subclass(fields(chance)))


def insert_with_id(database, chance):
    """An id of its own: free, taken, or one of the 52-bit ones that the desk gives."""
    number = chance.choice([chance.randrange(1, 400), chance.getrandbits(52)])
    return a_table(database, chance).insert(Document(fields(chance), doc_id=number))


def insert_wrong(database, chance):
    return a_table(database, chance).insert(chance.choice([["a"], "text", 5]))


def insert_multiple(database, chance):
    documents: list[dict[str, Any] | str] = [fields(chance) for _ in range(chance.randrange(5))]
    if chance.random() < 0.3:
        documents.append(Document(fields(chance), doc_id=chance.randrange(300)))
    if chance.random() < 0.1:
        documents.append("no document")
    return a_table(database, chance).insert_multiple(iter(documents))


def update_by_query(database, chance):
    table = a_table(database, chance)
    return table.update(mutation(chance), condition(chance))


def update_by_ids(database, chance):
    table = a_table(database, chance)
    return table.update(mutation(chance), doc_ids=some_ids(table, chance))


def update_all(database, chance):
    return a_table(database, chance).update(mutation(chance))


def update_multiple(database, chance):
    table = a_table(database, chance)
    return table.update_multiple(
        [(mutation(chance), condition(chance)) for _ in range(chance.randrange(3))]
    )


def remove_by_query(database, chance):
    return a_table(database, chance).remove(condition(chance))


def remove_by_ids(database, chance):
    table = a_table(database, chance)
    return table.remove(doc_ids=some_ids(table, chance))


def upsert(database, chance):
    return a_table(database, chance).upsert(fields(chance), condition(chance))


def upsert_by_id(database, chance):
    document = Document(fields(chance), doc_id=chance.randrange(1, 400))
    return a_table(database, chance).upsert(document)


def truncate(database, chance):
    return a_table(database, chance).truncate()


def drop_table(database, chance):
    return database.drop_table(chance.choice(TABLES))


def drop_tables(database, chance):
    return database.drop_tables()


def look(database, chance):
    """All the ways of asking."""
    table, asked = a_table(database, chance), condition(chance)
    ids = some_ids(table, chance)
    return [
        table.search(asked),
        table.get(asked),
        table.count(asked),
        table.contains(asked),
        len(table),
        list(table),
        [table.get(doc_id=number) for number in ids],
        [table.contains(doc_id=number) for number in ids],
        table.get(doc_ids=ids),
        table.get(doc_id=0),
    ]


WEIGHTS = {
    insert: 20,
    insert_odd: 3,
    insert_with_id: 6,
    insert_wrong: 1,
    insert_multiple: 8,
    update_by_query: 12,
    update_by_ids: 12,
    update_all: 1,
    update_multiple: 5,
    remove_by_query: 5,
    remove_by_ids: 7,
    upsert: 6,
    upsert_by_id: 4,
    truncate: 0.4,
    drop_table: 0.4,
    drop_tables: 0.1,
    look: 20,
}


def run(folder: Path, seed: int, count: int) -> Both:
    both = Both(folder, seed)
    kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
    for number in range(count):
        kind = both.chance.choices(kinds, weights)[0]
        both.do(kind.__name__, kind)
        if number % 10 == 0:
            both.compare()
        if both.chance.random() < 0.02:
            assert storage_of(both.ours).checkpoint()
        if both.chance.random() < 0.015:
            both.reopen()
    both.compare()
    both.close()
    print(f"{count} operations, {both.failed} raised the same error: {both.counts}")
    assert 0 < both.failed < count / 4
    assert set(both.counts) == {kind.__name__ for kind in WEIGHTS} or count < 1000
    return both


def test_a_question_is_answered_anew_after_a_change(tmp_path):
    with Database(tmp_path / "desk.json") as database:
        database.insert({"n": 1})
        assert database.search(where("n") == 1) == [{"n": 1}]
        database.update({"n": 2})
        assert database.search(where("n") == 1) == []


def test_as_stock_tinydb_does(tmp_path):
    run(tmp_path, 0, 500)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 6))
def test_as_stock_tinydb_does_3000_times(tmp_path, seed):
    run(tmp_path, seed, 3000)


def test_it_goes_on_with_the_file_of_the_stock_one(tmp_path):
    """And the other way round, several times; what is escaped there is text here."""
    path, chance = tmp_path / "desk.json", random.Random(7)
    expected: list[dict[str, Any]] = []
    for turn in range(8):
        kind = Database if turn % 2 else TinyDB
        options = {} if kind is Database else {"encoding": "utf-8"}
        with kind(path, **options) as database:
            if kind is Database and (outside := database.storage.outside()):
                assert turn > 1, "the first time there is nothing of ours to differ from"
                theirs = {
                    name: {key: json.loads(text) for key, text in table.items()}
                    for name, table in outside.theirs.items()
                }
                database.storage.write(theirs)  # a script takes them as they are
                database.storage.outside_taken()
            assert same([dict(document) for document in database], expected)
            given = [fields(chance) for _ in range(5)]
            database.insert_multiple(given)
            expected += [json.loads(json.dumps(document)) for document in given]
            assert same([dict(document) for document in database], expected)


def test_what_was_handed_out_can_be_changed_without_harm(tmp_path):
    """Stock TinyDB hands out what its query cache holds; here each answer is the caller's own."""
    with Database(tmp_path / "desk.json") as database:
        number = database.insert({"tags": ["một"], "label": "x"})
        for found in (
            database.get(doc_id=number),
            database.search(where("label") == "x")[0],
            database.all()[0],
        ):
            found["tags"].append("hai")
            found["label"] = "y"
        assert database.search(where("label") == "x") == [{"tags": ["một"], "label": "x"}]
        given: dict[str, list[str]] = {"tags": []}
        second = database.insert(given)
        given["tags"].append("sau đó")
        assert database.get(doc_id=second) == {"tags": []}


def test_a_change_that_fails_half_way_has_changed_nothing(tmp_path):
    with Database(tmp_path / "desk.json") as database:
        database.insert_multiple({"n": n} for n in range(10))
        before = database.all()

        def failing(document: Any) -> None:
            document["n"] += 100
            if document["n"] == 105:
                raise RuntimeError("half way")

        with pytest.raises(RuntimeError, match="half way"):
            database.update(failing)
        for unsayable in (float("nan"), float("inf"), {1, 2}, object(), b"bytes", "\ud800"):
            with pytest.raises((TypeError, ValueError)):
                database.update({"x": unsayable}, doc_ids=[1, 2])
            with pytest.raises((TypeError, ValueError)):
                database.insert_multiple([{"ok": 1}, {"x": [unsayable]}])
            with pytest.raises((TypeError, ValueError)):
                database.storage.write({"_default": {1: {"x": unsayable}}})
        assert database.all() == before
    with Database(tmp_path / "desk.json") as database:
        assert database.all() == before


def test_writing_all_at_once_is_the_same_as_stock(tmp_path):
    """`storage.write`, which middlewares and scripts call."""
    chance = random.Random(3)
    both = Both(tmp_path, 3)
    for _ in range(40):
        tables = {
            name: {str(number): fields(chance) for number in chance.sample(range(1, 9), 4)}
            for name in chance.sample(TABLES, chance.randrange(1, 4))
        }
        for database in (both.ours, both.stock):
            database.storage.write(tables)
            database.clear_cache()
        assert same(
            *(
                sorted(
                    (name, sorted(table.items()))
                    for name, table in database.storage.read().items()
                    if table
                )
                for database in (both.ours, both.stock)
            )
        )
        if chance.random() < 0.2:
            both.ours.close()
            both.stock.close()
            both.open()


def test_the_harness_sees_a_difference(tmp_path, monkeypatch):
    """The control: a table that does not see what was changed in place is found."""

    def blind(draft: Any) -> dict[str, bytes | None]:
        whole = type(draft).__dict__["whole"](draft)
        return {name: text for name, text in whole.items() if name not in draft._texts}

    from store.file.database import _Draft

    monkeypatch.setattr(_Draft, "whole", _Draft.changes, raising=False)
    monkeypatch.setattr(_Draft, "changes", blind)
    with pytest.raises(AssertionError, match="is not"):
        run(tmp_path, 0, 500)
