"""A piece and its citations as a graph: those that cite it on the left, what it cites right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store import Article
from store.articles.citation_graph import Neighbour, Neighbourhood, Piece
from store.records import Id, Relation
from tui.commands import bindings
from tui.commands.list_keys import CursorDown, CursorFirst, CursorLast, CursorUp
from tui.commands.related import NodeLeft, NodeRight
from tui.i18n import _
from tui.widgets.check_signs import signed
from tui.widgets.labels import RELATION_NAMES
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import fitted

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
_CHARS: Final = " ╵╷│╴╯╮┤╶╰╭├─┴┬┼"
"""The box-drawing character for each sum of directions."""

MIDDLE: Final = 22
"""The width of the box in the middle, with its frame."""

LINES: Final = 3
"""The maximum number of lines of its headline."""

TWIG: Final = 3
"""The indentation of pieces two steps away."""

BEND: Final = 3
"""The width of the lines between the middle and each side."""


class Node(NamedTuple):
    """A piece and where it is drawn."""

    id: Id
    title: str
    side: int
    """-1: it cites the middle; 0: the middle; 1: the middle cites it."""
    step: int
    region: Region
    lines: tuple[str, ...]
    """Its text, which begins with the kind of relation."""
    tag: int = 0
    """The length of that kind in the first line."""
    is_gone: bool = False


class Drawing(NamedTuple):
    """Nodes and the lines between them."""

    nodes: tuple[Node, ...]
    lines: dict[tuple[int, int], str]
    size: Size


class _Canvas:
    """Cells with the directions of the lines that leave them."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], int] = {}

    def across(self, left: int, right: int, y: int) -> None:
        """Draw a horizontal line."""
        for x in range(left, right + 1):
            self._add(x, y, (LEFT if x > left else 0) | (RIGHT if x < right else 0))

    def down(self, x: int, top: int, bottom: int) -> None:
        """Draw a vertical line."""
        for y in range(top, bottom + 1):
            self._add(x, y, (UP if y > top else 0) | (DOWN if y < bottom else 0))

    def twig(self, x: int, y: int, height: int, side: int, *, is_last: bool) -> None:
        """Draw a short line to a piece of that height, from the piece above that it belongs to."""
        self._add(x, y, UP | (LEFT if side < 0 else RIGHT) | (0 if is_last else DOWN))
        for below in range(y + 1, y + height):
            self._add(x, below, 0 if is_last else UP | DOWN)

    def _add(self, x: int, y: int, directions: int) -> None:
        self._cells[x, y] = self._cells.get((x, y), 0) | directions

    def drawn(self) -> dict[tuple[int, int], str]:
        """Return the character of each cell."""
        return {place: _CHARS[cell] for place, cell in self._cells.items()}


def draw(
    around: Neighbourhood,
    title: str,
    width: int,
    height: int,
    signed: Callable[[Piece | None, str], str] = lambda _piece, words: words,
) -> Drawing:
    """Lay out a neighbourhood, centred in `height` if it is lower.

    Args:
        around: the pieces.
        title: of the one in the middle.
        width: the columns there are.
        height: the lines.
        signed: returns the title of a piece behind the sign of how it stands.
    """
    lines = tuple(wrap(signed(around.middle, title), MIDDLE - 4)[:LINES]) or ("",)
    left, right = _listed(around.naming), _listed(around.named)
    frame_x = 0 if not left else width - MIDDLE if not right else (width - MIDDLE) // 2
    before = max(frame_x - BEND, 1)
    after = max(width - frame_x - MIDDLE - BEND, 1)
    sides = [_fitting(left, before, height, signed), _fitting(right, after, height, signed)]
    total = max(len(lines) + 2, height, *map(_height, sides))
    frame = Region(frame_x, (total - len(lines) - 2) // 2, MIDDLE, len(lines) + 2)
    canvas = _Canvas()
    nodes = [
        *_column(sides[0], -1, Region(0, 0, before, total), canvas, frame),
        Node(around.middle.id if around.middle else "", title, 0, 0, frame, lines),
        *_column(sides[1], 1, Region(frame.right + BEND, 0, after, total), canvas, frame),
    ]
    return Drawing(tuple(nodes), canvas.drawn(), Size(width, total))


class _Entry(NamedTuple):
    """A piece in the list of its side, before it is placed."""

    near: Neighbour
    step: int
    is_last: bool
    """Whether it is the last one of its parent."""
    lines: tuple[str, ...] = ()
    gap: int = 0
    """Blank lines above it."""

    @property
    def tag(self) -> str:
        """The kind of relation, shown before the headline."""
        relation = self.near.relation
        return "" if relation is Relation.NONE else f"{_(RELATION_NAMES[relation])}: "

    @property
    def indent(self) -> int:
        """The indentation."""
        return TWIG if self.step > 1 else 0


def _listed(side: Sequence[Neighbour]) -> list[_Entry]:
    """Return the pieces of a side as a list, each followed by those beyond it."""
    listed = []
    for near in side:
        listed.append(_Entry(near, 1, near is side[-1]))
        listed += [_Entry(far, 2, far is near.further[-1]) for far in near.further]
    return listed


def _fitting(
    listed: Sequence[_Entry],
    width: int,
    height: int,
    signed: Callable[[Piece | None, str], str],
) -> list[_Entry]:
    """Give each piece as many lines as fit: two and a gap, two, or one."""
    titles = [signed(entry.near.piece, one_line(entry.near.title)) for entry in listed]
    for most, gap in ((2, 1), (2, 0), (1, 0)):
        found = [
            entry._replace(
                lines=_cut(entry.tag + title, width - entry.indent, most),
                gap=gap if place and entry.step == 1 else 0,
            )
            for place, (entry, title) in enumerate(zip(listed, titles, strict=True))
        ]
        if _height(found) <= height:
            break
    return found


def _cut(text: str, width: int, most: int) -> tuple[str, ...]:
    """Wrap a text into at most `most` lines, truncating the last one."""
    lines = wrap(text, max(width, 1)) or [""]
    if len(lines) > most:
        lines[most - 1] = fitted(" ".join(lines[most - 1 :]), width)
    return tuple(lines[:most])


def _height(listed: Sequence[_Entry]) -> int:
    return sum(len(entry.lines) + entry.gap for entry in listed)


def _column(
    listed: Sequence[_Entry], side: int, room: Region, canvas: _Canvas, frame: Region
) -> list[Node]:
    """Place the pieces of one side, and draw the lines to them."""
    if not listed:
        return []
    y = (room.height - _height(listed)) // 2
    centre = frame.y + frame.height // 2
    bend = room.right + 1 if side < 0 else room.x - 2
    rows = [centre]
    nodes = []
    for entry in listed:
        y += entry.gap
        near, lines = entry.near, entry.lines
        x = room.x + (entry.indent if side > 0 else 0)
        region = Region(x, y, max(room.width - entry.indent, 1), len(lines))
        gone = near.piece is None
        nodes.append(
            Node(near.id, near.title, side, entry.step, region, lines, len(entry.tag), gone)
        )
        if entry.step > 1:
            twig = room.right - 2 if side < 0 else room.x + 1
            canvas.twig(twig, y, len(lines), side, is_last=entry.is_last)
        else:
            rows.append(y)
            canvas.across(*((room.right, bend) if side < 0 else (bend, room.x - 1)), y)
        y += len(lines)
    canvas.down(bend, min(rows), max(rows))
    canvas.across(*((bend, frame.x - 1) if side < 0 else (frame.right, bend)), centre)
    return nodes


class Graph(ScrollView, can_focus=True, inherit_bindings=False):
    """The drawing, with a cursor on one of the pieces."""

    BINDINGS = bindings(NodeLeft, NodeRight, CursorUp, CursorDown, CursorFirst, CursorLast)
    COMPONENT_CLASSES = {
        "graph--cursor",
        "graph--dim",
        "graph--middle",
        "graph--accent",
        "graph--warn",
    }
    DEFAULT_CSS = """
    Graph {
        height: 1fr; background: $background; overflow-x: hidden;
        & > .graph--cursor { background: $primary 25%; }
        & > .graph--dim { color: $text-muted; }
        & > .graph--middle { color: $text-primary; text-style: bold; }
        & > .graph--accent { color: $text-secondary; }
        & > .graph--warn { color: $text-error; }
    }
    """

    class Highlighted(Message):
        """The cursor has moved to another piece."""

    class Selected(Message):
        """A piece was chosen with the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._around: Neighbourhood | None = None
        self._title = ""
        self._drawing: Drawing | None = None
        self._cursor = 0
        self._tones: dict[str, Style] = {}

    def show(self, around: Neighbourhood, title: str, *, stay: bool = False) -> None:
        """Show another neighbourhood, the cursor in its middle; with `stay`, on its piece."""
        key = self.current.id if stay and self.current else None
        self._around, self._title = around, title
        self._lay_out(key)

    def go_to(self, record_id: Id) -> None:
        """Move the cursor to a piece, if it is drawn."""
        self._lay_out(record_id)

    def on_resize(self) -> None:
        """Draw it again."""
        self._lay_out(self.current.id if self.current else None)

    def _lay_out(self, key: Id | None = None) -> None:
        region = self.scrollable_content_region
        if self._around is None or not region.width:
            return
        self._drawing = draw(self._around, self._title, region.width, region.height, self._signed)
        nodes = self._drawing.nodes
        wanted = [n for n, node in enumerate(nodes) if node.id == key]
        middle = next(n for n, node in enumerate(nodes) if node.side == 0)
        self.virtual_size = self._drawing.size
        self._put(wanted[0] if wanted else middle)
        self.refresh()

    def _signed(self, piece: Piece | None, title: str) -> str:
        """Return a title; of an article, behind the sign of what the checks find."""
        return signed(self, piece, title) if isinstance(piece, Article) else title

    @property
    def current(self) -> Node | None:
        """The piece under the cursor."""
        nodes = self._drawing.nodes if self._drawing else ()
        return nodes[self._cursor] if self._cursor < len(nodes) else None

    def _put(self, place: int) -> None:
        self._cursor = place
        if node := self.current:
            self.scroll_to_region(node.region, animate=False, force=True, immediate=True)
        self.refresh()
        self.post_message(self.Highlighted())

    # -------------------------------------------------------------- drawing

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        super().notify_style_update()
        self._tones = {}

    def _tone(self, name: str, at_cursor: bool = False) -> Style:
        key = f"{name}{'!' if at_cursor else ''}"
        if key not in self._tones:
            style = self.rich_style
            if name:
                tone = self.get_component_rich_style(f"graph--{name}")
                style += Style(color=tone.color, bold=tone.bold)
            if at_cursor:
                tone = self.get_component_rich_style("graph--cursor")
                style += Style(bgcolor=tone.bgcolor, underline=self.app.no_color)
            self._tones[key] = style
        return self._tones[key]

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        if self._drawing is None:
            return Strip.blank(width, self.rich_style)
        pieces = sorted(self._pieces(self._drawing, row), key=lambda piece: piece[0])
        segments: list[Segment] = []
        at = 0
        for x, piece in pieces:
            segments.append(Segment(" " * (x - at), self._tone("")))
            segments += piece
            at = x + sum(segment.cell_length for segment in piece)
        return Strip(segments).adjust_cell_length(width, self._tone(""))

    def _pieces(self, drawing: Drawing, row: int) -> list[tuple[int, list[Segment]]]:
        """Return the parts of a row of the drawing, each with its column."""
        lines = self._tone("dim")
        marks = [(x, char) for (x, y), char in drawing.lines.items() if y == row and char != " "]
        found = [(x, [Segment(char, lines)]) for x, char in marks]
        for place, node in enumerate(drawing.nodes):
            if node.region.y <= row < node.region.bottom:
                at_cursor = place == self._cursor
                of = self._node if node.side else self._frame_line
                found.append((node.region.x, of(node, row - node.region.y, at_cursor)))
        return found

    def _node(self, node: Node, number: int, at_cursor: bool) -> list[Segment]:
        width, line = node.region.width, node.lines[number]
        tone = self._tone("warn" if node.is_gone else "dim" if node.step > 1 else "", at_cursor)
        tag = node.tag if number == 0 else 0
        said = [Segment(line[:tag], self._tone("accent")), Segment(line[tag:], tone)]
        blank = Segment(" " * max(width - cell_len(line), 0), self._tone(""))
        return [blank, *said] if node.side < 0 else [*said, blank]

    def _frame_line(self, node: Node, number: int, at_cursor: bool) -> list[Segment]:
        line, inner = self._tone("middle"), node.region.width - 2
        if number == 0:
            return [Segment(f"╭{'─' * inner}╮", line)]
        if number == node.region.height - 1:
            return [Segment(f"╰{'─' * inner}╯", line)]
        text = fitted(f" {node.lines[number - 1]}", inner)
        tone = self._tone("middle", at_cursor)
        return [Segment("│", line), Segment(text, tone), Segment("│", line)]

    # -------------------------------------------------------------- keys and mouse

    def action_cursor(self, step: int) -> None:
        """Go one piece up (-1) or down (1) on this side."""
        nodes = self._drawing.nodes if self._drawing else ()
        place = self._cursor + step
        if self.current and 0 <= place < len(nodes) and nodes[place].side == self.current.side:
            self._put(place)

    def action_cursor_first(self) -> None:
        """Go to the middle."""
        self._lay_out()

    def action_cursor_last(self) -> None:
        """Go to the last piece of this side."""
        if self._drawing and self.current:
            nodes = self._drawing.nodes
            self._put(max(n for n, node in enumerate(nodes) if node.side == self.current.side))

    def action_go_sideways(self, by: int) -> None:
        """Go towards those that cite it (-1), or what it cites (1)."""
        here = self.current
        if here is None or self._drawing is None:
            return
        row = here.region.y + here.region.height // 2
        those = [
            (abs(node.region.y - row), place)
            for place, node in enumerate(self._drawing.nodes)
            if node.side == here.side + by and node.step < 2
        ]
        if those:
            self._put(min(those)[1])

    def on_click(self, event: events.Click) -> None:
        """Move the cursor there; a double click chooses."""
        row = event.y + self.scroll_offset.y
        for place, node in enumerate(self._drawing.nodes if self._drawing else ()):
            if node.region.contains(event.x, row):
                self._put(place)
                if event.chain >= 2:
                    self.post_message(self.Selected())
