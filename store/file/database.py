"""TinyDB on the desk file, for scripts: its queries and tables on our storage.

Stock TinyDB passes its updaters the documents themselves and writes everything; these tables pass
copies, note which were touched, and save those.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from store.file.journal import Changes
from store.file.storage import DeskStorage
from store.json_documents import json_text


class _Documents(Mapping[str, Mapping[str, Any]]):
    """A table for reading: each document is decoded when it is accessed."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = texts

    def __getitem__(self, key: str) -> Any:
        return json.loads(self._texts[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


class _Draft(MutableMapping[int, Any]):
    """A table for an updater: records which documents were touched, and their new state."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = texts
        self._touched: dict[str, Any] = {}

    def __getitem__(self, key: int) -> Any:
        name = str(key)
        if name not in self._touched:
            self._touched[name] = json.loads(self._texts[name])
        if self._touched[name] is None:
            raise KeyError(key)
        return self._touched[name]

    def __setitem__(self, key: int, document: Any) -> None:
        self._touched[str(key)] = dict(document)

    def __delitem__(self, key: int) -> None:
        self[key]  # raises KeyError where it is not there
        self._touched[str(key)] = None

    def clear(self) -> None:
        """Delete all documents."""
        self._touched = dict.fromkeys({**self._texts, **self._touched})

    def __iter__(self) -> Iterator[int]:
        for name in self._texts:
            if self._touched.get(name, ...) is not None:
                yield int(name)
        for name, document in self._touched.items():
            if name not in self._texts and document is not None:
                yield int(name)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changes(self) -> dict[str, bytes | None]:
        """Return the changes that the updater made."""
        texts = {
            name: None if document is None else json_text(document)
            for name, document in self._touched.items()
        }
        return {name: text for name, text in texts.items() if text != self._texts.get(name)}


class JournaledTable(Table):
    """A TinyDB table that saves only what has changed, not the whole database."""

    def __init__(
        self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        # Never a cache: stock hands out the cached documents themselves.
        super().__init__(storage, name, cache_size=0, persist_empty=persist_empty)
        assert isinstance(storage, DeskStorage)
        self.save: Callable[[Changes], None] = storage.commit

    def _read_table(self) -> Mapping[str, Mapping[str, Any]]:  # type: ignore[override]
        return _Documents(_texts(self._storage, self.name))

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        draft = _Draft(_texts(self._storage, self.name))
        updater(draft)
        if changes := draft.changes():
            self.save({self.name: changes})


def _texts(storage: Any, name: str) -> Mapping[str, bytes]:
    assert isinstance(storage, DeskStorage)
    return storage.tables.get(name, {})


class Database(TinyDB):
    """A desk file as TinyDB; every save is durable when the call returns.

    Args:
        path: the desk file.
        read_only: take no lock and refuse changes.

    Raises:
        FileError: as `DeskStorage`.
    """

    table_class = JournaledTable

    def __init__(self, path: Path, **options: Any) -> None:
        super().__init__(path, storage=DeskStorage, **options)
        self.take: Callable[[Changes], None] = self.commit
        """Saves the changes of a script; a desk checks and shows them as records."""

    def commit(self, changes: Changes) -> None:
        """Save changes of several tables as one unit.

        Args:
            changes: table name → document ID → the document's JSON text, None to delete it.

        Raises:
            SaveError: none of them is in the file.
        """
        assert isinstance(self.storage, DeskStorage)
        self.storage.commit(changes)

    def table(self, name: str, **options: Any) -> JournaledTable:
        """Return a table; changes in it are saved when the call returns."""
        table = super().table(name, **options)
        assert isinstance(table, JournaledTable)
        table.save = self.take
        return table

    def drop_table(self, name: str) -> None:
        """Delete all documents of a table, as one change."""
        self._drop([name])

    def drop_tables(self) -> None:
        """Delete all documents of all tables, as one change."""
        self._drop(self.tables())

    def _drop(self, names: Iterable[str]) -> None:
        changes: Changes = {name: dict.fromkeys(_texts(self.storage, name)) for name in names}
        if any(changes.values()):
            self.take(changes)
        for name in changes:
            self._tables.pop(name, None)
