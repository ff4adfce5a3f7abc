"""The running time of a broadcast: in figures, and as a bar against the minutes there are."""

from __future__ import annotations

from rich.text import Text

from store.campaigns.bulletins import Script
from tui.i18n import _
from tui.widgets.labels import clock_of


def left_of(script: Script) -> str:
    """Return how much of the broadcast is left, or by how much the script is too long."""
    if script.left < 0:
        return _("{time} too long").format(time=clock_of(-script.left))
    return _("{time} left").format(time=clock_of(script.left))


def time_bar(script: Script, width: int, warning: str, accent: str) -> Text:
    """Return the bar with its figures, in so many cells; what is too long stands at its end.

    Args:
        script: what is read.
        width: the cells there are.
        warning: the style of what is too long.
        accent: the style of what fits.
    """
    whole = script.bulletin.minutes * 60
    told = f" {clock_of(script.seconds)} / {clock_of(whole)} · {left_of(script)}"
    room = max(width - len(told), 10)
    scale = room / max(script.seconds, whole)
    full = round(min(script.seconds, whole) * scale)
    bar = Text("█" * full, accent)
    if script.left < 0:
        bar.append("█" * (room - full), warning)
    else:
        bar.append("░" * (room - full), "dim")
    bar.append(told, warning if script.left < 0 else "")
    return bar
