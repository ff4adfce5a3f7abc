"""Map the columns of a table to the fields of a news item, by guessing or as the editor says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from store.errors import N_, InvalidValueError
from store.news.dates import read_date
from store.text import fold

FIELDS: Final = ("headline", "summary", "text", "author", "published", "source", "link")
"""The fields that a column can be mapped to."""

_NAMES: Final = {
    "headline": "headline, title, tit, tieu de, tieu de bai, tua, tua de, ten bai, ten tin, "
    "ten bai viet, ten bai bao, tit bai, subject, heading",
    "summary": "summary, sapo, description, tom tat, mo ta, lead, abstract, excerpt, trich, "
    "description text, trich dan, noi dung tom tat, standfirst, trail, teaser, dek, "
    "sa po, content snippet, snippet, tom luoc, blurb",
    "text": "text, body, content, noi dung, bai viet, full text, fulltext, article, body html, "
    "body text, content html, content text, toan van, noi dung bai, noi dung chi tiet, copy",
    "author": "author, tac gia, byline, but danh, nguoi viet, authors, creator, by, phong vien, "
    "ten tac gia, pv, writer, reporter, journalist, nguoi thuc hien, who",
    "published": "published, date, ngay, pubdate, pub date, published at, ngay dang, thoi gian, "
    "publish date, ngay xuat ban, time, datetime, created at, timestamp, date published, "
    "publication date, published date, versioncreated, firstcreated, ngay phat, ngay phat hanh, "
    "thoi gian dang, thoi diem dang, when, gio dang, ngay gio, ngay gio dang, ngay thang, "
    "thoi diem, iso date",
    "source": "source, nguon, bao, to bao, toa soan, site, publisher, newspaper, website, "
    "co quan bao chi, ten bao, outlet, nguon tin",
    "link": "link, url, duong dan, dia chi, lien ket, href, permalink, duong link, link bai, "
    "link bai viet, web url, dia chi web, dia chi bai",
}
"""The folded names of columns, the likeliest first."""

_NUMBERINGS: Final = frozenset(("stt", "tt", "so tt", "so thu tu", "id", "no", "guid", "uuid", ""))
"""Columns that only number the rows, with those that have no name."""
_CAMEL: Final = re.compile(r"([a-z0-9])([A-Z])")
_WHOSE: Final = re.compile(r"^(?:article|news|post|item|story|page|web) (?=\w)")
_WHAT: Final = re.compile(r"(?<=\w) (?:name|text|html)$")
_SEPARATORS: Final = re.compile(r"[\W_]+")
_MOST_NAMED: Final = 12
_MOST_LOOKED_AT: Final = 1000
"""The most columns whose cells are examined; real tables have about ten."""

Row = Mapping[str, object]
"""The cells of a row by column."""


def guess_map(columns: Sequence[str], rows: Iterable[Row] = ()) -> dict[str, str]:
    """Guess the column of each field; fields without one are left out.

    Columns of dates or addresses are also recognised by the rows.
    """
    known = {_core(column): column for column in reversed(columns)}
    known |= {_folded(column): column for column in reversed(columns)}
    joined = {name.replace(" ", ""): column for name, column in known.items()}  # “tieude”
    found: dict[str, str] = {}
    for field in FIELDS:
        names = _NAMES[field].split(", ")
        column = next((known[name] for name in names if name in known), None) or next(
            (joined[bare] for name in names if (bare := name.replace(" ", "")) in joined), None
        )
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
    return _SEPARATORS.sub(" ", fold(_CAMEL.sub(r"\1 \2", name))).strip()


def _core(name: str) -> str:
    """Return the name of a column without what it says of: `authorName` is the author."""
    return _WHAT.sub("", _WHOSE.sub("", _folded(name)))


def _column_of(
    columns: Iterable[str], rows: Sequence[Row], looks_so: Callable[[object], bool]
) -> str | None:
    """Return the first column whose cells, if it has at least two, all match."""
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
    """Read a mapping as typed: `headline=title,summary=sapo`.

    Fields may have Vietnamese names, like columns: `tít=tiêu đề`.

    Raises:
        InvalidValueError: it is not a mapping, or names an unknown field.
    """
    mapping: dict[str, str] = {}
    for part in list(filter(None, map(str.strip, text.split(",")))) or [text]:
        name, sign, column = (piece.strip() for piece in part.partition("="))
        wanted = _folded(name)
        field = next((f for f, names in _NAMES.items() if wanted in names.split(", ")), None)
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
    return mapping


def complete_map(
    wanted: Mapping[str, str] | None, columns: Sequence[str], rows: Iterable[Row]
) -> dict[str, str]:
    """Return the mapping for a table: what the editor asked for, and guesses for the rest.

    An empty column means that the field has none.

    Raises:
        InvalidValueError: the table has no such column, or none for a headline or a text.
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


def columns_left(columns: Sequence[str], rows: Iterable[Row], mapping: Mapping[str, str]) -> str:
    """Return the columns that no field is read from, though there is something in them."""
    left = [
        column
        for column in columns[:_MOST_LOOKED_AT]
        if column not in mapping.values() and _folded(column) not in _NUMBERINGS
    ]
    held = {column for row in rows for column in left if row.get(column) not in (None, "", [], {})}
    return _listed([column for column in left if column in held]) if held else ""


def _column_named(name: str, columns: Sequence[str]) -> str:
    """Return the column of that name, as spelled in the table, or of that number (from 1)."""
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
