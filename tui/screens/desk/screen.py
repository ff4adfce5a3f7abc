"""The screen of the three panes, and what ties them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Horizontal
from textual.geometry import Size

from store import Article, Campaign, Change, Desk, LockedError, ReadOnlyError, Task
from store.articles.shared_phrases import marker
from store.campaigns.checklist import progress
from store.errors import DeskError
from store.records import RIGHTS, Id, changed
from store.search import Hit
from tui import emergency_save, session_state
from tui.app_context import REOPEN, RESTART, AppContext, app_of
from tui.commands import Command, bindings
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
from tui.i18n import LANGUAGES, N_, _, current, sentence
from tui.maintenance import Maintenance
from tui.messages import (
    AcknowledgementsWanted,
    ArticleOpened,
    ArticleWanted,
    Comparing,
    DraftPaused,
    EditorLeft,
    NeighboursWanted,
    TextSaved,
    TextUnsaved,
)
from tui.panes.checklist import ChecklistPane
from tui.panes.drafts import DraftsPane
from tui.panes.pane import Pane
from tui.panes.related import RelatedPane
from tui.screens.campaign.base import CampaignNavigation, Room, room
from tui.screens.desk.campaigns import CampaignActions
from tui.widgets.bars import KeyLine, StatusLine, TabStrip

WIDE = 120
"""From so many columns on, the three panes stand side by side."""

PANES: list[tuple[str, str, type[Command]]] = [
    ("checklist", "F2", GoChecklist),
    ("drafts", "F3", GoDrafts),
    ("related", "F4", GoRelated),
]


def prints(key: str) -> bool:
    """Tell whether a key types something where one can type."""
    return len(key) == 1 or key in ("space", "slash")


class DeskScreen(CampaignNavigation, CampaignActions):
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
        self._opened_from_plan = False
        """Whether Esc in the editor leads back to the checklist."""
        self._opened_from_room = ""
        """The name of the room that it leads back to."""
        self._is_offering = False
        """Whether the question stands there if the desk is to be written, now that it is free."""
        self.forms: FormKeeper | None = None
        """None until the screen stands there, and on a desk that is only read."""

    def compose(self) -> ComposeResult:
        """Yield the lines and the panes."""
        self._fit(self.app.size)  # before there is anything that a change of class would restyle
        panes = ChecklistPane(), DraftsPane(), RelatedPane()
        tabs = TabStrip(PANES)
        self._activate_first(tabs, panes)
        yield StatusLine()
        yield tabs
        with Horizontal(id="panes"):
            yield from panes
        yield KeyLine()

    # -------------------------------------------------------------- parts

    @property
    def _app(self) -> AppContext:
        return app_of(self)

    @property
    def desk(self) -> Desk:
        """The desk the app has open."""
        return self._app.desk

    @property
    def status(self) -> StatusLine:
        """The top line."""
        return self.query_one(StatusLine)

    @property
    def checklist(self) -> ChecklistPane:
        """The left pane."""
        return self.query_one(ChecklistPane)

    @property
    def drafts(self) -> DraftsPane:
        """The middle pane."""
        return self.query_one(DraftsPane)

    @property
    def related(self) -> RelatedPane:
        """The right pane."""
        return self.query_one(RelatedPane)

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
        for pane, key, command in PANES:
            self.query_one(f"#{pane}", Pane).border_title = f"{key} {_(command.label)}"
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
        self._tell_unsaved()
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

    def _tell_unsaved(self) -> None:
        if paths := emergency_save.kept():
            told = _(
                "What could not be saved before is kept in {path}. "
                "Take what you need from it, then delete it."
            )
            self.notify(
                told.format(path=", ".join(map(str, paths))),
                severity="warning",
                timeout=20,
                markup=False,
            )

    def on_screen_suspend(self) -> None:
        """Save when a dialog comes: the focus goes, though nothing here loses it."""
        self.drafts.save()

    @property
    def _begins_with_plan(self) -> bool:
        """Tell whether the checklist is all that there is to begin with."""
        return len(self.desk.campaigns) > 0 and not len(self.desk.articles)

    def _activate_first(self, tabs: TabStrip, panes: Sequence[Pane]) -> None:
        """Mark the pane that will get the focus, before a mark would restyle all that is in it."""
        first = panes[0 if self._begins_with_plan else 1]
        first.add_class("active")
        tabs.set_reactive(TabStrip.active, first.id or "")

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
        active = next((pane.id or "" for pane in self.query(Pane) if pane.has_class("active")), "")
        return session_state.Place(
            campaign=campaign.id if campaign else None,
            article=article.id if article else None,
            cursor=editor.cursor if editor and article else (0, 0),
            pane=active,
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

    @work
    async def _ask_to_read(self, reason: ReadOnlyError) -> None:
        """Say why only reading is left; where somebody has the desk, ask whether that will do."""
        if not isinstance(reason, LockedError):
            self.notify(
                _("Only for reading: {reason}").format(reason=sentence(reason)),
                severity="warning",
                timeout=20,
                markup=False,
            )
            return
        question = _("{reason} Open it for reading, and see what is changed there?")
        if not await self.app.push_screen_wait(Confirm(question.format(reason=sentence(reason)))):
            self._app.leave()

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
                await self._open_pages()
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
            self._opened_from_plan = self.checklist.has_class("active")
            self._opened_from_room = event.room
            self._activate(self.drafts)
            await self.drafts.open(article, event.field)

    @on(EditorLeft)
    def _editor_left(self) -> None:
        room = self._opened_from_room
        if self._opened_from_plan:
            self.action_go_checklist()
        self._forget_way_back()
        if room:
            self.enter(room)

    def _forget_way_back(self) -> None:
        """Go back to the list from now on: who goes by a key, goes back by one."""
        self._opened_from_plan, self._opened_from_room = False, ""

    @on(ArticleOpened)
    def _article_opened(self, event: ArticleOpened) -> None:
        self.related.follow(event.article)
        self.checklist.mark_open(event.article)

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

    @on(DraftPaused)
    def _draft_paused(self, event: DraftPaused) -> None:
        self.related.consider(event.article)

    @on(Comparing)
    def _comparing(self, event: Comparing) -> None:
        """Make room for an item beside the draft, and mark in that what both share."""
        self.set_class(event.phrases is not None, "comparing")
        if self.drafts.editor:
            self.drafts.editor.body.mark(marker(event.phrases) if event.phrases else None)

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

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let the pane with the focus be the active one."""
        if event.widget is not self.focused:  # the focus has gone on meanwhile
            return
        for node in event.widget.ancestors_with_self:
            if isinstance(node, ChecklistPane | DraftsPane | RelatedPane):
                self._activate(node)

    def _activate(self, pane: Pane) -> None:
        for other in (self.checklist, self.drafts, self.related):
            other.set_class(other is pane, "active")
        self.query_one(TabStrip).active = pane.id or ""

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
        self._forget_way_back()
        self.related.close_preview()  # which stands in the place of the checklist
        self._activate(self.checklist)
        self.checklist.rows.focus()

    def action_go_drafts(self) -> None:
        """Go to the articles."""
        self._forget_way_back()
        self._activate(self.drafts)
        self.drafts.focus_content()

    def action_go_related(self) -> None:
        """Go to the related news."""
        self._forget_way_back()
        self._activate(self.related)
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

    @work
    async def ask_to_leave_unsaved(self, result: int) -> None:
        """Ask what to do with text that cannot be saved, before the app ends."""
        from tui.dialogs.picker import Option, Picker

        if self.app.screen is not self:  # it is asked already
            return

        options = [
            Option("copy", _("Save a copy of the desk elsewhere, then leave")),
            Option("leave", _("Leave without the last lines")),
        ]
        picked = await self.app.push_screen_wait(Picker(_("The last lines are not saved"), options))
        if picked == ["leave"] or (picked == ["copy"] and await self._save_copy()):
            self._app.end(result)

    @work
    async def action_save_copy(self) -> None:
        """Write the whole desk to another file."""
        await self._save_copy()

    async def _save_copy(self) -> bool:
        from tui.dialogs.files.save_copy import SaveCopyScreen

        path = await self.app.push_screen_wait(SaveCopyScreen(self.desk, self.drafts.unsaved))
        if path:
            self.notify(_("Written: {path}").format(path=path), markup=False)
        return path is not None

    @work
    async def action_show_history(self) -> None:
        """Show the revisions of the article."""
        from tui.screens.recovery.history import HistoryScreen

        self.drafts.save()
        article = self.desk.articles.get(self.drafts.selected)
        if article is None:
            self.notify(_("Choose an article first: F3."), severity="warning")
            return
        await self.app.push_screen_wait(HistoryScreen(self.desk, article))

    @work
    async def action_show_sources(self) -> None:
        """Show the source sheet of the article."""
        from tui.screens.records.sources import SourcesScreen

        if article := self._chosen_article():
            await self.app.push_screen_wait(SourcesScreen(self.desk, article))

    @work
    async def action_show_case(self) -> None:
        """Show the follow-ups of a rights case; ask whether any other article is to become one."""
        from tui.screens.records.rights_case import CaseScreen

        article = self._chosen_article()
        if article is None:
            return
        if article.kind != RIGHTS:
            if not self._app.may_change():
                return
            question = _("Make “{title}” a rights case, with days to look at it again?")
            asked = Confirm(question.format(title=article.title or _("(no headline)")))
            if not await self.app.push_screen_wait(asked):
                return
            try:
                self.desk.rights.mark(article, True)
            except DeskError as error:
                self.notify(sentence(error), severity="error", markup=False)
                return
        await self.app.push_screen_wait(CaseScreen(self.desk, article))

    def _chosen_article(self) -> Article | None:
        """Return the article that a command means, saved; say what to do where there is none."""
        self.drafts.save()
        article = self.desk.articles.get(self.drafts.selected)
        if article is None:
            self.notify(_("Choose an article first: F3."), severity="warning")
        return article

    @work
    async def enter(self, name: str) -> None:
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
            self.enter("facts" if hit.kind == "fact" else "rumours")

    @work
    async def action_get_back(self) -> None:
        """Show what can be had back."""
        from tui.screens.recovery.get_back import GetBackScreen

        self.drafts.save()
        await self.app.push_screen_wait(GetBackScreen(self.desk))

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
        campaign = self.checklist.campaign
        article = Article(campaign=campaign.id if campaign else None)
        try:
            self.desk.records.write(N_("new article"), [article])
        except DeskError as error:
            self.notify(sentence(error), severity="error", markup=False)
            return
        self.post_message(ArticleWanted(article.id, "headline"))

    @work
    async def action_open_page(self) -> None:
        """Import pages of text."""
        await self._open_pages()

    async def _open_pages(self) -> None:
        from tui.dialogs.files.open_page import OpenPageScreen

        self.drafts.save()
        article = await self.app.push_screen_wait(
            OpenPageScreen(self.desk, self.checklist.campaign)
        )
        if article:
            self.post_message(ArticleWanted(article))

    @work
    async def action_import_news(self) -> None:
        """Put news from files on the desk."""
        from tui.dialogs.files.news_import import NewsImportScreen

        self.drafts.save()
        await self.app.push_screen_wait(NewsImportScreen(self.desk))

    @work
    async def action_export(self) -> None:
        """Write the article to a text file."""
        from tui.dialogs.files.export import ExportScreen

        self.drafts.save()
        selected = self.drafts.selected
        article = self.desk.articles.get(selected)
        if article is None:
            self.notify(_("Choose an article first: F3."), severity="warning")
            return
        path = await self.app.push_screen_wait(
            ExportScreen(self.desk, article, self._app.settings.export_folder)
        )
        if path:
            self._app.settings.export_folder = str(path.parent)
            self.notify(_("Written: {path}").format(path=path), markup=False)

    @work
    async def action_choose_theme(self) -> None:
        """Ask for the colours."""
        from tui.dialogs.picker import Option, Picker

        options = [Option(name, name) for name in sorted(self.app.available_themes)]
        picker = Picker(_("Theme"), options, chosen=[self.app.theme])
        if picked := await self.app.push_screen_wait(picker):
            self.app.theme = self._app.settings.theme = picked[0]

    def action_switch_language(self) -> None:
        """Open the app again in the other language."""
        self._app.settings.language = next(name for name in LANGUAGES if name != current())
        self._app.leave(RESTART)
