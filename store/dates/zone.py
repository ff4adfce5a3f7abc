"""Moments and the clock on the wall: between them lies a zone, whose offset changes in the year.

A record holds moments with the offset that was in force where they were written. Hours between
two of them are counted between moments; what an editor types or reads is the time on the wall
there and then, not under the offset of today.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timezone


def fixed(moment: datetime) -> datetime:
    """Return the same moment with its offset for good.

    Python counts between two moments of the same zone by their walls: an hour wrong across the
    change to summer time.
    """
    offset = moment.utcoffset()
    if offset is None or isinstance(moment.tzinfo, timezone):
        return moment
    return moment.astimezone(timezone(offset))


def on_wall(moment: datetime, now: datetime) -> datetime:
    """Return a moment as the clock showed it there and then.

    Args:
        moment: any.
        now: the present, which tells what zone this is: the system's, where its offset is that.
    """
    if _is_of_system(now):
        return moment.astimezone()
    return moment.astimezone(now.tzinfo)


def moment_at(day: date, clock: time, now: datetime) -> datetime:
    """Return the moment at which the clock on the wall shows a time.

    Of the hour that comes twice it is the first; in the hour that is left out the clock is
    already an hour further, or, where that is still to come, not yet.

    Args:
        day: on which.
        clock: what it shows.
        now: the present, as for `on_wall`.
    """
    wall = datetime.combine(day, clock)
    if not _is_of_system(now):
        wall = wall.replace(tzinfo=now.tzinfo)
    first, second = sorted(_moment(wall.replace(fold=fold)) for fold in (0, 1))
    is_left_out = first.replace(tzinfo=None) != wall.replace(tzinfo=None)
    return second if is_left_out and second <= now else first


def _moment(wall: datetime) -> datetime:
    if wall.tzinfo is None:
        return wall.astimezone()
    return fixed(wall.astimezone(UTC).astimezone(wall.tzinfo))


def _is_of_system(now: datetime) -> bool:
    try:
        return isinstance(now.tzinfo, timezone) and now.astimezone().utcoffset() == now.utcoffset()
    except (OverflowError, ValueError, OSError):  # a year that the system has no calendar of
        return False
