"""Turn a row of a table, or a JSON object, into a piece of news."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta, tzinfo
from itertools import chain
from typing import Any, Final, TypeVar

from msgspec import Struct

from store.errors import N_, DeskError, Finding, finding
from store.html_text import plain
from store.news.dates import read_date
from store.news.headlines import without_sites
from store.news.items import Found
from store.news.mapping import Row

_QUOTE: Final = 40
_NAMED: Final = (
    "rendered",
    "name",
    "value",
    "title",
    "main",
    "original",
    "text",
    "content",
    "#text",
)
"""Where an object has its text."""
_ADDRESS: Final = re.compile(r"\s{0,3}[<(\[](?:mailto:)?[\w.+-]{1,64}@[\w.-]{1,80}[>)\]]")
"""Beside the name of an author."""
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_SERIAL_ZERO: Final = date(1899, 12, 30)
_SERIALS: Final = range(36_526, 73_051)
"""The days of this century as spreadsheets count them, where a column has lost its format."""
_DEEPEST: Final = 20
"""How deep a value may be nested in lists and objects; deeper ones are ignored."""

T = TypeVar("T")


class Setting(Struct, frozen=True):
    """The settings of an import."""

    today: date
    zone: tzinfo | None = None
    """The time zone of the desk, in which moments in UTC are dated."""
    mapping: Mapping[str, str] | None = None
    """The columns of fields that the editor has chosen; an empty column means none."""
    source: str = ""
    """What published the items, if the files do not say."""
    month_first: bool = False
    """Whether the dates of a table are as in the United States: 4/18/2027."""


def found_in_row(where: str, row: Row, mapping: Mapping[str, str], setting: Setting) -> Found:
    """Return the piece of news in a row."""
    cells = {
        field: _text(row.get(column), "\n\n" if field == "text" else ", ")
        for field, column in mapping.items()
    }
    value = row.get(mapping.get("published", ""))
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    day = _of_serial(str(value)) or read_date(
        value if is_number else cells.get("published", ""),  # type: ignore[arg-type]
        setting.zone,
        month_first=setting.month_first,
    )
    cells.pop("published", None)
    cells["source"] = cells.get("source") or setting.source
    shown = {field: cell if field == "link" else plain(cell) for field, cell in cells.items()}
    if author := cells.get("author"):
        shown["author"] = plain(_ADDRESS.sub("", author)) or shown["author"]
    if "headline" in shown:
        shown["headline"] = without_sites(shown["headline"], [shown["source"]])
    return Found(where=where, published=day, told=untold_day(value, day), **shown)  # type: ignore[arg-type]


def _of_serial(text: str) -> date | None:
    """Return the day that a spreadsheet means by a number: 46454 is 8 March 2027."""
    if not _SERIAL.fullmatch(text.strip()) or int(float(text)) not in _SERIALS:
        return None
    return _SERIAL_ZERO + timedelta(days=int(float(text)))


def untold_day(value: object, day: date | None) -> tuple[Finding, ...]:
    """Return the remark on a date that cannot be read; nothing if there is none."""
    written = str(value).strip() if value not in (None, "") else ""
    if day or not written:
        return ()
    return (finding(N_("Its date “{text}” cannot be read."), text=written[:_QUOTE]),)


def _text(value: object, joint: str, depth: int = 0) -> str:
    """Return a cell as text; the parts of a list, such as several authors, are joined."""
    if value is None or isinstance(value, bool) or depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return joint.join(filter(None, (_text(one, joint, depth + 1) for one in value)))
    if isinstance(value, dict):
        named = (value[key] for key in _NAMED if key in value)
        return _text(next(named, None), joint, depth + 1)
    return str(value)


def looked_at(rows: Iterator[T], most: int) -> tuple[list[T], Iterator[T]]:
    """Return the first rows, and an iterator over all of them; an error is raised after those."""
    seen: list[T] = []
    try:
        for row in rows:
            seen.append(row)
            if len(seen) >= most:
                break
    except DeskError as error:
        return seen, chain(seen, _failing(error))
    return seen, chain(seen, rows)


def _failing(error: DeskError) -> Iterator[Any]:
    raise error
    yield  # so that it is raised on iteration
