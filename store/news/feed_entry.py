"""Turn an entry of a feed, as feedparser returns it, into a piece of news."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from store.html_text import is_marked_up, plain, title_in, without_entities
from store.news.dates import read_date
from store.news.headlines import headline_and_paper, parts_of, without_sites
from store.news.items import Found
from store.news.row_mapping import Setting, untold_day
from store.news.wordpress import without_shortcodes
from store.text import same_text, syllables

_ADDRESS: Final = re.compile(
    r"[<(\[]?\s*(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\s*[>)\]]?"
)
_PERSON: Final = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,80}\s*\(([^()]{1,80})\)")
"""As RSS writes an author; there may be several in one element."""
_ONE_ELEMENT: Final = re.compile(
    r"<(p|div|span|b|i|em|strong)(?:\s[^<>]{0,500})?>.*</\1>", re.IGNORECASE | re.DOTALL
)
"""A text that is HTML from end to end, whatever it is called."""
_SEARCHES: Final = ("news.google.com",)
"""Sites that list the pieces of papers, with the paper behind each headline."""


class Feed(Struct, frozen=True):
    """What the entries of a feed have in common."""

    name: str
    """The title of the feed."""
    address: str
    """Its site, from which its links may go on."""
    shows_tags: bool
    """Whether a text that is declared as plain is one: so it is in Atom, but not in RSS."""
    shared_links: frozenset[str]
    """The links that several entries have."""
    authors: Mapping[str, str]
    """The names of authors by their logins, in an export of WordPress."""
    author: str
    """Of the entries that do not name their own, in Atom."""
    by_lines: bool
    """Whether a blank line in a text begins a paragraph."""


def unpublished(entry: Any) -> str:
    """Return what an entry is that is no published article, in Atom and Blogger; else empty."""
    if "yes" in (entry.get("app_draft"), entry.get("draft")):
        return "draft"
    kinds = [
        str(tag.get("term", "")).rpartition("#")[2]
        for tag in entry.get("tags", ())
        if str(tag.get("scheme", "")).endswith("g/2005#kind")
    ]
    return next((kind for kind in kinds if kind not in ("post", "page")), "")


def found_in_entry(where: str, entry: Any, feed: Feed, setting: Setting) -> Found:
    """Return the piece of news in an entry."""
    day, written = _day(entry, setting)
    link = _whole_address(str(entry.get("link") or entry.get("id") or ""), feed)
    headline, source = _headline_and_source(entry, feed, link)
    summary, text = _summary_and_text(entry, feed, headline)
    if _only_repeats(summary, headline, source):
        summary = ""
    return Found(
        where=where,
        headline=headline,
        author=", ".join(_authors(entry, feed)),
        summary=summary,
        text=text,
        source=source or setting.source,
        published=day,
        link=link,
        shares_link=str(entry.get("link") or "") in feed.shared_links,
        told=untold_day(written, day),
    )


def _headline_and_source(entry: Any, feed: Feed, link: str) -> tuple[str, str]:
    shown = title_in(str(entry.get("title") or "")) or _shown(entry, "title", feed)
    headline = " ".join(shown.split())
    named = plain(str((entry.get("source") or {}).get("title") or ""))
    if named:
        return without_sites(headline, [named]), named
    if _host(link) in _SEARCHES:
        bare, paper = headline_and_paper(headline)
        return bare, paper or feed.name
    names = [feed.name, *parts_of(feed.name)[:1]]  # also without its section
    return without_sites(headline, names), feed.name


def _whole_address(link: str, feed: Feed) -> str:
    """Return a link that begins with a slash as the address that it is of the site."""
    try:
        return urljoin(feed.address, link) if link.startswith("/") else link
    except ValueError:
        return link


def _only_repeats(summary: str, headline: str, source: str) -> bool:
    """Tell whether a summary is the headline again, with the paper, as in lists of papers."""
    words, named = set(syllables(summary)), set(syllables(headline))
    return bool(named) and named <= words <= named | set(syllables(source))


def _host(link: str) -> str:
    try:
        return urlsplit(link).netloc.lower()
    except ValueError:
        return ""


def _summary_and_text(entry: Any, feed: Feed, headline: str) -> tuple[str, str]:
    contents = [_with_title(part, feed, headline) for part in entry.get("content", ())]
    text = max(contents, key=len, default="")
    excerpt = plain(str(entry.get("excerpt_encoded", "")), by_lines=True)
    described = {"value": entry.get("summary"), "type": _kind(entry, "summary")}
    if described["value"] in [part.get("value") for part in entry.get("content", ())]:
        described = {}  # the parser has put the text there, and calls it HTML
    summary = excerpt or _with_title(described, feed, headline)
    if " ".join(summary.split()) == " ".join(text.split()):
        summary = ""
    return summary, text


def _with_title(detail: Mapping[str, Any], feed: Feed, headline: str) -> str:
    """Return a text, below the title of its own that a whole document of HTML may have."""
    text, title = _of_detail(detail, feed), title_in(str(detail.get("value") or ""))
    return f"{title}\n\n{text}" if title and not same_text(title, headline) else text


def _shown(entry: Any, field: str, feed: Feed) -> str:
    return _of_detail({"type": _kind(entry, field), "value": entry.get(field)}, feed)


def _kind(entry: Any, field: str) -> str | None:
    kind: str | None = (entry.get(f"{field}_detail") or {}).get("type")
    return kind  # of another element, now and then


def _of_detail(detail: Mapping[str, Any], feed: Feed) -> str:
    value = str(detail.get("value") or "")
    if feed.shows_tags and detail.get("type") == "text/plain" and not is_marked_up(value):
        shown = without_entities(value)
        return plain(shown) if _ONE_ELEMENT.fullmatch(shown.strip()) else shown
    if feed.by_lines:
        value = without_shortcodes(value)
    shown = plain(value, by_lines=feed.by_lines)
    return plain(shown) if is_marked_up(shown) else shown  # escaped once too often


def _authors(entry: Any, feed: Feed) -> Iterator[str]:
    """Yield the names of the authors; an address only where there is no name."""
    several = [_name(author) for author in entry.get("authors", ())]
    if len(several) < 2:  # feedparser takes a single one apart, not always in the right place
        written = str(entry.get("author", "")) or feed.author
        several = persons if len(persons := _PERSON.findall(written)) > 1 else [written]
    for written in dict.fromkeys(several):
        bare = _ADDRESS.sub(" ", plain(written)).strip(" \t\n\"'<>(),;|")
        if name := " ".join((bare or written).split()).replace(" ,", ","):
            yield feed.authors.get(name, name)


def _name(author: Mapping[str, Any]) -> str:
    return str(author.get("name") or author.get("email") or "")


def _day(entry: Any, setting: Setting) -> tuple[date | None, str]:
    """Return the day of an entry, and how it is written."""
    written = str(entry.get("published") or entry.get("updated") or entry.get("created") or "")
    day = read_date(written, setting.zone) or read_date(str(entry.get("wp_post_date", "")))
    if day:
        return day, written
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return (_day_of(parsed, setting) if parsed else None), written


def _day_of(parsed: Any, setting: Setting) -> date | None:
    """Return the day of what feedparser has read, in UTC, in one of the ways that it knows."""
    try:
        moment = datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    has_time = any(parsed[3:6])
    return read_date((moment.astimezone(setting.zone) if has_time else moment).date().isoformat())
