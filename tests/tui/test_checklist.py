"""The checklist: ticked, folded, moved, edited, tied to articles; with keys and mouse."""

from datetime import date, time

import msgspec
import pytest

from store import Task
from tests.tui.agenda.hands import to
from tests.tui.helpers import NARROW, WIDE, plan, seated, task, written
from tui.settings import Settings

RAW = [
    "▾ tham mưu",
    "Gặp ban tổ chức",
    "▾ kế hoạch",
    "▾ triển khai",
    "Bài về bữa cơm ca",
    "Ảnh trao mũ bảo hộ",
    "Bản tin loa xưởng tàu",
    "▾ tổng kết",
]
"""The rows of `plan`, top down."""


def by_phase(desk, size=NARROW):
    """Open the app as one has it who likes the phases."""
    return seated(desk, Settings(checklist_view="phases"), size)


@pytest.fixture
def planned(desk):
    plan(desk)
    return desk


async def test_shows_phases_tasks_days_and_progress(planned):
    async with by_phase(planned) as seat:
        assert seat.focus == "tasks"  # a desk with a plan and no article opens there
        places = [seat.place(text)[1] for text in RAW]
        assert places == sorted(places)
        assert "0/4 tasks · 1 overdue" in seat.lines[0]
        assert "Mùa quà xa quê" in seat.lines[0]
        assert seat.line("▾ triển khai").endswith("0/3")
        assert seat.line("Bài về bữa cơm ca").split()[-3:] == ["báo,", "loa", "28.4"]


async def test_in_a_small_pane_the_days_stand_in_a_column_beside_the_titles(planned):
    lunch = task(planned, "Bài về bữa cơm ca")
    planned.tasks.edit(lunch, due_time=time(8), title="Bài về bữa cơm ca đêm của xưởng tàu")
    async with seated(planned, size=WIDE) as seat:
        _x, y = seat.place("Bài về bữa cơm ca")
        pane = [line.split("│")[1] for line in seat.lines[y : y + 3]]
        assert pane[0].rstrip().endswith(" 28.4")
        assert pane[1].strip() == "xưởng tàu"
        assert pane[2].strip() == "8h · báo, loa"
        assert seat.line("Gặp ban tổ chức").split("│")[1].index("10.4") == pane[0].index("28.4")


async def test_in_a_very_small_pane_the_day_stands_below(planned):
    async with seated(planned, size=WIDE) as seat:
        await seat.press("f2", *["less_than_sign"] * 8)
        x, y = seat.place("Gặp ban tổ chức")
        assert seat.lines[y + 1][x:].startswith("10.4 · họp")


async def test_space_ticks_and_unticks(planned, clock):
    async with by_phase(planned) as seat:
        await to(seat, "Gặp ban tổ chức")
        await seat.press("space")
        assert task(planned, "Gặp ban tổ chức").done == clock.time
        assert "1/4 tasks" in seat.lines[0]
        assert "overdue" not in seat.lines[0]  # it was the one
        assert "✔ Gặp ban tổ chức" in seat.text
        assert seat.line("▾ tham mưu").endswith("1/1")
        await seat.press("space")
        assert task(planned, "Gặp ban tổ chức").done is None
        assert "0/4 tasks · 1 overdue" in seat.lines[0]
        assert "○ Gặp ban tổ chức" in seat.text


async def test_the_mouse_ticks_on_the_mark_and_only_there(planned):
    async with by_phase(planned) as seat:
        await seat.click("○ Ảnh trao mũ bảo hộ")
        assert task(planned, "Ảnh trao mũ bảo hộ").done
        assert seat.screen.checklist.task_here.title == "Ảnh trao mũ bảo hộ"
        await seat.click("Ảnh trao mũ bảo hộ", dx=3)
        assert task(planned, "Ảnh trao mũ bảo hộ").done
        await seat.click("✔ Ảnh trao mũ bảo hộ")
        assert task(planned, "Ảnh trao mũ bảo hộ").done is None


async def test_a_tick_is_undone(planned):
    async with seated(planned) as seat:
        await to(seat, "Gặp ban tổ chức")
        await seat.press("space", "ctrl+z")
        assert task(planned, "Gặp ban tổ chức").done is None
        assert "0/4 tasks" in seat.lines[0]
        await seat.hears("Undone: tick.")


async def test_fold_and_unfold(planned):
    async with by_phase(planned) as seat:
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("left")
        assert "▸ triển khai" in seat.text
        assert "Ảnh trao mũ" not in seat.text
        assert "Gặp ban tổ chức" in seat.text
        assert seat.screen.checklist.phase_here == "triển khai"
        await seat.press("right")
        assert "▾ triển khai" in seat.text
        assert "Ảnh trao mũ" in seat.text
        for key in ("space", "enter", "h"):  # on the heading
            await seat.press(key)
            assert "▸ triển khai" in seat.text, key
            await seat.press("right")
        await seat.click("▾ triển khai")
        assert "▸ triển khai" in seat.text


async def test_how_many_of_the_marked_tasks_are_folded_away_is_told(planned):
    async with by_phase(planned) as seat:
        await to(seat, "Gặp ban tổ chức")
        await seat.press("x")
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("x", "x")
        await seat.sees("3 marked")
        await seat.press("left")
        await seat.sees("3 marked, 2 of them folded away")
        await seat.press("right")
        assert "folded" not in seat.text


async def test_add_a_task_with_all_its_values(planned):
    async with seated(planned) as seat:
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("a")
        await seat.comes("TaskForm")
        assert seat.focus == "task-title"
        await seat.type("Phỏng vấn tổ trưởng tổ hàn")
        await seat.click(seat.field("phase"))
        await seat.comes("Picker")
        await seat.type("tong ket\n")
        await seat.comes("TaskForm")
        seat.field("task-due").focus()
        await seat.type("3/5")
        seat.field("task-notes").focus()
        await seat.type("hẹn trước một ngày")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        made = task(planned, "Phỏng vấn tổ trưởng tổ hàn")
        assert made.phase == "tổng kết"
        assert made.due == date(2027, 5, 3)
        assert made.notes == "hẹn trước một ngày"
        assert made.campaign == next(iter(planned.campaigns)).id
        assert "0/5 tasks" in seat.lines[0]
        assert seat.screen.checklist.task_here == made  # the cursor is on it
        await seat.press("ctrl+z")
        assert len(planned.tasks) == 4


async def test_a_new_task_goes_to_the_phase_of_the_cursor(planned):
    async with seated(planned) as seat:
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("a")
        await seat.comes("TaskForm")
        await seat.type("Chụp ảnh tổ hàn\n")
        await seat.comes("DeskScreen")
        assert task(planned, "Chụp ảnh tổ hàn").phase == "triển khai"


async def test_add_needs_words_and_a_real_day(planned):
    async with seated(planned) as seat:
        await seat.press("a")
        await seat.comes("TaskForm")
        await seat.press("ctrl+s")
        assert "A task needs a few words" in seat.text
        await seat.type("Chụp ảnh")
        seat.field("task-due").focus()
        await seat.type("31.2")
        await seat.press("ctrl+s")
        assert "31.2 is not a day of the calendar" in seat.text
        assert seat.top == "TaskForm"
        assert len(planned.tasks) == 4
        assert seat.field("task-title").text == "Chụp ảnh"
        await seat.press("escape")
        await seat.comes("ConfirmLoss")  # something is typed
        await seat.press("escape")
        await seat.comes("TaskForm")
        assert seat.field("task-title").text == "Chụp ảnh"
        await seat.press("escape", "right", "enter")
        await seat.comes("DeskScreen")
        assert len(planned.tasks) == 4


async def test_edit_a_task_changes_what_was_edited(planned):
    before = task(planned, "Bài về bữa cơm ca")
    async with seated(planned) as seat:
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("e")
        await seat.comes("TaskForm")
        assert seat.field("task-due").text == "28.4.2027"
        await seat.press("end")
        await seat.type(" đêm\n")
        await seat.comes("DeskScreen")
        after = task(planned, "Bài về bữa cơm ca đêm")
        kept = msgspec.structs.replace(after, title=before.title, updated=before.updated)
        assert kept == before
        await seat.press("ctrl+z")
        assert task(planned, "Bài về bữa cơm ca").id == before.id


async def test_channels_audiences_and_levels_are_chosen_from_the_campaign(desk):
    campaign = desk.campaigns.new("thang-cong-nhan", 2027)
    todo = desk.tasks.add(Task(campaign=campaign.id, title="Bản tin loa", phase="tham mưu"))
    async with seated(desk) as seat:
        seat.screen.checklist.refresh_rows(key=todo.id)
        await seat.press("e")
        await seat.comes("TaskForm")
        wanted = {}
        for name, known in (
            ("channels", [c.name for c in campaign.channels]),
            ("audiences", [a.name for a in campaign.audiences]),
            ("levels", campaign.levels),
        ):
            wanted[name] = (known[0], known[2])
            seat.field(name).focus()
            await seat.press("enter")
            await seat.comes("MultiPicker")
            await seat.press("space", "down", "down", "space", "enter")
            await seat.comes("TaskForm")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        made = desk.tasks[todo.id]
        assert {name: getattr(made, name) for name in wanted} == wanted


async def test_delete_and_bring_back(planned):
    before = task(planned, "Ảnh trao mũ bảo hộ")
    async with seated(planned) as seat:
        await to(seat, "Ảnh trao mũ bảo hộ")
        await seat.press("d")
        assert before.id not in planned.tasks
        assert "Ảnh trao mũ bảo hộ" not in seat.text
        await seat.hears("Deleted: Ảnh trao mũ bảo hộ. Ctrl+Z brings it back.")
        await seat.press("ctrl+z")
        assert planned.tasks[before.id] == before
        assert "Ảnh trao mũ bảo hộ" in seat.text
        await to(seat, "Ảnh trao mũ bảo hộ")
        await seat.press("delete")
        assert before.id not in planned.tasks


@pytest.mark.parametrize(("up", "down"), [("K", "J"), ("shift+up", "shift+down")])
async def test_move_within_the_phase(planned, up, down):
    def order():
        phase = planned.campaigns.checklist(next(iter(planned.campaigns)))[2]
        return [t.title.split()[0] for t in phase.tasks]

    async with by_phase(planned) as seat:
        await to(seat, "Bản tin loa xưởng tàu")
        assert order() == ["Bài", "Ảnh", "Bản"]
        await seat.press(up)
        assert order() == ["Bài", "Bản", "Ảnh"]
        assert seat.screen.checklist.task_here.title == "Bản tin loa xưởng tàu"
        await seat.press(up, up)  # at the top it stays
        assert order() == ["Bản", "Bài", "Ảnh"]
        await seat.press(down)
        assert order() == ["Bài", "Bản", "Ảnh"]
        await seat.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert order() == ["Bài", "Ảnh", "Bản"]


async def test_attach_several_articles(planned, clock):
    first = written(planned, "Bữa cơm ca ở xưởng tàu")
    clock.wait()
    second = written(planned, "Bếp ăn đổi thực đơn")
    clock.wait()
    written(planned, "Xe đưa đón thêm chuyến")
    async with seated(planned) as seat:
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("l")
        await seat.comes("MultiPicker")
        await seat.type("bua com")
        await seat.press("down", "space", *["backspace"] * 7)
        await seat.type("bep an\n")
        await seat.comes("DeskScreen")
        assert set(task(planned, "Bài về bữa cơm ca").articles) == {first.id, second.id}
        assert planned.articles[first.id].campaign == next(iter(planned.campaigns)).id
        assert "→ Bữa cơm ca ở xưởng tàu · being edited" in seat.text
        assert "→ Bếp ăn đổi thực đơn" in seat.text
        assert "◐ Bài về bữa cơm ca" in seat.text
        await seat.press("ctrl+z")
        assert task(planned, "Bài về bữa cơm ca").articles == ()
        assert planned.articles[first.id].campaign is None


async def test_attached_articles_can_be_taken_off(planned):
    article = written(planned)
    planned.tasks.attach(task(planned, "Bài về bữa cơm ca"), article)
    async with seated(planned) as seat:
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("l")
        await seat.comes("MultiPicker")
        assert "● Thợ hàn nhận kính mới" in seat.text
        await seat.press("space", "enter")
        await seat.comes("DeskScreen")
        assert task(planned, "Bài về bữa cơm ca").articles == ()


async def test_leaving_the_picker_attaches_nothing(planned):
    written(planned)
    async with seated(planned) as seat:
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("l")
        await seat.comes("MultiPicker")
        await seat.press("space", "escape")
        await seat.comes("DeskScreen")
        assert task(planned, "Bài về bữa cơm ca").articles == ()


async def test_enter_begins_an_article_that_carries_the_tags(planned):
    planned.records.change(
        task(planned, "Bài về bữa cơm ca"), audiences=("công nhân",), levels=("cơ sở",)
    )
    async with seated(planned) as seat:
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("enter")
        await seat.comes("Picker")
        assert "“Bài về bữa cơm ca” has no article yet" in seat.text
        assert len(planned.articles) == 0  # offered, never made silently
        await seat.press("enter")
        await seat.until(lambda: seat.article, "an article")
        article = seat.article
        assert article.channels == ("báo",)  # for the others there are versions
        assert article.audiences == ("công nhân",)
        assert article.levels == ("cơ sở",)
        assert article.due == date(2027, 4, 28)
        assert article.campaign == next(iter(planned.campaigns)).id
        assert task(planned, "Bài về bữa cơm ca").articles == (article.id,)
        assert seat.field("due").text == "28.4.2027"
        await seat.type("Cơm ca thêm món rau")
        await seat.press("f2")
        assert "◐ Bài về bữa cơm ca" in seat.text
        assert len(planned.articles) == 1


async def test_enter_on_a_task_without_an_article_offers_to_open_the_task(planned):
    async with seated(planned) as seat:
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("enter")
        await seat.comes("Picker")
        await seat.press("down", "enter")
        await seat.comes("TaskForm")
        assert seat.field("task-title").text == "Bài về bữa cơm ca"
        assert len(planned.articles) == 0


async def test_enter_opens_the_article_of_the_task(planned):
    article = written(planned)
    planned.tasks.attach(task(planned, "Bài về bữa cơm ca"), article)
    async with seated(planned) as seat:
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("enter")
        await seat.until(lambda: seat.article and seat.article.id == article.id, "the article")
        assert seat.focus == "body"
        assert len(planned.articles) == 1


async def test_a_double_click_opens_it_too(planned):
    article = written(planned)
    planned.tasks.attach(task(planned, "Bài về bữa cơm ca"), article)
    async with seated(planned, size=WIDE) as seat:
        await seat.click("Bài về bữa cơm ca", times=2, dx=5)
        await seat.until(lambda: seat.article and seat.article.id == article.id, "the article")


async def test_with_two_articles_enter_asks_which(planned):
    first, second = written(planned, "Bữa cơm ca sáng"), written(planned, "Bữa cơm ca đêm")
    planned.tasks.set_articles(task(planned, "Bài về bữa cơm ca"), [first.id, second.id])
    async with seated(planned) as seat:
        await to(seat, "Bài về bữa cơm ca")
        await seat.press("enter")
        await seat.comes("Picker")
        assert "Which article?" in seat.text
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.article is None
        await seat.press("enter")
        await seat.comes("Picker")
        await seat.type("dem\n")
        await seat.until(lambda: seat.article and seat.article.id == second.id, "the second")


async def test_the_tasks_of_the_open_article_are_marked(planned):
    article = written(planned)
    for title in ("Bài về bữa cơm ca", "Ảnh trao mũ bảo hộ"):
        planned.tasks.attach(task(planned, title), article)
    async with seated(planned, size=WIDE) as seat:

        def marked():
            rows = seat.screen.checklist.rows.items
            return [row.task.title for row in rows if getattr(row, "fulfilled_by_open", False)]

        assert marked() == []
        await seat.open(article)
        assert marked() == ["Bài về bữa cơm ca", "Ảnh trao mũ bảo hộ"]
        rows = seat.screen.checklist.rows
        assert rows._tone("open", False) != rows._tone("", False)  # and they look so


async def test_a_deleted_article_goes_off_its_tasks(planned):
    article = written(planned)
    planned.tasks.attach(task(planned, "Bài về bữa cơm ca"), article)
    async with seated(planned, size=WIDE) as seat:
        assert "→ Thợ hàn nhận kính mới" in seat.text
        await seat.press("f3", "d")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("DeskScreen")
        assert "→ Thợ hàn nhận kính mới" not in seat.text
        assert "○ Bài về bữa cơm ca" in seat.text
        await seat.press("ctrl+z")
        assert "→ Thợ hàn nhận kính mới" in seat.text


async def test_an_empty_checklist_says_the_next_key(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("f2")
        assert "No campaign yet." in seat.text
        assert "F6 begins one" in seat.text
        await seat.press("space", "enter", "e", "d", "l", "left", "K")  # nothing to do, no harm
        await seat.press("a")
        await seat.comes("Picker")


async def test_an_empty_campaign_says_the_next_key(desk):
    campaign = desk.campaigns.new_empty("Mùa mưa", 2027)
    desk.records.change(campaign, phases=())
    async with seated(desk) as seat:
        await seat.press("f2")
        assert "a adds the first one." in seat.text
        await seat.press("a")
        await seat.comes("TaskForm")
        await seat.type("Việc đầu tiên\n")
        await seat.comes("DeskScreen")
        assert task(desk, "Việc đầu tiên").phase == ""


async def test_keys_of_the_list(planned):
    async with by_phase(planned, size=(80, 12)) as seat:
        rows = seat.screen.checklist.rows
        await seat.press("end")
        assert rows.cursor_key == "phase tổng kết"
        assert "tổng kết" in seat.text
        await seat.press("g")
        assert rows.cursor_key == "phase tham mưu"
        await seat.press("j", "down")
        assert rows.cursor_key == "phase kế hoạch"
        await seat.press("k", "up", "up", "up")
        assert rows.cursor_key == "phase tham mưu"
        await seat.press("pagedown")
        assert rows.cursor_key != "phase tham mưu"
        await seat.press("pageup", "G")
        assert rows.cursor_key == "phase tổng kết"


async def test_a_refusal_of_the_desk_is_a_notice(planned, disk):
    async with seated(planned) as seat:
        await to(seat, "Gặp ban tổ chức")
        disk.full = True
        await seat.press("space", "d", "K", "enter")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.hears("could not be written: No space left on device")
        disk.full = False
        assert task(planned, "Gặp ban tổ chức").done is None
        assert len(planned.articles) == 0
        await seat.press("space")
        assert task(planned, "Gặp ban tổ chức").done
