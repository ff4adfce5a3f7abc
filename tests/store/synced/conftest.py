"""Two machines with one desk."""

from __future__ import annotations

import pytest

from store import Article, Task

from ..outside import LONG
from .machines import Machine


@pytest.fixture
def two(tmp_path):
    """Two machines that have the same article and the same task."""
    a, b = Machine(tmp_path, "a"), Machine(tmp_path, "b")
    campaign = a.desk.campaigns.new_empty("Mùa quà", 2027)
    a.desk.records.add(Article(headline="a", body=LONG))
    a.desk.tasks.add(Task(campaign=campaign.id, title="việc"))
    a.write()
    b.get(a)
    b.write()
    yield a, b
    a.close()
    b.close()
