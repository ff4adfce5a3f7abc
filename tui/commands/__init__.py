"""The registry of commands: what a user can do, each defined once.

One class gives the key binding (which can be changed by its id), the footer, the tooltip, the entry
of the palette and the row of the help, so they cannot drift apart. What a command *does* is the
method `action_…` of the widget or screen that lists it in its `BINDINGS`.
"""

# Importing them fills REGISTRY.
from tui.commands import (  # noqa: F401
    articles,
    bulletins,
    calendar,
    campaign_lists,
    campaign_navigation,
    campaigns,
    checklist,
    checks,
    dialog_keys,
    global_commands,
    history,
    list_keys,
    matrix,
    overview,
    plain_text,
    records,
    recovery,
    related,
    replacing,
    search,
    units,
    versions,
    writing,
)
from tui.commands.command import REGISTRY, Command, bindings

__all__ = ["REGISTRY", "Command", "bindings"]
