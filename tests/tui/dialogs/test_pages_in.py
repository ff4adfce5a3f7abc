"""Pages come in by the names of their files, or pasted."""

import pytest

from store.paths import named_files
from tests.tui.helpers import plan, seated, written

from .hands import importing


async def test_import_a_file_with_blanks_in_its_name(desk, pages):
    campaign = plan(desk)
    async with seated(desk) as seat:
        await seat.press("ctrl+o")
        await seat.comes("OpenPageScreen")
        assert "The articles join the campaign Mùa quà xa quê." in seat.text
        await seat.paste(str(pages / "trang 1.txt"))
        await seat.press("enter")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline.startswith("Tổ may số 1")
        assert seat.article.campaign == campaign.id
        assert len(desk.articles) == 1
        assert len(desk.news) == 3
        await seat.hears("1 page imported.")
        assert desk.articles.page_bytes(seat.article) == (pages / "trang 1.txt").read_bytes()
        await seat.press("f2", "ctrl+z")
        assert len(desk.articles) == len(desk.news) == 0


async def test_import_several_files(desk, pages):
    written(desk)
    async with seated(desk) as seat:
        await importing(seat, f"'{pages}/trang 1.txt' \"{pages}/trang 3.txt\"")
        await seat.hears("2 pages imported.")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline.startswith("Tổ may số 1")
        assert len(desk.articles) == 3
        assert len(desk.news) == 3  # the same cards on both pages are the same items


async def test_import_a_glob(desk, pages):
    written(desk)
    async with seated(desk) as seat:
        await importing(seat, f"'{pages}/trang ?.txt'")
        await seat.hears("3 pages imported.")
        assert len(desk.articles) == 4


async def test_a_bad_file_among_good_ones(desk, pages):
    written(desk)
    async with seated(desk) as seat:
        names = ("trang 1.txt", "ảnh.jpg", "rỗng.txt", "không có.txt", "trang 2.txt")
        await importing(seat, " ".join(f"'{pages}/{name}'" for name in names))
        await seat.sees("Imported: trang 1.txt, trang 2.txt.")
        assert len(desk.articles) == 3
        assert seat.top == "OpenPageScreen"  # what was refused, and why, is to be read
        for name in names[1:4]:
            assert name in seat.words
        await seat.press("escape")
        await seat.until(lambda: seat.article, "the first of the good ones")
        assert seat.article.headline.startswith("Tổ may số 1")


@pytest.mark.parametrize("name", ["ảnh.jpg", "rỗng.txt", "không có.txt", "*.pdf"])
async def test_only_a_bad_file_keeps_the_dialog_and_what_was_typed(desk, pages, name):
    written(desk)
    typed = f"'{pages}/{name}'"
    async with seated(desk) as seat:
        await importing(seat, typed)
        await seat.until(lambda: seat.field("notice").display, "a sentence")
        assert seat.top == "OpenPageScreen"
        assert seat.field("files").text == typed
        assert len(desk.articles) == 1
        assert "Traceback" not in seat.text
        notice = str(seat.field("notice").render())
        assert notice.endswith(".")
        assert "Reading" not in notice


async def test_an_unclosed_quotation_mark(desk, pages):
    written(desk)
    async with seated(desk) as seat:
        await importing(seat, f"'{pages}/trang 1.txt")
        await seat.sees("A quotation mark in the file names")
        assert len(desk.articles) == 1


async def test_nothing_named_and_nothing_pasted(desk):
    written(desk)
    async with seated(desk) as seat:
        await importing(seat, "  ")
        assert "Name a file, or paste a page." in seat.text


@pytest.mark.parametrize("typed", ["''", '""'])
async def test_quotation_marks_around_nothing(desk, typed):
    written(desk)
    async with seated(desk) as seat:
        await importing(seat, typed)
        await seat.settle()
        assert seat.top == "OpenPageScreen"
        assert seat.field("notice").display
        notice = str(seat.field("notice").render())
        assert "Name a file" in notice or "quotation mark" in notice


async def test_paste_a_page(desk, page_bytes):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("ctrl+o")
        await seat.comes("OpenPageScreen")
        await seat.press("tab")
        assert seat.focus == "paste"
        await seat.paste(page_bytes.decode().replace("\n", "\r\n"))  # as terminals may send it
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline.startswith("Tổ may số 7")
        assert not seat.article.needs_review
        assert len(seat.article.links) == 3


async def test_a_path_that_fails_beside_a_pasted_text_says_what_was_taken(desk, page_bytes):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("ctrl+o")
        await seat.comes("OpenPageScreen")
        await seat.paste("không-có.txt")
        await seat.press("tab")
        await seat.paste(page_bytes.decode())
        await seat.press("ctrl+s")
        await seat.sees("Imported: the pasted text.")
        assert "không-có.txt" in seat.words
        assert seat.field("paste").body == ""  # not to be taken twice
        assert len(desk.articles) == 2


async def test_leaving_the_dialog_imports_nothing(desk, page_bytes):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("ctrl+o")
        await seat.comes("OpenPageScreen")
        await seat.press("tab")
        await seat.press("escape")
        await seat.comes("DeskScreen")  # nothing is typed yet
        await seat.press("ctrl+o")
        await seat.comes("OpenPageScreen")
        await seat.press("tab")
        await seat.paste(page_bytes.decode())
        await seat.press("escape")
        await seat.comes("ConfirmLoss")
        await seat.press("escape")
        await seat.comes("OpenPageScreen")
        assert seat.field("paste").body == page_bytes.decode()
        await seat.press("escape", "right", "enter")
        await seat.comes("DeskScreen")
        assert len(desk.articles) == 1


async def test_esc_stops_a_long_import_between_two_pages(desk, pages, page_bytes, monkeypatch):
    written(desk)
    for number in range(10, 40):
        (pages / f"trang {number}.txt").write_bytes(page_bytes)
    async with seated(desk) as seat:
        real = desk.articles.import_page

        def importing_and_stopping(*args, **named):
            if len(desk.articles) == 6:
                seat.send("escape")
            return real(*args, **named)

        monkeypatch.setattr(desk.articles, "import_page", importing_and_stopping)
        await importing(seat, f"'{pages}/trang *.txt'")
        await seat.comes("DeskScreen")
        assert 6 < len(desk.articles) < 33  # what is in stays in
        await seat.hears(f"{len(desk.articles) - 1} pages imported.")


def test_named_files(tmp_path, monkeypatch, home):
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "b c.txt", "[d].txt"):
        (tmp_path / name).touch()
    (home / "e.txt").touch()

    def names(typed):
        return [str(path) for path in named_files(typed)]

    assert names("a.txt") == ["a.txt"]
    assert names("b c.txt") == ["b c.txt"]
    assert names("a.txt 'b c.txt'") == ["a.txt", "b c.txt"]
    assert names("a.txt b\\ c.txt") == ["a.txt", "b c.txt"]
    assert names("?.txt") == ["a.txt", "b.txt"]
    assert names("[d].txt") == ["[d].txt"]
    assert names("~/e.txt") == [str(home / "e.txt")]
    assert names("x.txt y*.txt") == ["x.txt", "y*.txt"]
    with pytest.raises(ValueError, match="quotation"):
        names("'a.txt")
