"""The matrix of a campaign: a cell for each row and column, and the list of the gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from msgspec.structs import replace
from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from store import Campaign, Desk, Task
from store.campaigns.gaps import Gap
from store.campaigns.matrix import Cell, Columns, Matrix, Row, Rows, State, View, tags_of_cell
from store.campaigns.sync import MessageSync
from store.records import Status
from tui.commands import bindings, matrix
from tui.commands.global_commands import Undo
from tui.i18n import N_, _, ngettext, number
from tui.screens.campaign.base import Room, following
from tui.screens.campaign.matrix_rows import (
    STATE_NAMES,
    CellRows,
    GapRows,
    counts_of,
    legend,
)
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Rows as RowList

ROW_NAMES: Final = {
    Rows.TOPICS: N_("Topics"),
    Rows.MILESTONES: N_("Milestones"),
    Rows.GOALS: N_("Goals"),
    Rows.UNITS: N_("Units"),
}
COLUMN_NAMES: Final = {
    Columns.CHANNELS: N_("Channels"),
    Columns.AUDIENCES: N_("Audiences"),
    Columns.LEVELS: N_("Levels"),
}
ACTIONS: Final = {
    State.EMPTY: N_("Enter makes what is missing, tagged already."),
    State.PLANNED: N_("Enter goes on with what is planned."),
    State.WRITING: N_("Enter goes on with what is being written."),
    State.APPROVED: N_("Enter opens what is ready to go out."),
}
"""What Enter does for a gap, by what there is for it; message ids."""
AROUND: Final = 9
"""The lines of the screen beside the rows and their head."""
PERIODS: Final = (0, 7, 30)
"""The numbers of days ahead that can be counted; 0 stands for all days."""


@dataclass
class Place:
    """What the matrix of a campaign shows, and where the cursor is."""

    view: View = field(default_factory=View)
    days: int = 0
    """How many days ahead are counted, one of `PERIODS`."""
    row: str | None = None
    column: str = ""
    shows_gaps: bool = False
    gap: int = 0
    """The index of the gap under the cursor."""


class MatrixScreen(Room):
    """What a campaign covers, by topic and channel; answers the article to open."""

    BINDINGS = bindings(
        matrix.OpenCell,
        matrix.ShowGaps,
        matrix.SwitchRows,
        matrix.SwitchColumns,
        matrix.FilterStrand,
        matrix.FilterPhase,
        matrix.FilterPeriod,
        matrix.CellLeft,
        matrix.CellRight,
        Undo,
    )
    DEFAULT_CSS = """
    MatrixScreen {
        & #view, & #head, & #legend, & #detail { height: auto; color: $text-muted; }
        & #head { text-wrap: nowrap; }
        & #detail { min-height: 2; max-height: 4; }
        &.short #view { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        &.short #detail { min-height: 1; max-height: 20%; }
        & ContentSwitcher { height: 1fr; }
    }
    """

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        super().__init__(_("Matrix: {name}").format(name=campaign.name), desk, campaign)
        self._matrix: Matrix | None = None

    def compose_body(self) -> ComposeResult:
        """Yield the head, the cells or the gaps, and the details of one."""
        yield Static(id="view", markup=False)
        yield Static(id="head", markup=False)
        with ContentSwitcher(initial="gaps" if self._place.shows_gaps else "cells"):
            yield CellRows()
            yield GapRows()
        yield Static(id="legend", markup=False)
        yield Static(id="detail", markup=False)

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The signs of the cells and rows, and what they mean."""
        return [*legend(), *self._cells.shortened(self._cells_width)]

    @property
    def _cells_width(self) -> int:
        return self._cells.text_width or self.size.width - 4

    def on_mount(self) -> None:
        """Begin where the editor was."""
        place, campaign = self._place, self.campaign
        view = place.view
        self._set(  # the lists may have changed meanwhile, and the day
            strand=view.strand if view.strand in campaign.strands else "",
            phase=view.phase if view.phase in campaign.phases else "",
            **self._period(place.days),
        )
        (self._gap_rows if place.shows_gaps else self._cells).focus()

    @cached_property
    def _place(self) -> Place:
        return self.kept(Place())

    @property
    def _view(self) -> View:
        return self._place.view

    @property
    def _cells(self) -> CellRows:
        return self.query_one(CellRows)

    @property
    def _gap_rows(self) -> GapRows:
        return self.query_one(GapRows)

    @property
    def _shows_gaps(self) -> bool:
        return self.query_one(ContentSwitcher).current == "gaps"

    # -------------------------------------------------------------- display

    def look(self) -> None:
        """Count again, and show the result."""
        found, cells = self._desk.reports.matrix(self.campaign, self._view), self._cells
        is_first, self._matrix = self._matrix is None, found
        place = self._place
        if is_first and place.column in found.columns:
            cells.place = found.columns.index(place.column)
        cells.columns = found.columns
        cells.place = min(cells.place, max(len(found.columns) - 1, 0))
        cells.empty_text = _("The campaign has no such list yet; r and c show others.")
        cells.show(found.rows if found.columns else (), place.row if is_first else None)
        if self._shows_gaps:
            gap = place.gap  # before showing the rows changes it
            self._gap_rows.empty_text = _("No gaps.")
            self._gap_rows.show(self._desk.reports.gaps(found))
            if is_first:
                self._gap_rows.move_to(gap)
        self._describe()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open only what there is, and to count only what can be told apart."""
        if action == matrix.OpenCell.action and self._is_there:
            return bool(self._gap_rows.current if self._shows_gaps else self._cells.cell)
        if action == matrix.FilterPhase.method and self._is_there:
            known = {"strand": self.campaign.strands, "phase": self.campaign.phases}
            return bool(known.get(str(parameters[0]), True))
        return True

    @property
    def _is_there(self) -> bool:
        """Whether there is a matrix to ask; the keys are drawn before, too."""
        return self._matrix is not None and self._campaign in self._desk.campaigns

    @on(RowList.Highlighted)
    def _describe(self) -> None:
        found = self._matrix
        if found is None:
            return
        self._remember(found)
        self.say("")
        self.query_one("#detail", Static).update(one_line(self._detail(found)))
        self._draw_head()

    def _remember(self, found: Matrix) -> None:
        place, cells = self._place, self._cells
        place.shows_gaps = self._shows_gaps
        if place.shows_gaps:
            place.gap = self._gap_rows.cursor_place
        elif cells.cell:
            place.row, place.column = cells.cursor_key, found.columns[cells.place]

    @on(CellRows.Resized)
    def _draw_head(self) -> None:
        head = self.query_one("#head", Static)
        head.display = not self._shows_gaps
        if self._matrix:
            cells = self._cells
            lines = cells.head_lines(self._matrix, self._cells_width)
            head.update("\n".join(lines))
            explained = [f"{sign} {told}".replace(" ", "\xa0") for sign, told in self.signs]
            self.query_one("#legend", Static).update(one_line("   ".join(explained)))
            # The rows come first: F1 explains the signs, too.
            needed = len(self._matrix.rows) + len(lines) + AROUND
            self.query_one("#legend").display = head.display and needed <= self.size.height
            title, view = one_line(self.heading), self._view_line(self._matrix)
            beside_title, beside_view = self._signs_beside(title, view)
            beside = (beside_title, "not bold $foreground 70%")
            self.query_one("#title", Static).update(Content.assemble(title, beside))
            self.query_one("#view", Static).update(view + beside_view)

    def _view_line(self, found: Matrix) -> str:
        parts = [f"{_(ROW_NAMES[found.view.rows])} × {_(COLUMN_NAMES[found.view.columns])}"]
        parts += [self._view.strand, self._view.phase]
        if days := self._place.days:
            text = ngettext("next {count} day", "next {count} days", days)
            parts.append(text.format(count=number(days)))
        parts += counts_of(found)
        if self._shows_gaps:
            gaps = self._gap_rows.items
            late = sum(gap.is_late for gap in gaps)
            parts.append(_("{count} not out").format(count=number(len(gaps))))
            parts.append(
                ngettext("{count} overdue", "{count} overdue", late).format(count=number(late))
            )
        return one_line(" · ".join(filter(None, parts)))

    def _signs_beside(self, *lines: str) -> list[str]:
        """Return the signs for which lines have room, where there is none for the legend below."""
        if self._shows_gaps or self.query_one("#legend").display:
            return ["" for _line in lines]
        left = [f"{sign} {meaning}" for sign, meaning in legend()[1:]]  # a dot needs no words
        width, beside = self.query_one("#view").content_size.width, []
        for line in lines:
            room, shown = width - cell_len(line) - 2, ""
            while left and cell_len(longer := f"{shown}  {left[0]}".strip()) <= room:
                shown, left = longer, left[1:]
            beside.append(shown.rjust(room + 2) if shown else "")
        return beside

    def _detail(self, found: Matrix) -> str:
        if self._shows_gaps:
            gap = self._gap_rows.current
            return _(ACTIONS[gap.state]) if gap else ""
        row, cell = self._cells.current, self._cells.cell
        if row is None or cell is None:
            return ""
        column = found.columns[self._cells.place]
        states = Counter(sorted(cell.states))
        counts = [f"{number(n)} {_(STATE_NAMES[state])}" for state, n in states.items()]
        told = ", ".join(counts) or _(STATE_NAMES[State.EMPTY])
        return f"{row.label} × {column}: {told} · {self._sync_of(row)}"

    def _sync_of(self, row: Row) -> str:
        told, messages = self._sync_told(row), row.sync.messages
        if len(messages) < 2:
            return told
        count = ngettext(
            "{in_sync} of {count} message", "{in_sync} of {count} messages", len(messages)
        )
        told += f" ({count.format(in_sync=row.sync.in_sync, count=len(messages))})"
        apart = (one for one in messages if not one.is_met)
        return "; ".join((told, *map(self._message_told, apart)))

    def _message_told(self, message: MessageSync) -> str:
        """Say of a message that is not in sync what it lacks."""
        piece = self._desk.articles.get(message.message) or self._desk.tasks.get(message.message)
        title = piece.title if piece else message.message[:6]
        if message.missing:
            lacking = _("nothing out in {groups}").format(groups=", ".join(message.missing))
        else:
            lacking = _("{hours} h too far apart").format(hours=number(message.late_hours))
        return f"“{title}”: {lacking}"

    def _sync_told(self, row: Row) -> str:
        if row.sync.is_met:
            return _("in sync ✔")
        if row.sync.missing:
            groups = ", ".join(row.sync.missing)
            return _("not in sync: nothing out in {groups}").format(groups=groups)
        late = row.sync.late_hours
        return ngettext(
            "not in sync: {count} hour too far apart",
            "not in sync: {count} hours too far apart",
            late,
        ).format(count=number(late))

    # -------------------------------------------------------------- keys

    def action_move_column(self, by: int) -> None:
        """Go to the right by some columns."""
        self._cells.move_column(by)

    def action_show_next(self, name: str) -> None:
        """Show the next rows or columns, or count only the next strand or phase."""
        values: dict[str, Sequence[object]] = {
            "rows": list(Rows),
            "columns": list(Columns),
            "strand": ["", *self.campaign.strands],
            "phase": ["", *self.campaign.phases],
        }
        self._set(**{name: following(getattr(self._view, name), values[name])})
        self.look()

    def action_filter_period(self) -> None:
        """Count only the next period, or all days."""
        self._place.days = following(self._place.days, PERIODS)
        self._set(**self._period(self._place.days))
        self.look()

    def _period(self, days: int) -> dict[str, date | None]:
        """Return the fields of a view that counts some days ahead; 0 stands for all days."""
        today = self._desk.records.today() if days else None
        return {"since": today, "until": today and today + timedelta(days=days)}

    def _set(self, **fields: Any) -> None:
        self._place.view = replace(self._view, **fields)

    def action_show_gaps(self) -> None:
        """Show the gaps, or the cells again."""
        switcher = self.query_one(ContentSwitcher)
        switcher.current = "cells" if self._shows_gaps else "gaps"
        self.look()
        (self._gap_rows if self._shows_gaps else self._cells).focus()

    def action_cancel(self) -> None:
        """Go from the gaps back to the cells; from there, leave."""
        if self._shows_gaps:
            self.action_show_gaps()
        else:
            super().action_cancel()

    # -------------------------------------------------------------- the pieces of a cell

    @on(RowList.Selected)
    @work
    async def action_open_cell(self) -> None:
        """Open the piece in the cell, or make one."""
        row, cell = self._cells.current, self._cells.cell
        if self._shows_gaps:
            if gap := self._gap_rows.current:
                await self._open(gap.row, gap.column, self._cell_of(gap))
        elif self._matrix is None or row is None or cell is None:
            return
        else:
            await self._open(row.name, self._matrix.columns[self._cells.place], cell)

    def _cell_of(self, gap: Gap) -> Cell:
        found = self._matrix
        rows = found.rows if found else ()
        cells = next((row.cells for row in rows if row.name == gap.row), ())
        return cells[found.columns.index(gap.column)] if found and cells else Cell()

    async def _open(self, row: str, column: str, cell: Cell) -> None:
        """Open the only piece of a cell; where there are several or none, ask."""
        articles = [one for one in cell.articles if one in self._desk.articles]
        if len(articles) == 1 and not cell.tasks:
            self.dismiss(articles[0])
        else:
            await self._open_or_make(row, column, cell)

    async def _open_or_make(self, row: str, column: str, cell: Cell) -> None:
        """Ask which of the pieces to open, or what to make."""
        from tui.dialogs.forms.task_form import TaskForm
        from tui.dialogs.picker import Option, Picker, article_options

        found = map(self._desk.articles.get, cell.articles)
        articles = [article for article in found if article]  # one may be out and deleted
        tasks = [self._desk.tasks[t] for t in cell.tasks]
        options = article_options(articles)
        begin = _("Begin the article of the task: {title}")
        edit = _("Edit the task: {title}")
        for task in tasks:
            options.append(Option(task.id, begin.format(title=task.title)))
            options.append(Option(f"edit {task.id}", edit.format(title=task.title)))
        options += [Option("article", _("New article")), Option("task", _("New task"))]
        picked = await self.app.push_screen_wait(Picker(f"{row} × {column}", options))
        if not picked:
            return
        if picked[0].startswith("edit "):
            edited = self._desk.tasks[picked[0].removeprefix("edit ")]
            await self.app.push_screen_wait(TaskForm(self._desk, self.campaign, edited))
            return
        with self.refusals():
            self._act_on(picked[0], row, column)

    def _act_on(self, picked: str, row: str, column: str) -> None:
        tags = tags_of_cell(self._view, row, column)
        task = Task(
            campaign=self._campaign,
            title=f"{row}: {column}",
            phase=self._view.phase or self._desk.campaigns.phase_now(self.campaign),
            **tags,
        )
        if picked == "article" and self._view.phase:  # an article has a phase by its task
            self.dismiss(self._desk.articles.start(task, new_task=True).id)
        elif picked == "article":
            article = self._desk.articles.new(self.campaign, status=Status.ASSIGNED, **tags)
            self.dismiss(article.id)
        elif picked == "task":
            self._desk.tasks.add(task)
            text = _("New task: {title} · {phase}. Enter on its cell edits it.")
            phase = task.phase or _("(no phase)")
            self.notify(text.format(title=task.title, phase=phase), markup=False)
        elif picked in self._desk.tasks:
            self.dismiss(self._desk.articles.start(self._desk.tasks[picked]).id)
        elif picked in self._desk.articles:
            self.dismiss(picked)
