"""The tags of articles on the command line."""

from __future__ import annotations

import pytest

from store import Article, Campaign, open_desk
from store.campaign_records import Day, Goal, Named, Unit
from store.channels import Channel
from tests.tui.cli import put, refused


@pytest.fixture
def plan(desk_path):
    """A campaign with lists; an article of it that carries what is in none, and one of none."""
    campaign = Campaign(
        name="Mùa quà",
        channels=(Channel("báo in"), Channel("loa")),
        topics=("nữ công", "an toàn"),
        audiences=(Named("thợ hàn"),),
        levels=("quận",),
        goals=(Goal(code="G1", text="Quà đến tay"),),
        strands=("đời sống",),
        units=(Unit(name="LĐLĐ quận Bắc", level="quận", short="Bắc"),),
        milestones=(Day(name="Đại hội"),),
    )
    own = Article(campaign=campaign.id, headline="Kính mới", topics=("lễ đã bỏ",))
    lone = Article(headline="Bến xe")
    put(desk_path, campaign, own, lone)
    return campaign, own, lone


def kept(desk_path, article):
    with open_desk(desk_path, read_only=True) as desk:
        return desk.articles[article.id]


def test_an_article_has_the_time_of_its_event(cli, plan, desk_path):
    _campaign, own, lone = plan
    cli("tag", own.id[:8], lone.id[:8], "--event", "19.4 22h")
    event = kept(desk_path, own).event
    assert event == kept(desk_path, lone).event
    assert (event.day, event.hour) == (19, 22)
    rows = {row["id"]: row for row in cli("list", "articles", "--json").json}
    assert rows[own.id]["event"].startswith("2027-04-19T22:00")
    assert rows[own.id]["hours_to_out"] is None
    refused(cli("tag", own.id[:8], "--event", "19.4"), "Type the hour as well")
    cli("tag", own.id[:8], "--event", "")
    assert kept(desk_path, own).event is None


def test_an_article_is_tagged(cli, plan, desk_path):
    _campaign, own, _lone = plan
    many = (
        "--channel",
        "LOA",
        "--topic",
        "Nữ công",
        "--audience",
        "thợ hàn",
    )
    one = ("--level", "quận", "--goal", "g1", "--strand", "đời sống", "--unit", "bắc")
    result = cli("tag", own.id[:8], *many, *one, "--milestone", "đại hội")
    assert (result.code, result.err) == (0, "")
    assert result.lines == [f"{own.id}\tKính mới"]
    row = next(row for row in cli("list", "articles", "--json").json if row["id"] == own.id)
    assert row["channels"] == ["loa"]
    assert (row["topics"], row["audiences"], row["levels"]) == (["nữ công"], ["thợ hàn"], ["quận"])
    assert (row["goals"], row["strand"]) == (["G1"], "đời sống")
    assert (row["unit"], row["milestone"]) == ("LĐLĐ quận Bắc", "Đại hội")
    cli("tag", own.id, "--channel", "", "--unit", "")
    after = kept(desk_path, own)
    assert (after.channels, after.unit, after.topics) == ((), "", ("nữ công",))


def test_what_is_in_no_list_can_stay(cli, plan, desk_path):
    _campaign, own, _lone = plan
    refused(cli("tag", own.id, "--channel", "loa", "--channel", "báo in"), "for one channel")
    cli("tag", own.id, "--channel", "loa")
    assert kept(desk_path, own).topics == ("lễ đã bỏ",)
    cli("tag", own.id, "--topic", "lễ đã bỏ", "--topic", "an toàn")
    assert kept(desk_path, own).topics == ("lễ đã bỏ", "an toàn")


def test_an_article_joins_a_campaign_and_is_tagged(cli, plan, desk_path):
    campaign, _own, lone = plan
    cli("tag", lone.id, "--campaign", "mùa quà", "--topic", "an toàn")
    after = kept(desk_path, lone)
    assert (after.campaign, after.topics) == (campaign.id, ("an toàn",))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--topic", "x"), "The campaign has no topic “x”; it has: nữ công, an toàn."),
        (("--channel", "loa", "--channel", "x"), "no channel “x”; it has: báo in, loa."),
        (("--unit", "x"), "has no unit “x”"),
        (("--campaign", "x"), "There is no campaign “x”"),
    ],
)
def test_an_unknown_name_changes_nothing(cli, plan, desk_path, arguments, words):
    _campaign, own, _lone = plan
    before = desk_path.read_bytes()
    refused(cli("tag", own.id, *arguments), words)
    assert desk_path.read_bytes() == before


def test_where_one_of_several_has_no_campaign_none_is_changed(cli, plan, desk_path):
    _campaign, own, lone = plan
    told = refused(cli("tag", own.id, lone.id, "--channel", "loa"), "“Bến xe” has no campaign")
    assert "--campaign" in told
    assert kept(desk_path, own).channels == ()


def test_pages_come_in_tagged(cli, plan, desk_path, page):
    campaign, _own, _lone = plan
    path = page()
    made = cli("import", path, "--campaign", "Mùa quà", "--topic", "an toàn", "--unit", "Bắc")
    assert (made.code, made.err) == (0, "")
    with open_desk(desk_path, read_only=True) as desk:
        article = desk.articles[made.id]
    assert (article.campaign, article.topics) == (campaign.id, ("an toàn",))
    assert article.unit == "LĐLĐ quận Bắc"
    refused(cli("import", path, "--campaign", "Mùa quà", "--topic", "x"), "no topic “x”")
    refused(cli("import", path, "--topic", "an toàn"), "name it with --campaign")
    assert len(cli("list", "articles").lines) == 3


def test_where_one_of_several_is_refused_none_is_changed(cli, plan, desk_path):
    campaign, own, _lone = plan
    version = Article(campaign=campaign.id, headline="Bản", master=own.id, channels=("loa",))
    put(desk_path, version)
    told = refused(cli("tag", own.id, version.id, "--channel", "", "--topic", "an toàn"))
    assert "“Bản” is a version" in told
    assert kept(desk_path, own).topics == ("lễ đã bỏ",)


def test_versions_go_along_to_another_campaign_and_keep_their_channels(cli, plan, desk_path):
    _campaign, own, _lone = plan
    other = Campaign(name="Mùa sen", channels=(Channel("báo in"), Channel("loa")))
    version = Article(campaign=own.campaign, headline="Bản", master=own.id, channels=("loa",))
    put(desk_path, other, version)
    cli("tag", own.id, "--campaign", "Mùa sen", "--channel", "báo in")
    now = kept(desk_path, version)
    assert (now.campaign, now.channels) == (other.id, ("loa",))
    assert kept(desk_path, own).channels == ("báo in",)
