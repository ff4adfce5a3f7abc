"""A piece to read, with the words it shares with the draft marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from store import Article, Link, NewsItem
from store.articles.shared_phrases import Span
from store.search import shared
from tui.i18n import _
from tui.widgets.highlighted_text import Passage
from tui.widgets.labels import cited, joined, piece_facts, piece_title

Piece = NewsItem | Article


def text_of(piece: Piece) -> str:
    """Return the headline and the whole text of a piece."""
    return f"{piece_title(piece)}\n{with_captions(piece)}"


def with_captions(piece: Piece) -> str:
    """Return the text of a piece without its headline; of an article, what its photos show too."""
    if isinstance(piece, NewsItem):
        return piece.summary
    return "\n\n".join((piece.body, *(photo.told for photo in piece.photos if photo.told)))


def card_text(link: Link) -> str:
    """Return the text of a card, whose source is no longer on the desk."""
    return f"{link.headline}\n{link.summary}"


def in_common(draft: str, other: str) -> tuple[frozenset[str], list[Span]]:
    """Return the phrases that a draft shares with another text, and their spans in the latter."""
    here, there = shared(draft, other)
    return frozenset(draft[start:end] for start, end in here), there


def passages(text: str, spans: Sequence[Span], facts: str, notes: str = "") -> list[Passage]:
    """Return a piece as it is shown: headline, facts, notes and text.

    `text` is the headline and the text, separated by a line feed; `spans` are marked in it.
    """
    headline, _end, body = text.partition("\n")
    cut = len(headline) + 1
    found = [Passage(headline, [span for span in spans if span[1] < cut], "title")]
    found += [Passage(line, (), "dim") for line in (facts, notes) if line]
    in_body = [(start - cut, end - cut) for start, end in spans if start >= cut]
    return [*found, Passage(""), Passage(body, in_body)]


def facts_line(piece: Piece | None, today: date, byline: str = "") -> str:
    """Return author, age and state in one line; for a card without a source, its byline."""
    return "".join(text for text, _t in joined(piece_facts(piece, today))) if piece else byline


def notes_line(count: int, reasons: Sequence[str]) -> str:
    """Return how often a piece is cited, and why it is suggested."""
    why = _("shared: {words}").format(words=" · ".join(reasons)) if reasons else ""
    return "\n".join(filter(None, (cited(count), why)))
