"""Quotas: the numbers an organisation has set itself, and which of them a desk can count."""

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
    """Posts a day, at least so many."""
    ANSWERS = "answers"
    """Hours to an answer, at most so many."""


_CAMPAIGNS: Final = ("dot truyen thong", "chien dich", "campaign")
"""How the name of a quota begins, folded, that counts campaigns …"""
_YEAR: Final = ("nam", "year")
"""… and what it is per."""
_POSTS: Final = ("bai dang", "so bai dang", "bai tren", "post")
_DAY: Final = ("ngay", "day")
_ANSWERS: Final = ("so gio tra loi", "gio tra loi", "hours to answer")


COUNTABLE: Final = N_(
    "What can be counted: “campaigns” per “year”, “posts” per “day” (at least so many) and “hours "
    "to answer” (at most)."
)
"""Said of a quota that is none of these."""


def kind_of(quota: Quota) -> Kind | None:
    """Return what a quota counts, by its name and what it is per; None where nothing can."""
    name, per = fold(quota.name).strip(), fold(quota.per).strip()
    if name.startswith(_CAMPAIGNS) and per in _YEAR:
        return Kind.CAMPAIGNS
    if name.startswith(_POSTS) and per in _DAY and quota.at_least:
        return Kind.POSTS
    if name.startswith(_ANSWERS) and quota.at_most:
        return Kind.ANSWERS
    return None


def asked(quota: Quota) -> str:
    """Say what a quota asks: "bài đăng trên fanpage ≥ 4/ngày"."""
    least = f" ≥ {quota.at_least}" if quota.at_least is not None else ""
    most = f" ≤ {quota.at_most}" if quota.at_most is not None else ""
    return f"{quota.name}{least}{most}" + (f"/{quota.per}" if quota.per else "")


def check(quota: Quota) -> None:
    """Refuse a quota without a number, with an impossible one, or that no desk can count.

    Raises:
        InvalidValueError: says which, and what can be counted.
    """
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
