"""Tables, JSON and mail as other programs write them."""

import json
from datetime import date

import pytest

from store.news.dates import read_date
from tests.store.news.reports import headlines, only, said, why
from tests.store.news.samples import HEADLINES, SUMMARIES, mail

DAY = date(2027, 3, 8)


@pytest.mark.parametrize(
    "written",
    ["8-Mar-27", "8 Mar 27", "08MAR2027", "8-Mar-2027 06:30", "/Date(1804464000000)/",
     "/Date(1804464000000+0700)/", "Mon Mar 08 06:00:00 +0700 2027", "6:00 | 08/03/2027"],
)  # fmt: skip
def test_dates_of_spreadsheets_and_programs(written):
    assert read_date(written) == DAY


def test_the_end_of_a_day_is_the_beginning_of_the_next():
    assert read_date("2027-03-07T24:00:00Z") == DAY
    assert read_date("2027-03-07T25:00:00Z") == date(2027, 3, 7)


@pytest.mark.parametrize("written", ["8-Bar-27", "38-Mar-27", "27 march", "/Date(abc)/", "May 27"])
def test_what_only_looks_like_one_is_none(written):
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("written", "day"), [("46454", DAY), ("46454.75", DAY), ("12345", None), ("99999", None)]
)
def test_a_day_that_has_become_a_number(desk, take, written, day):
    take("tin.csv", f"title,date\n{HEADLINES[0]},{written}\n")
    assert only(desk).published == day


def test_names_of_columns_that_programs_give(desk, take):
    head = "pubDate,articleTitle,leadText,authorName,articleUrl"
    row = f"2027-03-08,{HEADLINES[0]},{SUMMARIES[3].replace(',', '')},Lê Thu,https://x.example/1"
    take("tin.csv", f"{head}\n{row}\n")
    item = only(desk)
    assert (item.headline, item.author, item.published) == (HEADLINES[0], "Lê Thu", DAY)
    assert (item.summary, item.link) == (SUMMARIES[3].replace(",", ""), "https://x.example/1")


def test_a_plain_name_comes_before_a_longer_one(desk, take):
    take("tin.csv", f"page title,title,author name,author\nTrang,{HEADLINES[0]},x,Lê Thu\n")
    assert (only(desk).headline, only(desk).author) == (HEADLINES[0], "Lê Thu")


@pytest.mark.parametrize("between", [";", ","])
@pytest.mark.parametrize(
    "title", ["Danh sách tin tuần 10", "Danh sách tin tuần 10{0}{0}", "{0}{0}\nTuần"]
)
def test_a_title_above_the_table(desk, take, title, between):
    rows = (
        "Tiêu đề|Ngày|Tóm tắt",
        f"{HEADLINES[0]}|8/3/2027|Kính mới",
        f"{HEADLINES[1]}|8/3/2027|Gạo",
    )
    text = "\n".join((title.format(between), *rows)).replace("|", between)
    report = take("tin.csv", text + "\n")
    assert headlines(desk) == list(HEADLINES[:2])
    assert only_first(said(report)).startswith("Above the names of the columns stands “")


def only_first(texts):
    (text,) = texts
    return text


def test_a_table_with_the_line_ends_of_old_macs(desk, take):
    take(
        "tin.csv",
        "\r".join(("title;date", f"{HEADLINES[0]};8/3/2027", f"{HEADLINES[1]};8/3/2027", "")),
    )
    assert headlines(desk) == list(HEADLINES[:2])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_table_in_utf_16_without_its_mark(desk, take, encoding):
    take("tin.csv", f"title;date\n{HEADLINES[0]};8/3/2027\n".encode(encoding))
    assert (only(desk).headline, only(desk).published) == (HEADLINES[0], DAY)


def test_a_blank_behind_each_comma(desk, take):
    take("tin.csv", f'"title", "date", "sapo"\n"{HEADLINES[0]}", "8/3/2027", "Gạo, dầu"\n')
    assert (only(desk).headline, only(desk).summary) == (HEADLINES[0], "Gạo, dầu")


def test_cells_that_a_spreadsheet_is_told_to_leave_alone(desk, take):
    take("tin.csv", f'title;date\n="{HEADLINES[0]}";="8/3/2027"\n')
    assert (only(desk).headline, only(desk).published) == (HEADLINES[0], DAY)


@pytest.mark.parametrize("column", ["Ngày giờ", "isoDate", "Thời điểm", "PublishDate"])
def test_other_names_of_a_day(desk, take, column):
    take("tin.csv", f"title,{column}\n{HEADLINES[0]},8/3/2027\n")
    assert only(desk).published == DAY


def test_a_text_in_a_list_of_blocks(desk, take):
    blocks = [{"type": "paragraph", "text": text} for text in SUMMARIES[:2]]
    take("tin.json", json.dumps({"title": HEADLINES[0], "content": blocks}))
    assert only(desk).text == f"{SUMMARIES[0]}\n\n{SUMMARIES[1]}"


@pytest.mark.parametrize(("name", "codec"), [("x-gbk", "gbk"), ("X-EUC-KR", "euc_kr")])
def test_encodings_under_the_names_of_old_browsers(desk, take, name, codec):
    words = "\u4ed3\u5e93\u514d\u8d39\u68c0\u67e5"
    feed = f'<?xml version="1.0" encoding="{name}"?><rss version="2.0"><channel><item>'
    feed += f"<title>{words if codec == 'gbk' else chr(0xAC00) * 3}</title></item></channel></rss>"
    take("tin.rss", feed.encode(codec))
    assert only(desk).headline in feed


def test_the_paper_behind_the_headline_of_a_row(desk, take):
    row = {"title": f"{HEADLINES[0]} - Báo Cảng", "source": {"id": None, "name": "Báo Cảng"}}
    take("tin.jsonl", json.dumps(row))
    assert (only(desk).headline, only(desk).source) == (HEADLINES[0], "Báo Cảng")


@pytest.mark.parametrize(
    "answer",
    [
        {"articles": [{"title": HEADLINES[0], "publishedAt": "2027-03-07T18:00:00Z"}]},
        {"response": {"docs": [{"headline": {"main": HEADLINES[0]}, "pub_date": "2027-03-08"}]}},
        {"response": {"results": [{"webTitle": HEADLINES[0], "webPublicationDate": "2027-03-08",
                                   "fields": {"trailText": "Kính", "bodyText": "Kính mới."}}]}},
        {"api": "1", "data": {"item": {"headline": HEADLINES[0], "versioncreated": "2027-03-08"}}},
        {"hits": {"hits": [{"_id": "1", "_source": {"title": HEADLINES[0],
                                                    "date": "2027-03-08"}}]}},
    ],
)  # fmt: skip
def test_what_services_answer(desk, take, answer):
    take("tin.json", json.dumps(answer))
    assert (only(desk).headline, only(desk).published) == (HEADLINES[0], DAY)


@pytest.mark.parametrize(
    "own", [{"authors": [{"name": "Lê Thu"}]}, {"author": {"name": "Lê Thu"}, "authors": []}]
)
def test_the_authors_of_a_json_feed_are_those_of_its_pieces(desk, take, own):
    pieces = [
        {"id": "1", "title": HEADLINES[0], "content_text": SUMMARIES[0]},
        {"id": "2", "title": HEADLINES[1], "content_text": SUMMARIES[1], **own},
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Báo",
        "authors": [{"name": "Toà soạn"}],
    }
    take("tin.json", json.dumps({**feed, "items": pieces}))
    assert [item.author for item in desk.news] == ["Toà soạn", "Lê Thu"]


def test_typed_lines_in_html_stay_lines(desk, take):
    take(
        "thu.eml",
        mail(
            0,
            "<p>Bảng giá</p><pre>Gạo  10\nDầu   2</pre><p>Hết\nbài</p>",
            **{"Content-Type": "text/html; charset=utf-8"},
        ),
    )
    assert only(desk).text == "Bảng giá\n\nGạo 10\nDầu 2\n\nHết bài"


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("=?utf-8?Q?L=C3=AA_Thu,_Ban_Tin?= <thu@kho.example>", "Lê Thu, Ban Tin"),
        ("=?utf-8?q?L=C3=AA_Thu_(Ban_Tin)?= <thu@kho.example>", "Lê Thu (Ban Tin)"),
        ("=?utf-8?Q?An_<b>?= <an@kho.example>, x@y.example", "An <b>, x@y.example"),
    ],
)
def test_marks_in_an_encoded_name(desk, take, sender, author):
    take("thu.eml", mail(0, From=sender))
    assert only(desk).author == author


def test_a_table_of_one_unknown_column_is_still_refused(desk, take):
    assert "No column is known" in why(take("tin.csv", "x;y\n1;2\n3;4\n"))["tin.csv"]
