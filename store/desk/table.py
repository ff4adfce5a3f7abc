"""The records of one kind, as a collection."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Generic, TypeVar

from store.errors import N_, RecordNotFoundError
from store.records import Id, Record

R = TypeVar("R", bound=Record)


class Table(Generic[R]):
    """The records of one kind, in the order they were added."""

    def __init__(self, name: str, records: MutableMapping[Id, R] | None = None) -> None:
        self.name = name
        self._records: MutableMapping[Id, R] = {} if records is None else records

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[R]:
        return iter(self._records.values())

    def at_once(self) -> Iterator[R]:
        """Return the records as they are now, to go through while others may change them."""
        records = self._records
        return iter(list(records.values()) if isinstance(records, dict) else records.values())

    def ids(self) -> Iterator[Id]:
        """Return the IDs of the records."""
        return iter(self._records)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._records

    def get(self, record_id: Id | None) -> R | None:
        """Return the record, or None where there is none."""
        return self._records.get(record_id) if record_id else None

    def __getitem__(self, record_id: Id) -> R:
        """Return the record; raises RecordNotFoundError where there is none with that ID."""
        try:
            return self._records[record_id]
        except KeyError:
            raise RecordNotFoundError(
                N_("There is no record with ID {id}."), id=record_id
            ) from None
