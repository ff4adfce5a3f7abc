"""What the copy desk finds in all articles, the gravest first, while they are being checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.widgets import Static

from store import Article, Change, Desk
from store.copydesk.verdict import Grade, Verdict
from store.records import NO_LONGER_WORKED_ON, Id, changed
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.articles import OpenArticle
from tui.dialogs.dialog import CLOSE, Dialog
from tui.i18n import N_, _, ngettext, number, share
from tui.widgets.check_signs import GRADES, grades, let_pass_of, told_of
from tui.widgets.headline import fits, headline_lines
from tui.widgets.labels import joined, status_name, title_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows


class CheckedRow(NamedTuple):
    """An article with what was found in it."""

    article: Article
    verdict: Verdict


class CheckedRows(Rows[CheckedRow]):
    """The articles: the headline in one line or two, and below it what was found."""

    def row_key(self, item: CheckedRow) -> str:
        """Return the id of the article."""
        return item.article.id

    def row_height(self, item: CheckedRow, width: int) -> int:
        """Return the number of lines."""
        return 3 - fits(title_of(item.article), width)

    def row_lines(self, item: CheckedRow, width: int) -> list[Line]:
        """Draw an article."""
        article, verdict = item
        facts = [told_of(verdict)]
        if verdict.blocks:
            told = ngettext("{count} warning", "{count} warnings", verdict.warnings)
            facts.append((told.format(count=number(verdict.warnings)), ""))
        facts += let_pass_of(verdict)
        if reminders := verdict.reminders - verdict.let_pass:
            told = ngettext("{count} reminder", "{count} reminders", reminders)
            facts.append((told.format(count=number(reminders)), "dim"))
        facts.append((status_name(article.status), "dim"))
        if article.master:
            facts.append((", ".join(article.channels), "dim"))
        if article.byline:
            facts.append((one_line(article.byline), "dim"))
        lines: list[Line] = [[(line, "title")] for line in headline_lines(title_of(article), width)]
        return [*lines, [("  ", ""), *joined([fact for fact in facts if fact[0]])]]


class CheckedArticles(Dialog[Id]):
    """List the articles in which something is found; answers the one to open.

    All that have changed are checked for it; Esc stops that, and then leaves.
    """

    BINDINGS = [CLOSE, *bindings(OpenArticle)]
    DEFAULT_CSS = """
    CheckedArticles {
        & #box { width: 100; height: 100%; }
        & #head { height: auto; color: $text-muted; margin-bottom: 1; }
        & #checked { height: 1fr; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Checks of all articles"))
        self._desk = desk

    def compose_body(self) -> ComposeResult:
        """Yield how far it has come, and the list."""
        yield Static(id="head", markup=False)
        yield CheckedRows(id="checked")

    def on_mount(self) -> None:
        """Begin with what is not known yet, and show what is."""
        checking = app_of(self).checking
        checking.start(asked=True)
        self.listen(checking.listen, self._look)
        self.listen(self._desk.records.listen, self._desk_changed)
        self.rows.focus()
        self.call_after_refresh(self._look)

    @property
    def rows(self) -> CheckedRows:
        """The list."""
        return self.query_one(CheckedRows)

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The signs of how an article stands, for the help."""
        return grades()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now: Esc is called by what it does."""
        found = super().active_bindings
        if app_of(self).checking.is_checking_all and "escape" in found:
            escape = found["escape"]
            binding = replace(escape.binding, description=N_("Stop"))
            found["escape"] = escape._replace(binding=binding)
        return found

    def _desk_changed(self, change: Change) -> None:
        if "articles" in change.tables:
            self._look()

    def _look(self) -> None:
        """Show what is known; the counts are of what is worked on, as in the overview."""
        known = app_of(self).checking.known
        found = [(one, verdict) for one in self._desk.articles if (verdict := known(one))]
        worked_on = [one for one in found if one[0].status not in NO_LONGER_WORKED_ON]
        counts = Counter(verdict.grade for _one, verdict in worked_on)
        rows = [CheckedRow(*one) for one in found if one[1].grade is not Grade.CLEAN]
        rows.sort(key=lambda row: changed(row.article), reverse=True)
        rows.sort(key=lambda row: row.verdict.gravity, reverse=True)
        total = len(self._desk.articles)
        self.rows.empty_text = (
            _("The checks find nothing.") if len(found) == total else _("Nothing found so far.")
        )
        self.rows.show(rows)
        told = [
            _("checked {count}").format(count=share(len(found), total)),
            *(f"{GRADES[one][0]} {_(GRADES[one][1])}: {number(counts[one])}" for one in Grade),
        ]
        if over := len(found) - len(worked_on):
            told.append(_("no longer worked on: {count}").format(count=number(over)))
        self.query_one("#head", Static).update(" · ".join(told))
        self.refresh_bindings()

    @on(Rows.Selected, "#checked")
    def action_open_article(self) -> None:
        """Answer the article under the cursor."""
        if row := self.rows.current:
            self.dismiss(row.article.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open an article only where there is one."""
        if action == OpenArticle.action:
            return bool(self.query(CheckedRows)) and self.rows.current is not None
        return True

    def action_cancel(self) -> None:
        """Stop the checks; leave, where none are under way."""
        checking = app_of(self).checking
        if checking.is_checking_all:
            checking.stop()
            told = _("Stopped. The others are checked at the next start, or by this command.")
            self.say(told, is_wrong=False)
            self.refresh_bindings()
        else:
            super().action_cancel()
