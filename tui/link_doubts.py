"""The objections to linking a piece that still have to be shown: some are shown once an article."""

from __future__ import annotations

from collections.abc import Iterable

from store.articles.linking import ASKED_ONCE, Doubt
from store.records import Id


class LinkDoubts:
    """What an editor has overridden, for as long as the app runs."""

    def __init__(self) -> None:
        self._overridden: set[tuple[Id, str]] = set()

    def open(self, article: Id, doubts: Iterable[Doubt]) -> list[Doubt]:
        """Return the doubts about a card of an article that have not been overridden."""
        return [doubt for doubt in doubts if (article, doubt.kind) not in self._overridden]

    def override(self, article: Id, doubts: Iterable[Doubt]) -> None:
        """Note that an editor has linked a piece in spite of the doubts."""
        self._overridden |= {(article, doubt.kind) for doubt in doubts if doubt.kind in ASKED_ONCE}
