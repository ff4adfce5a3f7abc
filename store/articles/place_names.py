"""What a place in an article is called: the one way in which an editor is told of it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from store.errors import N_, Finding, finding
from store.records import Article
from store.text import paragraph_spans

_PAGE: Final = {
    "headline": N_("headline"),
    "byline": N_("byline"),
    "signoff": N_("sign-off"),
}
_MOST_KEPT: Final = 16
"""The most texts of which it is kept where their paragraphs start: a list asks for each row that it
draws, and finding it out takes milliseconds for a long text.
"""
_PHOTO: Final = {
    "credit": N_("credit of photo {number}"),
    "alt": N_("alt text of photo {number}"),
}


def place_name(article: Article, field: str, start: int = 0) -> Finding:
    """Return what a place is called: a paragraph by its number, a card, a photo …

    Args:
        article: as it was when the place was found.
        field: where it is kept (`store.articles.reader_texts`).
        start: its first character there.
    """
    name, _dot, rest = field.partition(".")
    number, _dot, part = rest.partition(".")
    if name == "cards":
        return finding(N_("card {number}"), number=int(number) + 1)
    if name == "photos":
        return finding(_PHOTO.get(part, N_("photo {number}")), number=int(number) + 1)
    if name in _PAGE:
        return finding(_PAGE[name])
    before = bisect_right(_starts(article.body), start)
    return finding(N_("paragraph {number}"), number=max(before, 1))


@lru_cache(maxsize=_MOST_KEPT)
def _starts(body: str) -> array[int]:
    """Return where the paragraphs of a text start."""
    return array("L", (first for first, _end in paragraph_spans(body)))
