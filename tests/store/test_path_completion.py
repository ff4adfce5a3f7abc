"""A path is completed while it is typed, whatever it is called and wherever it leads."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from store import path_completion
from store.path_completion import Completion, complete, complete_last
from store.paths import as_on_disk


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder in which one is: a few folders and files."""
    made = tmp_path / "nơi"
    for name in ("Báo cáo", "báo cáo tuần", "Đợt 2", "ảnh", ".ẩn"):
        (made / name).mkdir(parents=True)
    for name in ("bảng tin.txt", "ý kiến.txt", ".lịch"):
        (made / name).touch()
    monkeypatch.chdir(made)
    return made


def names(found: Completion) -> list[str]:
    return [one.name for one in found.candidates]


def test_folders_come_first_and_both_in_vietnamese_order(folder):
    assert names(complete("./")) == [
        *("ảnh/", "Báo cáo/", "báo cáo tuần/", "Đợt 2/"),
        *("bảng tin.txt", "ý kiến.txt"),
    ]


@pytest.mark.parametrize("typed", ["bao cao", "BÁO CÁO", "bAo", "Báo", "ba"])
def test_case_and_marks_need_not_be_typed(folder, typed):
    assert "Báo cáo/" in names(complete(typed))


def test_what_is_found_is_spelled_as_it_is_called(folder):
    assert complete("dot") == ("Đợt 2/", (("Đợt 2/", "Đợt 2/"),), False)
    assert complete("y k").text == "ý kiến.txt"
    assert complete(f"{folder}/y").text == f"{folder}/ý kiến.txt"


def test_several_go_on_as_far_as_they_agree(folder):
    assert complete("ba").text == "ba"
    assert complete("bao").text == "bao cao"  # the capital is not agreed on
    (folder / "Báo cáo").rename("báo cáo 1")
    assert complete("bao").text == "báo cáo "


def test_the_home_folder_stays_as_it_was_typed(home, folder):
    (home / "Tài liệu").mkdir()
    (home / "tin.txt").touch()
    assert complete("~").text == "~/"
    assert complete("~/tai").text == "~/Tài liệu/"
    assert complete("~/tin").text == "~/tin.txt"
    assert complete("~nobody-of-this-name") == ("~nobody-of-this-name", (), False)
    assert complete("~nobody-of-this-name/x").candidates == ()


def test_hidden_names_want_their_dot(folder):
    assert not any(name.startswith(".") for name in names(complete("")))
    assert names(complete(".")) == [".ẩn/", ".lịch"]
    assert complete("./.a").text == "./.ẩn/"


def test_only_folders(folder):
    assert names(complete("b", only_folders=True)) == ["Báo cáo/", "báo cáo tuần/"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_both_normal_forms_are_the_same_letters(tmp_path, form, typed):
    made = tmp_path / unicodedata.normalize(form, "Tiếng Việt")
    (made / "bài.txt").mkdir(parents=True)
    begun = unicodedata.normalize(typed, f"{tmp_path}/Tiế")
    assert complete(begun).text == f"{tmp_path}/{made.name}/"
    inside = unicodedata.normalize(typed, f"{tmp_path}/Tiếng Việt/")
    assert names(complete(inside)) == ["bài.txt/"]
    assert as_on_disk(Path(inside) / "bài.txt") == made / "bài.txt"
    assert as_on_disk(Path(inside) / "chưa có.txt") == made / "chưa có.txt"


def test_a_path_that_is_nowhere_stays_as_it_was_typed(tmp_path):
    for path in ("không/có", "", ".", "/", f"{tmp_path}/ở/đâu", "a\0ơ", "/".join("ơ" * 3000)):
        assert as_on_disk(Path(path)) == Path(path)


def test_a_link_is_what_it_leads_to(folder):
    (folder / "đến").symlink_to(folder / "ảnh")
    (folder / "hỏng").symlink_to(folder / "không có")
    (folder / "vòng").symlink_to(folder / "vòng")
    assert complete("den").text == "đến/"
    assert complete("hong").text == "hỏng"
    assert complete("vong").text == "vòng"


def test_what_cannot_be_typed_is_left_out(folder):
    (folder / "xuống\ndòng").touch()
    Path(os.fsdecode(os.fsencode(folder) + b"/x\xff")).touch()
    assert complete("x").candidates == ()


@pytest.mark.parametrize(
    "typed", ["khong/co/", "ý kiến.txt/", "a\0b/", "/" + "x/" * 5000, "x" * 300]
)
def test_what_cannot_be_read_has_nothing_in_it(folder, typed):
    assert complete(typed) == (typed, (), False)


def test_a_folder_that_the_system_refuses_has_nothing_in_it(folder, monkeypatch):
    def refused(_folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refused)
    assert complete("./b") == ("./b", (), False)


def test_of_many_the_first_are_given(folder, monkeypatch):
    monkeypatch.setattr(path_completion, "MOST_CANDIDATES", 3)
    for number in range(9):
        (folder / f"tin {number}").touch()
    found = complete("tin")
    assert (names(found), found.text, found.is_cut) == (["tin 0", "tin 1", "tin 2"], "tin ", True)


def test_a_huge_folder_is_read_for_a_moment(folder):
    found = complete("b", seconds=-1)
    assert found.is_cut
    assert found.text == "b", "nobody knows what else is there"


# ---------------------------------------------------------------- several in a line


def test_the_last_of_several_is_completed(folder):
    assert complete_last("bang").text == "bảng tin.txt"
    assert complete_last("a.txt bang").text == 'a.txt "bảng tin.txt"'
    assert complete_last("a.txt anh").text == "a.txt ảnh/"
    assert complete_last("'b c.txt' dot").text == "'b c.txt' \"Đợt 2/"
    assert complete_last("a.txt bao").text == 'a.txt "bao cao'


@pytest.mark.parametrize("begun", ["'Đợt 2/", '"Đợt 2/', "Đợt\\ 2/", "'Đợt '2/", '"Đợt 2"/'])
def test_quotation_marks_are_understood(folder, begun):
    (folder / "Đợt 2" / 'a "b".txt').touch()
    assert complete_last(f"x.txt {begun}a").text == 'x.txt "Đợt 2/a \\"b\\".txt"'


def test_a_line_that_is_one_path_is_completed_as_one(folder):
    assert complete_last("bảng t").text == "bảng tin.txt"
    assert complete_last("khong co").candidates == ()
