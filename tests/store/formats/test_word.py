"""Word files of others: read as plain text, with what was lost told, or refused."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest
from docx import Document

from store import PageError
from store.formats import docx

from ..disk import one_sentence
from .samples import ADDED, page_out, said, texts_of, words


def docx_of(*paragraphs, into=None):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if into:
        into(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_a_word_file_of_others_is_read_as_plain_text_and_says_what_it_lost():
    def add(document):
        document.add_table(1, 2).cell(0, 0).text = "Số suất: 1.250."
        document.add_paragraph("").add_run("Đậm.").bold = True
        document.sections[0].header.paragraphs[0].text = "Đầu trang"

    data = docx_of("Bữa cơm ca", "Trần An", "Câu một của sapo dài hơn.", "Câu hai nữa.", into=add)
    read = docx.read(data, "bài.docx")
    assert read.is_guess
    assert (read.page.headline, read.page.byline) == ("Bữa cơm ca", "Trần An")
    assert read.page.body.endswith("Số suất: 1.250.\n\nĐậm.")
    assert "tables, their cells now paragraphs (1)" in said(read)
    assert "bold type (1)" in said(read)
    assert "the header of the pages" in said(read)


@pytest.mark.parametrize(
    "style",
    [docx.BYLINE, docx.TEXT, docx.SIGNOFF, docx.HEADING, docx.CARD_TEXT, docx.CARD_HEADLINE],
)
def test_what_was_typed_into_a_word_file_of_ours_is_not_lost(style):
    document = Document(io.BytesIO(docx.written(page_out())))
    document.add_paragraph(ADDED, style=style)
    document.add_paragraph("", style=docx.TEXT).add_run().add_picture(io.BytesIO(PICTURE))
    made = io.BytesIO()
    document.save(made)
    read = docx.read(made.getvalue(), "bài.docx")
    assert ADDED in " ".join(texts_of(read.page))
    assert not words(*texts_of(page_out().page)) - words(*texts_of(read.page))
    assert "pictures (1)" in said(read)


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def torn(data: bytes, name: str) -> bytes:
    """Put other XML in the place of a part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            new.writestr(part, b"<a/>" if part == name else old.read(part))
    return made.getvalue()


def bomb() -> bytes:
    made = io.BytesIO(docx_of("Một."))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/a.bin", bytes(200_000_000))
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 hong", "is no Word file"),
        (b"", "is no Word file"),
        (docx_of("Một.")[:-400], "is no Word file"),
        (docx_of(""), "is empty"),
        (torn(docx_of("Một."), "word/_rels/document.xml.rels"), "is no Word file"),
        (torn(docx_of("Một."), "word/document.xml"), "is no Word file"),
        (bomb(), "unpacks to more than anybody reads"),
    ],
    ids=["torn", "nothing", "cut", "empty", "no relations", "no text", "bomb"],
)
def test_a_word_file_that_is_none_is_refused_in_a_sentence(data, why):
    with pytest.raises(PageError) as refusal:
        docx.read(data, "bài.docx")
    assert why in one_sentence(refusal.value)
