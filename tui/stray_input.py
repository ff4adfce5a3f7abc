"""Input that was not meant for where it arrives: what a slow line has cut, and stray pastes.

A terminal sends Alt and a letter as Esc and that letter, and the beginning of a paste as Esc and
more. Where a line cuts behind the Esc, it has left the text before the rest comes. What is done
then is decided here:

- **The letter after Esc, less than half a second later,** is typed where one types. Elsewhere it
  does what it always does, as long as that changes nothing: quick fingers press Esc and `f` or
  `j`. What would change the desk at its one key, or answers a question with yes
  (`Command.at_once`), is not done but told, and is done when the key is pressed again. So
  Alt+D on a slow line leaves the text, and deletes nothing. Only the first letter can have been
  cut from its Esc; those behind it are keys as ever. Kitty's keyboard protocol tells Esc from
  Alt; nothing is held back there.
- **The Esc that began a paste** or a key is taken back: the focus goes where it was.
- **A paste where nobody can write** is kept for Ctrl+V.
"""

from __future__ import annotations

from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.widget import Widget

from tui.commands import REGISTRY
from tui.i18n import _
from tui.key_queue import Input, KeyQueue, Result
from tui.messages import ComeBack
from tui.terminal.key_parser import EscapeWasNone, KeyAfterEscape
from tui.widgets.bars import shown_key


class StrayInput(KeyQueue[Result]):
    """An App that makes no command of what a line has torn apart."""

    def __init__(self) -> None:
        super().__init__()
        self._before_escape: tuple[DOMNode, Widget | None] | None = None
        """Where the focus was when Esc was pressed last, while nothing has come after it."""

    def admits(self, event: Input) -> bool:
        """Tell whether something typed has its effect where the focus is now."""
        before, self._before_escape = self._before_escape, None
        match event:
            case EscapeWasNone():
                if before:
                    self._go_back(*before)
                return False
            case KeyAfterEscape() if not self._takes_letters and self._changes_at_once(event.key):
                told = _("{key} right after Esc may have been {chord}: press it again.")
                chord = shown_key(f"alt+{event.key}")
                self.notify(told.format(key=shown_key(event.key), chord=chord))
                return False
            case Paste() if not self._takes_letters:
                # Not `copy_to_clipboard`: the terminal's own clipboard is where it came from.
                self._clipboard = event.text
                self.notify(
                    _("Nothing can be pasted here; go where you write, and Ctrl+V inserts it.")
                )
                return False
            case Key(key="escape"):
                self._before_escape = self.screen, self.focused
        return True

    @property
    def _takes_letters(self) -> bool:
        return getattr(self.focused, "takes_letters", False)

    def _changes_at_once(self, key: str) -> bool:
        active = self.screen.active_bindings.get(key)
        command = REGISTRY.get(active.binding.id or "") if active else None
        return command is not None and command.at_once

    def _go_back(self, screen: DOMNode, focused: Widget | None) -> None:
        if screen is not self.screen or not focused or not focused.is_attached:
            return
        if all(node.display for node in focused.ancestors_with_self if isinstance(node, Widget)):
            self.screen.set_focus(focused)
        else:
            focused.post_message(ComeBack(focused))
            self._reached_app = True  # what is typed next waits until that has had its effect
