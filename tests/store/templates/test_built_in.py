"""What the built-in template holds."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from store import templates
from store.campaign_records import Campaign, Stage, Task
from store.campaigns.quotas import kind_of
from store.campaigns.schedule import chain
from store.templates import names

from .samples import BUILT_IN

TOML = Path(templates.__file__).parent / f"{BUILT_IN}.toml"
SYSTEM = Path(__file__).resolve().parents[3].parent / "shared" / "SYSTEM.md"


class TestBuiltIn:
    def test_is_listed(self):
        assert names() == [BUILT_IN]

    def test_says_what_it_is(self, campaign: Campaign):
        assert campaign.name == "Tháng Công nhân 2027"
        assert campaign.year == 2027
        assert campaign.template == BUILT_IN
        assert campaign.organisation == "LĐLĐ TP Hà Nội"
        assert (campaign.start, campaign.end) == (date(2027, 5, 1), date(2027, 5, 31))
        assert campaign.slogan
        assert campaign.sync_hours == 48

    def test_lists_are_complete(self, campaign: Campaign):
        assert campaign.phases == ("tham mưu", "kế hoạch", "triển khai", "tổng kết")
        assert len(campaign.strands) == 2
        assert len(campaign.principles) == 7
        assert len(campaign.requirements) == 5
        assert [goal.code for goal in campaign.goals] == [f"G{n}" for n in range(1, 8)]
        assert len(campaign.levels) == 4
        assert len(campaign.topics) == 15
        assert len(campaign.milestones) == 4
        assert len(campaign.anniversaries) == 16
        assert len(campaign.documents) == 6
        assert len(campaign.quotas) == 4
        assert campaign.peaks

    def test_no_list_names_a_thing_twice(self, campaign: Campaign):
        channels = [entry.name for entry in campaign.channels]
        audiences = [entry.name for entry in campaign.audiences]
        units = [unit.name for unit in campaign.units]
        for entries in (channels, audiences, units, campaign.topics, campaign.levels):
            assert len(set(entries)) == len(entries)

    def test_audiences_stand_in_two_rings(self, campaign: Campaign):
        assert by_group(campaign.audiences) == {
            "trong": ["cán bộ công đoàn", "đoàn viên", "người lao động"],
            "ngoài": ["cấp ủy Đảng", "chính quyền", "người sử dụng lao động", "cộng đồng xã hội"],
        }

    def test_channels_stand_in_four_groups(self, campaign: Campaign):
        assert by_group(campaign.channels) == {
            "truyền thông đại chúng": ["báo in", "báo điện tử", "đài"],
            "phương tiện của Công đoàn": ["trang tin", "bản tin công đoàn"],
            "trực tiếp tại cơ sở": ["loa truyền thanh", "bảng tin", "sinh hoạt", "băng rôn"],
            "mạng xã hội": ["Facebook", "Zalo"],
        }

    def test_units_are_of_each_level_and_chained(self, campaign: Campaign):
        level = {unit.name: campaign.levels.index(unit.level) for unit in campaign.units}
        assert set(level.values()) == {0, 1, 2, 3}
        for unit in campaign.units:
            assert (unit.parent == "") == (level[unit.name] == 0)
            if unit.parent:
                assert level[unit.parent] == level[unit.name] - 1

    def test_documents_keep_their_days(self, campaign: Campaign):
        issued = {document.number: document.issued for document in campaign.documents}
        assert issued["01-KL/TW"] == date(2021, 5, 18)
        assert {"05-CT/TW", "77-TB/TW", "02-NQ/TW", "368/KH-TLĐ", "01/CTr-BCH"} < set(issued)

    def test_the_chain_of_congresses_works_on_the_first_day(self, campaign, tasks):
        links = chain(tasks, [], (), campaign)
        assert links.first_open == (0, "Đại hội CĐCS")
        (city,) = [task for task in tasks if task.milestone.startswith("Đại hội XVII")]
        assert (city.stage, links.before(city)) == (Stage.BEFORE, "Đại hội CĐCS")

    def test_quotas(self, campaign: Campaign):
        limits = [(quota.at_least, quota.at_most, quota.per) for quota in campaign.quotas]
        assert limits == [(3, None, "năm"), (4, None, "ngày"), (None, 24, ""), (None, 24, "")]
        assert campaign.quotas[1].channels == ("Facebook",)
        assert all(map(kind_of, campaign.quotas))

    def test_titles_fit_a_narrow_pane(self, tasks: list[Task]):
        assert all(len(task.title) <= 60 for task in tasks)
        assert "{" not in "".join(task.title + task.notes for task in tasks)


def test_reading_toml_costs_nothing_until_a_template_is_loaded():
    assert not hasattr(templates, "tomllib")


@pytest.mark.skipif(not SYSTEM.exists(), reason="the description of the system is not here")
def test_no_sentence_of_the_description_is_copied():
    # The official name of a national month: eight words and more, and never another one.
    name = "Tháng hành động về An toàn, vệ sinh lao động"
    theirs = runs(SYSTEM.read_text(encoding="utf-8"))
    text = TOML.read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("#")]
    for ours in [*strings(tomllib.loads(text)), *comments]:
        if ours == name:
            continue
        assert not runs(ours) & theirs, ours


def by_group(entries) -> dict[str, list[str]]:
    groups = defaultdict(list)
    for entry in entries:
        groups[entry.group].append(entry.name)
    return dict(groups)


def strings(value) -> list[str]:
    """Return all the texts in a TOML value, keys too."""
    if isinstance(value, dict):
        return [text for pair in value.items() for each in pair for text in strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []


def runs(text: str) -> set[tuple[str, ...]]:
    """Return each run of eight words, whatever stands between them."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + 8]) for start in range(len(words) - 7)}
