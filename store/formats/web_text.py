"""The text of a web page, every word of it: also what stands in no paragraph.

The extractor of news (`store.news.web`) takes what looks like an article, and leaves out lists,
tables and text that stands loose between paragraphs. An article that is taken in needs all of them;
so the extractor only says where the article begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from store.text import identity

_BOXES: Final = frozenset(("article", "body", "center", "div", "fieldset", "main", "section"))
"""What holds blocks; text that stands beside the article's in the same box belongs to it."""
_BLOCKS: Final = _BOXES | frozenset(
    (
        *("address", "blockquote", "br", "caption", "dd", "details", "dl", "dt", "figcaption"),
        *("figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li"),
        *("ol", "p", "pre", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul"),
    )
)
_CELLS: Final = ("td", "th")
_UNSHOWN: Final = frozenset(
    (
        *("audio", "canvas", "head", "iframe", "noscript", "object", "script", "style", "svg"),
        *("template", "video"),
    )
)
_AROUND: Final = frozenset(("aside", "button", "form", "nav", "select", "textarea"))
_OF_ARTICLES: Final = ("article", "main")
"""In these, a header and a footer are parts of the article."""
_SURROUNDED: Final = (
    "//nav | //aside | //header | //footer | //form | //button | //input | //script | //iframe"
)
_MOSTLY: Final = 0.5
"""The share of a line in links above which it leads elsewhere."""


_A_FEW_WORDS: Final = 8
"""A line with fewer may stand in a text and around it, too."""


class Line(NamedTuple):
    """A line of a page, as it is shown."""

    text: str
    kind: str
    """The element that it stands in: p, li, tr, h2 …"""
    box: int
    """The box that it stands in, by its number."""
    is_link: bool
    """Whether most of it is a link."""


def article_lines(root: Any, known: Iterable[str], headline: str, byline: str) -> list[Line]:
    """Return the lines of the article of a page, below its headline and its byline.

    Args:
        root: the page, parsed.
        known: what the extractor takes for its text.
        headline: of the article; empty if it has none.
        byline: of the article; empty if it has none.
    """
    if root.find("body") is None:
        return []
    is_surrounded = bool(root.xpath(_SURROUNDED))
    lines = list(_lines(root.find("body")))
    if is_surrounded:
        lines = _between(lines, known)
    return list(_below(lines, {identity(headline), identity(byline)}))


def _below(lines: Iterable[Line], named: set[str]) -> Iterator[Line]:
    """Yield the lines without the headline and the byline above them; a sign-off may be alike."""
    is_above = True
    for line in lines:
        is_named = identity(line.text) in named
        is_above = is_above and (is_named or not _is_long(line))
        if not (is_above and is_named):
            yield line


def _between(lines: list[Line], known: Iterable[str]) -> list[Line]:
    """Return the lines from the first to the last that is known, and those in the same box."""
    said = {identity(line.strip().removeprefix("- ")) for line in known}  # of a list
    pieces = {piece for line in said for piece in _pieces(line)}
    places = [
        place
        for place, line in enumerate(lines)
        if (text := identity(line.text)) in said or pieces.issuperset(_ends(text))
    ]
    if not places:
        return []
    sure = set(places)
    long = [place for place in places if _is_long(lines[place])] or places
    first, last = long[0], long[-1]
    ends = {lines[first].box, lines[last].box}
    known_boxes = {lines[place].box for place in places}

    def is_of_article(place: int, line: Line) -> bool:
        if place in sure:
            return True
        if first <= place <= last:
            return not line.is_link or line.box in known_boxes
        return not line.is_link and line.box in ends

    return [line for place, line in enumerate(lines) if is_of_article(place, line)]


def _is_long(line: Line) -> bool:
    """Tell whether a line is a sentence of an article, and hardly an entry of a menu as well."""
    return len(line.text.split()) >= _A_FEW_WORDS


def _pieces(text: str) -> Iterator[str]:
    """Yield each few words of a text that follow each other."""
    words = text.split()
    for place in range(len(words) - _A_FEW_WORDS + 1):
        yield " ".join(words[place : place + _A_FEW_WORDS])


def _ends(text: str) -> tuple[str, str]:
    """Return the first and the last few words of a line; they tell a piece of a known one."""
    words = text.split()
    if len(words) < _A_FEW_WORDS:
        return text, text  # no piece: it may stand around the article as well
    return " ".join(words[:_A_FEW_WORDS]), " ".join(words[-_A_FEW_WORDS:])


class _Writing:
    """The line that is being put together."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.kind = "p"
        self.box = 0

    def add(self, text: str | None, *, is_link: bool) -> None:
        if text:
            self.parts.append(text)
            self.linked += len("".join(text.split())) if is_link else 0

    def ended(self) -> Iterator[Line]:
        text = " ".join("".join(self.parts).split())
        if text:
            letters = len("".join(text.split()))
            yield Line(text, self.kind, self.box, self.linked > _MOSTLY * letters)
        self.parts, self.linked = [], 0


def _lines(body: Any) -> Iterator[Line]:
    """Yield the lines of a page, without what is not shown and what leads elsewhere."""
    from lxml.etree import iterwalk

    writing = _Writing()
    boxes, kinds = [0], ["p"]
    count = links = 0
    walk = iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event in ("comment", "pi"):
            writing.add(element.tail, is_link=links > 0)
            continue
        if event == "start" and element is not body and _is_left_out(element):
            walk.skip_subtree()
            kinds.append("")  # its end comes all the same
            continue
        is_left_out = event == "end" and kinds[-1] == ""
        if tag in _BLOCKS and not is_left_out:
            yield from writing.ended()
        if event == "start":
            kinds.append(tag if tag in _BLOCKS and tag not in _BOXES else kinds[-1])
            if tag in _BOXES:
                count += 1
                boxes.append(count)
            links += tag == "a"
        else:
            kinds.pop()
            if not is_left_out:
                if tag in _BOXES:
                    boxes.pop()
                links -= tag == "a"
        writing.kind, writing.box = kinds[-1], boxes[-1]
        if event == "start":
            if tag in _CELLS and "".join(writing.parts).strip():
                writing.parts.append("; ")
            writing.add(element.text, is_link=links > 0)
        elif element is not body:
            writing.add(element.tail, is_link=links > 0)
    yield from writing.ended()


def _is_left_out(element: Any) -> bool:
    """Tell whether an element is not shown, or stands around the article."""
    tag = element.tag
    if tag in _UNSHOWN or tag in _AROUND or element.get("hidden") is not None:
        return True
    if "display:none" in (element.get("style") or "").replace(" ", "").lower():
        return True
    is_edge = tag in ("header", "footer")
    return is_edge and not any(one.tag in _OF_ARTICLES for one in element.iterancestors())
