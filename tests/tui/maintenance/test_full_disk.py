"""On a full disk the text stays."""

from __future__ import annotations

from store import open_desk
from tests.tui.helpers import plan, seated, task, written
from tui.commands import REGISTRY

from .hands import stock, type_in_body


async def test_on_a_full_disk_the_text_stays_and_is_saved_later(
    desk, desk_path, full_disk, monkeypatch
):
    monkeypatch.setattr("tui.panes.autosave.AUTOSAVE_SECONDS", 0.05)
    monkeypatch.setattr("tui.panes.autosave.RETRY_SECONDS", 0.1)
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        full_disk.begins()
        await type_in_body(seat, " Câu chưa lưu.")
        await seat.sees("NOT SAVED: No space left on device")
        await type_in_body(seat, " Thêm nữa.")
        tries = full_disk.tries
        await seat.until(lambda: full_disk.tries > tries + 1, "saving will be tried again")
        assert "NOT SAVED" in seat.lines[0]
        assert seat.body.body.endswith("Câu chưa lưu. Thêm nữa.")
        assert desk.articles[article.id].body == article.body
        with open_desk(desk_path, read_only=True) as other:
            assert other.articles[article.id].body == article.body
        full_disk.ends()
        await seat.until(lambda: "saved 09:00:00" in seat.lines[0], "the save")
        assert "NOT SAVED" not in seat.lines[0]
        assert desk.articles[article.id].body.endswith("Câu chưa lưu. Thêm nữa.")
        with open_desk(desk_path, read_only=True) as other:
            assert other.articles[article.id].body.endswith("Câu chưa lưu. Thêm nữa.")


async def test_on_a_full_disk_a_copy_elsewhere_holds_what_is_not_saved(
    desk, full_disk, tmp_path, clock
):
    article = written(desk)
    plan(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        full_disk.begins()
        await type_in_body(seat, " Câu chưa lưu.")
        seat.field("byline").focus()
        await seat.press("end")
        await seat.type(" và Lê Thu")
        await seat.press(REGISTRY["save-copy"].key)
        await seat.comes("SaveCopyScreen")
        assert "What could not be saved is in the copy" in seat.words
        (tmp_path / "thẻ nhớ").mkdir()
        await seat.press("ctrl+u")
        await seat.paste(str(tmp_path / "thẻ nhớ" / "bản sao.json"))
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.hears("Written: ")
        assert "NOT SAVED" in seat.lines[0]  # the copy is a copy
        with open_desk(tmp_path / "thẻ nhớ" / "bản sao.json", clock=clock) as copy:
            kept = copy.articles[article.id]
            assert kept.body == article.body + " Câu chưa lưu."
            assert kept.byline == "Minh Hà và Lê Thu"
            assert len(copy.tasks) == len(desk.tasks) == 4
            full_disk.ends()
            copy.records.change(kept, headline="Viết tiếp được")
        assert seat.screen.drafts.save()


async def test_leaving_with_a_full_disk_is_asked_about(desk, full_disk, tmp_path):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        full_disk.begins()
        await type_in_body(seat, " Câu chưa lưu.")
        for keys in (["enter"], ["down", "escape"], ["down", "down", *"bỏ", "enter"]):
            await seat.press("ctrl+q")
            await seat.comes("ConfirmLoss")
            assert "The last lines are not saved" in seat.text
            await seat.press(*keys)
            await seat.comes("DeskScreen")
        await seat.press("ctrl+q")
        await seat.comes("ConfirmLoss")
        await seat.press("down", "enter")
        await seat.comes("SaveCopyScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")  # no copy, so nobody leaves
        assert seat.body.body.endswith("Câu chưa lưu.")
        await seat.press("ctrl+q")
        await seat.comes("ConfirmLoss")
        await seat.press("down", "enter")
        await seat.comes("SaveCopyScreen")
        await seat.press("ctrl+u")
        await seat.paste(str(tmp_path / "sao.json"))
        seat.send("\n")
        await seat.ends()
    assert stock(tmp_path / "sao.json")[article.headline]["body"].endswith("Câu chưa lưu.")
    full_disk.ends()


async def test_leaving_without_the_last_lines(desk, full_disk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        full_disk.begins()
        await type_in_body(seat, " Bỏ.")
        await seat.press("ctrl+q")
        await seat.comes("ConfirmLoss")
        await seat.press("up")
        seat.send("\n")
        await seat.ends()
    full_disk.ends()
    assert desk.articles[article.id] == article


async def test_other_changes_are_refused_with_the_reason(desk, full_disk):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("f2", "down")
        full_disk.begins()
        await seat.press("space")
        await seat.hears("No space left on device")
        assert task(desk, "Gặp ban tổ chức").done is None
        full_disk.ends()
        await seat.press("space")
        assert task(desk, "Gặp ban tổ chức").done
