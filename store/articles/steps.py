"""The steps that an article takes from one status to another, noted with name and moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from msgspec.structs import replace

from store.article_parts import Taken
from store.records import Article, Record

R = TypeVar("R", bound=Record)


def with_step(before: Record | None, after: R, at: datetime, user: Callable[[], str]) -> R:
    """Return a changed record; of an article with another status, with the step that it took.

    Whoever lets it pass although something blocks it has taken the step, else the user. What
    brings steps along (an undo, the record of another program) is left as it is.
    """
    if not isinstance(before, Article) or not isinstance(after, Article):
        return after
    if before.status is after.status or before.taken != after.taken:
        return after
    passed = after.overrides[-1] if after.overrides != before.overrides else None
    step = Taken(status=after.status.value, who=passed.who if passed else user(), at=at)
    return replace(after, taken=(*after.taken, step))
