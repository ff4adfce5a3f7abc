"""Characters that must never reach the terminal, and the symbols that stand for them.

A text from outside may hold an escape sequence, a character that turns the direction of the line
or one that nobody sees. `visible` and `one_line` make such a text fit to show. `to_editor` makes
it fit to edit: each of these characters becomes a private-use character of its own, one cell
wide, and `from_editor` gives every one of them back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["from_editor", "one_line", "to_editor", "visible"]

# Asking unicodedata about all 1,114,112 code points would cost some 100 ms of every start, so the
# ranges are written out (Unicode 16); a test compares them with the interpreter's own table.
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

_SYMBOLS: Final = {
    0x7F: "␡",
    0x85: "␤",
    0xAD: "¬",
    0x2028: "⏎",
    0x2029: "¶",
    **dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "⇄"),
    **dict.fromkeys((0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), "┊"),
    **dict.fromkeys(range(0xD800, 0xE000), "�"),
}
_OTHER: Final = "␦"


def _codes() -> Iterator[int]:
    for first, last in _RANGES:
        yield from range(first, last + 1)


def _symbol(code: int) -> str:
    return chr(0x2400 + code) if code < 0x20 else _SYMBOLS.get(code, _OTHER)


_STANDS_FOR: Final = {_PRIVATE + place: code for place, code in enumerate(_codes())}
_SWAP: Final = _STANDS_FOR | {code: private for private, code in _STANDS_FOR.items()}
_SYMBOL: Final = {code: _symbol(_STANDS_FOR.get(code, code)) for code in _SWAP}
_ONE_LINE: Final = _SYMBOL | dict.fromkeys(map(ord, "\n\t"), " ")

# Almost no text holds any of them, and a search costs a third of a translation.
_NEEDS_SWAP: Final = re.compile(
    "["
    + "".join(f"{chr(first)}-{chr(last)}" for first, last in _RANGES)
    + f"{chr(_PRIVATE)}-{chr(_PRIVATE + len(_STANDS_FOR) - 1)}]"
)


def to_editor(text: str) -> str:
    """Return `text` with each character that must not reach the terminal swapped for a private one.

    `from_editor(to_editor(text)) == text` for any text: it is a swap, so a private character that
    `text` held itself comes out as the character it would stand for. That is why whoever draws
    the text of an editor sends it through `visible` all the same.
    """
    return text.translate(_SWAP) if _NEEDS_SWAP.search(text) else text


def from_editor(text: str) -> str:
    """Return back the text that `to_editor` was given."""
    return to_editor(text)


def visible(text: str) -> str:
    """Return `text` fit to show: each character that must not reach the terminal as a symbol.

    One character stays one character. Line feeds and tabs are kept; the private characters of an
    editor's text become the same symbols.
    """
    return text.translate(_SYMBOL) if _NEEDS_SWAP.search(text) else text


def one_line(text: str) -> str:
    """Return `text` fit to show on one line: as `visible`, and line feeds and tabs as spaces."""
    return text.translate(_ONE_LINE)
