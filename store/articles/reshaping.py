"""A text with its paragraphs moved, split or joined, or a part of it in other letters."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from store.articles.sentences import sentence_spans
from store.text import paragraph_spans

_WORD: Final = re.compile(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f])*")
"""A word that begins with a letter; letters may be decomposed."""
_STARTS: Final = re.compile(r"(?:^|[.!?…:][”\"’')»]*\s)\W*$")
"""What stands before the first word of a sentence, or behind a colon."""


class Case(StrEnum):
    """How letters are written."""

    UPPER = "upper"
    LOWER = "lower"
    SENTENCE = "sentence"


class Reshaped(NamedTuple):
    """A text after a change, and what is selected in it then: nothing where both are the same."""

    text: str
    start: int
    end: int


def moved(text: str, start: int, end: int, by: int) -> Reshaped | None:
    """Return a text with the selected paragraphs one place up (-1) or down (1).

    The blank lines between them stay where they are. None where there is nothing to move, or no
    place to move it to.

    Args:
        text: the paragraphs, parted by blank lines.
        start: where the selection begins; the cursor is a selection of nothing.
        end: where it ends.
        by: -1 or 1.
    """
    spans = paragraph_spans(text)
    chosen = _chosen(spans, start, end)
    if not chosen:
        return None
    other = chosen[0] - 1 if by < 0 else chosen[-1] + 1
    if not 0 <= other < len(spans):
        return None
    first, last = spans[chosen[0]][0], spans[chosen[-1]][1]
    block, (left, right) = text[first:last], spans[other]
    if by < 0:
        made = f"{text[:left]}{block}{text[right:first]}{text[left:right]}{text[last:]}"
        begins = left
    else:
        above = f"{text[:first]}{text[left:right]}{text[last:left]}"
        made = f"{above}{block}{text[right:]}"
        begins = len(above)
    start, end = (min(max(one - first, 0), len(block)) for one in (start, end))
    return Reshaped(made, begins + start, begins + end)


def split(text: str, at: int) -> Reshaped | None:
    """Return a text with a new paragraph behind the sentence at a place; before it, at its start.

    None where the paragraph begins or ends there already.
    """
    for first, last in paragraph_spans(text):
        if not first <= at <= last:
            continue
        sentences = [(first + a, first + b) for a, b in sentence_spans(text[first:last])]
        for (_start, end), (following, _end) in pairwise(sentences):
            if at <= end or at <= following:
                made = f"{text[:end]}\n\n{text[following:]}"
                return Reshaped(made, end + 2, end + 2)
    return None


def joined(text: str, start: int, end: int) -> Reshaped | None:
    """Return a text with the selected paragraphs as one; of a single one, with the next.

    None where there is no next one.
    """
    spans = paragraph_spans(text)
    chosen = _chosen(spans, start, end)
    if len(chosen) == 1:
        chosen.append(chosen[0] + 1)
    if not chosen or chosen[-1] >= len(spans):
        return None
    parts = [text[slice(*spans[number])].strip() for number in chosen]
    first, last = spans[chosen[0]][0], spans[chosen[-1]][1]
    at = first + len(" ".join(parts[:-1]))
    return Reshaped(text[:first] + " ".join(parts) + text[last:], at, at)


def line_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the selected words are; where none are, the line around the cursor."""
    if start < end:
        return start, end
    last = text.find("\n", start)
    return text.rfind("\n", 0, start) + 1, last if last >= 0 else len(text)


def next_case(words: str) -> Case:
    """Return how words are written next: capitals, then small letters, then as in a sentence."""
    if words == words.upper():
        return Case.LOWER
    return Case.SENTENCE if words == words.lower() else Case.UPPER


def in_case(words: str, case: Case, known: str = "") -> str:
    """Return words in other letters.

    As in a sentence, the names keep their capitals that stand so wherever else they are: nobody
    knows any others.

    Args:
        words: of a text.
        case: how.
        known: the other texts of the article.
    """
    if case is Case.UPPER:
        return words.upper()
    if case is Case.LOWER:
        return words.lower()
    names = _names(known)

    def written(found: re.Match[str]) -> str:
        word = names.get(found[0].lower(), found[0].lower())
        return word[:1].upper() + word[1:] if _STARTS.search(words[: found.start()]) else word

    return _WORD.sub(written, words)


def _chosen(spans: list[tuple[int, int]], start: int, end: int) -> list[int]:
    """Return the numbers of the paragraphs that a selection touches."""
    return [n for n, (first, last) in enumerate(spans) if first <= end and start <= last]


def _names(known: str) -> dict[str, str]:
    """Return the words that are written with capitals wherever they do not open a sentence."""
    forms: dict[str, set[str]] = {}
    for first, last in sentence_spans(known):
        sentence = known[first:last]
        if sentence == sentence.upper():
            continue
        for found in _WORD.finditer(sentence):
            if not _STARTS.search(sentence[: found.start()]):
                forms.setdefault(found[0].lower(), set()).add(found[0])
    return {
        word: next(iter(one)) for word, one in forms.items() if len(one) == 1 and word not in one
    }
