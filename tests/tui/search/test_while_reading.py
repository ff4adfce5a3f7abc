"""What the search says while the desk is still being read."""

from tests.tui.helpers import NARROW, seated

ALL_READ = "100+ results, the best of them here"


async def test_the_best_are_promised_only_when_all_is_read(desk):
    for number in range(101):
        desk.articles.new(headline=f"Tổ may số {number}")
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.type("tổ may")
        await seat.sees(ALL_READ)
        seat.app.indexing._progressed(7, False)
        await seat.sees("has been read so far  100+ results")
        assert ALL_READ not in seat.text
        seat.app.indexing._progressed(100, True)
        await seat.sees(ALL_READ)
