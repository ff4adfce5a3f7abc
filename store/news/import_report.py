"""What an import of news tells: how far it has come, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from msgspec import Struct, field

from store.errors import N_, Finding
from store.news.duplicates import Why
from store.news.items import Refused, Told
from store.records import Id

WHYS: Final[dict[Why, str]] = {
    "address": N_("the same address"),
    "headline": N_("the same headline on the same day"),
    "story": N_("the same story in nearly the same words"),
}
"""Why a piece is folded into an item (message ids)."""


class Progress(Struct, frozen=True):
    """How far an import has come."""

    file: str
    """The name of the file that is being read; empty while the desk itself is looked through."""
    done: int
    """Bytes read."""
    total: int
    """Bytes of all files."""
    taken: int = 0
    folded: int = 0
    refused: int = 0


class Folded(Struct, frozen=True):
    """A piece that has been folded into an item that was there."""

    where: str
    headline: str
    item: Id
    why: Why
    has_added: bool
    """Whether the item has got something from it: a source, a longer text."""
    into: str = ""
    """The headline of the item."""


class NewsImport(Struct):
    """What has come of an import: the report."""

    taken: list[Id] = field(default_factory=list)
    """The new items."""
    folded: list[Folded] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    """What was taken though it looks odd, and what to know of whole files."""
    files: int = 0
    """How many were read, those included of which nothing was taken."""
    undated: dict[str, int] = field(default_factory=dict)
    """File → how many items of it have no date."""
    stopped: Literal["", "asked", "failed"] = ""
    """Whether it ended early: on request, or because the desk could not be written."""
    failure: Finding | None = None
    """Why it could not."""

    @property
    def files_refused(self) -> int:
        """How many files were refused as a whole, or from some place on."""
        return sum(refused.is_file for refused in self.refused)


ReadOn = Callable[[Progress], bool]
"""Is told how far it has come; answers whether to go on."""
Turn = Callable[[Callable[[], object]], object]
"""Runs what reads or changes the desk, and comes back when that is done."""
