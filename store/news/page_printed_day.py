"""The day that a web page prints as that of its publication: beside its headline, or by name.

Readers see it in a line of its own (“Thứ Năm, 18/4/2024 | Lê Thu”), or at the beginning of the
text (“Hà Nội, 18.4.2024 – …”). What is called a change is none, nor what stands in menus,
comments and lists of other pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from store.news.dates import day_in_words, read_date
from store.text import identity

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD: Final = r"[^\W\d_]{3,12}"
_THANG: Final = r"(?:tháng|thg|th)\.? ?(?:\d{1,2}|[^\W\d_]{2,5}(?: một| hai)?)"
_DAY_TEXT: Final = re.compile(
    r"(?<![\d./-])(?:\d{1,2}(?P<a>[./-])\s?\d{1,2}(?P=a)\s?(?:\d{4}|\d\d)(?![\d/-])"
    r"|\d{4}(?P<b>[./-])\d{1,2}(?P=b)\d{1,2}(?![\dT])"
    r"|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}년 \d{1,2}월 \d{1,2}일"
    rf"|\d{{1,2}} {_THANG},? (?:năm )?\d{{4}}(?!\d)|\b{_THANG} \d{{1,2}},? \d{{4}}(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|ª)?\.?,?\s(?:de |of |di |tháng )?{_WORD}\.?,?"
    r"\s(?:de |del |năm )?\d{4}(?!\d))"
    rf"|\b{_WORD}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}(?!\d)"
    rf"|(?<=[,(\s])\d{{1,2}}\.? {_WORD} \d\d(?=\s?\))",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(
    r"updat|modif|chang|edited|revis|aktualis|geänd|änderung|bearbeitet|mis[e]? à jour|maj\b"
    r"|actualiz|atualiz|aggiorn|ultim|bijgewerkt|gewijzigd|uppdater|opdater|päivit|zmien|zaktual"
    r"|обновл|cập nhật|sửa|更新",
    re.IGNORECASE,
)
"""What is said of a day on which a piece was only changed."""
_NAMED: Final = re.compile(
    r"\b(?:publi(?:shed|é|ée|cado|cada|cación|cação|cato|cata|cerad|kováno)|posted|written"
    r"|veröffentlicht|erschienen|erstellt|publiziert|geplaatst|gepubliceerd|opublikowano"
    r"|julkaistu|опубликовано|ngày đăng|đăng (?:lúc|ngày)|xuất bản|発表|公開)"
    r"(?:\s?(?:on|am|le|el|em|il|op|dnia|den|ngày|lúc))?\s?:?\s*$",
    re.IGNORECASE,
)
"""What is said before the day of publication."""
_NAMED_BEHIND: Final = re.compile(
    r"(?:\s(?:um|gegen|at|à)?\s?\d\d?[:.h]\d\d(?:\s?(?:uhr|[ap]m))?)?,?\s(?:auf \S+ )?"
    r"(?:gepostet|veröffentlicht|erschienen|publiziert|geplaatst|gepubliceerd)\b",
    re.IGNORECASE,
)
"""What is said behind it, in languages that have their verb there."""
_NO_TEXT: Final = frozenset(
    re.findall(r"\w+", "script style template nav aside select svg iframe footer")
)
_INLINE: Final = frozenset(
    re.findall(
        r"\w+",
        "a abbr address b bdi cite code data em font i img ins label mark nobr q s small span "
        "strong sub sup time u wbr",
    )
)
_ELSEWHERE: Final = re.compile(
    r"comment|related|teaser|recommend|most-?read|breadcrumb|cookie|copyright|(?:^|[-_ ])nav",
    re.IGNORECASE,
)
"""In the class or id of what is no part of the article."""
_OF_THE_PIECE: Final = re.compile(r"(?:^|[\s_-])(?:meta|byline|author|date)(?:$|\s)", re.IGNORECASE)
"""In the class or id of what stands beside an article and tells its day and author."""
_HEADINGS: Final = ("h1", "h2", "h3")
_MOST_LINES: Final = 20_000
_LONGEST_LINE: Final = 160
"""In characters: a day in a longer one is of what is told, unless it begins with the day."""
_DATELINE: Final = 40
_BEHIND: Final = 800
_BEFORE: Final = 200
"""In characters: how far from the headline a day is looked for."""
_NEXT: Final = 3
"""The lines that are right below the headline."""
_LONGEST_OWN: Final = 80
_TODAY: Final = re.compile(r"hôm nay|thứ \w+|chủ nhật|ngày", re.IGNORECASE)
_MORE: Final = re.compile(r"\d\d?[:hg.]\d\d|\w+\W+\w+")
"""A clock or several words: with them a day above the headline is not the one of reading."""
_SHORT: Final = 12
_SOFT_HYPHEN: Final = "\xad"
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_AMERICAN: Final = ("en", "en-us", "en_us")


class Line(NamedTuple):
    """A line that a page shows."""

    text: str
    heading: str
    """The tag of the heading that it is; else empty."""


class Printed(NamedTuple):
    """The days that a page prints as those of its publication, the likeliest first."""

    clear: tuple[date, ...]
    """Those that are called so, and those in short lines below the headline."""
    near: tuple[date, ...]
    """Any others near the headline, and at the beginning of the text."""


def lines_of(page: HtmlElement) -> list[Line]:
    """Return the lines of text that a page shows, without those of menus and comments."""
    return list(islice(_lines(page), _MOST_LINES))


def printed_days(lines: list[Line], headline: str, language: str) -> Printed:
    """Return the days that a page prints as those of its publication.

    Args:
        lines: of the page.
        headline: as it was found.
        language: of the page, as it is declared: `de-CH`.
    """

    def read(texts: Iterable[str]) -> tuple[date, ...]:
        return tuple(dict.fromkeys(day for text in texts if (day := _read(text, language))))

    named = read(_named(lines))
    clear, near = map(read, _beside(lines, headline))
    return Printed((*(named if len(named) == 1 else ()), *clear), near)


def _lines(page: HtmlElement) -> Iterator[Line]:
    from lxml.etree import iterwalk

    parts: list[str] = []
    heading = ""
    walk = iterwalk(page, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag == "head" or is_elsewhere(element):
                walk.skip_subtree()
                continue
            if element.tag not in _INLINE:
                yield from _line_of(parts, heading)
                heading = element.tag if element.tag in _HEADINGS else heading
            parts.append(f" {element.text or ''}" if element.tag == "time" else element.text or "")
        else:
            if event == "end" and element.tag not in _INLINE and not is_elsewhere(element):
                yield from _line_of(parts, heading)
                heading = "" if element.tag in _HEADINGS else heading
            parts.append(f" {element.tail or ''}" if element.tag == "time" else element.tail or "")
    yield from _line_of(parts, heading)


def is_elsewhere(element: HtmlElement) -> bool:
    """Tell whether an element is a menu, a comment, or a list of other pieces."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag in _NO_TEXT:
        return element.tag != "aside" or not _OF_THE_PIECE.search(named)
    if element.tag in ("html", "body", "article", "main"):
        return False
    return _ELSEWHERE.search(named) is not None and element.find(".//h1") is None


def _line_of(parts: list[str], heading: str) -> Iterator[Line]:
    text = " ".join("".join(parts).replace(_SOFT_HYPHEN, "").split())
    parts.clear()
    if text:
        yield Line(text, heading)


def _beside(lines: list[Line], headline: str) -> tuple[list[str], list[str]]:
    """Return the days in short lines next to the headline, and those near to it."""
    place = place_of(lines, headline)
    if place is None:
        begun = [line.text for line in lines if _begins_with_day(line.text)]
        return list(_in_line(begun[0]))[:1] if len(begun) == 1 else [], []
    behind = list(_within(lines[place + 1 :], _BEHIND))
    before = list(_within(reversed(lines[:place]), _BEFORE))
    bare = _TODAY.sub("", _DAY_TEXT.sub("", before[0].text)) if before else ""
    above = before[:1] if _MORE.search(bare) else []
    clear = [line for line in (*behind[:_NEXT], *above) if len(line.text) <= _LONGEST_OWN]
    return _days_in(clear), _days_in((*behind, *before))


def _begins_with_day(text: str) -> bool:
    """Tell whether a paragraph begins as that of an agency: “(21.11.2027) …”."""
    found = _DAY_TEXT.search(text[:_DATELINE]) if len(text) > _LONGEST_LINE else None
    return found is not None and found.start() <= 1


def _days_in(lines: Iterable[Line]) -> list[str]:
    return [text for line in lines for text in _in_line(line.text)]


def _within(lines: Iterable[Line], most: int) -> Iterator[Line]:
    passed = 0
    for line in lines:
        if passed > most:
            return
        yield line
        passed += len(line.text)


def without_day(text: str) -> str:
    """Return what stands before the first day in a text."""
    return _DAY_TEXT.split(text, maxsplit=1)[0]


def place_of(lines: list[Line], headline: str) -> int | None:
    """Return the line of the headline, which is a heading that it holds or that holds it."""
    wanted = _key(headline)
    keys = [_key(line.text) if line.heading else "" for line in lines]
    exact = [n for n, key in enumerate(keys) if key and key == wanted]
    fitting = [
        n for n, key in enumerate(keys) if len(key) > _SHORT and (key in wanted or wanted in key)
    ]
    if exact:  # a list of other pieces may have it, too
        return min(exact, key=lambda n: lines[n].heading)
    return max(fitting, key=lambda n: len(keys[n]), default=None)


def _key(text: str) -> str:
    return _NO_LETTERS.sub("", identity(text))


def _in_line(text: str) -> Iterator[str]:
    for found in _DAY_TEXT.finditer(text[: 4 * _LONGEST_LINE]):
        before = text[: found.start()]
        if len(text) > _LONGEST_LINE and found.start() > _DATELINE:
            return
        if not _CHANGED.search(before[-_DATELINE:]):
            yield found[0]


def _named(lines: list[Line]) -> set[str]:
    """Return the days that are called those of publication, wherever they stand."""
    named: set[str] = set()
    before = ""
    for line in lines:
        text = f"{before[-_DATELINE:]} {line.text[:1000]}"
        for found in _DAY_TEXT.finditer(text):
            before_it = text[: found.start()][-_DATELINE:]
            if _NAMED.search(before_it) or _NAMED_BEHIND.match(text[found.end() :]):
                named.add(found[0])
        before = line.text
    return named


def _read(text: str, language: str) -> date | None:
    is_american = language.lower() in _AMERICAN
    return read_date(text, month_first=is_american) or _in_words(text, language)


def _in_words(text: str, language: str) -> date | None:
    """Return a day whose month is a word of the language of the page."""
    known = re.split(r"[-_]", language.lower())[0]
    found = day_in_words(text, [known] if known else None)
    return read_date(found.isoformat()) if found else None
