"""Saving what is typed into an article: automatically, and on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from msgspec.structs import replace
from textual.timer import Timer

from store import Article, Campaign, Desk, DeskError, PendingChange, RecordNotFoundError
from store.article_parts import FactUse
from store.records import Id
from tui.i18n import _, sentence
from tui.messages import TextSaved, TextUnsaved
from tui.panes.applied_fixes import Standing
from tui.panes.editor_fields import Fields, values_of
from tui.panes.pane import Pane
from tui.workers import reason_of

AUTOSAVE_SECONDS: Final = 1.5
"""From the first unsaved key to the save; two seconds are guaranteed."""

RETRY_SECONDS: Final = 5.0
"""From a failed save to the next try."""


class _Sent(NamedTuple):
    """What a save puts on the desk."""

    typed: dict[str, str]
    fixes: Standing
    facts: tuple[FactUse, ...]
    """Those that were put into the fields that are typed."""


class Autosave:
    """Tracks what was typed into the open article, and saves it.

    `write_beside` starts a worker that calls `write`; `saved` is called with the article after each
    save.
    """

    def __init__(
        self,
        editor: Pane,
        fields: Fields,
        *,
        write_beside: Callable[[], object],
        saved: Callable[[Article], None],
    ) -> None:
        self._editor = editor
        self._fields = fields
        self._write_beside = write_beside
        self._tell_saved = saved
        self._id: Id | None = None
        self.last = Article()
        """The article as last seen on the desk."""
        self.is_due = False
        """Whether something typed is not saved yet."""
        self.is_writing = False
        """Whether this object is changing the desk."""
        self.timer: Timer | None = None
        self._facts: tuple[FactUse, ...] = ()
        """Where facts were put into the text since it was saved, or were taken back; redo brings
        these again."""
        self._on_its_way: tuple[PendingChange, _Sent] | None = None
        """A save in progress in a thread, and what it saves."""

    @property
    def id(self) -> Id | None:
        """The id of the open article, if any; of another one, no facts have been put in yet."""
        return self._id

    @id.setter
    def id(self, article: Id | None) -> None:
        if article != self._id:
            self._facts = ()
        self._id = article

    @property
    def _desk(self) -> Desk:
        return self._editor.desk

    @property
    def article(self) -> Article | None:
        """The article as it is on the desk."""
        return self._desk.articles.get(self.id)

    @property
    def campaign(self) -> Campaign | None:
        """The campaign of the article."""
        return self._desk.campaigns.get(self.article.campaign) if self.article else None

    @property
    def unsaved(self) -> Article | None:
        """The article with the unsaved text; None if everything is saved."""
        article = self.article or self.last
        if self.id is None or not self.is_due:
            return None
        return replace(article, **self._values(self._to_send(), article))

    def _to_send(self) -> _Sent:
        typed = self._fields.typed()
        facts = tuple(use for use in self._facts if use.field in typed)
        return _Sent(typed, self._fields.fixes.standing, facts)

    def _values(self, sent: _Sent, article: Article) -> dict[str, Any]:
        values = values_of(sent.typed, article, self._desk.records.today(), self.campaign)
        if sent.facts:
            values["facts_used"] = (*article.facts_used, *sent.facts)
        return values

    def fact_put(self, use: FactUse) -> None:
        """Keep where a fact was put into the text; it is saved together with the text."""
        self._facts += (use,)

    # -------------------------------------------------------------- when

    def typed(self) -> None:
        """Schedule a save, if something typed is not saved."""
        if not self.is_due and self._fields.typed():
            self._becomes_due()

    def _becomes_due(self) -> None:
        self.is_due = True
        self._editor.tell(TextUnsaved())
        self._save_in(AUTOSAVE_SECONDS)

    def _save_in(self, seconds: float) -> None:
        if self.timer:
            self.timer.stop()
        self.timer = self._editor.set_timer(seconds, self._write_beside)

    # -------------------------------------------------------------- on demand

    def save(self) -> bool:
        """Save what was typed; return whether nothing is left unsaved."""
        if self.id is None:
            return True
        self._arrive()
        sent = self._to_send()
        if not sent.typed and not self.is_due:
            return True
        article = self.article or self.last
        fields = {**self._values(sent, article), **sent.fixes.values(article)}
        self.is_writing = True
        try:
            self.last = self._put(article, fields)
        except DeskError as error:
            self._refused(error)
            return False
        finally:
            self.is_writing = False
        self._saved(sent)
        return True

    def _put(self, article: Article, fields: dict[str, Any]) -> Article:
        try:
            return self._desk.articles.type_text(article, **fields)
        except RecordNotFoundError:  # it was deleted meanwhile: the text wins
            return self._desk.records.put_back(article, **fields)

    # -------------------------------------------------------------- in the background

    async def write(self) -> None:
        """Save what was typed in a thread, as the disk may be slow."""
        article = self.article
        if article is None or self._on_its_way:
            self.save()
            return
        sent = self._to_send()
        fields = {**self._values(sent, article), **sent.fixes.values(article)}
        try:
            pending = self._desk.articles.type_text_later(article, **fields)
        except DeskError as error:
            self._refused(error)
            return
        if pending is None:
            self.save()
            return
        self._on_its_way = (pending, sent)
        await asyncio.to_thread(pending.write)
        self._arrive()

    def _arrive(self) -> None:
        """Finish the save in progress, waiting for it if necessary."""
        if self._on_its_way is None:
            return
        (pending, sent), self._on_its_way = self._on_its_way, None
        self.is_writing = True
        try:
            pending.write()
            self._desk.records.store.flush()
        finally:
            self.is_writing = False
        if pending.error:
            self._refused(pending.error)
            return
        self.last = self.article or self.last
        self._saved(sent)

    # -------------------------------------------------------------- results

    def failed(self, error: BaseException | None) -> None:
        """Try again later, as the worker has failed."""
        self._not_saved(reason_of(error))

    def _refused(self, error: DeskError) -> None:
        # The status line is short, and sentences about the disk begin with the path of the desk.
        reason = error.values.get("reason")
        self._not_saved(_(str(reason)) if reason else sentence(error))

    def _not_saved(self, reason: str) -> None:
        self._editor.tell(TextUnsaved(reason))
        self._save_in(RETRY_SECONDS)

    def _saved(self, sent: _Sent) -> None:
        self._fields.saved(sent.typed, self.last)
        self._facts = tuple(use for use in self._facts if use not in sent.facts)
        self._fields.fixes.saved(sent.fixes)
        self._tell_saved(self.last)
        if self._fields.typed():
            self._becomes_due()
        else:
            self.is_due = False
            self._editor.tell(TextSaved(self._desk.records.now()))
