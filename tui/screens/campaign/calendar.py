"""The calendar of a campaign or of the whole desk: a month or a week, and the entries of a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from textual import events, on, work
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.widgets import Static
from textual.worker import get_current_worker

from store import Article, Campaign, Desk, DeskError, Task
from store.campaigns import holidays
from store.campaigns.calendar import Entry, Kind, bounded, is_movable, later, movable
from store.dates.due import Due, due_of
from store.records import Id
from tui.commands import bindings, calendar
from tui.commands.global_commands import Undo
from tui.dialogs.task_article import article_of
from tui.i18n import N_, _
from tui.screens.campaign.base import Room
from tui.screens.campaign.calendar_parts import CalendarParts
from tui.screens.campaign.calendar_view import CalendarView
from tui.screens.campaign.calendar_words import KIND_NAMES, nearest_told, told_of_move
from tui.widgets.day_cells import MARKS, named
from tui.widgets.day_grid import DayGrid
from tui.widgets.labels import PRIORITY_MARKS, TASK_MARKS
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Rows

_MOVES: Final = {
    command.action
    for command in (
        *(calendar.DayLater, calendar.DayEarlier, calendar.WeekLater, calendar.WeekEarlier),
        calendar.MoveToDay,
    )
}
"""What moves an entry."""


@dataclass
class WayBack:
    """The view that is open, or from which an article was opened."""

    view: CalendarView | None = None


class CalendarScreen(Room):
    """The days of a campaign; answers the article to open."""

    BINDINGS = bindings(
        calendar.TickEntry,
        calendar.DayLater,
        calendar.DayEarlier,
        calendar.MoveToDay,
        calendar.AddOnDay,
        calendar.EditDayTask,
        calendar.ShowMonth,
        calendar.ShowWeek,
        calendar.GoToday,
        calendar.GoToDay,
        calendar.SwitchCampaigns,
        calendar.SwitchKinds,
        calendar.WeekLater,
        calendar.WeekEarlier,
        calendar.PeriodBefore,
        calendar.PeriodAfter,
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
        self._view = CalendarView(bounded(desk.calendar.opening_day(campaign)))

    def compose_body(self) -> ComposeResult:
        """Yield the days, and the entries of the one under the cursor."""
        yield Static(id="view", markup=False)
        yield CalendarParts(self._desk)

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The marks of the entries, and what they mean."""
        return [
            *((MARKS[kind], _(KIND_NAMES[kind])) for kind in MARKS),
            (" ".join(TASK_MARKS.values()), _("Task: open, begun, done")),
            (f"{PRIORITY_MARKS[1]}{PRIORITY_MARKS[-1]}".rstrip(), _("Of high and of low priority")),
            ("•", _("Today")),
        ]

    def on_mount(self) -> None:
        """Begin at the campaign, or where an article was opened; holidays follow when loaded."""
        back = self.kept(WayBack())
        self._view = back.view = back.view or self._view
        self._parts.grid.focus()
        if not holidays.is_loaded():
            self._load_almanac()

    @work(thread=True, group="almanac")
    def _load_almanac(self) -> None:
        holidays.holidays(self._view.day, self._view.day)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.look)

    def offers(self, action: str) -> bool:
        """Offer only what changes the view, or can be done to the entry under the cursor."""
        entry = self._parts.entry
        if action in (calendar.TickEntry.action, calendar.EditDayTask.action):
            return isinstance(self._record, Task)
        if action in _MOVES:
            return entry is not None and is_movable(entry)
        if action == calendar.GoToday.action:
            return self._view.day != self._desk.records.today()
        if action in (calendar.ShowMonth.action, calendar.ShowWeek.action):
            return self._view.is_week == (action == calendar.ShowMonth.action)
        return True

    @property
    def _parts(self) -> CalendarParts:
        return self.query_one(CalendarParts)

    # -------------------------------------------------------------- display

    def look(self, key: str | None = None) -> None:
        """Show the days in view; the cursor goes to the entry named `key`."""
        parts = self._parts
        parts.days = self._view.days(self._desk, self.campaign)
        parts.entries.rows.names_campaigns = self._view.shows_all
        parts.entries.remark = self._nearest()
        parts.lay_out(self._view)
        self._show_day(key)

    def _nearest(self) -> str:
        """Return where the nearest entry is, if none of a campaign is in view."""
        days = self._parts.days
        if any(entry.kind is not Kind.HOLIDAY for day in days for entry in day.entries):
            return ""
        return nearest_told(self._view.nearest_day(self._desk, self.campaign, days), days)

    def _show_day(self, key: str | None = None) -> None:
        self._parts.show_day(self._view.day, key)
        self.query_one("#view", Static).update(one_line(self._view.in_words()))
        self._describe()

    @on(Rows.Highlighted, "#entries")
    def _describe(self) -> None:
        self.refresh_bindings()
        if self._parts.entries.describe():  # for the same entry, keep the notice
            self.say("")

    # -------------------------------------------------------------- the cursor

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out again."""
        for parts in self.query(CalendarParts):
            if parts.days:
                self.call_after_refresh(parts.lay_out, self._view)

    def _go_to(self, day: date, key: str | None = None) -> None:
        day, days = bounded(day), self._parts.days
        stays = self._view.keeps_to(day) and days[0].day <= day <= days[-1].day
        self._view.day = day
        if stays:
            self._show_day(key)
        else:
            self.look(key)

    @on(DayGrid.Wanted)
    def _day_wanted(self, event: DayGrid.Wanted) -> None:
        self._go_to(event.day)

    @on(DayGrid.Chosen)
    def _day_chosen(self) -> None:
        if self._parts.entry is None:
            self.say(_("Nothing on this day.\na adds a task.").replace("\n", " "))
        else:
            self._parts.entries.rows.focus()

    @on(DayGrid.Turned)
    def _turned(self, event: DayGrid.Turned) -> None:
        self.action_turn(event.by)

    def action_turn(self, by: int) -> None:
        """Go forward by some months or weeks."""
        self._go_to(self._view.turned(by))

    def action_go_today(self) -> None:
        """Go to today."""
        self._go_to(self._desk.records.today())

    @work
    async def action_go_to_day(self) -> None:
        """Ask for a day, and go there."""
        from tui.dialogs.date_prompt import AskDay

        today, now = self._desk.records.today(), Due(self._view.day)
        question = AskDay(_("Go to which day?"), today, self.campaign, now, does=N_("Go there"))
        due = await self.app.push_screen_wait(question)
        if due and due.day:
            self._go_to(due.day)

    def action_show_period(self, is_week: bool) -> None:
        """Show a week or a month."""
        self._view.is_week = is_week
        self.look()

    def action_switch_campaigns(self) -> None:
        """Show this campaign alone, or the whole desk."""
        self._view.shows_all = not self._view.shows_all
        self.look()

    def action_switch_kinds(self) -> None:
        """Show the next kinds of entries alone."""
        self._view.switch_kinds()
        self.look()

    def dismiss(self, result: Id | None = None) -> AwaitComplete:
        """Leave; after an article was opened, the calendar returns to this view."""
        self.kept(WayBack()).view = replace(self._view, filter=0) if result else None
        return super().dismiss(result)

    def action_cancel(self) -> None:
        """Go from the entries back to the days; from there, leave."""
        if self.focused is self._parts.entries.rows:
            self._parts.grid.focus()
        else:
            super().action_cancel()

    # -------------------------------------------------------------- moving

    def action_shift_entry(self, by: int) -> None:
        """Move the entry by some days."""
        if entry := self._entry_to_move():
            self._move(entry, Due(later(entry.first, by)))

    @work
    async def action_move_to_day(self) -> None:
        """Ask for a day, and move the entry there."""
        from tui.dialogs.date_prompt import AskDay

        entry = self._entry_to_move()
        if entry is None:
            return
        with self.refusals():
            movable(entry)
            campaign = self._desk.campaigns.get(entry.campaign)
            title = _("Move “{title}” to which day?").format(title=named(entry))
            now = due_of(entry.record) if isinstance(entry.record, Task) else Due(entry.first)
            question = AskDay(title, self._desk.records.today(), campaign, now, does=N_("Move"))
            if due := await self.app.push_screen_wait(question):
                self._move(entry, due)

    def _entry_to_move(self) -> Entry | None:
        if self._parts.entry is None:
            self.say(_("There is nothing on this day to move."))
        return self._parts.entry

    def _move(self, entry: Entry, due: Due) -> None:
        """Move an entry and the cursor with it."""
        before = self._view.day
        if due.day:  # set first: the desk announces the change, and everything is shown again
            self._view.day = later(self._view.day, (due.day - entry.first).days)
        try:
            moved = self._desk.calendar.move(entry, due)
        except DeskError as error:
            self._view.day = before
            self.look(entry.key)
            self.tell_refusal(error)
            return
        self.look(entry.key)
        if told := told_of_move(self._desk, entry, moved):
            self.app.clear_notifications()  # several would hide the list
            self.notify("\n".join(told), title=named(entry), markup=False)

    # -------------------------------------------------------------- mouse

    @on(DayGrid.Dropped)
    def _drop(self, event: DayGrid.Dropped) -> None:
        """Move the entry that the mouse holds by as many days as it was dragged."""
        parts = self._parts
        entry, parts.held = parts.held, None
        if entry is None or entry.first <= event.day <= entry.last:
            return
        self._view.day = entry.first
        self._move(entry, Due(event.day))

    def on_mouse_up(self) -> None:
        """Let go of the entry that the mouse holds, outside the days."""
        self._parts.held = None

    # -------------------------------------------------------------- the entry

    @property
    def _record(self) -> object:
        """The record of the entry under the cursor."""
        return self._parts.entry.record if self._parts.entry else None

    def action_tick_entry(self) -> None:
        """Tick the task, or take the tick off."""
        if not isinstance(self._record, Task):
            self.say(_("Only a task can be ticked."))
            return
        with self.refusals():
            self._desk.tasks.tick(self._record)

    @on(Rows.MarkPressed, "#entries")
    def _mark_pressed(self) -> None:
        if isinstance(self._record, Task):
            self.action_tick_entry()

    @on(Rows.Selected, "#entries")
    @work
    async def _open(self) -> None:
        """Open the article of an entry; offer to begin that of a task without one."""
        record = self._record
        if isinstance(record, Article):
            self.dismiss(record.id)
        elif isinstance(record, Task):
            with self.refusals():
                if article := await article_of(record, self._desk, self.app, self._edit):
                    self.dismiss(article)
        else:
            self.say(_("Only a task or an article can be opened; Alt+L edits the named days."))

    def action_add_on_day(self) -> None:
        """Ask for a new task that is due on the day."""
        phase = next(iter(self.campaign.phases), "")
        self._edit(Task(campaign=self._campaign, title="", phase=phase, due=self._view.day))

    def action_edit_day_task(self) -> None:
        """Ask for the task's new values."""
        if isinstance(self._record, Task):
            self._edit(self._record)
        else:
            self.say(_("Only a task can be edited here; Enter opens an article."))

    @work
    async def _edit(self, task: Task) -> None:
        from tui.dialogs.forms.task_form import TaskForm

        campaign = self._desk.campaigns[task.campaign]
        if saved := await self.app.push_screen_wait(TaskForm(self._desk, campaign, task)):
            entry = Entry(Kind.TASK, saved.title, self._view.day, self._view.day, saved)
            self._go_to(saved.due or self._view.day, entry.key)
