"""Read RSS and Atom files by feedparser; what it could expand or fetch is refused first.

feedparser may take a text or bytes for an address or a path, so it is given a stream.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from store.charsets import Decoded, declared_in, decoded
from store.errors import N_, FileError, finding
from store.html_text import plain, with_short_tags
from store.news import wordpress
from store.news.addresses import address_of
from store.news.feed_entry import Feed, found_in_entry, unpublished
from store.news.items import Piece, Told
from store.news.row_mapping import Setting
from store.news.stream import Stream

MOST_FEED: Final = 32_000_000
"""The most bytes of a feed: 80,000 entries, for which the parser takes half a minute."""

_DECLARATION: Final = re.compile(r"<\?xml[^>]*\?>")
_BEFORE_ROOT: Final = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ENDLESS: Final = re.compile(r"([A-Za-z0-9_.+-]{2000})[A-Za-z0-9_.+-]++")
"""Longer than any address. The parser searches an author for a mail address from every letter."""
_ELEMENT: Final = re.compile(r"<\w")
_HALF_A_CHARACTER: Final = re.compile(  # U+D800 to U+DFFF by number, which feedparser cannot handle
    r"&#(?:x0*d[89a-f][0-9a-f]{2}"
    r"|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));?",
    re.IGNORECASE,
)
_DOCTYPE: Final = re.compile(r"<!DOCTYPE\s[^\[>]*+(?:\[\s*+\]\s*+)?>", re.IGNORECASE)
"""One that names a file at most, as RSS 0.91 asks for; it is cut off, so nothing is fetched."""
_ITEM: Final = re.compile(r"(?=<(?:item|entry)[\s>])", re.IGNORECASE)
_OF_A_PICTURE: Final = re.compile(r"(</?)media:description\b")
_DESCRIBED: Final = re.compile(r"<(?:description|summary|content(?::encoded)?)[\s>]")


def pieces(stream: Stream, setting: Setting) -> Iterator[Piece]:
    """Yield the entries of a feed.

    Raises:
        FileError: it is not a feed, is empty, or declares entities.
    """
    text, guessed = _safe_text(stream)
    import feedparser  # type: ignore[import-untyped]  # 60 ms, only for feeds

    try:
        feed: Any = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,  # all tags go anyway
        )
    except (ValueError, LookupError, ArithmeticError, AssertionError, RecursionError) as error:
        raise FileError(
            N_("{name} is damaged, so that it cannot be read."), name=stream.name
        ) from error
    if not feed.entries:
        raise FileError(N_("{name} is not a feed, or has no entries."), name=stream.name)
    yield from _entries(feed, text, stream.name, setting)
    if guessed:
        message = N_("It does not say its encoding; {encoding} fits and was taken.")
        yield Told(stream.name, finding(message, encoding=guessed))
    if feed.bozo and not _is_harmless(feed.get("bozo_exception")):
        yield Told(
            stream.name,
            finding(
                N_("The feed is damaged; {count} entries could be read."), count=len(feed.entries)
            ),
        )


def _entries(parsed: Any, text: str, name: str, setting: Setting) -> Iterator[Piece]:
    is_export = "wp_wxr_version" in parsed.feed
    feed = Feed(
        address=str(parsed.feed.get("link") or ""),
        name=plain(str(parsed.feed.get("title", ""))),
        shows_tags=str(parsed.version).startswith("atom"),
        shared_links=frozenset(_shared_links(parsed.entries)),
        author=str(parsed.feed.get("author", "")) if str(parsed.version) == "atom10" else "",
        authors=wordpress.display_names(text) if is_export else {},
        by_lines=is_export,
    )
    out: Counter[str] = Counter()
    for number, entry in enumerate(parsed.entries, 1):
        if kind := wordpress.left_out(entry) if is_export else unpublished(entry):
            out[kind] += 1
        else:
            yield found_in_entry(f"{name}#{number}", entry, feed, setting)
    if out:
        yield wordpress.told_left_out(name, out)


def _shared_links(entries: list[Any]) -> Iterator[str]:
    """Yield the links of pages that hold several entries: the very same link, or other ids."""
    pages: dict[int, list[tuple[str, str]]] = {}
    for entry in entries:
        link = str(entry.get("link") or "")
        pages.setdefault(address_of(link).page, []).append((link, str(entry.get("id") or "")))
    for there in pages.values():
        links = Counter(link for link, _ in there)
        ids = {id_ for link, id_ in there if id_ and not id_.startswith(("http:", "https:"))}
        have_ids = len(ids) == len(there) > 1
        yield from (link for link, count in links.items() if link and (count > 1 or have_ids))


def _is_harmless(error: object) -> bool:
    """Tell whether feedparser only complains about the type of the file, not its contents.

    Nor of `&eacute;`, which the DOCTYPE of RSS 0.91 declares, and which it knows anyway.
    """
    is_of_type = type(error).__name__ in ("CharacterEncodingOverride", "NonXMLContentType")
    return is_of_type or "undefined entity" in str(error)


def _safe_text(stream: Stream) -> tuple[str, str]:
    """Return the text of a feed, without its declaration, and its encoding if that is a guess.

    Raises:
        FileError: it declares something that would be expanded.
    """
    found = _decoded(stream)
    text = found.text.lstrip("\ufeff \t\r\n")
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    begins = _BEFORE_ROOT.match(text)
    place = begins.end() if begins else 0
    if text[place : place + 9].upper() == "<!DOCTYPE" and not _DOCTYPE.match(text, place):
        raise FileError(
            N_("{name} declares entities of its own (DOCTYPE); nothing of it is read."),
            name=stream.name,
        )
    # What precedes the first element is of no use, but the parser needs quadratic time for it, and
    # would take entities from there if the feed is damaged.
    root = _ELEMENT.search(text, place)
    text = with_short_tags(_ENDLESS.sub(r"\1", text[root.start() if root else place :]))
    text = "".join(map(_without_captions, _ITEM.split(text)))
    return _HALF_A_CHARACTER.sub("\ufffd", text), found.guessed


def _without_captions(item: str) -> str:
    """Return an item whose pictures are described under a name of their own.

    The parser takes the text of a picture for that of the item, unless that comes first.
    """
    return _OF_A_PICTURE.sub(r"\1media:caption", item) if _DESCRIBED.search(item) else item


def _decoded(stream: Stream) -> Decoded:
    data = stream.whole(MOST_FEED)
    declared = declared_in(data[:1000].lstrip())
    found = decoded(data, declared)
    if found is None:
        raise FileError(N_("{name} is in an encoding that is not known."), name=stream.name)
    return found
