"""A read-only view of styled lines, scrolled by keys; only the visible lines are drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.commands import bindings
from tui.commands.list_keys import CursorDown, CursorFirst, CursorLast, CursorUp, PageDown, PageUp
from tui.widgets.terminal_safe import visible
from tui.widgets.virtual_list import Line


def wrapped(line: Iterable[tuple[str, str]], width: int, console: Console) -> list[Line]:
    """Return a paragraph in lines of `width` cells."""
    # Rich drops empty styles, and with them the spans that the tones are read from.
    text = Text.assemble(*((visible(piece), tone or "none") for piece, tone in line))
    return [
        [
            (part.plain[span.start : span.end], "" if span.style == "none" else str(span.style))
            for span in part.spans
        ]
        for part in text.wrap(console, max(width, 1))
    ]


class Sheet(ScrollView, can_focus=True, inherit_bindings=False):
    """The view. A subclass makes the lines (`lay_out`), and a component class for each tone."""

    BINDINGS = bindings(CursorUp, CursorDown, CursorFirst, CursorLast, PageUp, PageDown)
    DEFAULT_CSS = """
    Sheet {
        height: 1fr; background: $background;
        scrollbar-gutter: stable; overflow-x: hidden;
    }
    """

    TONES: ClassVar[str]
    """The prefix of the component classes of the tones."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sheet: list[Line] = []
        self._tones: dict[str, Style] = {}

    def lay_out(self) -> None:
        """Make the lines for the current width, and `put` them; a width of 0 means: not yet."""
        raise NotImplementedError

    @property
    def text_width(self) -> int:
        """The width of the lines: a blank separates them from the scrollbar; 0 means: not yet."""
        return max(self.scrollable_content_region.width - 1, 0)

    def on_resize(self) -> None:
        """Wrap the lines again."""
        self.lay_out()

    def put(self, sheet: list[Line]) -> None:
        """Show other lines."""
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
            if name:
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
        return strip.adjust_cell_length(width, self._tone(""))

    # -------------------------------------------------------------- keys

    def action_cursor(self, step: int) -> None:
        """Scroll one line up (-1) or down (1)."""
        (self.scroll_up if step < 0 else self.scroll_down)(animate=False)

    def action_page(self, step: int) -> None:
        """Scroll one screen up (-1) or down (1)."""
        (self.scroll_page_up if step < 0 else self.scroll_page_down)(animate=False)

    def action_cursor_first(self) -> None:
        """Go to the start."""
        self.scroll_home(animate=False)

    def action_cursor_last(self) -> None:
        """Go to the end."""
        self.scroll_end(animate=False)
