"""The desk's action on all articles at once: what the copy desk finds in them."""

from __future__ import annotations

from textual import work

from tui.commands import bindings
from tui.commands.checks import CheckAll
from tui.messages import ArticleWanted
from tui.screens.desk.parts import DeskParts


class CheckActions(DeskParts):
    """Lists what is found in all articles."""

    BINDINGS = bindings(CheckAll)

    @work
    async def action_check_all(self) -> None:
        """Check all articles, and open the one that is chosen."""
        from tui.dialogs.checked_articles import CheckedArticles

        self.drafts.save()
        if article := await self.app.push_screen_wait(CheckedArticles(self.desk)):
            self.post_message(ArticleWanted(article))
