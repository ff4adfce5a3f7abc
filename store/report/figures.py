"""The figures of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import msgspec

from store.campaigns.checklist import Phase, Progress, checklist, progress
from store.campaigns.counted import Score
from store.campaigns.gaps import Gap, ranked_gaps
from store.campaigns.matrix import Matrix, View, count_matrix
from store.campaigns.questions import QuestionEntry
from store.campaigns.rights import Case, cases
from store.campaigns.rumours import Entry
from store.campaigns.scores import scores
from store.campaigns.timeliness import ChannelHours, timeliness
from store.ledger import LedgerEntry, Outs, first_entries, first_outs
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
    now: date
    """The day, or the moment: then hours that have passed are overdue, too."""
    number: str = ""
    """The number of the report among the documents of its organisation."""
    outs: Outs = {}
    """When each task and article first went out, by channel."""
    posts: tuple[LedgerEntry, ...] = ()
    """With what each first went out in each channel, the first one first."""
    withdrawn: frozenset[Id] = frozenset()
    """What went out and is out nowhere any more."""
    claims: tuple[Entry, ...] = ()
    """The log of negative news, the open claims first."""
    questions: tuple[QuestionEntry, ...] = ()
    """The log of questions, the open ones first."""
    timeliness: tuple[ChannelHours, ...] = ()
    """The hours from event to first out, by channel."""
    cases: tuple[Case, ...] = ()
    """The rights cases, the overdue ones first."""

    @property
    def today(self) -> date:
        """Return the day of the report."""
        return self.now.date() if isinstance(self.now, datetime) else self.now

    @property
    def tasks(self) -> list[Task]:
        """Return the tasks in the order of the checklist."""
        return [task for phase in self.phases for task in phase.tasks]


def gather(
    campaign: Campaign,
    tasks: Iterable[Task],
    articles: Mapping[Id, Article],
    entries: Sequence[LedgerEntry],
    now: date,
    *,
    campaigns: Iterable[Campaign] = (),
    claims: Sequence[Entry] = (),
    questions: Sequence[QuestionEntry] = (),
) -> Figures:
    """Count the figures of a report.

    The entries are those of the ledger for its tasks and articles; the other arguments are those of
    `scores`.
    """
    own = list(tasks)
    today = now.date() if isinstance(now, datetime) else now
    phases = checklist(campaign, own)
    outs = first_outs(entries)
    matrix = count_matrix(campaign, own, articles, outs, View())
    return Figures(
        campaign=campaign,
        phases=tuple(phases),
        articles=articles,
        progress=progress(phases, now),
        matrix=matrix,
        gaps=tuple(ranked_gaps(matrix, today)),
        scores=tuple(
            scores(
                campaign,
                own,
                articles,
                outs,
                today,
                campaigns=campaigns,
                claims=claims,
                questions=questions,
            )
        ),
        outs=outs,
        posts=tuple(first_entries(entries)),
        withdrawn=frozenset(one.piece for one in entries if one.withdrawn).difference(outs),
        now=now,
        claims=tuple(claims),
        questions=tuple(questions),
        timeliness=timeliness(campaign, articles.values(), outs),
        cases=tuple(cases(articles.values(), today)),
    )
