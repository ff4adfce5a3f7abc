"""Export and import the list of units as a CSV file.

`read_units` only computes what a file would change, for an editor to review. A faulty row is
refused with its line and a sentence; the other rows are taken. Units that are not in the file stay.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final

import msgspec

from store.campaign_records import Campaign, Unit
from store.campaigns.units import around, circle_refusal, circles, clean, known_level, parent_places
from store.csv_reader import Fault, RowReader, cells_of
from store.csv_safety import escape_cell, unescape_cell
from store.encoding import UTF_16, WINDOWS_1258, decode, guess
from store.errors import N_, DeskError, Finding, InvalidValueError, finding
from store.text import fold, identity, nfc

COLUMNS: Final = ("name", "short", "level", "parent", "contact")
"""The columns of an exported file, named as in JSON."""

MAX_BYTES: Final = 32_000_000
"""The most bytes in a list of units; ten thousand units have two million."""

MAX_LINES: Final = 20
"""The most lines in a row, which bounds an unclosed quotation mark."""

_ROUNDS: Final = 20
"""How often parents are resolved again after rows in circles were refused."""

_CALLED: Final = {
    "name": "ten, ten don vi, don vi, ten day du, ten cong doan, cong doan, name, unit, full name, "
    "unit name",
    "short": "ten tat, ten viet tat, viet tat, ten ngan, ten ngan gon, ten rut gon, short, "
    "short name, abbreviation",
    "level": "cap, cap cong doan, cap don vi, level",
    "parent": "don vi cap tren, cap tren, cong doan cap tren, cap tren truc tiep, truc thuoc, "
    "thuoc, don vi quan ly, parent, parent unit, parent name",
    "contact": "lien he, phu trach, nguoi phu trach, dau moi, dau moi lien he, nguoi lien he, "
    "thong tin lien he, dien thoai, so dien thoai, email, thu dien tu, dia chi, contact, phone, "
    "e-mail, address",
}
"""The folded names of columns."""

_FIELD_OF: Final = {name: field for field, names in _CALLED.items() for name in names.split(", ")}

Tell = Callable[[int, int], bool]
"""Receives the lines read and their total; returns whether to continue."""


class Refusal(msgspec.Struct, frozen=True):
    """A remark on a row."""

    line: int
    """The first line of the row, from 1."""
    why: Finding


class UnitsImport(msgspec.Struct, frozen=True):
    """What a file would change in the units of a campaign."""

    added: tuple[Unit, ...] = ()
    changed: tuple[tuple[Unit, Unit], ...] = ()
    """Each as it is and as it would be, with the old spelling of its name."""
    unchanged: tuple[Unit, ...] = ()
    refused: tuple[Refusal, ...] = ()
    """The rows that are not taken."""
    remarks: tuple[Refusal, ...] = ()
    """Rows that are taken with a reservation: the parent is missing."""
    ignored: tuple[str, ...] = ()
    """The heads of unknown columns."""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would change."""
        return not (self.added or self.changed)


class _Row(msgspec.Struct):
    """A row that may be taken."""

    line: int
    unit: Unit
    """Its parent is as written until all rows are known."""
    before: Unit | None
    """The existing unit of that name."""


# ---------------------------------------------------------------- out


def units_csv(campaign: Campaign) -> bytes:
    """Return the units of a campaign as a CSV file for spreadsheets: UTF-8 with a BOM.

    As in the plan, an apostrophe is put before a text that a spreadsheet would run as a formula;
    `read_units` removes it.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for unit in campaign.units:
        table.writerow([escape_cell(getattr(unit, name)) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig", "replace")


# ---------------------------------------------------------------- in


def read_units(
    data: bytes, campaign: Campaign, name: str, progress: Tell | None = None
) -> UnitsImport:
    """Compute what a CSV file would change in the units of a campaign.

    The first row names the columns, in Vietnamese or English and in any order, separated by
    commas, semicolons or tabs. Units are identified by name: existing ones are changed in the
    columns that the file has. A parent may be given by its full or short name and may come later.
    A row whose parent is missing is taken: the unit is at the top, keeps the name of its parent,
    and moves below it once that exists.

    Refusals call the file by its name.

    Raises:
        InvalidValueError: it is not a list of units.
    """
    if len(data) > MAX_BYTES:
        raise InvalidValueError(
            N_("{name} is too large for a list of units (over {limit} MB)."),
            name=name,
            limit=MAX_BYTES // 1_000_000,
        )
    lines = list(io.StringIO(_decoded(data, name), newline=""))
    rows = RowReader(enumerate(lines, 1), MAX_LINES)
    head = _head(rows, name)
    fields = [_FIELD_OF.get(_folded(cell)) for cell in head]
    reader = _Reader(campaign, fields)
    for count, (line, cells) in enumerate(rows):
        reader.take(line, cells)
        if progress and count % 500 == 0 and not progress(line, len(lines)):
            return UnitsImport()
    ignored = [cell for cell, field in zip(head, fields, strict=True) if not field and cell.strip()]
    return reader.found(tuple(map(clean, ignored)))


def _decoded(data: bytes, name: str) -> str:
    """Decode a file in one of the encodings that spreadsheets write."""
    encoding = None if _is_utf8(data) else guess(data)
    try:
        if encoding in (UTF_16, WINDOWS_1258):
            return decode(data, encoding)
        return nfc(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        said = N_("{name} is not readable text; save it as “CSV UTF-8”, and read it again.")
        if encoding:
            said = N_("{name} looks like {encoding}; save it as “CSV UTF-8”, and read it again.")
        raise InvalidValueError(said, name=name, encoding=encoding) from error


def _is_utf8(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


def _folded(head: str) -> str:
    return " ".join(fold(head).replace("_", " ").strip(" *:.").split())


def _head(rows: RowReader, name: str) -> list[str]:
    """Skip to the row that names the columns, and return its cells."""
    for _ in range(10):
        lines = [text or "" for _, text in rows.look(MAX_LINES)]
        for delimiter in ";,\t":
            head = cells_of(lines, delimiter) or []
            known = [field for cell in head if (field := _FIELD_OF.get(_folded(cell)))]
            if "name" in known and len(head) > 1:
                _refuse_twice(known, name)
                rows.delimiter = delimiter
                next(iter(rows))
                return head
        rows.drop()
    raise InvalidValueError(
        N_(
            "{name} does not say what its columns are; its first line is to be such as "
            "“tên; tên tắt; cấp; đơn vị cấp trên; liên hệ”."
        ),
        name=name,
    )


def _refuse_twice(known: Sequence[str], name: str) -> None:
    for field in COLUMNS[:-1]:  # several contacts are one contact
        if known.count(field) > 1:
            raise InvalidValueError(
                N_("{name} has two columns for “{field}”; leave one of them."),
                name=name,
                field=_CALLED[field].split(", ")[0],
            )


class _Reader:
    """Takes the rows of a file one by one, and computes the changes at the end."""

    def __init__(self, campaign: Campaign, fields: Sequence[str | None]) -> None:
        self._campaign = campaign
        self._fields = fields
        self._known = _first_by_name(campaign.units)
        self._rows: dict[str, _Row] = {}
        """By the identity of their names, in file order."""
        self._refused: list[Refusal] = []
        self._remarks: list[Refusal] = []
        self._levels: dict[str, str] = {}

    def take(self, line: int, cells: Sequence[str] | Fault) -> None:
        """Take a row, or refuse it."""
        try:
            if isinstance(cells, Fault):
                raise InvalidValueError(
                    N_("A quotation mark is not closed, or stands inside a cell; mend the row.")
                )
            self._take(line, cells)
        except InvalidValueError as error:
            self._refuse(line, error)

    def _refuse(self, line: int, error: DeskError) -> None:
        self._refused.append(Refusal(line, finding(error.message, **error.values)))

    def _take(self, line: int, cells: Sequence[str]) -> None:
        values = self._values(cells)
        name = values.pop("name")
        if not name:
            raise InvalidValueError(N_("The row has no name."))
        key = identity(name)
        if key in self._rows:
            raise InvalidValueError(
                N_("“{name}” stands on line {first} already; that one is taken."),
                name=name,
                first=self._rows[key].line,
            )
        before = self._known.get(key)
        if before:
            values = {"level": before.level, **values}
        if not before or values["level"] != clean(before.level):
            values["level"] = self._level(values.get("level", ""), name)
        unit = Unit(name=name, **values)
        self._rows[key] = _Row(line, unit, before)

    def _values(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the values of a row by field, for the fields that the file has."""
        if any(map(str.strip, cells[len(self._fields) :])):
            raise InvalidValueError(
                N_("The row has {count} cells, the first line {known}; mend the row."),
                count=len(cells),
                known=len(self._fields),
            )
        values: dict[str, str] = {}
        for place, field in enumerate(self._fields):
            if field:
                text = clean(unescape_cell(cells[place])) if place < len(cells) else ""
                before = values.get(field)
                values[field] = f"{before}, {text}" if before and text else before or text
        return values

    def _level(self, level: str, name: str) -> str:
        if level not in self._levels:
            self._levels[level] = known_level(level, self._campaign, name)
        return self._levels[level]

    # -------------------------------------------------------------- the result

    def found(self, ignored: tuple[str, ...]) -> UnitsImport:
        """Return the changes."""
        written = {key: row.unit.parent for key, row in self._rows.items()}
        for _ in range(_ROUNDS):  # a refused row may be the parent of another
            self._resolve(written)
            if not self._drop_circles():
                break
        self._remark_missing()
        rows = [(row.unit, row.before) for row in self._rows.values()]
        pairs = [(before, _merged(before, unit, self._fields)) for unit, before in rows if before]
        return UnitsImport(
            added=tuple(unit for unit, before in rows if before is None),
            changed=tuple((before, after) for before, after in pairs if before is not after),
            unchanged=tuple(before for before, after in pairs if before is after),
            refused=tuple(sorted(self._refused, key=lambda refusal: refusal.line)),
            remarks=tuple(self._remarks),
            ignored=ignored,
        )

    def _resolve(self, written: Mapping[str, str]) -> None:
        """Replace the parent of each row by its full name."""
        names = {key: unit.name for key, unit in self._known.items()}
        shorts: dict[str, set[str]] = {}
        for unit in [*self._known.values(), *(row.unit for row in self._rows.values())]:
            name = names.setdefault(identity(unit.name), unit.name)
            if unit.short:
                shorts.setdefault(identity(unit.short), set()).add(name)
        for key, row in self._rows.items():
            if parent := written[key]:
                called = identity(parent)
                alike = shorts.get(called, set())
                full = names.get(called) or (next(iter(alike)) if len(alike) == 1 else parent)
                row.unit = msgspec.structs.replace(row.unit, parent=full)

    def _drop_circles(self) -> bool:
        """Refuse the rows that would be below themselves; tell whether there were any."""
        units = {**self._known}
        units.update(
            (key, msgspec.structs.replace(row.unit, parent=self._parent_of(row)))
            for key, row in self._rows.items()
        )
        keys, listed = list(units), list(units.values())
        parents = parent_places(listed)
        dropped = False
        for place in sorted(circles(parents)):
            row = self._rows.pop(keys[place], None)
            if row:
                dropped = True
                chain = [listed[at].name for at in islice(around(place, parents), 6)]
                self._refuse(row.line, circle_refusal(chain))
        return dropped

    def _parent_of(self, row: _Row) -> str:
        if row.before and "parent" not in self._fields:
            return row.before.parent
        return row.unit.parent

    def _remark_missing(self) -> None:
        names = {*self._known, *self._rows}
        for row in self._rows.values():
            parent = row.unit.parent
            if parent and identity(parent) not in names:
                why = finding(
                    N_(
                        "“{name}”: its parent “{parent}” is neither in the file nor in the "
                        "campaign, or two are called so for short; it stands at the top for now."
                    ),
                    name=row.unit.name,
                    parent=parent,
                )
                self._remarks.append(Refusal(row.line, why))


def _first_by_name(units: Sequence[Unit]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for unit in units:
        found.setdefault(identity(unit.name), unit)
    return found


def _merged(before: Unit, unit: Unit, fields: Sequence[str | None]) -> Unit:
    """Return a unit with the values of a row; the same object if nothing changes."""
    new = {
        name: getattr(unit, name)
        for name in COLUMNS[1:]
        if name in fields and clean(getattr(before, name)) != getattr(unit, name)
    }
    return msgspec.structs.replace(before, **new) if new else before


def taken(campaign: Campaign, found: UnitsImport) -> tuple[Unit, ...]:
    """Return the units of a campaign with the changes of a file; new ones come last."""
    changed = {identity(before.name): after for before, after in found.changed}
    units: list[Unit] = []
    names = set()
    for unit in campaign.units:
        key = identity(unit.name)
        after = None if key in names else changed.get(key)
        names.add(key)
        units.append(msgspec.structs.replace(after, name=unit.name) if after else unit)
    return (*units, *(unit for unit in found.added if identity(unit.name) not in names))
