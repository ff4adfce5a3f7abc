"""How what is typed into an article comes to the desk, by itself and at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from msgspec.structs import replace
from textual.timer import Timer

from store import Article, Campaign, Desk, DeskError, PendingChange, RecordNotFoundError
from store.records import Id
from tui.i18n import _, sentence
from tui.messages import TextSaved, TextUnsaved
from tui.panes.editor_fields import Fields, values_of
from tui.panes.pane import Pane
from tui.workers import reason_of

AUTOSAVE_SECONDS: Final = 1.5
"""From the first key that is not saved to the save; the promise is two seconds."""

RETRY_SECONDS: Final = 5.0
"""After a save that failed."""


class Autosave:
    """The article that is being written, and what of it the desk has not taken yet.

    Args:
        editor: tells what was saved, and what was not.
        fields: what is typed.
        write_beside: starts a worker that calls `write`.
        saved: is called with the article after each save.
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
        self.id: Id | None = None
        """The article; None while there is none."""
        self.last = Article()
        """The article as it was last seen on the desk."""
        self.is_due = False
        """Whether something was typed that is not on the desk."""
        self.is_writing = False
        """Whether the desk is being changed from here."""
        self.timer: Timer | None = None
        self._on_its_way: tuple[PendingChange, dict[str, str]] | None = None
        """A save that a thread is writing, and what the fields read when it began."""

    @property
    def _desk(self) -> Desk:
        return self._editor.desk

    @property
    def article(self) -> Article | None:
        """The article as it stands on the desk."""
        return self._desk.articles.get(self.id)

    @property
    def campaign(self) -> Campaign | None:
        """The campaign of the article."""
        return self._desk.campaigns.get(self.article.campaign) if self.article else None

    @property
    def unsaved(self) -> Article | None:
        """The article with what was typed into it, as far as the desk has not taken it."""
        article = self.article or self.last
        if self.id is None or not self.is_due:
            return None
        return replace(article, **self._values(self._fields.typed(), article))

    def _values(self, typed: dict[str, str], article: Article) -> dict[str, Any]:
        return values_of(typed, article, self._desk.records.today(), self.campaign)

    # -------------------------------------------------------------- when

    def typed(self) -> None:
        """Save in a moment, where something was typed that is not saved."""
        if not self.is_due and self._fields.has_changed:
            self._becomes_due()

    def _becomes_due(self) -> None:
        self.is_due = True
        self._editor.tell(TextUnsaved())
        self._save_in(AUTOSAVE_SECONDS)

    def _save_in(self, seconds: float) -> None:
        if self.timer:
            self.timer.stop()
        self.timer = self._editor.set_timer(seconds, self._write_beside)

    # -------------------------------------------------------------- at once

    def save(self) -> bool:
        """Put what was typed on the desk; tell whether nothing is left unsaved."""
        if self.id is None:
            return True
        self._arrive()
        typed = self._fields.typed()
        if not typed and not self.is_due:
            return True
        article = self.article or self.last
        fields = self._values(typed, article)
        self.is_writing = True
        try:
            self.last = self._put(article, fields)
        except DeskError as error:
            self._refused(error)
            return False
        finally:
            self.is_writing = False
        self._saved(typed)
        return True

    def _put(self, article: Article, fields: dict[str, Any]) -> Article:
        try:
            return self._desk.articles.type_text(article, **fields)
        except RecordNotFoundError:  # deleted while text was still unsaved: the text wins
            return self._desk.records.put_back(article, **fields)

    # -------------------------------------------------------------- beside the typing

    async def write(self) -> None:
        """Put what was typed on the desk while typing goes on: the disk may take its time."""
        article = self.article
        if article is None or self._on_its_way:
            self.save()
            return
        typed = self._fields.typed()
        fields = self._values(typed, article)
        try:
            pending = self._desk.articles.type_text_later(article, **fields)
        except DeskError as error:
            self._refused(error)
            return
        if pending is None:
            self.save()
            return
        self._on_its_way = (pending, typed)
        await asyncio.to_thread(pending.write)
        self._arrive()

    def _arrive(self) -> None:
        """Take note of the save that was on its way; where it still is, wait for it."""
        if self._on_its_way is None:
            return
        (pending, typed), self._on_its_way = self._on_its_way, None
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
        self._saved(typed)

    # -------------------------------------------------------------- what came of it

    def failed(self, error: BaseException | None) -> None:
        """Save again in a while: the worker has failed."""
        self._not_saved(reason_of(error))

    def _refused(self, error: DeskError) -> None:
        # The line is short, and the sentence of a disk begins with the path of the desk.
        reason = error.values.get("reason")
        self._not_saved(_(str(reason)) if reason else sentence(error))

    def _not_saved(self, reason: str) -> None:
        self._editor.tell(TextUnsaved(reason))
        self._save_in(RETRY_SECONDS)

    def _saved(self, typed: dict[str, str]) -> None:
        self._fields.saved(typed, self.last)
        self._tell_saved(self.last)
        if self._fields.has_changed:
            self._becomes_due()
        else:
            self.is_due = False
            self._editor.tell(TextSaved(self._desk.records.now()))
