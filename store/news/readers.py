"""Which reader a file is for: by its first bytes where they tell, else by its ending."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from msgspec import Struct

from store.errors import N_, DeskError, FileError, Finding
from store.news import feeds, mail, pages, web
from store.news.csv_table import CsvReader
from store.news.folder import files_in
from store.news.items import Found, Piece, Refused, settled
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
    **dict.fromkeys((".eml", ".mht", ".mhtml"), EML),
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
_IS_MAIL: Final = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*: [^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}")
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
"""How many files a preview opens; of a folder of thousands, the first."""


class Preview(Struct, frozen=True):
    """What a file would give."""

    path: Path
    kind: str
    """Its format, a message id; empty where it is refused."""
    pieces: tuple[Piece, ...]
    """The first ones."""
    table: Table | None = None
    """Its columns, where it has some."""


def kind_of(name: str, head: bytes) -> str | None:
    """Tell the format of a file by its name and its first bytes; None: none that is read."""
    sample = head.replace(b"\x00", b"") if head.startswith(_UTF_16) else head
    sample = sample.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _IS_FEED.match(sample):
        return FEED
    if _IS_WEB.match(sample):
        return WEB
    if b"\x00" in sample:
        return None
    return _ENDINGS.get(_ending(name)) or _by_look(sample)


def _ending(name: str) -> str:
    path = Path(name.lower())
    if path.suffix in _PACKINGS:
        path = path.with_suffix("")
    return path.suffix


def _by_look(sample: bytes) -> str | None:
    if sample.startswith((b"{", b"[{", b"[ {", b"[\n")):
        return LINES
    if sample.startswith(b"From "):
        return MBOX
    return EML if _IS_MAIL.match(sample) else None


def read(stream: Stream, setting: Setting) -> Iterator[Piece]:
    """Yield what is in a file, each piece as a desk can take it.

    A file that cannot be read, or no further, ends with a refusal; nothing is raised.
    """
    try:
        for piece in _pieces(stream, setting):
            yield settled(piece, setting.today) if isinstance(piece, Found) else piece
    except DeskError as error:
        yield Refused(stream.name, Finding(error.message, error.values), is_file=True)


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
                "{name} is in no format that news comes in (page of text, CSV, JSON Lines, RSS, "
                "Atom, mbox, EML, HTML)."
            ),
            name=stream.name,
        )
    return kind


def previews(paths: Iterable[Path], setting: Setting) -> list[Preview]:
    """Return what the first files are that paths stand for, and what they would give."""
    shown: list[Preview] = []
    for path in islice(files_in(paths), MOST_PREVIEWS):
        if isinstance(path, Refused):
            shown.append(Preview(Path(path.where), "", (path,)))
        else:
            shown.append(preview(path, setting))
    return shown


def preview(path: Path, setting: Setting) -> Preview:
    """Return what a file is and the first pieces of it; one that is refused gives the refusal."""
    kind, table = "", None
    try:
        with Stream(path) as stream:
            kind = _known_kind(stream)
            if kind in (TABLE, LINES):
                with Stream(path) as again:
                    table = _rows(kind, again, setting).table()
            return Preview(path, kind, tuple(islice(read(stream, setting), _SHOWN)), table)
    except DeskError as error:
        why = Refused(path.name, Finding(error.message, error.values), is_file=True)
        return Preview(path, kind, (why,), table)
