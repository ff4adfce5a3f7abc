"""What a record is made of: which of two states of it descends from the other, without a clock.

A desk file may be carried between machines whose clocks are wrong and whose zones differ, so no
date says which of two states is the later one. Instead each record has a *lineage*: the marks of
those of its states that others can have seen, which are the ones that stood in a desk file or in
a copy of it. A state whose mark stands in the lineage of another one is what that was made from.

A mark is a digest of the mark before it and of the content, as a commit of git is: a text that
was changed and changed back is another state than it was at first. Whenever a file is written,
the records that have changed since get the mark of the state that goes into it. So a script that
edits a document and knows nothing of this needs to do nothing: what stands there then has no
mark, and was made from the state that has the last one.

The lineages stand in a table of their own beside the records (`LINEAGE`), under the document id of
the record: `{"seen": "…"}`, marks of `_WIDTH` letters in a row, the oldest first. A record that has
not changed since it first came into a file has none; one that was deleted leaves its own, so that
a file from before cannot bring it back. The table has no number in `store.migrations`: a toasoan
that knows nothing of it leaves it alone, as a script does, and still opens the desk.

Under `_FILE` stands the mark of the file itself, a new one each time it is written: where that is
still the one that we gave it, a script has edited our file; another one came from elsewhere.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from hashlib import blake2b
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from store.json_documents import document_id

LINEAGE: Final = "_lineage"
"""The table of the lineages."""

_WIDTH: Final = 8
"""Letters of a mark: 48 bits, compared only with those of the same record."""

_MOST: Final = 96
"""So many marks are kept. A machine that stands at an older one is asked what it wants (a
conflict); nothing is lost by it."""

_FILE: Final = "1"
"""The document that holds the mark of the file; no record can have that id."""

_CLOCKED: Final = ("created", "updated")
"""What a clock has written, and what therefore tells nothing."""


Tables = Mapping[str, Mapping[str, bytes]]
Changes = Mapping[str, Mapping[str, bytes | None]]


class Lineage(Struct, frozen=True):
    """The marks of the states that a state of a record descends from, the oldest first."""

    marks: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Lineage:
        """Return the lineage that a text of marks says."""
        starts = range(0, len(text) - _WIDTH + 1, _WIDTH)
        return cls(tuple(text[start : start + _WIDTH] for start in starts))

    @property
    def text(self) -> str:
        """The marks in a row."""
        return "".join(self.marks)

    def mark(self, content: bytes) -> str:
        """Return the mark of the state that has this content, and this lineage."""
        last = self.marks[-1] if self.marks else ""
        return last if last and self.holds(content, last) else _mark(last, content)

    def with_mark(self, content: bytes) -> Lineage:
        """Return the lineage with the mark of the state that has this content as its last."""
        mark = self.mark(content)
        return self if mark in self.marks[-1:] else self._of((*self.marks, mark))

    def anew(self, content: bytes) -> Lineage:
        """Return the lineage with another mark: of what people have decided to leave as it is."""
        return self._of((*self.marks, _mark(self.marks[-1] if self.marks else "", content)))

    def joined(self, marks: Iterable[str]) -> Lineage:
        """Return this lineage with other marks in it; the last, and the one it builds on, stay."""
        more = tuple(mark for mark in marks if mark not in self.marks)
        return self._of((*self.marks[:-2], *more, *self.marks[-2:])) if more else self

    def holds(self, content: bytes, mark: str) -> bool:
        """Tell whether this is the content of the state of that mark."""
        if mark not in self.marks:
            return False
        place = self.marks.index(mark)
        return _mark(self.marks[place - 1] if place else "", content) == mark

    @staticmethod
    def _of(marks: tuple[str, ...]) -> Lineage:
        return Lineage(marks[-_MOST:])


GONE: Final = b""
"""The content of a record that was deleted."""


def _mark(last: str, content: bytes) -> str:
    digest = blake2b(content, digest_size=6, key=last.encode()).digest()
    return urlsafe_b64encode(digest).decode("ascii")


def content_of(document: bytes | None) -> bytes:
    """Return what a document says: without spaces, order and the dates that a clock has written."""
    if document is None:
        return GONE
    found = msgspec.json.decode(document)
    if isinstance(found, dict):
        found = {name: value for name, value in found.items() if name not in _CLOCKED}
    return msgspec.json.encode(found, order="sorted")


class _Document(Struct):
    seen: str = ""


def lineage_in(table: Mapping[str, bytes], key: str) -> Lineage:
    """Return the lineage that stands in a table of them; an unreadable one is none."""
    text = table.get(key)
    try:
        return Lineage.read(msgspec.json.decode(text, type=_Document).seen) if text else Lineage()
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Lineage()


def file_mark(tables: Tables) -> str:
    """Return the mark of a desk file; empty where it was written before there were any."""
    return lineage_in(tables.get(LINEAGE, {}), _FILE).text


def document_of(lineage: Lineage) -> bytes:
    """Return the document of a lineage."""
    return msgspec.json.encode(_Document(lineage.text))


class _Named(Struct):
    id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]


def key_of(number: str, document: bytes) -> str:
    """Return the document id under which the desk keeps a record; scripts give their own numbers.

    Args:
        number: under which it stands.
        document: its JSON text.
    """
    try:
        return document_id(msgspec.json.decode(document, type=_Named).id)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return number


class Recorder:
    """Keeps the lineages of the records of a desk, while they are saved and shown to others.

    A save costs nothing more but for the first change of a record since its state was last shown:
    the state before it is then one that others can have, and gets a mark where it has none yet.

    Args:
        tables: the names of those that hold records.
    """

    def __init__(self, tables: Collection[str]) -> None:
        self._names = tables
        self._new: set[str] = set()
        """The document ids of the records that came since."""
        self._changed: dict[str, tuple[str, str]] = {}
        """Those that have changed since: where each stands."""
        self._coming: dict[str, tuple[str, str] | None] = {}
        """What the save under way changes, by document id; None where nothing is left of it."""

    def saved(self) -> None:
        """Take note that the save that was completed last is on the disk."""
        for key, place in self._coming.items():
            if place is None:
                self._new.discard(key)
                self._changed.pop(key, None)
            elif key not in self._changed and key not in self._new:
                self._changed[key] = place
        self._coming = {}

    def completed(self, changes: Changes, tables: Tables) -> Changes:
        """Return a save with the lineages of what it changes; the save itself where none does.

        Args:
            changes: table → document id → document, as for `DeskStorage.commit`; a lineage that
                is among them stays as it is.
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
        """Return what is to be saved before all that is on the desk is written for others to see.

        Args:
            tables: the documents as they are.
            as_file: whether it is the desk file itself that is written, or else a copy.
        """
        lineages = tables.get(LINEAGE, {})
        found: dict[str, bytes | None] = {}
        if as_file:
            found[_FILE] = document_of(Lineage.read(secrets.token_urlsafe(6)))
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
    """Yield the document id of each record that changes, and its document before and after."""
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
    """A record as it stands in one desk file; or as it is gone from it."""

    document: bytes | None
    lineage: Lineage = Lineage()

    @cached_property
    def content(self) -> bytes:
        """What it says."""
        return content_of(self.document)

    @cached_property
    def whole(self) -> Lineage:
        """All it descends from, and itself as the last."""
        return self.lineage.with_mark(self.content)

    @property
    def marks(self) -> tuple[str, ...]:
        """The same as marks."""
        return self.whole.marks

    @property
    def mark(self) -> str:
        """Its own."""
        return self.marks[-1]

    def says(self, other: State) -> bool:
        """Tell whether both say the same, but for the dates that a clock has written."""
        if self.document is None or other.document is None or self.document == other.document:
            return self.document == other.document
        return self.content == other.content

    def descends_from(self, other: State) -> bool:
        """Tell whether this was made from another one, or says what that said before it parted.

        The second is the three-way rule where the common state is known by its mark alone: who
        has changed nothing since then (or has changed it back) has nothing to lose.
        """
        marks, theirs = self.marks, other.marks
        if other.mark in marks[:-1]:
            return True
        common = next((mark for mark in reversed(marks) if mark in theirs), None)
        if common is None or common == marks[-1]:
            return False
        content = other.content
        return self.lineage.holds(content, common) or other.lineage.holds(content, common)
