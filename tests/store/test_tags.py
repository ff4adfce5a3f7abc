"""What tasks and articles carry of their campaign's lists."""

from __future__ import annotations

import pytest

from store import Article, Campaign, InvalidValueError, RecordNotFoundError
from store.campaign_records import Day, Goal, Unit
from store.campaigns.tags import known_values, tags_of, value_named
from store.channels import Channel

CAMPAIGN = Campaign(
    name="Mùa quà",
    phases=("kế hoạch",),
    channels=(Channel("báo in"), Channel("loa"), Channel("loa")),
    topics=("nữ công",),
    goals=(Goal(code="G1", text="Quà đến tay"),),
    units=(
        Unit(name="LĐLĐ quận Bắc", level="quận", short="Bắc"),
        Unit(name="CĐCS Xưởng tàu", level="cơ sở", short="Xưởng"),
        Unit(name="CĐCS Xưởng may", level="cơ sở", short="Xưởng"),
    ),
    milestones=(Day(name="Đại hội"),),
)


def test_what_a_field_can_be():
    assert known_values(CAMPAIGN, "channels") == {"báo in": "báo in", "loa": "loa"}
    assert known_values(CAMPAIGN, "goals") == {"G1": "G1 Quà đến tay"}
    assert list(known_values(CAMPAIGN, "milestone")) == ["Đại hội"]
    assert list(known_values(CAMPAIGN, "phase")) == ["kế hoạch"]
    assert known_values(CAMPAIGN, "strand") == {}


def test_all_that_an_article_carries():
    article = Article(
        unit="LĐLĐ quận Bắc", channels=("loa", "báo in"), topics=("nữ công",), goals=("G1",)
    )
    assert tags_of(article) == ["loa", "báo in", "nữ công", "G1", "LĐLĐ quận Bắc"]
    assert tags_of(Article()) == []


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("channels", "BÁO  in", "báo in"),
        ("goals", "g1", "G1"),
        ("milestone", "đại hội", "Đại hội"),
        ("unit", "lđlđ Quận bắc", "LĐLĐ quận Bắc"),
        ("unit", "bắc", "LĐLĐ quận Bắc"),
    ],
)
def test_a_value_is_known_as_a_reader_knows_it(field, typed, value):
    assert value_named(CAMPAIGN, field, typed) == value


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("channels", "no channel “x”; it has: báo in, loa."),
        ("topics", "no topic “x”; it has: nữ công."),
        ("audiences", "no audience “x”; it has: –."),
        ("levels", "no level “x”; it has: –."),
        ("goals", "no goal “x”; it has: G1."),
        ("strand", "no strand “x”; it has: –."),
        ("milestone", "no milestone “x”; it has: Đại hội."),
    ],
)
def test_an_unknown_one_is_refused_with_what_there_is(field, told):
    with pytest.raises(InvalidValueError) as refused:
        value_named(CAMPAIGN, field, "x")
    assert told in str(refused.value)


@pytest.mark.parametrize("name", ["x", "xưởng"])
def test_a_unit_that_is_none_or_two_is_refused(name):
    with pytest.raises(RecordNotFoundError):
        value_named(CAMPAIGN, "unit", name)


def test_a_page_comes_in_with_tags_as_one_unit(desk, page_bytes):
    campaign = desk.records.add(CAMPAIGN)
    read = desk.articles.import_page(page_bytes, "a.txt", campaign, topics=("nữ công",), unit="Bắc")
    assert (read.campaign, tags_of(read)) == (campaign.id, ["nữ công", "Bắc"])
    desk.undo.step_back()
    assert not len(desk.articles)
