"""How well what is drawn can be read."""

from __future__ import annotations

from collections.abc import Iterator

from rich.color import Color
from rich.style import Style
from textual.geometry import Region

from tests.tui.helpers import Seat

ENOUGH = 4.5
"""The least contrast of a text, by WCAG 2 (level AA)."""


def contrast(style: Style) -> float:
    """Return how well the text of a style is read on its own background (1 to 21, as WCAG does)."""
    assert style.color is not None
    assert style.bgcolor is not None
    dark, bright = sorted((_light(style.color), _light(style.bgcolor)))
    return (bright + 0.05) / (dark + 0.05)


def _light(colour: Color) -> float:
    parts = [part / 255 for part in colour.get_truecolor()]
    return sum(
        share * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
        for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    )


def faint(seat: Seat, region: Region) -> list[tuple[str, float]]:
    """Return what can hardly be read of a part of the screen, with its contrast."""
    found = ((text.strip(), round(contrast(style), 1)) for text, style in _drawn(seat, region))
    return [(text, measured) for text, measured in found if measured < ENOUGH]


def _drawn(seat: Seat, region: Region) -> Iterator[tuple[str, Style]]:
    strips = seat.app.screen._compositor.render_strips()
    for strip in strips[region.y : region.bottom]:
        for text, style, _control in strip.crop(region.x, region.right):
            seen = any(letter.isalnum() or letter == "░" for letter in text)
            if seen and style is not None and style.color != style.bgcolor:
                yield text, style
