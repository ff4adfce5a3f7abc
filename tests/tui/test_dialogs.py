"""The dialogs: welcome, pages in, pages out, choosing, help, palette, themes, campaigns."""

from datetime import date

import pytest

from store import NewsItem
from store.paths import named_files
from store.records import Status
from tests.tui.helpers import NARROW, WIDE, plan, seated, task, written
from tui import i18n
from tui.app_context import RESTART
from tui.commands import REGISTRY
from tui.dialogs.files import save_dialog
from tui.dialogs.picker import Picker
from tui.settings import Settings, settings_path

# ---------------------------------------------------------------- welcome


async def test_welcome_offers_the_campaign_of_the_workers_month(desk):
    async with seated(desk) as seat:
        assert "Welcome to toasoan" in seat.text
        await seat.press("enter")
        await seat.comes("CampaignForm")
        assert seat.field("year").text == "2027"  # the clock says April 2027
        await seat.press("enter")
        await seat.comes("DeskScreen")
        (campaign,) = desk.campaigns
        assert campaign.name == "Tháng Công nhân 2027"
        assert (campaign.start, campaign.end) == (date(2027, 5, 1), date(2027, 5, 31))
        assert len(desk.tasks) > 20
        assert seat.focus == "tasks"
        assert "Tháng Công nhân 2027" in seat.lines[0]
        assert f"0/{len(desk.tasks)} tasks" in seat.lines[0]
        assert "▾ Overdue" in seat.text  # what should be done by now stands first
        await seat.press("v")
        assert "▾ tham mưu" in seat.text


@pytest.mark.parametrize(("keys", "language"), [(["enter"], "vi"), (["down", "enter"], "en")])
async def test_the_first_start_asks_for_the_language_where_nothing_says_it(desk, keys, language):
    async with seated(desk, asks_language=True) as seat:
        assert "Chọn ngôn ngữ · Choose a language" in seat.text
        await seat.press(*keys)
        if language == "en":  # in which it is already
            await seat.comes("Welcome")
        else:
            await seat.until(lambda: seat.app.return_value == RESTART, "a new start")
        assert seat.app.settings.language == language


async def test_another_year_and_another_name(desk):
    async with seated(desk) as seat:
        await seat.press("enter")
        await seat.comes("CampaignForm")
        await seat.press("end", "ctrl+u")
        await seat.type("năm\n")
        assert "A year is a number such as 2027." in seat.text
        await seat.press("ctrl+u")
        await seat.type("99999999999999999999\n")
        assert seat.top == "CampaignForm"  # and says why
        assert len(desk.campaigns) == 0
        await seat.press("ctrl+u")
        await seat.type("2029")
        await seat.press("tab")
        await seat.type("Tháng Năm của thợ\n")
        await seat.comes("DeskScreen")
        (campaign,) = desk.campaigns
        assert (campaign.name, campaign.year) == ("Tháng Năm của thợ", 2029)


async def test_after_may_the_next_year_is_meant(desk, clock):
    clock.time = clock.time.replace(month=6)
    async with seated(desk) as seat:
        await seat.press("enter")
        await seat.comes("CampaignForm")
        assert seat.field("year").text == "2028"


async def test_welcome_offers_an_empty_campaign(desk):
    async with seated(desk) as seat:
        await seat.press("down", "enter")
        await seat.comes("CampaignForm")
        assert seat.focus == "name"
        await seat.press("ctrl+s")
        assert "A campaign needs a name." in seat.text
        await seat.type("Mùa mưa bão\n")
        await seat.comes("DeskScreen")
        (campaign,) = desk.campaigns
        assert campaign.name == "Mùa mưa bão"
        assert len(desk.tasks) == 0
        assert "Mùa mưa bão" in seat.lines[0]
        await seat.press("a")
        await seat.comes("TaskForm")


async def test_welcome_offers_to_open_a_page(desk, page_bytes, tmp_path):
    (tmp_path / "trang.txt").write_bytes(page_bytes)
    async with seated(desk) as seat:
        await seat.press("down", "down", "enter")
        await seat.comes("OpenPageScreen")
        await seat.paste(str(tmp_path / "trang.txt"))
        await seat.press("enter")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline.startswith("Tổ may số 7")
        assert len(desk.news) == 3


async def test_welcome_offers_the_other_language(desk):
    for keys in (("f9",), ("down", "down", "down", "enter")):
        chosen = Settings()
        async with seated(desk, chosen) as seat:
            await seat.press(*keys[:-1])
            seat.send(keys[-1])
            await seat.ends()
        assert seat.app.return_value == RESTART
        assert chosen.language == "vi"
        assert '"vi"' in settings_path().read_text()


async def test_esc_leaves_an_empty_desk_whose_panes_say_the_next_key(desk, desk_path):
    async with seated(desk) as seat:
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert "n begins one; Ctrl+O imports a page of text." in seat.text
        await seat.press("f2")
        assert "F6 begins one; F3 goes to the articles." in seat.text
        await seat.press("f4")
        assert "Open an article (F3, Enter):" in seat.text
        assert desk.records.is_empty
    assert not desk_path.exists()


async def test_the_mouse_takes_an_offer(desk):
    async with seated(desk) as seat:
        await seat.click("An empty campaign", times=2)
        await seat.comes("CampaignForm")


async def test_a_form_left_after_the_welcome_leaves_the_empty_desk(desk):
    async with seated(desk) as seat:
        await seat.press("enter")
        await seat.comes("CampaignForm")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert desk.records.is_empty


@pytest.mark.parametrize("put", [plan, written, lambda d: d.campaigns.new_empty("Mùa mưa", 2027)])
async def test_no_welcome_where_there_is_something(desk, put):
    put(desk)
    async with seated(desk) as seat:
        assert seat.top == "DeskScreen"


# ---------------------------------------------------------------- pages in


@pytest.fixture
def pages(tmp_path, page_bytes):
    """Three pages in a folder, and what is no page."""
    folder = tmp_path / "trang báo"
    folder.mkdir()
    for number in (1, 2, 3):
        page = page_bytes.replace("Tổ may số 7".encode(), f"Tổ may số {number}".encode())
        (folder / f"trang {number}.txt").write_bytes(page)
    (folder / "ảnh.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)))
    (folder / "rỗng.txt").write_bytes(b"")
    return folder


async def importing(seat, typed):
    await seat.press("ctrl+o")
    await seat.comes("OpenPageScreen")
    assert seat.focus == "files"
    await seat.paste(typed)
    await seat.press("enter")


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


PLAIN = "Phòng đọc mở cửa\nKiều Vũ\nSáng nay, phòng đọc mở cửa.\nAi cũng mượn được."


async def pasting(seat, text):
    await seat.press("ctrl+o")
    await seat.comes("OpenPageScreen")
    await seat.press("tab")
    await seat.paste(text)
    await seat.press("ctrl+s")
    await seat.comes("PlainTextScreen")


async def test_a_pasted_plain_text_is_shown_and_taken(desk):
    written(desk)
    async with seated(desk) as seat:
        await pasting(seat, PLAIN)
        for told in (
            "headline     Phòng đọc",
            "byline       Kiều",
            "lead         Sáng",
            "paragraph",
        ):
            assert told in seat.text
        assert len(desk.articles) == 1
        await seat.press("enter")
        await seat.until(lambda: seat.article, "the article")
        assert (seat.article.headline, seat.article.byline) == ("Phòng đọc mở cửa", "Kiều Vũ")
        assert seat.article.body == "Sáng nay, phòng đọc mở cửa.\n\nAi cũng mượn được."
        await seat.press("f2", "ctrl+z")
        assert len(desk.articles) == 1


async def test_what_a_plain_text_was_taken_for_is_corrected(desk):
    written(desk)
    async with seated(desk) as seat:
        await pasting(seat, f"{PLAIN}\nHết.")
        await seat.press("b", "t")  # the byline stood first
        assert "byline       Phòng" in seat.text
        await seat.press("down", "m")  # the last but one to the lead
        await seat.press("end", "o")
        assert "left out" in seat.text
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.article, "the article")
        assert (seat.article.headline, seat.article.byline) == ("Kiều Vũ", "Phòng đọc mở cửa")
        assert seat.article.body == "Sáng nay, phòng đọc mở cửa. Ai cũng mượn được."


async def test_lines_are_joined_or_not(desk):
    written(desk)
    async with seated(desk) as seat:
        await pasting(seat, "Một đoạn dài được\nngắt ở giữa câu.\n\nĐoạn sau.")
        joined = "Một đoạn dài được ngắt ở giữa câu."
        assert joined in seat.text
        await seat.press("w")
        assert "Each line is a paragraph." in seat.text
        assert joined not in seat.text
        await seat.press("w")
        assert joined in seat.text
        await seat.press("enter")
        await seat.until(lambda: seat.article, "the article")


async def test_corrections_of_a_plain_text_are_not_lost_unasked(desk):
    written(desk)
    async with seated(desk) as seat:
        await pasting(seat, PLAIN)
        await seat.press("b")
        for key in ("escape", "w"):
            await seat.press(key)
            await seat.comes("ConfirmLoss")
            await seat.press("escape")
            await seat.comes("PlainTextScreen")
        assert "byline       Phòng" in seat.text
        await seat.press("escape")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("OpenPageScreen")
        assert len(desk.articles) == 1


async def test_a_plain_text_is_shown_to_the_end_of_a_word(desk):
    written(desk)
    async with seated(desk) as seat:
        await pasting(seat, f"{PLAIN}\n" + "phòngđọcmởcửa " * 40)
        shown = [line for line in seat.text.split("\n") if "phòngđọcmở" in line]
        assert len(shown) == 3
        assert " …" in shown[-1]
        await seat.press("escape")
        assert all(word.strip("│ ") in ("", "paragraph", "phòngđọcmởcửa", "…")
                   for line in shown for word in line.split())  # fmt: skip


async def test_a_mail_shows_its_dateline_and_leaves_its_headers_out(desk):
    written(desk)
    async with seated(desk) as seat:
        mail = "From: a@b.vn\nSubject: Phòng đọc mở cửa\n\nHà Nội – Sáng nay, mở cửa.\n\nHết."
        await pasting(seat, mail)
        for told in (
            "headline     Phòng đọc mở cửa",
            "left out     From: a@b.vn",
            "dateline     Hà Nội –",
            "lead         Sáng nay, mở cửa.",
        ):
            assert told in seat.text
        await seat.press("enter")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.body == "Hà Nội – Sáng nay, mở cửa.\n\nHết."


async def test_a_plain_text_is_kept_whole_or_not_taken(desk):
    written(desk)
    async with seated(desk) as seat:
        await pasting(seat, "Chỉ một dòng.")
        await seat.press("escape")
        await seat.comes("OpenPageScreen")
        assert "the pasted text was not taken." in seat.text
        assert seat.field("paste").body == "Chỉ một dòng."
        await seat.press("ctrl+s")
        await seat.comes("PlainTextScreen")
        await seat.press("ctrl+k")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.needs_review
        assert "This text has no page layout" in seat.text


async def test_a_lone_paragraph_is_offered_only_what_it_is_not(desk):
    written(desk)
    async with seated(desk, size=WIDE) as seat:
        await pasting(seat, "Chỉ một dòng.")
        await seat.press("p")
        assert "p Paragraph" not in seat.text
        await seat.press("t")
        assert "p Paragraph" in seat.text
        assert "t Headline" not in seat.text
        await seat.press("ctrl+k")
        await seat.until(lambda: seat.article, "the article")


async def test_several_plain_texts_are_shown_one_by_one_or_all_taken(desk, pages):
    written(desk)
    for name in "abc":
        (pages / f"{name}.txt").write_text(f"{PLAIN}\n{name}")
    async with seated(desk) as seat:
        await importing(
            seat, f"'{pages}/a.txt' '{pages}/trang 1.txt' '{pages}/b.txt' '{pages}/c.txt'"
        )
        await seat.comes("PlainTextScreen")
        assert "How is a.txt to be read?" in seat.text
        await seat.press("enter")
        await seat.sees("How is b.txt to be read?")
        await seat.press("a")
        await seat.hears("4 pages imported.")
        assert [a for a in desk.articles if a.needs_review] == []


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


# ---------------------------------------------------------------- pages out


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


# ---------------------------------------------------------------- choosing


async def test_the_picker_narrows_in_one_burst_without_marks(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        for key in [*"apx", "backspace", *"proved", "enter"]:
            seat.send(key)
        await seat.comes("DeskScreen")
        found = (Status.TO_APPROVE, Status.APPROVED)
        await seat.until(lambda: desk.articles[article.id].status in found, "the status")


async def test_the_picker_finds_without_marks_by_label_and_hint(desk):
    for name in ("Mùa quà xa quê", "Đợt khám mắt", "Tháng an toàn"):
        desk.campaigns.new_empty(name, 2027)
    async with seated(desk) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("dot kham")
        assert "Đợt khám mắt" in seat.text
        assert seat.screen is not seat.app.screen
        rows = seat.on_top(Picker).rows.items
        assert [option.label for option in rows] == ["Đợt khám mắt"]
        await seat.type("zzz")
        await seat.sees("Nothing matches.")
        await seat.press("enter")
        assert seat.top == "Picker"  # nothing to take
        await seat.press("backspace", "backspace", "backspace", "enter")
        await seat.comes("DeskScreen")
        assert "Đợt khám mắt" in seat.lines[0]


@pytest.mark.parametrize("key", ["f6", "ctrl+t", "F", "ctrl+p", "alt+t"])
async def test_a_picker_left_with_words_that_matched_nothing_says_so(desk, key):
    plan(desk)
    written(desk)
    async with seated(desk) as seat:
        await seat.press("f3", key)
        await seat.until(
            lambda: seat.top in ("Picker", "StatusPicker", "MultiPicker", "ThemePicker"), "a list"
        )
        await seat.type("không xqz")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.hears("Nothing matched “không xqz”, so nothing was chosen.")


async def test_a_picker_says_that_enter_takes_the_line(desk):
    async with seated(desk) as seat:
        await seat.press("escape", "alt+t")
        await seat.comes("Picker")
        assert "F1 Help Esc Cancel Enter Choose" in seat.words
        await seat.click("Enter Choose")
        await seat.comes("DeskScreen")


async def test_the_picker_with_arrows_mouse_and_esc(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        rows = seat.on_top(Picker).rows
        assert rows.cursor_key == "to-approve"  # the step after the present one
        await seat.press("down", "up", "up", "pagedown", "pageup", "pageup", "down")
        assert rows.cursor_key == "assigned"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert desk.articles[article.id].status == Status.EDITING
        assert seat.focus == "body"
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        await seat.click("withdrawn", times=2)
        await seat.comes("DeskScreen")
        assert desk.articles[article.id].status == Status.WITHDRAWN


async def test_a_picker_in_a_small_window(desk):
    article = written(desk)
    async with seated(desk, size=(40, 10)) as seat:
        await seat.open(article)
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        assert "waiting for approval" in seat.text  # the one that is offered is in view
        await seat.press("end")
        await seat.press(*["down"] * 9)
        assert "cancelled" in seat.text


# ---------------------------------------------------------------- help, palette, theme


HELP_OF = {
    "f2": ("Tick", "Article", "Add", "Edit", "Attach", "Fold", "Move up"),
    "f3": ("Open", "New", "Filter", "Delete", "Status", "Delete the article"),
    "f4": ("Link / read", "Read", "Unlink", "Relation", "Cited by", "Map"),
}


@pytest.mark.parametrize("pane", HELP_OF)
async def test_help_lists_what_the_pane_can_do(desk, pane):
    plan(desk)
    article = desk.links.add(written(desk), desk.records.add(NewsItem(headline="Lớp học đêm")))
    async with seated(desk, size=(100, 160)) as seat:
        if pane == "f4":
            await seat.open(article)
        await seat.press(pane, "down")
        await seat.press("f1")
        await seat.comes("HelpScreen")
        for label in (*HELP_OF[pane], "Help", "Commands", "Quit", "Checklist", "Theme"):
            assert label in seat.text, label
        for other in HELP_OF:
            if other != pane:
                missing = [label for label in HELP_OF[other] if label not in seat.text]
                assert missing, other
        await seat.press("f1")
        await seat.comes("DeskScreen")


async def test_help_in_the_editor_and_in_dialogs(desk):
    article = written(desk)
    async with seated(desk, size=(100, 60)) as seat:
        await seat.open(article)
        await seat.press("f1")
        await seat.comes("HelpScreen")
        assert "$EDITOR" in seat.text
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == "body"
        for key, dialog in (("ctrl+o", "OpenPageScreen"), ("ctrl+e", "ExportScreen")):
            await seat.press(key)
            await seat.comes(dialog)
            await seat.press("f1")
            await seat.comes("HelpScreen")
            assert "Accept what the dialog says." in seat.words
            await seat.press("f1")
            await seat.comes(dialog)
            await seat.press("escape")
            await seat.comes("DeskScreen")


async def test_help_can_be_read_to_its_end_on_a_small_screen(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("f1")
        await seat.comes("HelpScreen")
        await seat.press("end")
        await seat.settle()
        scroll = seat.app.focused
        assert scroll.max_scroll_y > 0
        await seat.until(lambda: scroll.scroll_offset.y == scroll.max_scroll_y, "the end")
        assert scroll.region.bottom < seat.app.size.height  # none of it is below the screen
        assert "Esc Close" in seat.text


def known_in_vietnamese():
    i18n.use("vi")
    return i18n._("Checklist") != "Checklist"


@pytest.mark.parametrize("key", ["f1", "ctrl+p"])
async def test_nothing_is_left_untranslated(desk, key):
    if not known_in_vietnamese():
        pytest.skip("the Vietnamese catalogue is not compiled")
    plan(desk)
    article = written(desk)
    async with seated(desk, size=(140, 120)) as seat:
        await seat.open(article)
        for pane in ("f2", "f3", "f4"):
            await seat.press(pane, key)
            await seat.until(lambda: seat.top != "DeskScreen", "the dialog")
            await seat.settle()
            text = seat.words
            for command in REGISTRY.values():
                if i18n._(command.help) != command.help:
                    assert command.help not in text
            if key == "ctrl+p":
                await seat.type("viet bai moi")
                text = seat.words
            assert i18n._(REGISTRY["new-article"].label) in text
            await seat.press("escape")
            await seat.comes("DeskScreen")


async def test_the_palette_runs_a_command_of_another_pane(desk):
    plan(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3", "ctrl+p")
        await seat.comes("Picker")
        await seat.type("add a task\n")
        await seat.comes("TaskForm")
        await seat.type("Việc từ bảng lệnh\n")
        await seat.comes("DeskScreen")
        assert task(desk, "Việc từ bảng lệnh")


async def test_the_palette_brings_the_pane_to_the_front_on_a_narrow_screen(desk):
    plan(desk)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3", "ctrl+p")
        await seat.comes("Picker")
        await seat.type("show the tasks by day\n")
        await seat.settle()
        assert seat.focus == "tasks"
        assert seat.screen.checklist.has_class("active")


async def test_the_palette_zooms(desk):
    plan(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        await seat.type("zoom\n")
        await seat.comes("DeskScreen")
        assert seat.screen.has_class("single")


async def test_the_palette_left_does_nothing(desk):
    plan(desk)
    async with seated(desk) as seat:
        focus = seat.focus
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == focus
        assert len(desk.tasks) == 4


async def test_the_theme_that_is_chosen_is_remembered(desk):
    written(desk)
    chosen = Settings()
    async with seated(desk, chosen) as seat:
        assert seat.app.theme == "toasoan-dark"
        await seat.press("alt+t")
        await seat.comes("Picker")
        await seat.type("toasoan light\n")
        if seat.top == "Picker":
            await seat.press(*["backspace"] * 13)
            await seat.type("toasoan-light\n")
        await seat.comes("DeskScreen")
        assert seat.app.theme == "toasoan-light"
        seat.send("ctrl+q")
        await seat.ends()
    from tui import settings

    assert settings.load()[0].theme == "toasoan-light"
    async with seated(desk, settings.load()[0]) as seat:
        assert seat.app.theme == "toasoan-light"


async def test_a_theme_that_is_not_there_any_more(desk):
    written(desk)
    async with seated(desk, Settings(theme="gone")) as seat:
        assert seat.app.theme == "toasoan-dark"


# ---------------------------------------------------------------- campaigns


async def test_choose_another_campaign(desk):
    plan(desk)
    other = desk.campaigns.new_empty("Đợt khám mắt", 2027)
    async with seated(desk) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("mua qua\n")
        await seat.comes("DeskScreen")
        assert "Mùa quà xa quê" in seat.lines[0]
        assert "0/4 tasks" in seat.lines[0]
        assert seat.focus == "tasks"
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("kham mat\n")
        await seat.comes("DeskScreen")
        assert "Đợt khám mắt" in seat.lines[0]
        await seat.press("ctrl+n")
        await seat.until(lambda: seat.article, "an article")
        assert seat.article.campaign == other.id


async def test_a_new_campaign_from_the_picker_and_its_undo(desk):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("workers\n")
        await seat.comes("CampaignForm")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert "Tháng Công nhân 2027" in seat.lines[0]
        assert len(desk.campaigns) == 2
        await seat.press("ctrl+z")
        assert len(desk.campaigns) == 1
        assert len(desk.tasks) == 4


async def test_after_the_undo_of_a_new_campaign_the_one_before_is_shown(desk):
    plan(desk)
    desk.campaigns.new_empty("Đợt khám mắt", 2027)
    async with seated(desk) as seat:
        assert "Đợt khám mắt" in seat.lines[0] or "Mùa quà" in seat.lines[0]
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("kham mat\n")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+z")
        await seat.settle()
        assert len(desk.campaigns) == 1
        assert "Mùa quà xa quê" in seat.lines[0]


async def test_the_same_name_twice_is_refused(desk):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("an empty\n")
        await seat.comes("CampaignForm")
        await seat.type("mùa QUÀ  xa quê\n")
        assert "There is a campaign" in seat.text
        assert seat.top == "CampaignForm"
        assert len(desk.campaigns) == 1


async def test_delete_a_campaign_and_bring_it_back(desk):
    campaign = plan(desk)
    article = written(desk, campaign=campaign.id)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("delete\n")
        await seat.comes("ConfirmLoss")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert len(desk.campaigns) == 1
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("delete\n")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("DeskScreen")
        assert len(desk.campaigns) == len(desk.tasks) == 0
        assert desk.articles[article.id].campaign is None
        await seat.hears("Deleted: Mùa quà xa quê. Ctrl+Z brings it back.")
        assert "No campaign yet." in seat.text
        assert "tasks" not in seat.lines[0]
        await seat.press("ctrl+z")
        assert len(desk.campaigns) == 1
        assert len(desk.tasks) == 4
        assert desk.articles[article.id].campaign == campaign.id


async def test_a_campaign_brought_back_is_shown_again(desk):
    plan(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("delete\n")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+z")
        await seat.settle()
        assert "Mùa quà xa quê" in seat.lines[0]
        assert "Bài về bữa cơm ca" in seat.text


# ---------------------------------------------------------------- where one was


async def test_the_next_start_opens_where_the_editor_was(desk, clock):
    plan(desk)
    desk.campaigns.new_empty("Đợt khám mắt", 2027)
    article = written(desk)
    clock.wait()
    written(desk, "Bài khác")
    chosen = Settings()
    async with seated(desk, chosen) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("mua qua\n")
        await seat.comes("DeskScreen")
        await seat.open(article)
        await seat.press("down", "right")
        cursor = seat.app.desk_screen.place.cursor
        seat.send("ctrl+q")
        await seat.ends()
    assert cursor > (0, 0)
    async with seated(desk, chosen) as seat:
        assert seat.article.id == article.id
        assert seat.focus == "body"
        assert seat.app.desk_screen.place.cursor == cursor
        assert "Mùa quà xa quê" in seat.lines[0]


async def test_a_list_has_whole_beginnings_first(desk):
    from tui.dialogs.picker import Option, Picker

    labels = ("báo và đài", "dải áo", "áo dài", "sao đài")
    async with seated(desk) as seat:
        seat.app.push_screen(Picker("Nào?", [Option(label, label) for label in labels]))
        await seat.comes("Picker")
        await seat.type("ao dai")
        shown = [option.key for option in seat.on_top(Picker).rows.items]
        assert shown == ["áo dài", "dải áo", "báo và đài", "sao đài"]
        await seat.press("escape")


# ---------------------------------------------------------------- fields of a form


async def editing_a_task(seat):
    await seat.press("f2", "home", "down")
    await seat.press("e")
    await seat.comes("TaskForm")


async def test_up_and_down_go_from_field_to_field(desk):
    plan(desk)
    async with seated(desk) as seat:
        await editing_a_task(seat)
        assert seat.focus == "task-title"
        seen = []
        for _ in range(3):
            await seat.press("down")
            seen.append(seat.focus)
        assert len({*seen, "task-title"}) == 4
        for name in (*reversed(seen[:-1]), "task-title"):
            await seat.press("up")
            assert seat.focus == name
        await seat.press("up")
        assert seat.focus == "task-title"
        await seat.press("escape")


async def test_up_and_down_go_through_the_head_of_an_article(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("headline").focus()
        for name in ("byline", "status", "body"):
            await seat.press("down")
            assert seat.focus == name
        seat.field("due").focus()
        await seat.press("down")
        assert seat.focus == "campaign"
        await seat.press("up", "up")
        assert seat.focus == "headline"


async def test_a_day_that_is_typed_replaces_the_one_that_was_there(desk):
    plan(desk)
    async with seated(desk) as seat:
        await editing_a_task(seat)
        seat.field("task-due").focus()
        await seat.settle()
        assert seat.field("task-due").text
        await seat.type("mai")
        assert seat.field("task-due").text == "mai"
        await seat.press("escape", "right", "enter")


async def test_an_error_stands_once_below_its_field_when_that_is_left(desk):
    plan(desk)
    wrong = "31.2 is not a day of the calendar"
    async with seated(desk) as seat:
        await editing_a_task(seat)
        seat.field("task-due").focus()
        await seat.type("31.2")
        assert wrong not in seat.text  # half a date, perhaps
        await seat.press("down")
        assert seat.words.count(wrong) == 1, seat.text
        await seat.press("ctrl+s")
        assert seat.top == "TaskForm"
        assert seat.focus == "task-due"
        assert seat.words.count(wrong) == 1, seat.text
        await seat.type("x")
        assert wrong not in seat.text
        await seat.press("escape", "right", "enter")
