"""A web page (HTML), written and read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any, Final

from store.articles.page_format import Card
from store.articles.photos import parted_caption
from store.errors import N_, PageError
from store.formats.incoming_parts import (
    EMPHASIS,
    LISTS,
    PICTURES,
    SUBHEADS,
    TABLES,
    Find,
    PartsReader,
    PictureReference,
    Read,
    find_none,
)
from store.formats.outgoing import Outgoing, refuse_what_xml_lacks
from store.formats.pictures import Picture

_OURS: Final = "toasoan"
"""The generator that our pages name; they are read exactly."""

_LOST: Final = {
    "img": PICTURES,
    "a": N_("addresses of links ({count})"),
    "video": N_("videos ({count})"),
    "audio": N_("sound ({count})"),
    "iframe": N_("embedded pages ({count})"),
    "form": N_("forms ({count})"),
}
_NOW_PARAGRAPHS: Final = {
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), SUBHEADS),
    "li": LISTS,
    "tr": TABLES,
}
"""What the lines of an element were, of which only the text stays."""
_FOREIGN: Final = ".//img[not(parent::figure[@class='photo'])] | .//a"
"""What no page of ours has."""
_FIGURES: Final = (
    "//body//figure[.//img and not(.//figure//img) and not(ancestor::nav or ancestor::aside)]"
)
"""Those of pictures; of a gallery, each that is in it."""
_SUMMARY: Final = N_("the description of the page")
_DATE: Final = N_("the date of the page")
_AROUND: Final = N_("what stands around the article")


# --- written


def written(out: Outgoing) -> bytes:
    """Return an article as a web page; raises PageError as `registry.Format.written`."""
    page = out.page
    refuse_what_xml_lacks(page)
    title = escape(page.headline or out.article.title)
    author = f'<meta name="author" content="{_said(page.byline)}">\n' if page.byline else ""
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="generator" content="{_OURS}">\n{author}<title>{title}</title>\n'
        "</head>\n<body>\n<article>\n"
        + "".join(f"{block}\n" for block in (*_above(out), *blocks(out)))
        + "</article>\n</body>\n</html>\n"
    ).encode()


def _above(out: Outgoing) -> Iterator[str]:
    page = out.page
    if page.headline:
        yield f"<h1>{_said(page.headline)}</h1>"
    if page.byline:
        yield f'<p class="byline">{_said(page.byline)}</p>'


def blocks(out: Outgoing) -> Iterator[str]:
    """Yield the text of an article below its byline as HTML, which is XHTML as well."""
    page = out.page
    for number, part in enumerate(out.flow):
        if isinstance(part, Picture):
            yield _figure(part)
        else:
            yield f'<p class="lead">{_said(part)}</p>' if not number else _paragraph(part)
    if page.signoff:
        yield f'<p class="signoff">{_said(page.signoff)}</p>'
    if page.layout.heading:
        yield '<section class="related">'
        yield f"<h2>{_said(page.layout.heading)}</h2>"
        for card in page.cards:
            yield f"<article>\n<h3>{_said(card.headline)}</h3>"
            if card.byline:
                yield f'<p class="byline">{_said(card.byline)}</p>'
            yield f"{_paragraph(card.summary)}\n</article>"
        yield "</section>"


def _figure(picture: Picture) -> str:
    photo = picture.photo
    credit = f'<span class="credit">{_said(photo.credit)}</span>' if photo.credit else ""
    caption = " ".join(filter(None, (_said(photo.caption), credit and f"(Ảnh: {credit})")))
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    image = f'<img src="{escape(picture.href)}" alt="{_said(photo.alt)}"/>'
    return f'<figure class="photo">{image}{below}</figure>'


def _paragraph(text: str) -> str:
    return f"<p>{_said(text)}</p>"


def _said(text: str) -> str:
    return escape(text).replace("\r", "&#13;").replace("\n", "<br/>")


# --- read


def read(data: bytes, name: str, find: Find = find_none) -> Read:
    """Read the article of a web page, and take the pictures that are found; raises PageError."""
    from lxml import etree
    from lxml.html import document_fromstring

    from store.charsets import declared_in, decoded
    from store.news import web

    told = decoded(data, declared_in(data))
    if told is None:
        raise PageError(N_("{name} is in an encoding that is not known."), name=name)
    text = told.text
    if len(text) > web.MOST_MARKUP or text.count("<") > web.MOST_TAGS:
        raise PageError(
            N_("{name} has more than the {limit} MB or the {tags} tags that a web page may have."),
            name=name,
            limit=web.MOST_MARKUP // 1_000_000,
            tags=web.MOST_TAGS,
        )
    try:
        root = document_fromstring(text.encode(), parser=_parser())
    except (etree.LxmlError, ValueError) as error:
        raise PageError(N_("{name} is no web page."), name=name) from error
    reading = PartsReader(find)
    if root.xpath("string(//meta[@name='generator']/@content)") == _OURS:
        reading.is_exact = _take_ours(root, reading)
    if not reading.is_exact:
        reading = PartsReader(find)
        _take_any(text, name, root, reading)
    return reading.read()


def _parser() -> Any:
    from lxml.html import HTMLParser

    return HTMLParser(encoding="utf-8", no_network=True)


def _take_any(text: str, name: str, root: Any, reading: PartsReader) -> None:
    from store.formats.web_text import article_lines
    from store.news import web
    from store.news.items import Found, Refused
    from store.news.row_mapping import Setting

    found = web.found_in(name, text, "", Setting(today=date.min))  # no day is read by it
    if isinstance(found, Refused):
        title = " ".join(root.xpath("string(//title)").split())
        why, found = found.why, Found(where=name, headline=title)
    else:
        why = None
    for figure in root.xpath(_FIGURES):
        _take_figure(figure, reading)
    known = found.text.split("\n")
    lines = article_lines(root, known, found.headline, found.author)
    if why is not None and not lines:
        raise PageError(why.message, **{"name": name, **why.values})
    parts = reading.parts
    parts.headline, parts.byline = found.headline, found.author
    parts.paragraphs = [line.text for line in lines] or known
    if not any(map(str.isalnum, "".join((parts.headline, *parts.paragraphs)))):
        raise PageError(N_("{name} is empty; choose a file that holds a page of text."), name=name)
    for tag, message in _LOST.items():
        reading.dropped[message] = len(root.xpath(f"//body//{tag}"))
    reading.dropped[PICTURES] -= len(reading.photos)
    reading.dropped[EMPHASIS] = len(
        root.xpath("//body//*[self::b or self::strong or self::i or self::em]")
    )
    for line in lines:
        if line.kind in _NOW_PARAGRAPHS:
            reading.dropped[_NOW_PARAGRAPHS[line.kind]] += 1
    if found.summary:
        reading.lost(_SUMMARY)
    if found.published:
        reading.lost(_DATE)
    if root.xpath("//nav | //aside | //header | //footer"):
        reading.lost(_AROUND)


def _take_ours(root: Any, reading: PartsReader) -> bool:
    """Take the parts of a page of ours; return whether each has its place."""
    articles = root.xpath("/html/body/article")
    if len(articles) != 1 or len(articles[0].getparent()) != 1:
        return False
    if _has_loose_text(articles[0].getparent(), articles[0]):
        return False
    parts, cards = reading.parts, []
    for block in articles[0]:
        kind = (block.tag, block.get("class", ""))
        if kind == ("h1", "") and not parts.headline:
            parts.headline = _text(block)
        elif kind == ("p", "byline") and not parts.byline:
            parts.byline = _text(block)
        elif kind == ("figure", "photo") and _is_figure(block):
            if caption := _take_figure(block, reading):
                parts.paragraphs.append(caption)
        elif kind in (("p", ""), ("p", "lead")):
            parts.paragraphs.append(_text(block))
        elif kind == ("p", "signoff") and not parts.signoff:
            parts.signoff = _text(block)
        elif kind == ("section", "related") and not _has_loose_text(block):
            for one in block:
                if one.tag == "h2" and parts.heading is None:
                    parts.heading = _text(one)
                elif one.tag == "article" and _is_card(one):
                    cards.append(_card(one))
                else:
                    return False
        else:  # somebody has worked on it
            return False
    parts.cards = tuple(cards)
    return bool(parts.headline and parts.paragraphs) and not articles[0].xpath(_FOREIGN)


def _take_figure(figure: Any, reading: PartsReader) -> str:
    """Take the picture of a figure, of several the first, with its caption; return what stays."""
    line = " ".join(figure.xpath("string(.//figcaption)").split())
    image = next(figure.iter("img"), None)
    if image is None:
        return line
    caption, credit = parted_caption(line)
    alt = " ".join(image.get("alt", "").split())
    if not reading.take(PictureReference(image.get("src", ""), alt, caption, credit)):
        return line
    for below in figure.xpath("(.//figcaption)[1]"):
        below.drop_tree()  # it goes along with the picture, and is none of the text
    return ""


def _is_figure(block: Any) -> bool:
    """Tell whether a figure is as we write it, or only its picture was taken out."""
    kinds = [one.tag for one in block]
    return kinds in (["img"], ["img", "figcaption"], ["figcaption"], []) and not (
        _has_loose_text(block)
    )


def _has_loose_text(*boxes: Any) -> bool:
    """Tell whether text stands in some elements beside those within them."""
    return any(str(text).strip() for box in boxes for text in box.xpath("text()"))


def _is_card(block: Any) -> bool:
    kinds = [(one.tag, one.get("class", "")) for one in block]
    byline = [("p", "byline")] * (len(kinds) == 3)
    return kinds == [("h3", ""), *byline, ("p", "")] and not _has_loose_text(block)


def _card(block: Any) -> Card:
    headline, *byline, summary = block
    return Card(_text(headline), _text(byline[0]) if byline else "", _text(summary))


def _text(block: Any) -> str:
    for line_break in block.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return str(block.text_content())
