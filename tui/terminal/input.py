"""Reassembles the input of the terminal: texts, keys and pastes, each complete or dropped.

A slow line splits the input anywhere, with long gaps. Textual gives up an incomplete sequence after
a tenth of a second and treats the rest as keys: if the start mark of a paste is split, its letters
become commands. Here a sequence waits as long as a line may take, and is then dropped. Only a
single ESC cannot wait, since it is also a key: Esc takes effect after a tenth of a second. If the
rest of a sequence arrives after all, `EscapeTakenBack` says that Esc was not pressed. The first
letter soon after Esc is marked, since both may have been Alt and that letter.

Nothing here reads a clock or a terminal: the time is an argument.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from dataclasses import dataclass
from math import inf
from typing import Final

from tui.terminal.sequences import (
    ESC,
    PASTE_END,
    PASTE_START,
    End,
    is_known_late,
    is_lone_introducer,
    is_string,
    may_be_answer,
    may_be_by_hand,
    may_be_late,
    measure,
)

ESCAPE_DELAY: Final = 0.1
"""Seconds until an ESC without a continuation is the key Esc."""

SEQUENCE_PATIENCE: Final = 1.5
"""Seconds that the rest of a sequence may take to arrive."""

STRING_PATIENCE: Final = 5.0
"""Seconds after which the longest reply has ended; what follows are keys."""

PASTE_PATIENCE: Final = 0.9
"""Seconds of silence after which a paste has ended, even without its end mark."""

CHARACTER_PATIENCE: Final = 0.5
"""Seconds that the rest of a character may take to arrive."""

BRACKET_PATIENCE: Final = 0.9
"""Seconds that a bracket after Esc waits: it was typed, or continues that ESC."""

LATE: Final = 1.2
"""Seconds after Esc in which its continuation is still recognised."""

DOUBT: Final = 0.5
"""Seconds after Esc in which the next letter may have been Alt and that letter."""

AFTERMATH: Final = 10.0
"""Seconds after an unfinished paste in which more of it may arrive."""

KEPT: Final = 4096
"""Bytes kept of an incomplete sequence; no meaningful one is longer."""

MANY: Final = 16
"""More characters than typing or an input method produces at once."""


@dataclass(frozen=True)
class Typed:
    """Characters, including control characters; each is a key."""

    text: str
    after_escape: bool = False
    """Whether the first one may have been pressed with Alt."""


@dataclass(frozen=True)
class Escape:
    """The key Esc."""


@dataclass(frozen=True)
class EscapeTakenBack:
    """The previous Esc was not a key, but the start of what follows."""


@dataclass(frozen=True)
class Sequence:
    """A complete sequence, known or not: a key, the mouse, a reply of the terminal."""

    text: str


@dataclass(frozen=True)
class Pasted:
    """A pasted text."""

    text: str


Unit = Typed | Escape | EscapeTakenBack | Sequence | Pasted

_NO_PASTE: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class InputReader:
    """Converts bytes into units as they arrive."""

    def __init__(self, escape_delay: float = ESCAPE_DELAY) -> None:
        self._escape_delay = escape_delay
        self._units: list[Unit] = []
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._now = -inf
        """When the last bytes arrived."""
        self._pending = b""
        """An incomplete sequence."""
        self._pending_since = -inf
        self._is_late = False
        """Whether the ESC at the start of `_pending` was already reported as a key."""
        self._given_up = b""
        """What was given up last, until something else arrives."""
        self._pasted: bytearray | None = None
        self._paste_broke_off_at = -inf
        self._escape_at = -inf
        self._follows_escape = False
        """Whether Esc was the last unit."""

    @property
    def deadline(self) -> float | None:
        """When to call `tick` if nothing arrives before; None if nothing is incomplete."""
        if self._pasted is not None:
            return self._now + PASTE_PATIENCE
        if self._pending == ESC:
            return self._now + self._escape_delay
        if self._pending:
            if self._is_late and may_be_by_hand(self._pending):
                return self._now + BRACKET_PATIENCE
            patience = self._now + SEQUENCE_PATIENCE
            if is_string(self._pending):
                patience = min(patience, self._pending_since + STRING_PATIENCE)
            return patience
        return self._now + CHARACTER_PATIENCE if self._has_half_a_character else None

    def feed(self, data: bytes, now: float) -> list[Unit]:
        """Process bytes, and return the complete units."""
        if data:
            self._now = now
            if self._pasted is None:
                data = self._join(data)
        while data:
            data = self._take(data) if self._pasted is None else self._take_pasted(data)
        return self._taken()

    def tick(self, now: float) -> list[Unit]:
        """Return the units that are complete because nothing has arrived for long enough."""
        if self.deadline is not None and now >= self.deadline:
            self._give_up(now)
        return self._taken()

    def finish(self) -> list[Unit]:
        """Return the units in what is incomplete, as nothing more will arrive."""
        self._give_up(self._now)
        return self._taken()

    def _taken(self) -> list[Unit]:
        units, self._units = self._units, []
        return units

    # ------------------------------------------------------------------ pieces

    def _join(self, data: bytes) -> bytes:
        """Prepend the incomplete sequence that the bytes continue, if any."""
        pending, self._pending = self._pending, b""
        given_up, self._given_up = self._given_up, b""
        if pending:
            whole = pending + data
            if self._is_late:
                is_one = may_be_late(whole)
            else:
                is_one = not is_lone_introducer(pending) or len(data) > 1 or may_be_answer(whole)
            if is_one:
                return whole
            self._was_by_hand(pending)
            return data
        self._pending_since = self._now
        self._is_late = False
        whole = given_up + data
        if given_up and whole.startswith((PASTE_START, PASTE_END)):
            self._is_late = given_up == ESC and self._escape_at > self._paste_broke_off_at
            return whole
        if given_up == ESC and self._now < self._escape_at + LATE and may_be_late(whole):
            self._is_late = True
            return whole
        return data

    def _take(self, data: bytes) -> bytes:
        """Process the first part of the bytes; return the rest."""
        at = data.find(ESC)
        if at:
            part = data if at < 0 else data[:at]
            self._take_text(part, is_pasted=data.startswith(PASTE_END, len(part)))
            return data[len(part) :]
        if self._has_half_a_character:
            self._add_typed(self._decoder.decode(b"", final=True))
        end, length = measure(data)
        if end is End.CUT:
            self._pending = data[:KEPT] + (ESC if data[KEPT:].endswith(ESC) else b"")
            return b""
        if self._is_late:
            self._is_late = False
            if end is End.BROKEN or not is_known_late(data[:length]):
                return data[1:]  # Esc was pressed, and the rest was typed
            self._add(EscapeTakenBack())
        if end is End.WHOLE:
            self._take_sequence(data[:length])
        return data[length:]

    def _take_text(self, data: bytes, *, is_pasted: bool) -> None:
        if not is_pasted and self._now < self._paste_broke_off_at + AFTERMATH:
            is_pasted = len(data) >= MANY and not _NO_PASTE.search(data)
        text = self._decoder.decode(data)
        if is_pasted:  # what precedes an end mark was pasted, even if the start mark is lost
            self._add_pasted(text)
        else:
            self._add_typed(text)

    def _take_sequence(self, sequence: bytes) -> None:
        if sequence == ESC:
            self._add_escape(self._now)
        elif sequence == PASTE_START:
            self._pasted = bytearray()
        elif sequence == PASTE_END:
            self._paste_broke_off_at = -inf
        elif not is_string(sequence) and len(sequence) <= KEPT:
            self._add(Sequence(sequence.decode("utf-8", "replace")))

    def _take_pasted(self, data: bytes) -> bytes:
        assert self._pasted is not None
        start = max(len(self._pasted) - len(PASTE_END) + 1, 0)
        self._pasted += data
        at = self._pasted.find(PASTE_END, start)
        if at < 0:
            return b""
        rest = bytes(self._pasted[at + len(PASTE_END) :])
        self._end_paste(at)
        return rest

    def _end_paste(self, length: int) -> None:
        assert self._pasted is not None
        # A start mark within the text means that the end mark before it was lost.
        text = bytes(self._pasted[:length]).replace(PASTE_START, b"").decode("utf-8", "replace")
        self._pasted = None
        self._add_pasted(text)

    # ------------------------------------------------------------------ what is incomplete

    def _give_up(self, now: float) -> None:
        if self._pasted is not None:
            cut = next(
                (n for n in range(len(PASTE_END), 0, -1) if self._pasted.endswith(PASTE_END[:n])), 0
            )
            self._given_up = PASTE_END[:cut]
            self._paste_broke_off_at = now
            self._end_paste(len(self._pasted) - cut)
        if self._has_half_a_character:
            self._add_typed(self._decoder.decode(b"", final=True))
        if pending := self._pending:
            self._pending = b""
            self._given_up = pending
            if pending == ESC:
                self._add_escape(now)
            elif may_be_by_hand(pending) if self._is_late else is_lone_introducer(pending):
                self._was_by_hand(pending)
            self._is_late = False

    def _was_by_hand(self, pending: bytes) -> None:
        """Treat the start of a sequence as typed: after Esc, or with Alt."""
        if self._is_late:
            self._add_typed(pending[1:].decode())
        else:
            self._add(Sequence(pending.decode()))
        self._is_late = False

    # ------------------------------------------------------------------ what is complete

    @property
    def _has_half_a_character(self) -> bool:
        return bool(self._decoder.getstate()[0])

    def _add(self, unit: Unit) -> None:
        self._units.append(unit)
        self._follows_escape = isinstance(unit, Escape)

    def _add_escape(self, now: float) -> None:
        self._escape_at = now
        self._add(Escape())

    def _add_typed(self, text: str) -> None:
        if text:
            self._add(Typed(text, self._follows_escape and self._now < self._escape_at + DOUBT))

    def _add_pasted(self, text: str) -> None:
        if text := text.replace("\x00", ""):
            self._add(Pasted(text))
