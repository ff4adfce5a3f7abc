"""The built-in template, what it builds, and one that is written to a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.campaign_records import Campaign, Task
from store.templates import Template, load

from .samples import BUILT_IN, SMALL


@pytest.fixture(scope="module")
def built_in() -> Template:
    return load(BUILT_IN)


@pytest.fixture(scope="module")
def built(built_in: Template) -> tuple[Campaign, list[Task]]:
    return built_in.build(2027)


@pytest.fixture(scope="module")
def campaign(built: tuple[Campaign, list[Task]]) -> Campaign:
    return built[0]


@pytest.fixture(scope="module")
def tasks(built: tuple[Campaign, list[Task]]) -> list[Task]:
    return built[1]


@pytest.fixture
def written(tmp_path: Path):
    """Write a template of `SMALL` and some more, and load it."""

    def write(more: str = "", *, start: str = SMALL) -> Template:
        file = tmp_path / "mine.toml"
        file.write_text(start + more, encoding="utf-8")
        return load(str(file))

    return write
