"""The words of a piece of HTML, as feeds and tables hold it; scripts and styles are no words.

One pass over the tags, not the standard library's parser: that takes a time that grows with the
square of some broken texts, and what comes in from outside may be made to do harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

_TAG: Final = re.compile(r"<!--|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>")
_LONGEST_TAG: Final = 4_000
"""The most characters of a tag whose attributes are read: the parser compares each attribute of a
tag with each other, and the words of an article stand in none."""
_ANY_TAG: Final = re.compile(
    r"""(?P<opening><[a-zA-Z][^\s/>]*+)(?:[^=>]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?)*+"""
)
_NO_CHARACTER: Final = re.compile(r"&#0*[1-9][0-9]{7,}+;?")
"""A character by a number that none has; Python refuses to read one of thousands of digits."""
_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 "
        "h5 h6 header hr li main nav ol p pre section table td th tr ul",
    )
)
_NO_WORDS: Final = frozenset(("script", "style", "template", "noscript", "iframe", "object"))


def plain(text: str) -> str:
    """Return a text without its tags, a paragraph for each block; one that has none as it is."""
    if not _TAG.search(text):
        return text
    lines = (" ".join(line.split()) for line in "".join(_words(text)).split("\0"))
    return "\n\n".join(line for line in lines if line)


def _words(text: str) -> Iterator[str]:
    """Yield the words, and NUL in the place of each block's edge."""
    place, silent = 0, ""
    while found := _TAG.search(text, place):
        if not silent:
            yield _unescaped(text[place : found.start()])
        name = (found["name"] or "").lower()
        place = found.end()
        if not name:
            end = text.find("-->", place)
            place = len(text) if end < 0 else end + 3
        elif name == silent and found["end"]:
            silent = ""
        elif name in _NO_WORDS and not silent and not found["end"]:
            silent = name
        elif name in _BLOCKS and not silent:
            yield "\0"
    if not silent:
        yield _unescaped(text[place:])


def _unescaped(text: str) -> str:
    return unescape(_NO_CHARACTER.sub("\ufffd", text)).replace("\0", "")


def with_short_tags(text: str) -> str:
    """Return a text whose endless tags have lost their attributes."""
    return _ANY_TAG.sub(_shortened, text)


def _shortened(tag: re.Match[str]) -> str:
    return tag[0] if len(tag[0]) <= _LONGEST_TAG else tag["opening"]
