"""A text cut into sentences, well enough to measure them."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"[.!?…]+[”\"’')»]*(?=\s)")
_NEXT: Final = re.compile(r"[ \xa0“\"‘'(–-]*(.)")
_SHORT: Final = re.compile(r"(?:^|[\s(“\".])(?:[A-ZĐ]|TP|Tp|TX|Tx|ThS|Ths|TS|GS|BS|KS|CN|NS)\.$")
"""An abbreviation before a name: TP., ThS., Đ.; no sentence ends with it."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; the end of a line is that of a sentence."""
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text starts and ends, without the spaces around it."""
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        start = 0
        for end in _END.finditer(line):
            if not _goes_on(line, start, end.end()):
                found.append((at + start, at + end.end()))
                start = end.end()
        found.append((at + start, at + len(line)))
        at += len(line)
    return [span for start, end in found if (span := _stripped(text, start, end))]


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    inside = text[start:end]
    if not inside.strip():
        return None
    start += len(inside) - len(inside.lstrip())
    return start, start + len(inside.strip())


def _goes_on(line: str, start: int, end: int) -> bool:
    """Tell whether a sentence runs on over a stop: before a small letter, after TP. or ThS."""
    after = _NEXT.match(line, end)  # the rest is not copied: a line may be a megabyte
    if after and after[1].islower():
        return True
    return line[end - 1] == "." and bool(_SHORT.search(line[start:end]))
