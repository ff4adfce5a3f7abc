"""The figures of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import msgspec

from store.article_parts import Override
from store.campaign_records import Campaign, Task
from store.campaigns import numbers
from store.campaigns.checklist import Phase, checklist
from store.campaigns.counted import Number, Score
from store.campaigns.gaps import Gap, ranked_gaps
from store.campaigns.matrix import Matrix, Piece, View, count_matrix, pieces
from store.campaigns.questions import QuestionEntry
from store.campaigns.rights import Case, cases
from store.campaigns.rumours import Entry
from store.campaigns.scores import scores
from store.campaigns.timeliness import ChannelHours, timeliness
from store.ledger import LedgerEntry, first_entries, first_outs
from store.records import Article, Id


class Figures(msgspec.Struct, frozen=True):
    """The data that a report is written from, counted once."""

    campaign: Campaign
    phases: tuple[Phase, ...]
    articles: Mapping[Id, Article]
    matrix: Matrix
    """Topics by channels."""
    gaps: tuple[Gap, ...]
    scores: tuple[Score, ...]
    now: datetime
    """When they were counted."""
    number: str = ""
    """The number of the report among the documents of its organisation."""
    pieces: tuple[Piece, ...] = ()
    """The articles and tasks that are counted."""
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
        return self.now.date()

    @property
    def tasks(self) -> list[Task]:
        """Return the tasks in the order of the checklist."""
        return [task for phase in self.phases for task in phase.tasks]

    @property
    def done(self) -> Number:
        """Return the number of tasks that are ticked."""
        return numbers.done(self.tasks)

    @property
    def overdue(self) -> Number:
        """Return the number of tasks that are overdue."""
        return numbers.overdue(self.tasks, self.now)

    @property
    def overrides(self) -> list[tuple[Override, Article]]:
        """Return what was let pass although something blocked it, the first one first."""
        own = (one for one in self.articles.values() if one.campaign == self.campaign.id)
        passed = [(override, article) for article in own for override in article.overrides]
        return sorted(passed, key=lambda one: one[0].at)

    @property
    def in_sync(self) -> Number:
        """Return the number of topics that are in sync."""
        return numbers.rows_in_sync(self.matrix, self.campaign.sync_groups)

    @property
    def empty(self) -> Number:
        """Return the number of cells of the matrix that have nothing yet."""
        return numbers.empty_cells(self.matrix)

    def title(self, record: Id) -> str:
        """Return the headline of an article; the beginning of its ID if it has gone."""
        article = self.articles.get(record)
        return (article.title if article else record[:6]) or "(chưa có tít)"


def gather(
    campaign: Campaign,
    tasks: Iterable[Task],
    articles: Mapping[Id, Article],
    entries: Sequence[LedgerEntry],
    now: datetime,
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
    phases, today = checklist(campaign, own), now.date()
    outs = first_outs(entries)
    matrix = count_matrix(campaign, own, articles, outs, View())
    return Figures(
        campaign=campaign,
        phases=tuple(phases),
        articles=articles,
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
        pieces=tuple(pieces(own, articles, outs)),
        posts=tuple(first_entries(entries)),
        withdrawn=frozenset(one.piece for one in entries if one.withdrawn).difference(outs),
        now=now,
        claims=tuple(claims),
        questions=tuple(questions),
        timeliness=timeliness(campaign, articles, outs),
        cases=tuple(cases(articles.values(), today)),
    )
