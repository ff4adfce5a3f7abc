"""An article that is written in, and an autosave that does not wait."""

import pytest

from tests.tui.helpers import written
from tui.panes import autosave


@pytest.fixture
def article(desk):
    return written(desk)


@pytest.fixture
def quick_saves(monkeypatch):
    monkeypatch.setattr(autosave, "AUTOSAVE_SECONDS", 0.05)
    monkeypatch.setattr(autosave, "RETRY_SECONDS", 0.05)
