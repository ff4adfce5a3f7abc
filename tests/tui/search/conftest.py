"""An article that the search finds."""

import pytest

from tests.tui.helpers import news, written


@pytest.fixture
def article(desk):
    news(desk)
    return written(desk)
