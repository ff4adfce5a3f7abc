"""Read pages of text in the desk's own layout: the article only, not its related cards.

A mail that somebody copied is no page; its subject is the headline.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parseaddr

from msgspec.structs import replace

from store.articles.mail_text import Mail, read_mail
from store.articles.page_encoding import MAX_PAGE_BYTES
from store.articles.page_format import read_page
from store.charsets import whole_text
from store.errors import N_, FileError, finding
from store.html_text import plain
from store.news.dates import read_date
from store.news.items import MOST_HEADLINE, Found, Piece
from store.news.row_mapping import Setting, untold_day
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
        mail = read_mail(page.body)
        found = _of_mail(found, mail, setting) if mail else _of_first_line(found, page.body)
    yield found


def _of_first_line(found: Found, text: str) -> Found:
    first, _, rest = text.removeprefix("\ufeff").strip().partition("\n")
    if len(first.strip()) > MOST_HEADLINE:
        first, rest = "", text
    told = finding(N_("It does not fit the page layout; its first line is the headline."))
    return replace(found, headline=plain(first.strip()), text=plain(rest.strip()), told=(told,))


def _of_mail(found: Found, mail: Mail, setting: Setting) -> Found:
    """Return the news in a mail that was copied out of the program, with the headers it shows."""
    name, address = parseaddr(mail.sender)
    day = read_date(mail.date, setting.zone)
    return replace(
        found,
        headline=mail.subject,
        author=name or mail.sender,
        text=mail.text,
        source=setting.source or address.partition("@")[2],
        published=day,
        told=untold_day(mail.date, day),
    )
