"""A pasted text that is no page is shown as it was divided, corrected and taken."""

from tests.tui.helpers import WIDE, seated, written

from .hands import importing

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
