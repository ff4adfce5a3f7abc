"""The tasks that a template makes."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from store.campaign_records import Campaign, Task
from store.campaigns.acknowledgements import heard_of
from store.campaigns.matrix import View, count_matrix
from store.errors import InvalidValueError
from store.templates import Template


class TestTasks:
    def test_there_are_enough(self, tasks: list[Task]):
        assert 30 <= len(tasks) <= 40
        assert len({task.title for task in tasks}) == len(tasks)

    def test_each_name_exists_and_each_entry_has_a_task(
        self, campaign: Campaign, tasks: list[Task]
    ):
        lists = {
            "channels": {entry.name for entry in campaign.channels},
            "audiences": {entry.name for entry in campaign.audiences},
            "levels": set(campaign.levels),
            "topics": set(campaign.topics),
            "goals": {goal.code for goal in campaign.goals},
        }
        for field, listed in lists.items():
            assert {name for task in tasks for name in getattr(task, field)} == listed

    def test_each_topic_reaches_mass_media_and_the_grassroots(
        self, campaign: Campaign, tasks: list[Task]
    ):
        group = {entry.name: entry.group for entry in campaign.channels}
        reached: defaultdict[str, set[str]] = defaultdict(set)
        for each in tasks:
            for topic in each.topics:
                reached[topic] |= {group[channel] for channel in each.channels}
        for topic in campaign.topics:
            assert {"truyền thông đại chúng", "trực tiếp tại cơ sở"} <= reached[topic], topic

    def test_each_strand_has_its_pieces(self, campaign: Campaign, tasks: list[Task]):
        for strand in campaign.strands:
            found = count_matrix(campaign, tasks, {}, {}, View(strand=strand))
            assert any(cell.tasks for row in found.rows for cell in row.cells), strand

    def test_what_goes_down_to_the_units_does(self, campaign: Campaign, tasks: list[Task]):
        down = {task.title: heard_of(task, campaign) for task in tasks if task.cascades}
        assert down["Gửi kế hoạch xuống, từng đơn vị xác nhận"] == (0, 7)
        assert set(down.values()) == {(0, 7)}

    def test_what_is_about_a_named_day_hangs_on_it(self, campaign: Campaign, tasks: list[Task]):
        anchors = {task.title: task.anchor for task in tasks if task.anchor}
        assert anchors["Quà 1.6 cho con công nhân: tin, ảnh"] == "Ngày Quốc tế Thiếu nhi"
        assert len(anchors) == 9
        named = (*campaign.peaks, *campaign.anniversaries, *campaign.milestones)
        assert set(anchors.values()) <= {day.name for day in named}

    def test_they_stand_in_the_order_of_phases(self, campaign: Campaign, tasks: list[Task]):
        order = [campaign.phases.index(task.phase) for task in tasks]
        assert order == sorted(order)
        assert set(order) == {0, 1, 2, 3}

    @pytest.mark.parametrize("year", [2023, 2027, 2028])
    def test_they_are_placed_by_due_within_their_phase(self, built_in: Template, year: int):
        campaign, tasks = built_in.build(year)
        for phase in campaign.phases:
            some = [task for task in tasks if task.phase == phase]
            assert [task.position for task in some] == list(range(len(some)))
            due = [task.due for task in some if task.due is not None]
            assert due == sorted(due)

    def test_they_belong_to_the_campaign(self, campaign: Campaign, tasks: list[Task]):
        assert {task.campaign for task in tasks} == {campaign.id}
        assert {task.status for task in tasks} == {"todo"}


class TestBuild:
    def test_gives_new_records_each_time(self, built_in: Template):
        first, second = built_in.build(2027), built_in.build(2027)
        assert first[0].id != second[0].id
        assert not {task.id for task in first[1]} & {task.id for task in second[1]}

    def test_takes_another_name(self, built_in: Template):
        assert built_in.build(2027, "Thử {year}")[0].name == "Thử {year}"
        assert built_in.title(2027) == "Tháng Công nhân 2027"

    @pytest.mark.parametrize("year", [1900, 9000])
    def test_the_first_and_last_year(self, built_in: Template, year: int):
        assert built_in.build(year)[0].start == date(year, 5, 1)

    @pytest.mark.parametrize("year", [-1, 0, 1899, 9001, 10**6])
    def test_refuses_other_years(self, built_in: Template, year: int):
        with pytest.raises(InvalidValueError) as caught:
            built_in.build(year)
        assert str(caught.value) == (
            f"A campaign cannot be in the year {year}; choose one from 1900 to 9000."
        )
