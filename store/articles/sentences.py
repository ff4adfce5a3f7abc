"""A text cut into sentences, well enough to measure them."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"[.!?…]+[”\"’')»]*(?=\s)")
_SHORT: Final = re.compile(r"(?:^|[\s(“\".])(?:[A-ZĐ]|TP|Tp|TX|Tx|ThS|Ths|TS|GS|BS|KS|CN|NS)\.$")
"""An abbreviation before a name: TP., ThS., Đ.; no sentence ends with it."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; the end of a line is that of a sentence."""
    found: list[str] = []
    for line in text.splitlines():
        start = 0
        for end in _END.finditer(line):
            if not _goes_on(line, start, end.end()):
                found.append(line[start : end.end()].strip())
                start = end.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def _goes_on(line: str, start: int, end: int) -> bool:
    """Tell whether a sentence runs on over a stop: before a small letter, after TP. or ThS."""
    after = line[end:].lstrip(" \xa0“\"‘'(–-")
    if after[:1].islower():
        return True
    return line[end - 1] == "." and bool(_SHORT.search(line[start:end]))
