"""What the tests of the screens share: English, and waits that are short."""

import pytest

from tui import i18n
from tui.panes import editor, related


@pytest.fixture(autouse=True)
def english():
    """Show the screens in English, whatever the test before chose."""
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(autouse=True)
def short_waits(monkeypatch):
    """Count and look for related news almost at once; the autosave keeps its time."""
    monkeypatch.setattr(editor, "COUNT_SECONDS", 0.02)
    monkeypatch.setattr(related, "PAUSE_SECONDS", 0.02)
