"""The screen of the three panes, and what ties them together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from store import Article, Change, Desk
from store.errors import DeskError
from store.plan import progress
from store.records import Id
from tui.commands import (
    ChooseCampaign,
    ChooseTheme,
    Command,
    Export,
    GoChecklist,
    GoDrafts,
    GoRelated,
    NewArticle,
    OpenPage,
    Save,
    SwitchLanguage,
    Undo,
    Zoom,
    bindings,
)
from tui.i18n import LANGUAGES, N_, _, current, sentence
from tui.messages import ArticleOpened, ArticleWanted, TextSaved, TextUnsaved
from tui.panes.checklist import ChecklistPane
from tui.panes.drafts import DraftsPane
from tui.panes.pane import Pane
from tui.panes.related import RelatedPane
from tui.settings import Place
from tui.widgets.bars import KeyLine, StatusLine, TabStrip

if TYPE_CHECKING:
    from tui.app import ToasoanApp

WIDE = 120
"""From so many columns on, the three panes stand side by side."""

SMALLEST = (40, 10)
"""Columns and lines below which nothing useful fits."""

PANES: list[tuple[str, str, type[Command]]] = [
    ("checklist", "F2", GoChecklist),
    ("drafts", "F3", GoDrafts),
    ("related", "F4", GoRelated),
]


class DeskScreen(Screen[None]):
    """The desk: status line, panes, keys."""

    BINDINGS = bindings(
        GoChecklist,
        GoDrafts,
        GoRelated,
        NewArticle,
        OpenPage,
        Export,
        Save,
        Undo,
        Zoom,
        ChooseCampaign,
        ChooseTheme,
        SwitchLanguage,
    )

    def __init__(self) -> None:
        super().__init__()
        self._zoomed = False

    def compose(self) -> ComposeResult:
        """Give the lines and the panes."""
        self._fit(self.app.size)  # before there is anything that a change of class would restyle
        yield StatusLine()
        yield TabStrip(PANES)
        with Horizontal(id="panes"):
            yield ChecklistPane()
            yield DraftsPane()
            yield RelatedPane()
        yield Static(id="too-small", markup=False)
        yield KeyLine()

    # -------------------------------------------------------------- parts

    @property
    def _app(self) -> ToasoanApp:
        return cast("ToasoanApp", self.app)

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

    # -------------------------------------------------------------- start and end

    async def on_mount(self) -> None:
        """Open where the editor was, or welcome a new one."""
        for pane, key, command in PANES:
            self.query_one(f"#{pane}", Pane).border_title = f"{key} {_(command.label)}"
        self.desk.listen(self._desk_changed)
        place = self._app.settings.places.get(str(self.desk.path), Place())
        self._show_campaign(place.campaign)
        article = self.desk.articles.get(place.article)
        if article:
            await self.drafts.open(article)
        elif len(self.desk.articles) or not len(self.desk.campaigns):
            self.drafts.focus_content()
        else:
            self.checklist.rows.focus()
        if self.desk.is_empty:
            self._welcome()

    def _show_campaign(self, wanted: Id | None) -> None:
        newest = max(self.desk.campaigns, key=lambda c: str(c.updated), default=None)
        self.checklist.show_campaign(self.desk.campaigns.get(wanted) or newest)
        self._show_progress()

    def remember_place(self) -> None:
        """Keep where the editor is, for the next start."""
        campaign, article = self.checklist.campaign, self.drafts.article
        self._app.settings.places[str(self.desk.path)] = Place(
            campaign=campaign.id if campaign else None,
            article=article.id if article else None,
        )

    @work
    async def _welcome(self) -> None:
        from tui.screens.welcome import Welcome

        match await self.app.push_screen_wait(Welcome()):
            case "campaign":
                await self._new_campaign("thang-cong-nhan")
            case "empty":
                await self._new_campaign("")
            case "page":
                await self._open_pages()
            case "language":
                self.action_switch_language()

    # -------------------------------------------------------------- what the panes tell

    def _desk_changed(self, change: Change) -> None:
        if change.tables & {"campaigns", "tasks"}:
            self._show_progress()
        if aside := self.desk.set_aside:
            self._storage_notice(aside)

    def _storage_notice(self, aside: Path) -> None:
        self.desk.forget_set_aside()
        self.notify(
            _("Another program had changed the desk file; what it wrote is kept in {path}.").format(
                path=aside
            ),
            severity="warning",
            timeout=20,
            markup=False,
        )

    def _show_progress(self) -> None:
        campaign = self.checklist.campaign
        campaign = self.desk.campaigns.get(campaign.id) if campaign else None
        self.status.campaign = campaign.name if campaign else ""
        phases = self.desk.checklist(campaign) if campaign else []
        self.status.progress = progress(phases, self.desk.today()) if campaign else None

    @on(ArticleWanted)
    async def _open_article(self, event: ArticleWanted) -> None:
        if article := self.desk.articles.get(event.article):
            self._activate(self.drafts)
            await self.drafts.open(article, event.field)

    @on(ArticleOpened)
    def _article_opened(self, event: ArticleOpened) -> None:
        self.related.follow(event.article)
        self.checklist.mark_open(event.article)

    @on(TextSaved)
    def _text_saved(self, event: TextSaved) -> None:
        self.status.saved_at = event.at
        self.status.unsaved = None

    @on(TextUnsaved)
    def _text_unsaved(self, event: TextUnsaved) -> None:
        self.status.unsaved = event.reason or ""

    # -------------------------------------------------------------- layout

    def on_resize(self, event: events.Resize) -> None:
        """Show one pane or three, or say that nothing fits."""
        self._fit(event.size)
        if self.has_class("too-small"):
            width, height = event.size
            self.query_one("#too-small", Static).update(
                _(
                    "The window is too small: {width}×{height}; toasoan needs {columns}×{lines}."
                ).format(width=width, height=height, columns=SMALLEST[0], lines=SMALLEST[1])
            )

    def _fit(self, size: Size) -> None:
        self.set_class(size.width < WIDE, "narrow")
        self._show_one_pane()
        self.set_class(size.width < SMALLEST[0] or size.height < SMALLEST[1], "too-small")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let the pane with the focus be the active one."""
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
        self._activate(self.checklist)
        self.checklist.rows.focus()

    def action_go_drafts(self) -> None:
        """Go to the articles."""
        self._activate(self.drafts)
        self.drafts.focus_content()

    def action_go_related(self) -> None:
        """Go to the related news."""
        self._activate(self.related)
        self.related.focus_content()

    # -------------------------------------------------------------- commands

    def action_save(self) -> None:
        """Save at once."""
        if self.drafts.save():
            self.status.saved_at = self.status.saved_at or self.desk.now()

    def action_undo(self) -> None:
        """Take the last change of the desk back."""
        try:
            label = self.desk.undo()
        except DeskError as error:
            self.notify(sentence(error), severity="error", markup=False)
            return
        if label:
            self.notify(_("Undone: {what}.").format(what=_(label)))
        else:
            self.notify(_("Nothing to undo."))

    def action_new_article(self) -> None:
        """Begin a new article in the campaign that is shown."""
        campaign = self.checklist.campaign
        article = Article(campaign=campaign.id if campaign else None)
        try:
            self.desk.write(N_("new article"), [article])
        except DeskError as error:
            self.notify(sentence(error), severity="error", markup=False)
            return
        self.post_message(ArticleWanted(article.id, "headline"))

    @work
    async def action_open_page(self) -> None:
        """Import pages of text."""
        await self._open_pages()

    async def _open_pages(self) -> None:
        from tui.screens.open_page import OpenPageScreen

        self.drafts.save()
        article = await self.app.push_screen_wait(
            OpenPageScreen(self.desk, self.checklist.campaign)
        )
        if article:
            self.post_message(ArticleWanted(article))

    @work
    async def action_export(self) -> None:
        """Write the article to a text file."""
        from tui.screens.export import ExportScreen

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
            self.notify(_("Written: {path}").format(path=path), markup=False, timeout=10)

    @work
    async def action_choose_campaign(self) -> None:
        """Ask which campaign to show; offers to begin one."""
        from tui.screens.pick import Option, Picker

        shown = self.checklist.campaign
        options = [Option(c.id, c.name) for c in self.desk.campaigns]
        options += [
            Option("thang-cong-nhan", _("New: Workers' Month (Tháng Công nhân)")),
            Option("new", _("New: an empty campaign")),
        ]
        if shown:
            options.append(Option("delete", _("Delete: {name}").format(name=shown.name)))
        picker = Picker(_("Campaign"), options, chosen=[shown.id] if shown else [])
        picked = await self.app.push_screen_wait(picker)
        if not picked:
            return
        if picked[0] in ("thang-cong-nhan", "new"):
            await self._new_campaign("" if picked[0] == "new" else picked[0])
        elif picked[0] == "delete" and shown:
            self._delete_campaign(shown.id)
        else:
            self._show_campaign(picked[0])
            self.action_go_checklist()

    async def _new_campaign(self, template: str) -> None:
        from tui.screens.campaign_form import CampaignForm

        campaign = await self.app.push_screen_wait(CampaignForm(self.desk, template))
        if campaign:
            self._show_campaign(campaign.id)
            self.action_go_checklist()

    def _delete_campaign(self, campaign: Id) -> None:
        gone = self.desk.campaigns[campaign]
        try:
            self.desk.remove_campaign(gone)
        except DeskError as error:
            self.notify(sentence(error), severity="error", markup=False)
            return
        self._show_campaign(None)
        self.notify(
            _("Deleted: {title}. Ctrl+Z brings it back.").format(title=gone.name), markup=False
        )

    @work
    async def action_choose_theme(self) -> None:
        """Ask for the colours."""
        from tui.screens.pick import Option, Picker

        options = [Option(name, name) for name in sorted(self.app.available_themes)]
        picker = Picker(_("Theme"), options, chosen=[self.app.theme])
        if picked := await self.app.push_screen_wait(picker):
            self.app.theme = self._app.settings.theme = picked[0]

    def action_switch_language(self) -> None:
        """Open the app again in the other language."""
        from tui.app import RESTART

        self._app.settings.language = next(name for name in LANGUAGES if name != current())
        self._app.leave(RESTART)
