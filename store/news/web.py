"""Read web pages saved by browsers, by trafilatura: the text only; nothing is fetched."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import dropwhile
from typing import Any, Final, NamedTuple

from store.charsets import declared_in, decoded
from store.errors import N_, FileError, Finding, finding
from store.html_text import plain, with_short_tags
from store.news.items import Found, Piece, Refused, Told, refused
from store.news.page_authors import Writers, authors_of, writers_of
from store.news.page_day import DECLARED, Declared, declared_by, declared_day, guessed_day
from store.news.page_headline import Titles, headline_of, titles_of
from store.news.row_mapping import Setting
from store.news.stream import Stream
from store.text import identity, same_text

MOST_PAGE: Final = 16_000_000
"""The most bytes in a page, including embedded pictures."""
MOST_MARKUP: Final = 2_000_000
"""The most characters without them, ten times a long page: the extractor takes some seconds for a
megabyte, and more than proportionally longer for larger pages."""

MOST_TAGS: Final = 100_000
"""The most tags in a page; the front page of a paper has ten thousand."""
_MANY_TAGS: Final = 5_000
"""Above this many, what looks at all paragraphs is skipped: the fallback extraction, a guess."""
_SAVED_FROM: Final = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_SCRIPT: Final = re.compile(r"<script(?:\s[^<>]{0,2000})?(?<!/)>", re.IGNORECASE)
_END_OF_SCRIPT: Final = re.compile("</script", re.IGNORECASE)
_SELF_CLOSED: Final = re.compile(  # of XHTML; an HTML parser takes the rest of the page into it
    r"<(script|style|iframe|noscript|object|textarea|title)\b((?:\s[^<>]*)?)/>", re.IGNORECASE
)
_BIG_DATA: Final = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=\s]{200,}")


def pieces(stream: Stream, setting: Setting) -> Iterator[Piece]:
    """Yield the article of a saved page."""
    data = stream.whole(MOST_PAGE)
    read = decoded(data, declared_in(data))
    if read is None:
        raise FileError(N_("{name} is in an encoding that is not known."), name=stream.name)
    saved_from = _SAVED_FROM.search(read.text[:4000])
    yield found_in(stream.name, read.text, saved_from[1] if saved_from else "", setting)
    if read.guessed:
        message = N_("It does not say its encoding; {encoding} fits and was taken.")
        yield Told(stream.name, finding(message, encoding=read.guessed))


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
    page, said = _extracted(html)
    if page is None or said is None or not (page.title or page.text):
        return refused(where, N_("There is no article in the page."))
    titles, declared, writers = said
    told: tuple[Finding, ...] = ()
    headline = headline_of(titles, page.title or "", page.sitename or "", page.hostname or "")
    day = declared_day(declared, page.date or "", headline, html, setting)
    if day is None and html.count("<") <= _MANY_TAGS:
        day, told = guessed_day(html[:MOST_MARKUP])
    source = titles.site or page.sitename or setting.source or page.hostname or ""
    sites = (source, page.sitename or "", titles.site)
    return Found(
        where=where,
        headline=plain(headline),
        author=", ".join(authors_of(writers, page.author or "", declared.lines, headline, sites)),
        summary=_unlike(plain(page.description or ""), headline),
        text="\n\n".join(_body(page.text or "", headline, page.title or "")),
        source=source,
        published=day,
        link=link or page.url or "",
        told=told,
    )


def _unlike(summary: str, headline: str) -> str:
    return "" if same_text(summary, headline) else summary


def _body(text: str, *headlines: str) -> list[str]:
    """Return the paragraphs of a page, without the headline above them."""
    known = {identity(headline) for headline in headlines}
    return list(dropwhile(lambda one: identity(one) in known, text.split("\n")))


def _without_scripts(html: str) -> str:
    """Return a page without its programs, which may look like tags; their JSON stays."""
    parts, place = [], 0
    while found := _SCRIPT.search(html, place):
        end = _END_OF_SCRIPT.search(html, found.end())
        if end is None:
            break
        is_json = "json" in found[0].lower()
        parts.append(html[place : end.start() if is_json else found.end()])
        place = end.start()
    return "".join((*parts, html[place:]))


class _Said(NamedTuple):
    """What a page says of itself."""

    titles: Titles
    declared: Declared
    writers: Writers


def _extracted(html: str) -> tuple[Any, _Said | None]:
    """Return what trafilatura extracts, and what the page says of itself; None for none."""
    from trafilatura import bare_extraction  # 150 ms, only for web pages
    from trafilatura.utils import load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    html = with_short_tags(_without_scripts(html[:MOST_MARKUP]))
    html = _SELF_CLOSED.sub(r"<\1\2></\1>", html)
    tree = load_html(html)
    if tree is None:
        return None, None
    said = _Said(titles_of(tree), declared_by(tree), writers_of(tree))  # before it is changed
    page = bare_extraction(
        tree,
        fast=html.count("<") - html.count("</") > _MANY_TAGS,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=DECLARED,
    )
    return page, said
