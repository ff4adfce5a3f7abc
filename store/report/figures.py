"""The figures of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from store.campaigns.checklist import Phase, Progress, checklist, progress
from store.campaigns.matrix import Gap, Matrix, View, count_matrix, ranked_gaps
from store.campaigns.rights import Case, cases
from store.campaigns.rumours import Entry
from store.campaigns.scores import Score, scores
from store.records import Article, Campaign, Id, Task


class Figures(msgspec.Struct, frozen=True):
    """The data that a report is written from, counted once."""

    campaign: Campaign
    phases: tuple[Phase, ...]
    articles: Mapping[Id, Article]
    progress: Progress
    matrix: Matrix
    """Topics by channels."""
    gaps: tuple[Gap, ...]
    scores: tuple[Score, ...]
    today: date
    claims: tuple[Entry, ...] = ()
    """The log of negative news, the open claims first."""
    cases: tuple[Case, ...] = ()
    """The rights cases, the overdue ones first."""

    @property
    def tasks(self) -> list[Task]:
        """Return the tasks in the order of the checklist."""
        return [task for phase in self.phases for task in phase.tasks]


def gather(
    campaign: Campaign,
    tasks: Iterable[Task],
    articles: Mapping[Id, Article],
    today: date,
    *,
    campaigns: Iterable[Campaign] = (),
    claims: Sequence[Entry] = (),
) -> Figures:
    """Count the figures of a report; the arguments are those of `scores`."""
    own = list(tasks)
    phases = checklist(campaign, own)
    matrix = count_matrix(campaign, own, articles, View())
    return Figures(
        campaign=campaign,
        phases=tuple(phases),
        articles=articles,
        progress=progress(phases, today),
        matrix=matrix,
        gaps=tuple(ranked_gaps(matrix, campaign, today)),
        scores=tuple(scores(campaign, own, articles, today, campaigns=campaigns, claims=claims)),
        today=today,
        claims=tuple(claims),
        cases=tuple(cases(articles.values(), today)),
    )
