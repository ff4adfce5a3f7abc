"""Changes of several articles at once, each one unit and one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from store.article_parts import Override, ReturnNote
from store.articles import export, page_mapping
from store.articles.export_report import ExportReport, GoesOn, Planned, Turn
from store.articles.history import Why
from store.articles.page_format import write_page
from store.articles.photos import tidy
from store.campaign_records import Campaign
from store.campaigns.checklist import retagged
from store.campaigns.tags import refuse_channels
from store.desk import bulk_export
from store.desk.bulk_export import Exporting
from store.desk.gates import Gates
from store.desk.ledger import Ledger, Written
from store.desk.photos import Photos
from store.desk.pieces import left_by, settled
from store.desk.revision_log import who
from store.desk.revisions import Revisions
from store.desk.undo import Undo
from store.desk.unit_of_work import UnitOfWork
from store.desk.versions import Versions, with_versions
from store.errors import N_, InvalidValueError
from store.formats import photo_export
from store.formats.outgoing import Outgoing
from store.formats.pictures import Picture
from store.formats.registry import HOUSE_LAYOUT, Form
from store.ledger import LedgerEntry, channel_of_file
from store.paths import expand_user
from store.records import FINISHED, TAKEN_BACK, Article, Id, Record, Status

_NOT_BY_HAND: Final = N_(
    "“Exported” comes from the ledger, not by hand: export the article, or record that it was "
    "posted."
)
_OUT_ALREADY: Final = N_("“{title}” has gone out; withdraw it instead.")


class BulkArticles:
    """What can be done with several articles at once; those that are gone are left out."""

    def __init__(
        self,
        work: UnitOfWork,
        revisions: Revisions,
        undo: Undo,
        ledger: Ledger,
        versions: Versions,
        gates: Gates,
        photos: Photos,
    ) -> None:
        self._work = work
        self._photos = photos
        self._undo = undo
        self._store = work.store
        self._articles = work.store.of(Article)
        self._revisions = revisions
        self._ledger = ledger
        self._versions = versions
        self._gates = gates

    def set_status(
        self,
        articles: Iterable[Article],
        status: Status,
        *,
        reason: str = "",
        overrides: Mapping[Id, Override] | None = None,
    ) -> list[Article]:
        """Set their status, and the ticks of their tasks that follow from it.

        Nothing is checked of the texts: `Workflow.set_status` does that.

        What went out of those that are withdrawn is withdrawn in the ledger as well, with the
        reason. For those that are returned the reason is the note to the writer: the latest is
        shown until the article is approved, and all are kept.

        Args:
            articles: any state of them.
            status: the new one.
            reason: of a withdrawal or a return.
            overrides: what is kept with those that were let pass.

        Returns:
            The articles that changed.

        Raises:
            InvalidValueError: as `refuse_status`, or a reason is missing.
        """
        if status is Status.RETURNED:
            return self._return(articles, reason.strip())
        present = [now for now in self.present(articles) if now.status is not status]
        self.refuse_status(present, status)
        fields: dict[str, Any] = {"status": status}
        along: list[LedgerEntry] = []
        if status in (*FINISHED, *TAKEN_BACK):
            fields["return_note"] = ""
        if status is Status.WITHDRAWN:
            along = self._ledger.withdrawals(present, reason)
            fields["exported"] = None

        def own(article: Article) -> dict[str, Any]:
            passed = (overrides or {}).get(article.id)
            return {**fields, "overrides": (*article.overrides, passed)} if passed else fields

        return self.put(present, N_("status"), own, along)

    def _return(self, articles: Iterable[Article], note: str) -> list[Article]:
        """Return articles to their writers with a note, also those that are there already."""
        if not note:
            raise InvalidValueError(N_("Say what is to be changed."))
        told = ReturnNote(note=note, at=self._store.now(), who=who())
        return self.put(
            articles,
            N_("status"),
            lambda article: {
                "status": Status.RETURNED,
                "return_note": note,
                "returns": (*article.returns, told),
            },
        )

    def refuse_status(self, articles: Iterable[Article], status: Status) -> None:
        """Raise InvalidValueError where only the ledger says that one is out, or no longer."""
        changing = [now for now in self.present(articles) if now.status is not status]
        if status is Status.EXPORTED and changing:
            raise InvalidValueError(_NOT_BY_HAND)
        if status is Status.CANCELLED and (out := next((a for a in changing if a.out), None)):
            raise InvalidValueError(_OUT_ALREADY, title=out.title)

    def edit(self, articles: Iterable[Article], **fields: Any) -> list[Article]:
        """Change the same tags, or the campaign, of all; return the articles that changed.

        The pieces of a message stay in one campaign: versions go along with their master.

        Raises:
            InvalidValueError: one would be for several channels.
        """
        return self.edit_each({article.id: fields for article in articles})

    def edit_each(self, fields: Mapping[Id, dict[str, Any]]) -> list[Article]:
        """Change tags, or the campaign, of several articles, each to its own; else as `edit`.

        Of the versions that go along only the campaign changes.
        """
        named = [now for one in fields if (now := self._articles.get(one))]
        moved = [article for article in named if "campaign" in fields[article.id]]
        every = {one.id: one for one in (*named, *with_versions(moved, self._versions))}

        def own(article: Article) -> dict[str, Any]:
            if article.id in fields:
                return fields[article.id]
            of_master = fields.get(article.message, {})
            return {"campaign": of_master["campaign"]} if "campaign" in of_master else {}

        return self.put(every.values(), N_("tags"), own)

    def retag(
        self,
        articles: Iterable[Article],
        field: str,
        *,
        add: Collection[str],
        drop: Collection[str],
    ) -> list[Article]:
        """Add values to a list of all, and remove others; return the articles that changed.

        The list is one of `store.campaigns.tags.SEVERAL`; its other values stay.
        """
        return self.put(
            articles, N_("tags"), lambda article: {field: retagged(article, field, add, drop)}
        )

    def put(
        self,
        articles: Iterable[Article],
        label: str,
        fields: Callable[[Article], dict[str, Any]],
        along: Iterable[Record] = (),
    ) -> list[Article]:
        """Change fields of each article; return the articles that changed.

        Args:
            articles: any state of them.
            label: of the step of undo; empty for a change that is not listed.
            fields: the new values, by the present state of an article.
            along: other records that change with them.

        Raises:
            InvalidValueError: one would be for several channels; nothing has changed.
        """
        changed: dict[Id, Article] = {}
        for current in self.present(articles):
            after = msgspec.structs.replace(current, **fields(current))
            if after.channels != current.channels:
                refuse_channels(current, after)
            if after != current:
                changed[after.id] = after
        if changed:
            self._work.write(label, [*changed.values(), *settled(self._store, changed), *along])
        return [self._articles[article] for article in changed]

    def versions_left(self, articles: Iterable[Article]) -> list[Article]:
        """Return the versions that would become articles of their own if some were deleted."""
        gone = self.present(articles)
        ids = {article.id for article in gone}
        return [one for one in with_versions(gone, self._versions) if one.id not in ids]

    def remove(
        self, articles: Iterable[Article], *, with_their_versions: bool = False
    ) -> list[Article]:
        """Delete them, and remove them from tasks, bulletins and the rumours they answer.

        Versions that are not deleted with them become articles of their own.

        Returns:
            The articles that were deleted.
        """
        gone = self.present(articles)
        if with_their_versions:
            gone = with_versions(gone, self._versions)
        if gone:
            freed, _ = left_by(self._store, gone)
            label = N_("delete article") if len(gone) == 1 else N_("delete articles")
            self._work.write(label, freed, drop=gone)
        return gone

    # ------------------------------------------------------------------ export

    def awaiting(self, articles: Iterable[Article], channel: str = "") -> list[Article]:
        """Return those that are finished and not out as they read now, there or anywhere."""
        return [one for one in self.present(articles) if self._ledger.awaits(one, channel)]

    def outgoing(
        self, article: Article, channel: str = "", pictures: tuple[Picture, ...] = ()
    ) -> Outgoing:
        """Return an article as it goes out in a channel; without one, in the one of its file."""
        campaign = self._store.of(Campaign).get(article.campaign)
        name = campaign.name if campaign else ""
        photos = tuple(map(tidy, article.photos))
        article = msgspec.structs.replace(article, photos=photos) if photos else article
        return Outgoing(article, channel or channel_of_file(article), name, pictures)

    def make(self, planned: Planned, form: Form = HOUSE_LAYOUT, channel: str = "") -> Written:
        """Return the file of an article, not yet written.

        What the house layout cannot hold is refused in every form: the page is what is compared
        when the article is edited later.

        Raises:
            PageError: it cannot be written so.
            InvalidValueError: an export template has failed.
        """
        article, path = planned
        page = write_page(page_mapping.page_of(article))
        seen = self._photos.look(article)
        pictures = photo_export.pictures(seen, self._photos.folder, form, path)
        extras = photo_export.extras(seen, pictures, article, form, path)
        names = tuple(one.photo.name for one in seen)
        if form.is_house_layout:
            return Written(article, path, page, channel, extras=extras, photos=names)
        data = form.written(self.outgoing(article, channel, pictures))
        is_full = bool(pictures) and form.format.pictures == "inside"
        kept = form.written(self.outgoing(article, channel)) if is_full else None
        return Written(article, path, data, channel, form.name, page, extras, kept, names)

    def export_plan(
        self, articles: Iterable[Article], folder: Path, suffix: str = ".txt"
    ) -> list[Planned]:
        """Return the files in a folder to which `export` writes some articles."""
        present = self.present(articles)
        names = [export.file_name(article, self._work.today(), suffix) for article in present]
        return bulk_export.plan(present, expand_user(folder), names)

    def export(
        self,
        plan: Sequence[Planned],
        *,
        replace: bool = False,
        goes_on: GoesOn | None = None,
        turn: Turn | None = None,
        form: Form = HOUSE_LAYOUT,
        channel: str = "",
    ) -> ExportReport:
        """Write articles to their files; the report says what was not written.

        Each becomes what `Articles.export` makes of it. A page that cannot be written, a file that
        must not be replaced, something that blocks an article, or a campaign without the channel
        keeps no other one back.

        Args:
            plan: what `export_plan` has returned.
            replace: whether files with other contents may be overwritten.
            goes_on: called before each file with the report so far; returns whether to go on.
            turn: runs what changes the desk, when the rest runs in a worker thread.
            form: how they are written.
            channel: the one that they are for; empty for the own one of each.
        """

        def make(planned: Planned) -> Written:
            self.refuse_blocked(planned.article)
            known = channel and self._ledger.channel_named(planned.article, channel)
            return self.make(planned, form, known)

        exporting = Exporting(
            plan,
            make,
            self.record,
            replace=replace,
            goes_on=goes_on,
            turn=turn,
        )
        return exporting.run()

    def refuse_blocked(self, article: Article) -> None:
        """Raise BlockedError where something blocks a finished article from going out.

        Its text, the rules and the facts may have changed since it was approved.
        """
        if not export.unfinished(article):
            self._gates.overrides([article], Status.EXPORTED)

    def record(self, written: Sequence[Written]) -> None:
        """Record files that have been written: in the ledger; of drafts only as revisions.

        The files come first and the entries after them: what the ledger calls out has been on the
        disk. Killed in between, the articles are still approved, which everybody sees; exporting
        them again finds the very files, leaves them alone and adds the entries.
        """
        if self._store.read_only:
            return
        finished = [one for one in written if not export.unfinished(one.article)]
        if finished:
            self._ledger.record(finished)
        drafts = (one.article for one in written if export.unfinished(one.article))
        self._revisions.keep_all(drafts, Why.EXPORT)

    def present(self, articles: Iterable[Article]) -> list[Article]:
        """Return the present state of articles; those that are gone are left out."""
        return [now for article in articles if (now := self._articles.get(article.id))]
