"""Emoji whose width depends on the terminal: the rest of the line keeps its place all the same.

A coloured heart (VS16), a thumb with a skin tone, a keycap, a flag or an emoji newer than the
terminal is one cell wide in one terminal, and two or four in another (tmux 3.3: ❤️ one). Everything
after it on the line would be shifted, and old characters would remain.
"""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len

_MARKS: Final = "\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff"
"""Variation selectors, the keycap and skin tones, which modify the character before."""
_FLAGS: Final = "\U0001f1e6-\U0001f1ff"
_SIGNS: Final = "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff"

_NONE: Final = re.compile("[\x00-\u20e2\u20e4-\ufdff]*")
"""Matches almost all output, four times as fast as a search for the others."""
_PART: Final = (
    rf"(?P<control>\x1b\[[0-?]*[ -/]*[@-~])[{_MARKS}]*"  # a mark without its character is not sent
    rf"|(?P<sign>[{_FLAGS}]{{1,2}}|[{_SIGNS}][{_MARKS}]*|[^\x00-\x1f{_MARKS}][{_MARKS}]+)"
)
"""Compiled when it is first needed, by `re`: at the start that would take 4 milliseconds."""


def placed(sequence: str) -> str:
    """Return output with the cursor positioned explicitly around each such emoji.

    Its cells are cleared, it is drawn, and the cursor is moved behind it, whatever width the
    terminal gives it.
    """
    return sequence if _NONE.fullmatch(sequence) else re.sub(_PART, _in_its_place, sequence)


def _in_its_place(found: re.Match[str]) -> str:
    sign = found["sign"]
    if sign is None:
        return found["control"]
    width = cell_len(sign)
    # Saved twice: some terminals forget the position when it is restored.
    return f"\x1b7{' ' * width}\x1b8\x1b7{sign}\x1b8\x1b[{width}C" if width else sign
