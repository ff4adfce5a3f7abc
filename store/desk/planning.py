"""Planning a campaign: its checklist, what it covers, its report."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store.campaigns import checklist
from store.campaigns.burndown import Pace, pace
from store.campaigns.matrix import Gap, Matrix, View, count_matrix, ranked_gaps
from store.desk.principles import Principles
from store.errors import N_, FileError, InvalidValueError
from store.paths import expand_user
from store.records import Article, Campaign, Fact, Id, Record, Rumour, Task
from store.text import identity

if TYPE_CHECKING:
    from store.report import Figures


class Planning(Principles):
    """A desk as far as the plan goes: campaigns and tasks."""

    def find_campaign(self, name: str) -> Campaign:
        """Return the campaign of that name, or whose id begins so; raises as `find`."""
        return checklist.campaign_named(self.campaigns, name)

    def find_task(self, prefix: str) -> Task:
        """Return the task whose id begins with `prefix`; raises as `find`."""
        task = self.find(prefix, "tasks")
        assert isinstance(task, Task)
        return task

    # ------------------------------------------------------------------ campaigns and tasks

    def new_campaign(
        self, template: str, year: int, name: str | None = None, *, folder: Path | None = None
    ) -> Campaign:
        """Put a campaign made from a template on the desk, with its tasks.

        Args:
            template: the name of a built-in one, or the path of a TOML file.
            year: the year its dates fall in.
            name: what it is called; None for the template's own name and the year.
            folder: where there are templates of the desk's own; found by their names, too.

        Raises:
            DeskError: no such template, or a wrong one.
        """
        from store.campaigns.holidays import with_lunar_days
        from store.templates import load

        campaign, tasks = with_lunar_days(*load(template, folder).build(year, name))
        checklist.refuse_same_name(self.campaigns, campaign.name)
        self.write(N_("new campaign"), [campaign, *tasks])
        return self.campaigns[campaign.id]

    def empty_campaign(self, name: str, year: int) -> Campaign:
        """Put a campaign without tasks on the desk; its phases are the usual four."""
        checklist.refuse_same_name(self.campaigns, name)
        campaign = Campaign(name=name, year=year, phases=checklist.USUAL_PHASES)
        self.write(N_("new campaign"), [campaign])
        return self.campaigns[campaign.id]

    def remove_campaign(self, campaign: Campaign) -> None:
        """Take a campaign off the desk, and its tasks, facts and rumours; its articles stay."""
        own: list[Record] = [
            record for kind in (Task, Fact, Rumour) for record in self._naming(kind, campaign.id)
        ]
        freed = [
            msgspec.structs.replace(article, campaign=None)
            for article in self._naming(Article, campaign.id)
        ]
        self.write(N_("delete campaign"), freed, drop=[campaign, *own])

    def checklist(self, campaign: Campaign) -> list[checklist.Phase]:
        """Return the phases of a campaign, each with its tasks in order."""
        return checklist.checklist(campaign, self._naming(Task, campaign.id))

    def phase_now(self, campaign: Campaign) -> str:
        """Return the phase that a campaign is in today; one that is ahead, at its start."""
        current, today = self.campaigns[campaign.id], self.today()
        return checklist.phase_on(self.checklist(current), max(current.start or today, today))

    def change_campaign(
        self, campaign: Campaign, *, label: str = N_("edit campaign"), **fields: Any
    ) -> Campaign:
        """Change some fields of a campaign; what hangs on a day of it goes along, in one unit.

        A task moves with the named day it hangs on, and follows it to another name; tasks and
        articles follow a milestone to another name.

        Raises:
            InvalidValueError: the campaign or a day of it would end before it begins, or it
                would have the name of another one.
        """
        current = self.campaigns[campaign.id]
        changed = msgspec.structs.replace(current, **fields)
        if changed == current:
            return current
        if identity(changed.name) != identity(current.name):
            checklist.refuse_same_name(self.campaigns, changed.name)
        checklist.check_days(changed, current)
        self.write(label, [changed, *self._hanging_on(changed, current)])
        return self.campaigns[campaign.id]

    def _hanging_on(self, changed: Campaign, before: Campaign) -> list[Record]:
        """Return the tasks and articles that change along with the days of their campaign."""
        from store.dates.anchors import moved, renamed

        names = renamed(before, changed)
        tasks = {task.id: task for task in moved(self.tasks, changed, names)}
        found: dict[Id, Record] = {**tasks}
        new_names = {identity(old): new for old, new in names.items()} if names else {}
        for record in (*self.tasks, *self.articles) if names else ():
            name = new_names.get(identity(record.milestone))
            if name and record.campaign == changed.id:
                now = tasks.get(record.id, record)
                found[record.id] = msgspec.structs.replace(now, milestone=name)
        return list(found.values())

    def add_task(self, task: Task) -> Task:
        """Put a new task at the end of its phase, and what comes again of it by now.

        Raises:
            InvalidValueError: it would wait for itself.
        """
        self._check_order(task)
        position = checklist.next_position(task, self._naming(Task, task.campaign))
        added = msgspec.structs.replace(task, position=position)
        self.write(N_("new task"), [added, *self._coming(added)])
        return self.tasks[task.id]

    def edit_task(self, task: Task, **fields: Any) -> Task:
        """Change the values of a task; one that comes to another phase goes to its end.

        Raises:
            InvalidValueError: it would wait for itself.
        """
        current = self.tasks[task.id]
        changed = self._edited(current, fields, {})
        if changed != current:
            self._check_order(changed)
            self.write(N_("edit task"), [changed, *self._coming(changed)])
        return self.tasks[task.id]

    def edit_tasks(self, tasks: Iterable[Task], **fields: Any) -> list[Task]:
        """Change the same values of several tasks as one unit; return those that have changed."""
        return self._put_each(tasks, N_("edit tasks"), lambda _task: fields)

    def retag_tasks(
        self, tasks: Iterable[Task], field: str, *, add: Collection[str], drop: Collection[str]
    ) -> list[Task]:
        """Add values to a list of several tasks, and take others out; return the changed tasks.

        Args:
            tasks: which ones.
            field: `channels`, `audiences`, `levels`, `topics` or `goals`.
            add: what each is to have.
            drop: what none is to have. Other values stay as they are on each.
        """
        return self._put_each(
            tasks,
            N_("edit tasks"),
            lambda task: {field: checklist.retagged(task, field, add, drop)},
        )

    def shift_tasks(self, tasks: Iterable[Task], days: int) -> list[Task]:
        """Move the due days of several tasks by so many days; return those that have one.

        A task that hangs on a named day still does, further from it or nearer. A series keeps the
        days on which it comes again.

        Raises:
            InvalidValueError: one would lie beyond the years of the calendar.
        """
        from store.dates.anchors import shifted

        def fields(task: Task) -> dict[str, Any]:
            return shifted(task, days, self.campaigns.get(task.campaign)) if task.due else {}

        return self._put_each(tasks, N_("move days"), fields)

    def _put_each(
        self, tasks: Iterable[Task], label: str, fields: Callable[[Task], dict[str, Any]]
    ) -> list[Task]:
        """Change several tasks, each as they stand now, as one unit; return the changed ones."""
        changed: dict[Id, Task] = {}
        ends: dict[tuple[Id, str], int] = {}
        for task in tasks:
            current = self.tasks[task.id]
            edited = self._edited(current, dict(fields(current)), ends)
            if edited != current:
                changed[edited.id] = edited
        if changed:
            self.write(label, changed.values())
        return list(changed.values())

    def _edited(
        self, current: Task, fields: dict[str, Any], ends: dict[tuple[Id, str], int]
    ) -> Task:
        """Return a task with other values.

        Args:
            current: as it stands now.
            fields: the new values; changed here where others follow from them.
            ends: the next place of a campaign's phases, as far as tasks have come there already.
        """
        if fields.get("phase", current.phase) != current.phase:
            there = msgspec.structs.replace(current, phase=fields["phase"])
            key = (there.campaign, there.phase)
            place = ends.get(key)
            if place is None:
                place = checklist.next_position(there, self._naming(Task, there.campaign))
            ends[key] = place + 1
            fields["position"] = place
        if current.repeat and "due" in fields:  # the series keeps its days
            fields.setdefault("instance", current.instance or current.due)
        return msgspec.structs.replace(current, **fields)

    def _check_order(self, task: Task) -> None:
        if task.after:
            from store.campaigns.schedule import check_order

            check_order(task, task.after, self.tasks)

    def waits_for(self, task: Task) -> list[Task]:
        """Return the tasks that must be done before this one, and are not."""
        if not task.after:
            return []
        from store.campaigns.schedule import blocked_by

        return blocked_by(task, filter(None, map(self.tasks.get, task.after)))

    def catch_up(self) -> list[Task]:
        """Put the tasks on the desk that come again by now; none that was there before.

        Where the clock may be wrong (`is_day_doubtful`), they come when the next day bears it out.
        """
        made: list[Task] = []
        if self.is_day_doubtful():
            return made
        for first in [task for task in self.tasks if task.repeat]:
            with contextlib.suppress(
                InvalidValueError
            ):  # another program's rule: it holds up no other one
                made += self._coming(first, made)
        if made:
            self.write("", made)
        return made

    def _coming(self, first: Task, made: Sequence[Task] = ()) -> list[Task]:
        """Return the tasks of a series that are to be put on the desk now.

        Args:
            first: the task that repeats.
            made: others that are on their way to the desk.
        """
        if not first.repeat:
            return []
        # With dateutil: only for a desk that repeats.
        from store.campaigns.recurrence import HORIZON, instances

        deleted: list[Task] = []
        for entry in self.bin:
            with contextlib.suppress(FileError):  # of a newer toasoan
                deleted += [r for r in self.held_in(entry) if isinstance(r, Task)]
        # One that is further ahead than any is made has come of a wrong clock: it ends no series.
        until = min(self.today(), date.max - timedelta(days=HORIZON)) + timedelta(days=HORIZON)
        every = [*self.tasks, *deleted, *made]
        existing = [task for task in every if (task.instance or date.min) < until]
        found = instances(first, existing, self.today())
        others = [task for task in (*self.tasks, *made) if task.id != first.id]
        position = checklist.next_position(first, [*others, first])
        return [msgspec.structs.replace(t, position=position + n) for n, t in enumerate(found)]

    def tick(self, task: Task) -> Task:
        """Tick a task, or take the tick off."""
        done = None if self.tasks[task.id].done else self.now()
        return self.change(task, label=N_("tick"), done=done, done_by_export=False)

    def tick_tasks(self, tasks: Iterable[Task]) -> list[Task]:
        """Tick several tasks as one unit, or take the ticks off where all are ticked."""
        current = [self.tasks[task.id] for task in tasks]
        done = None if all(task.done for task in current) else self.now()
        open_ones = [task for task in current if done is None or task.done is None]
        return self._put_each(
            open_ones, N_("tick"), lambda _task: {"done": done, "done_by_export": False}
        )

    def move_task(self, task: Task, by: int) -> None:
        """Move a task up (-1) or down (+1) within its phase; at its end, do nothing."""
        moved = checklist.moved(self.tasks[task.id], by, self.tasks)
        if moved:
            self.write(N_("move task"), moved)

    def place_task(self, task: Task, phase: str, before: Id | None = None) -> None:
        """Put a task in front of another one of a phase, or at its end."""
        placed = checklist.placed(self.tasks[task.id], phase, before, self.tasks)
        if placed:
            self.write(N_("move task"), placed)

    def remove_task(self, task: Task) -> None:
        """Take a task off the checklist."""
        self.write(N_("delete task"), [], drop=[self.tasks[task.id]])

    def remove_tasks(self, tasks: Iterable[Task]) -> None:
        """Take several tasks off the checklist as one unit."""
        self.write(N_("delete tasks"), [], drop=[self.tasks[task.id] for task in tasks])

    def attach(self, task: Task, article: Article) -> None:
        """Say that an article fulfils a task; it joins the task's campaign if it has none."""
        task = self.tasks[task.id]
        if article.id not in task.articles:
            self.set_articles(task, [*task.articles, article.id])

    def set_articles(self, task: Task, articles: Sequence[Id]) -> None:
        """Say which articles fulfil a task, and settle its tick by them.

        Those without a campaign join the task's.
        """
        task = self.tasks[task.id]
        joining = [
            msgspec.structs.replace(self.articles[article], campaign=task.campaign)
            for article in articles
            if self.articles[article].campaign is None
        ]
        fulfilled = self._fulfilled(task, articles)
        if joining or fulfilled != task:
            self.write(N_("attach articles"), [fulfilled, *joining])

    # ------------------------------------------------------------------ the matrix

    def matrix(self, campaign: Campaign, view: View) -> Matrix:
        """Count what a campaign covers where, in one view."""
        tasks, articles = self._pieces_of(campaign)
        return count_matrix(self.campaigns[campaign.id], tasks, articles, view)

    def gaps(self, campaign: Campaign, found: Matrix) -> list[Gap]:
        """Return the empty cells of a matrix of the campaign, the most pressing first."""
        return ranked_gaps(found, self.campaigns[campaign.id], self.today())

    def _pieces_of(self, campaign: Campaign) -> tuple[list[Task], dict[Id, Article]]:
        """Return the tasks of a campaign, and the articles that belong to it or to one of them."""
        tasks = self._naming(Task, campaign.id)
        articles = {article.id: article for article in self._naming(Article, campaign.id)}
        for task in tasks:
            for named in task.articles:
                if named not in articles and (article := self.articles.get(named)):
                    articles[named] = article
        return tasks, articles

    def pace(self, campaign: Campaign) -> Pace:
        """Count a campaign day by day: what is left to do, what goes out."""
        tasks, articles = self._pieces_of(campaign)
        return pace(self.campaigns[campaign.id], tasks, articles.values(), self.today())

    # ------------------------------------------------------------------ the report

    def figures(self, campaign: Campaign) -> Figures:
        """Count what there is to report of a campaign: its progress, matrix, gaps and scores."""
        from store.report import gather  # only when one is asked for

        tasks, articles = self._pieces_of(campaign)
        current = self.campaigns[campaign.id]
        return gather(
            current,
            tasks,
            articles,
            self.today(),
            campaigns=self.campaigns,
            claims=self.rumour_log(current),
        )

    def write_report(
        self, campaign: Campaign, folder: Path, *, replace: bool = False
    ) -> list[Path]:
        """Write the report of a campaign, its plan and its calendar, and return their paths.

        Args:
            campaign: which one.
            folder: where to; made where it is missing.
            replace: write over files of their names.

        Raises:
            FileError: a file is there already, and none has been written; or cannot be written.
        """
        from store.report import write

        return write(self.figures(campaign), expand_user(folder), replace=replace)
