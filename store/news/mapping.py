"""Which column of a table is which field of a news item: guessed by name, or said by the editor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from store.errors import N_, InvalidValueError
from store.news.dates import read_date
from store.text import fold

FIELDS: Final = ("headline", "summary", "text", "author", "published", "source", "link")
"""The fields that a column can be."""

_NAMES: Final = {
    "headline": "headline, title, tit, tieu de, tieu de bai, tua, ten bai, subject",
    "summary": "summary, sapo, description, tom tat, mo ta, lead, abstract, excerpt, trich",
    "text": "text, body, content, noi dung, bai viet, full text, fulltext, article",
    "author": "author, tac gia, byline, but danh, nguoi viet, authors, creator, by",
    "published": "published, date, ngay, pubdate, pub date, published at, ngay dang, thoi gian, "
    "publish date, ngay xuat ban, time, datetime, created at, timestamp",
    "source": "source, nguon, bao, to bao, toa soan, site, publisher, newspaper, website",
    "link": "link, url, duong dan, dia chi, lien ket, href, permalink",
}
"""What columns are called, folded, the likeliest name first."""

_SEPARATORS: Final = re.compile(r"[\W_]+")
_MOST_NAMED: Final = 12
_MOST_LOOKED_AT: Final = 1000
"""Columns whose cells are looked at; a table for people has ten."""

Row = Mapping[str, object]
"""The cells of a row by their columns."""


def guess_map(columns: Sequence[str], rows: Iterable[Row] = ()) -> dict[str, str]:
    """Guess which column is which field.

    Args:
        columns: their names.
        rows: some rows: a column of days or of addresses is known without a name, too.

    Returns:
        field → column; a field without a column is not in it.
    """
    known = {_folded(column): column for column in reversed(columns)}
    found: dict[str, str] = {}
    for field in FIELDS:
        names = _NAMES[field].split(", ")
        column = next((known[name] for name in names if name in known), None)
        if column is not None and column not in found.values():
            found[field] = column
    looks: tuple[tuple[str, Callable[[object], bool]], ...]
    looks = (("published", _is_day), ("link", _is_address))
    for field, looks_so in looks:
        left = [column for column in columns[:_MOST_LOOKED_AT] if column not in found.values()]
        if field not in found and (column := _column_of(left, list(rows), looks_so)):
            found[field] = column
    return found


def _folded(name: str) -> str:
    return _SEPARATORS.sub(" ", fold(name)).strip()


def _column_of(
    columns: Iterable[str], rows: Sequence[Row], looks_so: Callable[[object], bool]
) -> str | None:
    """Return the first column whose cells, as far as there are some, all look so."""
    for column in columns:
        cells = [cell for row in rows if (cell := row.get(column)) not in (None, "")]
        if len(cells) >= 2 and all(map(looks_so, cells)):
            return column
    return None


def _is_day(cell: object) -> bool:
    return isinstance(cell, str) and read_date(cell) is not None


def _is_address(cell: object) -> bool:
    return isinstance(cell, str) and cell.strip().startswith(("http://", "https://"))


def read_map(text: str) -> dict[str, str]:
    """Read a mapping as it is typed: `headline=title,summary=sapo`.

    A field may be typed in Vietnamese, as columns are called: `tít=tiêu đề`.

    Raises:
        InvalidValueError: it is none, or names a field that there is not.
    """
    mapping: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, sign, column = (piece.strip() for piece in part.partition("="))
        field = _field(name)
        if not sign or not column:
            raise InvalidValueError(
                N_("“{text}” maps no column; write field=column, such as headline=title."),
                text=part,
            )
        if field is None:
            raise InvalidValueError(
                N_("“{name}” is not a field of a news item; the fields are {fields}."),
                name=name,
                fields=", ".join(FIELDS),
            )
        if field in mapping:
            raise InvalidValueError(
                N_("“{name}” is mapped twice; name one column for it."), name=name
            )
        mapping[field] = column
    if not mapping:
        raise InvalidValueError(
            N_("“{text}” maps no column; write field=column, such as headline=title."), text=text
        )
    return mapping


def _field(name: str) -> str | None:
    wanted = _folded(name)
    return next((field for field, names in _NAMES.items() if wanted in names.split(", ")), None)


def complete_map(
    wanted: Mapping[str, str] | None, columns: Sequence[str], rows: Iterable[Row]
) -> dict[str, str]:
    """Return the mapping for a table: what the editor has said, and guesses for the rest.

    An empty column says that the field is to have none.

    Raises:
        InvalidValueError: the table has no such column, or none that could be headline or text.
    """
    said: dict[str, str] = {}
    for field, column in (wanted or {}).items():
        said[field] = _column_named(column, columns) if column else ""
    guessed = guess_map(columns, rows)
    rest = {f: c for f, c in guessed.items() if f not in said and c not in said.values()}
    whole = {field: column for field, column in {**rest, **said}.items() if column}
    if not {"headline", "summary", "text"} & set(whole):
        raise InvalidValueError(
            N_(
                "No column is known to hold a headline; say which one does (on the command line: "
                "--map headline=COLUMN). There are: {columns}."
            ),
            columns=_listed(columns),
        )
    return whole


def _column_named(name: str, columns: Sequence[str]) -> str:
    """Return the column of that name, as it is spelled there, or of that number from 1 on."""
    if name in columns:
        return name
    for column in columns:
        if _folded(column) == _folded(name) and _folded(name):
            return column
    if name.isascii() and name.isdigit() and 0 < int(name) <= len(columns):
        return columns[int(name) - 1]
    raise InvalidValueError(
        N_("There is no column “{name}”; there are: {columns}."),
        name=name,
        columns=_listed(columns),
    )


def _listed(columns: Sequence[str]) -> str:
    more = ", …" if len(columns) > _MOST_NAMED else ""
    return ", ".join(column[:40] for column in columns[:_MOST_NAMED]) + more
