"""Finding the end of escape sequences: ECMA-48, and the habits of terminals."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, NamedTuple

ESC: Final = b"\x1b"
PASTE_START: Final = b"\x1b[200~"
PASTE_END: Final = b"\x1b[201~"
INTRODUCERS: Final = frozenset(b"[O]PX^_")
"""The bytes that start a longer sequence after ESC: CSI, SS3, OSC, DCS, SOS, PM, APC."""

_STRINGS: Final = frozenset(b"]PX^_")
_PARAMETERS: Final = re.compile(rb"[ -?]*")  # in any order: Ghostty sends columns below zero
_APPLICATION: Final = re.compile(rb"[0-9;]*")
_CONTROL: Final = re.compile(rb"[\x00-\x1f\x7f]")
_STRING_END: Final = re.compile(rb"[\x07\x18\x1a\x1b]")  # BEL, CAN, SUB, ESC
_RXVT: Final = re.compile(rb"\x1b\[\d+\$")  # Shift with Home, End, Delete: no final byte
_META: Final = re.compile(rb"\x1b(?:\[[A-DFHZ]|\[\d{1,2}~|O[A-DFHPQRS])")
_LEADS: Final = ((0xF5, 1), (0xF0, 4), (0xE0, 3), (0xC2, 2))  # lead bytes of UTF-8, and the lengths

_ANSWER: Final = re.compile(
    rb"\x1b(?:\[[0-9?<=>\[A-DFHIMOPQRSZ]|O[A-DFHMPQRSj-y]|\][0-9lLI]|P[0-9>!$+=?]|_G)"
)
_LATE: Final = re.compile(
    rb"\x1b(?:\[(?:[0-9?<=>].*|[A-DFHIMOPQRSZ].*)?|O[A-DFHPQRS].*|\](?:\d{0,4}|\d{1,4};.*)"
    rb"|P(?:>?|!|>\|.*|!\|.*|\d[$+]?|\d[$+][ru].*)|_(?:G.*)?)",
    re.DOTALL,
)
_LATE_CONTROL: Final = re.compile(
    rb"\x1b\[(?:[?<=>].*|[0-9;:]*[~uRtcnymMA-DFHPQS]|[IOZ]|M...)", re.DOTALL
)
_BY_HAND: Final = re.compile(rb"\x1b(?:\[.?|\]\d*|P\W?|P\d[$+]?|_)")


class End(Enum):
    """How a sequence ends."""

    WHOLE = "whole"
    CUT = "cut"
    """It is incomplete."""
    BROKEN = "broken"
    """What follows does not belong to it."""


class Measure(NamedTuple):
    """How a sequence ends, and after how many bytes."""

    end: End
    length: int


def measure(data: bytes) -> Measure:
    """Return the end of the sequence at the start of `data`, which begins with ESC."""
    if len(data) == 1:
        return Measure(End.CUT, 1)
    if data.startswith(b"\x1b\x1b"):  # Alt and an arrow, from urxvt or PuTTY; or Esc was pressed
        key = _META.match(data, 1)
        return Measure(End.WHOLE, key.end() if key else 1)
    if data.startswith(b"\x1b["):
        return _control_sequence(data)
    if data.startswith(b"\x1bO"):
        return _ends_with_a_letter(data, _APPLICATION, first=0x20)
    if is_string(data):
        return _string(data)
    length = 1 + next((size for lead, size in _LEADS if data[1] >= lead), 1)
    return Measure(End.WHOLE if length <= len(data) else End.CUT, min(length, len(data)))


def is_string(data: bytes) -> bool:
    """Return whether a sequence contains a string: OSC, DCS, SOS, PM, APC."""
    return len(data) > 1 and data[1] in _STRINGS


def is_lone_introducer(data: bytes) -> bool:
    """Return whether this may also be Alt and a key."""
    return len(data) == 2 and data[1] in INTRODUCERS


def may_be_answer(data: bytes) -> bool:
    """Return whether this looks like the start of a reply of the terminal, not like typing."""
    return bool(_ANSWER.match(data))


def may_be_late(data: bytes) -> bool:
    """Return whether an ESC that was taken for the key Esc may be the start of this sequence."""
    return bool(_LATE.fullmatch(data))


def may_be_by_hand(data: bytes) -> bool:
    """Return whether the little that follows ESC may have been typed after Esc."""
    return bool(_BY_HAND.fullmatch(data))


def is_known_late(sequence: bytes) -> bool:
    """Return whether a terminal sends this; `[1]` after Esc, for example, is typed."""
    return not sequence.startswith(b"\x1b[") or bool(_LATE_CONTROL.fullmatch(sequence))


def _control_sequence(data: bytes) -> Measure:
    kind = data[2:3]
    if kind == b"[":  # F1 to F5 of the Linux console
        return _raw(data, 3, 1)
    if kind == b"M":  # the mouse of X10: button, column and line, each a byte of any value
        return _raw(data, 3, 3)
    if rxvt := _RXVT.match(data):
        return Measure(End.WHOLE, rxvt.end())
    return _ends_with_a_letter(data, _PARAMETERS, first=0x40)


def _raw(data: bytes, start: int, count: int) -> Measure:
    body = data[start : start + count]
    if control := _CONTROL.search(body.replace(b"\x7f", b" ")):
        return Measure(End.BROKEN, start + control.start())
    return Measure(End.WHOLE if len(body) == count else End.CUT, start + len(body))


def _ends_with_a_letter(data: bytes, inside: re.Pattern[bytes], *, first: int) -> Measure:
    found = inside.match(data, 2)
    at = found.end() if found else 2
    if at == len(data):
        return Measure(End.CUT, at)
    return Measure(End.WHOLE, at + 1) if first <= data[at] <= 0x7E else Measure(End.BROKEN, at)


def _string(data: bytes) -> Measure:
    if found := _STRING_END.search(data, 2):
        at = found.start()
        if data[at] != ESC[0]:
            return Measure(End.WHOLE, at + 1)
        if data[at + 1 : at + 2] == b"\\":
            return Measure(End.WHOLE, at + 2)
        return Measure(End.BROKEN if at + 1 < len(data) else End.CUT, at)
    # No reply contains a control character, so this is typed, after Alt and the key.
    control = _CONTROL.search(data, 2)
    return Measure(End.BROKEN, control.start()) if control else Measure(End.CUT, len(data))
