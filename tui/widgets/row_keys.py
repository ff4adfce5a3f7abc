"""A mixin for dialogs whose arrow keys move in a list while an entry has the focus."""

from __future__ import annotations

from typing import Any

from tui.widgets.virtual_list import Rows


class MovesRows:
    """A dialog with a list whose cursor moves wherever the focus is."""

    @property
    def rows(self) -> Rows[Any]:
        """The list."""
        raise NotImplementedError

    def action_cursor_up(self) -> None:
        """Go one line up."""
        self.rows.action_cursor_up()

    def action_cursor_down(self) -> None:
        """Go one line down."""
        self.rows.action_cursor_down()

    def action_page_up(self) -> None:
        """Go one screen up."""
        self.rows.action_page_up()

    def action_page_down(self) -> None:
        """Go one screen down."""
        self.rows.action_page_down()
