"""How an article stands with the copy desk, as every list shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual.dom import DOMNode

from store import Article
from tui.app_context import app_of
from tui.i18n import N_, _, ngettext, number
from tui.widgets.virtual_list import Rows

if TYPE_CHECKING:
    from store.copydesk.verdict import Verdict

CLEAN: Final = "✓"
GRADES: Final = {
    "blocked": ("✗", N_("blocked")),
    "warned": ("⚠", N_("with warnings")),
    "clean": (CLEAN, N_("clean")),
}
"""The sign of each `Grade`, and what it is called (a message id)."""


def follow_checks(rows: Rows[Any], *, wraps: bool = False) -> None:
    """Draw a list again when more is found out about its articles.

    Args:
        rows: the list.
        wraps: whether what is told of an article may change how high its row is; not for a list of
            very many.
    """

    def draw() -> None:
        if wraps:
            rows.show_again()
        elif rows.is_on_screen:
            rows.refresh()

    rows.listen(app_of(rows).checking.listen, draw)


def check_sign(node: DOMNode, article: Article, *, asks: bool = False) -> str:
    """Return how an article stands as a sign, for where there is little room; empty if unknown.

    Args:
        node: a widget or screen of the app.
        article: as it is on the desk.
        asks: whether to find out what is not known; not for each of very many.
    """
    checking = app_of(node).checking
    verdict = checking.verdict(article) if asks else checking.known(article)
    if verdict is None:
        return ""
    sign = GRADES[verdict.grade][0]
    return f"{sign}{number(verdict.warnings)}" if verdict.grade == "warned" else sign


def check_facts(node: DOMNode, article: Article) -> list[tuple[str, str]]:
    """Return how an article stands in words, with the tone; nothing while it is not known."""
    verdict = app_of(node).checking.verdict(article)
    return [told_of(verdict), *let_pass_of(verdict)] if verdict else []


def let_pass_of(verdict: Verdict) -> list[tuple[str, str]]:
    """Return how much blocks an article and was let pass, with the tone; nothing for none."""
    if not (count := verdict.let_pass):
        return []
    told = ngettext("{count} block let pass", "{count} blocks let pass", count)
    return [(told.format(count=number(count)), "accent")]


def told_of(verdict: Verdict) -> tuple[str, str]:
    """Return a verdict in words, with the tone."""
    sign = GRADES[verdict.grade][0]
    if verdict.is_held:
        return f"{sign} {_('held back')}", "warn"
    if verdict.blocks:
        told = ngettext("{count} block", "{count} blocks", verdict.blocks)
        return f"{sign} {told.format(count=number(verdict.blocks))}", "warn"
    if verdict.warnings:
        told = ngettext("{count} warning", "{count} warnings", verdict.warnings)
        return f"{sign} {told.format(count=number(verdict.warnings))}", "mark"
    return f"{sign} {_('clean')}", "good"
