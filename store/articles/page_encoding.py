"""Decode and encode pages: UTF-8 only; a refusal names the encoding a file seems to have."""

from __future__ import annotations

import re

from store.encoding import guess
from store.errors import N_, PageError

BOM = "\ufeff"
MAX_PAGE_BYTES = 1_000_000
"""The most bytes a page may have; a long newspaper page has ten thousand."""
MAX_MAIL_BYTES = 32_000_000
"""The most bytes in a mail, attachments included."""
_MOST_CONTROLS = 0.3
"""The share of control characters above which a file is binary; a coloured log has fewer."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MAIL = re.compile(rb"(?:\xef\xbb\xbf)?(?:From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]*:\s")
"""How a mail begins: with a header."""
QUOTE = 40
UNREADABLE = N_(
    "This page would not read back as it stands; look for odd characters and line ends at the "
    "beginning and end of its fields, and retype them."
)


def decoded(data: bytes, name: str) -> str:
    """Return the text of a page, with any byte order mark; raise PageError if it is not text.

    Of a mail with pictures, or in another encoding, this is what a mail program shows of it.
    """
    try:
        return _decoded(data, name)
    except PageError:
        text = _of_mail(data)
        if text is None:
            raise
        return _decoded(text.encode(), name)


def _of_mail(data: bytes) -> str | None:
    # Of a file that is too large, one byte more was read than it may have: the rest is missing.
    is_cut = len(data) == MAX_PAGE_BYTES + 1 or len(data) > MAX_MAIL_BYTES
    if is_cut or not _MAIL.match(data):
        return None
    from store.mail.texts import as_copied

    return as_copied(data)


def _decoded(data: bytes, name: str) -> str:
    if len(data) > MAX_PAGE_BYTES:
        raise PageError(
            N_(
                "{name} has more than the {limit} MB that a page may have; choose the file that "
                "holds the text alone."
            ),
            name=name,
            limit=MAX_PAGE_BYTES // 1_000_000,
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf_8(data, name, error.start) from error
    if not text.strip().strip(BOM):
        raise PageError(N_("{name} is empty; choose a file that holds a page of text."), name=name)
    if _is_binary(text):
        raise _encoded_otherwise(data, name) or _no_text(name)
    return text


def _not_utf_8(data: bytes, name: str, start: int) -> PageError:
    if (error := _encoded_otherwise(data, name)) is not None:
        return error
    if _is_binary(data.decode("latin-1")):
        return _no_text(name)
    return PageError(
        N_(
            "{name} is not UTF-8: line {line} holds a byte that is no letter; open it where it was "
            "written, save it as UTF-8, and read it again."
        ),
        name=name,
        line=data.count(b"\n", 0, start) + 1,
    )


def _encoded_otherwise(data: bytes, name: str) -> PageError | None:
    encoding = guess(data)
    if encoding is None:
        return None
    return PageError(
        N_(
            "{name} is not UTF-8, it looks like {encoding}; convert it to Unicode (UTF-8), and "
            "read it again."
        ),
        name=name,
        encoding=encoding,
    )


def _no_text(name: str) -> PageError:
    return PageError(
        N_(
            "{name} is not plain text (a Word file, a PDF, a picture?); save it as plain text in "
            "UTF-8, and read that."
        ),
        name=name,
    )


def _is_binary(text: str) -> bool:
    sample = text[:20_000]
    controls = len(_CONTROL.findall(sample))
    return "\0" in text or controls > _MOST_CONTROLS * len(sample)


def encoded(text: str) -> bytes:
    """Return a text as UTF-8; raise PageError if it holds a lone surrogate."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise PageError(
            N_("The page holds half a character after “{start}”; delete it there."),
            start=text[max(0, error.start - QUOTE) : error.start].split("\n")[-1],
        ) from error
