"""Pages of text, JSON, packed files, and which reader takes a file."""

import bz2
import gzip
import lzma
from datetime import date
from time import process_time

import pytest

from store.news import stream
from tests.conftest import PAGE
from tests.store.news.reports import headlines, only, why
from tests.store.news.samples import (
    GOOD,
    HEADLINES,
    SUMMARIES,
    atom,
    atom_entry,
    csv,
    json_lines,
    mail,
    mbox,
    row,
    rss,
    rss_item,
    web,
)

# ---------------------------------------------------------------- pages of text


def test_a_page_of_text(desk, take):
    report = take("trang.txt", PAGE, source="Báo Bến Cảng")
    item = only(desk)
    assert report.taken == [item.id]
    assert item.headline == "Tổ may số 7 tặng 1.250 suất quà cho công nhân xa quê"
    assert item.author == "Trần An"
    assert item.summary.startswith("Hà Nội –\xa0Sáng 18.4")
    assert item.text.endswith("trước Tháng Công nhân.")
    assert (item.source, item.origin, item.published) == ("Báo Bến Cảng", "trang.txt", None)
    assert report.undated == {"trang.txt": 1}


def test_a_text_without_the_layout_gives_its_first_line(desk, take):
    report = take("tin.txt", f"{HEADLINES[0]}\n{SUMMARIES[0]}\n")
    assert (only(desk).headline, only(desk).text) == (HEADLINES[0], SUMMARIES[0])
    assert "does not fit the page layout" in str(report.told[0].what)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b"\xff\xc0" * 90, "encoding"), (b"a" * 1_000_001, "larger than 1 MB")],
)
def test_a_page_that_is_none(desk, take, data, words):
    report = take("trang.txt", data)
    assert words in why(report)["trang.txt"]
    assert report.files_refused == 1
    assert not len(desk.news)


# ---------------------------------------------------------------- JSON


@pytest.mark.parametrize("name", ["tin.jsonl", "tin.json", "tin", "tin.txt.json"])
def test_json_lines(desk, take, name):
    take(name, json_lines(row(0), row(1, author=["An", "Bình"]), row(2, published=1808200000)))
    first, second, third = desk.news
    assert (first.headline, first.summary) == (HEADLINES[0], SUMMARIES[0])
    assert (first.source, first.link) == ("Báo Bến Cảng", "https://bao.example/tin-0.html")
    assert second.author == "An, Bình"
    assert third.published == date(2027, 4, 20)


def test_a_json_array(desk, take):
    data = json_lines([row(0), 7, row(1)])
    report = take("tin.json", data)
    assert headlines(desk) == list(HEADLINES[:2])
    assert why(report) == {"tin.json#2": "The line is not a JSON object."}
    assert "not valid JSON" in why(take("hong.json", data[:-9]))["hong.json"]


def test_lines_that_are_no_objects_are_refused_by_themselves(desk, take):
    deep = "[" * 100_000
    report = take("tin.jsonl", json_lines(row(0), "{", '"chữ"', "[1]", deep, "", row(1)))
    assert headlines(desk) == list(HEADLINES[:2])
    assert list(why(report)) == [f"tin.jsonl:{n}" for n in (2, 3, 4, 5)]


def test_half_a_character_is_refused_not_the_unit(desk, take):
    report = take("tin.jsonl", json_lines(row(0), '{"title": "M\\ud83d nửa chữ"}', row(1)))
    assert headlines(desk) == list(HEADLINES[:2])
    assert report.refused[0].where == "tin.jsonl:2"


# ---------------------------------------------------------------- packed files


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_packed_files(desk, take, pack):
    ending = {"compress": "xz"}.get(pack.__name__, "gz")
    data = pack(json_lines(row(0), row(1)))
    take(f"tin.jsonl.{ending}", data)
    assert headlines(desk) == list(HEADLINES[:2])


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_a_packed_file_that_ends_early(desk, take, pack):
    rows = ({"title": f"Tin số {n} của ngày", "sapo": f"{n * 7919}"} for n in range(9000))
    data = pack(json_lines(*rows))
    report = take("tin.jsonl", data[: len(data) * 2 // 3])
    assert report.files_refused == 1
    assert "cannot be read" in why(report)["tin.jsonl"]
    assert len(desk.news) == len(report.taken)


def test_a_packed_bomb_ends(desk, take, monkeypatch):
    monkeypatch.setattr(stream, "MOST_UNPACKED", 5_000_000)
    report = take("bom.jsonl.gz", gzip.compress(json_lines(row(0)) + b"0" * 60_000_000))
    assert headlines(desk) == [HEADLINES[0]]
    assert "unpacks to more" in why(report)["bom.jsonl.gz"]


# ---------------------------------------------------------------- which reader


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tin.txt", rss(rss_item(0))),
        ("tin.html", atom(atom_entry(0))),
        ("tin", web(0)),
        ("tin.xml", web(0)),
        ("tin", mail(0)),
        ("tin", mbox(mail(0))),
        ("tin.CSV", csv(GOOD[0]).encode()),
        ("tin.TSV", csv(GOOD[0]).encode()),
    ],
)
def test_the_first_bytes_tell_more_than_the_ending(desk, take, name, data):
    report = take(name, data)
    assert headlines(desk) == [HEADLINES[0]], report


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("anh.png", b"\x89PNG\r\n\x1a\n\0\0\0"),
        ("bai.docx", b"PK\x03\x04\0\0"),
        ("bai.pdf", b"%PDF-1.7\n"),
        ("tin.csv", b"a,b\0c\n" * 9),
    ],
)
def test_what_is_no_news_is_refused_with_what_is(desk, take, name, data):
    report = take(name, data)
    assert "CSV, JSON Lines, JSON Feed, RSS" in why(report)[name]


@pytest.mark.parametrize(
    "begins",
    [b"<html>", rss()[:60], mail(0), b"[{", b"Tin\n", b"x,y\n1,2\n"],
    ids=["web", "feed", "mail", "array", "page", "table"],
)
def test_a_file_of_two_gigabytes_is_refused_or_read_line_by_line(desk, put, begins):
    good = put("a.jsonl", json_lines(row(0)))
    endings = {b"<html>": "html", b"[{": "json", b"Tin\n": "txt", b"x,y\n1,2\n": "csv"}
    large = put(f"b.{endings.get(begins, 'xml')}", begins)
    with large.open("r+b") as file:
        file.truncate(2 << 30)  # a hole: it takes no room
    report = desk.news.import_files([good, large, put("c.jsonl", json_lines(row(1)))])
    assert headlines(desk) == list(HEADLINES[:2])
    assert list(why(report)) == [large.name]
    assert report.files_refused == 1


def nested(depth):
    parts = (f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"Subject: sâu\n{''.join(parts)}".encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.eml", mail(1, "x\n" * 1_000_001)),
        ("b.eml", nested(3000)),
        ("c.html", web(1, more="<p>Một đoạn nữa kể về việc làm ở xưởng.</p>" * 90_000)),
        ("d.eml", mail(1, Subject="=?utf-8?q?a?= " * 100_000)),
        ("e.csv", "title,sapo\n" + '"' * 500_000),
        ("f.csv", "title,sapo\ntin," + "<script " * 120_000),
        ("g.csv", f"title,sapo\n{HEADLINES[1]},{'<p> ' * 2}{' ' * 900_000}\n"),
    ],
    ids=["lines", "nested", "paragraphs", "words", "quotes", "tags", "blanks"],
)
def test_what_is_made_to_take_long_does_not(desk, put, name, data):
    """The deadline is far: a time that grows with the square takes minutes here."""
    began = process_time()
    desk.news.import_files([put(name, data), put("z.jsonl", json_lines(row(0)))])
    assert HEADLINES[0] in headlines(desk)
    assert process_time() - began < 20
