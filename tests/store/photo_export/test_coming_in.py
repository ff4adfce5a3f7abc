"""Pictures of a text or web page that comes in: onto the photo sheet, or told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Article, open_desk
from store.article_parts import Photo
from store.articles.page_format import as_written, read_page
from store.articles.photos import tidy
from store.formats import html, markdown
from store.formats.incoming import read_incoming
from store.formats.pictures import Picture
from tests.conftest import PAGE
from tests.pictures import jpeg, put

from ..formats.pages import line, outgoing, pages
from .samples import BESIDE, out


@BESIDE
def test_whatever_is_said_of_a_photo_comes_back(name):
    module = {"html": html, "md": markdown}[name]

    @settings(max_examples=60, derandomize=True, deadline=None)
    @given(pages(), line, st.sampled_from(["", "Kiều Vũ", "TTXVN (Hà Nội)"]), line)
    def comes_back(page, caption, credit, alt):
        photo = tidy(Photo(file="a.png", caption=caption, credit=credit, alt=alt))
        picture = Picture(photo, Path("a.png"), "png", 1, b"1234", "bài-anh")
        read = module.read(module.written(outgoing(page, pictures=(picture,))), "bài", Path)
        assert (read.page, read.is_guess) == (as_written(page), False)
        (found,) = read.photos
        said = (photo.caption, photo.credit, photo.alt)
        assert (found.caption, found.credit, found.alt) == said
        assert found.file == picture.href

    comes_back()


def page_with(folder: Path, name: str, pictures: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(pictures, encoding="utf-8")
    return path


def taken(path: Path) -> tuple[list[tuple[str, str, str, str]], list[str]]:
    read, _original = read_incoming(path)
    photos = [
        (os.path.relpath(one.file, path.parent), one.caption, one.credit, one.alt)
        for one in read.photos
    ]
    return photos, [str(one) for one in read.dropped]


def test_pictures_of_a_text_in_markdown_go_on_the_sheet(tmp_path):
    put(tmp_path, "b/ảnh một.png")
    put(tmp_path, "b/a.png")
    text = (
        "---\ntitle: Tít\n---\n\nLời một.\n\n![Túi gạo](%E1%BA%A3nh%20m%E1%BB%99t.png)\n"
        '*Chị Thu (Ảnh: Kiều Vũ)*\n\n![](a.png "Xe chờ")\n\nLời hai ![trong](a.png) dòng.\n'
    )
    photos, dropped = taken(page_with(tmp_path, "b/bài.md", text))
    assert photos == [
        ("ảnh một.png", "Chị Thu", "Kiều Vũ", "Túi gạo"),
        ("a.png", "Xe chờ", "", ""),
    ]
    assert dropped == ["pictures (1)"]


def test_figures_of_a_web_page_go_on_the_sheet(tmp_path):
    put(tmp_path, "x_files/a.jpg", jpeg())
    text = (
        "<html><head><title>Tít</title></head><body><article><h1>Tít của bài báo</h1>"
        "<p>Lời thứ nhất của bài báo về các chuyến xe đưa đón công nhân ca đêm ở phía nam.</p>"
        "<figure><img src='x_files/a.jpg' alt='Xe'><figcaption>Xe chờ (Ảnh: Lê Thu)</figcaption>"
        "</figure><p>Lời thứ hai của bài báo kể về người lái xe và những người đi trên xe ấy.</p>"
        "<img src='x_files/a.jpg'></article><aside><figure><img src='x_files/a.jpg'></figure>"
        "</aside></body></html>"
    )
    photos, dropped = taken(page_with(tmp_path, "x.html", text))
    assert photos == [("x_files/a.jpg", "Xe chờ", "Lê Thu", "Xe")]
    assert "pictures (2)" in dropped


@pytest.mark.parametrize(
    "source",
    [
        *("../a.png", "/etc/passwd", "https://x.y/a.png", "data:image/png;base64,iVBOR", "#a"),
        *(
            "b.png",
            "chữ.png",
            "%00.png",
            "",
            "ftp:a.png",
            "http://[x/a.png",
            "nối/a.png",
            "x/../../a.png",
        ),
    ],
)
def test_no_reference_leads_away_from_the_folder_of_the_page(tmp_path, home, source):
    put(tmp_path, "a.png")
    put(home, "a.png")
    put(tmp_path, "b/chữ.png", b"text")
    (tmp_path / "b" / "nối").symlink_to(home)
    page = page_with(tmp_path, "b/bài.md", f"# Tít\n\nLời một.\n\n![x](<{source}>)\n\nLời hai.\n")
    photos, dropped = taken(page)
    assert photos == []
    assert "pictures (1)" in dropped


def test_a_page_of_many_pictures_is_taken_with_as_many_as_an_article_may_have(tmp_path):
    put(tmp_path, "b/a.png")
    page_with(tmp_path, "b/bài.md", "# Tít\n\nLời.\n\n" + "![x](a.png)\n\n" * 250)
    with open_desk(tmp_path / "desk.json") as desk:
        desk.articles.incoming.take_files([tmp_path / "b" / "bài.md"])
        (article,) = desk.articles
        assert isinstance(article, Article)
        assert len(article.photos) == 200


@pytest.mark.parametrize("mark", ["# ", "#", "## \n\n#", "- ", "> ", "| a |\n|---|\n|  |"])
def test_a_mark_without_text_is_no_picture(tmp_path, mark):
    read, _original = read_incoming(page_with(tmp_path, "bài.md", f"{mark}\n\nLời một.\n"))
    assert "Lời một." in read.page.body or read.page.headline == "Lời một."


@pytest.mark.parametrize("source", ["mất.png", "https://x.y/a.png"])
def test_the_caption_of_a_picture_that_is_not_taken_stays_in_a_text(tmp_path, source):
    text = (
        f"# Tít\n\nLời một.\n\n![Túi gạo]({source})\n*Chị Thu (Ảnh: Kiều Vũ)*\n\n"
        f'![]({source} "Xe chờ")\n\nLời hai.\n'
    )
    read, _original = read_incoming(page_with(tmp_path, "bài.md", text))
    said = ["Lời một.", "Chị Thu (Ảnh: Kiều Vũ)", "Xe chờ", "Lời hai."]
    assert [line for line in read.page.body.split("\n") if line] == said
    assert (read.photos, [str(one) for one in read.dropped]) == ((), ["pictures (2)"])


@BESIDE
def test_captions_stay_where_the_pictures_of_a_page_of_ours_are_gone(desk, article, tmp_path, name):
    path = out(desk, article, tmp_path / "ra", name)
    moved = path.rename(tmp_path / path.name)
    read, _original = read_incoming(moved)
    paragraphs = read_page(PAGE.encode(), "trang").body.split("\n\n")
    lines = [one for one in read.page.body.split("\n\n") if one not in paragraphs]
    assert lines == ["Chị Thu *nhận* quà <b> (Ảnh: Kiều Vũ)", "(Ảnh: Lê Thu)"]
    assert [one for one in read.page.body.split("\n\n") if one in paragraphs] == paragraphs
    assert (read.is_guess, read.photos) == (False, ())
    assert "pictures (2)" in [str(one) for one in read.dropped]


@pytest.mark.parametrize("left", ["", "<p>Ai đó viết thêm.</p>", "Ai đó viết thêm."])
def test_a_figure_of_ours_without_its_picture_leaves_its_caption(desk, article, tmp_path, left):
    path = out(desk, article, tmp_path / "ra", "html")
    before, _, after = path.read_text("utf-8").partition("<img ")
    path.write_text(before + left + after.partition("/>")[2], encoding="utf-8")
    read, _original = read_incoming(path)
    assert "Chị Thu *nhận* quà <b> (Ảnh: Kiều Vũ)" in read.page.body
    assert ("Ai đó viết thêm." in read.page.body) == bool(left)
    assert [one.credit for one in read.photos] == ["Lê Thu"]


LONG_LINES = (
    "Lời thứ nhất của bài báo về các chuyến xe đưa đón công nhân ca đêm ở phía nam.",
    "Lời thứ hai của bài báo kể về người lái xe và những người đi trên xe ấy.",
)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_caption_is_on_the_sheet_or_in_the_text_never_both(tmp_path, is_there):
    if is_there:
        put(tmp_path, "x_files/a.jpg", jpeg())
    picture = "<img src='x_files/a.jpg'>"
    page = page_with(
        tmp_path,
        "x.html",
        f"<html><head><title>Tít</title></head><body><article><h1>Tít</h1><p>{LONG_LINES[0]}</p>"
        f"<figure>{picture}<figcaption>Xe chờ (Ảnh: Lê Thu)</figcaption></figure>"
        f"<figure><figure>{picture}<figcaption>Trên xe</figcaption></figure>"
        f"<figcaption>Một chuyến xe</figcaption></figure><p>{LONG_LINES[1]}</p></article></body>"
        "</html>",
    )
    read, _original = read_incoming(page)
    own = ["Xe chờ", "Trên xe"]
    assert [one.caption for one in read.photos] == own * is_there
    assert [one in read.page.body for one in own] == [not is_there] * 2
    assert all(one in read.page.body for one in (*LONG_LINES, "Một chuyến xe"))
