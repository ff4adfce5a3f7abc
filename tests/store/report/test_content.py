"""What a report tells of a campaign, part by part."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import msgspec

from store import LedgerEntry
from store.campaign_records import Ack, Campaign, Goal, Named, Quota, Rumour, Task, Unit
from store.campaigns.scores import EFFECT
from store.channels import Channel
from store.records import RIGHTS, Article, FollowUp, Source, Status, new_id
from store.report import plan_csv, report_text
from store.templates import load

from .samples import EMPTY, NOW, TODAY, cells, figures, read_csv, section


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


def test_a_task_due_on_a_lunar_day_says_so():
    campaign = Campaign(name="Giỗ Tổ", year=2027)
    late = Task(campaign=campaign.id, title="x", anchor="10.3 âm lịch", due=date(2027, 4, 16))
    report = report_text(figures(campaign, [late]))
    assert "16.4.2027 (10.3 âm lịch)" in report
