"""The borders between the three panes: moved by keys or with the mouse, and remembered."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.containers import Horizontal

from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.global_commands import NarrowPane, WidenPane
from tui.panes.pane import Pane
from tui.settings import Settings

LEAST: Final = 15
"""The least width of a pane at the side, in percent of the window."""

LEAST_BETWEEN: Final = 30
"""The least width of the pane in the middle, in percent of the window."""

STEP: Final = 2
"""By how much a key moves a border, in percent of the window."""


class PaneBorders(Horizontal):
    """Panes in a row, of which the first and the last have a share of the width."""

    BINDINGS = bindings(WidenPane, NarrowPane)

    _dragged: int | None = None
    """The place of the pane whose border is being dragged: 0 or -1."""

    @property
    def panes(self) -> tuple[Pane, ...]:
        """The panes from left to right."""
        raise NotImplementedError

    @property
    def active(self) -> Pane | None:
        """The pane that has the focus, or had it last."""
        raise NotImplementedError

    @property
    def _shares(self) -> list[int]:
        """The shares of the first and the last pane, in percent, as far as they are possible."""
        most = 100 - LEAST_BETWEEN - LEAST
        first, last = (min(max(share, LEAST), most) for share in self._settings.pane_shares)
        return [first, min(last, 100 - LEAST_BETWEEN - first)]

    @property
    def _settings(self) -> Settings:
        return app_of(self).settings

    @property
    def _is_movable(self) -> bool:
        """Whether the panes stand side by side."""
        return not (self.screen.has_class("single") or self.screen.has_class("comparing"))

    def lay_out(self) -> None:
        """Give the panes their shares; where they do not stand side by side, none."""
        for pane, share in zip((self.panes[0], self.panes[-1]), self._shares, strict=True):
            if self._is_movable:
                pane.styles.width = f"{share}%"
            else:
                pane.styles.clear_rule("width")

    def _set_share(self, place: int, share: int) -> None:
        shares = self._shares
        other = shares[-1 - place]
        shares[place] = min(max(share, LEAST), 100 - LEAST_BETWEEN - other)
        self._settings.pane_shares = (shares[0], shares[-1])
        self.lay_out()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to move borders only where there are some."""
        return action != WidenPane.method or self._is_movable

    def action_move_border(self, by: int) -> None:
        """Make the active pane wider (1) or narrower (-1)."""
        places = [n for n in (0, -1) if self.panes[n] is self.active] or [0, -1]
        step = by * STEP if len(places) == 1 else -by * STEP // 2
        for place in places:
            self._set_share(place, self._shares[place] + step)

    # -------------------------------------------------------------- dragging

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a border."""
        left, right = self.panes[0].region.right, self.panes[-1].region.x
        if not self._is_movable or event.button != 1:
            return
        for place, x in ((0, left), (-1, right)):
            if event.screen_x in (x - 1, x):
                self._dragged = place
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the border with the mouse."""
        if self._dragged is None or not self.size.width:
            return
        if not event.button:  # it was released elsewhere
            self.on_mouse_up()
            return
        cells = event.screen_x - self.region.x + 1
        if self._dragged:
            cells = self.size.width - cells + 1
        self._set_share(self._dragged, round(cells * 100 / self.size.width))

    def on_mouse_up(self) -> None:
        """Let the border go."""
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()
