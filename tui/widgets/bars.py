"""The lines above and below the panes: status, tabs, keys. Each is one widget that draws itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from store.plan import Progress
from tui.commands import Help, Palette
from tui.i18n import _, ngettext
from tui.widgets.controls import one_line


class StatusLine(Widget):
    """The top line: campaign, how far it has come, and whether what was typed is saved."""

    DEFAULT_CSS = """
    StatusLine { height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """

    campaign = reactive("")
    progress: reactive[Progress | None] = reactive(None)
    saved_at: reactive[datetime | None] = reactive(None)
    unsaved: reactive[str | None] = reactive(None)
    """Why it is not saved; the empty text while a save is due; None when all is saved."""

    def render(self) -> RenderResult:
        """Draw the line; where it is too narrow, the name of the campaign gives way."""
        right = self._saving()
        middle = self._counts()
        room = self.size.width - right.cell_length - middle.cell_length - 2
        left = Content(one_line(self.campaign or "toasoan")).truncate(max(room, 0), ellipsis=True)
        gap = self.size.width - left.cell_length - middle.cell_length - right.cell_length
        return Content.assemble(left.stylize("bold"), middle, " " * max(gap, 1), right)

    def _counts(self) -> Content:
        if self.progress is None:
            return Content("")
        done = _("{done}/{total} tasks").format(done=self.progress.done, total=self.progress.total)
        parts: list[Content] = [Content(f"  {done}")]
        if late := self.progress.overdue:
            text = ngettext("{count} overdue", "{count} overdue", late).format(count=late)
            parts.append(Content.styled(f" · {text}", "$text-error"))
        return Content.assemble(*parts)

    def _saving(self) -> Content:
        if self.unsaved:
            text = _("NOT SAVED: {reason}").format(reason=self.unsaved)
            return Content.styled(one_line(text), "$text-error bold").truncate(
                max(self.size.width - 2, 10), ellipsis=True
            )
        if self.unsaved is not None:
            return Content.styled(_("not saved yet …"), "$text-warning")
        if self.saved_at:
            time = f"{self.saved_at:%H:%M:%S}"
            return Content.styled(_("saved {time}").format(time=time), "$text-success")
        return Content("")


class _Pieces(Widget):
    """A line of pieces of text; a click on one runs its action."""

    def on_click(self, event: events.Click) -> None:
        """Run the action of the piece that was clicked."""
        if (place := event.get_content_offset(self)) is None:
            return
        for start, end, action in self._spots:
            if start <= place.x < end:
                self.call_later(self.run_action, action)

    def draw(self, pieces: Iterable[tuple[Content, str]]) -> Content:
        """Give the pieces in a row, as many as there is room for, and remember where each is."""
        self._spots: list[tuple[int, int, str]] = []
        parts: list[Content] = []
        used = 0
        for piece, action in pieces:
            if used + piece.cell_length > self.size.width:
                break
            self._spots.append((used, used + piece.cell_length, action))
            parts += [piece, Content("  ")]
            used += piece.cell_length + 2
        return Content.assemble(*parts)


class TabStrip(_Pieces):
    """The names of the panes, in the narrow layout; a click goes there."""

    DEFAULT_CSS = """
    TabStrip { height: 1; padding: 0 1; background: $surface; display: none; }
    """

    active = reactive("")

    def __init__(self, tabs: list[tuple[str, str, str]]) -> None:
        """Make the strip.

        Args:
            tabs: for each pane its id, its key as shown, and its name as a message id.
        """
        super().__init__()
        self._tabs = tabs

    def render(self) -> RenderResult:
        """Draw the tabs."""
        return self.draw(
            (
                Content.styled(
                    f" {key} {_(name)} ", "bold reverse" if pane == self.active else "$text-muted"
                ),
                f"screen.go('{pane}')",
            )
            for pane, key, name in self._tabs
        )


class KeyLine(_Pieces):
    """The bottom line: the keys that work where the focus is; a click does the same."""

    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 1; background: $panel; dock: bottom; }
    """

    def on_mount(self) -> None:
        """Follow the bindings of what has the focus."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render(self) -> RenderResult:
        """Draw as many keys as there is room for."""
        active = (a for a in self.screen.active_bindings.values() if a.enabled and a.binding.show)
        shown = {binding.id: binding for binding in (a.binding for a in active) if binding.id}
        # The way to all the others comes first: what there is no room for is cut off.
        names = sorted(shown, key=lambda name: name not in (Help.id, Palette.id))
        return self.draw(
            (
                Content.assemble(
                    (self.app.get_key_display(binding), "$footer-key-foreground bold"),
                    f" {_(binding.description)}",
                ),
                f"app.command('{name}')",
            )
            for name, binding in ((name, shown[name]) for name in names)
        )


_KEY_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "slash": "/",
    "delete": "Del",
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
    """Give a key as a reader knows it: `^S`, `F1`, `Esc`."""
    if key.startswith("ctrl+"):
        rest = shown_key(key.removeprefix("ctrl+"))
        return "^" + (rest.upper() if len(rest) == 1 else rest)
    if key.startswith("shift+"):
        return "⇧" + shown_key(key.removeprefix("shift+"))
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return _KEY_NAMES.get(key, key)
