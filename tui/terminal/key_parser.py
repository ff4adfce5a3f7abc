"""Converts the units of the input into Textual's events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Textual's tables of keys are private; the release is pinned.
from textual._xterm_parser import _MAX_SEQUENCE_SEARCH_THRESHOLD, XTermParser
from textual.events import Event, Key, Paste
from textual.message import Message

from tui.terminal.input import Escape, EscapeTakenBack, Pasted, Sequence, Typed, Unit

MOST_CHARACTERS: Final = _MAX_SEQUENCE_SEARCH_THRESHOLD
"""The longest sequence for Textual; it would type the characters of a longer one."""

MOST_CELLS: Final = 9999
"""No terminal has more columns or lines than this."""

_MEANT_FOR_ALT: Final = "0123456789-=\r"
"""Signs that Textual takes with Alt for what a Mac would type (“º” for Alt+0), or without it."""

_OTHER_KEY: Final = re.compile(r"^\x1b\[27;(\d+);(\d+)~$")
"""A key with a modifier as xterm's modifyOtherKeys sends it; Kitty's protocol says the same."""

_WITH_ALT: Final = re.compile(r"\x1b\[(\d{1,2});(\d{1,2})([A-HP-S~])")
"""An arrow or another key without a letter, held with others. Textual takes one with Alt for Esc
and that key."""

_ALT: Final = 2
"""Its bit in the number of the keys that are held, less one."""

_RESIZE: Final = re.compile(r"\x1b\[48;(.*)t", re.DOTALL)


class KeyAfterEscape(Key):
    """The key soon after Esc: both may have been Alt and that key, split by a slow line."""


KeyAfterEscape.handler_name = Key.handler_name  # widgets handle it like any key


class EscapeWasNone(Event):
    """The previous Esc was not a key, but the start of what follows, split by a slow line."""


class KeyParser(XTermParser):
    """Textual's parser, fed with complete sequences only, so that it never waits for more."""

    def events(self, unit: Unit) -> Iterator[Message]:
        """Yield the events of a unit."""
        match unit:
            case Typed(text, after_escape):
                for event in self.feed(text):
                    if after_escape and isinstance(event, Key):
                        event = KeyAfterEscape(event.key, event.character)
                    yield event
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
        text = _OTHER_KEY.sub("\x1b[\\2;\\1u", text)
        alt = text.startswith("\x1b\x1b")  # an arrow, with Alt held
        text = text[1:] if alt else text
        if (held := _WITH_ALT.fullmatch(text)) and (int(held[2]) - 1) & _ALT:
            left = int(held[2]) - _ALT
            if left > 1:
                text = f"\x1b[{held[1]};{left}{held[3]}"
            else:
                text = f"\x1b[{held[1] if held[3] == '~' else ''}{held[3]}"
            alt = True
        if (resize := _RESIZE.fullmatch(text)) and not _is_size(resize[1]):
            return []
        found: list[Message] = []
        try:
            if len(text) == 2:
                found += self._chord(text)
            elif len(text) <= MOST_CHARACTERS:
                found += self.feed(text)
            else:  # a word from an input method in Kitty's protocol, too long for `feed`
                found += self._sequence_to_key_events(text)
        except (ValueError, OverflowError):  # not a code point, a number of 5,000 digits
            found = []
            self._forget()
        if self._awaiting.timeout is not None:  # it is unknown, and complete
            self._forget()
        for event in found:
            if alt and isinstance(event, Key):
                event.key = f"alt+{event.key}"
        return [event for event in found if not (isinstance(event, Key) and _is_no_text(event))]

    def _chord(self, text: str) -> list[Message]:
        if text[1] in _MEANT_FOR_ALT:
            return [Key(f"alt+{key.key}", None) for key in self._sequence_to_key_events(text[1])]
        found = list(self.feed(text))
        if self._timeout_time is not None:
            self._timeout_time = 0.0  # Alt and a key: nothing follows
            found += self.tick()
        for event in found:
            # Textual reports Alt and a letter as such, but Alt and a sign as the bare sign.
            if isinstance(event, Key) and event.character == text[1] and text[1].isprintable():
                event.key = f"alt+{event.key.removeprefix('alt+')}"
        return found

    def _forget(self) -> None:
        """Reset the parser after an unknown or invalid sequence."""
        self._tokens.clear()
        self._timeout_time = None
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)


def _is_size(numbers: str) -> bool:
    parts = [part.partition(":")[0] for part in numbers.split(";")]
    return (
        len(parts) == 4
        and all(part.isdecimal() and len(part) <= 5 and int(part) > 0 for part in parts)
        and all(int(part) <= MOST_CELLS for part in parts[:2])
    )


def _is_no_text(event: Key) -> bool:
    """Return whether a key has a lone surrogate, which no file can contain."""
    return any("\ud800" <= char <= "\udfff" for char in event.character or "")
