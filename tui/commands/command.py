"""What a command is. `tui.commands` says which there are."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

REGISTRY: Final[dict[str, type[Command]]] = {}
"""Every command by its id."""


class Command:
    """Something an editor can do; the id comes from the name of the class.

    So does the action, unless the command says what it calls: `does = "shift_entry(7)"`.
    """

    key: ClassVar[str]
    """The key, or several parted by commas."""
    label: ClassVar[str]
    """One or two words, for the footer (a message id)."""
    help: ClassVar[str]
    """One sentence, for tooltip, palette and help (a message id)."""
    footer: ClassVar[bool] = False
    """Whether it is one of the few keys that the footer shows."""
    priority: ClassVar[bool] = False
    """Whether the key works before the widget with the focus sees it."""
    changes: ClassVar[bool] = False
    """Whether it can do nothing but change the desk: where that is only read, it is refused."""
    does: ClassVar[str] = ""
    id: ClassVar[str]
    action: ClassVar[str]
    method: ClassVar[str]
    """The action without its arguments."""

    def __init_subclass__(cls) -> None:
        words = re.findall(r"[A-Z][a-z]*", cls.__name__)
        cls.id = "-".join(words).lower()
        cls.action = cls.does or "_".join(words).lower()
        cls.method = cls.action.partition("(")[0]
        REGISTRY[cls.id] = cls

    @classmethod
    def binding(cls) -> Binding:
        """Return the binding of this command; its description is a message id."""
        return Binding(
            cls.key,
            cls.action,
            cls.label,
            show=cls.footer,
            priority=cls.priority,
            tooltip=cls.help,
            id=cls.id,
        )


def bindings(*commands: type[Command]) -> list[BindingType]:
    """Return the bindings of some commands, for a widget's `BINDINGS`.

    The footer keeps the order.
    """
    return [command.binding() for command in commands]
