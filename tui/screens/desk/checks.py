"""The desk's actions on the copy desk: its rules, and what it finds in all articles."""

from __future__ import annotations

from textual import on, work

from tui.commands import bindings
from tui.commands.checks import CheckAll, ShowRules
from tui.messages import ArticleWanted, CardWanted
from tui.screens.desk.parts import DeskParts


class CheckActions(DeskParts):
    """Lists the rules, and what is found in all articles."""

    BINDINGS = bindings(CheckAll, ShowRules)

    @work
    async def action_check_all(self) -> None:
        """Check all articles, and open the one that is chosen."""
        from tui.dialogs.checked_articles import CheckedArticles

        self.drafts.save()
        if article := await self.app.push_screen_wait(CheckedArticles(self.desk)):
            self.post_message(ArticleWanted(article))

    @on(CardWanted)
    async def _go_to_card(self, event: CardWanted) -> None:
        await self.run_action("go('related')")
        self.related.go_to_card(event.place)

    @work
    async def action_show_rules(self) -> None:
        """List the rules of the copy desk, and check the open text by what is left of them."""
        from tui.dialogs.rules import RulesScreen

        await self.app.push_screen_wait(RulesScreen(self.desk))
        if editor := self.drafts.editor:
            editor.checks.check(editor.article)
