"""The requirements of a campaign, counted from what is on the desk.

Most count the pieces of the matrix that are out by the ledger. *Thiết thực* counts articles only,
since tasks have no source sheet.

*Hiệu quả* counts the quotas that are met, each a part with its own numbers:

- campaigns: those of the same year that have begun, of the number planned;
- posts a day: the days of the campaign so far on which enough pieces went out on social media. One
  on two such channels is one post, on the day on which it first went out there;
- hours to an answer: the claims in the log of negative news answered in time, of those that were
  answered or are late by now. Questions of readers are not logged, so not counted.

A quota with nothing to count yet, or that cannot be counted, is 0 of 0 and has no weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Final

import msgspec

from store.articles.sources import is_real
from store.campaigns.matrix import Piece, Row, View, count_matrix, pieces
from store.campaigns.quotas import COUNTABLE, Kind, asked, kind_of
from store.campaigns.rumours import USUAL_HOURS, Entry
from store.errors import N_, Finding, finding
from store.ledger import Outs
from store.records import Article, Campaign, Id, Quota, Task
from store.text import fold, show_day

BREADTH: Final = "sâu rộng"
COMPLETE: Final = "toàn diện"
USEFUL: Final = "thiết thực"
EFFECT: Final = "hiệu quả"
ANNIVERSARIES: Final = "gắn với ngày lễ, kỷ niệm"
IN_SYNC: Final = "đồng bộ"

_SOCIAL: Final = ("mang xa hoi", "social media")
"""The group of social media among the channels."""
_NOTHING: Final = N_("nothing yet")


class Item(msgspec.Struct, frozen=True):
    """One of the things that a score counts: a topic, a day, an article."""

    name: str = ""
    """Its name; empty if it is a record, which has its own."""
    records: tuple[Id, ...] = ()
    """The articles and tasks by which it counts; if it does not, those that exist."""
    why: Finding | None = None
    """Why it does not count, in a few words; None if it does."""


class _Counted(msgspec.Struct, frozen=True):
    """A share: `value` of `of`, by a rule."""

    value: int
    of: int
    rule: Finding
    """What counts, as a sentence."""
    items: tuple[Item, ...]
    """What was examined, whether it counts or not."""

    @property
    def counted(self) -> tuple[Id, ...]:
        """Return the records of the items that count, each once."""
        found = (one for item in self.items if item.why is None for one in item.records)
        return tuple(dict.fromkeys(found))


class Part(_Counted, frozen=True, kw_only=True):
    """A quota as part of a score."""

    label: str
    """What was counted, as in the report: "bài đăng trên fanpage ≥ 4/ngày: số ngày đạt"."""
    told: Finding | None = None
    """The same, translatable, for screens; None if the label is only the quota's."""
    is_met: bool = False
    """Whether it counts towards the score."""
    kind: Kind | None = None
    """What the quota counts; None if it cannot be counted."""

    @property
    def is_weighed(self) -> bool:
        """Tell whether there is something to count."""
        return self.of > 0


class Score(_Counted, frozen=True, kw_only=True):
    """How far a requirement is met."""

    name: str
    """The name of the requirement, in Vietnamese as in a campaign's own list."""
    parts: tuple[Part, ...] = ()
    """Its parts, if it has several."""

    @property
    def share(self) -> float:
        """Return the value as a share, from 0 to 1."""
        return self.value / self.of if self.of else 0.0


def scores(
    campaign: Campaign,
    tasks: Iterable[Task],
    articles: Mapping[Id, Article],
    outs: Outs,
    today: date,
    *,
    campaigns: Iterable[Campaign] = (),
    claims: Sequence[Entry] = (),
) -> list[Score]:
    """Count the requirements of a campaign, without those that have nothing to count.

    Args:
        campaign: its lists are to be covered.
        tasks: those of the campaign.
        articles: its articles, and those its tasks name, by id.
        outs: when each of both first went out, by channel.
        today: a campaign counts from the day it begins.
        campaigns: those on the desk, for the quota of campaigns a year.
        claims: its log of negative news as it stands now (`store.campaigns.rumours.entries`).
    """
    own = list(tasks)
    known = pieces(own, articles, outs)
    counted = (
        _breadth(campaign, known),
        _complete(campaign, known),
        _useful(known),
        _effect(_quotas(campaign, known, today, campaigns, claims)),
        _anniversaries(campaign, own, articles, outs),
        _in_sync(campaign, own, articles, outs, known),
    )
    return [score for score in counted if score.of or score.parts]


def _score(name: str, rule: Finding, items: Iterable[Item]) -> Score:
    """Return the share of the items that count."""
    found = tuple(items)
    return Score(name=name, value=_counting(found), of=len(found), rule=rule, items=found)


def _counting(items: Iterable[Item]) -> int:
    return sum(item.why is None for item in items)


class _Tally:
    """The records of each name: those by which it counts, and the others.

    `unmet` says why a name with other records only does not count, `nothing` why an empty one.
    """

    def __init__(self, unmet: str = N_("not out"), nothing: str = _NOTHING) -> None:
        self._unmet = unmet
        self._nothing = nothing
        self._counting: dict[str, list[Id]] = defaultdict(list)
        self._others: dict[str, list[Id]] = defaultdict(list)

    def add(self, name: str, record: Id, *, counts: bool) -> None:
        """Add a record to a name."""
        (self._counting if counts else self._others)[name].append(record)

    def item(self, name: str) -> Item:
        """Return a name with its records."""
        if counting := self._counting.get(name):
            return Item(name, tuple(counting))
        others = tuple(self._others.get(name, ()))
        return Item(name, others, finding(self._unmet if others else self._nothing))


def _breadth(campaign: Campaign, known: Iterable[Piece]) -> Score:
    """Count the pairs of level and audience for which a piece is out."""
    audiences = dict.fromkeys(entry.name for entry in campaign.audiences)
    cells = {(a, b): f"{a} × {b}" for a in dict.fromkeys(campaign.levels) for b in audiences}
    there = _Tally()
    for piece in known:
        for pair in product(piece.tags("levels"), piece.tags("audiences")):
            if cell := cells.get(pair):
                there.add(cell, piece.id, counts=piece.is_out)
    rule = finding(N_("A level and an audience count once a piece for both of them is out."))
    return _score(BREADTH, rule, map(there.item, cells.values()))


def _complete(campaign: Campaign, known: Iterable[Piece]) -> Score:
    there = _Tally()
    for piece in known:
        for topic in piece.tags("topics"):
            there.add(topic, piece.id, counts=piece.is_out)
    rule = finding(N_("A topic counts once a piece of it is out; a ticked task is not."))
    return _score(COMPLETE, rule, map(there.item, dict.fromkeys(campaign.topics)))


def _useful(known: Iterable[Piece]) -> Score:
    """Count the articles that are out with a beneficiary or a figure on their source sheet."""
    why = finding(N_("neither in its sources"))
    articles = (piece.tagged[0] for piece in known if piece.is_out)
    items = (
        Item(records=(one.id,), why=None if is_real(one) else why)
        for one in articles
        if isinstance(one, Article)
    )
    rule = finding(
        N_("An article that is out counts when its sources name who benefits, or a figure.")
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
    """Return why a quota does not count."""
    if part.is_met:
        return None
    if part.is_weighed:
        return finding(N_("{value} of {of}"), value=part.value, of=part.of)
    return finding(N_("nothing to count yet") if part.kind else N_("cannot be counted"))


def _quotas(
    campaign: Campaign,
    known: Iterable[Piece],
    today: date,
    campaigns: Iterable[Campaign],
    claims: Sequence[Entry],
) -> Iterator[Part]:
    """Yield the quotas of a campaign in order, with the default one for answers if it has none."""
    kinds = [kind_of(quota) for quota in campaign.quotas]
    for quota, kind in zip(campaign.quotas, kinds, strict=True):
        match kind:
            case Kind.CAMPAIGNS:
                yield _campaigns_a_year(quota, campaign, campaigns, today)
            case Kind.POSTS:
                yield _posts_a_day(quota, campaign, known, today)
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

    def has_begun(one: Campaign) -> bool:
        return (one.start or today) <= today and year <= today.year

    known = {one.id: one for one in (campaign, *campaigns)}.values()
    waits = finding(N_("not begun"))
    items = tuple(
        Item(records=(one.id,), why=None if has_begun(one) else waits)
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


def _year_of(campaign: Campaign, today: date) -> int:
    return campaign.year or (campaign.start or today).year


def _posts_a_day(quota: Quota, campaign: Campaign, known: Iterable[Piece], today: date) -> Part:
    least = quota.at_least or 0
    social = {channel.name for channel in campaign.channels if fold(channel.group) in _SOCIAL}
    by_day: dict[date, list[Id]] = defaultdict(list)
    for piece in known:
        times = [at for channel, at in piece.outs.items() if channel in social]
        if times:
            by_day[min(times).date()].append(piece.id)
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
            N_("A day of the campaign counts when {count} pieces went out on social media."),
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
    campaign: Campaign, tasks: Iterable[Task], articles: Mapping[Id, Article], outs: Outs
) -> Score:
    """Count the topics with a piece out whose task hangs on an anniversary, or is due on one."""
    there = _Tally(N_("nothing out on an anniversary"), N_("no task"))
    for task in tasks:
        hangs = _hangs_on_anniversary(campaign, task)
        named = (articles[one] for one in task.articles if one in articles)
        own: list[Task | Article] = [task, *named]
        for topic in dict.fromkeys(topic for one in own for topic in one.topics):
            out = [one.id for one in own if one.id in outs and topic in one.topics]
            for record in out or (task.id,):
                there.add(topic, record, counts=hangs and bool(out))
    rule = finding(N_("A topic counts when a piece of it is out that hangs on an anniversary."))
    return _score(ANNIVERSARIES, rule, map(there.item, dict.fromkeys(campaign.topics)))


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
    outs: Outs,
    known: Iterable[Piece],
) -> Score:
    channels = {one.name for one in campaign.channels if one.group in campaign.sync_groups}
    out: dict[str, list[Id]] = defaultdict(list)
    for piece in known:
        if not channels.isdisjoint(piece.outs):
            for topic in piece.tags("topics"):
                out[topic].append(piece.id)
    one, other = campaign.sync_groups
    rule = finding(
        N_(
            "A topic counts when a message of it, an article with its versions, is out in “{one}” "
            "and in “{other}”, within {hours} hours of each other."
        ),
        one=one,
        other=other,
        hours=campaign.sync_hours,
    )
    rows = count_matrix(campaign, tasks, articles, outs, View()).rows
    items = (Item(row.label, tuple(out.get(row.name, ())), _out_of_sync(row)) for row in rows)
    return _score(IN_SYNC, rule, items)


def _out_of_sync(row: Row) -> Finding | None:
    if row.sync.is_met:
        return None
    if row.sync.missing:
        return finding(N_("missing: {groups}"), groups=", ".join(row.sync.missing))
    return finding(N_("{hours} h too far apart"), hours=row.sync.late_hours)
