"""The lines above and below the panes: status, tabs and keys, each a single widget."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from store.campaigns.checklist import Progress
from tui.app_context import app_of
from tui.commands import Command
from tui.commands.global_commands import ShowKeys
from tui.i18n import _, ngettext
from tui.late_messages import Lifetime
from tui.widgets.active_keys import MOVING, ActiveKey, active_keys
from tui.widgets.clickable_lines import Clickable, ClickableLines, laid_out
from tui.widgets.terminal_safe import one_line


def progress_bar(done: int, total: int, width: int) -> str:
    """Return a bar of `width` cells that shows how much of something is done."""
    full = round(done / total * width) if total else 0
    return "█" * full + "░" * (width - full)


class StatusLine(Lifetime, Widget):
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
    typed_by = reactive("")
    """By what Vietnamese is typed: Telex or VNI, or neither."""
    conflicts = reactive(0)
    """The number of unresolved merge conflicts."""
    checking = reactive("")
    """How many articles have been checked, while they are."""

    def on_mount(self) -> None:
        """Follow the checks in the background."""
        checking = app_of(self).checking
        self.listen(checking.listen, lambda: setattr(self, "checking", checking.told))

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
        if self.checking:
            parts.append(Content.styled(self.checking, "$text-muted"))
        if self.typed_by:
            parts.append(Content.styled(self.typed_by, "$text-accent"))
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


class TabStrip(ClickableLines):
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
        tabs = (
            Clickable(
                Content.styled(
                    names[pane], "bold reverse" if pane == self.active else "$text-muted"
                ),
                f"screen.go('{pane}')",
                _(command.help),
            )
            for pane, _key, command in self._tabs
        )
        return self.draw(laid_out(tabs, self.size.width)[:1])


FIRST: Final = ("f1", "ctrl+p", "escape", "question_mark", "alt+slash", "enter", "ctrl+s", "space")
"""The keys that come first in the bottom line."""


class KeyLine(ClickableLines):
    """The bottom line: the keys that work at the focus; a click does the same.

    The order is the same everywhere, so nobody has to search: help and commands; the way out; the
    panel of all other keys; what takes or does it (Enter, Ctrl+S, Space); then what the place
    itself lists, in its order, and last what its screen lists.
    """

    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; background: $panel; dock: bottom; }
    """

    _drawn: list[list[Clickable]] | None = None
    """The lines as they were drawn last."""
    _is_asked = False
    """Whether the bindings may be others than those of the lines."""

    def on_mount(self) -> None:
        """Follow the bindings of the focused widget."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self._follow())

    def _follow(self) -> None:
        if not self._is_asked:  # one key may ask several times
            self._is_asked = True
            self.call_next(self._draw_others)

    def _draw_others(self) -> None:
        """Draw the keys again if they are others: most moves of a cursor change none."""
        self._is_asked = False
        if self._lines(self.size.width) != self._drawn:
            self.refresh(layout=self.styles.is_auto_height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the keys take."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """Draw as many keys as fit."""
        self._drawn = self._lines(self.size.width)
        return self.draw(self._drawn)

    def left_out(self) -> list[ActiveKey]:
        """Return what can be done here and is not in the line, except moving and typing."""
        here = [one for one in active_keys(self.screen) if one.name != ShowKeys.id]
        return _left_out(here, self._lines(self.size.width))

    def _lines(self, width: int) -> list[list[Clickable]]:
        """Return the lines; the key of the panel is offered only if something is left out."""
        here = active_keys(self.screen)
        without = [one for one in here if one.name != ShowKeys.id]
        lines = self._laid_out(without, width)
        if _left_out(without, lines):
            lines = self._laid_out(here, width)
        return lines

    def _laid_out(self, keys: list[ActiveKey], width: int) -> list[list[Clickable]]:
        most = self.styles.max_height
        shown = sorted((one for one in keys if one.binding.show), key=_rank)
        return laid_out(map(self._item, shown), width)[: int(most.value) if most else 1]

    def _item(self, one: ActiveKey) -> Clickable:
        return Clickable(
            Content.assemble(
                (self.app.get_key_display(one.binding), "$footer-key-foreground bold"),
                f" {_(one.binding.description)}",
            ),
            one.action,
            _(one.binding.tooltip),
        )


def _left_out(keys: list[ActiveKey], lines: list[list[Clickable]]) -> list[ActiveKey]:
    """Return the keys that are not in the lines, except those nobody looks for."""
    shown = {item.action for line in lines for item in line}
    return [one for one in keys if one.action not in shown and not _is_known(one)]


def _is_known(one: ActiveKey) -> bool:
    """Return whether nobody looks for a key: those of moving, and Esc where the line hides it."""
    return one.heading == MOVING or (one.keys[0] == "escape" and not one.binding.show)


def _rank(one: ActiveKey) -> int:
    return FIRST.index(one.keys[0]) if one.keys[0] in FIRST else len(FIRST)


_KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "slash": "/",
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
    "apostrophe": "'",
    "exclamation_mark": "!",
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
