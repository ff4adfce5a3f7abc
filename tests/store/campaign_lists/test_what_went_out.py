"""What went out, and what names its channel, when a list changes or the records are deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store import Campaign, Task
from store.bulletin import Bulletin
from store.campaign_records import Quota
from store.campaigns.matrix import State
from store.channels import Channel
from store.records import Status

UNIT = "CĐCS Hoa Sấu"
CHANNELS = (
    Channel("báo in", "truyền thông đại chúng"),
    Channel("Facebook", "mạng xã hội"),
    Channel("Zalo", "mạng xã hội"),
)


@pytest.fixture
def out(desk, campaign, clock):
    """Two articles that went out yesterday, one on Facebook and one on Zalo."""
    quotas = (
        Quota(name="bài", what="posts", channels=("Facebook",), at_least=1, per="tuần"),
        Quota(name="bài đăng trên fanpage", at_least=1, per="chiến dịch"),
    )
    start = clock().date() - timedelta(days=14)
    fields = {"channels": CHANNELS, "quotas": quotas, "start": start, "end": None}
    campaign = desk.records.change(campaign, **fields)
    for name in ("Facebook", "Zalo"):
        fields = {"headline": name, "body": "Lời.", "topics": ("thi đua",), "channels": (name,)}
        article = desk.articles.new(campaign, **fields, status=Status.APPROVED)
        desk.ledger.posted(article, name, at=clock() - timedelta(days=8))
    return campaign


def numbers(desk, campaign):
    """What matrix, quotas and report say, without the names of the channels."""
    figures = desk.reports.figures(campaign)
    shares = {score.name: (score.value, score.of) for score in figures.scores}
    (effect,) = [score for score in figures.scores if score.name == "hiệu quả"]
    cells = [[cell.state for cell in row.cells] for row in figures.matrix.rows]
    return cells, [(part.value, part.of) for part in effect.parts], (len(figures.posts), shares)


def test_a_renamed_channel_counts_what_went_out_before(desk, out):
    before = numbers(desk, out)
    assert before[1][:2] == [(1, 2), (1, 1)]
    desk.campaigns.edit_in_list(out, "channels", "Facebook", Channel("Trang nhà", "mạng xã hội"))
    assert numbers(desk, out) == before
    (entry,) = desk.ledger.entries(channel="Trang nhà")
    assert (entry.headline, entry.called) == ("Facebook", "Facebook")
    desk.campaigns.edit_in_list(out, "channels", "Trang nhà", Channel("Trang CĐ", "mạng xã hội"))
    assert desk.ledger[entry.id].called == "Facebook", "as it was called when it went out"
    desk.undo.step_back(), desk.undo.step_back()
    assert numbers(desk, out) == before
    assert (desk.ledger[entry.id].channel, desk.ledger[entry.id].called) == ("Facebook", "")


def test_a_new_channel_with_the_name_of_an_old_one_counts_nothing_of_it(desk, out):
    social = "mạng xã hội"
    desk.campaigns.edit_in_list(out, "channels", "Facebook", Channel("Trang nhà", social))
    desk.campaigns.edit_in_list(out, "channels", "Zalo", Channel("Facebook", social))
    assert [e.headline for e in desk.ledger.entries(channel="Facebook")] == ["Zalo"]
    assert [e.headline for e in desk.ledger.entries(channel="Trang nhà")] == ["Facebook"]


def test_only_the_entries_of_that_campaign_are_renamed(desk, out):
    other = desk.records.add(Campaign(name="Khác", channels=CHANNELS))
    article = desk.articles.new(other, headline="Khác", body="Lời.", status=Status.APPROVED)
    entry = desk.ledger.posted(article, "Facebook")
    (gone,) = [one for one in desk.articles if one.headline == "Facebook"]
    desk.articles.remove(gone)
    desk.campaigns.edit_in_list(out, "channels", "Facebook", Channel("Trang nhà", "mạng xã hội"))
    assert desk.ledger[entry.id].channel == "Facebook"
    assert [e.headline for e in desk.ledger.entries(channel="Trang nhà")] == ["Facebook"]


def test_a_bulletin_follows_its_channel(desk, out):
    bulletins = desk.campaigns.bulletins
    bulletin = bulletins.add(Bulletin(campaign=out.id, name="Sáng", channel="Zalo"))
    desk.campaigns.edit_in_list(out, "channels", "Zalo", Channel("Loa", "mạng xã hội"))
    assert bulletins[bulletin.id].channel == "Loa"
    desk.campaigns.remove_from_list(out, "channels", "Loa")
    assert bulletins[bulletin.id].channel == ""
    desk.undo.step_back()
    assert bulletins[bulletin.id].channel == "Loa"


def test_a_quota_whose_channel_is_gone_says_so_and_counts_nothing_of_others(desk, out, tmp_path):
    before = numbers(desk, out)[1]
    desk.campaigns.remove_from_list(out, "channels", "Facebook")
    figures = desk.reports.figures(out)
    (effect,) = [score for score in figures.scores if score.name == "hiệu quả"]
    assert [(part.value, part.of) for part in effect.parts] == before
    assert "no longer has the channels of this quota (Facebook)" in str(effect.parts[0].rule)
    assert "no longer has the channels of this quota (Facebook)" in str(effect.parts[1].rule)
    template = desk.campaigns.save_template(out, tmp_path / "mẫu.toml")
    assert desk.campaigns.new(str(template), 2028, "Mùa sau").quotas[0].name == "bài"


def test_what_is_out_counts_also_when_it_is_deleted(desk, out, clock):
    hung = desk.tasks.add(Task(campaign=out.id, title="Treo", topics=("cứu trợ",)))
    desk.ledger.posted(hung, "báo in", at=clock() - timedelta(days=1))
    before = numbers(desk, out), desk.reports.pace(out).out
    desk.articles.bulk.remove(list(desk.articles))
    desk.tasks.remove(hung)
    assert (numbers(desk, out), desk.reports.pace(out).out) == before
    desk.campaigns.edit_in_list(out, "topics", "thi đua", "đua tài")
    desk.campaigns.edit_in_list(out, "channels", "Facebook", Channel("Trang nhà", "mạng xã hội"))
    assert (numbers(desk, out), desk.reports.pace(out).out) == before
    (entry,) = desk.ledger.entries(channel="Trang nhà")
    desk.ledger.withdraw(entry, "sai")
    cells, quotas, posts = numbers(desk, out)
    assert cells[0] == [State.EMPTY, State.EMPTY, State.OUT]
    assert (quotas[:2], posts[0]) == ([(0, 2), (0, 1)], 2)


def test_what_was_deleted_and_is_there_again_counts_by_what_it_is_now(desk, out):
    before = numbers(desk, out)
    (article,) = [one for one in desk.articles if one.headline == "Zalo"]
    desk.articles.remove(article)
    desk.undo.step_back()
    assert all(entry.gone is None for entry in desk.ledger)
    desk.articles.remove(article)
    (deleted,) = desk.trash
    desk.trash.restore(deleted)
    assert numbers(desk, out) == before
    desk.articles.bulk.edit([article], topics=("cứu trợ",))
    assert numbers(desk, out)[0] != before[0]


def test_what_comes_back_from_the_bin_has_the_names_of_today(desk, out):
    before = numbers(desk, out)
    hung = desk.tasks.add(Task(campaign=out.id, title="Treo", topics=("thi đua",), unit=UNIT))
    (article,) = [one for one in desk.articles if one.headline == "Zalo"]
    desk.articles.remove(article)
    desk.tasks.remove(hung)
    desk.campaigns.edit_in_list(out, "topics", "thi đua", "đua tài")
    desk.campaigns.edit_in_list(out, "channels", "Zalo", Channel("Loa", "mạng xã hội"))
    desk.units.rename(out, UNIT, "Nhà máy")
    for deleted in list(desk.trash):
        desk.trash.restore(deleted)
    task = desk.tasks[hung.id]
    assert (task.topics, task.unit) == (("đua tài",), "Nhà máy")
    assert desk.articles[article.id].channels == ("Loa",)
    desk.tasks.remove(task)
    assert numbers(desk, out) == before


def test_a_deleted_campaign_counts_nothing_and_can_come_back(desk, out):
    before = numbers(desk, out)
    desk.campaigns.remove(out)
    desk.undo.step_back()
    assert numbers(desk, out) == before


def test_a_quota_that_has_lost_its_channels_counts_nothing(desk, out):
    quota = Quota(name="bài", what="posts", at_least=1, per="tuần")
    desk.records.change(out, quotas=(quota,))
    assert numbers(desk, out)[1][0] == (0, 0)
