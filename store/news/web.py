"""Read web pages saved by browsers, by trafilatura: the text only; nothing is fetched."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, Final

from store.errors import N_, FileError
from store.news.dates import read_date
from store.news.html_text import with_short_tags
from store.news.items import Found, Piece, Refused, refused
from store.news.row_mapping import Setting
from store.news.stream import Stream, whole_text
from store.text import same_text

MOST_PAGE: Final = 16_000_000
"""The most bytes in a page, including embedded pictures."""
MOST_MARKUP: Final = 2_000_000
"""The most characters without them, ten times a long page: the extractor takes some seconds for a
megabyte, and more than proportionally longer for larger pages."""

MOST_TAGS: Final = 100_000
"""The most tags in a page; the front page of a paper has ten thousand."""
_MANY_TAGS: Final = 5_000
"""Above this many elements, the fallback extraction is skipped: it compares all paragraphs."""
_DAYS: Final = {
    "original_date": True,
    "extensive_search": False,  # a wrong date is worse than none
    "min_date": "1900-01-01",
    "max_date": "2200-12-31",  # a future date is taken, with a remark
}
"""How the date of a page is found."""

_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.I)
_SAVED_FROM: Final = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_BIG_DATA: Final = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=\s]{200,}")


def pieces(stream: Stream, setting: Setting) -> Iterator[Piece]:
    """Yield the article of a saved page."""
    data = stream.whole(MOST_PAGE)
    text = _decoded(data)
    if text is None:
        raise FileError(N_("{name} is in an encoding that is not known."), name=stream.name)
    saved_from = _SAVED_FROM.search(text[:4000])
    yield found_in(stream.name, text, saved_from[1] if saved_from else "", setting)


def _decoded(data: bytes) -> str | None:
    text = whole_text(data)
    if text is None and (declared := _DECLARED.search(data[:4096])):
        try:
            text = data.decode(declared[1].decode().lower(), "replace")
        except (LookupError, ValueError):  # no such encoding, or not one of text
            return None
    return text


def found_in(where: str, html: str, link: str, setting: Setting) -> Found | Refused:
    """Return the article in a page; `link` is where it was saved from, if known."""
    html = _BIG_DATA.sub("", html)
    if len(html) > MOST_MARKUP:
        return refused(
            where,
            N_("The page has {count} characters even without its pictures, more than {most}."),
            count=len(html),
            most=MOST_MARKUP,
        )
    if (count := html.count("<")) > MOST_TAGS:
        return refused(
            where, N_("The page has {count} tags, more than {most}."), count=count, most=MOST_TAGS
        )
    page = _extracted(html)
    if page is None or not (page.title or page.text):
        return refused(where, N_("There is no article in the page."))
    day = read_date(page.date or "", setting.zone)
    first, *others = (page.text or "").split("\n")
    paragraphs = others if same_text(first, page.title or "") else [first, *others]
    return Found(
        where=where,
        headline=page.title or "",
        author=(page.author or "").replace("; ", ", "),
        summary=page.description or "",
        text="\n\n".join(paragraphs),
        source=page.sitename or setting.source or page.hostname or "",
        published=day,
        link=link or page.url or "",
    )


def _extracted(html: str) -> Any:
    """Return what trafilatura extracts from a page; None if it finds nothing."""
    from trafilatura import bare_extraction  # 150 ms, only for web pages

    html = with_short_tags(html[:MOST_MARKUP])

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return bare_extraction(
        html,
        fast=html.count("<") - html.count("</") > _MANY_TAGS,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=_DAYS,
    )
