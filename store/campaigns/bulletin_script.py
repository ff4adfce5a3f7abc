"""The script of a bulletin as a file: text, or DOCX in type that is large enough to read out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from store.bulletin import Bulletin
from store.campaigns.bulletins import Part, Script
from store.docx_packing import packed
from store.errors import N_, InvalidValueError
from store.text import show_day, show_number, slug

if TYPE_CHECKING:
    from docx.document import Document

Tell = Callable[[str, Mapping[str, Any]], str]
"""Returns a message with its values, in the language of the reader."""

ENDINGS: Final = ("txt", "docx")
"""The kinds of files, by the ends of their names."""

_BODY: Final = 22
"""The size of the type, in points: what lies on a table is read from 60 cm away."""
_FONT: Final = "Times New Roman"
_LOOK: Final = "Cần xem trước khi đọc"
_HEADS: Final = {"opening": "Mở đầu", "transition": "Chuyển tin", "closing": "Kết"}
_MADE: Final = datetime(2000, 1, 1)


def file_name(bulletin: Bulletin, ending: str, today: date) -> str:
    """Return a portable file name: the day of the broadcast, and the name in ASCII."""
    return f"{(bulletin.day or today).isoformat()}-{slug(bulletin.name)}.{ending}"


def file_of(script: Script, ending: str, tell: Tell) -> bytes:
    """Return a script as a file.

    Args:
        script: what is read.
        ending: one of `ENDINGS`.
        tell: words the remarks.

    Raises:
        InvalidValueError: there is no such kind of file.
    """
    match ending.lower():
        case "txt":
            return _as_text(script, tell).encode(errors="replace")
        case "docx":
            return _as_docx(script, tell)
    raise InvalidValueError(
        N_("A script is written as text or DOCX; name a file ending in .txt or .docx.")
    )


def _facts(script: Script) -> str:
    """Return the line below the title."""
    bulletin = script.bulletin
    day = show_day(bulletin.day) if bulletin.day else ""
    time = f"{_time(script.seconds)} trong {bulletin.minutes} phút"
    speed = f"{show_number(script.speed)} chữ một phút"
    return " · ".join(filter(None, (bulletin.channel, day, time, speed)))


def _time(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    told = (f"{minutes} phút" if minutes else "", f"{rest} giây" if rest or not minutes else "")
    return " ".join(filter(None, told))


def _to_look_at(script: Script, tell: Tell) -> Iterator[str]:
    """Yield what needs a look before somebody reads it out, each in a line."""
    if (over := -script.left) > 0:
        yield f"Dài hơn thời lượng {_time(over)}"
    for head, part in _headed(script):
        for remark in part.remarks:
            yield f"{head}: {tell(remark.message, remark.values)}"
        for doubt in part.read.doubts:
            yield f"{head}: {doubt.text} – {tell(doubt.reason, {})}"


def _headed(script: Script) -> Iterator[tuple[str, Part]]:
    """Yield the parts with their headings."""
    number = 0
    for part in script.parts:
        if part.kind == "item":
            number += 1
            yield f"Tin {number}", part
        else:
            yield _HEADS[part.kind], part


def _as_text(script: Script, tell: Tell) -> str:
    blocks = [f"{script.bulletin.name.upper()}\n{_facts(script)}"]
    if points := [f"- {point}" for point in _to_look_at(script, tell)]:
        blocks.append("\n".join((_LOOK.upper(), *points)))
    for head, part in _headed(script):
        blocks.append(f"{head.upper()} ({_time(part.seconds)})")
        blocks += part.paragraphs
    return "\n\n".join(map(_clean, blocks)) + "\n"


def _clean(text: str) -> str:
    """Return a text without characters that are no text, which XML refuses."""
    return "".join(char for char in text if char.isprintable() or char.isspace()).translate(_ODD)


_ODD: Final = dict.fromkeys((*range(0x9), 0xB, 0xC, *range(0xE, 0x20), 0x85, 0x2028, 0x2029), " ")


# ------------------------------------------------------------------ DOCX


def _as_docx(script: Script, tell: Tell) -> bytes:
    import docx  # only when one is written

    document = docx.Document()
    _set_up(document, script.bulletin.name)
    document.add_heading(_clean(script.bulletin.name), 0)
    document.add_paragraph(_clean(_facts(script)))
    if points := [*_to_look_at(script, tell)]:
        document.add_heading(_LOOK, 1)
        for point in points:
            document.add_paragraph(_clean(point), "List Bullet")
    for head, part in _headed(script):
        document.add_heading(f"{head} ({_time(part.seconds)})", 1)
        for place, paragraph in enumerate(part.paragraphs):
            run = document.add_paragraph().add_run(_clean(paragraph))
            run.bold = part.kind == "item" and not place
    return packed(document)


def _set_up(document: Document, title: str) -> None:
    """Set the page, the type and the page numbers."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    properties = document.core_properties
    properties.title, properties.author, properties.comments = _clean(title), "", ""
    properties.language = "vi-VN"
    properties.created = properties.modified = _MADE
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")  # or Word marks every word as misspelt
    (page,) = document.sections
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin = page.bottom_margin = Cm(2)
    sizes = {"Normal": _BODY, "List Bullet": _BODY - 4, "Heading 1": _BODY, "Title": _BODY + 8}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # it would win over the name
        fonts.set(qn("w:cs"), _FONT)
        style.font.color.rgb = RGBColor(0, 0, 0)
    normal = document.styles["Normal"].paragraph_format
    normal.line_spacing, normal.space_after, normal.widow_control = 1.5, Pt(12), True
    heads = document.styles["Heading 1"].paragraph_format
    heads.space_before, heads.space_after, heads.keep_with_next = Pt(24), Pt(6), True
    _number_pages(page.footer.paragraphs[0])


def _number_pages(paragraph: Any) -> None:
    """Put the number of the page into a footer, as a field."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph._p.append(field)
    run = paragraph.add_run("1")  # until a program counts
    field.append(run._r)
