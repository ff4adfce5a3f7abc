"""Formats without pictures, which have a list of them."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from store import FileExistsAlreadyError, open_desk
from store.records import Status
from tests.conftest import PAGE
from tests.pictures import put

from ..disk import one_sentence
from .samples import NAME, files, out

LISTED = pytest.mark.parametrize("name", ["txt", "wxr", "ninjs"])


@LISTED
def test_a_format_without_pictures_has_a_list_beside_it(desk, article, tmp_path, name):
    path = out(desk, article, tmp_path / "ra", name)
    assert files(tmp_path / "ra") == sorted([path.name, f"{NAME}.anh.txt"])
    assert (tmp_path / "ra" / f"{NAME}.anh.txt").read_text("utf-8") == (
        "Ảnh của bài: Tổ may số 7 tặng 1.250 suất quà cho công nhân xa quê\n\n"
        "1. ảnh/Quà đến tay.PNG\n"
        "   Chú thích: Chị Thu *nhận* quà <b>\n"
        "   Ảnh: Kiều Vũ\n"
        "   Bản quyền: Báo Ánh Sáng\n"
        "   Mô tả: Túi gạo & dầu\n\n"
        "2. ảnh/xe.png\n"
        "   Ảnh: Lê Thu\n"
        "   Bản quyền: được dùng đến ngày 1.6.2027\n"
    )
    if name == "txt":
        assert path.read_bytes() == PAGE.encode()


def test_the_list_tells_no_path_of_somebody_and_what_is_missing(desk, article, home, tmp_path):
    photos = desk.articles.photos
    far = put(home, "riêng/b.png")
    photos.add(article, [far], credit="x")
    far.unlink()
    draft = desk.articles.set_status(article, Status.EDITING)
    path = out(desk, draft, tmp_path / "ra", "txt")
    told = path.with_name(f"{path.stem}.anh.txt").read_text("utf-8")
    assert "3. b.png\n" in told
    assert "Thiếu: không mở được tệp ảnh này" in told
    assert str(home) not in told


def test_a_list_is_written_over_only_where_the_page_may_be(desk, article, tmp_path):
    folder = tmp_path / "ra"
    put(folder, f"{NAME}.anh.txt", b"a list of somebody's own")
    with pytest.raises(FileExistsAlreadyError):
        out(desk, article, folder, "txt")
    assert files(folder) == [f"{NAME}.anh.txt"]
    out(desk, article, folder, "txt", replace=True)
    assert (folder / f"{NAME}.anh.txt").read_bytes().startswith("Ảnh của bài".encode())


def test_a_list_names_no_photo_that_was_taken_off(desk, article, tmp_path):
    folder = tmp_path / "ra"
    listed = out(desk, article, folder, "txt").with_name(f"{NAME}.anh.txt")
    for _number in range(2):
        article = desk.articles.photos.remove(article, 0)
    with pytest.raises(FileExistsAlreadyError) as refusal:
        out(desk, article, folder, "txt")
    assert listed.name in one_sentence(refusal.value)
    for _time in range(2):
        out(desk, article, folder, "txt", replace=True)
        assert listed.read_text("utf-8") == (
            "Ảnh của bài: Tổ may số 7 tặng 1.250 suất quà cho công nhân xa quê\n\n"
            "Bài không còn ảnh nào.\n"
        )
    listed.write_bytes(b"a list of somebody's own")
    out(desk, article, folder, "txt", replace=True)
    assert listed.read_bytes() == b"a list of somebody's own"
    listed.unlink()
    out(desk, article, folder, "txt")
    assert not listed.exists()


def test_the_list_of_a_page_is_not_taken_for_a_page(desk, article, tmp_path):
    out(desk, article, tmp_path / "ra", "txt")
    with open_desk(tmp_path / "khác.json") as other:
        report = other.articles.incoming.take_files([tmp_path / "ra"])
        assert (len(report.taken), report.others) == (1, [])


def test_wordpress_and_agencies_are_told_of_the_photos(desk, article, tmp_path):
    post = ElementTree.parse(out(desk, article, tmp_path, "wxr"))
    space = {"wp": "http://wordpress.org/export/1.2/"}
    told = [one.text for one in post.iterfind(".//wp:postmeta/wp:meta_value", space)]
    assert told == [
        "Quà đến tay.PNG · Chị Thu *nhận* quà <b> (Ảnh: Kiều Vũ) · Túi gạo & dầu",
        "xe.png · (Ảnh: Lê Thu)",
    ]
    story = json.loads(out(desk, article, tmp_path, "ninjs").read_bytes())
    first, second = (one for one in story["associations"] if one["type"] == "picture")
    assert (first["by"], first["copyrightNotice"]) == ("Kiều Vũ", "Báo Ánh Sáng")
    assert first["renditions"] == [{"name": "Quà đến tay.PNG"}]
    assert second["expires"] == "2027-06-01"
    assert len(story["associations"]) == 2 + len(article.links)
