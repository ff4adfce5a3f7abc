"""The help (F1): the keys that work at the focus, taken from the bindings."""

from __future__ import annotations

from rich.table import Table
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tui.commands import REGISTRY
from tui.commands.list_keys import MOVES
from tui.dialogs.dialog import Dialog
from tui.i18n import _
from tui.widgets.bars import shown_key


class HelpScreen(Dialog[None]):
    """List the keys that work at the focus of the screen behind, nearest first."""

    DEFAULT_CSS = """
    HelpScreen #box { height: 100%; }
    HelpScreen VerticalScroll { height: 1fr; }
    HelpScreen #signs { margin-bottom: 1; color: $text-muted; }
    """

    def __init__(self, behind: Screen[object]) -> None:
        super().__init__(_("What you can do here"))
        self._bindings_behind = [
            active.binding
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

    def _table(self) -> Table:
        keys: dict[str, list[str]] = {}
        bindings: dict[str, Binding] = {}
        for binding in self._bindings_behind:
            name = str(binding.id)
            bindings.setdefault(name, binding)
            shown = keys.setdefault(name, [])
            if (key := shown_key(binding.key)) not in shown:
                shown.append(key)
        table = Table.grid(padding=(0, 2, 0, 0))
        for style in ("bold", "bold", ""):
            table.add_column(style=style)
        # Moving and typing come last: everybody knows the arrow keys.
        for name in sorted(bindings, key=lambda name: name not in REGISTRY or name in MOVES):
            binding = bindings[name]
            table.add_row(" ".join(keys[name]), _(binding.description), _(binding.tooltip))
        return table

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    async def action_help(self) -> None:
        """Close the help."""
        self.dismiss(None)
