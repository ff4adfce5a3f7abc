"""What stands around a piece: who names it, what it names, and one step further on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from store.records import Article, Id, Link, NewsItem, Relation

STEPS: Final = 2
"""How far from the middle a piece may be."""

Piece = NewsItem | Article


class Neighbour(msgspec.Struct, frozen=True):
    """A piece beside another one."""

    id: Id
    title: str
    piece: Piece | None
    """None where only its card is left."""
    relation: Relation = Relation.NONE
    """Of the card between the two."""
    further: tuple[Neighbour, ...] = ()
    """The pieces beyond it, on the same side."""


class Neighbourhood(msgspec.Struct, frozen=True):
    """A piece in the middle of those that name it and those that it names."""

    middle: Piece | None
    naming: tuple[Neighbour, ...]
    """Who names it; beyond each, who names that."""
    named: tuple[Neighbour, ...]
    """What it names, in the order of its cards; beyond each, what that names."""


def around(
    record_id: Id,
    piece_of: Callable[[Id], Piece | None],
    naming: Callable[[Id], Iterable[Article]],
) -> Neighbourhood:
    """Return the neighbourhood of a piece.

    Args:
        record_id: of the piece in the middle.
        piece_of: gives a news item or article, or None where it has gone.
        naming: gives the articles that have a card for a piece.
    """

    def before(of: Id, path: frozenset[Id]) -> tuple[Neighbour, ...]:
        return tuple(
            Neighbour(
                id=article.id,
                title=article.title,
                piece=article,
                relation=next(c.relation for c in article.links if c.target == of),
                further=before(article.id, path | {article.id}) if len(path) < STEPS else (),
            )
            for article in naming(of)
            if article.id not in path
        )

    def after(of: Piece | None, path: frozenset[Id]) -> tuple[Neighbour, ...]:
        links = of.links if isinstance(of, Article) else ()
        return tuple(neighbour(link, path) for link in links if link.target not in path)

    def neighbour(link: Link, path: frozenset[Id]) -> Neighbour:
        piece = piece_of(link.target)
        further = after(piece, path | {link.target}) if len(path) < STEPS else ()
        title = piece.title if isinstance(piece, Article) else link.headline
        return Neighbour(link.target, title, piece, link.relation, further)

    start = frozenset({record_id})
    middle = piece_of(record_id)
    return Neighbourhood(middle, before(record_id, start), after(middle, start))
