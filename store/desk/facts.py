"""The fact sheets of campaigns."""

from __future__ import annotations

from typing import Any

import msgspec

from store.campaign_records import Campaign, Fact
from store.campaigns import facts
from store.desk.unit_of_work import RecordService, UnitOfWork, values_of
from store.errors import N_
from store.text import identity


class Facts(RecordService[Fact]):
    """The facts of a desk."""

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(work, Fact)
        self._campaigns = work.store.of(Campaign)

    def sheet(self, campaign: Campaign) -> list[facts.Listed]:
        """Return the facts of a campaign by key, and whether each is valid today."""
        # All at once: an export asks in a thread of its own, while facts may be added.
        own = [fact for fact in tuple(self) if fact.campaign == campaign.id]
        return facts.listed(own, self._work.today())

    def holding(self, campaign: Campaign | None) -> tuple[Fact, ...]:
        """Return the facts of a campaign that are valid today; none without a campaign."""
        sheet = self.sheet(campaign) if campaign else ()
        return tuple(row.fact for row in sheet if row.force is facts.Force.NOW)

    def before(self, fact: Fact) -> Fact | None:
        """Return the value that a fact has replaced; None if it is the first one."""
        campaign = self._campaigns[fact.campaign]
        key = identity(fact.key)
        states = [row.fact for row in self.sheet(campaign) if identity(row.fact.key) == key]
        later = [one.id for one in states].index(fact.id) + 1
        return states[later] if later < len(states) else None

    def add(self, fact: Fact) -> Fact:
        """Add a fact to the sheet of its campaign.

        Raises:
            InvalidValueError: key or value is empty, or the key exists for the same day.
        """
        fact = facts.checked(fact, self)
        self._work.write(N_("new fact"), [fact])
        return self[fact.id]

    def edit(self, fact: Fact, **fields: Any) -> Fact:
        """Change the values of a fact; raises as `add`."""
        current = self[fact.id]
        changed = facts.checked(msgspec.structs.replace(current, **fields), self)
        return self._work.change(current, label=N_("edit fact"), **values_of(changed, fields))

    def remove(self, fact: Fact) -> None:
        """Delete a fact."""
        self._work.write(N_("delete fact"), [], drop=[self[fact.id]])
