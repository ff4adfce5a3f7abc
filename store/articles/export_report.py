"""What an export of several articles is to write, and what it has done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from store.errors import Finding
from store.records import Article

Turn = Callable[[Callable[[], object]], object]
"""Runs what changes the desk, when the rest runs in a worker thread."""


class Planned(NamedTuple):
    """A file that is to be written."""

    article: Article
    path: Path


class Refused(NamedTuple):
    """An article that did not go out, and why."""

    article: Article
    why: Finding
    is_held: bool = False
    """Whether something blocks it, which somebody may let pass."""


@dataclass
class ExportReport:
    """What an export has done; articles that it did not come to are in none of the lists."""

    total: int
    written: list[Path] = field(default_factory=list)
    same: list[Path] = field(default_factory=list)
    """The files that held the page already."""
    taken: list[Planned] = field(default_factory=list)
    """Those that hold something else, and were left alone."""
    refused: list[Refused] = field(default_factory=list)
    stopped: Literal["", "asked", "failed"] = ""
    failure: Finding | None = None
    """Why it has failed."""

    @property
    def done(self) -> int:
        """How many of the articles it has come to."""
        return len(self.written) + len(self.same) + len(self.taken) + len(self.refused)


GoesOn = Callable[[ExportReport], bool]
"""Called before each file with the report so far; returns whether to go on."""
