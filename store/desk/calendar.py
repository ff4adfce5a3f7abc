"""The calendar of a desk: what is due on which day, and moving it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from store.campaign_records import Campaign, Task
from store.desk.campaigns import Campaigns
from store.desk.pieces import pieces_of
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, InvalidValueError
from store.records import Article

if TYPE_CHECKING:
    from store.campaigns.calendar import CalendarDay, Entry, Kind, Moved
    from store.dates.due import Due


class Calendar:
    """The calendar of a desk."""

    def __init__(self, work: UnitOfWork, campaigns: Campaigns) -> None:
        self._work = work
        self._store = work.store
        self._articles = work.store.of(Article)
        self._tasks = work.store.of(Task)
        self._campaigns = campaigns

    def days(
        self,
        campaign: Campaign | None,
        first: date,
        last: date,
        *,
        kinds: Collection[Kind] | None = None,
        days_off: bool = True,
    ) -> list[CalendarDay]:
        """Return every day of a period with its entries, of a campaign or of the whole desk.

        Looking up the public holidays for `days_off` takes 150 ms the first time.

        Raises:
            InvalidValueError: the last day is before the first, or the period is over ten years.
        """
        from store.campaigns import calendar, holidays  # only when it is asked for

        calendar.check_range(first, last)
        return calendar.days(
            *self._shown(campaign),
            first,
            last,
            self._work.today(),
            now=self._work.now(),
            holidays=holidays.holidays(first, last) if days_off else None,
            kinds=calendar.ALL if kinds is None else kinds,
        )

    def nearest_day(
        self,
        campaign: Campaign | None,
        first: date,
        last: date,
        *,
        kinds: Collection[Kind] | None = None,
    ) -> date | None:
        """Return the next day with an entry after a period, or else the last one before it."""
        from store.campaigns import calendar

        wanted = calendar.ALL if kinds is None else kinds
        return calendar.nearest(calendar.spans(*self._shown(campaign), wanted), first, last)

    def opening_day(self, campaign: Campaign) -> date:
        """Return the day at which the calendar of a campaign opens."""
        from store.campaigns import calendar

        kinds = calendar.ALL - {calendar.Kind.ANNIVERSARY, calendar.Kind.OUT}
        found = calendar.spans(*self._shown(campaign), kinds)
        return calendar.opening_day(self._campaigns[campaign.id], found, self._work.today())

    def _shown(
        self, campaign: Campaign | None
    ) -> tuple[Iterable[Campaign], Iterable[Task], Iterable[Article]]:
        """Return the records whose entries are shown, of a campaign or of the whole desk."""
        if campaign is None:
            return self._campaigns, self._tasks, self._articles
        tasks, articles = pieces_of(self._store, campaign)
        return [self._campaigns[campaign.id]], tasks, articles.values()

    def move(self, entry: Entry, due: Due) -> Moved:
        """Move an entry of the calendar to another day; the anchor of `due` counts for tasks only.

        A task anchored to a named day stays anchored where it can. A named day takes its anchored
        tasks along; one of several days starts on the new one.

        Raises:
            InvalidValueError: there is no day, or it cannot be moved (see `calendar.movable`).
            RecordNotFoundError: it is no longer on the desk.
        """
        from store.campaigns import calendar

        label = N_("move on the calendar")
        record = calendar.movable(entry)
        if due.day is None:
            raise InvalidValueError(N_("Which day? Type one such as 18.5, Friday or +3d."))
        if isinstance(record, Campaign):
            current = self._campaigns[record.id]
            before = {task.id: task.due for task in self._tasks}
            fields = calendar.days_moved(current, entry, due.day)
            self._campaigns.change(current, label=label, **fields)
            along = sum(before.get(task.id) != task.due for task in self._tasks)
            return calendar.Moved(due.day, along=along)
        if isinstance(record, Article):
            self._work.change(self._articles[record.id], label=label, due=due.day)
            return calendar.Moved(due.day)
        task = self._tasks[record.id]
        moved = calendar.task_on(task, due, self._campaigns.get(task.campaign))
        if moved != task:
            self._work.write(label, [moved])
        lost = task.anchor if not moved.anchor else ""
        return calendar.Moved(due.day, moved.anchor, moved.offset, lost)
