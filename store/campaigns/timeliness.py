"""How fast pieces went out after the event that they report (nhanh nhạy, kịp thời)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from statistics import median
from typing import Final

from store.campaign_records import Campaign
from store.campaigns.counted import Counted, Item
from store.errors import N_, finding
from store.ledger import Outs, moment
from store.records import Article, Id

_SECONDS: Final = 3600


class ChannelHours(Counted, frozen=True, kw_only=True):
    """The hours from event to first out of the pieces of a channel.

    Those count that were within the norm of the campaign.
    """

    channel: str
    """Empty for pieces that went out nobody knows where."""
    median: float
    worst: float


def event_of(article: Article, master: Article | None) -> datetime | None:
    """Return the time of the event that an article reports: its own, else that of its master."""
    return article.event or (master.event if master else None)


def hours_to_out(event: datetime | None, out: datetime | None) -> float | None:
    """Return the hours from an event until a piece was out; None if one is unknown.

    What was out before the event took no hours.
    """
    if event is None or out is None:
        return None
    return max((moment(out) - moment(event)).total_seconds() / _SECONDS, 0.0)


def timeliness(
    campaign: Campaign, articles: Mapping[Id, Article], outs: Outs
) -> tuple[ChannelHours, ...]:
    """Return the hours by channel, in the order of the campaign's list.

    The articles are by id: a version without an event of its own reports that of its master.
    """
    hours: dict[str, list[tuple[float, Article]]] = defaultdict(list)
    for article in articles.values():
        event = event_of(article, articles.get(article.message))
        for channel, out in outs.get(article.id, {}).items():
            if (taken := hours_to_out(event, out)) is not None:
                hours[channel].append((taken, article))
    order = {channel.name: place for place, channel in enumerate(campaign.channels)}
    names = sorted(hours, key=lambda name: (order.get(name, len(order)), name))
    return tuple(_of_channel(name, hours[name], campaign.news_hours) for name in names)


def _of_channel(name: str, found: list[tuple[float, Article]], norm: int) -> ChannelHours:
    found = sorted(found, key=lambda one: one[0])
    items = tuple(
        Item(
            records=(article.id,),
            why=None if taken <= norm else finding(N_("{hours} h"), hours=round(taken)),
        )
        for taken, article in found
    )
    return ChannelHours(
        channel=name,
        median=median(taken for taken, _article in found),
        worst=found[-1][0],
        rule=finding(
            N_("A piece counts when it was out within {hours} hours of its event."), hours=norm
        ),
        items=items,
    )
