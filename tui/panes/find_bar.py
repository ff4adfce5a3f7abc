"""The bar below the text that finds words in it, and replaces them."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from store.articles.find import find_all
from tui.commands import bindings
from tui.commands.articles import FindNext, ReplaceAll, ReplaceOne
from tui.i18n import _
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.letters import prepared
from tui.widgets.entry.line import LineEntry


class ReplaceEntry(LineEntry):
    """The entry for the new words, in which Enter replaces."""

    BINDINGS = bindings(ReplaceOne)

    async def action_replace_one(self) -> None:
        """Accept the line."""
        await self.action_submit()


class FindBar(Vertical):
    """Finds words in a text; its second line, where it is shown, replaces them.

    While words are replaced, only those within one line are found: two blanks would be found
    between two paragraphs, and replacing them would join these. What of the words stands in the
    headline is told, as it is neither reached nor replaced from here.
    """

    BINDINGS = [replace(FindNext.binding(), show=True), *bindings(ReplaceAll)]

    DEFAULT_CSS = """
    FindBar {
        height: auto; display: none;
        & #find, & #replace { width: 1fr; }
        & #find-count { width: auto; min-width: 14; text-align: right; color: $text-muted; }
    }
    """

    def __init__(self, body: BodyEntry, headline: LineEntry) -> None:
        super().__init__(id="find-bar")
        self._body = body
        self._headline = headline
        self._replaced = ""
        """The text after all matches were replaced, of which the number is shown."""

    def compose(self) -> ComposeResult:
        """Yield the two lines."""
        with Horizontal(classes="row"):
            yield Static(_("Find"), classes="label", markup=False)
            yield LineEntry(id="find")
            yield Static(id="find-count", markup=False)
        with Horizontal(id="replace-row", classes="row"):
            yield Static(_("Replace"), classes="label", markup=False)
            yield ReplaceEntry(id="replace")

    @property
    def _needle(self) -> str:
        return self.query_one("#find", LineEntry).text

    @property
    def _replaces(self) -> bool:
        return self.query_one("#replace-row").display

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer replacing only where its line is shown."""
        return action != ReplaceAll.action or self._replaces

    def offers(self, action: str) -> bool:
        """Offer nothing before there are words to find."""
        return action not in (FindNext.action, ReplaceAll.action) or bool(self._needle)

    # -------------------------------------------------------------- shown and closed

    def open(self, *, replaces: bool = False) -> None:
        """Show the bar, with or without the line for the new words.

        The words of before stand there, as they are often looked for in the next article, too; all
        of them are selected, so that others are simply typed.
        """
        self.display = True
        for entry in self.query(LineEntry):
            entry.action_select_all()
        self.query_one("#replace-row").display = replaces
        self.query_one("#find").focus()
        self._show_count()

    def close(self) -> None:
        """Hide the bar and go back to the text."""
        self.display = False
        self._body.move_cursor(self._body.selection.end)  # or a letter would replace the match
        self._body.focus()

    # -------------------------------------------------------------- finding

    def _show_count(self) -> int:
        count = 0
        if self._needle:
            count = self._body.count_matches(self._needle, within_lines=self._replaces)
        self._tell(_("{count} found").format(count=count) if self._needle else "")
        return count

    def _tell(self, told: str) -> None:
        """Show how many there are, and how many in the headline."""
        needle = prepared(self._needle)
        if needle and (count := len(find_all(self._headline.text, needle))):
            told = _("{told} · headline: {count}").format(told=told, count=count)
        self.query_one("#find-count", Static).update(told)

    def recount(self) -> None:
        """Count again, as the text was changed."""
        if self.display and self._body.text != self._replaced:
            self._show_count()

    @on(LineEntry.Changed, "#find")
    def _needle_typed(self) -> None:
        self.refresh_bindings()
        if self._show_count():
            self._body.find(self._needle, stay=True, within_lines=self._replaces)

    @on(LineEntry.Submitted, "#find")
    def action_find_next(self) -> None:
        """Go to the next match."""
        if self._needle:
            self._body.find(self._needle, within_lines=self._replaces and self.display)
        else:
            self.open(replaces=self._replaces and self.display)

    # -------------------------------------------------------------- replacing

    @on(LineEntry.Submitted, "#replace")
    def _replace_one(self) -> None:
        """Replace the selected match and go on to the next; without one, go to the next."""
        if self._body.replace_match(self._needle, self._new_words):
            self._show_count()
        self.action_find_next()

    def action_replace_all(self) -> None:
        """Replace all matches and go to the text, where Ctrl+Z undoes it."""
        if not self._needle:
            self.query_one("#find").focus()
            return
        count = self._body.replace_matches(self._needle, self._new_words)
        self._replaced = self._body.text
        self._tell(_("{count} replaced").format(count=count))
        if count:
            self._body.focus()

    @property
    def _new_words(self) -> str:
        return self.query_one("#replace", ReplaceEntry).text
