"""Drawing a day of the calendar: as a cell of the month, or as lines of the week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from rich.cells import cell_len, set_cell_size

from store.campaign_records import Task
from store.campaigns.calendar import DAYS, CalendarDay, Entry, Kind
from store.text import nfc
from tui.i18n import N_, _
from tui.widgets.due import SHORT_WEEKDAYS
from tui.widgets.labels import TASK_MARKS
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, fitted

MARKS: Final = {
    Kind.HOLIDAY: "✿",
    Kind.MILESTONE: "◆",
    Kind.PEAK: "■",
    Kind.ANNIVERSARY: "★",
    Kind.PLANNED: "▷",
    Kind.OUT: "▶",
}
"""The mark of entries other than tasks, which have `TASK_MARKS`."""

_TONES: Final = {
    Kind.HOLIDAY: "warn",
    Kind.MILESTONE: "open",
    Kind.PEAK: "open",
    Kind.ANNIVERSARY: "accent",
    Kind.PLANNED: "",
    Kind.OUT: "good",
}

MONTHS: Final = (
    N_("January {year}"),
    N_("February {year}"),
    N_("March {year}"),
    N_("April {year}"),
    N_("May {year}"),
    N_("June {year}"),
    N_("July {year}"),
    N_("August {year}"),
    N_("September {year}"),
    N_("October {year}"),
    N_("November {year}"),
    N_("December {year}"),
)
"""Message ids."""

AT_CURSOR: Final = "!"
"""The prefix of the tone of what is under the cursor."""

_SATURDAY: Final = 5
_TITLED: Final = 7
"""The minimum width of a cell that shows the titles of its entries."""
_WITH_DAY: Final = 16
"""The minimum width that leaves room for the "Ngày" before the name of a day."""
_LABEL: Final = 11
"""The width of the name of a day in the week."""


class Place(NamedTuple):
    """The state of a day in the current view."""

    is_here: bool = False
    """Whether the cursor is on it."""
    is_today: bool = False
    is_outside: bool = False
    """Whether it belongs to another month."""


def mark_of(entry: Entry) -> str:
    """Return the mark before an entry."""
    if isinstance(entry.record, Task):
        return TASK_MARKS[entry.record.status]
    return MARKS[entry.kind]


def tone_of(entry: Entry) -> str:
    """Return the tone of an entry."""
    if entry.late:
        return "warn"
    if entry.kind is Kind.TASK:
        return "dim" if entry.done else ""
    return _TONES[entry.kind]


def named(entry: Entry) -> str:
    """Return the title of an entry on one line."""
    return one_line(nfc(entry.title)).strip() or _("(no headline)")


def cell(day: CalendarDay, width: int, height: int, place: Place) -> list[Line]:
    """Draw a day as a cell of the month: its number, then a line for each of its first entries.

    Titles are wrapped into the lines that are left. The number of entries that are not shown is
    next to that of the day. The last column is a vertical line.
    """
    fits = height - 1 if width >= _TITLED else 0
    shown, rest = day.entries[:fits], day.entries[fits:]
    lines = [_head(day, rest, width - 1, place)]
    for entry, high in zip(shown, _heights(shown, day, width - 1, fits), strict=True):
        lines += [[part] for part in _titled(entry, day, width - 1, high)]
    lines += [[(" " * (width - 1), "")] for _n in range(height - len(lines))]
    return [[*_toned(line, place), ("│", "rule")] for line in lines[:height]]


def _heights(entries: Sequence[Entry], day: CalendarDay, width: int, lines: int) -> list[int]:
    """Distribute the lines of a cell among its entries: one for each, more for the first ones."""
    left = lines - len(entries)
    heights = []
    for entry in entries:
        more = min(len(_wrapped(entry, day, width)) - 1, left) if left > 0 else 0
        left -= more
        heights.append(1 + more)
    return heights


def day_line(day: CalendarDay, width: int, height: int, place: Place) -> list[Line]:
    """Draw a day as lines of the week: its name, and its entries beside it."""
    name = f"{_(SHORT_WEEKDAYS[day.day.weekday()])} {day.day.day}.{day.day.month}"
    mark = "▸" if place.is_here else " "
    label = (
        fitted(f"{mark}{name}{'•' if place.is_today else ''}", _LABEL),
        _number_tone(day, place),
    )
    room = max(width - _LABEL, 1)
    if height == 1:
        beside: Line = [(text, tone) for text, tone, _entry in _beside(day, room)]
        return [_toned([label, *beside], place)]
    fits = height if len(day.entries) <= height else height - 1
    lines: list[Line] = [_titled(entry, day, room) for entry in day.entries[:fits]]
    if len(day.entries) > fits:
        lines.append([(fitted(f"+{len(day.entries) - fits}", room), "dim")])
    lines += [[(" " * room, "")] for _n in range(height - len(lines))]
    blank = (" " * _LABEL, "")
    return [_toned([blank if n else label, *line], place) for n, line in enumerate(lines)]


def _toned(line: Line, place: Place) -> Line:
    """Return a line dimmed in another month, and marked under the cursor."""
    mark = AT_CURSOR if place.is_here else ""
    if place.is_outside:
        return [(text, f"{mark}dim") for text, _tone in line]
    return [(text, f"{mark}{tone}") for text, tone in line]


def _number_tone(day: CalendarDay, place: Place) -> str:
    if place.is_today:
        return "open"
    if day.is_off:
        return "warn"
    return "accent" if day.day.weekday() >= _SATURDAY else "title"


def _head(day: CalendarDay, rest: Sequence[Entry], width: int, place: Place) -> Line:
    number = f"{'▸' if place.is_here else ' '}{day.day.day:>2}{'•' if place.is_today else ' '}"
    room = width - cell_len(number)
    if room < 1:
        return [(set_cell_size(number, width), _number_tone(day, place))]
    text, tone = _counted(rest, room)
    if not rest and place.is_today and cell_len(_("today")) < room:
        text, tone = _("today"), "open"
    if place.is_today and cell_len(text) < room:  # else the mark of today is before it
        text = f" {text}"
    return [(number, _number_tone(day, place)), (fitted(text, room), tone)]


def _counted(entries: Sequence[Entry], room: int) -> tuple[str, str]:
    """Return the counts of entries by mark, or their sum if that does not fit, and the tone."""
    if not entries:
        return "", ""
    tone = "warn" if any(entry.late for entry in entries) else "dim"
    by_mark = "".join(f"{mark}{count}" for mark, count in Counter(map(mark_of, entries)).items())
    text = by_mark if cell_len(by_mark) <= room else f"+{len(entries)}"
    return (text if cell_len(text) <= room else "+"), tone


def _titled(entry: Entry, day: CalendarDay, width: int, height: int = 1) -> Line:
    """Draw an entry in `height` lines, truncating the last one if they are too few."""
    wrapped = _wrapped(entry, day, width) if height > 1 else [_text(entry, day, width)]
    lines = [*wrapped[: height - 1], " ".join(wrapped[height - 1 :])]
    tone = tone_of(entry)
    indent = "" if height == 1 else "  "
    return [(fitted(f"{indent * bool(n)}{text}", width), tone) for n, text in enumerate(lines)]


def _text(entry: Entry, day: CalendarDay, width: int) -> str:
    """Return mark and title of an entry; a named period continues as a bar."""
    if entry.kind in DAYS and entry.first < day.day and day.day.weekday() > 0:
        return "─" * width
    title = named(entry)
    if entry.kind in DAYS and width < _WITH_DAY:
        short = title.removeprefix("Ngày ").strip() or title
        title = short[:1].upper() + short[1:]
    return f"{mark_of(entry)} {title}"


def _wrapped(entry: Entry, day: CalendarDay, width: int) -> list[str]:
    """Return mark and title wrapped, leaving room to indent the lines after the first by two."""
    lines: list[str] = []
    for word in _text(entry, day, width).split(" "):
        room = width - 2 * (len(lines) > 1)
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _beside(day: CalendarDay, room: int) -> list[tuple[str, str, Entry | None]]:
    """Return the entries of a day in one line, and the number of those that do not fit."""
    pieces: list[tuple[str, str, Entry | None]] = []
    left = room
    for place, entry in enumerate(day.entries):
        more = len(day.entries) - place - 1
        gap = "  " if pieces else ""
        free = left - len(gap) - (len(f"  +{more}") if more else 0)
        text = f"{mark_of(entry)} {named(entry)}"
        if pieces and cell_len(text) > free:
            pieces.append((fitted(f"  +{more + 1}", left), "dim", None))
            return pieces
        text = fitted(text, min(cell_len(text), max(free, 1)))
        pieces += [(gap, "", None), (text, tone_of(entry), entry)]
        left -= len(gap) + cell_len(text)
    return [*pieces, (" " * left, "", None)]


def entry_in_cell(day: CalendarDay, width: int, height: int, line: int) -> Entry | None:
    """Return the entry that `cell` draws in a line, if any."""
    shown = day.entries[: height - 1 if width >= _TITLED else 0]
    ends = accumulate(_heights(shown, day, width - 1, height - 1), initial=1)
    spans = zip(shown, pairwise(ends), strict=True)
    return next((entry for entry, (first, end) in spans if first <= line < end), None)


def entry_in_line(day: CalendarDay, width: int, height: int, x: int, line: int) -> Entry | None:
    """Return the entry that `day_line` draws at a place, if any."""
    room = max(width - _LABEL, 1)
    if height > 1:
        fits = height if len(day.entries) <= height else height - 1
        return day.entries[line] if line < min(fits, len(day.entries)) else None
    left = x - _LABEL
    for text, _tone, entry in _beside(day, room) if left >= 0 else ():
        left -= cell_len(text)
        if left < 0:
            return entry
    return None
