"""What a reader finds in a file, cleaned and checked for the desk."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import msgspec
from msgspec import Struct

from store.errors import N_, Finding, finding
from store.text import lead, nfc, show_day

MOST_HEADLINE: Final = 500
"""The most characters in a headline; real ones have about two hundred at most."""
MOST_SUMMARY: Final = 600
"""The most characters of a lead that serves as the summary if there is none."""
MOST_TEXT: Final = 1_000_000
"""The most characters in a text, as in a page."""

_BREAKS: Final = re.compile(r"[\r\n\t\v\f\x85\u2028\u2029]+")
_END_OF_SENTENCE: Final = re.compile(r"(?<=[.!?…])[”\"’']?\s")
_CONTROLS: Final = dict.fromkeys(c for c in range(32) if chr(c) not in "\t\n\r")
_QUOTE: Final = 60
_BY: Final = re.compile(r"^by:?\s+(?=\w)", re.IGNORECASE)
"""What some programs write before the name of an author."""


class Found(Struct, frozen=True, kw_only=True):
    """A piece of news in a file."""

    where: str
    """The file and the position in it: `tin.csv:12` is a line, `tin.xml#3` the third entry."""
    headline: str = ""
    author: str = ""
    summary: str = ""
    text: str = ""
    source: str = ""
    published: date | None = None
    link: str = ""
    shares_link: bool = False
    """Whether other pieces of the file have the same link, such as those of a page of briefs."""
    told: tuple[Finding, ...] = ()
    """What the editor should know about it, each a sentence."""


class Refused(Struct, frozen=True):
    """A piece of a file, or a whole file, that is not imported."""

    where: str
    why: Finding
    is_file: bool = False
    """Whether nothing of the file is imported from here on."""


class Told(Struct, frozen=True):
    """A remark on a whole file that does not refuse anything."""

    where: str
    what: Finding


Piece = Found | Refused | Told


def refused(where: str, message: str, **values: object) -> Refused:
    """Return the refusal of one piece: a message id, and the values for its placeholders."""
    return Refused(where, finding(message, **values))


def refused_file(where: str, message: str, **values: object) -> Refused:
    """Return the refusal of a file."""
    return Refused(where, finding(message, **values), is_file=True)


def settled(found: Found, today: date) -> Found | Refused:
    """Return a piece cleaned for the desk, or its refusal.

    The headline is put on one line, and a missing headline or summary is taken from the text.
    Oddities are added to `told`.
    """
    try:
        "".join((found.headline, found.author, found.summary, found.text, found.link)).encode()
    except UnicodeEncodeError:
        return refused(found.where, N_("There is half a character in it, which no file can hold."))
    cleaned = _with_summary(_with_headline(_cleaned(found)))
    return _refusal(cleaned) or _with_day_told(cleaned, today)


def _cleaned(found: Found) -> Found:
    return msgspec.structs.replace(
        found,
        headline=_text(found.headline),
        author=_BY.sub("", _line(_text(found.author))),
        summary=_line(_text(found.summary)),
        text=_paragraphs(_text(found.text)),
        source=_line(_text(found.source)),
        link=_line(found.link.translate(_CONTROLS)),
    )


def _text(text: str) -> str:
    return nfc(text.translate(_CONTROLS)).strip() if text else ""


def _line(text: str) -> str:
    return " ".join(filter(None, (part.strip() for part in _BREAKS.split(text))))


def _paragraphs(text: str) -> str:
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def _with_headline(found: Found) -> Found:
    headline = found.headline
    if not headline:
        return _headline_from_text(found)
    if len(_line(headline)) <= MOST_HEADLINE:
        return msgspec.structs.replace(found, headline=_line(headline))
    first, _, rest = headline.partition("\n")
    if len(first.strip()) > MOST_HEADLINE:
        return found
    text = _paragraphs(f"{rest}\n\n{found.text}")
    told = finding(
        N_("The headline has {count} characters; its first line is taken, the rest as text."),
        count=len(headline),
    )
    return msgspec.structs.replace(
        found, headline=first.strip(), text=text, told=(*found.told, told)
    )


def _headline_from_text(found: Found) -> Found:
    sentence = _first_sentence(found.summary or lead(found.text))
    if not sentence or len(sentence) > MOST_HEADLINE:
        return found
    message = N_("It has no headline; its first sentence is used as one: “{start}”.")
    told = finding(message, start=sentence[:_QUOTE])
    return msgspec.structs.replace(found, headline=sentence, told=(*found.told, told))


def _first_sentence(text: str) -> str:
    """Return the first sentence of a text, on one line, without its full stop."""
    return _END_OF_SENTENCE.split(_line(text), maxsplit=1)[0].removesuffix(".").strip()


def _with_summary(found: Found) -> Found:
    if found.summary or not found.text:
        return found
    opening = _line(lead(found.text))
    if len(opening) > MOST_SUMMARY:
        opening = _first_sentence(opening)
    summary = opening if len(opening) <= MOST_SUMMARY else ""
    return msgspec.structs.replace(found, summary=summary)


def _refusal(found: Found) -> Refused | None:
    if not found.headline:
        return refused(
            found.where, N_("It has neither a headline nor a sentence that could serve as one.")
        )
    if len(found.headline) > MOST_HEADLINE:
        return refused(
            found.where,
            N_("Its headline has {count} characters, more than {most}: “{start} …”."),
            count=len(found.headline),
            most=MOST_HEADLINE,
            start=_line(found.headline[:_QUOTE]),
        )
    size = max(len(found.text), len(found.summary), len(found.author), len(found.link))
    if size > MOST_TEXT:
        return refused(
            found.where,
            N_("Its text has {count} characters, more than {most}."),
            count=size,
            most=MOST_TEXT,
        )
    return None


def _with_day_told(found: Found, today: date) -> Found:
    if found.published and found.published > today:
        told = finding(N_("Its date is in the future: {day}."), day=show_day(found.published))
        return msgspec.structs.replace(found, told=(*found.told, told))
    return found
