"""Reading an item beside the draft or over it, with the shared words marked in both."""

from __future__ import annotations

from textual import work

from store import Article
from tui.i18n import _
from tui.messages import Comparing
from tui.panes.pane import Pane
from tui.panes.related_rows import CardRow, FoundRow, RelatedRows
from tui.widgets.highlighted_text import MarkedText, Passage
from tui.widgets.preview import card_text, facts_line, in_common, notes_line, passages, text_of


class Beside(Pane):
    """A pane with the related rows, which are replaced by the item that is read."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._draft: Article | None = None
        """The open article as typed in the editor, saved or not."""
        self._shown: CardRow | FoundRow | None = None
        """What is shown beside the draft."""

    @property
    def rows(self) -> RelatedRows:
        """The list."""
        return self.query_one(RelatedRows)

    @property
    def article(self) -> Article | None:
        """The open article as it is on the desk."""
        raise NotImplementedError

    def action_link_news(self) -> None:
        """Link the item."""
        raise NotImplementedError

    def action_refuse_news(self) -> None:
        """Refuse the item."""
        raise NotImplementedError

    # -------------------------------------------------------------- beside the draft

    @property
    def _preview(self) -> MarkedText | None:
        return next(iter(self.query("#beside").results(MarkedText)), None)

    def action_preview_news(self) -> None:
        """Show the whole item: beside the draft if there is room, or else over it."""
        row = self.rows.current
        if self._shown:
            self.action_back()
        elif not isinstance(row, CardRow | FoundRow):
            return
        elif self.screen.has_class("single") or self.article is None:
            self._preview_over(row)
        else:
            if self._preview is None:
                self.mount(MarkedText(id="beside"))
            self._shown = row
            self.rows.display = False
            self._fill_preview()
            if self._preview:
                self._preview.display = True
                self._preview.focus()
            self.refresh_bindings()

    def action_back(self) -> None:
        """Close the item beside the draft."""
        self.close_preview()
        self.rows.focus()

    def close_preview(self) -> None:
        """Show the list again."""
        if self._shown is None:
            return
        self._shown = None
        had_focus = self._preview is not None and self._preview.has_focus
        if self._preview:
            self._preview.display = False
        self.rows.display = True
        if had_focus:
            self.rows.focus()
        self.tell(Comparing(None))
        self.refresh_bindings()

    def _fill_preview(self, *, stay: bool = False) -> None:
        if self._shown and self._preview:
            phrases, parts = self._read(self._shown)
            self._preview.show(parts, stay=stay)
            self.tell(Comparing(phrases))

    def _read(self, row: CardRow | FoundRow) -> tuple[frozenset[str], list[Passage]]:
        """Return the phrases that an item shares with the draft, and the item itself."""
        draft = self._draft or self.article
        byline, text = "", ""
        reasons: tuple[str, ...] = ()
        if isinstance(row, CardRow):
            byline, text = row.link.byline, card_text(row.link)
        else:
            reasons = row.reasons
        if row.piece:
            text = text_of(row.piece)
        phrases, spans = in_common(text_of(draft), text) if draft else (frozenset(), [])
        facts = facts_line(row.piece, self.desk.records.today(), byline)
        notes = notes_line(len(self.desk.links.backlinks(row.id)), reasons)
        return phrases, passages(text, spans, facts, notes)

    @work
    async def _preview_over(self, row: CardRow | FoundRow) -> None:
        from tui.dialogs.preview import PreviewScreen

        article = self._draft or self.article
        phrases, parts = self._read(row)
        can = isinstance(row, FoundRow) and article is not None
        title = _("Suggested")
        if isinstance(row, CardRow):
            title = _("Card {number}").format(number=row.place + 1)
        draft = text_of(article) if article else None
        screen = PreviewScreen(title, parts, draft, phrases, can_link=can, can_refuse=can)
        answer = await self.app.push_screen_wait(screen)
        if answer == "link":
            self.action_link_news()
        elif answer == "refuse":
            self.action_refuse_news()
