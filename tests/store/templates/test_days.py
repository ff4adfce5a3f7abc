"""Where the days of a template fall."""

from __future__ import annotations

from datetime import date

import pytest

from store.campaign_records import Campaign, Task
from store.templates import Template

from .samples import task


class TestDays:
    def test_anniversaries_fall_in_the_year(self, campaign: Campaign):
        days = {day.name: day.start for day in campaign.anniversaries}
        assert days["Ngày Quốc tế Lao động"] == date(2027, 5, 1)
        assert days["Ngày thành lập Công đoàn Việt Nam"] == date(2027, 7, 28)
        assert days["Ngày Giải phóng Thủ đô"] == date(2027, 10, 10)

    def test_lunar_anniversaries_are_open(self, campaign: Campaign):
        undated = [day.name for day in campaign.anniversaries if day.start is None]
        assert undated == ["Tết Nguyên đán", "Giỗ Tổ Hùng Vương"]

    def test_a_congress_has_its_day_in_its_own_year_only(self, built_in: Template):
        spans = [(day.start, day.end) for day in built_in.build(2023)[0].milestones]
        assert spans == [
            (None, None),
            (None, None),
            (date(2023, 10, 17), None),
            (date(2023, 12, 1), date(2023, 12, 3)),
        ]
        assert all(day.start is day.end is None for day in built_in.build(2027)[0].milestones)

    def test_peaks_lie_around_the_month(self, campaign: Campaign):
        for peak in campaign.peaks:
            assert peak.start is not None
            assert date(2027, 4, 1) <= peak.start <= (peak.end or peak.start) <= campaign.end

    @pytest.mark.parametrize(
        ("title", "due"),
        [
            ("Ban hành kế hoạch truyền thông", date(2027, 3, 17)),
            ("Thông cáo mời báo, đài dự lễ phát động", date(2027, 4, 21)),
            ("Bài chính ngày 1.5: người thợ Thủ đô hôm nay", date(2027, 5, 1)),
            ("Quà 1.6 cho con công nhân: tin, ảnh", date(2027, 5, 30)),
            ("Loạt bài mừng ngày thành lập Công đoàn Việt Nam", date(2027, 7, 25)),
            ("Đếm tin, bài, lượt phát theo từng kênh", date(2027, 6, 3)),
            ("Chuyên trang hướng tới đại hội thành phố", None),
        ],
    )
    def test_tasks_are_due(self, tasks: list[Task], title: str, due: date | None):
        assert [task.due for task in tasks if task.title == title] == [due]

    def test_a_task_hung_on_a_congress_is_due_in_its_year(self, built_in: Template):
        due = {task.title: task.due for task in built_in.build(2023)[1]}
        assert due["Chuyên trang hướng tới đại hội thành phố"] == date(2023, 9, 17)

    @pytest.mark.parametrize(
        ("rule", "year", "due"),
        [
            ("29.2", 2028, date(2028, 2, 29)),
            ("29.2", 2027, date(2027, 2, 28)),
            ("29.2+1d", 2027, date(2027, 3, 1)),
            ("1.3-1d", 2028, date(2028, 2, 29)),
            ("01.05 - 45d", 2027, date(2027, 3, 17)),
            ("5.1-10d", 2027, date(2026, 12, 26)),
            ("29.2.2024-1d", 2024, date(2024, 2, 28)),
            ("17.10.2023", 2027, None),
            ("5.1-999d", 1900, date(1897, 4, 11)),
            ("31.12+999d", 9000, date(9003, 9, 26)),
        ],
    )
    def test_each_way_to_write_a_day(self, written, rule: str, year: int, due: date | None):
        _, (only,) = written(task(due=f'"{rule}"')).build(year)
        assert only.due == due

    def test_a_span_over_new_year_belongs_to_the_year_it_starts_in(self, written):
        span = written('[[peaks]]\nname = "Tết"\nstart = "20.12.2023"\nend = "9.2.2024"\n')
        (peak,) = span.build(2023)[0].peaks
        assert (peak.start, peak.end) == (date(2023, 12, 20), date(2024, 2, 9))
        (peak,) = span.build(2024)[0].peaks
        assert peak.start is peak.end is None
