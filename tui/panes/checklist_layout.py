"""The rows of the checklist: filtered, sorted, and grouped by day or by phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from store import Campaign, Desk, Task
from store.campaigns.checklist import Phase
from store.campaigns.schedule import By, Chain, agenda, sorted_tasks
from store.campaigns.task_filter import Facet, Kind, TaskFilter, facets, sifted
from store.dates.anchors import has_anchor
from store.records import Id
from tui.i18n import N_, _, ngettext, share
from tui.panes.checklist_rows import SECTIONS, ChecklistRow, Heading, TaskRow
from tui.widgets.labels import arrow

AGENDA: Final = "agenda"
PHASES: Final = "phases"

SORTS: Final = {
    "": N_("as it stands"),
    "due": N_("day"),
    "priority": N_("priority"),
    "owner": N_("owner"),
    "phase": N_("phase"),
    "title": N_("title"),
}
"""The sort keys, and their labels (message ids)."""

FACTS: Final = {
    Kind.STATE: N_("state"),
    Kind.OWNER: N_("owner"),
    Kind.CHANNEL: N_("channel"),
    Kind.TOPIC: N_("topic"),
    Kind.STRAND: N_("strand"),
    Kind.UNIT: N_("unit"),
}
"""The labels of the kinds of facets; message ids."""

STATES: Final = {
    "late": N_("late"),
    "waiting": N_("waiting for another task"),
    "undated": N_("without a day"),
    "open": N_("open"),
    "done": N_("done"),
}
"""The labels of the states of a task; message ids."""


def fact_name(facet: Facet) -> str:
    """Return the label of a facet."""
    return _(STATES[facet.value]) if facet.kind is Kind.STATE else facet.value


@dataclass
class TaskView:
    """How the checklist of a campaign is looked at."""

    sieve: TaskFilter = field(default_factory=TaskFilter)
    """The filter of the tasks."""
    sort: str = ""
    """The sort key, one of `SORTS`."""
    is_turned: bool = False
    """Whether that order is turned round."""
    folded: set[str] = field(default_factory=lambda: {"agenda done"})
    """The keys of the folded headings."""

    def sort_by(self, key: str) -> None:
        """Choose a sort key; the same again turns the order round."""
        self.is_turned = bool(key) and key == self.sort and not self.is_turned
        self.sort = key

    @property
    def sorted_by(self) -> str:
        """The sort key as it is shown, with an arrow."""
        if not self.sort:
            return _(SORTS[""])
        descends = (self.sort == By.PRIORITY) != self.is_turned  # the urgent come first
        return f"{_(SORTS[self.sort])} {arrow(descends)}"


class Arrangement:
    """What is shown of a campaign's checklist, and its rows, made again after each change."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._campaign: Id | None = None
        self.view = PHASES
        """`AGENDA` or `PHASES`."""
        self.look = TaskView()
        self.marked: set[Id] = set()
        """The tasks that the next command applies to; always visible ones."""
        self.open_article: Id | None = None
        self.shown: list[Task] = []
        """The tasks that match the filter, in the order of the plan."""
        self.phases: list[Phase] = []
        """The phases of the campaign, with all their tasks."""
        self._cascades: dict[Id, tuple[Task, Campaign, str]] = {}
        """The texts of `reach`, each with the task and the campaign it was made for."""

    @property
    def campaign(self) -> Campaign | None:
        """The campaign as it is on the desk."""
        return self._desk.campaigns.get(self._campaign)

    def turn_to(self, campaign: Campaign | None, chosen_view: str, look: TaskView) -> None:
        """Show another campaign, in the view chosen by the user, if any."""
        self._campaign = campaign.id if campaign else None
        self.marked.clear()
        self.look = look
        self.count()
        self.view = AGENDA if any(task.due for task in self.tasks) else PHASES
        if chosen_view in (AGENDA, PHASES):
            self.view = chosen_view

    @property
    def tasks(self) -> list[Task]:
        """All tasks of the campaign, in the order of the plan."""
        return [task for phase in self.phases for task in phase.tasks]

    def count(self) -> None:
        """Update the tasks, and which of them are shown."""
        campaign = self.campaign
        self.phases = self._desk.campaigns.checklist(campaign) if campaign else []
        self.shown, sieve = self.tasks, self.look.sieve
        if sieve:
            self.shown = sifted(self.shown, sieve, self._desk.records.now(), self._waits)
        self.marked &= {task.id for task in self.shown}

    def rows(self) -> list[ChecklistRow]:
        """Return the updated rows."""
        self.count()
        campaign = self.campaign
        if campaign is None:
            return []
        links = self._desk.reports.chain(campaign)
        rows: list[ChecklistRow] = []
        for heading in self._by_day() if self.view == AGENDA else self._by_phase():
            rows.append(heading)
            if not heading.folded:
                rows += [self._row(task, campaign, heading.key, links) for task in heading.tasks]
        return rows

    def facets(self) -> list[tuple[Facet, int]]:
        """Return the facets of the tasks, each with the number of tasks."""
        return facets(self.tasks, self._desk.records.now(), self._waits)

    def summary(self) -> str:
        """Return the filter, the sort key and the number of marked tasks; may be empty."""
        parts = []
        if self.look.sieve:
            shown = {"shown": len(self.shown), "total": len(self.tasks)}
            parts.append(_("{shown} of {total} tasks").format(**shown))
            parts += sorted(fact_name(facet) for facet in self.look.sieve.facets)
        if self.look.sort:
            parts.append(_("sorted by: {what}").format(what=self.look.sorted_by))
        if count := len(self.marked):
            parts.append(ngettext("{count} marked", "{count} marked", count).format(count=count))
        return " · ".join(parts)

    # -------------------------------------------------------------- headings

    def _waits(self, task: Task) -> bool:
        return bool(self._desk.tasks.waits_for(task))

    def _sorted(self, tasks: Sequence[Task]) -> tuple[Task, ...]:
        campaign = self.campaign
        if not self.look.sort or not campaign:
            return tuple(tasks)
        look = self.look
        return tuple(sorted_tasks(tasks, look.sort, campaign.phases, is_turned=look.is_turned))

    def _by_day(self) -> list[Heading]:
        found = agenda(self.shown, self._desk.records.now())
        parts = {name: getattr(found, name, ()) for name in SECTIONS}
        parts["done"] = tuple(task for task in self.shown if task.done is not None)
        return [
            Heading(
                key=f"agenda {name}",
                title=_(SECTIONS[name]),
                counted=str(len(tasks)),
                tasks=self._sorted(tasks),
                folded=f"agenda {name}" in self.look.folded,
                phase=None,
                tone="warn" if name == "overdue" else "title",
            )
            for name, tasks in parts.items()
            if tasks
        ]

    def _by_phase(self) -> list[Heading]:
        shown = {task.id for task in self.shown}
        narrowed = [
            Phase(phase.name, tuple(task for task in phase.tasks if task.id in shown))
            for phase in self.phases
        ]
        return [
            Heading(
                key=f"phase {phase.name}",
                title=phase.name or _("(no phase)"),
                counted=f"{phase.done}/{len(phase.tasks)}",
                tasks=self._sorted(phase.tasks),
                folded=f"phase {phase.name}" in self.look.folded,
                phase=phase.name,
            )
            for phase in narrowed
            if phase.tasks or not self.look.sieve
        ]

    # -------------------------------------------------------------- tasks

    def _row(self, task: Task, campaign: Campaign, section: str, links: Chain) -> TaskRow:
        found = (self._desk.articles.get(article) for article in task.articles)
        return TaskRow(
            task=task,
            articles=tuple(article for article in found if article),
            fulfilled_by_open=self.open_article in task.articles,
            section=section,
            is_marked=task.id in self.marked,
            remarks=self._remarks(task, campaign, links),
        )

    def _remarks(self, task: Task, campaign: Campaign, links: Chain) -> tuple[str, ...]:
        """Return what an open task waits for."""
        if task.done is not None or not (task.after or task.milestone or task.anchor):
            return ()
        parts = []
        if waited := self._desk.tasks.waits_for(task):
            titles = ", ".join(other.title for other in waited)
            parts.append(_("waits for: {titles}").format(titles=titles))
        if first := links.before(task):
            parts.append(_("before it: {name}").format(name=first))
        if task.anchor and not has_anchor(task.anchor, campaign):
            parts.append(_("lost day: {name}").format(name=task.anchor))
        return tuple(parts)

    def reach(self, task: Task) -> str:
        """Return how many units have acknowledged a cascading task, "↧ 3/9"; else empty."""
        campaign = self.campaign
        if campaign is None or not task.cascades:
            return ""
        known = self._cascades.get(task.id)
        if known is None or known[0] is not task or known[1] is not campaign:
            from store.campaigns.acknowledgements import heard_of

            heard, asked = heard_of(task, campaign)
            text = f"↧ {share(heard, asked)}"
            known = self._cascades[task.id] = (task, campaign, text)
        return known[2]
