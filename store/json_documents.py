"""Records as JSON documents of the desk file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from store.errors import N_, SaveError
from store.records import Id, Record, encode

T = TypeVar("T")


def json_of(record: Record) -> bytes:
    """Return a record as JSON text for the desk file.

    Raises:
        SaveError: it contains a lone surrogate, which no file can hold.
    """
    try:
        return msgspec.json.encode(encode(record))
    except UnicodeEncodeError as error:
        raise SaveError(
            N_(
                "There is half a character after “{start}”, which no file can hold; delete it "
                "there. Nothing has been changed."
            ),
            start=error.object[max(0, error.start - 40) : error.start].split("\n")[-1],
        ) from error


def json_without_trace(record: Record) -> bytes:
    """Return a record as JSON text, mostly as `json_of` does, in four times the time.

    That leaves UTF-8 beside each text of the record, as long as this lives: twice the memory.
    """
    return json_text(encode(record))


def decode_entry(decoder: msgspec.json.Decoder[T], key: str, text: bytes) -> T:
    """Decode an entry of a table of the desk file.

    Raises:
        ValueError, RecursionError: it is not of the type that the decoder reads.
    """
    found = decoder.decode(text)
    if isinstance(found, Record) and found.id.encode() not in text:  # decoding gave it a new one
        raise ValueError("Object missing required field `id`")
    if key != str(int(key)):  # as TinyDB reads it
        raise ValueError(key)
    return found


def document_id(record_id: Id) -> str:
    """Return the TinyDB document ID of a record: the first 52 of its random bits.

    A JSON number is exact up to 2^53 in every reader. The odds that two of 100,000 records collide
    are one in a million.
    """
    return str(int(record_id[:13], 16))


def json_text(document: Mapping[str, Any]) -> bytes:
    """Return a document as JSON text for the desk file.

    Raises:
        ValueError, TypeError: JSON cannot express it; NaN is refused as other readers do.
    """
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
