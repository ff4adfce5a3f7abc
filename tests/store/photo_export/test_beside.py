"""Formats with a folder of pictures beside the file; it comes in with them again."""

from __future__ import annotations

import pytest

from store import FileExistsAlreadyError, PageError, open_desk
from store.articles.page_format import read_page
from store.formats.incoming import read_incoming
from store.formats.registry import form_of
from tests.conftest import PAGE
from tests.pictures import put

from ..disk import one_sentence
from .samples import BESIDE, BLUE, NAME, RED, files, out


def texts(article):
    return [(photo.caption, photo.credit, photo.alt) for photo in article.photos]


@BESIDE
def test_pictures_are_copied_beside_the_file_and_named_in_it(desk, article, tmp_path, name):
    path = out(desk, article, tmp_path / "ra", name)
    copies = sorted((tmp_path / "ra" / f"{NAME}-anh").iterdir())
    assert [copy.read_bytes() for copy in copies] == [RED, BLUE]
    assert [copy.name.rpartition("-")[0] for copy in copies] == ["qua-den-tay", "xe"]
    text = path.read_text("utf-8")
    for copy in copies:
        assert f"{NAME}-anh/{copy.name}" in text
    assert text.index("Hà Nội –") < text.index(copies[0].name) < text.index("Mỗi suất có gạo")
    assert text.index("Đợt trao quà thứ hai") < text.index(copies[1].name)
    assert "Báo Ánh Sáng" not in text  # the terms are nobody's who reads it
    assert desk.articles.photos.look(article)[0].fault == ""


@BESIDE
def test_the_same_again_finds_its_files_and_leaves_them_alone(desk, article, tmp_path, name):
    path = out(desk, article, tmp_path / "ra", name)
    before = {one: (tmp_path / "ra" / one).stat().st_ino for one in files(tmp_path / "ra")}
    bulk = desk.articles.bulk
    plan = bulk.export_plan([article], tmp_path / "ra", form_of(name).format.suffix)
    assert bulk.export(plan, form=form_of(name)).same == [path]
    assert {one: (tmp_path / "ra" / one).stat().st_ino for one in files(tmp_path / "ra")} == before


@BESIDE
def test_what_went_out_comes_in_with_its_photos(desk, article, tmp_path, name):
    path = out(desk, article, tmp_path / "ra", name)
    read, _original = read_incoming(path)
    assert (read.is_guess, read.page) == (False, read_page(PAGE.encode(), "trang"))
    assert [one.message for one in read.dropped if "pictures" in one.message] == []
    with open_desk(tmp_path / "desk2.json") as other:
        report = other.articles.incoming.take_files([tmp_path / "ra"])
        (taken,) = report.taken
        assert (taken.photos, report.others, report.refused) == (2, [], [])
        (again,) = other.articles
        assert texts(again) == texts(article)
        assert [one.fault for one in other.articles.photos.look(again)] == ["", ""]
        assert again.photos[0].file.startswith(f"ra/{NAME}-anh/qua-den-tay-")


@BESIDE
def test_another_picture_under_the_name_of_a_copy_is_never_written_over(
    desk, article, tmp_path, name
):
    path = out(desk, article, tmp_path / "ra", name)
    copy = next(iter((tmp_path / "ra" / f"{NAME}-anh").iterdir()))
    copy.write_bytes(b"somebody has worked on it")
    path.unlink()
    with pytest.raises(PageError) as refusal:
        out(desk, article, tmp_path / "ra", name, replace=True)
    assert "is another picture" in one_sentence(refusal.value)
    assert copy.read_bytes() == b"somebody has worked on it"
    assert not path.exists()


@BESIDE
def test_no_copy_is_made_where_the_file_itself_is_taken(desk, article, tmp_path, name):
    path = tmp_path / "ra" / f"bài{form_of(name).format.suffix}"
    put(path.parent, path.name, b"another text")
    with pytest.raises(FileExistsAlreadyError):
        out(desk, article, path.parent, name, name=path.name)
    assert files(path.parent) == [path.name]
    out(desk, article, path.parent, name, name=path.name, replace=True)
    assert len(files(path.parent / "bài-anh")) == 2


@BESIDE
def test_no_copy_goes_through_a_link(desk, article, tmp_path, home, name):
    folder = tmp_path / "ra"
    folder.mkdir()
    (folder / f"{NAME}-anh").symlink_to(home)
    before = sorted(home.iterdir())
    with pytest.raises(PageError) as refusal:
        out(desk, article, folder, name)
    assert "is a link, so no pictures are copied there" in one_sentence(refusal.value)
    assert sorted(home.iterdir()) == before
    assert [path.name for path in folder.iterdir()] == [f"{NAME}-anh"]


def test_one_picture_twice_is_copied_once(desk, article, tmp_path):
    photos = desk.articles.photos
    photos.add(article, [photos.folder / "ảnh/xe.png"], caption="x", credit="x", alt="x")
    text = out(desk, article, tmp_path / "ra", "html").read_text("utf-8")
    assert len(files(tmp_path / "ra" / f"{NAME}-anh")) == 2
    assert text.count("<img ") == 3
