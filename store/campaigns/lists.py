"""Edit the lists of a campaign: add, rename, move and remove entries.

Tasks and articles carry the names of entries as tags: a renamed entry is renamed in all of them,
and a removed one is removed from them. The functions return the new records; the desk writes them
as one unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from store.bulletin import Bulletin
from store.campaign_records import Abbreviation, Campaign, Day, Goal, Named, Quota, Task, Unit
from store.campaigns import quotas
from store.campaigns.checklist import next_position
from store.campaigns.tags import SEVERAL
from store.channels import Channel
from store.errors import N_, InvalidValueError
from store.ledger import LedgerEntry, with_channel
from store.records import Article, Record
from store.text import identity, nfc, same_text

Entry = str | Named | Channel | Goal | Day | Quota | Abbreviation

KINDS: Final[dict[str, type[Entry]]] = {
    "phases": str,
    "strands": str,
    "topics": str,
    "audiences": Named,
    "channels": Channel,
    "levels": str,
    "goals": Goal,
    "milestones": Day,
    "anniversaries": Day,
    "peaks": Day,
    "quotas": Quota,
    "abbreviations": Abbreviation,
    "principles": str,
    "requirements": str,
}
"""The type of the entries of each list; documents and units have screens of their own."""

_ONE: Final = {"strands": "strand", "milestones": "milestone", "phases": "phase"}
"""The lists of which a task or article carries one entry, with the field.

It carries any number of those in `SEVERAL`, in a field of the same name.
"""
_OWN_DAYS: Final = ("start", "end")
"""The anchors for the campaign's first and last day, as in `store.dates.anchors`."""
_DAYS: Final = ("milestones", "anniversaries", "peaks")


class Uses(Struct, frozen=True):
    """How many records use an entry."""

    tasks: int = 0
    articles: int = 0
    units: int = 0

    def __bool__(self) -> bool:
        return bool(self.tasks or self.articles or self.units)


class Edit(Struct, frozen=True):
    """The records that change when a list is edited."""

    campaign: Campaign
    others: tuple[Record, ...] = ()
    """Tasks and articles that carried the entry."""


def key_of(entry: Entry) -> str:
    """Return the key of an entry: the code of a goal, the name of any other."""
    match entry:
        case str():
            return entry
        case Goal():
            return entry.code
        case Abbreviation():
            return entry.short
    return entry.name


def entries(campaign: Campaign, list_name: str) -> tuple[Entry, ...]:
    """Return a list of a campaign.

    Raises:
        InvalidValueError: there is no such list.
    """
    if list_name not in KINDS:
        raise InvalidValueError(
            N_("A campaign has no list “{name}”; it has: {names}."),
            name=list_name,
            names=", ".join(KINDS),
        )
    found: tuple[Entry, ...] = getattr(campaign, list_name)
    return found


def place_of(campaign: Campaign, list_name: str, key: str) -> int:
    """Return the index of an entry in its list.

    Raises:
        InvalidValueError: it is not there any more.
    """
    known = [key_of(entry) for entry in entries(campaign, list_name)]
    if key not in known:
        raise InvalidValueError(N_("“{name}” is no longer in the list."), name=key)
    return known.index(key)


def with_entry(campaign: Campaign, list_name: str, entry: Entry, at: int | None = None) -> Any:
    """Return a list with an entry added at its end, or replacing the one at an index.

    Raises:
        InvalidValueError: the entry is invalid, or its name empty or taken.
    """
    listed = list(entries(campaign, list_name))
    others = [one for place, one in enumerate(listed) if place != at]
    checked = _tidied(entry)
    key = key_of(checked)
    if not key:
        raise InvalidValueError(N_("An entry needs a name."))
    _check(checked)
    if any(same_text(key_of(other), key) for other in others):
        raise InvalidValueError(
            N_("“{name}” is in the list already; choose another name."), name=key
        )
    if list_name in _DAYS and key in _OWN_DAYS:
        raise InvalidValueError(
            N_("“{name}” is reserved for the campaign's own day; choose another name."), name=key
        )
    if at is None:
        return (*listed, checked)
    return (*listed[:at], checked, *listed[at + 1 :])


def _tidied(entry: Entry) -> Entry:
    """Return an entry with its texts trimmed."""
    if isinstance(entry, str):
        return _tidy(entry)
    trimmed: dict[str, Any] = {
        name: _tidy(value)
        for name in entry.__struct_fields__
        if isinstance(value := getattr(entry, name), str)
    }
    return replace(entry, **trimmed)


def _check(entry: Entry) -> None:
    """Refuse an invalid entry."""
    match entry:
        case Goal() if not entry.text:
            raise InvalidValueError(N_("The goal {code} needs a few words."), code=entry.code)
        case Abbreviation() if not entry.words:
            raise InvalidValueError(
                N_("“{name}” needs the words that are said for it."), name=entry.short
            )
        case Day() if entry.end and not entry.start:
            raise InvalidValueError(
                N_("“{name}” has a last day but no first one."), name=entry.name
            )
        case Day() if entry.start and entry.end and entry.end < entry.start:
            raise InvalidValueError(
                N_("“{name}” would end before it starts; check its two days."), name=entry.name
            )
        case Quota():
            quotas.check(entry)
        case Channel():
            _check_limits(entry)


def _check_limits(channel: Channel) -> None:
    names = ("most_words", "most_characters", "sentence_words", "words_per_minute")
    if any((limit := getattr(channel, name)) is not None and limit < 1 for name in names):
        raise InvalidValueError(
            N_("A limit of “{name}” is at least 1; leave it empty where there is none."),
            name=channel.name,
        )


def _tidy(text: str) -> str:
    """Return a text in NFC with single spaces, since tags are compared exactly."""
    return nfc(" ".join(text.split()))


# ---------------------------------------------------------------------------- uses


def uses(
    campaign: Campaign,
    list_name: str,
    key: str,
    tasks: Iterable[Task],
    articles: Iterable[Article],
) -> Uses:
    """Count the records that carry an entry."""
    of_tasks = [task for task in tasks if task.campaign == campaign.id]
    of_articles = [article for article in articles if article.campaign == campaign.id]
    changes = _changes_by(campaign, list_name, key, "")
    on_level = [unit for unit in campaign.units if list_name == "levels" and unit.level == key]
    return Uses(
        sum(bool(changes(task)) for task in of_tasks),
        sum(bool(changes(article)) for article in of_articles),
        len(on_level),
    )


def _changes_by(
    campaign: Campaign, list_name: str, old: str, new: str
) -> Callable[[Task | Article], dict[str, Any]]:
    """Return a function from a task or article to its fields that change with an entry's name.

    There are none if it does not carry the entry; an empty new name removes it.
    """
    field = _ONE.get(list_name, "")
    is_anchor = list_name in _DAYS and not _is_elsewhere(campaign, list_name, old)

    def changes(piece: Task | Article) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if list_name in SEVERAL and old in (names := getattr(piece, list_name)):
            swapped = [new if name == old else name for name in names]
            values[list_name] = tuple(dict.fromkeys(filter(None, swapped)))
        if field and getattr(piece, field, None) == old:
            values[field] = new
            if field == "milestone" and not new and isinstance(piece, Task):
                values["stage"] = None
        if is_anchor and isinstance(piece, Task) and _hangs_on(piece, old):
            values |= {"anchor": new} if new else {"anchor": "", "offset": 0}
        return values

    return changes


def _hangs_on(task: Task, name: str) -> bool:
    return task.anchor not in ("", *_OWN_DAYS) and same_text(task.anchor, name)


def _is_elsewhere(campaign: Campaign, list_name: str, key: str) -> bool:
    """Tell whether a named day is in another list as well, and so remains an anchor."""
    others = [day for name in _DAYS if name != list_name for day in getattr(campaign, name)]
    return any(same_text(day.name, key) for day in others)


# ---------------------------------------------------------------------------- edits


def edited(
    campaign: Campaign,
    list_name: str,
    key: str,
    entry: Entry,
    tasks: Iterable[Task],
    articles: Iterable[Article],
) -> Edit:
    """Replace an entry; if it is renamed, so are the tags in all records that carry it.

    Raises:
        InvalidValueError: as in `with_entry`, or if the old entry is gone.
    """
    at = place_of(campaign, list_name, key)
    changed = replace(campaign, **{list_name: with_entry(campaign, list_name, entry, at)})
    if list_name == "channels":
        changed = _in_sync_as_before(campaign, changed, at)
        named = _quotas_with_channel(campaign, key, key_of(entries(changed, list_name)[at]))
        changed = replace(changed, quotas=named)
    new = key_of(entries(changed, list_name)[at])
    if new == key:
        return Edit(changed)
    if list_name == "levels":
        changed = replace(changed, units=_levelled(campaign.units, key, new))
    return Edit(changed, renamed_on(campaign, list_name, key, new, (*tasks, *articles)))


def _quotas_with_channel(campaign: Campaign, old: str, new: str) -> tuple[Quota, ...]:
    """Return the quotas with the new name of a channel; one that is gone keeps its name in them.

    An older quota finds its channels by their names; it names them from now on.
    """
    found = []
    for quota in campaign.quotas:
        counted = quotas.channels_of(quota, campaign)
        if old in counted and quotas.kind_of(quota) is quotas.Kind.POSTS:
            names = list(quota.channels or sorted(counted))
            named = dict.fromkeys(new if name == old else name for name in names)
            quota = replace(quota, what=quotas.Kind.POSTS.value, channels=tuple(named))
        found.append(quota)
    return tuple(found)


def with_renamed_channel(
    old: str, new: str, bulletins: Iterable[Bulletin], entries: Iterable[LedgerEntry]
) -> Iterator[Record]:
    """Yield the bulletins and entries of the ledger that name a channel, with its new name.

    An empty name takes it off the bulletins; what went out there still did.
    """
    yield from (replace(one, channel=new) for one in bulletins if one.channel == old)
    if new:
        yield from (with_channel(one, new) for one in entries if one.channel == old)


def _in_sync_as_before(before: Campaign, after: Campaign, at: int) -> Campaign:
    """Rename a sync group with the last channel of its group."""
    old, new = before.channels[at].group, after.channels[at].group
    if not new or old in groups(after, "channels"):
        return after
    first, second = (new if group == old else group for group in after.sync_groups)
    return replace(after, sync_groups=(first, second))


def without(
    campaign: Campaign,
    list_name: str,
    key: str,
    tasks: Iterable[Task],
    articles: Iterable[Article],
) -> Edit:
    """Remove an entry from its list and from all records that carry it.

    The tasks of a phase move to the end of the one before it (for the first, of the next one);
    those relative to a named day keep their day. A quota keeps the name of a channel that is gone:
    it counts what went out there, and nothing of others.

    Raises:
        InvalidValueError: it is a channel that has versions, which have no place without it.
    """
    at = place_of(campaign, list_name, key)
    listed = entries(campaign, list_name)
    changed = replace(campaign, **{list_name: (*listed[:at], *listed[at + 1 :])})
    if any(key_of(other) == key for other in entries(changed, list_name)):
        return Edit(changed)  # a duplicate remains
    known, articles = list(tasks), list(articles)
    if list_name == "channels":
        _refuse_versions(campaign, key, articles)
    if list_name == "phases":
        phase = phase_instead(campaign, key)
        return Edit(changed, _put_in_phase(campaign, key, phase, known))
    if list_name == "levels":
        changed = replace(changed, units=_levelled(campaign.units, key, ""))
    if list_name == "channels":
        changed = replace(changed, quotas=_quotas_with_channel(campaign, key, key))
    return Edit(changed, renamed_on(campaign, list_name, key, "", (*known, *articles)))


def _refuse_versions(campaign: Campaign, channel: str, articles: Iterable[Article]) -> None:
    """Refuse to delete a channel that has versions: a piece without its channel is for nobody."""
    own = [one for one in articles if one.campaign == campaign.id and channel in one.channels]
    if found := [one for one in own if one.master]:
        raise InvalidValueError(
            N_(
                "“{name}” has versions of articles ({count}, the first “{title}”), so it stays; "
                "delete those first, or rename the channel, which they follow."
            ),
            name=channel,
            count=len(found),
            title=found[0].title,
        )


def moved_entry(campaign: Campaign, list_name: str, key: str, by: int) -> Any:
    """Return a list with an entry moved up (-1) or down (+1), if possible."""
    listed = list(entries(campaign, list_name))
    at = place_of(campaign, list_name, key)
    if 0 <= at + by < len(listed):
        listed.insert(at + by, listed.pop(at))
    return tuple(listed)


def phase_instead(campaign: Campaign, phase: str) -> str:
    """Return the phase that takes over the tasks of a removed phase; empty for none."""
    at = place_of(campaign, "phases", phase)
    left = [*campaign.phases[:at], *campaign.phases[at + 1 :]]
    return left[max(at - 1, 0)] if left else ""


def renamed_on(
    campaign: Campaign, list_name: str, old: str, new: str, pieces: Iterable[Task | Article]
) -> tuple[Task | Article, ...]:
    """Return the tasks and articles that carry an entry, with it renamed, or removed if empty."""
    changes = _changes_by(campaign, list_name, old, new)
    return tuple(
        replace(piece, **values)
        for piece in pieces
        if piece.campaign == campaign.id and (values := changes(piece))
    )


def _put_in_phase(
    campaign: Campaign, old: str, new: str, tasks: Sequence[Task]
) -> tuple[Record, ...]:
    own = [task for task in tasks if task.campaign == campaign.id and task.phase == old]
    own.sort(key=lambda task: task.position)
    if not own:
        return ()
    first = next_position(replace(own[0], phase=new), tasks)
    return tuple(
        replace(task, phase=new, position=first + number) for number, task in enumerate(own)
    )


def _levelled(units: Iterable[Unit], old: str, new: str) -> tuple[Unit, ...]:
    return tuple(replace(unit, level=new) if unit.level == old else unit for unit in units)


# ---------------------------------------------------------------------------- the campaign itself


def abbreviations(campaign: Campaign | None) -> dict[str, str]:
    """Return what is said for the abbreviations of a campaign, if there is one."""
    known = campaign.abbreviations if campaign else ()
    return {entry.short: entry.words for entry in known}


def groups(campaign: Campaign, list_name: str) -> list[str]:
    """Return the groups of the channels or the rings of the audiences, each once, in order."""
    listed: tuple[Named | Channel, ...] = getattr(campaign, list_name)
    return list(dict.fromkeys(entry.group for entry in listed if entry.group))


def refuse_impossible(campaign: Campaign, campaigns: Iterable[Campaign]) -> None:
    """Raise InvalidValueError for an invalid campaign: its name is empty or taken …"""
    if not campaign.name.strip():
        raise InvalidValueError(N_("A campaign needs a name."))
    for other in campaigns:
        if other.id != campaign.id and identity(other.name) == identity(campaign.name):
            raise InvalidValueError(
                N_("There is a campaign “{name}” already; give this one another name."),
                name=campaign.name,
            )
    if campaign.sync_hours < 1:
        raise InvalidValueError(N_("The sync window is at least 1 hour."))
    if campaign.news_hours < 1:
        raise InvalidValueError(N_("The norm from event to first out is at least 1 hour."))
    if campaign.most_cards < 1:
        raise InvalidValueError(N_("An article may have at least 1 related card."))
