"""Ctrl+P: every command by its name, with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.dom import DOMNode

from tui.commands import REGISTRY
from tui.commands.lists import MOVES
from tui.i18n import _
from tui.screens.desk import DeskScreen
from tui.screens.pick import Option, Picker
from tui.widgets.bars import shown_key

if TYPE_CHECKING:
    from tui.app import ToasoanApp


def open_palette(screen: DeskScreen) -> None:
    """Let the editor pick a command that can be run now, and run it where it belongs."""
    found = _available(screen)
    options = [
        Option(name, _(REGISTRY[name].label), _(REGISTRY[name].help), key)
        for name, (node, key) in found.items()
    ]

    async def run(picked: list[str] | None) -> None:
        if picked:
            node, _key = found[picked[0]]
            _bring_to_front(screen, node)
            await screen.app.run_action(REGISTRY[picked[0]].action, node)

    screen.app.push_screen(Picker(_("Commands"), options), run)


def _available(screen: DeskScreen) -> dict[str, tuple[DOMNode, str]]:
    """Give the commands by id: those of the focus first, then those of the panes."""
    found: dict[str, tuple[DOMNode, str]] = {}
    for active in screen.active_bindings.values():
        name = active.binding.id
        if name in REGISTRY and name not in MOVES and active.enabled:
            found.setdefault(name, (active.node, shown_key(active.binding.key)))
    own_keys = cast("ToasoanApp", screen.app).settings.keys
    for pane in (screen.checklist, screen.drafts.shown, screen.related):
        for binding in pane.BINDINGS:
            name = getattr(binding, "id", None)
            if name in REGISTRY and pane.check_action(REGISTRY[name].action, ()):
                key = own_keys.get(name, REGISTRY[name].key)
                found.setdefault(name, (pane, shown_key(key.split(",")[0])))
    return found


def _bring_to_front(screen: DeskScreen, node: DOMNode) -> None:
    for pane in (screen.checklist, screen.drafts, screen.related):
        if pane in node.ancestors_with_self and not pane.has_class("active"):
            screen.action_go(str(pane.id))
