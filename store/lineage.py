"""The ancestry of a record: which of two states descends from the other, without a clock.

A desk file may be carried between machines whose clocks are wrong and whose time zones differ, so
no date tells which of two states is later. Instead each record has a *lineage*: the marks of those
of its states that others can have seen, because they were in a desk file or in a copy of one. A
state descends from another if its lineage has the other's mark.

A mark is a digest of the mark before it and of the content, like a git commit: a text that was
changed and changed back is another state than it was at first. Whenever a file is written, the
records that have changed since get the mark of the state that is written. A script that edits a
document need not know about this: a state without a mark descends from the one with the last mark.

The lineages are in a table of their own beside the records (`LINEAGE`), under the document ID of
the record: `{"seen": "…"}`, marks of `_WIDTH` letters concatenated, the oldest first. A record that
has not changed since it was first written to a file has none. A deleted record leaves its lineage,
so that an older file cannot bring it back. The table has no number in `store.migrations`: a toasoan
that does not know it leaves it alone, as a script does, and still opens the desk.

Under `_FILE` is the mark of the file itself, a new one each time it is written: if it is still the
one that we gave it, a script has edited our file; otherwise the file came from elsewhere.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from store.digests import blake2b
from store.json_documents import document_id

LINEAGE: Final = "_lineage"
"""The table of the lineages."""

_WIDTH: Final = 8
"""Letters of a mark: 48 bits, compared only with those of the same record."""

_MOST: Final = 96
"""The most marks that are kept. A machine with an older state is asked what it wants (a conflict);
nothing is lost."""

_FILE: Final = "1"
"""The document with the mark of the file; no record can have that ID."""

_CLOCKED: Final = ("created", "updated")
"""Fields written by a clock, which are not compared."""


Tables = Mapping[str, Mapping[str, bytes]]
Changes = Mapping[str, Mapping[str, bytes | None]]


class Lineage(Struct, frozen=True):
    """The marks of the states that a state of a record descends from, the oldest first."""

    marks: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Lineage:
        """Return the lineage with the marks in a text."""
        starts = range(0, len(text) - _WIDTH + 1, _WIDTH)
        return cls(tuple(text[start : start + _WIDTH] for start in starts))

    @property
    def text(self) -> str:
        """The marks, concatenated."""
        return "".join(self.marks)

    def mark(self, content: bytes) -> str:
        """Return the mark of the state with this content and this lineage."""
        last = self.marks[-1] if self.marks else ""
        return last if last and self.holds(content, last) else _mark(last, content)

    def with_mark(self, content: bytes) -> Lineage:
        """Return the lineage with the mark of the state with this content as its last."""
        mark = self.mark(content)
        return self if mark in self.marks[-1:] else Lineage((*self.marks, mark)[-_MOST:])

    def anew(self, content: bytes) -> Lineage:
        """Return the lineage with another mark, for a state that people have decided to keep."""
        mark = _mark(self.marks[-1] if self.marks else "", content)
        return Lineage((*self.marks, mark)[-_MOST:])

    def joined(self, marks: Iterable[str]) -> Lineage:
        """Return this lineage with other marks inserted before its last two."""
        more = [mark for mark in marks if mark not in self.marks]
        return Lineage((*self.marks[:-2], *more, *self.marks[-2:])[-_MOST:]) if more else self

    def holds(self, content: bytes, mark: str) -> bool:
        """Tell whether this is the content of the state with that mark."""
        if mark not in self.marks:
            return False
        place = self.marks.index(mark)
        return _mark(self.marks[place - 1] if place else "", content) == mark


GONE: Final = b""
"""The content of a deleted record."""


def _mark(last: str, content: bytes) -> str:
    digest = blake2b(content, digest_size=6, key=last.encode()).digest()
    return urlsafe_b64encode(digest).decode("ascii")


def content_of(document: bytes | None) -> bytes:
    """Return the content of a document, without spaces, order and the dates written by a clock."""
    if document is None:
        return GONE
    found = msgspec.json.decode(document)
    if isinstance(found, dict):
        found = {name: value for name, value in found.items() if name not in _CLOCKED}
    return msgspec.json.encode(found, order="sorted")


class _Document(Struct):
    seen: str = ""


def lineage_in(table: Mapping[str, bytes], key: str) -> Lineage:
    """Return the lineage under a key of the table; an unreadable one counts as none."""
    text = table.get(key)
    try:
        return Lineage.read(msgspec.json.decode(text, type=_Document).seen) if text else Lineage()
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Lineage()


def file_mark(tables: Tables) -> str:
    """Return the mark of a desk file; empty for a file from before there were marks."""
    return lineage_in(tables.get(LINEAGE, {}), _FILE).text


def document_of(lineage: Lineage) -> bytes:
    """Return the document of a lineage."""
    return msgspec.json.encode(_Document(lineage.text))


class _Named(Struct):
    id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]


def key_of(number: str, document: bytes) -> str:
    """Return the document ID under which the desk keeps a record; scripts use other numbers."""
    try:
        return document_id(msgspec.json.decode(document, type=_Named).id)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return number


class Recorder:
    """Keeps the lineages of the records of a desk, as they are saved and written for others to see.

    A save costs more only at the first change of a record since it was last written for others: the
    state before may have been seen, so it gets a mark where it has none yet.

    Args:
        tables: the tables of records.
        read_by: returns the version of toasoan that has read each record; empty where none has.
    """

    def __init__(self, tables: Collection[str], read_by: Callable[[], str] = str) -> None:
        self.read_by = read_by
        self._names = tables
        self._new: set[str] = set()
        """The document IDs of the records added since."""
        self._changed: dict[str, tuple[str, str]] = {}
        """Those that have changed since: table and number."""
        self._coming: dict[str, tuple[str, str] | None] = {}
        """The changes of the current save, by document ID; None for a deletion."""

    def saved(self) -> None:
        """Note that the save last passed to `completed` is on the disk."""
        for key, place in self._coming.items():
            if place is None:
                self._new.discard(key)
                self._changed.pop(key, None)
            elif key not in self._changed and key not in self._new:
                self._changed[key] = place
        self._coming = {}

    def completed(self, changes: Changes, tables: Tables) -> Changes:
        """Return a save with the lineages of what it changes; the save itself where there are none.

        Args:
            changes: table → document ID → document, as for `DeskStorage.commit`; lineages among
                them stay as they are.
            tables: the documents before it.
        """
        lineages = tables.get(LINEAGE, {})
        given = changes.get(LINEAGE, {})
        self._coming = dict.fromkeys(given)
        found: dict[str, bytes | None] = {}
        for name in self._names:
            for key, before, after in _steps(changes.get(name, {}), tables.get(name, {})):
                if key in given:
                    continue
                self._coming[key] = (name, key) if after is not None else None
                if key in self._new or (after is not None and key in self._changed):
                    continue
                lineage = lineage_in(lineages, key)
                if before is None and not lineage.marks:
                    self._new.add(key)
                elif (marked := lineage.with_mark(content_of(before))) is not lineage:
                    found[key] = document_of(marked)
        return {**changes, LINEAGE: {**found, **given}} if found else changes

    def shown(self, tables: Tables, *, as_file: bool) -> Changes:
        """Return what is to be saved before the desk is written for others, as file or as copy."""
        lineages = tables.get(LINEAGE, {})
        found: dict[str, bytes | None] = {}
        if as_file:
            found[_FILE] = document_of(Lineage.read(urlsafe_b64encode(os.urandom(6)).decode()))
        for key, (name, number) in self._changed.items():
            if document := tables.get(name, {}).get(number):
                lineage = lineage_in(lineages, key)
                marked = lineage.with_mark(content_of(document))
                if marked is not lineage:
                    found[key] = document_of(marked)
        self._new.clear()
        self._changed.clear()
        return {LINEAGE: found} if found else {}


def _steps(
    put: Mapping[str, bytes | None], table: Mapping[str, bytes]
) -> Iterable[tuple[str, bytes | None, bytes | None]]:
    """Yield the document ID of each record that changes, and its document before and after."""
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    for number, document in put.items():
        if (was := table.get(number)) is not None:
            before[key_of(number, was)] = was
        if document is not None:
            after[key_of(number, document)] = document
    for key in {**before, **after}:
        yield key, before.get(key), after.get(key)


class State(Struct, frozen=True, dict=True):
    """A record as it is in one desk file; None as its document where it was deleted."""

    document: bytes | None
    lineage: Lineage = Lineage()

    @cached_property
    def content(self) -> bytes:
        """Its content."""
        return content_of(self.document)

    @cached_property
    def whole(self) -> Lineage:
        """Its lineage, with its own mark as the last."""
        return self.lineage.with_mark(self.content)

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of `whole`."""
        return self.whole.marks

    @property
    def mark(self) -> str:
        """Its own mark."""
        return self.marks[-1]

    def says(self, other: State) -> bool:
        """Tell whether both are equal, except for the dates written by a clock."""
        if self.document is None or other.document is None or self.document == other.document:
            return self.document == other.document
        return self.content == other.content

    def descends_from(self, other: State) -> bool:
        """Tell whether this was made from another state, or that has not changed since their common
        one.

        The second case is the three-way rule where the common state is known by its mark alone: a
        side that has changed nothing since (or has changed it back) has nothing to lose.
        """
        marks, theirs = self.marks, other.marks
        if other.mark in marks[:-1]:
            return True
        common = next((mark for mark in reversed(marks) if mark in theirs), None)
        if common is None or common == marks[-1]:
            return False
        content = other.content
        return self.lineage.holds(content, common) or other.lineage.holds(content, common)
