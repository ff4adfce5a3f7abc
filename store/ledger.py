"""The ledger (sổ xuất): what went out, when, in which channel, and as which bytes.

An entry is added when something goes out and is never edited; a withdrawal is set on it once, and a
channel that is renamed keeps the name that it had then beside the new one. It holds the page as it
was written, so it needs neither the article nor its history any more. What is out, and since when,
follows from the entries alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from store.campaign_records import Task
from store.digests import sha256
from store.errors import N_, FileError
from store.records import Article, Id, Record, Status

Outs = Mapping[Id, Mapping[str, datetime]]
"""Piece → channel → when the piece first went out there. What is withdrawn is not in it."""


class LedgerEntry(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of the ledger: a piece that went out in a channel."""

    at: datetime
    """When it went out; `created` is when it was recorded."""
    who: str = ""
    """Who recorded it."""
    piece: Id
    """The article, or the task that was recorded as posted."""
    headline: str
    """The headline of the article then, or the title of the task."""
    channel: str = ""
    """Empty for a file of an article without a channel: it is out, but nobody knows where."""
    called: str = ""
    """What the channel was called then, where it was renamed since."""
    campaign: Id | None = None
    """That of the piece then; what counts is the piece's own, as long as that is there."""
    revision: datetime | None = None
    """The time of the article's revision that went out."""
    file: str = ""
    """The path of the file that was written."""
    where: str = ""
    """Where it was posted, as somebody typed it: an address, a link, a place."""
    digest: str = ""
    """SHA-256 of the bytes, in hexadecimal; empty where there was no text (a banner hung)."""
    packed: bytes = b""
    """The bytes, compressed: of the page, or of the file in another format."""
    form: str = ""
    """The name of the form in which it went out (`store.formats`); empty for the page itself."""
    text_digest: str = ""
    """The digest of the page, where it went out in another form than its own."""
    photos: tuple[str, ...] = ()
    """The pictures that went out with it, by the names of their files; their bytes are not kept."""
    bulletin: Id | None = None
    """The bulletin in which it was read out."""
    gone: Article | None = None
    """The article or task as it was when it was deleted: what is out still counts for its tags."""
    withdrawn: datetime | None = None
    reason: str = ""
    """Why it was withdrawn."""

    @property
    def has_text(self) -> bool:
        """Tell whether the bytes of what went out are known."""
        return bool(self.digest)

    @property
    def page(self) -> bytes:
        """Return the exact bytes of what went out; none where there was no text.

        Raises:
            FileError: they are damaged in the desk file.
        """
        if not self.has_text:
            return b""
        try:
            page = zlib.decompress(self.packed)
        except zlib.error:
            page = b""
        if digest_of(page) != self.digest:
            raise FileError(
                N_(
                    "What went out of “{title}” is damaged in the desk file; look into a copy of "
                    "the desk file from before."
                ),
                title=self.headline,
            )
        return page


def remains_of(piece: Article | Task) -> Article:
    """Return what a deleted article or task still counts by: its tags, its text, its message."""
    kept = {name: getattr(piece, name) for name in ("id", "campaign", *_COUNTED)}
    if isinstance(piece, Task):
        return Article(**kept, headline=piece.title, kind=A_TASK, status=Status.EXPORTED)
    own = {name: getattr(piece, name) for name in _OF_ARTICLES}
    return Article(**kept, **own, status=Status.EXPORTED)


A_TASK: Final = "task"
"""The kind of what is left of a task: it has no text."""
_COUNTED: Final = (
    *("channels", "audiences", "levels", "topics", "goals", "strand", "unit", "milestone"),
)
_OF_ARTICLES: Final = (
    "headline",
    "byline",
    "body",
    "sources",
    "event",
    "exported",
    "master",
    "corrects",
)


def digest_of(page: bytes) -> str:
    """Return the digest by which pages are compared."""
    return sha256(page).hexdigest()


def with_page(
    entry: LedgerEntry, page: bytes, form: str = "", text: bytes | None = None
) -> LedgerEntry:
    """Return an entry that holds the bytes of what went out.

    Args:
        entry: without them.
        page: the bytes.
        form: the name of their form; empty for the page itself.
        text: the page, where they are in another form.
    """
    return replace(
        entry,
        digest=digest_of(page),
        packed=zlib.compress(page, 9),
        form=form,
        text_digest=digest_of(text) if form and text is not None else "",
    )


def with_channel(entry: LedgerEntry, name: str) -> LedgerEntry:
    """Return an entry after its channel was renamed; it still tells what it was called."""
    called = entry.called or entry.channel
    return replace(entry, channel=name, called="" if called == name else called)


def channel_of_file(article: Article) -> str:
    """Return the channel that a file of an article is for, where none is named.

    A piece has exactly one channel, and one file cannot fill five. Until there are versions, the
    file of an article with several channels is for its first; the others are not out before they
    are recorded as posted.
    """
    return article.channels[0] if article.channels else ""


def moment(at: datetime) -> datetime:
    """Return a time with its offset; one without, as other programs may write it, is local."""
    return at if at.tzinfo else at.astimezone()


def following(article: Article, entries: Iterable[LedgerEntry]) -> Article:
    """Return an article whose first time out and status follow from its entries.

    One that is out nowhere any more is withdrawn; one that is worked on again stays so.
    """
    first = min((moment(one.at) for one in entries if one.withdrawn is None), default=None)
    status = article.status
    if first is None and status is Status.EXPORTED:
        status = Status.WITHDRAWN
    elif first is not None and status is Status.APPROVED:
        status = Status.EXPORTED
    return replace(article, status=status, exported=first)


def first_outs(entries: Iterable[LedgerEntry]) -> Outs:
    """Return when each piece first went out in each channel.

    It is the time of the first entry that is not withdrawn, so going out again moves nothing.
    """
    found: dict[Id, dict[str, datetime]] = {}
    for entry in entries:
        if entry.withdrawn is None:
            at = moment(entry.at)
            channels = found.setdefault(entry.piece, {})
            channels[entry.channel] = min(at, channels.get(entry.channel, at))
    return found


def first_entries(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """Return the entry with which each piece first went out in each channel, in their order."""
    found: dict[tuple[Id, str], LedgerEntry] = {}
    for entry in sorted(entries, key=lambda entry: moment(entry.at)):
        if entry.withdrawn is None:
            found.setdefault((entry.piece, entry.channel), entry)
    return list(found.values())
