"""News files made to do harm: twice the file costs about twice as much, and no traceback."""

from __future__ import annotations

import gzip
import os
import random
from pathlib import Path

import pytest

from store import open_desk
from store.news.readers import previews
from store.news.row_mapping import Setting
from tests.cost import grows_evenly, seconds

P = "<p>" + "Sáng 18.4, tổ may trao quà. " * 30 + "</p>"
MAIL = (
    "From: Trần An <an@bao.vn>\nSubject: Tổ may trao quà\nDate: Mon, 20 Apr 2027 10:00:00 +0700\n"
)
ITEM = "<item><title>Tổ may trao quà</title>{}</item>"
XMLNS = "xmlns:dc='http://purl.org/dc/elements/1.1/'"


def page(inside):
    return f"<html><head><title>Tổ may trao quà</title></head><body>{inside}{P}</body></html>"


def feed(inside, head=""):
    return f"<?xml version='1.0'?>{head}<rss version='2.0'><channel>{inside}</channel></rss>"


def item(inside):
    return feed(ITEM.format(inside))


def nested(depth, inside=""):
    parts = (f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(depth))
    return f"{MAIL}{''.join(parts)}\n{inside}"


FILES = {
    "unclosed.csv": lambda n: 'headline,summary\n"' + "x,\n" * (n // 3),
    "each-unclosed.csv": lambda n: "headline,summary\n" + '"x,y\n' * (n // 5),
    "columns.csv": lambda n: ",".join(f"c{i}" for i in range(n // 7)) + "\n1,2\n",
    "same-columns.csv": lambda n: "headline," + "a," * (n // 2) + "\n1,2\n",
    "empty-cells.csv": lambda n: "headline,summary\na,b" + "," * n + "\n",
    "dots.csv": lambda n: "headline,summary\nabc," + "." * n + "\n",
    "marks.csv": lambda n: "headline,summary\nabc,a" + "\u0301\u0323" * (n // 4) + "\n",
    "tags.csv": lambda n: "headline,summary\nabc," + "<p " * (n // 3) + "\n",
    "comments.csv": lambda n: "headline,summary\nabc," + "<!--" * (n // 4) + "\n",
    "number.csv": lambda n: "headline,summary\nabc,<b>&#" + "1" * n + ";</b>\n",
    "quotes.csv": lambda n: "headline,summary\nabc,<b>x</b><a " + "\"'" * (n // 2) + "\n",
    "escaped.csv": lambda n: "headline,summary\nabc," + "&lt;p&gt;&lt;/p&gt;" * (n // 17) + "\n",
    "frames.csv": lambda n: "headline,summary\nabc," + "<iframe>" * (n // 8) + "</iframe>\n",
    "several.json": lambda n: "{\n" + '"a":1}\n{"headline":\n"b"}\n' * (n // 27),
    "nested.json": lambda n: '{"data":\n' * (n // 9) + "1" + "}" * (n // 9),
    "lists.jsonl": lambda n: '{"headline":' + "[" * (n // 2) + "]" * (n // 2) + "}\n",
    "deep.jsonl": lambda n: ('{"headline":' + "[" * 900 + "1" + "]" * 900 + "}\n") * (n // 1800),
    "number.jsonl": lambda n: '{"headline":"a","published":' + "1" * 400 + "}\n" * (n // 400),
    "digits.jsonl": lambda n: '{"headline":"a","published":' + "1" * n + "}\n",
    "keys.jsonl": lambda n: '{"headline":"a",' + ",".join(f'"k{i}":1' for i in range(n // 9)) + "}",
    "deep.json": lambda n: "[" * n + "]" * n,
    "word.txt": lambda n: "a" * n,
    "marks.txt": lambda n: "a" + "\u0301\u0323" * (n // 4),
    "attributes.html": lambda n: page(
        "<p " + " ".join(f"a{i}=1" for i in range(n // 8)) + ">x</p>"
    ),
    "quoted.html": lambda n: page("<p " + " ".join(f"a{i}='>'" for i in range(n // 8)) + ">x</p>"),
    "list.html": lambda n: page("<ul>" + "<li>a" * (n // 5)),
    "deep.html": lambda n: page("<div>" * (n // 5)),
    "lines.html": lambda n: page("<p>" + "a<br>" * (n // 5)),
    "signs.html": lambda n: page("<" * n),
    "scripts.html": lambda n: page("<script></script>" * (n // 17)),
    "open-scripts.html": lambda n: page("<script>" * (n // 8)),
    "comments.html": lambda n: page("<!--" * (n // 4)),
    "author.rss": lambda n: item("<author>" + "a" * n + "</author>"),
    "creator.rss": lambda n: item(f"<dc:creator {XMLNS}>" + "a" * n + "</dc:creator>"),
    "attributes.rss": lambda n: item("<a " + " ".join(f"a{i}='1'" for i in range(n // 8)) + "/>"),
    "deep.rss": lambda n: item("<a>" * (n // 7) + "</a>" * (n // 7)),
    "signs.rss": lambda n: item("<" * n),
    "entities.rss": lambda n: item("&a" * (n // 2)),
    "number.rss": lambda n: item("&#" + "1" * n + ";"),
    "lines.rss": lambda n: feed(ITEM.format(""), "\n" * n),
    "declared.rss": lambda n: feed(ITEM.format(""), "x" + "\n<!ENTITY" * (n // 9)),
    "blown-up.rss": lambda n: feed(
        ITEM.format("<description>" + "&a;" * (n // 6) + "</description>"),
        f"x<!DOCTYPE r [<!ENTITY a '{'A' * (n // 2)}'>]>",
    ),
    "parts.eml": lambda n: nested(n // 50),
    "edges.eml": lambda n: nested(25, "--b\n" * (n // 4)),
    "flat.eml": lambda n: (
        MAIL + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n" * (n // 5)
    ),
    "messages.eml": lambda n: MAIL + "Content-Type: message/rfc822\n\n" * (n // 30),
    "type.eml": lambda n: MAIL + 'Content-Type: text/plain; x="' + ";" * n + "\n\nx\n",
    "folded.eml": lambda n: (
        MAIL + 'Content-Type: text/plain; x="' + (";" * 70 + "\n ") * (n // 72) + "\n\nx\n"
    ),
    "returns.eml": lambda n: 'A: b\rContent-Type: text/plain; x="' + ";" * n + "\r\rx\r",
    "table.eml": lambda n: MAIL + "Content-Type: text/html\n\n" + "<table><tr><td>a" * (n // 16),
    "flowed.eml": lambda n: (
        MAIL + "Content-Type: text/plain; format=flowed\n\n" + "a \n" * (n // 3)
    ),
    "senders.eml": lambda n: "From: " + "a@b.vn, " * (n // 8) + "\nSubject: a\n\nx\n",
    "brackets.eml": lambda n: "From: " + "(" * n + "\nSubject: a\n\nx\n",
    "subject.eml": lambda n: "Subject: " + "=?utf-8?q?a?= " * (n // 14) + "\nFrom: a\n\nx\n",
    "name.eml": lambda n: (
        MAIL + "Content-Type: text/plain; charset=punycode\n\na-" + "b9c8" * (n // 4)
    ),
    "quoted.mbox": lambda n: f"From a\n{MAIL}\n" + ">" * n,
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_made_to_do_harm(name, tmp_path):
    def make(size):
        folder = tmp_path / str(random.random())
        folder.mkdir()
        path = folder / name
        path.write_text(FILES[name](size))
        desk = open_desk(folder / "desk.json")

        def work():
            with desk:
                previews([path], Setting(today=desk.records.today()))
                report = desk.news.import_files([path])
                assert report.stopped == ""
                assert all(str(refused.why) for refused in report.refused)

        return work

    seconds(make, 1_000, tries=1)  # what is imported once is not counted
    grows_evenly(make, 6_000)


def test_an_unclosed_quotation_mark_is_told_with_its_line(take):
    report = take("tin.csv", 'headline,summary\nmột,hai\n"ba,bốn\n' + "năm,sáu\n" * 5_000)
    (refused,) = report.refused
    assert refused.where == "tin.csv:3"
    assert "opens in this row and is not closed within 200 lines" in str(refused.why)
    assert len(report.taken) == 2


def test_a_number_that_cannot_be_a_day_is_told(take):
    report = take("tin.jsonl", '{"headline": "Tổ may", "published": ' + "1" * 400 + "}\n")
    assert len(report.taken) == 1
    assert "cannot be read" in str(report.told[0].what)


@pytest.mark.parametrize("letter", ["\n", pytest.param("a,b\n", marks=pytest.mark.slow)])
def test_what_was_packed_to_do_harm_is_refused_early(put, desk, letter):
    lines = f"headline,summary\n{letter * 2_000_000}".encode()
    report = desk.news.import_files([put("tin.csv.gz", gzip.compress(lines))])
    (refused,) = report.refused
    assert "unpacks to more than anybody reads" in str(refused.why)
    assert len(report.folded) < 600_000


def test_what_is_packed_well_is_taken(put, desk):
    rows = "".join(
        f"Tổ may số {i} trao quà,Tổ may số {i} trao quà ở khu trọ {i}\n" for i in range(99)
    )
    path = put("tin.csv.gz", gzip.compress(f"headline,summary\n{rows}".encode()))
    assert len(desk.news.import_files([path]).taken) > 0


def test_folders_deeper_than_calls_can_be(tmp_path, desk, monkeypatch):
    top = tmp_path / "tin"
    top.mkdir()
    monkeypatch.chdir(top)
    for _ in range(1_200):  # step by step: the whole path would be too long to name at once
        Path("a").mkdir()
        os.chdir("a")
    (refused,) = desk.news.import_files([top]).refused
    for _ in range(1_200):  # what tidies up after the tests calls itself for each
        os.chdir("..")
        Path("a").rmdir()
    assert "There is no file to read in the folder" in str(refused.why)
