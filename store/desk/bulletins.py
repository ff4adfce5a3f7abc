"""The bulletins of campaigns: put together, read, written, recorded as broadcast."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store.articles import export
from store.bulletin import Bulletin
from store.campaign_records import Campaign
from store.campaigns import bulletins
from store.campaigns.bulletins import Script
from store.dates.zone import fixed, on_wall
from store.desk.ledger import Ledger
from store.desk.pieces import is_stale, pieces_of
from store.desk.unit_of_work import RecordService, UnitOfWork, values_of
from store.errors import N_, Finding, InvalidValueError, RecordNotFoundError
from store.ledger import LedgerEntry, moment
from store.paths import expand_user
from store.records import Article, Id
from store.spoken.numbers import USUAL, Wording
from store.text import show_day, show_time

if TYPE_CHECKING:
    from store.campaigns.bulletin_script import Tell


class Bulletins(RecordService[Bulletin]):
    """The bulletins of a desk."""

    def __init__(self, work: UnitOfWork, ledger: Ledger) -> None:
        super().__init__(work, Bulletin)
        self._ledger = ledger
        self._articles = work.store.of(Article)
        self._campaigns = work.store.of(Campaign)

    def find(self, prefix: str) -> Bulletin:
        """Return the bulletin whose ID begins with `prefix`; raises as `UnitOfWork.find`."""
        bulletin = self._work.find(prefix, "bulletins")
        assert isinstance(bulletin, Bulletin)
        return bulletin

    def of(self, campaign: Campaign) -> list[Bulletin]:
        """Return the bulletins of a campaign, the newest day first."""
        return bulletins.in_order(self._store.naming(Bulletin, campaign.id))

    # ------------------------------------------------------------------ the frame

    def draft(self, campaign: Campaign) -> Bulletin:
        """Return a bulletin of today to `add`, with the frame of the campaign's last one."""
        return bulletins.draft(self._campaigns[campaign.id], self.of(campaign), self._work.today())

    def add(self, bulletin: Bulletin) -> Bulletin:
        """Add a bulletin; raises InvalidValueError as `store.campaigns.bulletins.checked`."""
        bulletin = bulletins.checked(bulletin, self._campaigns[bulletin.campaign])
        self._work.write(N_("new bulletin"), [bulletin])
        return self[bulletin.id]

    def edit(self, bulletin: Bulletin, **fields: Any) -> Bulletin:
        """Change the frame of a bulletin; raises as `add`."""
        current = self._work.latest(bulletin)
        changed = msgspec.structs.replace(current, **fields)
        changed = bulletins.checked(changed, self._campaigns[current.campaign])
        return self._work.change(current, label=N_("edit bulletin"), **values_of(changed, fields))

    def remove(self, bulletin: Bulletin) -> None:
        """Delete a bulletin; its articles stay, and what the ledger says of it."""
        self._work.write(N_("delete bulletin"), [], drop=[self._work.latest(bulletin)])

    # ------------------------------------------------------------------ its items

    def offered(self, bulletin: Bulletin) -> list[Article]:
        """Return the articles of the campaign that are not in it yet, the likeliest first."""
        current = self._work.latest(bulletin)
        campaign = self._campaigns[current.campaign]
        _tasks, articles = pieces_of(self._store, campaign)
        return bulletins.offered(current, campaign, articles.values())

    def put_items(self, bulletin: Bulletin, articles: Iterable[Article]) -> Bulletin:
        """Put articles at the end of a bulletin; one that is in it already keeps its place."""
        current = self._work.latest(bulletin)
        items = tuple(dict.fromkeys((*current.items, *(self._articles[a.id].id for a in articles))))
        return self._work.change(current, label=N_("add to the bulletin"), items=items)

    def move(self, bulletin: Bulletin, item: Id, by: int) -> Bulletin:
        """Move an item so many places down (up where negative), as far as there are.

        Raises:
            RecordNotFoundError: it is not in the bulletin any more.
        """
        current = self._with(bulletin, item)
        items = bulletins.moved(current.items, item, by)
        return self._work.change(current, label=N_("move in the bulletin"), items=items)

    def take_out(self, bulletin: Bulletin, item: Id) -> Bulletin:
        """Take an item out of a bulletin; raises as `move`."""
        current = self._with(bulletin, item)
        items = tuple(one for one in current.items if one != item)
        return self._work.change(current, label=N_("take out of the bulletin"), items=items)

    def _with(self, bulletin: Bulletin, item: Id) -> Bulletin:
        current = self._work.latest(bulletin)
        if item not in current.items:
            raise RecordNotFoundError(N_("That entry is no longer there."))
        return current

    # ------------------------------------------------------------------ the script

    def script(self, bulletin: Bulletin, wording: Wording = USUAL) -> Script:
        """Return what is read in a bulletin, how long it takes, and what needs a look before."""
        current = self._work.latest(bulletin)
        campaign = self._campaigns.get(current.campaign)
        return bulletins.script_of(current, campaign, self._item, wording)

    def _item(self, item: Id) -> tuple[Article, Collection[Finding]] | None:
        article = self._articles.get(item)
        if article is None:
            return None
        is_edited = self._ledger.is_edited_since(article)
        stale = is_stale(self._store, article)
        remarks = bulletins.remarks_on(article, is_edited_since=is_edited, is_stale=stale)
        return article, remarks

    def script_name(self, bulletin: Bulletin, ending: str) -> str:
        """Return the name of a file for the script, with that ending."""
        from store.campaigns.bulletin_script import file_name

        return file_name(self._work.latest(bulletin), ending, self._work.today())

    def write_script(
        self,
        bulletin: Bulletin,
        path: Path,
        *,
        wording: Wording = USUAL,
        replace: bool = False,
        tell: Tell | None = None,
    ) -> Path:
        """Write the script to a file, and return its path; the ending says which kind it is.

        Args:
            bulletin: what is read.
            path: the file; its folder is created where it is missing.
            wording: the words that a house has chosen.
            replace: whether a file with other contents may be overwritten.
            tell: returns the words of a remark, by its message and values; English by default.

        Raises:
            InvalidValueError: the ending is neither .txt nor .docx.
            FileError: the file exists already and is not to be replaced, or cannot be written.
        """
        from store.campaigns.bulletin_script import file_of

        path = expand_user(path)
        script = self.script(bulletin, wording)
        data = file_of(script, path.suffix.removeprefix("."), tell or _in_english)
        export.write(path, data, replace=replace)
        return path

    # ------------------------------------------------------------------ on the air

    def broadcasts(self, bulletin: Bulletin) -> list[datetime]:
        """Return when a bulletin was broadcast, by the entries that are not withdrawn."""
        entries = self._store.naming(LedgerEntry, bulletin.id)
        return sorted({moment(entry.at) for entry in entries if entry.withdrawn is None})

    def record_broadcast(
        self,
        bulletin: Bulletin,
        *,
        at: datetime | None = None,
        where: str = "",
        again: bool = False,
    ) -> list[LedgerEntry]:
        """Record each item of a bulletin as posted in its channel, all of them or none.

        Args:
            bulletin: what was broadcast.
            at: when; None for now.
            where: a place, a station.
            again: whether it is known that it was broadcast before.

        Raises:
            InvalidValueError: it has no items or an unfinished one, or was recorded before.
            PageError: a page could not be read back unchanged.
        """
        current = self._work.latest(bulletin)
        at = fixed(at or self._store.now())
        before = self.broadcasts(current)
        if before and (not again or at in before):
            last = on_wall(at if at in before else before[-1], self._store.now())
            raise InvalidValueError(
                N_("“{name}” is recorded as broadcast already, on {day} at {time}."),
                name=current.name,
                day=show_day(last.date()),
                time=show_time(last.time()),
            )
        articles = [self._articles[item] for item in current.items]
        if not articles:
            raise InvalidValueError(
                N_("There is nothing in “{name}” that was read out."), name=current.name
            )
        return self._ledger.posted_together(
            articles, current.channel, at=at, where=where, bulletin=current.id
        )


def _in_english(message: str, values: Mapping[str, Any]) -> str:
    return message.format(**values)
