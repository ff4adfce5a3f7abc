"""What the tests in a real terminal share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.pages import FIRST_PAGE, SECOND_PAGE


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A home folder with the two pages."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "1 xưởng dệt.txt").write_bytes(FIRST_PAGE.encode())
    (pages / "2 xe đạp.txt").write_bytes(SECOND_PAGE.encode())
    return tmp_path
