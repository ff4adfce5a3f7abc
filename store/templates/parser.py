"""Read template files; faults are reported with their line and field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from store.campaign_records import Stage, Task
from store.campaigns.recurrence import read_repeat
from store.campaigns.schedule import check_order
from store.channels import Shape
from store.dates.anchors import END, START
from store.dates.lunar_days import is_lunar_anchor
from store.errors import N_, InvalidValueError, RecordNotFoundError
from store.safe_open import open_to_read
from store.templates.build import Template, named
from store.templates.day_rules import SOME_LEAP_YEAR, WRITE_A_DAY, DayRule, NotADayError
from store.templates.schema import NAMED_DAYS, PRIORITIES, TAGS, VERSION, Content, Names
from store.text import nfc
from store.toml_source import Place, line_of, parsed

MOST_BYTES: Final = 4_000_000
"""The most bytes in a template; one of a thousand tasks has two hundred thousand."""


def read(path: Path) -> Template:
    """Read and check a template file.

    Raises:
        RecordNotFoundError: there is no such file.
        InvalidValueError: it cannot be read, or is not valid.
    """
    return checked(_read(path), path)


def checked(text: str, path: Path) -> Template:
    """Check the text of a template; refusals name `path`; raises as `read` does."""
    # NFC: a name typed on one machine must match the same name typed on another.
    return Template(name=path.stem, content=_Check(nfc(text), path).content())


def root_of(text: str) -> dict[str, Any]:
    """Return the keys before the first table, such as the name; empty if the file is faulty."""
    head = re.split(r"^\[", text, maxsplit=1, flags=re.MULTILINE)[0]
    try:
        return parsed(head, "")
    except InvalidValueError:
        return {}


def _read(path: Path) -> str:
    try:
        with open_to_read(path) as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise InvalidValueError(
                N_("{where} has more than the {most} MB that a template may have."),
                where=path,
                most=MOST_BYTES // 1_000_000,
            )
        # utf-8-sig: Windows editors begin a file with a BOM, which TOML does not allow.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidValueError(
            N_("{where} is not UTF-8 text; save it as UTF-8 in your editor."), where=path
        ) from None
    except FileNotFoundError:
        raise RecordNotFoundError(N_("There is no template file {path}."), path=path) from None
    except OSError as error:
        raise InvalidValueError(
            N_("{where} cannot be read: {reason}."), where=path, reason=error.strerror
        ) from error


_PLAIN: Final = (
    (
        re.compile(r"Object contains unknown field `(?P<field>.*)`", re.DOTALL),
        N_(
            "{file}, line {line} ({place}): a template has no field “{field}” here; is it misspelt?"
        ),
    ),
    (
        re.compile(r"Object missing required field `(?P<field>.*)`"),
        N_("{file}, line {line} ({place}): the field “{field}” is missing."),
    ),
    (
        re.compile(r"Expected `str( \| null)?`, got .*"),
        N_("{file}, line {line} ({place}): this must be a text in quotation marks."),
    ),
    (
        re.compile(r"Expected `int( \| null)?`, got .*"),
        N_("{file}, line {line} ({place}): this must be a whole number, without quotation marks."),
    ),
    (
        re.compile(r"Expected `bool( \| null)?`, got .*"),
        N_("{file}, line {line} ({place}): this must be true or false, without quotation marks."),
    ),
    (
        re.compile(r"Expected `array( \| null)?`, got .*"),
        N_("{file}, line {line} ({place}): this must be a list in square brackets."),
    ),
    (
        re.compile(r"Expected `object( \| null)?`, got .*"),
        N_("{file}, line {line} ({place}): this must be a table, such as {{ name = “…” }}."),
    ),
    (
        re.compile(r"Expected `array` of length (?P<wanted>[0-9]+), got (?P<found>[0-9]+)"),
        N_("{file}, line {line} ({place}): this must have {wanted} entries, not {found}."),
    ),
    (
        re.compile(r"Expected `str` matching regex .*"),
        N_("{file}, line {line} ({place}): this must not be empty."),
    ),
    (
        re.compile(r"Expected `int` >= (?P<least>-?[0-9]+)"),
        N_("{file}, line {line} ({place}): this must be at least {least}."),
    ),
    (
        re.compile(r"Expected `int` <= (?P<most>[0-9]+)"),
        N_("{file}, line {line} ({place}): this must be at most {most}."),
    ),
    (
        re.compile(r"Invalid RFC3339 encoded time|Expected `time` with no timezone component"),
        N_("{file}, line {line} ({place}): this is not a time of day; write it as “22:30”."),
    ),
    (
        re.compile(r"Invalid enum value '?(?P<found>.*?)'?"),
        N_("{file}, line {line} ({place}): this cannot be “{found}”; it is one of: {known}."),
    ),
)
"""Error messages of msgspec, and our sentences for them."""

_KNOWN: Final = {
    "priority": ", ".join(PRIORITIES),
    "stage": ", ".join(Stage),
    "shape": ", ".join(Shape),
}
"""The possible values of enumerated fields."""


class _Check:
    """The checks of one text, in NFC; refusals name its path."""

    def __init__(self, text: str, path: Path) -> None:
        self._text = text
        self._path = path

    def content(self) -> Content:
        """Read the text, and check what the schema cannot express."""
        raw = parsed(self._text, self._path)
        self._check_version(raw)
        try:
            content = msgspec.convert(raw, Content, dec_hook=_read_day)
        except msgspec.ValidationError as error:
            raise self._plain(error, raw) from None
        self._check_names(content)
        self._check_days(content)
        self._check_repeats(content)
        self._check_order(content)
        return content

    def _wrong(self, message: str, place: Place, **values: object) -> InvalidValueError:
        """Return a refusal such as “mine.toml, line 41 (tasks 4, due): …”."""
        line = line_of(self._text, place)
        return InvalidValueError(
            message, file=self._path, line=line, place=_in_words(place), **values
        )

    # ------------------------------------------------------------------ as TOML

    def _check_version(self, raw: dict[str, Any]) -> None:
        """Refuse a file of a newer version, before its unknown keys are reported as misspelt."""
        version = raw.get("version")
        if isinstance(version, int) and version > VERSION:
            raise self._wrong(
                N_(
                    "{file}, line {line} ({place}): this is a template of version {version}, made "
                    "for a newer toasoan; this one reads up to version {known}."
                ),
                ("version",),
                version=version,
                known=VERSION,
            )

    def _plain(self, error: msgspec.ValidationError, raw: dict[str, Any]) -> InvalidValueError:
        """Turn a message of msgspec, such as “… - at `$.tasks[3].due`”, into a sentence."""
        said, _, inside = str(error).rpartition(" - at `$")
        if not said:
            said, inside = str(error), ""
        place = _place(inside, raw)
        cause = error.__cause__
        if isinstance(cause, NotADayError):
            return self._wrong(cause.message, place, text=cause.text)
        for pattern, message in _PLAIN:
            if found := pattern.fullmatch(said):
                values = found.groupdict()
                if "field" in values:
                    place = (*place, values["field"])
                known = _KNOWN.get(str(place[-1])) if place else None
                return self._wrong(message, place, **values, known=known)
        return self._wrong(N_("{file}, line {line} ({place}): {reason}."), place, reason=said)

    # ------------------------------------------------------------------ names

    def _check_names(self, content: Content) -> None:
        days = [part.name for field in NAMED_DAYS for part in getattr(content, field)]
        lists = {
            **{field: set(getattr(content, field)) for field in _PLAIN_LISTS},
            "channels": {entry.name for entry in named(content.channels)},
            "audiences": {entry.name for entry in named(content.audiences)},
            "goals": {part.code for part in content.goals},
            "units": {part.name for part in content.units},
            "milestones": {part.name for part in content.milestones},
            "days": {START, END, *days},
            "tasks": {part.key for part in content.tasks if part.key},
        }
        for place, among, name in _names_used(content):
            if name not in lists[among]:
                raise self._wrong(
                    N_(
                        "{file}, line {line} ({place}): “{name}” is not among the template's "
                        "{list}."
                    ),
                    place,
                    name=name,
                    list=among,
                )

    # ------------------------------------------------------------------ days

    def _check_days(self, content: Content) -> None:
        for place, start, end in _spans(content):
            if end is not None and (wrong := _wrong_span(start, end, is_day=len(place) > 1)):
                raise self._wrong(wrong, place)
        for index, document in enumerate(content.documents):
            if document.issued is not None and document.issued.year is None:
                raise self._wrong(
                    N_(
                        "{file}, line {line} ({place}): a document's day needs its year, as in "
                        "“18.5.2021”."
                    ),
                    ("documents", index, "issued"),
                )

    # ------------------------------------------------------------------ repetitions and order

    def _check_repeats(self, content: Content) -> None:
        for index, task in enumerate(content.tasks):
            try:
                rule = read_repeat(task.repeat)
            except InvalidValueError:
                raise self._wrong(
                    N_(
                        "{file}, line {line} ({place}): “{text}” is not a repetition; write “hằng "
                        "tuần”, “every Monday” or a rule such as “FREQ=WEEKLY;BYDAY=MO”."
                    ),
                    ("tasks", index, "repeat"),
                    text=task.repeat,
                ) from None
            if task.until is not None and (not rule or "COUNT=" in rule or "UNTIL=" in rule):
                raise self._wrong(
                    N_(
                        "{file}, line {line} ({place}): a last day needs a repetition that does "
                        "not say itself when it ends."
                    ),
                    ("tasks", index, "until"),
                )

    def _check_order(self, content: Content) -> None:
        """Refuse duplicate keys, and tasks that would wait for themselves."""
        seen: dict[str, Task] = {}
        for index, part in enumerate(content.tasks):
            if part.key in seen:
                raise self._wrong(
                    N_("{file}, line {line} ({place}): another task has the key “{key}” already."),
                    ("tasks", index, "key"),
                    key=part.key,
                )
            if part.key:
                seen[part.key] = Task(id=part.key, campaign="", title=part.title, after=part.after)
        from graphlib import CycleError, TopologicalSorter

        try:
            TopologicalSorter({task.id: task.after for task in seen.values()}).prepare()
        except CycleError as error:
            self._refuse_circle(content, seen, frozenset(error.args[1]))

    def _refuse_circle(
        self, content: Content, seen: dict[str, Task], circle: frozenset[str]
    ) -> None:
        """Refuse the first task of a cycle."""
        for index, part in enumerate(content.tasks):
            if part.key in circle:
                try:
                    check_order(seen[part.key], part.after, seen.values())
                except InvalidValueError as error:
                    raise self._wrong(
                        N_(
                            "{file}, line {line} ({place}): “{title}” would wait for itself: "
                            "{circle}."
                        ),
                        ("tasks", index, "after"),
                        **error.values,
                    ) from None


_PLAIN_LISTS: Final = ("phases", "strands", "levels", "topics")


def _names_used(content: Content) -> Iterator[tuple[Place, str, str]]:
    """Yield each name that must be in a list: its path, the list, the name."""
    for index, unit in enumerate(content.units):
        if unit.level:
            yield ("units", index, "level"), "levels", unit.level
        if unit.parent:
            yield ("units", index, "parent"), "units", unit.parent
    for index, quota in enumerate(content.quotas):
        for number, name in enumerate(quota.channels):
            yield ("quotas", index, "channels", number), "channels", name
    for index, form in enumerate(content.channel_forms):
        yield ("channel_forms", index, "name"), "channels", form.name
    for index, task in enumerate(content.tasks):
        for field, among in _ONE_OF.items():
            name = getattr(task, field)
            is_lunar = field == "anchor" and is_lunar_anchor(name)
            if name and not is_lunar:
                yield ("tasks", index, field), among, name
        for field in (*TAGS, "after"):
            for number, name in enumerate(getattr(task, field)):
                among = "tasks" if field == "after" else field
                yield ("tasks", index, field, number), among, name


_ONE_OF: Final = {
    "phase": "phases",
    "strand": "strands",
    "unit": "units",
    "milestone": "milestones",
    "anchor": "days",
}
"""The list that a field of a task refers to."""


def _spans(content: Content) -> Iterator[tuple[Place, DayRule | None, DayRule | None]]:
    """Yield the path, start and end of the campaign and of each of its named days."""
    yield ("end",), content.start, content.end
    for field in NAMED_DAYS:
        for index, part in enumerate(getattr(content, field)):
            yield (field, index, "end"), part.start, part.end


def _wrong_span(start: DayRule | None, end: DayRule, *, is_day: bool) -> str:
    """Return the sentence on a wrong end; empty if it is right."""
    if start is None:  # a campaign may know its last day only
        return N_("{file}, line {line} ({place}): an end needs a start.") if is_day else ""
    if start.year is None and end.year is not None:
        return N_(
            "{file}, line {line} ({place}): the start is written without a year, so the end must "
            "be too."
        )
    years = [start.year] if start.year else [SOME_LEAP_YEAR, SOME_LEAP_YEAR + 1]
    if any(end.on(year) < start.on(year) for year in years):
        return N_("{file}, line {line} ({place}): the end comes before the start.")
    return ""


def _read_day(wanted: type, value: object) -> DayRule:
    """Read a day for msgspec (the only custom type)."""
    if not isinstance(value, str):
        raise NotADayError(WRITE_A_DAY, value)
    return DayRule(value)


def _place(inside: str, raw: dict[str, Any]) -> Place:
    """Return the path that msgspec spells `.tasks[3].due`; `[...]` is a key it does not name."""
    place: Place = ()
    for field, index, some in re.findall(r"\.(\w+)|\[([0-9]+)\]|(\[\.\.\.\])", inside):
        if some:
            place = (*place, _wrong_group(raw[str(place[-1])]))
        else:
            place = (*place, field or int(index))
    return place


def _wrong_group(groups: dict[str, Any]) -> str:
    """Return the first invalid group of channels or audiences: the one msgspec stopped at."""
    for group, some in groups.items():
        try:
            msgspec.convert(some, Names)
        except msgspec.ValidationError:
            return group
    return ""


def _in_words(place: Place) -> str:
    """Return a path in words: “tasks 4, due”, counting from 1."""
    words = ""
    for part in place:
        words += f" {part + 1}" if isinstance(part, int) else f", {part}"
    return words.removeprefix(", ")
