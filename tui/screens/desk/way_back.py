"""Where Esc leads from the editor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class WayBack:
    """Where Esc leads from the editor, if not to the list of articles.

    Going to a pane by its key forgets it.
    """

    to_plan: bool = False
    """Whether to the checklist."""
    room: str = ""
    """The name of the room, if it leads to one."""
