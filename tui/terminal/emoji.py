"""Signs that terminals measure differently: each is drawn so that what follows stands right.

Of a heart in colour (VS16), a thumb with a skin tone, a keycap, a flag or a sign that is younger
than the terminal, one terminal thinks it one cell wide, another two or four (tmux 3.3: ❤️ one).
Everything behind it on the line is then shifted, and what stood there before stays.
"""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len

_MARKS: Final = "\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff"
"""Variation selectors, the keycap, skin tones: each belongs to the character before it."""
_FLAGS: Final = "\U0001f1e6-\U0001f1ff"
_SIGNS: Final = "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff"

_NONE: Final = re.compile("[\x00-\u20e2\u20e4-\ufdff]*")
"""What almost all is; four times as quick as a search for the others."""
_PART: Final = re.compile(
    rf"(?P<control>\x1b\[[0-?]*[ -/]*[@-~])[{_MARKS}]*"  # a mark without its character is not sent
    rf"|(?P<sign>[{_FLAGS}]{{1,2}}|[{_SIGNS}][{_MARKS}]*|[^\x00-\x1f{_MARKS}][{_MARKS}]+)"
)


def placed(sequence: str) -> str:
    """Return what is sent to the terminal with each such sign in cells of its own.

    The cells are emptied, the sign is drawn, and what follows goes where we think that it
    belongs, whatever the terminal thinks.
    """
    return sequence if _NONE.fullmatch(sequence) else _PART.sub(_in_its_place, sequence)


def _in_its_place(found: re.Match[str]) -> str:
    sign = found["sign"]
    if sign is None:
        return found["control"]
    width = cell_len(sign)
    # The cursor is kept twice: to some terminals, going back to where it was forgets the place.
    return f"\x1b7{' ' * width}\x1b8\x1b7{sign}\x1b8\x1b[{width}C" if width else sign
