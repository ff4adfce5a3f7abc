"""What has changed between two texts, by chữ: in one flow, in two columns, or in plain marks.

Nothing is told by colour alone: what went is struck through, what came is underlined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Final, Literal, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from textual import work
from textual.reactive import reactive
from textual.worker import Worker, WorkerState, get_current_worker

from store.articles.diff import Piece, marked, pieces, side_by_side
from tui.i18n import _, ngettext
from tui.widgets.terminal_safe import visible
from tui.widgets.text_view import Sheet
from tui.widgets.virtual_list import Line
from tui.workers import said

Mode = Literal["inline", "side-by-side", "plain"]

MODES: Final[tuple[Mode, ...]] = ("inline", "side-by-side", "plain")

COLUMNS: Final = 100
"""From so many columns on there is room for two texts side by side."""

AT_ONCE: Final = 12_000
"""Up to so many characters the difference is there in a few milliseconds; more is for a thread."""

FOLDED: Final = 3
"""More unchanged paragraphs than these, one after the other, are folded to a line."""

_BETWEEN: Final = " │ "
_BLANKS: Final = str.maketrans({" ": "␣", "\xa0": "⍽", "\t": "→", "\n": "↵\n"})
"""A blank that came or went alone would be hard to see."""


class _Block(NamedTuple):
    """A paragraph, or two that stand opposite each other."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...] | None = None
    """None: there is one column."""

    @property
    def is_changed(self) -> bool:
        return not self.left or self.right == () or any(p.kind != "same" for p in self._all)

    @property
    def is_blank(self) -> bool:
        return not any(piece.text.strip() for piece in self._all)

    @property
    def _all(self) -> tuple[Piece, ...]:
        return self.left + (self.right or ())


class _Look(NamedTuple):
    """How a difference is to be laid out."""

    mode: Mode
    width: int
    whole: bool
    names: tuple[str, str]


class Difference(Sheet):
    """What has changed from one text to another. `show` gives it the texts."""

    TONES = "difference"
    PLAIN = "same"
    COMPONENT_CLASSES = {
        "difference--removed",
        "difference--added",
        "difference--dim",
        "difference--title",
    }
    DEFAULT_CSS = """
    Difference {
        & > .difference--removed { color: $text-error; text-style: strike; }
        & > .difference--added { color: $text-success; text-style: underline; }
        & > .difference--dim { color: $text-muted; }
        & > .difference--title { text-style: bold; }
    }
    """

    mode: reactive[Mode] = reactive("inline")
    """How it is shown; two columns need `COLUMNS` of width and are one flow below that."""
    whole: reactive[bool] = reactive(False)
    """Whether long unchanged stretches are shown too."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._texts = ("", "")
        self._names = ("", "")
        self._found: list[Piece] | None = None
        """The difference; None while it is not known."""
        self._sentence = ""
        """What stands there instead of a difference."""

    # -------------------------------------------------------------- what is shown

    def show(self, old: str, new: str, old_name: str = "", new_name: str = "") -> None:
        """Show what has changed from `old` to `new`, from its start.

        Args:
            old: the text that is left.
            new: the text that is reached.
            old_name: what stands above the left column, already translated.
            new_name: what stands above the right one.
        """
        self._texts, self._names = (old, new), (old_name, new_name)
        self._found, self._sentence = None, ""
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self._lay_out()

    def show_sentence(self, sentence: str) -> None:
        """Show a sentence (already translated) in place of a difference."""
        self.show("", "")
        self._sentence = sentence
        self._lay_out()

    def next_mode(self, room: int = 0) -> None:
        """Show it in the next of the ways for which there is room.

        Args:
            room: how many columns there could be, where that is more than there are.
        """
        is_wide = max(room, self.outer_size.width) >= COLUMNS
        place = MODES.index(self.mode) + 1
        following = (*MODES[place:], *MODES[:place])
        self.mode = next(m for m in following if m != "side-by-side" or is_wide)

    def read_on(self) -> None:
        """Go one screen down; at the end, back to the start."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.action_cursor_first()
        else:
            self.action_page_down()

    def watch_mode(self) -> None:
        """Draw it anew."""
        self._lay_out()

    def watch_whole(self) -> None:
        """Draw it anew."""
        self._lay_out()

    # -------------------------------------------------------------- laying out

    def on_resize(self) -> None:
        """Wrap the lines anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if not width:  # there is no room yet: `on_resize` comes
            return
        if self._sentence or self._texts[0] == self._texts[1]:
            sentence = self._sentence or _("No difference.")
            self.workers.cancel_node(self)
            self.put(_wrapped([Piece("same", sentence)], width, self.app.console, "dim"))
            return
        is_wide = self.outer_size.width >= COLUMNS
        mode: Mode = "inline" if self.mode == "side-by-side" and not is_wide else self.mode
        look = _Look(mode, width, self.whole, self._names)
        if sum(map(len, self._texts)) > AT_ONCE:
            self.put([[("…", "dim")]])
            self._lay_out_in_thread(*self._texts, self._found, look)
        else:
            self._found = self._found or pieces(*self._texts)
            self.put(_sheet(self._found, look, self.app.console))

    @work(thread=True, exclusive=True, group="difference")
    def _lay_out_in_thread(
        self, old: str, new: str, found: list[Piece] | None, look: _Look
    ) -> None:
        worker = get_current_worker()
        found = found or pieces(old, new)
        sheet = _sheet(found, look, self.app.console)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._arrived, (old, new), found, sheet)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say why there is nothing to see; a change of the size or the view tries it again."""
        if event.worker.group == "difference" and event.state is WorkerState.ERROR:
            width = self.scrollable_content_region.width
            self.put(_wrapped([Piece("same", said(event.worker))], width, self.app.console, "dim"))

    def _arrived(self, texts: tuple[str, str], found: list[Piece], sheet: list[Line]) -> None:
        if texts == self._texts and not self._sentence:
            self._found = found
            self.put(sheet)


# ---------------------------------------------------------------------- laying out


def _sheet(found: Sequence[Piece], look: _Look, console: Console) -> list[Line]:
    """Return the lines of a difference as they are drawn."""
    lines: list[Line] = []
    width = look.width
    if look.mode == "side-by-side":
        width = (look.width - len(_BETWEEN)) // 2
        if any(look.names):
            old, new = (
                _wrapped([Piece("same", name)], width, console, "title")[:1] for name in look.names
            )
            lines += _columns(old, new, width)
    blocks = _blocks(found, look.mode)
    for block in blocks if look.whole else _folded(blocks):
        if isinstance(block, int):
            lines.append([(_fold(block), "dim")])
        elif block.right is None:
            tone = "same" if look.mode == "plain" else None
            lines += _wrapped(block.left, width, console, tone)
        else:
            left, right = (_wrapped(side, width, console) for side in (block.left, block.right))
            lines += _columns(left, right, width)
    return lines


def _fold(count: int) -> str:
    return ngettext(
        "⋯ {count} unchanged paragraph", "⋯ {count} unchanged paragraphs", count
    ).format(count=count)


def _blocks(found: Sequence[Piece], mode: Mode) -> list[_Block]:
    """Return the paragraphs of a difference, in one column or two."""
    if mode == "side-by-side":
        return [
            _Block(tuple(map(_seen, row.left)), tuple(map(_seen, row.right)))
            for row in side_by_side(found)
        ]
    lines: list[list[Piece]] = [[]]
    for piece in map(_seen, found):
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(piece.kind, first))
        lines += [[Piece(piece.kind, text)] for text in others]
    # A piece without letters is where one ends at a line end: it says nothing about the line.
    kept = [[piece for piece in line if piece.text] or [Piece("same", "")] for line in lines]
    if mode == "plain":  # a line at a time: a mark that ends behind blank lines is hard to find
        kept = [[Piece(piece.kind, marked([piece])) for piece in line] for line in kept]
    return [_Block(tuple(line)) for line in kept]


def _seen(piece: Piece) -> Piece:
    """Return a piece so that a reader sees it where it is nothing but blanks."""
    if piece.kind == "same" or piece.text.strip():
        return piece
    return Piece(piece.kind, piece.text.translate(_BLANKS))


def _folded(blocks: Iterable[_Block]) -> Iterator[_Block | int]:
    """Yield paragraphs, and the number of those that are left out: unchanged, away from a change.

    One unchanged paragraph before a change and one behind it stay, to show where one is.
    """
    stretches = [(kind, list(group)) for kind, group in groupby(blocks, lambda b: b.is_changed)]
    for place, (is_changed, stretch) in enumerate(stretches):
        start, end = 0, len(stretch)
        full = [n for n, block in enumerate(stretch) if not block.is_blank]
        if not is_changed and full:
            if place > 0:
                start = full[0] + 1
                while start < end and stretch[start].is_blank:
                    start += 1
            if place < len(stretches) - 1:
                end = full[-1]
                while end > start and stretch[end - 1].is_blank:
                    end -= 1
        count = sum(start <= n < end for n in full)
        if is_changed or count <= FOLDED:
            yield from stretch
        else:
            yield from stretch[:start]
            yield count
            yield from stretch[end:]


def _wrapped(
    line: Iterable[Piece], width: int, console: Console, tone: str | None = None
) -> list[Line]:
    """Return a paragraph in lines of `width` cells; `tone` None: each piece in that of its kind."""
    text = Text.assemble(*((visible(piece.text), tone or piece.kind) for piece in line))
    return [
        [(part.plain[span.start : span.end], str(span.style)) for span in part.spans]
        for part in text.wrap(console, max(width, 1))
    ]


def _columns(left: list[Line], right: list[Line], width: int) -> Iterator[Line]:
    """Set lines opposite each other."""
    nothing: Line = []
    for one, other in zip_longest(left, right, fillvalue=nothing):
        used = sum(cell_len(text) for text, _tone in one)
        yield [*one, (" " * (width - used), "same"), (_BETWEEN, "dim"), *other]
