"""The source sheet of an article: real people, real deeds (người thật, việc thật)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from store.errors import N_, InvalidValueError
from store.records import Article, Source
from store.text import nfc

_TOKEN: Final = re.compile(
    r"[0-9]+(?:[.,\u00a0 ][0-9]{3}(?![0-9]))+|[0-9]+(?:[.,][0-9]+)?|%|[^\W\d_]+"
)
_THOUSANDS: Final = re.compile(r"[., \u00a0](?=[0-9]{3}(?![0-9]))")

FIELDS = ("who", "where", "when", "contact", "second", "beneficiary", "figure")
"""The fields of an entry, in the order of the form."""


def checked(source: Source) -> Source:
    """Return an entry with its texts trimmed.

    Raises:
        InvalidValueError: it has no name.
    """
    typed = {name: getattr(source, name).strip() for name in FIELDS}
    if not typed["who"]:
        raise InvalidValueError(N_("A source needs a name: who said it, or saw it."))
    return msgspec.structs.replace(source, **typed)


def with_second(sources: Iterable[Source]) -> int:
    """Count the entries that a second source confirms."""
    return sum(bool(source.second.strip()) for source in sources)


def is_real(article: Article, master: Article | None = None) -> bool:
    """Tell whether the sources name a beneficiary, or a figure of the text (thiết thực).

    A version without sources of its own has those of its master, and in one for the ear a figure
    stands as it is spoken.
    """
    sources = article.sources or (master.sources if master else ())
    if any(one.beneficiary.strip() for one in sources):
        return True
    figures = [one.figure for one in sources if one.figure.strip()]
    text = _tokens(f"{article.headline}\n{article.body}") if figures else []
    if any(_stands_in(_tokens(figure), text) for figure in figures):
        return True
    return article.master is not None and any(_is_said_in(figure, text) for figure in figures)


def _is_said_in(figure: str, text: Sequence[str]) -> bool:
    from store.spoken.reader import spoken  # 0.1 s of patterns

    if not any(char.isdigit() for char in figure):
        return False
    said = " ".join(_tokens(spoken(figure).text))
    return f" {said} " in f" {' '.join(text)} "


def stands_in(figure: str, text: str) -> bool:
    """Tell whether a figure stands in a text: each of its numbers, with the unit behind it.

    How thousands are separated does not matter; a figure without a number is none.
    """
    return _stands_in(_tokens(figure), _tokens(text))


def _stands_in(figure: Sequence[str], text: Sequence[str]) -> bool:
    pairs = {*pairwise((*text, ""))}
    words = set(text)
    numbers = [place for place, token in enumerate(figure) if token[0].isdigit()]
    for place in numbers:
        unit = figure[place + 1] if place + 1 < len(figure) else ""
        if unit and not unit[0].isdigit():
            found = (figure[place], unit) in pairs
        else:
            found = figure[place] in words
        if not found:
            return False
    return bool(numbers)


def _tokens(text: str) -> list[str]:
    """Return the words, numbers and percent signs of a text; thousands are not separated."""
    found = _TOKEN.findall(nfc(text).lower())
    return [_THOUSANDS.sub("", token) if token[0].isdigit() else token for token in found]
