"""The form of an entry of a campaign's lists, or of the campaign's own fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from store import Campaign, Desk
from store.articles.shapes import shape_of
from store.campaign_records import Abbreviation, Day, Goal, Named, Quota
from store.campaigns.lists import KINDS, Entry, entries, groups, key_of, place_of
from store.campaigns.quotas import ANSWERS, Kind, Period, channels_of, kind_of, period_of
from store.channels import Channel, Shape
from store.dates.due import Due
from store.letter import Letter
from store.text import read_number, show_day
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _

LIST_NAMES: Final = {
    "phases": N_("Phases"),
    "strands": N_("Strands"),
    "principles": N_("Principles"),
    "requirements": N_("Requirements"),
    "goals": N_("Goals"),
    "audiences": N_("Audiences"),
    "channels": N_("Channels"),
    "levels": N_("Levels"),
    "topics": N_("Topics"),
    "milestones": N_("Milestones"),
    "anniversaries": N_("Anniversaries"),
    "peaks": N_("Peaks"),
    "quotas": N_("Quotas"),
    "abbreviations": N_("Abbreviations"),
}
"""The label of each list, in the order of the screen; message ids."""

OWN: Final = "campaign"
"""The list of the campaign's own fields."""
LETTER: Final = "letter"
"""The list of the fields of its report's head and foot."""


# ---------------------------------------------------------------- entries


def _fields_of(entry: Entry | None, list_name: str, campaign: Campaign) -> list[Field]:
    """Return the fields of an entry; None for a new one."""

    def held(name: str, default: Any = "") -> Any:
        return getattr(entry, name, default)

    kind: Any = KINDS[list_name]
    if kind is str:
        return [Field("name", _("Name"), entry or "")]
    if kind is Goal:
        code = Field("code", _("Code"), held("code"), hint="G8")
        return [code, Field("text", _("Goal"), held("text"))]
    if kind is Abbreviation:
        short = Field("short", _("Short"), held("short"), hint="LĐLĐ")
        return [short, Field("words", _("Spoken"), held("words"), hint="Liên đoàn Lao động")]
    name = Field("name", _("Name"), held("name"))
    if kind is Named:
        label = _("Ring") if list_name == "audiences" else _("Group")
        hint = ", ".join(groups(campaign, list_name))
        return [name, Field("group", label, held("group"), hint=hint)]
    if kind is Channel:
        return [name, *_channel_fields(entry if isinstance(entry, Channel) else None, campaign)]
    if kind is Day:
        hint, none = _("18.5, Friday, +3d, 10 days before 1.5 …"), _("empty: it is one day")
        start = Field("start", _("Day, or first"), held("start", None), "day", hint)
        return [name, start, Field("end", _("Last day"), held("end", None), "day", none)]
    return _quota_fields(entry if isinstance(entry, Quota) else Quota(name=""), campaign)


WHAT: Final = {
    Kind.POSTS: N_("pieces out in these channels"),
    Kind.RUMOURS: N_("answers to negative news"),
    Kind.QUESTIONS: N_("answers to questions"),
    Kind.CAMPAIGNS: N_("campaigns"),
    Kind.TYPED: N_("a number typed by hand"),
}
"""What a quota counts; message ids."""

PER: Final = {
    Period.DAY: N_("day"),
    Period.WEEK: N_("week"),
    Period.CAMPAIGN: N_("campaign"),
    Period.YEAR: N_("year"),
}
"""The times for which a quota is set; message ids."""


def _quota_fields(entry: Quota, campaign: Campaign) -> list[Field]:
    kind = kind_of(entry)
    per = period_of(entry) if entry.name else Period.DAY
    what = {str(one): _(name) for one, name in WHAT.items()}
    times = {"": "–", **{str(one): _(name) for one, name in PER.items()}}
    known = (*(channel.name for channel in campaign.channels), *entry.channels)
    channels = {name: name for name in known}
    counted = channels_of(entry, campaign) if kind is Kind.POSTS else ()
    own = tuple(name for name in channels if name in counted)
    hours, of_number = _("hours to an answer"), _("the day of that number")
    return [
        Field("name", _("Name"), entry.name, hint=_("posts on the fanpage")),
        Field("what", _("Counts"), str(kind or Kind.POSTS), "turn", among=what),
        Field("channels", _("Channels"), own, "several", among=channels),
        Field("at_least", _("At least"), _number(entry.at_least)),
        Field("at_most", _("At most"), _number(entry.at_most), hint=hours),
        Field("per", _("Per"), str(per or ""), "turn", among=times),
        Field("value", _("Typed number"), _number(entry.value), hint=_("only if typed by hand")),
        Field("value_day", _("Counted on"), entry.value_day, "day", of_number, is_past=True),
    ]


SHAPES: Final = {
    Shape.NEWSPAPER: N_("newspaper"),
    Shape.SITE: N_("website"),
    Shape.RADIO: N_("radio"),
    Shape.LOUDSPEAKER: N_("loudspeaker"),
    Shape.SOCIAL: N_("social media post"),
    Shape.BOARD: N_("notice board"),
    Shape.BANNER: N_("banner"),
    Shape.TALK: N_("talking points"),
    Shape.BULLETIN: N_("bulletin item"),
}
"""What the shapes of channels are called; message ids."""

LIMITS: Final = {
    "most_words": N_("Most words"),
    "most_characters": N_("Most characters"),
    "sentence_words": N_("Sentence up to"),
    "words_per_minute": N_("Words a minute"),
    "hashtags": N_("Hashtags"),
}
"""The limits of a channel; message ids."""


def _channel_fields(entry: Channel | None, campaign: Campaign) -> list[Field]:
    """Return the fields of a channel below its name; two share a line, so that they fit."""
    channel = entry or Channel("")
    shape = channel.shape.value if channel.shape else ""
    by_name = _("by its name")
    shapes = {"": by_name, **{one.value: _(name) for one, name in SHAPES.items()}}
    limits = [
        Field(name, _(label), _number(getattr(channel, name)), shares_line=place in (0, 2))
        for place, (name, label) in enumerate(LIMITS.items())
    ]
    texts = [
        Field("opening", _("Opening"), channel.opening, hint=_("the formula it begins with")),
        Field("closing", _("Closing"), channel.closing, hint=_("the formula it ends with")),
        Field("outlet", _("Outlet"), channel.outlet, hint=_("a newspaper, a station, a page")),
        Field("person", _("Person"), channel.person, hint=_("whom one asks there")),
        Field("address", _("Address"), channel.address, hint=_("an address, a link, a place")),
    ]
    units = {unit.name: unit.name for unit in campaign.units}
    return [
        Field("group", _("Group"), channel.group, hint=", ".join(groups(campaign, "channels"))),
        Field("shape", _("Shape"), shape, "choice", among=shapes),
        *limits,
        *texts,
        Field("units", _("Of units"), channel.units, "several", among=units),
    ]


def _entry_from(list_name: str, values: Mapping[str, Any]) -> Entry:
    """Make an entry from the values of its fields; raises InvalidValueError."""
    kind: Any = KINDS[list_name]
    if kind is str:
        return str(values["name"])
    names = ("at_least", "at_most", "value", *LIMITS)
    limits: dict[str, Any] = {n: read_number(values[n]) for n in names if n in values}
    if "shape" in values:
        limits["shape"] = Shape(values["shape"]) if values["shape"] else None
    entry: Entry = kind(**{**values, **limits})
    return entry


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


# ---------------------------------------------------------------- as shown in the list


def shown(entry: Entry) -> tuple[str, str]:
    """Return an entry as shown in the list: its name, and the rest."""
    match entry:
        case str():
            return entry, ""
        case Goal():
            return f"{entry.code}  {entry.text}", ""
        case Named():
            return entry.name, entry.group
        case Channel():
            facts = (entry.group, _(SHAPES[shape_of(entry)]), entry.outlet or entry.person)
            return entry.name, " · ".join(filter(None, facts))
        case Abbreviation():
            return entry.short, entry.words
        case Day():
            return entry.name, span(entry)
        case Quota():
            return entry.name, quota(entry)


def span(day: Day) -> str:
    """Return the days of a named day, "1.5 – 7.5.2027"."""
    if day.start is None:
        return _("no day yet")
    if day.end is None or day.end == day.start:
        return show_day(day.start)
    return f"{day.start.day}.{day.start.month} – {show_day(day.end)}"


def quota(entry: Quota) -> str:
    """Return what a quota counts and its limits, "≥ 3 ≤ 5 / week"."""
    limits = [f"≥ {entry.at_least}"] if entry.at_least is not None else []
    kind = kind_of(entry)
    if entry.at_most is not None:
        most = _("{hours} h") if kind in ANSWERS else "{hours}"
        limits.append(f"≤ {most.format(hours=entry.at_most)}")
    period = period_of(entry)
    per = _(PER[period]) if period else entry.per
    counts = ", ".join(entry.channels) or (_(WHAT[kind]) if kind else _("cannot be counted"))
    return " ".join(limits) + (f" / {per}" if per else "") + f" · {counts}"


# ---------------------------------------------------------------- the campaign itself


def own_fields(campaign: Campaign) -> list[Field]:
    """Return the form fields of the campaign itself."""
    first, second = campaign.sync_groups
    among = {group: group for group in (*groups(campaign, "channels"), first, second)}
    norm = _("from an event to the first piece out")
    hint, most = _("1.5, 31.5.2027 …"), _("how many an article has at the most")
    return [
        Field("name", _("Name"), campaign.name),
        Field("year", _("Year"), _number(campaign.year)),
        Field("organisation", _("Organisation"), campaign.organisation),
        Field("start", _("First day"), campaign.start, "day", hint),
        Field("end", _("Last day"), campaign.end, "day", hint),
        Field("slogan", _("Slogan"), campaign.slogan),
        Field("news_hours", _("News hours"), str(campaign.news_hours), hint=norm),
        Field("sync_hours", _("Sync hours"), str(campaign.sync_hours)),
        Field("sync_first", _("In sync with"), first, "choice", among=among),
        Field("sync_second", _("and with"), second, "choice", among=among),
        Field("most_cards", _("Related cards"), str(campaign.most_cards), hint=most),
    ]


def letter_fields(campaign: Campaign) -> list[Field]:
    """Return the fields of the head and foot of the report."""
    letter = campaign.letter
    above = _("empty: the organisation above")
    return [
        Field("symbol", _("Symbol"), letter.symbol, hint="BC-LĐLĐ"),
        Field("place", _("Place"), letter.place, hint="Hà Nội"),
        Field("to", _("Addressee"), letter.to, hint=above),
        Field("on_behalf", _("On behalf"), letter.on_behalf, hint="TM. BAN THƯỜNG VỤ"),
        Field("position", _("Position"), letter.position, hint="CHỦ TỊCH"),
        Field("signer", _("Signed by"), letter.signer, hint=_("first and last name")),
        Field("recipients", _("Recipients"), letter.recipients, hint=_("separated by ;")),
    ]


def _own_changes(values: Mapping[str, Any]) -> dict[str, Any]:
    """Make the fields of a campaign from those of its form; raises InvalidValueError."""
    return {
        **{name: values[name] for name in ("organisation", "start", "end", "slogan")},
        "name": " ".join(values["name"].split()),
        "year": read_number(values["year"]),
        "sync_hours": read_number(values["sync_hours"]) or 0,
        "sync_groups": (values["sync_first"], values["sync_second"]),
        "news_hours": read_number(values["news_hours"]) or 0,
        "most_cards": read_number(values["most_cards"]) or 0,
    }


# ---------------------------------------------------------------- the form


FIELDS: Final = {
    OWN: (N_("The campaign"), own_fields),
    LETTER: (N_("Report form"), letter_fields),
}
"""What is no list but has fields: its label (a message id), and how they are made."""


class FieldForm(Form[str]):
    """Ask for the values of an entry, and save it in its list; returns the entry's key.

    `list_name` is a list, or one of `FIELDS`; `key` is None for a new entry; `first` is the field
    to focus.
    """

    PREFIX = "field-"

    _campaign: Campaign

    def __init__(
        self, desk: Desk, campaign: Campaign, list_name: str, key: str | None, first: str = ""
    ) -> None:
        self._list = list_name
        self._key = key
        if list_name in FIELDS:
            label, own = FIELDS[list_name]
            title, fields = _(label), own(campaign)
        else:
            title = f"{_(LIST_NAMES[list_name])}: {_('Add') if key is None else _('Edit')}"
            known = entries(campaign, list_name)
            entry = None if key is None else known[place_of(campaign, list_name, key)]
            fields = _fields_of(entry, list_name, campaign)
        super().__init__(title, desk, campaign, fields, first)

    def due(self, name: str) -> Due:
        """Return the day without its anchor, which is not kept; raises InvalidValueError."""
        return Due(super().due(name).day)

    def save(self, values: Mapping[str, Any]) -> str:
        """Save the entry in its list, or the campaign's own fields."""
        campaign = self._desk.campaigns[self._campaign.id]
        if self._list == OWN:
            self._desk.campaigns.edit(campaign, **_own_changes(values))
            return self._first
        if self._list == LETTER:
            self._desk.campaigns.edit(campaign, letter=Letter(**values))
            return self._first
        made = _entry_from(self._list, values)
        if self._key is None:
            changed = self._desk.campaigns.add_to_list(campaign, self._list, made)
            return key_of(entries(changed, self._list)[-1])
        place = place_of(campaign, self._list, self._key)
        changed = self._desk.campaigns.edit_in_list(campaign, self._list, self._key, made)
        return key_of(entries(changed, self._list)[place])
