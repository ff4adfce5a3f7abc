"""The desk: a core of records, and the services that read and change them.

Reads come from memory. A change is one call: it is written to the file as one unit and announced
once (`Desk.records.listen`). The core is `record_store` (the records over their file) and
`unit_of_work` (a change, its undo, its revisions). Each service does one job and is given only what
it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Self

from tinydb import TinyDB

from store.clock import now
from store.dates.zone import fixed
from store.desk.articles import Articles
from store.desk.calendar import Calendar
from store.desk.campaigns import Campaigns
from store.desk.copy_desk import CopyDesk
from store.desk.desk_file import DeskFile, back_up_before_migration
from store.desk.facts import Facts
from store.desk.ledger import Ledger
from store.desk.news import News
from store.desk.photos import Photos
from store.desk.record_store import RecordStore
from store.desk.related_links import RelatedLinks
from store.desk.reports import Reports
from store.desk.revision_log import RevisionLog
from store.desk.revisions import Revisions
from store.desk.rights import Rights
from store.desk.rumours import Rumours
from store.desk.search import Search
from store.desk.tasks import Tasks
from store.desk.trash import Trash
from store.desk.undo import Undo
from store.desk.unit_of_work import UnitOfWork
from store.desk.units import Units
from store.errors import N_, ReadOnlyError, os_errors_as
from store.file.backups import Keep
from store.paths import desk_to_open
from store.safe_open import PRIVATE_FOLDER, make_folder


def open_desk(
    path: Path | str,
    *,
    read_only: bool = False,
    keep: Keep | None = None,
    rules: Path | None = None,
    clock: Callable[[], datetime] | None = None,
    when_read: Callable[[], None] = lambda: None,
) -> Desk:
    """Open the desk file at `path`; a new one is created on the first write.

    Args:
        path: the file; a missing folder is created, unless `read_only`.
        read_only: take no lock and refuse changes, to read beside a running app.
        keep: how many automatic backups are kept.
        rules: the folder with rules for the copy desk, beside ours (`store.copydesk.rule_files`).
        clock: returns the time, with offset; for tests.
        when_read: called when the files are read, before the records are decoded; may wait there.

    Raises:
        ReadOnlyError: it is in use, of a newer version, or its folder is not writable.
        FileError: it is not a desk, or cannot be reached.
    """
    file = desk_to_open(path)
    refusal = N_("The folder {folder} cannot be made ({reason}); choose another with --desk FILE.")
    if not read_only:
        with os_errors_as(ReadOnlyError, refusal, folder=file.parent):
            make_folder(file.parent, PRIVATE_FOLDER)
    return Desk(
        file,
        read_only=read_only,
        keep=keep,
        rules=rules,
        clock=clock or now,
        when_read=when_read,
    )


class Desk:
    """The data of one newsroom desk. Created by `open_desk`; a context manager that closes it."""

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool,
        keep: Keep | None,
        clock: Callable[[], datetime],
        rules: Path | None = None,
        when_read: Callable[[], None] = lambda: None,
    ) -> None:
        store = RecordStore(
            path,
            read_only=read_only,
            clock=clock,
            when_read=when_read,
            before_migration=lambda tables: back_up_before_migration(path, tables, fixed(clock())),
        )
        with ExitStack() as on_failure:  # nobody may be left with a lock and no desk
            on_failure.callback(store.close)
            log = RevisionLog(store)
            self.undo = Undo(store, log)
            """The changes of this session, for undoing them."""
            work = UnitOfWork(store, log, self.undo)
            self.records = work
            """Records of any kind: find, add, change, listen."""
            self.db: TinyDB = store.db
            """The desk file as TinyDB, for scripts."""
            self.trash = Trash(work)
            self.revisions = Revisions(work, log)
            self.ledger = Ledger(work, self.revisions)
            self.facts = Facts(work)
            self.search = Search(work)
            photos = Photos(work)
            copy_desk = CopyDesk(work, self.facts, photos, self.search, rules)
            self.articles = Articles(
                work, self.revisions, self.undo, self.ledger, copy_desk, photos, self.search
            )
            self.tasks = Tasks(work, self.trash)
            self.campaigns = Campaigns(work, self.ledger)
            self.units = Units(work)
            self.rumours = Rumours(work)
            self.rights = Rights(work)
            self.reports = Reports(work, self.rumours, self.campaigns.questions)
            self.calendar = Calendar(work, self.campaigns)
            self.links = RelatedLinks(work)
            self.news = News(work, self.undo)
            self.file = DeskFile(work, log, self.undo, self.trash, self.revisions, keep or Keep())
            """The desk file, its copies, and what other programs do to them."""
            self.file.begin()
            on_failure.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Bring the desk file up to date and close it; the records can still be read."""
        self.articles.verdicts.close()
        self.file.close()
        self.search.close()
