"""The running time of a broadcast: in figures, and as a bar against the minutes there are."""

from __future__ import annotations

from typing import Final

from rich.text import Text
from textual.app import RenderResult
from textual.reactive import reactive
from textual.widget import Widget

from store.campaigns.bulletins import Script
from tui.i18n import _
from tui.widgets.labels import clock_of

SHORTEST: Final = 10
"""The fewest cells of the bar."""


def left_of(script: Script) -> str:
    """Return how much of the broadcast is left, or by how much the script is too long."""
    if script.left < 0:
        return _("{time} too long").format(time=clock_of(-script.left))
    return _("{time} left").format(time=clock_of(script.left))


class TimeBar(Widget):
    """The bar with its figures; what is too long stands at its end."""

    COMPONENT_CLASSES = {"time-bar--fits", "time-bar--over", "time-bar--rest"}
    DEFAULT_CSS = """
    TimeBar {
        height: 1;
        & > .time-bar--fits { color: $text-secondary; }
        & > .time-bar--over { color: $text-error; text-style: bold; }
        & > .time-bar--rest { color: $text-muted; }
    }
    """

    script: reactive[Script | None] = reactive(None)
    """What is read."""

    def render(self) -> RenderResult:
        """Draw the bar as wide as there is room."""
        if (script := self.script) is None:
            return ""
        whole = script.bulletin.minutes * 60
        told = f" {clock_of(script.seconds)} / {clock_of(whole)} · {left_of(script)}"
        room = max(self.size.width - len(told), SHORTEST)
        full = round(min(script.seconds, whole) * room / max(script.seconds, whole))
        is_over = script.left < 0
        behind = ("█", "over") if is_over else ("░", "rest")
        return Text.assemble(
            ("█" * full, self._tone("fits")),
            (behind[0] * (room - full), self._tone(behind[1])),
            (told, self._tone("over") if is_over else ""),
            no_wrap=True,
        )

    def _tone(self, name: str) -> str:
        # Not `partial=True`: that returns muted colours at full strength, white on any background.
        return str(self.get_component_rich_style(f"time-bar--{name}"))
