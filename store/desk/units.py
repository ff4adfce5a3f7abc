"""The units of a campaign, and their coverage."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from store.articles import export
from store.campaign_records import Ack, Campaign, Task, Unit
from store.campaigns.acknowledgements import names_heard, reach_of, refuse_not_asked
from store.campaigns.units import (
    renamed_in,
    renamed_in_channels,
    tree_of,
    unit_named,
    with_unit,
    without_unit,
)
from store.desk.pieces import counted_in, entries_in, entries_of, pieces_of, renamed_in_deleted
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, InvalidValueError
from store.ledger import first_outs
from store.paths import expand_user
from store.records import Article
from store.text import same_text

if TYPE_CHECKING:
    from store.campaigns.unit_coverage import UnitCoverage
    from store.campaigns.units_csv import UnitsImport


class Units:
    """The units of the campaigns of a desk."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._store = work.store
        self._campaigns = work.store.of(Campaign)
        self._tasks = work.store.of(Task)
        self._articles = work.store.of(Article)

    def add(self, campaign: Campaign, unit: Unit) -> Unit:
        """Add a unit to a campaign; raises as `units.with_unit`."""
        put = with_unit(self._campaigns[campaign.id], unit)
        self._work.change(campaign, label=N_("new unit"), units=put)
        return put[-1]

    def edit(self, campaign: Campaign, name: str, unit: Unit) -> Unit:
        """Change the unit with that full name; a new name replaces the old one wherever it is used.

        Raises:
            DeskError: as `units.with_unit`.
        """
        current = self._campaigns[campaign.id]
        old = unit_named(current, name)
        put = with_unit(current, unit, old.name)
        new = put[current.units.index(old)]
        if put == current.units:
            return new
        pieces = [*self._tasks, *self._articles] if new.name != old.name else []
        own = [piece for piece in pieces if piece.campaign == current.id]
        channels = renamed_in_channels(current.channels, old.name, new.name)
        changed = msgspec.structs.replace(current, units=put, channels=channels)
        renamed = renamed_in(own, old.name, new.name)
        gone = renamed_in_deleted(
            self._store,
            entries_in(self._store, current) if pieces else (),
            lambda one: renamed_in([one], old.name, new.name) if one.campaign == current.id else (),
        )
        self._work.write(N_("edit unit"), [changed, *renamed, *(gone if pieces else ())])
        return new

    def rename(self, campaign: Campaign, name: str, new: str) -> Unit:
        """Rename a unit wherever it is used; raises as `edit`."""
        unit = unit_named(self._campaigns[campaign.id], name)
        return self.edit(campaign, unit.name, msgspec.structs.replace(unit, name=new))

    def remove(self, campaign: Campaign, name: str) -> None:
        """Delete a unit; the units below it move to its parent.

        Tasks and articles keep its name: it still says whose they are.
        """
        left = without_unit(self._campaigns[campaign.id], name)
        self._work.change(campaign, label=N_("delete unit"), units=left)

    def take(self, campaign: Campaign, found: UnitsImport) -> None:
        """Import the units of a file (`units_csv.read_units`)."""
        from store.campaigns.units_csv import taken  # csv: only when a file is read

        put = taken(self._campaigns[campaign.id], found)
        self._work.change(campaign, label=N_("import units"), units=put)

    def write(self, campaign: Campaign, path: Path, *, replace: bool = False) -> Path:
        """Write the units of a campaign to a CSV file, and return its path.

        Raises:
            FileError: another file exists there already, or it cannot be written.
        """
        from store.campaigns.units_csv import units_csv

        path = expand_user(path)
        export.write(path, units_csv(self._campaigns[campaign.id]), replace=replace)
        return path

    def coverage(self, campaign: Campaign) -> dict[str, UnitCoverage]:
        """Return the coverage of each unit of a campaign by full name, in tree order."""
        from store.campaigns.unit_coverage import unit_coverage

        tasks, articles = counted_in(self._store, campaign)
        outs = first_outs(entries_of(self._store, (*tasks, *articles.values())))
        return unit_coverage(self._campaigns[campaign.id], tasks, articles, outs)

    def pieces(self, campaign: Campaign, name: str) -> tuple[list[Task], list[Article]]:
        """Return a unit's own tasks and articles in a campaign."""
        tasks, articles = pieces_of(self._store, campaign)
        own = [task for task in tasks if same_text(task.unit, name)]
        named = {article for task in own for article in task.articles}
        return own, [a for a in articles.values() if a.id in named or same_text(a.unit, name)]

    def last_words(self, campaign: Campaign) -> dict[str, datetime]:
        """Return when each unit of a campaign last acknowledged something."""
        from store.campaigns.unit_coverage import last_words

        return last_words(self._store.naming(Task, campaign.id))

    def silent_tasks(self, campaign: Campaign, name: str) -> list[Task]:
        """Return the cascading tasks that reach a unit and that it has not acknowledged."""
        current = self._campaigns[campaign.id]
        place = tree_of(current).place(name)
        return [
            task
            for task in self._store.naming(Task, campaign.id)
            if task.cascades
            and place in reach_of(task, current)
            and all(ack.unit != name for ack in task.acks)
        ]

    def report_done(self, task: Task, unit: str, day: date | None, note: str = "") -> Task:
        """Note that a unit has done a cascading task, on a day; None takes it back.

        A unit that has done it has also acknowledged it.

        Raises:
            InvalidValueError: as `acknowledge`, or the day is still to come.
            RecordNotFoundError: there is no such unit.
        """
        if day and day > self._work.today():
            raise InvalidValueError(N_("What is still to come cannot be done; type when it was."))
        current = self._tasks[task.id]
        campaign = self._campaigns[current.campaign]
        name = unit_named(campaign, unit).name
        refuse_not_asked(current, campaign, name)
        acks = list(current.acks)
        if day and name not in names_heard(current, {name}):
            acks.append(Ack(unit=name, at=self._store.now()))
        after = tuple(
            msgspec.structs.replace(ack, done=day, note=note.strip() if day else "")
            if same_text(ack.unit, name)
            else ack
            for ack in acks
        )
        label = N_("a unit has done it") if day else N_("a unit has not done it")
        return self._work.change(current, label=label, acks=after)
