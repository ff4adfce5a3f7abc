"""Cloning a campaign for another year, with a preview of how each day is shifted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from store import Campaign, Desk, DeskError, InvalidValueError
from store.templates.clone import Clone, Rule, Shift
from tui.commands.dialog_keys import Accept
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _, ngettext, sentence
from tui.widgets.clone_words import shown_day, what, why
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

KEEPS: Final[dict[Literal["weekday", "date"], str]] = {
    "weekday": N_("their weekday; anniversaries their date"),
    "date": N_("their date"),
}
"""What shifted days keep; message ids."""

GAP: Final = 2
"""The blanks between the columns, where names have room; else one."""

WHY: Final = 22
"""The width that a reason keeps beside long names."""

NAME: Final = 20
"""The least width of the name of a day; the reason gives way to it (it is told below, too)."""

HEADS: Final = (N_("old day"), N_("new day"))
"""The names of the columns of days; message ids."""

_TONES: Final = {Rule.FACT: "warn", Rule.WEEKDAY: "", Rule.DATE: ""}
"""The tone of a reason; the others are dimmed."""


class ShiftRows(Rows[tuple[int, Shift]]):
    """How each day is shifted, in columns as wide as what they hold."""

    class Measured(Message):
        """The rows are so wide now: a scroll bar takes of the room, too."""

        def __init__(self, width: int) -> None:
            super().__init__()
            self.width = width

    _longest_name = _longest_day = _longest_why = 0
    """The widths of the longest name, day and reason."""

    def show(self, items: Sequence[tuple[int, Shift]], key: str | None = None) -> None:
        """Show other days."""
        shifts = [shift for _place, shift in items]
        days = [day for shift in shifts for day in (shift.before, shift.after)]
        self._longest_name = _longest(map(what, shifts))
        self._longest_day = _longest(map(shown_day, days))
        self._longest_why = _longest(map(why, shifts))
        super().show(items, key)

    def columns(self, width: int) -> tuple[int, int, int]:
        """Return the widths of names, days and reasons, each with what separates it; 0 for none."""
        name = self._longest_name + GAP
        day = max(self._longest_day, *(cell_len(_(head)) for head in HEADS))
        gap = GAP if name + 2 * (day + GAP) + min(self._longest_why, WHY) <= width else 1
        rest = width - 2 * (day + gap)
        reason = min(self._longest_why, max(rest - name, WHY))
        if rest - reason < NAME:
            reason = 0
        return max(min(max(name, NAME), rest - reason), 1), day + gap, reason

    def row_heights(self, width: int) -> Iterable[int]:
        """Return one line for each day; the heads above are told the width."""
        self.post_message(self.Measured(width))
        return super().row_heights(width)

    def row_key(self, item: tuple[int, Shift]) -> str:
        """Return the index of the row."""
        return str(item[0])

    def row_lines(self, item: tuple[int, Shift], width: int) -> list[Line]:
        """Draw a day: its name, old date, new date and the reason."""
        shift = item[1]
        name, day, reason = self.columns(width)
        return [
            [
                (fitted(what(shift), name - 1) + " ", ""),
                (fitted(shown_day(shift.before), day), "dim"),
                (fitted(shown_day(shift.after), day), "" if shift.after else "dim"),
                (fitted(why(shift), reason), _TONES.get(shift.rule, "dim")),
            ]
        ]


class CloneScreen(Form[Campaign]):
    """Ask for the year and the options, preview the days, and add the clone; returns it."""

    BINDINGS = [Accept.labelled(N_("Clone"))]
    PREFIX = ""
    DEFAULT_CSS = """
    CloneScreen {
        & > #box { width: 100%; height: 100%; }
        & #title { margin-bottom: 0; }
        & .label { min-width: 14; }
        & #detail { color: $text-muted; height: auto; min-height: 1; max-height: 2; }
        & #head { color: $text-muted; height: 1; margin-top: 1; text-wrap: nowrap; }
        & KeyLine { margin-top: 0; }
    }
    """

    _campaign: Campaign

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        keeps = {keep: _(label) for keep, label in KEEPS.items()}
        facts = {False: _("stays here"), True: _("comes along")}
        fields = [
            Field("year", _("Year"), str(_next_year(campaign, desk.records.today()))),
            Field("name", _("Name")),
            Field("keep", _("Days keep"), "weekday", "turn", among=keeps),
            Field("facts", _("Fact sheet"), False, "turn", among=facts),
        ]
        title = _("Clone for another year: {name}").format(name=campaign.name)
        super().__init__(title, desk, campaign, fields)

    def compose_body(self) -> ComposeResult:
        """Yield the fields and the days."""
        yield from super().compose_body()
        yield Static(id="head", markup=False)
        yield ShiftRows(id="days")
        yield Static(id="detail", markup=False)

    def echo(self) -> None:
        """Preview the days."""
        rows = self.query_one(ShiftRows)
        try:
            made = self._make(preview=True)
        except DeskError as error:
            self.say(sentence(error))
            rows.show(())
            return
        self.say("")
        self.entry("name").placeholder = made.campaign.name
        rows.empty_text = _("The campaign has no days yet.")
        rows.show(list(enumerate(made.shifts)))
        self._describe()

    @on(Rows.Highlighted)
    def _describe(self) -> None:
        row = self.query_one(ShiftRows).current
        told = f"{what(row[1])} · {why(row[1])}" if row else ""
        self.query_one("#detail", Static).update(one_line(told))

    @on(ShiftRows.Measured)
    def _draw_head(self, event: ShiftRows.Measured) -> None:
        rows = self.query_one(ShiftRows)
        count = len(rows.items)
        days = ngettext("{count} day", "{count} days", count).format(count=count)
        name, day, reason = rows.columns(event.width)
        cells = [(days, name), *((_(head), day) for head in HEADS)]
        cells += [(_("why"), reason)] if reason else []
        head = "".join(one_line(text) + "\xa0" * (width - cell_len(text)) for text, width in cells)
        self.query_one("#head", Static).update(head)

    def _make(self, *, preview: bool) -> Clone:
        year = self.typed("year")
        if not (year.isdecimal() and year.isascii()):
            raise InvalidValueError(N_("A year is a number such as 2027."))
        make = self._desk.campaigns.preview_clone if preview else self._desk.campaigns.clone
        return make(
            self._campaign,
            int(year[:9]),
            self.typed("name") or None,
            keep=self._chosen["keep"],
            with_facts=self._chosen["facts"],
        )

    @property
    def has_unsaved(self) -> bool:
        """Whether a name was typed."""
        return bool(self.typed("name"))

    def save(self, values: Mapping[str, Any]) -> Campaign:
        """Add the new campaign to the desk."""
        return self._make(preview=False).campaign


def _longest(texts: Iterable[str]) -> int:
    return max((cell_len(one_line(text)) for text in texts), default=0)


def _next_year(campaign: Campaign, today: date) -> int:
    """Return the year after the campaign's, or this year if that is later."""
    known = campaign.start or campaign.end
    year = campaign.year or (known.year if known else None)
    return max((year or today.year - 1) + 1, today.year)
