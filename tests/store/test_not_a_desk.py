"""What is no desk file, and where none can be: each refused with a sentence, and left as it is."""

from __future__ import annotations

import json
import os

import pytest

from store import Article, DeskError, FileError, open_desk

from .disk import beside, headlines, in_file, one_sentence, status

GOOD = {"id": "a" * 32, "headline": "một"}


def desk_of(**tables):
    return json.dumps({"_desk": {"1": {"schema": 1}}, **tables}).encode()


def article_of(**fields):
    return desk_of(articles={"1": GOOD | fields})


NO_DESKS = {
    "array": b"[1, 2]",
    "string": b'"desk"',
    "null": b"null",
    "number": b"12",
    "other JSON": b'{"name": "toasoan", "version": 3}',
    "nested JSON": b'{"a": {"b": [1]}}',
    "HTML": b"<!doctype html><title>Tin</title>",
    "a page": "Tít\n\nAn |\n\nMột đoạn.".encode(),
    "binary": bytes(range(256)) * 20,
    "zeros": bytes(5000),
    "UTF-16": desk_of().decode().encode("utf-16"),
    "not UTF-8": article_of(headline="X").replace(b"X", b"\xff"),
    "torn": article_of()[:-9],
    "tail of another": article_of() + b'"}}}',
    "deep": b'{"a":{"1":{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}}}",
    "other TinyDB": b'{"_default": {"1": {"name": "John"}}}',
    "TinyDB with our names": b'{"articles": {"1": {"headline": "x"}}}',
    "odd version": b'{"_desk": {"1": {"schema": "new"}}}',
    "no id": desk_of(articles={"1": {"headline": "x"}}),
    "odd id": article_of(id="../../etc/passwd"),
    "no name": desk_of(campaigns={"1": {"id": "a" * 32}}),
    "number for text": article_of(headline=5),
    "no such status": article_of(status="lost"),
    "no such day": article_of(due="2027-02-30"),
    "odd link": article_of(links=[{"kind": "web", "target": "x", "headline": "y"}]),
    "odd key": desk_of(articles={"x": GOOD}),
}


@pytest.mark.parametrize("read_only", [False, True], ids=["writer", "reader"])
@pytest.mark.parametrize("data", NO_DESKS.values(), ids=NO_DESKS)
def test_what_is_no_desk_is_refused_and_left_as_it_is(desk_path, data, read_only):
    desk_path.write_bytes(data)
    before = status(desk_path)
    for _ in range(2):  # the second time: the lock was given back
        with pytest.raises(FileError) as refusal:
            open_desk(desk_path, read_only=read_only)
        assert str(desk_path) in one_sentence(refusal.value)
        assert "open in another" not in str(refusal.value)
    assert desk_path.read_bytes() == data
    assert status(desk_path) == before
    assert beside(desk_path) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (NO_DESKS["other TinyDB"], "is a TinyDB file, but not a desk of toasoan"),
        (NO_DESKS["array"], "is not a desk file"),
        (NO_DESKS["no such status"], "(table articles, entry 1: "),
    ],
)
def test_a_refusal_says_what_the_file_is(desk_path, data, words):
    desk_path.write_bytes(data)
    with pytest.raises(FileError) as refusal:
        open_desk(desk_path)
    assert words in str(refusal.value)


@pytest.mark.parametrize("data", [b"", b"{}", b" \n", b'{"_default": {}}'])
def test_a_file_that_holds_nothing_is_a_new_desk(desk_path, data):
    desk_path.write_bytes(data)
    with open_desk(desk_path) as desk:
        assert desk.records.is_empty
        assert desk_path.read_bytes() == data  # until the first change
        desk.records.add(Article(headline="một"))
    assert in_file(desk_path) == ["một"]
    assert not list(desk_path.parent.glob("*.outside-*"))


# --- where no desk can be


def test_a_folder_is_no_desk(tmp_path):
    for read_only in (False, True):
        with pytest.raises(FileError) as refusal:
            open_desk(tmp_path, read_only=read_only)
        assert one_sentence(refusal.value) == (
            f"{tmp_path} is a folder; name a file in it, such as {tmp_path / 'desk.json'}."
        )
    assert list(tmp_path.iterdir()) == []


PLACES = {
    "below a file": "tệp/desk.json",
    "deep below a file": "tệp/a/b/desk.json",
    "proc": "/proc/desk.json",
    "a folder in proc": "/proc/nơi/desk.json",
    "too long": "x" * 300,
    "nobody's home": "~nobody-of-that-name/desk.json",
    "a link to itself": "vòng",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_place_that_cannot_hold_a_desk_is_refused(tmp_path, place, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tệp").write_bytes(b"x")
    (tmp_path / "vòng").symlink_to("vòng")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(DeskError) as refusal, open_desk(place) as desk:
        desk.records.add(Article(headline="một"))
    one_sentence(refusal.value)
    left = [p for p in sorted(tmp_path.iterdir()) if not p.name.endswith(".lock")]
    assert left == before
    assert (tmp_path / "tệp").read_bytes() == b"x"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written_is_refused_but_can_be_read(desk, desk_path):
    desk.records.add(Article(headline="một"))
    desk.close()
    desk_path.with_name("desk.json.lock").unlink()
    desk_path.parent.chmod(0o500)
    try:
        with pytest.raises(FileError, match="cannot be written"):
            open_desk(desk_path)
        with open_desk(desk_path, read_only=True) as reader:
            assert headlines(reader) == ["một"]
    finally:
        desk_path.parent.chmod(0o700)


def test_the_folder_of_a_desk_is_made(tmp_path):
    path = tmp_path / "a" / "b" / "desk.json"
    with open_desk(path) as desk:
        desk.records.add(Article(headline="một"))
    assert in_file(path) == ["một"]


def test_the_home_folder_is_written_as_a_tilde(home):
    with open_desk("~/desk.json") as desk:
        desk.records.add(Article(headline="một"))
    assert in_file(home / "desk.json") == ["một"]
