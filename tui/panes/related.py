"""The pane of related news: the cards of the open article, suggestions, and the newest items."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.app import ComposeResult
from textual.timer import Timer
from textual.worker import Worker, WorkerState, get_current_worker

from store import Article, Change, RecordNotFoundError
from store.articles.linking import card_states
from store.records import Id, Relation
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.global_commands import Back
from tui.commands.related import (
    FoldPart,
    LinkNews,
    MoveLinkDown,
    MoveLinkUp,
    PreviewNews,
    RefuseNews,
    RelateCard,
    ShowBacklinks,
    ShowNeighbours,
    UnfoldPart,
    UnlinkNews,
    UpdateCard,
)
from tui.i18n import _, filled
from tui.indexing import Indexing
from tui.messages import ArticleWanted, NeighboursWanted
from tui.panes.related_listing import Found, Listing
from tui.panes.related_preview import Beside
from tui.panes.related_rows import CardRow, FoundRow, HeadRow, OwnRow, RelatedRows
from tui.widgets.highlighted_text import MarkedText
from tui.widgets.labels import RELATION_NAMES, title_of
from tui.widgets.preview import Piece, text_of
from tui.widgets.virtual_list import Rows

if TYPE_CHECKING:
    from tui.panes.article_preview import ArticlePreview

PAUSE_SECONDS = 0.3
"""Seconds from the last key to new suggestions."""

SUGGESTIONS: Final = 12
"""The number of suggestions shown; computing the reasons of each takes 4 ms."""

MANY_CHANGES: Final = 50
"""More changes than this are indexed in the background, fewer with the next search."""

NEWEST: Final = 6
"""The number of newest items shown."""

_OF_A_CARD = {c.method for c in (UnlinkNews, MoveLinkUp, RelateCard, UpdateCard)}


class RelatedPane(Beside):
    """The pane of related news; it follows the open article, and what is typed into it."""

    BINDINGS = bindings(
        LinkNews,
        PreviewNews,
        RefuseNews,
        UnlinkNews,
        RelateCard,
        UpdateCard,
        ShowBacklinks,
        ShowNeighbours,
        MoveLinkUp,
        MoveLinkDown,
        FoldPart,
        UnfoldPart,
        Back,
    )

    def __init__(self) -> None:
        super().__init__(id="related")
        self._asked: tuple[object, ...] = ()
        """What the current suggestions were searched for."""
        self.listing = Listing()
        self._doubted: Id | None = None
        """The piece that was warned about; the second time it is linked all the same."""
        self._timer: Timer | None = None
        self._glance: ArticlePreview | None = None
        """Shows the article under the cursor while none is open."""
        self._waits_to_land = False
        """Whether the cursor goes to the first suggestion when one comes, as nothing was done."""

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield RelatedRows(id="news")

    def on_mount(self) -> None:
        """Follow the desk."""
        self.listing.folded = app_of(self).view_states.kept("related", self.listing.folded)
        self.follow_desk(self._desk_changed)
        self.listen(self._indexing.listen, self._indexed_more)
        self.refresh_rows()

    @property
    def _indexing(self) -> Indexing:
        return app_of(self).indexing

    def focus_content(self) -> None:
        """Focus the preview or the list, and in a new one the first suggestion."""
        if self._glance and self._is_glancing:
            self._glance.focus()
            return
        (self._preview if self._shown and self._preview else self.rows).focus()
        self._waits_to_land = isinstance(self.rows.current, OwnRow)
        self._land()

    def _land(self) -> None:
        """Put the cursor on the first suggestion, unless it has been moved."""
        suggested = {row.id for row in self.listing.related}
        rows = enumerate(self.rows.items)
        places = (n for n, row in rows if isinstance(row, FoundRow) and row.id in suggested)
        first = next(places, None)
        if self._waits_to_land and first is not None:
            self._waits_to_land = False
            self.rows.move_to(first)

    def go_to_card(self, place: int) -> None:
        """Put the cursor on a card of the open article, by its place among them."""
        self.close_preview()
        rows = enumerate(self.rows.items)
        found = (n for n, row in rows if isinstance(row, CardRow) and row.place == place)
        self.rows.move_to(next(found, self.rows.cursor_place))
        self.rows.focus()

    # -------------------------------------------------------------- what is followed

    def follow(self, article: Id | None) -> None:
        """Show the related news of another article."""
        if article != self._article:
            self._article, self._draft = article, None
            self.glance(None)
            self._asked = ()
            self.listing.clear()
            self.close_preview()
            self.refresh_rows(key="own")
            self._look_in(0.1)

    def glance(self, article: Article | None) -> None:
        """Show an article of the list in the room of the related news, if none is open.

        Not where this pane has the screen for itself: whoever goes there looks for related news,
        and is told how to come by it.
        """
        shown = bool(article and self._article is None and not self.screen.has_class("single"))
        if article and shown:
            if self._glance is None:  # made on demand, after the start
                from tui.panes.article_preview import ArticlePreview

                self._glance = ArticlePreview(id="glance")
                self._glance.display = False
                self.mount(self._glance)
            self._glance.show_article(article)
        if shown != self._is_glancing:  # each of these draws anew what is not the preview
            self._show_glance(shown)

    @property
    def _is_glancing(self) -> bool:
        return self._glance is not None and self._glance.display

    def _show_glance(self, shown: bool) -> None:
        """Show the preview of an article in the place of the list, or the list."""
        self.border_subtitle = _("preview") if shown else ""
        if self._glance:
            if not shown and self._glance.has_focus:
                self.rows.focus()
            self._glance.display = shown
        self.rows.display = not shown and self._shown is None
        self.refresh_bindings()

    def consider(self, draft: Article) -> None:
        """Search for what is related to the open article as typed, saved or not."""
        if draft.id == self._article:
            self._draft = draft
            self._look_in(PAUSE_SECONDS / 2)
            if self._shown:
                self._fill_preview(stay=True)

    def _desk_changed(self, change: Change) -> None:
        if self._article in change.ids:
            self._draft = None
        if change.tables & {"articles", "news"}:
            self.refresh_rows()
            if change.ids != {self._article}:
                self._asked = ()
            self._look_in(PAUSE_SECONDS)

    def _indexed_more(self) -> None:
        if self._indexing.is_ready:
            self.look()
        self.refresh_rows()

    def _look_in(self, seconds: float) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self.look)

    def look(self) -> None:
        """Search for suggestions for the open article, when typing has paused."""
        article = self.article
        if article is None:
            return
        since = monotonic() - app_of(self).last_key_at
        if not self._indexing.is_ready or self.desk.search.state.missing > MANY_CHANGES:
            self._indexing.start()
        elif since < PAUSE_SECONDS:
            self._look_in(PAUSE_SECONDS - since + 0.01)
        else:
            draft = self._draft or article
            asked = (draft.headline, draft.body, article.links, article.unrelated)
            if asked != self._asked:
                self._asked = asked
                self._suggest(draft)

    @work(thread=True, exclusive=True, group="suggestions")
    def _suggest(self, draft: Article) -> None:
        """Search in a thread: with 1,000 articles on the desk it takes a tenth of a second."""
        try:
            suggested = self.desk.search.suggestions(draft, limit=SUGGESTIONS)
            fresh = self.desk.search.newest(draft, limit=NEWEST, related=suggested)
            apart = self.desk.links.unrelated_cards(draft)
            related = [(found.id, found.reasons, len(found.same)) for found in suggested]
        except RecordNotFoundError:  # deleted before this thread started
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_suggested, draft.id, Found(related, fresh, apart))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Allow the same search again when it has failed."""
        if event.worker.group == "suggestions" and event.state is WorkerState.ERROR:
            self._asked = ()

    def _show_suggested(self, article: Id, found: Found) -> None:
        if article == self._article:
            self.listing.take(found, self.desk)
            self.refresh_rows()
            self._land()

    # -------------------------------------------------------------- the rows

    def refresh_rows(self, key: str | None = None) -> None:
        """Show the cards, and below them what was found."""
        if not self.query(RelatedRows):  # called from a thread after the screen has gone
            return
        article = self.article
        rows = self.listing.rows(article, self.desk, self._indexing) if article else []
        self.rows.empty_text = _("Open an article (F3, Enter):\nits related news stands here.")
        self.rows.show(rows, key)

    # -------------------------------------------------------------- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is possible with the row under the cursor."""
        if self._is_glancing:
            return False
        row = self.rows.current if self.query(RelatedRows) else None
        if action == Back.action:
            return self._shown is not None
        if action in _OF_A_CARD:
            return isinstance(row, CardRow)
        if action == RefuseNews.action:
            return isinstance(row, FoundRow)
        if action == PreviewNews.action:
            return isinstance(row, CardRow | FoundRow)
        if action == FoldPart.method:
            return isinstance(row, HeadRow)
        if action in (LinkNews.action, ShowBacklinks.action, ShowNeighbours.action):
            return row is not None
        return True

    @on(Rows.Highlighted, "#news")
    def _row_changed(self) -> None:
        self._doubted = None
        if not isinstance(self.rows.current, OwnRow):
            self._waits_to_land = False
        self.refresh_bindings()

    @on(Rows.MarkPressed, "#news")
    def _mark_pressed(self) -> None:
        if isinstance(self.rows.current, HeadRow | FoundRow):
            self.action_link_news()

    @on(Rows.Selected, "#news")
    def action_link_news(self) -> None:
        """Link a suggestion, show a card in full, or fold a part of the list."""
        row = self.rows.current
        if isinstance(row, HeadRow):
            self.action_fold_part(not row.folded)
        elif isinstance(row, OwnRow):
            self.action_show_backlinks()
        elif isinstance(row, CardRow):
            self.action_preview_news()
        elif isinstance(row, FoundRow) and self.article:
            self._link(self.article, row.piece)

    def _link(self, article: Article, piece: Piece) -> None:
        with self.refusals():
            known = app_of(self).link_doubts
            doubts = known.open(article.id, self.desk.links.doubts(self._draft or article, piece))
            if doubts and self._doubted != piece.id:
                self._doubted = piece.id
                told = [filled(doubt.message, doubt.values) for doubt in doubts]
                again = _("Enter once more links it all the same.")
                self.notify("\n".join((*told, again)), severity="warning", markup=False)
                return
            self._doubted = None
            known.override(article.id, doubts)
            next_one = self._found_after(piece)
            self.desk.links.add(article, piece)
            self.close_preview()
            if next_one:
                self.refresh_rows(key=self.rows.row_key(next_one))

    def _found_after(self, piece: Piece) -> FoundRow | None:
        """Return the suggestion below one that will be linked, or else the one above."""
        rows = [row for row in self.rows.items if isinstance(row, FoundRow)]
        place = next((n for n, row in enumerate(rows) if row.id == piece.id), 0)
        around = [*rows[place + 1 : place + 2], *rows[max(place - 1, 0) : place]]
        return around[0] if around else None

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

    def action_refuse_news(self) -> None:
        """Refuse the suggestion; allow a refused one again."""
        row, article = self.rows.current, self.article
        if not isinstance(row, FoundRow) or article is None:
            return
        with self.refusals():
            if row.refused:
                self.desk.links.accept_again(article, row.id)
                told = _("It may be suggested again: {title}")
            else:
                self.desk.links.refuse(article, row.piece)
                told = _("Not related: {title}. Ctrl+Z takes it back.")
            self.notify(told.format(title=row.title), markup=False)
            self.close_preview()

    def action_unlink_news(self) -> None:
        """Remove the card from the article."""
        row = self.rows.current
        if isinstance(row, CardRow) and self.article:
            with self.refusals():
                self.desk.links.remove(self.article, row.place)
                self.notify(
                    _("Unlinked: {title}. Ctrl+Z brings it back.").format(title=row.link.headline),
                    markup=False,
                )

    def action_move_link(self, by: int) -> None:
        """Move the card up (-1) or down (1)."""
        row = self.rows.current
        if isinstance(row, CardRow) and self.article:
            with self.refusals():
                self.desk.links.move(self.article, row.place, by)

    @on(Rows.Dragged, "#news")
    def _dragged(self, event: Rows.Dragged) -> None:
        items = self.rows.items
        if max(event.dragged, event.onto) >= len(items):  # the list has changed meanwhile
            return
        row, there = items[event.dragged], items[event.onto]
        if isinstance(row, CardRow) and isinstance(there, CardRow) and self.article:
            with self.refusals():
                self.desk.links.move(self.article, row.place, there.place - row.place)
                self.refresh_rows(key=self.rows.row_key(row))

    def action_fold_part(self, folded: bool) -> None:
        """Hide the part of the list whose heading is under the cursor, or show it."""
        row = self.rows.current
        if isinstance(row, HeadRow):
            self.listing.fold(row.part, folded)
            self.refresh_rows(key=f"head {row.part}")

    # -------------------------------------------------------------- one card

    @work
    async def action_relate_card(self) -> None:
        """Choose the kind of relation of the card."""
        from tui.dialogs.picker import Option, Picker

        row, article = self.rows.current, self.article
        if not isinstance(row, CardRow) or article is None:
            return
        options = [Option(kind.value, _(name)) for kind, name in RELATION_NAMES.items()]
        picker = Picker(_("Relation"), options, chosen=[row.link.relation.value])
        if picked := await self.app.push_screen_wait(picker):
            with self.refusals():
                self.desk.links.relate(article, row.place, Relation(picked[0]))

    @work
    async def action_update_card(self) -> None:
        """Compare the card with its source, and ask what to do."""
        from tui.dialogs.card_update import CardScreen

        row, article = self.rows.current, self.article
        if not isinstance(row, CardRow) or article is None:
            return
        if row.piece is None:
            self.notify(_("The source of this card is no longer on the desk."), severity="warning")
        elif not row.changed:
            self.notify(_("The source still says what it said; there is nothing to update."))
        else:
            states = card_states(row.link, row.piece)
            answer = await self.app.push_screen_wait(CardScreen(row.link.headline, states))
            with self.refusals():
                if answer == "take":
                    self.desk.links.refresh(article, row.place)
                elif answer == "keep":
                    self.desk.links.keep(article, row.place)

    # -------------------------------------------------------------- who cites whom

    @work
    async def action_show_backlinks(self) -> None:
        """List the articles that cite what is under the cursor."""
        from tui.dialogs.picker import Picker, article_options

        name, title = self._named_here()
        if not name:
            return
        found = self.desk.links.backlinks(name)
        if not found:
            told = _("No article has a card for “{title}” yet.").format(title=title)
            self.notify(told, markup=False)
            return
        told = _("Articles that cite “{title}”").format(title=title)
        picker = Picker(told, article_options(found))
        if picked := await self.app.push_screen_wait(picker):
            self.tell(ArticleWanted(picked[0]))

    def _named_here(self) -> tuple[Id | None, str]:
        """Return id and title of what is under the cursor, or else of the open article."""
        row = self.rows.current
        if isinstance(row, CardRow | FoundRow):
            return row.id, row.title
        return (self.article.id, title_of(self.article)) if self.article else (None, "")

    def action_show_neighbours(self) -> None:
        """Show the citation graph of the open article."""
        if self.article:
            self.tell(NeighboursWanted(self.article.id))
