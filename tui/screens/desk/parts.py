"""The parts of the desk screen, for the code that works with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from store import Article, Desk, DeskError
from tui.app_context import AppContext, app_of
from tui.dialogs.min_size import FitScreen
from tui.i18n import _, sentence
from tui.panes.checklist import ChecklistPane
from tui.panes.drafts import DraftsPane
from tui.panes.related import RelatedPane
from tui.widgets.bars import StatusLine


class DeskParts(FitScreen[None]):
    """A screen over the open desk, and its parts by their names."""

    @property
    def _app(self) -> AppContext:
        return app_of(self)

    @property
    def desk(self) -> Desk:
        """The desk that the app has open."""
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

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show a refusal of the desk as a notice."""
        try:
            yield
        except DeskError as error:
            self.notify(sentence(error), severity="error", markup=False)

    def chosen_article(self) -> Article | None:
        """Return the selected article, saved; without one, say what to do."""
        self.drafts.save()
        article = self.desk.articles.get(self.drafts.selected)
        if article is None:
            self.notify(_("Choose an article first: F3."), severity="warning")
        return article
