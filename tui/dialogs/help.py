"""The help (F1): the keys that work at the focus, taken from the bindings."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tui.dialogs.dialog import CLOSE, Dialog
from tui.i18n import _
from tui.widgets.active_keys import HEADINGS, active_keys
from tui.widgets.bars import shown_key
from tui.widgets.check_signs import grades_on


class HelpScreen(Dialog[None]):
    """List the keys that work at the focus of the screen behind, nearest first."""

    BINDINGS = [CLOSE]
    DEFAULT_CSS = """
    HelpScreen #box { height: 100%; }
    HelpScreen #title { margin-bottom: 0; }
    HelpScreen VerticalScroll { height: 1fr; }
    HelpScreen #signs { color: $text-muted; margin-top: 1; }
    HelpScreen #more { color: $text-muted; height: 1; }
    """

    def __init__(self, behind: Screen[object]) -> None:
        super().__init__(_("What you can do here"))
        self._keys = active_keys(behind)
        self._fields = _fields_at(behind)
        self._signs = [*(behind.signs if isinstance(behind, Dialog) else ()), *grades_on(behind)]

    def compose_body(self) -> ComposeResult:
        """Yield the rows."""
        with VerticalScroll(can_focus=True):
            if self._signs:
                told = " · ".join(f"{sign} {what}" for sign, what in self._signs)
                yield Static(told, id="signs", markup=False)
            yield Static(self._table())
        yield Static(id="more", markup=False)

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        for style in ("bold", "bold", ""):
            table.add_column(style=style)
        if self._fields:
            table.add_row("", Text.assemble((_("The fields here"), "underline")))
            for label, what in self._fields:
                table.add_row("", label, what)
        parts = {one: [k for k in self._keys if k.heading == one] for one in HEADINGS}
        for heading, keys in parts.items():
            if not keys:
                continue
            table.add_row()
            table.add_row("", Text.assemble((_(heading), "underline")))
            for one in keys:
                shown = " ".join(dict.fromkeys(map(shown_key, one.keys)))
                table.add_row(shown, _(one.binding.description), _(one.binding.tooltip))
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


def _fields_at(behind: Screen[object]) -> list[tuple[str, str]]:
    """Return the fields of the form at the focus, each with what it is for.

    A widget or screen that has fields tells them by its property `fields_told`.
    """
    for node in (behind.focused or behind).ancestors_with_self:
        if told := getattr(node, "fields_told", None):
            return list(told)
    return []
