"""What a campaign asks of itself (the requirements), each counted from what is on the desk.

A *piece* is what the matrix counts: an article with the tags of the tasks it fulfils, or a task
that no live article stands for; such a task is finished when it is ticked.

Two requirements cannot be counted yet. *Thiết thực* (a real beneficiary or figure) needs the
source sheet of an article, which the desk does not keep so far: it is left out. Of *hiệu quả* only
the quota of campaigns a year is counted; posts a day and hours to an answer happen elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from store.matrix import View, count_matrix
from store.records import FINISHED, Article, Campaign, Id, Quota, Status, Task
from store.text import fold

BREADTH: Final = "sâu rộng"
COMPLETE: Final = "toàn diện"
EFFECT: Final = "hiệu quả"
ANNIVERSARIES: Final = "gắn với ngày lễ, kỷ niệm"
IN_SYNC: Final = "đồng bộ"

_GONE: Final = frozenset({Status.WITHDRAWN, Status.CANCELLED})
_CAMPAIGN_QUOTAS: Final = ("dot truyen thong", "chien dich", "campaign")
"""How the name of a quota begins, folded, that counts campaigns …"""
_YEAR: Final = ("nam", "year")
"""… and what it is per."""


class Score(msgspec.Struct, frozen=True):
    """How far a requirement is met: `value` of `of`, and the records that were counted."""

    name: str
    """What the requirement is called, in Vietnamese as in a campaign's own list."""
    value: int
    of: int
    counted: tuple[Id, ...] = ()
    """The articles and tasks behind the value; of the quotas, the campaigns."""

    @property
    def share(self) -> float:
        """Give the value as a share, from 0 to 1."""
        return self.value / self.of if self.of else 0.0


class Piece(msgspec.Struct, frozen=True):
    """An article with the tags of the tasks it fulfils, or a task without a live article."""

    id: Id
    is_finished: bool
    is_out: bool
    channels: frozenset[str]
    audiences: frozenset[str]
    levels: frozenset[str]
    topics: frozenset[str]


def scores(
    campaign: Campaign,
    tasks: Iterable[Task],
    articles: Mapping[Id, Article],
    today: date,
    *,
    campaigns: Iterable[Campaign] = (),
) -> list[Score]:
    """Count the requirements of a campaign; one of which there is nothing to count is left out.

    Args:
        campaign: its lists are what is to be covered.
        tasks: its tasks.
        articles: its articles, and those its tasks name, by id.
        today: a campaign counts from the day it begins.
        campaigns: those on the desk, for the quota of campaigns a year.
    """
    own = list(tasks)
    finished = [piece for piece in pieces(own, articles) if piece.is_finished]
    counted = (
        _breadth(campaign, finished),
        _complete(campaign, finished),
        _effect(campaign, campaigns, today),
        _anniversaries(campaign, own, articles),
        _in_sync(campaign, own, articles, finished),
    )
    return [score for score in counted if score.of]


def pieces(tasks: Sequence[Task], articles: Mapping[Id, Article]) -> list[Piece]:
    """Give the pieces of a campaign, articles first; what was withdrawn or cancelled is none."""
    live = {named: one for named, one in articles.items() if one.status not in _GONE}
    fulfilling: dict[Id, list[Task]] = defaultdict(list)
    for task in tasks:
        for named in task.articles:
            fulfilling[named].append(task)
    found = [
        _piece(
            (one, *fulfilling.get(named, ())),
            is_finished=one.status in FINISHED,
            is_out=one.status is Status.EXPORTED,
        )
        for named, one in live.items()
    ]
    for task in tasks:
        if not any(named in live for named in task.articles):
            is_done = task.done is not None
            found.append(_piece((task,), is_finished=is_done, is_out=is_done))
    return found


def _piece(tagged: Sequence[Task | Article], *, is_finished: bool, is_out: bool) -> Piece:
    return Piece(
        id=tagged[0].id,
        is_finished=is_finished,
        is_out=is_out,
        channels=frozenset(tag for one in tagged for tag in one.channels),
        audiences=frozenset(tag for one in tagged for tag in one.audiences),
        levels=frozenset(tag for one in tagged for tag in one.levels),
        topics=frozenset(tag for one in tagged for tag in one.topics),
    )


def _breadth(campaign: Campaign, finished: Iterable[Piece]) -> Score:
    """Count the cells of level × audience in which a finished piece is; a plan fills nothing."""
    levels, audiences = set(campaign.levels), {entry.name for entry in campaign.audiences}
    filled: set[tuple[str, str]] = set()
    counted = []
    for piece in finished:
        cells = {(a, b) for a in piece.levels & levels for b in piece.audiences & audiences}
        if cells:
            filled |= cells
            counted.append(piece.id)
    return Score(BREADTH, len(filled), len(levels) * len(audiences), tuple(counted))


def _complete(campaign: Campaign, finished: Iterable[Piece]) -> Score:
    topics = set(campaign.topics)
    of_topics = [piece for piece in finished if piece.topics & topics]
    covered = {topic for piece in of_topics for topic in piece.topics & topics}
    return Score(COMPLETE, len(covered), len(topics), tuple(piece.id for piece in of_topics))


def _effect(campaign: Campaign, campaigns: Iterable[Campaign], today: date) -> Score:
    year = _year_of(campaign, today)
    known = {one.id: one for one in (campaign, *campaigns)}.values()
    begun = [
        one.id
        for one in known
        if _year_of(one, today) == year and (one.start or today) <= today and year <= today.year
    ]
    quotas = [quota for quota in campaign.quotas if _counts_campaigns(quota)]
    met = sum(_is_met(quota, len(begun)) for quota in quotas)
    return Score(EFFECT, met, len(quotas), tuple(begun))


def _year_of(campaign: Campaign, today: date) -> int:
    return campaign.year or (campaign.start or today).year


def _counts_campaigns(quota: Quota) -> bool:
    return fold(quota.name).startswith(_CAMPAIGN_QUOTAS) and fold(quota.per) in _YEAR


def _is_met(quota: Quota, count: int) -> bool:
    is_enough = quota.at_least is None or count >= quota.at_least
    return is_enough and (quota.at_most is None or count <= quota.at_most)


def _anniversaries(
    campaign: Campaign, tasks: Iterable[Task], articles: Mapping[Id, Article]
) -> Score:
    """Count the topics that have a task hung on an anniversary, or due on one."""
    topics = set(campaign.topics)
    hung: set[str] = set()
    counted = []
    for task in tasks:
        if _hangs_on_anniversary(campaign, task):
            named = (articles[one].topics for one in task.articles if one in articles)
            tags = topics & {topic for some in (task.topics, *named) for topic in some}
            if tags:
                hung |= tags
                counted.append(task.id)
    return Score(ANNIVERSARIES, len(hung), len(topics), tuple(counted))


def _hangs_on_anniversary(campaign: Campaign, task: Task) -> bool:
    for day in campaign.anniversaries:
        if task.anchor and task.anchor == day.name:
            return True
        if task.due and day.start and day.start <= task.due <= (day.end or day.start):
            return True
    return False


def _in_sync(
    campaign: Campaign,
    tasks: Iterable[Task],
    articles: Mapping[Id, Article],
    finished: Iterable[Piece],
) -> Score:
    rows = count_matrix(campaign, tasks, articles, View()).rows
    met = {row.name for row in rows if row.sync.is_met}
    counted = tuple(_of_rows(finished, met, _channels_in_sync(campaign)))
    return Score(IN_SYNC, len(met), len(rows), counted)


def _of_rows(finished: Iterable[Piece], rows: set[str], channels: set[str]) -> Iterator[Id]:
    return (one.id for one in finished if one.topics & rows and one.channels & channels)


def _channels_in_sync(campaign: Campaign) -> set[str]:
    return {channel.name for channel in campaign.channels if channel.group in campaign.sync_groups}
