"""What can be had back: changes of this session, what was deleted, what another program wrote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from store import BIN_DAYS, ConflictCopy, Desk, DeskError, Undoable
from store.dates.zone import on_wall
from store.record_kinds import KINDS, of_editors, title
from store.records import Conflict, Deleted, Record, encode
from store.text import show_day_short
from tui.commands import Command, bindings
from tui.commands.get_back import (
    GoBin,
    GoChanges,
    GoConflicts,
    KeepAllOurs,
    KeepOurs,
    NextList,
    PreviousList,
    PutBack,
    ReadDeleted,
    TakeBack,
    TakeTheirs,
)
from tui.commands.global_commands import Undo
from tui.commands.history import NextMode, ReadOn, ShowUnchanged
from tui.dialogs.dialog import Confirm, Dialog
from tui.i18n import _, ngettext, sentence
from tui.widgets.bars import TabStrip
from tui.widgets.difference import Difference
from tui.widgets.record_text import kind_name, page_of, states, title_of_document
from tui.widgets.terminal_safe import visible
from tui.widgets.virtual_list import Line, Rows, fitted

SHOWN_CONFLICTS: Final = 6
"""So many lines the list of conflicts has at most: the difference below it needs the room."""


LOW: Final = 18
"""Below so many lines the lists have no room to give to hints and blank lines."""


class ChangeRow(NamedTuple):
    """A change of this session."""

    place: int
    """From the first one on, so that it names the row while others come and go above it."""
    change: Undoable
    what: str
    about: str
    when: str


class ChangeRows(Rows[ChangeRow]):
    """The changes, the last one on top; a mark at all that Enter takes back."""

    def row_key(self, item: ChangeRow) -> str:
        """Name a change by its place."""
        return str(item.place)

    def row_lines(self, item: ChangeRow, width: int) -> list[Line]:
        """Draw a change."""
        is_taken = len(self.items) - item.place <= self._cursor
        column = max(cell_len(row.what) for row in self.items)
        what = fitted(item.what, min(column, width // 3))
        room = width - 2 - len(item.when) - 2 - cell_len(what) - 1
        return [
            [
                ("↶ " if is_taken else "  ", "accent"),
                (what, "accent"),
                (" ", ""),
                (fitted(item.about, room), ""),
                (f"  {item.when}", "dim"),
            ]
        ]


class BinRow(NamedTuple):
    """An entry of the bin."""

    deleted: Deleted
    facts: str


class BinRows(Rows[BinRow]):
    """What was deleted: its title, and below it what is to be known."""

    def row_key(self, item: BinRow) -> str:
        """Name an entry by its id."""
        return item.deleted.id

    def row_height(self, item: BinRow, width: int) -> int:
        """Return two lines."""
        return 2

    def row_lines(self, item: BinRow, width: int) -> list[Line]:
        """Draw an entry."""
        name = item.deleted.title or _("(no headline)")
        return [[(name, "title")], [(f"  {item.facts}", "dim")]]


class ConflictRow(NamedTuple):
    """A conflict; or a whole copy of the desk that waits to be taken in."""

    conflict: Conflict | ConflictCopy
    kind: str
    what: str


class ConflictRows(Rows[ConflictRow]):
    """The conflicts, a line each."""

    def row_key(self, item: ConflictRow) -> str:
        """Name a conflict by its id, a copy by its path."""
        if isinstance(item.conflict, ConflictCopy):
            return str(item.conflict.path)
        return item.conflict.id

    def row_lines(self, item: ConflictRow, width: int) -> list[Line]:
        """Draw a conflict."""
        column = max(cell_len(row.kind) for row in self.items)
        is_whole = isinstance(item.conflict, ConflictCopy) or item.conflict.theirs is None
        tone = "warn" if is_whole else ""
        return [[(fitted(item.kind, column), "dim"), ("  ", ""), (item.what, tone)]]


class Part(Vertical):
    """One of the lists, with what can be done in it."""

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
        """How many rows there are."""
        return len(self.rows.items)

    def refresh_rows(self) -> None:
        """Show what there is on the desk now."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing to do where there is nothing."""
        own = {binding.action for binding in self.BINDINGS}  # type: ignore[union-attr]
        return action not in own or (bool(self.query(Rows)) and self.rows.current is not None)

    @on(Rows.Highlighted)
    def _row_changed(self) -> None:
        self.refresh_bindings()

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Say in the dialog why the desk refuses something."""
        dialog = cast("GetBackScreen", self.screen)
        dialog.say("")
        try:
            yield
        except DeskError as error:
            dialog.tell_refusal(error)

    def tell(self, sentence: str) -> None:
        """Show a notice of what was done, in the place of the one before."""
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
        """Show the changes that can be taken back."""
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
        """Take back the change under the cursor, and before it all that came later."""
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
        self._take_back(row.change)

    def _take_back(self, last: Undoable) -> None:
        done = []
        with self.refusals():
            while any(change is last for change in self.desk.undo.entries()):
                done.append(_(self.desk.undo.step_back() or ""))
        self.refresh_rows()
        self.rows.move_to(0)
        if len(done) == 1:
            self.tell(_("Undone: {what}.").format(what=done[0]))
        elif done:
            count = len(done)
            told = ngettext("{count} change undone.", "{count} changes undone.", count)
            self.tell(told.format(count=count))


class BinPart(Part):
    """What was deleted."""

    BINDINGS = bindings(PutBack, ReadDeleted)

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield Static(
            _("What is deleted can be put back for {days} days.").format(days=BIN_DAYS),
            classes="about",
            markup=False,
        )
        rows = BinRows()
        rows.empty_text = _("The bin is empty.")
        yield rows

    def refresh_rows(self) -> None:
        """Show what is in the bin, what was deleted last on top."""
        now = self.desk.records.now()
        entries = sorted(self.desk.trash, key=lambda entry: entry.created or now)
        self.rows.show([BinRow(entry, self._facts(entry, now)) for entry in entries[::-1]])

    def _facts(self, entry: Deleted, now: datetime) -> str:
        created = entry.created or now
        days = max(self.desk.trash.days_left(entry), 0)
        left = ngettext("{count} day left", "{count} days left", days).format(count=days)
        return " · ".join((_(entry.label), moment(created, now), left))

    @on(Rows.Selected)
    def action_put_back(self) -> None:
        """Put back what the deletion under the cursor took."""
        row = self.rows.current
        if row is None:
            return
        with self.refusals():
            self.desk.trash.restore(row.deleted)
            name = row.deleted.title or _("(no headline)")
            self.tell(_("Put back: {title}. Ctrl+Z undoes it.").format(title=name))

    def action_read_deleted(self) -> None:
        """Show what the deletion under the cursor took."""
        from tui.dialogs.text_viewer import Reading

        if row := self.rows.current:
            name = row.deleted.title or _("(no headline)")
            self.app.push_screen(Reading(name, *page_of(self.desk, row.deleted.gone)))


class ConflictsPart(Part):
    """What another program has changed while we had changed it too."""

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
        """What differs in the conflict under the cursor."""
        return self.query_one(Difference)

    def refresh_rows(self) -> None:
        """Show the conflicts."""
        kind = _("Conflict copy")
        found = [
            *(
                ConflictRow(copy, kind, visible(copy.path.name))
                for copy in self.desk.file.conflict_copies.found
            ),
            *(
                ConflictRow(conflict, kind_name(conflict.table), self._what(conflict))
                for conflict in self.desk.file.conflicts
            ),
        ]
        self.rows.show(found)
        self.rows.styles.height = min(len(found), SHOWN_CONFLICTS) if found else "1fr"
        self.set_class(not found, "empty")
        self._show_difference()

    def _what(self, conflict: Conflict) -> str:
        if conflict.theirs is None:
            count = len(self._lacking(conflict))
            return ngettext(
                "{count} is missing in their file", "{count} are missing in their file", count
            ).format(count=count)
        ours = self._ours(conflict)
        return (title(ours) if ours else "") or title_of_document(conflict.theirs)

    def _ours(self, conflict: Conflict) -> Record | None:
        table = self.desk.records.table(conflict.table)
        return table.get(conflict.record) if table is not None else None

    def _lacking(self, conflict: Conflict) -> list[Record]:
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
                "A newer toasoan, or another program, has made this: a “{table}” is not known "
                "here. To keep ours lets it go."
            ).format(table=conflict.table)
            theirs = conflict.theirs or {}
            self.difference.show("", states(self.desk, {}, theirs)[1], *names)
        elif conflict.theirs is None:
            about = _("Their file lacks these; here they are still:")
            lacking = (title(r) or _("(no headline)") for r in self._lacking(conflict))
            self.difference.show("\n".join(lacking), "", *names)
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
        told = _(
            "A folder service has left this copy. It holds what the desk lacks ({taken}), and what "
            "both have changed ({asked}). Taking it in merges the two; keeping ours puts it aside."
        )
        self.query_one(".about", Static).update(told.format(taken=copy.taken, asked=copy.asked))
        titles = "\n".join(title or _("(no headline)") for title in copy.titles)
        self.difference.show("", titles, "", _("theirs"))

    @work
    async def action_take_theirs(self) -> None:
        """Take what the other program has."""
        row = self.rows.current
        if row is None:
            return
        if isinstance(row.conflict, ConflictCopy):
            with self.refusals():
                merged = self.desk.file.conflict_copies.take_in(row.conflict.path)
                self.tell(
                    _("Taken in: {taken}, to be decided: {asked}. Ctrl+Z takes it back.").format(
                        taken=merged.taken, asked=merged.asked
                    )
                )
            self.refresh_rows()
            return
        if lacking := row.conflict.theirs is None and len(self._lacking(row.conflict)):
            question = ngettext(
                "Delete this {count} entry here too? It goes to the bin.",
                "Delete these {count} here too? They go to the bin.",
                lacking,
            )
            if not await self.app.push_screen_wait(Confirm(question.format(count=lacking))):
                return
        self._settle(row.conflict, theirs=True, told=_("Theirs taken. Ctrl+Z takes it back."))

    def action_keep_ours(self) -> None:
        """Leave the desk as it is."""
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
        """Leave the desk as it is, for all the conflicts, as one change."""
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
            told = ngettext(
                "{count} conflict settled. Ctrl+Z takes it back.",
                "{count} conflicts settled. Ctrl+Z takes them back.",
                len(found),
            )
            self.tell(told.format(count=len(found)))


LISTS: Final[list[tuple[str, str, type[Command]]]] = [
    ("changes", "1", GoChanges),
    ("bin", "2", GoBin),
    ("conflicts", "3", GoConflicts),
]


class GetBackScreen(Dialog[None]):
    """Three lists: take changes back, put deleted things back, settle conflicts.

    Args:
        desk: what it is about.
    """

    BINDINGS = bindings(
        *(ReadOn, NextMode, ShowUnchanged, Undo),
        *(GoChanges, GoBin, GoConflicts, NextList, PreviousList),
    )
    DEFAULT_CSS = """
    GetBackScreen {
        & #box { width: 100%; max-width: 110; height: 100%; max-height: 40; }
        & #title { margin: 0; }
        & TabStrip { display: block; padding: 0; margin-bottom: 1; }
        &.low .about { display: none; }
        &.low TabStrip { margin: 0; }
        &.low KeyLine { margin: 0; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Get back"))
        self._desk = desk

    def compose_body(self) -> ComposeResult:
        """Yield the lists."""
        yield TabStrip(LISTS)
        yield ChangesPart(self._desk, "changes")
        yield BinPart(self._desk, "bin")
        yield ConflictsPart(self._desk, "conflicts")

    def on_mount(self) -> None:
        """Begin where something waits."""
        # The desk announces a change before it is on the undo list.
        self.listen(self._desk.records.listen, lambda _change: self.call_next(self._show_all))
        self._show_all()
        if len(self._desk.file.conflicts) or self._desk.file.conflict_copies.found:
            self.action_go("conflicts")
        else:
            self.action_go("changes" if self._desk.undo.entries() else "bin")

    def on_resize(self, event: events.Resize) -> None:
        """Give the lists the room of everything else where there is little of it."""
        self.set_class(event.size.height < LOW, "low")

    def _show_all(self) -> None:
        for part in self._parts:
            part.refresh_rows()
        self._tabs.counts = {str(part.id): part.count for part in self._parts}
        self.refresh_bindings()

    @property
    def _parts(self) -> list[Part]:
        return list(self.query(Part))

    @property
    def _tabs(self) -> TabStrip:
        return self.query_one(TabStrip)

    # -------------------------------------------------------------- commands

    def action_go(self, wanted: str) -> None:
        """Go to a list by its id."""
        self.say("")
        for part in self._parts:
            part.display = part.id == wanted
        self.query_one(f"#{wanted}", Part).rows.focus()
        self._tabs.active = wanted
        self.refresh_bindings()

    def action_go_changes(self) -> None:
        """Go to the changes of this session."""
        self.action_go("changes")

    def action_go_bin(self) -> None:
        """Go to the bin."""
        self.action_go("bin")

    def action_go_conflicts(self) -> None:
        """Go to the conflicts."""
        self.action_go("conflicts")

    def action_next_list(self) -> None:
        """Go to the next list."""
        self._go_on(1)

    def action_previous_list(self) -> None:
        """Go to the list before."""
        self._go_on(-1)

    def _go_on(self, by: int) -> None:
        names = [name for name, _key, _command in LISTS]
        self.action_go(names[(names.index(self._tabs.active) + by) % len(names)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done to a difference where there is one."""
        of_difference = (ReadOn.action, NextMode.action, ShowUnchanged.action)
        return action not in of_difference or self._difference is not None

    @property
    def _difference(self) -> Difference | None:
        """What is shown below the conflicts, while they are shown."""
        for part in self.query(ConflictsPart):
            if part.display and part.query(Difference) and part.count:
                return part.difference
        return None

    def action_read_on(self) -> None:
        """Go one screen down in the difference, or back to its start."""
        if self._difference:
            self._difference.read_on()

    def action_next_mode(self) -> None:
        """Show the difference in another way."""
        if self._difference:
            self._difference.next_mode()

    def action_show_unchanged(self) -> None:
        """Show what has not changed, or fold it away."""
        if self._difference:
            self._difference.whole = not self._difference.whole

    def action_undo(self) -> None:
        """Take the last change of the desk back, as on the desk itself."""
        self.say("")
        try:
            label = self._desk.undo.step_back()
        except DeskError as error:
            self.say(sentence(error))
            return
        self.app.clear_notifications()
        self.notify(_("Undone: {what}.").format(what=_(label)) if label else _("Nothing to undo."))


# ---------------------------------------------------------------------- words


def subject(desk: Desk, change: Undoable) -> str:
    """Return what a change is about: the title of its record, as it is called now."""
    records = [after or before for before, after in change.steps]
    for record in records:
        if isinstance(record, Deleted):
            return record.title or _("(no headline)")
    names = [_name_now(desk, record) for record in records if record]
    return next(filter(None, names), _("(no headline)"))


def _name_now(desk: Desk, record: Record) -> str:
    wanted = record.record if isinstance(record, Conflict) else record.id
    for kind in of_editors():
        table = desk.records.table(kind.table)
        if table is not None and (now := table.get(wanted)):
            return title(now)
    if isinstance(record, Conflict):
        return title_of_document(record.theirs or {})
    return title(record)


def moment(at: datetime, now: datetime) -> str:
    """Return a time of day, and the day where it is not today."""
    at = on_wall(at, now)
    if at.date() == now.date():
        return f"{at:%H:%M}"
    return f"{show_day_short(at.date(), now.date())} {at:%H:%M}"
