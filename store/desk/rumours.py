"""The log of negative news."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import msgspec

from store.campaign_records import Campaign, Rumour
from store.campaigns import rumours
from store.desk.pieces import first_out
from store.desk.unit_of_work import RecordService, UnitOfWork, values_of
from store.errors import N_, InvalidValueError
from store.records import Article


class Rumours(RecordService[Rumour]):
    """The logged claims."""

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(work, Rumour)
        self._articles = work.store.of(Article)
        self._campaigns = work.store.of(Campaign)

    def log(self, campaign: Campaign) -> list[rumours.Entry]:
        """Return the log of a campaign: open claims first, the most urgent on top."""
        current = self._campaigns[campaign.id]
        return self._entries(current, self)

    def _entries(self, campaign: Campaign, some: Iterable[Rumour]) -> list[rumours.Entry]:
        now = self._store.now()
        out = partial(first_out, self._store)
        return rumours.entries(campaign, some, self._articles.get, now, out)

    def add(self, rumour: Rumour) -> Rumour:
        """Log a claim; raises InvalidValueError where it is empty, or was seen in the future."""
        rumour = rumours.checked(rumour, self._store.now())
        self._work.write(N_("new claim"), [rumour])
        return self[rumour.id]

    def edit(self, rumour: Rumour, **fields: Any) -> Rumour:
        """Change the values of a claim; raises as `add`."""
        current = self[rumour.id]
        changed = rumours.checked(msgspec.structs.replace(current, **fields), self._store.now())
        return self._work.change(current, label=N_("edit claim"), **values_of(changed, fields))

    def remove(self, rumour: Rumour) -> None:
        """Delete a claim; the article that answers it stays."""
        self._work.write(N_("delete claim"), [], drop=[self[rumour.id]])

    def answer(self, rumour: Rumour, article: Article | None) -> Rumour:
        """Set the article that answers a claim; None for none."""
        answer = self._articles[article.id].id if article else None
        label = N_("answer a claim")
        return self._work.change(rumour, label=label, answer=answer, answered=None)

    def begin_answer(self, rumour: Rumour) -> Article:
        """Add a new article that answers a claim, with its tags and day.

        Raises:
            InvalidValueError: it has an answer already.
        """
        current = self[rumour.id]
        campaign = self._campaigns[current.campaign]
        (entry,) = self._entries(campaign, [current])
        if entry.answer:
            raise InvalidValueError(
                N_("“{title}” answers it already; open that."), title=entry.answer.title
            )
        article = rumours.answer_to(entry, campaign)
        answered = msgspec.structs.replace(current, answer=article.id)
        self._work.write(N_("answer a claim"), [article, answered])
        return self._articles[article.id]
