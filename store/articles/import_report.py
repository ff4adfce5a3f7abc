"""What an import of several pages has done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from store.errors import Finding, Findings
from store.records import Id


class Twin(NamedTuple):
    """An article of the desk that reads like a page."""

    article: Id
    title: str
    is_same: bool
    """Whether the text is the same, and not only much of it."""


class PageFound(NamedTuple):
    """A page in a file."""

    path: Path
    headline: str
    byline: str
    dropped: Findings
    """What the file holds that is not kept."""
    is_guess: bool
    """Whether it was divided by guess."""
    twin: Twin | None
    article: Id | None = None
    """The article that it became; None where it was not taken."""
    photos: int = 0
    """How many pictures beside the file go on its photo sheet."""
    is_divided: bool = False
    """Whether it does not say its parts: it was divided by guess, or by an editor."""


class PageRefused(NamedTuple):
    """A file that is not taken, and why."""

    path: Path
    why: Finding


@dataclass
class PagesReport:
    """What an import has done; files that it did not come to are in none of the lists."""

    total: int = 0
    taken: list[PageFound] = field(default_factory=list)
    same: list[PageFound] = field(default_factory=list)
    """Pages that are on the desk already, and were not taken again."""
    refused: list[PageRefused] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)
    """Files of kinds that are not read."""
    lists: list[Path] = field(default_factory=list)
    """Lists of photos, which an export has put beside pages."""
    stopped: Literal["", "asked", "failed"] = ""
    failure: Finding | None = None
    """Why it has failed."""

    @property
    def done(self) -> int:
        """How many of the files it has come to."""
        return len(self.taken) + len(self.same) + len(self.refused)


ReadsOn = Callable[[PagesReport], bool]
"""Called before each file with the report so far; returns whether to go on."""
