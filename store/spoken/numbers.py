"""Numbers as they are spoken in Vietnamese: integers, decimals, digits one by one."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

LARGEST: Final = 10**18 - 1
"""The largest number that is read; “một triệu tỷ” is as far as the names go."""

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION: Final = 10**9
_GROUPED_DECIMALS: Final = 3
"""More decimals than these are said one by one."""


class Wording(Struct, frozen=True):
    """The words a house has chosen where Vietnamese has two."""

    thousand: Literal["nghìn", "ngàn"] = "nghìn"
    zero_tens: Literal["linh", "lẻ"] = "linh"
    """What stands for the missing tens of 105."""
    four: Literal["tư", "bốn"] = "tư"
    """How the units of 24 are called; the months and weekdays have tư in every house."""
    early_day: Literal["mùng", "mồng", ""] = "mùng"
    """What comes before the first ten days of a month, where the month follows."""


USUAL: Final = Wording()
"""The words of northern newsreaders."""


def integer(number: int, wording: Wording = USUAL) -> str:
    """Return a whole number in words.

    Raises:
        ValueError: it is beyond `LARGEST`.
    """
    if abs(number) > LARGEST:
        raise ValueError(number)
    if number < 0:
        return f"âm {integer(-number, wording)}"
    billions, rest = divmod(number, _BILLION)
    if not billions:
        return " ".join(_below_billion(rest, wording, is_rest=False)) or _DIGITS[0]
    words = [integer(billions, wording), "tỷ", *_below_billion(rest, wording, is_rest=True)]
    return " ".join(words)


def _below_billion(number: int, wording: Wording, *, is_rest: bool) -> list[str]:
    """Read up to three groups of three digits; as a rest, none of them is left out in between."""
    words: list[str] = []
    for name in ("triệu", wording.thousand, ""):
        size = {"triệu": 10**6, "": 1}.get(name, 1000)
        group, left = divmod(number, size)
        if group:
            words += [*_group(group, wording, is_rest=is_rest), name]
        elif is_rest and left:
            words += [_DIGITS[0], name]
        number, is_rest = left, is_rest or bool(group)
    return [word for word in words if word]


def _group(number: int, wording: Wording, *, is_rest: bool) -> list[str]:
    """Read a number from 1 to 999; as the rest of a larger one, with its hundreds of zero."""
    hundreds, below = divmod(number, 100)
    tens, units = divmod(below, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or is_rest else []
    if tens == 1:
        words += ["mười"]
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    elif units and words:
        words += [wording.zero_tens]
    if units == 1 and tens > 1:
        words += ["mốt"]
    elif units == 4 and tens > 1:
        words += [wording.four]
    elif units == 5 and tens:
        words += ["lăm"]
    elif units:
        words += [_DIGITS[units]]
    return words


def digits(text: str) -> str:
    """Return the digits of a text one by one, without what stands between them."""
    return " ".join(_DIGITS[int(char)] for char in text if char in "0123456789")


def number(text: str, wording: Wording) -> str:
    """Return a number as it is written in words: 2.310 or 6,5.

    Zeros that a number begins with are said, and so are those of its decimals.
    """
    whole, _comma, decimals = text.replace(".", "").partition(",")
    words = _with_zeros(whole, wording)
    if not decimals:
        return words
    if len(decimals) > _GROUPED_DECIMALS:
        return f"{words} phẩy {digits(decimals)}"
    return f"{words} phẩy {_with_zeros(decimals, wording)}"


def _with_zeros(text: str, wording: Wording) -> str:
    bare = text.lstrip("0")
    zeros = digits(text[: len(text) - len(bare)])
    if not bare:
        return zeros
    return f"{zeros} {integer(int(bare), wording)}".strip()


def month(number: int, wording: Wording) -> str:
    """Return the number of a month, or of a weekday."""
    return "tư" if number == 4 else integer(number, wording)


# ---------------------------------------------------------------- Roman numbers

_TENS: Final = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
_UNITS: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_NUMERALS: Final = {
    tens + units: 10 * ten + unit
    for ten, tens in enumerate(_TENS)
    for unit, units in enumerate(_UNITS)
    if tens + units
}


def roman(text: str) -> int | None:
    """Return the value of a Roman number from 1 to 99; None if it is none."""
    return _NUMERALS.get(text)
