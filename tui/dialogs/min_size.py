"""The base class of all screens: it shows a notice while the window is too small."""

from __future__ import annotations

from typing import Any, Final

from textual import events
from textual.await_complete import AwaitComplete
from textual.geometry import Size
from textual.screen import Screen, ScreenResultType
from textual.widgets import Static

from tui.app_context import app_of
from tui.i18n import _
from tui.late_messages import Lifetime, is_gone, is_late

SMALLEST: Final = (40, 10)
"""The smallest usable window: columns and lines."""

SHORT: Final = 24
"""With fewer lines than this a screen has the class `short`."""


class FitScreen(Lifetime, Screen[ScreenResultType]):
    """A screen that shows one sentence instead of itself when the window is too small.

    The styles are in `desk.tcss`, where they override every other rule.
    """

    _left_with: tuple[ScreenResultType | None] | None = None
    """The result it was dismissed with while another screen was above it."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close this screen; Textual would close the topmost one.

        Does nothing a second time. A screen below another closes when it is on top again.
        """
        if is_gone(self):
            return AwaitComplete()
        if not self.is_mounted:
            self.call_later(self._leave, result)
            return AwaitComplete()
        if self.app.screen is not self:
            self._left_with = (result,)
            return AwaitComplete()
        return super().dismiss(result)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lay out, and draw; where all is to be drawn, once and not again after that.

        (Private in Textual, whose release is pinned.)
        """
        if self._repaint_required:
            self._repaint_required = False
            self._dirty_widgets.add(self)
        super()._refresh_layout(size, scroll)

    async def _invoke_and_clear_callbacks(self) -> None:
        """Call what waits until all is laid out and drawn. (Private in Textual, too.)

        Nothing is drawn while screens are being closed.
        """
        if not app_of(self).closing:
            await super()._invoke_and_clear_callbacks()

    def wait_with(self, below: Screen[Any]) -> None:
        """Let what waits for a drawing of this screen, which closes, wait for one of another.

        Textual has the screen on top call what any widget below waits for, and would lose it.
        """
        waiting, self._callbacks = self._callbacks, []
        below._callbacks += [one for one in waiting if not is_late(one[0])]

    def _leave(self, result: ScreenResultType | None) -> None:
        self.dismiss(result)  # the result must not be awaited in the screen's own handler

    def on_screen_resume(self) -> None:
        """Close now if it was dismissed while another screen was above it."""
        if self._left_with:
            self._leave(*self._left_with)

    def on_resize(self, event: events.Resize) -> None:
        """Check whether the window is large enough, or low."""
        width, height = event.size
        self.set_class(height < SHORT, "short")
        if height < SHORT and self.focused:  # what had the focus may be out of sight now
            self.call_after_refresh(self.focused.scroll_visible, animate=False)
        small = width < SMALLEST[0] or height < SMALLEST[1]
        self.set_class(small, "too-small")
        if small:
            text = _("The window is too small: {width}×{height}; toasoan needs {columns}×{lines}.")
            size = {"width": width, "height": height, "columns": SMALLEST[0], "lines": SMALLEST[1]}
            if not self.query("#too-small"):
                self.mount(Static(id="too-small", markup=False))
            self.query_one("#too-small", Static).update(text.format(**size))
