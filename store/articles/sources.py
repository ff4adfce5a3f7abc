"""The source sheet of an article: real people, real deeds (người thật, việc thật)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from store.errors import N_, InvalidValueError
from store.records import Article, Source

FIELDS = ("who", "where", "when", "contact", "second", "beneficiary", "figure")
"""The fields of an entry, in the order in which they are asked for."""


def checked(source: Source) -> Source:
    """Return an entry without spaces around what was typed.

    Raises:
        InvalidValueError: it does not say who.
    """
    typed = {name: getattr(source, name).strip() for name in FIELDS}
    if not typed["who"]:
        raise InvalidValueError(N_("A source needs a name: who said it, or saw it."))
    return msgspec.structs.replace(source, **typed)


def with_second(sources: Iterable[Source]) -> int:
    """Count the entries that a second source bears out."""
    return sum(bool(source.second.strip()) for source in sources)


def is_real(article: Article) -> bool:
    """Tell whether a real beneficiary or a figure stands on the source sheet (thiết thực)."""
    return any(one.beneficiary.strip() or one.figure.strip() for one in article.sources)
