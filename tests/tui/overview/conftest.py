"""A campaign with something to count."""

import pytest

from tests.tui.helpers import put_campaign


@pytest.fixture
def campaign(desk):
    return put_campaign(desk)
