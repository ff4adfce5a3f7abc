"""An article goes out: what is unfinished, the folder, the file, the preview."""

import pytest

from store.records import Status
from tests.tui.helpers import WIDE, plan, seated, written
from tui.dialogs.files import save_dialog
from tui.settings import Settings


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "ra"
    folder.mkdir()
    return folder


async def exporting(seat, folder):
    await seat.press("ctrl+e")
    await seat.comes("ExportScreen")
    seat.field("folder").focus()
    await seat.press("end", "ctrl+u")
    await seat.paste(str(folder))


async def test_export_a_finished_article(desk, page_bytes, out):
    article = desk.articles.import_page(page_bytes, "trang.txt")
    desk.articles.set_status(article, Status.APPROVED)
    chosen = Settings()
    async with seated(desk, chosen, WIDE) as seat:
        await seat.open(article)
        await exporting(seat, out)
        assert "Not finished" not in seat.text
        assert "TIN LIÊN QUAN" in seat.text  # the preview
        assert "Xưởng may mở lớp học đêm" in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        (path,) = out.iterdir()
        assert path.name == "2027-04-20-to-may-so-7-tang-1250-suat-qua-cho-cong-nhan-xa-que.txt"
        assert path.read_bytes() == page_bytes
        await seat.hears(f"Written: {path}")
        assert desk.articles[article.id].status == Status.EXPORTED
        assert "exported ▾" in seat.text
        assert chosen.export_folder == str(out)
        await seat.press("ctrl+e")
        await seat.comes("ExportScreen")
        assert seat.field("folder").text == str(out)


async def test_the_folder_is_remembered_in_the_settings(desk, out):
    written(desk)
    async with seated(desk) as seat:
        await exporting(seat, out)
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        seat.send("ctrl+q")
        await seat.ends()
    from tui import settings

    assert settings.load()[0].export_folder == str(out)


async def test_a_draft_says_what_is_unfinished_and_is_marked(desk, out):
    article = desk.articles.import_page("Chỉ một dòng.".encode(), "dòng.txt")
    async with seated(desk, size=WIDE) as seat:
        await exporting(seat, out)
        assert "Not finished, it is exported as a draft:" in seat.words
        for reason in ("the page did not fit the layout and needs review", "it is not approved"):
            assert reason in seat.words
        assert seat.field("file").text == "2027-04-20-chi-mot-dong-ban-nhap.txt"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert list(out.iterdir()) == []
    assert desk.articles[article.id].status == Status.EDITING


async def test_what_cannot_go_out_says_why(desk, out, monkeypatch):
    monkeypatch.setattr(save_dialog, "PAUSE", 0)
    article = written(desk, "", body="")
    async with seated(desk, size=WIDE) as seat:
        await exporting(seat, out)
        assert "The headline is empty; type one." in seat.words
        await seat.until(lambda: seat.is_quiet, "remarks on the path, which leave it there")
        assert "The headline is empty; type one." in seat.words
        await seat.press("enter")
        await seat.settle()
        assert seat.top == "ExportScreen"
        assert "The headline is empty; type one." in seat.words
    assert list(out.iterdir()) == []
    assert desk.articles[article.id] == article


async def test_a_draft_goes_out_and_stays_a_draft(desk, out):
    article = written(desk)
    async with seated(desk) as seat:
        await exporting(seat, out)
        await seat.press("enter")
        await seat.comes("DeskScreen")
    (path,) = out.iterdir()
    assert path.name == "2027-04-20-tho-han-nhan-kinh-moi-ban-nhap.txt"
    assert path.read_bytes() == desk.articles.page_bytes(article)
    assert desk.articles[article.id].status == Status.EDITING


async def test_what_was_just_typed_goes_out_too(desk, out):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        for key in (*"Đủ. ", "ctrl+e"):
            seat.send(key)
        await seat.comes("ExportScreen")
        await seat.press("end", "ctrl+u")
        await seat.paste(str(out))
        await seat.press("enter")
        await seat.comes("DeskScreen")
    (path,) = out.iterdir()
    assert "Đủ. Đà Nẵng" in path.read_text()


@pytest.mark.parametrize("answer", [["enter"], ["escape"], ["y", "n", "enter"], ["right", "enter"]])
async def test_an_existing_file_is_asked_about_and_left_alone_unless_yes(desk, out, answer):
    article = written(desk)
    path = out / desk.articles.export_name(article)
    path.write_text("Bản cũ, đừng mất.")
    async with seated(desk) as seat:
        await exporting(seat, out)
        await seat.press("enter")
        await seat.comes("ConfirmLoss")
        assert "is there already. Write over it?" in seat.words
        await seat.press(*answer)
        if "right" in answer:
            await seat.comes("DeskScreen")
            assert path.read_bytes() == desk.articles.page_bytes(article)
            return
        assert path.read_text() == "Bản cũ, đừng mất."
        await seat.comes("ExportScreen")  # to choose another name
        assert seat.field("file").text == path.name
        await seat.click(seat.field("file"))
        await seat.press("end", "ctrl+u")
        await seat.type("khac.txt\n")
        await seat.comes("DeskScreen")
        assert (out / "khac.txt").read_bytes() == desk.articles.page_bytes(article)
        assert path.read_text() == "Bản cũ, đừng mất."


async def test_n_says_no(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("f3", "alt+k")
        await seat.comes("Confirm")
        await seat.press("n")
        await seat.comes("DeskScreen")
        assert not any(article.kind for article in desk.articles)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a/b.txt",
        "..",
        ".",
        pytest.param("a\0b", id="NUL"),
        pytest.param("x" * 300, id="long"),
    ],
)
async def test_a_file_name_that_cannot_be(desk, out, name):
    written(desk)
    async with seated(desk) as seat:
        await exporting(seat, out)
        entry = seat.field("file")
        entry.focus()
        await seat.press("end", "ctrl+u")
        await seat.paste(name)
        await seat.press("enter")
        await seat.settle()
        if seat.top == "ConfirmLoss":
            await seat.press("right", "enter")
            await seat.settle()
        assert seat.top == "ExportScreen"
        assert seat.field("notice").display
        assert list(out.iterdir()) == []


async def test_a_bad_folder_gives_a_sentence(desk, out):
    written(desk)
    (out / "tệp").write_text("không phải thư mục")
    async with seated(desk) as seat:
        await exporting(seat, out / "tệp")
        await seat.press("enter")
        await seat.until(lambda: seat.field("notice").display, "a sentence")
        assert seat.top == "ExportScreen"
        assert "is a file, not a folder" in str(seat.field("notice").render())
        assert (out / "tệp").read_text() == "không phải thư mục"
        await seat.press("ctrl+u")
        await seat.paste(str(out / "mới" / "sâu"))
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert len(list((out / "mới" / "sâu").iterdir())) == 1


async def test_export_without_any_article(desk):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("ctrl+e")
        await seat.hears("Choose an article first: F3.")
        assert seat.top == "DeskScreen"


async def test_export_means_the_article_under_the_cursor_of_the_list(desk, clock, out):
    first = written(desk, "Bài thứ nhất")
    clock.wait()
    written(desk, "Bài thứ hai")
    async with seated(desk) as seat:
        await seat.press("down")
        await exporting(seat, out)
        assert "bai-thu-nhat" in seat.field("file").text
        await seat.press("enter")
        await seat.comes("DeskScreen")
    (path,) = out.iterdir()
    assert path.read_bytes() == desk.articles.page_bytes(first)


async def test_the_preview_is_harmless_and_scrolls(desk):
    written(desk, "Tít\x1b[2J", body="\n\n".join(f"Đoạn {n}\u202e." for n in range(60)))
    async with seated(desk) as seat:
        await seat.press("ctrl+e")
        await seat.comes("ExportScreen")
        assert "Tít␛[2J" in seat.text
        assert "Đoạn 0⇄." in seat.text
        assert not {"\x1b", "\u202e"} & set(seat.text)
        await seat.press("shift+tab", "end")
        await seat.sees("Đoạn 59⇄.")
