"""The status of articles, and the gates that are passed when it is set (`store.workflow`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from store.article_parts import Override
from store.desk.bulk import BulkArticles
from store.desk.copy_desk import CopyDesk
from store.desk.revision_log import who
from store.desk.unit_of_work import UnitOfWork
from store.desk.versions import Versions
from store.errors import N_, BlockedError, Findings
from store.records import Article, Status

if TYPE_CHECKING:
    from store.workflow import Ready, Stop

_HELD: Final = N_("“{title}” is held back: {blocks}. Mend it, or say why it passes all the same.")
_HELD_TOO: Final = N_(
    "“{title}” is held back: {blocks}; and {count} more are. Mend them, or say why they pass all "
    "the same."
)


class Workflow:
    """Sets the status of articles where nothing blocks it, or somebody answers for it."""

    def __init__(
        self, work: UnitOfWork, bulk: BulkArticles, versions: Versions, copy_desk: CopyDesk
    ) -> None:
        self._store = work.store
        self._articles = work.store.of(Article)
        self._bulk = bulk
        self._versions = versions
        self._copy_desk = copy_desk

    @property
    def user(self) -> str:
        """The name of the user, who answers for what passes if nobody else is named."""
        return who()

    def ready(self, article: Article) -> Ready:
        """Return what the gates look at."""
        return self.ready_later(article)()

    def ready_later(self, article: Article) -> Callable[[], Ready]:
        """Return the look at an article, which reads nothing of the desk any more."""
        check = self._copy_desk.check_later(article)
        over = tuple(self._versions.findings(article))

        def ready() -> Ready:
            from store.workflow import Ready

            return Ready(article, tuple(check().flags), over)

        return ready

    def blocks(self, article: Article, status: Status) -> list[Stop]:
        """Return what keeps an article of the desk from a status."""
        from store.workflow import blocks, gates_between

        now = self._articles[article.id]
        if not gates_between(now.status, status):
            return []
        return blocks(self.ready(now), status)

    def set_status(
        self,
        articles: Iterable[Article],
        status: Status,
        *,
        reason: str = "",
        override: str = "",
        by: str = "",
    ) -> list[Article]:
        """Set the status of articles as `BulkArticles.set_status`, past the gates.

        Args:
            articles: any state of them; those that are gone are left out.
            status: the new one.
            reason: of a withdrawal, or the note of a return.
            override: why they pass although something blocks them; it is kept with each that is
                blocked.
            by: the name of who answers for that; empty for the user's.

        Returns:
            The articles that changed.

        Raises:
            BlockedError: something blocks one of them, and there is no such reason.
            InvalidValueError: as `BulkArticles.set_status`. Nothing has changed.
        """
        there = [now for one in articles if (now := self._articles.get(one.id))]
        held = {one.id: found for one in there if (found := self.blocks(one, status))}
        override = override.strip()
        if held and not override:
            raise _blocked([(one, held[one.id]) for one in there if one.id in held])
        passed = {
            article: Override(
                status=status.value,
                blocks=tuple(stop.found for stop in found),
                reason=override,
                who=by.strip() or self.user,
                at=self._store.now(),
            )
            for article, found in held.items()
        }
        return self._bulk.set_status(there, status, reason=reason, overrides=passed)


def _blocked(held: Sequence[tuple[Article, list[Stop]]]) -> BlockedError:
    article, stops = held[0]
    values = {"title": article.title, "blocks": Findings(stop.found for stop in stops)}
    if len(held) == 1:
        return BlockedError(_HELD, **values)
    return BlockedError(_HELD_TOO, **values, count=len(held) - 1)
