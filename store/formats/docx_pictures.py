"""Pictures put into a Word file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from store.docx_packing import packed
from store.errors import N_, PageError
from store.formats.pictures import Picture

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shape import InlineShape

_TAKEN: Final = ("jpeg", "png", "gif", "bmp", "tiff")
"""What Word has always shown."""


def with_pictures(data: bytes, style: str, pictures: Sequence[Picture]) -> bytes:
    """Return a file with its pictures, each in the next paragraph of a style.

    Raises:
        PageError: Word takes no such picture, or it is damaged.
    """
    import docx

    document = docx.Document(io.BytesIO(data))
    places = [one for one in document.paragraphs if one.style and one.style.name == style]
    for paragraph, picture in zip(places, pictures, strict=True):
        if picture.kind not in _TAKEN:
            raise PageError(
                N_("A Word file takes no {kind} pictures; save {name} as JPEG or PNG."),
                kind=picture.kind.upper(),
                name=picture.photo.name,
            )
        content = picture.read()
        try:
            shape = paragraph.add_run().add_picture(io.BytesIO(content))
        except Exception as error:  # a damaged picture surprises python-docx anywhere
            raise PageError(
                N_("The picture {name} is damaged; save it once more."), name=picture.photo.name
            ) from error
        properties = shape._inline.docPr
        properties.set("descr", picture.photo.alt)
        properties.set("name", picture.photo.name)
        _fit(document, shape)
    return packed(document)


def _fit(document: Document, shape: InlineShape) -> None:
    """Make a picture as wide as the text at most."""
    from docx.shared import Emu

    section = document.sections[0]
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    room = (section.page_width or 0) - margins
    if shape.width > room:
        shape.height = Emu(round(shape.height * room / shape.width))
        shape.width = Emu(room)
