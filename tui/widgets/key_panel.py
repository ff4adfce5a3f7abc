"""The panel that shows what may follow: the keys for which the line below has no room.

A terminal does not tell that Alt is held, only which key was pressed with it, so nothing can open
by itself. One key, which the line below shows, opens the panel instead. It takes nothing: the focus
stays, and the next key closes the panel and has its effect, like the second key in which-key.
Textual's own `KeyPanel` stands beside the text all the time and needs a third of 80 columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from textual.app import RenderResult
from textual.content import Content
from textual.events import Event, Key, MouseEvent
from textual.geometry import Size
from textual.screen import Screen

from tui.commands.global_commands import Help, ShowKeys
from tui.i18n import _
from tui.late_messages import is_gone
from tui.widgets.active_keys import HEADINGS, ActiveKey
from tui.widgets.bars import KeyLine
from tui.widgets.clickable_lines import GAP, Clickable, ClickableLines, laid_out

COLUMN: Final = 24
"""The least cells for a key and its label; three columns fit in 80."""

AROUND: Final = 3
"""The lines of the screen that the panel leaves: its heading, and those below it."""


class KeyPanel(ClickableLines):
    """Keys in columns, under the headings of the help."""

    DEFAULT_CSS = """
    KeyPanel {
        layer: over; dock: bottom; margin-bottom: 1; padding: 0 1;
        height: auto; background: $panel;
        border-top: solid $primary; border-title-color: $primary;
    }
    """

    def __init__(self, keys: Sequence[ActiveKey]) -> None:
        super().__init__()
        self._shown = sorted(keys, key=lambda one: HEADINGS.index(one.heading))
        self.border_title = _("The next key acts; Esc only closes this")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the keys take, at most those of the screen."""
        return min(len(self._lines(width)), max(viewport.height - AROUND, 1))

    def render(self) -> RenderResult:
        """Draw the keys; if not all fit, the last line says where they are."""
        lines = self._lines(self.size.width)
        if len(lines) > self.size.height:
            key = self.app.get_key_display(Help.binding())
            told = _("… {count} lines more; {key} shows all")
            count = len(lines) - self.size.height + 1
            rest = Content.styled(told.format(count=count, key=key), "$text-muted")
            lines[self.size.height - 1 :] = [[Clickable(rest, "app.help", _(Help.help))]]
        return self.draw(lines)

    def _lines(self, width: int) -> list[list[Clickable]]:
        """Return the keys in columns; where they are too many for that, one behind the other."""
        columns = max((width + GAP) // (COLUMN + GAP), 1)
        lines = laid_out(self._items(width, (width + GAP) // columns - GAP), width)
        if len(lines) > self.app.size.height - AROUND:
            return laid_out(self._items(width, None), width)
        return lines

    def _items(self, width: int, column: int | None) -> Iterator[Clickable]:
        for heading, keys in groupby(self._shown, key=attrgetter("heading")):
            told = Content.styled(_(heading), "underline")
            yield Clickable(told.pad_right(width - told.cell_length), "", "")
            for one in keys:
                yield _item(one, self.app.get_key_display(one.binding), column)

    def clicked(self, action: str) -> None:
        """Close the panel, and run the action as its key would."""
        self.remove()
        self.app.call_later(self.app.run_action, action)


def _item(one: ActiveKey, key: str, column: int | None) -> Clickable:
    """Return a key with its label, as wide as its column, or as it is."""
    text = Content.assemble((key, "$footer-key-foreground bold"), f" {_(one.binding.description)}")
    if column is not None:
        text = text.truncate(column, ellipsis=True)
        text = text.pad_right(column - text.cell_length)
    return Clickable(text, one.action, _(one.binding.tooltip))


def open_panel(screen: Screen[Any]) -> bool:
    """Show the keys that the line below leaves out; return whether there are any."""
    keys = [key for line in screen.query(KeyLine) for key in line.left_out()]
    if keys:
        screen.mount(KeyPanel(keys))
    return bool(keys)


def close_panel(screen: Screen[Any], event: Event) -> bool:
    """Close the panel at an input beside it; return whether the input was only for that."""
    for panel in screen.children:
        if not isinstance(panel, KeyPanel) or is_gone(panel):
            continue
        if isinstance(event, MouseEvent) and panel.region.contains_point(event.screen_offset):
            continue
        panel.remove()
        active = screen.active_bindings.get(event.key) if isinstance(event, Key) else None
        opens = active is not None and active.binding.id == ShowKeys.id
        return opens or (isinstance(event, Key) and event.key == "escape")
    return False
