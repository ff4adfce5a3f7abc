"""From what the terminal has sent, put together, to the events of Textual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Textual's tables of keys are private, like the driver's use of them; the release is pinned.
from textual._xterm_parser import _MAX_SEQUENCE_SEARCH_THRESHOLD, XTermParser
from textual.events import Event, Key, Paste
from textual.message import Message

from tui.terminal.input import Escape, EscapeTakenBack, Pasted, Sequence, Typed, Unit

MOST_CHARACTERS: Final = _MAX_SEQUENCE_SEARCH_THRESHOLD
"""What Textual takes for a sequence; the characters of a longer one it would type."""

MOST_CELLS: Final = 9999
"""No terminal has more columns or lines than this."""

_RESIZE: Final = re.compile(r"\x1b\[48;(.*)t", re.DOTALL)


class KeyAfterEscape(Key):
    """The key after Esc, so soon that it may have been Alt and that key, cut by a slow line."""


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
                    after_escape = False
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
            if len(text) == 2:
                found += self._chord(text)
            elif len(text) <= MOST_CHARACTERS:
                found += self.feed(text)
            else:  # a word from an input method, in Kitty's protocol; Textual gives up before
                found += self._sequence_to_key_events(text)
        except (ValueError, OverflowError):  # the code of no character, a number of 5,000 digits
            found = []
            self._forget()
        if self._awaiting.timeout is not None:  # it is unknown, and no rest of it comes
            self._forget()
        for event in found:
            if alt and isinstance(event, Key):
                event.key = f"alt+{event.key}"
        return [event for event in found if not (isinstance(event, Key) and _is_no_text(event))]

    def _chord(self, text: str) -> list[Message]:
        found = list(self.feed(text))
        if self._timeout_time is not None:
            self._timeout_time = 0.0  # Alt and a key: there is nothing to wait for
            found += self.tick()
        for event in found:
            # Alt and a letter are told as that; Alt and a sign as the sign, which would be typed.
            if isinstance(event, Key) and event.character == text[1] and text[1].isprintable():
                event.key = f"alt+{event.key.removeprefix('alt+')}"
        return found

    def _forget(self) -> None:
        """Begin anew, after a sequence that is unknown or has made the parser fail."""
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
