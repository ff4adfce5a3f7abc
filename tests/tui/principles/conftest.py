"""A campaign whose rooms are opened."""

import pytest

from tests.tui.helpers import plan


@pytest.fixture
def campaign(desk):
    return plan(desk)
