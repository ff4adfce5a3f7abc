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

    def action_cursor(self, step: int) -> None:
        """Go one line up (-1) or down (1)."""
        self.rows.action_cursor(step)

    def action_page(self, step: int) -> None:
        """Go one screen up (-1) or down (1)."""
        self.rows.action_page(step)
