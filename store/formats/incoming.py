"""Files that are read as pages, by how their names end: text, Markdown, Word files, web pages."""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from store.article_parts import Layout
from store.articles.mail_text import ATTACHED, read_mail
from store.articles.page_encoding import MAX_PAGE_BYTES
from store.articles.page_format import Page, read_page
from store.articles.photos import is_picture
from store.articles.plain_text import Block, left_out, page_of_blocks, read_plain_text
from store.errors import N_, Findings, PageError, finding
from store.formats.incoming_parts import Read
from store.paths import read_file

_TEXT: Final = (".txt", ".eml")
"""Also mails: plain text with headers."""
_MARKDOWN: Final = (".md", ".markdown")
_WEB: Final = (".html", ".htm")
_WORD: Final = (".docx",)
SUFFIXES: Final = (*_TEXT, *_MARKDOWN, *_WORD, *_WEB)
"""How the names of files end that are read."""


_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""How the address of something on the web begins, or data."""
_MOST_KEPT: Final = 50_000_000
"""The most characters of pages that are kept until they are taken."""
_WORDS: Final = N_("“{words}”")
_SHOWN: Final = 80
"""The characters that are shown of what is not kept."""
_Stamp = tuple[int, int, int]


def is_readable(path: Path) -> bool:
    """Tell whether a file is read as a page, by its name."""
    return path.suffix.lower() in SUFFIXES


def is_of_other_format(path: Path) -> bool:
    """Tell whether a file is read as a page and is no text that is read as it stands."""
    return is_readable(path) and path.suffix.lower() not in _TEXT


class PageFiles:
    """Reads files as pages, each only once while it stays as it is: to look, and then to take.

    In between an editor may say how one that was divided by guess is to be read.
    """

    def __init__(self) -> None:
        self._known: dict[Path, tuple[_Stamp, tuple[Read, Page | None]]] = {}
        self._decided: dict[Path, tuple[str, tuple[Block, ...]]] = {}
        """How texts are to be divided, as long as they are these."""
        self._room = _MOST_KEPT

    def divide(self, path: Path, blocks: tuple[Block, ...]) -> None:
        """Have a text read in these parts from now on; without any, in one piece."""
        self._decided[path] = self.read(path)[0].text, blocks

    def blocks_of(self, path: Path) -> tuple[Block, ...] | None:
        """Return how a text is to be divided, where somebody has said it."""
        return self._decided[path][1] if path in self._decided else None

    def read(self, path: Path) -> tuple[Read, Page | None]:
        """Return what `read_incoming` does, or what was decided; raises as it does."""
        read, original = self._as_it_is(path)
        text, blocks = self._decided.get(path, ("", ()))
        if not read.text or text != read.text:
            return read, original
        return read.divided(blocks), original or Page(body=text, layout=Layout(whole=True))

    def _as_it_is(self, path: Path) -> tuple[Read, Page | None]:
        stamp = _stamp(path)
        known = self._known.get(path)
        if known and known[0] == stamp:
            return known[1]
        found = read_incoming(path)
        read, original = found
        self._room -= len(read.page.body) + len(original.body if original else read.text)
        if self._room > 0 and stamp is not None:
            self._known[path] = stamp, found
        return found


def _stamp(path: Path) -> _Stamp | None:
    """Return what changes with a file; None if nothing can be said of it."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _picture_in(folder: Path, source: str) -> Path | None:
    """Return the picture that a reference names, where it lies in a folder or below it.

    What was sent by somebody must not lead to other files of the one who takes it in.
    """
    name = unquote(source)
    if not name or "\0" in name or _SCHEME.match(name) or name.startswith(("/", "#")):
        return None
    path = Path(os.path.realpath(folder / name))
    is_named = str(path).encode(errors="ignore").decode() == str(path)  # a record can hold it
    is_below = is_named and path.is_relative_to(os.path.realpath(folder))
    return path if is_below and is_picture(path) else None


def read_incoming(path: Path) -> tuple[Read, Page | None]:
    """Return the page in a file; and the text as it came, where it was divided by guess.

    Raises:
        FileError: it cannot be read.
        PageError: it is none that can be read; the sentence says why.
    """
    suffix = path.suffix.lower()
    most = _most_bytes(suffix)
    data = read_file(path, most)
    if suffix not in _TEXT and len(data) > most:
        raise PageError(
            N_("{name} is larger than {most} MB, too large for its format; split it."),
            name=path.name,
            most=most // 1_000_000,
        )
    find = partial(_picture_in, path.parent)
    if suffix in _MARKDOWN:
        from store.formats import markdown

        return markdown.read(data, path.name, find), None
    if suffix in _WORD:
        from store.formats import docx

        return docx.read(data, path.name), None
    if suffix in _WEB:
        from store.formats import html

        return html.read(data, path.name, find), None
    page = read_page(data, path.name)
    if not page.layout.whole:
        return Read(page), None
    parts = page_of_blocks(read_plain_text(page.body))
    return Read(parts, _not_kept(page.body), is_guess=True, text=page.body), page


def _not_kept(text: str) -> Findings:
    """Return what is left out of a mail, and the files that are attached, which are not read."""
    mail = read_mail(text)
    if mail is None:
        return Findings()
    told = [finding(_WORDS, words=_beginning(one)) for one in left_out(text)]
    if mail.attached:
        told.append(finding(ATTACHED, names=", ".join(mail.attached)))
    return Findings(told)


def _beginning(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()} …"


def _most_bytes(suffix: str) -> int:
    """Return the most bytes of a file; 0 for a text, which says itself that it is too large."""
    if suffix in _WORD:
        from store.formats import docx

        return docx.MOST_BYTES
    if suffix in _WEB:
        from store.news.web import MOST_PAGE

        return MOST_PAGE
    return MAX_PAGE_BYTES if suffix in _MARKDOWN else 0
