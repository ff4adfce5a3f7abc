"""The bin: what was deleted lately, and can be restored."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from datetime import timedelta
from typing import Any, Final

import msgspec

from store import record_kinds
from store.articles.history import Why
from store.bookkeeping import Deleted
from store.bulletin import Bulletin
from store.campaign_records import Campaign, Fact, Question, Rumour, Task
from store.desk.pieces import fulfilled
from store.desk.record_store import Raw
from store.desk.revision_log import REVISIONS
from store.desk.unit_of_work import RecordService, UnitOfWork
from store.errors import N_, InvalidValueError
from store.json_documents import document_id
from store.ledger import LedgerEntry, following
from store.lineage import LINEAGE
from store.records import Article, Record, encode

BIN_DAYS: Final = 30
"""How long deleted records can be restored."""

_OF_CAMPAIGN: Final = (Task, Fact, Rumour, Question, Bulletin)
"""The kinds of records that need their campaign."""


class Trash(RecordService[Deleted]):
    """What was deleted in the last `BIN_DAYS`."""

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(work, Deleted)
        self._campaigns = work.store.of(Campaign)
        self._articles = work.store.of(Article)

    def held_in(self, deleted: Deleted) -> list[Record]:
        """Return the records in an entry of the bin."""
        return [self._store.record(name, document) for name, document in deleted.gone]

    def restore(self, deleted: Deleted) -> None:
        """Restore what a deletion removed, and the references to it where possible.

        Raises:
            RecordNotFoundError: it is no longer in the bin.
            InvalidValueError: it belongs to a campaign that is gone.
        """
        deleted = self._work.latest(deleted)
        gone = self.held_in(deleted)
        at_home = self.at_home(gone, deleted.title)
        put = [record for record in at_home if self._store.current(record) is None]
        back = [record for record in put if isinstance(record, Article)]
        for name, record_id, before, after in deleted.changed:
            table = self._store.table(name)
            if table is not None and (current := table.get(record_id)):
                record = self._store.record(name, _reverted(encode(current), before, after))
                if isinstance(record, Task):
                    record = fulfilled(self._store, record, record.articles, *back)
                put.append(record)
        self._work.write(N_("restore from the bin"), put, drop=[deleted], why=Why.RESTORE)

    def at_home(self, records: Collection[Record], title: str) -> list[Record]:
        """Return records to be added, each in a campaign that exists.

        Raises:
            InvalidValueError: a record needs its campaign, which is gone.
        """
        there = {record.id for record in records} | {campaign.id for campaign in self._campaigns}
        put: list[Record] = []
        for record in records:
            if isinstance(record, _OF_CAMPAIGN) and record.campaign not in there:
                raise InvalidValueError(
                    N_("The campaign of “{title}” is gone; get that back first."), title=title
                )
            if isinstance(record, Article):
                if record.campaign not in there:
                    record = msgspec.structs.replace(record, campaign=None)
                if record.master not in there and record.master not in self._articles:
                    record = msgspec.structs.replace(record, master=None, made_of=None)
                # What went out of it may have been withdrawn meanwhile.
                if entries := self._store.naming(LedgerEntry, record.id):
                    record = following(record, entries)
            put.append(record)
        return put

    def expire(self) -> None:
        """Delete entries older than `BIN_DAYS`, and the histories of what they hold.

        The age is counted in days of use (`trusted_now`): a clock that is wrong once deletes
        nothing.
        """
        if not len(self):
            return
        if reading := self._store.reading():
            self._store.commit([], reading)
        old = [entry for entry in self if self.days_left(entry) < 0]
        if not old:
            return
        left = {
            document_id(record.id)
            for kind in record_kinds.KINDS.values()
            for record in self._store.of(kind.type)
        }
        left |= {key for entry in self if entry not in old for key in _documents(entry)}
        histories = self._store.storage.tables.get(REVISIONS, {})
        gone = {key for entry in old for key in _documents(entry)} - left
        lineages = self._store.storage.tables.get(LINEAGE, {})
        along: Raw = {
            REVISIONS: {key: None for key in gone if key in histories},
            LINEAGE: {key: None for key in gone if key in lineages},
        }
        self._store.commit([(entry, None) for entry in old], along)

    def days_left(self, entry: Deleted) -> int:
        """Return how many days an entry stays at least, counting this one; negative if due."""
        if entry.created is None:
            return BIN_DAYS
        left = entry.created + timedelta(days=BIN_DAYS) - self._store.trusted_now
        return min(-(-left // timedelta(days=1)), BIN_DAYS) if left >= timedelta() else -1


def _documents(entry: Deleted) -> set[str]:
    found = set()
    for _, document in entry.gone:
        with contextlib.suppress(KeyError, TypeError, ValueError):  # another program's
            found.add(document_id(document["id"]))
    return found


def _reverted(
    document: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
) -> dict[str, Any]:
    """Return a JSON object with the fields as they were, where nobody has changed them since.

    A list gets back what was removed from it, and keeps what was added since.
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
