"""Abbreviations, Roman numbers, and names with figures in them, as they are spoken."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from store.spoken import abbreviations, units
from store.spoken.numbers import digits, integer, roman
from store.spoken.rule import (
    ADDRESS,
    CODE,
    STROKE,
    UNKNOWN,
    Passage,
    Said,
    pattern,
    words_before,
)

ON_THE_NET: Final = (
    r"(?:https?://|www\.)[^\s<>\"“”]+|(?<!\w)[#@]\w+"
    r"|(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}"
    r"|(?<![\w.@-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?i:vn|com|org|net|gov|edu|info|io|tv)(?!\w)"
    r"(?:/[^\s<>\"“”]*)?"
)
"""A pattern for addresses, @names and #tags."""
_ON_THE_NET: Final = re.compile(ON_THE_NET)
_END_OF_ADDRESS: Final = ".,;:!?)]}'”\""


def on_the_net(passage: Passage, at: int) -> Said | None:
    """Leave addresses, @names and #tags."""
    found = _ON_THE_NET.match(passage.text, at)
    if not found:
        return None
    return Said(at + len(found[0].rstrip(_END_OF_ADDRESS)), None, ADDRESS)


# ---------------------------------------------------------------- Roman numbers

_ROMAN: Final = pattern(r"(?P<a>[IVXLC]{1,8})(?:{S}?[-–]{S}?(?P<b>[IVXLC]{1,8}))?(?![.-]?\w)")
_ORDINAL: Final = words_before("thứ")
_NUMBERED: Final = words_before(
    "khóa|khoá|thế kỷ|thế kỉ|đại hội|đại hội đảng|chương|phần|tập|kỳ|hội nghị|quyển|chương trình|"
    "trung ương|đảng|quân khu|thế chiến|chiến tranh thế giới|kỳ họp|nhiệm kỳ|thế kỷ thứ|niên đại|"
    "quân đoàn"
)
_GRADED: Final = words_before(
    "quý|hạng|loại|cấp|nhóm|mục|vùng|bậc|giai đoạn|khu vực|đô thị loại|độ|tầng|điều|bảng|"
    "phụ lục|mức"
)
_UNMISTAKABLE: Final = re.compile(r"[IVX]{3,}")
_NAME_BEFORE: Final = pattern(r"(?<!\w)[{U}À-Ỹ]\w*{S}\Z")
_AND: Final = pattern(r"(?P<word>\w+){S}{W}(?:,{S}{W})*(?:,|{S}và|{S}đến|{S}tới){S}\Z")


def roman_numbers(passage: Passage, at: int) -> Said | None:
    """Read XVII where the word before it says that it is a number; “I” alone never is."""
    found = _ROMAN.match(passage.text, at)
    if not found:
        return None
    before = passage.before(at)
    if chained := _AND.search(before):
        before = before[: chained.end("word")] + " "
    values = [roman(found[name]) for name in "ab" if found[name]]
    if None in values:
        return None
    numbers = [value for value in values if value]
    if _ORDINAL.search(before):
        words = [{1: "nhất", 4: "tư"}.get(n, integer(n, passage.wording)) for n in numbers]
    elif _is_number(found[0], before):
        words = [integer(number, passage.wording) for number in numbers]
    else:
        return None
    return Said(found.end(), " đến ".join(words))


def _is_number(text: str, before: str) -> bool:
    """Tell whether letters are a Roman number, by the word before them or by themselves."""
    if _NUMBERED.search(before):
        return True
    if _GRADED.search(before):
        return not re.search("[LC]", text) and text != "X"
    return bool(_UNMISTAKABLE.fullmatch(text)) and not _NAME_BEFORE.search(before)


# ---------------------------------------------------------------- abbreviations

TOKEN: Final = pattern(r"[{U}]\w*(?:[.&-][{U}0-9]\w*){0,7}")
_CITY: Final = pattern(r"(?:TP|Tp)\.?{S}?(?:HCM|Hồ Chí Minh)(?!\w)")
_DOTTED: Final = pattern(
    r"(?P<short>TP|Tp|TX|PGS|GS|TS|ThS|BS|LS|KTS)\.{S}?(?=(?:TS|ThS|BS)(?!\w)|[{U}Á-Ỹ]\w*[a-zà-ỹ])"
)
_WARD: Final = pattern(r"(?P<short>Q|P)\.{S}?(?P<n>[0-9]{1,2})(?!\w)")
_DISTRICT: Final = pattern(r"[QPHX]\.(?=[{U}À-Ỹ]\w*[a-zà-ỹ])")
_WARDS: Final = {"Q": "quận", "P": "phường"}
_NAME_AFTER: Final = pattern(r"\.?{S}(?:[{U}À-Ỹ]\w*[^\W\d_]|[{U}]{2,}(?:\.[{U}]+)*)")
_MEDAL: Final = pattern(r"HC(?={S}(?:vàng|bạc|đồng)(?!\w))")
_CODE: Final = pattern(
    r"(?P<letters>[{U}]{1,6})(?P<by>[.-]?)(?P<n>[0-9]{1,3})(?P<tail>[A-Z]?)(?![\w]|[.,:/-]\w)"
)
_ABBREVIATION: Final = pattern(r"[{U}]{2,}(?:[.&-][{U}]+)*|[{U}](?:[.&-][{U}]+)+")
"""Capital letters without tones."""
_ROADS: Final = {"QL": "quốc lộ", "TL": "tỉnh lộ", "HL": "hương lộ", "ĐT": "tỉnh lộ"}
_SHARES: Final = pattern(r"CP(?!\w)")
_NAME_AND_NUMBER: Final = pattern(r"[{U}]\w*[a-zà-ỹ]-[0-9]{1,2}")
_BORN: Final = pattern(r"SN(?={S}[12][0-9]{3}(?!\w))")
_COMPANY_BEFORE: Final = words_before("công ty|ngân hàng|tập đoàn|tổng công ty")
_PARTS: Final = re.compile(r"[.&-]")
_SYLLABLE: Final = re.compile(
    r"(?:NGH|NG|NH|CH|GH|GI|KH|PH|QU|TH|TR|[BCDĐGHKLMNPRSTVX])?[AĂÂEÊIOÔƠUƯY]{1,3}"
    r"(?:NG|NH|CH|[CMNPT])?"
)
_CAPITALS_BESIDE: Final = pattern(
    r"(?<!\w)(?P<before>[{U}À-Ỹ]{2,}){S}\Z|\A{S}(?P<after>[{U}À-Ỹ]{2,})(?!\w)"
)


def abbreviated(passage: Passage, at: int) -> Said | None:
    """Read what the register knows; report what it does not."""
    for rule in (_in_context, _city, _ward, _district, _dotted, _known, _code, _unknown):
        if said := rule(passage, at):
            return said
    return None


def _in_context(passage: Passage, at: int) -> Said | None:
    """Read HC vàng, and CP of a company: two letters that mean other things elsewhere."""
    if found := _MEDAL.match(passage.text, at):
        return Said(found.end(), "huy chương")
    if found := _BORN.match(passage.text, at):
        return Said(found.end(), "sinh năm")
    found = _SHARES.match(passage.text, at)
    if not found or not _COMPANY_BEFORE.search(passage.before(at)):
        return None
    return Said(found.end(), "cổ phần")


def _city(passage: Passage, at: int) -> Said | None:
    found = _CITY.match(passage.text, at)
    if not found or "TP.HCM" in passage.register:
        return None
    return Said(found.end(), "Thành phố Hồ Chí Minh")


def _ward(passage: Passage, at: int) -> Said | None:
    found = _WARD.match(passage.text, at)
    if not found:
        return None
    name = _WARDS[found["short"]]
    return Said(found.end(), f"{name} {integer(int(found['n']), passage.wording)}")


def _district(passage: Passage, at: int) -> Said | None:
    """Report the letter of H.Bình Chánh, which may as well begin a name."""
    found = _DISTRICT.match(passage.text, at)
    return Said(found.end(), None, UNKNOWN) if found else None


def _dotted(passage: Passage, at: int) -> Said | None:
    """Read TP.Đà Nẵng, TS. Nguyễn."""
    found = _DOTTED.match(passage.text, at)
    if not found:
        return None
    words = _looked_up(passage, found["short"]) or abbreviations.TITLES.get(found["short"])
    return Said(found.end(), f"{words} ") if words else None


def _looked_up(passage: Passage, short: str) -> str | None:
    """Return what the register of the desk, or else ours, has for an abbreviation."""
    if short in passage.register:
        return passage.register[short]
    found = abbreviations.EXPANDED.get(short) or abbreviations.WITH_DIGITS.get(short)
    return short if short in abbreviations.AS_WRITTEN else found


def _known(passage: Passage, at: int) -> Said | None:
    found = TOKEN.match(passage.text, at)
    if not found:
        return None
    token = found[0]
    if words := _looked_up(passage, token):
        end = found.end()
        return Said(end, None if words == token else words)
    title = token in abbreviations.TITLES
    if title and _NAME_AFTER.match(passage.after(found.end())):
        return Said(found.end(), abbreviations.TITLES[token])
    parts = _PARTS.split(token)
    if len(parts) == 1 or not all(parts):
        return None
    said = [_looked_up(passage, part) or abbreviations.TITLES.get(part) for part in parts]
    if not all(said):
        return None
    by = ", " if all(part not in abbreviations.TITLES for part in parts) else " "
    return Said(found.end(), by.join(filter(None, said)))


def _code(passage: Passage, at: int) -> Said | None:
    """Read U23, A4, QL1A."""
    found = _CODE.match(passage.text, at)
    if not found:
        return None
    letters, number = found["letters"], found["n"]
    if letters in _ROADS:
        letters = _ROADS[letters]
    elif len(number) > 2 or (len(letters) > 1 and letters not in abbreviations.AS_WRITTEN):
        return None
    words = digits(number) if len(number) > 2 else integer(int(number), passage.wording)
    return Said(found.end(), f"{letters} {words} {found['tail']}".rstrip())


def _unknown(passage: Passage, at: int) -> Said | None:
    """Report what looks like an abbreviation or a code, and is neither a name nor a headline."""
    found = TOKEN.match(passage.text, at)
    if not found:
        return None
    token = found[0]
    if _NAME_AND_NUMBER.fullmatch(token):  # the hyphen is read by itself
        return None
    if any(map(str.isdigit, token)):
        return Said(found.end(), None, CODE)
    if not _ABBREVIATION.fullmatch(token):
        return None
    if not _PARTS.search(token) and _is_prose(passage, at, found.end()):
        return None
    return Said(found.end(), None, UNKNOWN)


def _is_prose(passage: Passage, at: int, end: int) -> bool:
    """Tell whether a syllable stands in a row of words in capital letters."""
    if not _SYLLABLE.fullmatch(passage.text[at:end]):
        return False
    beside = (
        _CAPITALS_BESIDE.search(passage.before(at)),
        _CAPITALS_BESIDE.search(passage.after(end)),
    )
    words = (found["before"] or found["after"] for found in beside if found)
    return any(_looked_up(passage, word) is None for word in words)


def registered(passage: Passage, at: int) -> Said | None:
    """Read what the register of the desk alone would take for an abbreviation."""
    found = odd(frozenset(passage.register)).match(passage.text, at)
    if not found:
        return None
    words = passage.register[found[0]]
    return Said(found.end(), None if words == found[0] else words)


@lru_cache(maxsize=8)
def odd(shorts: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern for the abbreviations that do not look like any: with spaces, lower case."""
    found = sorted((short for short in shorts if not TOKEN.fullmatch(short)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?!\w)" if found else r"(?!)")


# ---------------------------------------------------------------- units without a number

_ALONE: Final = re.compile(units.ANY_ALONE + r"(?![\w²³])")


def units_alone(passage: Passage, at: int) -> Said | None:
    """Read the unit of “mỗi km”, where no number stands before it."""
    found = _ALONE.match(passage.text, at)
    return Said(found.end(), units.SPEEDS.get(found[0]) or units.UNITS[found[0]]) if found else None


# ---------------------------------------------------------------- what is counted per something

_PER: Final = pattern(r"/{S}?(?:0?1{S})?(?P<per>[^\W\d_]+[23²³]?)(?![\w²³])")
_A_NUMBER: Final = pattern(
    r"/(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?:{S}(?:mươi|trăm|nghìn|ngàn|triệu|tỷ))?{S}"
)
_COUNTED: Final = sorted({*units.COUNTED, *units.UNITS.values(), *units.PER}, key=len, reverse=True)
_MEASURE: Final = pattern(
    rf"(?P<number>{{W}}{{S}}(?:\w+{{S}}){{0,2}})?(?<!\w)(?P<word>{'|'.join(_COUNTED)})\Z"
)


def per(passage: Passage, at: int) -> Said | None:
    """Read the strokes of 5 triệu đồng/tháng and 2 tiết/tuần/môn."""
    found, before = _PER.match(passage.text, at), _MEASURE.search(passage.before(at))
    if not found or not before or _A_NUMBER.match(passage.text, at):
        return None
    is_money = before["word"] in units.MONEY
    if not is_money and not before["number"]:
        return None
    is_told = found["per"] in units.PER or (is_money and found["per"].islower())
    if not is_told or found["per"] in units.MONEY:  # a rate of exchange is said otherwise
        return Said(at + 1, None, STROKE)
    return Said(found.end(), f" một {units.per(found['per'])}")


def percent(passage: Passage, at: int) -> Said | None:
    """Read the sign of 2 điểm %."""
    return Said(at + 1, units.UNITS["%"])


_HYPHEN: Final = pattern(r"-(?P<n>[0-9]{1,2})(?!\w|[.,:/-][0-9])")


def hyphenated(passage: Passage, at: int) -> Said | None:
    """Read the number of omega-3."""
    found = _HYPHEN.match(passage.text, at)
    return Said(found.end(), f" {integer(int(found['n']), passage.wording)}") if found else None
