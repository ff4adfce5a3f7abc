"""The keys that work where the focus is, and the heading that each belongs under."""

from __future__ import annotations

from typing import Final, NamedTuple

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

from tui.commands import REGISTRY
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
    """Return what can be done where the focus is, the nearest first."""
    found: dict[str, ActiveKey] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.enabled and binding.id:
            first = ActiveKey(binding.id, [], binding, _heading(active))
            keys = found.setdefault(binding.id, first).keys
            if binding.key not in keys:
                keys.append(binding.key)
    return list(found.values())


def _heading(active: ActiveBinding) -> str:
    name = str(active.binding.id)
    if name not in REGISTRY or name in MOVES:
        return MOVING
    if isinstance(active.node, App):
        return EVERYWHERE
    return ON_SCREEN if isinstance(active.node, Screen) else HERE
