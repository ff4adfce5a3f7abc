"""The source sheet of an article: real people, real deeds (người thật, việc thật)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from store.errors import N_, InvalidValueError
from store.records import Article, Source

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


def is_real(article: Article) -> bool:
    """Tell whether the source sheet names a beneficiary or a figure (thiết thực)."""
    return any(one.beneficiary.strip() or one.figure.strip() for one in article.sources)
