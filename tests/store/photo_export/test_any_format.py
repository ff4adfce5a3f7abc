"""Photos in any format: what is missing, and odd letters."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from store import PageError
from store.errors import BlockedError
from store.formats.registry import form_of
from store.records import Status
from tests.pictures import put

from ..disk import one_sentence
from .samples import out


@pytest.mark.parametrize("name", ["html", "md", "docx", "eml"])
def test_a_missing_picture_is_named_and_nothing_is_written(desk, article, tmp_path, name):
    (desk.articles.photos.folder / "ảnh/xe.png").unlink()
    with pytest.raises(BlockedError) as held:
        out(desk, article, tmp_path / "ra", name)
    assert "cannot be read: “xe.png” (photo 2)" in one_sentence(held.value)
    draft = desk.articles.set_status(article, Status.EDITING)
    with pytest.raises(PageError) as refusal:
        out(desk, draft, tmp_path / "ra", name)
    assert "The file of photo 2, ảnh/xe.png, is missing" in one_sentence(refusal.value)
    assert not (tmp_path / "ra").exists()


def test_of_several_only_the_one_without_its_picture_stays_behind(desk, article, tmp_path):
    photos = desk.articles.photos
    other = desk.articles.new(headline="Xe", body="Lời.")
    photos.add(other, [photos.folder / "ảnh/xe.png"], caption="x", credit="x")
    third = desk.articles.new(headline="Thiếu", body="Lời.")
    photos.add(third, [put(photos.folder, "mất.png")], caption="x", credit="x")
    (photos.folder / "mất.png").unlink()
    bulk, form = desk.articles.bulk, form_of("html")
    report = bulk.export(bulk.export_plan([article, third, other], tmp_path, ".html"), form=form)
    assert len(report.written) == 2
    assert [one.article.id for one in report.refused] == [third.id]
    assert "photo 1, mất.png" in str(report.refused[0].why)
    folders = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert [name for name in folders if name.endswith("-anh")] == [
        "2027-04-20-to-may-so-7-tang-1250-suat-qua-cho-cong-nhan-xa-que-anh",
        "2027-04-20-xe-ban-nhap-anh",
    ]


def test_control_characters_of_another_program_harm_no_format(desk, article, tmp_path):
    desk.records.change(
        article,
        status=Status.EDITING,
        photos=(replace(article.photos[0], caption="a\x0bb\nc", alt="\x00"),),
    )
    for name in ("html", "md", "docx", "wxr", "ninjs", "eml"):
        out(desk, desk.articles[article.id], tmp_path / name, name)
    post = ElementTree.parse(next((tmp_path / "wxr").glob("*.wxr.xml")))
    assert "a b c" in ElementTree.tostring(post.getroot(), encoding="unicode")
