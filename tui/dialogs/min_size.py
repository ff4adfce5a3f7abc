"""What every screen says when the window is too small for it."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType
from textual.widgets import Static

from tui.i18n import _
from tui.late_messages import Lifetime, is_gone

SMALLEST: Final = (40, 10)
"""Columns and lines below which nothing useful fits."""


class FitScreen(Lifetime, Screen[ScreenResultType]):
    """A screen that shows one sentence in the place of itself when the window is too small.

    How stands in `desk.tcss`: it must win over every other rule.
    """

    _left_with: tuple[ScreenResultType | None] | None = None
    """What it has been left with while another screen stands above it."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave this screen, and no other: Textual would take away the one on top.

        A second time, nothing happens. A screen below another goes when that one has gone.
        """
        if is_gone(self):
            return AwaitComplete()
        if not self.is_mounted:  # nothing of it is there that could be taken away
            self.call_later(self._leave, result)
            return AwaitComplete()
        if self.app.screen is not self:
            self._left_with = (result,)
            return AwaitComplete()
        return super().dismiss(result)

    def _leave(self, result: ScreenResultType | None) -> None:
        self.dismiss(result)  # which is not to be awaited here

    def on_screen_resume(self) -> None:
        """Leave now, if that was to be while another screen stood above."""
        if self._left_with:
            self._leave(*self._left_with)

    def on_resize(self, event: events.Resize) -> None:
        """Look whether the window is large enough."""
        width, height = event.size
        small = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(small, "too-small")
        if small:
            text = _("The window is too small: {width}×{height}; toasoan needs {columns}×{lines}.")
            size = {"width": width, "height": height, "columns": SMALLEST[0], "lines": SMALLEST[1]}
            if not self.query("#too-small"):
                self.mount(Static(id="too-small", markup=False))
            self.query_one("#too-small", Static).update(text.format(**size))
