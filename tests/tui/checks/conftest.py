"""An article with mistakes."""

from __future__ import annotations

import pytest

from tests.tui.helpers import written

from .hands import BODY


@pytest.fixture
def article(desk):
    return written(desk, "Tổ may xử dụng máy mới", body=BODY)
