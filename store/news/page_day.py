"""The day of a web page: as it declares it, in the time of the place where it was published.

What it calls its publication comes before any other date in it; then what it prints beside its
headline (`page_printed_day.py`). A moment in UTC is of the day that it was here, unless the page
itself shows another one: in its address, in print, or as the same moment with an offset of its own;
or is in a language of places whose day is rather that of UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfoNotFoundError

from store.errors import N_, Finding, finding
from store.html_text import with_short_tags
from store.news.dates import read_date
from store.news.page_printed_day import Line, is_elsewhere, lines_of, printed_days
from store.news.row_mapping import Setting
from store.text import show_day

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FIRST_DAY: Final = "1900-01-01"
_LAST_DAY: Final = "2200-12-31"
"""A future date is taken, with a remark."""
DECLARED: Final = {
    "original_date": True,
    "extensive_search": False,
    "min_date": _FIRST_DAY,
    "max_date": _LAST_DAY,
}
"""How the date of a page is found where it is declared."""

_PUBLISHED: Final = r"""(?:published_time|datePublished|pubdate|datetime)["'][^<>]{0,80}?"""
_OFFSET: Final = r"(?:Z|[+-]\d\d:?\d\d)"
_OWN_MOMENT: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?\s?([+-]\d\d):?(\d\d)", re.ASCII
)
_MOST_MOMENTS: Final = 200
"""The most moments of a page that are compared; lists of comments have thousands."""
_TO_THE_MINUTE: Final = len("2027-04-18T06:30")
_BESIDE: Final = 120
_OF_PUBLICATION: Final = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
)
"""The names under which a page says when it was published."""
_IN_UTC: Final = re.compile(r"(?:Z|[+-]00:?00|GMT|UTC)\s*$", re.IGNORECASE)
_SAYS_PUBLISHED: Final = re.compile(
    r"publish(?!er)|publication|pub[-_.]?date|issued", re.IGNORECASE
)
"""In other names of what says so."""
_FARTHEST: Final = (timezone(timedelta(hours=-12)), timezone(timedelta(hours=14)))
_IN_JSON: Final = re.compile(r'"datePublished"\s*:\s*"([^"]{6,60})"')
_IN_DATA: Final = re.compile(
    r'"(?:first_?)?pub(?:li(?:sh(?:ed)?|cation))?_?(?:at|date|time)"\s*:\s*"([^"]{8,40})"',
    re.IGNORECASE,
)
"""In the data that the programs of a page bring along."""
_PROGRAM: Final = re.compile(
    r"<(?:script|link)\b[^<>]{0,500}\b(?:\.js|\.css|stylesheet)\b[^<>]{0,500}>", re.IGNORECASE
)
"""What a page loads may have a day of its own in its address: `style.css?v=2027-04-18`."""
_NEAR: Final = frozenset(
    ("vi", "en", "zh", "ja", "ko", "th", "lo", "km", "id", "ms", "my", "tl", "fil")
)
"""The languages of pages from here and nearby; in English are those from everywhere."""
_FAR_ENGLISH: Final = re.compile(r"en[-_](?:gb|uk|ie|ca|za)")
"""The American one is what programs write where nobody has said which."""
_IN_ADDRESS: Final = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})/")
_PUBLISHED_AGAIN: Final = timedelta(days=31)
"""The day in an address may be the one on which somebody began to write."""
_BEFORE_THE_WEB: Final = date(1991, 1, 1)
"""A day before this is rather a birthday, unless the page calls it the one of its publication."""
_HERE: Final = re.compile(r"//[^/]*\.vn(?:[:/]|$)")


class Declared(NamedTuple):
    """What a page says of its own day."""

    published: tuple[str, ...]
    """When it was published, as it is written there, the most trustworthy first."""
    perhaps: tuple[str, ...]
    """The same under other names, and what all of its `<time>` elements say if it is one day."""
    address: str
    language: str
    """With the country, where it is declared: `en-gb`."""
    lines: list[Line]
    """What it shows."""

    @property
    def day_in_address(self) -> date | None:
        """The day in its address, where programs put the first day of a piece."""
        found = _IN_ADDRESS.search(self.address)
        return read_date("-".join(found.groups())) if found else None

    @property
    def is_from_far_away(self) -> bool:
        """Tell whether the day in UTC is likelier the one there than the day here."""
        language = re.split(r"[-_]", self.language)[0]
        is_foreign = bool(language) and language not in _NEAR
        is_foreign = is_foreign or _FAR_ENGLISH.match(self.language) is not None
        return is_foreign and not _HERE.search(self.address)

    def shows(self, day: date, html: str) -> bool:
        """Tell whether a day stands in the head of the page or in its text, not in a comment."""
        head = html[: html.lower().find("</head")]
        forms = _forms_of(day)
        has_moment = f"{day}T" in head or f"{day} " in head
        return has_moment or any(map(forms.search, (head, *(line.text for line in self.lines))))


def declared_by(page: HtmlElement) -> Declared:
    """Return what a page says of its own day."""
    metas: dict[str, str] = {}  # the first of a name: the others are of pieces below the article
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.lower(), meta.get("content") or "")
    links = (link.get("href") for link in page.iter("link") if link.get("rel") == "canonical")
    address = next(links, None) or metas.get("og:url", "")
    language = page.get("lang") or page.get("xml:lang") or ""
    written = [
        *(metas.get(name, "") for name in _OF_PUBLICATION),
        *(found for e in page.iter("script") for found in _IN_JSON.findall(_json_of(e))),
        *(_told_by(e) for e in page.iterfind(".//*[@itemprop='datePublished']")),
        *(time.get("datetime") or "" for time in page.iterfind(".//time[@pubdate]")),
    ]
    others = (value for name, value in metas.items() if _SAYS_PUBLISHED.search(name))
    return Declared(
        _dated(written),
        (*_dated(others), *_dated([_only_time(page)])),
        address,
        language.strip().lower(),
        lines_of(page),
    )


def _dated(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(text for text in texts if read_date(text)), _MOST_MOMENTS))


def _json_of(script: HtmlElement) -> str:
    return (script.text or "") if "json" in (script.get("type") or "") else ""


def _told_by(element: HtmlElement) -> str:
    """Return what an element says of the property that it names."""
    told = element.get("content") or element.get("datetime") or "".join(element.itertext())
    return " ".join(told.split())


def _only_time(page: HtmlElement) -> str:
    """Return what the `<time>` elements of a page say where all are of one day, else nothing."""
    times = [time for time in page.iter("time") if time.get("itemprop") != "dateModified"]
    texts = [
        time.get("datetime") or " ".join("".join(time.itertext()).split())
        for time in times[:_MOST_MOMENTS]
        if not any(map(is_elsewhere, time.iterancestors()))
    ]
    said = {day: text for text in texts if (day := read_date(text))}
    return next(iter(said.values())) if len(said) == 1 else ""


def declared_day(
    declared: Declared, found: str, headline: str, html: str, setting: Setting
) -> date | None:
    """Return the day of a page.

    Args:
        declared: what the page says of it.
        found: the date that the extractor found, of the UTC moment.
        headline: of the page, beside which it may be printed.
        html: the page.
        setting: of the import.
    """
    printed = printed_days(declared.lines, headline, declared.language)
    moments = (*declared.published, *declared.perhaps, *_in_data(html))
    if moments and (there := _days_of(moments[0], setting)) and declared.address:
        in_address = [day for day in there if _forms_of(day).search(declared.address)]
        if in_address:
            return in_address[0]
        first = declared.day_in_address
        if first and all(day - first > _PUBLISHED_AGAIN for day in there):
            return first
    for shown, which in ((printed.clear, moments), (printed.near, moments[:1])):
        if shown and any(shown[0] in _days_of(moment, setting) for moment in which):
            return shown[0]  # of several days, or of those that the moment has in the world
    if printed.clear and not declared.published:
        is_birthday = printed.clear[0] < _BEFORE_THE_WEB and bool(read_date(found))
        return read_date(found) if is_birthday else printed.clear[0]
    if moments:
        return _day_of(moments[0], html, declared, setting)
    day = read_date(found)
    if printed.near and (day is None or not declared.shows(day, html)):
        return printed.near[0]
    if day is None:
        return None
    moment = rf"{re.escape(day.isoformat())}[T ]\d\d:\d\d(?::\d\d(?:\.\d{{1,9}})?)?\s?{_OFFSET}"
    for begins in (_PUBLISHED, ""):
        if written := re.search(rf"{begins}({moment})", html, re.IGNORECASE):
            here = read_date(written[1], setting.zone) or day
            return _shown_day(day, here, written[1], html, declared)
    return day


def _in_data(html: str) -> tuple[str, ...]:
    """Return when a page was published by the data in it, if all of it is of one day."""
    said = {day: text for text in _IN_DATA.findall(html) if (day := read_date(text))}
    return tuple(said.values()) if len(said) == 1 else ()


def _days_of(moment: str, setting: Setting) -> set[date]:
    """Return the days that a moment has: one, or in UTC those that it has anywhere."""
    days = {day for zone in (None, setting.zone) if (day := read_date(moment, zone))}
    if _IN_UTC.search(moment) and ":" in moment:
        days |= {day for zone in _FARTHEST if (day := read_date(moment, zone))}
    return days


def _day_of(moment: str, html: str, declared: Declared, setting: Setting) -> date | None:
    """Return the day of a moment that the page declares."""
    day = read_date(moment)
    if day is None:
        return None
    here = read_date(moment, setting.zone) or day
    before = day - timedelta(days=1)
    if _IN_UTC.search(moment) and _forms_of(before).search(declared.address):
        return before  # of the evening in America
    return _shown_day(day, here, moment, html, declared)


def _shown_day(day: date, here: date, moment: str, html: str, declared: Declared) -> date:
    """Return the day that a page shows of a moment, that in UTC or that here.

    Args:
        day: in UTC.
        here: in the time zone of the desk.
        moment: as the page declares it.
        html: the page.
        declared: what it says of its own day.
    """
    if own := _own_day(moment, html):
        return own
    if here == day:
        return day
    in_utc, in_zone = _forms_of(day), _forms_of(here)
    for shown in (declared.address, _beside(moment, html), html):
        if in_utc.search(shown) and not in_zone.search(shown):
            return day
        if in_zone.search(shown) and not in_utc.search(shown):
            return here
    return day if declared.is_from_far_away else here


def _beside(moment: str, html: str) -> str:
    """Return what stands behind a moment in its element: a `<time>` prints what it declares."""
    places = islice(re.finditer(re.escape(moment[:_TO_THE_MINUTE]), html), _MOST_MOMENTS)
    behind = (html[found.end() : found.end() + _BESIDE] for found in places)
    return "\n".join(text.partition("</")[0] for text in behind)


def _own_day(moment: str, html: str) -> date | None:
    """Return the day of a moment that the page tells once more with an offset of its own."""
    try:
        instant = datetime.fromisoformat(moment.upper().replace("Z", "+00:00")).replace(second=0)
    except ValueError:
        return None
    for found in islice(_OWN_MOMENT.finditer(html), _MOST_MOMENTS):
        written, clock, hours, minutes = found.groups()
        try:
            other = datetime.fromisoformat(f"{written}T{clock}{hours}:{minutes}")
        except ValueError:
            continue
        if other.utcoffset() and other == instant.replace(microsecond=0):
            return other.date()
    return None


def _forms_of(day: date) -> re.Pattern[str]:
    """Return the ways in which a day is printed or stands in an address, not those of a moment."""
    d, m, y = f"0?{day.day}", f"0?{day.month}", f"{day.year}"
    month = r"[^\W\d_]{3,12}"  # of any language: the number of the day tells the two apart
    return re.compile(
        rf"(?<!\d)(?:{y}/{m}/{d}(?!\d)|{y}-{m}-{d}(?![\dT]|\s\d\d:)"
        rf"|{d}([./-]){m}\1(?:{y}|{y[2:]})(?!\d)|{m}/{d}/(?:{y}|{y[2:]})(?!\d)"
        rf"|{d}(?:st|nd|rd|th|er|\.|º)?\s(?:de |of )?{month}\.?,?\s(?:de )?{y}(?!\d)"
        rf"|{d} tháng {m},? (?:năm )?{y}(?!\d))"
        rf"|{month}\.?\s{d}(?:st|nd|rd|th)?,?\s{y}(?!\d)",
        re.IGNORECASE,
    )


def _is_bare_year(day: date) -> bool:
    """Tell whether a day may stand for a year, as of a copyright; no such guess was right."""
    return (day.day, day.month) == (1, 1)


def guessed_day(html: str) -> tuple[date | None, tuple[Finding, ...]]:
    """Return a day that stands somewhere in a page, with the remark that it is a guess.

    Three of four are right.
    """
    from htmldate import find_date  # of trafilatura

    try:
        found = find_date(
            with_short_tags(_PROGRAM.sub("", html)),
            original_date=True,
            extensive_search=True,
            min_date=_FIRST_DAY,
            max_date=_LAST_DAY,
        )
    except ZoneInfoNotFoundError:  # it asks for the zone of the machine, which may have no name
        return None, ()
    day = read_date(found or "")
    if day is None or (_is_bare_year(day) and not _forms_of(day).search(html)):
        return None, ()
    message = N_("Its date is guessed from the text of the page: {day}.")
    return day, (finding(message, day=show_day(day)),)
