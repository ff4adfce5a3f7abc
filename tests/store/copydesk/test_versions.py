"""A version says what its master says (thống nhất nội dung)."""

from __future__ import annotations

from store.campaign_records import Campaign
from store.channels import Channel


def made(desk, master, text):
    channels = (Channel("báo in"), Channel("Zalo", "mạng xã hội"))
    campaign = desk.records.add(Campaign(name="Mùa quà", channels=channels))
    article = desk.articles.new(campaign, headline="Quà", body=master, channels=("báo in",))
    (version,) = desk.articles.versions.make(article, ["Zalo"])
    return article, desk.articles.type_text(version, headline="Quà", body=text)


def told(desk, article):
    flags = desk.articles.copy_desk.checked(desk.articles[article.id]).flags
    return [(one.words, one.fix) for one in flags if one.rule == "other-than-master"]


def test_a_figure_that_the_master_has_otherwise_is_flagged_with_the_right_one(desk):
    article, version = made(
        desk, "Tổ may trao 1.250 suất quà.", "Trao 1.260 suất quà nhé, mời 3 đoàn xe."
    )
    assert told(desk, version) == [("1.260", "1.250")]
    assert told(desk, article) == []


def test_when_the_master_changes_the_version_is_flagged(desk):
    article, version = made(desk, "Tổ may trao 1.250 suất quà.", "Trao 1.250 suất quà nhé.")
    assert told(desk, version) == []
    desk.articles.type_text(article, body="Tổ may trao 1.270 suất quà.")
    assert told(desk, version) == [("1.250", "1.270")]


def test_where_the_master_has_several_nobody_knows_which_is_right(desk):
    _article, version = made(
        desk, "Đợt một 500 suất quà, cả ba đợt 1.250 suất quà.", "Trao 1.260 suất quà nhé."
    )
    assert told(desk, version) == [("1.260", None)]
