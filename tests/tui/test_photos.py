"""The photo sheet of an article on the screen: keys, what is wrong, and the picture itself."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from msgspec.structs import replace
from textual.widgets import Static

from store import Article
from store.article_parts import Photo
from store.formats.registry import form_of
from store.records import Status, encode
from tests.pictures import jpeg, png, put
from tests.tui.helpers import NARROW, WIDE, Seat, plan, seated, written
from tui.dialogs.files.export import ExportScreen
from tui.dialogs.forms.reopening import as_it_stands, reopened
from tui.screens.records.photos import PhotoForm, PhotosScreen
from tui.settings import Settings
from tui.widgets.record_text import states

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


@pytest.fixture
def article(desk):
    """An article, and a folder with two pictures beside the desk."""
    folder = desk.articles.photos.folder
    put(folder, "ảnh/quà.png", png(640, 480))
    put(folder, "ảnh/xe đưa đón.jpg", jpeg(1200, 800))
    return written(desk, campaign=plan(desk).id)


def photos(desk, article):
    return desk.articles[article.id].photos


def names(desk, article):
    return [photo.name for photo in photos(desk, article)]


async def sheet(seat, article):
    await seat.open(article)
    await seat.press("alt+3")
    await seat.comes("PhotosScreen")
    await looked(seat)


async def looked(seat):
    """Wait until the files have been looked at and checked."""
    await seat.until(lambda: seat.is_quiet)
    await seat.settle()


async def fill(seat, **values):
    """Type values into the form, each in its field, and take it."""
    await seat.comes("PhotoForm")
    for name, value in values.items():
        entry = seat.field(f"photo-{name}")
        entry.focus()
        entry.text = ""
        await seat.settle()
        await seat.type(value)
    await seat.press("ctrl+s")


@SIZES
async def test_photos_are_added_edited_moved_and_taken_off_with_keys(desk, article, size):
    folder = desk.articles.photos.folder / "ảnh"
    async with seated(desk, size=size) as seat:
        await sheet(seat, article)
        assert "No photos yet." in seat.words
        await seat.press("a")
        await fill(seat, file=str(folder), credit="Kiều Vũ", until="1.6")
        await seat.comes("PhotosScreen")
        await looked(seat)
        assert names(desk, article) == ["quà.png", "xe đưa đón.jpg"]
        assert {photo.until for photo in photos(desk, article)} == {date(2027, 6, 1)}
        assert "2 photos" in seat.words
        facts = seat.line("xe đưa đón.jpg")
        assert "JPEG 1,200×800, 26 B · Photo: Kiều Vũ" in facts
        assert seat.words.count("⚠ no caption") == 2
        assert seat.on_top(PhotosScreen).current.value.name == "xe đưa đón.jpg"
        await seat.press("enter")
        await fill(seat, caption="Xe chờ ở cổng phía nam", alt="Hàng xe dài trước cổng")
        await seat.comes("PhotosScreen")
        await looked(seat)
        assert " 2. Xe chờ ở cổng phía nam" in seat.text
        assert photos(desk, article)[1].alt == "Hàng xe dài trước cổng"
        assert photos(desk, article)[1].credit == "Kiều Vũ"
        await seat.press("K")
        assert names(desk, article) == ["xe đưa đón.jpg", "quà.png"]
        assert seat.on_top(PhotosScreen).current.place == 0
        await seat.press("K", "J", "J")  # beyond the ends nothing moves
        assert names(desk, article) == ["quà.png", "xe đưa đón.jpg"]
        await seat.press("d")
        assert names(desk, article) == ["quà.png"]
        assert (folder / "xe đưa đón.jpg").exists()
        await seat.press("ctrl+z")
        assert names(desk, article) == ["quà.png", "xe đưa đón.jpg"]


async def test_the_sheet_opens_from_the_list_of_articles_too(desk, article):
    async with seated(desk) as seat:
        await seat.press("f3", "alt+3")
        await seat.comes("PhotosScreen")


async def test_several_pictures_by_a_pattern(desk, article):
    folder = desk.articles.photos.folder / "ảnh"
    put(folder, "chữ.txt", b"text")
    async with seated(desk) as seat:
        await sheet(seat, article)
        await seat.press("a")
        await fill(seat, file=f"{folder}/*.png '{folder}/xe đưa đón.jpg'")
        await seat.comes("PhotosScreen")
        assert names(desk, article) == ["quà.png", "xe đưa đón.jpg"]
        await seat.press("a")
        await fill(seat, file=f"{folder}/*")
        assert "is no picture (JPEG" in seat.words
        assert seat.top == "PhotoForm"
        assert len(photos(desk, article)) == 2


async def test_tab_completes_the_path_of_a_picture(desk, article, monkeypatch):
    monkeypatch.chdir(desk.articles.photos.folder)
    async with seated(desk) as seat:
        await sheet(seat, article)
        await seat.press("a")
        await seat.comes("PhotoForm")
        for begun in ("anh", "qu"):
            await seat.type(begun)
            await seat.press("tab")
            await looked(seat)
        assert seat.field("photo-file").text == "ảnh/quà.png"
        await seat.press("ctrl+s")
        await seat.comes("PhotosScreen")
        assert [photo.file for photo in photos(desk, article)] == ["ảnh/quà.png"]


async def test_what_is_wrong_is_told_of_each_and_goes_when_it_is_put_right(desk, article):
    folder = desk.articles.photos.folder
    desk.articles.photos.add(article, [folder / "ảnh/quà.png"], caption="x", alt="x", credit="x")
    (folder / "ảnh/quà.png").unlink()
    async with seated(desk) as seat:
        await sheet(seat, article)
        assert "the file is gone" in seat.line("quà.png")
        assert "✗ the file is gone or cannot be read" in seat.words
        put(folder, "ảnh/khác.png")
        await seat.press("e")
        await fill(seat, file=str(folder / "ảnh/khác.png"))
        await seat.comes("PhotosScreen")
        await looked(seat)
        assert "✗" not in seat.words
        assert [photo.file for photo in photos(desk, article)] == ["ảnh/khác.png"]
        assert photos(desk, article)[0].caption == "x"


async def test_a_photo_whose_file_is_gone_can_be_edited_still(desk, article):
    folder = desk.articles.photos.folder
    desk.articles.photos.add(article, [folder / "ảnh" / "xe đưa đón.jpg"])
    (folder / "ảnh" / "xe đưa đón.jpg").unlink()
    async with seated(desk) as seat:
        await sheet(seat, article)
        await seat.press("enter")
        await fill(seat, caption="Xe chờ")
        await seat.comes("PhotosScreen")
        expected = Photo(file="ảnh/xe đưa đón.jpg", caption="Xe chờ")
        assert photos(desk, article) == (expected,)


async def at_finding(seat: Seat, article: Article, words: str) -> None:
    """Open the list of checks at what is found of some words."""
    await seat.open(article)
    await looked(seat)
    await seat.press("alt+7")
    await seat.comes("ChecksScreen")
    rows = seat.field("findings")
    rows.move_to(next(n for n, row in enumerate(rows.items) if row.flag.words == words))
    await seat.settle()


async def test_a_finding_in_a_caption_leads_to_the_sheet(desk, article):
    folder = desk.articles.photos.folder
    said = {"caption": "Chị Thu đươc nhận quà", "credit": "x", "alt": "x"}
    desk.articles.photos.add(article, [folder / "ảnh/quà.png"], **said)
    async with seated(desk) as seat:
        await at_finding(seat, article, "đươc")
        assert "photo 1 · “đươc”" in seat.words
        await seat.press("enter")
        await seat.comes("PhotosScreen")


async def test_a_caption_is_fixed_with_a_key(desk, article):
    folder = desk.articles.photos.folder
    said = {"credit": "x", "alt": "x"}
    wrong, right = "Chị Thu sử lý đơn và sử lý thư", "Chị Thu xử lý đơn và xử lý thư"
    desk.articles.photos.add(article, [folder / "ảnh/quà.png"], caption=wrong, **said)
    async with seated(desk) as seat:
        await at_finding(seat, article, "sử lý")
        assert "photo 1 … ×2 · “sử lý” → “xử lý”" in seat.words
        await seat.press("f")
        await looked(seat)
        assert photos(desk, article)[0].caption == right
        assert "“sử lý”" not in seat.words
        assert desk.undo.step_back() == "edit photo"
        assert photos(desk, article)[0].caption == wrong


async def test_a_form_that_was_being_filled_in_opens_again(desk, article):
    folder = desk.articles.photos.folder
    desk.articles.photos.add(article, [folder / "ảnh/quà.png"])
    async with seated(desk) as seat:
        await sheet(seat, article)
        await seat.press("enter")
        await seat.comes("PhotoForm")
        seat.field("photo-caption").focus()
        await seat.type("Chị Thu")
        kept = as_it_stands(seat.on_top(PhotoForm), desk)
        assert kept is not None
        again = reopened(kept, seat.app)
        assert isinstance(again, PhotoForm)
        assert kept.typed["photo-caption"] == "Chị Thu"


@SIZES
async def test_the_export_says_where_the_photos_go(desk, article, size, tmp_path):
    folder = desk.articles.photos.folder / "ảnh"
    desk.articles.photos.add(article, [folder], caption="x", credit="x", alt="x")
    (folder / "xe đưa đón.jpg").write_bytes(png(9, 9))
    async with seated(desk, Settings(export_folder=str(tmp_path / "ra")), size) as seat:
        await seat.open(article)
        await seat.press("ctrl+e")
        await seat.comes("ExportScreen")
        await looked(seat)
        assert "The list of 2 photos goes to " in seat.words
        assert ".anh.txt." in seat.words
        screen = seat.on_top(ExportScreen)
        for format_name, told in (("docx", "2 photos go inside."), ("html", "2 photos are copied")):
            screen.restore_choices({**screen.choices, "format": format_name})
            await looked(seat)
            assert told in seat.words
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
    (page,) = (tmp_path / "ra").glob("*.html")
    copies = [path.relative_to(page.parent) for path in page.parent.glob("*-anh/*")]
    assert len(copies) == 2
    assert all(str(copy) in page.read_text("utf-8") for copy in copies)


async def test_the_ledger_says_how_many_photos_went_out(desk, article, tmp_path):
    photos = desk.articles.photos
    photos.add(article, [photos.folder / "ảnh/quà.png"], caption="x", credit="x", alt="x")
    desk.articles.set_status(article, Status.APPROVED)
    desk.articles.export(article, tmp_path, form=form_of("html"))
    (photos.folder / "ảnh/quà.png").unlink()  # what went out can be compared all the same
    async with seated(desk, size=WIDE) as seat:
        await seat.press("alt+0")
        await seat.comes("LedgerScreen")
        assert "1 photo" in seat.words
        await seat.press("enter")
        await seat.comes("WentOutScreen")
        await looked(seat)
        assert "cannot" not in seat.words


# --- the picture


def drawn_cells(seat):
    """The pieces of the lines on the screen that are parts of a picture."""
    strips = seat.app.screen._compositor.render_strips()
    return [piece for strip in strips for piece in strip if "▀" in piece.text]


@SIZES
async def test_a_photo_is_shown_with_what_is_said_of_it(desk, article, size):
    said = {"caption": "Chị Thu nhận quà", "credit": "Kiều Vũ", "rights": "Báo Ánh Sáng"}
    folder = desk.articles.photos.folder
    desk.articles.photos.add(article, [folder / "ảnh/quà.png"], until=date(2027, 6, 1), **said)
    async with seated(desk, size=size) as seat:
        await sheet(seat, article)
        assert "Rights: Báo Ánh Sáng, until 1.6.2027" in seat.words
        await seat.press("o")
        await seat.comes("PhotoView")
        await looked(seat)
        for told in (*said.values(), "1.6.2027", "ảnh/quà.png (PNG 640×480"):
            assert told in seat.words
        assert seat.text.count("▀") > 200
        assert {one.style.color.triplet for one in drawn_cells(seat)} == {(200, 30, 30)}
        await seat.press("escape")
        await seat.comes("PhotosScreen")


async def test_a_damaged_picture_is_told_in_a_sentence(desk, article):
    folder = desk.articles.photos.folder
    desk.articles.photos.add(article, [folder / "ảnh" / "xe đưa đón.jpg"])
    async with seated(desk) as seat:
        await sheet(seat, article)
        await seat.press("o")
        await seat.comes("PhotoView")
        await looked(seat)
        assert "xe đưa đón.jpg cannot be shown; it may be damaged." in seat.words


async def test_without_colours_or_pillow_the_words_are_there(desk, article, monkeypatch):
    folder = desk.articles.photos.folder
    desk.articles.photos.add(article, [folder / "ảnh/quà.png"], caption="Chị Thu")
    monkeypatch.setitem(sys.modules, "PIL", None)  # as where it is not installed
    async with seated(desk) as seat:
        await sheet(seat, article)
        await seat.press("o")
        await seat.comes("PhotoView")
        await looked(seat)
        assert "Chị Thu" in seat.words
        assert "install toasoan[photos]" in seat.words
        assert "▀" not in seat.text
    monkeypatch.undo()
    monkeypatch.setenv("NO_COLOR", "1")
    async with seated(desk) as seat:
        await sheet(seat, article)
        await seat.press("o")
        await seat.comes("PhotoView")
        await looked(seat)
        assert "needs colours" in seat.words
        assert "▀" not in seat.text


def test_pictures_are_read_by_no_program(tmp_path):
    """Pillow opens PostScript with Ghostscript; such a file is no picture here."""
    from store import FileError
    from tui.widgets.thumbnail import drawn

    path = put(
        tmp_path, "a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n"
    )
    with pytest.raises(FileError, match="cannot be shown"):
        drawn(path, 10, 10)


@SIZES
async def test_the_sheet_in_vietnamese(desk, article, size):
    folder = desk.articles.photos.folder
    desk.articles.photos.add(article, [folder / "ảnh/quà.png"])
    from tui import i18n

    i18n.use("vi")
    async with seated(desk, Settings(), size) as seat:
        await sheet(seat, article)
        for told in ("Ảnh:", "1 ảnh", "(chưa có chú thích)", "⚠ chưa ghi người chụp (Ảnh: …)"):
            assert told in seat.words
        await seat.press("enter")
        await seat.comes("PhotoForm")
        for told in ("Sửa ảnh", "Tệp", "Chú thích", "Người chụp", "Bản quyền", "Dùng đến"):
            assert told in seat.words
        assert isinstance(seat.app.screen.query_one("#title"), Static)


def test_a_conflict_over_photos_shows_both_sheets(desk, article):
    photo = Photo(file="ảnh/quà.png", caption="Chị Thu", until=date(2027, 6, 1))
    ours = desk.records.change(article, photos=(photo,))
    told, other = states(desk, encode(ours), encode(replace(ours, photos=())))
    assert "Photos: ảnh/quà.png · Chị Thu · 1.6.2027" in told
    assert "Photos" not in other


async def test_a_caption_that_is_found_is_shown_with_its_words(desk, article):
    photos = desk.articles.photos
    photos.add(article, [photos.folder / "ảnh/quà.png"], caption="Chị Thu nhận gạo nếp")
    desk.search.index()
    async with seated(desk) as seat:
        await seat.press("f3", "slash")
        await seat.comes("SearchScreen")
        await seat.type("gao nep")
        await seat.until(lambda: "nhận gạo nếp" in seat.text, "the caption")
