"""Characters that must never reach the terminal, and the symbols shown instead.

A text from outside may contain escape sequences, characters that change the direction of a line,
and invisible ones. `visible` and `one_line` make it safe to show. `to_editor` makes it safe to
edit: each of these characters becomes a private-use character of its own, one cell wide, and
`from_editor` restores all of them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

# Asking unicodedata for all 1,114,112 code points would take 100 ms at each start, so the ranges
# are listed (Unicode 16); a test compares them with the interpreter's own table.
_RANGES: Final = (
    (0x00, 0x08),  # Cc without tab and line feed
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),  # Cf from here on
    (0x600, 0x605),
    (0x61C, 0x61C),
    (0x6DD, 0x6DD),
    (0x70F, 0x70F),
    (0x890, 0x891),
    (0x8E2, 0x8E2),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x2028, 0x202E),  # Zl, Zp, then Cf again
    (0x2060, 0x206F),
    (0xD800, 0xDFFF),  # Cs: a lone surrogate cannot be written as UTF-8
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
    (0x13430, 0x1343F),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0001, 0xE0001),
    (0xE0020, 0xE007F),
)
_PRIVATE: Final = 0x10F000  # 2,300 of the 4,094 places from here to the end of the last plane

_OTHER: Final = "␦"


class _Tables:
    """What each of these characters is swapped for and shown as: 0.8 MB, made when one is met."""

    def __init__(self) -> None:
        codes = [code for first, last in _RANGES for code in range(first, last + 1)]
        stands_for = {_PRIVATE + place: code for place, code in enumerate(codes)}
        symbols = {
            **{code: chr(0x2400 + code) for code in range(0x20)},
            0x7F: "␡",
            0x85: "␤",
            0xAD: "¬",
            0x2028: "⏎",
            0x2029: "¶",
            **dict.fromkeys(
                (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "⇄"
            ),
            **dict.fromkeys((0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), "┊"),
            **dict.fromkeys(range(0xD800, 0xE000), "�"),
        }
        self.swap = stands_for | {code: private for private, code in stands_for.items()}
        self.symbol = {code: symbols.get(stands_for.get(code, code), _OTHER) for code in self.swap}


_tables: Final = cache(_Tables)

_COUNT: Final = sum(last + 1 - first for first, last in _RANGES)

# Almost no text contains any of them, and a search takes a third of the time of a translation.
_TO_SWAP: Final = (
    "".join(f"{chr(first)}-{chr(last)}" for first, last in _RANGES)
    + f"{chr(_PRIVATE)}-{chr(_PRIVATE + _COUNT - 1)}"
)
_NEEDS_SWAP: Final = re.compile(f"[{_TO_SWAP}]")
_SPACES: Final = dict.fromkeys(map(ord, "\n\t"), " ")


def to_editor(text: str) -> str:
    """Return `text` with each character that must not reach the terminal swapped for a private one.

    `from_editor(to_editor(text)) == text` for any text. As it is a swap, a private character in
    `text` becomes the character it would stand for; so the text of an editor must be drawn through
    `visible` all the same.
    """
    return text.translate(_tables().swap) if _NEEDS_SWAP.search(text) else text


def from_editor(text: str) -> str:
    """Return the original of a text returned by `to_editor`."""
    return to_editor(text)


def visible(text: str) -> str:
    """Return `text` safe to show: with symbols for characters that must not reach the terminal.

    The length stays the same. Line feeds and tabs are kept; the private characters of an editor's
    text become the same symbols.
    """
    return text.translate(_tables().symbol) if _NEEDS_SWAP.search(text) else text


def one_line(text: str) -> str:
    """Return `text` safe to show on one line: as `visible`, with line feeds and tabs as spaces."""
    text = visible(text)
    return text.translate(_SPACES) if "\n" in text or "\t" in text else text
