"""Days as files have them."""

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.news.dates import read_date

HANOI = timezone(timedelta(hours=7))
DAYS = st.dates(min_value=date(1975, 1, 1), max_value=date(2190, 12, 31))
MOMENTS = st.datetimes(
    min_value=datetime(1975, 1, 1), max_value=datetime(2190, 12, 31), timezones=st.just(HANOI)
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-04-20", date(2027, 4, 20)),
        ("2027-04-20T23:30:00+07:00", date(2027, 4, 20)),
        ("2027-04-20T23:30:00Z", date(2027, 4, 21)),
        ("2027-04-20T23:30:00-05:00", date(2027, 4, 20)),
        ("Tue, 20 Apr 2027 23:30:00 -0500", date(2027, 4, 20)),
        ("2027-04-20 5:30", date(2027, 4, 20)),
        ("2027/4/2", date(2027, 4, 2)),
        ("20270420", date(2027, 4, 20)),
        ("Tue, 20 Apr 2027 20:00:00 GMT", date(2027, 4, 21)),
        ("20 Apr 2027 08:00 +0700", date(2027, 4, 20)),
        ("20.4.2027", date(2027, 4, 20)),
        ("20.4.2027 08:30", date(2027, 4, 20)),
        ("08:30 20/04/2027", date(2027, 4, 20)),
        ("Thứ ba, 20/4/2027, 08:30 (GMT+7)", date(2027, 4, 20)),
        ("3/4/2027", date(2027, 4, 3)),
        ("ngày 20 tháng 4 năm 2027", date(2027, 4, 20)),
        ("Tue, Apr 20 2027 00:00:00 GMT", date(2027, 4, 20)),
        ("20 Apr 2027 GMT", date(2027, 4, 20)),
        ("Thứ Ba, 20 Apr 2027 08:00:00 +0700", date(2027, 4, 20)),
        ("Tue,20 Apr 2027 08:00:00 +0700", date(2027, 4, 20)),
        ("Tue, 20 Apr 27 08:00:00 +0700", date(2027, 4, 20)),
        ("Apr 20, 2027", date(2027, 4, 20)),
        ("Tuesday, April 20, 2027 - 08:00", date(2027, 4, 20)),
        ("April 20, 2027 8:00 PM UTC", date(2027, 4, 21)),
        ("Posted on April 20, 2027 by An", date(2027, 4, 20)),
        ("Tue Apr 20 2027 08:00:00 GMT+0700 (Indochina Time)", date(2027, 4, 20)),
        ("Tue, 20 Apr 2027 24:00:00 +0700", date(2027, 4, 20)),
        ("20 thg 4, 2027", date(2027, 4, 20)),
        ("Th4 20, 2027", date(2027, 4, 20)),
        ("2027. 4. 20.", date(2027, 4, 20)),
        ("2027年4月20日", date(2027, 4, 20)),
        ("20 Tháng Tư, 2027", date(2027, 4, 20)),
        ("20 tháng Mười Hai năm 2027", date(2027, 12, 20)),
        ("CN, ngày 18 tháng Năm, năm 2027", date(2027, 5, 18)),
        ("20/04/27 08:00", date(2027, 4, 20)),
        ("1808200000", date(2027, 4, 20)),
        ("1808200000000", date(2027, 4, 20)),
        (1808200000, date(2027, 4, 20)),
        (1808200000.5, date(2027, 4, 20)),
    ],
)
def test_days_in_the_ways_they_are_written(text, day):
    assert read_date(text, HANOI) == day


@pytest.mark.parametrize(
    "text",
    ["", " ", "hôm qua", "April 2027", "20 April", "the 20th", "tháng Tư 2027",
     "31.2.2027", "12/25/2027", "2027", "0000-00-00", "0001-01-01",
     "2027-13-01", "99999999999999", "20 Foo 2027", "x" * 500, 12, float("nan"),
     float("inf"), -1e300, 1e300],
)  # fmt: skip
def test_what_names_no_day(text):
    assert read_date(text, HANOI) is None


@given(DAYS)
def test_every_day_reads_back_however_it_is_written(day):
    for text in (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}-{day.month}-{day.year} 07:00",
        f"{day.day} tháng {day.month}, {day.year}",
    ):
        assert read_date(text) == day


@given(MOMENTS)
def test_every_moment_is_the_day_it_is_here(moment):
    for text in (moment.isoformat(), format_datetime(moment), moment.astimezone(UTC).isoformat()):
        assert read_date(text, HANOI) == moment.date()
    assert read_date(moment.timestamp(), HANOI) in (moment.date(), None)


@given(st.text(max_size=60) | st.floats() | st.integers())
def test_nothing_makes_it_fail(value):
    assert read_date(value, HANOI) is None or isinstance(read_date(value, HANOI), date)
