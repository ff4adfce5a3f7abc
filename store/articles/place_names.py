"""What a place in an article is called: the one way in which an editor is told of it."""

from __future__ import annotations

from typing import Final

from store.errors import N_, Finding, finding
from store.records import Article
from store.text import paragraph_spans

_PAGE: Final = {
    "headline": N_("headline"),
    "byline": N_("byline"),
    "signoff": N_("sign-off"),
}
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
    before = sum(first <= start for first, _end in paragraph_spans(article.body))
    return finding(N_("paragraph {number}"), number=max(before, 1))
