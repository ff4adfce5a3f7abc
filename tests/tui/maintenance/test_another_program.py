"""What another program wrote is shown, and what is being typed stays."""

from __future__ import annotations

from tinydb import TinyDB

from store import open_desk
from tests.tui.helpers import WIDE, plan, seated, written
from tui.commands import REGISTRY

from .hands import edit_outside, look, stock, type_in_body

THEIRS = "Câu của chương trình khác."


async def test_what_another_program_wrote_is_shown(desk, desk_path):
    article, other = written(desk), written(desk, "Bài kia")
    desk.file.checkpoint()
    async with seated(desk) as seat:
        edit_outside(desk_path, "Bài kia", headline="Tít họ đặt")
        await look(seat)
        assert desk.articles[other.id].headline == "Bài kia"  # they may still be writing
        await look(seat, 2)
        await seat.sees("Tít họ đặt")
        await seat.hears("Another program has changed the desk file: 1 entries taken over.")
        assert "conflict" not in seat.lines[0]
        assert desk.articles[article.id] == article


async def test_the_open_article_shows_what_another_program_wrote(desk, desk_path):
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk, size=WIDE) as seat:
        await seat.open(article)
        edit_outside(
            desk_path, article.headline, body=f"{article.body}\n\n{THEIRS}", byline="Tác giả họ ghi"
        )
        await look(seat, 3)
        assert seat.body.body.endswith(THEIRS)
        assert seat.field("byline").text == "Tác giả họ ghi"
        assert seat.screen.status.unsaved is None
        await type_in_body(seat, " Thêm.")
        assert seat.screen.drafts.save()
        assert desk.articles[article.id].body.endswith(f"{THEIRS} Thêm.")


async def test_what_is_being_typed_stays_whatever_another_program_wrote(desk, desk_path):
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        await seat.open(article)
        edit_outside(desk_path, article.headline, body=THEIRS, byline="Tác giả họ ghi")
        await type_in_body(seat, " Đang gõ.")
        assert seat.screen.status.unsaved == ""
        await look(seat, 3)
        assert seat.body.body.endswith("Đang gõ.")
        assert seat.field("byline").text == "Tác giả họ ghi"  # nothing was typed there
        assert seat.screen.drafts.save()
        await seat.settle()
        assert desk.articles[article.id].body.endswith("Đang gõ.")
        history = desk.revisions.of(article)
        texts = [history.state(place).body for place in range(len(history.revisions))]
        assert THEIRS in texts


async def test_a_conflict_is_counted_in_the_top_line(desk, desk_path):
    plan(desk)
    article = written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        await seat.open(article)
        edit_outside(desk_path, article.headline, body=THEIRS)
        await type_in_body(seat, " Của ta.")
        assert seat.screen.drafts.save()
        await look(seat, 3)
        assert "1 overdue · 1 conflict" in seat.lines[0]
        await seat.hears("in a way that conflicts with yours (1 entries)")
        assert seat.body.body.endswith("Của ta.")
        await seat.press(REGISTRY["get-back"].key)
        await seat.comes("RecoveryScreen")
        await seat.press("end", "t", "escape")
        await seat.comes("DeskScreen")
        assert seat.body.body == THEIRS
        assert "conflict" not in seat.lines[0]
    with open_desk(desk_path, read_only=True) as after:
        assert not len(after.file.conflicts)


async def test_a_conflict_of_the_start_is_counted_and_told(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        article = written(desk)
        desk.file.checkpoint()
        data = desk_path.read_bytes()
        desk.records.change(article, body="Của ta.")
        desk_path.write_bytes(data.replace(b"Minh H", b"Minh X"))
    with open_desk(desk_path, clock=clock) as desk:
        assert len(desk.file.conflicts) == 1
        async with seated(desk) as seat:
            assert "toasoan  1 conflict" in seat.lines[0]


async def test_what_was_deleted_outside_stays_and_is_asked_about(desk, desk_path):
    written(desk)
    other = written(desk, "Bài kia")
    desk.file.checkpoint()
    async with seated(desk) as seat:
        with TinyDB(desk_path, encoding="utf-8") as database:
            database.table("articles").remove(lambda a: a["headline"] == "Bài kia")
        await look(seat, 3)
        assert other.id in desk.articles
        assert "1 conflict" in seat.lines[0]
        await look(seat, 3)
        assert len(desk.file.conflicts) == 1  # asked once


async def test_a_full_disk_puts_off_what_another_program_wrote(desk, desk_path, full_disk):
    written(desk)
    desk.file.checkpoint()
    async with seated(desk) as seat:
        edit_outside(desk_path, "Thợ hàn nhận kính mới", headline="Tít họ đặt")
        full_disk.begins()
        await look(seat, 6)
        assert "Tít họ đặt" not in seat.text
        refusals = [n for n in seat.notices if "No space left" in n]
        assert len(refusals) == 1  # told once, not every second
        full_disk.ends()
        await look(seat, 3)
        await seat.sees("Tít họ đặt")
        desk.file.checkpoint()
        assert "Tít họ đặt" in stock(desk_path)
