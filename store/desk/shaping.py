"""Shaping campaigns: saved as templates, cloned for another year, their lists edited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store.campaigns import checklist, lists
from store.desk.days import Days
from store.errors import N_
from store.records import Campaign, Id, Record, Task

if TYPE_CHECKING:
    from store.campaigns.clone import Clone, Keep


class Shaping(Days):
    """A desk as far as its campaigns can be made from one another, and changed."""

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
        from store.articles import export
        from store.templates.writer import template_file, template_text

        file = template_file(path)
        text = template_text(self.campaigns[campaign.id], self.tasks)
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

        Nothing is written; see `store.campaigns.clone` for the rules.

        Args:
            campaign: which one.
            year: whose days they become.
            name: of the new one; None for the old name with the new year.
            keep: what a day keeps that no other rule holds.
            with_facts: whether the fact sheet comes along.
        """
        from store.campaigns.clone import clone

        current = self.campaigns[campaign.id]
        facts = self.facts if with_facts else ()
        return clone(current, self.tasks, year, name, keep=keep, facts=facts)

    def clone_campaign(
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
        checklist.refuse_same_name(self.campaigns, made.campaign.name)
        self.write(N_("clone campaign"), [made.campaign, *made.tasks, *made.facts])
        return made

    # ------------------------------------------------------------------ the lists of a campaign

    def edit_campaign(self, campaign: Campaign, **fields: Any) -> Campaign:
        """Change what a campaign itself says: name, year, days, sync window …

        Raises:
            InvalidValueError: no campaign can be so.
        """
        current = self.campaigns[campaign.id]
        lists.refuse_impossible(msgspec.structs.replace(current, **fields), self.campaigns)
        return self.change_campaign(campaign, **fields)

    def add_to_list(self, campaign: Campaign, list_name: str, entry: lists.Entry) -> Campaign:
        """Put an entry at the end of a list; `lists.KINDS` says of what kind.

        Raises:
            InvalidValueError: it has no name, or one that stands there already.
        """
        current = self.campaigns[campaign.id]
        changed = lists.with_entry(current, list_name, entry)
        return self.change_campaign(current, **{list_name: changed})

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
        current = self.campaigns[campaign.id]
        edit = lists.edited(current, list_name, key, entry, self.tasks, self.articles)
        return self._write_edit(edit, N_("edit campaign"))

    def rename_in_list(self, campaign: Campaign, list_name: str, old: str, new: str) -> Campaign:
        """Rename an entry of a list, and in all tasks and articles that carry it, in one unit."""
        current = self.campaigns[campaign.id]
        entry = lists.entries(current, list_name)[lists.place_of(current, list_name, old)]
        return self.edit_in_list(current, list_name, old, lists.renamed(entry, new))

    def remove_from_list(self, campaign: Campaign, list_name: str, key: str) -> Campaign:
        """Take an entry out of a list, and off the tasks and articles that carry it."""
        current = self.campaigns[campaign.id]
        edit = lists.without(current, list_name, key, self.tasks, self.articles)
        return self._write_edit(edit, N_("delete from the list"))

    def move_in_list(self, campaign: Campaign, list_name: str, key: str, by: int) -> Campaign:
        """Move an entry up (-1) or down (+1) in its list."""
        current = self.campaigns[campaign.id]
        changed = lists.moved_entry(current, list_name, key, by)
        return self.change_campaign(current, **{list_name: changed})

    def uses_in_list(self, campaign: Campaign, list_name: str, key: str) -> lists.Uses:
        """Count what carries an entry of a list."""
        current = self.campaigns[campaign.id]
        return lists.uses(current, list_name, key, self.tasks, self.articles)

    def _write_edit(self, edit: lists.Edit, label: str) -> Campaign:
        from store.dates.anchors import moved

        put: dict[Id, Record] = {record.id: record for record in edit.others}
        tasks = [task for task in edit.others if isinstance(task, Task)]
        tasks += [task for task in self.tasks if task.id not in put]
        put.update((task.id, task) for task in moved(tasks, edit.campaign))
        self.write(label, [edit.campaign, *put.values()])
        return self.campaigns[edit.campaign.id]
