"""The report of a campaign, its plan as CSV and its days as an iCalendar file."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import docx
import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from markdown_it import MarkdownIt
from rich.cells import cell_len

from store import FileError, LedgerEntry, report
from store.campaigns.ics import calendar
from store.campaigns.rumours import entries
from store.campaigns.scores import EFFECT
from store.channels import Channel
from store.letter import Letter
from store.records import (
    RIGHTS,
    Ack,
    Article,
    Campaign,
    Day,
    Document,
    FollowUp,
    Goal,
    Named,
    Quota,
    Rumour,
    Source,
    Status,
    Task,
    Unit,
    new_id,
)
from store.report import COLUMNS, gather, plan_csv, report_markdown, report_text
from store.report.blocks import Measure, clean
from store.report.docx import report_docx
from store.templates import load
from tests.tui.helpers import entries_for

NOW = datetime(2027, 5, 6, 9, tzinfo=timezone(timedelta(hours=7)))
TODAY = NOW.date()
EMPTY = Campaign(name="Trống")


def figures(campaign, tasks=(), articles=(), today=TODAY, rumours=(), posts=()):
    known = {one.id: one for one in articles}
    claims = entries(campaign, rumours, known.get, NOW)
    ledger = [*entries_for(*articles, at=NOW), *posts]
    moment = datetime.combine(today, NOW.timetz())
    return gather(campaign, tasks, known, ledger, moment, claims=claims)


@pytest.fixture
def may():
    """A campaign in its first week: what it has done, what went out, what is late."""
    campaign, tasks = load("thang-cong-nhan").build(2027, None)
    articles, plan = [], []
    for task in tasks:
        if task.due and task.due < date(2027, 4, 20):
            plan.append(msgspec.structs.replace(task, done=NOW, owner="Trần An"))
        elif task.due == date(2027, 4, 28):
            out = Article(
                campaign=campaign.id,
                headline="Ba nghìn thợ may dự lễ phát động",
                byline="Lê Thu",
                channels=("báo in", "loa truyền thanh"),
                topics=task.topics,
                status=Status.EXPORTED,
                exported=NOW - timedelta(days=8),
            )
            articles.append(out)
            plan.append(msgspec.structs.replace(task, articles=(out.id,), done=NOW))
        else:
            plan.append(task)
    return figures(campaign, plan, articles)


def section(text: str, title: str) -> str:
    """The part of a report under a heading, up to the next one."""
    lines = text.split("\n")
    start = next(n for n, line in enumerate(lines) if line.lstrip("# ").startswith(title))
    rest = lines[start + 1 :]
    heading = re.compile(r"#*\s*(I+\.|\d\\?\.) |Nơi nhận|\*\*Nơi nhận")
    end = next((n for n, line in enumerate(rest) if heading.match(line)), len(rest))
    return "\n".join(rest[:end])


# ---------------------------------------------------------------- the report


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


def test_what_went_out_is_listed_by_day_with_its_author(may):
    out = section(report_text(may), "11. Tin, bài đã phát")
    assert "Tổng cộng 1 tin, bài, việc; 2 lượt phát." in out
    assert cells(out)[1:] == [
        ["28.4.2027", channel, "Ba nghìn thợ may dự lễ phát động", "Lê Thu"]
        for channel in ("báo in", "loa truyền thanh")
    ]


def test_what_was_posted_without_a_text_is_told():
    hung = Task(campaign=EMPTY.id, title="Treo băng rôn")
    post = LedgerEntry(at=NOW, piece=hung.id, headline=hung.title, channel="băng rôn")
    withdrawn = msgspec.structs.replace(post, id=new_id(), channel="loa", withdrawn=NOW)
    text = report_text(figures(EMPTY, [hung], posts=[post, withdrawn]))
    out = section(text, "11. Tin, bài đã phát")
    assert "1 lượt phát; 1 lượt ghi sổ không kèm văn bản." in " ".join(out.split())
    assert cells(out)[1:] == [["6.5.2027", "băng rôn", "Treo băng rôn", "–"]]


def test_ticking_the_first_tasks_of_a_new_campaign_publishes_nothing():
    """W1."""
    campaign, tasks = load("thang-cong-nhan").build(2027, None)
    first = ("tham mưu", "kế hoạch")
    ticked = [
        msgspec.structs.replace(task, done=NOW) if task.phase in first else task for task in tasks
    ]
    found = figures(campaign, ticked)
    assert sum(task.done is not None for task in found.tasks) == 11
    assert found.matrix.in_sync == 0
    assert {score.value for score in found.scores if score.name != EFFECT} == {0}
    channels = cells(section(report_text(found), "2. Theo kênh"))[1:]
    assert channels
    assert {row[2] for row in channels} == {"0"}


def test_results_by_phase_and_channel(may):
    text = report_text(may)
    phases = section(text, "1. Theo giai đoạn")
    assert re.search(r"\| tham mưu +\| +4 \| +4 \| +0 \| +0 \| +100% \|", phases)
    assert re.search(r"\| triển khai +\| +22 \| +1 \| +0 \| +5 \| +5% \|", phases)
    channels = section(text, "2. Theo kênh")
    assert re.search(r"\| báo in +\| +1 \| +0 \| +9 \|", channels)
    assert re.search(r"\| loa truyền thanh +\| +1 \| +0 \|", channels)
    assert "1/15 chủ đề đồng bộ" in section(text, "8. Chủ đề đã đồng bộ").replace("\n", " ")
    assert "đã xong 12 việc (31%), quá hạn 5 việc" in text.replace("\n", " ")


def test_what_is_lacking_and_what_comes_next(may):
    text = report_text(may)
    late = section(text, "1. Việc quá hạn")
    assert late.count("2027") == may.overdue.value == 5
    assert "21.4.2027" in late
    lacking = section(text, "2. Chủ đề chưa đồng bộ")
    assert re.search(r"\| thi đua +\| truyền thông đại chúng; ", lacking)
    assert "Tháng Công nhân " not in lacking  # the only one that is in sync
    gaps = section(text, "3. Chỗ chưa phát")
    assert f"Còn {len(may.gaps)} chỗ" in gaps
    ahead = section(text, "4. Phương hướng")
    assert "Làm dứt điểm 5 việc quá hạn" in ahead
    assert "6.5.2027" in ahead
    assert "20.5.2027" in ahead
    assert "22.5.2027" not in ahead


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


def test_units_that_acknowledge_and_articles_that_were_withdrawn_are_told():
    units = tuple(Unit(name=f"CĐCS {n}", level="") for n in ("Lụa Mây", "Bến Đò", "Hoa Gạo"))
    campaign = msgspec.structs.replace(EMPTY, units=units)
    acks = Ack(unit=units[0].name, at=NOW), Ack(unit=units[1].name, at=NOW, done=TODAY, note="x")
    task = Task(campaign=EMPTY.id, title="Gửi kế hoạch", cascades=True, acks=acks)
    gone = Article(headline="x", status=Status.WITHDRAWN)
    never_out = Article(headline="y", status=Status.WITHDRAWN)
    again = Article(headline="z", channels=("loa",), status=Status.EXPORTED)
    posts = [
        LedgerEntry(at=NOW, piece=one.id, headline="x", withdrawn=NOW, reason="sai")
        for one in (gone, gone, again)
    ]
    found = figures(campaign, [task], [gone, never_out, again], posts=posts)
    text = report_text(found)
    told = "1 việc được giao xuống các cấp; đã có 2 lượt đơn vị xác nhận, 1 lượt đơn vị làm xong."
    assert told in " ".join(text.split())
    rows = cells(section(text, "I. TÌNH HÌNH VÀ CÔNG TÁC CHỈ ĐẠO"))
    assert rows[-1] == ["Gửi kế hoạch", "3", "1: CĐCS Hoa Gạo", "1: CĐCS Lụa Mây"]
    (row,) = read_csv(plan_csv(found))
    assert (row["silent"], row["not_done"]) == (
        "CĐCS Hoa Gạo",
        "CĐCS Lụa Mây",
    )
    assert "Đã gỡ 1 tin, bài" in text


def test_what_is_out_is_told_by_goal_audience_level_and_unit():
    campaign = Campaign(
        name="Mùa",
        goals=(Goal("G1", "Gần hơn"), Goal("G2", "Nhanh hơn")),
        audiences=(Named("đoàn viên", "trong"),),
        levels=("cơ sở",),
        units=(Unit(name="Công đoàn cơ sở Lụa Mây", short="CĐCS Lụa Mây", level="cơ sở"),),
    )
    tags: dict[str, Any] = {
        "goals": ("G1",),
        "audiences": ("đoàn viên",),
        "levels": ("cơ sở",),
    }
    out = Article(
        campaign=campaign.id,
        status=Status.EXPORTED,
        exported=NOW,
        unit="Công đoàn cơ sở Lụa Mây",
        **tags,
    )
    ready = Article(campaign=campaign.id, status=Status.APPROVED, goals=("G1",))
    planned = Task(campaign=campaign.id, title="x", **tags)
    text = report_text(figures(campaign, [planned], [out, ready]))
    assert cells(section(text, "3. Theo mục tiêu"))[1:] == [
        ["G1", "Gần hơn", "1", "1", "1"],
        ["G2", "Nhanh hơn", "0", "0", "0"],
    ]
    assert cells(section(text, "4. Theo đối tượng"))[1:] == [["trong", "đoàn viên", "1", "0", "1"]]
    assert cells(section(text, "5. Theo cấp"))[1:] == [["cơ sở", "1", "0", "1"]]
    assert "1/1 đơn vị có tin, bài đã phát" in section(text, "6. Theo đơn vị")
    assert cells(section(text, "6. Theo đơn vị"))[1:] == [["CĐCS Lụa Mây", "1", "0", "0"]]


def test_the_hours_from_event_to_first_out_are_told_by_channel():
    def out(hours, channel="báo in"):
        return Article(
            campaign=EMPTY.id,
            status=Status.EXPORTED,
            exported=NOW,
            event=NOW - timedelta(hours=hours),
            channels=(channel,),
        )

    campaign = msgspec.structs.replace(EMPTY, channels=(Named("báo in"), Named("Zalo")))
    pieces = out(2), out(4), out(30), out(1, "Zalo"), Article(campaign=EMPTY.id, event=NOW)
    found = figures(campaign, (), pieces)
    part = section(report_text(found), "12. Nhanh nhạy, kịp thời")
    assert cells(part)[1:] == [["báo in", "3", "4", "30", "1"], ["Zalo", "1", "1", "1", "0"]]
    (late,) = [item for item in found.timeliness[0].items if item.why]
    assert (late.records, str(late.why)) == ((pieces[2].id,), "30 h")


def test_a_version_reports_the_event_of_its_master():
    fields: dict[str, Any] = {"campaign": EMPTY.id, "status": Status.EXPORTED, "exported": NOW}
    master = Article(event=NOW - timedelta(hours=5), channels=("báo in",), **fields)
    version = Article(master=master.id, channels=("loa",), **fields)
    later = Article(master=master.id, channels=("đài",), event=NOW - timedelta(hours=1), **fields)
    found = figures(EMPTY, (), [master, version, later])
    hours = {one.channel: (one.worst, one.counted) for one in found.timeliness}
    assert hours == {
        "báo in": (5, (master.id,)),
        "loa": (5, (version.id,)),
        "đài": (1, (later.id,)),
    }


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


def cells(part):
    """The rows of the tables in a part of a report, the lines of a cell joined."""
    rows = []
    for line in part.split("\n"):
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_negative_news_is_told_with_its_answers():
    answer = Article(
        headline="Đáp", status=Status.EXPORTED, exported=NOW, body="x", campaign=EMPTY.id
    )
    rumours = [
        Rumour(campaign=EMPTY.id, claim="Quỹ hết", seen=NOW - timedelta(hours=5), answer=answer.id),
        Rumour(campaign=EMPTY.id, claim="Bỏ ca", seen=NOW - timedelta(hours=30), verdict="false"),
        Rumour(campaign=EMPTY.id, claim="Mới", seen=NOW),
    ]
    part = section(
        report_text(figures(EMPTY, articles=[answer], rumours=rumours)), "13. Đẩy lùi thông tin"
    )
    told = " ".join(part.split())
    assert "Đã ghi nhận 3 thông tin; đã có bài trả lời 1, trong đó đúng hạn 1; còn 2 chưa" in told
    assert cells(part)[1:] == [
        ["5.5.2027", "Bỏ ca", "sai sự thật", "quá hạn"],
        ["6.5.2027", "Quỹ hết", "chưa kiểm tra", "sau 5 giờ"],
        ["6.5.2027", "Mới", "chưa kiểm tra", "chưa"],
    ]


def test_rights_cases_are_told_with_their_outcome_and_no_contact():
    case = Article(
        headline="Nợ lương ở xưởng gỗ",
        kind=RIGHTS,
        sources=(Source(who="Lê Thu", contact="0900 111 222"),),
        follow_ups=(FollowUp(day=date(2027, 5, 9), what="gặp chủ xưởng"),),
    )
    done = Article(headline="Trả sổ bảo hiểm", kind=RIGHTS, outcome="Đã trả 12 sổ")
    text = report_text(figures(EMPTY, articles=[case, done]))
    assert cells(section(text, "15. Vụ việc bảo vệ quyền lợi"))[1:] == [
        ["Nợ lương ở xưởng gỗ", "9.5.2027: gặp chủ xưởng", "đang theo dõi"],
        ["Trả sổ bảo hiểm", "–", "Đã trả 12 sổ"],
    ]
    assert "0900" not in text


def test_each_quota_is_told_with_what_was_counted():
    quotas = (
        Quota(name="đợt truyền thông", at_least=3, per="năm"),
        Quota(name="bài đăng", at_least=4, per="ngày"),
        Quota(name="bài loa", at_least=5, per="tuần"),
    )
    campaign = Campaign(name="Mùa", year=2027, quotas=quotas)
    rows = cells(section(report_text(figures(campaign)), "10. Chỉ tiêu"))
    assert rows[1:] == [
        ["đợt truyền thông ≥ 3/năm trong năm 2027", "1", "3", "chưa đạt"],
        ["bài đăng ≥ 4/ngày: số ngày đạt", "–", "–", "chưa tính"],
        ["bài loa ≥ 5/tuần", "–", "–", "không tính"],
    ]


def test_thousands_have_a_dot_and_nearly_all_is_not_all():
    tasks = [Task(campaign=EMPTY.id, title="v", done=NOW) for _ in range(1999)]
    text = report_text(figures(EMPTY, [*tasks, Task(campaign=EMPTY.id, title="v")]))
    assert "Kế hoạch có 2.000 việc" in text
    assert "1.999 việc (99%)" in text.replace("\n", " ")


DISPUTED = "".join(
    char
    for char in map(chr, range(0x2000, 0xD800))
    if char.isprintable()
    and unicodedata.category(char) not in ("Mn", "Me")
    and cell_len(char) != (2 if unicodedata.east_asian_width(char) in "WF" else 1)
)
"""Characters whose width Python's Unicode tables and rich's newer ones do not agree on."""

ODD = st.text(
    st.characters(
        codec="utf-8",
        max_codepoint=0xFFFF,
        exclude_categories=["Cn", "Co"],
        exclude_characters=DISPUTED,
    )
    | st.sampled_from("ệữậ ằ\u0301 \t\n\xa0|*_`#+-=1.<>&\\[](){}~漢字，Ａ\x1b\u202e\u200b"),
    max_size=120,
) | st.sampled_from(["x" * 300, "漢" * 100, "ngữ " * 60, "- [ ] ", "1. a", "# x", "+ x", "---"])


@st.composite
def reported(draw):
    """What a campaign with any texts at all gives to report."""
    names = st.lists(ODD, max_size=3).map(tuple)
    topics, channels, phases = draw(names), draw(names), draw(names)
    campaign = Campaign(
        name=draw(ODD),
        organisation=draw(ODD),
        slogan=draw(ODD),
        phases=phases,
        topics=topics,
        strands=draw(names),
        channels=tuple(Channel(name, draw(ODD)) for name in channels),
        documents=(Document(kind=draw(ODD), number=draw(ODD), title=draw(ODD)),),
        sync_groups=(draw(ODD), draw(ODD)),
        milestones=(Day(name=draw(ODD), start=TODAY),),
        units=(Unit(name=draw(ODD), level="x", parent=draw(ODD)),),
    )
    days = st.none() | st.dates()
    article = Article(
        headline=draw(ODD),
        byline=draw(ODD),
        status=draw(st.sampled_from(Status)),
        exported=draw(st.sampled_from([None, NOW])),
        channels=channels,
        kind=draw(st.sampled_from(["", RIGHTS])),
        follow_ups=(FollowUp(day=TODAY, what=draw(ODD)),),
        outcome=draw(ODD),
    )
    claim = Rumour(
        campaign=campaign.id,
        claim=draw(ODD),
        seen=NOW,
        verdict=draw(st.sampled_from(["", "false", "partly", "true"])),
        answer=draw(st.sampled_from([None, article.id])),
    )
    tasks = [
        Task(
            campaign=campaign.id,
            title=draw(ODD),
            phase=draw(st.sampled_from(phases) if phases else ODD),
            due=draw(days),
            due_time=draw(st.none() | st.times()),
            owner=draw(ODD),
            notes=draw(ODD),
            topics=topics[:1],
            channels=channels[1:],
            articles=draw(st.sampled_from([(), (article.id,), (new_id(),)])),
            done=draw(st.sampled_from([None, NOW])),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    today = draw(st.sampled_from([TODAY, date.min, date.max]))
    return figures(campaign, tasks, [article], today, draw(st.sampled_from([(), (claim,)])))


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


# ---------------------------------------------------------------- the numbers


def spots(found):
    return [(line.text, spot) for line in report.report_lines(found) for spot in line.spots]


@given(reported())
def test_each_number_of_a_report_is_how_many_things_it_opens_to(found):
    known = {*found.articles, *(one.id for one in found.tasks)}
    known |= {one.rumour.id for one in found.claims}
    for text, spot in spots(found):
        number, shown = spot.number, text[spot.start : spot.end]
        if isinstance(number, Measure):
            assert shown == number.shown[: len(shown)]
        else:
            # Only a column without any room breaks a number.
            assert shown == str(number)[: len(shown)]
            assert number.value == sum(item.why is None for item in number.items)
        assert set(number.counted) <= known


def test_every_count_of_the_report_opens(may):
    """Only days, hours, targets and the numbers of headings are no counts."""
    known = {(text, spot.start) for text, spot in spots(may)}
    inside = "\n".join(line.text for line in report.report_lines(may))
    start, end = inside.index("Kế hoạch có"), inside.index("III. TỒN TẠI")
    for line in report.report_lines(may):
        is_target = "≥" in line.text or "≤" in line.text
        if line.text not in inside[start:end] or not line.text.startswith("|") or is_target:
            continue
        for cell in re.finditer(r"\| +(\d+%?) (?=\|)", line.text):
            assert (line.text, cell.start(1)) in known, line.text


def test_the_numbers_of_a_channel_are_its_pieces_and_tell_why_the_others_do_not_count():
    campaign = msgspec.structs.replace(EMPTY, channels=(Channel("loa"), Channel("đài")))
    out, again = (
        Article(campaign=campaign.id, status=Status.EXPORTED, exported=NOW, channels=("loa",))
        for _ in range(2)
    )
    ready = Article(campaign=campaign.id, status=Status.APPROVED, channels=("loa",))
    planned = Task(campaign=campaign.id, title="x", channels=("loa",))
    found = figures(campaign, [planned], [out, again, ready])
    of_loa = {spot.about: spot for _text, spot in spots(found) if spot.about.startswith("loa ·")}
    assert {about: spot.number.counted for about, spot in of_loa.items()} == {
        "loa · Đã phát": (out.id, again.id),
        "loa · Sẵn sàng": (ready.id,),
        "loa · Dự kiến": (planned.id,),
    }
    assert {spot.part for spot in of_loa.values()} == {"2. Theo kênh"}
    others = [item for item in of_loa["loa · Đã phát"].number.items if item.why]
    assert [(one.records, str(one.why)) for one in others] == [
        ((ready.id,), "ready, not out"),
        ((planned.id,), "planned, not out"),
    ]


def test_messages_are_told_with_their_versions():
    campaign = msgspec.structs.replace(
        EMPTY,
        channels=(Channel("báo in", "a"), Channel("loa", "b")),
        sync_groups=("a", "b"),
    )
    fields: dict[str, Any] = {"campaign": campaign.id, "headline": "Ba nghìn suất quà"}
    out: dict[str, Any] = {"status": Status.EXPORTED, "exported": NOW}
    first = Article(channels=("báo in",), **fields, **out)
    versions = [
        Article(master=first.id, channels=("loa",), **fields, **out),
        Article(master=first.id, channels=("Zalo",), status=Status.APPROVED, **fields),
    ]
    apart = Article(campaign=campaign.id, headline="Lẻ", channels=("báo in",), **out)
    idea = Article(campaign=campaign.id, headline="Ý tưởng", status=Status.IDEA)
    found = figures(campaign, (), [first, *versions, apart, idea])
    part = section(report_text(found), "7. Theo thông điệp")
    assert "3 thông điệp" in part
    assert "2 đã phát, trong đó 1 đồng bộ; 0 sẵn sàng; 1 dự kiến." in " ".join(part.split())
    assert cells(part)[1:] == [
        ["Ba nghìn suất quà", "2", "1", "0", "có"],
        ["Lẻ", "1", "0", "0", "chưa"],
    ]


@given(reported())
def test_the_numbers_agree_in_text_markdown_and_word(found):
    text = report_text(found)
    numbers = [str(spot.number) for _text, spot in spots(found)]
    tokens = MarkdownIt("commonmark").enable("table").parse(report_markdown(found))
    word = docx.Document(io.BytesIO(report_docx(found)))
    rows = [
        [[clean(cell.text) for cell in row.cells] for row in one.rows] for one in word.tables[1:-1]
    ]
    in_markdown: list[list[str]] = []
    for place, token in enumerate(tokens):
        if token.type == "tr_open":
            in_markdown.append([])
        elif token.type == "inline" and tokens[place - 1].type in ("td_open", "th_open"):
            words = (child.content for child in token.children or () if child.type != "softbreak")
            in_markdown[-1].append("".join(words))
    assert in_markdown == [row for one in rows for row in one]
    paragraphs = [clean(one.text) for one in word.paragraphs]
    told = [clean(token.content) for token in tokens if token.type == "inline"]
    for start in ("Kế hoạch có", "Tổng cộng", "Đã ghi nhận"):
        in_word = [one for one in paragraphs if one.startswith(start)]
        assert in_word == [one for one in told if one.startswith(start)]
        assert all(" ".join(one.split()) in " ".join(text.split()) for one in in_word)
    assert numbers


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


# ---------------------------------------------------------------- the plan as CSV


def read_csv(data: bytes) -> list[dict[str, str]]:
    """Read a plan as a program does: one apostrophe off the beginning of a cell."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    codes = {head: code for code, head in COLUMNS.items()}
    return [{codes[head]: cell.removeprefix("'") for head, cell in row.items()} for row in rows]


def test_the_plan_is_a_row_a_task_in_the_order_of_the_checklist(may):
    data = plan_csv(may)
    assert data.startswith(b"\xef\xbb\xbfm\xc3\xa3,giai ")
    rows = read_csv(data)
    assert [row["id"] for row in rows] == [task.id for task in may.tasks]
    (row,) = [row for row in rows if row["articles"]]
    assert row["headlines"] == "Ba nghìn thợ may dự lễ phát động"
    assert row["channels"] == "báo điện tử; đài; trang tin; loa truyền thanh; Facebook"
    assert (row["due"], row["status"], row["overdue"]) == ("2027-04-28", "đã xong", "không")
    assert row["done"] == "2027-05-06T09:00:00+07:00"
    late = [row for row in rows if row["overdue"] == "có"]
    assert len(late) == 5


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(sign):
    title = f"{sign}cmd|' /C calc'!A0"
    task = Task(campaign=EMPTY.id, title=title, channels=(title, "x"), priority=-1)
    data = plan_csv(figures(EMPTY, [task]))
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert row["việc"] == f"'{title}"
    assert row["kênh"] == f"'{title}; x"
    assert row["ưu tiên"] == "thấp"


@given(st.lists(st.tuples(*[st.text(st.characters(codec="utf-8"))] * 4), max_size=5))
def test_a_plan_reads_back_equal(texts):
    tasks = [
        Task(campaign=EMPTY.id, title=a, phase="p", owner=b, notes=c, unit=d, position=n)
        for n, (a, b, c, d) in enumerate(texts)
    ]
    rows = read_csv(plan_csv(figures(EMPTY, tasks)))
    assert [(r["title"], r["owner"], r["notes"], r["unit"]) for r in rows] == texts
    raw = csv.reader(io.StringIO(plan_csv(figures(EMPTY, tasks)).decode("utf-8-sig"), newline=""))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in raw for cell in row)


# ---------------------------------------------------------------- the calendar


def read_calendar(data: bytes):
    """Read a calendar with another library than the one that wrote it."""
    return IcsCalendarStream.calendar_from_ics(data.decode())


def events_of(campaign, tasks=()):
    data = calendar(campaign, tasks)
    return {event.uid: event for event in read_calendar(data).events}


def test_tasks_and_named_days_are_all_day_events(may):
    data = calendar(may.campaign, may.tasks)
    read = read_calendar(data)
    dated = [task for task in may.tasks if task.due]
    days = (*may.campaign.milestones, *may.campaign.peaks, *may.campaign.anniversaries)
    named = [day for day in days if day.start]
    assert len(read.events) == len(dated) + len(named)
    by_uid = {event.uid: event for event in read.events}
    for task in dated:
        event = by_uid[f"{task.id}@toasoan"]
        assert (event.dtstart, event.dtend) == (task.due, task.due + timedelta(days=1))
        assert event.summary == (f"✔ {task.title}" if task.done else task.title)
    (week,) = [event for event in read.events if event.summary == "Tuần an toàn, vệ sinh lao động"]
    assert (week.dtstart, week.dtend) == (date(2027, 5, 1), date(2027, 5, 8))
    assert data.count(b"TRANSP:TRANSPARENT") == len(read.events)


def test_the_file_is_written_as_the_standard_has_it(may):
    data = calendar(may.campaign, may.tasks)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is torn in two
    assert f"\r\nX-WR-CALNAME:{may.campaign.name}\r\n".encode() in data
    for needed in (b"\r\nVERSION:2.0\r\n", b"\r\nPRODID:-//toasoan//", b"\r\nDTSTAMP:"):
        assert needed in data


def test_what_a_task_says_stands_in_the_description():
    task = Task(
        campaign=EMPTY.id,
        title="Bài chính",
        phase="triển khai",
        due=TODAY,
        due_time=time(22),
        owner="Trần An",
        unit="LĐLĐ Thành phố",
        channels=("báo in", "đài"),
        notes="Hỏi thêm; hai nguồn,\nmột ảnh",
    )
    (event,) = events_of(EMPTY, [task]).values()
    assert event.description.split("\n") == [
        "Giai đoạn: triển khai",
        "Giờ: 22:00",
        "Phụ trách: Trần An",
        "Đơn vị: LĐLĐ Thành phố",
        "Kênh: báo in, đài",
        "Hỏi thêm; hai nguồn,",
        "một ảnh",
    ]


def test_the_same_desk_gives_the_same_bytes_and_ids_outlive_a_change():
    task = Task(campaign=EMPTY.id, title="Một", due=TODAY, updated=NOW)
    days = (Day(name="Tết", start=TODAY), Day(name="Tết", start=date(2028, 1, 1)))
    campaign = msgspec.structs.replace(EMPTY, peaks=days, milestones=days, updated=NOW)
    assert calendar(campaign, [task]) == calendar(campaign, [task])
    before = events_of(campaign, [task])
    assert len(before) == 5
    later = NOW + timedelta(hours=1)
    moved = msgspec.structs.replace(task, due=date(2027, 6, 1), title="Hai", updated=later)
    after = events_of(campaign, [moved])
    assert before.keys() == after.keys()
    event = after[f"{task.id}@toasoan"]
    assert (event.summary, event.dtstart) == ("Hai", date(2027, 6, 1))
    assert event.dtstamp.astimezone(later.tzinfo) == later


def test_articles_that_are_due_are_planned_exports():
    articles = [
        Article(headline="Quà đến tay", due=TODAY, byline="Lê Thu", channels=("báo in", "loa")),
        Article(due=TODAY),
        Article(headline="Đã ra", due=TODAY, status=Status.EXPORTED, exported=NOW),
        Article(headline="Thôi", due=TODAY, status=Status.CANCELLED),
        Article(headline="Rút", due=TODAY, status=Status.WITHDRAWN),
        Article(headline="Chưa có ngày"),
    ]
    data = calendar(EMPTY, [], articles)
    events = {event.summary: event for event in read_calendar(data).events}
    assert set(events) == {"Xuất: Quà đến tay", "Xuất: (chưa có tít)", "✔ Xuất: Đã ra"}
    event = events["Xuất: Quà đến tay"]
    assert event.uid == f"{articles[0].id}@toasoan"
    assert (event.dtstart, event.dtend) == (TODAY, TODAY + timedelta(days=1))
    assert event.description == "Tác giả: Lê Thu\nKênh: báo in, loa"
    assert data.count(b"TRANSP:TRANSPARENT") == 3


@given(reported())
def test_any_calendar_is_read_by_another_program(found):
    tasks = found.tasks
    events = read_calendar(calendar(found.campaign, tasks)).events
    assert len({event.uid for event in events}) == len(events)
    assert len(events) == 1 + sum(task.due is not None for task in tasks)


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_any_text_survives_in_a_calendar(title, notes):
    assume(r"\N" not in title + notes)  # icalendar takes that for a line end, whatever it means
    task = Task(campaign=EMPTY.id, title=title, due=TODAY, notes=notes)
    (event,) = events_of(EMPTY, [task]).values()

    def kept(text):  # line ends become line feeds, and control characters may not stand there
        return "\n".join(
            re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", line) for line in text.splitlines()
        )

    assert (event.summary or "") == kept(title)
    assert (event.description or "") == kept(notes)


def test_the_name_of_a_calendar_is_escaped():
    campaign = Campaign(name="Quà, vé; xe\nvà lớp học")
    data = calendar(campaign, [Task(campaign=campaign.id, title="x", due=TODAY)])
    for name in ("NAME", "X-WR-CALNAME"):
        assert f"\r\n{name}:Quà\\, vé\\; xe\\nvà lớp học\r\n".encode() in data


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_last_day_there_is(day):
    (event,) = events_of(EMPTY, [Task(campaign=EMPTY.id, title="x", due=day)]).values()
    assert event.dtstart == day


# ---------------------------------------------------------------- on the desk


def test_a_desk_writes_its_report_and_never_over_something_else_unasked(desk, tmp_path):
    made = desk.campaigns.new("thang-cong-nhan", 2027, "Mùa quà")
    folder = tmp_path / "ra"
    paths = desk.reports.write(made, folder)
    stem = "2027-04-20-mua-qua"
    assert [path.name for path in paths] == [
        f"{stem}.{end}" for end in ("txt", "md", "docx", "csv", "ics")
    ]
    assert paths[0].read_text(encoding="utf-8") == report_text(desk.reports.figures(made))
    assert desk.reports.write(made, folder) == paths  # the same bytes
    for path in paths[:4]:
        path.unlink()
    paths[4].write_bytes(b"mine")
    with pytest.raises(FileError, match=r"\.ics is there already"):
        desk.reports.write(made, folder)
    assert list(folder.iterdir()) == [paths[4]]  # nothing has been written beside it
    desk.reports.write(made, folder, replace=True)
    assert read_calendar(paths[4].read_bytes()).events


def test_only_the_campaigns_own_tasks_and_articles_are_reported(desk):
    made = desk.campaigns.new("thang-cong-nhan", 2027, "Mùa quà")
    other = desk.campaigns.new("thang-cong-nhan", 2027, "Mùa khác")
    own = desk.records.add(Article(headline="Của mình", campaign=made.id, status=Status.APPROVED))
    desk.records.add(Article(headline="Của người", campaign=other.id))
    found = desk.reports.figures(made)
    assert {task.campaign for task in found.tasks} == {made.id}
    assert set(found.articles) == {own.id}
    effect = next(score for score in found.scores if score.name == "hiệu quả")
    assert effect.counted == ()  # neither has begun on 20.4.


def test_the_quota_of_campaigns_counts_those_of_the_whole_desk(desk):
    today = desk.records.today()
    quotas = (Quota(name="đợt truyền thông", at_least=2, per="năm"),)
    one = desk.records.add(Campaign(name="Một", year=today.year, start=today, quotas=quotas))
    other = desk.records.add(Campaign(name="Hai", year=today.year, start=today))
    parts = [part for score in desk.reports.figures(one).scores for part in score.parts]
    (found,) = [part for part in parts if part.label.startswith("đợt truyền thông")]
    assert (found.value, set(found.counted)) == (2, {one.id, other.id})


def test_a_task_due_on_a_lunar_day_says_so():
    campaign = Campaign(name="Giỗ Tổ", year=2027)
    late = Task(campaign=campaign.id, title="x", anchor="10.3 âm lịch", due=date(2027, 4, 16))
    report = report_text(figures(campaign, [late]))
    assert "16.4.2027 (10.3 âm lịch)" in report
