"""Background work: a failure is notified, does not close the app, and can be tried again.

Every worker of the app goes through `Workers`, however it is started (`@work`, `run_worker`). A
screen that must be usable again after a failure handles Textual's `Worker.StateChanged`.
"""

from __future__ import annotations

from typing import Any, Final

from textual.app import App
from textual.worker import Worker, WorkerState
from textual.worker_manager import WorkerManager

from store.errors import DeskError
from tui import crash, settings
from tui.i18n import N_, _, sentence
from tui.late_messages import TOO_LATE, is_gone

TIMEOUT: Final = 12
"""Seconds that the notice of a failure is shown."""

_WHAT: Final = {
    "almanac": N_("The days off cannot be shown: {reason}."),
    "caretaker": N_(
        "The desk file cannot be brought up to date: {reason}. What was saved is in the journal."
    ),
    "checking": N_(
        "The articles cannot all be checked: {reason}. It is tried again at the next start."
    ),
    "checks": N_("The text cannot be checked: {reason}. It is checked again when you type on."),
    "difference": N_("The difference cannot be shown: {reason}."),
    "export": N_("The export has stopped: {reason}. What has been written by then stays."),
    "import": N_("The import has stopped: {reason}. What has been taken by then stays."),
    "index": N_("The search index cannot be brought up to date: {reason}. It will be tried again."),
    "news": N_("The news cannot be read: {reason}. What has been taken by then stays."),
    "save": N_("Saving has failed: {reason}. The text stays here, and saving will be tried again."),
    "search": N_("The search has failed: {reason}. Change the words to try it again."),
    "suggestions": N_(
        "Related news cannot be looked up: {reason}. They are looked up again when you type on."
    ),
    "tidying": N_("The search index cannot be tidied up: {reason}."),
    "units": N_("The list of units cannot be read: {reason}. Nothing has changed."),
}
"""What has failed, by the group of the worker (message ids)."""

_ANYTHING: Final = N_("That could not be done: {reason}. Your text stays; try it again.")


class Workers(WorkerManager):
    """The workers of the app; a failure is notified and does not close the app."""

    def __init__(self, app: App[Any]) -> None:
        super().__init__(app)
        self._editor = app
        self._told: dict[str, str] = {}
        """What was notified for each kind of work since its last success, to notify it once."""

    def add_worker(self, worker: Worker[Any], start: bool = True, exclusive: bool = True) -> None:
        """Add a worker whose failure is handled here; Textual would end the app."""
        worker.exit_on_error = False
        super().add_worker(worker, start, exclusive)

    def _remove_worker(self, worker: Worker[Any]) -> None:
        """Handle the end of a worker (called by Textual; its release is pinned)."""
        super()._remove_worker(worker)
        if worker.state is WorkerState.SUCCESS:
            self._told.pop(_kind(worker), None)
        elif worker.state is WorkerState.ERROR and worker.error and self._editor.is_running:
            self._tell(worker, worker.error)

    def _tell(self, worker: Worker[Any], error: BaseException) -> None:
        if is_gone(worker.node) and isinstance(error, TOO_LATE):
            return
        told = failure(error, worker.group)
        mark = told or type(error).__qualname__
        if self._told.get(_kind(worker)) != mark:
            self._told[_kind(worker)] = mark
            told = told or _unknown_failure(error)
            self._editor.notify(told, severity="error", timeout=TIMEOUT, markup=False)


def _kind(worker: Worker[Any]) -> str:
    return f"{type(worker.node).__name__}.{worker.name}"


def failure(error: BaseException, group: str) -> str | None:
    """Return the sentence for a failure of the desk, the disk or the index; None for any other."""
    if isinstance(error, DeskError):
        return sentence(error)
    if reason := _reason(error):
        return _(_WHAT.get(group, _ANYTHING)).format(reason=reason)
    return None


def _unknown_failure(error: BaseException) -> str:
    """Write a report of an unexpected error, and return a sentence with its path."""
    told = _("toasoan has met an error it does not know and goes on; your text stays.")
    if report := crash.write_report(error, settings.state_folder()):
        told += "\n" + _("A report without any article text: {path}").format(path=report)
    return told


def said(worker: Worker[Any]) -> str:
    """Return what a failed worker could not do, to be shown instead of its result."""
    return what_failed(worker.error, worker.group)


def what_failed(error: BaseException | None, group: str) -> str:
    """Return what could not be done, and why, in a sentence; `group` is that of the worker."""
    if isinstance(error, DeskError):
        return sentence(error)
    return _(_WHAT.get(group, _ANYTHING)).format(reason=reason_of(error))


def reason_of(error: BaseException | None) -> str:
    """Return a short reason for a failure."""
    return _reason(error) or _("an error that toasoan does not know")


def _reason(error: BaseException | None) -> str:
    import sqlite3  # only needed after a failure

    if isinstance(error, MemoryError):
        return _("not enough memory")
    if isinstance(error, OSError):
        return _(error.strerror or type(error).__name__)
    if isinstance(error, sqlite3.Error):
        return _(str(error)) or type(error).__name__
    return ""
