"""Dialogs that are as high as what they hold, up to the height of the window."""

from __future__ import annotations

from typing import Any, Final

from textual.screen import Screen
from textual.widget import Widget

from tui.dialogs.dialog import Dialog
from tui.widgets.virtual_list import Rows

LEAST: Final = 4
"""The least height of the part that scrolls, in lines: it may say why it is empty."""


def fit_height(dialog: Dialog[Any], part: Widget, held: Widget | None = None) -> None:
    """Make a dialog high enough for the part of it that scrolls, now and when that grows.

    The style sheet gives the box the height of the window and `part` what is left of it, so that
    the keys stay in sight; this limits the box. It never gets lower again, so that it does not
    jump while somebody filters or turns pages, but for the same rows: their lines are shorter,
    and may be more, as long as a scrollbar stands beside them, and it goes when the box is higher.
    `held` is what is in the part, if that is a container: its own virtual size is never below
    its size.
    """
    box = dialog.query_one("#box")
    most = now = LEAST
    shown: object = None

    def fit(_dialog: Screen[Any]) -> None:
        nonlocal most, now, shown
        items = part.items if isinstance(part, Rows) else None
        if items is None or items is not shown:
            most, shown = max(most, now), items
        now = held.outer_size.height if held else part.virtual_size.height
        box.styles.max_height = box.outer_size.height - part.outer_size.height + max(most, now)

    dialog.screen_layout_refresh_signal.subscribe(dialog, fit)
