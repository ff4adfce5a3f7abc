"""The ledger of a desk: what goes out is recorded, withdrawn, read and written again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.articles import export, page_mapping
from store.articles.history import Why
from store.articles.page_format import write_page
from store.campaign_records import Campaign, Task
from store.dates.zone import fixed, local_day
from store.desk.corrections import Corrections
from store.desk.pieces import settled
from store.desk.revision_log import who
from store.desk.revisions import Revisions
from store.desk.unit_of_work import RecordService, UnitOfWork
from store.errors import (
    N_,
    FileError,
    FileExistsAlreadyError,
    Findings,
    InvalidValueError,
    PageError,
    UnknownChannelError,
    finding,
)
from store.ledger import LedgerEntry, channel_of_file, digest_of, following, moment, with_page
from store.paths import expand_user
from store.records import Article, Id, Record, Status
from store.text import same_text, show_day, slug


class Written(NamedTuple):
    """A file that has been written for readers: its article, its path, its bytes, its channel."""

    article: Article
    path: Path
    page: bytes
    channel: str = ""
    """Empty for the one that follows from the article (`channel_of_file`)."""
    form: str = ""
    """The name of its form; empty for the page itself."""
    text: bytes | None = None
    """The page, where the file is in another form."""
    extras: tuple[export.Extra, ...] = ()
    """The files that go along: pictures, or a list of them."""
    kept: bytes | None = None
    """What the ledger keeps of a file that holds pictures: the same without them."""
    photos: tuple[str, ...] = ()
    """The names of its pictures."""


class Ledger(RecordService[LedgerEntry]):
    """The entries of the ledger.

    They are in no list of undo: what readers have seen is not undone but withdrawn.
    """

    def __init__(self, work: UnitOfWork, revisions: Revisions) -> None:
        super().__init__(work, LedgerEntry)
        self._articles = work.store.of(Article)
        self._revisions = revisions
        self.corrections = Corrections(work)
        """The corrections of what went out."""
        self._compared: dict[Id, tuple[Article, LedgerEntry, bool]] = {}
        """Whether articles were edited since they went out, as far as it was asked."""

    def find(self, prefix: str) -> LedgerEntry:
        """Return the entry whose ID begins with `prefix`; raises as `UnitOfWork.find`."""
        entry = self._work.find(prefix, "ledger")
        assert isinstance(entry, LedgerEntry)
        return entry

    def entries(
        self,
        *,
        day: date | None = None,
        channel: str | None = None,
        piece: Article | Task | None = None,
    ) -> list[LedgerEntry]:
        """Return the entries of a day, a channel, an article or task, or all; the newest first."""
        of_piece = self if piece is None else self._store.naming(LedgerEntry, piece.id)
        found = [
            entry
            for entry in of_piece
            if (day is None or self.day_of(entry) == day)
            and (channel is None or same_text(entry.channel, channel))
        ]
        return sorted(found, key=lambda entry: entry.at.timestamp())[::-1]

    def day_of(self, entry: LedgerEntry) -> date:
        """Return the day on which something went out, where the desk is."""
        return local_day(entry.at, self._store.now())

    def last(self, article: Article) -> LedgerEntry | None:
        """Return the last entry of an article with a text that is not withdrawn."""
        found = self.entries(piece=article)
        return next((one for one in found if one.has_text and one.withdrawn is None), None)

    def is_edited_since(self, article: Article) -> bool:
        """Tell whether an article that is out reads otherwise than what went out last."""
        if article.out is None or not (entry := self.last(article)):
            return False
        known = self._compared.get(article.id)
        if known is None or known[0] is not article or known[1] is not entry:
            known = self._compared[article.id] = (article, entry, _differs(article, entry))
        return known[2]

    def awaits(self, article: Article, channel: str = "") -> bool:
        """Tell whether an article is finished, and not out as it reads now.

        Args:
            article: which one.
            channel: the one in which it is to be out; empty for any.
        """
        if export.unfinished(article):
            return False
        last = next(
            (
                entry
                for entry in self.entries(piece=article, channel=channel or None)
                if entry.has_text and entry.withdrawn is None
            ),
            None,
        )
        return last is None or _differs(article, last)

    # ------------------------------------------------------------------ what goes out

    def record(self, files: Iterable[Written]) -> None:
        """Add an entry for each file that was written of a finished article, as one unit."""
        now = self._store.now()
        entries: list[LedgerEntry] = []
        out: dict[Id, Article] = {}
        for article, path, page, channel, form, text, _extras, kept, photos in files:
            after = _gone_out(self._articles.get(article.id) or article, now)
            if article.id in self._articles:  # it may have been deleted while it was written
                out[article.id] = after
            entry = LedgerEntry(
                at=now,
                piece=article.id,
                headline=article.title,
                channel=channel or channel_of_file(article),
                campaign=after.campaign,
                revision=self._revision(after, now),
                file=_told(path.absolute()),
                photos=photos,
            )
            entries.append(with_page(entry, page if kept is None else kept, form, text))
        self._add(entries, out)

    def posted(
        self, piece: Article | Task, channel: str, *, at: datetime | None = None, where: str = ""
    ) -> LedgerEntry:
        """Record that something went out in a channel without a file of ours.

        An article must be finished, and its page is kept with the entry. A task goes out without a
        text (a banner hung, a talk held); whether it is ticked is another matter.

        Args:
            piece: the article or task.
            channel: the name of a channel of its campaign.
            at: when it went out; None for now.
            where: an address, a link, a place.

        Raises:
            InvalidValueError: an unfinished article, an unknown channel, or a time to come.
            PageError: the page could not be read back unchanged.
        """
        (entry,) = self.posted_together([piece], channel, at=at, where=where)
        return entry

    def posted_together(
        self,
        pieces: Iterable[Article | Task],
        channel: str,
        *,
        at: datetime | None = None,
        where: str = "",
        bulletin: Id | None = None,
    ) -> list[LedgerEntry]:
        """Record that several pieces went out as one; all or none of them, as `posted` does.

        `bulletin` is the one in which they were read out.
        """
        now = self._store.now()
        at = fixed(at or now)
        if at > now:
            raise InvalidValueError(
                N_("What is still to come cannot have gone out; type when it did, or nothing.")
            )
        entries: list[LedgerEntry] = []
        out: dict[Id, Article] = {}
        for piece in map(self._work.latest, pieces):
            entry = LedgerEntry(
                at=at,
                piece=piece.id,
                headline=piece.title,
                channel=self.channel_named(piece, channel),
                campaign=piece.campaign,
                where=where.strip(),
                bulletin=bulletin,
            )
            if isinstance(piece, Article):
                after, entry = self._with_text(entry, piece, now)
                out[piece.id] = after
            entries.append(entry)
        self._add(entries, out)
        return [self[entry.id] for entry in entries]

    def _with_text(
        self, entry: LedgerEntry, article: Article, now: datetime
    ) -> tuple[Article, LedgerEntry]:
        """Return an article as it has gone out, and its entry with the page."""
        if missing := export.unfinished(article):
            raise InvalidValueError(
                N_("“{title}” is not finished, so it cannot have gone out: {reasons}."),
                title=article.title,
                reasons=Findings(map(finding, missing)),
            )
        after = _gone_out(article, entry.at)
        page = write_page(page_mapping.page_of(article))
        revision = self._revision(after, now)
        return after, with_page(msgspec.structs.replace(entry, revision=revision), page)

    def _add(self, entries: Sequence[LedgerEntry], out: dict[Id, Article]) -> None:
        signed = [msgspec.structs.replace(entry, who=who()) for entry in entries]
        along = settled(self._store, out)
        self._work.write("", [*out.values(), *along, *signed], why=Why.EXPORT)

    def _revision(self, article: Article, now: datetime) -> datetime:
        """Return the time of the revision that holds an article as it goes out."""
        with contextlib.suppress(FileError):  # a damaged history
            history = self._revisions.of(article)
            if history.revisions and history.is_last(article):
                return history.revisions[-1].at
        return now

    def channel_named(self, piece: Article | Task, wanted: str) -> str:
        """Return a channel as the campaign spells it; as it is typed where that has none.

        Raises:
            InvalidValueError: none is named.
            UnknownChannelError: the campaign has no such channel.
        """
        if not wanted.strip():
            raise InvalidValueError(N_("Name the channel in which it went out."))
        campaign = self._store.of(Campaign).get(piece.campaign)
        if campaign is None or not campaign.channels:
            return wanted.strip()
        names = dict.fromkeys((*(one.name for one in campaign.channels), *piece.channels))
        if found := next((name for name in names if same_text(name, wanted)), None):
            return found
        raise UnknownChannelError(
            N_("“{campaign}” has no channel “{name}”; it has: {names}."),
            campaign=campaign.name,
            name=wanted.strip(),
            names=", ".join(names),
        )

    # ------------------------------------------------------------------ what is taken back

    def withdraw(self, entry: LedgerEntry, reason: str) -> LedgerEntry:
        """Withdraw what went out. An article that is out nowhere any more is withdrawn itself.

        Raises:
            InvalidValueError: it is withdrawn already, or there is no reason.
        """
        entry = self._work.latest(entry)
        if entry.withdrawn is not None:
            raise InvalidValueError(N_("“{title}” is withdrawn already."), title=entry.headline)
        put: list[Record] = [self._withdrawn(entry, reason)]
        if article := self._articles.get(entry.piece):
            left = [one for one in self._live(article) if one.id != entry.id]
            after = following(article, left)
            put += [after, *settled(self._store, {after.id: after})]
        self._work.write(N_("withdraw"), put)
        return self[entry.id]

    def withdrawals(self, articles: Iterable[Article], reason: str) -> list[LedgerEntry]:
        """Return the entries of articles that are withdrawn, to be written with their status.

        Raises:
            InvalidValueError: something of them is out, and there is no reason.
        """
        return [self._withdrawn(entry, reason) for one in articles for entry in self._live(one)]

    def _withdrawn(self, entry: LedgerEntry, reason: str) -> LedgerEntry:
        if not reason.strip():
            raise InvalidValueError(N_("Say why it is withdrawn."))
        now = self._store.now()
        return msgspec.structs.replace(entry, withdrawn=now, reason=reason.strip())

    def _live(self, article: Article) -> list[LedgerEntry]:
        found = self._store.naming(LedgerEntry, article.id)
        return [entry for entry in found if entry.withdrawn is None]

    # ------------------------------------------------------------------ the bytes

    def page_of(self, entry: LedgerEntry) -> bytes:
        """Return the exact bytes of what went out.

        Raises:
            InvalidValueError: it went out without a text.
            FileError: they are damaged in the desk file.
        """
        entry = self._work.latest(entry)
        if not entry.has_text:
            raise InvalidValueError(
                N_("“{title}” was recorded without a text; there is none to show or to write."),
                title=entry.headline,
            )
        return entry.page

    def write(self, entry: LedgerEntry, folder: Path) -> Path:
        """Write what went out to a folder, byte for byte as it was, and return the path.

        A file that already holds these bytes is left alone; one with others is never written over.

        Raises:
            InvalidValueError, FileError: as `page_of`.
            FileExistsAlreadyError: somebody has changed the file since.
            FileError: it cannot be written.
        """
        page = self.page_of(entry)
        name = Path(entry.file).name or f"{self.day_of(entry)}-{slug(entry.headline)}.txt"
        path = expand_user(folder) / name
        try:
            export.write(path, page, replace=False)
        except FileExistsAlreadyError as error:
            if entry.photos:
                raise FileExistsAlreadyError(
                    N_(
                        "{path} is there already; the ledger keeps what went out on {day} without "
                        "its photos. Name another folder."
                    ),
                    path=path,
                    day=show_day(self.day_of(entry)),
                ) from error
            raise FileExistsAlreadyError(
                N_(
                    "{path} is not what went out on {day}; somebody has changed it since. It has "
                    "been left as it is; name another folder."
                ),
                path=path,
                day=show_day(self.day_of(entry)),
            ) from error
        return path


def _differs(article: Article, entry: LedgerEntry) -> bool:
    try:
        digest = digest_of(write_page(page_mapping.page_of(article)))
    except PageError:  # as it is now, it could not go out
        return True
    return digest != (entry.text_digest or entry.digest)


def _gone_out(article: Article, at: datetime) -> Article:
    """Return an article that has gone out; when it first did never moves forward."""
    first = min(at, moment(article.out or at))
    return msgspec.structs.replace(article, status=Status.EXPORTED, exported=first)


def _told(path: Path) -> str:
    """Return a path as text that a desk file can hold, whatever bytes its name has."""
    return str(path).encode(errors="backslashreplace").decode()
