"""What can be had back: the undo list of the session, the bin, the revisions of an article."""

from __future__ import annotations

import contextlib
import getpass
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from store import record_kinds
from store.articles.history import History, Why, noted
from store.campaigns.checklist import settled
from store.desk.unit_of_work import Pending, R, Raw, RecordStore, Step, document_id
from store.errors import N_, FileError, InvalidValueError
from store.lineage import LINEAGE
from store.records import (
    NAMED_BY,
    Article,
    Campaign,
    Deleted,
    Fact,
    Id,
    Record,
    Rumour,
    Task,
    encode,
    names_one_of,
)
from store.used_days import KEY, READINGS, readings_in

REVISIONS: Final = "revisions"
"""The table of the histories: one document an article, under the article's document id."""

BIN_DAYS: Final = 30
"""How long what was deleted can be had back."""

_UNDO_DEPTH: Final = 200
"""How many changes of a session can be taken back."""

RESTORED: Final = ("headline", "byline", "body", "signoff", "layout")
"""What comes back from a revision: the text. Where the article stands, stays."""

_history_of: Final = msgspec.json.Decoder(History).decode


class Undoable(msgspec.Struct, frozen=True):
    """A change of this session that can be taken back."""

    label: str
    """What was done (a message id)."""
    at: datetime
    steps: tuple[Step, ...]
    """Each record as it was before and after it."""

    @property
    def ids(self) -> frozenset[Id]:
        """The records it is about."""
        return frozenset(record.id for step in self.steps for record in step if record)


class Past(RecordStore):
    """The tables of a desk, with what can be had back of them; made as `RecordStore`."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._undo: list[Undoable] = []
        super().__init__(*arguments, **options)
        self._readings = readings_in(self._storage.tables)

    # ------------------------------------------------------------------ changes

    def add(self, record: R) -> R:
        """Put a new record on the desk and return it as it stands there.

        Raises:
            SaveError: the desk is as it was (so for every method that changes it).
        """
        self.write("", [record])
        return self._now_of(record)

    def change(self, record: R, *, label: str = "", why: Why | None = None, **fields: Any) -> R:
        """Change some fields of a record, as it stands now, and return it as it stands then.

        Args:
            record: any state of it; only its id and kind count.
            label: what an undo of it is called; empty for changes that are not listed there
                (the text of an article: its undo is the editor's).
            why: what a revision of an article is kept for; None for a change in passing.
            fields: the new values.
        """
        current = self._now_of(record)
        changed = msgspec.structs.replace(current, **fields)
        if changed == current:
            return current
        self.write(label, [changed], why=why)
        return self._now_of(record)

    def change_later(self, record: Record, **fields: Any) -> Pending | None:
        """Begin to change some fields of a record in passing, as typing does.

        Nothing has changed yet when this returns: `Pending.write` does that, in any thread, and
        `flush` shows it on the desk. So typing never waits for the disk.

        Returns:
            None where there is nothing to change.
        """
        current = self._now_of(record)
        changed = msgspec.structs.replace(current, **fields)
        if changed == current:
            return None
        steps: list[Step] = [(current, msgspec.structs.replace(changed, updated=self.now()))]
        return self._prepare(steps, self._revisions(steps, None))

    def restore(self, record: R, **fields: Any) -> R:
        """Put a record back that has gone meanwhile, with some fields changed."""
        return self.add(msgspec.structs.replace(record, **fields))

    def write(
        self,
        label: str,
        put: Iterable[Record],
        drop: Iterable[Record] = (),
        *,
        why: Why | None = None,
        along: Raw | None = None,
    ) -> None:
        """Put and drop some records as one unit.

        Args:
            label: what an undo of it is called; empty where it is not to be listed. What is
                dropped under a label goes to the bin.
            put: new records, or new states of old ones.
            drop: records that go.
            why: what a revision of an article is kept for; None for a change in passing.
            along: documents that are no records and belong to the same unit.
        """
        now = self.now()
        steps: list[Step] = []
        for record in put:
            stamped = msgspec.structs.replace(record, created=record.created or now, updated=now)
            steps.append((self._current(record), stamped))
        steps += [(self._current(record), None) for record in drop]
        if label and (deleted := self._deleted(label, steps, now)):
            steps.append((None, deleted))
        self._commit(steps, {**(along or {}), **(self._revisions(steps, why) or {})})
        if label:
            self._undo = [*self._undo[1 - _UNDO_DEPTH :], Undoable(label, now, tuple(steps))]

    def _prepare(self, steps: Collection[Step], along: Raw | None) -> Pending | None:
        """Make a change ready to be written; the first one of a day says which day it is."""
        if steps or along:
            along = {**self._reading(), **(along or {})}
        return super()._prepare(steps, along)

    def _reading(self) -> Raw:
        before, self._readings = self._readings, self._readings.including(self.now())
        is_known = self._readings is before
        return {} if is_known else {READINGS: {KEY: msgspec.json.encode(self._readings)}}

    def is_day_doubtful(self) -> bool:
        """Tell whether it is so long after the last change that the clock may be wrong.

        The next day bears it out, so this day is kept.
        """
        is_doubtful = self._readings.is_doubtful(self.now())
        if is_doubtful and (reading := self._reading()):
            self._commit([], reading)
        return is_doubtful

    @property
    def trusted_now(self) -> datetime:
        """The time by which things are old (`store.used_days`)."""
        return self._readings.trusted(self.now())

    def _fulfilled(self, task: Task, articles: Iterable[Id], *changed: Article) -> Task:
        """Return a task with the articles that fulfil it now, and the tick that follows from them.

        Args:
            task: which one.
            articles: what fulfils it.
            changed: articles as they are going to stand.
        """
        task = msgspec.structs.replace(task, articles=tuple(articles))
        new = {article.id: article for article in changed}
        return settled(task, lambda one: new.get(one) or self.articles.get(one), self.now())

    def list_as_one(self, label: str, steps: Iterable[Step]) -> None:
        """List changes that have been written, in several units, as one that can be taken back.

        Args:
            label: what an undo of them is called.
            steps: each record before and after each of the changes, in their order.
        """
        first_to_last: dict[Id, Step] = {}
        for before, after in steps:
            record = before or after
            assert record is not None
            began = first_to_last[record.id][0] if record.id in first_to_last else before
            first_to_last[record.id] = began, after
        if first_to_last:
            whole = Undoable(label, self.now(), tuple(first_to_last.values()))
            self._undo = [*self._undo[1 - _UNDO_DEPTH :], whole]

    # ------------------------------------------------------------------ undo

    def undo_list(self) -> list[Undoable]:
        """Return the changes of this session that can be taken back, the last first."""
        return self._undo[::-1]

    def undo(self) -> str | None:
        """Take the last listed change back, and return its label (None: there is none).

        Field by field: what was changed on the same records since, stays.

        Raises:
            InvalidValueError: it would take away a record that has been worked on since, or that
                others name by now. What stands below it on the list and is about the same records
                goes off the list too: it could only be taken back before it.
        """
        if not self._undo:
            return None
        last = self._undo[-1]
        steps = [(self._current(before or after), before, after) for before, after in last.steps]
        taken_back = [(now, _taken_back(now, before, after)) for now, before, after in steps]
        is_worked_on = any(b is None and now not in (after, None) for now, b, after in steps)
        if is_worked_on or self._names_what_goes(taken_back):
            self._undo = _without(last, self._undo)
            raise InvalidValueError(
                N_("What was new has been worked on since, so it stays; delete it if it is to go.")
            )
        changed = [(now, then) for now, then in taken_back if now != then]
        self._commit(changed, self._revisions(changed, Why.RESTORE))
        self._undo.pop()
        return last.label

    def _names_what_goes(self, steps: Collection[Step]) -> bool:
        """Tell whether a record would point at one that these steps take away."""
        gone = {now.id: type(now) for now, then in steps if now and not then}
        stays = {then.id: then for _, then in steps if then}
        others = (
            record
            for record_id, gone_kind in gone.items()
            for kind in NAMED_BY.get(gone_kind, ())
            for record in self._naming(kind, record_id)
        )
        return any(names_one_of(record, gone) for record in stays.values()) or any(
            record.id not in gone and record.id not in stays for record in others
        )

    # ------------------------------------------------------------------ the bin

    def _deleted(self, label: str, steps: Sequence[Step], now: datetime) -> Deleted | None:
        """Return the entry of the bin for what some steps delete; None where they do not."""
        gone = [b for b, a in steps if b and not a and not record_kinds.of(b).is_bookkeeping]
        if not gone:
            return None
        return Deleted(
            created=now,
            updated=now,
            label=label,
            title=record_kinds.title(gone[0]),
            gone=tuple((self._tables[type(record)].name, encode(record)) for record in gone),
            changed=tuple(
                (self._tables[type(after)].name, after.id, *_difference(before, after))
                for before, after in steps
                if before and after
            ),
        )

    def held_in(self, deleted: Deleted) -> list[Record]:
        """Return the records that an entry of the bin holds."""
        return [self._record(name, document) for name, document in deleted.gone]

    def restore_from_trash(self, deleted: Deleted) -> None:
        """Put back what a deletion took off the desk, and the links to it where they can be.

        Raises:
            RecordNotFoundError: it is no longer in the bin.
            InvalidValueError: it belongs to a campaign that is gone.
        """
        deleted = self._now_of(deleted)
        gone = self.held_in(deleted)
        at_home = self._at_home(gone, deleted.title)
        put = [record for record in at_home if self._current(record) is None]
        back = [record for record in put if isinstance(record, Article)]
        for name, record_id, before, after in deleted.changed:
            table = self.table(name)
            if table is not None and (current := table.get(record_id)):
                record = self._record(name, _put_back(encode(current), before, after))
                if isinstance(record, Task):
                    record = self._fulfilled(record, record.articles, *back)
                put.append(record)
        self.write(N_("restore from the bin"), put, drop=[deleted], why=Why.RESTORE)

    def _at_home(self, records: Collection[Record], title: str) -> list[Record]:
        """Return records that come onto the desk, each in a campaign that is there.

        Raises:
            InvalidValueError: one of them cannot be without its campaign, which is gone.
        """
        there = {record.id for record in records} | {campaign.id for campaign in self.campaigns}
        put: list[Record] = []
        for record in records:
            if isinstance(record, Task | Fact | Rumour) and record.campaign not in there:
                raise InvalidValueError(
                    N_("The campaign of “{title}” is gone; get that back first."), title=title
                )
            if isinstance(record, Article) and record.campaign not in there:
                record = msgspec.structs.replace(record, campaign=None)
            put.append(record)
        return put

    def _left_by(self, gone: Collection[Record]) -> tuple[list[Record], list[Record]]:
        """Return what changes where some records go, and what goes along with them."""
        ids = {record.id for record in gone}
        along: dict[Id, Record] = {
            record.id: record
            for kind in (Task, Fact, Rumour)
            for one in gone
            if isinstance(one, Campaign)
            for record in self._naming(kind, one.id)
            if record.id not in ids
        }
        ids |= along.keys()
        freed: list[Record] = [
            self._fulfilled(task, [a for a in task.articles if a not in ids])
            for task in self.tasks
            if task.id not in ids and not ids.isdisjoint(task.articles)
        ]
        freed += [
            msgspec.structs.replace(article, campaign=None)
            for article in self.articles
            if article.id not in ids and article.campaign in ids
        ]
        freed += [
            msgspec.structs.replace(rumour, answer=None)
            for rumour in self.rumours
            if rumour.id not in ids and rumour.answer in ids
        ]
        return freed, [*along.values()]

    def empty_bin(self) -> None:
        """Take off the bin what lies there for more than `BIN_DAYS`, and its histories with it.

        Those days are counted as the desk was used (`trusted_now`): a clock that is wrong once
        takes nothing out.
        """
        if not len(self.bin):
            return
        if reading := self._reading():
            self._commit([], reading)
        old = [entry for entry in self.bin if self.days_left(entry) < 0]
        left = {document_id(record.id) for table in self._tables.values() for record in table}
        left |= {key for entry in self.bin if entry not in old for key in _documents(entry)}
        histories = self._storage.tables.get(REVISIONS, {})
        gone = {key for entry in old for key in _documents(entry)} - left
        lineages = self._storage.tables.get(LINEAGE, {})
        along: Raw = {
            REVISIONS: {key: None for key in gone if key in histories},
            LINEAGE: {key: None for key in gone if key in lineages},
        }
        if old:
            self._commit([(entry, None) for entry in old], along)

    def days_left(self, entry: Deleted) -> int:
        """Return how many days an entry of the bin stays at the least, the begun one counted.

        Negative where it is to go.
        """
        if entry.created is None:
            return BIN_DAYS
        left = entry.created + timedelta(days=BIN_DAYS) - self.trusted_now
        return min(-(-left // timedelta(days=1)), BIN_DAYS) if left >= timedelta() else -1

    # ------------------------------------------------------------------ revisions

    def history(self, article: Article) -> History:
        """Return the revisions of an article; also of one that has been deleted."""
        text = self._storage.tables.get(REVISIONS, {}).get(document_id(article.id))
        try:
            return _history_of(text) if text else History(article.id)
        except msgspec.DecodeError as error:
            raise FileError(
                N_(
                    "The history of “{title}” cannot be read ({reason}); the article itself can. "
                    "An older one may be in a backup."
                ),
                title=article.title,
                reason=error,
            ) from error

    def mark(self, article: Article, why: Why = Why.SAVE) -> None:
        """Keep the article as it stands as a revision: what an editor's own save does."""
        current = self.articles[article.id]
        if along := self._revisions([(current, current)], why):
            self._commit([], along)

    def restore_revision(self, article: Article, place: int) -> Article:
        """Put the text of a revision back on the desk, as a new revision.

        Args:
            article: which one; one that was deleted comes back.
            place: of the revision in its history.

        Raises:
            FileError: that revision is damaged.
        """
        then = self.history(article).state(place)
        current = self.articles.get(article.id) or then
        fields = {name: getattr(then, name) for name in RESTORED}
        restored = msgspec.structs.replace(current, **fields)
        self.write(N_("restore a revision"), [restored], why=Why.RESTORE)
        return self.articles[article.id]

    def _revisions(self, steps: Iterable[Step], why: Why | None) -> Raw | None:
        """Return what the steps leave in the histories of the articles they change."""
        kept: dict[str, bytes | None] = {}
        for before, after in steps:
            if not isinstance(after, Article):
                continue
            assert before is None or isinstance(before, Article)
            changed = noted(
                self._history_of(after.id),
                before,
                after,
                why=why,
                who=who(),
                now=self.now(),
                trusted=self.trusted_now,
            )
            if changed:
                kept[document_id(after.id)] = msgspec.json.encode(changed)
        return {REVISIONS: kept} if kept else None

    def _history_of(self, article: Id) -> History | None:
        """Return a history to add to; one that cannot be read gives way to a new one."""
        text = self._storage.tables.get(REVISIONS, {}).get(document_id(article))
        with contextlib.suppress(msgspec.DecodeError):
            return _history_of(text) if text else None
        return None

    # ------------------------------------------------------------------ small things

    def _record(self, name: str, document: dict[str, Any]) -> Record:
        """Return a record from its JSON object, as it is kept in the bin or in a conflict.

        Raises:
            FileError: it is none, or of a kind that this version does not know.
        """
        kind = record_kinds.KINDS.get(name)
        try:
            if kind is None:
                raise ValueError(name)
            record: Record = msgspec.convert(document, kind.type)
            if document.get("id") != record.id:  # converting has given it a new one
                raise ValueError("Object missing required field `id`")
        except (ValueError, msgspec.ValidationError, RecursionError) as error:
            raise FileError(
                N_(
                    "The desk {path} holds something that is no record of it, or one of a newer "
                    "toasoan (table {table}, entry {entry}: {reason}). Nothing has been changed."
                ),
                path=self.path,
                table=name,
                entry=document.get("id", "?"),
                reason=str(error),
            ) from error
        return record


def who() -> str:
    """Return the name of the user whose changes these are."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in a container
        return "?"


def _documents(entry: Deleted) -> set[str]:
    """Return the document ids of what an entry of the bin holds."""
    found = set()
    for _, document in entry.gone:
        with contextlib.suppress(KeyError, TypeError, ValueError):  # another program's
            found.add(document_id(document["id"]))
    return found


def _difference(before: Record, after: Record) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields in which two states of a record differ, as in their JSON objects."""
    old, new = encode(before), encode(after)
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    names = [name for name in names if name != "updated"]
    return {n: old[n] for n in names if n in old}, {n: new[n] for n in names if n in new}


def _put_back(
    document: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> dict[str, Any]:
    """Return a JSON object with the fields as they were, where nobody has changed them since.

    A list gets back what was taken out of it, and keeps what has come since.
    """
    back = dict(document)
    for name in {**before, **after}:
        was, became, is_now = (of.get(name) for of in (before, after, document))
        if isinstance(was, list | tuple):
            here = list(is_now or ())
            back[name] = [*here, *(x for x in was if x not in (became or ()) and x not in here)]
        elif is_now == became:
            back[name] = was
    return {name: value for name, value in back.items() if value is not None}


def _taken_back(
    current: Record | None, before: Record | None, after: Record | None
) -> Record | None:
    """Return what a record becomes when the change from `before` to `after` is taken back."""
    if before is None or after is None or current is None:
        return before
    changed = {
        name: getattr(before, name)
        for name in before.__struct_fields__
        if getattr(before, name) != getattr(after, name)
    }
    if current.updated != after.updated:  # something else was changed since: that day stays
        changed.pop("updated", None)
    return msgspec.structs.replace(current, **changed)


def _without(refused: Undoable, entries: Iterable[Undoable]) -> list[Undoable]:
    """Return the entries of the undo list that have nothing to do with a refused one."""
    held = refused.ids
    left: list[Undoable] = []
    for entry in reversed(list(entries)):
        if held.isdisjoint(entry.ids):
            left.insert(0, entry)
        else:
            held = held | entry.ids
    return left
