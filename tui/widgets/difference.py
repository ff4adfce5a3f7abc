"""The difference of two texts by chữ (syllables): inline, in two columns, or with plain marks.

Colour is never the only sign: removed text is struck through, added text is underlined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Final, Literal, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from textual import work
from textual.reactive import reactive
from textual.worker import Worker, WorkerState, get_current_worker

from store.articles.diff import Piece, marked, pieces, side_by_side
from tui.commands.history import NextMode, ReadOn, ShowUnchanged
from tui.i18n import _, ngettext
from tui.widgets.text_view import Sheet, wrapped
from tui.widgets.virtual_list import Line
from tui.workers import said

Mode = Literal["inline", "side-by-side", "plain"]

MODES: Final[tuple[Mode, ...]] = ("inline", "side-by-side", "plain")

COLUMNS: Final = 100
"""The minimum width for two texts side by side."""

AT_ONCE: Final = 12_000
"""The maximum length compared at once, in a few milliseconds; longer texts go to a thread."""

FOLDED: Final = 3
"""More consecutive unchanged paragraphs than this are folded into one line."""

_BETWEEN: Final = " │ "
_BLANKS: Final = str.maketrans({" ": "␣", "\xa0": "⍽", "\t": "→", "\n": "↵\n"})
"""Makes added or removed white space visible."""


class _Block(NamedTuple):
    """A paragraph, or two side by side."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...] | None = None
    """None if there is one column."""

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
    mode: Mode
    width: int
    whole: bool
    names: tuple[str, str]


class Difference(Sheet):
    """The difference of two texts, set by `show`."""

    TONES = "difference"
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
    """How it is shown; below the width `COLUMNS`, "side-by-side" is shown inline."""
    whole: reactive[bool] = reactive(False)
    """Whether long unchanged parts are shown, too."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._texts = ("", "")
        self._names = ("", "")
        self._found: list[Piece] | None = None
        """The difference, once it is known."""
        self._sentence = ""
        """A sentence shown instead of a difference."""

    # -------------------------------------------------------------- what is shown

    def show(self, old: str, new: str, old_name: str = "", new_name: str = "") -> None:
        """Show what has changed from `old` to `new`; the names (translated) head the columns."""
        self._texts, self._names = (old, new), (old_name, new_name)
        self._found, self._sentence = None, ""
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.lay_out()

    def show_sentence(self, sentence: str) -> None:
        """Show a sentence (already translated) instead of a difference."""
        self.show("", "")
        self._sentence = sentence
        self.lay_out()

    @property
    def is_empty(self) -> bool:
        """Whether it shows a sentence, as there is no difference."""
        is_same = self._texts[0] == self._texts[1] and not (self.whole and self._texts[0])
        return bool(self._sentence) or is_same

    @property
    def folds(self) -> bool:
        """Whether paragraphs that have not changed are folded away, or would be."""
        if self.is_empty:
            return False
        blocks = _folded(_blocks(self._found, self.mode)) if self._found else [0]
        return any(isinstance(block, int) for block in blocks)

    def next_mode(self, room: int = 0) -> None:
        """Switch to the next mode that fits the width, or `room` if that is more."""
        is_wide = max(room, self.outer_size.width) >= COLUMNS
        place = MODES.index(self.mode) + 1
        following = (*MODES[place:], *MODES[:place])
        self.mode = next(m for m in following if m != "side-by-side" or is_wide)

    def shows_more_by(self, action: str) -> bool:
        """Tell whether a command of a difference shows something else; True for any other."""
        return {
            ReadOn.action: self.max_scroll_y > 0,
            NextMode.action: not self.is_empty and self._texts[0] != self._texts[1],
            ShowUnchanged.action: self.folds,
        }.get(action, True)

    def read_on(self) -> None:
        """Scroll one screen down; at the end, back to the start."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.action_cursor_first()
        else:
            self.action_page(1)

    def watch_mode(self) -> None:
        """Draw it again."""
        self.lay_out()

    watch_whole = watch_mode

    # -------------------------------------------------------------- layout

    def lay_out(self) -> None:
        """Compute the difference, in a thread if the texts are long, and show it."""
        width = self.text_width
        if not width:
            return
        if self.is_empty:
            self.workers.cancel_node(self)
            self._put_sentence(self._sentence or _("No difference."))
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
        """Show why it failed; a change of size or mode tries again."""
        if event.worker.group == "difference" and event.state is WorkerState.ERROR:
            self._put_sentence(said(event.worker))

    def _put_sentence(self, sentence: str) -> None:
        width = self.text_width
        self.put(wrapped([(sentence, "dim")], width, self.app.console))

    def _arrived(self, texts: tuple[str, str], found: list[Piece], sheet: list[Line]) -> None:
        if texts == self._texts and not self._sentence:
            self._found = found
            self.put(sheet)


def _sheet(found: Sequence[Piece], look: _Look, console: Console) -> list[Line]:
    """Return the lines of a difference."""
    lines: list[Line] = []
    width = look.width
    if look.mode == "side-by-side":
        width = (look.width - len(_BETWEEN)) // 2
        if any(look.names):
            old, new = (wrapped([(name, "title")], width, console)[:1] for name in look.names)
            lines += _columns(old, new, width)
    blocks = _blocks(found, look.mode)
    for block in blocks if look.whole else _folded(blocks):
        if isinstance(block, int):
            told = ngettext(
                "⋯ {count} unchanged paragraph", "⋯ {count} unchanged paragraphs", block
            )
            lines.append([(told.format(count=block), "dim")])
        elif block.right is None:
            lines += wrapped(_toned(block.left, look.mode), width, console)
        else:
            sides = (_toned(side, look.mode) for side in (block.left, block.right))
            left, right = (wrapped(side, width, console) for side in sides)
            lines += _columns(left, right, width)
    return lines


def _blocks(found: Sequence[Piece], mode: Mode) -> list[_Block]:
    """Return the paragraphs of a difference, in one or two columns."""
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
    # An empty piece only ends at a line end: it does not belong to the line.
    kept = [[piece for piece in line if piece.text] or [Piece("same", "")] for line in lines]
    if mode == "plain":  # by line: a mark that ends after blank lines would be hard to find
        kept = [[Piece(piece.kind, marked([piece])) for piece in line] for line in kept]
    return [_Block(tuple(line)) for line in kept]


def _seen(piece: Piece) -> Piece:
    """Return a piece with visible blanks if it consists of nothing else."""
    if piece.kind == "same" or piece.text.strip():
        return piece
    return Piece(piece.kind, piece.text.translate(_BLANKS))


def _folded(blocks: Iterable[_Block]) -> Iterator[_Block | int]:
    """Yield the paragraphs, and for each run of unchanged ones that is left out its length.

    One unchanged paragraph before and after each change is kept for context.
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


def _toned(pieces: Iterable[Piece], mode: Mode) -> Line:
    is_plain = mode == "plain"
    return [(p.text, "" if is_plain or p.kind == "same" else p.kind) for p in pieces]


def _columns(left: list[Line], right: list[Line], width: int) -> Iterator[Line]:
    """Yield lines side by side."""
    nothing: Line = []
    for one, other in zip_longest(left, right, fillvalue=nothing):
        used = sum(cell_len(text) for text, _tone in one)
        yield [*one, (" " * (width - used), ""), (_BETWEEN, "dim"), *other]
