"""The campaign templates: what the built-in one holds, where its days fall, what is refused."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest

from store import templates
from store.campaign_records import Campaign, Stage, Task
from store.campaigns.acknowledgements import heard_of
from store.campaigns.matrix import View, count_matrix
from store.campaigns.quotas import kind_of
from store.campaigns.schedule import chain
from store.errors import DeskError, InvalidValueError, RecordNotFoundError
from store.templates import Template, load, names

BUILT_IN = "thang-cong-nhan"
TOML = Path(templates.__file__).parent / f"{BUILT_IN}.toml"
SYSTEM = Path(__file__).resolve().parents[2].parent / "shared" / "SYSTEM.md"

SMALL = """\
version = 1
name = "Đợt {year}"
phases = ["kế hoạch", "triển khai"]
levels = ["cơ sở"]
topics = ["thi đua"]
goals = [{ code = "G1", text = "Gần người lao động hơn" }]

[audiences]
trong = ["đoàn viên"]

[channels]
"mạng xã hội" = ["Zalo"]
"""


@pytest.fixture(scope="module")
def built_in() -> Template:
    return load(BUILT_IN)


@pytest.fixture(scope="module")
def built(built_in: Template) -> tuple[Campaign, list[Task]]:
    return built_in.build(2027)


@pytest.fixture(scope="module")
def campaign(built: tuple[Campaign, list[Task]]) -> Campaign:
    return built[0]


@pytest.fixture(scope="module")
def tasks(built: tuple[Campaign, list[Task]]) -> list[Task]:
    return built[1]


@pytest.fixture
def written(tmp_path: Path):
    """Write a template of `SMALL` and some more, and load it."""

    def write(more: str = "", *, start: str = SMALL) -> Template:
        file = tmp_path / "mine.toml"
        file.write_text(start + more, encoding="utf-8")
        return load(str(file))

    return write


def task(**fields: str) -> str:
    """Return a [[tasks]] table; the values are TOML."""
    fields = {"title": '"Viết tin"', "phase": '"triển khai"'} | fields
    return "\n[[tasks]]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items())


def refusal(written, more: str = "", *, start: str = SMALL) -> str:
    """Return the sentence that refuses the template, without its folder and the line it names."""
    with pytest.raises(InvalidValueError) as caught:
        written(more, start=start)
    said = re.sub(r"\S*/mine\.toml", "mine.toml", str(caught.value))
    found = re.fullmatch(r"mine\.toml, line ([0-9]+) \((.*?)\): (.*)", said)
    if found is None:
        return said
    assert 1 <= int(found[1]) <= (start + more).count("\n") + 1
    return f"mine.toml, {found[2]}: {found[3]}"


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


class TestAFileOfOnesOwn:
    def test_is_loaded_by_its_path(self, written):
        template = written(task(channels='["Zalo"]', goals='["G1"]'))
        campaign, (only,) = template.build(2027)
        assert (template.name, campaign.template) == ("mine", "mine")
        assert campaign.name == "Đợt 2027"
        assert (only.channels, only.goals, only.due) == (("Zalo",), ("G1",), None)

    def test_needs_only_version_and_name(self, written):
        campaign, tasks = written(start='version = 1\nname = "Trống"\n').build(2027)
        assert campaign.name == "Trống"
        assert campaign.start is campaign.end is None
        assert tasks == []

    def test_may_come_from_windows(self, tmp_path: Path):
        file = tmp_path / "mine.toml"
        file.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
        assert load(str(file)).build(2027)[0].phases == ("kế hoạch", "triển khai")

    def test_may_mix_normal_forms(self, written):
        decomposed = normalize("NFD", "đoàn viên")
        assert decomposed != "đoàn viên"
        campaign, (only,) = written(task(audiences=f'["{decomposed}"]')).build(2027)
        assert only.audiences == (campaign.audiences[0].name,) == ("đoàn viên",)

    def test_other_braces_are_just_braces(self, written):
        _, (only,) = written(task(title='"Bài {số} năm {year}"')).build(2027)
        assert only.title == "Bài {số} năm 2027"


class TestRefusals:
    def test_an_unknown_name(self):
        with pytest.raises(RecordNotFoundError) as caught:
            load("thang-nam")
        assert str(caught.value) == (
            "There is no template “thang-nam”; there are: thang-cong-nhan. "
            "A file's name ends in .toml."
        )

    def test_a_file_that_is_not_there(self, tmp_path: Path):
        path = tmp_path / "no.toml"
        with pytest.raises(RecordNotFoundError) as caught:
            load(str(path))
        assert str(caught.value) == f"There is no template file {path}."

    def test_a_folder(self, tmp_path: Path):
        path = tmp_path / "folder.toml"
        path.mkdir()
        with pytest.raises(InvalidValueError) as caught:
            load(str(path))
        assert str(caught.value) == f"{path} cannot be read: Is a directory."

    def test_not_utf8(self, tmp_path: Path):
        path = tmp_path / "old.toml"
        path.write_bytes('name = "Đợt"'.encode("utf-16"))
        with pytest.raises(InvalidValueError, match=r"is not UTF-8 text; save it as UTF-8"):
            load(str(path))

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ('version = 1\nname "Đợt"\n', "line 2, column 6"),
            ("version = 1\nname = ", "line 2, column 8"),
            ("version = 1\nphases = [", "line 2, column 11"),
            ("version = 1\nversion = 2\n", "line 2, column 12"),
            ("start = 2027-02-31\n", "line 1, column 9"),
        ],
    )
    def test_not_toml(self, written, text: str, place: str):
        sentence = refusal(written, start=text)
        assert sentence.startswith(f"mine.toml is not TOML: {place}: ")
        assert "(at " not in sentence

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('name = "Đợt\nversion = 1\n', "a quotation mark is not closed"),
            ('name "Đợt"\n', "the = behind the name is missing"),
            ("name = Đợt\n", "a value is missing, or a text lacks its quotation marks"),
            ('name = "Đợt" 2027\n', "something stands behind the end of the value"),
            ('phases = ["a", "b"\nname = "Đợt"\n', "a bracket is not closed"),
            ("[[tasks]\n", "the closing bracket of the heading is missing"),
            ("name = 1\nname = 2\n", "this name stands here a second time"),
            ('name = "C:\\Đợt"\n', "write \\\\ for a backslash"),
            ("start = 2027-02-31\n", "this is not a date; write a day in quotation marks"),
        ],
    )
    def test_what_is_no_toml_is_said_in_plain_words(self, written, text: str, words: str):
        assert words in refusal(written, start=text)

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            (
                task(titel='"Tin"'),
                "tasks 1, titel: a template has no field “titel” here; is it misspelt?",
            ),
            (
                task() + task() + '[[tasks]]\nphase = "triển khai"\n',
                "tasks 3, title: the field “title” is missing.",
            ),
            (task(title='" "'), "tasks 1, title: this must not be empty."),
            (
                task(channels='"Zalo"'),
                "tasks 1, channels: this must be a list in square brackets.",
            ),
            (
                task(channels='["Zalo", 1]'),
                "tasks 1, channels 2: this must be a text in quotation marks.",
            ),
            (
                '[[quotas]]\nname = "bài"\nat_least = "4"\n',
                "quotas 1, at_least: this must be a whole number, without quotation marks.",
            ),
            (
                '[[quotas]]\nname = "bài"\nat_least = -4\n',
                "quotas 1, at_least: this must be at least 0.",
            ),
            (
                '"trực tiếp" = "loa"\n',
                "channels, trực tiếp: this must be a list in square brackets.",
            ),
        ],
    )
    def test_a_wrong_field(self, written, more: str, sentence: str):
        assert refusal(written, more) == f"mine.toml, {sentence}"

    @pytest.mark.parametrize(
        ("start", "sentence"),
        [
            ("", ", version: the field “version” is missing."),
            ("version = 1\n", ", name: the field “name” is missing."),
            (
                'version = 1\nname = "x"\nslogans = "x"\n',
                ", slogans: a template has no field “slogans” here; is it misspelt?",
            ),
            (
                'version = "1"\nname = "x"\n',
                ", version: this must be a whole number, without quotation marks.",
            ),
            ('version = 0\nname = "x"\n', ", version: this must be at least 1."),
            (
                'version = 4\nname = "x"\nnew = 1\n',
                ", version: this is a template of version 4, made for a newer toasoan; "
                "this one reads up to version 3.",
            ),
            (
                'version = 1\nname = "x"\nstart = "2.5"\nend = "1.5"\n',
                ", end: the end comes before the start.",
            ),
        ],
    )
    def test_a_wrong_head(self, written, start: str, sentence: str):
        assert refusal(written, start=start) == f"mine.toml{sentence}"

    @pytest.mark.parametrize(
        ("field", "name", "among"),
        [
            ("phase", "tổng kết", "phases"),
            ("channels", "đài", "channels"),
            ("audiences", "chính quyền", "audiences"),
            ("levels", "thành phố", "levels"),
            ("topics", "cứu trợ", "topics"),
            ("goals", "G8", "goals"),
        ],
    )
    def test_a_task_that_names_what_is_not_listed(self, written, field: str, name: str, among: str):
        value = f'"{name}"' if field == "phase" else f'["{name}"]'
        place = field if field == "phase" else f"{field} 1"
        assert refusal(written, task() + task(**{field: value})) == (
            f"mine.toml, tasks 2, {place}: “{name}” is not among the template's {among}."
        )

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ('level = "huyện"', "level: “huyện” is not among the template's levels."),
            (
                'level = "cơ sở"\nparent = "LĐLĐ"',
                "parent: “LĐLĐ” is not among the template's units.",
            ),
        ],
    )
    def test_a_unit_that_names_what_is_not_listed(self, written, fields: str, sentence: str):
        more = f'[[units]]\nname = "CĐCS Hoa Sấu"\n{fields}\n'
        assert refusal(written, more) == f"mine.toml, units 1, {sentence}"

    @pytest.mark.parametrize(
        "day", ["31.2", "0.5", "1.13", "29.2.2023", "1.1.0000", "1.1.0001-5d", "31.12.9999+1d"]
    )
    def test_a_day_that_is_not_in_the_calendar(self, written, day: str):
        assert refusal(written, task() + task(due=f'"{day}"')) == (
            f"mine.toml, tasks 2, due: there is no day “{day}” in the calendar."
        )

    @pytest.mark.parametrize(
        "day", ['"1/5"', '"1.5 - 2w"', '"1.5-100000d"', '"Tết"', '""', "15", "1.5", "2027-05-01"]
    )
    def test_what_is_not_a_day(self, written, day: str):
        shown = day.strip('"')
        assert refusal(written, task(due=day)) == (
            f"mine.toml, tasks 1, due: “{shown}” is not a day; "
            "write it as “1.5”, “17.10.2023” or “1.5-45d”."
        )

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            (
                '[[peaks]]\nname = "x"\nstart = "3.5"\nend = "1.5"\n',
                "peaks 1, end: the end comes before the start.",
            ),
            (
                '[[milestones]]\nname = "x"\nend = "1.5"\n',
                "milestones 1, end: an end needs a start.",
            ),
            (
                '[[peaks]]\nname = "x"\nstart = "3.5"\nend = "4.5.2023"\n',
                "peaks 1, end: the start is written without a year, so the end must be too.",
            ),
            (
                '[[documents]]\nkind = "Kế hoạch"\nnumber = "1"\nissued = "1.5"\n',
                "documents 1, issued: a document's day needs its year, as in “18.5.2021”.",
            ),
        ],
    )
    def test_days_that_do_not_go_together(self, written, more: str, sentence: str):
        assert refusal(written, more) == f"mine.toml, {sentence}"

    def test_each_is_a_sentence_with_its_places_named(self, written):
        with pytest.raises(DeskError) as caught:
            written(task(due='"31.2"'))
        assert caught.value.message == (
            "{file}, line {line} ({place}): there is no day “{text}” in the calendar."
        )
        assert caught.value.values["text"] == "31.2"


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
