"""The desk screen: the three panes, from which everything else is opened."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.geometry import Size

from store import Article, Campaign, Change, ReadOnlyError, Task, record_kinds
from store.campaigns.checklist import progress
from store.records import Id, changed
from store.search import Hit
from tui import session_state
from tui.app_context import REOPEN, RESTART
from tui.commands import (
    articles,
    bindings,
    campaign_navigation,
    campaigns,
    global_commands,
    records,
    related,
    search,
    versions,
)
from tui.dialogs.dialog import Confirm
from tui.form_keeper import FormKeeper
from tui.gc_tuning import begin_collecting
from tui.i18n import LANGUAGES, _, current
from tui.maintenance import Maintenance
from tui.messages import (
    AcknowledgementsWanted,
    ArticleWanted,
    EditorLeft,
    NeighboursWanted,
    TextSaved,
    TextUnsaved,
)
from tui.screens.campaign.base import ROOMS, Room, room, room_name
from tui.screens.desk import message_openings, openings
from tui.screens.desk.campaigns import BUILT_IN
from tui.screens.desk.comments import CommentActions
from tui.screens.desk.panes import PANES, ThreePanes
from tui.screens.desk.way_back import WayBack
from tui.view_states import WHOLE_DESK
from tui.widgets.bars import KeyLine, StatusLine, TabStrip
from tui.widgets.labels import GONE

WIDE = 120
"""The least width, in columns, at which the three panes stand side by side."""


class DeskScreen(CommentActions):
    """The desk: status line, panes, keys."""

    BINDINGS = [
        *bindings(
            global_commands.GoChecklist,
            global_commands.GoDrafts,
            global_commands.GoRelated,
            global_commands.NewArticle,
            global_commands.OpenPage,
            global_commands.Export,
            search.SearchDesk,
            global_commands.Save,
            global_commands.Undo,
            campaign_navigation.ShowOverview,
            campaign_navigation.ShowMatrix,
            campaign_navigation.ShowCalendar,
            global_commands.ShowHistory,
            global_commands.GetBack,
            global_commands.SaveCopy,
            global_commands.Zoom,
            global_commands.ChooseCampaign,
            campaign_navigation.ShowUnits,
            campaign_navigation.ShowFacts,
            campaign_navigation.ShowDocuments,
            campaign_navigation.ShowRumours,
            campaign_navigation.ShowQuestions,
            campaign_navigation.ShowRights,
            campaign_navigation.ShowBulletins,
            campaign_navigation.ShowLedger,
            versions.MakeVersions,
            versions.CompareMaster,
            records.ShowSources,
            records.ShowPhotos,
            records.ShowCase,
            records.ShowAgreement,
            campaign_navigation.EditLists,
            campaigns.CloneCampaign,
            campaigns.SaveTemplate,
            related.ImportNews,
            global_commands.ChooseTheme,
            global_commands.SwitchLanguage,
        ),
        replace(campaigns.WriteReport.binding(), show=False),  # the footer is that of daily work
        replace(articles.SetStatus.binding(), show=False),  # of the open article, from any pane
    ]

    AUTO_FOCUS = ""
    """Empty, because `on_mount` sets the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._zoomed = False
        self._way_back = WayBack()
        self._is_offering = False
        """Whether it is being asked if the desk is to be opened for writing."""
        self.forms: FormKeeper | None = None
        """None until the screen is mounted, and on a read-only desk."""

    def compose(self) -> ComposeResult:
        """Yield the lines and the panes."""
        self._fit(self.app.size)  # before there are children that a change of class would restyle
        self._app.view_states.begin_with(self._last_place.views)  # the children ask for theirs
        tabs = TabStrip(PANES)
        yield StatusLine()
        yield tabs
        yield ThreePanes(tabs, begins_with_plan=self._begins_with_plan)
        yield KeyLine()

    # -------------------------------------------------------------- parts

    @property
    def _panes(self) -> ThreePanes:
        return self.query_one(ThreePanes)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work where the focus is; no letters while one types."""
        found = super().active_bindings
        if not getattr(self.focused, "takes_letters", False):
            return found
        typed = ("space", "slash", "question_mark")
        return {key: one for key, one in found.items() if len(key) > 1 and key not in typed}

    # -------------------------------------------------------------- start and end

    @cached_property
    def _last_place(self) -> session_state.Place:
        """Where the editor was in the last session."""
        return session_state.load(self.desk.file.path)

    async def on_mount(self) -> None:
        """Open where the editor was, or welcome a new one."""
        self.call_after_refresh(begin_collecting)
        self.listen(self.desk.records.listen, self._desk_changed)
        place = self._last_place
        self.show_campaign(place.campaign)
        if article := self.desk.articles.get(place.article):
            await self.drafts.open(article, cursor=place.cursor)
        elif self._begins_with_plan:
            self.checklist.rows.focus()
        else:
            self.drafts.focus_content()
        if place.pane in ("checklist", "related"):
            self.action_go(place.pane)
        self._return_to(place)
        self.status.only_reading = self.desk.file.read_only
        self.status.typed_by = self._app.composer.name
        self.status.conflicts = len(self.desk.file.conflicts)
        self.caretaker = Maintenance(
            self,
            place=lambda: self.place,
            keep_typed=self.drafts.keep_typed,
            begin_day=self.begin_day,
            offer_to_write=self.offer_to_write,
        )
        self.caretaker.tell_findings()
        openings.tell_unsaved(self)
        if not self.desk.file.read_only:
            self.forms = FormKeeper(self, self.take_answer)
        if self.only_reading:
            self.call_after_refresh(self._ask_to_read, self.only_reading)
        elif self.forms and self.forms.waiting:
            self.run_worker(self.forms.reopen())
        elif place.room in ROOMS and self.checklist.campaign:
            self.call_after_refresh(self.action_enter_room, place.room)
        elif (
            self.desk.records.is_empty
            and not len(self.desk.trash)
            and not len(self.desk.file.conflicts)
        ):
            self.call_after_refresh(self._welcome)

    def on_screen_suspend(self) -> None:
        """Save before a dialog opens, which takes the focus without a blur event."""
        self.drafts.save()

    @property
    def _begins_with_plan(self) -> bool:
        """Whether there are campaigns but no articles yet."""
        return len(self.desk.campaigns) > 0 and not len(self.desk.articles)

    def show_campaign(self, wanted: Id | None) -> None:
        """Show a campaign's checklist; if it does not exist, that of the newest."""
        newest = max(self.desk.campaigns, key=changed, default=None)
        self.checklist.show_campaign(self.desk.campaigns.get(wanted) or newest)
        self._show_progress()

    def _return_to(self, place: session_state.Place) -> None:
        """Show again how the panes were looked at."""
        if place.pane == "checklist":
            self.checklist.rows.show(self.checklist.rows.items, place.selected)
        else:
            self.drafts.list.rows.show(self.drafts.list.rows.items, place.selected)
        if place.is_zoomed:
            self.action_zoom()
        if place.shows_page:
            self.drafts.action_preview_page()

    @property
    def place(self) -> session_state.Place:
        """Where the user is."""
        campaign, article = self.checklist.campaign, self.drafts.article
        editor = self.drafts.editor
        active = self._panes.active
        selected = None if article else self.drafts.selected
        if active is self.checklist:
            selected = self.checklist.rows.cursor_key
        rooms = (screen for screen in self.app.screen_stack if isinstance(screen, Room))
        views = self._app.view_states.saved().items()
        return session_state.Place(
            campaign=campaign.id if campaign else None,
            article=article.id if article else None,
            cursor=editor.body.cursor_location if editor and article else (0, 0),
            pane=active.id or "" if active else "",
            selected=selected,
            room=next(map(room_name, rooms), ""),
            views={of: them for of, them in views if of == WHOLE_DESK or of in self.desk.campaigns},
            is_zoomed=self._zoomed,
            shows_page=self.has_class("page-shown"),
        )

    def take_answer(self, answer: object) -> None:
        """Show the answer of a form that was reopened."""
        match answer:
            case Campaign():
                self._show_new(answer)
            case Task():
                self.show_campaign(answer.campaign)
                self.checklist.show_task(answer)
            case Hit():
                self._go_to_hit(answer)
            case str() if answer in self.desk.articles:
                self.post_message(ArticleWanted(answer))
            case Path():
                self.notify(_("Written: {path}").format(path=answer), markup=False)

    # -------------------------------------------------------------- read-only desks

    @property
    def only_reading(self) -> ReadOnlyError | None:
        """Why the desk is read-only; None if it can be written."""
        return self._app.only_reading

    _ask_to_read = work(openings.ask_to_read)

    @work
    async def offer_to_write(self) -> None:
        """Ask whether to open the desk for writing, now that no other process has it open."""
        if self._is_offering:
            return
        self._is_offering = self.caretaker.has_offered = True
        question = _("The other toasoan has closed the desk. Open it for writing?")
        if await self.app.push_screen_wait(Confirm(question)):
            self._app.leave(REOPEN)
        self._is_offering = False

    @work
    async def _welcome(self) -> None:
        from tui.screens.desk.welcome import LanguageQuestion, Welcome

        if self._app.asks_language:
            chosen = await self.app.push_screen_wait(LanguageQuestion())
            if chosen and chosen != current():
                self._restart_in(chosen)
                return
            self._app.settings.language = chosen
        match await self.app.push_screen_wait(Welcome()):
            case "campaign":
                await self.new_campaign(BUILT_IN)
            case "empty":
                await self.new_campaign("")
            case "page":
                await openings.open_pages(self)
            case "language":
                self.action_switch_language()

    # -------------------------------------------------------------- changes and messages

    def _desk_changed(self, change: Change) -> None:
        if "campaigns" in change.tables and self.checklist.campaign is None:
            self.show_campaign(None)
        if change.tables & {"campaigns", "tasks"}:
            self._show_progress()
        self.status.saved_at = self.desk.records.now()
        self.status.conflicts = len(self.desk.file.conflicts)

    def begin_day(self) -> None:
        """Show what is overdue and due on the new day."""
        self.checklist.refresh_rows()
        self.drafts.list.refresh_rows()
        self._show_progress()

    def _show_progress(self) -> None:
        campaign = self.checklist.campaign
        campaign = self.desk.campaigns.get(campaign.id) if campaign else None
        self.status.campaign = campaign.name if campaign else ""
        phases = self.desk.campaigns.checklist(campaign) if campaign else []
        self.status.progress = progress(phases, self.desk.records.now()) if campaign else None

    @on(ArticleWanted)
    async def _open_article(self, event: ArticleWanted) -> None:
        article = self.desk.articles.get(event.article)
        if article is None:
            self.notify(_(GONE))
            return
        self._way_back = WayBack(self.checklist.has_class("active"), event.room)
        self._panes.activate(self.drafts)
        await self.drafts.open(article, event.field, at=event.at)

    @on(EditorLeft)
    def _editor_left(self) -> None:
        way, self._way_back = self._way_back, WayBack()
        if way.to_plan:
            self.action_go("checklist")
        if way.room:
            self.action_enter_room(way.room)

    @on(AcknowledgementsWanted)
    def _show_acknowledgements(self, event: AcknowledgementsWanted) -> None:
        from tui.screens.campaign.acknowledgements import AcknowledgementsScreen

        self.app.push_screen(AcknowledgementsScreen(self.desk, event.campaign, event.task))

    @on(NeighboursWanted)
    @work
    async def _show_neighbours(self, event: NeighboursWanted) -> None:
        from tui.screens.search.citation_graph import NeighbourhoodScreen

        screen = NeighbourhoodScreen(self.desk, event.article)
        if wanted := await self.app.push_screen_wait(screen):
            self.post_message(ArticleWanted(wanted))

    @on(TextSaved)
    def _text_saved(self, event: TextSaved) -> None:
        self.status.saved_at = event.at
        self.status.unsaved = None

    @on(TextUnsaved)
    def _text_unsaved(self, event: TextUnsaved) -> None:
        self.status.unsaved = event.reason or ""

    # -------------------------------------------------------------- layout

    def on_resize(self, event: events.Resize) -> None:
        """Show one pane or three."""
        self._fit(event.size)
        self.drafts.follow_focus()

    def _fit(self, size: Size) -> None:
        self.set_class(size.width < WIDE, "narrow")
        self._show_one_pane()

    def _show_one_pane(self) -> None:
        self.set_class(self._zoomed or self.has_class("narrow"), "single")
        for panes in self.query(ThreePanes):  # none before the first layout
            panes.lay_out()

    def action_zoom(self) -> None:
        """Show the active pane alone, or all panes again."""
        self._zoomed = not self._zoomed
        self._show_one_pane()

    def action_go(self, pane: str) -> None:
        """Go to a pane by its id."""
        self._way_back = WayBack()
        if pane == "checklist":
            self.related.close_preview()  # it covers the checklist
            self._panes.activate(self.checklist)
            self.checklist.rows.focus()
            if self.drafts.article:  # one comes from writing, to tick
                self.checklist.land()
        else:
            side = self.drafts if pane == "drafts" else self.related
            self._panes.activate(side)
            side.focus_content()

    # -------------------------------------------------------------- commands

    def action_save(self) -> None:
        """Save now, and keep the article as a revision."""
        if not self.drafts.save():
            return
        self.status.saved_at = self.status.saved_at or self.desk.records.now()
        if article := self.drafts.article:
            with self.refusals():
                self.desk.revisions.keep(article)

    def action_set_status(self) -> None:
        """Choose the status of the open article, or of those that are chosen in the list."""
        if self.chosen_article():
            self.drafts.choose_status(*self.drafts.chosen)

    ask_to_leave_unsaved = work(openings.ask_to_leave_unsaved)
    action_save_copy = work(openings.save_copy)
    action_show_history = work(openings.show_history)
    action_show_sources = work(openings.show_sources)
    action_show_photos = work(openings.show_photos)
    action_show_case = work(openings.show_case)
    action_show_agreement = work(message_openings.show_agreement)
    action_make_versions = work(message_openings.make_versions)
    action_compare_master = work(message_openings.compare_master)
    action_export = work(openings.export)
    action_open_page = work(openings.open_pages)
    action_import_news = work(openings.import_news)
    action_get_back = work(openings.get_back)
    action_choose_theme = work(openings.choose_theme)

    @work
    async def action_enter_room(self, name: str) -> None:
        """Open a room of the campaign, and then the article that it answers."""
        self.drafts.save()
        campaign = self.campaign_or_say()
        if campaign is None:
            return
        if article := await self.app.push_screen_wait(room(name, self.desk, campaign)):
            opened = self.desk.articles.get(article)
            is_new = opened is not None and not opened.headline
            self.post_message(ArticleWanted(article, "headline" if is_new else None, name))

    def action_search_desk(self) -> None:
        """Search everything on the desk."""
        from tui.screens.search.search import SearchScreen

        self.drafts.save()
        task = self.checklist.task_here
        screen = SearchScreen(
            self.desk,
            self._app.indexing,
            article=self.drafts.article,
            campaign=self.checklist.campaign,
            task=task.id if task else None,
        )
        self.app.push_screen(screen, self._go_to_hit)

    def _go_to_hit(self, hit: Hit | None) -> None:
        """Go to a search result, unless it is gone meanwhile."""
        if hit is None:
            return
        record = self.desk.search.record_of(hit)
        if record and isinstance(self.app.screen, Room):  # below the search
            self.app.screen.dismiss(None)
        if isinstance(record, Task):
            self.show_campaign(record.campaign)
            self.action_go("checklist")
            self.checklist.show_task(record)
        elif record is None or isinstance(record, Article):  # it says that nothing is there
            self.post_message(ArticleWanted(hit.id))
        else:
            self.show_campaign(getattr(record, "campaign", None))
            self.action_enter_room(record_kinds.of(record).table)

    @work
    async def action_undo(self) -> None:
        """Undo the last change of the desk."""
        from tui.dialogs.many import undo_last

        with self.refusals():
            await undo_last(self.app, self.desk)

    def action_new_article(self) -> None:
        """Begin a new article in the campaign that is shown."""
        with self.refusals():
            article = self.desk.articles.new(self.checklist.campaign)
            self.post_message(ArticleWanted(article.id, "headline"))

    def action_switch_language(self) -> None:
        """Restart the app in the other language."""
        self._restart_in(next(name for name in LANGUAGES if name != current()))

    def _restart_in(self, language: str) -> None:
        self._app.settings.language = language
        self._app.leave(RESTART)
