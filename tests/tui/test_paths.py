"""Where to, and from where: a path is completed, chosen again, and told of, in every dialog."""

from __future__ import annotations

import stat
import threading
import unicodedata
from pathlib import Path

import pytest

from tests.tui.helpers import plan, seated, written
from tui import recent_folders
from tui.settings import state_folder
from tui.widgets.entry import path as path_entry

DIALOGS = {
    "export": (("f3", "ctrl+e"), "ExportScreen", "folder"),
    "report": (("alt+w",), "ReportScreen", "folder"),
    "copy": (("f12",), "SaveCopyScreen", "file"),
    "template": (("alt+m",), "SaveTemplateScreen", "file"),
    "units out": (("alt+u", "x"), "UnitsExportScreen", "file"),
    "units in": (("alt+u", "i"), "UnitsImportScreen", "units-file"),
    "pages": (("ctrl+o",), "OpenPageScreen", "files"),
    "news": (("alt+i",), "NewsImportScreen", "files"),
}
SAVING = [name for name, (_keys, _kind, field) in DIALOGS.items() if field in ("folder", "file")]


@pytest.fixture
def desk(desk):
    campaign = plan(desk)
    written(desk, campaign=campaign.id)
    return desk


@pytest.fixture
def place(tmp_path):
    """A few folders and a file, below a folder with a blank and marks in its name."""
    made = tmp_path / "Tòa soạn"
    for name in ("Báo cáo", "Bản in", "ảnh"):
        (made / name).mkdir(parents=True)
    (made / "bài.txt").touch()
    return made


async def opened(seat, dialog, typed=None):
    """Open a dialog, and type a path in the place of what stands there."""
    keys, kind, field = DIALOGS[dialog]
    for key in keys:
        await seat.press(key)
        await seat.settle()
    await seat.comes(kind)
    entry = seat.field(field)
    assert seat.focus == field
    if typed is not None:
        await seat.press("ctrl+a", "backspace")
        await seat.type(str(typed))
    return entry


def notice(seat):
    found = seat.field("notice")
    return str(found.content) if found.display else ""


# ---------------------------------------------------------------- Tab


@pytest.mark.parametrize("dialog", DIALOGS)
async def test_tab_completes_in_every_dialog(desk, place, dialog):
    async with seated(desk) as seat:
        entry = await opened(seat, dialog, f"{place}/bao")
        await seat.press("tab")
        assert entry.text == f"{place}/Báo cáo/"
        assert seat.entry is entry
        await seat.press("ctrl+z")
        assert entry.text == f"{place}/bao"


async def test_tab_shows_what_it_may_be_and_then_goes_on(desk, place):
    async with seated(desk) as seat:
        entry = await opened(seat, "export", f"{place}/")
        await seat.press("tab")
        rows = [line.strip("│ ") for line in seat.lines]
        at = rows.index("ảnh/")
        assert rows[at : at + 3] == ["ảnh/", "Bản in/", "Báo cáo/"]
        assert not any("bài.txt" in row for row in rows), "a folder is asked for"
        await seat.press("tab")
        assert seat.focus == "file"
        assert "Bản in/" not in seat.text
        assert entry.text == f"{place}/"


@pytest.mark.parametrize("dialog", ["export", "pages", "news"])
async def test_with_nothing_to_complete_tab_goes_on_as_ever(desk, dialog):
    async with seated(desk) as seat:
        entry = await opened(seat, dialog)
        await seat.press("tab")
        assert seat.app.focused is not entry
        await seat.press("shift+tab")
        assert seat.app.focused is entry


async def test_what_stood_there_is_left_with_one_tab(desk, home):
    async with seated(desk) as seat:
        entry = await opened(seat, "export")
        assert entry.text == str(home)
        await seat.press("tab")
        assert (seat.focus, entry.text) == ("file", str(home))


async def test_a_line_of_the_list_is_taken(desk, place):
    async with seated(desk) as seat:
        entry = await opened(seat, "copy", f"{place}/")
        for keys in (
            ("down", "down", "enter"),
            ("down", "down", "down", "up", "tab"),
        ):
            await seat.press("ctrl+a", "backspace")
            await seat.type(f"{place}/")
            await seat.press("tab", *keys)
            assert entry.text == f"{place}/Bản in/"
            assert seat.app.focused is entry
            assert "ảnh/" not in seat.text
        await seat.press("ctrl+a", "backspace")
        await seat.type(f"{place}/")
        await seat.press("tab")
        await seat.sees("Báo cáo/")
        await seat.click("Báo cáo/")
        assert entry.text == f"{place}/Báo cáo/"


async def test_esc_closes_the_list_first(desk, place):
    async with seated(desk) as seat:
        entry = await opened(seat, "copy", f"{place}/b")
        await seat.press("tab")
        assert "Bản in/" in seat.text
        await seat.press("escape")
        assert seat.app.focused is entry
        assert "Bản in/" not in seat.text
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_of_many_a_few_lines_are_shown_and_one_can_go_down(desk, tmp_path):
    for number in range(30):
        (tmp_path / "nhiều" / f"số {number:02}").mkdir(parents=True)
    async with seated(desk) as seat:
        entry = await opened(seat, "copy", f"{tmp_path}/nhieu")
        await seat.press("tab", "tab")
        assert entry.text.endswith("nhiều/số ")
        assert "… 30 in all" in seat.text
        assert "số 04/" not in seat.text
        await seat.press(*["down"] * 8)
        assert "số 07/" in seat.text
        await seat.press("enter")
        assert entry.text.endswith("/số 07/")


async def test_letters_of_a_mac_stay_as_they_are_on_the_disk(desk, tmp_path):
    folder = tmp_path / unicodedata.normalize("NFD", "Tài liệu")
    folder.mkdir()
    async with seated(desk) as seat:
        entry = await opened(seat, "copy", f"{tmp_path}/tai")
        await seat.press("tab")
        assert entry.text == f"{folder}/"
        await seat.type("bản sao.json\n")
        await seat.comes("DeskScreen")
    assert [file.name for file in folder.iterdir()] == ["bản sao.json"]
    assert not (tmp_path / "Tài liệu").exists()


async def test_the_last_of_several_files_is_completed(desk, place, page_bytes):
    for name in ("trang 1.txt", "b.txt"):
        (place / name).write_bytes(page_bytes)
    async with seated(desk, size=(140, 45)) as seat:
        entry = await opened(seat, "pages", f"'{place}/b.txt' '{place}/tr")
        await seat.press("tab")
        assert entry.text == f"'{place}/b.txt' \"{place}/trang 1.txt\""
        await seat.press("enter")
        await seat.hears("2 pages imported.")


async def test_a_disk_that_hangs_holds_up_no_key(desk, place, monkeypatch):
    answer = threading.Event()
    monkeypatch.setattr(path_entry, "PATIENCE", 0.01)
    monkeypatch.setattr(path_entry, "complete", lambda *_g, **_n: answer.wait(60))
    async with seated(desk) as seat:
        entry = await opened(seat, "copy", f"{place}/b")
        await seat.press("tab")
        await seat.type("c")
        assert entry.text == f"{place}/bc"
        await seat.hears("The disk does not answer")
        answer.set()


# ---------------------------------------------------------------- ↓


@pytest.mark.parametrize("dialog", DIALOGS)
async def test_down_offers_the_folders_that_were_used_last(desk, place, home, dialog):
    (home / "gửi đi").mkdir()
    recent_folders.add(place / "ảnh")
    recent_folders.add(home / "gửi đi")
    async with seated(desk) as seat:
        entry = await opened(seat, dialog)
        name = entry.text.rpartition("/")[2] if entry.id == "file" else ""
        await seat.press("down")
        assert "~/gửi đi" in seat.text
        await seat.press("down", "up", "enter")
        assert entry.text == ("~/gửi đi" if entry.id == "folder" else f"~/gửi đi/{name}")
        await seat.press("down", "down", "enter")
        assert entry.text.startswith(f"{place}/ảnh")


async def test_a_file_that_was_read_is_offered_before_the_folders(desk, place, page_bytes):
    (place / "trang một.txt").write_bytes(page_bytes)
    async with seated(desk) as seat:
        await opened(seat, "pages", place / "trang một.txt")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        entry = await opened(seat, "pages")
        await seat.press("down", "enter")
        assert entry.text == f"{place}/trang một.txt"
        await seat.press("enter")
        await seat.comes("DeskScreen")
    assert len(desk.articles) == 3


async def test_a_list_of_units_that_was_read_is_offered_where_one_file_is_read(desk, place):
    (place / "đơn vị.csv").write_text("đơn vị,cấp\nTổ 9,cơ sở\n")
    async with seated(desk) as seat:
        await opened(seat, "units in", place / "đơn vị.csv")
        await seat.press("enter")
        await seat.sees("Tổ 9")
        await seat.press("escape")
        await seat.comes("UnitsScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        entry = await opened(seat, "units in")
        await seat.press("down", "enter")
        assert entry.text == f"{place}/đơn vị.csv"
        await seat.press("escape", "escape", "escape")
        await seat.comes("DeskScreen")
        entry = await opened(seat, "copy")
        await seat.press("down")
        assert "đơn vị.csv" not in seat.text  # a copy of the desk is written, not read


async def test_a_folder_is_its_pages_in_the_order_of_their_names(desk, place):
    folder = place / "số báo"
    folder.mkdir()
    for name in ("b.txt", "ă.TXT", "a.txt", ".ẩn.txt", "ghi chú.md"):
        (folder / name).write_text(f"Tít {name}\n\nPV |\n\nMột câu.\n\nPV")
    before = {article.id for article in desk.articles}
    async with seated(desk) as seat:
        await opened(seat, "pages", folder)
        await seat.press("enter")
        await seat.comes("ImportFolderScreen")
        await seat.sees("4 to take, 0 there already, 0 not readable. Ctrl+S takes them.")
        await seat.press("ctrl+s")
        await seat.sees("4 taken")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
    new = [article.headline for article in desk.articles if article.id not in before]
    assert new == ["Tít a.txt", "Tít ă.TXT", "Tít b.txt", "Tít ghi chú.md"]


async def test_a_folder_without_pages_is_told_and_nothing_else_is_taken(desk, place):
    (place / "trống").mkdir()
    before = len(desk.articles)
    async with seated(desk) as seat:
        await opened(seat, "pages", place / "trống")
        seat.field("paste").focus()
        await seat.paste("Tít\n\nPV |\n\nMột câu.\n\nPV")
        await seat.press("ctrl+s")
        await seat.until(lambda: "Take the pasted page by itself" in notice(seat), "the sentence")
        await seat.press("ctrl+a", "backspace", "ctrl+s")
        await seat.comes("ImportFolderScreen")
        await seat.sees("There is no file to read in the folder", "0 to take")
        await seat.press("escape")
        await seat.comes("OpenPageScreen")
        assert len(desk.articles) == before


async def test_without_such_a_folder_down_does_nothing(desk):
    async with seated(desk) as seat:
        entry = await opened(seat, "copy")
        before = entry.text
        await seat.press("down")
        assert "Recent" not in seat.text
        await seat.press("up")
        assert (seat.app.focused, entry.text) == (entry, before)


async def test_what_was_written_and_read_is_remembered_for_all(desk, place, page_bytes):
    (place / "trang.txt").write_bytes(page_bytes)
    async with seated(desk) as seat:
        await opened(seat, "report", place / "Báo cáo")
        await seat.press("enter")
        await seat.hears("Written:")
        await opened(seat, "copy", place / "Bản in" / "a.json")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await opened(seat, "pages", place / "trang.txt")
        await seat.press("enter")
        await seat.hears("1 page imported.")
    assert recent_folders.load() == [str(place), str(place / "Bản in"), str(place / "Báo cáo")]
    (file,) = state_folder().glob("folders.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_ten_folders_are_remembered_each_once(tmp_path):
    assert recent_folders.load() == []
    for number in [*range(12), 5]:
        recent_folders.add(tmp_path / str(number))
    names = [Path(folder).name for folder in recent_folders.load()]
    assert names == ["5", "11", "10", "9", "8", "7", "6", "4", "3", "2"]
    (state_folder() / "folders.json").write_text("{]")
    assert recent_folders.load() == []


# ---------------------------------------------------------------- one sentence


@pytest.mark.parametrize("dialog", SAVING)
async def test_a_missing_folder_is_told_while_one_types(desk, place, dialog):
    typed = place / "mới" / "sâu" / ("" if DIALOGS[dialog][2] == "folder" else "a.csv")
    async with seated(desk) as seat:
        await opened(seat, dialog, typed)
        await seat.until(lambda: "There is no folder" in notice(seat), "the sentence")
        assert seat.field("notice").has_class("remark") == (dialog != "copy")
        await seat.press("ctrl+a", "backspace")
        await seat.type(str(place if DIALOGS[dialog][2] == "folder" else place / "b.csv"))
        await seat.until(lambda: not notice(seat), "no sentence")


@pytest.mark.parametrize("typed", ["", "/", "/mới/"])
@pytest.mark.parametrize("dialog", ["copy", "template", "units out"])
async def test_a_folder_is_no_file_in_any_dialog(desk, place, dialog, typed):
    async with seated(desk) as seat:
        await opened(seat, dialog, f"{place}{typed}")
        await seat.press("enter")
        await seat.until(lambda: "cannot be the name of a file" in notice(seat), "the sentence")
        assert seat.top == DIALOGS[dialog][1]


@pytest.mark.parametrize("dialog", ["export", "report"])
async def test_a_file_is_no_folder_in_any_dialog(desk, place, dialog):
    async with seated(desk) as seat:
        await opened(seat, dialog, place / "bài.txt")
        await seat.until(lambda: "is a file, not a folder" in notice(seat), "the sentence")
        await seat.press("enter")
        assert seat.top == DIALOGS[dialog][1]


async def test_an_existing_file_is_told_before_it_is_asked_about(desk, place):
    async with seated(desk) as seat:
        await opened(seat, "units out", place / "bài.txt")
        await seat.until(lambda: "you are asked before" in notice(seat), "the sentence")
        await seat.press("enter")
        await seat.comes("ConfirmLoss")
        await seat.press("enter")
        await seat.comes("UnitsExportScreen")
        await seat.press("escape")
        await seat.press("escape")
        await opened(seat, "copy", place / "bài.txt")
        await seat.press("enter")
        await seat.until(lambda: "choose another name" in notice(seat), "the sentence")
    assert (place / "bài.txt").read_bytes() == b""


@pytest.mark.parametrize("dialog", SAVING)
async def test_a_read_only_place_is_told(desk, place, dialog, monkeypatch):
    def refused(folder):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("store.destinations.refuse_unless_writable", refused)
    typed = place if DIALOGS[dialog][2] == "folder" else place / "a.csv"
    async with seated(desk) as seat:
        await opened(seat, dialog, typed)
        await seat.press("enter")
        await seat.until(lambda: "Read-only file system" in notice(seat), "the sentence")
        assert seat.top == DIALOGS[dialog][1]
        top = seat.place("Nothing can be written")[1]
        assert seat.lines[top + 1].strip("│ "), "a long sentence goes over several lines"


@pytest.mark.parametrize("dialog", DIALOGS)
async def test_a_home_that_is_none_is_told(desk, dialog):
    async with seated(desk) as seat:
        await opened(seat, dialog, "~nobody-of-this-name/a.csv")
        await seat.press("enter")
        await seat.until(lambda: "There is no home folder" in notice(seat), "the sentence")
        assert seat.top == DIALOGS[dialog][1]


async def test_the_root_is_no_template(desk):
    async with seated(desk) as seat:
        await opened(seat, "template", "/")
        await seat.press("enter")
        await seat.until(lambda: "/ is a folder" in notice(seat), "the sentence")


async def test_many_long_names_in_a_line_are_no_single_name(desk):
    async with seated(desk) as seat:
        await opened(seat, "pages")
        await seat.paste(" ".join(f"trang-{number}.txt" for number in range(60)))
        await seat.press("enter")
        await seat.until(lambda: "… and 57 more." in notice(seat), "the sentences")
        assert "There is no file trang-0.txt" in notice(seat)


# ---------------------------------------------------------------- typing and pasting


@pytest.mark.parametrize("dialog", SAVING)
async def test_typing_replaces_a_path_that_was_suggested(desk, place, dialog):
    async with seated(desk) as seat:
        entry = await opened(seat, dialog)
        if not entry.text:
            pytest.skip("nothing is suggested here")
        await seat.type(str(place))
        assert entry.text == str(place)


async def test_a_path_that_was_suggested_can_be_gone_on_with(desk):
    async with seated(desk) as seat:
        entry = await opened(seat, "export")
        suggested = entry.text
        await seat.press("end")
        await seat.type("/thang-5")
        assert entry.text == f"{suggested}/thang-5"
        await seat.press("shift+tab", "tab")
        await seat.type("/tin")
        assert entry.text == f"{suggested}/thang-5/tin", "what was typed is not replaced"


async def test_a_page_pasted_for_a_path_goes_where_pages_go(desk):
    page = "Tít một\n\nAn |\n\nMột đoạn văn.\n\nAn"
    async with seated(desk) as seat:
        entry = await opened(seat, "pages")
        await seat.paste(page)
        assert entry.text == ""
        assert seat.focus == "paste"
        assert seat.entry.text == page
        await seat.press("escape")
        assert seat.top != "DeskScreen", "it is asked before the text goes"


async def test_paths_that_are_pasted_stay_paths(desk, place):
    async with seated(desk) as seat:
        entry = await opened(seat, "pages")
        await seat.paste(f"{place}/một.txt\n{place}/hai.txt\n")
        assert seat.entry is entry


async def test_many_refusals_leave_the_keys_in_sight(desk, place):
    async with seated(desk) as seat:
        await opened(seat, "pages")
        await seat.paste(" ".join(f"x{n}.txt" for n in range(40)))
        await seat.press("ctrl+s")
        await seat.sees("… and 37 more.", "Esc")
