"""A desk that has changed since its backup."""

from __future__ import annotations

import pytest

from store import NewsItem, open_desk

from .hands import NONE, copy_of


@pytest.fixture
def changed(full_desk, desk_path, tmp_path):
    """A copy of the desk; since then one record is new here, one has changed, one has gone."""
    copy = copy_of(desk_path, tmp_path / "copy.json")
    with open_desk(desk_path, keep=NONE) as desk:
        desk.records.add(NewsItem(headline="Tin mới"))
        desk.records.change(desk.articles[full_desk[3].id], headline="Tít sửa\x1b[2J")
        desk.tasks.remove(full_desk[1])
    return copy
