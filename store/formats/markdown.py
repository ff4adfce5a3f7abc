"""Markdown with front matter, written and read (CommonMark; the front matter is YAML)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.articles.page_format import Card, is_heading
from store.articles.photos import caption_line, parted_caption
from store.errors import N_, PageError
from store.formats.incoming_parts import (
    EMPHASIS,
    LISTS,
    PICTURES,
    SUBHEADS,
    TABLES,
    Find,
    Parts,
    PartsReader,
    PictureReference,
    Read,
    find_none,
)
from store.formats.outgoing import Outgoing, refuse_what_xml_lacks
from store.formats.pictures import Picture

if TYPE_CHECKING:
    from markdown_it.token import Token

    from store.formats.front_matter import Field

_MARKS: Final = re.compile(r"([\\`*_\[\]<>&|~#])")
_LINE_MARKS: Final = re.compile(r"^([-+=]|\d+(?=[.)]))")
_EDGES: Final = re.compile(r"^\s+|\s+$|\r")
_UNSEEN: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_MOST_MARKS: Final = 10_000
"""The most signs for bold, italic type and links: pairing them takes quadratic time."""
_LONGEST_NAME: Final = 40
_TITLE, _AUTHOR = "title", "author"

LINKS: Final = N_("addresses of links ({count})")
MARKUP: Final = N_("HTML in the text ({count})")


# --- written


def written(out: Outgoing) -> bytes:
    """Return an article in Markdown; raises PageError as `registry.Format.written`."""
    page = out.page
    refuse_what_xml_lacks(page)
    blocks = [_figure(one) if isinstance(one, Picture) else _escaped(one) for one in out.flow]
    if page.signoff:
        blocks.append(f"*{_escaped(page.signoff)}*")
    if page.layout.heading:
        blocks.append(f"## {_escaped(page.layout.heading)}")
    for card in page.cards:
        blocks.append(f"### {_escaped(card.headline)}")
        if card.byline:
            blocks.append(f"*{_escaped(card.byline)}*")
        blocks.append(_escaped(card.summary))
    return ("\n\n".join((_front_matter(out), *blocks)) + "\n").encode()


def _figure(picture: Picture) -> str:
    """Return a picture, and its caption in italics on the next line."""
    photo = picture.photo
    image = f"![{_escaped(photo.alt)}]({picture.href})"
    caption = caption_line(photo)
    return f"{image}\\\n*{_escaped(caption)}*" if caption else image


def _front_matter(out: Outgoing) -> str:
    fields: dict[str, Any] = {_TITLE: out.page.headline or out.article.title}
    if out.page.byline:
        fields[_AUTHOR] = out.page.byline
    fields["date"] = out.at.date()
    if out.channel:
        fields["channel"] = out.channel
    if out.article.topics:
        fields["tags"] = list(out.article.topics)
    lines = [f"{name}: {_quoted(value)}" for name, value in fields.items()]
    return "\n".join(("---", *lines, "---"))


def _quoted(value: object) -> str:
    """Return a value as JSON, which is YAML; what YAML takes for a line end is escaped."""
    if isinstance(value, date):
        return value.isoformat()
    text = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _escaped(text: str) -> str:
    return "\\\n".join(map(_escaped_line, text.split("\n")))


def _escaped_line(line: str) -> str:
    escaped = _MARKS.sub(r"\\\1", line)
    escaped = _LINE_MARKS.sub(_escaped_start, escaped)
    return _EDGES.sub(lambda found: "".join(f"&#{ord(char)};" for char in found[0]), escaped)


def _escaped_start(found: re.Match[str]) -> str:
    """Escape what would begin a list; of a number, the dot behind it."""
    start = found[0]
    return f"\\{start}" if not start.isdigit() else f"&#{ord(start[0])};{start[1:]}"


# --- read


def read(data: bytes, name: str, find: Find = find_none) -> Read:
    """Read a text in Markdown, and take the pictures that are found; raises PageError."""
    from markdown_it import MarkdownIt

    from store.articles.page_encoding import decoded
    from store.formats.front_matter import front_matter

    text = decoded(data, name)
    if sum(map(text.count, "*_[")) > _MOST_MARKS:
        raise PageError(
            N_("{name} has more than {most} signs of Markdown; save it as plain text."),
            name=name,
            most=_MOST_MARKS,
        )
    reading = PartsReader(find)
    front = front_matter(text)
    if front:
        text = text[front.end :]
        _take_fields(front.fields, reading)
    blocks = list(_blocks(MarkdownIt("commonmark").enable("table").parse(text), reading))
    is_ours = bool(front) and bool(reading.parts.headline)
    if not reading.parts.headline and (top := next((b for b in blocks if b[0] == "h1"), None)):
        reading.parts.headline = top[1]
        blocks.remove(top)
    parts = reading.parts
    if is_ours:
        _take_ours(blocks, parts)
        reading.is_exact = parts.cards is not None
    if not reading.is_exact:
        reading.dropped[SUBHEADS] += sum(kind.startswith("h") for kind, _text in blocks)
        parts.paragraphs = [text for _kind, text in blocks]
        parts.signoff, parts.heading, parts.cards = "", None, ()
    return reading.read()


def _take_fields(fields: Sequence[Field], reading: PartsReader) -> None:
    parts = reading.parts
    for name, text, is_whole in fields:
        if name == _TITLE and not parts.headline:
            parts.headline = text
        elif name == _AUTHOR and not parts.byline:
            parts.byline = text
        else:
            is_whole = is_whole and not text  # nothing was said
        if not is_whole:
            reading.lost(N_("front matter “{name}”"), name=name[:_LONGEST_NAME])


_Block = tuple[str, str]
"""The kind (h1 … h6, p, em for a paragraph in italics, other) and the text."""


def _blocks(tokens: Sequence[Token], reading: PartsReader) -> Iterator[_Block]:
    dropped = reading.dropped
    kinds: list[str] = []
    row: list[str] = []
    for token in tokens:
        if token.type in ("heading_open", "paragraph_open"):
            kinds.append(token.tag)
        elif token.type == "tr_open":
            row = []
        elif token.type == "inline" and kinds and (picture := _picture(token.children or ())):
            kinds.pop()
            if not reading.take(picture) and picture.line:
                yield "p", picture.line
        elif token.type == "inline" and kinds:
            kind, text = kinds.pop(), _text(token.children or (), dropped)
            is_slanted = kind == "p" and _is_slanted(token.children or ())
            if text:
                yield ("em" if is_slanted else kind), text
        elif token.type == "inline":  # a cell
            row.append(_text(token.children or (), dropped))
        elif token.type == "tr_close":
            dropped[TABLES] += 1
            yield "other", "; ".join(filter(None, row))
        elif token.type == "list_item_open":
            dropped[LISTS] += 1
        elif token.type in ("fence", "code_block"):
            yield "other", " ".join(token.content.split())
        elif token.type == "html_block":
            dropped[MARKUP] += 1


def _picture(children: Sequence[Token]) -> PictureReference | None:
    """Return the picture of a paragraph that is one, with its caption in italics below it."""
    kept = [one for one in children if one.type != "text" or one.content.strip()]
    if not kept or kept[0].type != "image":
        return None
    image, *below = kept
    if below and (below[0].type not in ("hardbreak", "softbreak") or not _is_slanted(below[1:])):
        return None
    title = str(image.attrGet("title") or "")
    caption, credit = parted_caption(_text(below[1:], Counter()) or title)
    source = str(image.attrGet("src") or "")
    alt = " ".join(_text(image.children or (), Counter()).split())
    return PictureReference(source, alt, caption, credit)


def _is_slanted(children: Sequence[Token]) -> bool:
    """Tell whether a paragraph is in italics from its first letter to its last."""
    inner = [one for one in children if one.type != "text" or one.content]
    return (
        len(inner) > 2
        and inner[0].type == "em_open"
        and inner[-1].type == "em_close"
        and sum(one.type.startswith("em_") for one in inner) == 2
    )


def _text(children: Sequence[Token], dropped: Counter[str]) -> str:
    parts = []
    for one in children:
        if one.type == "softbreak":
            parts.append(" ")
        elif one.type == "hardbreak":
            parts.append("\n")
        elif one.type == "image":
            dropped[PICTURES] += 1
        elif one.type == "link_open":
            dropped[LINKS] += 1
        elif one.type == "html_inline":
            dropped[MARKUP] += 1
        elif one.type in ("em_open", "strong_open") and not _is_slanted(children):
            dropped[EMPHASIS] += 1
        parts.append(one.content if one.type in ("text", "code_inline") else "")
    return "".join(parts)


def _take_ours(blocks: Sequence[_Block], parts: Parts) -> None:
    """Divide the blocks of a text as we write it; without `cards` it is none of ours."""
    kinds = [kind for kind, _text in blocks]
    at = next((n for n, (k, text) in enumerate(blocks) if k == "h2" and is_heading(text)), None)
    above = blocks[:at]
    if above and above[-1][0] == "em":
        parts.signoff, above = above[-1][1], above[:-1]
    parts.paragraphs = [text for _kind, text in above]
    is_plain = all(kind == "p" for kind, _text in above)
    parts.heading = None if at is None else blocks[at][1]
    below = () if at is None else blocks[at + 1 :]
    parts.cards = _cards(below) if is_plain and "other" not in kinds else None


def _cards(blocks: Sequence[_Block]) -> tuple[Card, ...] | None:
    cards = []
    left = list(blocks)
    while left:
        has_byline = len(left) > 1 and left[1][0] == "em"
        card, left = left[: 2 + has_byline], left[2 + has_byline :]
        if [kind for kind, _text in card] != ["h3", *["em"] * has_byline, "p"]:
            return None
        cards.append(Card(card[0][1], card[1][1] if has_byline else "", card[-1][1]))
    return tuple(cards)
