"""Convert between a page of text and records: an article, news items, links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from store.article_parts import Layout
from store.articles.page_format import Card, Page, is_signoff
from store.records import Article, Link, NewsItem, Status
from store.text import identity, lead

TEXT_FIELDS: Final = ("headline", "byline", "body", "signoff", "layout", "links")
"""The fields of an article that come from its page."""


def records_of(page: Page, known: Iterable[NewsItem]) -> tuple[Article, list[NewsItem]]:
    """Return the article of a page, and news items for its cards that are not `known` yet.

    A card matches a news item whose headline, author and summary read the same
    (`store.text.identity`); the link keeps the text exactly as the card has it.
    """
    wanted = {_key(card.headline, card.byline, card.summary) for card in page.cards}
    items = {}
    for item in known if wanted else ():
        if (key := _key(item.headline, item.author, item.summary)) in wanted:
            items[key] = item
    fresh: list[NewsItem] = []
    links = []
    for card in page.cards:
        key = _key(card.headline, card.byline, card.summary)
        if key not in items:
            items[key] = NewsItem(headline=card.headline, author=card.byline, summary=card.summary)
            fresh.append(items[key])
        links.append(Link(kind="news", target=items[key].id, **msgspec.structs.asdict(card)))
    article = Article(
        headline=page.headline,
        byline=page.byline,
        body=page.body,
        signoff=page.signoff,
        layout=page.layout,
        links=tuple(links),
        status=Status.EDITING,
    )
    return article, fresh


def page_of(article: Article) -> Page:
    """Return an article as a page, its links as cards."""
    article = as_signed(article) if article.master else article
    return Page(
        headline=article.headline,
        byline=article.byline,
        body=article.body,
        signoff=article.signoff,
        cards=tuple(Card(link.headline, link.byline, link.summary) for link in article.links),
        layout=article.layout,
    )


def as_signed(version: Article) -> Article:
    """Return a version with its last paragraph as the sign-off, where its page would be read so.

    It may end in hashtags, or in the formula of its channel; the text of the page is the same.
    """
    above, parting, last = version.body.rpartition("\n\n")
    has_end = version.signoff or version.links or version.layout.heading or version.layout.whole
    if has_end or not parting or not is_signoff(last):
        return version
    return msgspec.structs.replace(version, body=above, signoff=last)


def link_to(target: NewsItem | Article) -> Link:
    """Return a link whose card has the target's current text."""
    if isinstance(target, NewsItem):
        return Link(
            kind="news",
            target=target.id,
            headline=target.headline,
            byline=target.author,
            summary=target.summary,
        )
    return Link(
        kind="article",
        target=target.id,
        headline=target.headline,
        byline=target.byline,
        summary=lead(target.body),
    )


def without_heading(layout: Layout) -> Layout:
    """Return the layout of a page that has lost its last card, so that no heading is left over."""
    return msgspec.structs.replace(layout, heading=None)


def _key(headline: str, author: str, summary: str) -> tuple[str, str, str]:
    return identity(headline), identity(author), identity(summary)


def typed_body(text: str) -> str:
    """Return typed text with exactly one blank line between paragraphs; words are left alone.

    Lines of white space count as blank; blank lines at the start and end are dropped.
    """
    lines = ["" if line.isspace() else line for line in text.split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
