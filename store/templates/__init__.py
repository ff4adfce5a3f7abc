"""Campaign templates: a campaign's lists and checklist as a TOML file, without a year.

`load` reads and checks a template, `Template.build` places it in a year. Whatever can be wrong in a
file is found by `load`, so a template that loads also builds.

The days of a file are written as in `DayRule`. Channels and audiences stand under their group:
`"mạng xã hội" = ["Facebook", "Zalo"]`.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Final
from unicodedata import normalize

import msgspec
from msgspec import Meta, Struct

from store.errors import N_, BadValue, UnknownRecord
from store.records import Campaign, Day, Document, Goal, Named, Quota, Task, Unit

__all__ = ["FIRST_YEAR", "LAST_YEAR", "VERSION", "Content", "Template", "load", "names"]

VERSION: Final = 1
"""The newest version of the file format that is read here."""

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9000
"""The years a campaign can stand in; a few days either side still are dates."""

_FOLDER: Final = Path(__file__).parent
_SOME_LEAP_YEAR: Final = 2000
"""A day.month is tried in this year: it has all 366 days."""


class _NotADay(ValueError):
    """A text that stands for no day.

    A ValueError, because msgspec then adds the place in the file to it.
    """

    def __init__(self, message: str, text: object) -> None:
        super().__init__(message)
        self.message = message
        self.text = text


class DayRule:
    """A day as a template writes it: `1.5`, `17.10.2023`, either with days added: `1.5-45d`.

    A day with its year is a fact of that year. A plain class, since msgspec would read a struct or
    dataclass from a table and not from this text.

    Args:
        text: the day as written.

    Raises:
        _NotADay: the text is none of these, or no such day exists.
    """

    __slots__ = ("_day", "_month", "_shift", "year")

    _WRITTEN = re.compile(
        r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})(\.(?P<year>[0-9]{4}))?"
        r"( *(?P<sign>[+-]) *(?P<days>[0-9]{1,3})d)?"
    )

    def __init__(self, text: str) -> None:
        found = self._WRITTEN.fullmatch(text.strip())
        if found is None:
            raise _NotADay(_WRITE_A_DAY, text)
        self._day, self._month = int(found["day"]), int(found["month"])
        self._shift = timedelta(days=int((found["sign"] or "") + (found["days"] or "0")))
        self.year = int(found["year"]) if found["year"] else None
        """The year written with it, or None."""
        try:
            self.on(_SOME_LEAP_YEAR)
        except (ValueError, OverflowError):
            raise _NotADay(_NO_SUCH_DAY, text) from None

    def on(self, year: int) -> date:
        """Give the day, in `year` where none is written with it (29.2 is 28.2 in most years)."""
        if self.year is not None:
            return date(self.year, self._month, self._day) + self._shift
        is_missing = (self._day, self._month) == (29, 2) and not isleap(year)
        return date(year, self._month, 28 if is_missing else self._day) + self._shift

    def within(self, year: int) -> date | None:
        """Give the day for a campaign of `year`; None if it is a fact of another year."""
        return self.on(year) if self.year in (None, year) else None


_WRITE_A_DAY: Final = N_(
    "{where}: “{text}” is not a day; write it as “1.5”, “17.10.2023” or “1.5-45d”."
)
_NO_SUCH_DAY: Final = N_("{where}: there is no day “{text}” in the calendar.")

_Text = Annotated[str, Meta(pattern=r"\S")]
_Names = tuple[_Text, ...]
_Groups = dict[str, _Names]
_Count = Annotated[int, Meta(ge=0)]


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file; a misspelt key in it is an error, not silently nothing."""


class GoalPart(_Part, frozen=True, kw_only=True):
    """An entry of `goals`."""

    code: _Text
    text: _Text


class DayPart(_Part, frozen=True, kw_only=True):
    """An entry of `milestones`, `anniversaries` or `peaks`."""

    name: _Text
    start: DayRule | None = None
    end: DayRule | None = None


class DocumentPart(_Part, frozen=True, kw_only=True):
    """An entry of `documents`; the day it was issued needs its year."""

    kind: _Text
    number: _Text
    issued: DayRule | None = None
    issuer: str = ""
    title: str = ""


class QuotaPart(_Part, frozen=True, kw_only=True):
    """An entry of `quotas`."""

    name: _Text
    at_least: _Count | None = None
    at_most: _Count | None = None
    per: str = ""


class UnitPart(_Part, frozen=True, kw_only=True):
    """An entry of `units`; its parent is the full name of another one."""

    name: _Text
    level: _Text
    short: str = ""
    parent: str = ""
    contact: str = ""


class TaskPart(_Part, frozen=True, kw_only=True):
    """An entry of `tasks`; it names phases, channels … of the template, and goals by code."""

    title: _Text
    phase: _Text
    due: DayRule | None = None
    notes: str = ""
    channels: _Names = ()
    audiences: _Names = ()
    levels: _Names = ()
    topics: _Names = ()
    goals: _Names = ()


class Content(_Part, frozen=True, kw_only=True):
    """All that a template file holds."""

    version: Annotated[int, Meta(ge=1)]
    name: _Text
    organisation: str = ""
    slogan: str = ""
    start: DayRule | None = None
    end: DayRule | None = None
    sync_hours: Annotated[int, Meta(ge=1)] = 48
    phases: _Names = ()
    strands: _Names = ()
    principles: _Names = ()
    requirements: _Names = ()
    goals: tuple[GoalPart, ...] = ()
    audiences: _Groups = {}
    channels: _Groups = {}
    levels: _Names = ()
    units: tuple[UnitPart, ...] = ()
    topics: _Names = ()
    milestones: tuple[DayPart, ...] = ()
    anniversaries: tuple[DayPart, ...] = ()
    peaks: tuple[DayPart, ...] = ()
    documents: tuple[DocumentPart, ...] = ()
    quotas: tuple[QuotaPart, ...] = ()
    tasks: tuple[TaskPart, ...] = ()


class Template(Struct, frozen=True, kw_only=True):
    """A checked template, ready to be placed in a year."""

    name: str
    """What the campaign's `template` says: the built-in name, or the file's without `.toml`."""
    content: Content

    def title(self, year: int) -> str:
        """Give the name a campaign of `year` gets."""
        return _in_year(self.content.name, year)

    def build(self, year: int, name: str | None = None) -> tuple[Campaign, list[Task]]:
        """Make the records of a campaign: new ids, days placed in the year, tasks in order.

        Args:
            year: the campaign's year. Days written with another year are left open, except
                those of documents.
            name: the campaign's name, if not the template's own.

        Raises:
            BadValue: the year is not from 1900 to 9000.
        """
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise BadValue(
                N_(
                    "A campaign cannot stand in the year {year}; choose one from {first} to {last}."
                ),
                year=year,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        campaign = self._campaign(year, self.title(year) if name is None else name)
        return campaign, self._tasks(year, campaign)

    def _campaign(self, year: int, name: str) -> Campaign:
        content = self.content
        start, end = _span(content.start, content.end, year)
        return Campaign(
            name=name,
            year=year,
            organisation=content.organisation,
            start=start,
            end=end,
            slogan=_in_year(content.slogan, year),
            template=self.name,
            phases=content.phases,
            strands=content.strands,
            principles=content.principles,
            requirements=content.requirements,
            goals=tuple(Goal(code=part.code, text=part.text) for part in content.goals),
            audiences=_named(content.audiences),
            channels=_named(content.channels),
            levels=content.levels,
            units=tuple(Unit(**_fields(part)) for part in content.units),
            topics=content.topics,
            milestones=_days(content.milestones, year),
            anniversaries=_days(content.anniversaries, year),
            peaks=_days(content.peaks, year),
            documents=tuple(_document(part) for part in content.documents),
            quotas=tuple(Quota(**_fields(part)) for part in content.quotas),
            sync_hours=content.sync_hours,
        )

    def _tasks(self, year: int, campaign: Campaign) -> list[Task]:
        seen: Counter[str] = Counter()
        tasks = []
        for part in self.content.tasks:
            fields = _fields(part) | {
                "campaign": campaign.id,
                "title": _in_year(part.title, year),
                "notes": _in_year(part.notes, year),
                "due": _place(part.due, year),
                "position": seen[part.phase],
            }
            tasks.append(Task(**fields))
            seen[part.phase] += 1
        return tasks


def names() -> list[str]:
    """Give the names of the built-in templates, in alphabetical order."""
    return sorted(file.stem for file in _FOLDER.glob("*.toml"))


def load(name: str) -> Template:
    """Read and check a template.

    Args:
        name: one of `names()`, or the path of a `.toml` file.

    Raises:
        UnknownRecord: no template has this name, no file this path.
        BadValue: the file cannot be read, or holds something a template cannot; the sentence
            names the file and the place in it.
    """
    path = _find(name)
    raw = _parse(_read(path), path)
    _check_version(raw, path)
    content = _convert(raw, path)
    _check_names(content, path)
    _check_days(content, path)
    return Template(name=path.stem, content=content)


def _find(name: str) -> Path:
    built_in = names()
    if name in built_in:
        return _FOLDER / f"{name}.toml"
    path = Path(name)
    if path.suffix != ".toml":
        raise UnknownRecord(
            N_("There is no template “{name}”; there are: {names}. A file's name ends in .toml."),
            name=name,
            names=", ".join(built_in),
        )
    return path


def _read(path: Path) -> str:
    try:
        # utf-8-sig: Windows editors begin a file with a BOM, and TOML knows none.
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadValue(
            N_("{where} is not UTF-8 text; save it as UTF-8 in your editor."), where=path
        ) from None
    except FileNotFoundError:
        raise UnknownRecord(N_("There is no template file {path}."), path=path) from None
    except OSError as error:
        raise BadValue(
            N_("{where} cannot be read: {reason}."), where=path, reason=error.strerror
        ) from error
    # A name typed on one machine and used by a task typed on another must be the same name.
    return normalize("NFC", text)


def _parse(text: str, path: Path) -> dict[str, Any]:
    import tomllib  # here, not above: most starts of the app load no template

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason, line, column = _position(str(error), text)
        raise BadValue(
            N_("{where} is not TOML: line {line}, column {column}: {reason}."),
            where=path,
            line=line,
            column=column,
            reason=reason,
        ) from None


def _position(said: str, text: str) -> tuple[str, int, int]:
    """Take a message of tomllib apart; only its text tells the place before Python 3.14."""
    found = re.fullmatch(r"(.*) \(at line ([0-9]+), column ([0-9]+)\)", said, re.DOTALL)
    if found is not None:
        return found[1], int(found[2]), int(found[3])
    lines = text.split("\n")
    return said.removesuffix(" (at end of document)"), len(lines), len(lines[-1]) + 1


def _check_version(raw: dict[str, Any], path: Path) -> None:
    """Refuse a newer file before its unknown keys are called misspelt."""
    version = raw.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BadValue(
            N_(
                "{where} is a template of version {version}, made for a newer toasoan; "
                "this one reads up to version {known}."
            ),
            where=path,
            version=version,
            known=VERSION,
        )


def _convert(raw: dict[str, Any], path: Path) -> Content:
    try:
        return msgspec.convert(raw, Content, dec_hook=_read_day)
    except msgspec.ValidationError as error:
        raise _plain(error, path) from None


def _read_day(wanted: type, value: object) -> DayRule:
    """Read a day for msgspec (the only type of ours in the file that it does not know)."""
    if not isinstance(value, str):
        raise _NotADay(_WRITE_A_DAY, value)
    return DayRule(value)


_PLAIN: Final = (
    (
        re.compile(r"Object contains unknown field `(?P<field>.*)`", re.DOTALL),
        N_("{where}: a template has no field “{field}” here; is it misspelt?"),
    ),
    (
        re.compile(r"Object missing required field `(?P<field>.*)`"),
        N_("{where}: the field “{field}” is missing."),
    ),
    (
        re.compile(r"Expected `(?P<wanted>.*)`, got `(?P<found>.*)`"),
        N_("{where}: this must be a TOML {wanted}, not a TOML {found}."),
    ),
    (
        re.compile(r"Expected `str` matching regex .*"),
        N_("{where}: this must not be empty."),
    ),
    (
        re.compile(r"Expected `int` >= (?P<least>[0-9]+)"),
        N_("{where}: this must be at least {least}."),
    ),
)
"""What msgspec says of a wrong field, and the sentence for it."""

_TOML_TYPES: Final = {"str": "string", "int": "integer", "bool": "boolean", "object": "table"}


def _plain(error: msgspec.ValidationError, path: Path) -> BadValue:
    """Turn msgspec's message, such as “… - at `$.tasks[3].due`”, into a sentence."""
    said, _, inside = str(error).rpartition(" - at `$")
    if not said:
        said, inside = str(error), ""
    where = _where(path, inside)
    cause = error.__cause__
    if isinstance(cause, _NotADay):
        return BadValue(cause.message, where=where, text=cause.text)
    for pattern, message in _PLAIN:
        if found := pattern.fullmatch(said):
            values = {key: _toml_type(key, value) for key, value in found.groupdict().items()}
            return BadValue(message, where=where, **values)
    return BadValue(N_("{where}: {reason}."), where=where, reason=said)


def _toml_type(key: str, value: str) -> str:
    """Call a type what TOML calls it (“str | null” is a string that may be left out)."""
    if key not in ("wanted", "found"):
        return value
    kind = value.removesuffix(" | null")
    return _TOML_TYPES.get(kind, kind)


def _where(path: Path, inside: str) -> str:
    """Say where in a file: `.tasks[3].due` is “mine.toml, tasks 4, due” (editors count from 1)."""
    place = str(path)
    for field, index in re.findall(r"\.(\w+)|\[([0-9]+)\]", inside):
        place += f", {field}" if field else f" {int(index) + 1}"
    return place


def _check_names(content: Content, path: Path) -> None:
    lists = {
        "phases": set(content.phases),
        "channels": {entry.name for entry in _named(content.channels)},
        "audiences": {entry.name for entry in _named(content.audiences)},
        "levels": set(content.levels),
        "topics": set(content.topics),
        "goals": {part.code for part in content.goals},
        "units": {part.name for part in content.units},
    }
    for inside, among, name in _names_used(content):
        if name not in lists[among]:
            raise BadValue(
                N_("{where}: “{name}” is not among the template's {list}."),
                where=_where(path, inside),
                name=name,
                list=among,
            )


def _names_used(content: Content) -> Iterator[tuple[str, str, str]]:
    """Give each name that must stand in a list: its place, that list, the name."""
    for index, unit in enumerate(content.units):
        yield f".units[{index}].level", "levels", unit.level
        if unit.parent:
            yield f".units[{index}].parent", "units", unit.parent
    for index, task in enumerate(content.tasks):
        yield f".tasks[{index}].phase", "phases", task.phase
        for among in ("channels", "audiences", "levels", "topics", "goals"):
            for name in getattr(task, among):
                yield f".tasks[{index}].{among}", among, name


def _check_days(content: Content, path: Path) -> None:
    for inside, start, end in _spans(content):
        if end is not None and (wrong := _wrong_span(start, end)):
            raise BadValue(wrong, where=_where(path, inside))
    for index, document in enumerate(content.documents):
        if document.issued is not None and document.issued.year is None:
            raise BadValue(
                N_("{where}: a document's day needs its year, as in “18.5.2021”."),
                where=_where(path, f".documents[{index}].issued"),
            )


def _wrong_span(start: DayRule | None, end: DayRule) -> str:
    """Give the sentence for what is wrong with an end, empty if nothing is."""
    if start is None:
        return N_("{where}: an end needs a start.")
    if start.year is None and end.year is not None:
        return N_("{where}: the start is written without a year, so the end must be too.")
    year = start.year or _SOME_LEAP_YEAR
    return N_("{where}: the end comes before the start.") if end.on(year) < start.on(year) else ""


def _spans(content: Content) -> Iterator[tuple[str, DayRule | None, DayRule | None]]:
    """Give the place, start and end of the campaign and of each of its named days."""
    yield ".end", content.start, content.end
    for field in ("milestones", "anniversaries", "peaks"):
        for index, part in enumerate(getattr(content, field)):
            yield f".{field}[{index}].end", part.start, part.end


def _in_year(text: str, year: int) -> str:
    # Not str.format: any other brace in an editor's text is just a brace.
    return text.replace("{year}", str(year))


def _place(rule: DayRule | None, year: int) -> date | None:
    return None if rule is None else rule.within(year)


def _span(start: DayRule | None, end: DayRule | None, year: int) -> tuple[date | None, date | None]:
    """Place a start and its end; they are facts of the start's year together."""
    first = _place(start, year)
    return first, end.on(year) if first and end else None


def _fields(part: _Part) -> dict[str, Any]:
    return msgspec.structs.asdict(part)


def _named(groups: _Groups) -> tuple[Named, ...]:
    return tuple(Named(name=name, group=group) for group, some in groups.items() for name in some)


def _days(parts: Iterable[DayPart], year: int) -> tuple[Day, ...]:
    spans = ((part.name, _span(part.start, part.end, year)) for part in parts)
    return tuple(Day(name=name, start=start, end=end) for name, (start, end) in spans)


def _document(part: DocumentPart) -> Document:
    # Issued when it was issued, whatever the year of the campaign.
    issued = part.issued.on(part.issued.year) if part.issued and part.issued.year else None
    return Document(**_fields(part) | {"issued": issued})
