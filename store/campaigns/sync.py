"""In sync (đồng bộ): told by message, that is an article with its versions.

A message is in sync when something of it is out in both groups of channels that its campaign names,
within the sync window of each other. A row of the matrix (a topic) is when a message of it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from msgspec import Struct

from store.campaign_records import Campaign
from store.records import Id


class MessageSync(Struct, frozen=True, gc=False):
    """Whether one message is in sync."""

    message: Id
    """Its article, or the task that went out without one."""
    missing: tuple[str, ...] = ()
    """The groups in which nothing of it is out."""
    late_hours: int = 0
    """By how many hours its pieces were too far apart."""

    @property
    def is_met(self) -> bool:
        """Tell whether it is in sync."""
        return not (self.missing or self.late_hours)


class Sync(Struct, frozen=True):
    """Whether the messages of a row are in sync."""

    is_met: bool
    """Whether a message of it is."""
    missing: tuple[str, ...] = ()
    """The groups in which nothing is out of the message that lacks the least."""
    late_hours: int = 0
    """By how many hours the pieces of that message were too far apart."""
    messages: tuple[MessageSync, ...] = ()
    """Those of which something is out, in any channel."""

    @property
    def in_sync(self) -> int:
        """Return how many of the messages are in sync."""
        return sum(one.is_met for one in self.messages)


def sync_of(
    campaign: Campaign,
    outs: Iterable[tuple[Id, Mapping[str, datetime]]],
    group_of: Mapping[str, str],
) -> Sync:
    """Tell whether the messages of a row are in sync.

    Args:
        campaign: its groups of channels, and its sync window.
        outs: for each piece that is out its message, and when it first went out by channel.
        group_of: the group of each channel.
    """
    times: dict[Id, dict[str, list[datetime]]] = {}
    for message, by_channel in outs:
        of_message = times.setdefault(message, {group: [] for group in campaign.sync_groups})
        for channel, at in by_channel.items():
            if (group := group_of.get(channel)) in of_message:
                of_message[group].append(at)
    messages = tuple(_of_message(campaign, one, found) for one, found in times.items())
    if not messages:
        return Sync(is_met=False, missing=tuple(dict.fromkeys(campaign.sync_groups)))
    best = min(messages, key=lambda one: (len(one.missing), one.late_hours))
    return Sync(best.is_met, best.missing, best.late_hours, messages)


def _of_message(
    campaign: Campaign, message: Id, times: Mapping[str, list[datetime]]
) -> MessageSync:
    if missing := tuple(group for group, known in times.items() if not known):
        return MessageSync(message, missing)
    one, other = (times[group] for group in campaign.sync_groups)
    late = _apart(one, other) - timedelta(hours=campaign.sync_hours)
    hours = -(-late // timedelta(hours=1))
    return MessageSync(message, late_hours=max(hours, 0))


def _apart(one: Iterable[datetime], other: Iterable[datetime]) -> timedelta:
    """Return the smallest distance between times of two lists."""
    # The nearest pair are neighbours in time, so there is no need to compare all with all.
    merged = sorted((at, side) for side, those in enumerate((one, other)) for at in those)
    return min(b - a for (a, left), (b, right) in pairwise(merged) if left != right)
