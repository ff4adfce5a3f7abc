"""What the tests of the overview press."""

import pytest

from tests.tui.helpers import NARROW, WIDE

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "140x45"])


async def overview(seat, *keys):
    await seat.press("alt+o")
    await seat.comes("OverviewScreen")
    await seat.press(*keys)


def go_to(seat, key):
    """Put the cursor on a row."""
    rows = seat.field("numbers")
    rows.move_to(next(n for n, item in enumerate(rows.items) if rows.row_key(item) == key))
