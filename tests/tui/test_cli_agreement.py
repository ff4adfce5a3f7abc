"""`toasoan fact table`: what texts say of the same things, contradictions first."""

from __future__ import annotations

import pytest

from store import Article, Campaign, Fact, Status, open_desk
from tests.tui.cli import harmless, put, refused


@pytest.fixture
def gifts(desk_path):
    """A campaign with a fact, an article that has it, and one that has another figure."""
    campaign = Campaign(name="Mùa quà", year=2027)
    right = Article(campaign=campaign.id, headline="Quà", body="Tổ may trao 1.250 suất quà.")
    wrong = Article(campaign=campaign.id, headline="Quà Tết", body="Đã trao 1.260 suất quà.")
    fact = Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất")
    put(desk_path, campaign, right, wrong, fact)
    return right, wrong


def test_the_table_of_a_campaign_says_where_each_value_stands(cli, gifts):
    right, wrong = gifts
    done = cli("fact", "table")
    assert (done.code, done.err) == (1, "")
    assert done.lines == [
        f"=\tfigure\tsuất quà\t1.250 suất\tas on the sheet {right.id[:8]}:5:13",
        f"≠\tfigure\tsuất quà\t1.260 suất\t{wrong.id[:8]}:5:9",
    ]


def test_what_agrees_is_exit_0(cli, gifts):
    right, _wrong = gifts
    assert cli("fact", "table", right.id[:10]).code == 0
    assert len(cli("fact", "table", right.id, right.id).lines) == 1


def test_as_json_it_has_every_place_and_what_the_rules_say(cli, gifts):
    _right, wrong = gifts
    (matter,) = cli("fact", "table", "--json").json
    assert (matter["kind"], matter["about"], matter["disagrees"]) == ("figure", "suất quà", True)
    (flag,) = matter["flags"]
    assert flag["rule"] == "other-than-fact-sheet"
    assert "1.250 suất" in flag["message"]
    (place,) = matter["values"][1]["places"]
    assert (place["article"], place["words"]) == (wrong.id, "1.260")
    assert (place["where"]["field"], place["where"]["start"]) == ("body", 8)


def test_what_was_cancelled_need_not_agree(cli, gifts, desk_path):
    _right, wrong = gifts
    with open_desk(desk_path) as desk:
        desk.articles.set_status(desk.articles[wrong.id], Status.CANCELLED)
    assert cli("fact", "table").code == 0


def test_what_is_refused(cli, gifts):
    refused(cli("fact", "table", "zzz"), "zzz")
    refused(cli("fact", "table", "--campaign", "Không"), "no campaign “Không”")
    refused(cli("fact", "table", gifts[0].id, "--campaign", "Mùa quà"), "--campaign means nothing")


def test_where_there_is_no_desk_that_is_said(cli, tmp_path):
    refused(cli("--desk", tmp_path / "khác.json", "fact", "table"), "There is no desk")


def test_what_a_text_has_cannot_reach_the_terminal(cli, desk_path):
    campaign = Campaign(name="Mùa quà", year=2027)
    put(
        desk_path, campaign, Article(campaign=campaign.id, body="Theo Kế hoạch 21/KH-LĐ\x1b[31mLĐ.")
    )
    done = cli("fact", "table")
    assert "21/KH-LĐ" in done.lines[0]
    assert harmless(done.out.decode())
