"""Tables and JSON as programs write them: dialects, short rows, dates, columns, shapes of JSON."""

import json
from datetime import date

import pytest

from store.encoding import TCVN3, VNI, WINDOWS_1258
from store.news import stream
from tests.store.news.reports import headlines, only, reasons, said, why
from tests.store.news.samples import GOOD, HEADLINES, SUMMARIES, csv, json_lines, row
from tests.store.test_encoding import IN_TCVN3, IN_VNI, TEXT, spelled, windows_1258


def pretty(value):
    return json.dumps(value, ensure_ascii=False, indent=1)


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
    (guess,) = {str(told.what) for told in report.told if told.where == "tin.csv"}
    assert all(name in guess for name in (TCVN3, VNI, WINDOWS_1258))


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


def test_cells_left_out_at_the_end_are_empty(desk, take):
    rows = (
        f"{HEADLINES[0]},{HEADLINES[0]},18/4/2027",
        f"{HEADLINES[1]},Sapo",
        "nửa hàng",
        f"{HEADLINES[2]},Sapo,17/4/2027,https://a.example/2",
    )
    report = take("tin.csv", "\n".join(("Tiêu đề,Sapo,Ngày,Đường dẫn", *rows)))
    assert headlines(desk) == list(HEADLINES[:3])
    assert len(reasons(report)) == 1


@pytest.mark.parametrize(
    ("written", "days", "words"),
    [
        (("4/18/2024", "4/5/2024"), [date(2024, 4, 18), date(2024, 4, 5)], "month first"),
        (("4-5-2024", "12-31-2023"), [date(2024, 4, 5), date(2023, 12, 31)], "month first"),
        (("18/4/2024", "4/5/2024"), [date(2024, 4, 18), date(2024, 5, 4)], ""),
        (("4/5/2024", "6/7/2024"), [date(2024, 5, 4), date(2024, 7, 6)], ""),
        (("18/4/2024", "4/18/2024"), [date(2024, 4, 18), None], "some are month first"),
    ],
)
def test_one_column_has_one_order_of_day_and_month(desk, take, written, days, words):
    rows = [f"{HEADLINES[n]},{day}" for n, day in enumerate(written)]
    report = take("tin.csv", "\n".join(("Title,Date", *rows)))
    assert [item.published for item in desk.news] == days
    assert any(words in told for told in said(report)) if words else not said(report)


def test_a_row_far_down_in_another_order_is_told(desk, take):
    rows = [f"Tin số {n} của tổ {n},4/5/2024" for n in range(1100)]
    report = take("tin.csv", "\n".join(("Title,Date", *rows, f"{HEADLINES[0]},4/18/2024")))
    assert any("some are month first" in told for told in said(report))


def test_columns_that_are_not_taken_are_told(desk, take):
    report = take(
        "tin.csv", f"STT,Tên bài,Phóng viên,Chuyên mục,Trống\n1,{HEADLINES[0]},Lê Thu,Nữ,\n"
    )
    assert only(desk).author == "Lê Thu"
    assert said(report) == [
        "Columns that are not taken: Chuyên mục. --map or the preview maps them."
    ]


def test_entities_in_a_cell(desk, take):
    take("tin.csv", "Title,Summary\nCa &#8220;ba&#8221; &amp; ca hai,Nghỉ&hellip; R&D\n")
    assert (only(desk).headline, only(desk).summary) == ("Ca “ba” & ca hai", "Nghỉ… R&D")


# ---------------------------------------------------------------- JSON

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Báo Cảng – tin mới",
    "description": "Mọi tin",
    "items": [
        {
            "id": "1",
            "url": "https://cang.example/1",
            "title": HEADLINES[0],
            "content_html": "<p>Một.</p><p>Hai.</p>",
            "date_published": "2027-04-18T08:00:00+07:00",
            "authors": [{"name": "Lê Thu"}, {"name": "An"}],
        },
        {"id": "2", "title": HEADLINES[1], "summary": "Sapo", "content_text": "Chữ"},
    ],
}
NINJS = {
    "uri": "urn:bao:1",
    "type": "text",
    "versioncreated": "2027-04-18T08:00:00+07:00",
    "byline": "Lê Thu",
    "headline": HEADLINES[0],
    "description_text": "Sapo",
    "body_html": "<p>Một.</p><p>Hai.</p>",
    "source": "Báo Cảng",
}
NINJS_2 = {
    "uri": "urn:bao:1",
    "contentcreated": "2027-04-18T08:00:00+07:00",
    "by": "Lê Thu",
    "headlines": [{"role": "short", "value": "Kính"}, {"role": "main", "value": HEADLINES[0]}],
    "descriptions": [{"value": "Sapo"}],
    "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>Một.</p><p>Hai.</p>"}],
    "infosources": [{"role": "origin", "name": "Báo Cảng"}],
}
NINJS_3 = {
    "uri": "urn:bao:1",
    "contentCreated": "2027-04-18T08:00:00+07:00",
    "pubStatus": "usable",
    "by": "Lê Thu",
    "headlines": [{"value": HEADLINES[0]}],
    "descriptions": [{"role": "text", "contentType": "text/plain", "value": "Sapo"}],
    "bodies": [{"role": "xhtml", "contentType": "text/html", "value": "<p>Một.</p><p>Hai.</p>"}],
    "infoSources": [{"name": "Báo Cảng"}],
}
POST = {
    "id": 7,
    "date": "2027-04-18T08:00:00",
    "status": "publish",
    "link": "https://cang.example/7",
    "title": {"rendered": f"{HEADLINES[0]} &#8211; ảnh"},
    "content": {"rendered": "<p>Một.</p><p>Hai.</p>", "protected": False},
    "excerpt": {"rendered": "<p>Sapo [&hellip;]</p>"},
    "author": 3,
    "_embedded": {"author": [{"id": 3, "name": "Lê Thu"}]},
}
WAYS = pytest.mark.parametrize("written", [json.dumps, pretty], ids=["one line", "many lines"])


@WAYS
def test_a_json_feed(desk, take, written):
    report = take("tin.json", written(FEED))
    first, second = desk.news
    assert (first.headline, first.text, first.author) == (
        HEADLINES[0],
        "Một.\n\nHai.",
        "Lê Thu, An",
    )
    assert (first.source, first.link) == ("Báo Cảng – tin mới", "https://cang.example/1")
    assert first.published == date(2027, 4, 18)
    assert (second.headline, second.summary, second.text) == (HEADLINES[1], "Sapo", "Chữ")
    assert not said(report)
    assert [entry.where for entry in report.refused] == []


@WAYS
@pytest.mark.parametrize("piece", [NINJS, NINJS_2, NINJS_3], ids=["1", "2", "3"])
def test_ninjs(desk, take, written, piece):
    take("tin.json", written(piece))
    found = only(desk)
    assert (found.headline, found.summary, found.text) == (HEADLINES[0], "Sapo", "Một.\n\nHai.")
    assert (found.author, found.source, found.published) == (
        "Lê Thu",
        "Báo Cảng",
        date(2027, 4, 18),
    )


def test_what_an_agency_holds_back_is_no_news(desk, take):
    report = take("tin.json", json.dumps({**NINJS_3, "pubStatus": "canceled"}))
    assert reasons(report) == ["It is not published, but “canceled”."]


@WAYS
@pytest.mark.parametrize("is_list", [True, False])
def test_what_wordpress_answers(desk, take, written, is_list):
    draft = {**POST, "id": 8, "status": "draft", "title": {"rendered": HEADLINES[1]}}
    report = take("tin.json", written([POST, draft] if is_list else POST))
    found = only(desk)
    assert (found.headline, found.text) == (f"{HEADLINES[0]} – ảnh", "Một.\n\nHai.")
    assert (found.summary, found.author) == ("Sapo […]", "Lê Thu")
    assert reasons(report) == (["It is not published, but “draft”."] if is_list else [])


@WAYS
@pytest.mark.parametrize(
    "held",
    [
        lambda rows: {"status": "ok", "articles": rows},
        lambda rows: {"data": {"total": 2, "items": rows}},
        lambda rows: {"rss": {"channel": {"title": "x", "item": rows}}},
        lambda rows: {"hits": {"hits": [{"_id": 1, "_source": one} for one in rows]}},
    ],
)
def test_a_list_in_an_object(desk, take, written, held):
    take("tin.json", written(held([row(0), row(1)])))
    assert headlines(desk) == list(HEADLINES[:2])


def test_objects_over_several_lines_behind_each_other(desk, take):
    take("tin.json", pretty(row(0)) + "\n" + pretty(row(1)))
    assert headlines(desk) == list(HEADLINES[:2])


def test_one_object_on_one_line_is_a_piece(desk, take):
    take("tin.jsonl", json_lines(row(0)))
    assert headlines(desk) == [HEADLINES[0]]


def test_a_broken_first_line_harms_no_other(desk, take):
    report = take("tin.jsonl", b"{\n" + json_lines(row(0), row(1)))
    assert headlines(desk) == list(HEADLINES[:2])
    assert [entry.where for entry in report.refused] == ["tin.jsonl:1"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.json", '{"title": "hỏng",\n', "not valid JSON"),
        ("a.json", "[]", "no JSON objects"),
        ("a.json", json.dumps({**FEED, "items": []}), "no JSON objects"),
        ("a.json", '"chữ"\n', "no JSON objects"),
        ("a.rtf", r"{\rtf1\ansi Xin ch\u224?o}", "in no format that news comes in"),
    ],
)
def test_a_refusal_says_what_is_wrong(desk, take, name, data, words):
    (sentence,) = reasons(take(name, data))
    assert words in sentence


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_in_other_encodings(desk, take, encoding):
    take("tin.json", pretty([row(0)]).encode(encoding))
    take("feed.json", pretty(FEED).encode(encoding))
    assert HEADLINES[1] in headlines(desk)


def test_texts_are_the_summary_where_there_is_none(desk, take):
    take("tin.json", json.dumps({"title": HEADLINES[0], "content": SUMMARIES[0]}))
    assert only(desk).summary == SUMMARIES[0]


def test_a_text_in_a_list_of_paragraphs(desk, take):
    take(
        "tin.json",
        json.dumps({"title": HEADLINES[0], "body": ["Một.", {"text": "?", "value": "Hai."}]}),
    )
    assert only(desk).text == "Một.\n\nHai."
