"""A report as a Word file, laid out as an administrative document (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Final

from store.docx_packing import packed
from store.report.blocks import Block, Heading, Points, Table, Text, clean
from store.report.content import content
from store.report.figures import Figures
from store.report.letterhead import MOTTO, Letterhead, letterhead

if TYPE_CHECKING:
    from docx.document import Document

_FONT: Final = "Times New Roman"
_SIZE: Final = 13
_IN_TABLE: Final = 11
_LEFT, _CENTRE, _RIGHT = 0, 1, 2
"""Alignments, as in Word."""


def report_docx(figures: Figures) -> bytes:
    """Return the report as a Word file; the same figures give the same bytes."""
    import docx  # only when a report is written
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = section.right_margin = Cm(2)
    section.left_margin = Cm(3)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_SIZE)
    normal.paragraph_format.space_after = Pt(6)
    head = letterhead(figures)
    _head(document, head)
    for block in content(figures):
        _put(document, block)
    _foot(document, head)
    about = document.core_properties
    about.title, about.author = clean(head.title)[:255], head.organisation[:255]
    about.language = "vi"
    written = datetime.combine(figures.today, time(), UTC).replace(tzinfo=None)
    about.created = about.modified = written
    return packed(document)


def _head(document: Document, head: Letterhead) -> None:
    above = [(head.above.upper(), "")] if head.above else []
    left = [*above, (head.organisation.upper(), "b"), ("———", ""), (head.number, "")]
    right = [(MOTTO[0], "b"), (MOTTO[1], "b"), ("———", ""), (head.day, "i")]
    _side_by_side(document, left, right, _CENTRE)
    for text, look in (
        ("BÁO CÁO", "b"),
        (head.title, "b"),
        (head.as_of, "i"),
        (f"Kính gửi: {head.to}", ""),
    ):
        _fill(document.add_paragraph(), text, look, _CENTRE)


def _foot(document: Document, head: Letterhead) -> None:
    receivers = [("Nơi nhận:", "bi"), *((line, "") for line in head.recipients)]
    signed = [*((line, "b") for line in head.signature), *[("", "")] * 3, (head.signer, "b")]
    _side_by_side(document, receivers, signed, _LEFT)


def _side_by_side(
    document: Document, left: list[tuple[str, str]], right: list[tuple[str, str]], align: int
) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines, alignment in ((cells[0], left, align), (cells[1], right, _CENTRE)):
        for number, (text, look) in enumerate(lines):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            _fill(paragraph, text, look, alignment)


def _put(document: Document, block: Block) -> None:
    match block:
        case Heading():
            _fill(document.add_paragraph(), block.text, "b", _LEFT)
        case Text():
            _fill(document.add_paragraph(), str(block.text), "", _LEFT)
        case Points():
            for item in block.items:
                _fill(document.add_paragraph(style="List Bullet"), str(item), "", _LEFT)
        case Table():
            _put_table(document, block)


def _put_table(document: Document, block: Table) -> None:
    table = document.add_table(rows=0, cols=len(block.heads), style="Table Grid")
    for number, row in enumerate((block.heads, *block.rows)):
        for column, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            align = _RIGHT if number and column in block.numbers else _LEFT
            _fill(cell.paragraphs[0], str(text), "" if number else "b", align, _IN_TABLE)
    document.add_paragraph()


def _fill(paragraph: Any, text: str, look: str, align: int, size: int = _SIZE) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(clean(text))
    # Each thing that is set takes its time in a table of thousands of cells.
    if "b" in look:
        run.bold = True
    if "i" in look:
        run.italic = True
    if size != _SIZE:
        run.font.size = Pt(size)
    if align != _LEFT:
        paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(2)
