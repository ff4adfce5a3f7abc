"""The records of a table of which there are many, each decoded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping
from typing import Generic, TypeVar

import msgspec

from store.json_documents import document_id
from store.records import Id, Record

R = TypeVar("R", bound=Record)


class _Named(msgspec.Struct):
    id: Id


_named = msgspec.json.Decoder(_Named)


class Decoded(Mapping[Id, R], Generic[R]):
    """The records of a table that stays as it is, by their IDs, in the order of the table.

    Args:
        texts: the JSON texts by document ID, each of them known to be a record, under the number of
            its own ID.
        decode: returns the record of a document ID and its text.
    """

    def __init__(self, texts: Mapping[str, bytes], decode: Callable[[str, bytes], R]) -> None:
        self._texts = texts
        self._decode = decode

    def id_under(self, key: str) -> Id:
        """Return the ID of the record under a document ID."""
        return _named.decode(self._texts[key]).id

    def __getitem__(self, record_id: Id) -> R:
        try:
            key = document_id(record_id)
        except (TypeError, ValueError):  # no ID at all
            raise KeyError(record_id) from None
        record = self._decode(key, self._texts[key])
        if record.id != record_id:
            raise KeyError(record_id)
        return record

    def __contains__(self, record_id: object) -> bool:
        try:
            return self.id_under(document_id(str(record_id))) == record_id
        except (KeyError, ValueError):
            return False

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[Id]:
        return (_named.decode(text).id for _, text in self._texts.items())

    def items(self) -> ItemsView[Id, R]:
        """Return the IDs with their records."""
        return _Items(self)

    def pairs(self) -> Iterator[tuple[Id, R]]:
        """Yield the IDs with their records, without a look-up for each."""
        decode = self._decode
        for key, text in self._texts.items():
            record = decode(key, text)
            yield record.id, record


class _Items(ItemsView[Id, R]):
    _mapping: Decoded[R]

    def __iter__(self) -> Iterator[tuple[Id, R]]:
        return self._mapping.pairs()
