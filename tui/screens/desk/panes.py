"""The three panes: which of them is active, and the messages between them."""

from __future__ import annotations

from typing import Final

from textual import events, on
from textual.app import ComposeResult

from store.articles.shared_phrases import marker
from tui.commands import Command
from tui.commands.global_commands import GoChecklist, GoDrafts, GoRelated
from tui.i18n import _
from tui.messages import ArticleOpened, Comparing, DraftPaused
from tui.panes.checklist import ChecklistPane
from tui.panes.drafts import DraftsPane
from tui.panes.pane import Pane
from tui.panes.related import RelatedPane
from tui.screens.desk.pane_borders import PaneBorders
from tui.widgets.bars import TabStrip

PANES: Final[list[tuple[str, str, type[Command]]]] = [
    ("checklist", "F2", GoChecklist),
    ("drafts", "F3", GoDrafts),
    ("related", "F4", GoRelated),
]


class ThreePanes(PaneBorders):
    """The panes; it passes the messages of one on to the others.

    Args:
        tabs: their names, where the active one is marked.
        begins_with_plan: whether the checklist gets the focus, and not the articles.
    """

    def __init__(self, tabs: TabStrip, *, begins_with_plan: bool) -> None:
        super().__init__(id="panes")
        self._tabs = tabs
        self.checklist = ChecklistPane()
        self.drafts = DraftsPane()
        self.related = RelatedPane()
        # Before the pane has children that the class would restyle.
        first: Pane = self.checklist if begins_with_plan else self.drafts
        first.add_class("active")
        tabs.set_reactive(TabStrip.active, first.id or "")

    def compose(self) -> ComposeResult:
        """Yield the panes."""
        yield from self.panes

    def on_mount(self) -> None:
        """Set the titles of the panes, and preview the article under the cursor."""
        # No message: it would come after the frame with the cursor, and the preview in the next.
        self.watch(self.drafts.list, "under_cursor", self.related.glance, init=False)
        for pane, key, command in PANES:
            self.query_one(f"#{pane}", Pane).border_title = f"{key} {_(command.label)}"
        self.lay_out()

    def lay_out(self) -> None:
        """Give the panes their shares; an article is previewed only beside the list."""
        super().lay_out()
        if self.is_attached:
            self.related.glance(self.drafts.list.under_cursor)

    @property
    def panes(self) -> tuple[Pane, ...]:
        """The panes from left to right."""
        return self.checklist, self.drafts, self.related

    @property
    def active(self) -> Pane | None:
        """The pane that has the focus, or had it last."""
        return next((pane for pane in self.panes if pane.has_class("active")), None)

    def activate(self, active: Pane) -> None:
        """Mark a pane as the active one."""
        for pane in self.panes:
            pane.set_class(pane is active, "active")
        self._tabs.active = active.id or ""

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Activate the pane that has got the focus."""
        if event.widget is not self.screen.focused:  # the focus has moved on meanwhile
            return
        for pane in self.panes:
            if pane in event.widget.ancestors_with_self:
                self.activate(pane)
        self.drafts.follow_focus()

    # -------------------------------------------------------------- messages between the panes

    @on(ArticleOpened)
    def _article_opened(self, event: ArticleOpened) -> None:
        self.related.follow(event.article)
        self.checklist.mark_open(event.article)

    @on(DraftPaused)
    def _draft_paused(self, event: DraftPaused) -> None:
        self.related.consider(event.article)

    @on(Comparing)
    def _comparing(self, event: Comparing) -> None:
        """Make room for an item beside the draft, and mark the phrases that both share."""
        self.screen.set_class(event.phrases is not None, "comparing")
        self.lay_out()
        if self.drafts.editor:
            self.drafts.editor.body.mark(marker(event.phrases) if event.phrases else None)
