"""What comes again: typed, shown, and made once for each day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.campaign_records import Ack, Campaign, Task
from store.campaigns.recurrence import HORIZON, instances, next_days, read_repeat, show_repeat
from store.errors import InvalidValueError
from store.text import fold
from tests.store.dates.samples import one_sentence

TODAY = date(2027, 4, 20)  # a Tuesday
NOW = datetime(2027, 4, 20, 9)
CAMPAIGN = Campaign(name="Mùa quà")
fast = settings(deadline=None, max_examples=150)


def task(title="Tin", **fields) -> Task:
    return Task(campaign=CAMPAIGN.id, title=title, **fields)


def weekly(day: date = TODAY, **fields) -> Task:
    return task(due=day, repeat="FREQ=WEEKLY", **fields)


def days(tasks) -> list[date]:
    return [made.instance for made in tasks]


# --- repetitions, as they are typed


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("hằng ngày", "FREQ=DAILY"),
        ("mỗi ngày", "FREQ=DAILY"),
        ("daily", "FREQ=DAILY"),
        ("every day", "FREQ=DAILY"),
        ("cách ngày", "FREQ=DAILY;INTERVAL=2"),
        ("hàng tuần", "FREQ=WEEKLY"),
        ("weekly", "FREQ=WEEKLY"),
        ("mỗi 2 tuần", "FREQ=WEEKLY;INTERVAL=2"),
        ("hai tuần một lần", "FREQ=WEEKLY;INTERVAL=2"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2"),
        ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("thứ hai hằng tuần", "FREQ=WEEKLY;BYDAY=MO"),
        ("mỗi thứ hai", "FREQ=WEEKLY;BYDAY=MO"),
        ("every monday", "FREQ=WEEKLY;BYDAY=MO"),
        ("mondays", "FREQ=WEEKLY;BYDAY=MO"),
        ("hằng tuần vào thứ năm, thứ hai", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("thứ 2, 4 và 6 hằng tuần", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("every tue and fri", "FREQ=WEEKLY;BYDAY=TU,FR"),
        ("thứ sáu mỗi 2 tuần", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("every 2 weeks on monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("chủ nhật hằng tuần", "FREQ=WEEKLY;BYDAY=SU"),
        ("mỗi ngày làm việc", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("hằng tháng", "FREQ=MONTHLY"),
        ("ngày 15 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("ngày 1, 15 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("ngày cuối hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("thứ sáu đầu tiên hằng tháng", "FREQ=MONTHLY;BYDAY=1FR"),
        ("last friday every month", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("hằng năm", "FREQ=YEARLY"),
        ("hằng tuần, 10 lần", "FREQ=WEEKLY;COUNT=10"),
        ("every monday until 31.5.2027", "FREQ=WEEKLY;UNTIL=20270531;BYDAY=MO"),
        ("hằng ngày đến ngày 31.5.2027", "FREQ=DAILY;UNTIL=20270531"),
        ("RRULE:freq=weekly;byday=fr,mo;interval=1", "FREQ=WEEKLY;BYDAY=MO,FR"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", None),
        ("FREQ=DAILY;UNTIL=20270531T170000Z", "FREQ=DAILY;UNTIL=20270531"),
        (" ", ""),
    ],
)
def test_repetitions_are_read(text, rule):
    read = read_repeat(text)
    assert read == (text if rule is None else rule)
    assert read_repeat(fold(text).upper()) == read
    assert read_repeat(read) == read
    assert read_repeat(show_repeat(read)) == read_repeat(show_repeat(read, english=True)) == read


@pytest.mark.parametrize(
    ("rule", "vietnamese", "english"),
    [
        ("FREQ=DAILY", "hằng ngày", "daily"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "thứ hai, thứ năm hằng tuần", "monday, thursday every week"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=5", "mỗi 2 tuần, 5 lần", "every 2 weeks, 5 times"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "ngày 15 hằng tháng", "day 15 every month"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "thứ sáu cuối cùng hằng tháng", "last friday every month"),
        ("FREQ=DAILY;UNTIL=20270531", "hằng ngày, đến 31.5.2027", "daily, until 31.5.2027"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1", *["FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1"] * 2),
        ("nonsense", "nonsense", "nonsense"),
        ("", "", ""),
    ],
)
def test_repetitions_are_shown(rule, vietnamese, english):
    assert show_repeat(rule) == vietnamese
    assert show_repeat(rule, english=True) == english


WRONG = [
    *(
        "linh tinh",
        "mỗi",
        "every",
        "mỗi 0 tuần",
        "thứ hai hằng tháng",
        "ngày 15",
        "ngày 32 hằng tháng",
    ),
    *("hằng tuần đến 31.5", "hằng tuần đến 31.2.2027", "hằng tuần, 0 lần", "every 99999 days"),
    *("FREQ=HOURLY", "FREQ=", "FREQ=WEEKLY;FREQ=DAILY", "FREQ=WEEKLY;BYHOUR=9", "INTERVAL=2"),
    *(
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=DAILY;BYMONTHDAY=1",
        "FREQ=DAILY;COUNT=0",
    ),
    *(
        "FREQ=DAILY;COUNT=2;UNTIL=20270531",
        "FREQ=DAILY;UNTIL=20270231",
        "FREQ=DAILY;UNTIL=31.5.2027",
    ),
    *(
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=WEEKLY;BYSETPOS=5;BYDAY=MO",
    ),
    *(
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=YEARLY;BYEASTER=0",
        "FREQ=DAILY;;X=1",
    ),
    *("FREQ=DAILY\nDTSTART:20270101", "mỗi tháng 2 lần"),
]


@pytest.mark.parametrize("text", WRONG)
def test_wrong_repetitions_are_refused_with_a_sentence(text):
    with pytest.raises(InvalidValueError) as caught:
        read_repeat(text)
    one_sentence(caught.value)


@pytest.mark.parametrize(
    "text", ["every 0 weeks", "mỗi 0 tuần", "weekly, 0 times", "ngày 32 hằng tháng"]
)
def test_a_refusal_says_it_in_the_words_that_were_typed(text):
    with pytest.raises(InvalidValueError) as caught:
        read_repeat(text)
    assert f"“{text}”" in str(caught.value)
    assert "FREQ=WEEKLY;INTERVAL" not in str(caught.value)


@pytest.mark.parametrize(
    ("rule", "start", "days"),
    [
        ("FREQ=WEEKLY", TODAY, [7, 14, 21]),
        ("FREQ=WEEKLY;COUNT=2", TODAY, [7]),
        ("FREQ=WEEKLY", TODAY - timedelta(days=21), [7, 14, 21]),  # today's is no longer ahead
        ("FREQ=WEEKLY", TODAY + timedelta(days=1), [8, 15, 22]),
        ("FREQ=DAILY;COUNT=1", TODAY, []),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", TODAY, []),
        ("FREQ=YEARLY", date(9999, 12, 1), []),
    ],
)
def test_the_next_days_of_a_series(rule, start, days):
    assert next_days(rule, start, TODAY) == [TODAY + timedelta(days=n) for n in days]


@pytest.mark.parametrize(
    ("text", "start", "days"),
    [
        ("hằng tháng", "2027-01-31", "2027-02-28 2027-03-31 2027-04-30 2027-05-31"),
        ("monthly", "2027-01-30", "2027-02-28 2027-03-30 2027-04-30"),
        ("monthly", "2027-01-29", "2027-02-28 2027-03-29 2027-04-29"),
        ("monthly", "2028-01-30", "2028-02-29 2028-03-30"),
        ("mỗi 6 tháng", "2026-08-31", "2027-02-28 2027-08-31 2028-02-29"),
        ("every 2 months", "2026-12-31", "2027-02-28 2027-04-30 2027-06-30 2027-08-31"),
        ("mỗi 11 tháng", "2027-03-31", "2028-02-29 2029-01-31"),
        ("hằng năm", "2028-02-29", "2029-02-28 2030-02-28 2031-02-28 2032-02-29"),
        ("mỗi 2 năm", "2028-02-29", "2030-02-28 2032-02-29"),
        ("hằng năm", "2027-12-31", "2028-12-31 2029-12-31"),
        ("ngày 31 hằng tháng", "2027-01-31", "2027-02-28 2027-03-31 2027-04-30"),
        ("ngày 30, 31 hằng tháng", "2027-01-31", "2027-02-28 2027-03-30 2027-03-31 2027-04-30"),
        ("day 15, 31 every month", "2027-01-15", "2027-01-31 2027-02-15 2027-02-28 2027-03-15"),
        ("ngày cuối hằng tháng", "2027-01-31", "2027-02-28 2027-03-31 2027-04-30"),
        ("FREQ=YEARLY;BYMONTH=2,5", "2027-01-31", "2027-02-28 2027-05-31 2028-02-29"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2027-01-31", "2027-02-28 2028-02-29"),
        ("FREQ=YEARLY;BYMONTHDAY=31", "2027-01-31", "2027-02-28 2027-03-31 2027-04-30"),
        ("monthly, 3 times", "2027-01-31", "2027-02-28 2027-03-31"),
        ("hằng tháng, đến 28.2.2027", "2027-01-31", "2027-02-28"),
        ("hằng tháng, đến 27.2.2027", "2027-01-31", ""),
        # What a rule says in so many words is left to it.
        ("FREQ=MONTHLY;BYMONTHDAY=-31", "2027-01-01", "2027-03-01 2027-05-01"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
            "2027-01-31",
            "2027-02-28 2027-03-31 2027-04-30",
        ),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=31", "2027-01-01", "2027-12-31 2028-03-31"),
        ("last friday every month", "2027-01-29", "2027-02-26 2027-03-26 2027-04-30"),
        ("chủ nhật đầu tiên hằng tháng", "2027-01-03", "2027-02-07 2027-03-07 2027-04-04"),
    ],
)
def test_a_month_that_is_too_short_has_its_last_day(text, start, days):
    first = date.fromisoformat(start)
    expected = [date.fromisoformat(day) for day in days.split()]
    found = next_days(read_repeat(text), first, first, max(len(expected), 1))
    assert found == expected


@given(
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.integers(1, 30),
    st.sampled_from(["MONTHLY", "YEARLY"]),
)
def test_no_month_is_passed_over_and_the_day_comes_back(start, interval, frequency):
    months = interval * (12 if frequency == "YEARLY" else 1)
    rule = f"FREQ={frequency};INTERVAL={interval}"
    for number, day in enumerate(next_days(rule, start, start, 5), 1):
        ahead = start.month - 1 + number * months
        assert (day.year, day.month) == (start.year + ahead // 12, ahead % 12 + 1)
        assert day.day == min(start.day, monthrange(day.year, day.month)[1])


def test_the_tasks_of_a_series_from_the_31st_are_made_in_every_month():
    first = task(due=date(2027, 1, 31), repeat="FREQ=MONTHLY")
    desk = [first]
    for day in range(0, 130, 5):
        desk += instances(first, desk, date(2027, 1, 31) + timedelta(days=day))
    assert days(desk[1:])[:3] == [
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "x", "FREQ=DAILY;BYMONTHDAY=31"])
def test_a_wrong_rule_of_a_file_is_refused_with_a_sentence(rule):
    with pytest.raises(InvalidValueError) as caught:
        instances(task(due=TODAY, repeat=rule), [], TODAY)
    one_sentence(caught.value)


parts = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"])},
    optional={
        "INTERVAL": st.integers(0, 400).map(str),
        "COUNT": st.integers(0, 400).map(str),
        "UNTIL": st.dates().map(lambda day: f"{day.year:04d}{day.month:02d}{day.day:02d}"),
        "BYMONTH": st.lists(st.integers(1, 13).map(str), min_size=1, max_size=3).map(",".join),
        "BYMONTHDAY": st.lists(st.integers(-32, 32).map(str), min_size=1, max_size=3).map(",".join),
        "BYDAY": st.lists(
            st.sampled_from(["MO", "TU", "SU", "1MO", "-1FR", "5SA", "54MO", "X"]),
            min_size=1,
            max_size=4,
        ).map(",".join),
        "BYSETPOS": st.integers(-3, 3).map(str),
        "WKST": st.sampled_from(["MO", "SU"]),
    },
)
rules = parts.map(lambda found: ";".join(f"{name}={value}" for name, value in found.items()))


@settings(deadline=None, max_examples=150)
@given(st.one_of(rules, st.text(max_size=30)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_any_rule_is_kept_in_one_way_or_refused(text, start):
    try:
        rule = read_repeat(text)
    except InvalidValueError as error:
        one_sentence(error)
        return
    assert read_repeat(rule) == rule
    assert read_repeat(show_repeat(rule)) == read_repeat(show_repeat(rule, english=True)) == rule
    made = instances(task(due=start, repeat=rule), [], date(2027, 4, 20))
    assert len(made) <= HORIZON + 1


# --- series


def test_instances_are_made_as_their_days_come_near():
    first = weekly(
        title="Bản tin tuần",
        owner="Lê Thu",
        anchor="start",
        offset=3,
        due_time=time(9),
        done=NOW,
        articles=("a" * 32,),
        acks=(Ack(unit="x", at=NOW),),
        created=NOW,
    )
    made = instances(first, [first], TODAY)
    assert days(made) == [date(2027, 4, 27)]  # 14 days: up to 3.5
    (copy,) = made
    assert copy.id != first.id
    assert (copy.series, copy.due, copy.due_time) == (first.id, date(2027, 4, 27), time(9))
    assert (copy.title, copy.owner) == (first.title, first.owner)
    assert (copy.done, copy.articles, copy.acks, copy.repeat) == (None, (), (), "")
    assert (copy.anchor, copy.offset, copy.created) == ("", 0, None)


def test_none_is_made_twice_also_when_one_was_moved_or_deleted():
    first = weekly()
    made = instances(first, [first], TODAY, 30)
    assert len(made) == 4
    moved = [replace(one, due=TODAY) for one in made]
    assert instances(first, [first, *moved], TODAY, 30) == []
    assert instances(first, [first, made[0], made[3]], TODAY, 30) == []


def test_the_first_one_may_be_moved_when_it_knows_its_place():
    first = replace(weekly(), instance=TODAY, due=TODAY + timedelta(days=2))
    assert days(instances(first, [first], TODAY)) == [TODAY + timedelta(days=7)]


def test_a_month_away_makes_no_flood():
    first = task(due=TODAY, repeat="FREQ=DAILY")
    back = TODAY + timedelta(days=40)
    made = instances(first, [first], back)
    assert days(made) == [back + timedelta(days=n) for n in range(-1, HORIZON)]
    assert instances(first, [first, *made], back) == []


def test_count_and_until_are_kept():
    counted = task(due=TODAY, repeat="FREQ=DAILY;COUNT=3")
    assert len(instances(counted, [], TODAY)) == 2  # and the first task
    until = task(due=TODAY, repeat="FREQ=DAILY;UNTIL=20270422")
    assert days(instances(until, [], TODAY)) == [date(2027, 4, 21), date(2027, 4, 22)]
    assert instances(until, [], date(2028, 1, 1))[0].instance == date(2027, 4, 22)


def test_what_does_not_repeat_or_has_no_day_makes_none():
    assert instances(task(due=TODAY), [], TODAY) == []
    assert instances(task(repeat="FREQ=DAILY"), [], TODAY) == []
    assert instances(weekly(date.max), [], date.max) == []


@fast
@given(
    st.sampled_from(
        ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=DAILY;INTERVAL=3;COUNT=9", "FREQ=MONTHLY"]
    ),
    st.lists(
        st.tuples(st.integers(-30, 120), st.integers(0, 20), st.booleans(), st.booleans()),
        max_size=8,
    ),
)
@example("FREQ=DAILY", [(5, 14, False, True), (0, 14, True, False), (60, 14, False, False)])
def test_there_is_one_task_for_a_day_whatever_the_order_of_calls(rule, calls):
    first = task(due=TODAY, repeat=rule)
    desk, every = [first], [first]
    for days_on, horizon, move, delete in calls:
        today = TODAY + timedelta(days=days_on)
        made = instances(first, desk, today, horizon)
        assert len(made) <= max(horizon, 1) + 1
        assert sum(one.due < today for one in made) <= 1
        assert instances(first, [*desk, *made], today, horizon) == []
        desk += [replace(one, due=today) if move else one for one in made]
        every += made
        if delete and len(desk) > 2:
            del desk[1]
    places = [one.instance for one in every[1:]]
    assert len(set(places)) == len(places)
    assert TODAY not in places
    assert len({one.id for one in every}) == len(every)


def test_an_old_series_is_quick():
    first = task(due=date(2017, 1, 1), repeat="FREQ=DAILY")
    begin = process_time()
    assert len(instances(first, [], TODAY)) == HORIZON + 1
    assert process_time() - begin < 0.5


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;INTERVAL=7;BYDAY=MO", "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2"]
)
def test_a_series_that_never_comes_takes_no_long_look(rule):
    begin = process_time()
    assert instances(task(due=TODAY, repeat=rule), [], TODAY) == []
    assert process_time() - begin < 3
