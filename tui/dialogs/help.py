"""The help (F1): the keys that work at the focus, taken from the bindings."""

from __future__ import annotations

from typing import Final

from rich.table import Table
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tui.commands import REGISTRY
from tui.commands.list_keys import MOVES
from tui.dialogs.dialog import Dialog
from tui.i18n import N_, _
from tui.widgets.bars import shown_key

HERE: Final = N_("Where the focus is")
ON_SCREEN: Final = N_("On this screen")
EVERYWHERE: Final = N_("Everywhere")
MOVING: Final = N_("Moving and typing")
PARTS: Final = (HERE, ON_SCREEN, EVERYWHERE, MOVING)
"""The headings (message ids), the nearest first; everybody knows the arrow keys."""


class HelpScreen(Dialog[None]):
    """List the keys that work at the focus of the screen behind, nearest first."""

    DEFAULT_CSS = """
    HelpScreen #box { height: 100%; }
    HelpScreen #title { margin-bottom: 0; }
    HelpScreen VerticalScroll { height: 1fr; }
    HelpScreen #signs { color: $text-muted; margin-top: 1; }
    HelpScreen #more { color: $text-muted; height: 1; }
    """

    def __init__(self, behind: Screen[object]) -> None:
        super().__init__(_("What you can do here"))
        self._active = [
            active
            for active in behind.active_bindings.values()
            if active.enabled and active.binding.id
        ]
        self._signs = behind.signs if isinstance(behind, Dialog) else []

    def compose_body(self) -> ComposeResult:
        """Yield the rows."""
        with VerticalScroll(can_focus=True):
            if self._signs:
                told = " · ".join(f"{sign} {what}" for sign, what in self._signs)
                yield Static(told, id="signs", markup=False)
            yield Static(self._table())
        yield Static(id="more", markup=False)

    def _table(self) -> Table:
        parts: dict[str, dict[str, Binding]] = {}
        keys: dict[str, list[str]] = {}
        for active in self._active:
            name = str(active.binding.id)
            parts.setdefault(_part_of(active), {}).setdefault(name, active.binding)
            shown = keys.setdefault(name, [])
            if (key := shown_key(active.binding.key)) not in shown:
                shown.append(key)
        table = Table.grid(padding=(0, 2, 0, 0))
        for style in ("bold", "bold", ""):
            table.add_column(style=style)
        for part in (part for part in PARTS if part in parts):
            table.add_row()
            table.add_row("", Text.assemble((_(part), "underline")))
            for name, binding in parts[part].items():
                table.add_row(" ".join(keys[name]), _(binding.description), _(binding.tooltip))
        return table

    def on_mount(self) -> None:
        """Let the arrows scroll, and show when there is more below."""
        scroll = self.query_one(VerticalScroll)
        scroll.focus()
        for what in ("scroll_y", "virtual_size", "size"):
            self.watch(scroll, what, self._tell_more)

    def _tell_more(self) -> None:
        scroll = self.query_one(VerticalScroll)
        is_end = scroll.scroll_target_y >= scroll.max_scroll_y
        self.query_one("#more", Static).update("" if is_end else _("▼ more below: ↓, PgDn"))

    async def action_help(self) -> None:
        """Close the help."""
        self.dismiss(None)


def _part_of(active: ActiveBinding) -> str:
    """Return the heading that a key belongs under."""
    name = str(active.binding.id)
    if name not in REGISTRY or name in MOVES:
        return MOVING
    if isinstance(active.node, App):
        return EVERYWHERE
    return ON_SCREEN if isinstance(active.node, Screen) else HERE
