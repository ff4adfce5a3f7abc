"""What could not be saved when the app had to end: kept as a text file, and told at the next start.

A disk may be full, and the terminal gone that could have asked what to do.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from store import Article
from store.atomic import create_file
from store.clock import now
from store.safe_open import PRIVATE, PRIVATE_FOLDER, make_folder
from tui.settings import state_folder


def keep(article: Article) -> Path | None:
    """Write the text of an article where only its owner can read it; None where nothing can be."""
    parts = (article.headline, article.byline, article.body, article.signoff)
    text = "\n\n".join(part for part in parts if part) + "\n"
    return keep_text(text.encode("utf-8", "surrogatepass"))


def keep_text(data: bytes) -> Path | None:
    """Write a text where only its owner can read it; None where nothing can be."""
    name = f"unsaved-{now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    for folder in (state_folder(), Path(tempfile.gettempdir())):
        path = folder / name
        try:
            make_folder(folder, PRIVATE_FOLDER)
            create_file(path, data, PRIVATE)
        except OSError:
            continue
        return path
    return None


def kept() -> list[Path]:
    """Return the files with what could not be saved, as long as nobody has deleted them."""
    with suppress(OSError):
        return sorted(state_folder().glob("unsaved-*.txt"))
    return []
