"""Ctrl+P: every command by its name, with its key."""

from __future__ import annotations

from typing import Final

from textual.dom import DOMNode

from tui.app_context import app_of
from tui.commands import REGISTRY, campaigns, global_commands, related
from tui.commands.list_keys import MOVES
from tui.dialogs.picker import Option, Picker
from tui.i18n import _, in_other_language
from tui.screens.campaign.base import Room
from tui.screens.desk.screen import DeskScreen
from tui.widgets.bars import shown_key

FROM_ROOMS: Final = (
    global_commands.GoChecklist,
    global_commands.GoDrafts,
    global_commands.GoRelated,
    campaigns.WriteReport,
    global_commands.NewArticle,
    global_commands.OpenPage,
    related.ImportNews,
    global_commands.ChooseCampaign,
    campaigns.CloneCampaign,
    campaigns.SaveTemplate,
    global_commands.GetBack,
    global_commands.SaveCopy,
    global_commands.ChooseTheme,
    global_commands.SwitchLanguage,
)
"""The commands of the desk that make sense in a room: those not about the open article."""


def open_palette(screen: DeskScreen | Room, desk: DeskScreen) -> None:
    """Offer the commands that can be run now, and run the chosen one.

    A command of the desk leaves the room in which it was chosen. The screen in front may be the
    desk screen itself.
    """
    found = _available(screen, desk)
    options = [
        Option(
            name,
            _(REGISTRY[name].label),
            _(REGISTRY[name].help),
            key,
            in_other_language(REGISTRY[name].help),
            (in_other_language(REGISTRY[name].label), REGISTRY[name].also),
        )
        for name, (_node, key) in found.items()
    ]

    async def run(picked: list[str] | None) -> None:
        if picked:
            node, _key = found[picked[0]]
            if screen is desk:
                _bring_to_front(desk, node)
            elif node is desk:
                screen.dismiss(None)
            await screen.app.run_action(REGISTRY[picked[0]].action, node)

    screen.app.push_screen(Picker(_("Commands"), options), run)


def _available(screen: DeskScreen | Room, desk: DeskScreen) -> dict[str, tuple[DOMNode, str]]:
    """Return the commands by id: those of the focus first, then those of the panes or the desk."""
    found: dict[str, tuple[DOMNode, str]] = {}
    for active in screen.active_bindings.values():
        name = active.binding.id
        if name in REGISTRY and name not in MOVES and active.enabled:
            found.setdefault(name, (active.node, shown_key(active.binding.key)))
        elif name == "entry.undo":  # in a text, the same words mean the text
            found.setdefault(global_commands.Undo.id, (active.node, shown_key(active.binding.key)))
    own_keys = app_of(screen).settings.keys

    def add(name: str, node: DOMNode) -> None:
        key = own_keys.get(name, REGISTRY[name].key)
        found.setdefault(name, (node, shown_key(key.split(",")[0])))

    if isinstance(screen, Room):
        for command in FROM_ROOMS:
            add(command.id, desk)
        return found
    for pane in (desk.checklist, desk.drafts.shown, desk.related):
        for binding in pane.BINDINGS:
            name = getattr(binding, "id", None)
            if name not in REGISTRY or name in MOVES:
                continue
            if REGISTRY[name].is_offered_by(pane):
                add(name, pane)
    return found


def _bring_to_front(desk: DeskScreen, node: DOMNode) -> None:
    for pane in (desk.checklist, desk.drafts, desk.related):
        if pane in node.ancestors_with_self and not pane.has_class("active"):
            desk.action_go(str(pane.id))
