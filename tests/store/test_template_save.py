"""A campaign saved as a template and built again: the same lists, the same tasks, undone."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store.campaign_records import (
    Abbreviation,
    Campaign,
    Day,
    Document,
    Goal,
    Named,
    Quota,
    Stage,
    Task,
    Unit,
)
from store.channels import Channel, Shape
from store.dates.anchors import day_of
from store.errors import DeskError, FileError, InvalidValueError
from store.templates import load
from store.templates.build import without_year
from store.templates.parser import checked
from store.templates.writer import file_name, template_text

YEAR = 2028
WORDS = st.text(alphabet="abcđêờ năm2028\"'\\#[]{}=,.-–\n\t", min_size=1, max_size=14).filter(
    lambda text: text.strip() and "{year}" not in text
)
"""What is awkward in TOML, and the year."""
LINES = WORDS.map(lambda text: " ".join(text.split()))
CONTACTS = st.from_regex(r"Chị [A-Z]{3}, 09[0-9]{8}, [a-z]{5}@cd\.example", fullmatch=True)
DAYS = st.dates(date(YEAR - 3, 1, 1), date(YEAR + 3, 12, 31))
RULES = st.sampled_from(
    ["", "", "FREQ=WEEKLY", "FREQ=WEEKLY;UNTIL=20280630;BYDAY=MO", "FREQ=DAILY;COUNT=4"]
)


def some(of, **options):
    return st.lists(of, max_size=3, **options)


@st.composite
def named_days(draw):
    start = draw(st.none() | DAYS)
    end = start + timedelta(draw(st.integers(0, 40))) if start and draw(st.booleans()) else None
    return Day(name=draw(LINES), start=start, end=end)


def campaigns():
    names = some(LINES, unique=True).map(tuple)
    groups = st.dictionaries(st.just("") | LINES, some(LINES, min_size=1, unique=True), max_size=2)
    entries = groups.map(
        lambda g: tuple(Named(n, group) for group, some in g.items() for n in some)
    )
    limits = st.none() | st.integers(1, 900)
    channels = groups.flatmap(
        lambda g: st.tuples(
            *(
                st.builds(
                    Channel,
                    name=st.just(name),
                    group=st.just(group),
                    shape=st.none() | st.sampled_from(Shape),
                    most_words=limits,
                    sentence_words=limits,
                    hashtags=st.none() | st.integers(0, 5),
                    opening=st.just("") | WORDS,
                )
                for name, group in {n: group for group, some in g.items() for n in some}.items()
            )
        )
    )
    days = some(named_days()).map(tuple)
    number = st.none() | st.integers(0, 30)
    return st.builds(
        Campaign,
        name=LINES,
        year=st.just(YEAR),
        organisation=st.just("") | WORDS,
        slogan=st.just("") | WORDS,
        start=st.none() | st.dates(date(YEAR, 1, 1), date(YEAR, 5, 1)),
        end=st.none() | st.dates(date(YEAR, 5, 1), date(YEAR + 1, 3, 1)),
        phases=names,
        strands=names,
        principles=names,
        requirements=names,
        goals=some(st.builds(Goal, code=LINES, text=LINES)).map(tuple),
        audiences=entries,
        channels=channels,
        levels=names,
        topics=names,
        milestones=days,
        anniversaries=days,
        peaks=days,
        documents=some(
            st.builds(
                Document,
                kind=LINES,
                number=LINES,
                issued=st.none() | DAYS,
                issuer=st.just("") | LINES,
                title=st.just("") | WORDS,
            )
        ).map(tuple),
        quotas=some(
            st.builds(Quota, name=LINES, at_least=number, at_most=number, per=st.just("") | LINES)
        ).map(tuple),
        abbreviations=some(st.builds(Abbreviation, short=LINES, words=LINES)).map(tuple),
        units=some(
            st.builds(
                Unit,
                name=LINES,
                level=st.just(""),
                short=st.just("") | LINES,
                contact=st.just("") | CONTACTS,
            )
        ).map(tuple),
        sync_hours=st.integers(1, 72),
        sync_groups=st.tuples(LINES, LINES),
        most_cards=st.integers(0, 30),
    )


@st.composite
def with_tasks(draw):
    campaign = draw(campaigns())
    days = (*campaign.milestones, *campaign.anniversaries, *campaign.peaks)
    anchors = ["", "start", "end", *(day.name for day in days)]

    def of(values):
        return tuple(draw(st.lists(st.sampled_from(values), max_size=2))) if values else ()

    def one_of(values):
        return draw(st.sampled_from(["", *values]))

    tasks: list[Task] = []
    for position in range(draw(st.integers(0, 4))):
        rule = draw(RULES)
        due = draw(st.none() | DAYS)
        anchor = draw(st.sampled_from(anchors))
        offset = draw(st.integers(-60, 60)) if anchor else 0
        tasks.append(
            Task(
                campaign=campaign.id,
                title=draw(LINES),
                phase=one_of(campaign.phases),
                position=position,
                due=due,
                anchor=anchor,
                offset=offset,
                due_time=draw(st.none() | st.sampled_from([time(8), time(22, 30)])),
                notes=draw(st.just("") | WORDS),
                channels=of([entry.name for entry in campaign.channels]),
                audiences=of([entry.name for entry in campaign.audiences]),
                levels=of(campaign.levels),
                topics=of(campaign.topics),
                goals=of([goal.code for goal in campaign.goals]),
                strand=one_of(campaign.strands),
                unit=one_of([unit.name for unit in campaign.units]),
                milestone=one_of([day.name for day in campaign.milestones]),
                stage=draw(st.none() | st.sampled_from(Stage)),
                owner=draw(st.just("") | LINES),
                priority=draw(st.sampled_from([-1, 0, 1])),
                repeat=rule,
                after=of([task.id for task in tasks]),
                cascades=draw(st.booleans()),
                done=None,
            )
        )
    return campaign, tasks


def again(campaign, tasks, year=YEAR):
    return checked(template_text(campaign, tasks), Path("mine.toml")).build(year)


def bare(campaign):
    """A campaign without its id, and without what stays on the desk."""
    units = tuple(replace(unit, contact="") for unit in campaign.units)
    return replace(campaign, id="", template="", units=units)


def test_a_campaign_has_no_field_that_the_tests_below_do_not_know():
    """A new one either goes into the template and into `campaigns`, or stays on the desk."""
    of_the_desk = ("id", "created", "updated", "template", "letter")
    assert {*Campaign.__struct_fields__} == {
        *("name", "year", "organisation", "slogan", "start", "end", *of_the_desk),
        *("phases", "strands", "principles", "requirements", "goals", "audiences", "channels"),
        *("levels", "topics", "units", "milestones", "anniversaries", "peaks", "documents"),
        *("quotas", "abbreviations", "sync_hours", "sync_groups", "news_hours", "most_cards"),
    }


def as_new(campaign, tasks):
    """The tasks as a campaign begins with them, without ids."""
    order = {name: n for n, name in enumerate(campaign.phases)}
    known = {task.id: task for task in tasks}
    places: dict[str, int] = {}
    for task in sorted(tasks, key=lambda t: (order.get(t.phase, 99), t.position)):
        due = day_of(task.anchor, task.offset, campaign) or task.due
        place = places[task.phase] = places.get(task.phase, -1) + 1
        yield replace(
            task,
            id="",
            campaign="",
            due=due,
            owner="",
            position=place,
            series=None,
            instance=due if task.repeat else None,
            after=tuple(known[other].title for other in task.after if other in known),
        )


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(with_tasks())
def test_what_is_saved_is_built_again(given_):
    campaign, tasks = given_
    built, made = again(campaign, tasks)
    assert bare(built) == bare(campaign)
    assert list(as_new(built, made)) == list(as_new(campaign, tasks))


@settings(max_examples=50, deadline=None)
@given(with_tasks())
def test_nobody_is_named_in_what_is_handed_on(given_):
    campaign, tasks = given_
    text = template_text(campaign, [replace(t, owner="Chị Bưởi 0912345678") for t in tasks])
    assert "Bưởi" not in text
    assert not any(unit.contact in text for unit in campaign.units if unit.contact)
    assert not any(unit.contact for unit in again(campaign, tasks)[0].units)


@settings(max_examples=50, deadline=None)
@given(with_tasks())
def test_a_template_of_a_template_is_the_same_text(given_):
    text = template_text(*given_)
    built, made = checked(text, Path("mine.toml")).build(YEAR)
    assert template_text(built, made) == text


class TestTheBuiltInOne:
    @pytest.fixture
    def made(self):
        return load("thang-cong-nhan").build(2023)

    def test_comes_back_whole(self, made):
        campaign, tasks = made
        built, again_ = again(campaign, tasks, 2023)
        assert bare(built) == bare(campaign)
        assert list(as_new(built, again_)) == list(as_new(campaign, tasks))

    def test_serves_another_year(self, made):
        campaign, tasks = made
        built, tasks = again(campaign, tasks, 2027)
        assert built.name == "Tháng Công nhân 2027"
        assert (built.start, built.end) == (date(2027, 5, 1), date(2027, 5, 31))
        assert all(day.start is None for day in built.milestones)
        assert {day.start.year for day in built.anniversaries if day.start} == {2027}
        assert any(task.title == "Xem hướng dẫn năm 2027 của Tổng LĐLĐ" for task in tasks)


class TestTasks:
    @pytest.fixture
    def campaign(self):
        return Campaign(
            name="Mùa sen 2027",
            year=2027,
            phases=("chuẩn bị",),
            anniversaries=(Day(name="Ngày Lao động", start=date(2027, 5, 1)),),
            milestones=(Day(name="Đại hội", start=date(2027, 10, 17)),),
        )

    def task(self, campaign, **fields):
        return Task(campaign=campaign.id, title="Viết bài", phase="chuẩn bị", **fields)

    def test_one_that_hangs_goes_on_hanging(self, campaign):
        hung = self.task(campaign, anchor="Ngày Lao động", offset=-10, due=date(2027, 4, 21))
        assert 'anchor = "Ngày Lao động"' in template_text(campaign, [hung])
        (made,) = again(campaign, [hung], 2030)[1]
        assert (made.anchor, made.offset, made.due) == ("Ngày Lao động", -10, date(2030, 4, 21))

    def test_one_that_hangs_on_a_congress_waits_for_its_day(self, campaign):
        hung = self.task(campaign, anchor="Đại hội", offset=-7, due=date(2027, 10, 10))
        (made,) = again(campaign, [hung], 2030)[1]
        assert (made.anchor, made.offset, made.due) == ("Đại hội", -7, None)

    def test_a_day_that_is_gone_leaves_a_plain_one(self, campaign):
        (made,) = again(campaign, [self.task(campaign, anchor="Lễ cũ", due=date(2027, 4, 2))])[1]
        assert (made.anchor, made.due) == ("", date(YEAR, 4, 2))

    def test_a_series_is_saved_once(self, campaign):
        first = self.task(campaign, due=date(2027, 4, 5), repeat="FREQ=WEEKLY;UNTIL=20270601")
        second = self.task(campaign, due=date(2027, 4, 12), series=first.id)
        (made,) = again(campaign, [first, second], 2029)[1]
        assert (made.due, made.instance) == (date(2029, 4, 5), date(2029, 4, 5))
        assert made.repeat == "FREQ=WEEKLY;UNTIL=20290601"

    def test_people_and_what_was_done_stay_here(self, campaign, clock):
        worked = self.task(campaign, owner="Lê Thu", done=clock(), articles=("a" * 32,))
        text = template_text(campaign, [worked])
        assert "Thu" not in text
        (made,) = again(campaign, [worked])[1]
        assert (made.owner, made.done, made.articles) == ("", None, ())

    def test_tags_of_no_list_are_left_out_and_a_stray_phase_joins(self, campaign):
        stray = replace(self.task(campaign, topics=("cứu trợ",)), phase="về sau")
        built, (made,) = again(campaign, [stray])
        assert built.phases == ("chuẩn bị", "về sau")
        assert (made.phase, made.topics) == ("về sau", ())

    def test_only_its_own(self, campaign):
        assert again(campaign, [replace(self.task(campaign), campaign="b" * 32)])[1] == []


class TestDays:
    def test_a_congress_is_a_fact_of_its_year(self):
        congress = Day(name="Đại hội", start=date(2027, 12, 30), end=date(2028, 1, 2))
        campaign = Campaign(name="x", year=2027, milestones=(congress,))
        assert again(campaign, [], 2027)[0].milestones == (congress,)
        assert again(campaign, [], 2028)[0].milestones == (Day(name="Đại hội"),)

    def test_one_of_the_next_year_belongs_to_this_ones_campaign(self):
        congress = Day(name="Đại hội", start=date(2028, 1, 12))
        campaign = Campaign(name="x", year=2027, milestones=(congress,))
        assert again(campaign, [], 2027)[0].milestones == (congress,)
        assert again(campaign, [], 2028)[0].milestones == (Day(name="Đại hội"),)

    def test_a_span_over_new_year(self):
        peak = Day(name="Tết sum vầy", start=date(2027, 12, 20), end=date(2028, 2, 9))
        campaign = Campaign(name="x", year=2027, peaks=(peak,))
        assert again(campaign, [], 2027)[0].peaks == (peak,)
        (later,) = again(campaign, [], 2030)[0].peaks
        assert (later.start, later.end) == (date(2030, 12, 20), date(2031, 2, 9))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Tháng Công nhân 2027", "Tháng Công nhân {year}"),
        ("2027: đợt 2", "{year}: đợt 2"),
        ("ngày 1.5.2027", "ngày 1.5.{year}"),
        ("nhiệm kỳ 2027–2032", "nhiệm kỳ 2027–2032"),
        ("nhiệm kỳ 2022 – 2027", "nhiệm kỳ 2022 – 2027"),
        ("2022-2027", "2022-2027"),
        ("12027 suất, 20270 vé", "12027 suất, 20270 vé"),
        ("kế hoạch – 2027", "kế hoạch – {year}"),
    ],
)
def test_where_the_year_stood(text, written):
    assert without_year(text, 2027) == written


def test_a_file_name_has_no_year():
    assert file_name(Campaign(name="Tháng Công nhân 2027", year=2027)) == "thang-cong-nhan.toml"
    assert file_name(Campaign(name="Mùa sen")) == "mua-sen.toml"


def test_without_any_year_there_is_nothing_to_count_from():
    with pytest.raises(InvalidValueError, match="has no year; give it one"):
        template_text(Campaign(name="Mùa sen"), [])


def test_an_end_before_the_start_is_refused():
    wrong = Campaign(name="x", year=2027, start=date(2027, 5, 2), end=date(2027, 5, 1))
    with pytest.raises(DeskError, match="the end comes before the start"):
        template_text(wrong, [])


def test_the_chain_of_units_is_kept_and_what_hangs_in_the_air_let_go():
    campaign = Campaign(
        name="x",
        year=2027,
        levels=("Thành phố", "cơ sở"),
        units=(
            Unit(name="LĐLĐ Sen", level="Thành phố"),
            Unit(name="CĐCS Hoa Sấu", level="cơ sở", parent="LĐLĐ Sen", contact="0912"),
            Unit(name="CĐCS Cũ", level="huyện", parent="LĐLĐ Đã giải thể"),
        ),
    )
    units = again(campaign, [], 2027)[0].units
    assert units[:2] == (campaign.units[0], replace(campaign.units[1], contact=""))
    assert units[2] == Unit(name="CĐCS Cũ", level="")


def test_the_file_says_how_its_days_are_written():
    text = template_text(Campaign(name="Mùa sen 2027", year=2027), [])
    assert text.startswith("# A campaign template for toasoan.")
    assert 'name = "Mùa sen {year}"' in text


def test_a_template_is_written_over_nothing_unasked(desk, tmp_path):
    campaign = desk.campaigns.new("thang-cong-nhan", 2027)
    path = tmp_path / "mau.toml"
    path.write_text("của người khác")
    with pytest.raises(FileError, match="already"):
        desk.campaigns.save_template(campaign, path)
    assert path.read_text() == "của người khác"
    assert desk.campaigns.save_template(campaign, path, replace=True) == path
    kept = checked(path.read_text(encoding="utf-8"), path).build(2027)[1]
    assert len(kept) == len(desk.tasks)
