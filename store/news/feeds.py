"""Read RSS and Atom files by feedparser; what it could expand or fetch is refused first.

feedparser may take a text or bytes for an address or a path, so it is given a stream.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final

from store.errors import N_, FileError, finding
from store.news.dates import read_date
from store.news.html_text import with_short_tags
from store.news.items import Found, Piece, Told
from store.news.row_mapping import Setting, untold_day
from store.news.stream import Stream, whole_text

MOST_FEED: Final = 32_000_000
"""The most bytes of a feed: 80,000 entries, for which the parser takes half a minute."""

_DECLARATION: Final = re.compile(r"<\?xml[^>]*\?>")
_DECLARED: Final = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)[\"']")
_BEFORE_ROOT: Final = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ENDLESS: Final = re.compile(r"([A-Za-z0-9_.+-]{2000})[A-Za-z0-9_.+-]++")
"""Longer than any address. The parser searches an author for a mail address from every letter."""
_ELEMENT: Final = re.compile(r"<\w")
_HALF_A_CHARACTER: Final = re.compile(  # U+D800 to U+DFFF by number, which feedparser cannot handle
    r"&#(?:x0*d[89a-f][0-9a-f]{2}"
    r"|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));?",
    re.IGNORECASE,
)
_DOCTYPE: Final = re.compile(r"<!DOCTYPE\s+[^\s\[>]+\s*>", re.IGNORECASE)
_OLD: Final = ("iso-8859-1", "latin-1", "windows-1252", "windows-1258", "us-ascii")


def pieces(stream: Stream, setting: Setting) -> Iterator[Piece]:
    """Yield the entries of a feed.

    Raises:
        FileError: it is not a feed, is empty, or declares entities.
    """
    text = _safe_text(stream)
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
    source = str(feed.feed.get("title", "")) or setting.source
    for number, entry in enumerate(feed.entries, 1):
        yield _found(f"{stream.name}#{number}", entry, source, setting)
    if feed.bozo and not _is_harmless(feed.get("bozo_exception")):
        yield Told(
            stream.name,
            finding(
                N_("The feed is damaged; {count} entries could be read."), count=len(feed.entries)
            ),
        )


def _is_harmless(error: object) -> bool:
    """Tell whether feedparser only complains about the type of the file, not its contents."""
    return type(error).__name__ in ("CharacterEncodingOverride", "NonXMLContentType")


def _safe_text(stream: Stream) -> str:
    """Return the text of a feed, without its declaration.

    Raises:
        FileError: it declares something that would be expanded or fetched.
    """
    text = _decoded(stream).lstrip("\ufeff \t\r\n")
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    begins = _BEFORE_ROOT.match(text)
    place = begins.end() if begins else 0
    if text[place : place + 9].upper() == "<!DOCTYPE" and not _DOCTYPE.match(text, place):
        raise FileError(
            N_(
                "{name} declares entities or names a file outside of it (DOCTYPE); "
                "nothing of it is read."
            ),
            name=stream.name,
        )
    # What precedes the first element is of no use, but the parser needs quadratic time for it, and
    # would take entities from there if the feed is damaged.
    root = _ELEMENT.search(text, place)
    text = with_short_tags(_ENDLESS.sub(r"\1", text[root.start() if root else place :]))
    return _HALF_A_CHARACTER.sub("\ufffd", text)


def _decoded(stream: Stream) -> str:
    data = stream.whole(MOST_FEED)
    declared = _DECLARED.match(data.lstrip()[:300])
    encoding = declared[1].decode().lower() if declared else "utf-8"
    text = whole_text(data)
    if text is None and encoding in _OLD:
        text = data.decode(encoding, "replace")
    if text is None:
        raise FileError(
            N_("{name} is in an encoding that is not known ({encoding})."),
            name=stream.name,
            encoding=encoding,
        )
    return text


def _found(where: str, entry: Any, source: str, setting: Setting) -> Found:
    written = str(entry.get("published") or entry.get("updated") or "")
    day = read_date(written, setting.zone)
    contents = [str(part.get("value", "")) for part in entry.get("content", ())]
    summary, text = str(entry.get("summary", "")), max(contents, key=len, default="")
    origin = entry.get("source") or {}
    return Found(
        where=where,
        headline=str(entry.get("title", "")),
        author=str(entry.get("author", "")),
        summary="" if summary == text else summary,
        text=text,
        source=str(origin.get("title") or source),
        published=day,
        link=str(entry.get("link") or entry.get("id") or ""),
        told=untold_day(written, day),
    )
