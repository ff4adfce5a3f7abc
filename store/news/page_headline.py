"""Choose the headline of a saved web page: what its heading and its title agree upon.

A page names its headline several times: in a heading, in `<title>` (usually with the name of the
site), and for other sites (`og:title`, JSON-LD). The heading that one of these begins with is what
readers see as the headline. A heading that they end with is the name of the site, where something
stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from store.news.headlines import parts_of, without_sites
from store.text import as_seen, fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEVELS: Final = ("h1", "h2", "h3")
_MOST: Final = 30
"""The most headings of a level that are looked at."""
_LONGEST: Final = 400
_IN_JSON: Final = re.compile(r'"headline"\s*:\s*"((?:[^"\\]|\\.){1,400})"')
_WORDS: Final = re.compile(r"\w+")
_TRAILING: Final = re.compile(r"[\s:|–—»·•>-]+$")
_FEWEST_SHARED: Final = 0.4
"""The share of the words of the only heading that a title has if both mean the same."""
_FEWEST_BEHIND: Final = 3
"""In words: what stands behind a kicker is a headline."""
_MOST_OF_SITE: Final = 6
"""In words, where the first heading says the same."""
_BEGINS, _INSIDE, _ENDS = 3, 2, 1
_SOFT_HYPHEN: Final = "\xad"
_HOME: Final = re.compile(
    r"(?:https?:)?(?://[^/]+)?/?(?:index\.\w+|\?[\w=-]*)?$|.*/https?://[^/]+/?$"
)
"""The address of a front page, also in an archive of pages."""
_BESIDE: Final = re.compile(
    r"kicker|over-?(?:line|title)|super-?title|top-?line|topic-label|dachzeile|roof-?line|eyebrow"
    r"|pre-?title|sub-?(?:title|head)|h1small|invisible|visually-?hidden|screen-reader",
    re.IGNORECASE,
)
"""In the class of what stands above or below the headline in one heading with it."""
_BETWEEN_PARTS: Final = re.compile(r"^[:|–—•/-]\s*|\s*[:|–—•/-]$")
_NO_HEADLINE: Final = frozenset(("small", "time", "style", "script", "rt", "rp"))
_DAY_BEFORE: Final = re.compile(r"^\d{1,2}([./-])\d{1,2}\1\d{4}\s*[-–—:|•]\s+(?=\w+\W+\w+\W+\w)")
_OLD_BLOG: Final = ("Blog Archive", "Blog Archiv")
"""What WordPress long wrote between the name of a site and a headline."""
_NO_LETTERS: Final = re.compile(r"[\W_]+")


class Titles(NamedTuple):
    """How a page names itself."""

    headings: tuple[tuple[str, ...], ...]
    """By level, `<h1>` first."""
    title: str
    shared: tuple[str, ...]
    """The titles for other sites: `og:title`, `twitter:title`, JSON-LD."""
    site: str
    """`og:site_name`."""
    homes: tuple[str, ...]
    """The headings that only lead to the front page: the name of the site."""


def titles_of(page: HtmlElement) -> Titles:
    """Return how a page names itself."""
    metas = {
        str(meta.get("property") or meta.get("name")).lower(): _squeezed(meta.get("content"))
        for meta in page.iter("meta")
        if meta.get("content")
    }
    scripts = (e.text or "" for e in page.iter("script") if "json" in (e.get("type") or ""))
    in_json = [found[1] for text in scripts for found in _IN_JSON.finditer(text)]
    shared = (metas.get("og:title"), metas.get("twitter:title"), *in_json[:3])
    return Titles(
        tuple(_headings(page, level) for level in _LEVELS),
        _squeezed(page.findtext(".//head/title") or page.findtext(".//title")),
        tuple(title for title in shared if title and len(title) <= _LONGEST),
        metas.get("og:site_name", ""),
        tuple(_squeezed(_text_of(one)) for one in _of_level(page, "h1") if _is_home(one)),
    )


def _of_level(page: HtmlElement, level: str) -> Iterator[HtmlElement]:
    return islice(page.iter(level), _MOST)


def _headings(page: HtmlElement, level: str) -> tuple[str, ...]:
    texts = (_of_heading(one) for one in _of_level(page, level) if not _is_home(one))
    return tuple(text for text in texts if text and len(text) <= _LONGEST)


def _is_home(heading: HtmlElement) -> bool:
    """Tell whether all of a heading is a link to the front page."""
    link = heading.find(".//a[@href]")
    whole = link is not None and _squeezed(_text_of(link)) == _squeezed(_text_of(heading))
    return whole and _HOME.match((link.get("href") or "").strip()) is not None


def _text_of(element: HtmlElement) -> str:
    return " ".join(element.itertext())


def _of_heading(heading: HtmlElement) -> str:
    """Return the headline in a heading, without what stands above or below it, if that is apart."""
    whole, bare = _squeezed(_text_of(heading)), _squeezed(" ".join(_own_texts(heading)))
    if bare != whole:
        bare = _BETWEEN_PARTS.sub("", bare)
    text = bare if len(_key(bare).split()) >= _FEWEST_BEHIND else whole
    return _DAY_BEFORE.sub("", text, count=1)


def _own_texts(heading: HtmlElement) -> Iterator[str]:
    from lxml.etree import iterwalk

    walk = iterwalk(heading, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            is_inside = element is not heading
            is_named = is_inside and _BESIDE.search(element.get("class") or "")
            if (is_named and _key(_text_of(element))) or element.tag in _NO_HEADLINE:
                walk.skip_subtree()
            else:
                yield element.text or ""
        elif element is not heading:
            yield element.tail or ""


def headline_of(titles: Titles, extracted: str, source: str, host: str) -> str:
    """Return the headline of a page.

    Args:
        titles: how it names itself.
        extracted: the headline that the extractor found.
        source: the site that the extractor found.
        host: of its address; a part of a title that says the same is the name of the site.
    """
    sites = [titles.site, *titles.homes, *_OLD_BLOG]
    sites += _named_by(host, titles.title, *titles.shared)
    parts = (part for title in (titles.title, *titles.shared) for part in parts_of(title))
    homes = [home for home in titles.homes if _key(home) != _key(titles.title)]
    sites += [part for part in parts if any(_begins(home, part) for home in homes)]
    known = tuple(sites)
    is_headline = _key(titles.title).startswith(_key(source) or " ") or (
        len(_key(source).split()) > _MOST_OF_SITE and source in titles.headings[0]
    )
    if not is_headline:
        sites.append(source)  # else it has taken the headline for the name of the site
    return without_sites(_Choice(titles, extracted, sites).headline, known)


def _begins(text: str, part: str) -> bool:
    return f"{_key(text)} ".startswith(f"{_key(part)} ")


def _named_by(host: str, *titles: str) -> list[str]:
    """Return the parts of titles that are the name of a host: Lao Động for laodong.vn."""
    labels = {_NO_LETTERS.sub("", label) for label in host.lower().split(".")[:-1]}
    parts = dict.fromkeys(part for title in titles for part in parts_of(title))
    return [part for part in parts if _NO_LETTERS.sub("", fold(part)) in labels - {""}]


class _Choice:
    """Compares the headings of a page with its titles."""

    def __init__(self, titles: Titles, extracted: str, sites: Sequence[str]) -> None:
        self._titles = titles
        self._extracted = extracted
        self._sites = sites
        self._site_keys = {_key(site) for site in sites} - {""}
        texts = (*titles.shared, titles.title)
        bare = (without_sites(text, sites) for text in texts)
        self._tops = list(dict.fromkeys(key for text in (*texts, *bare) if (key := _key(text))))

    @property
    def headline(self) -> str:
        """The headline."""
        for wanted in (_BEGINS, _INSIDE):
            for headings in self._titles.headings:
                if found := self._longest(headings, wanted, at_least=2):
                    return self._without_kicker(found)
        if found := self._before_site() or self._only_heading():
            return found
        best = next(iter(self._titles.shared), "") or self._titles.title or self._extracted
        best = without_sites(best, self._sites)
        is_section = " " not in _key(best)  # “Blog”, “News”
        found = _key(self._extracted)
        is_better = " " in found and found not in self._site_keys
        return self._extracted if is_section and is_better else best

    def _longest(self, headings: Iterable[str], wanted: int, at_least: int) -> str:
        is_first = headings is self._titles.headings[0]
        fitting = [
            heading
            for heading in headings
            if self._place(heading) == wanted
            and len(_key(heading).split()) >= (at_least if is_first else 2 * at_least)
        ]
        return max(fitting, key=len, default="")

    def _place(self, heading: str) -> int:
        """Return where in a title a heading stands; 0 for nowhere, or for the name of the site."""
        key = _key(heading)
        if not key or key in self._site_keys:
            return 0
        return max((_place_in(key, top) for top in self._tops), default=0)

    def _before_site(self) -> str:
        """Return what stands in the title before a heading that is the name of the site."""
        title = self._titles.title
        for heading in (one for level in self._titles.headings for one in level):
            if self._place(heading) == _ENDS and (at := title.rfind(heading)) > 0:
                before = _TRAILING.sub("", title[:at])
                words = _key(before).split()
                is_site = len(words) < 2 or len(words) < len(_key(heading).split())
                has_mark = before != title[:at].rstrip()
                return heading if is_site or not has_mark else without_sites(before, self._sites)
        return ""

    def _only_heading(self) -> str:
        """Return the only heading of the first level, if a title is about the same."""
        headings = [one for one in self._titles.headings[0] if _key(one) not in self._site_keys]
        if len(headings) != 1:
            return ""
        words = set(_key(headings[0]).split())
        shared = (len(words & set(top.split())) for top in self._tops)
        is_it = bool(words) and max(shared, default=0) >= _FEWEST_SHARED * len(words)
        says_nothing = all(top in self._site_keys or " " not in top for top in self._tops)
        return self._without_kicker(headings[0]) if is_it or (words and says_nothing) else ""

    def _without_kicker(self, heading: str) -> str:
        """Return the title for other sites where the heading is that with a kicker before it."""
        key = _key(heading)
        for shared in self._titles.shared:
            bare = without_sites(shared, self._sites)
            if len(_key(bare).split()) >= _FEWEST_BEHIND and key.endswith(f" {_key(bare)}"):
                return bare
        return heading


def _place_in(key: str, top: str) -> int:
    if top == key or top.startswith(f"{key} "):
        return _BEGINS
    if top.endswith(f" {key}"):
        return _ENDS
    return _INSIDE if f" {key} " in top else 0


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(as_seen(text).casefold()))


def _squeezed(text: str | None) -> str:
    return " ".join((text or "").replace(_SOFT_HYPHEN, "").split())
