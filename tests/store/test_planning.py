"""The checklist of a desk: several tasks at once, named days that move, order, series."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Campaign, InvalidValueError, Task
from store.campaign_records import Day
from store.campaigns import checklist
from store.records import Article

TODAY = date(2027, 4, 20)
LAUNCH = "Lễ mở màn"


@pytest.fixture
def campaign(desk):
    made = Campaign(
        name="Mùa quà",
        phases=("kế hoạch", "triển khai"),
        start=date(2027, 5, 1),
        end=date(2027, 5, 31),
        peaks=(Day(name=LAUNCH, start=date(2027, 4, 28)),),
        milestones=(Day(name="Đại hội xưởng"), Day(name="Đại hội quận")),
    )
    return desk.records.add(made)


@pytest.fixture
def put(desk, campaign):
    def add(title, **fields):
        return desk.tasks.add(Task(campaign=campaign.id, title=title, **fields))

    return add


def order(desk, campaign, place):
    return [task.title for task in desk.campaigns.checklist(campaign)[place].tasks]


# --- the phase of a day


def test_the_phase_of_a_day_follows_from_what_is_due(desk, campaign, put):
    assert desk.campaigns.phase_now(campaign) == "kế hoạch", "nothing has a day"
    for phase, day in (
        ("kế hoạch", date(2027, 4, 1)),
        ("kế hoạch", date(2027, 4, 10)),
        ("triển khai", date(2027, 5, 10)),
        ("triển khai", date(2027, 5, 20)),
    ):
        put("a", phase=phase, due=day)
    phases = desk.campaigns.checklist(campaign)
    for day, phase in (
        (date(2027, 3, 1), "kế hoạch"),
        (date(2027, 4, 10), "kế hoạch"),
        (date(2027, 4, 20), "kế hoạch"),
        (date(2027, 5, 10), "triển khai"),
        (date(2027, 6, 1), "triển khai"),
    ):
        assert checklist.phase_on(phases, day) == phase, day
    assert checklist.phase_on([], TODAY) == ""


def test_of_a_campaign_that_is_ahead_its_start_counts(desk, campaign, put):
    put("a", phase="kế hoạch", due=TODAY)
    put("b", phase="triển khai", due=date(2027, 4, 30))
    put("c", phase="triển khai", due=date(2027, 5, 3))
    assert desk.campaigns.phase_now(campaign) == "triển khai"


# --- several at once


def test_several_tasks_change_as_one_unit(desk, put):
    tasks = [put(title, phase="kế hoạch") for title in "abc"]
    changed = desk.tasks.edit_all(tasks[:2], owner="Lê Thu", priority=1)
    assert [task.title for task in changed] == ["a", "b"]
    assert [task.owner for task in desk.tasks] == ["Lê Thu", "Lê Thu", ""]
    assert desk.tasks.edit_all(tasks[:2], owner="Lê Thu") == []
    assert desk.undo.step_back() == "edit tasks"
    assert [task.owner for task in desk.tasks] == ["", "", ""]


def test_several_tasks_come_to_the_end_of_another_phase_in_their_order(desk, campaign, put):
    put("d", phase="triển khai")
    tasks = [put(title, phase="kế hoạch") for title in "abc"]
    desk.tasks.edit_all(tasks, phase="triển khai")
    assert order(desk, campaign, 1) == ["d", "a", "b", "c"]
    assert [task.position for task in desk.campaigns.checklist(campaign)[1].tasks] == [0, 1, 2, 3]


def test_tags_are_added_and_taken_out_and_the_others_stay(desk, put):
    tasks = [put("a", channels=("loa", "báo")), put("b", channels=("đài",)), put("c")]
    desk.tasks.retag(tasks, "channels", add=["đài"], drop=["loa"])
    assert [task.channels for task in desk.tasks] == [("báo", "đài"), ("đài",), ("đài",)]
    desk.undo.step_back()
    assert [task.channels for task in desk.tasks] == [("loa", "báo"), ("đài",), ()]


def test_days_are_moved_each_from_its_own(desk, put):
    tasks = [
        put("a", due=date(2027, 4, 30), due_time=time(9)),
        put("b"),
        put("c", due=date(2027, 4, 25), anchor=LAUNCH, offset=-3),
        put("d", due=TODAY, repeat="FREQ=MONTHLY"),
    ]
    changed = desk.tasks.shift(tasks, 3)
    assert [task.title for task in changed] == ["a", "c", "d"]
    a, b, c, d = (desk.tasks[task.id] for task in tasks)
    assert (a.due, a.due_time) == (date(2027, 5, 3), time(9))
    assert b.due is None
    assert (c.due, c.anchor, c.offset) == (date(2027, 4, 28), LAUNCH, 0)
    assert (d.due, d.instance) == (TODAY + timedelta(days=3), TODAY)  # the series stays
    with pytest.raises(InvalidValueError, match="“a” cannot be due beyond"):
        desk.tasks.shift(tasks, 10**9)
    assert desk.undo.step_back() == "move days"
    assert desk.tasks[c.id].offset == -3


def test_several_tasks_are_ticked_and_unticked(desk, put, clock):
    tasks = [put(title) for title in "abc"]
    desk.tasks.tick(tasks[0])
    first = clock.time
    clock.wait()
    assert len(desk.tasks.tick_all(tasks)) == 2
    assert [task.done for task in desk.tasks] == [first, clock.time, clock.time]
    assert len(desk.tasks.tick_all(tasks)) == 3
    assert not any(task.done for task in desk.tasks)
    desk.undo.step_back()
    assert all(task.done for task in desk.tasks)


def test_several_tasks_are_deleted_and_come_back(desk, put):
    tasks = [put(title) for title in "abc"]
    desk.tasks.remove_all(tasks[1:])
    assert [task.title for task in desk.tasks] == ["a"]
    assert desk.undo.step_back() == "delete tasks"
    assert {task.title for task in desk.tasks} == {"a", "b", "c"}


# --- moved to a place


def test_a_task_is_put_in_front_of_another(desk, campaign, put):
    a, b, c = (put(title, phase="kế hoạch") for title in "abc")
    d = put("d", phase="triển khai")
    desk.tasks.place(c, "kế hoạch", before=a.id)
    assert order(desk, campaign, 0) == ["c", "a", "b"]
    desk.tasks.place(a, "triển khai", before=d.id)
    assert order(desk, campaign, 1) == ["a", "d"]
    desk.tasks.place(c, "triển khai")
    assert order(desk, campaign, 1) == ["a", "d", "c"]
    assert desk.undo.step_back() == "move task"
    assert order(desk, campaign, 0) == ["c", "b"]
    before = desk.tasks[b.id]
    desk.tasks.place(b, "kế hoạch")
    assert desk.tasks[b.id] is before  # it stands there already


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2), st.integers(0, 10))))
def test_wherever_tasks_are_put_none_is_lost_and_each_has_a_place(moves):
    names = ["kế hoạch", "triển khai", ""]
    tasks = {
        t.id: t
        for t in (
            Task(campaign="c" * 32, title=str(n), phase=names[n % 3], position=n // 3)
            for n in range(10)
        )
    }
    ids = list(tasks)
    for which, phase, before in moves:
        wanted = tasks[ids[before]].id if before < 10 else None
        for changed in checklist.placed(tasks[ids[which]], names[phase], wanted, tasks.values()):
            tasks[changed.id] = changed
        there = sorted(
            (t for t in tasks.values() if t.phase == names[phase]), key=lambda t: t.position
        )
        place = [t.id for t in there].index(ids[which])
        if wanted in {t.id for t in there} - {ids[which]}:
            assert there[place + 1].id == wanted
        assert len({(t.phase, t.position) for t in tasks.values()}) == 10


# --- named days


def test_what_hangs_on_a_named_day_moves_along_in_the_same_unit(desk, campaign, put):
    hung = put("a", due=date(2027, 4, 25), anchor=LAUNCH, offset=-3)
    from_start = put("b", due=date(2027, 5, 2), anchor="start", offset=1)
    done = put("c", due=date(2027, 4, 28), anchor=LAUNCH)
    desk.tasks.tick(done)
    free = put("d", due=date(2027, 4, 25))
    changed = desk.campaigns.change(
        campaign,
        start=date(2027, 5, 4),
        peaks=(Day(name=LAUNCH, start=date(2027, 4, 30)),),
    )
    assert changed.start == date(2027, 5, 4)
    assert desk.tasks[hung.id].due == date(2027, 4, 27)
    assert desk.tasks[from_start.id].due == date(2027, 5, 5)
    assert desk.tasks[done.id].due == date(2027, 4, 28)
    assert desk.tasks[free.id].due == date(2027, 4, 25)
    assert desk.undo.step_back() == "edit campaign"
    assert desk.campaigns[campaign.id].start == date(2027, 5, 1)
    assert desk.tasks[hung.id].due == date(2027, 4, 25)


def test_what_hangs_on_a_named_day_follows_it_to_another_name(desk, campaign, put):
    hung = put("a", due=date(2027, 4, 25), anchor=LAUNCH, offset=-3)
    chained = put("b", milestone="đại hội XƯỞNG")
    article = desk.records.add(
        Article(headline="Tít", campaign=campaign.id, milestone="Đại hội xưởng")
    )
    elsewhere = desk.records.add(Article(headline="Tít", milestone="Đại hội xưởng"))
    desk.campaigns.change(
        campaign,
        peaks=(Day(name="Khai mạc", start=date(2027, 4, 29)),),
        milestones=(Day(name="Đại hội xưởng tàu"), campaign.milestones[1]),
    )
    assert (desk.tasks[hung.id].anchor, desk.tasks[hung.id].due) == ("Khai mạc", date(2027, 4, 26))
    assert desk.tasks[chained.id].milestone == "Đại hội xưởng tàu"
    assert desk.articles[article.id].milestone == "Đại hội xưởng tàu"
    assert desk.articles[elsewhere.id].milestone == "Đại hội xưởng"


def test_a_day_that_is_deleted_takes_no_task_along(desk, campaign, put):
    hung = put("a", due=date(2027, 4, 25), anchor=LAUNCH, offset=-3)
    desk.campaigns.change(campaign, peaks=())
    assert desk.tasks[hung.id] == hung


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"end": date(2027, 4, 1)}, "Mùa quà"),
        ({"start": date(2027, 6, 1)}, "Mùa quà"),
        ({"milestones": (Day(name="Hội", start=date(2027, 5, 3), end=date(2027, 5, 2)),)}, "Hội"),
    ],
)
def test_an_end_before_its_start_is_refused_by_name(desk, campaign, fields, name):
    with pytest.raises(InvalidValueError, match=f"“{name}” would end on .*, before it begins on"):
        desk.campaigns.change(campaign, **fields)
    assert desk.campaigns[campaign.id] == campaign


def test_what_was_wrong_before_holds_no_other_change_up(desk, campaign):
    wrong = Day(name="Hội", start=date(2027, 5, 3), end=date(2027, 5, 2))
    desk.records.change(campaign, peaks=(wrong,), start=date(2028, 1, 1))
    assert desk.campaigns.change(campaign, slogan="Vững tay").slogan == "Vững tay"


def test_a_name_that_another_campaign_has_is_refused(desk, campaign):
    desk.campaigns.new_empty("Mùa mưa", 2027)
    with pytest.raises(InvalidValueError, match="is a campaign “mùa  mưa” already"):
        desk.campaigns.change(campaign, name="mùa  mưa")
    assert desk.campaigns.change(campaign, name="MÙA QUÀ").name == "MÙA QUÀ"
    label = "edit lists"
    desk.campaigns.change(campaign, label=label, slogan="x")
    assert desk.undo.step_back() == label


# --- order


def test_a_circle_is_refused_and_nothing_changes(desk, put):
    a = put("a")
    b = put("b", after=(a.id,))
    c = put("c", after=(b.id,))
    with pytest.raises(
        InvalidValueError, match="“khác” would wait for itself: khác → c → b → khác"
    ):
        desk.tasks.edit(a, after=(c.id,), title="khác")
    assert desk.tasks[a.id] == a
    assert desk.tasks.waits_for(c) == [b]
    desk.tasks.tick(b)
    assert desk.tasks.waits_for(c) == []
    desk.tasks.remove(b)
    assert desk.tasks.waits_for(c) == []


# --- what comes again


def test_a_new_series_and_its_tasks_are_one_unit(desk, put):
    put("a", due=TODAY, repeat="FREQ=WEEKLY")
    assert len(desk.tasks) == 2
    assert desk.undo.step_back() == "new task"
    assert len(desk.tasks) == 0


def test_a_month_away_makes_no_flood(desk, put, clock):
    put("a", due=TODAY, repeat="FREQ=DAILY")
    assert len(desk.tasks) == 14  # today, and thirteen days ahead
    clock.wait(31 * 24 * 60)
    made = desk.tasks.catch_up()
    back = TODAY + timedelta(days=31)
    assert [task.due for task in made] == [back + timedelta(days=n) for n in range(-1, 14)]
    assert desk.tasks.catch_up() == []
    places = [task.position for task in desk.tasks]
    assert len(set(places)) == len(places)
    days = [task.due for task in desk.tasks]
    assert len(set(days)) == len(days)


def test_a_wrong_rule_of_another_program_holds_no_other_series_up(desk, put, clock):
    first = put("a", due=TODAY, repeat="FREQ=WEEKLY")
    wrong = put("b", due=TODAY)
    desk.records.change(wrong, repeat="FREQ=SOMETIMES")
    desk.records.change(first, title="c")
    clock.wait(7 * 24 * 60)
    assert [task.title for task in desk.tasks.catch_up()] == ["c"]
