"""The gaps: what is missing where, and an article from each."""

from datetime import date

import pytest

from store import Task
from store.campaign_records import Unit
from store.channels import Channel
from store.records import Status
from tests.tui.helpers import GRASS, NARROW, SIZES, WIDE, choose, piece, put_campaign, seated, task

from .hands import matrix, row_of


async def test_esc_goes_from_the_gaps_to_the_cells_and_from_an_article_to_the_gaps(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "o", "down", "enter")
        await choose(seat, "new article")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        await seat.press("escape")
        await seat.comes("MatrixScreen")
        assert seat.focus == "gaps"
        assert "6 gaps" in seat.text
        await seat.press("escape")
        assert seat.focus == "cells"
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_a_gap_by_goal_tells_the_goal(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "r", "r", "o")
        assert "G1 Cho thấy điều mới × loa" in seat.text
        await seat.press("enter")
        await choose(seat, "new task")
        await seat.comes("MatrixScreen")
        assert [one.goals for one in desk.tasks if one.goals] == [("G1",)]


@SIZES
async def test_the_gaps(desk, covered, size):
    async with seated(desk, size=size) as seat:
        await matrix(seat, "o")
        assert seat.focus == "gaps"
        lines = [line for line in seat.lines if " × " in line and "▲" in line]
        assert len(lines) == 8
        assert "7 gaps · 8 not out · 0 overdue" in seat.text
        # The task of Friday makes its row the first; nothing is planned for the others.
        assert lines[0].strip("│ ").split("  ")[0] == "3 days left"
        assert [line.count("▲") for line in lines] == [2, 2, 1, 1, 1, 1, 1, 1]
        assert "· nữ công × loa" in lines[0]
        assert "○ nữ công × báo in" in lines[2]
        assert lines[4].strip("│ ").startswith("– ")
        assert "Enter makes what is missing, tagged already." in seat.text
        await seat.press("j", "enter")
        await seat.comes("Picker")
        assert "nữ công × bảng tin" in seat.text
        await choose(seat, "new task")
        await seat.comes("MatrixScreen")
        assert task(desk, "nữ công: bảng tin").channels == ("bảng tin",)
        assert seat.focus == "gaps"
        assert "6 gaps" in seat.text
        lines = [line for line in seat.lines if " × " in line and "▲" in line]
        assert len(lines) == 8
        assert any("○ nữ công × bảng tin" in line for line in lines)
        await seat.press("o")
        assert seat.focus == "cells"
        assert row_of(seat, "nữ công") == ["○", "·", "·", "○"]


async def test_an_article_from_a_gap(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "o", "enter")
        await choose(seat, "new article")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert (seat.article.topics, seat.article.channels) == (("nữ công",), ("loa",))


async def test_a_gap_that_would_bring_the_row_in_sync(desk, covered):
    done = task(desk, "Hỏi chị em tổ may")
    desk.ledger.posted(done, "báo in")
    desk.tasks.add(
        Task(campaign=covered.id, title="Trễ", due=date(2027, 4, 18), topics=("nữ công",))
    )
    async with seated(desk) as seat:
        await matrix(seat, "o")
        lines = [line for line in seat.lines if "▲" in line]
        assert [line.count("▲") for line in lines[:3]] == [3, 3, 1]
        assert not any("overdue" in line for line in lines), "that task is for no cell of these"


async def test_gaps_under_filters_and_other_axes(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "o", "s", "s")
        assert "An toàn · in sync 0/3 · 11 gaps" in seat.text
        assert len([line for line in seat.lines if "▲" in line]) == 12
        await seat.press("r", "c")
        assert "Đại hội CĐCS × đoàn viên" in seat.text
        await seat.press("o")
        assert row_of(seat, "Đại hội CĐCS") == ["[·]", "·"]


async def test_what_is_ready_for_a_gap_is_opened(desk):
    covered = put_campaign(desk, topics=("thi đua",), channels=(Channel("loa", GRASS),))
    ready = piece(desk, covered, status=Status.APPROVED, topics=("thi đua",), channels=("loa",))
    async with seated(desk) as seat:
        await matrix(seat, "o")
        assert "● thi đua × loa" in seat.text
        assert "Enter opens what is ready to go out." in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.id == ready.id


async def test_no_gaps(desk):
    covered = put_campaign(desk, topics=("thi đua",), channels=(Channel("loa", GRASS),))
    tags = {"topics": ("thi đua",), "channels": ("loa",)}
    piece(desk, covered, status=Status.EXPORTED, **tags)
    async with seated(desk) as seat:
        await matrix(seat, "o", "enter")
        assert "No gaps." in seat.text
        assert seat.top == "MatrixScreen"


async def test_without_days_a_gap_has_none(desk):
    put_campaign(desk, end=None)
    async with seated(desk) as seat:
        await matrix(seat, "o")
        assert "│ –  " in seat.line("▲")


LONG_UNIT = "Công đoàn cơ sở Công ty trách nhiệm hữu hạn May mặc Lụa Mây Ứng Hòa"


@pytest.mark.parametrize(("size", "shown"), [(NARROW, "… × {} "), (WIDE, f"{LONG_UNIT} × {{}} ")])
async def test_of_a_gap_the_column_is_never_cut(desk, size, shown):
    put_campaign(desk, units=(Unit(name=LONG_UNIT, level=""),))
    async with seated(desk, size=size) as seat:
        await matrix(seat, "r", "r", "r", "o")
        for column in ("báo in", "báo điện tử", "loa", "bảng tin"):
            assert shown.format(column) in seat.text
