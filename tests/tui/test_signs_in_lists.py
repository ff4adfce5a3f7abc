"""How an article stands with the checks is seen wherever articles are listed."""

from __future__ import annotations

from functools import partial

import pytest

from store import Rumour, Task
from tests.tui.helpers import NARROW, WIDE, posted, put_campaign, seated, written
from tui import checking
from tui.widgets.number_lines import NumberLines

BAD = "Hà Nội – Hẹn ngày 31.4 ở tổ may."
"""A day that no calendar has."""
POOR = "Hà Nội – Ai cũng muốn xử dụng máy mới."
"""Words that are confused."""
GOOD = "Hà Nội – Tổ may số bảy dùng máy mới."

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])


@pytest.fixture
def campaign(desk):
    return put_campaign(desk)


@pytest.fixture
def bad(desk, campaign):
    return written(desk, "Hẹn nhau ở tổ may", body=BAD, campaign=campaign.id)


@pytest.fixture
def poor(desk, campaign):
    return written(desk, "Ai cũng muốn máy", body=POOR, campaign=campaign.id)


@pytest.fixture
def good(desk, campaign):
    return written(desk, "Máy chạy êm", body=GOOD, campaign=campaign.id)


def planned(desk, campaign, *articles):
    return desk.tasks.add(
        Task(
            campaign=campaign.id,
            title="Bài về tổ may",
            phase="triển khai",
            articles=tuple(one.id for one in articles),
        )
    )


def shows(seat, article, sign):
    """Whether a sign stands behind the headline of an article in the checklist, or below it."""
    y = seat.place(f"→ {article.headline}")[1]
    return f"{sign} being edited" in "".join(line[:40] for line in seat.lines[y : y + 2])


@SIZES
async def test_below_a_task_of_the_checklist(desk, campaign, bad, poor, good, size):
    planned(desk, campaign, bad, poor, good)
    async with seated(desk, size=size) as seat:
        await seat.press("f2")
        for article, sign in ((bad, "✗"), (poor, "⚠1"), (good, "✓")):
            await seat.until(partial(shows, seat, article, sign), sign)
        desk.articles.type_text(good, body=BAD)
        await seat.until(partial(shows, seat, good, "✗"), "the other sign")


async def test_the_rows_of_the_checklist_stay_where_they_are_when_a_sign_comes(
    desk, campaign, monkeypatch
):
    """A headline may be so long that its state just fits behind it."""
    lengths = range(20, 80, 3)
    made = [written(desk, ("Tổ may " * 12)[:length].strip(), body=GOOD) for length in lengths]
    planned(desk, campaign, *made)
    monkeypatch.setattr(checking.Checking, "_begin", lambda self: None)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f2")
        assert "✓" not in seat.text
        rows = seat.screen.checklist.rows
        rows.show_again()
        before = rows.virtual_size
        desk.articles.verdicts.check_all()
        seat.app.checking._tell()
        await seat.sees("✓ being edited")
        rows.show_again()
        assert rows.virtual_size == before


@SIZES
async def test_in_the_map_of_citations(desk, bad, poor, good, size):
    desk.links.add(bad, good)
    desk.links.add(poor, bad)
    async with seated(desk, size=size) as seat:
        await seat.open(bad)
        await seat.press("f4", "m")
        await seat.comes("NeighbourhoodScreen")
        await seat.sees("│ ✗ Hẹn nhau", "✗ Ai cũng", "✓ Máy chạy", "✗ being edited")
        await seat.press("right")
        await seat.sees("✓ being edited")


async def test_below_a_claim_that_it_answers(desk, campaign, bad):
    rumour = Rumour(campaign=campaign.id, claim="Xưởng đóng cửa", seen=desk.records.now())
    desk.rumours.answer(desk.rumours.add(rumour), bad)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+n")
        await seat.sees("→ ✗ Hẹn nhau")


async def test_among_rights_cases(desk, poor):
    desk.rights.mark(poor, True)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+r")
        await seat.sees("⚠1 being edited")


async def test_above_the_places_where_words_are_replaced(desk, bad, good):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3", "H")
        await seat.comes("ReplaceWordsScreen")
        await seat.type("tổ may")
        await seat.press("enter", "enter")
        await seat.sees("✗ Hẹn nhau ở tổ may · being edited")


async def test_in_the_ledger_as_long_as_it_reads_as_it_went_out(desk, good):
    out = posted(desk, good, where="trang nhất")
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+0")
        await seat.sees("✓ trang nhất")
        desk.articles.type_text(out, body=POOR)
        await seat.until(lambda: "✓" not in seat.text and "⚠1" not in seat.text, "no sign")


async def test_of_what_is_chosen_from_also_where_it_is_not_known_yet(desk, campaign, bad, good):
    planned(desk, campaign, bad, good)
    async with seated(desk, size=NARROW) as seat:
        desk.articles.type_text(bad, body=f"{BAD} Đông.")
        await seat.press("f2")
        row = seat.screen.checklist.rows
        row.move_to(next(n for n, one in enumerate(row.items) if hasattr(one, "task")))
        await seat.press("enter")
        await seat.comes("Picker")
        await seat.sees("✗ being edited", "✓ being edited")


async def test_of_what_a_number_counts_and_what_not(desk, campaign, poor, good):
    posted(desk, good)
    desk.articles.verdicts.check_all()
    async with seated(desk, size=WIDE) as seat:
        await seat.press("alt+o")
        await seat.sees("⚠ 1 with warnings")
        await seat.press("up")
        while "with warnings" not in seat.app.screen.query_one(NumberLines).spot.title:
            await seat.press("right")
        await seat.press("enter")
        await seat.sees("What counts: 1", "⚠1 being edited", "✓ no longer worked on")


async def test_the_help_says_what_the_signs_mean(desk, bad):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3")
        await seat.sees("✗")
        await seat.press("f1")
        await seat.comes("HelpScreen")
        assert "✗ blocked · ⚠ with warnings · ✓ clean" in seat.words
