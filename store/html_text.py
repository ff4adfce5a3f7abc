"""Extract the text from a piece of HTML, as in feeds, tables and mail: every word that is shown.

One pass over the tags, not the standard library's parser: that takes quadratic time on some broken
texts, and the input may be malicious. Articles are told from what surrounds them in `web.py` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

_TAG: Final = re.compile(
    r"<!--|<!\[[^<>]*+>|<!doctype[^<>]*+>"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9:-]*+)(?=[\s/>])"
    r"""(?:"[^"<]{0,2000}+"|'[^'<]{0,2000}+'|[^<>"']++|["'])*+>""",
    re.IGNORECASE,
)
_LONGEST_TAG: Final = 4_000
"""The most characters of a tag whose attributes are kept: the parser compares every attribute of a
tag with every other, and none of them holds text of an article."""
_ANY_TAG: Final = re.compile(
    r"""(?P<opening><[a-zA-Z][^\s/>]*+)(?:[^=>]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?)*+"""
)
_NO_CHARACTER: Final = re.compile(r"&#0*[1-9][0-9]{7,}+;?")
"""A number that no character has; Python refuses to read one of thousands of digits."""
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_TITLE: Final = re.compile(r"<title(?:\s[^<>]*)?>([^<]*)</title", re.IGNORECASE)
_COMMON: Final = r"(/?)(p|div|span|a|b|i|em|strong)\b"
_ESCAPED_TAG: Final = re.compile(rf"&lt;{_COMMON}", re.IGNORECASE)
_COMMON_TAG: Final = re.compile(rf"<{_COMMON}", re.IGNORECASE)
_PARAGRAPH, _BREAK, _CELL, _LINE_END = "\0", "\1", "\2", "\3"
"""The edges of blocks, lines and cells of a table, and of typed lines, in a text without tags."""
_EDGES: Final = {
    **dict.fromkeys(
        re.findall(
            r"\w+",
            "address article aside blockquote caption center dd dir div dl dt fieldset figcaption "
            "figure footer form h1 h2 h3 h4 h5 h6 header hr legend main menu nav ol p pre section "
            "table tbody tfoot thead title ul",
        ),
        _PARAGRAPH,
    ),
    **dict.fromkeys(("br", "li", "tr", "option"), _BREAK),
    **dict.fromkeys(("td", "th"), _CELL),
}
_NO_WORDS: Final = frozenset(
    re.findall(r"\w+", "script style template noscript iframe object head svg audio video canvas")
)
"""Elements of which nothing is shown as text of the article."""
_TO_THE_END: Final = frozenset(("script", "style"))
"""Those that take the rest of the text where they are not closed."""
_SILENCED: Final = re.compile(rf"<(/?)({'|'.join(_NO_WORDS)})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
_BESIDE_AN_EDGE: Final = re.compile("[\3 \t\r]*+([\0\1])[\3 \t\r]*+")
_PARAGRAPHS: Final = re.compile(r"<(?:p|br|div|section|article)(?=[\s/>])", re.IGNORECASE)
_EDGE_MARKS: Final = dict.fromkeys(map(ord, (_PARAGRAPH, _BREAK, _CELL, _LINE_END)))


def plain(text: str, *, by_lines: bool = False) -> str:
    """Return a text without its tags, a paragraph for each block, a line for each row of a table.

    A text without tags keeps its lines; so does one without paragraphs, and with `by_lines` any, as
    content management systems store what was typed (“classic” WordPress).
    """
    text = text.translate(_EDGE_MARKS)
    if not _TAG.search(text):
        if not _is_escaped(text):
            return without_entities(text)
        text = unescape(text)
    marked = "".join(_words(text, by_lines or not _PARAGRAPHS.search(text)))
    marked = _BESIDE_AN_EDGE.sub(r"\1", marked).replace(_LINE_END, _BREAK)
    return "\n\n".join(filter(None, map(_paragraph, marked.split(_PARAGRAPH))))


def without_entities(text: str) -> str:
    """Return a text that is no HTML without the entities that some programs leave in it."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda found: _unescaped(found[0]).replace("\xa0", " "), text)


def is_marked_up(text: str) -> bool:
    """Tell whether a text that is declared as plain has tags with their ends, and is HTML."""
    return _has_pair(_COMMON_TAG.findall(text))


def _is_escaped(text: str) -> bool:
    """Tell whether a text shows tags, which were escaped once too often."""
    return _has_pair(_ESCAPED_TAG.findall(text))


def _has_pair(tags: list[tuple[str, str]]) -> bool:
    return bool({name for end, name in tags if end} & {name for end, name in tags if not end})


def _paragraph(marked: str) -> str:
    lines = (_line(line) for line in marked.split(_BREAK))
    return re.sub("\n{2,}", "\n\n", "\n".join(lines)).strip("\n")


def _line(marked: str) -> str:
    cells = (" ".join(cell.split()) for cell in marked.split(_CELL))
    return " | ".join(filter(None, cells))


def _words(text: str, by_lines: bool) -> Iterator[str]:
    """Yield the text between the tags, with marks at the edges."""
    place, typed = 0, False
    closed = {found[2].lower(): found.start() for found in _SILENCED.finditer(text) if found[1]}
    while found := _TAG.search(text, place):
        yield _shown(text[place : found.start()], by_lines, typed)
        name, place = (found["name"] or "").lower(), found.end()
        if found[0].startswith("<!--"):
            end = text.find("-->", place)
            place = len(text) if end < 0 else end + 3
        elif name in _NO_WORDS and not found["end"] and not found[0].endswith("/>"):
            place = _behind(text, name, place, closed)
        elif (edge := _EDGES.get(name)) and (edge == _PARAGRAPH or not found["end"]):
            yield edge
        if name == "pre":
            typed = not found["end"]
    yield _shown(text[place:], by_lines, typed)


def _behind(text: str, name: str, place: int, closed: dict[str, int]) -> int:
    """Return where an element ends that has no words; `closed` is where the last of each ends."""
    if closed.get(name, -1) < place:
        return len(text) if name in _TO_THE_END else place
    end = re.compile(rf"</{name}(?=[\s/>])[^<>]*+>", re.IGNORECASE).search(text, place)
    return end.end() if end else place


def _shown(text: str, by_lines: bool, typed: bool) -> str:
    shown = _unescaped(text)
    if typed:  # in <pre>
        return shown.replace("\n", _BREAK)
    if not by_lines:
        return shown
    return _BLANK_LINE.sub(_PARAGRAPH, shown).replace("\n", _LINE_END)


def _unescaped(text: str) -> str:
    once = unescape(_NO_CHARACTER.sub("\ufffd", text)).translate(_EDGE_MARKS)
    return _ENTITY.sub(lambda found: unescape(found[0]), once) if "&" in once else once


def with_short_tags(text: str) -> str:
    """Return a text with the attributes of overlong tags removed."""
    return _ANY_TAG.sub(lambda tag: tag[0] if len(tag[0]) <= _LONGEST_TAG else tag["opening"], text)


def title_in(text: str) -> str:
    """Return the title of a text that is a whole document of HTML, which `plain` leaves out."""
    lowered = text.lower()
    begins = lowered.find("<head")
    if begins < 0 or len(lowered) != len(text):  # a few letters are longer when they are small
        return ""
    ends = lowered.find("</head", begins)
    found = _TITLE.search(text, begins, ends if ends > 0 else len(text))
    return " ".join(_unescaped(found[1]).split()) if found else ""
