"""A campaign of many days."""

from __future__ import annotations

import pytest

from .hands import put_campaign


@pytest.fixture
def campaign(desk):
    return put_campaign(desk)
