"""Extract the text from a piece of HTML, as in feeds and tables, without scripts and styles.

One pass over the tags, not the standard library's parser: that takes quadratic time on some broken
texts, and the input may be malicious.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

_TAG: Final = re.compile(r"<!--|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>")
_LONGEST_TAG: Final = 4_000
"""The most characters of a tag whose attributes are kept: the parser compares every attribute of a
tag with every other, and none of them holds text of an article."""
_ANY_TAG: Final = re.compile(
    r"""(?P<opening><[a-zA-Z][^\s/>]*+)(?:[^=>]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?)*+"""
)
_NO_CHARACTER: Final = re.compile(r"&#0*[1-9][0-9]{7,}+;?")
"""A number that no character has; Python refuses to read one of thousands of digits."""
_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 "
        "h5 h6 header hr li main nav ol p pre section table td th tr ul",
    )
)
_NO_WORDS: Final = frozenset(("script", "style", "template", "noscript", "iframe", "object"))


def plain(text: str) -> str:
    """Return a text without its tags, a paragraph for each block; unchanged if it has no tags."""
    if not _TAG.search(text):
        return text
    lines = (" ".join(line.split()) for line in "".join(_words(text)).split("\0"))
    return "\n\n".join(line for line in lines if line)


def _words(text: str) -> Iterator[str]:
    """Yield the text, with NUL at the edge of each block."""
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
    """Return a text with the attributes of overlong tags removed."""
    return _ANY_TAG.sub(lambda tag: tag[0] if len(tag[0]) <= _LONGEST_TAG else tag["opening"], text)
