"""Characters that look like others, and letters in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from store.copydesk.paragraph import Paragraph
from store.copydesk.rule import Found, Sheets
from store.copydesk.syllables import is_possible
from store.spoken.abbreviations import EXPANDED
from store.text import as_seen

_LATIN: Final = dict(
    zip(
        "аеорсухіѕјԁһкмнтвпАЕОРСУХІЅЈКМНТВοαντρυικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxisjdhkmhtbnAEOPCYXISJKMHTBoavtpuikABEZHIKMNOPTYX",
        strict=True,
    )
)
"""Cyrillic and Greek letters, and the Latin ones that they look like."""
_OTHERS: Final = re.compile(rf"[{''.join(_LATIN)}ÐƉðɖ]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_PLAIN: Final = re.compile("[a-zA-ZÀ-ɏḀ-ỿ]")


def look_alikes(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield words of Latin letters with a letter in them that only looks like one."""
    for sheet in sheets:
        for start, end, fix in sheet.paragraph.keep(_mixed, _mixed):
            yield Found(((sheet.at, start, end, fix),))


def _mixed(paragraph: Paragraph) -> list[tuple[int, int, str]]:
    if paragraph.text.isascii() or not _OTHERS.search(paragraph.text):
        return []
    words = ((word, _latin(word.text)) for word in paragraph.words)
    return [(word.start, word.end, fix) for word, fix in words if fix]


def _latin(word: str) -> str:
    """Return a word with Latin letters only; "" where its letters may be meant.

    Letters of two alphabets in one word never are, but TNFα and Guðjohnsen are written so.
    """
    if not _OTHERS.search(word) or not _PLAIN.search(_OTHERS.sub("", word)):
        return ""
    latin = as_seen("".join(_LATIN.get(char, char) for char in word))
    is_ours = is_possible(latin) or latin in EXPANDED
    return latin if is_ours or _CYRILLIC.search(word) else ""


def decomposed(sheets: Sheets, _allowed: frozenset[str]) -> Iterator[Found]:
    """Yield the paragraphs whose letters and marks are characters of their own (NFD)."""
    for sheet in sheets:
        text = sheet.paragraph.text
        if sheet.part.text != text:
            words = " ".join(text.split()[:4])
            yield Found(((sheet.at, 0, len(text), text),), words=words)
