"""The copies that a sync service makes."""

from __future__ import annotations

import shutil

import pytest

from store import Article, open_desk
from tests.tui.helpers import seated, written
from tui.commands import REGISTRY

from .hands import look


@pytest.fixture
def copy(desk, desk_path, tmp_path):
    """A conflict copy beside the desk, with an article of another machine."""
    written(desk)
    elsewhere = tmp_path / "máy khác" / "desk.json"
    elsewhere.parent.mkdir()
    desk.file.copies.save(elsewhere)
    with open_desk(elsewhere) as other:
        other.records.add(Article(headline="Tin máy khác"))
    desk.file.checkpoint()
    return shutil.copy(elsewhere, desk_path.with_name("desk (1).json"))


async def test_a_conflict_copy_is_told_and_taken_in(desk, copy):
    async with seated(desk) as seat:
        await look(seat, 3)
        await seat.hears("desk (1).json")
        await seat.press(REGISTRY["get-back"].key)
        await seat.comes("RecoveryScreen")
        assert "desk (1).json" in seat.text
        assert "merges the two" in seat.text
        assert "Tin máy khác" in seat.text  # what would come
        await seat.press("t")
        assert "Tin máy khác" in {article.headline for article in desk.articles}
        assert not copy.exists()
        assert "desk (1).json" not in seat.text
        await seat.press("ctrl+z")
        assert "Tin máy khác" not in {article.headline for article in desk.articles}


async def test_a_conflict_copy_can_be_put_aside(desk, copy):
    async with seated(desk) as seat:
        await look(seat, 3)
        await seat.press(REGISTRY["get-back"].key)
        await seat.comes("RecoveryScreen")
        await seat.press("a", "o")
        assert not copy.exists()
        assert len(desk.articles) == 1
        assert "No conflicts." in seat.text
