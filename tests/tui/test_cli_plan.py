"""The commands that tell of a campaign's plan: report, plan, tasks."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from store import Article, Campaign, Status, Task, open_desk
from store.campaign_records import Ack, Quota, Unit
from tests.clock import NOW, TODAY
from tests.tui.cli import harmless, put, refused, toasoan
from tests.tui.helpers import entries_for
from tui import i18n


@pytest.fixture
def plan(desk_path):
    """A campaign with a task for each way of being due, and a done one."""
    campaign = Campaign(
        name="Mùa quà", phases=("kế hoạch", "triển khai"), topics=("quà",), year=TODAY.year
    )
    days = {
        "hôm qua": -1,
        "tuần trước": -7,
        "hôm nay": 0,
        "tuần sau": 7,
        "hai tuần": 14,
        "xa": 15,
    }
    tasks = [
        Task(campaign=campaign.id, title=name, due=TODAY + timedelta(days=n), phase="kế hoạch")
        for name, n in days.items()
    ]
    tasks.append(Task(campaign=campaign.id, title="gấp", due=TODAY, phase="triển khai", priority=1))
    tasks.append(Task(campaign=campaign.id, title="không hạn", phase="triển khai", owner="An"))
    tasks.append(
        Task(
            campaign=campaign.id,
            title="xong rồi",
            due=TODAY,
            phase="triển khai",
            done=NOW,
        )
    )
    put(desk_path, campaign, *tasks)
    return campaign


def titles(result) -> list[str]:
    assert (result.code, result.err) == (0, "")
    return [row["title"] for row in result.json]


# --- tasks


@pytest.mark.parametrize(
    ("due", "found"),
    [
        (None, "tuần trước, hôm qua, gấp, hôm nay, tuần sau, hai tuần, xa, không hạn"),
        ("overdue", "tuần trước, hôm qua"),
        ("today", "tuần trước, hôm qua, gấp, hôm nay"),
        ("0d", "tuần trước, hôm qua, gấp, hôm nay"),
        ("7d", "tuần trước, hôm qua, gấp, hôm nay, tuần sau"),
        ("1w", "tuần trước, hôm qua, gấp, hôm nay, tuần sau"),
        ("2w", "tuần trước, hôm qua, gấp, hôm nay, tuần sau, hai tuần"),
        ("999999w", "tuần trước, hôm qua, gấp, hôm nay, tuần sau, hai tuần, xa"),
    ],
)
def test_open_tasks_are_listed_by_day_overdue_first(cli, plan, due, found):
    asked = ("--due", due) if due else ()
    assert ", ".join(titles(cli("tasks", *asked, "--json"))) == found
    lines = cli("tasks", *asked).lines
    assert [line.split("  ")[-1] for line in lines] == found.split(", ")


def test_a_line_begins_with_an_id_and_says_what_is_overdue(cli, plan):
    rows = cli("tasks", "--json").json
    for line, row in zip(cli("tasks").lines, rows, strict=True):
        shown, mark, due, owner, title = line.split("  ")
        assert row["id"].startswith(shown)
        assert mark == ("overdue" if row["overdue"] else "todo")
        assert due == (row["due"] or "–")
        assert owner == (row["owner"] or "–")
        assert title == row["title"]
    assert rows[0]["campaign"] == "Mùa quà"
    assert rows[0]["campaign_id"] == plan.id


@pytest.mark.parametrize(
    "due", ["", "d", "-1d", "7", "7 d", "7m", "9" * 5000 + "d", "\x1b[2J", "٧d"]
)
def test_a_time_that_is_none_is_refused(cli, plan, due):
    refused(cli("tasks", f"--due={due}"), "write 7d, 2w, today or overdue")


def test_tasks_of_one_campaign(cli, plan, desk_path):
    other = Campaign(name="Mùa khác")
    put(desk_path, other, Task(campaign=other.id, title="việc khác"))
    assert titles(cli("tasks", "--campaign", "mùa khác", "--json")) == ["việc khác"]
    assert len(titles(cli("tasks", "--json"))) == 9
    refused(cli("tasks", "--campaign", "Không"), "no campaign “Không”")


def test_no_such_task_is_said(cli, desk_path):
    put(desk_path, Campaign(name="Trống"))
    result = cli("tasks", "--due", "today")
    assert (result.code, result.out) == (0, b"")
    assert result.err == "toasoan: There is no such task.\n"
    assert titles(cli("tasks", "--json")) == []


# --- plan


def test_the_plan_as_json(cli, plan, desk_path):
    out = Article(campaign=plan.id, headline="Tít", topics=("quà",), status=Status.EXPORTED)
    put(desk_path, out, *entries_for(out, at=NOW))
    (row,) = cli("plan", "--json").json
    assert (row["id"], row["name"]) == (plan.id, "Mùa quà")
    counts = {name: row["progress"][name] for name in ("done", "total", "overdue")}
    assert counts == {"done": 1, "total": 9, "overdue": 2}
    assert {name: len(ids) for name, ids in row["progress"]["tasks"].items()} == {
        "done": 1,
        "overdue": 2,
    }
    matrix = row["matrix"]
    assert (matrix["in_sync"], matrix["total"], matrix["gaps"], matrix["late"]) == (0, 1, 0, 0)
    assert matrix["rows"] == {"axis": "topics", "names": ["quà"]}
    assert [phase["name"] for phase in row["phases"]] == ["kế hoạch", "triển khai"]
    assert [(phase["done"], phase["total"]) for phase in row["phases"]] == [(0, 6), (1, 3)]
    assert [task["title"] for task in row["phases"][1]["tasks"]] == ["gấp", "không hạn", "xong rồi"]
    scores = {score.pop("name"): score for score in row["scores"]}
    assert len(scores["toàn diện"].pop("counted")) == 1
    assert scores["toàn diện"] == {
        "value": 1,
        "of": 1,
        "share": 1,
        "parts": [],
        "ready": 0,
        "planned": 0,
    }
    assert scores["đồng bộ"]["value"] == 0


def test_the_plan_shows_every_quota(cli, desk_path):
    quotas = (
        Quota(name="bài đăng", at_least=4, per="ngày"),
        Quota(name="bài phát loa", at_least=5, per="tuan trang"),
    )
    put(desk_path, Campaign(name="Mùa loa", quotas=quotas))
    (row,) = cli("plan", "--json").json
    (score,) = row["scores"]
    assert (score["name"], score["of"], score["share"]) == ("hiệu quả", 0, 0)
    assert [(part["kind"], part["of"], part["is_met"]) for part in score["parts"]] == [
        ("posts", 0, False),
        (None, 0, False),
    ]
    assert cli("plan").lines[-2:] == [
        "    bài đăng ≥ 4/ngày: số ngày đạt  nothing to count yet",
        "    bài phát loa ≥ 5/tuan trang  cannot be counted",
    ]


def test_the_plan_of_a_built_in_campaign(cli):
    cli("campaign", "new", "--template", "thang-cong-nhan", "--year", "2027")
    (row,) = cli("plan", "--json").json
    total = sum(phase["total"] for phase in row["phases"])
    assert row["progress"]["total"] == total == len(cli("list", "tasks", "--json").json)
    assert row["matrix"]["total"] == 15
    matrix = row["matrix"]
    assert matrix["gaps"] > 0
    assert matrix["late"] == 9, "what was planned for those very cells before 20 April"
    groups = matrix["columns"]["groups"]
    assert groups[0]["group"] == "truyền thông đại chúng"
    assert len(matrix["cells"]) == 15 * sum(len(group["names"]) for group in groups)
    assert all({"planned", "ready", "out"} < cell.keys() for cell in matrix["cells"])
    assert sum(cell["planned"] for cell in matrix["cells"]) > 0
    for cell in matrix["cells"]:
        assert {name: len(ids) for name, ids in cell["pieces"].items()} == {
            name: cell[name] for name in ("planned", "ready", "out")
        }
    assert sum(cell["out"] for cell in matrix["cells"]) == 0
    going = [task for phase in row["phases"] for task in phase["tasks"] if task["cascade"]]
    assert going[0]["cascade"]["silent"]
    assert going[0]["cascade"]["not_done"] == []
    assert len(row["scores"]) == 5


def test_the_plan_for_people(cli, plan):
    lines = cli("plan").lines
    assert lines[0] == f"{plan.id[:6]}  Mùa quà  1/9"
    assert lines[1:3] == ["  kế hoạch  0/6", "  triển khai  1/3"]
    assert "  toàn diện  0/1" in lines


def test_the_plan_tells_where_the_chain_of_units_stops(cli, desk_path):
    units = tuple(Unit(name=f"CĐCS {n}", level="cơ sở") for n in ("Lụa", "Bến", "Gạo"))
    campaign = Campaign(name="Mùa", units=units)
    acks = Ack(unit=units[0].name, at=NOW), Ack(unit=units[1].name, at=NOW, done=TODAY)
    task = Task(campaign=campaign.id, title="Gửi", cascades=True, acks=acks, phase="x")
    put(desk_path, campaign, task)
    told = "    Gửi  3 units: 1 have not acknowledged, 1 have and are not done"
    assert told in cli("plan").lines


def test_of_nothing_there_is_no_share(cli, desk_path):
    quota = Quota(name="bài đăng", at_least=4, per="ngày")
    put(desk_path, Campaign(name="Trống", phases=("kế hoạch",), quotas=(quota,)))
    lines = cli("plan").lines
    assert lines[0].endswith("  Trống  –")
    assert lines[1:3] == ["  kế hoạch  –", "  hiệu quả  –"]


def test_the_plan_of_one_campaign(cli, plan, desk_path):
    put(desk_path, Campaign(name="Mùa khác"))
    assert [row["name"] for row in cli("plan", "--json").json] == ["Mùa quà", "Mùa khác"]
    (row,) = cli("plan", "--campaign", plan.id[:8], "--json").json
    assert row["name"] == "Mùa quà"
    refused(cli("plan", "--campaign", "Không", "--json"), "no campaign “Không”")


# --- report


def test_a_report_is_five_files_in_a_new_folder(cli, plan, tmp_path):
    out = tmp_path / "ra" / "đây"
    result = cli("report", "--to", out)
    assert (result.code, result.err) == (0, "")
    stem = f"{TODAY.isoformat()}-mua-qua"
    assert result.lines == [f"{out}/{stem}.{end}" for end in ("txt", "md", "docx", "csv", "ics")]
    assert sorted(map(str, out.iterdir())) == sorted(result.lines)
    text = (out / f"{stem}.txt").read_text(encoding="utf-8")
    assert "BÁO CÁO" in text
    assert "“Mùa quà”" in text
    rows = csv.DictReader(io.StringIO((out / f"{stem}.csv").read_text(encoding="utf-8-sig")))
    assert [row["việc"] for row in rows][-1] == "xong rồi"
    assert (out / f"{stem}.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert (out / f"{stem}.md").read_text(encoding="utf-8").count("\n# ") == 1


def test_the_report_is_in_vietnamese_whatever_the_screens_are_in(cli, plan, tmp_path):
    for language in ("vi", "en"):
        cli("--lang", language, "report", "--to", tmp_path / language)
    i18n.use("en")
    for path in (tmp_path / "vi").iterdir():
        assert path.read_bytes() == (tmp_path / "en" / path.name).read_bytes()


def test_a_report_never_writes_over_another_file_unasked(cli, plan, tmp_path):
    first = cli("report", "--to", tmp_path / "ra")
    assert cli("report", "--to", tmp_path / "ra") == first  # the same bytes
    text, *_others, days = sorted((tmp_path / "ra").iterdir(), key=lambda p: p.suffix == ".ics")
    days.write_bytes(b"another")
    text.unlink()
    refused(cli("report", "--to", tmp_path / "ra"), str(days), "is there already")
    assert days.read_bytes() == b"another"
    assert not text.exists()
    assert cli("report", "--to", tmp_path / "ra", "--replace") == first
    assert text.exists()
    assert days.read_bytes() != b"another"


def test_the_numbers_of_a_report_come_with_the_ids_of_what_they_count(cli, plan):
    rows = cli("report", "--json").json
    ids = {one["id"] for one in (*cli("tasks", "--json").json,)}
    (late,) = [row for row in rows if row["about"] == "kế hoạch · Quá hạn"]
    assert late["part"] == "1. Theo giai đoạn"
    assert late["shown"] == str(late["value"]) == str(len(late["counted"]))
    assert set(late["counted"]) <= ids
    for row in rows:
        assert row["shown"] in row["line"]
        assert row["value"] == 0 or row["counted"] or row["names"]
    refused(cli("report", "--json", "--to", "ra"), "--to")


def test_a_report_needs_to_know_which_campaign(cli, plan, desk_path, tmp_path):
    out = tmp_path / "ra"
    put(desk_path, Campaign(name="Mùa khác"))
    refused(cli("report", "--to", out), "several campaigns", "Mùa quà, Mùa khác")
    refused(cli("report", "--to", out, "--campaign", "Không"), "no campaign “Không”")
    refused(cli("report"), "--to")
    assert not out.exists()
    assert len(cli("report", "--to", out, "--campaign", "MÙA QUÀ").lines) == 5
    result = cli("report", "--to", out, "--campaign", "Mùa khác")
    assert result.code == 0
    assert len(result.lines) == 4
    assert "there is no calendar file" in result.err


def test_a_report_of_nothing_is_refused(cli, desk_path, tmp_path):
    refused(cli("report", "--to", tmp_path / "ra"), "There is no desk")
    assert list(tmp_path.iterdir()) == []
    put(desk_path, Article(headline="x"))
    refused(cli("report", "--to", tmp_path / "ra"), "The desk has no campaign yet")
    assert not (tmp_path / "ra").exists()


def test_a_report_needs_a_folder_that_can_be_one(cli, plan, tmp_path, page):
    refused(cli("report", "--to", page()), "is a file, not a folder")
    refused(cli("report", "--to", page() / "dưới"), "cannot be written")
    refused(cli("report", "--to", "/proc/nơi"), "cannot be written")
    refused(cli("report", "--to", tmp_path / ("x" * 300)), "cannot be written")
    refused(cli("report", "--to", "~nobody-of-that-name"), "no home folder")


# --- all three


READING = {
    "report": ("report", "--to", "ra"),
    "plan": ("plan",),
    "plan --json": ("plan", "--json"),
    "tasks": ("tasks", "--due", "7d"),
}


@pytest.mark.parametrize("words", ["plan", "tasks"])
def test_an_empty_desk_tells_nothing_and_makes_nothing(cli, words, desk_path):
    result = cli(words, "--json")
    assert (result.code, result.json) == (0, [])
    assert "There is no desk" in result.err
    assert list(desk_path.parent.iterdir()) == []


@pytest.mark.parametrize("arguments", READING.values(), ids=READING)
def test_they_work_beside_a_running_app_and_change_nothing(cli, desk, arguments, tmp_path):
    desk.campaigns.new("thang-cong-nhan", 2027)
    files = sorted(tmp_path.iterdir())
    before = desk.file.path.read_bytes()
    if "--to" in arguments:
        arguments = (*arguments[:-1], tmp_path / "ra")
        files.append(tmp_path / "ra")
    assert cli(*arguments).code == 0
    assert desk.file.path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == sorted(files)


@pytest.mark.parametrize("arguments", READING.values(), ids=READING)
@pytest.mark.parametrize("data", [b"[]", b"<!doctype html>", b'{"_default": {"1": {"x": 1}}}'])
def test_a_desk_that_is_none_is_refused(cli, arguments, data, desk_path):
    desk_path.write_bytes(data)
    refused(cli(*arguments), str(desk_path))
    assert desk_path.read_bytes() == data


@pytest.mark.parametrize("words", ["report", "plan", "tasks"])
def test_help_is_in_the_language_asked_for(cli, words):
    texts = {lang: cli(words, "--help", "--lang", lang) for lang in ("vi", "en")}
    for result in texts.values():
        assert (result.code, result.err) == (0, "")
        assert f"toasoan {words}" in result.out.decode()
    assert texts["vi"].out != texts["en"].out
    assert texts["en"].out.isascii()


NASTY = "\x1b[31mTít\x07\u202e\u2066 ng\xadược\u200b\u2028\x85\x9b2J\U000e0041\ufff9\t\r|x"


def test_they_say_nothing_that_a_terminal_would_obey(cli, desk_path, tmp_path):
    campaign = Campaign(name=NASTY, phases=(NASTY,), organisation=NASTY, topics=(NASTY,))
    task = Task(campaign=campaign.id, title=NASTY, phase=NASTY, owner=NASTY, due=TODAY)
    put(desk_path, campaign, task, Campaign(name=NASTY + "2"))
    for arguments in (("plan",), ("plan", "--json"), ("tasks",), ("tasks", "--json")):
        result = cli(*arguments)
        assert result.code == 0
        assert harmless(result.out.decode() + result.err)
    assert len(cli("tasks").lines) == 1
    refused(cli("report", "--to", tmp_path / "ra"))
    result = cli("report", "--to", tmp_path / "ra", "--campaign", campaign.id)
    assert len(result.lines) == 5
    for end in ("txt", "md"):
        (path,) = (tmp_path / "ra").glob(f"*.{end}")
        assert harmless(path.read_text(encoding="utf-8"))


def test_the_program_itself_writes_a_report(tmp_path, desk_path):
    with open_desk(desk_path) as desk:
        desk.campaigns.new("thang-cong-nhan", 2027)
    result = toasoan("--desk", desk_path, "report", "--to", tmp_path / "ra")
    assert (result.code, result.err) == (0, "")
    assert len(result.lines) == 5
