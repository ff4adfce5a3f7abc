"""The report of a campaign to read, with the pieces behind each of its numbers."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult

from store import Campaign, Desk
from store.records import Id
from store.report import Line, report_lines
from tui.commands import bindings
from tui.commands.campaigns import WriteReport
from tui.commands.overview import ShowCounted
from tui.dialogs.counted import choose_counted
from tui.dialogs.dialog import CLOSE, Dialog
from tui.i18n import N_, _
from tui.widgets.number_lines import NumberLine, NumberLines, NumberSpot, first_number
from tui.widgets.virtual_list import Rows


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
        & KeyLine { margin-top: 0; }
    }
    """

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        super().__init__(_("Report: {name}").format(name=campaign.name))
        self._desk = desk
        self._campaign = campaign

    def compose_body(self) -> ComposeResult:
        """Yield the lines."""
        yield NumberLines(id="report")

    def on_mount(self) -> None:
        """Show the report, and go to its first number."""
        figures = self._desk.reports.figures(self._campaign)
        lines = [_shown(line) for line in report_lines(figures)]
        self._lines.show(lines)
        self._lines.move_to(first_number(lines))
        self._lines.focus()

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
