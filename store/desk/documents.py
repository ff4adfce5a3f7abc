"""The registers of the documents that campaigns follow."""

from __future__ import annotations

from typing import Any

import msgspec

from store.campaign_records import Campaign, Document
from store.desk.unit_of_work import UnitOfWork
from store.errors import N_, RecordNotFoundError


class Documents:
    """The registers of documents of the campaigns."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._campaigns = work.store.of(Campaign)

    def add(self, campaign: Campaign, document: Document, *, as_typed: bool = False) -> Document:
        """Add a document at the end of a campaign's register; return it as it is there.

        With `as_typed`, a number of an unknown form is accepted.

        Raises:
            InvalidValueError: the number is malformed, the kind unknown, or it is there already.
        """
        from store.campaigns import documents  # compiles patterns: only when needed

        known = self._campaigns[campaign.id].documents
        document = documents.checked(document, known, as_typed=as_typed)
        self._work.change(campaign, label=N_("new document"), documents=(*known, document))
        return document

    def edit(
        self, campaign: Campaign, document: Document, *, as_typed: bool = False, **fields: Any
    ) -> Document:
        """Change an entry of the register; `document` is the entry as it is there.

        Raises:
            InvalidValueError: as `add`.
            RecordNotFoundError: it is not there any more.
        """
        from store.campaigns import documents  # compiles patterns: only when needed

        before, after = self._around(campaign, document)
        changed = msgspec.structs.replace(document, **fields)
        changed = documents.checked(changed, (*before, *after), as_typed=as_typed)
        together = (*before, changed, *after)
        self._work.change(campaign, label=N_("edit document"), documents=together)
        return changed

    def remove(self, campaign: Campaign, document: Document) -> None:
        """Delete a document from the register; raises RecordNotFoundError where it is gone."""
        before, after = self._around(campaign, document)
        self._work.change(campaign, label=N_("delete document"), documents=(*before, *after))

    def _around(
        self, campaign: Campaign, document: Document
    ) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
        from store.campaigns import documents  # compiles patterns: only when needed

        known = self._campaigns[campaign.id].documents
        place = documents.place_of(document, known)
        if place is None:
            raise RecordNotFoundError(
                N_("{document} is not in the register any more."),
                document=documents.citation(document),
            )
        return known[:place], known[place + 1 :]
