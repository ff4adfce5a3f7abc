"""A campaign cloned for another year: which days move how, and what comes along."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.campaign_records import Campaign, Day, Document, Fact, Quota, Task, Unit
from store.dates.formatting import show_due
from store.dates.parser import read_due
from store.errors import InvalidValueError
from store.templates import clone as cloning
from store.templates.clone import Rule, clone
from store.templates.parser import checked
from store.templates.writer import template_text

MONDAY = date(2027, 5, 3)


@pytest.fixture
def campaign():
    return Campaign(
        name="Mùa sen 2027",
        year=2027,
        slogan="Năm 2027: vững tay nghề",
        start=date(2027, 5, 1),
        end=date(2027, 5, 31),
        phases=("chuẩn bị", "làm"),
        anniversaries=(Day(name="Ngày Lao động", start=date(2027, 5, 1)), Day(name="Tết")),
        milestones=(Day(name="Đại hội", start=date(2027, 10, 17), end=date(2027, 10, 18)),),
        peaks=(
            Day(name="Tuần áo dài", start=date(2027, 5, 10), end=date(2027, 5, 16)),
            Day(name="Lễ mít tinh", start=date(2027, 5, 1), end=date(2027, 5, 2)),
        ),
        documents=(Document(kind="Kế hoạch", number="1/KH", issued=date(2027, 1, 5)),),
        quotas=(Quota(name="bài", at_least=4),),
        units=(Unit(name="CĐCS Hoa Sấu", level=""),),
    )


def task(campaign, **fields):
    values = {"title": "Viết bài", "phase": "làm", **fields}
    return Task(campaign=campaign.id, **values)


def shift_of(made, name, part=""):
    return next(
        (s.before, s.after, s.rule) for s in made.shifts if s.name == name and s.part == part
    )


class TestLunarDays:
    @pytest.mark.parametrize(
        ("typed", "before", "after"),
        [
            ("10.3 âm lịch", date(2026, 4, 26), date(2027, 4, 16)),
            ("mùng 1 Tết", date(2026, 2, 17), date(2027, 2, 6)),
            ("rằm tháng Giêng", date(2026, 3, 3), date(2027, 2, 20)),
            ("23 tháng Chạp", date(2026, 2, 10), date(2027, 1, 30)),
            ("2 ngày trước rằm tháng 7", date(2026, 8, 25), date(2027, 8, 14)),
            ("30 Tết 2027 8h", date(2027, 2, 5), date(2028, 1, 25)),
            ("mùng 1 Tết 2027", date(2027, 2, 6), date(2028, 1, 26)),
        ],
    )
    def test_a_task_due_on_one_stays_so(self, typed, before, after):
        """Through a clone and through a template, where it has no year."""
        campaign = Campaign(name="Tết", year=2026, phases=("làm",))
        due = read_due(typed, date(2026, 1, 5), campaign)
        first = task(campaign, due=due.day, anchor=due.anchor, offset=due.offset)
        assert first.due == before
        made = clone(campaign, [first], 2027)
        assert made.tasks[0].due == after
        assert made.shifts[-1].rule is Rule.LUNAR
        text = template_text(campaign, [first])
        template = checked(text, Path("x"))
        for year, day in ((2026, before), (2027, after)):
            [again] = template.build(year)[1]
            assert (again.due, again.offset) == (day, first.offset)
        shown = show_due(due, date(2026, 1, 5), campaign)
        assert not shown.lost
        assert read_due(shown.text, date(2026, 1, 5), campaign) == due


class TestDays:
    def test_the_campaigns_own_keep_their_date(self, campaign):
        made = clone(campaign, [], 2028)
        assert (made.campaign.start, made.campaign.end) == (date(2028, 5, 1), date(2028, 5, 31))
        assert shift_of(made, "start") == (campaign.start, date(2028, 5, 1), Rule.FIXED)
        assert shift_of(made, "start", "end")[2] is Rule.FIXED

    def test_an_anniversary_keeps_its_date_and_so_does_what_falls_on_it(self, campaign):
        made = clone(campaign, [task(campaign, due=date(2027, 5, 1))], 2028)
        assert made.campaign.anniversaries[0].start == date(2028, 5, 1)
        assert made.tasks[0].due == date(2028, 5, 1)
        assert shift_of(made, "Viết bài")[2] is Rule.ANNIVERSARY
        assert made.campaign.peaks[1].start == date(2028, 5, 1)
        assert made.campaign.peaks[1].end == date(2028, 5, 2)

    @pytest.mark.parametrize(
        ("year", "due"),
        [(2026, date(2026, 5, 4)), (2028, date(2028, 5, 1)), (2029, date(2029, 4, 30))],
    )
    def test_a_monday_stays_a_monday(self, campaign, year, due):
        made = clone(campaign, [task(campaign, due=MONDAY)], year)
        assert made.tasks[0].due.weekday() == MONDAY.weekday()
        assert made.tasks[0].due == due
        assert shift_of(made, "Viết bài")[2] is Rule.WEEKDAY

    def test_or_keeps_its_date(self, campaign):
        made = clone(campaign, [task(campaign, due=MONDAY)], 2028, keep="date")
        assert shift_of(made, "Viết bài") == (MONDAY, date(2028, 5, 3), Rule.DATE)

    def test_a_congress_is_left_open(self, campaign):
        made = clone(campaign, [], 2028)
        assert made.campaign.milestones == (Day(name="Đại hội"),)
        assert shift_of(made, "Đại hội") == (date(2027, 10, 17), None, Rule.FACT)

    def test_a_lunar_day_is_looked_up(self, campaign, monkeypatch):
        tet = {2027: date(2027, 2, 6), 2028: date(2028, 1, 26)}
        monkeypatch.setattr(
            cloning, "lunar_day", lambda name, year: tet.get(year) if name == "Tết" else None
        )
        made = clone(campaign, [], 2028)
        assert made.campaign.anniversaries[1] == Day(name="Tết", start=tet[2028])
        assert shift_of(made, "Tết") == (None, tet[2028], Rule.LUNAR)
        dated = replace(
            campaign, anniversaries=(Day(name="Tết", start=tet[2027], end=date(2027, 2, 9)),)
        )
        made = clone(dated, [task(dated, due=tet[2027])], 2028, keep="date")
        assert made.campaign.anniversaries[0].end == date(2028, 1, 29)
        assert made.tasks[0].due == date(2028, 2, 6)

    def test_one_that_no_almanac_knows_is_left_open(self, campaign, monkeypatch):
        monkeypatch.setattr(cloning, "lunar_day", lambda name, year: None)
        assert clone(campaign, [], 2028).campaign.anniversaries[1] == Day(name="Tết")

    def test_a_span_moves_as_one(self, campaign):
        (peak, _) = clone(campaign, [], 2028).campaign.peaks
        assert peak.start == date(2028, 5, 8)
        assert peak.end - peak.start == timedelta(days=6)

    @pytest.mark.parametrize(
        ("before", "year", "after"),
        [
            (date(2028, 2, 29), 2029, date(2029, 2, 28)),
            (date(2028, 2, 29), 2032, date(2032, 2, 29)),
            (date(2027, 12, 31), 2028, date(2028, 12, 31)),
            (date(2028, 1, 1), 2029, date(2029, 1, 1)),
            (date(2029, 1, 4), 2029, date(2030, 1, 4)),
        ],
    )
    def test_the_ends_of_years_and_of_february(self, before, year, after):
        own = Campaign(name="x", year=2028)
        made = clone(own, [task(own, due=before)], year, keep="date")
        assert made.tasks[0].due == after.replace(year=before.year + year - 2028)

    def test_the_days_between_two_tasks_stay_as_many(self, campaign):
        days = [date(2027, 2, 27), date(2027, 3, 4), date(2027, 12, 30)]
        tasks = [task(campaign, due=day, position=n) for n, day in enumerate(days)]
        made = [one.due for one in clone(campaign, tasks, 2028).tasks]
        assert [b - a for a, b in pairwise(made)] == [b - a for a, b in pairwise(days)]

    def test_beyond_the_calendar(self):
        own = Campaign(name="x", year=2027)
        late = task(own, due=date(9999, 5, 1))
        for keep in ("date", "weekday"):
            with pytest.raises(InvalidValueError, match="beyond the years"):
                clone(own, [late], 2030, keep=keep)
        with pytest.raises(InvalidValueError, match="cannot be in the year 12"):
            clone(own, [], 12)
        with pytest.raises(InvalidValueError, match="has no year"):
            clone(Campaign(name="x"), [], 2028)


class TestTasks:
    def test_they_come_undone(self, campaign, clock):
        worked = task(
            campaign, owner="Lê Thu", done=clock(), done_by_export=True, articles=("a" * 32,)
        )
        (made,) = clone(campaign, [worked], 2028).tasks
        assert made.status == "todo"
        assert (made.articles, made.acks, made.done_by_export) == ((), (), False)
        assert (made.owner, made.phase) == ("Lê Thu", "làm")
        assert made.id != worked.id
        assert made.campaign != campaign.id

    def test_what_hangs_goes_on_hanging(self, campaign):
        hung = task(campaign, anchor="Tuần áo dài", offset=2, due=date(2027, 5, 18))
        made = clone(campaign, [hung], 2028)
        assert (made.tasks[0].anchor, made.tasks[0].due) == ("Tuần áo dài", date(2028, 5, 16))
        assert made.shifts[-1].rule is Rule.HANGS
        assert made.shifts[-1].anchor == "Tuần áo dài"

    def test_what_hangs_on_a_congress_waits_for_its_day(self, campaign):
        hung = task(campaign, anchor="Đại hội", offset=-7, due=date(2027, 10, 10))
        (made,) = clone(campaign, [hung], 2028).tasks
        assert (made.anchor, made.offset, made.due) == ("Đại hội", -7, None)

    def test_a_series_comes_once_and_its_end_moves_along(self, campaign):
        first = task(campaign, due=MONDAY, repeat="FREQ=WEEKLY;UNTIL=20270531;BYDAY=MO")
        second = task(campaign, due=MONDAY + timedelta(7), series=first.id)
        made = clone(campaign, [first, second], 2028)
        (only,) = made.tasks
        assert only.repeat == "FREQ=WEEKLY;UNTIL=20280529;BYDAY=MO"
        assert only.instance == only.due == date(2028, 5, 1)
        assert shift_of(made, "Viết bài", "until")[1] == date(2028, 5, 29)

    def test_the_order_stays(self, campaign):
        first = task(campaign, title="a")
        second = task(campaign, title="b", position=1, after=(first.id, "f" * 32))
        made = clone(campaign, [first, second], 2028).tasks
        assert made[1].after == (made[0].id,)

    def test_the_year_in_words(self, campaign):
        made = clone(campaign, [task(campaign, title="Kế hoạch 2027")], 2028)
        assert made.campaign.name == "Mùa sen 2028"
        assert made.campaign.slogan == "Năm 2028: vững tay nghề"
        assert made.tasks[0].title == "Kế hoạch 2028"
        assert clone(replace(campaign, name="Mùa sen"), [], 2028).campaign.name == "Mùa sen 2028"
        assert clone(campaign, [], 2028, "Khác").campaign.name == "Khác"


class TestOnTheDesk:
    @pytest.fixture
    def built_in(self, desk):
        return desk.campaigns.new("thang-cong-nhan", 2026)

    def test_a_preview_writes_nothing(self, desk, built_in):
        made = desk.campaigns.preview_clone(built_in, 2027)
        assert len(desk.campaigns) == 1
        assert len(made.tasks) == len(desk.tasks)

    def test_it_is_one_change(self, desk, built_in):
        count = len(desk.tasks)
        made = desk.campaigns.clone(built_in, 2027)
        assert desk.campaigns.find("Tháng Công nhân 2027").id == made.campaign.id
        assert len(desk.tasks) == 2 * count
        for field in ("units", "quotas", "documents", "channels", "topics"):
            assert getattr(made.campaign, field) == getattr(built_in, field)
        assert desk.undo.step_back() == "clone campaign"
        assert (len(desk.campaigns), len(desk.tasks)) == (1, count)

    def test_the_fact_sheet_comes_where_it_is_asked_for(self, desk, built_in):
        desk.records.add(Fact(campaign=built_in.id, key="áo dài", value="2.310"))
        assert desk.campaigns.clone(built_in, 2027).facts == ()
        made = desk.campaigns.clone(built_in, 2028, with_facts=True)
        assert [f.value for f in desk.facts if f.campaign == made.campaign.id] == ["2.310"]

    def test_a_name_that_is_taken(self, desk, built_in):
        with pytest.raises(
            InvalidValueError, match="There is a campaign “Tháng Công nhân 2026” already"
        ):
            desk.campaigns.clone(built_in, 2026)
        assert len(desk.campaigns) == 1


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(DAYS, max_size=5),
    st.lists(DAYS, max_size=2),
    st.integers(2020, 2030),
    st.integers(1990, 2060),
    st.sampled_from(["weekday", "date"]),
)
def test_a_clone_taken_back_has_the_days_it_had(days, anniversaries, year, other, keep):
    named = tuple(Day(name=f"lễ {n}", start=day) for n, day in enumerate(anniversaries))
    campaign = Campaign(name="x", year=year, anniversaries=named)
    tasks = [task(campaign, due=day, position=n) for n, day in enumerate(days)]
    there = clone(campaign, tasks, other, keep=keep)
    back = clone(there.campaign, there.tasks, year, keep=keep)
    rules = {shift.name for shift in there.shifts}
    assert len(back.shifts) == len(there.shifts) >= len(rules)
    # The leap day has no date in most years; and who lands on an anniversary stays with it.
    assume(all((day.month, day.day) != (2, 29) for day in (*days, *anniversaries)))
    assume([s.rule for s in there.shifts] == [s.rule for s in back.shifts])
    assert [one.due for one in back.tasks] == days
    assert back.campaign.anniversaries == named
    if keep == "weekday":
        for old, new, shift in zip(days, there.tasks, there.shifts[len(named) :], strict=True):
            assert shift.rule is Rule.ANNIVERSARY or new.due.weekday() == old.weekday()
