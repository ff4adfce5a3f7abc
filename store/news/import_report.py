"""The progress and the result of an import of news."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from msgspec import Struct, field

from store.errors import N_, Finding
from store.news.duplicates import Why
from store.news.items import Refused, Told
from store.records import Id, NewsItem

WHYS: Final[dict[Why, str]] = {
    "address": N_("the same address"),
    "headline": N_("the same headline on the same day"),
    "story": N_("the same story in nearly the same words"),
}
"""Why a piece is merged into an item (message ids)."""


class Progress(Struct, frozen=True):
    """The progress of an import."""

    file: str
    """The name of the file being read; empty while the desk itself is scanned."""
    done: int
    """Bytes read."""
    total: int
    """Bytes of all files."""
    taken: int = 0
    folded: int = 0
    refused: int = 0


class Folded(Struct, frozen=True):
    """A piece that was merged into an existing item."""

    where: str
    headline: str
    item: Id
    why: Why
    has_added: bool
    """Whether it added something to the item: a source, a longer text."""
    into: str = ""
    """The headline of the item."""
    piece: NewsItem | None = None
    """The piece as an item of its own, unless it is only the item again."""
    before: NewsItem | None = None
    """The item before the piece was folded into it; with `piece`, it can be taken apart."""


class NewsImport(Struct):
    """The result of an import."""

    taken: list[Id] = field(default_factory=list)
    """The new items."""
    folded: list[Folded] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    """Remarks on pieces that were taken but look odd, and on whole files."""
    files: int = 0
    """How many were read, including those from which nothing was taken."""
    undated: dict[str, int] = field(default_factory=dict)
    """How many items of each file have no date."""
    stopped: Literal["", "asked", "failed"] = ""
    """Why it ended early: on request, or because the desk could not be written."""
    failure: Finding | None = None
    """Why the desk could not be written."""

    @property
    def files_refused(self) -> int:
        """Return how many files were refused, as a whole or from some point on."""
        return sum(refused.is_file for refused in self.refused)


ReadOn = Callable[[Progress], bool]
"""Receives the progress; returns whether to continue."""
Turn = Callable[[Callable[[], object]], object]
"""Runs a function that reads or changes the desk, and returns when it is done."""
