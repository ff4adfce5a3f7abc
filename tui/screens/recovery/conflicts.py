"""The conflicts with changes of another program, and the difference of each."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from store import ConflictCopy
from store.bookkeeping import Conflict
from store.record_kinds import KINDS, title
from store.records import Record, encode
from tui.commands import bindings
from tui.commands.recovery import KeepAllOurs, KeepOurs, TakeTheirs
from tui.dialogs.dialog import Confirm, ConfirmLoss
from tui.i18n import _, ngettext
from tui.screens.recovery.changes_and_trash import Part
from tui.screens.recovery.rows import ConflictRow, ConflictRows
from tui.widgets.difference import Difference
from tui.widgets.record_text import kind_name, states, title_of_document
from tui.widgets.terminal_safe import visible
from tui.widgets.virtual_list import Rows

SHOWN_CONFLICTS: Final = 6
"""The most lines of the list of conflicts: the difference below needs the room."""


class ConflictsPart(Part):
    """What both another program and this one have changed."""

    BINDINGS = bindings(TakeTheirs, KeepOurs, KeepAllOurs)
    DEFAULT_CSS = """
    ConflictsPart .about { margin: 1 0 0 0; }
    ConflictsPart Difference { height: 1fr; }
    ConflictsPart.empty Difference { display: none; }
    """

    def compose(self) -> ComposeResult:
        """Yield the list, and below it the difference."""
        rows = ConflictRows()
        rows.empty_text = _(
            "No conflicts. Where another program has changed the desk file, and both have changed "
            "the same, it is to be settled here."
        )
        yield rows
        yield Static(classes="about", markup=False)
        yield Difference()

    @property
    def difference(self) -> Difference:
        """The difference of the conflict under the cursor."""
        return self.query_one(Difference)

    def refresh_rows(self) -> None:
        """Show the conflicts."""
        found = [
            ConflictRow(copy, _("Conflict copy"), visible(copy.path.name))
            for copy in self.desk.file.conflict_copies.found
        ]
        found += [
            ConflictRow(conflict, kind_name(conflict.table), self._what(conflict))
            for conflict in self.desk.file.conflicts
        ]
        self.rows.show(found)
        self.rows.styles.height = min(len(found), SHOWN_CONFLICTS) if found else "1fr"
        self.set_class(not found, "empty")
        self._show_difference()

    def _what(self, conflict: Conflict) -> str:
        if conflict.theirs is None:
            count = len(self._missing(conflict))
            return ngettext(
                "{count} is missing in their file", "{count} are missing in their file", count
            ).format(count=count)
        ours = self._ours(conflict)
        return (title(ours) if ours else "") or title_of_document(conflict.theirs)

    def _ours(self, conflict: Conflict) -> Record | None:
        table = self.desk.records.table(conflict.table)
        return table.get(conflict.record) if table is not None else None

    def _missing(self, conflict: Conflict) -> list[Record]:
        """Return the records that are missing in their file."""
        table = self.desk.records.table(conflict.table)
        return [r for r in table or () if r.id in conflict.missing]

    @on(Rows.Highlighted)
    def _show_difference(self) -> None:
        row = self.rows.current
        if row is None:
            return
        conflict: Conflict | ConflictCopy = row.conflict
        names = _("ours, on the desk"), _("theirs")
        if isinstance(conflict, ConflictCopy):
            self._show_copy(conflict)
            return
        if conflict.table not in KINDS:
            about = _(
                "A newer toasoan or another program has made this: a “{table}” is not known "
                "here. Keeping ours drops it."
            ).format(table=conflict.table)
            theirs = conflict.theirs or {}
            self.difference.show("", states(self.desk, {}, theirs)[1], *names)
        elif conflict.theirs is None:
            about = _("Their file no longer has these; they are still here:")
            missing = (title(r) or _("(no headline)") for r in self._missing(conflict))
            self.difference.show("\n".join(missing), "", *names)
        elif ours := self._ours(conflict):
            about = _("Both have changed it. From ours, on the desk, to theirs:")
            self.difference.show(*states(self.desk, encode(ours), conflict.theirs), *names)
        else:
            about = _("It has been deleted here since; theirs is:")
            self.difference.show("", states(self.desk, {}, conflict.theirs)[1], *names)
        if conflict.file:
            about += "\n" + _("(their file: {name})").format(name=Path(conflict.file).name)
        self.query_one(".about", Static).update(visible(about))

    def _show_copy(self, copy: ConflictCopy) -> None:
        about = _(
            "A sync service has left this copy. It holds what the desk lacks ({taken}), and what "
            "both have changed ({asked}). Taking it in merges the two; keeping ours puts it aside."
        )
        self.query_one(".about", Static).update(about.format(taken=copy.taken, asked=copy.asked))
        titles = "\n".join(title or _("(no headline)") for title in copy.titles)
        self.difference.show("", titles, "", _("theirs"))

    @work
    async def action_take_theirs(self) -> None:
        """Take the other program's version."""
        row = self.rows.current
        if row is None:
            return
        if isinstance(row.conflict, ConflictCopy):
            with self.refusals():
                merged = self.desk.file.conflict_copies.take_in(row.conflict.path)
                text = _("Taken in: {taken}, to be decided: {asked}. Ctrl+Z takes it back.")
                self.tell(text.format(taken=merged.taken, asked=merged.asked))
            self.refresh_rows()
            return
        if missing := row.conflict.theirs is None and len(self._missing(row.conflict)):
            question = ngettext(
                "Delete this {count} entry here too? It goes to the bin.",
                "Delete these {count} here too? They go to the bin.",
                missing,
            )
            if not await self.app.push_screen_wait(
                ConfirmLoss(question.format(count=missing), _("Delete"))
            ):
                return
        self._settle(row.conflict, theirs=True, told=_("Theirs taken. Ctrl+Z takes it back."))

    def action_keep_ours(self) -> None:
        """Keep our version."""
        row = self.rows.current
        if row and isinstance(row.conflict, ConflictCopy):
            with self.refusals():
                aside = self.desk.file.conflict_copies.put_aside(row.conflict.path)
                self.tell(_("Put aside as {name}.").format(name=aside.name))
            self.refresh_rows()
        elif row:
            self._settle(row.conflict, theirs=False, told=_("Ours kept. Ctrl+Z takes it back."))

    def _settle(self, conflict: Conflict, *, theirs: bool, told: str) -> None:
        with self.refusals():
            self.desk.file.conflicts.resolve(conflict, theirs=theirs)
            self.tell(told)

    @work
    async def action_keep_all_ours(self) -> None:
        """Keep our version in all conflicts, as one change."""
        found = [*self.desk.file.conflicts]
        if not found:
            return
        question = ngettext(
            "Keep ours in {count} conflict?", "Keep ours in all {count} conflicts?", len(found)
        ).format(count=len(found))
        if not await self.app.push_screen_wait(Confirm(question)):
            return
        with self.refusals():
            self.desk.file.conflicts.keep_ours(found)
            text = ngettext(
                "{count} conflict settled. Ctrl+Z takes it back.",
                "{count} conflicts settled. Ctrl+Z takes them back.",
                len(found),
            )
            self.tell(text.format(count=len(found)))
