"""The parts of the screen of the three panes, for what is done with them."""

from __future__ import annotations

from store import Article, Desk
from tui.app_context import AppContext, app_of
from tui.dialogs.min_size import FitScreen
from tui.i18n import _
from tui.panes.checklist import ChecklistPane
from tui.panes.drafts import DraftsPane
from tui.panes.related import RelatedPane
from tui.widgets.bars import StatusLine


class DeskParts(FitScreen[None]):
    """A screen with the desk that the app has open, and its parts by their names."""

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

    def chosen_article(self) -> Article | None:
        """Return the article that a command means, saved; say what to do where there is none."""
        self.drafts.save()
        article = self.desk.articles.get(self.drafts.selected)
        if article is None:
            self.notify(_("Choose an article first: F3."), severity="warning")
        return article
