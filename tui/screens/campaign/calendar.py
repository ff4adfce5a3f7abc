"""The calendar of a campaign, or of the whole desk: by month or week, with the entries of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Container, Vertical
from textual.widgets import Static
from textual.worker import get_current_worker

from store import Article, Campaign, Desk, DeskError, Task
from store.campaigns import holidays
from store.campaigns.calendar import (
    ALL,
    DAYS,
    EXPORTS,
    TASKS,
    CalendarDay,
    Entry,
    Kind,
    Moved,
    bounded,
    later,
    month_of,
    months_later,
    movable,
    week_of,
)
from store.dates.due import Due, due_of
from store.records import Id
from store.text import show_day
from tui.commands import bindings
from tui.commands.calendar import (
    AddOnDay,
    DayEarlier,
    DayLater,
    EditDayTask,
    GoToDay,
    GoToday,
    MoveToDay,
    PeriodAfter,
    PeriodBefore,
    ShowMonth,
    ShowWeek,
    SwitchCampaigns,
    SwitchKinds,
    TickEntry,
    WeekEarlier,
    WeekLater,
)
from tui.commands.global_commands import Undo
from tui.i18n import N_, _, ngettext
from tui.screens.campaign.base import Room
from tui.widgets.calendar_rows import EntryRows, hour_of, span_of
from tui.widgets.day_cells import MARKS, MONTHS, named
from tui.widgets.day_grid import DayGrid
from tui.widgets.due import WEEKDAYS, due_in_words
from tui.widgets.labels import PRIORITY_MARKS, TASK_MARKS, status_name, title_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Rows

KIND_NAMES: Final = {
    Kind.HOLIDAY: N_("Public holiday"),
    Kind.MILESTONE: N_("Milestone"),
    Kind.PEAK: N_("Peak"),
    Kind.ANNIVERSARY: N_("Anniversary"),
    Kind.PLANNED: N_("Planned export"),
    Kind.TASK: N_("Task"),
    Kind.OUT: N_("Went out"),
}
"""What each kind of entry is called; message ids."""

FILTERS: Final = (
    (ALL, N_("everything")),
    (TASKS, N_("tasks alone")),
    (EXPORTS, N_("exports alone")),
    (DAYS, N_("named days alone")),
)
"""What can be looked at alone."""

BESIDE: Final = 120
"""From so many columns on, the entries of the day stand beside the month."""
IN_COLUMNS: Final = 100
"""From so many columns on, the days of a week stand side by side."""
WIDEST: Final = 14
"""How wide a cell of the month is at most, where the entries stand beside it."""
HIGHEST: Final = 7
"""How high a cell is at most, where the entries stand below."""
LIST: Final = 6
"""The lines that the list of the entries has at least, its head and foot included."""


@dataclass
class WayBack:
    """The day from which an article was opened, until the calendar is entered again."""

    day: date | None = None
    is_week: bool = False
    shows_all: bool = False


class CalendarScreen(Room):
    """The days of a campaign; answers the article to open.

    Args:
        desk: where the campaign is.
        campaign: which one.
    """

    BINDINGS = bindings(
        TickEntry,
        DayLater,
        DayEarlier,
        MoveToDay,
        AddOnDay,
        EditDayTask,
        ShowMonth,
        ShowWeek,
        GoToday,
        GoToDay,
        SwitchCampaigns,
        SwitchKinds,
        WeekLater,
        WeekEarlier,
        PeriodBefore,
        PeriodAfter,
        Undo,
    )
    DEFAULT_CSS = """
    CalendarScreen {
        & #view { height: 1; color: $text-muted; text-wrap: nowrap; }
        & #parts { height: 1fr; layout: vertical; }
        & #parts.beside { layout: horizontal; }
        & #left { height: auto; width: 1fr; }
        & #weekdays { height: 1; color: $text-muted; text-wrap: nowrap; }
        & #side { height: 1fr; width: 1fr; }
        & #day { height: 1; text-style: bold; text-wrap: nowrap; }
        & #detail {
            height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis;
        }
        & .beside #side { padding-left: 2; }
        & .beside #detail { height: auto; max-height: 6; text-wrap: wrap; }
    }
    """

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        super().__init__(_("Calendar: {name}").format(name=campaign.name), desk, campaign)
        self._day = bounded(desk.records.today())
        self._is_week = False
        self._shows_all = False
        self._filter = 0
        self._days: list[CalendarDay] = []
        self._listed: date | None = None
        self._described: tuple[date, str | None] | None = None
        """The day and the entry that were described last."""
        """The day whose entries are listed."""
        self._held: Entry | None = None
        """What the mouse holds."""

    def compose_body(self) -> ComposeResult:
        """Yield the days, and the entries of the one under the cursor."""
        yield Static(id="view", markup=False)
        with Container(id="parts"):
            with Vertical(id="left"):
                yield Static(id="weekdays", markup=False)
                yield DayGrid()
            with Vertical(id="side"):
                yield Static(id="day", markup=False)
                yield EntryRows(self._desk)
                yield Static(id="detail", markup=False)

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The marks of the entries, and what they are."""
        return [
            *((MARKS[kind], _(KIND_NAMES[kind])) for kind in MARKS),
            (" ".join(TASK_MARKS.values()), _("Task: open, begun, done")),
            (f"{PRIORITY_MARKS[1]}{PRIORITY_MARKS[-1]}".rstrip(), _("Of high, of low priority")),
            ("•", _("Today")),
        ]

    def on_mount(self) -> None:
        """Begin on today, or where an article was opened; the almanac comes when it is loaded."""
        back = self.kept(WayBack())
        if back.day:
            self._day, self._is_week, self._shows_all = back.day, back.is_week, back.shows_all
            back.day = None
        self._grid.focus()
        if not holidays.is_loaded():
            self._load_almanac()

    @work(thread=True, group="almanac")
    def _load_almanac(self) -> None:
        holidays.holidays(self._day, self._day)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.look)

    @property
    def _grid(self) -> DayGrid:
        return self.query_one(DayGrid)

    @property
    def _rows(self) -> EntryRows:
        return self.query_one(EntryRows)

    # -------------------------------------------------------------- what is shown

    def look(self, key: str | None = None) -> None:
        """Show what stands on the days in view.

        Args:
            key: the entry to put the cursor on.
        """
        kinds, _name = FILTERS[self._filter]
        self._days = self._desk.calendar.days(
            None if self._shows_all else self.campaign,
            *(week_of if self._is_week else month_of)(self._day),
            kinds=kinds,
            days_off=holidays.is_loaded(),
        )
        self._rows.names_campaigns = self._shows_all
        self._lay_out()
        self._show_day(key)

    def _show_day(self, key: str | None = None) -> None:
        """Show the day under the cursor."""
        self._grid.go_to(self._day)
        self.query_one("#view", Static).update(one_line(self._view_line()))
        self.query_one("#day", Static).update(one_line(self._day_line()))
        self._rows.empty_text = _("Nothing on this day.\na adds a task.")
        self._rows.show(self._found.entries, key or self._key_at_first())
        self._listed = self._day
        self._describe()

    def _key_at_first(self) -> str | None:
        """Return the entry to begin with on another day.

        The first that is work, not a named day.
        """
        entries = self._found.entries
        if self._listed == self._day or not entries:
            return None
        return next((e.key for e in entries if e.kind not in DAYS), entries[0].key)

    @property
    def _found(self) -> CalendarDay:
        return self._days[(self._day - self._days[0].day).days]

    @property
    def _entry(self) -> Entry | None:
        return self._rows.current

    def _view_line(self) -> str:
        if self._is_week:
            first, last = week_of(self._day)
            period = f"{show_day(first)} – {show_day(last)}"
        else:
            period = _(MONTHS[self._day.month - 1]).format(year=self._day.year)
        whose = _("all campaigns") if self._shows_all else _("this campaign")
        return " · ".join((period, whose, _(FILTERS[self._filter][1])))

    def _day_line(self) -> str:
        weekday = _(WEEKDAYS[self._day.weekday()])
        parts = [f"{weekday[:1].upper()}{weekday[1:]} {show_day(self._day)}"]
        if self._day == self._desk.records.today():
            parts.append(_("today"))
        if count := len(self._found.entries):
            parts.append(ngettext("{count} entry", "{count} entries", count).format(count=count))
        return " · ".join(parts)

    @on(Rows.Highlighted, "#entries")
    def _describe(self) -> None:
        shown = (self._day, self._entry.key if self._entry else None)
        if shown != self._described:  # the same again takes nothing away of what was just said
            self.say("")
        self._described = shown
        detail = " · ".join(self._detail(self._entry)) if self._entry else ""
        self.query_one("#detail", Static).update(one_line(detail))

    def _detail(self, entry: Entry) -> list[str]:
        record, today = entry.record, self._desk.records.today()
        parts = [_(KIND_NAMES[entry.kind])]
        if isinstance(record, Task):
            campaign = self._desk.campaigns.get(record.campaign)
            parts += [due_in_words(due_of(record), today, campaign), record.phase]
            parts += [", ".join(record.channels)]
        elif isinstance(record, Article):
            parts += [hour_of(entry), status_name(record.status), record.byline]
            parts += [", ".join(record.channels)]
        elif isinstance(record, Campaign):
            parts += [span_of(entry, today) if entry.last > entry.first else ""]
            hang = sum(
                t.campaign == record.id and t.anchor == (entry.name or entry.title)
                for t in self._desk.tasks
            )
            if hang:
                tasks = ngettext("{count} task hangs on it", "{count} tasks hang on it", hang)
                parts.append(tasks.format(count=hang))
        return [part for part in parts if part]

    # -------------------------------------------------------------- where it stands

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out anew."""
        if self._days:
            self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        """Give the days and the list their places: side by side where both have room."""
        width, height = self.size.width - 4, self.size.height - 5
        beside = not self._is_week and self.size.width >= BESIDE
        columns = 7 if not self._is_week or self.size.width >= IN_COLUMNS else 1
        rows = len(self._days) // columns
        self.query_one("#parts").set_class(beside, "beside")
        self.query_one("#weekdays").display = columns > 1
        left, grid = self.query_one("#left"), self._grid
        left.styles.width = min(width * 2 // 3 // 7, WIDEST) * 7 if beside else "1fr"
        head = int(columns > 1)
        if beside:
            grid.cell_height = max((height - head) // rows, 1)
        else:
            highest = HIGHEST if rows > 1 else height * 2 // 3
            grid.cell_height = min(max((height - head - LIST) // rows, 1), highest)
        grid.styles.height = min(grid.cell_height * rows, max(height - head, 1))
        month = 0 if self._is_week else self._day.month
        grid.put(self._days, columns, self._desk.records.today(), month)
        grid.go_to(self._day)
        self._name_weekdays()

    @on(DayGrid.Resized)
    def _name_weekdays(self) -> None:
        self.query_one("#weekdays", Static).update(self._grid.weekdays())

    def _go_to(self, day: date, key: str | None = None) -> None:
        day = bounded(day)
        is_same = self._is_week or (day.year, day.month) == (self._day.year, self._day.month)
        self._day = day
        days = self._days
        if is_same and days[0].day <= day <= days[-1].day:
            self._show_day(key)
        else:
            self.look(key)

    @on(DayGrid.Wanted)
    def _day_wanted(self, event: DayGrid.Wanted) -> None:
        self._go_to(event.day)

    @on(DayGrid.Chosen)
    def _day_chosen(self) -> None:
        if self._entry is None:
            self.say(_("Nothing on this day.\na adds a task.").replace("\n", " "))
        else:
            self._rows.focus()

    @on(DayGrid.Turned)
    def _turned(self, event: DayGrid.Turned) -> None:
        self._turn(event.by)

    def _turn(self, by: int) -> None:
        self._go_to(later(self._day, 7 * by) if self._is_week else months_later(self._day, by))

    def action_period_before(self) -> None:
        """Go one month or week back."""
        self._turn(-1)

    def action_period_after(self) -> None:
        """Go one month or week on."""
        self._turn(1)

    def action_go_today(self) -> None:
        """Go to today."""
        self._go_to(self._desk.records.today())

    @work
    async def action_go_to_day(self) -> None:
        """Ask for a day, and go there."""
        due = await self._ask(_("Go to which day?"), self.campaign, Due(self._day))
        if due and due.day:
            self._go_to(due.day)

    async def _ask(self, title: str, campaign: Campaign | None, now: Due) -> Due | None:
        from tui.dialogs.date_prompt import AskDay

        return await self.app.push_screen_wait(
            AskDay(title, self._desk.records.today(), campaign, now)
        )

    def action_show_month(self) -> None:
        """Show a month."""
        self._is_week = False
        self.look()

    def action_show_week(self) -> None:
        """Show a week."""
        self._is_week = True
        self.look()

    def action_switch_campaigns(self) -> None:
        """Show this campaign alone, or the whole desk."""
        self._shows_all = not self._shows_all
        self.look()

    def action_switch_kinds(self) -> None:
        """Show the next kinds of entries alone."""
        self._filter = (self._filter + 1) % len(FILTERS)
        self.look()

    def dismiss(self, result: Id | None = None) -> AwaitComplete:
        """Leave; who opens an article comes back to its day."""
        if result:
            back = self.kept(WayBack())
            back.day, back.is_week, back.shows_all = self._day, self._is_week, self._shows_all
        return super().dismiss(result)

    def action_cancel(self) -> None:
        """Go from the entries back to the days; from there, leave."""
        if self.focused is self._rows:
            self._grid.focus()
        else:
            super().action_cancel()

    # -------------------------------------------------------------- moving

    def action_day_later(self) -> None:
        """Move the entry to the next day."""
        self._shift(1)

    def action_day_earlier(self) -> None:
        """Move the entry to the day before."""
        self._shift(-1)

    def action_week_later(self) -> None:
        """Move the entry one week on."""
        self._shift(7)

    def action_week_earlier(self) -> None:
        """Move the entry one week back."""
        self._shift(-7)

    def _shift(self, by: int) -> None:
        entry = self._entry
        if entry is None:
            self.say(_("There is nothing on this day to move."))
        else:
            self._move(entry, Due(later(entry.first, by)))

    @work
    async def action_move_to_day(self) -> None:
        """Ask for a day, and move the entry there."""
        entry = self._entry
        if entry is None:
            self.say(_("There is nothing on this day to move."))
            return
        try:
            movable(entry)
        except DeskError as error:
            self.tell_refusal(error)
            return
        campaign = self._desk.campaigns.get(entry.campaign)
        title = _("Move “{title}” to which day?").format(title=named(entry))
        now = due_of(entry.record) if isinstance(entry.record, Task) else Due(entry.first)
        due = await self._ask(title, campaign, now)
        if due:
            self._move(entry, due)

    def _move(self, entry: Entry, due: Due) -> None:
        """Move an entry; the cursor goes along."""
        before = self._day
        if due.day:  # set first: the desk announces the change, and everything is shown anew
            self._day = later(self._day, (due.day - entry.first).days)
        try:
            moved = self._desk.calendar.move(entry, due)
        except DeskError as error:
            self._day = before
            self.look(entry.key)
            self.tell_refusal(error)
            return
        self.look(entry.key)
        self._tell(entry, moved)

    def _tell(self, entry: Entry, moved: Moved) -> None:
        """Say what the list does not show: what the entry hangs on now, and what came along.

        A named day says in any case where it is: much may hang on it.
        """
        told = []
        if isinstance(entry.record, Campaign):
            weekday = _(WEEKDAYS[moved.day.weekday()])
            day = f"{weekday} {show_day(moved.day)}"
            told.append(_("Moved to {day}.").format(day=day))
        if moved.anchor and isinstance(entry.record, Task):
            campaign = self._desk.campaigns.get(entry.record.campaign)
            due = Due(moved.day, None, moved.anchor, moved.offset)
            told.append(due_in_words(due, self._desk.records.today(), campaign))
        if moved.lost:
            plain = _("{day}: a plain day now; it hangs no longer on “{name}”.")
            told.append(plain.format(day=show_day(moved.day), name=moved.lost))
        if moved.along:
            along = ngettext("{count} task moved along.", "{count} tasks moved along.", moved.along)
            told.append(along.format(count=moved.along))
        if told:
            self.app.clear_notifications()  # one above the other they would hide the list
            self.notify("\n".join(told), title=named(entry), markup=False)

    # -------------------------------------------------------------- mouse

    @on(EntryRows.Grasped)
    @on(DayGrid.Grasped)
    def _grasp(self, event: EntryRows.Grasped | DayGrid.Grasped) -> None:
        self._held = event.entry

    @on(DayGrid.Dropped)
    def _drop(self, event: DayGrid.Dropped) -> None:
        """Move what the mouse holds by as many days as it was dragged."""
        entry, self._held = self._held, None
        if entry is None or entry.first <= event.day <= entry.last:
            return
        self._day = entry.first
        self._move(entry, Due(event.day))

    def on_mouse_up(self) -> None:
        """Let go of what the mouse holds, where that is no day."""
        self._held = None

    # -------------------------------------------------------------- the entry

    def action_tick_entry(self) -> None:
        """Tick the task, or take the tick off."""
        entry = self._entry
        if entry is None or not isinstance(entry.record, Task):
            self.say(_("Only a task can be ticked."))
            return
        try:
            self._desk.tasks.tick(entry.record)
        except DeskError as error:
            self.tell_refusal(error)

    @on(Rows.MarkPressed, "#entries")
    def _mark_pressed(self) -> None:
        if self._entry and isinstance(self._entry.record, Task):
            self.action_tick_entry()

    @on(Rows.Selected, "#entries")
    @work
    async def _open(self) -> None:
        """Open the article of an entry; begin that of a task which has none."""
        record = self._entry.record if self._entry else None
        if isinstance(record, Article):
            self.dismiss(record.id)
        elif isinstance(record, Task):
            await self._open_task(record)
        else:
            self.say(_("Only a task or an article can be opened; Alt+L edits the named days."))

    async def _open_task(self, task: Task) -> None:
        known = [article for article in task.articles if article in self._desk.articles]
        if len(known) > 1:
            if picked := await self._pick_one(known):
                self.dismiss(picked)
            return
        try:
            self.dismiss(known[0] if known else self._desk.articles.start(task).id)
        except DeskError as error:
            self.tell_refusal(error)

    async def _pick_one(self, articles: list[Id]) -> Id | None:
        from tui.dialogs.picker import Option, Picker

        found = [self._desk.articles[article] for article in articles]
        options = [Option(a.id, title_of(a), status_name(a.status)) for a in found]
        picked = await self.app.push_screen_wait(Picker(_("Which article?"), options))
        return picked[0] if picked else None

    def action_add_on_day(self) -> None:
        """Ask for a new task that is due on the day."""
        phases = self.campaign.phases
        task = Task(campaign=self._campaign, title="", phase=phases[0] if phases else "")
        self._edit(replace(task, due=self._day))

    def action_edit_day_task(self) -> None:
        """Ask for the task's new values."""
        record = self._entry.record if self._entry else None
        if isinstance(record, Task):
            self._edit(record)
        else:
            self.say(_("Only a task can be edited here; Enter opens an article."))

    @work
    async def _edit(self, task: Task) -> None:
        from tui.dialogs.forms.task_form import TaskForm

        campaign = self._desk.campaigns[task.campaign]
        saved = await self.app.push_screen_wait(TaskForm(self._desk, campaign, task))
        if saved:
            entry = Entry(Kind.TASK, saved.title, self._day, self._day, saved)
            self._go_to(saved.due or self._day, entry.key)

    def action_undo(self) -> None:
        """Take the last change of the desk back."""
        try:
            label = self._desk.undo.step_back()
        except DeskError as error:
            self.tell_refusal(error)
            return
        self.notify(_("Undone: {what}.").format(what=_(label)) if label else _("Nothing to undo."))
