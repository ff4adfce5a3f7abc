"""The rows of the list of articles, and the heads of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import Final

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from store import Article
from store.articles.listing import Listing, Order, Sorting
from store.campaigns.rights import next_follow_up
from store.dates.zone import local_day
from store.records import FINISHED, NO_LONGER_WORKED_ON, Id, Status
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.versions import FoldVersions, UnfoldVersions
from tui.i18n import N_, _, ngettext, number
from tui.panes.version_folds import VersionFolds
from tui.widgets.check_signs import check_facts, follow_checks
from tui.widgets.comment_words import comments_of
from tui.widgets.headline import fits, headline_lines
from tui.widgets.labels import (
    STATUS_NAMES,
    arrow,
    cited,
    day_of,
    joined,
    photos_of,
    sources_of,
    status_name,
    title_of,
    words_of,
)
from tui.widgets.virtual_list import Line, Rows, fitted, headed

COLUMNS_FROM: Final = 100
"""The least width, in cells, for columns instead of one line of facts."""

HEADS: Final = {
    Order.STATUS: N_("Status"),
    Order.DUE: N_("Due"),
    Order.WORDS: N_("Words"),
    Order.CHANGED: N_("Changed"),
    Order.CHANNEL: N_("Channel"),
    Order.HEADLINE: N_("Headline"),
    Order.AUTHOR: N_("Byline"),
}
"""The names of the orders, most of which head a column; message ids."""

_MARK: Final = 2
_DOT: Final = " · "
"""What stands between two facts."""
_LEAST_BYLINE: Final = 8
"""The width that a byline keeps."""
_UNDER: Final = "└ "
"""Before a version, which stands under its master where that is in the list."""
_RIGHT: Final = (Order.DUE, Order.WORDS, Order.CHANGED)
"""The columns whose values stand at the right."""


class ArticleRows(Rows[Article]):
    """The rows of the list of articles."""

    BINDINGS = bindings(FoldVersions, UnfoldVersions)

    class Folded(Message):
        """Versions were folded away, or are shown."""

    mark_width = _MARK

    def __init__(self, listing: Listing) -> None:
        super().__init__(id="articles")
        self._listing = listing
        self._listed: Sequence[Article] = ()
        """The articles of the list, also those that are folded away."""
        self.folds = VersionFolds()
        self.marked: set[Id] = set()
        """The articles that the next command applies to; each has a row."""
        self._day_width, self._year = 5, 0
        self._rooms: dict[int, int] = {}
        """The widths of the headlines, by those of the list."""
        self._heights: dict[int, int] = {}
        """The height of each article, by its `id()`, for …"""
        self._heights_for: tuple[int, Sequence[Article]] = (0, ())
        """… this width of the headlines, and these articles."""

    def on_mount(self) -> None:
        """Show what is found out about the articles."""
        follow_checks(self)

    def show(self, items: Sequence[Article], key: str | None = None) -> None:
        """Show other articles, with room for the years of their days where they need one."""
        year = self._today.year
        is_looked_at = self._heights if self._day_width == 5 and self._year == year else ()
        has_years = any(
            (item.due and item.due.year != year) or (item.updated and item.updated.year != year)
            for item in items
            if id(item) not in is_looked_at
        )
        self._day_width, self._year = 10 if has_years else 5, year
        self._rooms.clear()
        super().show(items, key)
        if self.marked:
            self.marked &= {item.id for item in items}

    def show_folded(self, items: Sequence[Article], key: str | None = None) -> None:
        """Show other articles; the versions of one are folded under it, unless it is unfolded.

        The cursor goes to the article of a version that has no row.
        """
        self._listed, shown = items, self.folds.shown(items)
        wanted = app_of(self).desk.articles.get(key or self.cursor_key)
        if wanted and wanted.master and not any(one.id == wanted.id for one in shown):
            key = wanted.master
        self.show(shown, key)

    def action_fold_versions(self, folds: bool) -> None:
        """Fold the versions of the article under the cursor away, or show them."""
        if article := self.current:
            change = self.folds.unfolded.discard if folds else self.folds.unfolded.add
            change(article.message)
            self.show_folded(self._listed)
            self.post_message(self.Folded())

    @property
    def _today(self) -> date:
        return app_of(self).desk.records.today()

    def columns(self, width: int) -> dict[Order, int]:
        """Return the widths of the columns beside the headline: only the day in a narrow list."""
        if width < COLUMNS_FROM:
            return {Order.DUE: self._day_width}
        return {
            Order.STATUS: max(cell_len(_(name)) for name in STATUS_NAMES.values()),
            Order.DUE: self._day_width,
            Order.WORDS: 6,
            Order.CHANGED: max(self._day_width, 7),
            Order.CHANNEL: 14,
        }

    def _headline_width(self, width: int) -> int:
        if width not in self._rooms:
            columns = sum(_gap(order) + room for order, room in self.columns(width).items())
            self._rooms[width] = width - _MARK - columns
        return self._rooms[width]

    def row_key(self, item: Article) -> str:
        """Return the id of the article."""
        return item.id

    def row_heights(self, width: int) -> Iterable[int]:
        """Return how many lines each article has.

        There may be very many, and a change of the desk makes one or two of them anew: only those
        are measured.
        """
        room, known = self._headline_width(width), self._heights
        if self._heights_for[0] != room:
            known = {}
        self._heights = {
            id(item): known.get(id(item)) or self.row_height(item, width) for item in self.items
        }
        self._heights_for = room, self.items
        return self._heights.values()

    def row_height(self, item: Article, width: int) -> int:
        """Return the number of lines: the headline in one or two, and the facts."""
        return 3 - fits(self._title(item), self._headline_width(width))

    def _title(self, item: Article) -> str:
        """Return the headline; of a version, behind its channel."""
        if item.master is None:
            return title_of(item)
        return f"{_UNDER}{', '.join(item.channels)}: {title_of(item)}"

    def row_lines(self, item: Article, width: int) -> list[Line]:
        """Draw an article."""
        room = self._headline_width(width)
        gone = item.status in (Status.WITHDRAWN, Status.CANCELLED)
        first, *others = headline_lines(self._title(item), room)
        mark = "■ " if item.id in self.marked else "  "
        head: Line = [(mark, "accent"), (fitted(first, room), "dim" if gone else "title")]
        values = {order: self._value(item, order) for order in self.columns(width)}
        for order, cells in self.columns(width).items():
            text, tone = values[order]
            shown = text.rjust(cells) if order in _RIGHT else text
            head.append((" " * _gap(order) + fitted(shown, cells), tone))
        lines: list[Line] = [head]
        lines += [[("  ", ""), (line, "dim" if gone else "title")] for line in others]
        facts = _in_width(self._facts(item, values), item.byline, width - 2)
        return [*lines, [("  ", ""), *joined(facts)]]

    def _value(self, item: Article, order: Order) -> tuple[str, str]:
        """Return what stands in a column, and its tone."""
        today = self._today
        if order is Order.STATUS:
            return status_name(item.status), "good" if item.status in FINISHED else "accent"
        if order is Order.DUE:
            late = item.due and item.due < today and item.status not in NO_LONGER_WORKED_ON
            return day_of(item.due, today), "warn" if late else "dim"
        if order is Order.WORDS:
            return number(self._listing.words(item)), "dim"
        if order is Order.CHANGED:
            return day_of(local_day(item.updated) if item.updated else None, today), "dim"
        return ", ".join(item.channels), "dim"

    def _facts(self, item: Article, values: dict[Order, tuple[str, str]]) -> list[tuple[str, str]]:
        """Return what stands below the headline: all that has no column."""
        desk, today = app_of(self).desk, self._today
        facts: list[tuple[str, str]] = []
        if under := self.folds.count(item):
            is_open = item.id in self.folds.unfolded
            told = ngettext("{count} version", "{count} versions", under).format(count=under)
            facts.append((f"{'▾' if is_open else '▸'} {told}", "accent"))
        if desk.articles.versions.is_stale(item):
            facts.append((f"⚠ {_('stale')}", "warn"))
        if Order.STATUS not in values:
            facts.append(self._value(item, Order.STATUS))
        facts += check_facts(self, item)
        if desk.ledger.is_edited_since(item):
            facts.append((f"⚠ {_('edited since it went out')}", "warn"))
        if entry := desk.ledger.corrections.corrected(item):
            known = {"number": desk.ledger.corrections.number(item), "title": entry.headline}
            facts.append((_("correction {number} of “{title}”").format(**known), "accent"))
        if comments := comments_of(item):
            facts.append((comments, "accent"))
        if item.needs_review:
            facts.append((_("needs review"), "warn"))
        if count := cited(len(desk.links.backlinks(item.id))):
            facts.append((f"↩ {count}", "dim"))
        if case := next_follow_up(item):
            told = _("look again {day}").format(day=day_of(case.day, today))
            facts.append((told, "warn" if case.day < today else "accent"))
        if Order.WORDS not in values:
            facts.append((words_of(self._listing.words(item)), "dim"))
        if item.byline:
            facts.append((item.byline, "dim"))
        if item.sources:
            facts.append((sources_of(item), "dim"))
        if item.photos:
            facts.append((photos_of(item), "dim"))
        if Order.CHANGED not in values and item.updated:
            day = self._value(item, Order.CHANGED)[0]
            facts.append((_("changed {day}").format(day=day), "dim"))
        if Order.CHANNEL not in values and item.channels and item.master is None:
            facts.append(self._value(item, Order.CHANNEL))
        return facts


def _in_width(facts: list[tuple[str, str]], byline: str, width: int) -> list[tuple[str, str]]:
    """Return facts with the byline cut where they do not fit, so that the days behind it stay."""
    taken = sum(cell_len(text) for text, _tone in facts) + len(_DOT) * (len(facts) - 1)
    room = max(cell_len(byline) - max(taken - width, 0), _LEAST_BYLINE)
    if taken <= width or room >= cell_len(byline):
        return facts
    return [(fitted(text, room) if text == byline else text, tone) for text, tone in facts]


def _gap(order: Order) -> int:
    """Return the blanks before a column: two where a name follows a number at the right edge."""
    return 2 if order is Order.CHANNEL else 1


class ColumnHeads(Widget):
    """The heads of the columns, with a mark at the one that sorts; a click sorts by another."""

    DEFAULT_CSS = """
    ColumnHeads { height: 1; color: $text-muted; display: none; }
    """

    class Pressed(Message):
        """A column was clicked."""

        def __init__(self, order: Order) -> None:
            super().__init__()
            self.order = order

    def __init__(self, rows: ArticleRows) -> None:
        super().__init__(id="column-heads")
        self._rows = rows
        self.sorting = Sorting()

    @property
    def _columns(self) -> dict[Order, int]:
        """The widths of the columns, from left to right, each with the blank before it."""
        width = self._rows.text_width
        others = {order: _gap(order) + one for order, one in self._rows.columns(width).items()}
        return {Order.HEADLINE: width - sum(others.values()), **others}

    def render(self) -> RenderResult:
        """Draw the heads above their columns."""
        text = ""
        for order, cells in self._columns.items():
            mark = arrow(self.sorting.descends) if order is self.sorting.order else ""
            room = cells - (_MARK if order is Order.HEADLINE else _gap(order))
            name = f"{_(HEADS[order])}{mark}"
            text += " " * (cells - room)
            text += name.rjust(room) if order in _RIGHT else headed(name, room)
        return Content(text)

    def on_click(self, event: events.Click) -> None:
        """Tell which column was clicked."""
        ends = accumulate(self._columns.values())
        for order, end in zip(self._columns, ends, strict=True):
            if event.x < end:
                self.post_message(self.Pressed(order))
                return
