"""The commands that list, add, change and tick tasks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store import Campaign, Task, open_desk
from store.campaign_records import Day, Stage
from store.channels import Channel
from tests.clock import TODAY
from tests.tui.cli import put, refused


@pytest.fixture
def plan(desk_path):
    """A campaign with two tasks that wait for each other in a row."""
    campaign = Campaign(
        name="Mùa quà",
        year=TODAY.year,
        phases=("kế hoạch", "triển khai"),
        channels=(Channel("báo in"), Channel("loa")),
        topics=("Quà",),
        milestones=(Day(name="Đại hội"),),
        peaks=(Day(name="Lễ mở màn", start=TODAY + timedelta(days=10)),),
    )
    first = Task(
        campaign=campaign.id,
        title="kịch bản",
        phase="kế hoạch",
        owner="Lê Thu",
        due=TODAY - timedelta(days=1),
    )
    second = Task(
        campaign=campaign.id,
        title="thu loa",
        phase="triển khai",
        owner="Võ Bình",
        unit="CĐCS Xưởng tàu",
        due=TODAY,
        after=(first.id,),
        milestone="Đại hội",
        stage=Stage.BEFORE,
        cascades=True,
    )
    put(desk_path, campaign, first, second)
    return campaign, first, second


def titles(result):
    assert (result.code, result.err) == (0, "")
    return [row["title"] for row in result.json]


def kept(desk_path, title):
    with open_desk(desk_path, read_only=True) as desk:
        return next(task for task in desk.tasks if task.title == title)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("--late",), ["kịch bản"]),
        (("--owner", "lê  THU"), ["kịch bản"]),
        (("--unit", "cđcs xưởng tàu"), ["thu loa"]),
        (("--owner", "Lê Thu", "--unit", "CĐCS Xưởng tàu"), []),
        (("--late", "--due", "7d"), ["kịch bản"]),
    ],
)
def test_tasks_of_a_person_of_a_unit_the_late_ones(cli, plan, asked, found):
    assert titles(cli("tasks", *asked, "--json")) == found


def test_json_says_what_a_task_waits_for(cli, plan):
    _campaign, first, second = plan
    late, waiting = cli("tasks", "--json").json
    assert (late["after"], late["waiting"], late["stage"]) == ([], [], None)
    assert (waiting["after"], waiting["waiting"]) == ([first.id], [first.id])
    assert (waiting["milestone"], waiting["stage"]) == ("Đại hội", "before")
    assert (waiting["cascades"], waiting["acked"], waiting["strand"]) == (True, [], "")
    cli("tick", first.id)
    assert cli("tasks", "--json").json[0]["waiting"] == []
    assert cli("tasks", "--json").json[0]["id"] == second.id


def test_a_task_is_added_with_a_day_as_one_says_it(cli, plan, desk_path):
    asked = ("--due", "2 ngày trước lễ mở màn 9h", "--phase", "TRIỂN khai", "--owner", " An ")
    made = cli("task", "add", "chụp ảnh", *asked, "--priority", "high")
    assert made.lines == [f"{made.id}\tchụp ảnh"]
    task = kept(desk_path, "chụp ảnh")
    assert task.id == made.id
    assert (task.due, task.anchor, task.offset) == (TODAY + timedelta(days=8), "Lễ mở màn", -2)
    assert (task.phase, task.owner, task.priority) == ("triển khai", "An", 1)
    assert (task.due_time.hour, task.position) == (9, 1)
    cli("task", "add", "không hạn")
    assert kept(desk_path, "không hạn").phase == "kế hoạch"  # the first one


def test_a_task_is_changed(cli, plan, desk_path):
    _campaign, first, second = plan
    result = cli("task", "edit", first.id[:8], second.id[:8], "--due", "+3d", "--owner", "An")
    assert result.lines == [f"{first.id}\tkịch bản", f"{second.id}\tthu loa"]
    for title in ("kịch bản", "thu loa"):
        assert kept(desk_path, title).due == TODAY + timedelta(days=3)
        assert kept(desk_path, title).owner == "An"
    cli("task", "edit", first.id, "--title", "kịch bản mới", "--due", "")
    assert kept(desk_path, "kịch bản mới").due is None


def test_a_task_takes_tags_and_a_repetition(cli, plan, desk_path):
    asked = ("--channel", "LOA", "--channel", "báo in", "--topic", "quà", "--milestone", "đại hội")
    cli("task", "add", "phát loa", *asked, "--due", "20.4", "--repeat", "hằng tuần")
    task = kept(desk_path, "phát loa")
    assert task.channels == ("loa", "báo in")
    assert (task.topics, task.milestone) == (("Quà",), "Đại hội")
    assert (task.repeat, task.instance) == ("FREQ=WEEKLY", task.due)
    cli("task", "edit", task.id, "--channel", "", "--repeat", "mỗi 2 tuần")
    task = kept(desk_path, "phát loa")
    assert (task.channels, task.topics) == ((), ("Quà",))
    assert task.repeat == "FREQ=WEEKLY;INTERVAL=2"
    cli("task", "edit", task.id, "--repeat", "")
    assert kept(desk_path, "phát loa").repeat == ""


def test_tasks_are_ticked_and_what_they_wait_for_is_said(cli, plan, desk_path):
    _campaign, first, second = plan
    result = cli("tick", second.id[:8])
    assert (result.code, result.id) == (0, second.id)
    assert result.err == "toasoan: “thu loa” waits for: kịch bản.\n"
    done = kept(desk_path, "thu loa").done
    assert done
    result = cli("tick", second.id, first.id)  # ticked already: it stays
    assert (result.code, result.err) == (0, "")
    assert kept(desk_path, "thu loa").done == done
    cli("tick", "--off", first.id, second.id)
    assert kept(desk_path, "thu loa").done is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("task", "add", "x", "--due", "31.2"), "31.2 is not a day of the calendar"),
        (("task", "add", "x", "--due", "hôm nọ"), "is not understood as a day"),
        (("task", "add", " "), "needs a few words"),
        (("task", "add", "x", "--phase", "tổng kết"), "it has: kế hoạch, triển khai"),
        (("task", "add", "x", "--campaign", "Không"), "no campaign “Không”"),
        (("task", "edit", "zz", "--owner", "An"), "begins with “zz”"),
        (("tick", "zz"), "begins with “zz”"),
        (("task", "add", "x", "--channel", "đài"), "no channel “đài”; it has: báo in, loa"),
        (("task", "add", "x", "--repeat", "hằng tuần"), "needs a first day"),
        (("task", "add", "x", "--due", "20.4", "--repeat", "lúc nào rảnh"), "lúc nào rảnh"),
    ],
)
def test_refusals_change_nothing(cli, plan, desk_path, arguments, words):
    before = desk_path.read_bytes()
    refused(cli(*arguments), words)
    with open_desk(desk_path, read_only=True) as desk:
        assert {task.title for task in desk.tasks} == {"kịch bản", "thu loa"}
    assert desk_path.read_bytes() == before


def test_a_wrong_day_among_several_tasks_changes_none(cli, plan, desk_path):
    _campaign, first, _second = plan
    other = Campaign(name="Mùa khác", phases=("khác",))
    lone = Task(campaign=other.id, title="lạc")
    put(desk_path, other, lone)
    refused(cli("task", "edit", first.id, lone.id, "--phase", "triển khai"), "it has: khác")
    assert kept(desk_path, "kịch bản").phase == "kế hoạch"


def test_a_task_whose_hour_has_passed_is_late(cli, plan, desk_path):
    """It is 9:00."""
    _campaign, _first, second = plan
    cli("task", "edit", second.id, "--due", "hôm nay 8h")
    assert titles(cli("tasks", "--late", "--json")) == ["kịch bản", "thu loa"]
    assert titles(cli("tasks", "--due", "overdue", "--json")) == ["kịch bản", "thu loa"]
    assert "overdue" in cli("tasks", "--late", "--lang", "en").lines[1]
    cli("task", "edit", second.id, "--due", "hôm nay 10h")
    assert titles(cli("tasks", "--late", "--json")) == ["kịch bản"]
