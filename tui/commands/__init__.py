"""The registry of commands: what an editor can do, each said once.

One class gives the key binding (rebindable by its id), the footer, the tooltip, the entry of the
palette and the row of the help, so they cannot drift apart. What a command *does* is the method
`action_…` of the widget or screen that lists it in its `BINDINGS`.
"""

from tui.commands import (
    articles,
    calendar,
    campaign_lists,
    campaign_navigation,
    campaigns,
    checklist,
    dialog_keys,
    global_commands,
    history,
    list_keys,
    matrix,
    overview,
    paths,
    plain_text,
    records,
    recovery,
    related,
    search,
    units,
)
from tui.commands.command import REGISTRY, Command, bindings

__all__ = [
    "REGISTRY",
    "Command",
    "articles",
    "bindings",
    "calendar",
    "campaign_lists",
    "campaign_navigation",
    "campaigns",
    "checklist",
    "dialog_keys",
    "global_commands",
    "history",
    "list_keys",
    "matrix",
    "overview",
    "paths",
    "plain_text",
    "records",
    "recovery",
    "related",
    "search",
    "units",
]
