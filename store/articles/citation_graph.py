"""The citation graph around a piece: what cites it, what it cites, two steps each way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from store.records import Article, Id, Link, NewsItem, Relation

STEPS: Final = 2
"""The greatest distance from the centre."""

Piece = NewsItem | Article


class Neighbour(msgspec.Struct, frozen=True):
    """A piece that cites another one, or is cited by it."""

    id: Id
    title: str
    piece: Piece | None
    """None if only its card is left."""
    relation: Relation = Relation.NONE
    """That of the card between the two."""
    further: tuple[Neighbour, ...] = ()
    """The pieces one step further in the same direction."""


class Neighbourhood(msgspec.Struct, frozen=True):
    """A piece with those that cite it and those it cites."""

    middle: Piece | None
    naming: tuple[Neighbour, ...]
    """The articles that cite it, each with those that cite it in turn."""
    named: tuple[Neighbour, ...]
    """What it cites, in the order of its cards, each with what it cites in turn."""


def around(
    record_id: Id,
    piece_of: Callable[[Id], Piece | None],
    naming: Callable[[Id], Iterable[Article]],
) -> Neighbourhood:
    """Return the neighbourhood of a piece; `naming` looks up the articles with a card for one."""

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
