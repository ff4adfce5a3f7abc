"""A large desk file in memory: packed from its end, while others read it."""

from __future__ import annotations

from mmap import MAP_ANONYMOUS, MAP_PRIVATE, mmap
from threading import Thread

import msgspec
import pytest

from store.file import texts
from store.file.texts import Sources

MANY = 4_000
DOCUMENTS = {
    str(number): {"id": number, "body": f"Tin số {number}: " + "công nhân được hỗ trợ " * 50}
    for number in range(1, MANY)
}
DESK = msgspec.json.encode(
    {"articles": DOCUMENTS, "news": DOCUMENTS, "facts": {"7": {"id": 7}}, "rumours": {}}
)
TEXTS = {key: msgspec.json.encode(document) for key, document in DOCUMENTS.items()}


class Room(mmap):
    """Memory that says how large it has been."""

    sizes: list[int]

    def resize(self, size: int) -> None:
        super().resize(size)
        self.sizes.append(size)


@pytest.fixture
def room():
    made = Room(-1, len(DESK), MAP_PRIVATE | MAP_ANONYMOUS)
    made[:] = DESK
    made.sizes = []
    return made


def same(tables):
    return all(dict(tables[name].items()) == TEXTS for name in ("articles", "news")) and dict(
        tables["facts"].items()
    ) == {"7": b'{"id":7}'}


def test_what_is_packed_is_given_back_before_the_rest_is_packed(room):
    tables = texts.tables_of(room)
    texts.pack(tables, {})
    assert len(DESK) > 8_000_000
    assert room.sizes
    assert room.sizes == sorted(room.sizes, reverse=True)
    assert min(room.sizes) < 5_000_000
    assert same(tables)


def test_what_somebody_looks_at_stays_until_the_end(room):
    tables = texts.tables_of(room)
    with memoryview(room) as looked_at:
        texts.pack(tables, {})
        assert bytes(looked_at) == DESK
    assert room.sizes == []
    assert same(tables)


@pytest.mark.parametrize("kind", [bytes, "room"])
def test_all_is_read_while_it_is_being_packed(room, kind):
    tables = texts.tables_of(DESK if kind is bytes else room)
    made_of = {key: document for key, document in DOCUMENTS.items() if key != "9"}
    packing = Thread(
        target=texts.pack, args=(tables, {"articles": Sources(made_of, msgspec.json.encode)})
    )
    packing.start()
    rounds: list[bool] = []
    while packing.is_alive() or len(rounds) < 2:
        rounds.append(same(tables))
    packing.join()
    assert all(rounds)
    assert tables["articles"]["9"] == TEXTS["9"]


def test_where_memory_cannot_be_given_back_it_stays(room, monkeypatch):
    def refuse(_self, _size):
        raise SystemError("mmap: resizing not available--no mremap()")

    monkeypatch.setattr(Room, "resize", refuse)
    tables = texts.tables_of(room)
    texts.pack(tables, {})
    texts.pack(tables, {})
    assert same(tables)
