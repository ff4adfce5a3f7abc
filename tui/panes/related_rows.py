"""The rows of the pane of related news: headings, cards, what is suggested, new or refused."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from store import Article, Link, NewsItem
from store.records import Id, Relation
from tui.i18n import _, ngettext
from tui.widgets.labels import RELATION_NAMES, cited, joined, piece_facts, piece_title
from tui.widgets.virtual_list import Line, Rows, fitted

ROOMY = 64
"""From so many cells on, author, age and state stand beside the headline, not below it."""

TAIL = 38
"""Cells that they have there at the most."""

Piece = NewsItem | Article


class HeadRow(NamedTuple):
    """What stands above a part of the list, or in the place of one."""

    text: str
    tone: str = "title"
    part: str = ""
    """The part that it folds; empty where there is nothing to fold."""
    folded: bool = False
    note: str = ""
    note_tone: str = "dim"


class OwnRow(NamedTuple):
    """The open article itself, above its related news."""

    article: Article
    cited: int


class CardRow(NamedTuple):
    """A linked card."""

    place: int
    link: Link
    source: Piece | None
    changed: bool
    """Whether the source says something else by now."""

    @property
    def id(self) -> Id:
        """What it points at."""
        return self.link.target

    @property
    def piece(self) -> Piece | None:
        """Its source; None where that is no longer on the desk."""
        return self.source

    @property
    def title(self) -> str:
        """What it is called."""
        return self.link.headline


class FoundRow(NamedTuple):
    """A piece that is suggested, new or refused."""

    record: Piece
    reasons: tuple[str, ...] = ()
    twins: int = 0
    """How many others tell the same story and are not shown for it."""
    refused: bool = False

    @property
    def id(self) -> Id:
        """What it points at."""
        return self.record.id

    @property
    def piece(self) -> Piece | None:
        """What was found."""
        return self.record

    @property
    def title(self) -> str:
        """What it is called."""
        return piece_title(self.record)


RelatedRow = HeadRow | OwnRow | CardRow | FoundRow


class RelatedRows(Rows[RelatedRow]):
    """The rows of the pane."""

    mark_width = 2

    def row_key(self, item: RelatedRow) -> str:
        """Name a row by what it points at."""
        if isinstance(item, HeadRow):
            return f"head {item.part or item.text}"
        if isinstance(item, OwnRow):
            return "own"
        if isinstance(item, CardRow):  # a page may have two cards of one item, in other words
            return f"card {item.link.target}\n{item.link.headline}\n{item.link.summary}"
        return item.id

    def selectable(self, item: RelatedRow) -> bool:
        """Let the cursor pass over headings with nothing to fold."""
        return not isinstance(item, HeadRow) or bool(item.part)

    def can_drag(self, item: RelatedRow) -> bool:
        """Let cards be dragged."""
        return isinstance(item, CardRow)

    def row_height(self, item: RelatedRow, width: int) -> int:
        """Count the headline and what is below it."""
        if isinstance(item, HeadRow):
            return 1
        if isinstance(item, OwnRow):
            return 1 + bool(item.cited)
        if isinstance(item, CardRow):
            return 2
        return 1 + (width < ROOMY) + len(_why(item.reasons, width))

    def row_lines(self, item: RelatedRow, width: int) -> list[Line]:
        """Draw a row."""
        if isinstance(item, HeadRow):
            fold = ("▸ " if item.folded else "▾ ") if item.part else ""
            note = f"  {item.note}" if item.note else ""
            return [[(fold, "dim"), (item.text, item.tone), (note, item.note_tone)]]
        if isinstance(item, OwnRow):
            count = cited(item.cited)
            lines: list[Line] = [[(piece_title(item.article), "open")]]
            return lines + ([[(f"↩ {count}", "dim")]] if count else [])
        return self._card_lines(item) if isinstance(item, CardRow) else self._found(item, width)

    def _card_lines(self, item: CardRow) -> list[Line]:
        card, today = item.link, self.app.desk.records.today()  # type: ignore[attr-defined]
        facts = piece_facts(item.source, today) if item.source else []
        if card.byline:  # the card's own words come first
            facts = [(card.byline, "dim"), *facts[bool(facts) and facts[0][1] == "dim" :]]
        if card.relation is not Relation.NONE:
            facts.insert(0, (_(RELATION_NAMES[card.relation]), "accent"))
        if item.source is None:
            facts.append((_("source gone"), "warn"))
        if item.changed:
            facts.insert(0, (_("⚠ source changed (u)"), "warn"))
        head: Line = [(f"{item.place + 1} ", "good"), (card.headline, "")]
        return [head, [("  ", ""), *joined(facts)]]

    def _found(self, item: FoundRow, width: int) -> list[Line]:
        today = self.app.desk.records.today()  # type: ignore[attr-defined]
        mark = ("× ", "dim") if item.refused else ("+ ", "accent")
        facts = piece_facts(item.record, today)
        if item.twins:
            same = ngettext("+{count} the same", "+{count} the same", item.twins)
            facts.append((same.format(count=item.twins), "dim"))
        line = joined(facts)
        title = piece_title(item.record)
        if width >= ROOMY:
            length = sum(cell_len(text) for text, _tone in line)
            room = max(width - min(length, TAIL) - 4, 20)
            lines = [[mark, (fitted(title, room), ""), ("  ", ""), *line]]
        else:
            lines = [[mark, (title, "")], [("  ", ""), *line]]
        lines += [[("  ", ""), (line, "accent")] for line in _why(item.reasons, width)]
        return lines


def _why(reasons: tuple[str, ...], width: int) -> list[str]:
    """Say what both share, on one line or two."""
    if not reasons:
        return []
    whole = _("shared: {words}").format(words=" · ".join(reasons))
    parts = whole.split(" · ")
    fits = next(
        (n for n in range(len(parts), 0, -1) if cell_len(" · ".join(parts[:n])) + 2 <= width), 1
    )
    return list(filter(None, (" · ".join(parts[:fits]), " · ".join(parts[fits:]))))
