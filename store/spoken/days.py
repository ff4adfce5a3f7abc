"""Days, months, years and times of day as they are spoken."""

from __future__ import annotations

import re
from typing import Final

from store.spoken.numbers import integer, month, roman
from store.spoken.rule import AMBIGUOUS, Passage, Said, pattern, words_after, words_before

_MONTHS: Final = 12
_LONGEST_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS: Final = range(1000, 2200)

_DAY: Final = (
    r"(?P<d{n}>[0-9]{1,2})(?P<sep{n}>[./-])(?P<m{n}>[0-9]{1,2})(?:(?P=sep{n})(?P<y{n}>[0-9]{4}))?"
)
_DATE: Final = pattern(_DAY.replace("{n}", "1") + r"(?![\w/]|[.,:-][0-9])")
_SPAN: Final = pattern(
    _DAY.replace("{n}", "1") + r"{S}?{D}{S}?" + _DAY.replace("{n}", "2") + r"(?![\w/]|[.,:-][0-9])"
)
_DAYS_OF_MONTH: Final = pattern(
    r"(?P<d1>[0-9]{1,2})(?P<by>{S}?[-–—]{S}?|[,;]?{S}+(?:và|đến|tới){S}+)"
    r"(?P<d2>[0-9]{1,2})(?P<sep2>[./])(?P<m2>[0-9]{1,2})(?:(?P=sep2)(?P<y2>[0-9]{4}))?"
    r"(?![\w/]|[.,:-][0-9])"
)
_MONTH: Final = pattern(
    r"(?:(?P<first>[0-9]{1,2}){S}?[-–—]{S}?)?(?P<m>[0-9]{1,2})(?P<sep>[./-])(?P<y>[0-9]{4})"
    r"(?![\w/]|[.,:-][0-9])"
)
_MONTHS_ONLY: Final = pattern(
    r"(?P<first>[0-9]{1,2})(?:{S}?[-–—]{S}?(?P<last>[0-9]{1,2}))?(?![\w/]|[.,:/–-][0-9])"
)
_QUARTER: Final = pattern(
    r"(?P<first>[0-9]|[IV]{1,3})(?:{S}?[-–—]{S}?(?P<last>[0-9]|[IV]{1,3}))?"
    r"(?:{S}?[/.-]{S}?(?P<y>[0-9]{4}))?(?![\w/]|[.,:-][0-9])"
)
_SEASON: Final = pattern(
    r"(?P<a>[0-9]{4}){S}?[-–—/]{S}?(?P<b>[0-9]{4}|[0-9]{2})(?![\w/]|[.,:-][0-9])"
)

_BY_NAME: Final = (
    "ngày|hôm|sáng|trưa|chiều|tối|đêm|khuya|mùng|mồng|rằm|lễ|dịp|tết|phiên|số ra|"
    "thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|quốc khánh|dương lịch|"
    "quốc tế lao động|giải phóng miền nam"
)
_NAMED: Final = words_before(
    rf"(?:{_BY_NAME})(?:{{S}}(?:nay|qua|mai|kia|hôm nay|hôm qua))?", end=r"(?:,|{S}){S}*\(?|{S}*\("
)
_HOUR_BEFORE: Final = pattern(r"{W}{S}giờ(?:{S}{W})?(?:{S}phút)?,?{S}+\Z")
_DAYS_BEFORE: Final = pattern(
    r"(?i:ngày){S}(?:mùng{S}|mồng{S})?{W}(?:{S}tháng{S}{W})?(?:,{S}(?:mùng{S}|mồng{S})?{W})*"
    r"(?:{S}?{D}{S}?|,?{S}(?:và|đến|tới|đến hết){S})(?:ngày{S})?\Z"
)
_CHAIN: Final = pattern(r"[\s)]*(?:[,;]|{D}|(?i:và|đến|tới|hay|hoặc|đến hết|cho đến))?[\s(]*")
_NOT_A_DAY: Final = words_before(
    "ngõ|ngách|hẻm|kiệt|nhà|số|hai|ba|các|những|khoảng|gần|hơn|chiếm|tới"
)
_SINCE: Final = words_before("từ|đến|tới|trước|sau|vào|hết|qua|kể từ")
_MANY_DAYS: Final = words_before(
    "(?:hai|ba|các|những|vài|mấy|khoảng|trong|"
    "(?<!mươi )(?<!mười )(?<!giờ )(?:bốn|năm|sáu|bảy|tám|chín|mười)) ngày"
)
_LUNAR: Final = words_after("âm lịch|ÂL|tết âm|nông lịch")
_COUNTED_AFTER: Final = words_after(
    "tiếng|giờ|lần|bữa|ca|lít|kg|km|triệu|nghìn|ngàn|viên|ly|cốc|quả|buổi|phút|trận|điếu"
)
_NAMED_AFTER: Final = pattern(
    r",?{S}năm{S}[12][0-9]{3}(?!\w)|{S}?(?:{D}|\(|:|,){S}?(?:kỷ niệm{S})?[Nn]gày{S}[{U}Á-Ỹ]"
)
_MONTH_BEFORE: Final = words_before(
    "tháng(?:{S}{W}(?:(?:,{S}?{W})*(?:,{S}?|{S}(?:và|đến|tới|hoặc|hay){S}))?)?"
)
_MONTH_WORD: Final = words_before("tháng")
_QUARTER_BEFORE: Final = words_before("quý")
_NUMBER_BEFORE: Final = words_before("số|lô|mã|thửa|công văn|đơn|vụ án")
_SEASON_BEFORE: Final = words_before(
    "(?:năm học|mùa(?: giải| bóng| đông| hè| xuân)?|niên khóa|niên khoá|niên vụ|vụ|giải|"
    r"quốc gia|hạng nhất|league(?: một| hai)?|cup|cúp|la liga|serie a|bundesliga|ligue một)"
)
_HOLIDAYS: Final = {
    (2, 9),
    (8, 3),
    (30, 4),
    (27, 7),
    (19, 8),
    (20, 10),
    (20, 11),
    (22, 12),
    (19, 5),
}
"""Days that everyone calls by their number, and nobody takes for a fraction."""


def is_day(day: int, of_month: int) -> bool:
    """Tell whether there is such a day in such a month."""
    return 1 <= of_month <= _MONTHS and 1 <= day <= _LONGEST_MONTH[of_month - 1]


def dates(passage: Passage, at: int) -> Said | None:
    """Read a date, or the days from one to another."""
    for find in (_span, _days_of_month, _date, _month_and_year, quarters, _season, _months):
        if said := find(passage, at):
            if said.words is not None and find in (_span, _days_of_month, _date):
                passage.last_date = said.end
            return said
    return None


def _span(passage: Passage, at: int) -> Said | None:
    """Read 30/4-1/5, 18.4–2.5.2027, 15.5.1941 - 15.5.2026."""
    found = _SPAN.match(passage.text, at)
    if not found or not _are_days(found, 1, 2):
        return None
    is_sure = found["y1"] or found["y2"] or found["sep1"] == found["sep2"] == "/"
    if not is_sure and not _is_announced(passage, at):
        return None
    first, last = (_in_words(passage, found, n, at) for n in (1, 2))
    return Said(found.end(), f"{first} đến {last}")


def _days_of_month(passage: Passage, at: int) -> Said | None:
    """Read 1–7/5, 1-3.12.2023, 19 và 20/5."""
    found = _DAYS_OF_MONTH.match(passage.text, at)
    if not found or not _are_days(found, 2) or not is_day(int(found["d1"]), int(found["m2"])):
        return None
    announced = _is_announced(passage, at)
    is_range = not found["by"].strip().isalpha()
    if is_range and int(found["d1"]) >= int(found["d2"]):
        return None
    if not announced and not (is_range and (found["y2"] or found["sep2"] == "/")):
        return None
    by = " đến " if is_range else found["by"]
    first = _day(passage, int(found["d1"]), at)
    return Said(found.end(), f"{first}{by}{_in_words(passage, found, 2, at)}")


def _date(passage: Passage, at: int) -> Said | None:
    """Read 18.5.2021, 30/4, 1-5."""
    found = _DATE.match(passage.text, at)
    if not found or not _are_days(found, 1):
        return None
    if not found["y1"] and not _is_date(passage, found, at):
        return None
    return Said(found.end(), _in_words(passage, found, 1, at))


def _is_date(passage: Passage, found: re.Match[str], at: int) -> bool:
    """Tell whether a day and a month without a year are meant as a date."""
    day, of_month, mark = int(found["d1"]), int(found["m1"]), found["sep1"]
    if mark == "-" and (_MANY_DAYS.search(passage.before(at)) or _is_month_named(passage, found)):
        return False
    after = passage.after(found.end())
    if mark == "-" and _COUNTED_AFTER.match(after):
        return False
    if _is_announced(passage, at) or _LUNAR.match(after) or _NAMED_AFTER.match(after):
        return True
    if _NOT_A_DAY.search(passage.before(at)):
        return False
    if (day, of_month) in _HOLIDAYS and mark != ".":
        return mark == "/" or day > of_month
    if day <= of_month or (day, of_month) == (24, 7):
        return False
    return mark == "/" or (
        mark == "-" and day > _MONTHS and bool(_SINCE.search(passage.before(at)))
    )


def _is_month_named(passage: Passage, found: re.Match[str]) -> bool:
    return passage.after(found.end()).lstrip().startswith("tháng")


def _is_announced(passage: Passage, at: int) -> bool:
    """Tell whether a word before says that a date follows, or another date stands there."""
    before = passage.before(at)
    if _NAMED.search(before) or _HOUR_BEFORE.search(before) or _DAYS_BEFORE.search(before):
        return True
    return 0 <= passage.last_date <= at and bool(
        _CHAIN.fullmatch(passage.text, passage.last_date, at)
    )


def _are_days(found: re.Match[str], *numbers: int) -> bool:
    return all(
        is_day(int(found[f"d{n}"]), int(found[f"m{n}"]))
        and (found[f"y{n}"] is None or int(found[f"y{n}"]) in _YEARS)
        for n in numbers
    )


def _day(passage: Passage, day: int, at: int) -> str:
    said = integer(day, passage.wording)
    early = passage.wording.early_day
    is_said = passage.before(at).rstrip().lower().endswith(("mùng", "mồng"))
    return said if day > 10 or not early or is_said else f"{early} {said}"


def _in_words(passage: Passage, found: re.Match[str], n: int, at: int) -> str:
    number = int(found[f"m{n}"])
    said = month(number, passage.wording)
    if _LUNAR.match(passage.after(found.end())):
        said = {1: "Giêng", 12: "Chạp"}.get(number, said)
    words = f"{_day(passage, int(found[f'd{n}']), at if n == 1 else 0)} tháng {said}"
    year = found[f"y{n}"]
    return f"{words} năm {integer(int(year), passage.wording)}" if year else words


def _month_and_year(passage: Passage, at: int) -> Said | None:
    """Read 5/2026, 5-6/2026."""
    found = _MONTH.match(passage.text, at)
    if not found or not 1 <= int(found["m"]) <= _MONTHS or int(found["y"]) not in _YEARS:
        return None
    if _NUMBER_BEFORE.search(passage.before(at)) or _QUARTER_BEFORE.search(passage.before(at)):
        return None
    if found["sep"] != "/" and not _MONTH_WORD.search(passage.before(at)):
        return None
    said = month(int(found["m"]), passage.wording)
    if found["first"]:
        said = f"{month(int(found['first']), passage.wording)} đến tháng {said}"
    words = f"{said} năm {integer(int(found['y']), passage.wording)}"
    is_said = _MONTH_BEFORE.search(passage.before(at))
    return Said(found.end(), words if is_said else f"tháng {words}")


def _months(passage: Passage, at: int) -> Said | None:
    """Read the number behind “tháng” or “thứ”."""
    before = passage.before(at)
    found = _MONTHS_ONLY.match(passage.text, at)
    if not found or not 1 <= int(found["first"]) <= _MONTHS:
        return None
    if not _MONTH_BEFORE.search(before):
        return None
    said = month(int(found["first"]), passage.wording)
    if found["last"]:
        if not 1 <= int(found["last"]) <= _MONTHS or not _MONTH_WORD.search(before):
            return None
        said += f" đến tháng {month(int(found['last']), passage.wording)}"
    return Said(found.end(), said)


def quarters(passage: Passage, at: int) -> Said | None:
    """Read 3/2025 behind “quý”, and I-III."""
    if not _QUARTER_BEFORE.search(passage.before(at)):
        return None
    found = _QUARTER.match(passage.text, at)
    if not found:
        return None
    values = [_quarter_number(found[name]) for name in ("first", "last") if found[name]]
    if not all(values):
        return None
    words = " đến quý ".join(integer(value, passage.wording) for value in values)
    year = f" năm {integer(int(found['y']), passage.wording)}" if found["y"] else ""
    return Said(found.end(), words + year)


def _quarter_number(text: str) -> int:
    value = int(text) if text.isdigit() else roman(text) or 0
    return value if value <= 4 else 0


def _season(passage: Passage, at: int) -> Said | None:
    """Read 2023-2024: a school year or a season has no “đến” in it."""
    found = _SEASON.match(passage.text, at)
    if not found or int(found["a"]) not in _YEARS:
        return None
    first, second = int(found["a"]), int(found["b"])
    is_next = second in (first + 1, (first + 1) % 100)
    if is_next and (_SEASON_BEFORE.search(passage.before(at)) or len(found["b"]) == 2):
        words = f"{integer(first, passage.wording)} – {integer(second, passage.wording)}"
        return Said(found.end(), words)
    if len(found["b"]) == 4 and first < second < _YEARS.stop:
        words = f"{integer(first, passage.wording)} đến {integer(second, passage.wording)}"
        return Said(found.end(), words)
    return None


# ---------------------------------------------------------------- times of day

_CLOCK: Final = (
    r"(?P<h{n}>[0-9]{1,3})(?:[hH]{S}?(?P<min{n}>[0-5]?[0-9])?|[:g](?P<colon{n}>[0-5][0-9]))"
)
_END: Final = r"(?:p(?:h|hút)?)?(?![\w/]|[.,:-][0-9])"
_TIME: Final = pattern(_CLOCK.replace("{n}", "1") + _END)
_TIMES: Final = pattern(
    r"(?:(?P<bare>[0-9]{1,2})|"
    + _CLOCK.replace("{n}", "1")
    + r"){S}?{D}{S}?"
    + _CLOCK.replace("{n}", "2")
    + _END
)
_ON_THE_DOT: Final = pattern(
    r"(?P<h>[0-9]{1,2}):(?P<m>[0-5][0-9]):(?P<s>[0-5][0-9])(?![\w:]|[.,][0-9])"
)
_ROUND_THE_CLOCK: Final = pattern(r"24/24{S}?(?:h|giờ)?(?!\w)")
_RATIO_BEFORE: Final = words_before("(?:tỷ|tỉ) (?:lệ|số)")


def times(passage: Passage, at: int) -> Said | None:
    """Read 22h, 7h30, 8:00, 8h-17h."""
    if found := _ROUND_THE_CLOCK.match(passage.text, at):
        hours = integer(24, passage.wording)
        return Said(found.end(), f"{hours} trên {hours} giờ")
    if found := _ON_THE_DOT.match(passage.text, at):
        parts = zip("hms", ("giờ", "phút", "giây"), strict=True)
        said = (f"{integer(int(found[name]), passage.wording)} {unit}" for name, unit in parts)
        return Said(found.end(), " ".join(said))
    if found := _TIMES.match(passage.text, at):
        if found["bare"]:
            first = integer(int(found["bare"]), passage.wording)
        else:
            first = _time(passage, found, 1)
        last = _time(passage, found, 2)
        return Said(found.end(), f"{first} đến {last}") if first and last else None
    found = _TIME.match(passage.text, at)
    if not found or (found["colon1"] and _RATIO_BEFORE.search(passage.before(at))):
        return None
    words = _time(passage, found, 1)
    return Said(found.end(), words) if words else None


def _time(passage: Passage, found: re.Match[str], n: int) -> str:
    hour, minutes = int(found[f"h{n}"]), found[f"min{n}"] or found[f"colon{n}"]
    if minutes and hour > 24:
        return ""
    words = f"{integer(hour, passage.wording)} giờ"
    if minutes and int(minutes):
        words += f" {integer(int(minutes), passage.wording)} phút"
    return words


def undecided(passage: Passage, at: int) -> Said | None:
    """Leave what may be a date or something else."""
    found = _DATE.match(passage.text, at)
    return Said(found.end(), None, AMBIGUOUS) if found else None
