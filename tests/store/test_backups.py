"""Dated backups: which are made, which stay, and what a full disk or a wrong clock does to them."""

from __future__ import annotations

import errno
import json
import os
import resource
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from store.atomic import of_file
from store.file.backups import Backup, Keep, folder, found, outdated, take, take_due

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 23, 8, 15, tzinfo=HANOI)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def put(desk: Path, headline: str) -> Path:
    """Write a desk file as the desk does."""
    data = {"articles": {"1": {"headline": headline}}}
    desk.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return desk


@pytest.fixture
def desk(tmp_path):
    return put(tmp_path / "desk.json", "Tổ may số 7")


def backup(at: datetime, number: int = 1) -> Backup:
    return Backup(Path(f"{at:%Y%m%dT%H%M%S}-{number}"), at)


def names(desk):
    """Everything in the folder of the backups, hidden or not."""
    place = folder(desk)
    return sorted(path.name for path in place.iterdir()) if place.exists() else []


def month(at):
    return at.year * 12 + at.month


# --- one backup


def test_a_backup_is_a_desk_file_under_its_date(desk):
    taken = take(desk, of_file(desk), NOW)
    assert taken == desk.parent / "desk.json.backups" / "desk-20261123T011500Z.json"
    assert taken.read_bytes() == desk.read_bytes()
    assert found(desk) == [Backup(taken, NOW)]
    assert names(desk) == [taken.name]
    with TinyDB(taken, encoding="utf-8") as stock:
        stock.table("articles").insert({"headline": "thêm"})
        headlines = [article["headline"] for article in stock.table("articles")]
    assert headlines == ["Tổ may số 7", "thêm"]
    assert "thêm" not in desk.read_text(encoding="utf-8"), "a copy, not a second name"


@pytest.mark.parametrize("name", ["desk", "tòa soạn.v2.json", ".desk", "[a]*(b).json", "d" * 200])
def test_any_name_of_a_desk_will_do(tmp_path, name):
    desk = put(tmp_path / name, "x")
    assert [b.path for b in found(desk)] == [] == names(desk)
    taken = take(desk, of_file(desk), NOW)
    assert [b.path for b in found(desk)] == [taken]


def test_the_bytes_may_come_from_elsewhere_and_be_many(desk, tmp_path):
    large = tmp_path / "checkpoint"
    large.write_bytes(os.urandom(3_000_001))
    assert take(desk, of_file(large), NOW).read_bytes() == large.read_bytes()


@pytest.mark.parametrize(("mode", "entered"), [(0o600, 0o700), (0o640, 0o750), (0o644, 0o755)])
def test_who_may_not_read_the_desk_may_not_read_its_backups(desk, mode, entered):
    desk.chmod(mode)
    taken = take(desk, of_file(desk), NOW)
    assert stat.S_IMODE(taken.stat().st_mode) == mode
    assert stat.S_IMODE(taken.parent.stat().st_mode) & 0o077 == entered & 0o077


def test_two_of_one_second_both_stay_unless_they_are_the_same(desk):
    first = take(desk, of_file(desk), NOW)
    assert take(desk, of_file(desk), NOW + timedelta(milliseconds=300)) == first
    others = [take(put(desk, f"Tổ may số {n}"), of_file(desk), NOW) for n in range(10, 20)]
    assert [path.name for path in others[:2]] == [
        "desk-20261123T011500Z-2.json",
        "desk-20261123T011500Z-3.json",
    ]
    assert take(desk, of_file(desk), NOW) == others[-1]
    assert [b.path for b in found(desk)] == [first, *others], "the tenth is not before the second"


def test_a_change_of_zone_reorders_nothing(desk):
    moments = [
        datetime(2026, 11, 1, 0, 30, tzinfo=ZoneInfo("America/New_York")),
        datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York")),
        datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York")),
        datetime(2026, 11, 1, 13, 31, tzinfo=HANOI),
        datetime(2026, 11, 1, 6, 32, tzinfo=UTC),
    ]
    taken = [take(put(desk, str(number)), of_file(desk), at) for number, at in enumerate(moments)]
    assert len(set(taken)) == len(moments)
    assert [b.path for b in found(desk)] == taken
    assert sorted(names(desk)) == [path.name for path in taken]


def test_without_hard_links_too(desk, monkeypatch):
    def no_links(*_):
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    first = take(desk, of_file(desk), NOW)
    before = first.read_bytes()
    assert take(desk, of_file(desk), NOW) == first
    second = take(put(desk, "khác"), of_file(desk), NOW)
    assert first.read_bytes() == before != second.read_bytes()
    assert names(desk) == sorted([first.name, second.name])


# --- what is not ours


def test_other_files_in_the_folder_are_left_alone(desk):
    place = folder(desk)
    place.mkdir()
    foreign = [
        "desk-20200101T000000Z.json.gz",
        "other-20200101T000000Z.json",
        "desk-20201301T000000Z.json",
        "desk-20200101T000000.json",
        "desk-20200101T000000Z-a.json",
        "desk-２０２００１０１T000000Z.json",
        "desk-20200101T000000Z.json\n",
        "xdesk-20200101T000000Z.json",
        "notes.txt",
    ]
    for name in foreign:
        (place / name).write_text("mine", encoding="utf-8")
    (place / "desk-20200102T000000Z.json").mkdir()
    (place / "desk-20200103T000000Z.json").symlink_to(place / "notes.txt")
    before = names(desk)
    assert found(desk) == []
    for hours in range(3):
        taken = take_due(put(desk, str(hours)), NOW + hours * HOUR, Keep(hourly=1))
    assert taken
    assert names(desk) == sorted([*before, taken.name])


def test_two_desks_in_one_folder_have_their_own(tmp_path):
    one, two = put(tmp_path / "a.json", "a"), put(tmp_path / "a", "b")
    taken = take(one, of_file(one), NOW), take(two, of_file(two), NOW)
    assert [[b.path for b in found(d)] for d in (one, two)] == [[taken[0]], [taken[1]]]


def test_a_file_in_the_place_of_the_folder_is_left_there(desk):
    folder(desk).write_text("mine", encoding="utf-8")
    assert found(desk) == []
    with pytest.raises(OSError, match="exists"):
        take_due(desk, NOW, Keep())
    assert folder(desk).read_text(encoding="utf-8") == "mine"


# --- when one is due


def test_at_most_one_an_hour_and_only_of_what_has_changed(desk):
    assert take_due(desk, NOW, Keep())
    put(desk, "a")
    assert take_due(desk, NOW + HOUR - timedelta(seconds=1), Keep()) is None
    assert take_due(desk, NOW + HOUR, Keep())
    assert take_due(desk, NOW + DAY, Keep()) is None
    put(desk, "b")  # of the same length
    assert take_due(desk, NOW + DAY, Keep())
    stay = [NOW, NOW + HOUR, NOW + DAY]
    assert [b.at for b in found(desk)] == stay, "there are three hours that have one"


def test_a_change_that_left_size_and_date_as_they_were_is_one(desk):
    os.utime(put(desk, "a"), ns=(0, 0))
    assert take_due(desk, NOW, Keep())
    assert take_due(desk, NOW + HOUR, Keep()) is None
    os.utime(put(desk, "b"), ns=(0, 0))
    assert take_due(desk, NOW + HOUR, Keep())


def test_none_where_they_are_switched_off(desk):
    for hours in range(2):
        take(put(desk, str(hours)), of_file(desk), NOW + hours * HOUR)
    assert take_due(put(desk, "a"), NOW + DAY, Keep(0, 0, 0)) is None
    assert outdated(found(desk), NOW + DAY, Keep(0, 0, 0)) == []
    assert len(found(desk)) == 2


@pytest.mark.parametrize("data", [None, b""])
def test_none_of_a_desk_without_anything_in_it(tmp_path, data):
    desk = tmp_path / "desk.json"
    if data is not None:
        desk.write_bytes(data)
    assert take_due(desk, NOW, Keep()) is None
    assert not folder(desk).exists()


def test_a_clock_that_ran_ahead_stops_no_backups_and_makes_no_flood(desk):
    ahead = take_due(desk, NOW + 3650 * DAY, Keep())
    taken = [
        take_due(put(desk, str(minute)), NOW + timedelta(minutes=minute), Keep())
        for minute in range(0, 180, 10)
    ]
    assert [n for n, path in enumerate(taken) if path] == [0, 6, 12]
    assert [b.path for b in found(desk)] == [*filter(None, taken), ahead]
    take_due(desk, NOW + 4 * HOUR, Keep())
    assert take_due(desk, NOW + 6 * HOUR, Keep()) is None, "as the last one is, not the one ahead"


def test_a_clock_a_little_back_waits(desk):
    take_due(desk, NOW, Keep())
    assert take_due(put(desk, "a"), NOW - timedelta(minutes=59), Keep()) is None
    assert take_due(desk, NOW - timedelta(minutes=61), Keep())


def test_the_outdated_go_when_one_is_made(desk):
    for hours in range(30):
        take_due(put(desk, str(hours)), NOW + hours * HOUR, Keep(hourly=3, daily=0, monthly=0))
    assert [b.at for b in found(desk)] == [NOW + hours * HOUR for hours in (27, 28, 29)]


# --- when the disk says no


def fail_at(monkeypatch, name, nth):
    """Let the nth call of `os.name` fail, and all after it."""
    real, calls = getattr(os, name), iter(range(1, 1000))

    def failing(*arguments, **options):
        if next(calls) >= nth:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments, **options)

    monkeypatch.setattr(os, name, failing)


@pytest.mark.parametrize("nth", [1, 2])
def test_a_disk_that_fails_to_sync_leaves_no_half_backup(desk, monkeypatch, nth):
    first = take(desk, of_file(desk), NOW)
    put(desk, "a")
    with monkeypatch.context() as patched:
        fail_at(patched, "fsync", nth)
        with pytest.raises(OSError, match="space"):
            take_due(desk, NOW + HOUR, Keep())
    assert names(desk) == [first.name]
    assert take_due(desk, NOW + HOUR, Keep()), "and once there is room, there is one"


def test_a_full_disk_leaves_no_half_backup_and_deletes_none(desk):
    for hours in range(2):
        take(put(desk, str(hours)), of_file(desk), NOW + hours * HOUR)
    before = names(desk)
    desk.write_bytes(b" " * 3_000_000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, hard))
    try:
        with pytest.raises(OSError, match="large"):
            take_due(desk, NOW + DAY, Keep(hourly=1, daily=0, monthly=0))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(desk) == before


def test_what_a_killed_program_left_goes_with_the_next_one(desk, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("store.atomic.sync", killed)
        with pytest.raises(KeyboardInterrupt):
            take_due(desk, NOW, Keep())
    assert len(names(desk)) == 1
    assert found(desk) == []
    taken = take_due(desk, NOW, Keep())
    assert taken
    assert names(desk) == [taken.name]


# --- which stay


def test_a_setting_below_none_is_refused():
    assert msgspec.json.decode(b'{"daily": 7}', type=Keep) == Keep(24, 7, 12)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"hourly": -1}', type=Keep)


MOMENTS = st.datetimes(
    datetime(2025, 6, 1), datetime(2027, 2, 1), timezones=st.sampled_from([UTC, HANOI])
).map(lambda at: at.replace(microsecond=0))
NEAR = st.integers(-9_000, 300).map(lambda tens: NOW + timedelta(minutes=tens * 10))
CLOSE = st.integers(-200, 20).map(lambda tens: NOW + timedelta(minutes=tens * 10))
KEEPS = st.builds(Keep, st.integers(0, 30), st.integers(0, 40), st.integers(0, 14))


@settings(max_examples=60, deadline=None)
@given(st.lists(MOMENTS | NEAR | CLOSE, max_size=60), st.just(NOW) | MOMENTS, KEEPS)
def test_the_newest_and_the_future_stay_and_each_period_has_its_own(moments, now, keep):
    backups = [backup(at, number) for number, at in enumerate(sorted(moments))]
    gone = outdated(backups, now, keep)
    left = [b for b in backups if b not in gone]
    assert [b for b in left if b.at > now] == [b for b in backups if b.at > now]
    if not keep.any:
        assert not gone
        return
    past = [b for b in backups if b.at <= now]
    assert past[-1:] == [b for b in left if b.at <= now][-1:]
    assert len([b for b in left if b.at <= now]) <= keep.hourly + keep.daily + keep.monthly + 1
    wanted = set(past[-1:])
    for count, period in (
        (keep.hourly, lambda at: at.toordinal() * 24 + at.hour),
        (keep.daily, lambda at: at.toordinal()),
        (keep.monthly, month),
    ):
        for number in sorted({period(b.at.astimezone(UTC)) for b in past})[::-1][:count]:
            wanted |= set([b for b in past if period(b.at.astimezone(UTC)) == number][-1:])
    assert {b for b in left if b.at <= now} == wanted
    assert outdated(left, now, keep) == [], "thinning twice is thinning once"
    assert outdated(backups, now.astimezone(ZoneInfo("America/New_York")), keep) == gone


def test_a_clock_far_ahead_once_thins_none(desk):
    """Case 05: one command in 2031; and forty days ahead; and with a dead battery."""
    for day in range(0, 45, 3):
        take_due(put(desk, f"day {day}"), NOW + day * DAY, Keep())
    before = names(desk)
    for number, days in enumerate((4 * 365, 84, -20_000, 45)):
        assert take_due(put(desk, f"wrong {number}"), NOW + days * DAY, Keep())
        assert set(before) <= set(names(desk))


def test_a_wrong_clock_takes_the_place_of_one_at_the_most(desk):
    keep = Keep(hourly=2, daily=30, monthly=2)
    for day in range(30):
        take_due(put(desk, f"day {day}"), NOW + day * DAY, keep)
    before = names(desk)
    for year in range(1, 4):
        take_due(put(desk, f"wrong {year}"), NOW + year * 365 * DAY, keep)
        right = NOW + 29 * DAY + year * HOUR
        take_due(put(desk, f"right {year}"), right, keep)
    assert len(set(before) & set(names(desk))) >= 30 - 3 - 1


@settings(max_examples=4, deadline=None)
@given(
    st.integers(0, 364),
    st.lists(st.sampled_from(["Asia/Ho_Chi_Minh", "America/New_York", "UTC"]), min_size=1),
)
def test_a_year_and_more_of_hours_thinned_after_each(first_day, zones):
    start = datetime(2025, 1, 1, 0, 20, tzinfo=UTC) + first_day * DAY
    left: list[Backup] = []
    for hour in range(400 * 24):
        now = (start + hour * HOUR).astimezone(ZoneInfo(zones[hour // 500 % len(zones)]))
        left.append(backup(now.astimezone(UTC)))
        gone = {b.path for b in outdated(left, now, Keep())}
        left = [b for b in left if b.path not in gone]
    assert len(left) <= 24 + 30 + 12 + 1
    last = left[-1].at
    assert last == start + (400 * 24 - 1) * HOUR
    assert {last - hours * HOUR for hours in range(24)} <= {b.at for b in left}
    assert {last.date() - days * DAY for days in range(30)} <= {b.at.date() for b in left}
    assert {month(last) - months for months in range(12)} == {month(b.at) for b in left}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 90), st.integers(-40, 0)), max_size=30))
def test_a_clock_going_back_deletes_nothing_that_was_newer(steps):
    left, now = [], datetime(2026, 6, 1, tzinfo=UTC)
    for number, (hours, days_back) in enumerate(steps):
        now += hours * HOUR + (days_back * DAY if number % 3 == 2 else timedelta())
        left.append(backup(now, number))
        gone = outdated(left, now, Keep(hourly=2, daily=2, monthly=2))
        assert all(b.at <= now and b is not left[-1] for b in gone)
        left = [b for b in left if b not in gone]
