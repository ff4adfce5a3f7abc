"""Every word of a notice can be read, also where it fills its line to the last letter."""

import pytest

from tests.tui.helpers import NARROW, seated


@pytest.mark.parametrize("length", range(35, 41))
async def test_a_notice_of_any_length_is_read_to_its_end(desk, length):
    async with seated(desk, size=NARROW, notices=True) as seat:
        words = ("abcd " * 12)[: length - 5].strip()
        seat.app.notify(f"{words} cũ.", markup=False)
        await seat.sees(words.split()[0], "cũ.")
