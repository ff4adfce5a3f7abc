"""The entries of a list: added, renamed, moved, deleted."""

from __future__ import annotations

from datetime import date

import pytest

from store.campaign_records import Abbreviation, Day, Goal, Named, Quota
from store.channels import Channel
from tests.tui.helpers import seated
from tui.screens.campaign.lists import ListsScreen

from .hands import enter, form


class TestEntries:
    async def test_add(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("a")
            await form(seat, "nữ công")
            await seat.comes("ListsScreen")
            assert now().topics == ("thi đua", "cứu trợ", "nữ công")
            assert seat.on_top(ListsScreen)._entries.cursor_key == "nữ công"
            await seat.press("ctrl+z")
            assert now().topics == ("thi đua", "cứu trợ")

    async def test_rename_goes_to_tasks_and_articles(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("enter")
            await form(seat, "thi đua, khen thưởng")
            await seat.comes("ListsScreen")
            (article,) = desk.articles
            assert article.topics == ("thi đua, khen thưởng",)
            await seat.press("ctrl+z")
            (article,) = desk.articles
            assert article.topics == ("thi đua",)
            assert now().topics[0] == "thi đua"

    async def test_the_same_name_twice_stays_in_the_form(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("a")
            await form(seat, "Thi Đua")
            await seat.sees("“Thi Đua” is in the list already")
            assert seat.top == "FieldForm"
            seat.entry.text = ""
            await seat.press("enter")
            assert "An entry needs a name." in seat.words
            await seat.press("escape")
            await seat.comes("ListsScreen")
            assert now().topics == lotus.topics

    async def test_typed_text_is_not_lost_by_esc(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("a")
            await seat.comes("FieldForm")
            await seat.type("nữ")
            await seat.press("escape")
            await seat.comes("ConfirmLoss")
            await seat.press("n", "enter")
            await seat.comes("FieldForm")

    async def test_move(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("J")
            assert now().topics == ("cứu trợ", "thi đua")
            await seat.press("K")
            assert now().topics == ("thi đua", "cứu trợ")
            assert seat.on_top(ListsScreen)._entries.cursor_key == "thi đua"

    async def test_delete_what_is_used_asks(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("d")
            await seat.comes("Confirm")
            assert "“thi đua” is taken off 1 task, 1 article; nothing else goes." in seat.words
            await seat.press("n")
            await seat.comes("ListsScreen")
            assert now().topics == lotus.topics
            await seat.press("d")
            await seat.comes("Confirm")
            await seat.press("y")
            await seat.comes("ListsScreen")
            await seat.hears("Deleted: thi đua. Ctrl+Z brings it back.")
            (article,) = desk.articles
            assert article.topics == ()
            await seat.press("ctrl+z")
            (article,) = desk.articles
            assert article.topics == ("thi đua",)

    async def test_delete_what_nobody_uses_does_not_ask(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("down", "d")
            assert seat.top == "ListsScreen"
            assert now().topics == ("thi đua",)

    async def test_delete_a_phase_says_where_its_tasks_go(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "phases")
            await seat.press("down", "d")
            await seat.comes("Confirm")
            assert "“làm” has 1 task, which would go to “chuẩn bị”. Delete it?" in seat.words
            await seat.press("y")
            await seat.comes("ListsScreen")
            assert {task.phase for task in desk.tasks} == {"chuẩn bị"}

    @pytest.mark.parametrize(
        ("name", "fills", "made"),
        [
            ("goals", ("G3", "Nhanh hơn"), Goal("G3", "Nhanh hơn")),
            ("channels", ("Zalo", "mạng xã hội"), Channel("Zalo", "mạng xã hội")),
            ("audiences", ("người lao động", "trong"), Named("người lao động", "trong")),
            (
                "peaks",
                ("Tuần lễ", "3 days before 1.5", "+40d"),
                Day(name="Tuần lễ", start=date(2027, 4, 28), end=date(2027, 5, 30)),
            ),
            ("abbreviations", ("CĐ", "công đoàn"), Abbreviation("CĐ", "công đoàn")),
            ("milestones", ("Hội nghị", "18.5"), Day(name="Hội nghị", start=date(2027, 5, 18))),
        ],
    )
    async def test_a_form_for_each_kind(self, desk, lotus, now, name, fills, made):
        async with seated(desk) as seat:
            await enter(seat, name)
            await seat.press("a")
            await form(seat, *fills)
            await seat.comes("ListsScreen")
            assert getattr(now(), name)[-1] == made

    async def test_a_quota_says_what_it_counts(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "quotas")
            await seat.press("a")
            await form(seat, "bài đăng", None, None, "3")
            assert "Name the channels" in seat.words
            await seat.press("shift+tab", "shift+tab", "enter")
            await seat.comes("FieldForm")
            assert "answers to negative news" in seat.text
            await seat.press("tab", "tab", "tab")
            await seat.type("24")
            await seat.press("ctrl+s")
            await seat.comes("ListsScreen")
            made = Quota(name="bài đăng", what="rumours", at_least=3, at_most=24, per="ngày")
            assert now().quotas[-1] == made

    async def test_a_day_is_echoed_and_takes_along_what_hangs(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat, "peaks")
            await seat.press("enter")
            await seat.comes("FieldForm")
            await seat.press("tab")
            seat.entry.text = ""
            await seat.type("17.5")
            assert "Monday 17.5.2027" in seat.text
            await seat.press("tab")
            seat.entry.text = ""
            await seat.type("16.5")
            await seat.press("ctrl+s")
            assert "“Tuần áo dài” would end before it starts" in seat.words
            await seat.press("backspace", "backspace", "backspace", "backspace", "ctrl+s")
            await seat.comes("ListsScreen")
            due = {task.title: task.due for task in desk.tasks}
            assert due["Viết bài về tổ may"] == date(2027, 5, 14)
            await seat.press("ctrl+z")
            due = {task.title: task.due for task in desk.tasks}
            assert due["Viết bài về tổ may"] == date(2027, 5, 7)

    @pytest.mark.parametrize(
        ("name", "fills", "said"),
        [
            ("peaks", ("x", "32.5"), "32.5 is not a day of the calendar"),
            ("peaks", ("x", "3 ngày trước Tết"), "“Tết” has no day yet; type another."),
            (
                "quotas",
                ("x", None, None, "bốn"),
                "“bốn” is not a whole number; type one such as 4.",
            ),
            ("quotas", ("x",), "“x” needs a number"),
            ("quotas", ("",), "An entry needs a name."),
            ("abbreviations", ("TCN",), "“TCN” needs the words that are said"),
            ("goals", ("G9",), "The goal G9 needs a few words."),
        ],
    )
    async def test_what_is_wrong_is_said_in_the_form(self, desk, lotus, now, name, fills, said):
        async with seated(desk) as seat:
            await enter(seat, name)
            await seat.press("a")
            await form(seat, *fills)
            assert said in seat.words
            assert seat.top == "FieldForm"
            assert now() == lotus
