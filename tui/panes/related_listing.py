"""The list of the pane of related news: the cards of an article, and what was found for it."""

from __future__ import annotations

from typing import NamedTuple

from store import Article, Desk
from store.records import Id
from tui.i18n import _
from tui.indexing import Indexing
from tui.panes.related_rows import CardRow, FoundRow, HeadRow, OwnRow, RelatedRow


class Found(NamedTuple):
    """What was found for an article."""

    related: list[tuple[Id, tuple[str, ...], int]]
    newest: list[Id]
    unrelated_cards: set[Id]
    """The cards that have next to nothing in common with the article."""


class Listing:
    """The rows of the pane, and which parts of them are folded."""

    def __init__(self) -> None:
        self.related: list[FoundRow] = []
        self.newest: list[FoundRow] = []
        self.unrelated_cards: set[Id] = set()
        self.is_answered = False
        """Whether a search for the open article is finished."""
        self.folded = {"refused"}

    def clear(self) -> None:
        """Forget what was found, as another article is open."""
        self.related, self.newest, self.is_answered = [], [], False
        self.unrelated_cards = set()

    def take(self, found: Found, desk: Desk) -> None:
        """Store what was found, as far as it is still on the desk."""
        pieces = ((desk.links.target(id), reasons, twins) for id, reasons, twins in found.related)
        self.related = [FoundRow(p, reasons, twins) for p, reasons, twins in pieces if p]
        self.newest = [FoundRow(p) for p in map(desk.links.target, found.newest) if p]
        self.unrelated_cards = found.unrelated_cards
        self.is_answered = True

    def fold(self, part: str, folded: bool) -> None:
        """Hide a part of the list, or show it."""
        (self.folded.add if folded else self.folded.discard)(part)

    def rows(self, article: Article, desk: Desk, indexing: Indexing) -> list[RelatedRow]:
        """Return the cards of the open article, and below them what was found for it."""
        gone = {article.id, *article.unrelated, *(link.target for link in article.links)}
        rows: list[RelatedRow] = [OwnRow(article, len(desk.links.backlinks(article.id)))]
        rows += _card_rows(article, desk, self.unrelated_cards)
        related = _now(self.related, gone, desk)
        rows += self._part("related", _("Related"), related, indexing.bar)
        if not self.related:
            rows.append(HeadRow(self._why_nothing(article, desk, indexing), "dim"))
        if new := _now(self.newest, gone, desk):
            rows += self._part("newest", _("Newest"), new)
        pieces = map(desk.links.target, article.unrelated)
        if refused := [FoundRow(piece, refused=True) for piece in pieces if piece]:
            rows += self._part("refused", _("Not related"), refused)
        return rows

    def _part(
        self, part: str, name: str, found: list[FoundRow], note: str = ""
    ) -> list[RelatedRow]:
        folded = part in self.folded
        head = HeadRow(f"{name} ({len(found)})", "title", part if found else "", folded, note)
        return [head] if folded else [head, *found]

    def _why_nothing(self, article: Article, desk: Desk, indexing: Indexing) -> str:
        if not indexing.is_ready:
            return _("Being read; go on writing.")
        if not self.is_answered:
            return "…"
        if not f"{article.headline}{article.body}".strip():
            return _("Write something: related news is found by its words.")
        if len(desk.articles) + len(desk.news) <= 1:
            return _("The desk has no other article and no news yet.")
        return _("Nothing else on the desk shares a telling phrase with this.")


def _card_rows(article: Article, desk: Desk, unrelated: set[Id]) -> list[RelatedRow]:
    count, limit = len(article.links), desk.links.most_cards(article)
    cards = [
        CardRow(
            place,
            link,
            desk.links.target(link.target),
            desk.links.has_changed(link),
            link.target in unrelated,
        )
        for place, link in enumerate(article.links)
    ]
    changed = sum(card.changed for card in cards)
    notes = [_("house style: {limit}").format(limit=limit)] if count > limit else []
    if changed:
        notes.append(_("{count} changed").format(count=changed))
    name = _("Linked ({count})").format(count=count)
    head = HeadRow(name, note=" · ".join(notes), note_tone="warn")
    return [head, *cards]


def _now(found: list[FoundRow], gone: set[Id], desk: Desk) -> list[FoundRow]:
    """Return what was found as it is on the desk, without what is linked or refused."""
    pieces = [(row, desk.links.target(row.id)) for row in found]
    return [row._replace(piece=p) for row, p in pieces if p and p.id not in gone]
