"""What is flagged in the articles of a desk and set aside, with the reason."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from store.article_parts import IgnoredFlag
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, InvalidValueError
from store.records import Article


class Ignored:
    """What is set aside in the articles of a desk (`store.copydesk.ignoring`)."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._articles = work.store.of(Article)

    def add(self, article: Article, marks: Iterable[IgnoredFlag], reason: str) -> Article:
        """Set flagged places aside; raises InvalidValueError without a reason."""
        if not (reason := reason.strip()):
            raise InvalidValueError(N_("Say why it is ignored, in a few words."))
        known = self._articles[article.id].ignored
        new = (replace(mark, reason=reason) for mark in marks)
        ignored = tuple(dict.fromkeys((*known, *new)))
        return self._work.change(article, label=N_("ignore a check"), ignored=ignored)

    def remove(self, article: Article, marks: Iterable[IgnoredFlag]) -> Article:
        """Have flagged places told again."""
        gone = set(marks)
        left = tuple(one for one in self._articles[article.id].ignored if one not in gone)
        return self._work.change(article, label=N_("heed a check"), ignored=left)
