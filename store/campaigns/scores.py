"""What a campaign asks of itself (the requirements), each counted from what is on the desk.

A *piece* is what the matrix counts: an article with the tags of the tasks it fulfils, or a task
that no live article stands for; such a task is finished when it is ticked.

*Thiết thực* counts finished articles, not tasks: only an article has a source sheet.

*Hiệu quả* counts the quotas that are met, each of which is a part with its own numbers:

- campaigns: those of the same year that have begun, of how many there are to be;
- posts a day: the days of the campaign so far on which that many articles went out that are for a
  channel of social media; one for two such channels is one post, and its day is that of its last
  export. What is posted without passing over this desk cannot be counted;
- hours to an answer: the claims in the log of negative news answered in time, of those that were
  answered or are late by now. Questions of readers are not logged on a desk, so not counted.

A quota of which there is nothing to count yet, or whose name is none of these, is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from store.articles.sources import is_real
from store.campaigns.matrix import View, count_matrix
from store.campaigns.rumours import Entry, counts_answers, target_hours
from store.records import FINISHED, Article, Campaign, Id, Quota, Status, Task
from store.text import fold

BREADTH: Final = "sâu rộng"
COMPLETE: Final = "toàn diện"
USEFUL: Final = "thiết thực"
EFFECT: Final = "hiệu quả"
ANNIVERSARIES: Final = "gắn với ngày lễ, kỷ niệm"
IN_SYNC: Final = "đồng bộ"

_GONE: Final = frozenset({Status.WITHDRAWN, Status.CANCELLED})
_CAMPAIGN_QUOTAS: Final = ("dot truyen thong", "chien dich", "campaign")
"""How the name of a quota begins, folded, that counts campaigns …"""
_YEAR: Final = ("nam", "year")
"""… and what it is per."""
_POST_QUOTAS: Final = ("bai dang", "so bai dang", "post")
_DAY: Final = ("ngay", "day")
_SOCIAL: Final = ("mang xa hoi", "social media")
"""The group of the channels on which a post is one."""


class Part(msgspec.Struct, frozen=True):
    """One of several things that are weighed in a score, such as a quota."""

    label: str
    """What was counted, in Vietnamese: "bài đăng trên fanpage ≥ 4/ngày: số ngày đạt"."""
    value: int
    of: int
    counted: tuple[Id, ...]
    is_met: bool
    """Whether it counts towards the score."""


class Score(msgspec.Struct, frozen=True):
    """How far a requirement is met: `value` of `of`, and the records that were counted."""

    name: str
    """What the requirement is called, in Vietnamese as in a campaign's own list."""
    value: int
    of: int
    counted: tuple[Id, ...] = ()
    """The articles and tasks behind the value; of the quotas, the records of all parts."""
    parts: tuple[Part, ...] = ()
    """What is weighed, where that is several things."""

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
    claims: Sequence[Entry] = (),
) -> list[Score]:
    """Count the requirements of a campaign; one of which there is nothing to count is left out.

    Args:
        campaign: its lists are what is to be covered.
        tasks: its tasks.
        articles: its articles, and those its tasks name, by id.
        today: a campaign counts from the day it begins.
        campaigns: those on the desk, for the quota of campaigns a year.
        claims: its log of negative news as it stands now (`store.campaigns.rumours.entries`).
    """
    own = list(tasks)
    known = pieces(own, articles)
    finished = [piece for piece in known if piece.is_finished]
    counted = (
        _breadth(campaign, finished),
        _complete(campaign, finished),
        _useful(articles),
        _effect(
            _campaigns_a_year(campaign, campaigns, today),
            _posts_a_day(campaign, finished, articles, today),
            _answers_in_time(campaign, claims),
        ),
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


def _useful(articles: Mapping[Id, Article]) -> Score:
    """Count the finished articles with a real beneficiary or a figure on their source sheet."""
    finished = [one for one in articles.values() if one.status in FINISHED]
    real = tuple(one.id for one in finished if is_real(one))
    return Score(USEFUL, len(real), len(finished), real)


def _effect(*quotas: Iterable[Part]) -> Score:
    parts = tuple(part for some in quotas for part in some)
    counted = dict.fromkeys(one for part in parts for one in part.counted)
    met = sum(part.is_met for part in parts)
    return Score(EFFECT, met, len(parts), tuple(counted), parts)


def _campaigns_a_year(
    campaign: Campaign, campaigns: Iterable[Campaign], today: date
) -> Iterator[Part]:
    quotas = [quota for quota in campaign.quotas if _counts_campaigns(quota)]
    if not quotas:
        return
    year = _year_of(campaign, today)
    known = {one.id: one for one in (campaign, *campaigns)}.values()
    begun = tuple(
        one.id
        for one in known
        if _year_of(one, today) == year and (one.start or today) <= today and year <= today.year
    )
    for quota in quotas:
        of = quota.at_least if quota.at_least is not None else quota.at_most
        label = f"{_asked(quota)} trong năm {year}"
        yield Part(label, len(begun), of or 0, begun, _is_met(quota, len(begun)))


def _posts_a_day(
    campaign: Campaign, finished: Iterable[Piece], articles: Mapping[Id, Article], today: date
) -> Iterator[Part]:
    quotas = [quota for quota in campaign.quotas if _counts_posts(quota)]
    social = {channel.name for channel in campaign.channels if fold(channel.group) in _SOCIAL}
    last = min(today, campaign.end or today)
    if not quotas or not social or campaign.start is None or campaign.start > last:
        return
    posts = {
        one: day for one, day in _posts(finished, articles, social) if campaign.start <= day <= last
    }
    a_day = Counter(posts.values())
    days = (last - campaign.start).days + 1
    for quota in quotas:
        if quota.at_least:
            reached = sum(count >= quota.at_least for count in a_day.values())
            label = f"{_asked(quota)}: số ngày đạt"
            yield Part(label, reached, days, tuple(posts), reached == days)


def _posts(
    finished: Iterable[Piece], articles: Mapping[Id, Article], channels: set[str]
) -> Iterator[tuple[Id, date]]:
    """Yield the articles that went out on one of some channels, and on which day."""
    for piece in finished:
        article = articles.get(piece.id)
        if article and article.exported and piece.is_out and piece.channels & channels:
            yield article.id, article.exported.date()


def _answers_in_time(campaign: Campaign, claims: Sequence[Entry]) -> Iterator[Part]:
    weighed = [one for one in claims if one.is_late or not one.is_open]
    if not weighed:
        return
    in_time = sum(not one.is_late for one in weighed)
    hours = target_hours(campaign)
    name = next((q.name for q in campaign.quotas if counts_answers(q)), "số giờ trả lời")
    label = f"{name} ≤ {hours}: tin tiêu cực trả lời đúng hạn"
    counted = tuple(one.rumour.id for one in weighed)
    yield Part(label, in_time, len(weighed), counted, in_time == len(weighed))


def _asked(quota: Quota) -> str:
    """Say what a quota asks: "bài đăng trên fanpage ≥ 4/ngày"."""
    least = f" ≥ {quota.at_least}" if quota.at_least is not None else ""
    most = f" ≤ {quota.at_most}" if quota.at_most is not None else ""
    return f"{quota.name}{least}{most}" + (f"/{quota.per}" if quota.per else "")


def _year_of(campaign: Campaign, today: date) -> int:
    return campaign.year or (campaign.start or today).year


def _counts_campaigns(quota: Quota) -> bool:
    return fold(quota.name).startswith(_CAMPAIGN_QUOTAS) and fold(quota.per) in _YEAR


def _counts_posts(quota: Quota) -> bool:
    return fold(quota.name).startswith(_POST_QUOTAS) and fold(quota.per) in _DAY


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
