"""The fact sheet of a campaign: the agreed wording of each figure, name and day.

A fact that changes is not overwritten: its new value is another entry of the same key, valid from a
later day (`Fact.since`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from store.campaign_records import Fact
from store.errors import N_, InvalidValueError
from store.text import identity, sort_key


class Force(StrEnum):
    """Whether an entry is valid on a day."""

    NOW = "now"
    OVER = "over"
    """Replaced by a newer value."""
    AHEAD = "ahead"


class Listed(msgspec.Struct, frozen=True):
    """An entry of the fact sheet with its validity."""

    fact: Fact
    force: Force
    until: date | None = None
    """The day from which the next value is valid."""


def checked(fact: Fact, others: Iterable[Fact]) -> Fact:
    """Return a fact with its texts trimmed; `others` may be those of all campaigns.

    Raises:
        InvalidValueError: key or value is empty, or the key exists for the same day.
    """
    typed = {name: getattr(fact, name).strip() for name in ("key", "value", "unit", "source")}
    fact = msgspec.structs.replace(fact, **typed)
    if not fact.key:
        raise InvalidValueError(N_("A fact needs a few words saying what it is about."))
    if not fact.value:
        raise InvalidValueError(N_("“{key}” needs a value: a figure, a name, a day."), key=fact.key)
    for other in others:
        if (
            other.campaign == fact.campaign
            and other.id != fact.id
            and other.since == fact.since
            and identity(other.key) == identity(fact.key)
        ):
            raise InvalidValueError(
                N_(
                    "“{key}” is on the fact sheet already: {value}. Edit that entry, or say since "
                    "which day the new value holds."
                ),
                key=other.key,
                value=said(other),
            )
    return fact


def said(fact: Fact) -> str:
    """Return the value with its unit: "2.310 bộ"."""
    return f"{fact.value} {fact.unit}".strip()


def listed(facts: Iterable[Fact], day: date) -> list[Listed]:
    """Return the facts of a campaign by key, the newest first, with their validity on a day."""
    states: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        states[identity(fact.key)].append(fact)
    return [
        row
        for key in sorted(states, key=lambda key: sort_key(states[key][0].key.strip().lower()))
        for row in _rows(states[key], day)
    ]


def _rows(states: Iterable[Fact], day: date) -> list[Listed]:
    ordered = sorted(states, key=lambda fact: fact.since or date.min, reverse=True)
    rows: list[Listed] = []
    until: date | None = None
    is_held = False
    for fact in ordered:
        if fact.since and fact.since > day:
            force = Force.AHEAD
        else:
            force, is_held = (Force.OVER if is_held else Force.NOW), True
        rows.append(Listed(fact, force, until))
        until = fact.since
    return rows
