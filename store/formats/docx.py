"""Word files (DOCX), written and read with python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from store.articles.page_format import Card
from store.articles.photos import caption_line
from store.docx_packing import packed_parts, parts_of
from store.errors import N_, PageError
from store.formats.incoming_parts import PICTURES, PartsReader, Read
from store.formats.outgoing import Outgoing, refuse_what_xml_lacks
from store.formats.pictures import Picture

if TYPE_CHECKING:
    from docx.document import Document

MOST_BYTES: Final = 32_000_000
"""The most bytes of a file, pictures included."""
_MOST_UNPACKED: Final = 128_000_000
_MOST_XML: Final = 16_000_000
"""The most bytes that its text and styles may unpack to: parsed, they are ten times as large."""
_MOST_PARTS: Final = 5_000

HEADLINE, BYLINE, LEAD, TEXT, SIGNOFF, HEADING, CARD_HEADLINE, CARD_BYLINE, CARD_TEXT = (
    "Toasoan Headline",
    "Toasoan Byline",
    "Toasoan Lead",
    "Toasoan Text",
    "Toasoan Sign-off",
    "Toasoan Related",
    "Toasoan Related Headline",
    "Toasoan Related Byline",
    "Toasoan Related Text",
)
"""The styles of our files; they say what each paragraph is."""
PHOTO, CAPTION = "Toasoan Photo", "Toasoan Caption"
"""Those of the photo sheet, which is no part of the page."""

_TEXT_PART: Final = "word/document.xml"
_ABOUT_PART: Final = "docProps/core.xml"
_FONT: Final = "Times New Roman"
_LOST: Final = {
    "w:drawing": PICTURES,
    "w:pict": N_("drawings ({count})"),
    "w:hyperlink": N_("addresses of links ({count})"),
    "w:tbl": N_("tables, their cells now paragraphs ({count})"),
    "w:footnoteReference": N_("footnotes ({count})"),
    "w:endnoteReference": N_("endnotes ({count})"),
    "w:commentReference": N_("comments ({count})"),
    "w:ins": N_("tracked insertions, taken as accepted ({count})"),
    "w:del": N_("tracked deletions, taken as accepted ({count})"),
    "w:txbxContent": N_("text boxes ({count})"),
    "w:b": N_("bold type ({count})"),
    "w:i": N_("italic type ({count})"),
    "w:u": N_("underlining ({count})"),
    "w:numPr": N_("bullets and numbers of lists ({count})"),
}
"""What is looked for in a file of others, by its element."""


# --- written


def written(out: Outgoing) -> bytes:
    """Return an article as a Word file; raises PageError as `registry.Format.written`."""
    from docx.opc.coreprops import CoreProperties
    from docx.opc.oxml import serialize_part_xml

    page = out.page
    refuse_what_xml_lacks(page)
    for text in (page.headline, page.byline, page.body, page.signoff):
        if "\r" in text.replace("\r\n", ""):
            raise PageError(N_("The page holds a lone carriage return; delete it."))
    empty = _empty()
    root, core = deepcopy(empty.root), deepcopy(empty.core)
    for style, text in _blocks(out):
        paragraph = root.body.add_p()
        paragraph.style = style.replace(" ", "")  # its id, which needs no look at all styles
        if text:
            paragraph.add_r().text = text
    about = CoreProperties(core)
    about.title, about.author = (page.headline or out.article.title)[:255], page.byline[:255]
    about.language = "vi"
    about.created = about.modified = out.at.replace(tzinfo=None)
    changed = {_TEXT_PART: serialize_part_xml(root), _ABOUT_PART: serialize_part_xml(core)}
    data = packed_parts({**empty.parts, **changed})
    if not out.pictures:
        return data
    from store.formats.docx_pictures import with_pictures

    return with_pictures(data, PHOTO, out.pictures)


def _blocks(out: Outgoing) -> Iterator[tuple[str, str]]:
    page = out.page
    if page.headline:
        yield HEADLINE, page.headline
    if page.byline:
        yield BYLINE, page.byline
    for number, part in enumerate(out.flow):
        if isinstance(part, Picture):
            yield PHOTO, ""
            if caption := caption_line(part.photo):
                yield CAPTION, caption
        else:
            yield TEXT if number else LEAD, part
    if page.signoff:
        yield SIGNOFF, page.signoff
    if page.layout.heading:
        yield HEADING, page.layout.heading
    for card in page.cards:
        yield CARD_HEADLINE, card.headline
        if card.byline:
            yield CARD_BYLINE, card.byline
        yield CARD_TEXT, card.summary


class _Empty(NamedTuple):
    """A file without text that has our styles: making and opening it costs more than an article."""

    root: Any
    core: Any
    """The elements of its text, and of what is said about it; to be copied."""
    parts: dict[str, bytes]


@cache
def _empty() -> _Empty:
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(6)
    for name, base, size, is_bold, is_italic in (
        (HEADLINE, "Title", 18, True, False),
        (BYLINE, "Normal", 13, False, True),
        (LEAD, "Normal", 13, True, False),
        (TEXT, "Normal", 13, False, False),
        (PHOTO, "Normal", 13, False, False),
        (CAPTION, "Normal", 12, False, True),
        (SIGNOFF, "Normal", 13, True, False),
        (HEADING, "Heading 2", 13, True, False),
        (CARD_HEADLINE, "Heading 3", 13, True, False),
        (CARD_BYLINE, "Normal", 13, False, True),
        (CARD_TEXT, "Normal", 13, False, False),
    ):
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[base]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.bold, style.font.italic = is_bold, is_italic
        if name == SIGNOFF:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    parts = parts_of(document)
    return _Empty(document.element, document.core_properties._element, parts)


# --- read


def read(data: bytes, name: str) -> Read:
    """Read the text of a Word file; raises PageError if it is none, or unpacks to too much."""
    reading = PartsReader()
    try:
        document = _opened(data, name)
        blocks = list(_paragraphs(document))
        reading.is_exact = _take_ours(blocks, reading)
        if not reading.is_exact:
            _take_any(document, blocks, reading)
        _count_lost(document, reading)
    except PageError:
        raise
    except Exception as error:  # a damaged file surprises python-docx anywhere
        raise PageError(
            N_("{name} is no Word file (DOCX), or it is damaged; save it once more in Word."),
            name=name,
        ) from error
    if not any(text.strip() for _style, text in blocks):
        raise PageError(N_("{name} is empty; choose a file that holds a page of text."), name=name)
    return reading.read()


def shown(data: bytes) -> str:
    """Return the text of a file of ours, to be looked at."""
    return "\n\n".join(text for _style, text in _paragraphs(_opened(data, "")))


def _opened(data: bytes, name: str) -> Document:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _refuse_bomb(packed, name)
        return docx.Document(io.BytesIO(data))
    except (NotImplementedError, RuntimeError) as error:  # packed or locked in a way of its own
        raise PageError(
            N_("{name} has a password or is packed in an unusual way; save it without."), name=name
        ) from error


def _refuse_bomb(packed: zipfile.ZipFile, name: str) -> None:
    """Refuse a file that unpacks to too much; a part never unpacks to more than it says."""
    parts = packed.infolist()
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    total = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or xml > _MOST_XML or total > _MOST_UNPACKED:
        raise PageError(
            N_("{name} unpacks to more than anybody reads ({size} MB); it has not been read."),
            name=name,
            size=max(total // 1_000_000, 1),
        )


def _paragraphs(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the style and the text of each paragraph, those of cells as well."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    for element in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, document._body)
        style = paragraph.style
        yield (style.name or "") if style else "", _text(element, qn)


def _text(element: Any, qn: Any) -> str:
    """Return the text of a paragraph, with what was inserted and without what was deleted."""
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    parts = []
    for run in element.iter(qn("w:r")):
        for part in run:
            parts.append(part.text or "" if part.tag == qn("w:t") else signs.get(part.tag, ""))
    return "".join(parts)


def _take_ours(blocks: list[tuple[str, str]], reading: PartsReader) -> bool:
    """Take the parts that our styles tell; return whether each paragraph has one."""
    parts = reading.parts
    cards: list[Card] = []
    byline = headline = ""
    for style, text in blocks:
        if style == HEADLINE and not parts.headline:
            parts.headline = text
        elif style == BYLINE and not parts.byline:
            parts.byline = text
        elif style in (PHOTO, CAPTION):  # they are told as lost with the pictures
            continue
        elif style in (LEAD, TEXT) and not parts.signoff and parts.heading is None:
            parts.paragraphs.append(text)
        elif style == SIGNOFF and not parts.signoff:
            parts.signoff = text
        elif style == HEADING and parts.heading is None:
            parts.heading = text
        elif style == CARD_HEADLINE and not headline:
            headline = text
        elif style == CARD_BYLINE and not byline:
            byline = text
        elif style == CARD_TEXT and headline:
            cards.append(Card(headline, byline, text))
            headline = byline = ""
        else:  # somebody has worked on it
            return False
    parts.cards = tuple(cards)
    return bool(parts.headline and parts.paragraphs) and not (headline or byline)


def _count_lost(document: Document, reading: PartsReader) -> None:
    from docx.oxml.ns import qn

    for name, message in _LOST.items():
        reading.dropped[message] = sum(1 for _one in document.element.body.iter(qn(name)))


def _take_any(document: Document, blocks: list[tuple[str, str]], reading: PartsReader) -> None:
    reading.parts = type(reading.parts)()
    told = [(style, text) for style, text in blocks if text.strip()]
    top = next((one for one in told if one[0] in ("Title", "Heading 1", HEADLINE)), None)
    if top is not None:
        reading.parts.headline = top[1]
        told.remove(top)
    # A line break ends a paragraph, as many set their paragraphs so.
    reading.parts.paragraphs = [line for _style, text in told for line in text.split("\n")]
    for section in document.sections:
        for place, message in (
            (section.header, N_("the header of the pages")),
            (section.footer, N_("the footer of the pages")),
        ):
            if not place.is_linked_to_previous and any(p.text.strip() for p in place.paragraphs):
                reading.lost(message)
