"""How a mail ends: the closing formula and the signature of its sender, which are no text of it.

They stand at the very end, in short lines. A formula of thanks counts only above something by which
the sender is reached: an interview ends with thanks, too, and with the name of who held it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from store.articles.bylines import is_credit
from store.articles.line_joining import lines_of
from store.text import nfc

_MOST_LINES: Final = 12
_LONGEST: Final = 100
"""The longest line of a signature: an address, or what an office is called."""
_RESPECTS: Final = (
    r"(?:xin\s+)?(?:trân\s+trọng(?:\s+kính\s+chào)?|kính\s+(?:thư|bút|chào)|thân(?:\s+(?:mến|ái))?"
    r"|chào\s+(?:thân\s+ái|trân\s+trọng)|(?:(?:best|kind|warm)\s+)?regards|best\s+wishes"
    r"|(?:yours\s+)?(?:sincerely|faithfully|truly))"
)
_NAME: Final = r"[^\W\d_]+(?:\s+[^\W\d_]+){1,4}"
_CLOSING: Final = re.compile(rf"{_RESPECTS}\s*(?:[.!]*|[,:]\s*(?:{_NAME})?)\s*", re.I)
"""“Trân trọng,”, alone on its line or before a name."""
_TO_THE_PAPER: Final = (
    r"\s+(?:quý\s+(?:báo|đài|tòa\s+soạn|toà\s+soạn|anh|chị|cơ\s+quan)|tòa\s+soạn|toà\s+soạn"
    r"|ban\s+biên\s+tập|bbt)\b[^.!?]{0,40}"
)
_THANKS: Final = re.compile(
    r"(?:(?:xin|em|tôi|rất|trân\s+trọng|chân\s+thành)\s+)*(?:cảm|cám)\s+ơn"
    rf"(?P<to>{_TO_THE_PAPER})?\s*[.!,]*|thanks?(?:\s+you)?\s*[.!,]*",
    re.I,
)
_MARK: Final = "--"
"""The line above a signature (RFC 3676)."""
_PROGRAM: Final = re.compile(r"(?:sent\s+from\s+my|được\s+gửi\s+từ|gửi\s+từ)\s+\S.{0,40}", re.I)
_REACHED: Final = re.compile(
    r"\S@\S|\b(?:https?://|www\.)|(?:\+84|\b0)(?:[ .-]?\d){8,10}\b"
    r"|\b(?:đt|sđt|đtdđ|điện\s+thoại|tel|mobile|phone|zalo|email)\b",
    re.I,
)
"""A phone number, an address in the network, or what stands before one."""


class Closed(NamedTuple):
    """A text of a mail, and how it was closed."""

    text: str
    closing: str = ""
    """On one line; empty where there is none."""


def without_closing(text: str) -> Closed:
    """Return the text of a mail without its closing formula and signature."""
    lines = lines_of(text)
    written = [number for number, line in enumerate(lines) if line.strip()]
    tail = written[1:][-_MOST_LINES:]  # a mail is not its closing alone
    short = len(tail)
    while short and len(nfc(lines[tail[short - 1]]).strip()) <= _LONGEST:
        short -= 1
    tail = tail[short:]
    for place, number in enumerate(tail):
        below = [lines[one].strip() for one in tail[place + 1 :]]
        if _closes(nfc(lines[number]).rstrip(), below):
            ending = [lines[number].strip(), *below]
            # “Bài, ảnh: …” says whose the article is, wherever it stands.
            credit = [one for one in ending if ":" in one and is_credit(one)]
            closing = [one for one in ending if one not in credit and one != _MARK]
            return Closed("\n".join([*lines[:number], *credit]), " · ".join(closing))
    return Closed(text)


def _closes(line: str, below: list[str]) -> bool:
    """Tell whether a line of the end closes the mail, with the lines below it."""
    if line == _MARK:
        return bool(below)
    line = line.strip()
    if _CLOSING.fullmatch(line) or (_PROGRAM.fullmatch(line) and not below):
        return True
    thanks = _THANKS.fullmatch(line)
    return thanks is not None and bool(thanks["to"] or any(map(_REACHED.search, map(nfc, below))))
