"""What a command is. `tui.commands` says which there are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.actions import parse
from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from textual.dom import DOMNode

REGISTRY: Final[dict[str, type[Command]]] = {}
"""Every command by its id."""


class Command:
    """Something a user can do; its id and action come from the name of the class.

    Class arguments:
        action: what to call instead, such as `shift_entry(7)`.
        footer: whether it is one of the few keys that the footer shows.
        priority: whether the key works before the widget with the focus sees it.
        changes: whether it can only change the desk; it is refused on a read-only desk.
        at_once: whether one key press changes the desk or answers a question. Right after Esc it
            is refused, because the key may have been Alt and that letter (`tui.stray_input`).
        also: other words for it, in both languages, by which the palette finds it.
    """

    key: ClassVar[str]
    """The key, or several separated by commas."""
    label: ClassVar[str]
    """One or two words, for the footer (a message id)."""
    help: ClassVar[str]
    """One sentence, for tooltip, palette and help (a message id)."""
    id: ClassVar[str]
    action: ClassVar[str]
    method: ClassVar[str]
    """The action without its arguments."""
    footer: ClassVar[bool]
    priority: ClassVar[bool]
    changes: ClassVar[bool]
    at_once: ClassVar[bool]
    also: ClassVar[str]

    def __init_subclass__(
        cls,
        *,
        action: str = "",
        footer: bool = False,
        priority: bool = False,
        changes: bool = False,
        at_once: bool = False,
        also: str = "",
    ) -> None:
        words = re.findall(r"[A-Z][a-z]*", cls.__name__)
        cls.id = "-".join(words).lower()
        cls.action = action or "_".join(words).lower()
        cls.method = cls.action.partition("(")[0]
        cls.footer, cls.priority = footer, priority
        cls.changes, cls.at_once = changes, at_once
        cls.also = also
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

    @classmethod
    def is_offered_by(cls, node: DOMNode) -> bool:
        """Return whether a widget or a screen offers this command now."""
        _, method, arguments = parse(cls.action)
        return bool(node.check_action(method, arguments))

    @classmethod
    def labelled(cls, label: str) -> Binding:
        """Return the binding under another label, which says what the command does there."""
        return replace(cls.binding(), description=label)


def bindings(*commands: type[Command]) -> list[BindingType]:
    """Return the bindings of some commands, for a widget's `BINDINGS`.

    The footer keeps the order.
    """
    return [command.binding() for command in commands]
