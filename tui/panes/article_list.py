"""The list of articles: filtered, sorted, and several of them changed at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.reactive import var
from textual.widgets import Static

from store import Article, Change, Desk
from store.articles.listing import (
    ArticleFilter,
    Beside,
    Facet,
    Kind,
    Listing,
    Order,
    Sorting,
    facets,
)
from store.records import Status
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.articles import (
    AddArticle,
    DeleteArticle,
    EditTags,
    FilterArticles,
    FilterArticlesByFacts,
    MarkAllArticles,
    MarkArticle,
    MoveToCampaign,
    OpenArticle,
    SetStatus,
    SortArticles,
)
from tui.commands.global_commands import Back
from tui.commands.replacing import ReplaceWords
from tui.i18n import N_, _, ngettext
from tui.messages import ArticleWanted
from tui.panes.article_rows import COLUMNS_FROM, HEADS, ArticleRows, ColumnHeads
from tui.panes.pane import Pane
from tui.widgets.check_signs import GRADES
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import arrow, status_name, title_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Rows

if TYPE_CHECKING:
    from tui.panes.article_preview import ArticlePreview

FACTS = {
    Kind.STATUS: N_("Status"),
    Kind.CAMPAIGN: N_("Campaign"),
    Kind.AUTHOR: N_("Byline"),
    Kind.EDITED: N_("Ledger"),
    Kind.CHECKS: N_("Checks"),
}
"""The labels of the kinds of facets; message ids."""

LEAST_BELOW = 7
"""The fewest free lines below the list that are worth a preview."""

MOST_UNPREPARED = 200
"""How many texts may be counted, or headlines prepared, before a key has its effect."""

_OF_ARTICLES = {
    command.method
    for command in (
        *(OpenArticle, SetStatus, EditTags, DeleteArticle, MoveToCampaign),
        *(MarkArticle, MarkAllArticles),
    )
}


@dataclass
class ListView:
    """How the list is looked at."""

    sorting: Sorting = field(default_factory=Sorting)
    filter: ArticleFilter = field(default_factory=ArticleFilter)


class ArticleList(Pane):
    """The list of all articles, with an optional filter entry."""

    BINDINGS = bindings(
        *(OpenArticle, AddArticle, FilterArticles, MarkArticle, SetStatus, DeleteArticle, Back),
        *(EditTags, FilterArticlesByFacts, SortArticles, MarkAllArticles, MoveToCampaign),
        ReplaceWords,
    )
    DEFAULT_CSS = """
    ArticleList #article-note { height: auto; max-height: 2; display: none; }
    ArticleList #article-note { color: $text-secondary; }
    ArticleList ArticlePreview { border-top: solid $border; }
    """

    under_cursor: var[Article | None] = var(None, init=False, always_update=True)
    """The article under the cursor, set again when it has changed."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._preview: ArticlePreview | None = None
        """Shows the article under the cursor below a short list; made on demand."""
        self._previewed: Article | None = None
        """The article that is in a preview, unless that may have to be made anew."""
        self._looks = False
        """Whether the preview is about to be made."""

    @cached_property
    def _view(self) -> ListView:
        return app_of(self).view_states.kept("articles", ListView())

    @cached_property
    def _listing(self) -> Listing:
        return Listing(_beside(self))

    def compose(self) -> ComposeResult:
        """Yield the line that says what is shown, the heads of the columns, and the list."""
        rows = ArticleRows(self._listing)
        yield Static(id="article-note", markup=False)
        yield ColumnHeads(rows)
        yield rows

    def on_mount(self) -> None:
        """Show the articles as they were looked at last, and follow the desk."""
        self.follow_desk(self._desk_changed)
        self.listen(app_of(self).checking.listen, partial(_filter_again, self))
        if words := self._filter.words:
            self.mount(_filter_entry(words), before=0)
        self.watch(self.rows, "cursor_place", self._show_preview, init=False)
        # The list grows and shrinks by itself: when it gets its width, when versions are unfolded.
        self.watch(self.rows, "virtual_size", self._look, init=False)
        self._sort(self._sorting)

    @property
    def _filter(self) -> ArticleFilter:
        return self._view.filter

    @property
    def _sorting(self) -> Sorting:
        return self._view.sorting

    @property
    def rows(self) -> ArticleRows:
        """The list."""
        return self.query_one(ArticleRows)

    @property
    def _entry(self) -> LineEntry | None:
        return next(iter(self.query("#filter").results(LineEntry)), None)

    def _desk_changed(self, change: Change) -> None:
        if "articles" in change.tables and self.display:
            self._previewed = None
            self.refresh_rows()

    def on_resize(self, event: events.Resize) -> None:
        """Show the heads of the columns where there are columns."""
        self.query_one(ColumnHeads).display = event.size.width > COLUMNS_FROM
        self._previewed = None
        self._look()

    # -------------------------------------------------------------- what is shown

    def refresh_rows(self, key: str | None = None) -> None:
        """Show the articles as they are on the desk."""
        before = bool(self.rows.items), bool(self.rows.marked)
        found = self._listing.listed(self.desk.articles, self._filter, self._sorting)
        self.rows.folds.is_filtered = bool(self._filter)
        self.rows.empty_text = _("No articles yet.\nn begins one; Ctrl+O imports a page of text.")
        if self._filter:
            self.rows.empty_text = _("Nothing matches.")
        self.rows.show_folded(found, key)
        heads = self.query_one(ColumnHeads)
        heads.sorting = self._sorting
        heads.refresh()
        self._show_note()
        if before != (bool(self.rows.items), bool(self.rows.marked)):
            self.refresh_bindings()
        self._look()

    def _show_note(self) -> None:
        """Say how the list is filtered and sorted, and how many articles are marked."""
        parts = []
        if self._filter:
            counts = {"shown": len(self.rows.items), "total": len(self.desk.articles)}
            parts.append(_("{shown} of {total} articles").format(**counts))
            parts += sorted(_facet_name(self.desk, facet) for facet in self._filter.facets)
        if self._sorting != Sorting():
            what = f"{_(HEADS[self._sorting.order]).lower()} {arrow(self._sorting.descends)}"
            parts.append(_("sorted by: {what}").format(what=what))
        if count := len(self.rows.marked):
            told = ngettext("{count} article marked", "{count} articles marked", count)
            parts.append(told.format(count=count))
        note = self.query_one("#article-note", Static)
        note.display = bool(parts)
        note.update(one_line(" · ".join(parts)))

    @property
    def chosen(self) -> list[Article]:
        """The articles a command applies to: the marked ones, or else the one under the cursor."""
        marked = [article for article in self.rows.items if article.id in self.rows.marked]
        return marked or [article for article in (self.rows.current,) if article]

    # -------------------------------------------------------------- filter and order

    async def action_filter_articles(self) -> None:
        """Show the filter entry."""
        if self._entry is None:  # made on demand: its style sheet would slow down every start
            await self.mount(_filter_entry(), before=0)
        if self._entry:
            self._entry.focus()

    @on(LineEntry.Changed, "#filter")
    def _narrow(self) -> None:
        if self._entry:
            self._sift(ArticleFilter(self._entry.text, self._filter.facets))

    @on(LineEntry.Submitted, "#filter")
    def _to_list(self) -> None:
        self.rows.focus()

    def _sift(self, wanted: ArticleFilter) -> None:
        self._view.filter = wanted
        self.refresh_rows()
        if self._entry is None:  # with it, Esc is offered whatever is typed
            self.refresh_bindings()

    @work
    async def action_filter_articles_by_facts(self) -> None:
        """Choose which states, campaigns and authors are shown."""
        from tui.dialogs.picker import MultiPicker, Option

        found = facets(self.desk.articles, self._filter.facets, _beside(self))
        known = {f"{facet.kind} {facet.value}": (facet, n) for facet, n in found}
        options = [
            Option(key, _facet_name(self.desk, facet), f"{_(FACTS[facet.kind])} · {count}")
            for key, (facet, count) in known.items()
        ]
        chosen = [key for key, (facet, _n) in known.items() if facet in self._filter.facets]
        picker = MultiPicker(_("Show only"), options, chosen=chosen)
        picked = await self.app.push_screen_wait(picker)
        if picked is not None:
            wanted = frozenset(known[key][0] for key in picked)
            self._sift(ArticleFilter(self._filter.words, wanted))

    @work
    async def action_sort_articles(self) -> None:
        """Choose what to sort by; the same again turns the order round."""
        from tui.dialogs.picker import Option, Picker

        now = self._sorting
        options = [
            Option(order, f"{_(name)} {arrow(now.descends)}" if order is now.order else _(name))
            for order, name in HEADS.items()
        ]
        note = _("The same again turns the order round.")
        picker = Picker(_("Sort by"), options, chosen=[now.order], note=note)
        if picked := await self.app.push_screen_wait(picker):
            self._sort(self._sorting.chosen(Order(picked[0])))

    @on(ColumnHeads.Pressed)
    def _head_pressed(self, event: ColumnHeads.Pressed) -> None:
        self._sort(self._sorting.chosen(event.order))

    def _sort(self, sorting: Sorting) -> None:
        self._view.sorting = sorting
        unprepared = self._listing.unprepared(self.desk.articles, sorting.order)
        if len(unprepared) > MOST_UNPREPARED:
            self._prepare_first(unprepared, sorting.order)
        else:
            self.refresh_rows()

    @work(exclusive=True, group="prepare")
    async def _prepare_first(self, articles: list[Article], order: Order) -> None:
        """Compute what an order needs, and sort then; keys go on meanwhile."""
        self.query_one("#article-note", Static).update(_("Sorting …"))
        self.query_one("#article-note", Static).display = True
        await self._prepare(articles, order).wait()
        self.refresh_rows()

    @work(thread=True, exclusive=True, group="preparing")
    def _prepare(self, articles: list[Article], order: Order) -> None:
        for article in articles:
            self._listing.prepare(article, order)

    async def action_back(self) -> None:
        """Remove the filter entry, else the marks, else the whole filter."""
        if self._entry:
            self.rows.focus()
            await self._entry.remove()
            kept = self.rows.cursor_key
            self._sift(ArticleFilter("", self._filter.facets))
            self.refresh_rows(kept)
        elif self.rows.marked:
            self.rows.marked.clear()
            self._sift(self._filter)
        else:
            self._sift(ArticleFilter())

    # -------------------------------------------------------------- marks

    def action_mark_article(self) -> None:
        """Mark the article and go to the next one."""
        self._toggle()
        self.rows.action_cursor(1)

    @on(Rows.MarkPressed, "#articles")
    def _toggle(self) -> None:
        if article := self.rows.current:
            self.rows.marked ^= {article.id}
            self._marks_changed()

    def action_mark_all_articles(self) -> None:
        """Mark all articles that are shown, or none if all are marked."""
        ids = {article.id for article in self.rows.items}
        self.rows.marked = set() if ids <= self.rows.marked else ids
        self._marks_changed()

    @on(ArticleRows.Folded)
    def _marks_changed(self) -> None:
        self.rows.refresh()
        self._show_note()
        self.refresh_bindings()

    # -------------------------------------------------------------- commands on articles

    @on(Rows.Selected, "#articles")
    def action_open_article(self) -> None:
        """Open the article under the cursor."""
        if article := self.rows.current:
            self.post_message(ArticleWanted(article.id))

    async def action_add_article(self) -> None:
        """Start a new article."""
        await self.run_action("screen.new_article")

    @work
    async def action_delete_article(self) -> None:
        """Delete the chosen articles, after a question.

        On a slow line, Alt+D in the middle of a sentence may arrive as Esc and `d`.
        """
        from tui.dialogs.deleting import asked_to_delete
        from tui.dialogs.many import change_many

        gone = self.chosen
        if not gone:
            return
        left = self.desk.articles.bulk.versions_left(gone)
        goes_along = await asked_to_delete(self.app, gone, left)
        if goes_along is None:
            return
        with self.refusals():
            remove = partial(self.desk.articles.bulk.remove, with_their_versions=goes_along)
            gone = [*await change_many(self.app, self.desk, gone, remove)]
            if len(gone) > 1:
                self.tell_deleted(_("{count} articles").format(count=len(gone)))
            elif gone:
                self.tell_deleted(title_of(gone[0]))

    def action_set_status(self) -> None:
        """Choose the status of the chosen articles."""
        if self.chosen:
            self.choose_status(*self.chosen)

    def action_edit_tags(self) -> None:
        """Edit the tags of the chosen articles."""
        if self.chosen:
            self.edit_tags(*self.chosen)

    @work
    async def action_move_to_campaign(self) -> None:
        """Choose the campaign of the chosen articles."""
        from tui.dialogs.many import change_many
        from tui.dialogs.picker import Picker, campaign_options

        articles = self.chosen
        if not articles or not self.may_change():
            return
        picker = Picker(
            _("Campaign"), campaign_options(self.desk), chosen=[articles[0].campaign or ""]
        )
        if picked := await self.app.push_screen_wait(picker):
            with self.refusals():
                edit, campaign = self.desk.articles.bulk.edit, picked[0] or None
                self.tell_changed(
                    await change_many(
                        self.app, self.desk, articles, lambda some: edit(some, campaign=campaign)
                    )
                )

    def action_replace_words(self) -> None:
        """Replace words in the marked articles, or in all."""
        from tui.dialogs.replace_words import ReplaceWordsScreen

        marked = [article for article in self.chosen if article.id in self.rows.marked]
        self.app.push_screen(ReplaceWordsScreen(self.desk, marked or None))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer commands on articles only if there is one, and Back only with something to undo."""
        rows = next(iter(self.query(ArticleRows)), None)  # none while the pane is being made
        if action in _OF_ARTICLES:
            return rows is not None and rows.current is not None
        if action != Back.action:
            return True
        return bool(self._entry or self._filter or (rows and rows.marked))

    # -------------------------------------------------------------- preview

    def _look(self) -> None:
        """Show the article under the cursor when the list is drawn: once, whatever has changed."""
        if not self._looks:
            self._looks = True
            self.call_after_refresh(self._show_preview)

    def _show_preview(self) -> None:
        """Show the article under the cursor now: it takes a few milliseconds, and one frame."""
        self._looks = False
        if self.display and self.query(ArticleRows):
            if self._previewed is None or self.rows.current is not self._previewed:
                self._previewed = self.rows.current
                self.under_cursor = self.rows.current
            self._show_below(self.rows.current)

    def _show_below(self, article: Article | None) -> None:
        """Show the preview below a short list, where this pane has the screen for itself."""
        others = (c for c in self.children if c.display and c not in (self.rows, self._preview))
        free = self.size.height - self.rows.virtual_size.height
        free -= sum(child.outer_size.height for child in others)
        shows = article is not None and self.screen.has_class("single") and free >= LEAST_BELOW
        if shows and self._preview is None:
            from tui.panes.article_preview import ArticlePreview

            self._preview = ArticlePreview()
            self.mount(self._preview)
        if preview := self._preview:
            if not shows and preview.has_focus:
                self.rows.focus()
            preview.display = shows
            if shows and article:
                preview.styles.height = free
                preview.show_article(article)


def _beside(pane: ArticleList) -> Beside:
    """Return what is known of the articles that they do not say of themselves."""

    def grade(article: Article) -> str:
        verdict = app_of(pane).checking.known(article)
        return verdict.grade if verdict else ""

    return Beside(pane.desk.ledger.is_edited_since, grade)


def _filter_again(pane: ArticleList) -> None:
    """Follow the checks, where they decide what is shown."""
    if pane.display and any(facet.kind is Kind.CHECKS for facet in pane._filter.facets):
        pane.refresh_rows()


def _filter_entry(words: str = "") -> LineEntry:
    hint = _("Type a part of the headline or byline …")
    return LineEntry(words, id="filter", placeholder=hint)


def _facet_name(desk: Desk, facet: Facet) -> str:
    """Return what a facet is called on the screens."""
    if facet.kind is Kind.STATUS:
        return status_name(Status(facet.value))
    if facet.kind is Kind.EDITED:
        return _("edited since it went out")
    if facet.kind is Kind.CHECKS:
        sign, name = GRADES[facet.value]
        return f"{sign} {_(name)}"
    if facet.kind is Kind.AUTHOR:
        return facet.value or _("(no author)")
    campaign = desk.campaigns.get(facet.value)
    return campaign.name if campaign else _("(no campaign)")
