"""The overview of a campaign: its progress in numbers and charts, and the way to its rooms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Sparkline, Static

from store import Campaign, Desk
from store.campaigns.checklist import Phase
from store.campaigns.counted import Item, Part, Score
from store.campaigns.matrix import Columns, State, View
from store.campaigns.numbers import all_of
from store.campaigns.quotas import Period
from store.campaigns.timeliness import ChannelHours
from store.errors import Finding, finding
from store.report import Figures
from store.text import rounded_percent
from tui.app_context import app_of
from tui.commands import Command, bindings
from tui.commands.campaign_navigation import DOORS, ShowOverview
from tui.commands.campaigns import WriteReport
from tui.commands.overview import NextChart, ReadReport, ShowCounted, SwitchHeat
from tui.dialogs.counted import choose_counted
from tui.i18n import N_, _, filled, ngettext, number, share
from tui.screens.campaign.base import Room, following
from tui.screens.campaign.matrix_rows import SYMBOLS
from tui.widgets.bars import shown_key
from tui.widgets.charts import BurnDown, Heat, HeatMap, scale_width
from tui.widgets.number_lines import NumberLine, NumberLines, in_lines, told
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

WIDE: Final = 110
"""The least width, in columns, at which the numbers and the charts stand side by side."""

SHORTEST_BAR: Final = 8
"""The least width of a bar, in cells."""

NOTE: Final = 12
"""The width of the note behind a bar, in cells."""

CHARTS: Final = ("numbers", "burn", "heat")
"""What a narrow window shows one after the other."""


class Heading(NamedTuple):
    """The heading of a part of the list."""

    text: str


class Bar(NamedTuple):
    """A part of a whole: how much of a phase is done, of a requirement met."""

    key: str
    name: str
    value: int
    of: int
    note: str
    rule: Finding
    """What counts."""
    items: tuple[Item, ...]
    """What was considered."""
    is_part: bool = False
    """Whether it is a part of the requirement above it."""

    @property
    def label(self) -> str:
        """The text before the bar."""
        return f"  · {self.name}" if self.is_part else f"  {self.name}"

    @property
    def numbers(self) -> str:
        """The numbers behind it; empty where there is nothing to count."""
        if not self.of:
            return ""
        percent = f"{rounded_percent(self.value, self.of)} %"
        return f" {percent:>5} {share(self.value, self.of)} "


class Door(NamedTuple):
    """A room to enter, by the command that leads there."""

    command: type[Command]


OverviewRow = Heading | Bar | Door


class OverviewRows(Rows[OverviewRow]):
    """The rows of the overview."""

    class Left(Rows.Highlighted):
        """The cursor went up from the first row."""

    def show(self, items: Sequence[OverviewRow], key: str | None = None) -> None:
        """Show other rows, with their bars in one column."""
        bars = [item for item in items if isinstance(item, Bar) and item.of]
        self._labels = sorted({cell_len(one_line(bar.label)) for bar in bars})
        self._numbers = max((len(bar.numbers) for bar in bars), default=0)
        super().show(items, key)

    def columns(self, width: int) -> tuple[int, int]:
        """Return the widths of labels and bars: a third at least for the bars, the rest wraps."""
        room = max(width - self._numbers - NOTE, 2 * SHORTEST_BAR)
        fits = [label + 1 for label in self._labels if label < room * 2 // 3]
        name = max(fits, default=0)
        if len(fits) < len(self._labels):  # some wrap anyway
            name = max(name, room // 2)
        return name, room - name

    def row_key(self, item: OverviewRow) -> str:
        """Return what the row is about."""
        return item.command.id if isinstance(item, Door) else item[0]

    def selectable(self, item: OverviewRow) -> bool:
        """Let the cursor pass over headings."""
        return not isinstance(item, Heading)

    def action_cursor(self, step: int) -> None:
        """Go one row up or down; from the first one to the summary above."""
        before = self.cursor_place
        super().action_cursor(step)
        if step < 0 and self.cursor_place == before:
            self.post_message(self.Left(self))

    def row_lines(self, item: OverviewRow, width: int) -> list[Line]:
        """Draw a row."""
        if isinstance(item, Heading):
            return [[(item.text, "title")]]
        if isinstance(item, Door):
            key = shown_key(item.command.key)
            return [[(fitted(f"  {_(item.command.label)}", 18), ""), (f" {key}", "accent")]]
        if not item.of:
            return [[(line, "dim")] for line in _wrapped(f"{item.label} – {item.note}", width)]
        name, room = self.columns(width)
        first, *rest = _wrapped(item.label, name - 1)
        lines: list[Line] = [[(fitted(first, name), ""), *self._bar(item, room)]]
        return [*lines, *([(line, "")] for line in rest)]

    def row_height(self, item: OverviewRow, width: int) -> int:
        """Return more than 1 for a label that does not fit beside its bar."""
        return len(self.row_lines(item, width))

    def _bar(self, item: Bar, room: int) -> Line:
        full = min(round(room * item.value / item.of), room)
        if item.value < item.of:
            full = min(full, room - 1)  # never full before all of it is done
        return [
            ("█" * full, "good" if item.value >= item.of else "accent"),
            ("░" * (room - full), "dim"),
            (item.numbers.ljust(self._numbers), ""),
            (item.note, "warn"),
        ]


def _wrapped(text: str, width: int) -> list[str]:
    """Return a label in lines of some width, the later ones below its first letter."""
    label = one_line(text)
    indent = " " * (len(label) - len(label.lstrip(" ·")))
    return wrap(label, width, subsequent_indent=indent, drop_whitespace=True) or [""]


@dataclass
class OverviewView:
    """Which charts are shown."""

    columns: Columns = Columns.CHANNELS
    """The columns of the heat map."""
    chart: str = CHARTS[0]
    """What is shown where there is room for one only, one of `CHARTS`."""


class OverviewScreen(Room):
    """The progress of a campaign; answers the article to open."""

    BINDINGS = bindings(ShowCounted, NextChart, SwitchHeat, ReadReport, WriteReport)
    DEFAULT_CSS = """
    OverviewScreen {
        & #summary { height: 1; color: $text-muted; margin-bottom: 1; }
        & #body { height: 1fr; }
        & #numbers { width: 1fr; }
        & #charts { width: 50%; margin-left: 2; }
        & .caption { height: 1; color: $text-muted; }
        & #burn, & BurnDown { height: 1fr; }
        & Sparkline { height: 1; }
        & #heat { height: auto; max-height: 100%; }
        & HeatMap { height: auto; }
    }
    OverviewScreen.one {
        & #summary { margin-bottom: 0; }
        & #charts { width: 100%; margin-left: 0; display: none; }
        &.burn, &.heat { & #numbers { display: none; } & #charts { display: block; } }
        &.burn #heat { display: none; }
        &.heat #burn, &.heat #summary { display: none; }
    }
    """

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        super().__init__(_("Overview: {name}").format(name=campaign.name), desk, campaign)
        self._figures: Figures | None = None

    def compose_body(self) -> ComposeResult:
        """Yield the numbers and the charts."""
        yield NumberLines(id="summary")
        with Horizontal(id="body"):
            yield OverviewRows(id="numbers")
            with Vertical(id="charts"):
                with Vertical(id="burn"):
                    left, planned = ("━ ", "$primary"), ("━ ", "$secondary")
                    caption = Content.assemble(left, _("tasks left"), "   ", planned, _("planned"))
                    yield Static(caption, classes="caption")
                    yield BurnDown()
                    yield Static(id="out-name", classes="caption", markup=False)
                    yield Sparkline()
                with Vertical(id="heat"):
                    yield Static(id="heat-name", classes="caption", markup=False)
                    yield HeatMap()

    def on_mount(self) -> None:
        """Begin in the list."""
        self.add_class(self._view.chart)
        self._rows.focus()
        self.listen(app_of(self).checking.listen, self._show_summary)

    @property
    def _view(self) -> OverviewView:
        return self.kept(OverviewView())

    def on_resize(self, event: events.Resize) -> None:
        """Show the numbers and the charts side by side, or one at a time."""
        self.set_class(event.size.width < WIDE, "one")
        self.call_after_refresh(self._show_summary)
        self.refresh_bindings()

    @property
    def _rows(self) -> OverviewRows:
        return self.query_one(OverviewRows)

    # -------------------------------------------------------------- display

    def look(self) -> None:
        """Count again, and show the result."""
        figures = self._desk.reports.figures(self.campaign)
        self._figures = figures
        self._show_summary()
        self._rows.show(list(rows_of(figures)))
        pace = self._desk.reports.pace(self.campaign)
        self.query_one(BurnDown).pace = pace
        sparkline = self.query_one(Sparkline)
        # Each day below the same day of the burn-down above.
        sparkline.data = [*pace.out, *[0] * (len(pace.days) - len(pace.out))] or [0]
        sparkline.styles.margin = (0, 1, 1, scale_width(pace))
        sparkline.display = any(pace.out)
        out = _("Out, day by day")
        told = out if sparkline.display else f"{out}: {_('nothing yet')}"
        self.query_one("#out-name", Static).update(told)
        self._show_heat()

    def _show_heat(self) -> None:
        found = self._desk.reports.matrix(self.campaign, View(columns=self._view.columns))
        numbers = tuple(tuple(len(cell.out) for cell in row.cells) for row in found.rows)
        chart = self.query_one(HeatMap)
        chart.heat = Heat(tuple(row.label for row in found.rows), found.columns, numbers)
        names = {
            Columns.CHANNELS: _("Out, by topic and channel"),
            Columns.AUDIENCES: _("Out, by topic and audience"),
            Columns.LEVELS: _("Out, by topic and level"),
        }
        self.query_one("#heat-name", Static).update(names[self._view.columns])

    def _show_summary(self) -> None:
        """Show the numbers of the campaign above the bars, in as many lines as they need."""
        if self._figures:
            width = self._summary.text_width or self.size.width
            parts = (*summary_of(self._figures), *checks_of(self._desk, self.campaign))
            lines = in_lines(parts, width)
            self._summary.show(lines)
            self._summary.styles.height = len(lines)

    @property
    def _summary(self) -> NumberLines:
        return self.query_one(NumberLines)

    # -------------------------------------------------------------- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next chart where one is shown at a time, and what is about the one shown."""
        shown = [self._view.chart] if self.has_class("one") else CHARTS
        offered = {
            NextChart.action: self.has_class("one"),
            SwitchHeat.action: "heat" in shown,
            ShowCounted.action: "numbers" in shown or self._is_at_summary,
        }
        return offered.get(action, True)

    @property
    def _is_at_summary(self) -> bool:
        return self.focused is not None and self.focused.id == "summary"

    def action_next_chart(self) -> None:
        """Show the next of numbers, burn-down and heat map."""
        self.remove_class(self._view.chart)
        self._view.chart = following(self._view.chart, CHARTS)
        self.add_class(self._view.chart)
        self.refresh_bindings()

    def action_switch_heat(self) -> None:
        """Show the heat map by the next columns."""
        self._view.columns = following(self._view.columns, list(Columns))
        self._show_heat()

    @on(OverviewRows.Left)
    def _go_to_summary(self) -> None:
        self._summary.focus()

    @on(NumberLines.Left)
    def _go_to_rows(self) -> None:
        self._rows.focus()

    @on(Rows.Selected)
    def action_show_counted(self) -> None:
        """Show what a number or a bar counts, or enter a room."""
        spot, row = self._summary.spot, self._rows.current
        if self._summary.has_focus:
            if spot:
                self._choose_counted(spot.title, spot.number.items)
        elif isinstance(row, Door):
            self.call_later(self.run_action, row.command.action)
        elif isinstance(row, Bar):
            title = f"{row.name}: {share(row.value, row.of)}" if row.of else row.name
            rule = filled(row.rule.message, row.rule.values)
            self._choose_counted(title, row.items, rule)

    @work
    async def _choose_counted(self, title: str, items: Sequence[Item], note: str = "") -> None:
        if article := await choose_counted(self, self._desk, title, items, note):
            self.dismiss(article)

    @work
    async def action_read_report(self) -> None:
        """Read the report, and open its numbers."""
        from tui.screens.campaign.report import ReportPreview

        if article := await self.app.push_screen_wait(ReportPreview(self._desk, self.campaign)):
            self.dismiss(article)

    @work
    async def action_write_report(self) -> None:
        """Write the report to files."""
        from tui.dialogs.files.report import write_report

        await write_report(self, self._desk, self.campaign)


def summary_of(figures: Figures) -> Iterator[NumberLine]:
    """Yield the parts of the summary: the day, and the numbers of the campaign."""
    if day := day_of(figures):
        yield NumberLine(day)
    done, late, empty = figures.done, figures.overdue, figures.empty
    yield told(_("{done}/{total} tasks"), done=done, total=all_of(done.items))
    if late.value:
        yield told(ngettext("{count} overdue", "{count} overdue", late.value), count=late)
    in_sync = figures.in_sync
    yield told(_("in sync {count}/{total}"), count=in_sync, total=all_of(in_sync.items))
    yield told(ngettext("{count} gap", "{count} gaps", empty.value), count=empty)


def checks_of(desk: Desk, campaign: Campaign) -> Iterator[NumberLine]:
    """Yield in how many of its articles the copy desk finds something, as far as that is known."""
    counted = desk.articles.verdicts.counted
    if (blocked := counted(campaign, "blocked")).value:
        yield told(_("✗ {count} blocked"), count=blocked)
    if (warned := counted(campaign, "warned")).value:
        yield told(_("⚠ {count} with warnings"), count=warned)


def day_of(figures: Figures) -> str:
    """Return which day of the campaign it is; the empty text if it has no first one."""
    start, end, today = figures.campaign.start, figures.campaign.end, figures.today
    if not start:
        return ""
    if today < start:
        days = (start - today).days
        text = ngettext("begins in {count} day", "begins in {count} days", days)
        return text.format(count=days)
    if end and today > end:
        days = (today - end).days
        text = ngettext("ended {count} day ago", "ended {count} days ago", days)
        return text.format(count=days)
    day = (today - start).days + 1
    if not end:
        return _("day {day}").format(day=day)
    return _("day {day} of {days}").format(day=day, days=(end - start).days + 1)


def overdue(count: int) -> str:
    """Return the number of overdue tasks; the empty text for none."""
    text = ngettext("{count} overdue", "{count} overdue", count)
    return text.format(count=number(count)) if count else ""


def rows_of(figures: Figures) -> Iterator[OverviewRow]:
    """Yield the rows for the figures of a campaign."""
    yield Heading(_("Phases"))
    yield from (phase_bar(phase, figures) for phase in figures.phases if phase.tasks)
    yield Heading(_("Requirements"))
    for score in figures.scores:
        yield score_bar(score)
        yield from map(part_bar, score.parts)
    if figures.timeliness:
        yield Heading(_("Hours from event to first out"))
        yield from map(hours_bar, figures.timeliness)
    yield Heading(_("Other screens"))
    yield from (Door(command) for command in DOORS if command is not ShowOverview)


def hours_bar(found: ChannelHours) -> Bar:
    """Return the bar of a channel: how many of its pieces were out in time."""
    note = _("{median} h, worst {worst}").format(
        median=round(found.median), worst=round(found.worst)
    )
    name = found.channel or _("(no channel)")
    key = f"hours {found.channel}"
    return Bar(key, name, found.value, found.of, note, found.rule, found.items)


def phase_bar(phase: Phase, figures: Figures) -> Bar:
    """Return the bar of a phase: how many of its tasks are ticked."""
    late = sum(task.is_overdue(figures.now) for task in phase.tasks)
    open_yet = finding(N_("open"))
    return Bar(
        f"phase {phase.name}",
        phase.name,
        phase.done,
        len(phase.tasks),
        overdue(late),
        finding(N_("A task counts when it is ticked.")),
        tuple(Item(records=(t.id,), why=None if t.done else open_yet) for t in phase.tasks),
    )


def score_bar(score: Score) -> Bar:
    """Return the bar of a requirement; what is ready and planned stands behind it."""
    key = f"score {score.name}"
    beside = (State.APPROVED, score.ready), (State.PLANNED, score.planned)
    note = " ".join(f"{SYMBOLS[state][0]}{number(count)}" for state, count in beside if count)
    return Bar(key, score.name, score.value, score.of, note, score.rule, score.items)


def part_bar(part: Part) -> Bar:
    """Return the bar of a part of a requirement: a quota."""
    note = "✔" if part.is_met else ""
    if part.under_way:
        told = _("today {count}") if part.per is Period.DAY else _("this week {count}")
        note = f"{note} {told.format(count=share(*part.under_way))}".strip()
    elif not part.is_weighed:
        note = _("nothing to count yet") if part.kind else _("cannot be counted")
    key = f"part {part.label}"
    label = filled(part.told.message, part.told.values) if part.told else part.label
    return Bar(key, label, part.value, part.of, note, part.rule, part.items, is_part=True)
