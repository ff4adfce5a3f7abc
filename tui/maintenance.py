"""Background work on the desk: checkpoints, changes of other programs, new days."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from time import monotonic
from typing import Any, Final

from textual.screen import Screen
from textual.worker import Worker, WorkerState

from store import DeskError, LockedError, Outside
from tui import session_state
from tui.app_context import app_of
from tui.gc_tuning import PAUSE, Tidying
from tui.i18n import filled, sentence
from tui.session_state import Place
from tui.workers import failure

IDLE_SECONDS: Final = 30.0
"""Seconds from the last save to a checkpoint."""

LOOK_SECONDS: Final = 1.0
"""Seconds between looks."""

_FOLDER_LOOKS: Final = 3

_LONG_JOURNAL: Final = 16_000_000
"""Bytes of journal from which a checkpoint is made during work."""


class Maintenance:
    """Looks after the desk once a second, without ever delaying a key.

    `place` returns where the user is. `keep_typed` is called in each pause of typing, `begin_day`
    when another day has begun, and `offer_to_write` when no other process has the desk open for
    writing any more.
    """

    def __init__(
        self,
        screen: Screen[Any],
        *,
        place: Callable[[], Place],
        keep_typed: Callable[[], None],
        begin_day: Callable[[], None],
        offer_to_write: Callable[[], object],
    ) -> None:
        self._screen = screen
        self._app = app_of(screen)
        self._desk = self._app.desk
        self._place_now = place
        self._keep_typed = keep_typed
        self._begin_day = begin_day
        self._offer_to_write = offer_to_write
        self._seen_outside = False
        self._work: Worker[Outside | None] | None = None
        self._place: Place | None = None
        self._day: date | None = None
        """The day of the last look."""
        self.has_offered = False
        """Whether the user was asked to write, now that the desk is free."""
        self._has_merged = False
        """Whether the file lacks merged changes, and must be written at once."""
        self._tidying = Tidying()
        self._folder_at = 0
        """When the folder of the desk had last changed, in nanoseconds."""
        self._folder_looks = 0
        """How many more times to look into it."""
        self._refusal = ""
        """What failed at the last look: it is tried again at each look, but notified once."""
        screen.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Do what is to be done; if the disk fails, notify, and try again with the next look."""
        try:
            self._look()
        except OSError as error:
            self._refused(failure(error, "caretaker") or "")

    def _look(self) -> None:
        self.tell_findings()
        if self._tidying.look(self._app.last_key_at):
            self._screen.run_worker(self._tidy_index, thread=True, group="tidying")
            if not self._desk.file.read_only:
                self._keep_typed()
        if monotonic() - self._app.last_key_at >= PAUSE:
            self._app.checking.start()
        if self._work and self._work.state in (WorkerState.PENDING, WorkerState.RUNNING):
            return
        self._check_day()
        if self._desk.file.read_only:
            self._follow()
            return
        self.remember_place()
        if self._work and self._work.result:
            self._take_in(self._work.result)
        self._work = None
        if self._desk.file.external.is_waiting:
            # Only at the second look: another program may still be writing.
            if self._seen_outside:
                self._work = self._screen.run_worker(
                    self._desk.file.external.look, thread=True, group="caretaker"
                )
            self._seen_outside = not self._seen_outside
            return
        self._seen_outside = False
        if self._is_another_folder():
            self._screen.run_worker(
                self._desk.file.conflict_copies.look,
                thread=True,
                exit_on_error=False,
                group="copies",
            )
        is_long = self._desk.file.journal_size > _LONG_JOURNAL or self._has_merged
        if self._desk.file.is_behind and (is_long or self._desk.file.idle_seconds >= IDLE_SECONDS):
            self._has_merged = False
            self._work = self._screen.run_worker(
                self._desk.file.checkpoint, thread=True, group="caretaker"
            )

    def _tidy_index(self) -> None:
        """Let the index do what it has put off, until the next key."""
        since = self._app.last_key_at
        self._desk.search.tidy(lambda: self._app.last_key_at == since)

    def _is_another_folder(self) -> bool:
        """Return whether the folder of the desk may have a new conflict copy.

        After a change it is looked at several times, as a copy may still be being written.
        """
        try:
            at = self._desk.file.path.parent.stat().st_mtime_ns
        except OSError:
            return False
        before, self._folder_at = self._folder_at, at
        if before != at:
            self._folder_looks = _FOLDER_LOOKS
        self._folder_looks -= 1
        return self._folder_looks >= 0

    def tell_findings(self) -> None:
        """Notify what was found in the desk file."""
        found = self._desk.file.findings()
        if found:  # in one notice: several would hide the screen
            self._screen.notify(
                "\n".join(filled(one.message, one.values) for one in found),
                severity="warning",
                timeout=12,
                markup=False,
            )

    def _check_day(self) -> None:
        """At the first look, and when a day begins, update repeating and overdue tasks."""
        today = self._desk.records.today()
        if self._day == today:
            return
        is_another = self._day is not None
        self._day = today
        if not self._desk.file.read_only:
            with suppress(DeskError):  # a full disk: tomorrow, or at the next start
                self._desk.tasks.catch_up()
        if is_another:
            self._begin_day()

    def remember_place(self) -> None:
        """Save where the user is, for the next start."""
        place = self._place_now()
        if place != self._place:
            self._place = place
            session_state.save(self._desk.file.path, place)

    def _take_in(self, found: Outside) -> None:
        try:
            self._desk.file.external.merge(found)
        except DeskError as error:  # a full disk
            self._refused(sentence(error))
        else:
            self._refusal = ""
            self._has_merged = self._desk.file.is_behind
        self.tell_findings()

    def _refused(self, told: str) -> None:
        if told != self._refusal:
            self._refusal = told
            self._screen.notify(self._refusal, severity="error", markup=False)

    def _follow(self) -> None:
        try:
            self._desk.file.follow()
        except DeskError as error:
            self._refused(sentence(error))
            return
        self._refusal = ""
        reason = self._app.only_reading
        if (
            isinstance(reason, LockedError)
            and not self.has_offered
            and self._desk.file.can_be_written
        ):
            self._offer_to_write()
