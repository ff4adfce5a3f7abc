"""An article to which news is related."""

import pytest

from tests.tui.helpers import (
    news,
    written,
)


@pytest.fixture
def article(desk):
    news(desk)
    return written(desk)
