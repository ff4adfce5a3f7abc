"""Several articles go out: those that are held back are named before, and pass with a reason."""

from __future__ import annotations

import pytest

from store.records import Status
from tests.tui.helpers import LANGUAGES, NARROW, seated, written
from tui.settings import Settings

BAD = "Hẹn ngày 31.4 ở tổ may."
"""A day that no calendar has."""


@pytest.fixture
def three(desk):
    """One that is held back, one that somebody let pass, one without a flaw; all approved."""
    held = written(desk, "Hẹn nhau ở tổ may", body=BAD, status=Status.APPROVED)
    passed = written(desk, "Hẹn lại ở tổ may", body=BAD, status=Status.TO_APPROVE)
    workflow = desk.articles.workflow
    workflow.set_status([passed], Status.APPROVED, override="Trích nguyên văn.", by="Lê Thu")
    good = written(desk, "Tin hay", body="Một đoạn.", status=Status.APPROVED)
    desk.articles.verdicts.check_all()  # the list behind the dialog shows the signs at once
    return held, passed, good


async def asked(seat):
    await seat.press("f3", "X", "ctrl+e")
    await seat.comes("ExportManyScreen")
    await seat.until(lambda: seat.is_quiet)
    await seat.settle()


def settings(tmp_path):
    return Settings(export_folder=str(tmp_path / "out"))


async def test_what_is_held_back_is_named_before_the_key(desk, three, tmp_path):
    async with seated(desk, settings(tmp_path), size=NARROW) as seat:
        await asked(seat)
        assert "Held back, it stays here: Hẹn nhau ở tổ may." in seat.words
        assert "Let pass before: Hẹn lại ở tổ may." in seat.words


async def test_drafts_are_not_held_back(desk, tmp_path):
    for number in range(2):
        written(desk, f"Tin {number}", body=BAD, status=Status.WRITING)
    async with seated(desk, settings(tmp_path), size=NARROW) as seat:
        await asked(seat)
        assert "Held back" not in seat.words


async def test_afterwards_it_passes_with_a_name_and_a_reason(desk, three, tmp_path):
    held, *_others = three
    async with seated(desk, settings(tmp_path), size=NARROW) as seat:
        await asked(seat)
        await seat.press("ctrl+s")
        await seat.sees("2 written, 0 skipped, 1 refused.")
        assert "Ctrl+S asks who lets pass what is held back." in seat.words
        assert "is held back" in seat.words
        await seat.press("ctrl+s")
        await seat.comes("OverrideForm")
        await seat.press("escape")
        await seat.comes("ExportManyScreen")
        assert len(list(desk.ledger)) == 2
        await seat.press("ctrl+s")
        await seat.comes("OverrideForm")
        await seat.type("Trích nguyên văn.")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        await seat.until(lambda: len(list(desk.ledger)) == 3)
    assert len(list((tmp_path / "out").glob("*.txt"))) == 3
    assert [one.reason for one in desk.articles[held.id].overrides] == ["Trích nguyên văn."]


async def test_files_that_hold_something_else_are_still_asked_about(desk, three, tmp_path):
    (tmp_path / "out").mkdir()
    plan = desk.articles.bulk.export_plan([three[2]], tmp_path / "out")
    plan[0].path.write_text("khác")
    async with seated(desk, settings(tmp_path), size=NARROW) as seat:
        await asked(seat)
        await seat.press("ctrl+s")
        await seat.sees("1 written, 1 skipped, 1 refused.")
        await seat.press("ctrl+s")
        await seat.comes("OverrideForm")
        await seat.type("Trích nguyên văn.")
        await seat.press("ctrl+s")
        await seat.comes("ExportManyScreen")
        await seat.sees("1 written, 1 skipped, 0 refused.")
        assert "Ctrl+S writes over the files that hold something else." in seat.words
        await seat.press("ctrl+s")
        await seat.comes("ConfirmLoss")


@LANGUAGES
def test_it_looks(desk, three, looks, language):
    assert looks(desk, asked, NARROW, language)
