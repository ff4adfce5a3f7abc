"""Fold a piece of news into the item that tells the same story, and take it apart again."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from store.news.addresses import address_of
from store.news.items import Found
from store.records import Copy, NewsItem
from store.text import same_text

_FILLED: Final = ("author", "summary", "text", "source", "published", "link")
"""The fields of an item that a piece may fill or replace."""


def folded(item: NewsItem, found: Found) -> NewsItem:
    """Return an item with a piece merged into it: its source is added, the longer text kept."""
    fuller = replace(
        item,
        author=item.author or found.author,
        summary=max(item.summary, found.summary, key=len),
        text=max(item.text, found.text, key=len),
    )
    if _is_own(item, found):
        return replace(
            fuller,
            source=item.source or found.source,
            link=item.link or found.link,
            published=item.published or found.published,
        )
    copy = Copy(
        source=found.source,
        link=found.link,
        published=found.published,
        headline="" if same_text(found.headline, item.headline) else found.headline,
    )
    is_known = copy in item.sources or copy == Copy()
    return fuller if is_known else replace(fuller, sources=(*item.sources, copy))


def _is_own(item: NewsItem, found: Found) -> bool:
    """Tell whether a piece is the item itself again, not another source's copy of it."""
    pairs = (
        (item.source, found.source),
        (address_of(item.link).page, address_of(found.link).page),
        (item.published, found.published),
    )
    agree = all(not mine or not theirs or mine == theirs for mine, theirs in pairs)
    return agree and same_text(item.headline, found.headline)


def has_more(found: Found, item: NewsItem) -> bool:
    """Tell whether a piece says something that the item, before or after, does not hold."""
    told = (found.headline, item.headline), (found.summary, item.summary), (found.text, item.text)
    return any(mine and mine != theirs and not same_text(mine, theirs) for mine, theirs in told)


def apart(item: NewsItem, piece: NewsItem, before: NewsItem) -> NewsItem:
    """Return an item without what a piece has brought into it.

    Args:
        item: the item as it is now.
        piece: the piece, as an item of its own.
        before: the item as it was before the piece was folded into it.
    """
    taken_back = {
        field: getattr(before, field)
        for field in _FILLED
        if getattr(item, field) == getattr(piece, field) != getattr(before, field)
    }
    kept = tuple(copy for copy in item.sources if _place(copy) != _place(piece))
    return replace(item, **taken_back, sources=kept)


def _place(piece: NewsItem | Copy) -> tuple[object, ...]:
    return piece.source, piece.link, piece.published
