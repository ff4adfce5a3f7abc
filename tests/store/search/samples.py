"""Texts to find, and what is asked of an index of them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from store.record_kinds import searched
from store.search import Entry
from store.search.index import Index
from store.search.query import parse
from store.search.query_runner import search
from store.search.related import related

BOATS = Entry(
    "boats",
    "news",
    "Làng chài Cửa Vạn dựng lại 1.240 lồng bè",
    "Đỗ Hạnh",
    "Sau mùa gió chướng, hợp tác xã nuôi cá lồng bè đã sửa xong phao nổi và lưới.",
    date(2024, 3, 2),
)
NETS = Entry(
    "nets",
    "news",
    "Lớp dạy đan lưới cho phụ nữ làng chài",
    "Trần Đào",
    "Các chị em học đan lưới, sửa phao nổi để giữ nghề nuôi cá lồng bè.",
    date(2024, 5, 1),
)
TRAIN = Entry(
    "train",
    "news",
    "Tàu hỏa đêm thêm toa giường nằm",
    "Lê Lựu",
    "Ga phía nam mở bán vé sớm mười ngày cho khách đi xa.",
    date(2024, 4, 9),
)
SCHOOL = Entry(
    "school",
    "article",
    "Thư viện xe đạp tới trường vùng cao",
    "Đỗ Hạnh",
    "Thầy giáo già chở sách qua đèo. Trẻ em mượn truyện đan xen với giờ học.",
)
SAMPLES = (BOATS, NETS, TRAIN, SCHOOL)

SYLLABLES = [
    *("làng", "chài", "lưới", "lươi", "áo", "ao", "dài", "đài", "nữ", "công", "đoàn", "đoán"),
    *("2.310", "450", "của", "cho", "thợ", "thơ"),
]
TEXTS = st.lists(st.sampled_from([*SYLLABLES, "–", "gạo,", "Huế."]), max_size=12).map(" ".join)
ENTRIES = st.builds(
    Entry,
    id=st.sampled_from("abcdefgh"),
    kind=st.sampled_from(["news", "article"]),
    headline=TEXTS,
    author=TEXTS,
    text=TEXTS,
    day=st.none() | st.dates(),
)

ALL = [kind.code for kind in searched()]


class Texts(Index):
    """An index with the entries that were put into it, as the desk has them."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[str, Entry] = {}

    def put(self, entry: Entry) -> None:
        self.entries[entry.id] = entry
        self.put_all([entry])

    def drop(self, id: str) -> None:
        self.entries.pop(id, None)
        self.put_all([], gone=[id])

    def __contains__(self, id: object) -> bool:
        return id in self.stamps()

    def search(self, words: str, *, limit: int = 50, kinds=ALL):
        return search(self, parse(words), limit=limit, kinds=kinds)

    def related(self, entry: Entry, *, limit: int = 20, exclude=()):
        return related(self, entry, limit=limit, exclude=exclude, text_of=self.entries.get)


def index_of(*entries: Entry) -> Texts:
    index = Texts()
    for entry in entries:
        index.put(entry)
    return index


def found(index: Texts, words: str, **options) -> list[str]:
    return [hit.id for hit in index.search(words, **options)]


def suggested(index: Texts, entry: Entry, **options) -> list[str]:
    return [suggestion.id for suggestion in index.related(entry, **options)]


def entry(id: str, headline: str, text: str = "", **more) -> Entry:
    return Entry(id, "news", headline, more.pop("author", ""), text, **more)
