"""The text of an entry as it is drawn."""

from __future__ import annotations

import re
from typing import Final

from rich.style import Style
from rich.text import Text

_IS_MARK: Final = re.compile("[\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")


class Drawn(Text):
    """A text in which the cursor never parts a sign from its marks (❤️, 👍🏽, 1️⃣).

    Parted, the two are measured otherwise than together, and the line would jump as the cursor
    blinks.
    """

    def stylize(self, style: str | Style, start: int = 0, end: int | None = None) -> None:
        """Give a style to a part of the text, and to the whole of each sign that it touches."""
        super().stylize(style, *self._whole(start, end))

    def stylize_before(self, style: str | Style, start: int = 0, end: int | None = None) -> None:
        """Give a style to a part of the text, under its other styles."""
        super().stylize_before(style, *self._whole(start, end))

    def _whole(self, start: int, end: int | None) -> tuple[int, int | None]:
        plain = self.plain
        while 0 < start < len(plain) and _IS_MARK.match(plain[start]):
            start -= 1
        while end is not None and 0 < end < len(plain) and _IS_MARK.match(plain[end]):
            end += 1
        return start, end
