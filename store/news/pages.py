"""Pages of text, laid out as the desk's own: the piece itself, not its related cards."""

from __future__ import annotations

from collections.abc import Iterator

from store.articles.page_encoding import MAX_PAGE_BYTES
from store.articles.page_format import Page, read_page
from store.errors import N_, FileError, finding
from store.news.items import MOST_HEADLINE, Found, Piece
from store.news.row_mapping import Setting
from store.news.stream import Stream, whole_text


def pieces(stream: Stream, setting: Setting) -> Iterator[Piece]:
    """Yield the piece of a page; of one that does not fit the layout, its first line and the rest.

    Raises:
        FileError: it is no text.
        PageError: it is empty or too large.
    """
    data = stream.whole(MAX_PAGE_BYTES)
    text = whole_text(data)
    if text is None:
        raise FileError(N_("{name} is in an encoding that is not known."), name=stream.name)
    page = read_page(text.encode(), stream.name)
    yield _whole(page, stream, setting) if page.layout.whole else _found(page, stream, setting)


def _found(page: Page, stream: Stream, setting: Setting) -> Found:
    return Found(
        where=stream.name,
        headline=page.headline,
        author=page.byline,
        text=page.body,
        source=setting.source,
    )


def _whole(page: Page, stream: Stream, setting: Setting) -> Found:
    first, _, rest = page.body.removeprefix("\ufeff").strip().partition("\n")
    if len(first.strip()) > MOST_HEADLINE:
        first, rest = "", page.body
    return Found(
        where=stream.name,
        headline=first.strip(),
        text=rest.strip(),
        source=setting.source,
        told=(finding(N_("It does not fit the page layout; its first line is the headline.")),),
    )
