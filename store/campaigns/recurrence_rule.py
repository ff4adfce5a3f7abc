"""Rules of repetition as stored: RRULEs of RFC 5545, in a canonical form."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from store.dates.vocabulary import short
from store.errors import N_, InvalidValueError

FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
DAY_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS: Final = "MO,TU,WE,TH,FR"
_ORDER: Final = (
    *("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"),
)
_LONGEST_MONTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SHORTEST_MONTH: Final = 28
_MOST: Final = 9999
_NOT_UNDERSTOOD: Final = N_(
    "“{text}” is not understood as a repetition; type weekly, every Monday, every 2 weeks, or "
    "a rule such as FREQ=WEEKLY;BYDAY=MO."
)


def not_understood(text: str) -> InvalidValueError:
    """Return the refusal of a text that is not a repetition."""
    return InvalidValueError(_NOT_UNDERSTOOD, text=short(text))


def parts_of(rule: str) -> dict[str, str]:
    """Split a rule into its parts, checking only its form."""
    parts: dict[str, str] = {}
    for piece in rule.upper().replace(" ", "").removeprefix("RRULE:").strip(";").split(";"):
        name, equals, value = piece.partition("=")
        if not (name and equals and value) or name in parts:
            raise not_understood(rule)
        parts[name] = value
    return parts


def canonical(rule: str) -> str:
    """Check a rule, and return its canonical form: parts in order, without default values."""
    parts = parts_of(rule)
    if parts.get("FREQ") not in FREQUENCIES:
        raise not_understood(rule)
    for name in parts:
        if name not in _ORDER:
            raise InvalidValueError(
                N_(
                    "The desk keeps no repetition with {part}, as in “{text}”; leave that part out."
                ),
                part=name if len(name) <= 20 else f"{name[:19]}…",
                text=short(rule),
            )
    try:
        checked = {name: _checked(name, value) for name, value in parts.items()}
    except ValueError:
        raise not_understood(rule) from None
    if "COUNT" in parts and "UNTIL" in parts:
        raise not_understood(rule)
    _refuse_never(checked, rule)
    usual = {"INTERVAL": "1", "WKST": "MO"}
    return ";".join(
        f"{name}={checked[name]}"
        for name in _ORDER
        if name in checked and checked[name] != usual.get(name)
    )


def _checked(name: str, value: str) -> str:
    """Return the canonical value of a part; raise ValueError if it is invalid."""
    if name == "FREQ":
        return value
    if name == "UNTIL":
        found = re.fullmatch(r"([0-9]{8})(T[0-9]{6}Z?)?", value)
        if found is None:
            raise ValueError
        return datetime.strptime(found[1], "%Y%m%d").strftime("%Y%m%d").rjust(8, "0")
    if name in ("INTERVAL", "COUNT"):
        return str(_number(value, 1, _MOST))
    if name == "WKST":
        return DAY_CODES[DAY_CODES.index(value)]
    if name == "BYDAY":
        days = {_weekday(part) for part in value.split(",")}
        return ",".join(f"{nth or ''}{DAY_CODES[day]}" for nth, day in sorted(days))
    limit = {"BYMONTH": 12, "BYMONTHDAY": 31}.get(name, 366)
    least = 1 if name == "BYMONTH" else -limit
    numbers = {_number(part, least, limit) for part in value.split(",")}
    return ",".join(map(str, sorted(numbers)))


def _number(text: str, least: int, most: int) -> int:
    """Return a number other than 0; raise ValueError if it is invalid or out of bounds."""
    number = int(text) if re.fullmatch(r"[+-]?[0-9]{1,4}", text) else 0
    if not number or not least <= number <= most:
        raise ValueError(text)
    return number


def _weekday(text: str) -> tuple[int, int]:
    """Return the ordinal and the weekday: (-1, 4) is the last Friday, (0, 4) every Friday."""
    found = re.fullmatch(r"([+-]?[0-9]{1,2})?([A-Z]{2})", text)
    if found is None:
        raise ValueError(text)
    return _number(found[1], -53, 53) if found[1] else 0, DAY_CODES.index(found[2])


def _refuse_never(parts: dict[str, str], rule: str) -> None:
    """Refuse what never occurs: searching day by day until the year 9999 takes seconds."""
    often = parts["FREQ"] in ("DAILY", "WEEKLY")
    numbered = re.search(r"[0-9]", parts.get("BYDAY", "")) is not None
    if often and (numbered or "BYMONTHDAY" in parts or "BYSETPOS" in parts):
        raise not_understood(rule)
    if "BYSETPOS" in parts and not {"BYDAY", "BYMONTHDAY", "BYMONTH"} & parts.keys():
        raise not_understood(rule)
    months = [int(part) for part in parts.get("BYMONTH", "1,2").split(",")]
    days = [int(part) for part in parts.get("BYMONTHDAY", "1").split(",")]
    nths = [abs(int(nth)) for nth in re.findall(r"[0-9]+", parts.get("BYDAY", ""))]
    in_month = parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts
    if min(map(abs, days)) > max(_LONGEST_MONTHS[month - 1] for month in months) or (
        nths and in_month and min(nths) > 5
    ):
        raise InvalidValueError(N_("The repetition “{text}” never occurs."), text=short(rule))
