"""The command line over facts, documents, negative news and rights cases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store import Article, Campaign, Fact, Question, Rumour, open_desk
from store.campaign_records import Document
from store.records import RIGHTS, FollowUp, Source
from tests.clock import NOW, TODAY
from tests.tui.cli import harmless, put, refused


@pytest.fixture
def campaign(desk_path):
    documents = (Document(kind="Kế hoạch", number="21/KH-LĐLĐ", issuer="LĐLĐ", title="Mùa quà"),)
    made = Campaign(name="Mùa quà", year=2027, documents=documents)
    put(desk_path, made)
    return made


def test_a_fact_is_put_on_the_sheet(cli, campaign, desk_path):
    given = ("fact", "add", "--campaign", "mùa quà", "áo dài", "2.310", "--unit", "bộ")
    made = cli(*given, "--source", "Báo cáo 12", "--day", "18.5", "--since", "2027-05-01")
    assert (made.code, made.err) == (0, "")
    assert made.lines[0].endswith("\táo dài")
    (row,) = cli("list", "facts", "--json").json
    assert row["id"] == made.id
    assert (row["key"], row["said"], row["source"]) == ("áo dài", "2.310 bộ", "Báo cáo 12")
    assert (row["day"], row["since"], row["campaign"]) == ("2027-05-18", "2027-05-01", "Mùa quà")


def test_what_is_refused_leaves_the_sheet_as_it_is(cli, campaign, desk_path):
    assert cli("fact", "add", "áo dài", "2.310").code == 0
    refused(cli("fact", "add", "Áo dài", "2.400"), "“áo dài” is on the fact sheet already: 2.310")
    refused(cli("fact", "add", "áo dài", " "), "needs a value")
    refused(cli("fact", "add", "loa", "3", "--day", "31.2.2027"), "not a day of the calendar")
    refused(cli("fact", "add", "loa", "3", "--campaign", "Không"), "no campaign “Không”")
    refused(cli("fact", "add", "loa"), "VALUE")
    assert len(cli("list", "facts").lines) == 1


def test_a_list_says_which_state_of_a_fact_holds(cli, campaign):
    cli("fact", "add", "áo dài", "2.310")
    cli("fact", "add", "áo dài", "2.400", "--since", "1.1.2001")
    cli("fact", "add", "áo dài", "9.999", "--since", "1.1.2999")
    shown = [line.split("  ")[1:4] for line in cli("list", "facts").lines]
    assert shown == [
        ["to come", "áo dài", "9.999"],
        ["in force", "áo dài", "2.400"],
        ["no longer in force", "áo dài", "2.310"],
    ]


def test_documents_are_listed_by_their_citation(cli, campaign):
    assert cli("list", "documents").lines == ["Kế hoạch 21/KH-LĐLĐ của LĐLĐ  Mùa quà"]
    (row,) = cli("list", "documents", "--json").json
    assert (row["number"], row["issued"], row["campaign_id"]) == ("21/KH-LĐLĐ", None, campaign.id)


def test_claims_are_listed_the_open_ones_first(cli, campaign, desk_path):
    now = NOW
    put(
        desk_path,
        Rumour(campaign=campaign.id, claim="Mới", seen=now - timedelta(hours=2)),
        Rumour(campaign=campaign.id, claim="Cũ", seen=now - timedelta(hours=50), verdict="false"),
    )
    rows = cli("list", "rumours", "--json").json
    assert [(row["claim"], row["status"], row["late"]) for row in rows] == [
        ("Cũ", "overdue", True),
        ("Mới", "open", False),
    ]
    assert [line.split("  ")[1:] for line in cli("list", "rumours").lines] == [
        ["overdue", "50.0", "Cũ", "false"],
        ["open", "2.0", "Mới", "not checked"],
    ]


def test_questions_are_logged_answered_listed_and_deleted(cli, campaign, desk_path):
    told = cli("question", "add", "Bao giờ lĩnh quà?", "--who", "chị Lan", "--asked", "18.4 8h")
    asked = told.out.decode().split("\t")[0]
    cli("question", "add", "Ai được?", "--where", "họp tổ")
    rows = cli("list", "questions", "--json").json
    assert [(row["text"], row["status"], row["who"]) for row in rows] == [
        ("Bao giờ lĩnh quà?", "overdue", "chị Lan"),
        ("Ai được?", "open", ""),
    ]
    cli("question", "edit", asked[:8], "--answer", "Sáng mai", "--answered", "18.4 20h")
    lines = [line.split("  ")[1:] for line in cli("list", "questions").lines]
    assert lines[1] == ["in-time", "12.0", "Bao giờ lĩnh quà?", "chị Lan", "Sáng mai"]
    refused(cli("question", "edit", asked[:8], "--answered", "18.4 7h"), "before it was asked")
    cli("question", "delete", asked[:8])
    assert len(cli("list", "questions", "--json").json) == 1
    with open_desk(desk_path) as desk:
        (deleted,) = desk.trash
        desk.trash.restore(deleted)
        assert len(desk.campaigns.questions) == 2


def test_rights_cases_are_listed_without_who_told_of_them(cli, campaign, desk_path):
    today = TODAY
    case = Article(
        headline="Nợ lương",
        kind=RIGHTS,
        campaign=campaign.id,
        sources=(Source(who="Người giấu tên", contact="0900 111 222"),),
        follow_ups=(FollowUp(day=today - timedelta(days=1), what="gọi lại"),),
    )
    put(desk_path, case, Article(headline="Thường"))
    told = cli("list", "rights", "--json")
    (row,) = told.json
    assert (row["title"], row["what"], row["overdue"], row["closed"]) == (
        "Nợ lương",
        "gọi lại",
        True,
        False,
    )
    for shown in (told, cli("list", "rights"), cli("list", "articles", "--json")):
        assert "0900" not in shown.out.decode()
        assert "giấu tên" not in shown.out.decode()


@pytest.mark.parametrize("what", ["facts", "documents", "rumours", "questions", "rights"])
def test_an_empty_desk_has_empty_lists(cli, what, desk_path):
    put(desk_path, Campaign(name="Trống"))
    assert cli("list", what).lines == []
    assert cli("list", what, "--json").json == []


@pytest.mark.parametrize("what", ["facts", "rumours", "questions", "rights", "documents"])
def test_no_text_is_obeyed_by_the_terminal(cli, desk_path, what):
    bad = "Tin\x1b[2Jxấu\u202e"
    campaign = Campaign(name="Mùa", documents=(Document(kind=bad, number=bad),))
    put(
        desk_path,
        campaign,
        Fact(campaign=campaign.id, key=bad, value=bad),
        Rumour(campaign=campaign.id, claim=bad, seen=NOW),
        Question(campaign=campaign.id, text=bad, who=bad, answer=bad, asked=NOW),
        Article(headline=bad, kind=RIGHTS, outcome=bad),
    )
    assert cli("list", what, "--json").json
    assert harmless(cli("list", what).out.decode())
    assert harmless(cli("list", what, "--json").out.decode())
