"""The rows of the pane of related news: headings, cards, and suggested, new or refused items."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from store import Article, Link
from store.records import Id, Relation
from tui.i18n import _, ngettext
from tui.widgets.check_signs import follow_checks, signed_facts
from tui.widgets.headline import fits, headline_lines
from tui.widgets.labels import RELATION_NAMES, cited, joined, piece_title
from tui.widgets.preview import Piece
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

ROOMY = 64
"""The minimum width for author, age and state beside the headline rather than below it."""

TAIL = 38
"""The maximum width of these facts."""


class HeadRow(NamedTuple):
    """The heading of a part of the list, or a line instead of it."""

    text: str
    tone: str = "title"
    part: str = ""
    """The part that it folds; may be empty."""
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
    piece: Piece | None
    """Its source; None if that is no longer on the desk."""
    changed: bool
    """Whether the source has changed since."""
    unrelated: bool = False
    """Whether it has next to nothing in common with the article."""

    @property
    def id(self) -> Id:
        """The id of the source."""
        return self.link.target

    @property
    def title(self) -> str:
        """The headline."""
        return self.link.headline


class FoundRow(NamedTuple):
    """A piece that is suggested, new or refused."""

    piece: Piece
    reasons: tuple[str, ...] = ()
    twins: int = 0
    """The number of others about the same story, which are not shown."""
    refused: bool = False

    @property
    def id(self) -> Id:
        """The id of the piece."""
        return self.piece.id

    @property
    def title(self) -> str:
        """The headline."""
        return piece_title(self.piece)


RelatedRow = HeadRow | OwnRow | CardRow | FoundRow


class RelatedRows(Rows[RelatedRow]):
    """The rows of the pane."""

    mark_width = 2

    def on_mount(self) -> None:
        """Show what is found out about the articles."""
        follow_checks(self, wraps=True)

    def row_key(self, item: RelatedRow) -> str:
        """Return what identifies the row."""
        if isinstance(item, HeadRow):
            return f"head {item.part or item.text}"
        if isinstance(item, OwnRow):
            return "own"
        if isinstance(item, CardRow):  # a page may have two cards of one item with different texts
            return f"card {item.link.target}\n{item.link.headline}\n{item.link.summary}"
        return item.id

    def selectable(self, item: RelatedRow) -> bool:
        """Skip headings that fold nothing."""
        return not isinstance(item, HeadRow) or bool(item.part)

    def can_drag(self, item: RelatedRow) -> bool:
        """Let cards be dragged."""
        return isinstance(item, CardRow)

    def row_height(self, item: RelatedRow, width: int) -> int:
        """Return the number of lines: the headline and what is below it."""
        return len(self.row_lines(item, width))

    def row_lines(self, item: RelatedRow, width: int) -> list[Line]:
        """Draw a row."""
        if isinstance(item, HeadRow) and not item.part and not item.note:
            return [[(line, item.tone)] for line in headline_lines(item.text, width, 3)]
        if isinstance(item, HeadRow):
            fold = ("▸ " if item.folded else "▾ ") if item.part else ""
            note = f"  {item.note}" if item.note else ""
            return [[(fold, "dim"), (item.text, item.tone), (note, item.note_tone)]]
        if isinstance(item, OwnRow):
            count = cited(item.cited)
            lines: list[Line] = [
                [(line, "open")] for line in headline_lines(piece_title(item.article), width, 3)
            ]
            return lines + ([[(f"↩ {count}", "dim")]] if count else [])
        if isinstance(item, CardRow):
            return self._card_lines(item, width)
        return self._found(item, width)

    def _card_lines(self, item: CardRow, width: int) -> list[Line]:
        card, today = item.link, self.app.desk.records.today()  # type: ignore[attr-defined]
        facts = signed_facts(self, item.piece, today) if item.piece else []
        if card.byline:  # the card's own words come first
            facts = [(card.byline, "dim"), *facts[bool(facts) and facts[0][1] == "dim" :]]
        if card.relation is not Relation.NONE:
            facts.insert(0, (_(RELATION_NAMES[card.relation]), "accent"))
        if item.piece is None:
            facts.append((_("source gone"), "warn"))
        if item.unrelated:
            facts.insert(0, (_("unrelated?"), "warn"))
        if item.changed:
            facts.insert(0, (_("⚠ source changed (u)"), "warn"))
        head = _headline((f"{item.place + 1} ", "good"), card.headline, width)
        return [*head, [("  ", ""), *joined(facts)]]

    def _found(self, item: FoundRow, width: int) -> list[Line]:
        today = self.app.desk.records.today()  # type: ignore[attr-defined]
        mark = ("× ", "dim") if item.refused else ("+ ", "accent")
        facts = signed_facts(self, item.piece, today)
        if item.twins:
            same = ngettext("+{count} the same", "+{count} the same", item.twins)
            facts.append((same.format(count=item.twins), "dim"))
        line = joined(facts)
        length = sum(cell_len(text) for text, _tone in line)
        room = max(width - min(length, TAIL) - 4, 20)
        beside = headline_lines(item.title, room, 3)
        if width >= ROOMY and len(beside) < 3:
            first, *others = beside
            lines: list[Line] = [[mark, (fitted(first, room), ""), ("  ", ""), *line]]
            lines += [[("  ", ""), (text, "")] for text in others]
        else:
            lines = [*_headline(mark, item.title, width), [("  ", ""), *line]]
        lines += [[("  ", ""), (line, "accent")] for line in _why(item.reasons, width)]
        return lines


def _headline(mark: tuple[str, str], text: str, width: int) -> list[Line]:
    """Return a headline in as many lines as one of 80 characters takes, after a mark."""
    indent = len(mark[0])
    first, *others = headline_lines(text, width - indent, 3 if width < ROOMY else 2)
    return [[mark, (first, "")], *([(" " * indent, ""), (line, "")] for line in others)]


def _why(reasons: tuple[str, ...], width: int) -> list[str]:
    """Return what both share in one or two lines, cut with … where that is too little."""
    if not reasons:
        return []
    whole = one_line(_("shared: {words}").format(words=" · ".join(reasons)))
    parts = whole.split(" · ")
    for first in range(len(parts), 0, -1):
        lines = list(filter(None, (" · ".join(parts[:first]), " · ".join(parts[first:]))))
        if all(fits(line, width - 2) for line in lines):
            return lines
    return headline_lines(whole, width - 2)
