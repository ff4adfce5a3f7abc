"""Parse the time of day in a typed text: “22h”, “8 giờ tối”, “9:30 pm”."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

from store.dates.vocabulary import short
from store.errors import N_, InvalidValueError
from store.text import fold, fold_with_map, identity

_CLOCK: Final = re.compile(
    # "+3h" and "3 giờ nữa" count hours from now: they are not a time of day.
    r"(?<![\w.,:/+–−-])(?:(?:vao )?luc |at |@ ?)?(?P<hour>[0-9]{1,2})"
    r"(?: ?(?:h|g)(?P<minute>[0-9]{2})?| ?gio(?: (?P<minute_of>[0-9]{2})(?: phut)?)?"
    r"|:(?P<minute_colon>[0-9]{2})(?::00)?|(?= ?[ap]m\b))"
    r"(?: ?(?P<part>sang|trua|chieu|toi|dem|[ap]m))?"
    r"(?![\w:./-])(?! ?(?:nua|truoc|sau|before|after|later|ago|from)\b)"
)
AFTERNOON: Final = {
    "chieu": range(1, 12),
    "toi": range(1, 12),
    "pm": range(1, 12),
    "trua": range(1, 4),
    "dem": range(6, 12),
}


def split_clock(text: str) -> tuple[str, dict[str, str] | None, str]:
    """Split a text into the rest, the time as typed, and its part of the day."""
    folded, where = fold_with_map(text)
    found = _CLOCK.search(re.sub(r"(?<=[0-9])t(?=[0-9]{1,2}:)", " ", folded))
    if found is None:
        return text, None, ""
    ends = [*where, len(text)]
    left, right = text[: ends[found.start()]], text[ends[found.end()] :]
    left = re.sub(r"(?<=[0-9])T$", "", left)
    clock = _as_typed(found, text, where)
    part = clock["part"]
    evening = left.rstrip()
    if not part and identity(evening).endswith(" tối"):  # distinguished from "tới" by its marks
        left, part = evening[: evening.rindex(" ")], "toi"
    return " ".join(f"{left.rstrip(' ,–-')} {right.lstrip(' ,–-')}".split()), clock, part


def read_time(clock: dict[str, str], part: str, typed: str) -> time:
    """Return the time of day that `split_clock` found in a typed text.

    Raises:
        InvalidValueError: there is no such time; quotes the text.
    """
    hour = int(clock["hour"])
    minute = int(clock["minute"] or clock["minute_of"] or clock["minute_colon"] or 0)
    part = fold(part)
    if hour in AFTERNOON.get(part, ()):
        hour += 12
    elif hour == 12 and part == "am":
        hour = 0
    elif hour == 12 and part == "dem":
        hour = 24
    if (hour, minute) == (24, 0):  # "24h ngày 18.5" is the end of the 18th
        return time(23, 59)
    if hour > 23 or minute > 59:
        raise InvalidValueError(
            N_("“{text}” has no time of day in it; type a time such as 22h or 22h30."),
            text=short(typed),
        )
    return time(hour, minute)


def groups(form: re.Pattern[str], text: str) -> dict[str, str] | None:
    """Match a form against the folded text; return its groups as typed, with their marks."""
    folded, where = fold_with_map(text)
    found = form.fullmatch(folded)
    return _as_typed(found, text, where) if found else None


def _as_typed(found: re.Match[str], text: str, where: list[int]) -> dict[str, str]:
    ends = [*where, len(text)]
    return {
        name: text[ends[found.start(name)] : ends[found.end(name)]] if value is not None else ""
        for name, value in found.groupdict().items()
    }
