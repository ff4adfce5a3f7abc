"""Quotas: the targets of an organisation. What is counted, how many, and per which time, is data.

A quota of an older desk says what it counts by its name only (“bài đăng trên fanpage” per “ngày”);
it is read so as long as nobody edits it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from store.campaign_records import Campaign, Quota
from store.errors import N_, InvalidValueError
from store.text import fold

USUAL_HOURS: Final = 24
"""The hours to an answer unless the campaign has a quota."""


class Kind(StrEnum):
    """What can be counted on a desk; the value is `Quota.what`."""

    POSTS = "posts"
    """Pieces out in the channels of the quota."""
    RUMOURS = "rumours"
    """Answers to negative news: so many, or within at most so many hours."""
    QUESTIONS = "questions"
    """Answers to questions, likewise."""
    CAMPAIGNS = "campaigns"
    """Campaigns begun in the year."""
    TYPED = "typed"
    """A number that somebody counts elsewhere and types, with its day."""


class Period(StrEnum):
    """For which time a quota is set; the value is what stands in `Quota.per`."""

    DAY = "ngày"
    WEEK = "tuần"
    CAMPAIGN = "chiến dịch"
    YEAR = "năm"


ANSWERS: Final = (Kind.RUMOURS, Kind.QUESTIONS)

_PERIODS: Final = {
    **dict.fromkeys(("ngay", "day"), Period.DAY),
    **dict.fromkeys(("tuan", "week"), Period.WEEK),
    **dict.fromkeys(("chien dich", "dot", "ca dot", "campaign"), Period.CAMPAIGN),
    **dict.fromkeys(("nam", "year"), Period.YEAR),
}
_CAMPAIGNS: Final = ("dot truyen thong", "chien dich", "campaign")
"""The folded beginnings of the name of an older quota for campaigns …"""
_POSTS: Final = ("bai dang", "so bai dang", "bai tren", "post")
_ANSWERS: Final = ("so gio tra loi", "gio tra loi", "hours to answer")
_QUESTIONS: Final = ("cau hoi", "question")
"""… and the folded period of one for questions."""
_FANPAGES: Final = ("facebook", "fanpage")
"""What is in the folded name of a channel that an older quota called “fanpage”."""
_SOCIAL: Final = ("mang xa hoi", "social media")

UNCOUNTABLE: Final = N_(
    "Say what it counts, at least how many, and per day, week, campaign or year; for answers, at "
    "most how many hours."
)
"""The remark on a quota that the desk cannot count."""


def kind_of(quota: Quota) -> Kind | None:
    """Return what a quota counts; None if it cannot be counted."""
    kind = Kind(quota.what) if quota.what in list(Kind) else _kind_by_name(quota)
    if kind in ANSWERS and quota.at_most:
        return kind
    if kind is Kind.CAMPAIGNS:
        return kind if period_of(quota) is Period.YEAR else None
    if kind is None or not quota.at_least:
        return None
    return kind if kind is Kind.TYPED or period_of(quota) else None


def _kind_by_name(quota: Quota) -> Kind | None:
    name = fold(quota.name).strip()
    if name.startswith(_CAMPAIGNS):
        return Kind.CAMPAIGNS
    if name.startswith(_POSTS):
        return Kind.POSTS
    if name.startswith(_ANSWERS):
        return Kind.QUESTIONS if fold(quota.per).strip() in _QUESTIONS else Kind.RUMOURS
    return None


def period_of(quota: Quota) -> Period | None:
    """Return the time for which a quota is set; None where it is no time."""
    return _PERIODS.get(fold(quota.per).strip())


def channels_of(quota: Quota, campaign: Campaign) -> frozenset[str]:
    """Return the channels in which pieces count for a quota.

    They may be gone from the campaign: what went out there still counts. An older quota names none:
    a fanpage is what is called so, never all social media.
    """
    if quota.channels or quota.what:
        return frozenset(quota.channels)
    if "fanpage" in fold(quota.name):
        names = [channel.name for channel in campaign.channels]
        return frozenset(name for name in names if any(one in fold(name) for one in _FANPAGES))
    social = (one.name for one in campaign.channels if fold(one.group) in _SOCIAL)
    return frozenset(social)


def target_hours(campaign: Campaign, kind: Kind) -> int:
    """Return the hours in which a campaign must answer negative news, or questions."""
    hours = {kind_of(quota): quota.at_most for quota in reversed(campaign.quotas)}
    known = (hours.get(one) for one in (kind, *ANSWERS))
    return next(filter(None, known), USUAL_HOURS)


def asked(quota: Quota) -> str:
    """Return a quota in words: "bài đăng trên fanpage ≥ 4/ngày"."""
    least = f" ≥ {quota.at_least}" if quota.at_least is not None else ""
    most = f" ≤ {quota.at_most}" if quota.at_most is not None else ""
    hours = " giờ" if most and quota.what in ANSWERS else ""
    return f"{quota.name}{least}{most}{hours}" + (f"/{quota.per}" if quota.per else "")


def check(quota: Quota) -> None:
    """Raise InvalidValueError for a quota without a valid number, or that cannot be counted."""
    limits = [limit for limit in (quota.at_least, quota.at_most) if limit is not None]
    if not limits:
        raise InvalidValueError(
            N_("“{name}” needs a number: at least, at most or both."), name=quota.name
        )
    if min(limits) < 0 or limits != sorted(limits):
        raise InvalidValueError(
            N_("“{name}”: at most must not be smaller than at least, and neither below 0."),
            name=quota.name,
        )
    if quota.what == Kind.POSTS and not quota.channels:
        raise InvalidValueError(
            N_("Name the channels in which pieces count for “{name}”."), name=quota.name
        )
    if kind_of(quota) is None:
        raise InvalidValueError(
            N_(
                "The desk cannot count “{name}”: say what it counts, at least how many, and per "
                "day, week, campaign or year; for answers, at most how many hours."
            ),
            name=quota.name,
        )
