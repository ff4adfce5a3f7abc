"""Numbers of documents and telephones, and other codes, as they are spoken."""

from __future__ import annotations

import re
from typing import Final

from store.spoken.measured import NO_MORE, number_words
from store.spoken.numbers import digits, integer
from store.spoken.rule import CODE, DOCUMENT, KINDLESS, Passage, Said, pattern, words_before

_PHONE: Final = pattern(
    r"(?:\+84|0)[0-9]{0,3}(?:[.{S}-]?[0-9]{2,4}){2,4}(?![\w/]|[.,:-][0-9])".replace(
        "[.{S}-]", "(?:[.-]|{S})"
    )
)
_HOT_LINE: Final = pattern(r"1[89]00(?:(?:[.-]|{S})?[0-9]{2,4}){1,3}(?![\w/]|[.,:-][0-9])")
_LONG: Final = pattern(r"[0-9]{3,20}" + NO_MORE)
_CALLED: Final = words_before(
    "boeing|tổng đài|hotline|đường dây nóng|gọi|gọi số|gọi đến số|gọi tới|đầu số"
)
_ROW_BEFORE: Final = words_before(
    "số|mã số|mã|tài khoản|số tài khoản|điện thoại|id|stk|sđt|đt|cccd"
)

_KINDS: Final = (
    "nghị quyết|nghị định|kết luận|chỉ thị|quyết định|thông tư|thông tư liên tịch|kế hoạch|"
    "hướng dẫn|thông báo|công văn|quy định|luật|chương trình|tờ trình|báo cáo|công điện|văn bản|"
    "pháp lệnh|lệnh|quy chế|đề án|giấy mời|giấy phép|công bố|bản án|sắc lệnh|thông tri|văn kiện"
)
_DOCUMENT: Final = pattern(
    r"(?P<n>[0-9]{1,5})(?:/(?P<y>(?:19|20)[0-9]{2}))?"
    r"(?P<letters>[-–/](?:[{U}][{U}a-z]{0,9}[0-9]{0,2})(?:[-–/&.][{U}][{U}a-z]{0,9}[0-9]{0,2}){0,4})"
    r"(?![\w/])"
)
_DOCUMENT_YEAR: Final = pattern(r"(?P<n>[0-9]{1,5})/(?P<y>(?:19|20)[0-9]{2})(?![\w/-]|[.,:][0-9])")
_KIND_BEFORE: Final = words_before(
    rf"(?:{_KINDS})(?:{{S}}(?:liên tịch|khẩn|hỏa tốc))?(?:{{S}}số)?"
    r"|(?:luật|pháp lệnh)(?:{S}\w+){1,5}{S}số"
)
_NUMBERED: Final = pattern(r"[0-9]{2}(?![\w²³/-]|[.,:–][0-9])")
_NUMBERED_BEFORE: Final = words_before(rf"(?:(?:{_KINDS})(?:{{S}}số)?|số|tỉnh lộ|lớp|đội)")


def documents(passage: Passage, at: int) -> Said | None:
    """Read the number of a document as a newsreader does: “Kết luận số không một”.

    The kind stands before it and who has issued it is said behind, so the letters, which are for
    the eye, are left out; the place is reported, since an issuer may be missing.
    """
    before = passage.before(at)
    found = _DOCUMENT.match(passage.text, at)
    if found and not (_is_document(found) or _KIND_BEFORE.search(before)):
        found = None
    doubt = DOCUMENT if found else ""
    if not found:
        if padded := _NUMBERED.match(passage.text, at):
            if padded[0][0] == "0" and _NUMBERED_BEFORE.search(before):
                return Said(padded.end(), digits(padded[0]))
            return None
        found = _DOCUMENT_YEAR.match(passage.text, at)
        if not found or not _KIND_BEFORE.search(before):
            return None
    if not _KIND_BEFORE.search(before):
        return Said(found.end(), None, KINDLESS)
    text = found["n"]
    is_row = len(text) > 3 or text[0] == "0"
    words = digits(text) if is_row else integer(int(text), passage.wording)
    if found["y"]:
        words += f" năm {integer(int(found['y']), passage.wording)}"
    return Said(found.end(), words, doubt)


_ISSUED: Final = pattern(
    r"[-–/](?:NQ|NĐ|QĐ|KL|CT|TT|TTLT|KH|HD|TB|CV|QH|CTr|CTR|TTr|BC|CĐ|QC|ĐA|PL|TL|GM|BB|UBND|VB)"
    r"(?![a-zđ])[0-9]{0,2}"
)


def _is_document(found: re.Match[str]) -> bool:
    return bool(_ISSUED.match(found["letters"]))


def rows_of_digits(passage: Passage, at: int) -> Said | None:
    """Read telephone and account numbers digit by digit."""
    for find in (_PHONE, _HOT_LINE):
        found = find.match(passage.text, at)
        if found and 8 <= len(digits(found[0]).split()) <= 12:
            groups = re.split(r"[^0-9+]+", found[0])
            words = ", ".join(map(digits, groups))
            return Said(found.end(), f"cộng {words}" if found[0][0] == "+" else words)
    found = _LONG.match(passage.text, at)
    if not found:
        return None
    before = passage.before(at)
    if len(found[0]) <= 5:
        return Said(found.end(), digits(found[0])) if _CALLED.search(before) else None
    if len(found[0]) > 6 and (found[0][0] == "0" or _ROW_BEFORE.search(before)):
        return Said(found.end(), digits(found[0]))
    return None


_LETTERED: Final = pattern(r"(?P<n>[0-9]{1,2})(?P<letter>[A-Z]|[abc])(?!\w|[.,:/-]\w|{S}?{D})")


def lettered(passage: Passage, at: int) -> Said | None:
    """Read 5G, 3D, and Nghị quyết 30a."""
    found = _LETTERED.match(passage.text, at)
    return (
        Said(found.end(), f"{number_words(passage, found['n'])} {found['letter']}")
        if found
        else None
    )


_BLOB: Final = re.compile(r"[-+−±]?[$€£]?\w+(?:[.,:/+&'–-]*[\w²³%‰°]+)*")


def unread(passage: Passage, at: int) -> Said | None:
    """Leave whatever else holds a figure."""
    found = _BLOB.match(passage.text, at)
    return Said(found.end(), None, CODE) if found else None
