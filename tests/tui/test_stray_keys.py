"""Keys that were meant for a text delete nothing, choose nothing, and are not swallowed unsaid."""

from __future__ import annotations

import pytest

from store import open_desk
from tui.dialogs.forms.task_form import TaskForm

from .helpers import Seat, plan, seated, task, written


@pytest.fixture
def desk(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        campaign = plan(desk)
        written(desk, campaign=campaign.id)
        yield desk


async def the_campaign_list(seat: Seat) -> None:
    await seat.press("f6")
    await seat.comes("Picker")
    await seat.type("delete")
    await seat.press("enter")


async def the_article_list(seat: Seat) -> None:
    await seat.press("f3", "d")


async def a_master_with_a_version(seat: Seat) -> None:
    (article,) = seat.desk.articles
    written(seat.desk, campaign=article.campaign, channels=("loa",), master=article.id)
    await seat.press("f3", "home", "d")


async def a_chord_that_came_apart(seat: Seat) -> None:
    """Alt+D in the middle of a sentence, on a slow line."""
    await seat.press("f3", "enter")
    await seat.press("escape", "d")


async def the_palette(seat: Seat) -> None:
    await seat.press("f3", "ctrl+p")
    await seat.comes("Picker")
    await seat.type("delete the article")
    await seat.press("enter")


async def all_tasks(seat: Seat) -> None:
    await seat.press("f2", "X", "d")


DELETIONS = (
    the_campaign_list,
    the_article_list,
    a_master_with_a_version,
    a_chord_that_came_apart,
    the_palette,
    all_tasks,
)


def counts(desk) -> tuple[int, ...]:
    return len(desk.campaigns), len(desk.articles), len(desk.tasks)


@pytest.mark.parametrize("way", DELETIONS)
async def test_no_key_that_writing_sends_confirms_a_deletion(desk, way):
    async with seated(desk) as seat:
        await way(seat)
        await seat.comes("ConfirmLoss")
        before = counts(desk)
        await seat.type("duyệt y n Y yes, xóa đi ")
        await seat.sees("No letter answers here")
        assert seat.top == "ConfirmLoss"
        await seat.press("ctrl+s", "backspace", "delete", "space")
        assert seat.top == "ConfirmLoss"
        await seat.type("dan\n")  # and its Enter is “Cancel”
        await seat.until(lambda: seat.top != "ConfirmLoss", "the question gone")
        assert counts(desk) == before


@pytest.mark.parametrize("way", DELETIONS)
async def test_a_deletion_is_confirmed_and_taken_back(desk, way):
    async with seated(desk) as seat:
        await way(seat)
        await seat.comes("ConfirmLoss")
        before = counts(desk)
        await seat.press("right", "enter")
        await seat.until(lambda: counts(desk) != before, "the deletion")
        await seat.hears("Ctrl+Z brings")
        await seat.press("ctrl+z")
        await seat.until(lambda: counts(desk) == before, "all back")


async def test_a_letter_after_the_arrow_leads_back_to_cancel(desk):
    before = counts(desk)
    async with seated(desk) as seat:
        await the_article_list(seat)
        await seat.comes("ConfirmLoss")
        await seat.press("right", "a", "enter")
        await seat.comes("DeskScreen")
        assert counts(desk) == before


async def test_the_mouse_answers(desk):
    async with seated(desk) as seat:
        await the_article_list(seat)
        await seat.comes("ConfirmLoss")
        await seat.click(seat.field("answer-1"))
        await seat.until(lambda: not len(desk.articles), "the deletion")


async def test_letters_after_esc_do_not_drop_a_form(desk):
    """Alt and a letter in a form, which came as Esc and the letter."""
    async with seated(desk) as seat:
        await seat.press("f2", "a")
        await seat.comes("TaskForm")
        await seat.type("Một câu dài")
        await seat.press("escape")
        await seat.type("duyệt y\n")
        await seat.comes("TaskForm")
        assert seat.field("task-title").text == "Một câu dài"


# ---------------------------------------------------------------- Enter, and lists to choose from


async def test_enter_from_the_headline_leads_to_the_text(desk):
    async with seated(desk) as seat:
        await seat.press("ctrl+n")
        await seat.type("Tổ may số 7\nTrần An\nmai\n")
        await seat.type("Hà Nội – Sáng 18.4, tổ may số 7 trao quà.\nĐoạn hai.")
        assert seat.top == "DeskScreen"
        assert seat.body.body == "Hà Nội – Sáng 18.4, tổ may số 7 trao quà.\n\nĐoạn hai."
        assert seat.field("headline").text == "Tổ may số 7"


async def test_enter_after_the_sign_off_leads_to_the_text(desk):
    async with seated(desk) as seat:
        await seat.press("f3", "enter")
        seat.field("signoff").focus()
        await seat.settle()
        await seat.press("enter")
        assert seat.focus == "body"


@pytest.mark.parametrize("field", ["status", "campaign"])
async def test_writing_at_a_choice_of_the_editor_opens_nothing(desk, field):
    async with seated(desk) as seat:
        await seat.press("f3", "enter")
        before = desk.articles[seat.article.id]
        seat.field(field).focus()
        await seat.settle()
        await seat.type("w / một câu dài, đã duyệt\n")  # w is the report, / the search elsewhere
        assert seat.top == "DeskScreen"
        assert sum("Nothing can be typed here" in notice for notice in seat.notices) == 1
        assert desk.articles[before.id].status == before.status
        await seat.press("enter")  # on purpose
        await seat.comes("Picker")


async def test_writing_at_a_choice_of_a_form_opens_nothing(desk):
    async with seated(desk) as seat:
        await seat.press("f2", "a")
        await seat.comes("TaskForm")
        for name in ("phase", "priority", "after", "milestone", "channels"):
            seat.field(name).focus()
            await seat.settle()
            await seat.type("một câu dài\n")
            assert seat.top == "TaskForm", name
            assert seat.on_top(TaskForm).choices == {}, name


async def test_a_sentence_in_a_picker_is_not_put_away_unsaid(desk):
    sentence = "Hà Nội – Sáng 18.4, tổ may số 7 trao quà"
    async with seated(desk) as seat:
        await seat.press("f3", "ctrl+t")
        await seat.comes("Picker")
        await seat.type(sentence + "\n")
        await seat.sees("Nothing here matches")
        await seat.press("escape")
        await seat.comes("ConfirmLoss")
        await seat.press("enter")  # no: it can still be copied
        await seat.comes("Picker")
        assert seat.field("filter").text == sentence
        await seat.press("escape", "right", "enter")
        await seat.comes("DeskScreen")


async def test_a_word_that_matches_nothing_is_left_without_a_question(desk):
    async with seated(desk) as seat:
        await seat.press("f3", "ctrl+t")
        await seat.comes("Picker")
        await seat.type("zz")
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_one_task_is_deleted_with_a_notice_that_says_how_it_comes_back(desk):
    gone = task(desk, "Gặp ban tổ chức")
    async with seated(desk) as seat:
        await seat.press("f2", "down", "d")
        await seat.hears("Ctrl+Z brings it back")
        assert gone.id not in desk.tasks
