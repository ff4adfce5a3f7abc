"""The command `calendar`."""

from datetime import date, timedelta

import pytest

from store import Article, Campaign, Status, Task, open_desk
from store.campaign_records import Day
from tests.clock import NOW, TODAY
from tests.tui.cli import harmless, put, refused, toasoan


@pytest.fixture
def filled(desk_path):
    """Two campaigns around a fixed time, and around today."""
    one = Campaign(
        name="Mùa quà",
        year=2047,
        start=date(2047, 4, 1),
        anniversaries=(Day(name="Ngày hội làng", start=date(2047, 5, 4)),),
        peaks=(Day(name="Tuần lễ", start=date(2047, 5, 5), end=date(2047, 5, 6)),),
    )
    two = Campaign(name="Tết sum vầy", year=2047)
    done = NOW
    put(
        desk_path,
        one,
        two,
        Task(campaign=one.id, title="Gặp thợ\nca đêm", due=date(2047, 5, 5)),
        Task(campaign=two.id, title="Mua bánh", due=date(2047, 5, 5), done=done),
        Task(campaign=two.id, title="Hôm nay", due=TODAY),
        Task(campaign=two.id, title="Hôm qua", due=TODAY - timedelta(days=1)),
        Task(campaign=two.id, title="Ngày thứ 30", due=TODAY + timedelta(days=30)),
        Task(campaign=two.id, title="Ngày thứ 31", due=TODAY + timedelta(days=31)),
        Article(campaign=one.id, headline="Quà", due=date(2047, 5, 6), status=Status.APPROVED),
    )
    return one


MAY = ("--from", "4.5.2047", "--to", "2047-05-06")


def lines(result):
    assert (result.code, result.err) == (0, "")
    return result.lines


def test_a_line_an_entry(cli, filled):
    assert lines(cli("calendar", *MAY)) == [
        "2047-05-04  anniversary  –  Ngày hội làng  Mùa quà",
        "2047-05-05  peak  –  Tuần lễ  Mùa quà",
        "2047-05-05  task  –  Gặp thợ ca đêm  Mùa quà",
        "2047-05-05  task  done  Mua bánh  Tết sum vầy",
        "2047-05-06  peak  –  Tuần lễ  Mùa quà",
        "2047-05-06  planned  –  Quà  Mùa quà",
    ]


def test_codes_are_translated_for_people_alone(cli, filled):
    said = lines(cli("calendar", *MAY, "--lang", "vi"))
    assert said[3] == "2047-05-05  việc  đã xong  Mua bánh  Tết sum vầy"
    assert cli("calendar", *MAY, "--lang", "vi", "--json").json[3]["kind"] == "task"
    assert "đã xong" in cli("list", "tasks", "--lang", "vi").out.decode()
    codes = {row["status"] for row in cli("list", "tasks", "--lang", "vi", "--json").json}
    assert codes == {"todo", "done"}


def test_one_campaign_alone(cli, filled):
    found = lines(cli("calendar", *MAY, "--campaign", "mùa quà"))
    assert len(found) == 5
    assert found[0] == "2047-05-04  anniversary  –  Ngày hội làng"


def test_as_json(cli, filled):
    rows = cli("calendar", *MAY, "--json").json
    peak, task = rows[1], rows[2]
    assert peak == {
        "day": "2047-05-05",
        "kind": "peak",
        "title": "Tuần lễ",
        "time": None,
        "first": "2047-05-05",
        "last": "2047-05-06",
        "late": False,
        "done": False,
        "id": None,
        "campaign": "Mùa quà",
        "campaign_id": filled.id,
    }
    assert (task["kind"], task["title"], len(task["id"])) == ("task", "Gặp thợ\nca đêm", 32)


def test_holidays_belong_to_nobody(cli, filled):
    (row,) = cli("calendar", "--from", "30.4.2047", "--to", "30.4.2047", "--json").json
    assert (row["kind"], row["title"], row["campaign"]) == ("holiday", "Ngày Chiến thắng", None)


def test_from_today_on_for_thirty_days(cli, filled):
    rows = cli("calendar", "--campaign", "Tết sum vầy", "--json").json
    titles = [row["title"] for row in rows if row["kind"] == "task"]
    assert titles in (["Hôm nay", "Ngày thứ 30"], ["Hôm nay", "Mua bánh", "Ngày thứ 30"])


def test_days_are_typed_as_people_type_them(cli, filled):
    rows = cli("calendar", "--from", "hôm qua", "--to", "mai", "--json").json
    assert [row["late"] for row in rows if row["kind"] == "task"] == [True, False]
    assert [row["title"] for row in rows if row["kind"] == "task"] == ["Hôm qua", "Hôm nay"]
    rows = cli(
        *("calendar", "--campaign", "Mùa quà", "--from", "ngày hội làng"),
        *("--to", "1 ngày sau ngày hội làng", "--json"),
    ).json
    assert [row["day"] for row in rows] == ["2047-05-04", "2047-05-05", "2047-05-05"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("--from", "31.2"), "31.2"),
        (("--from", "31.2.2047", "--to", "1.3.2047"), "31.2.2047"),
        (("--to", "hôm kìa"), "comes before"),
        (("--from", "2.5.2047", "--to", "1.5.2047"), "2.5.2047"),
        (("--from", "1.1.2047", "--to", "1.1.2067"), "ten years"),
        (("--campaign", "Không có"), "Không có"),
        (("--from", "10 ngày trước Tết"), "campaign"),
    ],
)
def test_what_cannot_be_is_refused(cli, filled, typed, words):
    assert words.lower() in refused(cli("calendar", *typed)).lower()


def test_a_day_without_a_date_is_none(cli, desk_path):
    put(desk_path, Campaign(name="x", milestones=(Day(name="Đại hội"),)))
    refused(cli("calendar", "--campaign", "x", "--from", "đại hội"), "đại hội", "no day yet")


def test_nothing_there(cli, desk_path):
    refused(cli("calendar"), str(desk_path))
    put(desk_path, Campaign(name="x"))
    result = cli("calendar", "--from", "5.6.2047", "--to", "6.6.2047")
    assert (result.code, result.out) == (0, b"")
    assert "Nothing stands on these days." in result.err
    assert cli("calendar", "--from", "5.6.2047", "--to", "6.6.2047", "--json").json == []


def test_nothing_that_a_terminal_obeys(cli, desk_path):
    put(
        desk_path,
        Campaign(
            name="a\x1b[2Jb", milestones=(Day(name="\u202eđảo\x9b1m", start=date(2047, 6, 5)),)
        ),
    )
    result = cli("calendar", "--from", "5.6.2047", "--to", "5.6.2047")
    assert len(result.lines) == 1
    assert harmless(result.out.decode())


def test_it_changes_nothing_and_works_beside_the_app(cli, desk_path, filled):
    before = desk_path.read_bytes()
    with open_desk(desk_path):
        assert cli("calendar", *MAY).lines
    assert desk_path.read_bytes() == before


def test_as_a_program_in_vietnamese(filled, desk_path):
    done = toasoan("calendar", "--desk", desk_path, "--lang", "vi", "--from", "31.2")
    assert done.code == 2
    assert "31.2" in done.err
