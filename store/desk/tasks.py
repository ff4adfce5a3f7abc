"""The tasks of a desk: planned, moved, ticked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from store.campaign_records import Ack, Campaign, Task
from store.campaigns import checklist
from store.campaigns.acknowledgements import names_heard, refuse_not_asked
from store.campaigns.units import unit_named
from store.desk.pieces import fulfilled, left_by
from store.desk.trash import Trash
from store.desk.unit_of_work import RecordService, UnitOfWork
from store.errors import N_, FileError, InvalidValueError
from store.records import Article, Id
from store.text import same_text


class Tasks(RecordService[Task]):
    """The tasks of a desk."""

    def __init__(self, work: UnitOfWork, trash: Trash) -> None:
        super().__init__(work, Task)
        self._articles = work.store.of(Article)
        self._campaigns = work.store.of(Campaign)
        self._trash = trash

    def find(self, prefix: str) -> Task:
        """Return the task whose ID begins with `prefix`; raises as `UnitOfWork.find`."""
        task = self._work.find(prefix, "tasks")
        assert isinstance(task, Task)
        return task

    def add(self, task: Task) -> Task:
        """Add a new task at the end of its phase, and its recurrences that are due by now.

        Raises:
            InvalidValueError: it has no title, or would wait for itself.
        """
        self._refuse_impossible(task)
        position = checklist.next_position(task, self._store.naming(Task, task.campaign))
        added = msgspec.structs.replace(task, position=position)
        self._work.write(N_("new task"), [added, *self._due_recurrences(added)])
        return self[task.id]

    def edit(self, task: Task, **fields: Any) -> Task:
        """Change fields of a task; one that is moved to another phase goes to its end.

        Raises:
            InvalidValueError: it would have no title, or wait for itself.
        """
        return self.edit_each([(task, fields)])[0]

    def edit_each(self, edits: Sequence[tuple[Task, dict[str, Any]]]) -> list[Task]:
        """Change fields of several tasks, each its own, as one unit; return all of them.

        Raises:
            InvalidValueError: as `edit`; nothing has changed.
        """
        changed: dict[Id, Task] = {}
        ends: dict[tuple[Id, str], int] = {}
        made: list[Task] = []
        for task, fields in edits:
            current = changed.get(task.id) or self[task.id]
            edited = self._edited(current, dict(fields), ends)
            if edited != current:
                self._refuse_impossible(edited)
                changed[edited.id] = edited
                made += self._due_recurrences(edited, made)
        if changed:
            label = N_("edit task") if len(edits) == 1 else N_("edit tasks")
            self._work.write(label, [*changed.values(), *made])
        return [self[task.id] for task, _fields in edits]

    def edit_all(self, tasks: Iterable[Task], **fields: Any) -> list[Task]:
        """Change the same fields of several tasks as one unit; return the changed tasks."""
        return self._put_each(tasks, N_("edit tasks"), lambda _task: fields)

    def retag(
        self, tasks: Iterable[Task], field: str, *, add: Collection[str], drop: Collection[str]
    ) -> list[Task]:
        """Add values to a list of several tasks, and remove others; return the changed tasks.

        The list is `channels`, `audiences`, `levels`, `topics` or `goals`; its other values stay.
        """
        return self._put_each(
            tasks,
            N_("edit tasks"),
            lambda task: {field: checklist.retagged(task, field, add, drop)},
        )

    def shift(self, tasks: Iterable[Task], days: int) -> list[Task]:
        """Move the due days of several tasks by some days; return the changed tasks.

        An anchored task stays anchored, with another offset. A series keeps the days of its
        recurrences.

        Raises:
            InvalidValueError: one would be outside the years of the calendar.
        """
        from store.dates.anchors import shifted

        def fields(task: Task) -> dict[str, Any]:
            return shifted(task, days, self._campaigns.get(task.campaign)) if task.due else {}

        return self._put_each(tasks, N_("move days"), fields)

    def _put_each(
        self, tasks: Iterable[Task], label: str, fields: Callable[[Task], dict[str, Any]]
    ) -> list[Task]:
        """Change several tasks in their present state as one unit; return the changed ones."""
        changed: dict[Id, Task] = {}
        ends: dict[tuple[Id, str], int] = {}
        for task in tasks:
            current = self[task.id]
            edited = self._edited(current, dict(fields(current)), ends)
            if edited != current:
                changed[edited.id] = edited
        if changed:
            self._work.write(label, changed.values())
        return list(changed.values())

    def _edited(
        self, current: Task, fields: dict[str, Any], ends: dict[tuple[Id, str], int]
    ) -> Task:
        """Return a task with other values, and those that follow from them.

        `ends` has the next position in each phase that tasks have been moved to.
        """
        if fields.get("phase", current.phase) != current.phase:
            there = msgspec.structs.replace(current, phase=fields["phase"])
            key = (there.campaign, there.phase)
            place = ends.get(key)
            if place is None:
                place = checklist.next_position(there, self._store.naming(Task, there.campaign))
            ends[key] = place + 1
            fields["position"] = place
        if current.repeat and "due" in fields:  # the series keeps its days
            fields.setdefault("instance", current.instance or current.due)
        return msgspec.structs.replace(current, **fields)

    def _refuse_impossible(self, task: Task) -> None:
        if not task.title.strip():
            raise InvalidValueError(N_("A task needs a few words saying what is to be done."))
        if task.after:
            from store.campaigns.schedule import check_order

            check_order(task, task.after, self)

    def waits_for(self, task: Task) -> list[Task]:
        """Return the tasks that must be done before this one, and are not."""
        if not task.after:
            return []
        from store.campaigns.schedule import blocked_by

        return blocked_by(task, filter(None, map(self.get, task.after)))

    def catch_up(self) -> list[Task]:
        """Add the recurrences that are due by now and are not on the desk yet.

        Where the clock may be wrong (`is_day_doubtful`), they are added on the next day of use.
        """
        made: list[Task] = []
        if self._store.is_day_doubtful():
            return made
        for first in [task for task in self if task.repeat]:
            # An invalid rule of another program must not stop the others.
            with contextlib.suppress(InvalidValueError):
                made += self._due_recurrences(first, made)
        if made:
            self._work.write("", made)
        return made

    def _due_recurrences(self, first: Task, made: Sequence[Task] = ()) -> list[Task]:
        """Return the recurrences of a task that are to be added now, besides those in `made`."""
        if not first.repeat:
            return []
        # With dateutil: only for a desk that repeats.
        from store.campaigns.recurrence import HORIZON, instances

        deleted: list[Task] = []
        for entry in self._trash:
            with contextlib.suppress(FileError):  # of a newer toasoan
                deleted += [r for r in self._trash.held_in(entry) if isinstance(r, Task)]
        # A recurrence beyond the horizon comes from a wrong clock: it must not end the series.
        horizon = timedelta(days=HORIZON)
        until = min(self._work.today(), date.max - horizon) + horizon
        every = [*self, *deleted, *made]
        existing = [task for task in every if (task.instance or date.min) < until]
        found = instances(first, existing, self._work.today())
        others = [task for task in (*self, *made) if task.id != first.id]
        position = checklist.next_position(first, [*others, first])
        return [msgspec.structs.replace(t, position=position + n) for n, t in enumerate(found)]

    def tick(self, task: Task) -> Task:
        """Tick a task, or take the tick off."""
        done = None if self[task.id].done else self._store.now()
        return self._work.change(task, label=N_("tick"), done=done, done_by_export=False)

    def tick_all(self, tasks: Iterable[Task], *, on: bool | None = None) -> list[Task]:
        """Tick several tasks as one unit, or take the ticks off; return the changed tasks.

        Args:
            tasks: any state of them.
            on: whether to tick; None for that unless all are ticked.
        """
        current = [self[task.id] for task in tasks]
        if on is None:
            on = not all(task.done for task in current)
        fields = {"done": self._store.now() if on else None, "done_by_export": False}
        others = [task for task in current if (task.done is not None) != on]
        return self._put_each(others, N_("tick"), lambda _task: dict(fields))

    def move(self, task: Task, by: int) -> None:
        """Move a task up (-1) or down (+1) within its phase; at its end, do nothing."""
        moved = checklist.moved(self[task.id], by, self)
        if moved:
            self._work.write(N_("move task"), moved)

    def place(self, task: Task, phase: str, before: Id | None = None) -> None:
        """Move a task before another one of a phase, or to its end."""
        placed = checklist.placed(self[task.id], phase, before, self)
        if placed:
            self._work.write(N_("move task"), placed)

    def remove(self, task: Task) -> None:
        """Delete a task."""
        self._remove([self[task.id]], N_("delete task"))

    def remove_all(self, tasks: Iterable[Task]) -> list[Task]:
        """Delete several tasks as one unit, and return them."""
        gone = [self[task.id] for task in tasks]
        self._remove(gone, N_("delete tasks"))
        return gone

    def _remove(self, gone: Sequence[Task], label: str) -> None:
        freed, _along = left_by(self._store, gone)
        self._work.write(label, freed, drop=gone)

    def attach(self, task: Task, article: Article) -> None:
        """Attach an article that fulfils a task; it joins the task's campaign if it has none."""
        task = self[task.id]
        if article.id not in task.articles:
            self.set_articles(task, [*task.articles, article.id])

    def set_articles(self, task: Task, articles: Sequence[Id]) -> None:
        """Set the articles that fulfil a task, and the tick that follows from them.

        Those without a campaign join the task's.
        """
        task = self[task.id]
        joining = [
            msgspec.structs.replace(self._articles[article], campaign=task.campaign)
            for article in articles
            if self._articles[article].campaign is None
        ]
        changed = fulfilled(self._store, task, articles)
        if joining or changed != task:
            self._work.write(N_("attach articles"), [changed, *joining])

    def acknowledge(self, task: Task, unit: str, on: bool = True) -> Task:
        """Record that a cascading task has reached a unit (full or short name), or take that back.

        Raises:
            InvalidValueError: the task does not cascade, or not to that unit.
            RecordNotFoundError: the campaign has no such unit.
        """
        current = self[task.id]
        campaign = self._campaigns[current.campaign]
        name = unit_named(campaign, unit).name
        refuse_not_asked(current, campaign, name)
        if on == (name in names_heard(current, {name})):
            return current
        if on:
            acks = (*current.acks, Ack(unit=name, at=self._store.now()))
        else:
            acks = tuple(ack for ack in current.acks if not same_text(ack.unit, name))
        label = N_("acknowledgement") if on else N_("take back acknowledgement")
        return self._work.change(current, label=label, acks=acks)
