"""Reading an item beside the draft, with the shared words marked in both."""

from __future__ import annotations

from store import Article
from store.records import Id
from tui.messages import Comparing
from tui.panes.pane import Pane
from tui.panes.related_rows import CardRow, FoundRow, RelatedRows
from tui.widgets.highlighted_text import MarkedText, Passage
from tui.widgets.preview import card_text, facts_line, in_common, notes_line, passages, text_of


class Beside(Pane):
    """A pane with the related rows, which are replaced by the item that is read."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._article: Id | None = None
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
        return self.desk.articles.get(self._article)

    @property
    def _preview(self) -> MarkedText | None:
        return next(iter(self.query("#beside").results(MarkedText)), None)

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
