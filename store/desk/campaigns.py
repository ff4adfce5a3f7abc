"""The campaigns of a desk: begun, changed, saved as templates, cloned, their lists edited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store.articles import export
from store.campaigns import checklist, lists
from store.desk.unit_of_work import RecordService, UnitOfWork
from store.errors import N_
from store.records import Article, Campaign, Fact, Id, Record, Rumour, Task
from store.text import identity

if TYPE_CHECKING:
    from store.templates.clone import Clone, Keep


class Campaigns(RecordService[Campaign]):
    """The campaigns of a desk."""

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(work, Campaign)
        self._articles = work.store.of(Article)
        self._tasks = work.store.of(Task)
        self._facts = work.store.of(Fact)

    def find(self, name: str) -> Campaign:
        """Return the campaign of that name, or whose id begins so; raises as `find`."""
        return checklist.campaign_named(self, name)

    def new(
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
        checklist.refuse_same_name(self, campaign.name)
        self._work.write(N_("new campaign"), [campaign, *tasks])
        return self[campaign.id]

    def new_empty(self, name: str, year: int) -> Campaign:
        """Put a campaign without tasks on the desk; its phases are the usual four."""
        checklist.refuse_same_name(self, name)
        campaign = Campaign(name=name, year=year, phases=checklist.USUAL_PHASES)
        self._work.write(N_("new campaign"), [campaign])
        return self[campaign.id]

    def remove(self, campaign: Campaign) -> None:
        """Take a campaign off the desk, and its tasks, facts and rumours; its articles stay."""
        own: list[Record] = [
            record
            for kind in (Task, Fact, Rumour)
            for record in self._store.naming(kind, campaign.id)
        ]
        freed = [
            msgspec.structs.replace(article, campaign=None)
            for article in self._store.naming(Article, campaign.id)
        ]
        self._work.write(N_("delete campaign"), freed, drop=[campaign, *own])

    def checklist(self, campaign: Campaign) -> list[checklist.Phase]:
        """Return the phases of a campaign, each with its tasks in order."""
        return checklist.checklist(campaign, self._store.naming(Task, campaign.id))

    def phase_now(self, campaign: Campaign) -> str:
        """Return the phase that a campaign is in today; one that is ahead, at its start."""
        current, today = self[campaign.id], self._work.today()
        return checklist.phase_on(self.checklist(current), max(current.start or today, today))

    def change(
        self, campaign: Campaign, *, label: str = N_("edit campaign"), **fields: Any
    ) -> Campaign:
        """Change some fields of a campaign; what hangs on a day of it goes along, in one unit.

        A task moves with the named day it hangs on, and follows it to another name; tasks and
        articles follow a milestone to another name.

        Raises:
            InvalidValueError: the campaign or a day of it would end before it begins, or it
                would have the name of another one.
        """
        current = self[campaign.id]
        changed = msgspec.structs.replace(current, **fields)
        if changed == current:
            return current
        if identity(changed.name) != identity(current.name):
            checklist.refuse_same_name(self, changed.name)
        checklist.check_days(changed, current)
        self._work.write(label, [changed, *self._hanging_on(changed, current)])
        return self[campaign.id]

    def _hanging_on(self, changed: Campaign, before: Campaign) -> list[Record]:
        """Return the tasks and articles that change along with the days of their campaign."""
        from store.dates.anchors import moved, renamed

        names = renamed(before, changed)
        tasks = {task.id: task for task in moved(self._tasks, changed, names)}
        found: dict[Id, Record] = {**tasks}
        new_names = {identity(old): new for old, new in names.items()} if names else {}
        for record in (*self._tasks, *self._articles) if names else ():
            name = new_names.get(identity(record.milestone))
            if name and record.campaign == changed.id:
                now = tasks.get(record.id, record)
                found[record.id] = msgspec.structs.replace(now, milestone=name)
        return list(found.values())

    # ------------------------------------------------------------------ templates and clones

    def save_template(self, campaign: Campaign, path: Path, *, replace: bool = False) -> Path:
        """Write a campaign as a template, and return the path.

        `.toml` is added where it is missing.

        Args:
            campaign: which one; people, ticks and articles are no part of a template.
            path: where to; a missing folder is made.
            replace: write over a file that is there.

        Raises:
            InvalidValueError: the campaign has no year, or holds what no template can.
            FileError: there is another file already, or it cannot be written.
        """
        from store.templates.writer import template_file, template_text

        file = template_file(path)
        text = template_text(self[campaign.id], self._tasks)
        export.write(file, text.encode(), replace=replace)
        return file

    def preview_clone(
        self,
        campaign: Campaign,
        year: int,
        name: str | None = None,
        *,
        keep: Keep = "weekday",
        with_facts: bool = False,
    ) -> Clone:
        """Make a campaign of another year from one, and say what becomes of each day.

        Nothing is written; see `store.templates.clone` for the rules.

        Args:
            campaign: which one.
            year: whose days they become.
            name: of the new one; None for the old name with the new year.
            keep: what a day keeps that no other rule holds.
            with_facts: whether the fact sheet comes along.
        """
        from store.templates.clone import clone

        current = self[campaign.id]
        facts = self._facts if with_facts else ()
        return clone(current, self._tasks, year, name, keep=keep, facts=facts)

    def clone(
        self,
        campaign: Campaign,
        year: int,
        name: str | None = None,
        *,
        keep: Keep = "weekday",
        with_facts: bool = False,
    ) -> Clone:
        """Put a campaign of another year on the desk, made from one; arguments of `preview_clone`.

        Raises:
            InvalidValueError: there is one of that name, or no campaign can stand in that year.
        """
        made = self.preview_clone(campaign, year, name, keep=keep, with_facts=with_facts)
        checklist.refuse_same_name(self, made.campaign.name)
        self._work.write(N_("clone campaign"), [made.campaign, *made.tasks, *made.facts])
        return made

    # ------------------------------------------------------------------ the lists of a campaign

    def edit(self, campaign: Campaign, **fields: Any) -> Campaign:
        """Change what a campaign itself says: name, year, days, sync window …

        Raises:
            InvalidValueError: no campaign can be so.
        """
        current = self[campaign.id]
        lists.refuse_impossible(msgspec.structs.replace(current, **fields), self)
        return self.change(campaign, **fields)

    def add_to_list(self, campaign: Campaign, list_name: str, entry: lists.Entry) -> Campaign:
        """Put an entry at the end of a list; `lists.KINDS` says of what kind.

        Raises:
            InvalidValueError: it has no name, or one that stands there already.
        """
        current = self[campaign.id]
        changed = lists.with_entry(current, list_name, entry)
        return self.change(current, **{list_name: changed})

    def edit_in_list(
        self, campaign: Campaign, list_name: str, key: str, entry: lists.Entry
    ) -> Campaign:
        """Change an entry of a list; a new name goes to all that carries the old one, in one unit.

        Args:
            campaign: whose list.
            list_name: which one.
            key: the name of the entry now; the code of a goal.
            entry: what it becomes.
        """
        current = self[campaign.id]
        edit = lists.edited(current, list_name, key, entry, self._tasks, self._articles)
        return self._write_edit(edit, N_("edit campaign"))

    def remove_from_list(self, campaign: Campaign, list_name: str, key: str) -> Campaign:
        """Take an entry out of a list, and off the tasks and articles that carry it."""
        current = self[campaign.id]
        edit = lists.without(current, list_name, key, self._tasks, self._articles)
        return self._write_edit(edit, N_("delete from the list"))

    def move_in_list(self, campaign: Campaign, list_name: str, key: str, by: int) -> Campaign:
        """Move an entry up (-1) or down (+1) in its list."""
        current = self[campaign.id]
        changed = lists.moved_entry(current, list_name, key, by)
        return self.change(current, **{list_name: changed})

    def uses_in_list(self, campaign: Campaign, list_name: str, key: str) -> lists.Uses:
        """Count what carries an entry of a list."""
        current = self[campaign.id]
        return lists.uses(current, list_name, key, self._tasks, self._articles)

    def _write_edit(self, edit: lists.Edit, label: str) -> Campaign:
        from store.dates.anchors import moved

        put: dict[Id, Record] = {record.id: record for record in edit.others}
        tasks = [task for task in edit.others if isinstance(task, Task)]
        tasks += [task for task in self._tasks if task.id not in put]
        put.update((task.id, task) for task in moved(tasks, edit.campaign))
        self._work.write(label, [edit.campaign, *put.values()])
        return self[edit.campaign.id]
