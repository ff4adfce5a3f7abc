"""The rows of the search: what a result is called, where it stands, and what was typed in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import cell_len

from store import Article, Desk, Fact, NewsItem, Rumour, SavedSearch, Task, record_kinds
from store.search.query import Query
from store.text import show_day
from tui.i18n import N_, _
from tui.widgets.highlighted_text import marked_line, snippet
from tui.widgets.labels import TASK_MARKS, day_of, joined, piece_facts, title_of
from tui.widgets.virtual_list import Line, Rows

KINDS: Final = {
    "article": ("✎", N_("article")),
    "news": ("◈", N_("news")),
    "task": ("☐", N_("task")),
    "fact": ("#", N_("fact")),
    "rumour": ("!", N_("rumour")),
    "saved": ("★", N_("saved")),
}
"""The mark before a result of each kind, and what it is called (a message id)."""

_OTHER: Final = ("·", "")
"""The same for a kind that has no mark of its own."""

AnyRecord = Article | NewsItem | Task | Fact | Rumour | SavedSearch


class HitRow(NamedTuple):
    """A result, or a saved search while nothing is typed."""

    kind: str
    record: AnyRecord
    query: Query
    linked: bool = False
    """Whether the open article has a card for it."""


class HitRows(Rows[HitRow]):
    """The results: headline with what was typed marked, and below it where else it stands."""

    cursor_needs_focus = False  # the keys of the entry above move it

    def row_key(self, item: HitRow) -> str:
        """Name a result by its id."""
        return item.record.id

    def row_height(self, item: HitRow, width: int) -> int:
        """Return two lines; a saved search has one."""
        return 1 if item.kind == "saved" else 2

    def row_lines(self, item: HitRow, width: int) -> list[Line]:
        """Draw a result."""
        title, facts, text = self._about(item.record)
        mark: Line = [(f"{KINDS.get(item.kind, _OTHER)[0]} ", "accent")]
        spans = _marks(item.query, title)
        head = marked_line(title, spans, "")
        if item.kind == "saved":
            return [[*mark, *head]]
        tail = joined([("✓", "good"), *facts] if item.linked else facts)
        length = sum(cell_len(piece) for piece, _tone in tail)
        below: Line = [("  ", ""), *tail]
        room = width - length - 6
        if text and room > 10:
            below += [("  ", ""), *snippet(text, _marks(item.query, text), room)]
        return [[*mark, *head], below]

    def _about(self, record: AnyRecord) -> tuple[str, Line, str]:
        """Return what a record is called, its facts, and the text in which words are looked for."""
        desk: Desk = self.app.desk  # type: ignore[attr-defined]
        today = desk.records.today()
        if isinstance(record, Article | NewsItem):
            is_own = isinstance(record, Article)
            title = title_of(record) if isinstance(record, Article) else record.headline
            text = record.body if isinstance(record, Article) else record.summary
            facts = piece_facts(record, today)
            if count := len(desk.links.backlinks(record.id)):
                facts.append((f"↩ {count}", "dim"))
            return title, facts or [(_(KINDS["article" if is_own else "news"][1]), "dim")], text
        if isinstance(record, Task):
            facts = [(day_of(record.due, today), "dim"), (record.owner, "dim")]
            named = [(_("task"), "dim"), (record.phase, "dim"), *facts]
            title = f"{TASK_MARKS[record.status]} {record.title}"
            return title, [fact for fact in named if fact[0]], record.notes
        if isinstance(record, Fact):
            day = show_day(record.day) if record.day else ""
            named = [(_("fact"), "dim"), (record.unit, "dim"), (day, "dim")]
            return f"{record.key}: {record.value}", [f for f in named if f[0]], record.source
        if isinstance(record, Rumour):
            named = [(_("rumour"), "warn"), (record.where, "dim")]
            return record.claim, [fact for fact in named if fact[0]], record.checked
        return record_kinds.title(record), [], ""


@lru_cache(2_000)
def _marks(query: Query, text: str) -> Sequence[tuple[int, int]]:
    return query.marks(text)
