"""The authors of a saved page, as it spells them: in a byline, in JSON-LD, or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from json import JSONDecodeError, loads
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from store.news.headlines import looks_like_a_paper
from store.news.page_printed_day import Line, is_elsewhere, place_of, without_day
from store.text import same_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BY: Final = re.compile(
    r"^(?:by|vom|von|par|por|di|autore?s?|auteur|interview"
    r"|(?:view |zeige )?(?:all|alle) (?:posts|articles|artikel|beiträge) (?:by|von)"
    r"|zum profil von|artikel von|beitrag von|text von|text:|author|theo)[:\s]+"
    r"|^责任编辑\s?[：:]\s?",
    re.IGNORECASE,
)
"""What stands before a name that is known to be one."""
_BYLINE: Final = re.compile(
    r"(?:(?:by|von|par|por|di|door)\s"
    r"|(?:(?:tin|bài)(?:\s?[,-]\s?| và )ảnh|tin(?:\s?,\s?| )bài|bài(?: viết)?|tác giả|thực hiện)"
    r"\s?:)\s*",
    re.IGNORECASE,
)
"""What a byline begins with."""
_END: Final = re.compile(
    r"\s*\d|\s(?:on|in|am|um|im|at|le|el|em|vom)\s"
    r"|\s(?:veröffentlicht|erstellt|publi\w+|posted|updated|aktuali\w+|\w+:)",
    re.IGNORECASE,
)
"""Where a byline goes on with the day or the section."""
_BEHIND: Final = re.compile(
    r"\s{1,3}(?:@\w+|(?:stand|last|updated|shares?|tiempo de lectura|foto|photos?)\b:?.*|ảnh:.*"
    r"|staff writer)$|\s{0,3}[•·|,;:–—]$|(?<=\w{3})\.$",
    re.IGNORECASE,
)
"""What some pages have behind a name, in one piece with it."""
_BETWEEN: Final = re.compile(r"\s*[,;&/|–—]\s*|\s(?:-|and|und|et|y|e|và)\s", re.IGNORECASE)
_PARTICLES: Final = frozenset(
    ("al", "bin", "da", "de", "del", "den", "der", "di", "do", "e", "la", "le", "ten", "van",
     "von", "y", "zu")
)  # fmt: skip
_WORDS: Final = range(2, 6)
_NEXT: Final = 5
"""How many lines below the headline may be a byline."""
_LONGEST_LINE: Final = 160
_MOST_LINES: Final = 1_000
_LONGEST_NAME: Final = 80
_NO_NAMES: Final = frozenset(
    ("name", "author", "admin", "administrator", "wordpressadmin", "follow", "posted", "datum",
     "no author", "guest", "facebook com")
)  # fmt: skip
"""What some pages have in the place of a name."""
_ARTICLE: Final = re.compile(r"Article|Posting|Report|Review|Recipe|WebPage", re.IGNORECASE)
_AUTHOR_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:authors?|autore?s?|byline)(?:[\s_-]{0,2}(?:name|link))?(?:$|\s)", re.IGNORECASE
)
_LONGEST_NICKNAME: Final = 30
_MOST_MARKED: Final = 20_000
_MOST_MARKED_NAMES: Final = 3
_MOST_OBJECTS: Final = 2_000
_MOST_NAMES: Final = 50
_DEEPEST: Final = 12

Json = dict[str, Any]


class Writers(NamedTuple):
    """What a page says of its authors where no reader sees it."""

    people: list[str]
    """Those of the article in JSON-LD."""
    houses: list[str]
    """The organisations in their place."""
    marked: list[str]
    """What the page marks as an author where readers see it."""
    nicknames: list[str]
    """What leads to the other pieces of the author: a name of any kind."""
    texts: list[str]
    """Texts in which their names are spelled as they should be."""


def writers_of(page: HtmlElement) -> Writers:
    """Return what a page says of its authors where no reader sees it."""
    objects = list(islice(_objects(page), _MOST_OBJECTS))
    by_id = {
        one["@id"]: one for one in objects if isinstance(one.get("@id"), str) and "name" in one
    }
    articles = [one for one in objects if one.get("author") and _type_matches(one, _ARTICLE)]
    articles.sort(key=lambda one: "webpage" in str(one.get("@type")).lower())
    found = (list(_named(one["author"], by_id, 0)) for one in articles)
    authors = list(islice(dict.fromkeys(next(filter(None, found), ())), _MOST_NAMES))
    people = [name for name, is_house in authors if not is_house]
    houses = [name for name, is_house in authors if is_house]
    metas = [meta.get("content") or "" for meta in page.iter("meta")]
    marked = filter(_is_name, islice(_marked(page), _MOST_NAMES))
    texts = [*people, *houses, *metas]
    names = list(dict.fromkeys(marked))
    if len(names) > _MOST_MARKED_NAMES:  # of a list of other pieces
        names = []
    return Writers(people, houses, names, _nicknames(page), texts)


def _nicknames(page: HtmlElement) -> list[str]:
    """Return what links call the author: a blog has its writers by any name."""
    links = page.xpath(".//body//a[contains(@rel, 'author') or contains(@href, '/author/')]")
    texts = (
        " ".join("".join(link.itertext()).split())
        for link in links[:_MOST_NAMES]
        if not any(map(is_elsewhere, link.iterancestors()))
    )
    return [text for text in dict.fromkeys(texts) if 1 < len(text) <= _LONGEST_NICKNAME]


def _marked(page: HtmlElement) -> Iterator[str]:
    for element in islice(page.iterfind(".//body//*[@class]"), _MOST_MARKED):
        if _AUTHOR_CLASS.search(element.get("class") or "") and not is_elsewhere(element):
            text = " ".join("".join(element.itertext()).split())
            if len(text) <= _LONGEST_LINE:
                yield from map(str.strip, _BETWEEN.split(_BY.sub("", text)))


def _objects(page: HtmlElement) -> Iterator[Json]:
    for script in page.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                yield from _inside(loads(script.text or "", strict=False), 0)
            except (JSONDecodeError, RecursionError, ValueError):
                continue


def _inside(value: object, depth: int) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
    within = value.values() if isinstance(value, dict) else value
    for one in within if depth < _DEEPEST and isinstance(value, dict | list) else ():  # type: ignore[attr-defined]
        yield from _inside(one, depth + 1)


def _type_matches(value: Json, wanted: re.Pattern[str]) -> bool:
    return wanted.search(str(value.get("@type"))) is not None


def _named(author: object, by_id: Json, depth: int) -> Iterator[tuple[str, bool]]:
    """Yield the names of authors, and whether each is an organisation."""
    if depth > _DEEPEST:
        return
    if isinstance(author, list):
        for one in author:
            yield from _named(one, by_id, depth + 1)
    elif isinstance(author, str) and len(author) <= _LONGEST_NAME and "://" not in author:
        yield " ".join(author.split()), False
    elif isinstance(author, dict):
        named = author if "name" in author else by_id.get(str(author.get("@id")), {})
        is_house = "Organization" in str(named.get("@type"))
        for name, _ in _named(named.get("name"), by_id, depth + 1):
            yield name, is_house


def authors_of(
    writers: Writers, extracted: str, lines: list[Line], headline: str, sites: Iterable[str]
) -> list[str]:
    """Return the names of the authors; that of the site only where there is no other.

    Args:
        writers: what the page says of them.
        extracted: what the extractor found, joined by semicolons.
        lines: what the page shows.
        headline: below which there may be a byline.
        sites: the names of the site.
    """
    known = [site for site in sites if site]
    texts = [*writers.texts, *(line.text for line in lines[:_MOST_LINES])]
    found = [_spelled(name, texts) for name in extracted.split("; ")]
    nickname = writers.nicknames if len(writers.nicknames) == 1 else []
    for names in (_byline(lines, headline), writers.people, found, writers.marked, nickname):
        bare = dict.fromkeys(map(_bare, names))
        people = [name for name in bare if _is_somebody(name, known)]
        if people := [name for name in people if not looks_like_a_paper(name)]:
            return people
    houses = (_bare(name) for name in (*writers.houses, *found))
    return [name for name in dict.fromkeys(houses) if _is_somebody(name, ())][:1]


def _bare(name: str) -> str:
    """Return a name without what stands before and behind it."""
    name = _BY.sub("", name).strip()
    bare = _BEHIND.sub("", name).strip()
    return bare if " " in bare or " " not in name else name  # “John Last”


def _is_somebody(name: str, sites: Iterable[str]) -> bool:
    is_site = any(same_text(name, site) for site in sites)
    return bool(name) and name.casefold() not in _NO_NAMES and not is_site


def _spelled(name: str, texts: Iterable[str]) -> str:
    """Return a name as the page spells it: the extractor leaves out dots, and changes capitals."""
    words = re.findall(r"\w+", name)
    if not words or len(name) > _LONGEST_NAME:
        return name
    joined = r"[ .\-_'’/]{1,2}".join(map(re.escape, words))
    wanted = re.compile(rf"\b{joined}\b(?:(?<=\b\w)\.|(?<=Jr)\.)?", re.IGNORECASE)
    return next((found[0] for text in texts if (found := wanted.search(text))), name)


def _byline(lines: list[Line], headline: str) -> list[str]:
    """Return the names in a line right below the headline that begins with “By” or the like."""
    place = place_of(lines, headline)
    for line in lines[place + 1 : place + 1 + _NEXT] if place is not None else ():
        by = _BYLINE.match(line.text) if len(line.text) <= _LONGEST_LINE else None
        if by:
            written = _END.split(without_day(line.text[by.end() :]), maxsplit=1)[0]
            names = list(takewhile(_is_name, map(str.strip, _BETWEEN.split(written))))
            if names:
                return names
    return []


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) in _WORDS and all(
        word[0].isupper() or (word in _PARTICLES and word != words[0]) for word in words
    )
