"""What each format gives, and what is wrong with it: alone, and among good pieces."""

import bz2
import gzip
import lzma
from datetime import date
from time import process_time

import pytest

from store.encoding import TCVN3, VNI, WINDOWS_1258
from store.news import stream
from tests.conftest import PAGE
from tests.store.news.samples import (
    BOMB,
    HEADLINES,
    OUTSIDE,
    SUMMARIES,
    atom,
    atom_entry,
    json_lines,
    mail,
    mbox,
    row,
    rss,
    rss_item,
    web,
)
from tests.store.test_encoding import IN_TCVN3, IN_VNI, TEXT, spelled, windows_1258


def headlines(desk):
    return [item.headline for item in desk.news]


def only(desk):
    (item,) = desk.news
    return item


def why(report):
    """What was refused, and the sentence."""
    return {refused.where: str(refused.why) for refused in report.refused}


def told(report):
    return {(said.where, str(said.what)) for said in report.told}


def csv(*rows, head="title,sapo,published", delimiter=","):
    return "\n".join([head.replace(",", delimiter), *rows]) + "\n"


GOOD = [f'"{HEADLINES[n]}","{SUMMARIES[n]}",2027-04-1{n}' for n in range(4)]


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


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_table_in_each_dialect(desk, take, delimiter, ending):
    rows = [
        delimiter.join((f'"{HEADLINES[n]}"', f'"{SUMMARIES[n]}"', f"1{n}.4.2027")) for n in range(3)
    ]
    take("tin.csv", csv(*rows, delimiter=delimiter).replace("\n", ending))
    assert headlines(desk) == list(HEADLINES[:3])
    assert [item.summary for item in desk.news] == list(SUMMARIES[:3])
    assert [item.published for item in desk.news] == [date(2027, 4, 10 + n) for n in range(3)]


def test_cells_of_several_lines_and_quotation_marks(desk, take):
    text = f'{SUMMARIES[0]}\n\n“Nhẹ hơn”, ""thợ hàn"" nói.'
    take("tin.csv", csv(f'{HEADLINES[0]},"{SUMMARIES[0]}",,"{text}"', 'Màn 55" giảm giá mạnh,b,,c',
                        head="title,sapo,date,body"))  # fmt: skip
    first, second = desk.news
    assert first.text == text.replace('""', '"')
    assert second.headline == 'Màn 55" giảm giá mạnh'


def test_a_quotation_mark_for_inches_before_a_cell_of_several_lines(desk, take):
    take("tin.csv", csv(f'Màn 55" giảm giá,"{SUMMARIES[0]}\n{SUMMARIES[1]}",2027-04-10', GOOD[1]))
    assert headlines(desk) == ['Màn 55" giảm giá', HEADLINES[1]]
    assert next(iter(desk.news)).summary == f"{SUMMARIES[0]} {SUMMARIES[1]}"


def test_the_hint_that_excel_leaves_is_no_row(desk, take):
    take("tin.csv", "sep=;\n" + csv("Mưa to;Cảng đóng;2027-04-10", head="title;sapo;date"))
    assert headlines(desk) == ["Mưa to"]


def test_a_row_with_broken_quoting_is_refused_and_the_others_are_taken(desk, take):
    rows = [GOOD[0], '"Ngoặc không đóng,mất phần sau,2027-04-10', GOOD[1],
            '"Ngoặc "giữa" chữ","b",2027-04-10', GOOD[2]]  # fmt: skip
    report = take("tin.csv", csv(*rows))
    assert headlines(desk) == list(HEADLINES[:3])
    assert set(why(report)) == {"tin.csv:3", "tin.csv:5"}
    assert "A quotation mark opens in this row" in why(report)["tin.csv:3"]
    assert report.files_refused == 0


def test_a_row_with_too_few_or_too_many_cells(desk, take):
    report = take("tin.csv", csv(GOOD[0], "một", "một,hai,ba,bốn", GOOD[1] + ",,", ""))
    assert headlines(desk) == list(HEADLINES[:2])
    assert "cells 1, columns 3" in why(report)["tin.csv:3"]
    assert "cells 4, columns 3" in why(report)["tin.csv:4"]


def test_three_encodings_in_one_file(desk, take):
    sentences = TEXT.split("\n\n")
    lines = [
        "tít;tóm tắt".encode(),
        f"{HEADLINES[0]};{SUMMARIES[0]}".encode(),
        spelled(f"{sentences[0]};{sentences[1]}", IN_TCVN3),
        windows_1258("quầy hàng của các nữ đoàn viên;những tấm áo ấm và một hộp sữa"),
        spelled("người thợ may nhà máy;được trao quà một hộp sữa, sáng nay", IN_VNI),
        b"\xff\xfe\xfd\xc0;\xc1\xf5",
        f"{HEADLINES[1]};{SUMMARIES[1]}".encode(),
    ]  # fmt: skip
    report = take("tin.csv", b"\n".join(lines))
    assert headlines(desk) == [
        HEADLINES[0],
        sentences[0],
        "quầy hàng của các nữ đoàn viên",
        "người thợ may nhà máy",
        HEADLINES[1],
    ]
    assert "encoding" in why(report)["tin.csv:6"]
    (said,) = [what for where, what in told(report) if where == "tin.csv"]
    assert all(name in said for name in (TCVN3, VNI, WINDOWS_1258))


def test_the_table_of_a_spreadsheet_in_utf_16(desk, take):
    take("tin.csv", csv(*GOOD[:2]).replace(",2027", "\t2027").replace('","', '"\t"').replace(
        "title,sapo,", "title\tsapo\t").encode("utf-16"))  # fmt: skip
    assert headlines(desk) == list(HEADLINES[:2])


def test_a_table_without_a_header_by_the_numbers_of_its_columns(desk, take):
    take("tin.csv", f"7,{HEADLINES[0]},20.4.2027\n8,{HEADLINES[1]},21.4.2027\n", {"headline": "2"})
    assert headlines(desk) == list(HEADLINES[:2])
    assert next(iter(desk.news)).published == date(2027, 4, 20)


def test_a_table_whose_columns_nobody_knows(desk, take):
    report = take("tin.csv", "a,b\n1,2\n")
    assert "headline=COLUMN). There are: a, b." in why(report)["tin.csv"]
    report = take("tin.csv", csv(*GOOD), {"headline": "tiêu đề"})
    assert "no column “tiêu đề”" in why(report)["tin.csv"]
    assert "title, sapo, published" in why(report)["tin.csv"]
    assert not len(desk.news)


def test_a_line_without_an_end_is_refused_by_itself(desk, take, monkeypatch):
    monkeypatch.setattr(stream, "MOST_LINE", 2000)
    report = take("tin.csv", csv(GOOD[0], "x" * 9000, GOOD[1]))
    assert headlines(desk) == list(HEADLINES[:2])
    assert "too long" in why(report)["tin.csv:3"]


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


# ---------------------------------------------------------------- feeds


def test_an_rss_file(desk, take):
    take("tin.rss", rss(rss_item(0), rss_item(1, "Mon, 19 Apr 2027 22:00:00 GMT")))
    first, second = desk.news
    assert (first.headline, first.summary) == (HEADLINES[0], SUMMARIES[0])
    assert (first.source, first.link) == ("Báo Bến Cảng", "https://cang.example/0")
    assert first.published == second.published == date(2027, 4, 20)


def test_a_source_that_a_file_names_goes_before_the_one_that_is_typed(desk, put):
    files = [put("a.rss", rss(rss_item(0))), put("b.rss", rss(rss_item(1), title=""))]
    desk.news.import_files(
        [*files, put("c.eml", mail(2)), put("d.html", web(3))], source="Tin Vịnh"
    )
    sources = {item.headline: item.source for item in desk.news}
    assert [sources[headline] for headline in HEADLINES] == [
        "Báo Bến Cảng",
        "Tin Vịnh",
        "Tin Vịnh",
        "Báo Bến Cảng",
    ]


def test_an_atom_file(desk, take):
    take("tin.xml", atom(atom_entry(2)))
    item = only(desk)
    assert (item.headline, item.author, item.summary) == (HEADLINES[2], "Lê Thu", SUMMARIES[2])
    assert (item.source, item.published) == ("Tin Vịnh", date(2027, 4, 20))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
def test_a_feed_in_another_encoding(desk, take, encoding):
    text = rss(rss_item(1)).decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    data = windows_1258(text) if encoding == "cp1258" else text.encode(encoding)
    take("tin.rss", data)
    assert headlines(desk) == [HEADLINES[1]]


def test_the_whole_text_of_an_entry(desk, take):
    more = (
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA['
        "<p>Đoạn một.</p><script>alert(1)</script><p>Đoạn hai &amp; hết.</p>]]></content:encoded>"
    )
    take("tin.rss", rss(rss_item(0, more=more)))
    assert only(desk).text == "Đoạn một.\n\nĐoạn hai & hết."


def test_a_doctype_that_names_a_file_is_not_followed(desk, take):
    take("cu.rss", OUTSIDE)
    assert headlines(desk) == ["Tin ngoài"]


@pytest.mark.parametrize("data", [BOMB, BOMB.replace("lolz [", "rss PUBLIC '-//N' [")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_are_read(desk, take, data, encoding):
    report = take("bom.xml", data.encode(encoding))
    assert "DOCTYPE" in why(report)["bom.xml"]
    assert not len(desk.news)


def test_a_doctype_behind_other_things_is_seen(desk, take):
    hidden = BOMB.replace("<!DOCTYPE", "<!-- a --><?x y?>\n<!-- <rss> -->\n<!doctype")
    assert "DOCTYPE" in why(take("bom.xml", hidden))["bom.xml"]


def test_a_word_like_doctype_inside_a_text_is_no_danger(desk, take):
    text = rss_item(0).replace(SUMMARIES[0], "Bài về &lt;!DOCTYPE x [&lt;!ENTITY a&gt;]&gt; và mã.")
    take("tin.rss", rss(text))
    assert len(desk.news) == 1


def test_a_feed_without_entries_and_one_that_is_cut_off(desk, take):
    assert "has no entries" in why(take("khong.rss", rss()))["khong.rss"]
    cut = rss(rss_item(0), rss_item(1), rss_item(2))[:-80]
    report = take("cut.rss", cut)
    assert headlines(desk)[:2] == list(HEADLINES[:2])
    assert any("damaged" in what for _, what in told(report))


# ---------------------------------------------------------------- mail


def test_a_mail(desk, take):
    take("thu.eml", mail(0))
    item = only(desk)
    assert (item.headline, item.author, item.summary) == (HEADLINES[0], "Võ Bình", SUMMARIES[0])
    assert (item.source, item.published) == ("bao.example", date(2027, 4, 19))
    assert item.link == "mid:tin0@bao.example"


def test_a_mailbox(desk, take):
    body = f"{SUMMARIES[1]}\n\n>From đây về sau là đoạn hai."
    report = take("thu.mbox", mbox(mail(0), mail(1, body), mail(2)))
    assert headlines(desk) == list(HEADLINES[:3])
    assert list(desk.news)[1].text == body.replace(">From", "From")
    assert not report.refused


def test_a_mail_of_two_alternatives_gives_the_plain_one(desk, take):
    parts = (
        f"--x\nContent-Type: multipart/alternative; boundary=y\n\n"
        f"--y\nContent-Type: text/html; charset=utf-8\n\n<p>khác</p>\n"
        f"--y\nContent-Type: text/plain; charset=utf-8\n\n{SUMMARIES[0]}\n--y--\n"
        f"--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\nđính kèm\n--x--"
    )
    take("thu.eml", mail(0, parts, **{"Content-Type": "multipart/mixed; boundary=x"}))
    assert only(desk).text == SUMMARIES[0]


def test_a_mail_of_html(desk, take):
    take("thu.eml", mail(0, web(0).decode(), **{"Content-Type": "text/html; charset=utf-8"}))
    assert "Đoạn thứ 3" in only(desk).text
    assert "hỏng rồi" not in only(desk).text


@pytest.mark.parametrize(
    "headers",
    [
        {"Subject": "=?no-such-charset?q?T=C3=ADt?="},
        {"Subject": "=?utf-8?b?@@@?="},
        {"Subject": "=?utf-8?q?T=FFt?="},
        {"Date": "hôm qua"},
        {"Content-Type": "text/plain; charset=no-such"},
        {"Content-Type": "multipart/mixed"},
        {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "base64"},
        {"From": "@@@<<>>"},
        {"Message-ID": ""},
    ],
)
def test_a_mail_with_odd_headers_harms_no_other(desk, take, headers):
    report = take("thu.mbox", mbox(mail(0), mail(1, **headers), mail(2)))
    assert {HEADLINES[0], HEADLINES[2]} <= set(headlines(desk))
    assert len(desk.news) + len(report.refused) == 3


def test_a_mail_that_is_too_large_is_refused_by_itself(desk, take, monkeypatch):
    from store.news import mail as reader

    monkeypatch.setattr(reader, "MOST_MAIL", 3000)
    report = take("thu.mbox", mbox(mail(0), mail(1, "dòng dài\n" * 900), mail(2)))
    assert headlines(desk) == [HEADLINES[0], HEADLINES[2]]
    assert list(why(report)) == ["thu.mbox#2"]


# ---------------------------------------------------------------- pages of the web


def test_a_saved_page(desk, take):
    take("bai.html", web(0))
    item = only(desk)
    assert (item.headline, item.author, item.summary) == (HEADLINES[0], "Võ Bình", SUMMARIES[0])
    assert (item.source, item.published) == ("Báo Bến Cảng", date(2027, 4, 18))
    assert HEADLINES[0] not in item.text  # the page says it above the text
    assert item.link == "https://bao.example/bai-0.html"
    assert "Đoạn thứ 1" in item.text
    assert "\n\n" in item.text
    assert "hỏng rồi" not in item.text
    assert "Trang chủ" not in item.text


def test_a_page_saved_as_one_file(desk, take):
    page = web(1).decode()
    parts = f"--x\nContent-Type: text/html; charset=utf-8\n\n{page}\n--x--\n"
    data = mail(1, parts, **{"Content-Type": "multipart/related; boundary=x",
                             "Snapshot-Content-Location": "https://bao.example/1"})  # fmt: skip
    take("bai.mhtml", data)
    assert (only(desk).headline, only(desk).link) == (HEADLINES[1], "https://bao.example/1")


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b"<!doctype html><html><body><script>let a = '<p>b</p>'</script></body></html>",
        b"<html>" + b"<div>" * 20_000,
        b"<!DOCTYPE html>" + b"\xff\xfe\xfd" * 60,
    ],
)
def test_a_page_without_an_article(desk, take, data):
    report = take("bai.html", data)
    assert list(why(report)) == ["bai.html"]
    assert not len(desk.news)


def test_a_page_that_is_too_large(desk, take):
    assert "16 MB" in why(take("bai.html", b"<html>" + b"x" * 16_000_000))["bai.html"]


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
    assert "CSV, JSON Lines, RSS" in why(report)[name]


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
