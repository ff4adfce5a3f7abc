"""Input that arrives where it was not meant to: split by a slow line, or a stray paste.

A terminal sends Alt and a letter as Esc and the letter, and the start of a paste as Esc and more.
If a line splits them after Esc, the text has lost the focus before the rest arrives. Then:

- **The letter after Esc, less than half a second later,** is inserted in an entry. Elsewhere it is
  a command as usual, as long as that changes nothing: people press Esc and `f` or `j` quickly. A
  command that changes the desk with a single key, or answers yes (`Command.at_once`), is not
  run but notified, and runs when the key is pressed again. So Alt+D on a slow line leaves the text,
  but deletes nothing. Only the first letter can have been separated from Esc; the following ones
  are normal keys. Kitty's keyboard protocol distinguishes Esc from Alt, so there nothing is held
  back.
- **An Esc that was the start of a paste** or a key is undone: the focus returns to where it was.
- **A paste where nothing can be typed** is kept for Ctrl+V.
- **Letters behind a letter that was refused** on a desk that is open for reading, such as a name
  that was meant for the form, are no commands, until a second has passed without one.
"""

from __future__ import annotations

from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.widget import Widget

from tui.commands import REGISTRY, Command
from tui.i18n import _
from tui.key_queue import Input, KeyQueue, Result
from tui.messages import ComeBack
from tui.terminal.key_parser import EscapeWasNone, KeyAfterEscape
from tui.widgets.bars import shown_key

TYPED_ON = 1.0
"""Seconds within which a letter belongs to the one before."""


class StrayInput(KeyQueue[Result]):
    """An App that does not run commands for split input."""

    def __init__(self) -> None:
        super().__init__()
        self._before_escape: tuple[DOMNode, Widget | None] | None = None
        """Where the focus was at the last Esc, until the next input."""
        self._last_key: Key | None = None
        self._refused_until = 0.0
        """Until when letters belong to one that was refused."""

    def admits(self, event: Input) -> bool:
        """Return whether input may take effect at the current focus."""
        before, self._before_escape = self._before_escape, None
        if isinstance(event, Key) and self._follows_refused(event):
            return False
        match event:
            case EscapeWasNone():
                if before:
                    self._go_back(*before)
                return False
            case KeyAfterEscape() if command := self._done_at_once(event.key):
                told = _(
                    "{key} right after Esc may have been {chord}: press it again for “{command}”."
                )
                key, chord = shown_key(event.key), shown_key(f"alt+{event.key}")
                self.notify(told.format(key=key, chord=chord, command=_(command.label)))
                return False
            case Paste() if not self._takes_letters:
                # Not `copy_to_clipboard`: it came from the terminal's own clipboard.
                self._clipboard = event.text
                self.notify(
                    _("Nothing can be pasted here; go where you write, and Ctrl+V inserts it.")
                )
                return False
            case Key(key="escape"):
                self._before_escape = self.screen, self.focused
        return True

    def refuse_what_follows(self) -> None:
        """Take the letters that follow the last key, which was refused, for no commands."""
        if self._last_key and self._last_key.is_printable:
            self._refused_until = self._last_key.time + TYPED_ON

    def _follows_refused(self, event: Key) -> bool:
        self._last_key = event
        follows = event.is_printable and event.time < self._refused_until
        self._refused_until = event.time + TYPED_ON if follows else 0.0
        return follows and not self._takes_letters

    @property
    def _takes_letters(self) -> bool:
        return getattr(self.focused, "takes_letters", False)

    def _done_at_once(self, key: str) -> type[Command] | None:
        """Return the command of a key, if it changes the desk or answers at once."""
        active = None if self._takes_letters else self.screen.active_bindings.get(key)
        command = REGISTRY.get(active.binding.id or "") if active else None
        return command if command and command.at_once else None

    def _go_back(self, screen: DOMNode, focused: Widget | None) -> None:
        if screen is not self.screen or not focused or not focused.is_attached:
            return
        if all(node.display for node in focused.ancestors_with_self if isinstance(node, Widget)):
            self.screen.set_focus(focused)
        else:
            focused.post_message(ComeBack(focused))
            self._reached_app = True  # the next input waits until that is handled
