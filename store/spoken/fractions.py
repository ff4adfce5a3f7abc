"""Fractions and ratios as they are spoken."""

from __future__ import annotations

from typing import Final

from store.spoken.days import is_day
from store.spoken.measured import NO_MORE, is_readable, number_words
from store.spoken.rule import Passage, Said, pattern, words_after, words_before

_FRACTION: Final = pattern(rf"(?P<a>{{N}})/(?P<b>{{N}}){NO_MORE}")
_RATIO: Final = pattern(rf"(?P<a>[0-9]{{1,3}}):(?P<b>{{N}}){NO_MORE}")
_RATIO_BEFORE: Final = words_before("(?:tỷ|tỉ) (?:lệ|số)(?: bản đồ| chọi)?")
_DIVIDED: Final = (
    "số|dân số|diện tích|tổng|quãng|thời gian|thế giới|sản lượng|lượng|dân|của|cả nước|toàn|giá|"
    "đời|cốc|thìa|chén|muỗng|quả|sân|trái đất|tài sản|vốn|thu nhập|chi phí|doanh thu|lương|khối|"
    "công suất|ngân sách|chiều dài|chặng|cơ thể|đất|nước|thị phần|nhu cầu"
)
"""What has parts: hai phần ba diện tích."""
_COUNTED: Final = (
    "cử tri|người|hộ|học sinh|công nhân|cổ phần|trẻ|đoàn viên|lao động|nhân sự|phiếu|ủy viên|"
    "thành viên|đại biểu|quân số|năm|tháng|ngày|giờ|đồng|phần|bàn|trận|xã|phường|tỉnh|bang|"
    "quốc gia|cán bộ|chỉ tiêu|mục tiêu|nhiệm vụ|tiêu chí|công đoàn|cơ sở|quận|huyện|thôn|"
    "mẫu|đơn vị|doanh nghiệp|công ty|trường|lớp"
)
"""What is counted one by one: mười lăm trên hai mươi xã."""
_DIVIDED_AFTER: Final = words_after(_DIVIDED)
_COUNTED_AFTER: Final = words_after(_COUNTED)
_SHARE_BEFORE: Final = words_before(
    "tỷ lệ|tỉ lệ|"
    "chiếm|khoảng|gần|hơn|còn|đạt|giảm|quá|trên|chỉ|bằng|được|tới|mất|chưa đầy|chưa tới|ít nhất|"
    "tối thiểu|tối đa|bình quân|tiêu thụ|có|có đến|có tới|đối với|vòng"
)
_HOUSE_BEFORE: Final = words_before("ngõ|ngách|hẻm|kiệt|số nhà|nhà số|số|lô|đường|thửa")
_LARGEST_PARTS: Final = 10
_SMALL: Final = {
    "½": "một phần hai",
    "¼": "một phần tư",
    "¾": "ba phần tư",
    "⅓": "một phần ba",
    "⅔": "hai phần ba",
}
_SMALL_ONE: Final = pattern(rf"(?P<n>[0-9]{{0,4}}){{S}}?(?P<f>[{''.join(_SMALL)}])(?!\w)")


def fractions(passage: Passage, at: int) -> Said | None:
    """Read 2/3, 15/20, ½, 1:100.000."""
    return _small(passage, at) or _ratio(passage, at) or _fraction(passage, at)


def _ratio(passage: Passage, at: int) -> Said | None:
    found = _RATIO.match(passage.text, at)
    if not found or not _RATIO_BEFORE.search(passage.before(at)) or not is_readable(found["b"]):
        return None
    by = " trên " if found["a"] == "1" else " "
    return Said(found.end(), by.join(number_words(passage, found[name]) for name in "ab"))


def _fraction(passage: Passage, at: int) -> Said | None:
    """Read a part of a whole, unless it may be a day as well and no word tells."""
    found = _FRACTION.match(passage.text, at)
    if not found or _HOUSE_BEFORE.search(passage.before(at)):
        return None
    if not (is_readable(found["a"]) and is_readable(found["b"])):
        return None
    after = passage.after(found.end())
    words = [number_words(passage, found[name]) for name in "ab"]
    if "," in found[0]:
        return Said(found.end(), " trên ".join(words))
    part, whole = (int(found[name].replace(".", "")) for name in "ab")
    if "." not in found[0] and is_day(part, whole):
        is_told = _DIVIDED_AFTER.match(after) or _COUNTED_AFTER.match(after)
        if not is_told and not _SHARE_BEFORE.search(passage.before(at)):
            return None
    if part < whole and _is_named(part, whole, divided=bool(_DIVIDED_AFTER.match(after))):
        words[1] = "tư" if whole == 4 else words[1]
        return Said(found.end(), " phần ".join(words))
    return Said(found.end(), " trên ".join(words))


def _is_named(part: int, whole: int, *, divided: bool) -> bool:
    """Tell whether a fraction has “phần” in it."""
    return part == 1 or whole <= 4 or (divided and (whole <= _LARGEST_PARTS or whole % 100 == 0))


def _small(passage: Passage, at: int) -> Said | None:
    """Read ½, and 2½."""
    found = _SMALL_ONE.match(passage.text, at)
    if not found:
        return None
    whole = f"{number_words(passage, found['n'])} và " if found["n"] else ""
    return Said(found.end(), whole + _SMALL[found["f"]])
