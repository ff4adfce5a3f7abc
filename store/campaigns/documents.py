"""The register of the documents that a campaign cites: parsing their numbers, and citing them.

There are two forms of numbers. The Party separates number and kind by a hyphen: 05-CT/TW. The State
and the unions use a slash, with the year in between for legal norms: 368/KH-TLĐ, 12/2022/NĐ-CP,
10/2012/QH13 (Nghị định 30/2020/NĐ-CP; Quy định 66-QĐ/TW).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from store.campaign_records import Document
from store.errors import N_, InvalidValueError
from store.text import fold, identity, nfc, show_day

KINDS: Final = {
    "BC": "Báo cáo",
    "CT": "Chỉ thị",
    "CTr": "Chương trình",
    "CV": "Công văn",
    "HD": "Hướng dẫn",
    "KH": "Kế hoạch",
    "KL": "Kết luận",
    "NQ": "Nghị quyết",
    "NĐ": "Nghị định",
    "QC": "Quy chế",
    "QH": "Luật",
    "QĐ": "Quyết định",
    "TB": "Thông báo",
    "TT": "Thông tư",
    "TTr": "Tờ trình",
}
"""The kinds of documents by the letters in their numbers."""

_MIXED: Final = {"CTR": "CTr", "TTR": "TTr", "TTG": "TTg", "QYĐ": "QyĐ"}
_LETTERS: Final = "[^\\W\\d_]{1,12}"
_SIGN: Final = f"{_LETTERS}[0-9]{{0,2}}"
_PARTY: Final = re.compile(rf"[0-9]{{1,5}}[a-zđ]?-(?P<kind>{_LETTERS})/{_SIGN}(?:[-/]{_SIGN})*")
_STATE: Final = re.compile(
    rf"[0-9]{{1,5}}[a-zđ]?/(?:(?:19|20)[0-9]{{2}}/)?(?P<kind>{_LETTERS})[0-9]{{0,2}}"
    rf"(?:[-/]{_SIGN})*"
)
_OPENING: Final = re.compile(r"(?:so|s[o0]\.)\s*[:.]?\s*(?=[0-9])")
_AROUND: Final = re.compile(r"\s*([-/])\s*")


def tidy_number(text: str) -> str:
    """Normalise a number: no "số" before it, no spaces, plain hyphens, capital letters.

    Letters are only capitalised if all are small; "CTr" and "TTg" keep their mixed case.
    """
    number = " ".join(nfc(text).replace("–", "-").replace("−", "-").split())
    if found := _OPENING.match(fold(number)):
        number = number[found.end() :]
    number = _AROUND.sub(r"\1", number)
    if number == number.lower() and (_STATE.fullmatch(number) or _PARTY.fullmatch(number)):
        first, sign = re.match(r"[0-9]+[a-zđ]?", number), number.upper()
        assert first is not None
        number = first[0] + sign[first.end() :]
        for capitals, mixed in _MIXED.items():
            number = re.sub(rf"(?<![^\W_]){capitals}(?![^\W_])", mixed, number)
    return number


def read_number(text: str) -> str:
    """Parse the number of a document: "số 05-ct/tw", "368 / KH-TLĐ".

    Raises:
        InvalidValueError: it does not look like a number.
    """
    number = tidy_number(text)
    if not number:
        raise InvalidValueError(N_("A document needs its number, such as 05-CT/TW or 368/KH-TLĐ."))
    if not (_PARTY.fullmatch(number) or _STATE.fullmatch(number)):
        raise InvalidValueError(
            N_(
                "“{number}” does not look like the number of a document, such as 05-CT/TW, "
                "368/KH-TLĐ or 12/2022/NĐ-CP."
            ),
            number=number,
        )
    return number


def kind_of(number: str) -> str:
    """Return the kind of a document by its number; empty if unknown."""
    found = _PARTY.fullmatch(number) or _STATE.fullmatch(number)
    return KINDS.get(found["kind"], "") if found else ""


def checked(document: Document, others: Iterable[Document], *, as_typed: bool = False) -> Document:
    """Return a document normalised for the register; an empty kind is derived from the number.

    With `as_typed`, a number that does not look like one is accepted.

    Raises:
        InvalidValueError: the number is invalid, the kind unknown, or it is a duplicate.
    """
    typed = {name: getattr(document, name).strip() for name in ("kind", "issuer", "title")}
    tidied = tidy_number(document.number)
    number = tidied if as_typed and tidied else read_number(document.number)
    document = msgspec.structs.replace(document, **{**typed, "number": number})
    if not document.kind:
        document = msgspec.structs.replace(document, kind=kind_of(number))
    if not document.kind:
        raise InvalidValueError(
            N_("Say what kind of document {number} is: Chỉ thị, Kế hoạch …"), number=number
        )
    for other in others:
        if is_same(document, other):
            raise InvalidValueError(
                N_("{document} is in the register already; edit that entry."),
                document=citation(other),
            )
    return document


def is_same(one: Document, other: Document) -> bool:
    """Tell whether two entries are one document, by number, and day and issuer if both have them.

    Numbers restart each year or term: 01-KL/TW of 2021 is not that of 2016.
    """
    return (
        identity(one.number) == identity(other.number)
        and (one.issued is None or other.issued is None or one.issued == other.issued)
        and (not one.issuer or not other.issuer or identity(one.issuer) == identity(other.issuer))
    )


def citation(document: Document) -> str:
    """Return a full citation: "Kết luận 01-KL/TW ngày 18.5.2021 của Bộ Chính trị"."""
    said = f"{document.kind} {document.number}".strip()
    if document.issued:
        said += f" ngày {show_day(document.issued)}"
    return f"{said} của {document.issuer}" if document.issuer else said


def place_of(document: Document, register: Sequence[Document]) -> int | None:
    """Return the index of a document in the register; None if it is not there (any more)."""
    return register.index(document) if document in register else None
