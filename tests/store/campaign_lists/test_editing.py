"""The lists of a campaign edited: names that tasks and articles carry go along, and come back."""

from __future__ import annotations

from datetime import date
from typing import TypedDict
from unicodedata import normalize

import pytest
from msgspec.structs import replace

from store import Article, Campaign, Task
from store.campaign_records import Abbreviation, Day, Goal, Named, Quota, Stage
from store.campaigns import lists
from store.campaigns.lists import Uses
from store.channels import Channel
from store.errors import InvalidValueError


class Tags(TypedDict):
    """What a task and an article carry of the lists of their campaign."""

    topics: tuple[str, ...]
    channels: tuple[str, ...]
    audiences: tuple[str, ...]
    levels: tuple[str, ...]
    goals: tuple[str, ...]
    strand: str
    milestone: str


TAGS: Tags = {
    "topics": ("thi đua", "cứu trợ"),
    "channels": ("loa",),
    "audiences": ("đoàn viên",),
    "levels": ("cơ sở",),
    "goals": ("G1",),
    "strand": "An toàn",
    "milestone": "Đại hội",
}


@pytest.fixture
def task(desk, campaign):
    hung = Task(
        campaign=campaign.id,
        title="Viết bài",
        phase="làm",
        stage=Stage.BEFORE,
        anchor="Tuần áo dài",
        offset=-3,
        due=date(2027, 5, 7),
        **TAGS,
    )
    return desk.tasks.add(hung)


@pytest.fixture
def article(desk, campaign):
    return desk.records.add(Article(campaign=campaign.id, headline="Bài", **TAGS))


@pytest.fixture
def stranger(desk):
    """An article of another campaign with the same tags."""
    other = desk.campaigns.new_empty("Mùa thu", 2027)
    return desk.records.add(Article(campaign=other.id, headline="Khác", **TAGS))


def rename(desk, campaign, list_name, old, new):
    """Give an entry of a list another name; a goal another code."""
    current = desk.campaigns[campaign.id]
    entry = lists.entries(current, list_name)[lists.place_of(current, list_name, old)]
    if not isinstance(entry, str):
        new = replace(entry, **{"code" if isinstance(entry, Goal) else "name": new})
    return desk.campaigns.edit_in_list(current, list_name, old, new)


class TestRenaming:
    @pytest.mark.parametrize(
        ("list_name", "old", "field"),
        [
            ("topics", "thi đua", "topics"),
            ("channels", "loa", "channels"),
            ("audiences", "đoàn viên", "audiences"),
            ("levels", "cơ sở", "levels"),
            ("goals", "G1", "goals"),
            ("strands", "An toàn", "strand"),
            ("milestones", "Đại hội", "milestone"),
        ],
    )
    def test_goes_to_all_that_carry_it_and_back(
        self, desk, campaign, task, article, stranger, list_name, old, field
    ):
        def tags(record):
            value = getattr(desk.records.latest(record), field)
            return value if isinstance(value, tuple) else (value,)

        before = tags(task)
        depth = len(desk.undo.entries())
        changed = rename(desk, campaign, list_name, old, "mới")
        assert lists.key_of(lists.entries(changed, list_name)[changed_at(campaign, old)]) == "mới"
        expected = tuple("mới" if name == old else name for name in before)
        assert tags(task) == tags(article) == expected
        assert tags(stranger) == before
        assert len(desk.undo.entries()) == depth + 1
        assert desk.undo.step_back() == "edit campaign"
        assert tags(task) == tags(article) == before
        assert getattr(desk.campaigns[campaign.id], list_name) == getattr(campaign, list_name)

    def test_of_a_phase(self, desk, campaign, task):
        rename(desk, campaign, "phases", "làm", "triển khai")
        assert desk.tasks[task.id].phase == "triển khai"
        assert desk.campaigns[campaign.id].phases == ("chuẩn bị", "triển khai", "nhìn lại")

    def test_of_a_level_goes_to_the_units(self, desk, campaign):
        changed = rename(desk, campaign, "levels", "cơ sở", "CĐCS")
        assert changed.units[0].level == "CĐCS"

    def test_of_a_day_takes_along_what_hangs_on_it(self, desk, campaign, task):
        day = Day(name="Tuần lễ áo dài", start=date(2027, 5, 17), end=date(2027, 5, 23))
        desk.campaigns.edit_in_list(campaign, "peaks", "Tuần áo dài", day)
        now = desk.tasks[task.id]
        assert (now.anchor, now.offset, now.due) == ("Tuần lễ áo dài", -3, date(2027, 5, 14))
        desk.undo.step_back()
        now = desk.tasks[task.id]
        assert (now.anchor, now.due) == ("Tuần áo dài", date(2027, 5, 7))

    def test_of_a_day_that_stands_in_two_lists(self, desk, campaign, task):
        desk.campaigns.add_to_list(campaign, "milestones", Day(name="Tuần áo dài"))
        rename(desk, campaign, "peaks", "Tuần áo dài", "Tuần lễ")
        assert desk.tasks[task.id].anchor == "Tuần áo dài"

    def test_to_the_same_name_in_other_letters(self, desk, campaign, task):
        rename(desk, campaign, "topics", "thi đua", "Thi đua")
        assert desk.tasks[task.id].topics == ("Thi đua", "cứu trợ")

    def test_of_what_is_gone(self, desk, campaign):
        with pytest.raises(InvalidValueError, match="“nữ công” is no longer in the list"):
            rename(desk, campaign, "topics", "nữ công", "x")

    def test_the_last_channel_of_a_sync_group_takes_it_along(self, desk, campaign):
        changed = desk.campaigns.edit_in_list(
            campaign, "channels", "loa", Channel("loa", "tại chỗ")
        )
        assert changed.sync_groups == ("báo", "tại chỗ")


def changed_at(campaign, old):
    for name in lists.KINDS:
        keys = [lists.key_of(entry) for entry in lists.entries(campaign, name)]
        if old in keys:
            return keys.index(old)
    raise AssertionError(old)


class TestEditing:
    def test_a_day_that_moves_takes_tasks_along(self, desk, campaign, task):
        day = Day(name="Tuần áo dài", start=date(2027, 5, 17))
        desk.campaigns.edit_in_list(campaign, "peaks", "Tuần áo dài", day)
        assert desk.tasks[task.id].due == date(2027, 5, 14)

    def test_adding_and_moving(self, desk, campaign):
        desk.campaigns.add_to_list(campaign, "topics", "  nữ   công ")
        changed = desk.campaigns.move_in_list(campaign, "topics", "nữ công", -1)
        assert changed.topics == ("thi đua", "nữ công", "cứu trợ")
        depth = len(desk.undo.entries())
        assert (
            desk.campaigns.move_in_list(campaign, "topics", "thi đua", -1).topics == changed.topics
        )
        assert len(desk.undo.entries()) == depth

    def test_an_abbreviation_is_added_and_changed(self, desk, campaign):
        changed = desk.campaigns.add_to_list(
            campaign, "abbreviations", Abbreviation(" TCN ", "Tháng  Công nhân")
        )
        assert changed.abbreviations[1:] == (Abbreviation("TCN", "Tháng Công nhân"),)
        assert lists.abbreviations(changed) == {"HS": "Hoa Sấu", "TCN": "Tháng Công nhân"}
        assert lists.abbreviations(None) == {}
        again = Abbreviation("TCN", "tháng của thợ")
        changed = desk.campaigns.edit_in_list(campaign, "abbreviations", "TCN", again)
        assert lists.abbreviations(changed)["TCN"] == "tháng của thợ"

    def test_names_are_kept_in_one_normal_form(self, desk, campaign):
        decomposed = normalize("NFD", "nữ công")
        assert desk.campaigns.add_to_list(campaign, "topics", decomposed).topics[-1] == "nữ công"

    @pytest.mark.parametrize(
        ("list_name", "entry", "said"),
        [
            ("topics", " ", "An entry needs a name."),
            ("topics", "Cứu  TRỢ", "“Cứu TRỢ” is in the list already; choose another name."),
            ("channels", Channel("LOA", "x"), "“LOA” is in the list already"),
            ("goals", Goal("G1", "x"), "“G1” is in the list already"),
            ("goals", Goal("G3", " "), "The goal G3 needs a few words."),
            ("peaks", Day(name="start"), "“start” is reserved for the campaign's own day"),
            ("peaks", Day(name="x", end=date(2027, 5, 1)), "“x” has a last day but no first one."),
            (
                "peaks",
                Day(name="x", start=date(2027, 5, 2), end=date(2027, 5, 1)),
                "“x” would end before it starts; check its two days.",
            ),
            ("abbreviations", Abbreviation(" ", "Hội"), "An entry needs a name."),
            (
                "abbreviations",
                Abbreviation("HA", " "),
                "“HA” needs the words that are said for it.",
            ),
            ("quotas", Quota(name="x"), "“x” needs a number: at least, at most or both."),
            ("quotas", Quota(name=" "), "An entry needs a name."),
            (
                "quotas",
                Quota(name="bài phát loa", at_least=5, per="tuan trang"),
                "The desk cannot count “bài phát loa”: say what it counts, at least how many",
            ),
            (
                "quotas",
                Quota(name="bài đăng", at_most=5, per="ngày"),
                "The desk cannot count “bài đăng”",
            ),
            ("quotas", Quota(name="x", at_least=3, at_most=2), "“x”: at most must not be smaller"),
            (
                "quotas",
                Quota(name="x", what="campaigns", at_least=3, per="ngày"),
                "The desk cannot count “x”",
            ),
            ("quotas", Quota(name="x", at_least=-1), "“x”: at most must not be smaller"),
            ("units", "x", "A campaign has no list “units”; it has: phases"),
        ],
    )
    def test_what_no_list_takes(self, desk, campaign, list_name, entry, said):
        with pytest.raises(InvalidValueError) as caught:
            desk.campaigns.add_to_list(campaign, list_name, entry)
        assert str(caught.value).startswith(said)
        assert desk.campaigns[campaign.id] == campaign

    def test_an_edit_is_checked_as_well(self, desk, campaign):
        with pytest.raises(InvalidValueError, match="in the list already"):
            rename(desk, campaign, "topics", "thi đua", "cứu trợ")


class TestTakingOut:
    def test_says_how_often_it_is_used(self, desk, campaign, task, article, stranger):
        assert desk.campaigns.uses_in_list(campaign, "topics", "thi đua") == Uses(1, 1)
        assert desk.campaigns.uses_in_list(campaign, "levels", "cơ sở") == Uses(1, 1, 1)
        assert desk.campaigns.uses_in_list(campaign, "peaks", "Tuần áo dài") == Uses(1)
        assert desk.campaigns.uses_in_list(campaign, "phases", "làm") == Uses(1)
        assert not desk.campaigns.uses_in_list(campaign, "goals", "G2")

    def test_takes_it_off_and_undo_brings_all_back(self, desk, campaign, task, article):
        desk.campaigns.remove_from_list(campaign, "topics", "thi đua")
        assert desk.tasks[task.id].topics == desk.articles[article.id].topics == ("cứu trợ",)
        assert desk.undo.step_back() == "delete from the list"
        assert desk.tasks[task.id].topics == desk.articles[article.id].topics == TAGS["topics"]
        assert desk.campaigns[campaign.id].topics == campaign.topics

    def test_a_milestone_goes_with_its_stage(self, desk, campaign, task, article):
        desk.campaigns.remove_from_list(campaign, "milestones", "Đại hội")
        assert (desk.tasks[task.id].milestone, desk.tasks[task.id].stage) == ("", None)
        assert desk.articles[article.id].milestone == ""

    def test_a_day_leaves_the_days_that_hung_on_it(self, desk, campaign, task):
        desk.campaigns.remove_from_list(campaign, "peaks", "Tuần áo dài")
        now = desk.tasks[task.id]
        assert (now.anchor, now.offset, now.due) == ("", 0, date(2027, 5, 7))

    @pytest.mark.parametrize(
        ("gone", "there"), [("chuẩn bị", "làm"), ("làm", "chuẩn bị"), ("nhìn lại", "làm")]
    )
    def test_the_tasks_of_a_phase_go_to_another(self, desk, campaign, gone, there):
        first = desk.tasks.add(Task(campaign=campaign.id, title="a", phase=there))
        second = desk.tasks.add(Task(campaign=campaign.id, title="b", phase=gone))
        assert lists.phase_instead(campaign, gone) == there
        changed = desk.campaigns.remove_from_list(campaign, "phases", gone)
        (phase,) = [phase for phase in desk.campaigns.checklist(changed) if phase.name == there]
        assert [task.id for task in phase.tasks] == [first.id, second.id]

    def test_the_only_phase(self, desk):
        lone = desk.records.add(Campaign(name="x", phases=("một",)))
        task = desk.tasks.add(Task(campaign=lone.id, title="a", phase="một"))
        assert desk.campaigns.remove_from_list(lone, "phases", "một").phases == ()
        assert desk.tasks[task.id].phase == ""

    def test_one_that_stands_twice_stays_on_the_tasks(self, desk):
        twice = desk.records.add(Campaign(name="x", topics=("a", "b", "a")))
        task = desk.tasks.add(Task(campaign=twice.id, title="a", topics=("a",)))
        assert desk.campaigns.remove_from_list(twice, "topics", "a").topics == ("b", "a")
        assert desk.tasks[task.id].topics == ("a",)


class TestTheCampaignItself:
    def test_changes_as_one_with_what_hangs_on_it(self, desk, campaign):
        hung = desk.tasks.add(
            Task(campaign=campaign.id, title="a", anchor="start", offset=-2, due=date(2027, 4, 29))
        )
        desk.campaigns.edit(campaign, name="Mùa sen 2027", start=date(2027, 5, 3))
        assert desk.tasks[hung.id].due == date(2027, 5, 1)
        desk.undo.step_back()
        assert desk.tasks[hung.id].due == date(2027, 4, 29)
        assert desk.campaigns[campaign.id].name == "Mùa sen"

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"end": date(2027, 4, 30)}, "“Mùa sen” would end"),
            ({"name": " "}, "A campaign needs a name."),
            ({"name": "mùa  thu"}, "There is a campaign “mùa  thu” already"),
            ({"sync_hours": 0}, "The sync window is at least 1 hour."),
            ({"most_cards": 0}, "An article may have at least 1 related card."),
        ],
    )
    def test_what_it_cannot_be(self, desk, campaign, stranger, fields, said):
        with pytest.raises(InvalidValueError, match=said):
            desk.campaigns.edit(campaign, **fields)
        assert desk.campaigns[campaign.id] == campaign


def test_a_quota_follows_its_channel(desk):
    quota = Quota(name="bài", what="posts", channels=("Facebook", "Zalo"), at_least=1, per="tuần")
    channels = (Channel("Facebook"), Channel("Zalo"))
    campaign = desk.records.add(Campaign(name="x", channels=channels, quotas=(quota,)))
    desk.campaigns.edit_in_list(campaign, "channels", "Facebook", Named("Fanpage"))
    assert desk.campaigns[campaign.id].quotas[0].channels == ("Fanpage", "Zalo")
    desk.campaigns.remove_from_list(campaign, "channels", "Zalo")
    assert desk.campaigns[campaign.id].quotas[0].channels == ("Fanpage", "Zalo")
