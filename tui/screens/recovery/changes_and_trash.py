"""The changes of this session and the bin, each as a list with its actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from store import BIN_DAYS, Desk
from store.bookkeeping import Deleted
from tui.commands import bindings
from tui.commands.recovery import PutBack, ReadDeleted, TakeBack
from tui.dialogs.dialog import Confirm, Dialog
from tui.dialogs.many import STOPPED, step_back
from tui.i18n import _, ngettext
from tui.screens.recovery.rows import BinRow, BinRows, ChangeRow, ChangeRows, moment, subject
from tui.widgets.record_text import page_of
from tui.widgets.virtual_list import Rows


class Part(Vertical):
    """One of the lists, with its actions."""

    DEFAULT_CSS = """
    Part { height: 1fr; }
    Part .about { height: auto; color: $text-muted; margin-bottom: 1; }
    Part.empty .about { display: none; }
    """

    def __init__(self, desk: Desk, id: str) -> None:
        super().__init__(id=id)
        self.desk = desk

    @property
    def rows(self) -> Rows[Any]:
        """The list."""
        return self.query_one(Rows)

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.rows.items)

    def refresh_rows(self) -> None:
        """Show what is on the desk now."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the actions only where there is a row."""
        own = {binding.action for binding in self.BINDINGS}  # type: ignore[union-attr]
        return action not in own or (bool(self.query(Rows)) and self.rows.current is not None)

    @on(Rows.Highlighted)
    def _row_changed(self) -> None:
        self.refresh_bindings()

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show a refusal of the desk in the dialog."""
        dialog = cast("Dialog[None]", self.screen)
        dialog.say("")
        with dialog.refusals():
            yield

    def tell(self, sentence: str) -> None:
        """Show a notice, in place of the one before."""
        self.app.clear_notifications()
        self.notify(sentence, markup=False)


class ChangesPart(Part):
    """The changes of this session."""

    BINDINGS = bindings(TakeBack)

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield Static(_("Enter takes back what is marked ↶."), classes="about", markup=False)
        rows = ChangeRows()
        rows.empty_text = _(
            "Nothing has been changed since the start. The text of an article has its own way "
            "back: Ctrl+Z in it, and its history."
        )
        yield rows

    def refresh_rows(self) -> None:
        """Show the changes that can be undone."""
        changes = self.desk.undo.entries()
        self.rows.show(
            [
                ChangeRow(
                    len(changes) - number,
                    change,
                    _(change.label),
                    subject(self.desk, change),
                    moment(change.at, self.desk.records.now()),
                )
                for number, change in enumerate(changes)
            ]
        )
        self.set_class(not changes, "empty")

    @on(Rows.Selected)
    @work
    async def action_take_back(self) -> None:
        """Undo the change under the cursor, after all later ones."""
        row = self.rows.current
        if row is None:
            return
        count = len(self.rows.items) - row.place + 1
        if count > 1:
            question = ngettext(
                "Take back the last {count} change?", "Take back the last {count} changes?", count
            )
            if not await self.app.push_screen_wait(Confirm(question.format(count=count))):
                return
        done = []
        stopped = ""
        with self.refusals():
            for change in self.desk.undo.entries()[:count]:
                if not await step_back(self.app, self.desk, change.label, len(change.steps)):
                    stopped = _(change.label)
                    break
                done.append(_(change.label))
        self.refresh_rows()
        self.rows.move_to(0)
        if stopped:
            self.tell(_(STOPPED).format(what=stopped))
        elif len(done) == 1:
            self.tell(_("Undone: {what}.").format(what=done[0]))
        elif done:
            text = ngettext("{count} change undone.", "{count} changes undone.", len(done))
            self.tell(text.format(count=len(done)))


class BinPart(Part):
    """What was deleted."""

    BINDINGS = bindings(PutBack, ReadDeleted)

    def compose(self) -> ComposeResult:
        """Yield the list."""
        about = _("What is deleted can be put back for {days} days.").format(days=BIN_DAYS)
        yield Static(about, classes="about", markup=False)
        rows = BinRows()
        rows.empty_text = _("The bin is empty.")
        yield rows

    def refresh_rows(self) -> None:
        """Show what is in the bin, the last deletion first."""
        now = self.desk.records.now()
        entries = sorted(self.desk.trash, key=lambda entry: entry.created or now)
        self.rows.show([BinRow(entry, self._facts(entry, now)) for entry in entries[::-1]])

    def _facts(self, entry: Deleted, now: datetime) -> str:
        days = max(self.desk.trash.days_left(entry), 0)
        left = ngettext("{count} day left", "{count} days left", days).format(count=days)
        return " · ".join((_(entry.label), moment(entry.created or now, now), left))

    @on(Rows.Selected)
    def action_put_back(self) -> None:
        """Put back what is under the cursor."""
        if row := self.rows.current:
            with self.refusals():
                self.desk.trash.restore(row.deleted)
                name = row.deleted.title or _("(no headline)")
                self.tell(_("Put back: {title}. Ctrl+Z undoes it.").format(title=name))

    def action_read_deleted(self) -> None:
        """Show the text of what is under the cursor."""
        from tui.dialogs.text_viewer import Reading

        if row := self.rows.current:
            name = row.deleted.title or _("(no headline)")
            self.app.push_screen(Reading(name, *page_of(self.desk, row.deleted.gone)))
