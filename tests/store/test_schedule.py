"""What must wait, what is next, and in which order the work is listed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.campaign_records import Campaign, Day, Stage, Task
from store.campaigns import schedule
from store.campaigns.schedule import (
    agenda,
    blocked_by,
    check_order,
    due_later,
    sorted_tasks,
)
from store.errors import InvalidValueError
from store.records import Article
from tests.store.dates.samples import one_sentence

TODAY = date(2027, 4, 20)  # a Tuesday
NOW = datetime(2027, 4, 20, 9)
CAMPAIGN = Campaign(
    name="Đại hội",
    milestones=(
        Day(name="cơ sở"),
        Day(name="cấp trên"),
        Day(name="Thành phố"),
        Day(name="cả nước"),
    ),
)
fast = settings(deadline=None, max_examples=150)


def task(title="Tin", **fields) -> Task:
    return Task(campaign=CAMPAIGN.id, title=title, **fields)


# --- order


def chain(*afters: tuple[int, ...]) -> list[Task]:
    """Tasks of which each waits for those with the given numbers."""
    made = [task(title=f"việc {n}") for n in range(len(afters))]
    return [
        replace(one, after=tuple(made[n].id for n in after))
        for one, after in zip(made, afters, strict=True)
    ]


def test_what_is_waited_for():
    a, b, c = chain((), (), (0, 1, 0))
    assert blocked_by(c, [a, b, c]) == [a, b]
    assert blocked_by(c, [replace(a, done=NOW), b, c]) == [b]
    assert blocked_by(c, [c]) == []  # deleted ones hold nothing up
    assert blocked_by(a, [a, b, c]) == []


def test_a_circle_is_refused_and_named():
    a, b, c = chain((), (0,), (1,))
    with pytest.raises(InvalidValueError) as caught:
        check_order(a, [c.id], [a, b, c])
    assert one_sentence(caught.value) == (
        "“việc 0” would wait for itself: việc 0 → việc 2 → việc 1 → việc 0."
    )
    with pytest.raises(InvalidValueError, match="việc 0 → việc 0"):
        check_order(a, [a.id], [a])
    check_order(c, [a.id, b.id, "f" * 32], [a, b, c])


def test_a_long_circle_is_cut_short():
    tasks = chain((), *((n,) for n in range(2000)))
    with pytest.raises(InvalidValueError) as caught:
        check_order(tasks[0], [tasks[-1].id], tasks)
    assert len(str(caught.value)) < 200
    assert str(caught.value).endswith("việc 1 → việc 0.")


def test_a_circle_elsewhere_holds_no_other_task_up():
    a, b, c = chain((1,), (0,), ())
    check_order(c, [a.id], [a, b, c])


@fast
@given(st.lists(st.tuples(st.integers(0, 7), st.sets(st.integers(0, 7))), max_size=20))
def test_no_circle_is_accepted_and_every_other_order_is(changes):
    tasks = chain(*[()] * 8)
    number = {one.id: n for n, one in enumerate(tasks)}
    for n, after in changes:
        wanted = tuple(tasks[m].id for m in after)
        graph = {one.id: one.after for one in tasks} | {tasks[n].id: wanted}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError:
            with pytest.raises(InvalidValueError) as caught:
                check_order(tasks[n], wanted, tasks)
            one_sentence(caught.value)
            named = re.findall(r"việc (\d)", str(caught.value.values["circle"]))
            if "…" not in str(caught.value):
                for one, other in pairwise(named):
                    assert int(other) in {number[m] for m in graph[tasks[int(one)].id]}
        else:
            check_order(tasks[n], wanted, tasks)
            tasks[n] = replace(tasks[n], after=wanted)


# --- the chain of milestones


def early(one, tasks, campaign, *articles):
    """The milestone that is to be covered before that of a task; ticked articles are out."""
    out = {piece.id for piece in articles if piece.exported}
    out |= {piece.id for piece in tasks if "treo" in piece.title}
    return schedule.chain(tasks, articles, out, campaign).before(one)


def test_a_later_milestone_waits_for_the_earlier_ones():
    base, above, city = (
        task(milestone=name, stage=Stage.BEFORE) for name in ("cơ sở", "cấp trên", "Thành phố")
    )
    tasks = [base, above, city]
    assert early(base, tasks, CAMPAIGN) is None
    assert early(above, tasks, CAMPAIGN) == early(city, tasks, CAMPAIGN) == "cơ sở"
    tasks[0] = replace(base, done=NOW)
    assert early(above, tasks, CAMPAIGN) == "cơ sở", "work done is not out"
    tasks[0] = replace(base, title="Đã treo băng rôn")
    assert early(above, tasks, CAMPAIGN) is None
    assert early(city, tasks, CAMPAIGN) == "cấp trên"
    written = Article(exported=NOW)
    tasks[1] = replace(above, articles=(written.id,))
    assert early(city, tasks, CAMPAIGN, written) is None
    assert early(city, tasks[:1], CAMPAIGN, Article(milestone="cấp trên", exported=NOW)) is None
    assert early(city, tasks[:1], CAMPAIGN, Article(milestone="cấp trên")) == "cấp trên"


def test_a_milestone_is_covered_but_for_what_comes_after_it():
    out = Article(milestone="cơ sở", exported=NOW)
    above = task(milestone="Cấp  trên")

    def waits_for(*tasks):
        return early(above, [*tasks], CAMPAIGN, out)

    assert waits_for() is None
    assert waits_for(task(milestone="cơ sở", stage=Stage.AFTER)) is None
    assert waits_for(task(milestone="cơ sở")) is None
    assert waits_for(task(milestone="cơ sở", stage=Stage.DURING)) == "cơ sở"
    assert waits_for(task(milestone="cơ sở", stage=Stage.DURING, done=NOW)) is None
    assert early(above, [], CAMPAIGN) == "cơ sở"


def test_what_is_in_no_chain_is_never_early():
    assert early(task(), [], CAMPAIGN) is None
    assert early(task(milestone="nơi khác"), [], CAMPAIGN) is None
    assert early(task(milestone="cả nước", done=NOW), [], CAMPAIGN) is None


# --- what is next


def test_the_agenda():
    def due(days_on: int, **fields) -> Task:
        return task(due=TODAY + timedelta(days=days_on), **fields)

    late, later, soon, undated = due(-1), due(8), due(7), task()
    evening = due(0, due_time=time(22))
    morning = due(0, due_time=time(9), position=5)
    all_day, urgent, second = due(0), due(0, priority=1), due(0, position=1)
    tasks = [undated, later, second, all_day, evening, urgent, morning, soon, late]
    found = agenda([*tasks, due(0, done=NOW)], datetime.combine(TODAY, time(9)))
    assert found.overdue == (late,)
    assert found.today == (morning, evening, urgent, all_day, second)
    assert (found.week, found.later, found.undated) == ((soon,), (later,), (undated,))
    at_noon = agenda(tasks, datetime.combine(TODAY, time(12)))
    assert (at_noon.overdue, at_noon.today) == (
        (late, morning),
        (evening, urgent, all_day, second),
    )


@fast
@given(st.lists(st.none() | st.dates(date(2027, 3, 1), date(2027, 6, 1)), max_size=20))
def test_every_open_task_is_in_the_agenda_once(due):
    tasks = [task(due=day) for day in due]
    found = agenda(tasks, datetime.combine(TODAY, time(9)))
    listed = [*found.overdue, *found.today, *found.week, *found.later, *found.undated]
    assert sorted(one.id for one in listed) == sorted(one.id for one in tasks)


def test_sorting():
    a = task(title="Ăn ca", due=TODAY, owner="Đức", phase="triển khai")
    b = task(title="Bản tin", owner="", priority=1, phase="tham mưu")
    c = task(title="An toàn", due=date(2027, 4, 1), owner="Dung", phase="kế hoạch", priority=-1)
    tasks = [a, b, c]
    assert sorted_tasks(tasks, "due") == [c, a, b]
    assert sorted_tasks(tasks, "priority") == [b, a, c]
    assert sorted_tasks(tasks, "owner") == [c, a, b]
    assert sorted_tasks(tasks, "title") == [c, a, b]
    assert sorted_tasks(tasks, "phase", ["tham mưu", "kế hoạch", "triển khai"]) == [b, c, a]
    assert sorted_tasks(tasks, "phase") == [c, b, a]
    assert sorted_tasks(tasks, "due", is_turned=True) == [a, c, b]  # without a day: last in both
    assert sorted_tasks(tasks, "priority", is_turned=True) == [c, a, b]
    assert sorted_tasks(tasks, "owner", is_turned=True) == [a, c, b]
    assert sorted_tasks(tasks, "title", is_turned=True) == [b, a, c]
    with pytest.raises(InvalidValueError) as caught:
        sorted_tasks(tasks, "colour")
    assert "due, priority, owner" in one_sentence(caught.value)


def test_what_a_task_waits_for_is_due_before_it():
    early, same, late, later, none = (
        task(str(days), due=days and TODAY + timedelta(days=days)) for days in (1, 2, 3, 4, None)
    )
    done = task("xong", due=TODAY + timedelta(days=5), done=NOW)
    known = [later, early, same, late, none, done]
    waits = task(due=same.due, after=tuple(one.id for one in known))
    assert due_later(waits, known) == [late, later]
    assert due_later(replace(waits, due=None), known) == []
    assert due_later(replace(waits, after=()), known) == []
