"""How far the quotas of a campaign are met, each with all that was counted.

A day or a week counts when it is over; the present one is told beside. A quota with nothing to
count yet, or that cannot be counted, is 0 of 0 and has no weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct

from store.campaign_records import Campaign, Quota
from store.campaigns.counted import NOTHING_YET, Item, Part, counting
from store.campaigns.matrix import Piece
from store.campaigns.questions import QuestionEntry
from store.campaigns.quotas import (
    ANSWERS,
    UNCOUNTABLE,
    USUAL_HOURS,
    Kind,
    Period,
    asked,
    channels_of,
    kind_of,
    period_of,
)
from store.campaigns.rumours import Entry
from store.dates.zone import local_day
from store.errors import N_, Finding, finding
from store.records import Id
from store.text import show_day

_SPAN_NAMES = {Period.DAY: "số ngày đạt", Period.WEEK: "số tuần đạt"}
_ANSWER_NAMES = {
    Kind.RUMOURS: "tin tiêu cực trả lời đúng hạn",
    Kind.QUESTIONS: "câu hỏi trả lời đúng hạn",
}
_USUAL_NAMES = {Kind.RUMOURS: "số giờ trả lời", Kind.QUESTIONS: "số giờ trả lời câu hỏi"}


class Counts(Struct, frozen=True):
    """What the quotas of a campaign are counted from."""

    campaign: Campaign
    pieces: Sequence[Piece]
    today: date
    campaigns: Sequence[Campaign] = ()
    """Those on the desk."""
    claims: Sequence[Entry] = ()
    questions: Sequence[QuestionEntry] = ()


class _Answer(NamedTuple):
    """An answer to a claim or a question, given or not."""

    record: Id
    hours: float
    is_open: bool
    day: date | None
    """When it was given."""


class _Event(NamedTuple):
    """One of the things that are counted."""

    day: date
    record: Id
    why: Finding | None = None
    """Why it does not count; None if it does."""


def quota_parts(counts: Counts) -> Iterator[Part]:
    """Yield the quotas of a campaign in order, with the usual ones for answers if it has none."""
    kinds = [kind_of(quota) for quota in counts.campaign.quotas]
    for quota, kind in zip(counts.campaign.quotas, kinds, strict=True):
        yield _part(quota, kind, counts)
    for kind in ANSWERS:
        if kind not in kinds:
            usual = _in_time(Quota(name=_USUAL_NAMES[kind], at_most=USUAL_HOURS), kind, counts)
            if usual.is_weighed:
                yield usual


def _part(quota: Quota, kind: Kind | None, counts: Counts) -> Part:
    if kind in ANSWERS and quota.at_most:
        return _in_time(quota, kind, counts)
    match kind:
        case None:
            return Part(label=asked(quota), rule=finding(UNCOUNTABLE), items=(), kind=None)
        case Kind.CAMPAIGNS:
            return _campaigns_a_year(quota, counts)
        case Kind.TYPED:
            return _typed(quota)
    events = _events(quota, kind, counts)
    match period_of(quota):
        case Period.DAY | Period.WEEK as per:
            return _by_span(quota, kind, per, events, counts)
        case per:
            return _in_all(quota, kind, per, events, counts)


def _events(quota: Quota, kind: Kind, counts: Counts) -> list[_Event]:
    if kind in ANSWERS:
        return [_Event(one.day, one.record) for one in _answers(kind, counts) if one.day]
    channels = channels_of(quota, counts.campaign)
    found = []
    for piece in counts.pieces:
        why = finding(N_("a correction")) if piece.is_correction else None
        if times := [at for channel, at in piece.outs.items() if channel in channels]:
            found.append(_Event(local_day(min(times)), piece.id, why))
    return found


def _answers(kind: Kind | None, counts: Counts) -> list[_Answer]:
    if kind is Kind.RUMOURS:
        return [
            _Answer(e.rumour.id, e.hours, e.is_open, local_day(e.answered) if e.answered else None)
            for e in counts.claims
        ]
    return [
        _Answer(
            e.question.id,
            e.hours,
            e.is_open,
            local_day(e.question.answered) if e.question.answered else None,
        )
        for e in counts.questions
    ]


def _counted_in(quota: Quota, kind: Kind, counts: Counts) -> Finding:
    """Return the sentence on what counts."""
    if kind is Kind.POSTS:
        channels = sorted(channels_of(quota, counts.campaign))
        if not channels:
            return finding(N_("Name the channels in which pieces count for it."))
        known = {channel.name for channel in counts.campaign.channels}
        if known.isdisjoint(channels):
            return finding(
                N_(
                    "The campaign no longer has the channels of this quota ({channels}); only what "
                    "went out there before counts. Name others in it."
                ),
                channels=", ".join(channels),
            )
        return finding(
            N_(
                "A piece counts on the day on which it first went out in: {channels}. Corrections "
                "do not count."
            ),
            channels=", ".join(channels),
        )
    return finding(N_("An answer counts on the day on which it was out."))


# ---------------------------------------------------------------------------- days and weeks


def _by_span(
    quota: Quota, kind: Kind, per: Period, events: Iterable[_Event], counts: Counts
) -> Part:
    least = quota.at_least or 0
    by_first: dict[date, list[Id]] = defaultdict(list)
    for event in (one for one in events if one.why is None):
        by_first[_first_of(event.day, per)].append(event.record)
    items: list[Item] = []
    under_way = None
    is_countable = kind in ANSWERS or bool(channels_of(quota, counts.campaign))
    for first in _spans(counts, per) if is_countable else ():
        there = tuple(by_first.get(first, ()))
        if first + timedelta(days=6 if per is Period.WEEK else 0) >= counts.today:
            why = finding(N_("not over yet: {value} of {of}"), value=len(there), of=least)
            under_way = len(there), least
            items.append(Item(show_day(first), there, why, weighs=False))
        else:
            items.append(Item(show_day(first), there, _too_few(len(there), least)))
    over = len(items) - (under_way is not None)
    told = N_("{quota}: days met") if per is Period.DAY else N_("{quota}: weeks met")
    return Part(
        label=f"{asked(quota)}: {_SPAN_NAMES[per]}",
        told=finding(told, quota=asked(quota)),
        rule=_counted_in(quota, kind, counts),
        items=tuple(items),
        is_met=0 < over == counting(items),
        kind=kind,
        under_way=under_way,
        per=per,
    )


def _first_of(day: date, per: Period) -> date:
    return day if per is Period.DAY else day - timedelta(days=day.weekday())


def _spans(counts: Counts, per: Period) -> Iterator[date]:
    """Yield the first day of each day or week of the campaign so far."""
    campaign = counts.campaign
    if campaign.start:
        last = min(counts.today, campaign.end or counts.today)
        first = _first_of(campaign.start, per)
        while first <= last:
            yield first
            first += timedelta(days=7 if per is Period.WEEK else 1)


def _too_few(count: int, least: int) -> Finding | None:
    if count >= least:
        return None
    return finding(N_("{value} of {of}"), value=count, of=least) if count else finding(NOTHING_YET)


# ---------------------------------------------------------------------------- the whole


def _in_all(
    quota: Quota, kind: Kind, per: Period | None, events: Iterable[_Event], counts: Counts
) -> Part:
    campaign, least = counts.campaign, quota.at_least or 0
    year = _year_of(campaign, counts.today)
    elsewhen = finding(N_("on another day"))
    items = []
    for event in events:
        if per is Period.YEAR:
            is_in = event.day.year == year
        else:
            is_in = (campaign.start or event.day) <= event.day <= (campaign.end or event.day)
        items.append(Item(records=(event.record,), why=event.why if is_in else elsewhen))
    return Part(
        label=asked(quota),
        target=least,
        rule=_counted_in(quota, kind, counts),
        items=tuple(items),
        is_met=counting(items) >= least,
        kind=kind,
        per=per,
    )


def _campaigns_a_year(quota: Quota, counts: Counts) -> Part:
    campaign, today = counts.campaign, counts.today
    year = _year_of(campaign, today)

    def has_begun(one: Campaign) -> bool:
        return (one.start or today) <= today and year <= today.year

    known = {one.id: one for one in (campaign, *counts.campaigns)}.values()
    waits = finding(N_("not begun"))
    items = tuple(
        Item(records=(one.id,), why=None if has_begun(one) else waits)
        for one in known
        if _year_of(one, today) == year
    )
    begun = counting(items)
    of = quota.at_least if quota.at_least is not None else quota.at_most
    is_enough = quota.at_least is None or begun >= quota.at_least
    return Part(
        label=f"{asked(quota)} trong năm {year}",
        told=finding(N_("{quota} in {year}"), quota=asked(quota), year=year),
        target=of or 0,
        rule=finding(N_("A campaign of {year} counts once it has begun."), year=year),
        items=items,
        is_met=is_enough and (quota.at_most is None or begun <= quota.at_most),
        kind=Kind.CAMPAIGNS,
        per=Period.YEAR,
    )


def _year_of(campaign: Campaign, today: date) -> int:
    return campaign.year or (campaign.start or today).year


def _typed(quota: Quota) -> Part:
    least, value = quota.at_least or 0, quota.value
    day = show_day(quota.value_day) if quota.value_day else "–"
    is_known = value is not None
    return Part(
        label=f"{asked(quota)}: số gõ tay ngày {day}" if is_known else asked(quota),
        told=finding(N_("{quota}: typed on {day}"), quota=asked(quota), day=day)
        if is_known
        else None,
        typed=value or 0,
        target=least if is_known else 0,
        rule=finding(N_("It is counted elsewhere; the number and its day are typed by hand.")),
        items=(),
        is_met=is_known and (value or 0) >= least,
        kind=Kind.TYPED,
        per=period_of(quota),
    )


# ---------------------------------------------------------------------------- answers


def _in_time(quota: Quota, kind: Kind | None, counts: Counts) -> Part:
    hours = quota.at_most or 0
    late, waits = finding(N_("overdue")), finding(N_("still in time"))
    items = []
    for one in _answers(kind, counts):
        is_late = one.hours > hours
        why = late if is_late else waits if one.is_open else None
        items.append(Item(records=(one.record,), why=why, weighs=why is not waits))
    if quota.what:  # its name says what it is about
        told = N_("{quota}: answered in time")
    elif kind is Kind.QUESTIONS:
        told = N_("{quota}: questions answered in time")
    else:
        told = N_("{quota}: negative news answered in time")
    rule = N_("A claim of the log counts when its answer was out within {hours} hours.")
    if kind is Kind.QUESTIONS:
        rule = N_("A question of the log counts when it was answered within {hours} hours.")
    named = "trả lời đúng hạn" if quota.what else _ANSWER_NAMES[kind or Kind.RUMOURS]
    return Part(
        label=f"{quota.name} ≤ {hours} giờ: {named}",
        told=finding(told, quota=f"{quota.name} ≤ {hours} giờ"),
        rule=finding(rule, hours=hours),
        items=tuple(items),
        is_met=0 < sum(item.weighs for item in items) == counting(items),
        kind=kind,
    )
