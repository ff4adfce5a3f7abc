"""Convert between moments and local time, in zones whose offset changes during the year.

Records hold moments with the offset that was in force when they were written. Hours are counted
between moments; what an editor types or reads is local time with the offset of that day, not of
today.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timezone

from store import clock


def fixed(moment: datetime) -> datetime:
    """Return the same moment with a fixed offset.

    Python subtracts two moments of the same zone by local time, which is an hour wrong across the
    change to summer time.
    """
    offset = moment.utcoffset()
    if offset is None or isinstance(moment.tzinfo, timezone):
        return moment
    return moment.astimezone(timezone(offset))


def on_wall(moment: datetime, now: datetime) -> datetime:
    """Return a moment in local time, with the offset of that day.

    The present determines the zone: the system's, if that has the same offset now.
    """
    if _is_of_system(now):
        return moment.astimezone()
    return moment.astimezone(now.tzinfo)


def local_day(moment: datetime, now: datetime | None = None) -> date:
    """Return the day of a moment where the desk is: on which something went out, was asked, seen.

    The offset that a moment was written with says nothing: another machine may write in UTC.
    Without `now`, the clock determines the zone.
    """
    return on_wall(moment, now or clock.now()).date()


def moment_at(day: date, hour: time, now: datetime) -> datetime:
    """Return the moment of a local time.

    In the hour that occurs twice, it is the first. In the hour that is skipped, it is the later
    moment if that has passed, else the earlier one. `now` is as for `on_wall`.
    """
    wall = datetime.combine(day, hour)
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
    except (OverflowError, ValueError, OSError):  # a year that the system does not support
        return False
