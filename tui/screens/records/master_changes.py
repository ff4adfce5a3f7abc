"""What has changed in the master since a version was made, to be taken over by paragraph."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from store import Article, Desk
from store.articles.updates import Hunk
from store.spoken.numbers import USUAL, Wording
from tui.commands import bindings
from tui.commands.history import NextMode
from tui.commands.versions import LeaveOut, TakeChange, TakeOver
from tui.dialogs.dialog import Dialog
from tui.i18n import _
from tui.widgets.difference import COLUMNS, Difference
from tui.widgets.labels import title_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

MOST_ROWS = 8
"""The most lines of the list: the difference below needs the room."""


class ChangeRows(Rows[int]):
    """The changes, each by its index, with a mark at those that are taken over."""

    def __init__(self) -> None:
        super().__init__(id="changes")
        self.changes: list[Hunk] = []
        self.chosen: set[int] = set()

    def row_key(self, item: int) -> str:
        """Return the index of the change."""
        return str(item)

    def row_lines(self, item: int, width: int) -> list[Line]:
        """Draw a change: whether it is taken, where it is, and what it says now."""
        change = self.changes[item]
        mark = "● " if item in self.chosen else "○ "
        where = _("headline") if change.is_headline else _("paragraph {number}")
        where = where.format(number=change.at[0] + 1)
        edited = f" ⚠ {_('edited here')}" if change.is_edited else ""
        said = " ".join(change.now) or _("(dropped)")
        head = f"{where}{edited}: "
        room = max(width - len(mark) - len(head), 0)
        tone = "warn" if change.is_edited else "dim"
        return [[(mark, "accent"), (head, tone), (fitted(one_line(said), room), "")]]


class MasterChangesScreen(Dialog[Article]):
    """Choose which changes of the master a version takes over; answers the changed version.

    Those in which the version still says what the master said are chosen at first; what was edited
    by hand is left as it is unless it is chosen.
    """

    BINDINGS = bindings(TakeChange, TakeOver, LeaveOut, NextMode)
    DEFAULT_CSS = """
    MasterChangesScreen {
        & #box { width: 100%; height: 100%; }
        & #title { margin-bottom: 0; }
        & #about { height: auto; color: $text-muted; }
        & #changes { height: auto; margin: 1 0; }
        & Difference { height: 1fr; }
        & KeyLine { margin-top: 0; }
    }
    """

    def __init__(self, desk: Desk, article: Article, wording: Wording = USUAL) -> None:
        title = _("The master has changed: {channel}, “{title}”")
        channel = ", ".join(article.channels)
        super().__init__(title.format(channel=channel, title=title_of(article)))
        self._desk = desk
        self._version = article
        self._wording = wording

    def compose_body(self) -> ComposeResult:
        """Yield the changes, and the difference of the one under the cursor."""
        told = _("The marked paragraphs are taken over; the version keeps the others as they are.")
        yield Static(told, id="about", markup=False)
        yield ChangeRows()
        yield Difference()

    def on_mount(self) -> None:
        """Show the changes."""
        rows = self._rows
        rows.changes = self._desk.articles.versions.changes(self._version, wording=self._wording)
        rows.chosen = {n for n, change in enumerate(rows.changes) if not change.is_edited}
        rows.empty_text = _("Nothing has changed that concerns this version.")
        rows.styles.height = max(min(len(rows.changes), MOST_ROWS), 1)
        rows.show(range(len(rows.changes)))
        if self.size.width >= COLUMNS:
            self.query_one(Difference).mode = "side-by-side"
        rows.focus()
        self._show_change()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what shows something else, and to take what there is."""
        difference = next(iter(self.query(Difference)), None)
        if difference is None:
            return True
        if action in (TakeChange.action, TakeOver.action):
            return self._rows.current is not None
        return difference.shows_more_by(action)

    @property
    def _rows(self) -> ChangeRows:
        return self.query_one(ChangeRows)

    @on(Rows.Highlighted)
    def _show_change(self) -> None:
        rows = self._rows
        if rows.current is not None:
            change = rows.changes[rows.current]
            names = _("this version"), _("from the master now")
            self.query_one(Difference).show(
                "\n\n".join(change.ours), "\n\n".join(change.now), *names
            )

    @on(Rows.MarkPressed)
    def action_take_change(self) -> None:
        """Take the paragraph under the cursor over, or leave it."""
        rows = self._rows
        if rows.current is not None:
            rows.chosen ^= {rows.current}
            rows.refresh()

    def action_take_over(self) -> None:
        """Take over what is marked."""
        self._settle(self._rows.chosen)

    def action_leave_out(self) -> None:
        """Take nothing over."""
        self._settle(set())

    def _settle(self, chosen: set[int]) -> None:
        with self.refusals():
            take_over = self._desk.articles.versions.take_over
            after = take_over(self._version, chosen, wording=self._wording)
            told = _("Taken over: {count}. Ctrl+Z takes it back.")
            self.notify(told.format(count=len(chosen)))
            self.dismiss(after)

    def action_next_mode(self) -> None:
        """Show the difference in the next mode."""
        self.query_one(Difference).next_mode(self.size.width)
