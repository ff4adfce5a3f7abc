"""The gates in front of a status: told before it is chosen, passed with a name and a reason."""

from __future__ import annotations

import pytest

from store.records import Status
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated, written
from tui.settings import Settings

BODY = "Hẹn ngày 31.4 ở tổ may.\n\nAi cũng muốn xử dụng máy mới."
"""A day that no calendar has, and words that are confused."""


@pytest.fixture
def article(desk):
    return written(desk, "Hẹn nhau ở tổ may", body=BODY, status=Status.TO_APPROVE)


async def choose(seat, words):
    await seat.press("ctrl+t")
    await seat.comes("StatusPicker")
    await seat.type(words)


async def asks(seat):
    await seat.press("enter")
    await seat.comes("OverrideForm")


async def test_each_status_says_how_much_stands_in_the_way_and_the_cursor_what(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+t")
        await seat.comes("StatusPicker")
        await seat.until(lambda: "✗1 ⚠1" in seat.line("approved"), "the counts")
        assert "✗" not in seat.line("being written")
        assert "31.4" in seat.text
        assert "(paragraph 1)" in seat.text
        assert "⚠ warnings" in seat.text
        await seat.press("up", "up")
        assert "(paragraph 1)" not in seat.text


async def test_a_letter_that_is_typed_meanwhile_is_no_less_a_filter(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await choose(seat, "appr")
        await seat.until(lambda: "✗1 ⚠1" in seat.text, "the counts")
        assert "being written" not in seat.text.split("Status")[-1]


async def test_what_is_blocked_asks_for_a_name_and_a_reason(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await choose(seat, "approved")
        await asks(seat)
        assert "“Hẹn nhau ở tổ may” is held back: " in seat.text
        await seat.press("ctrl+s")
        assert "Say why it passes all the same." in seat.text
        assert desk.articles[article.id].status is Status.TO_APPROVE
        await seat.type("Trích nguyên văn.")
        await seat.press("down", "ctrl+a")
        await seat.type("Lê Thu")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
    now = desk.articles[article.id]
    assert now.status is Status.APPROVED
    assert [(one.who, one.reason) for one in now.overrides] == [("Lê Thu", "Trích nguyên văn.")]


async def test_esc_leaves_it_where_it_is(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await choose(seat, "approved")
        await asks(seat)
        await seat.press("escape")
        await seat.comes("DeskScreen")
    assert desk.articles[article.id].status is Status.TO_APPROVE


async def test_of_many_those_that_are_blocked_are_counted_and_pass_together(desk, article):
    for number in range(8):
        written(desk, f"Tin {number}", body="Một đoạn văn.", status=Status.TO_APPROVE)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3", "X")
        await choose(seat, "approved")
        await asks(seat)
        assert "1 article" not in seat.text
        await seat.type("Trích nguyên văn.")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
    assert {one.status for one in desk.articles} == {Status.APPROVED}
    assert [one.id for one in desk.articles if one.overrides] == [article.id]


async def test_the_way_back_asks_nothing(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await choose(seat, "being edited")
        await seat.press("enter")
        await seat.comes("DeskScreen")
    assert desk.articles[article.id].status is Status.EDITING


async def test_an_export_of_what_is_blocked_asks_who_answers_for_it(desk, article, tmp_path):
    desk.articles.set_status(article, Status.APPROVED)
    async with seated(desk, Settings(export_folder=str(tmp_path / "out")), size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+e")
        await seat.comes("ExportScreen")
        await seat.until(lambda: "Held back: " in seat.text, "what blocks it")
        await seat.press("ctrl+s")
        await seat.comes("OverrideForm")
        await seat.press("escape")
        await seat.comes("ExportScreen")
        assert not (tmp_path / "out").exists()
        await seat.press("ctrl+s")
        await seat.comes("OverrideForm")
        await seat.type("Trích nguyên văn.")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
    assert len(list((tmp_path / "out").glob("*.txt"))) == 1
    assert [one.status for one in desk.articles[article.id].overrides] == ["exported"]
    assert len(list(desk.ledger)) == 1


async def test_the_list_shows_what_is_held_back_until_it_is_mended(desk, article):
    written(desk, "Tin hay", body="Một đoạn văn.", status=Status.TO_APPROVE)
    written(desk, "Đang viết", body=BODY, status=Status.WRITING)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3")
        await seat.until(lambda: "✗ held back" in seat.text, "the sign")
        assert seat.text.count("✗ held back") == 1
        desk.articles.type_text(article, body="Hẹn ngày 30.4 ở tổ may.")
        await seat.until(lambda: "✗ held back" not in seat.text, "no sign")


async def show_statuses(seat):
    await seat.open(next(iter(seat.desk.articles)))
    await seat.press("ctrl+t")
    await seat.until(lambda: "✗1" in seat.text, "the counts")


async def show_form(seat):
    await show_statuses(seat)
    await seat.press("enter")
    await seat.comes("OverrideForm")


@LANGUAGES
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("steps", [show_statuses, show_form], ids=["statuses", "form"])
def test_it_looks(desk, article, looks, steps, size, language, monkeypatch):
    monkeypatch.setenv("LOGNAME", "lethu")
    assert looks(desk, steps, size, language)


# ---------------------------------------------------------------- who takes a step


async def test_each_step_says_who_takes_it_by_the_rules_of_the_house(desk, article):
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+t")
        await seat.comes("StatusPicker")
        await seat.until(lambda: "✗1" in seat.line("approved"), "the counts")
        assert "by the approver" in seat.line("approved")
        assert "by the approver" in seat.line("returned to the writer")
        assert "by the ledger, not by hand" in seat.line("exported")
        assert "by " not in seat.line("idea")  # no step leads there


async def test_the_preview_tells_the_last_steps_and_undo_takes_them_back(desk, clock):
    article = written(desk, "Tin hay", body="Một đoạn văn.", status=Status.TO_EDIT)
    desk.articles.set_status(article, Status.EDITING)
    clock.wait(24 * 60)
    desk.articles.set_status(article, Status.TO_APPROVE)
    name = desk.articles[article.id].taken[0].who
    late = f"waiting for approval · {name} 09:00"
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3", "f5")
        await seat.sees(f"{late} ← being edited · {name} 20.4 09:00")
        await seat.press("ctrl+z")
        await seat.until(lambda: late not in seat.text, "the step taken back")
