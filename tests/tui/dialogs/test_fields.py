"""The fields of a form: up and down, days that are typed, errors."""

from tests.tui.helpers import plan, seated, written


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
