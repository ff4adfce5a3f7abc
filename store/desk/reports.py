"""The coverage and progress of a campaign, and its report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from store.campaign_records import Campaign
from store.campaigns.burndown import Pace, pace
from store.campaigns.gaps import Gap, ranked_gaps
from store.campaigns.matrix import Matrix, View, count_matrix
from store.campaigns.schedule import Chain, chain
from store.desk.pieces import counted_in, entries_of
from store.desk.questions import Questions
from store.desk.rumours import Rumours
from store.desk.unit_of_work import UnitOfWork
from store.ledger import first_outs
from store.paths import expand_user

if TYPE_CHECKING:
    from store.report import Figures


class Reports:
    """Figures and reports of the campaigns of a desk."""

    def __init__(self, work: UnitOfWork, rumours: Rumours, questions: Questions) -> None:
        self._work = work
        self._store = work.store
        self._campaigns = work.store.of(Campaign)
        self._rumours = rumours
        self._questions = questions

    def matrix(self, campaign: Campaign, view: View) -> Matrix:
        """Count the pieces of a campaign in the cells of one view."""
        tasks, articles = counted_in(self._store, campaign)
        outs = first_outs(entries_of(self._store, (*tasks, *articles.values())))
        return count_matrix(self._campaigns[campaign.id], tasks, articles, outs, view)

    def gaps(self, found: Matrix) -> list[Gap]:
        """Return the cells of a matrix in which nothing is out, the most urgent first."""
        return ranked_gaps(found, self._work.today())

    def chain(self, campaign: Campaign) -> Chain:
        """Return the chain of a campaign's milestones, and which of them is not covered yet."""
        current = self._campaigns[campaign.id]
        if not current.milestones:
            return Chain({}, None)
        tasks, articles = counted_in(self._store, current)
        out = first_outs(entries_of(self._store, (*tasks, *articles.values())))
        return chain(tasks, articles.values(), out, current)

    def pace(self, campaign: Campaign) -> Pace:
        """Count a campaign day by day: tasks left, pieces published."""
        tasks, articles = counted_in(self._store, campaign)
        outs = first_outs(entries_of(self._store, (*tasks, *articles.values())))
        return pace(self._campaigns[campaign.id], tasks, outs, self._work.today())

    def figures(self, campaign: Campaign) -> Figures:
        """Return the figures of a campaign's report: its progress, matrix, gaps and scores."""
        from store.report import gather  # only when one is asked for

        tasks, articles = counted_in(self._store, campaign)
        current = self._campaigns[campaign.id]
        return gather(
            current,
            tasks,
            articles,
            entries_of(self._store, (*tasks, *articles.values())),
            self._work.now(),
            campaigns=self._campaigns,
            claims=self._rumours.log(current),
            questions=self._questions.log(current),
        )

    def write(
        self, campaign: Campaign, folder: Path, *, replace: bool = False, number: str = ""
    ) -> list[Path]:
        """Write the report of a campaign, its plan and its calendar, and return their paths.

        The folder is created where it is missing. `number` is that of the report among the
        documents of its organisation.

        Raises:
            FileError: a file exists already and is not to be replaced, so none has been written; or
                it cannot be written.
        """
        from store.report import write

        figures = msgspec.structs.replace(self.figures(campaign), number=number)
        return write(figures, expand_user(folder), replace=replace)
