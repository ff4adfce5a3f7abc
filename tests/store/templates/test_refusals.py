"""What is refused in a template, and with which words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from store.errors import DeskError, InvalidValueError, RecordNotFoundError
from store.templates import load

from .samples import SMALL, task


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
