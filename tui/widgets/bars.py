"""The lines above and below the panes: status, tabs and keys, each a single widget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from store.campaigns.checklist import Progress
from tui.commands import Command
from tui.commands.global_commands import Help, Palette
from tui.i18n import _, ngettext
from tui.widgets.terminal_safe import one_line


def progress_bar(done: int, total: int, width: int) -> str:
    """Return a bar of `width` cells that shows how much of something is done."""
    full = round(done / total * width) if total else 0
    return "█" * full + "░" * (width - full)


class StatusLine(Widget):
    """The top line: the campaign, its progress, and whether the text is saved."""

    DEFAULT_CSS = """
    StatusLine { height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """

    campaign = reactive("")
    progress: reactive[Progress | None] = reactive(None)
    saved_at: reactive[datetime | None] = reactive(None)
    unsaved: reactive[str | None] = reactive(None)
    """Why the text is not saved; empty while a save is due; None if it is saved."""
    only_reading = reactive(False)
    conflicts = reactive(0)
    """The number of unresolved merge conflicts."""

    def watch_unsaved(self) -> None:
        """Let style sheets know of a failure, which is shown in focus mode too."""
        self.set_class(bool(self.unsaved), "failed")

    def render(self) -> RenderResult:
        """Draw the line; if it is too narrow, the name of the campaign is truncated."""
        right = self._saving()
        middle = self._counts()
        room = self.size.width - right.cell_length - middle.cell_length - 2
        left = Content(one_line(self.campaign or "toasoan")).truncate(max(room, 0), ellipsis=True)
        gap = self.size.width - left.cell_length - middle.cell_length - right.cell_length
        return Content.assemble(left.stylize("bold"), middle, " " * max(gap, 1), right)

    def _counts(self) -> Content:
        parts: list[Content] = []
        if self.progress:
            done, total = self.progress.done, self.progress.total
            parts.append(Content(_("{done}/{total} tasks").format(done=done, total=total)))
            if late := self.progress.overdue:
                text = ngettext("{count} overdue", "{count} overdue", late).format(count=late)
                parts.append(Content.styled(text, "$text-error"))
        if count := self.conflicts:
            text = ngettext("{count} conflict", "{count} conflicts", count).format(count=count)
            parts.append(Content.styled(text, "$text-warning bold"))
        return Content.assemble("  " if parts else "", Content(" · ").join(parts))

    def _saving(self) -> Content:
        if self.unsaved:
            text = _("NOT SAVED: {reason} (F12: copy elsewhere)").format(reason=self.unsaved)
            return Content.styled(one_line(text), "$text-error bold").truncate(
                max(self.size.width - 2, 10), ellipsis=True
            )
        if self.unsaved is not None:
            return Content.styled(_("not saved yet …"), "$text-warning")
        if self.only_reading:
            return Content.styled(_("for reading only"), "$text-warning bold")
        if self.saved_at:
            time = f"{self.saved_at:%H:%M:%S}"
            return Content.styled(_("saved {time}").format(time=time), "$text-success")
        return Content("")


class Piece(NamedTuple):
    """A part of a line that can be clicked."""

    text: Content
    action: str
    tip: str
    """The tooltip; already translated."""


_GAP: Final = 2
"""Cells between two pieces."""


def _laid_out(pieces: Iterable[Piece], width: int) -> list[list[Piece]]:
    """Lay pieces out in lines of so many cells; one that is wider than a line is left out."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for piece in pieces:
        length = piece.text.cell_length
        if length > width:
            continue
        if used + length > width:
            lines.append([])
            used = 0
        lines[-1].append(piece)
        used += length + _GAP
    return lines


class _Pieces(Widget):
    """A line of pieces; a click on one runs its action."""

    _spots: tuple[tuple[range, int, Piece], ...] = ()
    """The cells each piece takes, and in which line."""

    def draw(self, pieces: Iterable[Piece]) -> Content:
        """Return the pieces in a row, as many as there is room for, and remember where each is."""
        lines = _laid_out(pieces, self.size.width)[: max(self.size.height, 1)]
        spots = []
        for number, line in enumerate(lines):
            start = 0
            for piece in line:
                end = start + piece.text.cell_length
                spots.append((range(start, end), number, piece))
                start = end + _GAP
        self._spots = tuple(spots)
        gap = Content(" " * _GAP)
        return Content("\n").join(gap.join(piece.text for piece in line) for line in lines)

    def _under(self, event: events.MouseEvent) -> Piece | None:
        at = event.get_content_offset(self)
        if at is None:
            return None
        return next((piece for x, y, piece in self._spots if at.x in x and at.y == y), None)

    def on_click(self, event: events.Click) -> None:
        """Run the action of the piece that was clicked."""
        if piece := self._under(event):
            self.call_later(self.run_action, piece.action)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the tooltip of the piece under the mouse."""
        piece = self._under(event)
        self.tooltip = piece.tip if piece else None


class TabStrip(_Pieces):
    """The names of the panes, in the narrow layout; a click goes there.

    `tabs` has the id of each pane, its key as shown, and the command that goes there.
    """

    DEFAULT_CSS = """
    TabStrip { height: 1; padding: 0 1; background: $surface; display: none; }
    """

    active = reactive("")
    counts: reactive[dict[str, int]] = reactive(dict)
    """The number of items in a pane, by its id; shown after its name unless it is 0."""

    def __init__(self, tabs: list[tuple[str, str, type[Command]]]) -> None:
        super().__init__()
        self._tabs = tabs

    def render(self) -> RenderResult:
        """Draw the tabs."""
        names = {pane: f" {key} {_(command.label)} " for pane, key, command in self._tabs}
        counted = {
            p: f"{n}({self.counts[p]}) " if self.counts.get(p) else n for p, n in names.items()
        }
        if sum(map(cell_len, counted.values())) + 2 * (len(names) - 1) <= self.size.width:
            names = counted
        return self.draw(
            Piece(
                Content.styled(
                    names[pane], "bold reverse" if pane == self.active else "$text-muted"
                ),
                f"screen.go('{pane}')",
                _(command.help),
            )
            for pane, _key, command in self._tabs
        )


class KeyLine(_Pieces):
    """The bottom line: the keys that work at the focus; a click does the same."""

    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; background: $panel; dock: bottom; }
    """

    def on_mount(self) -> None:
        """Follow the bindings of the focused widget."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self._follow())

    def _follow(self) -> None:
        self.refresh(layout=self.styles.is_auto_height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the keys take."""
        return len(_laid_out(self._keys(), width))

    def render(self) -> RenderResult:
        """Draw as many keys as fit."""
        return self.draw(self._keys())

    def _keys(self) -> Iterator[Piece]:
        active = (a for a in self.screen.active_bindings.values() if a.enabled and a.binding.show)
        shown: dict[str, Binding] = {}
        for binding in (a.binding for a in active):
            if binding.id:
                shown.setdefault(binding.id, binding)  # the first of a command's keys
        # Help and palette come first: they lead to the keys that do not fit.
        for name in sorted(shown, key=lambda name: name not in (Help.id, Palette.id)):
            yield Piece(
                Content.assemble(
                    (self.app.get_key_display(shown[name]), "$footer-key-foreground bold"),
                    f" {_(shown[name].description)}",
                ),
                f"app.command('{name}')",
                _(shown[name].tooltip),
            )


_KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "plus": "+",
    "equals_sign": "+",  # on the same key: nobody has to hold Shift
    "minus": "−",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "delete": "Del",
    "backspace": "⌫",
    "tab": "Tab",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def shown_key(key: str) -> str:
    """Return a key as it is usually written: `^S`, `F1`, `Esc`."""
    for modifier, shown in (("ctrl+", "^"), ("alt+", "Alt+")):
        if key.startswith(modifier):
            rest = shown_key(key.removeprefix(modifier))
            return shown + (rest.upper() if len(rest) == 1 else rest)
    if key.startswith("shift+"):
        return "⇧" + shown_key(key.removeprefix("shift+"))
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return _KEY_NAMES.get(key, key)
