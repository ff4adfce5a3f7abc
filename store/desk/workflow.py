"""The status of articles, set past the gates."""

from __future__ import annotations

from collections.abc import Iterable

from store.desk.bulk import BulkArticles
from store.desk.gates import Gates
from store.errors import N_
from store.records import Article, Status


class Workflow:
    """Sets the status of articles where nothing blocks it, or somebody answers for it."""

    def __init__(self, bulk: BulkArticles, gates: Gates) -> None:
        self._bulk = bulk
        self._gates = gates

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
        there = self._bulk.present(articles)
        passed = self._gates.overrides(there, status, because=override, by=by)
        return self._bulk.set_status(there, status, reason=reason, overrides=passed)

    def let_pass(
        self, articles: Iterable[Article], status: Status, *, because: str, by: str = ""
    ) -> list[Article]:
        """Keep with those that something blocks from a status why they pass, and who says so.

        It does not block them any more; their status stays. Arguments and errors are those of
        `set_status`.
        """
        there = self._bulk.present(articles)
        passed = self._gates.overrides(there, status, because=because, by=by)
        held = (article for article in there if article.id in passed)
        return self._bulk.put(
            held, N_("let pass"), lambda one: {"overrides": (*one.overrides, passed[one.id])}
        )
