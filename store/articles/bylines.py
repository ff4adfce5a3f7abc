"""Lines that name people and places: bylines, sign-offs, datelines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from store.text import lead, nfc, paragraph_spans

_LONGEST_BYLINE: Final = 80
_SPACE: Final = r"[ \u00a0]"
_DASH: Final = "[-–—]"
_WORK: Final = (
    "(?:tin|bài|ảnh|clip|video|đồ họa|đồ hoạ|lời|thơ|tranh|minh họa|minh hoạ|thực hiện|tổng hợp"
    "|biên dịch|text|photos?|words|story)"
)
_CREDIT: Final = re.compile(
    rf"{_WORK}(?:\s*(?:,|và|and|&|[-–/])\s*{_WORK})*\s*:"
    r"|(?:nhóm )?(?:pv|phóng viên|ctv|cộng tác viên|btv|biên tập viên)\b",
    re.I,
)
"""How a line begins that says whose work it is: “Bài, ảnh: …”, “Nhóm PV”."""
_AFTER: Final = re.compile(r"\(?theo\s+(.+?)\)?$", re.I)
"""“Theo TTXVN”."""
_AGENCY: Final = re.compile(r"(?:[/(]|^)(?:ttxvn|vov|vtv|tgcs|ptlđ)\)?$", re.I)
_BETWEEN_NAMES: Final = re.compile(rf"\s*(?:{_DASH}|,|&|/|;|\bvà\b|\bvới\b)\s*")
_NAME_WORD: Final = re.compile(r"[^\W\d_]+\.?")
_DATELINE: Final = re.compile(
    rf"(?P<place>[^\W\d_][^.!?:;–—]{{1,40}}?)"
    rf"(?:(?P<day>,?{_SPACE}(?:ngày{_SPACE})?\d{{1,2}}[./-]\d{{1,2}}(?:[./-]\d{{4}})?))?"
    rf"{_SPACE}*(?P<dash>{_DASH})?"
)
_OPENING: Final = re.compile(rf"(?P<place>[^\W\d_][^.!?:;–—]{{1,40}}?){_SPACE}[–-]{_SPACE}(?=\S)")


def dateline(text: str) -> str:
    """Return the place that opens a text, as in “Hà Nội – …”; "" where none does.

    The page layout (rule 5) reads it there and never cuts it off.
    """
    found = _OPENING.match(text)
    return found["place"] if found and _is_capitalised(found["place"].split()) else ""


def split_dateline(text: str) -> tuple[str, str] | None:
    """Return the place that opens a lead, with its dash, and the rest; None where none does."""
    found = _OPENING.match(text) if dateline(text) else None
    if found is None or not found[0].endswith(" "):  # joined again, another blank would be lost
        return None
    return found[0].rstrip(), text[found.end() :]


def with_dateline(body: str, place: str) -> str:
    """Return a text whose lead opens with a place in the house style; one that is there goes."""
    first, _last = next(iter(paragraph_spans(body)), (len(body), 0))
    text = body[first:]
    found = _OPENING.match(text) if dateline(text) else None
    rest = text[found.end() :] if found else text
    return f"{body[:first]}{place} – {rest}"


def datelines(bodies: Iterable[str]) -> list[str]:
    """Return the places that open some texts, the most frequent first."""
    found = Counter(place for body in bodies if (place := nfc(dateline(lead(body)))))
    return [place for place, _count in found.most_common()]


def is_credit(text: str) -> bool:
    """Tell whether a block says whose work it is, by its words."""
    text = nfc(text).strip()
    if len(text) > _LONGEST_BYLINE or text.endswith((".", "!", "?")):
        return False
    if text.endswith("|") or _CREDIT.match(text) or _AGENCY.search(text):
        return True
    after = _AFTER.match(text)
    return after is not None and is_names(after[1])


def is_names(text: str) -> bool:
    """Tell whether a block is nothing but one to four names."""
    names = names_of(text)
    is_short = len(nfc(text).strip()) <= _LONGEST_BYLINE
    return is_short and len(names) <= 4 and all(map(_is_name, names))


def names_of(text: str) -> list[str]:
    """Return the names of a block that is nothing but names."""
    return _BETWEEN_NAMES.split(nfc(text).strip())


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 5 and _is_capitalised(words)


def _is_capitalised(words: Sequence[str]) -> bool:
    words = [nfc(word) for word in words]
    return bool(words) and all(_NAME_WORD.fullmatch(w) and w[0].isupper() for w in words)


def is_dateline(text: str) -> bool:
    """Tell whether a block is a place with a day or a dash behind it."""
    found = _DATELINE.fullmatch(nfc(text))
    if found is None or not (found["day"] or found["dash"]):
        return False
    return _is_capitalised(found["place"].split())
