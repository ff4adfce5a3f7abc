"""What the terminal sends, put together again: texts, keys, pastes, each whole or not at all.

A slow line cuts anywhere, and the pieces come long after one another. Stock Textual gives up a
sequence after a tenth of a second and takes what is left of it for keys: of a paste whose mark was
cut, the letters are commands. Here a sequence waits for its end as long as a line may take, and
what is given up then is dropped. Only ESC by itself cannot wait, since it is a key as well: Esc
works after a tenth of a second. Where the rest comes after all, `EscapeTakenBack` says that
nobody has pressed it; and the letter that comes next and soon after Esc is marked, since it may
have been Alt and that letter.

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
"""Seconds until an ESC that nothing follows is the key Esc."""

SEQUENCE_PATIENCE: Final = 1.5
"""Seconds that the rest of a sequence may take to come."""

STRING_PATIENCE: Final = 5.0
"""Seconds after which the longest answer has ended; what comes then are keys."""

PASTE_PATIENCE: Final = 0.9
"""Seconds of silence after which a paste has ended, whether it says so or not."""

CHARACTER_PATIENCE: Final = 0.5
"""Seconds that the rest of a character may take to come."""

BRACKET_PATIENCE: Final = 0.9
"""Seconds that a bracket waits which was written after Esc, or belongs to that ESC."""

LATE: Final = 1.2
"""Seconds after Esc in which what it may have begun is still looked for."""

DOUBT: Final = 0.5
"""Seconds after Esc in which the next letter may have been Alt and that letter."""

AFTERMATH: Final = 10.0
"""Seconds after a paste that did not end in which more of it may come."""

KEPT: Final = 4096
"""Bytes that are kept of a sequence that has no end yet; none that has a meaning is longer."""

MANY: Final = 16
"""More characters than a hand or an input method sends at once."""


@dataclass(frozen=True)
class Typed:
    """Characters and control characters, each of them a key."""

    text: str
    after_escape: bool = False
    """Whether the first may have been pressed together with Alt."""


@dataclass(frozen=True)
class Escape:
    """The key Esc."""


@dataclass(frozen=True)
class EscapeTakenBack:
    """The Esc before was none: it began what follows."""


@dataclass(frozen=True)
class Sequence:
    """A whole sequence, known or not: a key, the mouse, an answer of the terminal."""

    text: str


@dataclass(frozen=True)
class Pasted:
    """A text that was pasted."""

    text: str


Unit = Typed | Escape | EscapeTakenBack | Sequence | Pasted

_NO_PASTE: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class InputReader:
    """Takes bytes as they come and returns what they mean.

    Args:
        escape_delay: seconds until an ESC that nothing follows is the key Esc.
    """

    def __init__(self, escape_delay: float = ESCAPE_DELAY) -> None:
        self._escape_delay = escape_delay
        self._units: list[Unit] = []
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._now = -inf
        """When the last bytes came."""
        self._pending = b""
        """A sequence of which more is to come."""
        self._pending_since = -inf
        self._is_late = False
        """Whether the ESC that `_pending` begins with has been taken for Esc already."""
        self._given_up = b""
        """What was given up last, while nothing has come after it."""
        self._pasted: bytearray | None = None
        self._paste_broke_off_at = -inf
        self._escape_at = -inf
        self._follows_escape = False
        """Whether nothing has come since the last Esc."""

    @property
    def deadline(self) -> float | None:
        """When `tick` is to be called, if nothing comes before; None where nothing is awaited."""
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
        """Take what has come, and return what is complete."""
        if data:
            self._now = now
            if self._pasted is None:
                data = self._join(data)
        while data:
            data = self._take(data) if self._pasted is None else self._take_pasted(data)
        return self._taken()

    def tick(self, now: float) -> list[Unit]:
        """Return what is complete because nothing has come for long enough."""
        if self.deadline is not None and now >= self.deadline:
            self._give_up(now)
        return self._taken()

    def finish(self) -> list[Unit]:
        """Return what can be made of what is unfinished: nothing more comes."""
        self._give_up(self._now)
        return self._taken()

    def _taken(self) -> list[Unit]:
        units, self._units = self._units, []
        return units

    # ------------------------------------------------------------------ pieces

    def _join(self, data: bytes) -> bytes:
        """Put what has come behind what waits for it."""
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
        """Take the first part of what has come; return the rest."""
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
                return data[1:]  # Esc was pressed, and a hand has written the rest
            self._add(EscapeTakenBack())
        if end is End.WHOLE:
            self._take_sequence(data[:length])
        return data[length:]

    def _take_text(self, data: bytes, *, is_pasted: bool) -> None:
        if not is_pasted and self._now < self._paste_broke_off_at + AFTERMATH:
            is_pasted = len(data) >= MANY and not _NO_PASTE.search(data)
        text = self._decoder.decode(data)
        if is_pasted:  # what stands before the mark of an end was pasted, whatever came before
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
        # A mark of a start within means that the end before it is missing.
        text = bytes(self._pasted[:length]).replace(PASTE_START, b"").decode("utf-8", "replace")
        self._pasted = None
        self._add_pasted(text)

    # ------------------------------------------------------------------ what does not end

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
        """Take the beginning of a sequence for what a hand has typed: after Esc, or with Alt."""
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
