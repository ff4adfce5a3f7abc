"""A sheet to read: lines of toned pieces, scrolled by keys; only what is in view is drawn."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.commands import bindings
from tui.commands.list_keys import CursorDown, CursorFirst, CursorLast, CursorUp, PageDown, PageUp
from tui.widgets.virtual_list import Line


class Sheet(ScrollView, can_focus=True, inherit_bindings=False):
    """The sheet. A subclass lays out its lines, and gives each tone a component class."""

    BINDINGS = bindings(CursorUp, CursorDown, CursorFirst, CursorLast, PageUp, PageDown)
    DEFAULT_CSS = """
    Sheet {
        height: 1fr; background: $background;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable; overflow-x: hidden;
    }
    """

    TONES: ClassVar[str]
    """What stands before the name of a tone in its component class."""
    PLAIN: ClassVar[str] = ""
    """The tone of what is like the sheet itself."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._sheet: list[Line] = []
        self._tones: dict[str, Style] = {}

    def put(self, sheet: list[Line]) -> None:
        """Put other lines on the sheet."""
        self._sheet = sheet
        self.virtual_size = Size(self.scrollable_content_region.width, max(len(sheet), 1))
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        super().notify_style_update()
        self._tones = {}

    def _tone(self, name: str) -> Style:
        if name not in self._tones:
            style = self.rich_style
            if name != self.PLAIN:
                tone = self.get_component_rich_style(f"{self.TONES}--{name}")
                style += Style(
                    color=tone.color, bold=tone.bold, underline=tone.underline, strike=tone.strike
                )
            self._tones[name] = style
        return self._tones[name]

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        line = self._sheet[number] if number < len(self._sheet) else []
        strip = Strip([Segment(text, self._tone(tone)) for text, tone in line])
        return strip.adjust_cell_length(width, self._tone(self.PLAIN))

    # -------------------------------------------------------------- keys

    def action_cursor_up(self) -> None:
        """Go one line up."""
        self.scroll_up(animate=False)

    def action_cursor_down(self) -> None:
        """Go one line down."""
        self.scroll_down(animate=False)

    def action_cursor_first(self) -> None:
        """Go to the start."""
        self.scroll_home(animate=False)

    def action_cursor_last(self) -> None:
        """Go to the end."""
        self.scroll_end(animate=False)

    def action_page_up(self) -> None:
        """Go one screen up."""
        self.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Go one screen down."""
        self.scroll_page_down(animate=False)
