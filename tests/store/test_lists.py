"""The lists of a campaign edited: names that tasks and articles carry go along, and come back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypedDict
from unicodedata import normalize

import pytest
from msgspec.structs import replace

from store import Article, Campaign, Task
from store.bulletin import Bulletin
from store.campaigns import lists
from store.campaigns.lists import Uses
from store.campaigns.matrix import State
from store.channels import Channel
from store.errors import InvalidValueError
from store.records import Abbreviation, Day, Goal, Named, Quota, Stage, Status, Unit


@pytest.fixture
def campaign(desk):
    return desk.records.add(
        Campaign(
            name="Mùa sen",
            year=2027,
            start=date(2027, 5, 1),
            end=date(2027, 5, 31),
            phases=("chuẩn bị", "làm", "nhìn lại"),
            strands=("An toàn",),
            topics=("thi đua", "cứu trợ"),
            channels=(Channel("báo in", "báo"), Channel("loa", "cơ sở")),
            audiences=(Named("đoàn viên", "trong"),),
            levels=("Thành phố", "cơ sở"),
            goals=(Goal("G1", "Gần hơn"), Goal("G2", "Mạnh hơn")),
            milestones=(Day(name="Đại hội", start=date(2027, 10, 17)),),
            anniversaries=(Day(name="Ngày Lao động", start=date(2027, 5, 1)),),
            peaks=(Day(name="Tuần áo dài", start=date(2027, 5, 10), end=date(2027, 5, 16)),),
            quotas=(Quota(name="bài", at_least=4),),
            abbreviations=(Abbreviation("HS", "Hoa Sấu"),),
            units=(Unit(name="CĐCS Hoa Sấu", level="cơ sở"),),
            sync_groups=("báo", "cơ sở"),
        )
    )


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
