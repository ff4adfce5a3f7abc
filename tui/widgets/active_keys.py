"""The keys that work where the focus is, and the heading that each belongs under."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

from tui.app_context import app_of
from tui.commands import REGISTRY
from tui.commands.dialog_keys import Accept
from tui.commands.global_commands import SwitchInputMethod
from tui.commands.list_keys import MOVES
from tui.i18n import N_

HERE: Final = N_("Where the focus is")
ON_SCREEN: Final = N_("On this screen")
EVERYWHERE: Final = N_("Everywhere")
MOVING: Final = N_("Moving and typing")
HEADINGS: Final = (HERE, ON_SCREEN, EVERYWHERE, MOVING)
"""The headings (message ids), the nearest first; everybody knows the arrow keys."""


class ActiveKey(NamedTuple):
    """Something that can be done where the focus is."""

    name: str
    """The id of its binding, which is that of a command unless an entry has it for itself."""
    keys: list[str]
    """The keys that do it; of each command, the one that is shown comes first."""
    binding: Binding
    heading: str

    @property
    def action(self) -> str:
        """The action that a click runs."""
        return f"app.command('{self.name}')"


def active_keys(screen: Screen[object]) -> list[ActiveKey]:
    """Return what can be done where the focus is, the nearest first.

    What would only be refused is left out; its key still says why. A widget or screen whose method
    `offers` answers False to an action does not offer it now, and a desk that is open for reading
    offers nothing that changes it.
    """
    found: dict[str, ActiveKey] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.enabled and binding.id and _is_offered(active):
            first = ActiveKey(binding.id, [], binding, _heading(active))
            keys = found.setdefault(binding.id, first).keys
            if binding.key not in keys:
                keys.append(binding.key)
    _show_enter(screen, found)
    return list(found.values())


def _is_offered(active: ActiveBinding) -> bool:
    command = REGISTRY.get(active.binding.id or "")
    if command and command.changes and app_of(active.node).desk.file.read_only:
        return False
    offers = getattr(active.node, "offers", None)
    return offers is None or offers(active.binding.action)


def _show_enter(screen: Screen[object], found: dict[str, ActiveKey]) -> None:
    """Let Enter stand for what it does in an entry of a dialog that says so."""
    enter, accept = screen.active_bindings.get("enter"), found.get(Accept.id)
    if not (enter and accept and getattr(screen, "ENTER_ACCEPTS", False)):
        return
    if enter.binding.id == "entry.accept":
        binding = replace(accept.binding, key="enter")
        found[Accept.id] = accept._replace(binding=binding, keys=["enter", *accept.keys])


def _heading(active: ActiveBinding) -> str:
    name = str(active.binding.id)
    if name not in REGISTRY or name in MOVES or name == SwitchInputMethod.id:
        return MOVING
    if isinstance(active.node, App):
        return EVERYWHERE
    return ON_SCREEN if isinstance(active.node, Screen) else HERE
