"""The words of a piece of HTML, as feeds and tables hold it; scripts and styles are no words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_TAG: Final = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--)")
_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 "
        "h5 h6 header hr li main nav ol p pre section table td th tr ul",
    )
)
_NO_WORDS: Final = frozenset(("script", "style", "template", "noscript", "iframe", "object"))


class _Words(HTMLParser):
    """Collects the words; a block begins a new line."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or the silence of a script."""
        if tag in _NO_WORDS:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End them."""
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep words."""
        if not self._silent:
            self.pieces.append(re.sub(r"\s+", " ", data))


def plain(text: str) -> str:
    """Give a text without its tags, a paragraph for each block; one that has none as it is."""
    if not _TAG.search(text):
        return text
    words = _Words()
    words.feed(text)
    words.close()
    lines = (line.strip() for line in "".join(words.pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)
