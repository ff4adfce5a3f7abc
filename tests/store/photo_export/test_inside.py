"""Formats that have the pictures in the file: Word and mail."""

from __future__ import annotations

import os
import zipfile
from email import message_from_bytes, policy

import pytest

from store import FileExistsAlreadyError, PageError
from store.articles.page_format import read_page
from store.formats.incoming import read_incoming
from store.formats.pictures import MOST_INSIDE
from store.formats.registry import form_of
from tests.conftest import PAGE
from tests.pictures import gif, jpeg, png, put, webp

from ..disk import one_sentence
from .samples import BLUE, RED, files, out

INSIDE = pytest.mark.parametrize("name", ["docx", "eml"])


def test_a_word_file_has_its_pictures_in_it(desk, article, tmp_path):
    path = out(desk, article, tmp_path / "ra", "docx")
    assert files(tmp_path / "ra") == [path.name]
    with zipfile.ZipFile(path) as packed:
        media = [packed.read(one) for one in packed.namelist() if "/media/" in one]
        text = packed.read("word/document.xml").decode()
    assert sorted(media) == sorted([RED, BLUE])
    assert 'descr="Túi gạo &amp; dầu"' in text
    assert "Chị Thu *nhận* quà &lt;b&gt; (Ảnh: Kiều Vũ)" in text
    again = out(desk, article, tmp_path / "nữa", "docx")
    assert again.read_bytes() == path.read_bytes()
    read, _original = read_incoming(path)
    assert (read.is_guess, read.page) == (False, read_page(PAGE.encode(), "trang"))
    assert [str(one) for one in read.dropped] == ["pictures (2)"]


def test_a_wide_picture_is_as_wide_as_the_text(desk, article, tmp_path):
    from docx import Document

    photos = desk.articles.photos
    put(photos.folder, "rộng.png", png(4000, 1000))
    photos.add(article, [photos.folder / "rộng.png"], caption="x", credit="x")
    document = Document(str(out(desk, article, tmp_path, "docx")))
    section = document.sections[0]
    shape = document.inline_shapes[2]
    assert shape.width == section.page_width - section.left_margin - section.right_margin
    assert abs(shape.width / shape.height - 4) < 0.01
    assert document.inline_shapes[0].width < shape.width / 10


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (webp(b"VP8L"), "takes no WEBP pictures; save x.png as JPEG"),
        (jpeg()[:9], "x.png is damaged"),
    ],
)
def test_what_word_cannot_show_is_refused_by_name(desk, article, tmp_path, data, why):
    photos = desk.articles.photos
    put(photos.folder, "x.png", data)
    photos.add(article, [photos.folder / "x.png"])
    with pytest.raises(PageError) as refusal:
        out(desk, article, tmp_path / "ra", "docx")
    assert why in one_sentence(refusal.value)
    assert not (tmp_path / "ra").exists()


def test_a_mail_has_its_pictures_and_their_list_attached(desk, article, tmp_path):
    photos = desk.articles.photos
    put(photos.folder, "g.gif", gif())
    photos.add(article, [photos.folder / "g.gif"])
    mail = message_from_bytes(
        out(desk, article, tmp_path, "eml").read_bytes(), policy=policy.default
    )
    attached = {one.get_filename(): one for one in mail.iter_attachments()}
    assert [one.rpartition("-")[0] for one in attached][:3] == ["qua-den-tay", "xe", "g"]
    kinds = [one.get_content_type() for one in attached.values()]
    assert kinds == ["image/png", "image/png", "image/gif", "text/plain"]
    assert next(iter(attached.values())).get_content() == RED
    assert "Ảnh: Kiều Vũ" in attached["anh.anh.txt"].get_content()
    assert PAGE.split("\n")[0] in mail.get_body(("plain",)).get_content()


@INSIDE
def test_the_ledger_keeps_the_text_without_the_pictures(desk, article, tmp_path, name):
    path = out(desk, article, tmp_path / "ra", name)
    (entry,) = desk.ledger.entries()
    assert entry.photos == ("Quà đến tay.PNG", "xe.png")
    bare = form_of(name).written(desk.articles.bulk.outgoing(desk.articles[article.id]))
    assert desk.ledger.page_of(entry) == bare
    assert RED not in bare
    assert not desk.ledger.is_edited_since(desk.articles[article.id])
    with pytest.raises(FileExistsAlreadyError) as refusal:
        desk.ledger.write(entry, path.parent)
    assert "without its photos" in one_sentence(refusal.value)
    assert desk.ledger.write(entry, tmp_path / "khác").read_bytes() == bare


@INSIDE
def test_too_much_for_a_file_is_told(desk, article, tmp_path, name):
    photos = desk.articles.photos
    large = put(photos.folder, "lớn.png", RED)
    os.truncate(large, MOST_INSIDE)
    photos.add(article, [large])
    with pytest.raises(PageError) as refusal:
        out(desk, article, tmp_path / "ra", name)
    assert "more than the 25 MB that this format takes" in one_sentence(refusal.value)
    assert not (tmp_path / "ra").exists()
