"""Where it cannot be saved: the reason is told and the text stays."""

from tests.tui.helpers import WIDE, seated, written


async def test_a_full_disk_is_told_the_text_stays_and_saving_goes_on(
    desk, article, disk, quick_saves
):
    async with seated(desk) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("Đừng mất. ")
        await seat.sees("NOT SAVED")
        assert seat.body.body == "Đừng mất. " + article.body
        assert desk.articles[article.id] == article
        await seat.type("Vẫn gõ. ")
        assert seat.body.body == "Đừng mất. Vẫn gõ. " + article.body
        disk.full = False
        await seat.until(lambda: "Vẫn gõ." in desk.articles[article.id].body, "the save")
        await seat.sees("saved 09:00:00")
        assert "NOT SAVED" not in seat.text


async def test_the_reason_is_readable_at_80_columns(desk, article, disk, monkeypatch, tmp_path):
    far = tmp_path / "home" / "lan" / ".local" / "share" / "toasoan"
    far.mkdir(parents=True)
    monkeypatch.setattr(desk.records.store.storage, "path", far / "desk.json")
    async with seated(desk) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("A")
        await seat.press("ctrl+s")
        assert "NOT SAVED" in seat.lines[0]
        assert "No space left" in seat.lines[0]


async def test_the_reason_is_readable_in_a_wide_window(desk, article, disk, quick_saves):
    async with seated(desk, size=(200, 30)) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("A")
        await seat.sees("No space left on device")


async def test_the_app_asks_before_it_ends_while_text_is_not_saved(desk, article, disk):
    async with seated(desk) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("A")
        await seat.press("ctrl+q")
        await seat.sees("The last lines are not saved")
        await seat.press("escape")
        assert not seat.app._exit
        assert "NOT SAVED" in seat.lines[0]
        disk.full = False
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "A" + article.body
        assert "NOT SAVED" not in seat.text


async def test_leaving_an_article_that_cannot_be_saved_loses_nothing(desk, article, disk, clock):
    clock.wait()
    other = written(desk, "Bài khác")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        disk.full = True
        await seat.type("Đừng mất. ")
        await seat.press("escape")
        await seat.settle()
        rows = seat.screen.drafts.list.rows
        rows.move_to([row.id for row in rows.items].index(other.id))
        await seat.press("enter")
        await seat.settle()
        disk.full = False
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "Đừng mất. " + article.body


async def test_an_article_deleted_elsewhere_while_text_is_unsaved(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Đừng mất. ")
        desk.articles.remove(article)
        await seat.settle()
        await seat.press("ctrl+s")
        bodies = [a.body for a in desk.articles]
        assert bodies == ["Đừng mất. " + article.body]
