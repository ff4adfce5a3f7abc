"""All texts of an article that readers see, each by its field: the page, its cards, its photos.

headline   byline   body   signoff   cards.2.summary   photos.0.caption
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec.structs import replace

from store.articles.linking import reworded
from store.articles.photos import tidy
from store.records import Article

_PAGE: Final = ("headline", "byline", "body", "signoff")
_CARD: Final = ("headline", "byline", "summary")
_PHOTO: Final = ("caption", "credit", "alt")


def fields_of(article: Article) -> Iterator[str]:
    """Yield the fields, in the order of the page, then those of the photos."""
    yield from _PAGE
    for number in range(len(article.links)):
        yield from (f"cards.{number}.{name}" for name in _CARD)
    for number in range(len(article.photos)):
        yield from (f"photos.{number}.{name}" for name in _PHOTO)


def text_at(article: Article, field: str) -> str:
    """Return the text of a field; of a photo itself the name of its file; empty if it is gone."""
    name, *rest = field.split(".")
    if name not in ("cards", "photos"):
        return str(getattr(article, name, ""))
    number, part = int(rest[0]), rest[1] if len(rest) > 1 else "name"
    among: Sequence[object] = article.links if name == "cards" else article.photos
    return str(getattr(among[number], part)) if number < len(among) else ""


def with_texts(article: Article, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of an article's record that change with new texts, by their fields.

    The sources of cards count as unchanged.
    """
    changed = {name: text for name, text in texts.items() if name in _PAGE}
    cards, photos = (_entries(texts, name) for name in ("cards", "photos"))
    values: dict[str, Any] = {**changed}
    if cards:
        values["links"] = tuple(
            reworded(card, cards[number]) if number in cards else card
            for number, card in enumerate(article.links)
        )
    if photos:
        values["photos"] = tuple(
            tidy(replace(photo, **photos[number])) if number in photos else photo
            for number, photo in enumerate(article.photos)
        )
    return values


def _entries(texts: Mapping[str, str], name: str) -> dict[int, dict[str, str]]:
    """Return new texts of cards or photos by their number, each by its name there."""
    found: dict[int, dict[str, str]] = {}
    for field, text in texts.items():
        kind, _dot, rest = field.partition(".")
        if kind == name:
            number, _dot, part = rest.partition(".")
            found.setdefault(int(number), {})[part] = text
    return found
