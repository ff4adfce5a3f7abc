"""The storage under TinyDB: the tables in memory, the file replaced whole at each change.

Stock `JSONStorage` writes in place over the only copy and reads the file again at every call.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from store.errors import N_, FileError, NotSaved
from store.file.atomic import keep_as, replace_file

Document = dict[str, Any]
Tables = dict[str, dict[str, Document]]
Changes = Mapping[str, Mapping[str, Document | None]]
"""What a change puts: table name → document id → the new document, or None where it goes."""

_Signature = tuple[int, int, int]


class DeskStorage(Storage):
    """The tables of one desk file.

    Documents in memory are never changed in place, only replaced: what a failed write leaves
    behind is exactly what was there before it.

    Args:
        path: the desk file; it need not exist yet.

    Raises:
        FileError: what stands at `path` is not a TinyDB file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.set_aside: Path | None = None
        """Where the file went that another program had put in ours's place since we read it."""
        self._signature: _Signature | None = None
        self._tables = self._load()

    def read(self) -> Tables:
        """Give the tables (TinyDB's protocol); the caller changes nothing in them."""
        return self._tables

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Write all of `data` (TinyDB's protocol): on the disk first, then in memory.

        Raises:
            NotSaved: the file and the memory are as they were.
        """
        tables: Tables = {name: dict(table) for name, table in data.items()}
        encoded = _encoded(tables)
        try:
            self._keep_what_others_wrote()
            replace_file(self.path, encoded)
        except OSError as error:
            raise NotSaved(
                N_("The desk {path} could not be written: {reason}. Nothing of it has changed."),
                path=self.path,
                reason=error.strerror,
            ) from error
        self._tables = tables
        with contextlib.suppress(OSError):  # then our own file is kept aside at the next change
            self._signature = self._look()

    def commit(self, changes: Changes) -> None:
        """Write some documents of several tables as one unit.

        Raises:
            NotSaved: none of them is in the file, nor in memory.
        """
        tables = dict(self._tables)
        for name, documents in changes.items():
            table = dict(tables.get(name, {}))
            for key, document in documents.items():
                if document is None:
                    table.pop(key, None)
                else:
                    table[key] = document
            tables[name] = table
        self.write(tables)

    def _load(self) -> Tables:
        try:
            self._signature = self._look()
            data = self.path.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise FileError(
                N_("The desk file {path} cannot be read: {reason}."),
                path=self.path,
                reason=error.strerror,
            ) from error
        if not data:  # what stock TinyDB leaves before the first insert
            return {}
        try:
            return msgspec.json.decode(data, type=Tables)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise FileError(
                N_(
                    "{path} is not a desk file ({reason}); "
                    "name another file, or a new one, with --desk FILE."
                ),
                path=self.path,
                reason=error,
            ) from error

    def _look(self) -> _Signature:
        status = self.path.stat()
        return status.st_ino, status.st_mtime_ns, status.st_size

    def _keep_what_others_wrote(self) -> None:
        """Put a file that another program has left in our place aside: both texts stay."""
        try:
            found = self._look()
        except FileNotFoundError:
            return
        if found == self._signature:
            return
        aside = self.path.with_name(f"{self.path.name}.outside-{found[1]}")
        if not aside.exists():
            keep_as(self.path, aside)
        self.set_aside = aside


def _encoded(tables: Tables) -> bytes:
    try:
        return msgspec.json.encode(tables)
    except UnicodeEncodeError as error:
        raise NotSaved(
            N_(
                "The desk cannot keep half a character, as there is one after “{start}”; "
                "delete it there. Nothing has been changed."
            ),
            start=error.object[max(0, error.start - 40) : error.start].split("\n")[-1],
        ) from error
