"""From what the terminal has sent, put together, to the events of Textual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Textual's tables of keys are private, like the driver's use of them; the release is pinned.
from textual._xterm_parser import XTermParser
from textual.events import Event, Key, Paste
from textual.message import Message

from tui.terminal.input import Escape, EscapeTakenBack, Pasted, Sequence, Typed, Unit

MOST_CELLS: Final = 9999
"""No terminal has more columns or lines than this."""

_RESIZE: Final = re.compile(r"\x1b\[48;(.*)t", re.DOTALL)


class KeyAfterEscape(Key):
    """A key so soon after Esc that it may have been Alt and that key, cut by a slow line."""


KeyAfterEscape.handler_name = Key.handler_name  # for a widget it is a key like any other


class EscapeWasNone(Event):
    """The Esc before was none: it began what follows, and a slow line has cut it."""


class KeyParser(XTermParser):
    """Textual's parser, fed with what is whole, so that it never waits or keeps anything."""

    def events(self, unit: Unit) -> Iterator[Message]:
        """Return what a part of the input means to the app."""
        match unit:
            case Typed(text, after_escape):
                for event in self.feed(text):
                    yield _marked(event) if after_escape and isinstance(event, Key) else event
            case Escape():
                yield Key("escape", "\x1b")
            case EscapeTakenBack():
                yield EscapeWasNone()
            case Pasted(text):
                yield Paste(text)
            case Sequence(text):
                yield from self._sequence(text)

    def _sequence(self, text: str) -> list[Message]:
        alt = text.startswith("\x1b\x1b")  # an arrow, with Alt held
        text = text[1:] if alt else text
        if (resize := _RESIZE.fullmatch(text)) and not _is_size(resize[1]):
            return []
        found: list[Message] = []
        try:
            found += self.feed(text)
            if self._timeout_time is not None and len(text) == 2:
                self._timeout_time = 0.0  # Alt and a key: there is nothing to wait for
                found += self.tick()
        except (ValueError, OverflowError):  # the code of no character, a number of 5,000 digits
            found = []
        finally:
            self._forget()
        for event in found:
            if alt and isinstance(event, Key):
                event.key = f"alt+{event.key}"
        return [event for event in found if not (isinstance(event, Key) and _is_no_text(event))]

    def _forget(self) -> None:
        """Wait for no rest of a sequence that is unknown, or that has made the parser fail."""
        self._tokens.clear()
        self._timeout_time = None
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)


def _marked(event: Key) -> Key:
    return KeyAfterEscape(event.key, event.character)


def _is_size(numbers: str) -> bool:
    parts = [part.partition(":")[0] for part in numbers.split(";")]
    return (
        len(parts) == 4
        and all(part.isdecimal() and len(part) <= 5 and int(part) > 0 for part in parts)
        and all(int(part) <= MOST_CELLS for part in parts[:2])
    )


def _is_no_text(event: Key) -> bool:
    """Tell whether a key carries half of a surrogate pair, which no file can hold."""
    return any("\ud800" <= char <= "\udfff" for char in event.character or "")
