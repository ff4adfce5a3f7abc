"""Saves what is typed into forms in the background, and opens them again at the next start."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from textual.screen import Screen

from tui.app_context import app_of
from tui.form_drafts import Unfinished, UnfinishedForms
from tui.i18n import N_, _

LOOK_SECONDS: Final = 1.0
"""Seconds between looks; two seconds from a key are guaranteed."""

_NOT_KEPT: Final = N_(
    "What is typed in this form cannot be kept for the next start ({reason}); "
    "it stands here until it is saved."
)


class FormKeeper:
    """Saves the forms above a screen, once a second.

    A form is kept from its first letter until it is saved or left; if toasoan ends in any other
    way, the next start opens it again, and `take_answer` is called with its result.
    """

    def __init__(self, screen: Screen[Any], take_answer: Callable[[object], None]) -> None:
        self._screen = screen
        self._take_answer = take_answer
        self._desk = app_of(screen).desk
        self._file = UnfinishedForms(self._desk.file.path)
        self._file.clear_drafts()
        self.waiting, self._was_tried = self._file.load()
        """The forms left by the last run."""
        self._kept: list[Unfinished] | None = self.waiting
        """The content of the file; None if it must be written in any case."""
        self._forgotten: list[Unfinished] | None = None
        """Forms that were left on purpose, but may still be open for a moment."""
        self._is_reopening = bool(self.waiting)
        self._is_writing = False
        self._has_failed = False
        screen.set_interval(LOOK_SECONDS, self.look)

    # ------------------------------------------------------------------ keeping

    def look(self) -> None:
        """Save what has changed since the last look, in a thread, as the disk may be slow."""
        is_bare = self._kept == [] and self._screen.app.screen is self._screen
        if self._is_writing or self._is_reopening or is_bare:
            return
        forms = self._forms()
        if forms not in (self._kept, self._forgotten):
            self._is_writing = True
            self._screen.run_worker(self._write(forms), group="forms")

    def _forms(self, without: object = None) -> list[Unfinished]:
        """Return the open forms in which something was typed."""
        from tui.dialogs.dialog import Dialog
        from tui.dialogs.forms.reopening import as_it_stands

        dialogs = [one for one in self._screen.app.screen_stack if isinstance(one, Dialog)]
        standing = [one for one in dialogs if one is not without and one.is_mounted]
        forms = (as_it_stands(one, self._desk) for one in standing)
        return [form for form in forms if form]

    async def _write(self, forms: list[Unfinished]) -> None:
        try:
            if await asyncio.to_thread(self._file.save, forms, self._file.next()):
                self._kept = forms
            self._has_failed = False
        except OSError as error:
            self._refused(error)
        finally:
            self._is_writing = False

    def _refused(self, error: OSError) -> None:
        if not self._has_failed:
            self._has_failed = True
            told = _(_NOT_KEPT).format(reason=_(error.strerror or str(error)))
            self._screen.notify(told, severity="warning", timeout=12, markup=False)

    def keep_now(self) -> None:
        """Save the forms before the app ends; never raises."""
        if self._is_reopening:
            return
        try:
            self._save_now(self._forms())
        except Exception:  # noqa: BLE001 - the app is ending, and the article is not saved yet
            return

    def _save_now(self, forms: list[Unfinished], *, is_tried: bool = False) -> None:
        is_kept = forms == self._kept and not self._is_writing and not is_tried
        if is_kept or forms == self._forgotten:
            return
        try:
            self._file.save(forms, self._file.next(), is_tried=is_tried)
        except OSError as error:
            if forms:
                self._refused(error)
        else:
            self._kept = forms

    # ------------------------------------------------------------------ forgetting

    def closed(self, dialog: Screen[Any]) -> None:
        """Forget a form that was saved or left."""
        if self._kept != [] or self._is_writing:
            self._save_now(self._forms(without=dialog))

    def forget(self) -> None:
        """Forget all open forms, as the user leaves on purpose."""
        self._save_now([])
        self._forgotten = self._forms()

    # ------------------------------------------------------------------ opening again

    async def reopen(self) -> None:
        """Open the forms that the last run has left.

        If that has made toasoan crash before, their texts are shown instead.
        """
        from tui.dialogs.forms.reopening import reopened, told_again
        from tui.dialogs.passage import UnfinishedText

        app = self._screen.app
        self._save_now(self.waiting, is_tried=True)
        for form in self.waiting:
            as_text = UnfinishedText(form.title, form.text)
            dialog = as_text if self._was_tried else reopened(form, app_of(self._screen)) or as_text
            await app.push_screen(dialog, self._take_answer)
            if dialog is not as_text and not dialog.take_up(form.typed, form.choices):
                dialog.dismiss(None)
                await app.push_screen(as_text)
        self._kept, self._is_reopening = None, False  # the next look saves their new state
        self._screen.notify(told_again(self.waiting), timeout=12, markup=False)
