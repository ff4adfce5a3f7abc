"""A text with mistakes, and how what is found in it is read."""

from __future__ import annotations

from tests.tui.helpers import Seat
from tui.dialogs.checks import ChecksScreen

BODY = (
    "Hà Nội – Ngày 31.4, tổ may số bảy xử dụng máy mới.\n\n"
    "Máy chạy êm hơn máy cũ, thợ nào cũng muốn xử dụng.\n\n"
    "Thợ thích máy  mới."
)
"""An impossible day, words that are confused at two places, two spaces."""


def ground(seat: Seat, words: str, nth: int = 0) -> object:
    """Return the background of a place where words stand on the screen."""
    places = []
    for strip in seat.app.screen._compositor.render_strips():
        cells = [(char, segment.style) for segment in strip for char in segment.text]
        line = "".join(char for char, _style in cells)
        at = -1
        while (at := line.find(words, at + 1)) >= 0:
            style = cells[at][1]
            places.append(style.bgcolor if style else None)
    return places[nth]


async def opened(seat: Seat, article) -> None:
    """Open an article, and wait until it is checked."""
    await seat.open(article)
    await checked(seat)


async def checked(seat: Seat) -> None:
    await seat.until(lambda: seat.is_quiet, "the checks")
    await seat.settle()


async def listed(seat: Seat, article) -> ChecksScreen:
    """Open the list of what is found in an article."""
    await opened(seat, article)
    await seat.press("alt+7")
    await seat.comes("ChecksScreen")
    return seat.on_top(ChecksScreen)


def found(seat: Seat) -> list[tuple[str, int, bool]]:
    """Return what the list shows: the words, at how many places, and whether they are ignored."""
    rows = seat.on_top(ChecksScreen).rows.items
    return [(one.flag.words, len(one.flag.places), one.aside is not None) for one in rows]


ALL = [("xử dụng", 3, False), ("31.4", 1, False), ("  ", 1, False)]
