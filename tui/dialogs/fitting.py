"""Dialogs that are as high as what they hold, up to the height of the window."""

from __future__ import annotations

from typing import Any, Final

from textual.screen import Screen
from textual.widget import Widget

from tui.dialogs.dialog import Dialog

LEAST: Final = 4
"""The least height of the part that scrolls, in lines: it may say why it is empty."""


def fit_height(dialog: Dialog[Any], part: Widget, held: Widget | None = None) -> None:
    """Make a dialog high enough for the part of it that scrolls, now and when that grows.

    The style sheet gives the box the height of the window and `part` what is left of it, so that
    the keys stay in sight; this limits the box. It never gets lower again, so that it does not
    jump while somebody filters or turns pages. `held` is what is in the part, if that is a
    container: its own virtual size is never below its size.
    """
    box = dialog.query_one("#box")
    most = LEAST

    def fit(_dialog: Screen[Any]) -> None:
        nonlocal most
        most = max(most, held.outer_size.height if held else part.virtual_size.height)
        box.styles.max_height = box.outer_size.height - part.outer_size.height + most

    dialog.screen_layout_refresh_signal.subscribe(dialog, fit)
