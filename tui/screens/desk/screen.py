"""The screen of the three panes: where one begins, and what all else is opened from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.geometry import Size

from store import Campaign, Change, ReadOnlyError, Task
from store.campaigns.checklist import progress
from store.errors import DeskError
from store.records import Id, changed
from store.search import Hit
from tui import session_state
from tui.app_context import REOPEN, RESTART
from tui.commands import bindings
from tui.commands.campaign_navigation import (
    EditLists,
    ShowCalendar,
    ShowDocuments,
    ShowFacts,
    ShowMatrix,
    ShowOverview,
    ShowRights,
    ShowRumours,
    ShowUnits,
)
from tui.commands.campaigns import CloneCampaign, SaveTemplate, WriteReport
from tui.commands.global_commands import (
    ChooseCampaign,
    ChooseTheme,
    Export,
    GetBack,
    GoChecklist,
    GoDrafts,
    GoRelated,
    NewArticle,
    OpenPage,
    Save,
    SaveCopy,
    ShowHistory,
    SwitchLanguage,
    Undo,
    Zoom,
)
from tui.commands.records import ShowCase, ShowSources
from tui.commands.related import ImportNews
from tui.commands.search import SearchDesk
from tui.dialogs.dialog import Confirm
from tui.form_keeper import FormKeeper
from tui.i18n import LANGUAGES, _, current, sentence
from tui.maintenance import Maintenance
from tui.messages import (
    AcknowledgementsWanted,
    ArticleWanted,
    EditorLeft,
    NeighboursWanted,
    TextSaved,
    TextUnsaved,
)
from tui.screens.campaign.base import Room, room
from tui.screens.desk import openings
from tui.screens.desk.campaigns import CampaignActions
from tui.screens.desk.panes import PANES, ThreePanes
from tui.widgets.bars import KeyLine, StatusLine, TabStrip

WIDE = 120
"""From so many columns on, the three panes stand side by side."""


@dataclass
class WayBack:
    """Where Esc leads from the editor, when that is not to the list of articles.

    Who goes by a key, goes back by one: that forgets it.
    """

    to_plan: bool = False
    """Whether to the checklist."""
    room: str = ""
    """The name of the room that it leads to."""


def prints(key: str) -> bool:
    """Tell whether a key types something where one can type."""
    return len(key) == 1 or key in ("space", "slash")


class DeskScreen(CampaignActions):
    """The desk: status line, panes, keys."""

    BINDINGS = [
        *bindings(
            GoChecklist,
            GoDrafts,
            GoRelated,
            NewArticle,
            OpenPage,
            Export,
            SearchDesk,
            Save,
            Undo,
            ShowOverview,
            ShowMatrix,
            ShowCalendar,
            ShowHistory,
            GetBack,
            SaveCopy,
            Zoom,
            ChooseCampaign,
            ShowUnits,
            ShowFacts,
            ShowDocuments,
            ShowRumours,
            ShowRights,
            ShowSources,
            ShowCase,
            EditLists,
            CloneCampaign,
            SaveTemplate,
            ImportNews,
            ChooseTheme,
            SwitchLanguage,
        ),
        replace(WriteReport.binding(), show=False),  # the footer is that of daily work
    ]

    AUTO_FOCUS = ""
    """Not the first list there is: the one that the day begins with (`on_mount`)."""

    def __init__(self) -> None:
        super().__init__()
        self._zoomed = False
        self._way_back = WayBack()
        self._is_offering = False
        """Whether the question stands there if the desk is to be written, now that it is free."""
        self.forms: FormKeeper | None = None
        """None until the screen stands there, and on a desk that is only read."""

    def compose(self) -> ComposeResult:
        """Yield the lines and the panes."""
        self._fit(self.app.size)  # before there is anything that a change of class would restyle
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
        """The bindings that work where the focus is: none on a letter where letters are typed."""
        found = super().active_bindings
        if not getattr(self.focused, "takes_letters", False):
            return found
        return {key: active for key, active in found.items() if not prints(key)}

    # -------------------------------------------------------------- start and end

    async def on_mount(self) -> None:
        """Open where the editor was, or welcome a new one."""
        self.listen(self.desk.records.listen, self._desk_changed)
        place = session_state.load(self.desk.file.path)
        self.show_campaign(place.campaign)
        if article := self.desk.articles.get(place.article):
            await self.drafts.open(article, cursor=place.cursor)
        elif self._begins_with_plan:
            self.checklist.rows.focus()
        else:
            self.drafts.focus_content()
        if place.pane in ("checklist", "related"):
            self.action_go(place.pane)
        self.status.only_reading = self.desk.file.read_only
        self.status.conflicts = len(self.desk.file.conflicts)
        self.caretaker = Maintenance(
            self,
            place=lambda: self.place,
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
        elif (
            self.desk.records.is_empty
            and not len(self.desk.trash)
            and not len(self.desk.file.conflicts)
        ):
            self.call_after_refresh(self._welcome)

    def on_screen_suspend(self) -> None:
        """Save when a dialog comes: the focus goes, though nothing here loses it."""
        self.drafts.save()

    @property
    def _begins_with_plan(self) -> bool:
        """Tell whether the checklist is all that there is to begin with."""
        return len(self.desk.campaigns) > 0 and not len(self.desk.articles)

    def show_campaign(self, wanted: Id | None) -> None:
        """Show a campaign's checklist; where that one is gone, the newest's."""
        newest = max(self.desk.campaigns, key=changed, default=None)
        self.checklist.show_campaign(self.desk.campaigns.get(wanted) or newest)
        self._show_progress()

    @property
    def place(self) -> session_state.Place:
        """Where the editor is."""
        campaign, article = self.checklist.campaign, self.drafts.article
        editor = self.drafts.editor
        active = self._panes.active
        return session_state.Place(
            campaign=campaign.id if campaign else None,
            article=article.id if article else None,
            cursor=editor.cursor if editor and article else (0, 0),
            pane=active.id or "" if active else "",
        )

    def take_answer(self, answer: object) -> None:
        """Show what has come of a form that was opened again."""
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

    # -------------------------------------------------------------- only reading

    @property
    def only_reading(self) -> ReadOnlyError | None:
        """Why the desk is open for reading only; None where it can be written."""
        return self._app.only_reading

    _ask_to_read = work(openings.ask_to_read)

    @work
    async def offer_to_write(self) -> None:
        """Ask whether to write, now that nobody else has the desk open."""
        if self._is_offering:
            return
        self._is_offering = self.caretaker.has_offered = True
        question = _("The other toasoan has closed the desk. Open it for writing?")
        if await self.app.push_screen_wait(Confirm(question)):
            self._app.leave(REOPEN)
        self._is_offering = False

    @work
    async def _welcome(self) -> None:
        from tui.screens.desk.welcome import Welcome

        match await self.app.push_screen_wait(Welcome()):
            case "campaign":
                await self.new_campaign("thang-cong-nhan")
            case "empty":
                await self.new_campaign("")
            case "page":
                await openings.open_pages(self)
            case "language":
                self.action_switch_language()

    # -------------------------------------------------------------- what the panes tell

    def _desk_changed(self, change: Change) -> None:
        if "campaigns" in change.tables and self.checklist.campaign is None:
            self.show_campaign(None)
        if change.tables & {"campaigns", "tasks"}:
            self._show_progress()
        self.status.saved_at = self.desk.records.now()
        self.status.conflicts = len(self.desk.file.conflicts)

    def begin_day(self) -> None:
        """Show what is late, and due today, now that another day has begun."""
        self.checklist.refresh_rows()
        self.drafts.list.refresh_rows()
        self._show_progress()

    def _show_progress(self) -> None:
        campaign = self.checklist.campaign
        campaign = self.desk.campaigns.get(campaign.id) if campaign else None
        self.status.campaign = campaign.name if campaign else ""
        phases = self.desk.campaigns.checklist(campaign) if campaign else []
        self.status.progress = progress(phases, self.desk.records.today()) if campaign else None

    @on(ArticleWanted)
    async def _open_article(self, event: ArticleWanted) -> None:
        if article := self.desk.articles.get(event.article):
            self._way_back = WayBack(self.checklist.has_class("active"), event.room)
            self._panes.activate(self.drafts)
            await self.drafts.open(article, event.field)

    @on(EditorLeft)
    def _editor_left(self) -> None:
        way, self._way_back = self._way_back, WayBack()
        if way.to_plan:
            self.action_go_checklist()
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

    def _fit(self, size: Size) -> None:
        self.set_class(size.width < WIDE, "narrow")
        self._show_one_pane()

    def _show_one_pane(self) -> None:
        self.set_class(self._zoomed or self.has_class("narrow"), "single")

    def action_zoom(self) -> None:
        """Give the active pane the whole screen, or take it back."""
        self._zoomed = not self._zoomed
        self._show_one_pane()

    def action_go(self, pane: str) -> None:
        """Go to a pane by its id."""
        getattr(self, f"action_go_{pane}")()

    def action_go_checklist(self) -> None:
        """Go to the checklist."""
        self._way_back = WayBack()
        self.related.close_preview()  # which stands in the place of the checklist
        self._panes.activate(self.checklist)
        self.checklist.rows.focus()

    def action_go_drafts(self) -> None:
        """Go to the articles."""
        self._way_back = WayBack()
        self._panes.activate(self.drafts)
        self.drafts.focus_content()

    def action_go_related(self) -> None:
        """Go to the related news."""
        self._way_back = WayBack()
        self._panes.activate(self.related)
        self.related.focus_content()

    # -------------------------------------------------------------- commands

    def action_save(self) -> None:
        """Save at once, and keep the article as it stands as a revision."""
        if not self.drafts.save():
            return
        self.status.saved_at = self.status.saved_at or self.desk.records.now()
        if article := self.drafts.article:
            try:
                self.desk.revisions.keep(article)
            except DeskError as error:
                self.notify(sentence(error), severity="error", markup=False)

    ask_to_leave_unsaved = work(openings.ask_to_leave_unsaved)
    action_save_copy = work(openings.save_copy)
    action_show_history = work(openings.show_history)
    action_show_sources = work(openings.show_sources)
    action_show_case = work(openings.show_case)
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
        article = await self.app.push_screen_wait(room(name, self.desk, campaign))
        if article:
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
        """Go to what was found, where it is worked on."""
        if hit is None:
            return
        if isinstance(self.app.screen, Room):  # that the search stood over
            self.app.screen.dismiss(None)
        if hit.kind == "article":
            self.post_message(ArticleWanted(hit.id))
        elif task := self.desk.tasks.get(hit.id):
            self.show_campaign(task.campaign)
            self.action_go_checklist()
            self.checklist.show_task(task)
        elif record := self.desk.facts.get(hit.id) or self.desk.rumours.get(hit.id):
            self.show_campaign(record.campaign)
            self.action_enter_room("facts" if hit.kind == "fact" else "rumours")

    def action_undo(self) -> None:
        """Take the last change of the desk back."""
        try:
            label = self.desk.undo.step_back()
        except DeskError as error:
            self.notify(sentence(error), severity="error", markup=False)
            return
        self.app.clear_notifications()  # "…; Ctrl+Z brings it back" is no longer so
        if label:
            self.notify(_("Undone: {what}.").format(what=_(label)))
        else:
            self.notify(_("Nothing to undo."))

    def action_new_article(self) -> None:
        """Begin a new article in the campaign that is shown."""
        try:
            article = self.desk.articles.new(self.checklist.campaign)
        except DeskError as error:
            self.notify(sentence(error), severity="error", markup=False)
            return
        self.post_message(ArticleWanted(article.id, "headline"))

    def action_switch_language(self) -> None:
        """Open the app again in the other language."""
        self._app.settings.language = next(name for name in LANGUAGES if name != current())
        self._app.leave(RESTART)
