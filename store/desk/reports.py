"""What a campaign covers where, how it comes on, and its report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store.campaigns.burndown import Pace, pace
from store.campaigns.matrix import Gap, Matrix, View, count_matrix, ranked_gaps
from store.desk.pieces import pieces_of
from store.desk.rumours import Rumours
from store.desk.unit_of_work import UnitOfWork
from store.paths import expand_user
from store.records import Campaign

if TYPE_CHECKING:
    from store.report import Figures


class Reports:
    """What there is to tell of the campaigns of a desk."""

    def __init__(self, work: UnitOfWork, rumours: Rumours) -> None:
        self._work = work
        self._store = work.store
        self._campaigns = work.store.of(Campaign)
        self._rumours = rumours

    def matrix(self, campaign: Campaign, view: View) -> Matrix:
        """Count what a campaign covers where, in one view."""
        tasks, articles = pieces_of(self._store, campaign)
        return count_matrix(self._campaigns[campaign.id], tasks, articles, view)

    def gaps(self, campaign: Campaign, found: Matrix) -> list[Gap]:
        """Return the empty cells of a matrix of the campaign, the most pressing first."""
        return ranked_gaps(found, self._campaigns[campaign.id], self._work.today())

    def pace(self, campaign: Campaign) -> Pace:
        """Count a campaign day by day: what is left to do, what goes out."""
        tasks, articles = pieces_of(self._store, campaign)
        return pace(self._campaigns[campaign.id], tasks, articles.values(), self._work.today())

    def figures(self, campaign: Campaign) -> Figures:
        """Count what there is to report of a campaign: its progress, matrix, gaps and scores."""
        from store.report import gather  # only when one is asked for

        tasks, articles = pieces_of(self._store, campaign)
        current = self._campaigns[campaign.id]
        return gather(
            current,
            tasks,
            articles,
            self._work.today(),
            campaigns=self._campaigns,
            claims=self._rumours.log(current),
        )

    def write(self, campaign: Campaign, folder: Path, *, replace: bool = False) -> list[Path]:
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
