"""Conflicts with another program are compared and settled."""

from __future__ import annotations

import pytest

from store.bookkeeping import Conflict
from tests.tui.helpers import NARROW, WIDE, plan, seated, task, written

from .hands import conflict, deleted, difference, get_back, notice, part, rows

TEXT = "Câu đầu của bài.\n\nCâu giữa nói về bữa ăn ca.\n\nCâu cuối."


async def test_the_difference_of_a_conflict_is_shown(desk):
    article = written(desk, body=TEXT, signoff="")
    plan(desk)
    conflict(
        desk,
        article,
        body=TEXT.replace("bữa ăn ca", "bữa cơm ca"),
        status="approved",
        channels=["loa", "báo"],
    )
    conflict(desk, task(desk, "Gặp ban tổ chức"), due="2027-05-12", notes="gọi trước")
    async with seated(desk, size=WIDE) as seat:
        await get_back(seat)
        assert "Both have changed it." in seat.text
        assert "(their file: desk.json.outside-1)" in seat.text
        text = difference(seat)
        assert "Câu giữa nói về bữa" in text
        assert "ăncơm ca" in text
        assert "Status: being" in text
        assert "approved" in text
        assert "Channels: loa; báo" in text
        await seat.press("m", "m")
        await seat.sees("[-ăn-]", "{+cơm+}")
        await seat.press("down")
        await seat.sees("Notes: gọi trước")
        assert "Due: [-10.4.2027-]{+12.5.2027+}" in seat.text


async def test_two_columns_where_there_is_room(desk):
    conflict(desk, written(desk), body="Họ viết khác hẳn.")
    async with seated(desk, size=WIDE) as seat:
        await get_back(seat)
        await seat.press("m")
        await seat.sees("ours, on the desk", "theirs", " │ ")
    async with seated(desk, size=NARROW) as seat:
        await get_back(seat)
        await seat.press("m")
        await seat.sees("[-")


@pytest.mark.parametrize("key", ["t", "o"])
async def test_a_conflict_is_settled_with_a_key(desk, key):
    article = written(desk)
    conflict(desk, article, body="Họ viết.")
    async with seated(desk) as seat:
        assert "1 conflict" in seat.lines[0]
        await get_back(seat)
        await seat.press(key)
        assert not len(desk.file.conflicts)
        assert desk.articles[article.id].body == ("Họ viết." if key == "t" else article.body)
        told = "Theirs taken." if key == "t" else "Ours kept."
        assert seat.notices[-1] == f"{told} Ctrl+Z takes it back."
        assert "No conflicts." in seat.text
        await seat.press("ctrl+z")
        assert len(desk.file.conflicts) == 1
        assert desk.articles[article.id].body == article.body
        await seat.sees("Thợ hàn nhận kính mới")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert "1 conflict" in seat.lines[0]


async def test_an_article_of_a_conflict_that_has_been_deleted_since(desk):
    article = written(desk)
    written(desk, "Bài ở lại")
    conflict(desk, article, headline="Tít của họ", body="Họ viết.")
    desk.articles.remove(article)
    async with seated(desk) as seat:
        await get_back(seat)
        assert "It has been deleted here since" in seat.text
        assert "Tít của họ" in difference(seat)
        await seat.press("t")
        assert desk.articles[article.id].body == "Họ viết."


async def test_what_is_missing_in_their_file(desk):
    first, second = written(desk), written(desk, "Bài thứ hai")
    desk.records.add(Conflict(table="articles", missing=(first.id, second.id)))
    async with seated(desk) as seat:
        await get_back(seat)
        assert "2 are missing in their file" in seat.text
        assert {"Thợ hàn nhận kính mới", "Bài thứ hai"} <= set(difference(seat).split("\n"))
        await seat.press("t")
        await seat.comes("ConfirmLoss")
        assert "Delete these 2 here too? They go to the bin." in seat.text
        await seat.press("y", "enter")
        await seat.comes("RecoveryScreen")
        assert len(desk.articles) == 2
        await seat.press("t")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("RecoveryScreen")
        await seat.settle()
        assert not len(desk.articles)
        assert "2 Bin (1)" in seat.text
        await seat.press("ctrl+z")
        assert len(desk.articles) == 2
        await seat.press("o")
        assert len(desk.articles) == 2
        assert not len(desk.file.conflicts)


async def test_all_conflicts_settled_with_ours_as_one_change(desk):
    for number in range(8):
        conflict(desk, written(desk, f"Bài {number}"), body="Họ viết.")
    async with seated(desk) as seat:
        await get_back(seat)
        assert len(rows(seat).items) == 8
        assert rows(seat).size.height == 6  # the difference keeps its room
        await seat.press("end")
        assert "Bài 7" in seat.text
        await seat.press("a")
        await seat.comes("Confirm")
        assert "Keep ours in all 8 conflicts?" in seat.text
        await seat.press("y")
        await seat.comes("RecoveryScreen")
        await seat.settle()
        assert not len(desk.file.conflicts)
        assert seat.notices[-1] == "8 conflicts settled. Ctrl+Z takes them back."
        await seat.press("ctrl+z")
        assert len(desk.file.conflicts) == 8


async def test_theirs_that_is_no_record_is_refused_with_a_sentence(desk):
    conflict(desk, written(desk), status="no such status", due=[{"x": 1}], links=7)
    async with seated(desk) as seat:
        await get_back(seat)
        await seat.sees("no such status")
        await seat.press("t")
        assert "something that is not a valid record" in notice(seat)
        assert len(desk.file.conflicts) == 1


async def test_a_long_difference_is_read_on_with_space(desk):
    body = "\n\n".join(f"Đoạn {n}." for n in range(60))
    conflict(desk, written(desk, body=body), body=body.replace(".", " khác hẳn."))
    async with seated(desk) as seat:
        await get_back(seat)
        view = part(seat, "conflicts").difference
        assert view.scroll_offset.y == 0
        await seat.press("space")
        assert view.scroll_offset.y > 0
        assert seat.app.focused is rows(seat)
        await seat.press("u", "u")


async def test_conflicts_come_while_the_dialog_is_open(desk):
    article = written(desk)
    deleted(desk, "Khác")
    async with seated(desk) as seat:
        await get_back(seat)
        conflict(desk, article, body="Họ viết.")
        await seat.sees("3 Conflicts (1)")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        conflict(desk, article, body="Họ viết nữa.")  # nobody listens there any more
        await seat.settle()
        assert "2 conflicts" in seat.lines[0]
