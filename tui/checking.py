"""Checking all articles in the background, and what is known of each."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

from textual.worker import Worker, get_current_worker

from store import Article, Desk
from tui.between_keys import BetweenKeys
from tui.i18n import _, share
from tui.key_queue import KeyQueue

if TYPE_CHECKING:
    from store.copydesk.verdict import Verdict

QUIET: Final = 1.0
"""Seconds without a key after which all articles are checked, a rule at a time."""

RULES_AFTER: Final = 0.5
"""Seconds before the rules are read, which takes as long: the first keys come first."""

_LOOK: Final = 0.1

TOLD_EVERY: Final = 0.5
"""Seconds between two reports."""


class Checking:
    """Checks articles in a thread, and tells listeners when more is known.

    What is asked for (`verdict`) is looked at soon, between the keys; all others while nobody
    types. The listeners are called in the event loop of `app`. `desk` is called when the work
    begins; `may_begin` tells whether what comes first is done.
    """

    def __init__(
        self, app: KeyQueue[int], desk: Callable[[], Desk], may_begin: Callable[[], bool]
    ) -> None:
        self._app = app
        self._desk = desk
        self._may_begin = may_begin
        self._listeners: list[Callable[[], None]] = []
        self._worker: Worker[None] | None = None
        self._takes_all = False
        """Whether the thread goes on with all that are due."""
        self._is_stopped = False
        """Whether the user has stopped it; it goes on when asked to, and at the next start."""
        self._told_at = 0.0
        self.done = 0
        """Of how many articles it is known how they stand, …"""
        self.total = 0
        """… of how many; 0 while they are not being checked."""

    @property
    def told(self) -> str:
        """How far it has come; empty while nothing is under way."""
        if not self.total:
            return ""
        return _("checking {count}").format(count=share(self.done, self.total))

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when more is known; return a function that stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def known(self, article: Article) -> Verdict | None:
        """Return what is found in an article of the desk; None if it is not known."""
        return self._desk().articles.verdicts.of(article)

    def verdict(self, article: Article) -> Verdict | None:
        """Return what is found in an article of the desk; if it is not known, find it out soon."""
        verdicts = self._desk().articles.verdicts
        verdict = verdicts.of(article)
        if verdict is None and verdicts.want(article):
            self._begin()
        return verdict

    # ------------------------------------------------------------------ all articles

    @property
    def is_checking_all(self) -> bool:
        """Whether all that are due are being checked."""
        return self._takes_all and self._worker is not None

    def start(self, *, asked: bool = False) -> None:
        """Check all that are due, unless the user has stopped it.

        Args:
            asked: whether the user wants it now; the files of photos are looked at again, too.
        """
        if asked:
            self._is_stopped = False
            self._desk().articles.verdicts.look_at_files()
        if not self._is_stopped and self._desk().articles.verdicts.due:
            self._takes_all = True
            self._begin()

    def stop(self) -> None:
        """Leave the others for the next start."""
        self._is_stopped = True
        self._takes_all = False

    # ------------------------------------------------------------------ the thread

    def _begin(self) -> None:
        if self._worker is None:
            self._worker = self._app.run_worker(self._check, thread=True, group="checking")

    def _check(self) -> None:
        worker = get_current_worker()
        copy_desk, verdicts = self._desk().articles.copy_desk, self._desk().articles.verdicts
        pauses = BetweenKeys(self._app, lambda: worker.is_cancelled)
        others = BetweenKeys(
            self._app, lambda: worker.is_cancelled or not self._takes_all or verdicts.is_wanted
        )

        def go_on() -> bool:
            pauses.rest()
            return not worker.is_cancelled

        def go_on_with_all() -> bool:
            others.wait(QUIET)
            return go_on() and self._takes_all

        def progress(done: int, total: int) -> None:
            if monotonic() - self._told_at > TOLD_EVERY:
                self._told_at = monotonic()
                self._app.call_from_thread(self._progressed, done, total)

        self._told_at = monotonic()  # nothing is told of what takes no time
        with ExitStack() as failing:
            failing.callback(self._app.call_from_thread, self._failed)
            while not (self._may_begin() or worker.is_cancelled):
                sleep(_LOOK)
            if not copy_desk.is_ready:
                sleep(RULES_AFTER)
            verdicts.check_wanted(go_on)
            if self._takes_all:
                verdicts.check_all(go_on_with_all, progress)
            failing.pop_all()
        self._app.call_from_thread(self._ended)

    def _progressed(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self._tell()

    def _failed(self) -> None:
        """Leave it for the next start (`tui.workers` tells why)."""
        self.stop()
        self._worker, self.total = None, 0
        self._tell()

    def _ended(self) -> None:
        """Go on, where something was asked for in the last moment."""
        verdicts = self._desk().articles.verdicts
        self._worker, self.total = None, 0
        self._takes_all = self._takes_all and verdicts.due > 0 and not verdicts.is_closed
        if self._takes_all or verdicts.is_wanted:
            self._begin()
        self._tell()

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()
