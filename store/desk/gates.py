"""The gates in front of a status (`store.workflow`), asked about articles of a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from store.article_parts import Override
from store.desk.copy_desk import CopyDesk
from store.desk.revision_log import who
from store.desk.unit_of_work import UnitOfWork
from store.desk.versions import Versions
from store.errors import N_, BlockedError, Findings
from store.records import Article, Id, Status

if TYPE_CHECKING:
    from store.workflow import Ready, Stop

WITH_EDITOR: Final = (Status.TO_EDIT, Status.EDITING, Status.TO_APPROVE, Status.APPROVED)
"""The statuses in which a text waits to go on."""

_HELD: Final = N_("“{title}” is held back: {blocks}. Mend it, or say why it passes all the same.")
_HELD_TOO: Final = N_(
    "“{title}” is held back: {blocks}; and {count} more are. Mend them, or say why they pass all "
    "the same."
)


class Gates:
    """Says what stands in the way of articles, and who lets them pass."""

    def __init__(self, work: UnitOfWork, versions: Versions, copy_desk: CopyDesk) -> None:
        self._work = work
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
        """Return what keeps an article from a status, and nobody has let pass."""
        from store.workflow import Ready, blocks, gates_between

        if not gates_between(article.status, status):
            return []
        return blocks(Ready(article, tuple(self._copy_desk.blocking(article))), status)

    def let_pass_before(self, article: Article, status: Status) -> list[Stop]:
        """Return what would keep an article from a status if nobody had let it pass before."""
        from store.workflow import Ready, let_pass_before

        if not article.overrides:
            return []
        return let_pass_before(Ready(article, tuple(self._copy_desk.blocking(article))), status)

    def overrides(
        self, articles: Iterable[Article], status: Status, *, because: str = "", by: str = ""
    ) -> dict[Id, Override]:
        """Return what is to be kept with those that pass although something blocks them.

        Args:
            articles: as they are on the desk.
            status: the one that they shall have.
            because: why they pass.
            by: who answers for it; empty for the user.

        Raises:
            BlockedError: something blocks one of them, and there is no reason.
        """
        found = [(article, self.blocks(article, status)) for article in articles]
        held = [(article, stops) for article, stops in found if stops]
        because = because.strip()
        if held and not because:
            raise _blocked(*held[0], len(held) - 1)
        return {
            article.id: Override(
                status=status.value,
                blocks=tuple(stop.block for stop in stops),
                reason=because,
                who=by.strip() or self.user,
                at=self._work.now(),
            )
            for article, stops in held
        }


def _blocked(article: Article, stops: Iterable[Stop], more: int) -> BlockedError:
    blocks = Findings(stop.found for stop in stops)
    if more:
        return BlockedError(_HELD_TOO, title=article.title, blocks=blocks, count=more)
    return BlockedError(_HELD, title=article.title, blocks=blocks)
