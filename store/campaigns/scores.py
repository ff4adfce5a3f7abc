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

A quota of which there is nothing to count yet, or that no desk can count, is a part of 0 of 0, and
weighs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from store.articles.sources import is_real
from store.campaigns.matrix import Row, View, count_matrix
from store.campaigns.quotas import COUNTABLE, Kind, asked, kind_of
from store.campaigns.rumours import USUAL_HOURS, Entry
from store.errors import N_, Finding, finding
from store.records import FINISHED, Article, Campaign, Id, Quota, Status, Task
from store.text import fold, show_day

BREADTH: Final = "sâu rộng"
COMPLETE: Final = "toàn diện"
USEFUL: Final = "thiết thực"
EFFECT: Final = "hiệu quả"
ANNIVERSARIES: Final = "gắn với ngày lễ, kỷ niệm"
IN_SYNC: Final = "đồng bộ"

_GONE: Final = frozenset({Status.WITHDRAWN, Status.CANCELLED})
_SOCIAL: Final = ("mang xa hoi", "social media")
"""The group of the channels on which a post is one."""
_NOTHING: Final = N_("nothing yet")
_UNFINISHED: Final = N_("not finished")


class Item(msgspec.Struct, frozen=True):
    """One of the things of which a score is a share: a topic, a day, an article."""

    name: str = ""
    """What it is called; empty where it is its record, which has a name of its own."""
    records: tuple[Id, ...] = ()
    """The articles and tasks by which it counts; of one that does not, those that are there."""
    why: Finding | None = None
    """Why it does not count, in a word or two; None if it does."""


class _Counted(msgspec.Struct, frozen=True):
    """A share: `value` of `of`, by a rule."""

    value: int
    of: int
    rule: Finding
    """What counts, as a sentence."""
    items: tuple[Item, ...]
    """What was looked at; as many of it count as the value says."""

    @property
    def counted(self) -> tuple[Id, ...]:
        """Return the records by which something counts, each once."""
        found = (one for item in self.items if item.why is None for one in item.records)
        return tuple(dict.fromkeys(found))


class Part(_Counted, frozen=True, kw_only=True):
    """A quota, as it is weighed in a score."""

    label: str
    """What was counted, as the report says it: "bài đăng trên fanpage ≥ 4/ngày: số ngày đạt"."""
    told: Finding | None = None
    """The same for a screen, in whatever language; None where the label is the quota's alone."""
    is_met: bool = False
    """Whether it counts towards the score."""
    kind: Kind | None = None
    """What the quota counts; None where no desk can count it."""

    @property
    def is_weighed(self) -> bool:
        """Tell whether there is something to count."""
        return self.of > 0


class Score(_Counted, frozen=True, kw_only=True):
    """How far a requirement is met."""

    name: str
    """What the requirement is called, in Vietnamese as in a campaign's own list."""
    parts: tuple[Part, ...] = ()
    """What is weighed, where that is several things."""

    @property
    def share(self) -> float:
        """Return the value as a share, from 0 to 1."""
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
    """Count the requirements of a campaign; one without anything to count is left out.

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
    counted = (
        _breadth(campaign, known),
        _complete(campaign, known),
        _useful(articles),
        _effect(_quotas(campaign, known, articles, today, campaigns, claims)),
        _anniversaries(campaign, own, articles),
        _in_sync(campaign, own, articles, known),
    )
    return [score for score in counted if score.of or score.parts]


def pieces(tasks: Sequence[Task], articles: Mapping[Id, Article]) -> list[Piece]:
    """Return the pieces of a campaign, articles first; what was withdrawn or cancelled is none."""
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


def _score(name: str, rule: Finding, items: Iterable[Item]) -> Score:
    """Return the share of the items that count."""
    found = tuple(items)
    return Score(name=name, value=_counting(found), of=len(found), rule=rule, items=found)


def _counting(items: Iterable[Item]) -> int:
    return sum(item.why is None for item in items)


class _Pieces:
    """Pieces by what they are about: the finished ones, and the others."""

    def __init__(self) -> None:
        self._finished: dict[str, list[Id]] = defaultdict(list)
        self._others: dict[str, list[Id]] = defaultdict(list)

    def add(self, name: str, piece: Piece) -> None:
        """Put a piece to a name."""
        (self._finished if piece.is_finished else self._others)[name].append(piece.id)

    def item(self, name: str) -> Item:
        """Return a name as what counts when a piece of it is finished."""
        if finished := self._finished.get(name):
            return Item(name, tuple(finished))
        others = tuple(self._others.get(name, ()))
        return Item(name, others, finding(_UNFINISHED if others else _NOTHING))


def _breadth(campaign: Campaign, known: Iterable[Piece]) -> Score:
    """Count the cells of level × audience in which a finished piece is; a plan fills nothing."""
    audiences = dict.fromkeys(entry.name for entry in campaign.audiences)
    cells = {(a, b): f"{a} × {b}" for a in dict.fromkeys(campaign.levels) for b in audiences}
    there = _Pieces()
    for piece in known:
        for level in piece.levels:
            for audience in piece.audiences:
                if cell := cells.get((level, audience)):
                    there.add(cell, piece)
    rule = finding(N_("A level and an audience count once a finished piece is for both of them."))
    return _score(BREADTH, rule, map(there.item, cells.values()))


def _complete(campaign: Campaign, known: Iterable[Piece]) -> Score:
    there = _Pieces()
    for piece in known:
        for topic in piece.topics:
            there.add(topic, piece)
    rule = finding(
        N_("A topic counts once a piece of it is finished: approved, out, or a ticked task.")
    )
    return _score(COMPLETE, rule, map(there.item, dict.fromkeys(campaign.topics)))


def _useful(articles: Mapping[Id, Article]) -> Score:
    """Count the finished articles with a real beneficiary or a figure on their source sheet."""
    why = finding(N_("neither in its sources"))
    items = (
        Item(records=(one.id,), why=None if is_real(one) else why)
        for one in articles.values()
        if one.status in FINISHED
    )
    rule = finding(
        N_("A finished article counts when its sources name who benefits from it, or a figure.")
    )
    return _score(USEFUL, rule, items)


# ---------------------------------------------------------------------------- quotas


def _effect(quotas: Iterable[Part]) -> Score:
    parts = tuple(quotas)
    weighed = [part for part in parts if part.is_weighed]
    return Score(
        name=EFFECT,
        value=sum(part.is_met for part in weighed),
        of=len(weighed),
        rule=finding(
            N_("A quota counts when it is met; one with nothing to count yet is left out.")
        ),
        items=tuple(Item(part.label, part.counted, _missed(part)) for part in parts),
        parts=parts,
    )


def _missed(part: Part) -> Finding | None:
    """Say why a quota does not count."""
    if part.is_met:
        return None
    if part.is_weighed:
        return finding(N_("{value} of {of}"), value=part.value, of=part.of)
    return finding(N_("nothing to count yet") if part.kind else N_("cannot be counted"))


def _quotas(
    campaign: Campaign,
    known: Iterable[Piece],
    articles: Mapping[Id, Article],
    today: date,
    campaigns: Iterable[Campaign],
    claims: Sequence[Entry],
) -> Iterator[Part]:
    """Yield each quota of a campaign, in its order; the usual one for answers where it has none."""
    kinds = [kind_of(quota) for quota in campaign.quotas]
    for quota, kind in zip(campaign.quotas, kinds, strict=True):
        match kind:
            case Kind.CAMPAIGNS:
                yield _campaigns_a_year(quota, campaign, campaigns, today)
            case Kind.POSTS:
                yield _posts_a_day(quota, campaign, known, articles, today)
            case Kind.ANSWERS:
                yield _answers_in_time(quota, claims)
            case None:
                rule = finding(COUNTABLE)
                yield Part(label=asked(quota), value=0, of=0, rule=rule, items=())
    if Kind.ANSWERS not in kinds:
        usual = _answers_in_time(Quota(name="số giờ trả lời", at_most=USUAL_HOURS), claims)
        if usual.is_weighed:
            yield usual


def _campaigns_a_year(
    quota: Quota, campaign: Campaign, campaigns: Iterable[Campaign], today: date
) -> Part:
    year = _year_of(campaign, today)
    known = {one.id: one for one in (campaign, *campaigns)}.values()
    waits = finding(N_("not begun"))
    items = tuple(
        Item(records=(one.id,), why=None if _has_begun(one, year, today) else waits)
        for one in known
        if _year_of(one, today) == year
    )
    begun = _counting(items)
    of = quota.at_least if quota.at_least is not None else quota.at_most
    is_enough = quota.at_least is None or begun >= quota.at_least
    return Part(
        label=f"{asked(quota)} trong năm {year}",
        told=finding(N_("{quota} in {year}"), quota=asked(quota), year=year),
        value=begun,
        of=of or 0,
        rule=finding(N_("A campaign of {year} counts once it has begun."), year=year),
        items=items,
        is_met=is_enough and (quota.at_most is None or begun <= quota.at_most),
        kind=Kind.CAMPAIGNS,
    )


def _has_begun(campaign: Campaign, year: int, today: date) -> bool:
    return (campaign.start or today) <= today and year <= today.year


def _year_of(campaign: Campaign, today: date) -> int:
    return campaign.year or (campaign.start or today).year


def _posts_a_day(
    quota: Quota,
    campaign: Campaign,
    known: Iterable[Piece],
    articles: Mapping[Id, Article],
    today: date,
) -> Part:
    least = quota.at_least or 0
    social = {channel.name for channel in campaign.channels if fold(channel.group) in _SOCIAL}
    by_day: dict[date, list[Id]] = defaultdict(list)
    for one, day in _posts(known, articles, social):
        by_day[day].append(one)
    items = tuple(
        Item(show_day(day), tuple(by_day.get(day, ())), _too_few(len(by_day.get(day, ())), least))
        for day in _days_so_far(campaign, today)
        if social
    )
    reached = _counting(items)
    return Part(
        label=f"{asked(quota)}: số ngày đạt",
        told=finding(N_("{quota}: days met"), quota=asked(quota)),
        value=reached,
        of=len(items),
        rule=finding(
            N_("A day of the campaign counts when {count} articles for social media went out."),
            count=least,
        ),
        items=items,
        is_met=0 < len(items) == reached,
        kind=Kind.POSTS,
    )


def _too_few(count: int, least: int) -> Finding | None:
    if count >= least:
        return None
    return finding(N_("{value} of {of}"), value=count, of=least) if count else finding(_NOTHING)


def _days_so_far(campaign: Campaign, today: date) -> Iterator[date]:
    if campaign.start:
        last = min(today, campaign.end or today)
        for number in range((last - campaign.start).days + 1):
            yield campaign.start + timedelta(days=number)


def _posts(
    known: Iterable[Piece], articles: Mapping[Id, Article], channels: set[str]
) -> Iterator[tuple[Id, date]]:
    """Yield the articles that went out on one of some channels, and on which day."""
    for piece in known:
        article = articles.get(piece.id)
        if article and article.exported and piece.is_out and piece.channels & channels:
            yield article.id, article.exported.date()


def _answers_in_time(quota: Quota, claims: Sequence[Entry]) -> Part:
    hours = quota.at_most or 0
    late, waits = finding(N_("late")), finding(N_("still in time"))
    items = []
    weighed = 0
    for one in claims:
        is_late = one.hours > hours
        why = late if is_late else waits if one.is_open else None
        weighed += why is not waits
        items.append(Item(records=(one.rumour.id,), why=why))
    in_time = _counting(items)
    return Part(
        label=f"{quota.name} ≤ {hours}: tin tiêu cực trả lời đúng hạn",
        told=finding(
            N_("{quota}: negative news answered in time"), quota=f"{quota.name} ≤ {hours}"
        ),
        value=in_time,
        of=weighed,
        rule=finding(
            N_("A claim of the log counts when its answer was out within {hours} hours."),
            hours=hours,
        ),
        items=tuple(items),
        is_met=0 < weighed == in_time,
        kind=Kind.ANSWERS,
    )


# ---------------------------------------------------------------------------- topics


def _anniversaries(
    campaign: Campaign, tasks: Iterable[Task], articles: Mapping[Id, Article]
) -> Score:
    """Count the topics that have a task hung on an anniversary, or due on one."""
    hung: dict[str, list[Id]] = defaultdict(list)
    others: dict[str, list[Id]] = defaultdict(list)
    for task in tasks:
        named = (articles[one].topics for one in task.articles if one in articles)
        by_topic = hung if _hangs_on_anniversary(campaign, task) else others
        for topic in dict.fromkeys(topic for some in (task.topics, *named) for topic in some):
            by_topic[topic].append(task.id)

    def item(topic: str) -> Item:
        if topic in hung:
            return Item(topic, tuple(hung[topic]))
        there = tuple(others.get(topic, ()))
        return Item(topic, there, finding(N_("on no anniversary") if there else N_("no task")))

    rule = finding(
        N_("A topic counts when a task of it hangs on an anniversary, or is due on one.")
    )
    return _score(ANNIVERSARIES, rule, map(item, dict.fromkeys(campaign.topics)))


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
    known: Iterable[Piece],
) -> Score:
    channels = {one.name for one in campaign.channels if one.group in campaign.sync_groups}
    finished: dict[str, list[Id]] = defaultdict(list)
    for piece in known:
        if piece.is_finished and piece.channels & channels:
            for topic in piece.topics:
                finished[topic].append(piece.id)
    one, other = campaign.sync_groups
    rule = finding(
        N_(
            "A topic counts when pieces of it are finished in “{one}” and in “{other}”, "
            "out within {hours} hours of each other."
        ),
        one=one,
        other=other,
        hours=campaign.sync_hours,
    )
    rows = count_matrix(campaign, tasks, articles, View()).rows
    items = (Item(row.label, tuple(finished.get(row.name, ())), _out_of_sync(row)) for row in rows)
    return _score(IN_SYNC, rule, items)


def _out_of_sync(row: Row) -> Finding | None:
    if row.sync.is_met:
        return None
    if row.sync.missing:
        return finding(N_("missing: {groups}"), groups=", ".join(row.sync.missing))
    return finding(N_("{hours} h too far apart"), hours=row.sync.late_hours)
