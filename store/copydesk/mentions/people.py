"""The people whom a paragraph names, with how they are addressed and what they are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from store.copydesk.paragraph import Paragraph, Word

LEAST: Final = 3
"""Words of a name; of two, both ways may be people of their own (Văn An, Văn Ân)."""
_MOST: Final = 5
_MEN: Final = frozenset(("ông", "anh", "chú"))
_WOMEN: Final = frozenset(("bà", "chị", "cô"))
_TITLES: Final = _MEN | _WOMEN | {"em", "bác", "cụ"}
_OFFICES: Final = (
    r"(?:tổng\s+)?(?:chủ\s+tịch|bí\s+thư|giám\s+đốc|thư\s+ký|biên\s+tập)"
    r"|(?:cục|vụ|chi\s+cục)\s+trưởng|thứ\s+trưởng|bộ\s+trưởng|hiệu\s+trưởng|chánh\s+văn\s+phòng"
    r"|trưởng\s+(?:ban|phòng|đoàn|khoa|công\s+an)|chủ\s+nhiệm|quản\s+đốc|tổ\s+trưởng|viện\s+trưởng"
)
OFFICE: Final = re.compile(
    rf"(?<!\w)(?P<was>(?:nguyên|cựu)\s+)?(?P<vice>phó\s+)?(?P<office>{_OFFICES})(?!\w)"
    r"(?P<of>[^.;:!?…()“”\"\n,–—]{0,70})\Z",
    re.I,
)
_BEHIND: Final = re.compile(
    rf"(?:,|\s[–-]|\s\()\s+(?P<was>(?:nguyên|cựu)\s+)?(?P<vice>phó\s+)?(?P<office>{_OFFICES})(?!\w)"
    r"(?P<of>[^.;:!?…()“”\"\n,–—]{0,70}?)(?=\s*[,;.)–—]|\s+(?:cho|nói|khẳng|nhận|chia|phát|bày|thông)\s)",
    re.I,
)
"""An office behind a name: ông Nguyễn Văn An, Chủ tịch Công đoàn, …"""
_FAMILIES: Final = frozenset(
    (
        *("nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi"),
        *(
            "đỗ",
            "hồ",
            "ngô",
            "dương",
            "lý",
            "đinh",
            "đoàn",
            "trịnh",
            "mai",
            "đào",
            "lương",
            "vương",
        ),
        *("trương", "cao", "tạ", "tô", "phùng", "quách", "thái", "chu", "hà", "kiều", "lưu"),
    )
)
"""Family names; what stands before one is no part of the name: Hải Phòng | Nguyễn Văn An."""
_BEFORE: Final = 110
"""How many characters before a name its office may begin."""
_AND: Final = re.compile(
    r"(?:\A|\s)(?:và|cùng|với|là|do|gặp|trao|cho|tặng|thăm|mời)(?:\s|\Z)", re.I
)
_PLACES: Final = frozenset(
    (
        *("quận", "huyện", "xã", "phường", "tỉnh", "phố", "đường", "trấn", "viện", "trường", "cầu"),
        *("chợ", "giải", "quỹ", "thpt", "thcs", "rạp", "kênh", "lớp", "đội", "tổ"),
    )
)
"""Before a name they say that something is named so."""
_BODIES: Final = frozenset(("sở", "bộ", "cục", "viện", "ủy", "uỷ", "ban"))
"""With these a body begins: Sở Công Thương."""
_COMRADE: Final = re.compile(r"(?:\A|\s)(?:đồng\s+chí|đ/c|tiến\s+sĩ|thạc\s+sĩ)\s*\Z", re.I)


class Person(NamedTuple):
    """A name in a paragraph: capitalised words in a row, without the title before them."""

    start: int
    end: int
    name: str
    address: str
    """How he or she is addressed before the name, in small letters: ông, bà; empty for nothing."""
    office: str
    """What he or she is, right before the name: "chủ tịch", with "phó" before that."""
    of: str
    """Of what: the words between the office and the name."""
    is_place: bool = False
    """Whether something is named after him or her: quận Hai Bà Trưng."""

    @property
    def is_likely(self) -> bool:
        """Whether it is a person, as far as the name and what stands before it say."""
        if self.is_place:
            return False
        return bool(self.title) or self.name.split()[0].lower() in _FAMILIES

    @property
    def is_man(self) -> bool | None:
        """Whether it is a man; None where the address does not say so."""
        if self.address in _MEN | _WOMEN:
            return self.address in _MEN
        return None

    @property
    def title(self) -> str:
        """What stands for the office and the address."""
        return " ".join(filter(None, (self.office, self.of, self.address)))


def people(paragraph: Paragraph) -> list[Person]:
    """Return the rows of capitalised words of a paragraph that may be people."""
    return paragraph.keep(people, _people)


def _people(paragraph: Paragraph) -> list[Person]:
    if paragraph.is_capitals:
        return []
    found: list[Person] = []
    row: list[Word] = []
    last = -1
    for at, word in enumerate(paragraph.words):
        if not word.text[0].isupper() or not _is_capitalised(word):
            continue
        if row and (at != last + 1 or paragraph.phrase(last, 2) is None):
            found += _person(paragraph, row)
            row = []
        row.append(word)
        last = at
    if row:
        found += _person(paragraph, row)
    nexts = [*(one.start for one in found[1:]), len(paragraph.text)]
    return [_with_office_behind(paragraph, *one) for one in zip(found, nexts, strict=False)]


def _with_office_behind(paragraph: Paragraph, person: Person, following: int) -> Person:
    """Return a person who is addressed with the office that stands behind the name.

    Where a name follows that, it is the office of the other one.
    """
    if person.office or not person.address:
        return person
    match = _BEHIND.match(paragraph.text, person.end)
    if match is None or match["was"] or match.end() >= following:
        return person
    vice = "phó " if match["vice"] else ""
    office = " ".join(f"{vice}{match['office']}".lower().split())
    return person._replace(office=office, of=" ".join(match["of"].split()))


def _is_capitalised(word: Word) -> bool:
    return word.text[0].isupper() and word.text[1:].islower()


def _person(paragraph: Paragraph, row: list[Word]) -> list[Person]:
    address = ""
    if row[0].lower in _TITLES:
        address, row = row[0].lower, row[1:]
    row = _without_place(row)
    if not LEAST <= len(row) <= _MOST or row[0].lower in _BODIES:
        return []
    start, end = row[0].start, row[-1].end
    before = paragraph.text[max(0, start - _BEFORE) : start].rstrip()
    if not address:
        word = before.rpartition(" ")[2].lower()
        address = word if word in _TITLES else ""
    if address:
        before = before[: -len(address)].rstrip()
    name = " ".join(word.text for word in row)
    if not address and before.rpartition(" ")[2].lower() in _PLACES:
        return [Person(start, end, name, "", "", "", is_place=True)]
    office, of = _office(_COMRADE.sub("", before))
    return [Person(start, end, name, address, office, of)]


def _without_place(row: list[Word]) -> list[Word]:
    """Return capitalised words without those before a family name: Theo | Nguyễn Văn An."""
    if row and row[0].lower not in _FAMILIES:
        for at in range(1, len(row) - LEAST + 1):
            if row[at].lower in _FAMILIES:
                return row[at:]
    return row


def _office(before: str) -> tuple[str, str]:
    """Return the office that stands right before a name, and of what it is.

    One that somebody has had (nguyên Bí thư) is none.
    """
    match = OFFICE.search(before.rstrip(" ,–-"))
    if match is None or match["was"] or _AND.search(match["of"]):
        return "", ""
    vice = "phó " if match["vice"] else ""
    return " ".join(f"{vice}{match['office']}".lower().split()), " ".join(match["of"].split())


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """Tell whether a text may be the name of a person."""
    words = Paragraph(text).words
    return LEAST <= len(words) <= _MOST and all(map(_is_capitalised, words))


def contradict(one: Person, other: Person) -> bool:
    """Tell whether two mentions of a name cannot both be right: a man and a woman, a vice."""
    if None not in (one.is_man, other.is_man) and one.is_man != other.is_man:
        return True
    if not all(
        a == b for a, b in zip(one.of.lower().split(), other.of.lower().split(), strict=False)
    ):
        return False  # two offices of one person: of the district, and of the province
    offices = {one.office, other.office}
    return "" not in offices and len(offices) == 2 and len({_rank_off(o) for o in offices}) == 1


def _rank_off(office: str) -> str:
    return office.removeprefix("phó ")
