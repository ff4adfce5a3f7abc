"""Quotas: the targets of an organisation, and which of them a desk can count."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from store.errors import N_, InvalidValueError
from store.records import Quota
from store.text import fold


class Kind(StrEnum):
    """What can be counted on a desk."""

    CAMPAIGNS = "campaigns"
    """Campaigns a year."""
    POSTS = "posts"
    """Posts a day, a minimum."""
    ANSWERS = "answers"
    """Hours to an answer, a maximum."""


_CAMPAIGNS: Final = ("dot truyen thong", "chien dich", "campaign")
"""The folded beginnings of the name of a quota for campaigns …"""
_YEAR: Final = ("nam", "year")
"""… and its period."""
_POSTS: Final = ("bai dang", "so bai dang", "bai tren", "post")
_DAY: Final = ("ngay", "day")
_ANSWERS: Final = ("so gio tra loi", "gio tra loi", "hours to answer")


COUNTABLE: Final = N_(
    "What can be counted: “campaigns” per “year”, “posts” per “day” (at least so many) and “hours "
    "to answer” (at most)."
)
"""The remark on a quota that is none of these."""


def kind_of(quota: Quota) -> Kind | None:
    """Return what a quota counts, by its name and period; None if it cannot be counted."""
    name, per = fold(quota.name).strip(), fold(quota.per).strip()
    if name.startswith(_CAMPAIGNS) and per in _YEAR:
        return Kind.CAMPAIGNS
    if name.startswith(_POSTS) and per in _DAY and quota.at_least:
        return Kind.POSTS
    if name.startswith(_ANSWERS) and quota.at_most:
        return Kind.ANSWERS
    return None


def asked(quota: Quota) -> str:
    """Return a quota in words: "bài đăng trên fanpage ≥ 4/ngày"."""
    least = f" ≥ {quota.at_least}" if quota.at_least is not None else ""
    most = f" ≤ {quota.at_most}" if quota.at_most is not None else ""
    return f"{quota.name}{least}{most}" + (f"/{quota.per}" if quota.per else "")


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
    if kind_of(quota) is None:
        raise InvalidValueError(
            N_(
                "The desk cannot count “{name}”; it counts “campaigns” per “year”, “posts” per "
                "“day” (at least so many) and “hours to answer” (at most): begin the name so."
            ),
            name=quota.name,
        )
