"""Planning a campaign: its checklist, what it covers, its report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store import plan
from store.errors import N_
from store.files import expanded
from store.matrix import Gap, Matrix, View, count_matrix, ranked_gaps
from store.principles import Principles
from store.records import Article, Campaign, Id, Task

if TYPE_CHECKING:
    from store.report import Figures


class Planning(Principles):
    """A desk as far as the plan goes: campaigns and tasks."""

    def find_campaign(self, name: str) -> Campaign:
        """Give the campaign of that name, or whose id begins so; raises as `find`."""
        return plan.campaign_named(self.campaigns, name)

    # ------------------------------------------------------------------ campaigns and tasks

    def new_campaign(self, template: str, year: int, name: str | None = None) -> Campaign:
        """Put a campaign made from a template on the desk, with its tasks.

        Args:
            template: the name of a built-in one, or the path of a TOML file.
            year: the year its dates fall in.
            name: what it is called; None for the template's own name and the year.

        Raises:
            DeskError: no such template, or a wrong one.
        """
        from store.templates import load  # tomllib and the schema: only when one is used

        campaign, tasks = load(template).build(year, name)
        plan.refuse_same_name(self.campaigns, campaign.name)
        self.write(N_("new campaign"), [campaign, *tasks])
        return self.campaigns[campaign.id]

    def empty_campaign(self, name: str, year: int) -> Campaign:
        """Put a campaign without tasks on the desk; its phases are the usual four."""
        plan.refuse_same_name(self.campaigns, name)
        campaign = Campaign(name=name, year=year, phases=plan.USUAL_PHASES)
        self.write(N_("new campaign"), [campaign])
        return self.campaigns[campaign.id]

    def remove_campaign(self, campaign: Campaign) -> None:
        """Take a campaign off the desk, and its tasks, facts and rumours; its articles stay."""
        tables = (self.tasks, self.facts, self.rumours)
        own = [record for table in tables for record in table if record.campaign == campaign.id]
        freed = [
            msgspec.structs.replace(article, campaign=None)
            for article in self.articles
            if article.campaign == campaign.id
        ]
        self.write(N_("delete campaign"), freed, drop=[campaign, *own])

    def checklist(self, campaign: Campaign) -> list[plan.Phase]:
        """Give the phases of a campaign, each with its tasks in order."""
        return plan.checklist(campaign, self.tasks)

    def add_task(self, task: Task) -> Task:
        """Put a new task at the end of its phase."""
        position = plan.next_position(task, self.tasks)
        self.write(N_("new task"), [msgspec.structs.replace(task, position=position)])
        return self.tasks[task.id]

    def edit_task(self, task: Task, **fields: Any) -> Task:
        """Change the values of a task; one that comes to another phase goes to its end."""
        current = self.tasks[task.id]
        if fields.get("phase", current.phase) != current.phase:
            there = msgspec.structs.replace(current, phase=fields["phase"])
            fields["position"] = plan.next_position(there, self.tasks)
        return self.change(current, label=N_("edit task"), **fields)

    def catch_up(self) -> list[Task]:
        """Put the tasks on the desk that come again by now; none that was there before."""
        series = [task for task in self.tasks if task.repeat]
        if not series:
            return []
        from store.schedule import instances  # and dateutil: only for a desk that repeats

        deleted = [r for entry in self.bin for r in self.held_in(entry) if isinstance(r, Task)]
        made: list[Task] = []
        for first in series:
            for task in instances(first, [*self.tasks, *deleted, *made], self.today()):
                position = plan.next_position(task, [*self.tasks, *made])
                made.append(msgspec.structs.replace(task, position=position))
        if made:
            self.write("", made)
        return made

    def tick(self, task: Task) -> Task:
        """Tick a task, or take the tick off."""
        done = None if self.tasks[task.id].done else self.now()
        return self.change(task, label=N_("tick"), done=done, done_by_export=False)

    def move_task(self, task: Task, by: int) -> None:
        """Move a task up (-1) or down (+1) within its phase; at its end, do nothing."""
        moved = plan.moved(self.tasks[task.id], by, self.tasks)
        if moved:
            self.write(N_("move task"), moved)

    def remove_task(self, task: Task) -> None:
        """Take a task off the checklist."""
        self.write(N_("delete task"), [], drop=[self.tasks[task.id]])

    def attach(self, task: Task, article: Article) -> None:
        """Say that an article fulfils a task; it joins the task's campaign if it has none."""
        task = self.tasks[task.id]
        if article.id not in task.articles:
            self.set_articles(task, [*task.articles, article.id])

    def set_articles(self, task: Task, articles: Sequence[Id]) -> None:
        """Say which articles fulfil a task; those without a campaign join the task's."""
        task = self.tasks[task.id]
        joining = [
            msgspec.structs.replace(self.articles[article], campaign=task.campaign)
            for article in articles
            if self.articles[article].campaign is None
        ]
        fulfilled = msgspec.structs.replace(task, articles=tuple(articles))
        if joining or fulfilled != task:
            self.write(N_("attach articles"), [fulfilled, *joining])

    # ------------------------------------------------------------------ the matrix

    def matrix(self, campaign: Campaign, view: View) -> Matrix:
        """Count what a campaign covers where, in one view."""
        tasks, articles = self._pieces_of(campaign)
        return count_matrix(self.campaigns[campaign.id], tasks, articles, view)

    def gaps(self, campaign: Campaign, found: Matrix) -> list[Gap]:
        """Give the empty cells of a matrix of the campaign, the most pressing first."""
        return ranked_gaps(found, self.campaigns[campaign.id], self.today())

    def _pieces_of(self, campaign: Campaign) -> tuple[list[Task], dict[Id, Article]]:
        """Give the tasks of a campaign, and the articles that belong to it or to one of them."""
        tasks = [task for task in self.tasks if task.campaign == campaign.id]
        articles = {a.id: a for a in self.articles if a.campaign == campaign.id}
        for task in tasks:
            for named in task.articles:
                if named not in articles and (article := self.articles.get(named)):
                    articles[named] = article
        return tasks, articles

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
        """Write the report of a campaign, its plan and its calendar, and give their paths.

        Args:
            campaign: which one.
            folder: where to; made where it is missing.
            replace: write over files of their names.

        Raises:
            FileError: a file is there already, and none has been written; or cannot be written.
        """
        from store.report import write

        return write(self.figures(campaign), expanded(folder), replace=replace)
