"""How an article stands with the copy desk, as every list shows it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from textual.dom import DOMNode
from textual.screen import Screen

from store import Article, NewsItem
from tui.app_context import app_of
from tui.i18n import N_, _, ngettext, number
from tui.widgets.labels import piece_facts
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


_SIGNED: Final = "-signed"
"""The class of the lists that show the signs."""


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
    rows.add_class(_SIGNED)


def grades_on(screen: Screen[Any]) -> list[tuple[str, str]]:
    """Return the signs of how an article stands, and what they mean, where a list shows them."""
    if not any(rows.is_on_screen for rows in screen.query(f".{_SIGNED}")):
        return []
    return grades()


def grades() -> list[tuple[str, str]]:
    """Return the signs of how an article stands, and what they mean."""
    return [(sign, _(name)) for sign, name in GRADES.values()]


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


def signed(node: DOMNode, article: Article, words: str) -> str:
    """Return words about an article as a list shows them, behind the sign of how it stands.

    What is not known is found out soon: `follow_checks` draws the list again then.
    """
    return f"{check_sign(node, article, asks=True)} {words}".strip()


def signed_facts(node: DOMNode, piece: NewsItem | Article, today: date) -> list[tuple[str, str]]:
    """Return the `piece_facts` of a piece; of an article, the status is `signed`."""
    facts = piece_facts(piece, today)
    if isinstance(piece, Article):
        status, tone = facts[-1]
        facts[-1] = signed(node, piece, status), tone
    return facts


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
