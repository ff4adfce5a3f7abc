"""Words are found and replaced in the text."""

from unicodedata import normalize

import pytest

from tests.tui.helpers import WIDE, seated, written

FOUND = "Công đoàn khu Bắc họp. CÔNG ĐOÀN khu Nam chưa họp. Cộng đoàn? Không."


@pytest.mark.parametrize(
    ("needle", "count"),
    [("cong doan", 3), ("công đoàn", 2), ("họp", 2), ("hop", 2), ("Đ", 3), ("zz", 0)],
)
async def test_find_counts_and_goes_round(desk, needle, count):
    article = written(desk, body=FOUND)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+f")
        await seat.type(needle)
        assert f"{count} found" in seat.text
        if not count:
            return
        first = seat.body.selection
        seen = [seat.body.selected_text]
        for key in ["enter", "f7"] * 3:
            if len(seen) == count:
                break
            await seat.press(key)
            seen.append(seat.body.selected_text)
        assert len(set(seen)) <= count
        await seat.press("enter")
        assert seat.body.selection == first


async def test_find_next_from_the_text_and_the_find_line_again(desk):
    article = written(desk, body=FOUND)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("f7")  # nothing to look for yet: asks
        assert seat.focus == "find"
        await seat.type("hop")
        await seat.press("escape")
        assert seat.focus == "body"
        first = seat.body.selection
        await seat.press("f7")
        assert seat.body.selection != first
        assert seat.body.selected_text == "họp"
        await seat.press("ctrl+f")
        assert seat.field("find").text == "hop"
        assert "2 found" in seat.text
    assert desk.articles[article.id] == article


async def test_finding_is_no_typing(desk, desk_path):
    article = written(desk, body=FOUND)
    before = desk_path.read_bytes()
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+f")
        await seat.type("hop\n")
        assert "not saved" not in seat.lines[0]
    assert desk_path.read_bytes() == before


async def replacing(seat, needle, text):
    """Open the replace bar and type what is looked for, and what comes in its place."""
    await seat.press("alt+h")
    assert seat.focus == "find"
    await seat.type(needle)
    await seat.press("tab")
    assert seat.focus == "replace"
    await seat.type(text)


@pytest.mark.parametrize(
    ("needle", "text", "count", "body"),
    [
        ("cong doan", "CĐ", 3, "CĐ khu Bắc họp. CĐ khu Nam chưa họp. CĐ? Không."),
        ("công đoàn", "CĐ", 2, "CĐ khu Bắc họp. CĐ khu Nam chưa họp. Cộng đoàn? Không."),
        (" hop", "", 2, "Công đoàn khu Bắc. CÔNG ĐOÀN khu Nam chưa. Cộng đoàn? Không."),
        ("khu", "khu khu", 2, FOUND.replace("khu", "khu khu")),
        ("zz", "a", 0, FOUND),
    ],
)
async def test_all_are_replaced_and_one_undo_brings_them_back(desk, needle, text, count, body):
    article = written(desk, body=FOUND)
    async with seated(desk) as seat:
        await seat.open(article)
        await replacing(seat, needle, text)
        await seat.press("alt+a")
        assert f"{count} replaced" in seat.text
        assert seat.body.body == body
        seat.body.focus()
        await seat.press("ctrl+z")
        assert seat.body.body == FOUND
        if count:
            await seat.sees(f"{count} found")
        await seat.press("ctrl+y", "ctrl+s")
    assert desk.articles[article.id].body == body


async def test_one_is_replaced_the_next_left_the_last_replaced(desk):
    article = written(desk, body=FOUND)
    async with seated(desk) as seat:
        await seat.open(article)
        await replacing(seat, "cong doan", "Hội")
        await seat.press("enter", "f7", "enter")
        assert seat.body.body == FOUND.replace("Công đoàn", "Hội").replace("Cộng đoàn", "Hội")
        assert "1 found" in seat.text
        await seat.press("escape", "ctrl+z")
        assert seat.body.body == FOUND.replace("Công đoàn", "Hội")
        await seat.press("ctrl+z")
        assert seat.body.body == FOUND


async def test_two_blanks_become_one_and_paragraphs_stay(desk):
    article = written(desk, body="Một  hai.\n\nBa  bốn.")
    async with seated(desk) as seat:
        await seat.open(article)
        await replacing(seat, "  ", " ")
        assert "2 found" in seat.text
        await seat.press("alt+a")
        assert seat.body.body == "Một hai.\n\nBa bốn."


async def test_decomposed_letters_and_no_break_spaces_are_replaced_too(desk):
    body = normalize("NFD", "Quà trị giá 310 000 đồng ở Huế.")
    article = written(desk, body=body)
    async with seated(desk) as seat:
        await seat.open(article)
        await replacing(seat, "310 000 đồng", "310.000 đồng")
        await seat.press("alt+a")
        assert seat.body.body == "Quà trị giá 310.000 đồng ở Huế."
        seat.body.focus()
        await seat.press("ctrl+z", "ctrl+s")
    assert desk.articles[article.id].body == body


async def test_a_text_that_would_become_too_long_stays(desk):
    article = written(desk, body="a" * 20_000)
    async with seated(desk) as seat:
        await seat.open(article)
        await replacing(seat, "a", "bốn năm chữ mới")
        await seat.press("alt+a")
        await seat.hears("nothing was changed")
        assert seat.body.body == "a" * 20_000


async def test_plain_find_offers_no_replacing(desk):
    article = written(desk, body=FOUND)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        await replacing(seat, "hop", "bàn")
        assert "Replace all" in seat.lines[-1]
        await seat.press("escape", "ctrl+f")
        assert not seat.field("replace-row").display
        await seat.press("alt+a")
        assert "Replace all" not in seat.lines[-1]
        assert seat.body.body == FOUND
