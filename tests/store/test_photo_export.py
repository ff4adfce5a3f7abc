"""Photos that go out with an article: copied beside the file, put into it, or as a list."""

from __future__ import annotations

import json
import os
import zipfile
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store import Article, FileExistsAlreadyError, PageError, open_desk
from store.article_parts import Photo
from store.articles.page_format import as_written, read_page
from store.articles.photos import tidy
from store.errors import BlockedError
from store.formats import html, markdown
from store.formats.incoming import read_incoming
from store.formats.pictures import MOST_INSIDE, Picture
from store.formats.registry import form_of
from store.records import Status
from tests.conftest import PAGE
from tests.pictures import gif, jpeg, png, put, webp

from .disk import one_sentence
from .formats.pages import line, outgoing, pages

SAID = {"caption": "Chị Thu *nhận* quà <b>", "credit": "Kiều Vũ", "alt": "Túi gạo & dầu"}
RED, BLUE = png(6, 4), png(6, 4, (0, 0, 200))
BESIDE = pytest.mark.parametrize("name", ["html", "md"])
INSIDE = pytest.mark.parametrize("name", ["docx", "eml"])
LISTED = pytest.mark.parametrize("name", ["txt", "wxr", "ninjs"])
NAME = "2027-04-20-to-may-so-7-tang-1250-suat-qua-cho-cong-nhan-xa-que"


@pytest.fixture
def article(desk):
    """A finished article of two pictures."""
    folder = desk.articles.photos.folder
    put(folder, "ảnh/Quà đến tay.PNG", RED)
    put(folder, "ảnh/xe.png", BLUE)
    made = desk.articles.import_page(PAGE.encode(), "trang")
    photos = desk.articles.photos
    photos.add(made, [folder / "ảnh/Quà đến tay.PNG"], rights="Báo Ánh Sáng", **SAID)
    photos.add(made, [folder / "ảnh/xe.png"], until=date(2027, 6, 1), credit="Lê Thu")
    return desk.articles.set_status(made, Status.APPROVED)


def out(desk, article, folder, form, **options):
    return desk.articles.export(article, folder, form=form_of(form), **options)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def texts(article):
    return [(photo.caption, photo.credit, photo.alt) for photo in article.photos]


# --- beside the file


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


# --- inside


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


# --- a list


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


# --- what is missing, and several articles


@pytest.mark.parametrize("name", ["html", "md", "docx", "eml"])
def test_a_missing_picture_is_named_and_nothing_is_written(desk, article, tmp_path, name):
    (desk.articles.photos.folder / "ảnh/xe.png").unlink()
    with pytest.raises(BlockedError) as held:
        out(desk, article, tmp_path / "ra", name)
    assert "photo-missing, “xe.png” (photo 2)" in one_sentence(held.value)
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


# --- pictures of others


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
