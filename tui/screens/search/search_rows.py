"""The rows of the search: title and facts of a result, with the words that were typed marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import cell_len

from store import (
    Article,
    Bulletin,
    Fact,
    NewsItem,
    Question,
    Rumour,
    SavedSearch,
    Task,
    record_kinds,
)
from store.search.query import Query
from store.text import show_day
from tui.app_context import app_of
from tui.i18n import N_, _
from tui.widgets.check_signs import check_facts, follow_checks
from tui.widgets.headline import fits
from tui.widgets.highlighted_text import marked_headline, snippet
from tui.widgets.labels import TASK_MARKS, cited, day_of, joined, piece_facts, piece_title
from tui.widgets.preview import with_captions
from tui.widgets.virtual_list import Line, Rows

KINDS: Final = {
    "article": ("✎", N_("article")),
    "news": ("◈", N_("news")),
    "task": ("☐", N_("task")),
    "fact": ("#", N_("fact")),
    "rumour": ("!", N_("negative news")),
    "question": ("?", N_("question")),
    "bulletin": ("♪", N_("bulletin")),
    "saved": ("★", N_("saved")),
}
"""The mark before a result of each kind, and the name of the kind (a message id)."""

_MARK: Final = 2
"""The width of the mark."""

_OTHER: Final = ("·", "")
"""The same for any other kind."""

AnyRecord = Article | NewsItem | Task | Fact | Rumour | Question | Bulletin | SavedSearch


class HitRow(NamedTuple):
    """A result, or a saved search while nothing is typed."""

    kind: str
    record: AnyRecord
    query: Query
    linked: bool = False
    """Whether the open article has a card of it."""


class HitRows(Rows[HitRow]):
    """The results: the title, and below it the facts and a passage, the words marked."""

    cursor_needs_focus = False  # the keys of the entry above move it

    def on_mount(self) -> None:
        """Show what is found out about the articles."""
        follow_checks(self)

    def row_key(self, item: HitRow) -> str:
        """Return the id of the record."""
        return item.record.id

    def row_height(self, item: HitRow, width: int) -> int:
        """Return the number of lines: the title in one or two, and the facts."""
        if item.kind == "saved":
            return 1
        return 3 - fits(_title(item.record), width - _MARK)

    def row_lines(self, item: HitRow, width: int) -> list[Line]:
        """Draw a result."""
        title = _title(item.record)
        mark: Line = [(f"{KINDS.get(item.kind, _OTHER)[0]} ", "accent")]
        first, *others = marked_headline(title, _marks(item.query, title), width - _MARK)
        if item.kind == "saved":
            return [[*mark, *first]]
        facts, text = self._about(item.record)
        tail = joined([("✓", "good"), *facts] if item.linked else facts)
        length = sum(cell_len(piece) for piece, _tone in tail)
        below: Line = [("  ", ""), *tail]
        room = width - length - 6
        if text and room > 10:
            below += [("  ", ""), *snippet(text, _marks(item.query, text), room)]
        return [[*mark, *first], *([("  ", ""), *line] for line in others), below]

    def _about(self, record: AnyRecord) -> tuple[Line, str]:
        """Return the facts of a record, and the text to take a passage from."""
        desk = app_of(self).desk
        today = desk.records.today()
        if isinstance(record, Article | NewsItem):
            is_own = isinstance(record, Article)
            text = with_captions(record)
            facts = piece_facts(record, today)
            if isinstance(record, Article):
                facts += check_facts(self, record)
            if count := len(desk.links.backlinks(record.id)):
                facts.append((cited(count), "dim"))
            kind = _(KINDS["article" if is_own else "news"][1])
            return facts or [(kind, "dim")], text
        if isinstance(record, Task):
            facts = [(day_of(record.due, today), "dim"), (record.owner, "dim")]
            named = [(_("task"), "dim"), (record.phase, "dim"), *facts]
            return [fact for fact in named if fact[0]], record.notes
        if isinstance(record, Fact):
            day = show_day(record.day) if record.day else ""
            named = [(_("fact"), "dim"), (record.unit, "dim"), (day, "dim")]
            return [fact for fact in named if fact[0]], record.source
        if isinstance(record, Rumour):
            named = [(_("negative news"), "warn"), (record.where, "dim")]
            return [fact for fact in named if fact[0]], record.checked
        if isinstance(record, Question):
            named = [(_("question"), "dim"), (record.who, "dim"), (record.where, "dim")]
            return [fact for fact in named if fact[0]], record.answer
        if isinstance(record, Bulletin):
            day = show_day(record.day) if record.day else ""
            named = [(_("bulletin"), "dim"), (record.channel, "dim"), (day, "dim")]
            return [fact for fact in named if fact[0]], record.opening
        return [], ""


def _title(record: AnyRecord) -> str:
    if isinstance(record, Article | NewsItem):
        return piece_title(record)
    if isinstance(record, Task):
        return f"{TASK_MARKS[record.status]} {record.title}"
    if isinstance(record, Fact):
        return f"{record.key}: {record.value}"
    return record.claim if isinstance(record, Rumour) else record_kinds.title(record)


@lru_cache(2_000)
def _marks(query: Query, text: str) -> Sequence[tuple[int, int]]:
    return query.marks(text)
