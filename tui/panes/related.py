"""Related news of the open article: its cards in order, suggestions with reasons, search."""

from __future__ import annotations

from time import monotonic
from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.timer import Timer
from textual.worker import get_current_worker

from store import Article, Change, Link, NewsItem, UnknownRecord
from store.records import Id
from tui.commands import bindings
from tui.commands.everywhere import Back
from tui.commands.related import (
    LinkNews,
    MoveLinkDown,
    MoveLinkUp,
    PreviewNews,
    SearchNews,
    UnlinkNews,
)
from tui.i18n import _
from tui.panes.pane import Pane
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import status_name, title_of
from tui.widgets.rows import Line, Rows

PAUSE_SECONDS = 0.4
"""From the last key to new suggestions."""


MANY_CHANGES = 50
"""As many are read into the index beside the typing; fewer at the next question."""
SUGGESTIONS = 12
"""How many are shown; the reasons of each cost 4 ms."""

Found = list[tuple[Id, tuple[str, ...]]]
"""What was found, with the words that say why."""


class HeadRow(NamedTuple):
    """What stands above a part of the list, or in the place of one."""

    text: str
    tone: str = "title"


class CardRow(NamedTuple):
    """A linked card."""

    place: int
    link: Link


class FoundRow(NamedTuple):
    """A suggestion, or what a search found."""

    record: NewsItem | Article
    reasons: tuple[str, ...]
    linked: bool


RelatedRow = HeadRow | CardRow | FoundRow


class RelatedRows(Rows[RelatedRow]):
    """The rows of the pane."""

    def row_key(self, item: RelatedRow) -> str:
        """Name a row by what it points at."""
        if isinstance(item, HeadRow):
            return f"head {item.text}"
        return f"card {item.link.target}" if isinstance(item, CardRow) else item.record.id

    def selectable(self, item: RelatedRow) -> bool:
        """Let the cursor pass over headings."""
        return not isinstance(item, HeadRow)

    def row_height(self, item: RelatedRow, width: int) -> int:
        """Count the headline and what is below it."""
        return 1 if isinstance(item, HeadRow) else 2

    def row_lines(self, item: RelatedRow, width: int) -> list[Line]:
        """Draw a heading, a card or a suggestion."""
        if isinstance(item, HeadRow):
            return [[(item.text, item.tone)]]
        if isinstance(item, CardRow):
            card = item.link
            about = " · ".join(part for part in (card.byline, card.summary) if part)
            return [[(f"{item.place + 1} ", "good"), (card.headline, "")], [(f"  {about}", "dim")]]
        return self._found_lines(item)

    def _found_lines(self, item: FoundRow) -> list[Line]:
        record = item.record
        if isinstance(record, Article):
            title, facts = title_of(record), (record.byline, status_name(record.status))
        else:
            title, facts = record.headline, (record.author, record.summary)
        mark = ("✓ ", "good") if item.linked else ("+ ", "accent")
        if item.reasons:
            shared = _("shared: {words}").format(words=" · ".join(item.reasons))
            return [[mark, (title, "")], [("  ", ""), (shared, "accent")]]
        about = " · ".join(fact for fact in facts if fact)
        return [[mark, (title, "")], [(f"  {about}", "dim")]]


class RelatedPane(Pane):
    """The pane of related news; it follows the article that is open."""

    BINDINGS = bindings(
        LinkNews, PreviewNews, SearchNews, UnlinkNews, MoveLinkUp, MoveLinkDown, Back
    )

    def __init__(self) -> None:
        super().__init__(id="related")
        self._article: Id | None = None
        self._found: list[FoundRow] = []
        self._timer: Timer | None = None
        self._indexed = False
        self._indexing = ""

    def compose(self) -> ComposeResult:
        """Give the list."""
        yield RelatedRows(id="news")

    def on_mount(self) -> None:
        """Follow the desk."""
        self.follow_desk(self._desk_changed)
        self.refresh_rows()
        # After the first paint: the style sheet of an entry is a tenth of the whole start.
        self.call_after_refresh(self._add_search)

    async def _add_search(self) -> None:
        hint = _("/ search everything on the desk")
        await self.mount(LineEntry(id="search", placeholder=hint), before=0)

    @property
    def rows(self) -> RelatedRows:
        """The list."""
        return self.query_one(RelatedRows)

    @property
    def article(self) -> Article | None:
        """The open article, as it stands on the desk."""
        return self.desk.articles.get(self._article)

    @property
    def _search(self) -> LineEntry | None:
        return next(iter(self.query("#search").results(LineEntry)), None)

    @property
    def _words(self) -> str:
        return self._search.text.strip() if self._search else ""

    def focus_content(self) -> None:
        """Put the focus where one works in this pane."""
        (self.rows if self.rows.items else self._search or self.rows).focus()

    def follow(self, article: Id | None) -> None:
        """Show the related news of another article."""
        if article != self._article:
            self._article = article
            self._found = []
            self.refresh_rows()
            self._look_in(0.1)

    def _desk_changed(self, change: Change) -> None:
        if self._article in change.ids:
            self.refresh_rows()
        if change.tables & {"articles", "news"}:
            self._look_in(PAUSE_SECONDS)

    def _look_in(self, seconds: float) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(seconds, self.look)

    def look(self) -> None:
        """Find suggestions for the open article, or what was searched for."""
        if not self._indexed or self.desk.index_state.missing > MANY_CHANGES:
            if self.article or self._words:
                self._build_index()
        elif self._words:
            self._show_found([(hit.id, ()) for hit in self.desk.search(self._words)])
        elif not self.article:
            self._show_found([])
        elif monotonic() - self.app.last_key_at < PAUSE_SECONDS:  # type: ignore[attr-defined]
            self._look_in(PAUSE_SECONDS)
        else:
            self._suggest(self.article)

    @work(thread=True, exclusive=True, group="suggestions")
    def _suggest(self, article: Article) -> None:
        """Look beside the typing: with 1,000 articles on the desk it takes a tenth of a second."""
        try:
            found = [(s.id, s.reasons) for s in self.desk.suggestions(article, limit=SUGGESTIONS)]
        except UnknownRecord:  # deleted while this thread began
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_suggested, article.id, found)

    def _show_suggested(self, article: Id, found: Found) -> None:
        if article == self._article and not self._words:
            self._show_found(found)

    def _show_found(self, hits: Found) -> None:
        linked = {link.target for link in self.article.links} if self.article else set()
        found = ((self.desk.linkable(record), reasons) for record, reasons in hits)
        self._found = [
            FoundRow(record, reasons, record.id in linked)
            for record, reasons in found
            if record and record.id != self._article
        ]
        self.refresh_rows()

    @work(thread=True, exclusive=True, group="index")
    def _build_index(self) -> None:
        """Put everything on the desk into the index, beside the typing."""
        worker = get_current_worker()

        def progress(done: int, total: int) -> bool:
            self.app.call_from_thread(self._show_progress, done, total)
            return not worker.is_cancelled

        self.desk.index(progress)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._index_built)

    def _show_progress(self, done: int, total: int) -> None:
        self._indexing = _("reading the desk: {percent} %").format(
            percent=100 * done // max(total, 1)
        )
        self.refresh_rows()

    def _index_built(self) -> None:
        self._indexed = True
        self._indexing = ""
        self.look()

    def refresh_rows(self, key: str | None = None) -> None:
        """Show the cards, and below them what was found."""
        if not self.query(RelatedRows):  # found in a thread, for a screen that has gone
            return
        rows: list[RelatedRow] = []
        article = self.article
        if article:
            count = len(article.links)
            rows.append(HeadRow(title_of(article), "dim"))
            rows.append(HeadRow(_("Linked ({count})").format(count=count)))
            rows += [CardRow(place, link) for place, link in enumerate(article.links)]
        if self._found or self._indexing:
            name = _("Found") if self._words else _("Suggestions")
            rows.append(HeadRow(f"{name}  {self._indexing}".strip()))
            rows += self._found
        elif article and self._indexed:
            rows.append(HeadRow(self._nothing_found(), "dim"))
        self.rows.empty_text = self._what_now()
        self.rows.show(rows, key)

    def _nothing_found(self) -> str:
        if self._words:
            return _("Nothing matches.")
        return _("Nothing like it on the desk.")

    def _what_now(self) -> str:
        if self._words:
            return _("Nothing matches.")
        return _("Open an article (F3, Enter):\nits related news stands here.")

    # -------------------------------------------------------------- commands

    @on(LineEntry.Changed, "#search")
    def _searched(self) -> None:
        self._look_in(0.1)

    @on(LineEntry.Submitted, "#search")
    def _to_rows(self) -> None:
        self.look()
        first = next((row for row in self._found), None)
        if first:
            self.refresh_rows(key=first.record.id)
            self.rows.focus()

    def action_search_news(self) -> None:
        """Go to the search."""
        if self._search:
            self._search.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back only where there is one."""
        searching = self._search is not None and self._search.has_focus
        return action != "back" or searching or bool(self._words)

    def action_back(self) -> None:
        """Leave the search for the suggestions."""
        if self._search:
            self._search.text = ""
        self.look()
        self.rows.focus()

    @on(Rows.Selected, "#news")
    def action_link_news(self) -> None:
        """Link what was found; show a card whole."""
        row = self.rows.current
        if not isinstance(row, FoundRow):
            self.action_preview_news()
        elif self.article is None:
            self.notify(_("Open an article first: F3, then Enter."), severity="warning")
        else:
            with self.refusals():
                self.desk.link(self.article, row.record)
                self.look()

    def action_unlink_news(self) -> None:
        """Take the card off the article."""
        row = self.rows.current
        if isinstance(row, CardRow) and self.article:
            with self.refusals():
                self.desk.unlink(self.article, row.place)
                self.notify(
                    _("Unlinked: {title}. Ctrl+Z brings it back.").format(title=row.link.headline),
                    markup=False,
                )

    def action_move_link_up(self) -> None:
        """Move the card up."""
        self._move(-1)

    def action_move_link_down(self) -> None:
        """Move the card down."""
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.rows.current
        if isinstance(row, CardRow) and self.article:
            with self.refusals():
                self.desk.move_link(self.article, row.place, by)

    def action_preview_news(self) -> None:
        """Show the whole item."""
        from tui.screens.reading import Reading

        row = self.rows.current
        if isinstance(row, CardRow):
            link = row.link
            target = self.desk.linkable(link.target)
            text = target.body if isinstance(target, Article) else link.summary
            self.app.push_screen(Reading(link.headline, link.byline, text))
        elif isinstance(row, FoundRow):
            record = row.record
            if isinstance(record, Article):
                self.app.push_screen(Reading(title_of(record), record.byline, record.body))
            else:
                self.app.push_screen(Reading(record.headline, record.author, record.summary))
