"""The entry for a headline: one line of text, shown in two or three where it needs them."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.geometry import Offset
from textual.strip import Strip

from tui.widgets.entry.bindings import entry_bindings
from tui.widgets.entry.line import LineEntry
from tui.widgets.headline import line_starts
from tui.widgets.terminal_safe import one_line

MOST_LINES: Final = 3
"""What 80 characters take beside two other panes, 140 columns wide; two on 80 columns."""


class HeadlineEntry(LineEntry):
    """An entry of one line that is wrapped at words; of a longer text, the cursor's part is shown.

    `Input` would scroll it sideways.
    """

    BINDINGS = entry_bindings({"Up": "cursor_line(-1)", "Down": "cursor_line(1)"})

    _pointed_at = 0
    """The line below the mouse."""

    @property
    def _starts(self) -> tuple[int, ...]:
        """Where the lines begin."""
        return line_starts(one_line(self.value), self.content_size.width)

    def _line_of(self, position: int) -> int:
        return sum(start <= position for start in self._starts) - 1

    @property
    def _top(self) -> int:
        """The first line that is shown."""
        return max(self._line_of(self.cursor_position) - MOST_LINES + 1, 0) if self.has_focus else 0

    def watch_value(self) -> None:
        """Take as many lines as the text needs."""
        lines = min(len(self._starts), MOST_LINES)
        if self.styles.height is None or self.styles.height.value != lines:
            self.styles.height = lines

    def on_resize(self) -> None:
        """Take as many lines as the text needs."""
        self.watch_value()

    # -------------------------------------------------------------- what is drawn

    def render_line(self, y: int) -> Strip:
        """Draw one of the lines."""
        width = self.content_size.width + 1  # the cursor may stand behind the last letter
        starts, line = self._starts, y + self._top
        if not self.value or line >= len(starts):
            return super().render_line(y)
        text = self._value
        if self.has_focus and not self.selection.is_empty:
            style = self.get_component_rich_style("input--selection")
            text.stylize_before(style, min(self.selection), max(self.selection))
        if self.has_focus and self._cursor_visible:
            text.pad_right(1)
            cursor = self.cursor_position
            text.stylize(self.get_component_rich_style("input--cursor"), cursor, cursor + 1)
        options = self.app.console_options.update_width(self.content_width)
        strip = Strip(self.app.console.render(text, options))
        ends = [*map(self._position_to_cell, starts[1:]), strip.cell_length]
        strip = strip.crop(self._position_to_cell(starts[line]), ends[line])
        return strip.adjust_cell_length(width).apply_style(self.rich_style)

    @property
    def _cursor_offset(self) -> int:
        """The column of the cursor in its line."""
        start = self._starts[self._line_of(self.cursor_position)]
        column = self._position_to_cell(self.cursor_position) - self._position_to_cell(start)
        return min(column, self.content_size.width)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cursor is on the screen, for input methods."""
        line = self._line_of(self.cursor_position) - self._top
        return super().cursor_screen_offset + Offset(0, line)

    # -------------------------------------------------------------- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave ↑ in the first line and ↓ in the last to the form, which goes to another field."""
        if action != "cursor_line":
            return super().check_action(action, parameters)
        (step,) = parameters
        return isinstance(step, int) and self._line_below(step) in range(len(self._starts))

    def _line_below(self, step: int) -> int:
        return self._line_of(self.cursor_position) + step

    def action_cursor_line(self, step: int) -> None:
        """Go one line down (1) or up (-1), to the same column."""
        self.cursor_position = self._index_in(self._line_below(step), self._cursor_offset)

    # -------------------------------------------------------------- mouse

    def _on_mouse_down(self, event: events.MouseDown) -> None:  # type: ignore[override]
        # Textual calls the handler of `Input` after this one.
        self._pointed_at = event.get_content_offset_capture(self).y

    def _on_mouse_move(self, event: events.MouseMove) -> None:  # type: ignore[override]
        self._pointed_at = event.get_content_offset_capture(self).y

    def _cell_offset_to_index(self, offset: int) -> int:
        line = self._pointed_at + self._top
        return self._index_in(min(max(line, 0), len(self._starts) - 1), offset)

    def _index_in(self, line: int, offset: int) -> int:
        """Return the position of a column in a line."""
        starts = self._starts
        found = super()._cell_offset_to_index(self._position_to_cell(starts[line]) + offset)
        last = starts[line + 1] - 1 if line + 1 < len(starts) else len(self.value)
        return min(max(found, starts[line]), last)
