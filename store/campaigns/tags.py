"""The tags of tasks and articles: the entries of their campaign's lists that they carry.

The matrix and the scores count by them. A value that is not in a list (any more) is not counted,
but is kept.
"""

from __future__ import annotations

from typing import Final

from store.campaign_records import Campaign, Task
from store.campaigns.units import unit_named
from store.errors import N_, InvalidValueError
from store.records import Article
from store.text import identity

SEVERAL: Final = ("channels", "topics", "audiences", "levels", "goals")
"""The fields with any number of values."""

ONE: Final = ("strand", "milestone", "unit")
"""The fields with one value, or the empty text."""

TAGS: Final = (*SEVERAL, *ONE)

_LISTS: Final = {"phase": "phases", "unit": "units", "strand": "strands", "milestone": "milestones"}
"""The lists whose names differ from the field."""

_UNKNOWN: Final = {
    "phase": N_("The campaign has no phase “{name}”; it has: {names}."),
    "channels": N_("The campaign has no channel “{name}”; it has: {names}."),
    "topics": N_("The campaign has no topic “{name}”; it has: {names}."),
    "audiences": N_("The campaign has no audience “{name}”; it has: {names}."),
    "levels": N_("The campaign has no level “{name}”; it has: {names}."),
    "goals": N_("The campaign has no goal “{name}”; it has: {names}."),
    "strand": N_("The campaign has no strand “{name}”; it has: {names}."),
    "milestone": N_("The campaign has no milestone “{name}”; it has: {names}."),
}


def known_values(campaign: Campaign, field: str) -> dict[str, str]:
    """Return the possible values of one of the `TAGS`, or of `phase`, each with its label."""
    if field == "goals":
        return {goal.code: f"{goal.code} {goal.text}" for goal in campaign.goals}
    known = getattr(campaign, _LISTS.get(field, field))
    names = [entry if isinstance(entry, str) else entry.name for entry in known]
    return {name: name for name in names}


def carried(piece: Task | Article, field: str) -> tuple[str, ...]:
    """Return the values of a field as a tuple."""
    value: str | tuple[str, ...] = getattr(piece, field)
    return value if isinstance(value, tuple) else tuple(filter(None, [value]))


def tags_of(piece: Task | Article) -> list[str]:
    """Return all tags of a task or article, in the order of `TAGS`."""
    return [value for field in TAGS for value in carried(piece, field)]


def refuse_channels(before: Article | None, after: Article) -> None:
    """Raise InvalidValueError if a piece would be for several channels, or a version for none.

    One that is for several since before there were versions may keep those.
    """
    held = before.channels if before else ()
    if len(after.channels) > 1 and not set(after.channels) <= set(held):
        raise InvalidValueError(
            N_("“{title}” is one piece, for one channel; make versions of it for the others."),
            title=after.title,
        )
    if after.master and not after.channels:
        raise InvalidValueError(
            N_("“{title}” is a version, so it has a channel; delete it if it is not wanted."),
            title=after.title,
        )


def value_named(campaign: Campaign, field: str, name: str) -> str:
    """Return a value of one of the `TAGS`, or a phase, as the campaign spells it.

    Raises:
        InvalidValueError: the campaign has no such value; names those it has.
        RecordNotFoundError: it has no such unit, or several.
    """
    if field == "unit":
        return unit_named(campaign, name).name
    known = list(known_values(campaign, field))
    for value in known:
        if identity(value) == identity(name):
            return value
    raise InvalidValueError(_UNKNOWN[field], name=name, names=", ".join(known) or "–")
