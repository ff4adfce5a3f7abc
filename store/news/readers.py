"""Choose the reader of a file: by its first bytes if they tell, else by its extension."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from msgspec import Struct

from store.encoding import UTF_16, guess
from store.errors import N_, DeskError, FileError
from store.news import feeds, mail, pages, web
from store.news.csv_table import CsvReader
from store.news.folder import files_in
from store.news.items import Found, Piece, Refused, refused_file, settled
from store.news.jsonl import JsonReader
from store.news.row_mapping import Setting
from store.news.stream import Stream
from store.news.table import Table

PAGE, TABLE, LINES, FEED, MBOX, EML, WEB = (
    N_("page of text"),
    N_("table"),
    N_("JSON"),
    N_("feed"),
    N_("mailbox"),
    N_("mail"),
    N_("saved web page"),
)
"""The formats, as the preview names them (message ids)."""

_ENDINGS: Final = {
    **dict.fromkeys((".txt", ".text"), PAGE),
    **dict.fromkeys((".csv", ".tsv", ".tab"), TABLE),
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), LINES),
    **dict.fromkeys((".rss", ".atom", ".xml", ".rdf"), FEED),
    **dict.fromkeys((".mbox", ".mbx"), MBOX),
    **dict.fromkeys((".eml", ".emlx", ".mht", ".mhtml"), EML),
    **dict.fromkeys((".html", ".htm", ".xhtml"), WEB),
}
_PACKINGS: Final = (".gz", ".xz", ".bz2")

_IS_FEED: Final = re.compile(
    rb"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^\[>]*(?:\[.*?\]\s*)?>)*+"
    rb"<(?:\w+:)?(?:rss|feed|RDF)\b",
    re.DOTALL | re.IGNORECASE,
)
_IS_WEB: Final = re.compile(
    rb"(?>\s+|<\?.*?\?>|<!--.*?-->)*+<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE
)
_IS_JSON: Final = re.compile(rb"""\{\s*["}]|\[\s*[\[{\]"]""")
_IS_MAIL: Final = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*: [^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}")
_HEADER: Final = re.compile(
    rb"^(From|Subject|Date|Received|Message-ID|MIME-Version|Return-Path|Delivered-To): ",
    re.MULTILINE | re.IGNORECASE,
)
_FEWEST_HEADERS: Final = 3
"""So many headers that only mail has, at the beginning, make a file a mail whatever its name."""
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")

_WHOLE_FILES: Final[dict[str, Callable[[Stream, Setting], Iterator[Piece]]]] = {
    PAGE: pages.pieces,
    FEED: feeds.pieces,
    MBOX: mail.mbox,
    EML: mail.eml,
    WEB: web.pieces,
}

_SHOWN: Final = 5
MOST_PREVIEWS: Final = 20
"""The most files that a preview opens."""


class Preview(Struct, frozen=True):
    """What importing a file would give."""

    path: Path
    kind: str
    """Its format, a message id; empty if it is refused."""
    pieces: tuple[Piece, ...]
    """The first ones."""
    table: Table | None = None
    """Its columns, if it has any."""


def kind_of(name: str, head: bytes) -> str | None:
    """Return the format of a file by its name and first bytes; None if it cannot be read."""
    is_wide = head.startswith(_UTF_16) or (b"\x00" in head and guess(head) == UTF_16)
    sample = head.replace(b"\x00", b"") if is_wide else head
    sample = sample.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _IS_FEED.match(sample):
        return FEED
    if _IS_WEB.match(sample):
        return WEB
    if b"\x00" in sample:
        return None
    path = Path(name.lower())
    if path.suffix in _PACKINGS:
        path = path.with_suffix("")
    kind = _ENDINGS.get(path.suffix)
    if kind in (PAGE, None) and _begins_with_headers(sample):
        return MBOX if sample.startswith(b"From ") else EML
    if kind is not None:
        return kind
    if _IS_JSON.match(sample):
        return LINES
    if sample.startswith(b"From "):
        return MBOX
    return EML if _IS_MAIL.match(sample) else None


def _begins_with_headers(sample: bytes) -> bool:
    """Tell whether a file begins with the headers of a mail."""
    block = re.split(rb"\r?\n\r?\n", sample, maxsplit=1)[0]
    names = {name.lower() for name in _HEADER.findall(block)}
    first = block.split(b"\n", 1)[0]
    is_first = first.startswith(b"From ") or re.match(rb"[A-Za-z-]+: ", first) is not None
    return is_first and len(names) >= _FEWEST_HEADERS


def read(stream: Stream, setting: Setting) -> Iterator[Piece]:
    """Yield the pieces of a file, cleaned for the desk.

    Where a file cannot be read any further, a refusal is the last piece; nothing is raised.
    """
    try:
        for piece in _pieces(stream, setting):
            yield settled(piece, setting.today) if isinstance(piece, Found) else piece
    except DeskError as error:
        yield refused_file(stream.name, error.message, **error.values)


def _pieces(stream: Stream, setting: Setting) -> Iterator[Piece]:
    kind = _known_kind(stream)
    if kind in _WHOLE_FILES:
        return _WHOLE_FILES[kind](stream, setting)
    return _rows(kind, stream, setting).pieces()


def _rows(kind: str, stream: Stream, setting: Setting) -> CsvReader | JsonReader:
    return (CsvReader if kind == TABLE else JsonReader)(stream, setting)


def _known_kind(stream: Stream) -> str:
    head = stream.head()
    if not head:
        raise FileError(N_("{name} is empty."), name=stream.name)
    kind = kind_of(stream.name, head)
    if kind is None:
        raise FileError(
            N_(
                "{name} is in no format that news comes in (page of text, CSV, JSON Lines, JSON "
                "Feed, RSS, Atom, WordPress, mbox, EML, HTML)."
            ),
            name=stream.name,
        )
    return kind


def has_columns(paths: Iterable[Path]) -> bool:
    """Tell whether any of the files, or of those in the folders, has columns; or cannot be read.

    What cannot be read is refused by the import, which knows the reason.
    """
    for path in files_in(paths):
        try:
            if isinstance(path, Refused):
                return True
            with Stream(path) as stream:
                if _known_kind(stream) in (TABLE, LINES):
                    return True
        except DeskError:
            return True
    return False


def previews(paths: Iterable[Path], setting: Setting) -> list[Preview]:
    """Return previews of the first files."""
    shown: list[Preview] = []
    for path in islice(files_in(paths), MOST_PREVIEWS):
        if isinstance(path, Refused):
            shown.append(Preview(Path(path.where), "", (path,)))
        else:
            shown.append(preview(path, setting))
    return shown


def preview(path: Path, setting: Setting) -> Preview:
    """Return the format and the first pieces of a file, or why it is refused."""
    kind, table = "", None
    try:
        with Stream(path) as stream:
            kind = _known_kind(stream)
            if kind in (TABLE, LINES):
                with Stream(path) as again:
                    table = _rows(kind, again, setting).table()
            return Preview(path, kind, tuple(islice(read(stream, setting), _SHOWN)), table)
    except DeskError as error:
        why = refused_file(path.name, error.message, **error.values)
        return Preview(path, kind, (why,), table)
