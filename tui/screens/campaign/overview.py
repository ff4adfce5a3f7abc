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

from store import Article, Campaign, Desk, Task
from store.campaigns.checklist import Phase
from store.campaigns.counted import Item, Part, Score
from store.campaigns.matrix import Columns, State, View
from store.campaigns.quotas import Period
from store.campaigns.timeliness import ChannelHours
from store.errors import Finding, finding
from store.records import Id
from store.report import Figures
from store.text import rounded_percent, show_day_short
from tui.commands import Command, bindings
from tui.commands.campaign_navigation import DOORS, ShowOverview
from tui.commands.campaigns import WriteReport
from tui.commands.overview import NextChart, ShowCounted, SwitchHeat
from tui.dialogs.picker import Option, Picker
from tui.i18n import N_, _, filled, ngettext, number, share
from tui.screens.campaign.base import Room, following
from tui.screens.campaign.matrix_rows import SYMBOLS, counts_of
from tui.widgets.bars import shown_key
from tui.widgets.charts import SMALLEST, BurnDown, Heat, HeatMap, scale_width
from tui.widgets.labels import status_name, title_of
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

    BINDINGS = bindings(ShowCounted, NextChart, SwitchHeat, WriteReport)
    DEFAULT_CSS = """
    OverviewScreen {
        & #summary { height: auto; color: $text-muted; margin-bottom: 1; }
        & #body { height: 1fr; }
        & #numbers { width: 1fr; }
        & #charts { width: 50%; margin-left: 2; }
        & .caption { height: 1; color: $text-muted; }
        & #burn, & BurnDown { height: 1fr; }
        & Sparkline { height: 1; }
        & #heat { height: auto; max-height: 100%; }
    }
    OverviewScreen.one {
        & #summary { margin-bottom: 0; }
        & #charts { width: 100%; margin-left: 0; display: none; }
        &.burn, &.heat { & #numbers { display: none; } & #charts { display: block; } }
        &.burn #heat { display: none; }
        &.heat #burn { display: none; }
    }
    """

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        super().__init__(_("Overview: {name}").format(name=campaign.name), desk, campaign)

    def compose_body(self) -> ComposeResult:
        """Yield the numbers and the charts."""
        yield Static(id="summary", markup=False)
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

    @property
    def _view(self) -> OverviewView:
        return self.kept(OverviewView())

    def on_resize(self, event: events.Resize) -> None:
        """Show the numbers and the charts side by side, or one at a time."""
        self.set_class(event.size.width < WIDE, "one")
        self.refresh_bindings()

    @property
    def _rows(self) -> OverviewRows:
        return self.query_one(OverviewRows)

    # -------------------------------------------------------------- display

    def look(self) -> None:
        """Count again, and show the result."""
        figures = self._desk.reports.figures(self.campaign)
        self.query_one("#summary", Static).update(one_line(self._summary(figures)))
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
        numbers = tuple(tuple(cell.count for cell in row.cells) for row in found.rows)
        chart = self.query_one(HeatMap)
        chart.heat = Heat(tuple(row.label for row in found.rows), found.columns, numbers)
        chart.styles.height = max(len(found.rows) + 2, SMALLEST[1])
        names = {
            Columns.CHANNELS: _("Pieces by topic and channel"),
            Columns.AUDIENCES: _("Pieces by topic and audience"),
            Columns.LEVELS: _("Pieces by topic and level"),
        }
        self.query_one("#heat-name", Static).update(names[self._view.columns])

    def _summary(self, figures: Figures) -> str:
        progress, tasks = figures.progress, _("{done}/{total} tasks")
        parts = [
            self._day_of(figures),
            tasks.format(done=number(progress.done), total=number(progress.total)),
            overdue(progress.overdue),
            *counts_of(figures.matrix),
        ]
        return " · ".join(filter(None, parts))

    def _day_of(self, figures: Figures) -> str:
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

    # -------------------------------------------------------------- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next chart where one is shown at a time, and what is about the one shown."""
        shown = [self._view.chart] if self.has_class("one") else CHARTS
        offered = {
            NextChart.action: self.has_class("one"),
            SwitchHeat.action: "heat" in shown,
            ShowCounted.action: "numbers" in shown,
        }
        return offered.get(action, True)

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

    @on(Rows.Selected, "#numbers")
    def action_show_counted(self) -> None:
        """Show what a bar counts, or enter a room."""
        row = self._rows.current
        if isinstance(row, Door):
            self.call_later(self.run_action, row.command.action)
        elif isinstance(row, Bar):
            self._choose_counted(row)

    @work
    async def _choose_counted(self, bar: Bar) -> None:
        title = f"{bar.name}: {share(bar.value, bar.of)}" if bar.of else bar.name
        rule = filled(bar.rule.message, bar.rule.values)
        picker = Picker(title, self._options_of(bar), note=rule)
        picked = await self.app.push_screen_wait(picker)
        if picked and (article := self._article_of(picked[0])):
            self.dismiss(article)

    def _options_of(self, bar: Bar) -> list[Option]:
        """Return the items that count, then those that do not, each with the reason."""
        options = []
        for head, counts in (_("What counts: {count}"), True), (_("What does not: {count}"), False):
            items = [item for item in bar.items if (item.why is None) == counts]
            if items:
                options.append(Option(None, head.format(count=number(len(items)))))
                options += [option for item in items for option in self._lines_of(item)]
        return options

    def _lines_of(self, item: Item) -> Iterator[Option]:
        """Yield an item by its name, and below it its records."""
        why = filled(item.why.message, item.why.values) if item.why else ""
        if item.name:
            first = next((one for one in item.records if self._article_of(one)), "")
            yield Option(first, f"  {item.name}", why)
        for one in item.records:
            label, place = self._named(one)
            if label and item.name:
                yield Option(one, f"    {label}", place)
            elif label:
                yield Option(one, f"  {label}", why or place)

    def _named(self, record: Id) -> tuple[str, str]:
        """Return the title of a counted record, and its state."""
        if article := self._desk.articles.get(record):
            return title_of(article), self._went_out(article) or status_name(article.status)
        if task := self._desk.tasks.get(record):
            return task.title, self._went_out(task) or (_("ticked") if task.done else _("open"))
        if rumour := self._desk.rumours.get(record):
            return rumour.claim, _("Negative news")
        if question := self._desk.campaigns.questions.get(record):
            return question.text, _("Question")
        if campaign := self._desk.campaigns.get(record):
            return campaign.name, ""
        entry = next((one for one in self._desk.ledger if one.piece == record), None)
        return (entry.headline, _("deleted")) if entry else ("", "")

    def _went_out(self, piece: Article | Task) -> str:
        """Return when and where it went out, by its entries in the ledger."""
        ledger, today = self._desk.ledger, self._desk.records.today()
        live = (entry for entry in ledger.entries(piece=piece) if entry.withdrawn is None)
        shown = (
            f"{show_day_short(ledger.day_of(entry), today)} {entry.channel}".strip()
            for entry in live
        )
        return ", ".join(shown)

    def _article_of(self, record: Id) -> Id | None:
        if record in self._desk.articles:
            return record
        task = self._desk.tasks.get(record)
        return next((a for a in task.articles if a in self._desk.articles), None) if task else None

    @work
    async def action_write_report(self) -> None:
        """Write the report to files."""
        from tui.dialogs.files.report import write_report

        await write_report(self, self._desk, self.campaign)


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
    return Bar(key, name, found.in_time, found.of, note, found.rule, found.items)


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
