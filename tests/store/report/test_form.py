"""The form of a report: a letter of the administration, as text, Markdown and Word."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import docx
import msgspec
import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from rich.cells import cell_len

from store import report
from store.campaign_records import Campaign, Goal, Named, Task
from store.campaigns.ics import calendar
from store.channels import Channel
from store.letter import Letter
from store.report import COLUMNS, plan_csv, report_markdown, report_text
from store.report.docx import report_docx

from .odd import reported
from .samples import EMPTY, TODAY, figures, section


def test_the_report_has_the_form_of_an_administrative_one(may):
    text = report_text(may)
    order = [
        "LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ HÀ NỘI",
        "Số: ",
        "ngày 06 tháng 5 năm 2027",
        "BÁO CÁO",
        "“Tháng Công nhân 2027”",
        "Kính gửi: Tổng Liên đoàn Lao động Việt Nam",
        "I. TÌNH HÌNH",
        "II. KẾT QUẢ",
        "III. TỒN TẠI",
        "Nơi nhận:",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    first = text.split("\n")[0]
    assert "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM" in first
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert "Độc lập - Tự do - Hạnh phúc" in text
    assert text.endswith("\n")
    assert not any(line != line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2027, 2, 3), "ngày 03 tháng 02 năm 2027"),
        (date(2027, 3, 28), "ngày 28 tháng 3 năm 2027"),
        (date(2027, 12, 10), "ngày 10 tháng 12 năm 2027"),
    ],
)
def test_small_days_and_months_are_written_as_the_decree_has_them(today, words):
    assert words in report_text(figures(EMPTY, today=today))


def test_an_empty_campaign_gives_a_report_without_empty_tables():
    for text in (report_text(figures(EMPTY)), report_markdown(figures(EMPTY))):
        assert "|" not in text
        assert "+-" not in text
        assert "Kế hoạch chưa có việc nào." in text
        assert "Chưa tin, bài nào được phát." in text
        assert "Không có việc quá hạn." in text
        assert "Giữ nhịp công việc" in text
    rows = list(csv.reader(io.StringIO(plan_csv(figures(EMPTY)).decode("utf-8-sig"))))
    assert rows == [list(COLUMNS.values())]
    assert calendar(EMPTY, []) is None
    assert [name.rpartition(".")[2] for name in report.files(figures(EMPTY))] == [
        "txt",
        "md",
        "docx",
        "csv",
    ]


def test_the_head_and_foot_say_what_the_campaign_knows():
    letter = Letter(
        symbol="BC-CĐ",
        place="Hà Nội",
        to="Ban Tuyên giáo",
        on_behalf="TM. BAN THƯỜNG VỤ",
        position="CHỦ TỊCH",
        signer="Trần Văn An",
        recipients="Như trên; Ban Chính sách",
    )
    campaign = msgspec.structs.replace(EMPTY, letter=letter)
    found = msgspec.structs.replace(figures(campaign), number="12")
    for text in (report_text(found), report_markdown(found), docx_text(report_docx(found))):
        order = ("Số: 12/BC-CĐ", "Hà Nội, ngày 06", "Kính gửi: Ban Tuyên giáo", "Nơi nhận")
        for words in (*order, "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Văn An", "Ban Chính sách;"):
            assert words in text.replace("\\", "")
    assert "Số: ……" in report_text(figures(EMPTY))


def docx_text(data: bytes) -> str:
    """All the text of a Word file, tables included."""
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(one.text for one in document.paragraphs), *cells))


def test_a_word_file_holds_the_whole_report_and_is_the_same_each_time(may):
    data = report_docx(may)
    assert data == report_docx(may)
    text = docx_text(data)
    for words in (
        "LIÊN ĐOÀN LAO ĐỘNG THÀNH PHỐ HÀ NỘI",
        "II. KẾT QUẢ THỰC HIỆN",
        "báo in",
        "Lê Thu",
    ):
        assert words in text


@given(reported())
def test_no_line_of_a_report_is_wider_than_eighty_columns(found):
    text = report_text(found)
    assert max(map(cell_len, text.split("\n"))) <= 80
    assert all(char.isprintable() or char == "\n" for char in text)
    widths = {cell_len(line) for line in text.split("\n") if line.startswith(("+-", "| "))}
    assert all(width <= 80 for width in widths)


@given(reported())
def test_markdown_reads_as_what_was_meant(found):
    """Any parser of Markdown finds the headings, tables and texts, and nothing else."""
    tokens = MarkdownIt("commonmark").enable("table").parse(report_markdown(found))
    headings = [
        tokens[n + 1].content for n, token in enumerate(tokens) if token.type == "heading_open"
    ]
    assert len(headings) == 1 + 3 + 19
    known = {"heading", "paragraph", "bullet_list", "list_item", "inline", "table"}
    known |= {"thead", "tbody", "tr", "th", "td"}
    assert {re.sub("_(open|close)$", "", token.type) for token in tokens} <= known
    assert not any("\\" in token.tag for token in tokens)


def test_markdown_shows_every_letter_of_a_title():
    title = "*Một* `hai` _ba_ | [bốn](x) <b> &amp; 1. # ~~năm~~ \\"
    task = Task(campaign=EMPTY.id, title=title, due=TODAY)
    tokens = MarkdownIt("commonmark").enable("table").parse(report_markdown(figures(EMPTY, [task])))
    cells = [
        "".join(child.content for child in token.children)
        for token in tokens
        if token.type == "inline"
    ]
    assert title in cells


def test_a_table_in_which_nothing_is_counted_is_a_sentence():
    campaign = Campaign(
        name="Mùa",
        goals=(Goal("G1", "Gần hơn"),),
        audiences=(Named("đoàn viên"),),
        levels=("cơ sở",),
        channels=(Channel("loa"),),
    )
    text = report_text(figures(campaign))
    for title in ("2. Theo kênh", "3. Theo mục tiêu", "4. Theo đối tượng", "5. Theo cấp"):
        assert "|" not in section(text, title)
        assert "Chưa tin, bài, việc nào" in section(text, title)
