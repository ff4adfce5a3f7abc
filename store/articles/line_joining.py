"""From the lines of a plain text to its paragraphs, where they were broken to a width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, groupby, pairwise
from typing import Final, NamedTuple

from store.articles.bylines import is_credit, is_dateline, is_names
from store.articles.page_encoding import BOM
from store.articles.page_format import is_heading
from store.text import count_words, nfc

_LONGEST_HEADLINE: Final = 200
_MOST_WORDS_OF_HEADLINE: Final = 30
_MOST_LINES_OF_HEADLINE: Final = 3
_LONGEST_WRAPPED: Final = 120
"""The longest line that a mail program or a terminal wraps to."""
_RUNNING_SHARE: Final = 1 / 3
"""In a hard-wrapped text, a sentence runs on below so many of the lines with another below them."""
_FILLED: Final = 0.8
_SHORT: Final = 0.7
_FILLED_SHARE: Final = 0.6
"""Or so many of them come to that share of the width."""
_RAGGED: Final = 0.6
"""The least share of the width at which a ragged line is broken."""

_SENTENCE_ENDS: Final = tuple('.!?…:;”"»)')
_ITEM: Final = re.compile(r"\s*(?:[-–—•*+]\s|\d{1,2}[.)]\s)")
"""How an entry of a list begins; “1.500 công nhân” is none."""


def are_wrapped(text: str) -> bool:
    """Tell whether the lines of a text were broken to a width, so that sentences run over them."""
    pairs = list(_neighbours(lines_of(text)))
    if any(len(line) > _LONGEST_WRAPPED for line, _ in pairs):
        return False
    running = sum(_runs_on(line, below) for line, below in pairs)
    width = max((len(line.rstrip()) for line, _ in pairs), default=0)
    filled = sum(len(line.rstrip()) >= _FILLED * width for line, _ in pairs)
    return running > 0 and (
        running >= _RUNNING_SHARE * len(pairs) or filled >= _FILLED_SHARE * len(pairs)
    )


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, without a byte order mark."""
    return re.split(r"\r\n?|\n", text.removeprefix(BOM))


def is_headline(text: str) -> bool:
    """Tell whether a text is short enough for a headline, and ends like one."""
    return (
        len(nfc(text)) <= _LONGEST_HEADLINE
        and count_words(text) <= _MOST_WORDS_OF_HEADLINE
        and not text.endswith((";", ","))
    )


def paragraphs(text: str, *, wrapped: bool) -> Iterator[str]:
    """Yield the paragraphs of a text, each on one line.

    Args:
        text: its lines.
        wrapped: whether lines are to be joined; otherwise each is a paragraph, except a headline
            that stands on several.
    """
    lines = list(dropwhile(lambda line: not line.strip(), lines_of(text)))
    opening = _headline_lines(lines)
    if opening > 1:
        yield " ".join(line.strip() for line in lines[:opening])
        del lines[:opening]
    if wrapped:
        yield from _joined(lines, has_headline=opening > 1)
    else:
        yield from (line.strip() for line in lines if line.strip())


def _neighbours(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each line that has another one right below it, and that."""
    for line, below in pairwise(lines):
        if line.strip() and below.strip():
            yield line, below


def _ends(line: str) -> bool:
    """Tell whether a sentence ends with a line."""
    return line.rstrip().endswith(_SENTENCE_ENDS)


def _runs_on(line: str, below: str) -> bool:
    """Tell whether a sentence runs from a line into the one below."""
    first = below.lstrip()[0]
    return (first.islower() or first.isdigit()) and not _ends(line) and not _ITEM.match(below)


# --- a headline on several lines


def _headline_lines(lines: Sequence[str]) -> int:
    """Return how many lines the headline that opens a text takes; 1 where that is not sure."""
    group = next((list(some) for filled, some in groupby(lines, _has_text) if filled), [])
    after = [line.strip() for line in lines[len(group) :] if line.strip()][:1]
    lines = [*(line.strip() for line in group), *after]
    for count in range(2, min(_MOST_LINES_OF_HEADLINE, len(group)) + 1):
        head, below = lines[:count], "".join(lines[count : count + 1])
        if any(map(_is_no_headline, head)) or not is_headline(" ".join(head)):
            return 1
        if below and _is_one_headline(head, below, is_apart=count == len(group)):
            return count
    return 1


def _has_text(line: str) -> bool:
    return bool(line.strip())


def _is_no_headline(line: str) -> bool:
    return _ends(line) or line.endswith(",") or is_credit(line) or is_dateline(line)


def _is_one_headline(head: Sequence[str], below: str, *, is_apart: bool) -> bool:
    """Tell whether some lines are one headline, by what stands below them.

    Args:
        head: the lines.
        below: the next one that is not blank.
        is_apart: whether a blank line parts them from it.
    """
    *above, last = head
    if _runs_on(above[-1], last):
        return is_apart or is_credit(below) or is_names(below)
    if len(last) > len(above[0]) * 1.1:  # the first line is a rubric, say
        return False
    if is_credit(below):  # so a short last line is no name, however it looks
        return True
    return is_apart and (not is_names(last) or (" " not in last and " ".join(head).isupper()))


# --- a paragraph on several lines


class _Shape(NamedTuple):
    """How the lines of a text are broken."""

    width: int
    """The longest line that has another one right below it."""
    narrowest: int
    """The least width at which a sentence is seen to run on."""
    is_apart: bool
    """Whether only blank lines part the paragraphs."""


def _shape(lines: Sequence[str]) -> _Shape:
    pairs = [(line.rstrip(), below.strip()) for line, below in _neighbours(lines)]
    width = max((len(line) for line, _ in pairs), default=0)
    seen = [len(line) + len(below.split()[0]) for line, below in pairs if _runs_on(line, below)]
    groups = [list(some) for filled, some in groupby(lines, _has_text) if filled]
    is_apart = sum(len(group) > 1 for group in groups) > 1 and not any(
        _ends(line) and len(line) < _RAGGED * width for line, _ in pairs
    )
    return _Shape(width, max(min([width, *seen]), int(_RAGGED * width)), is_apart)


def _joined(lines: list[str], *, has_headline: bool) -> Iterator[str]:
    shape = _shape(lines)
    parts: list[str] = []
    count = int(has_headline)
    for line, below, after in zip(lines, [*lines[1:], ""], [*lines[2:], "", ""], strict=False):
        if line.strip():
            parts.append(line.strip())
        # A byline follows the headline, a sign-off the end of a sentence.
        may_be_name = _ends(line) if not after.strip() else not count
        if not parts or (
            line.strip()
            and below.strip()
            and _goes_on(line, below, shape, may_be_name, is_first=not count and len(parts) == 1)
        ):
            continue
        yield " ".join(parts)
        parts = []
        count += 1


def _goes_on(line: str, below: str, shape: _Shape, may_be_name: bool, *, is_first: bool) -> bool:
    """Tell whether a hard-wrapped paragraph goes on below a line of it.

    Args:
        line: one of the paragraph.
        below: the next one.
        shape: how the lines of the text are broken.
        may_be_name: whether `below` may be the byline or the sign-off.
        is_first: whether `line` opens the text, so that it may be the headline.
    """
    if _indent(below) > _indent(line) or _ITEM.match(below) or is_heading(below.strip()):
        return False
    if _runs_on(line, below):
        return True
    is_short = len(below) < _SHORT * shape.width
    if may_be_name and is_short and (is_credit(below) or is_names(below)):
        return False
    needed = len(line.rstrip()) + 1 + len(below.split()[0])
    if is_first or len(line) < _RAGGED * shape.width:
        return needed > shape.width
    if shape.is_apart:
        return True
    return needed > (shape.width if _ends(line) else shape.narrowest)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
