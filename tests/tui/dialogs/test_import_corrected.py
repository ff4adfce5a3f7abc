"""A folder of pages is looked at first, and each that was divided by guess can be corrected."""

from __future__ import annotations

import pytest

from tests.conftest import PAGE
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated, written
from tui.dialogs.files.reading import FoundRows

MAIL = (
    "Phòng đọc mở cửa\nKiều Vũ\nSáng nay, phòng đọc mở cửa.\nAi cũng mượn được.\nXin cảm ơn đã đọc."
)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "bài về"
    folder.mkdir()
    (folder / "a.txt").write_text(MAIL, encoding="utf-8")
    (folder / "b.md").write_text("# Bữa cơm ca\n\nTrần An\n\nCâu một.\n\nCâu hai.\n")
    (folder / "c.txt").write_text(PAGE, encoding="utf-8")
    return folder


async def looked(seat, folder):
    await seat.press("ctrl+o")
    await seat.comes("OpenPageScreen")
    await seat.type(str(folder))
    await seat.press("enter")
    await seat.comes("ImportFolderScreen")
    await seat.sees("3 to take")


async def on_row(seat, name):
    rows = seat.app.screen.query_one(FoundRows)
    rows.move_to(next(n for n, row in enumerate(rows.items) if row.key.endswith(name)))
    await seat.settle()


async def divided(seat, folder, name):
    """Look at the folder, and at how one of its pages is divided."""
    await looked(seat, folder)
    await on_row(seat, name)
    await seat.press("enter")
    await seat.comes("PlainTextScreen")


async def back(seat):
    await seat.comes("ImportFolderScreen")
    await seat.sees("3 to take")


def taken(desk, headline):
    return next(one for one in desk.articles if one.headline == headline)


async def test_a_row_is_corrected_and_taken_so(desk, folder):
    written(desk)
    async with seated(desk, size=WIDE) as seat:
        await divided(seat, folder, "a.txt")
        await seat.press("b", "t", "end", "o", "enter")
        await back(seat)
        await seat.sees("+ Kiều Vũ")
        assert seat.app.screen.query_one(FoundRows).current.key.endswith("a.txt")
        await seat.press("ctrl+s")
        await seat.sees("3 taken")
    article = taken(desk, "Kiều Vũ")
    assert article.byline == "Phòng đọc mở cửa"
    assert article.body == "Sáng nay, phòng đọc mở cửa.\n\nAi cũng mượn được."
    first = next(state for state in desk.revisions.of(article).states() if state)
    assert first.body == MAIL


async def test_a_file_of_another_format_is_corrected_too(desk, folder):
    written(desk)
    async with seated(desk, size=WIDE) as seat:
        await divided(seat, folder, "b.md")
        await seat.press("end", "o", "ctrl+s")
        await back(seat)
        await seat.press("ctrl+s")
        await seat.sees("3 taken")
    article = taken(desk, "Bữa cơm ca")
    assert (article.byline, article.body) == ("Trần An", "Câu một.")
    first = next(state for state in desk.revisions.of(article).states() if state)
    assert "Câu hai." in first.body  # what was left out is not lost


async def test_what_was_corrected_is_shown_when_it_is_looked_at_again(desk, folder):
    written(desk)
    async with seated(desk, size=WIDE) as seat:
        await divided(seat, folder, "a.txt")
        await seat.press("end", "o", "enter")
        await back(seat)
        await seat.press("enter")
        await seat.comes("PlainTextScreen")
        await seat.sees("left out")
        await seat.press("escape")
        await seat.comes("ImportFolderScreen")


async def test_one_may_stay_whole(desk, folder):
    written(desk)
    async with seated(desk, size=WIDE) as seat:
        await divided(seat, folder, "a.txt")
        await seat.press("ctrl+k")
        await back(seat)
        await seat.press("ctrl+s")
        await seat.sees("3 taken")
    assert [one.body for one in desk.articles if one.needs_review] == [MAIL]


async def test_a_page_in_the_layout_has_nothing_to_correct_and_says_so(desk, folder):
    written(desk)
    async with seated(desk, size=WIDE) as seat:
        await looked(seat, folder)
        await on_row(seat, "c.txt")
        assert "Correct" not in seat.words
        await seat.press("enter")
        await seat.sees("c.txt says its parts; it is taken as it is.")
        await on_row(seat, "a.txt")
        assert "Enter Correct …" in seat.words


async def test_once_taken_nothing_is_corrected_any_more(desk, folder):
    written(desk)
    async with seated(desk, size=WIDE) as seat:
        await looked(seat, folder)
        await seat.press("ctrl+s")
        await seat.sees("3 taken")
        await on_row(seat, "a.txt")
        assert "Correct" not in seat.words
        await seat.press("enter")
        await seat.settle()
        assert seat.top == "ImportFolderScreen"


@LANGUAGES
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_it_looks(desk, folder, looks, size, language):
    written(desk)

    async def steps(seat):
        await seat.press("ctrl+o")
        await seat.comes("OpenPageScreen")
        await seat.type(str(folder))
        await seat.press("enter")
        await seat.comes("ImportFolderScreen")
        await seat.until(lambda: seat.is_quiet)
        await on_row(seat, "a.txt")

    assert looks(desk, steps, size, language)
