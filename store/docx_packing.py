"""Word files that are the same bytes each time, so that one that was changed can be told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document


def packed(document: Document) -> bytes:
    """Return the bytes of a file; python-docx would write the present time into them."""
    return packed_parts(parts_of(document))


def parts_of(document: Document) -> dict[str, bytes]:
    """Return the parts of a file by their names, in their order."""
    loose = io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as saved:
        return {name: saved.read(name) for name in saved.namelist()}


def packed_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return the bytes of a file that has these parts."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
