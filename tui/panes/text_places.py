"""Where the cursor was in the text of each article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.records import Id

if TYPE_CHECKING:  # a start that shows no text does not load TextArea
    from tui.widgets.entry.body import BodyEntry


class TextPlace(NamedTuple):
    """A position in the text of an article."""

    cursor: tuple[int, int]
    """Line and column."""
    scroll: float | None = None
    """None: as far as needed for the cursor."""


class TextPlaces:
    """The positions in the texts that were open since the start, by the ids of the articles."""

    def __init__(self) -> None:
        self._places: dict[Id, TextPlace] = {}

    def put(self, article: Id, place: TextPlace) -> None:
        """Set the position for when the article is first opened."""
        self._places.setdefault(article, place)

    def remember(self, article: Id | None, body: BodyEntry) -> None:
        """Note the position in a text that is being left."""
        if article:
            self._places[article] = TextPlace(body.cursor_location, body.scroll_offset.y)

    def restore(self, article: Id | None, body: BodyEntry) -> None:
        """Go to the position in a text that was opened."""
        if place := self._places.get(article or ""):
            body.move_cursor(place.cursor)
            if place.scroll is not None:
                body.scroll_to(y=place.scroll, animate=False)
