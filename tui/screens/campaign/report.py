"""The report of a campaign to read, with the pieces behind each of its numbers."""

from __future__ import annotations

from typing import Final

from textual import events, on, work
from textual.app import ComposeResult

from store import Campaign, Desk
from store.records import Id
from store.report import WIDTH, Line, report_lines
from tui.commands import bindings
from tui.commands.campaigns import WriteReport
from tui.commands.overview import ShowCounted
from tui.dialogs.counted import choose_counted
from tui.dialogs.dialog import CLOSE, Dialog
from tui.i18n import N_, _
from tui.widgets.number_lines import NumberLine, NumberLines, NumberSpot, first_number
from tui.widgets.virtual_list import Rows

NARROWEST: Final = 40
"""The fewest columns of a line; in a narrower window it is cut."""


class ReportPreview(Dialog[Id]):
    """Show the report as its text is written; answers the article to open."""

    BINDINGS = [
        CLOSE,
        *bindings(WriteReport),
        ShowCounted.labelled(N_("What is counted")),
    ]
    DEFAULT_CSS = """
    ReportPreview {
        background: $background;
        & > #box { width: 100%; height: 100%; }
        & #title { margin-bottom: 0; color: $text-muted; }
        & NumberLines { scrollbar-gutter: stable; }
        & KeyLine { margin-top: 0; }
    }
    """

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        super().__init__(_("Report: {name}").format(name=campaign.name))
        self._desk = desk
        self._campaign = campaign
        self._figures = desk.reports.figures(campaign)
        self._width = 0
        """The width of the lines that are shown; 0 before there are any."""

    def compose_body(self) -> ComposeResult:
        """Yield the lines."""
        yield NumberLines(id="report")

    def on_mount(self) -> None:
        """Go to the report."""
        self._lines.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Show the report as wide as there is room, with the cursor on a number."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = min(max(self._lines.text_width, NARROWEST), WIDTH)
        if width != self._width:
            is_first, self._width = not self._width, width
            lines = [_shown(line) for line in report_lines(self._figures, width)]
            self._lines.show(lines)
            if is_first:
                self._lines.move_to(first_number(lines))

    @property
    def _lines(self) -> NumberLines:
        return self.query_one(NumberLines)

    @on(Rows.Highlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open a number only where there is one."""
        if action != ShowCounted.action or not self.query(NumberLines):
            return True
        return self._lines.spot is not None

    @on(Rows.Selected)
    def action_show_counted(self) -> None:
        """Show what the number under the cursor counts."""
        if spot := self._lines.spot:
            self._choose(spot)

    @work
    async def _choose(self, spot: NumberSpot) -> None:
        title = f"{spot.title}: {spot.number}"
        if article := await choose_counted(self, self._desk, title, spot.number.items, spot.note):
            self.dismiss(article)

    @work
    async def action_write_report(self) -> None:
        """Write the report to files."""
        from tui.dialogs.files.report import write_report

        await write_report(self, self._desk, self._campaign)


def _shown(line: Line) -> NumberLine:
    """Return a line of the report, each number with what it is of."""
    return NumberLine(
        line.text,
        tuple(
            NumberSpot(
                one.start,
                one.end,
                one.number,
                one.about or one.part.partition(". ")[2],
                one.part if one.about else line.text.strip(" -"),
            )
            for one in line.spots
        ),
    )
