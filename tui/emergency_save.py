"""Text that could not be saved when the app had to end: kept in a file until the next start.

The disk may be full, and the terminal gone, so that nobody can be asked.
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
    """Write an article to a file that only its owner can read; return None if that fails."""
    parts = (article.headline, article.byline, article.body, article.signoff)
    text = "\n\n".join(part for part in parts if part) + "\n"
    return keep_text(text.encode("utf-8", "surrogatepass"))


def keep_text(data: bytes) -> Path | None:
    """Write a text to a file that only its owner can read; return None if that fails."""
    name = f"unsaved-{now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    for folder in (state_folder(), Path(tempfile.gettempdir())):
        with suppress(OSError):
            make_folder(folder, PRIVATE_FOLDER)
            create_file(folder / name, data, PRIVATE)
            return folder / name
    return None


def kept() -> list[Path]:
    """Return the files with unsaved text that nobody has deleted yet."""
    with suppress(OSError):
        return sorted(state_folder().glob("unsaved-*.txt"))
    return []
