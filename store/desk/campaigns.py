"""The campaigns of a desk: created, changed, saved as templates, cloned, their lists edited."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store.articles import export
from store.bulletin import Bulletin
from store.campaign_records import Campaign, Fact, Task
from store.campaigns import checklist, lists
from store.desk.bulletins import Bulletins
from store.desk.documents import Documents
from store.desk.ledger import Ledger
from store.desk.pieces import entries_in, left_by, renamed_in_deleted
from store.desk.questions import Questions
from store.desk.unit_of_work import RecordService, UnitOfWork
from store.errors import N_
from store.records import Article, Id, Record
from store.text import identity

if TYPE_CHECKING:
    from store.templates.clone import Clone, Keep


class Campaigns(RecordService[Campaign]):
    """The campaigns of a desk."""

    def __init__(self, work: UnitOfWork, ledger: Ledger) -> None:
        super().__init__(work, Campaign)
        self._articles = work.store.of(Article)
        self._tasks = work.store.of(Task)
        self._facts = work.store.of(Fact)
        self.documents = Documents(work)
        """The documents that they cite."""
        self.questions = Questions(work)
        """What readers have asked, and the answers."""
        self.bulletins = Bulletins(work, ledger)
        """What is read out in their broadcasts."""

    def find(self, name: str) -> Campaign:
        """Return the campaign with that name or ID prefix; raises as `checklist.campaign_named`."""
        return checklist.campaign_named(self, name)

    def new(
        self, template: str, year: int, name: str | None = None, *, folder: Path | None = None
    ) -> Campaign:
        """Add a campaign made from a template, with its tasks.

        Args:
            template: the name of a built-in one, or the path of a TOML file.
            year: the year of its dates.
            name: None for the template's own name and the year.
            folder: the desk's own templates, which are found by name, too.

        Raises:
            DeskError: there is no such template, or it is invalid.
        """
        from store.campaigns.holidays import with_lunar_days
        from store.templates import load

        campaign, tasks = with_lunar_days(*load(template, folder).build(year, name))
        checklist.refuse_same_name(self, campaign.name)
        self._work.write(N_("new campaign"), [campaign, *tasks])
        return self[campaign.id]

    def new_empty(self, name: str, year: int) -> Campaign:
        """Add a campaign without tasks; its phases are the usual four."""
        checklist.refuse_same_name(self, name)
        campaign = Campaign(name=name, year=year, phases=checklist.USUAL_PHASES)
        self._work.write(N_("new campaign"), [campaign])
        return self[campaign.id]

    def remove(self, campaign: Campaign) -> None:
        """Delete a campaign with its tasks, facts, logs and bulletins; its articles stay."""
        freed, own = left_by(self._store, [campaign])
        self._work.write(N_("delete campaign"), freed, drop=[campaign, *own])

    def checklist(self, campaign: Campaign) -> list[checklist.Phase]:
        """Return the phases of a campaign, each with its tasks in order."""
        return checklist.checklist(campaign, self._store.naming(Task, campaign.id))

    def phase_now(self, campaign: Campaign) -> str:
        """Return the phase that a campaign is in today; before its start, that of its first day."""
        current, today = self[campaign.id], self._work.today()
        return checklist.phase_on(self.checklist(current), max(current.start or today, today))

    def change(
        self, campaign: Campaign, *, label: str = N_("edit campaign"), **fields: Any
    ) -> Campaign:
        """Change some fields of a campaign, and what depends on its days, as one change.

        A task moves with its named day. Tasks and articles follow a day or milestone that is
        renamed.

        Raises:
            InvalidValueError: the campaign or one of its days would end before it begins, or
                another campaign has that name.
        """
        current = self[campaign.id]
        changed = msgspec.structs.replace(current, **fields)
        if changed == current:
            return current
        if identity(changed.name) != identity(current.name):
            checklist.refuse_same_name(self, changed.name)
        checklist.check_days(changed, current)
        self._work.write(label, [changed, *self._dependents(changed, current)])
        return self[campaign.id]

    def _dependents(self, changed: Campaign, before: Campaign) -> list[Record]:
        """Return the changed tasks and articles that depend on the days of their campaign."""
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
        """Write a campaign as a template, without people, ticks and articles, and return the path.

        `.toml` is appended, and the folder created, where it is missing.

        Raises:
            InvalidValueError: the campaign has no year, or holds something no template can.
            FileError: the file exists already and is not to be replaced, or cannot be written.
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
        """Return a campaign cloned for another year, and what happens to each day; writes nothing.

        Without a name it has the old one with the new year. `keep` says what a day keeps where no
        other rule of `store.templates.clone` applies; the fact sheet is copied on request.
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
        """Add a clone of a campaign for another year; arguments as `preview_clone`.

        Raises:
            InvalidValueError: the name is taken, or the year is not possible.
        """
        made = self.preview_clone(campaign, year, name, keep=keep, with_facts=with_facts)
        checklist.refuse_same_name(self, made.campaign.name)
        self._work.write(N_("clone campaign"), [made.campaign, *made.tasks, *made.facts])
        return made

    # ------------------------------------------------------------------ the lists of a campaign

    def edit(self, campaign: Campaign, **fields: Any) -> Campaign:
        """Change the fields of a campaign itself: name, year, days, sync window …

        Raises:
            InvalidValueError: the values are not possible.
        """
        current = self[campaign.id]
        lists.refuse_impossible(msgspec.structs.replace(current, **fields), self)
        return self.change(campaign, **fields)

    def add_to_list(self, campaign: Campaign, list_name: str, entry: lists.Entry) -> Campaign:
        """Add an entry at the end of a list (see `lists.KINDS`).

        Raises:
            InvalidValueError: it has no name, or one that the list has already.
        """
        current = self[campaign.id]
        changed = lists.with_entry(current, list_name, entry)
        return self.change(current, **{list_name: changed})

    def edit_in_list(
        self, campaign: Campaign, list_name: str, key: str, entry: lists.Entry
    ) -> Campaign:
        """Change the entry of a list with that name (for goals: that code); a new name replaces the
        old one wherever it is used.
        """
        current = self[campaign.id]
        edit = lists.edited(current, list_name, key, entry, self._tasks, self._articles)
        at = lists.place_of(current, list_name, key)
        new = lists.key_of(lists.entries(edit.campaign, list_name)[at])
        return self._write_edit(
            edit, N_("edit campaign"), self._beside(current, list_name, key, new)
        )

    def remove_from_list(self, campaign: Campaign, list_name: str, key: str) -> Campaign:
        """Delete an entry of a list, and remove it from tasks and articles."""
        current = self[campaign.id]
        edit = lists.without(current, list_name, key, self._tasks, self._articles)
        left = map(lists.key_of, lists.entries(edit.campaign, list_name))
        beside = () if key in left else self._beside(current, list_name, key, "")
        return self._write_edit(edit, N_("delete from the list"), beside)

    def move_in_list(self, campaign: Campaign, list_name: str, key: str, by: int) -> Campaign:
        """Move an entry up (-1) or down (+1) in its list."""
        current = self[campaign.id]
        changed = lists.moved_entry(current, list_name, key, by)
        return self.change(current, **{list_name: changed})

    def uses_in_list(self, campaign: Campaign, list_name: str, key: str) -> lists.Uses:
        """Count the uses of an entry of a list."""
        current = self[campaign.id]
        return lists.uses(current, list_name, key, self._tasks, self._articles)

    def _beside(self, campaign: Campaign, list_name: str, old: str, new: str) -> Iterable[Record]:
        """Return the records beside tasks and articles that name an entry, with its new name."""
        if old == new:
            return []
        entries = {entry.id: entry for entry in entries_in(self._store, campaign)}
        found: dict[Id, Record] = {}
        if list_name == "channels":
            named = self._store.naming(Bulletin, campaign.id)
            renamed = lists.with_renamed_channel(old, new, named, entries.values())
            found.update((one.id, one) for one in renamed)
        if new:
            held = renamed_in_deleted(
                self._store,
                (found.get(entry.id, entry) for entry in entries.values()),
                lambda one: lists.renamed_on(campaign, list_name, old, new, [one]),
            )
            found.update((one.id, one) for one in held)
        return found.values()

    def _write_edit(self, edit: lists.Edit, label: str, beside: Iterable[Record] = ()) -> Campaign:
        from store.dates.anchors import moved

        put: dict[Id, Record] = {record.id: record for record in (*edit.others, *beside)}
        tasks = [task for task in edit.others if isinstance(task, Task)]
        tasks += [task for task in self._tasks if task.id not in put]
        put.update((task.id, task) for task in moved(tasks, edit.campaign))
        self._work.write(label, [edit.campaign, *put.values()])
        return self[edit.campaign.id]
