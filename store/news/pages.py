"""Read pages of text in the desk's own layout: the article only, not its related cards."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from store.articles.page_encoding import MAX_PAGE_BYTES
from store.articles.page_format import read_page
from store.charsets import whole_text
from store.errors import N_, FileError, finding
from store.html_text import plain
from store.news.items import MOST_HEADLINE, Found, Piece
from store.news.row_mapping import Setting
from store.news.stream import Stream


def pieces(stream: Stream, setting: Setting) -> Iterator[Piece]:
    """Yield the article of a page; if it does not fit the layout, its first line is the headline.

    Raises:
        FileError: it is not text.
        PageError: it is empty or too large.
    """
    data = stream.whole(MAX_PAGE_BYTES)
    text = whole_text(data)
    if text is None:
        raise FileError(N_("{name} is in an encoding that is not known."), name=stream.name)
    page = read_page(text.encode(), stream.name)
    found = Found(
        where=stream.name,
        headline=plain(page.headline),
        author=plain(page.byline),
        text=plain(page.body),
        source=setting.source,
    )
    if page.layout.whole:
        first, _, rest = page.body.removeprefix("\ufeff").strip().partition("\n")
        if len(first.strip()) > MOST_HEADLINE:
            first, rest = "", page.body
        told = finding(N_("It does not fit the page layout; its first line is the headline."))
        found = replace(
            found, headline=plain(first.strip()), text=plain(rest.strip()), told=(told,)
        )
    yield found
