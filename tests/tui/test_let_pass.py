"""What somebody has let pass is told to whoever decides next: before the key, with who and why."""

from __future__ import annotations

import json

import pytest

from store import open_desk
from store.records import Source, Status
from tests.tui.cli import refused, toasoan
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated, written

BODY = "Hẹn ngày 31.4 ở tổ may.\n\nAi cũng muốn xử dụng máy mới."
"""A day that no calendar has, and words that are confused."""
WHY = "Trích nguyên văn lời người nói, có băng ghi âm."


def let_pass(desk, **fields):
    article = written(desk, "Hẹn nhau ở tổ may", body=BODY, **fields)
    desk.articles.workflow.set_status([article], Status.TO_APPROVE, override=WHY, by="Lê Thu")
    return desk.articles[article.id]


@pytest.fixture
def passed(desk):
    return let_pass(desk)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_list_of_statuses_says_it_before_the_key_is_pressed(desk, passed, size):
    async with seated(desk, size=size) as seat:
        await seat.open(passed)
        await seat.press("ctrl+t")
        await seat.comes("StatusPicker")
        await seat.until(lambda: "⚠1" in seat.line("approved"), "the counts")
        assert "✗" not in seat.line("approved")
        assert f"let pass by Lê Thu: “{WHY}”" in seat.words


async def test_the_list_of_statuses_counts_as_the_checks_do(desk):
    body = f"{BODY} Thợ nguời Thái Bình hẹn  gặp."
    article = written(desk, "Hẹn nhau ở tổ may", body=body, sources=(Source(who="Lê Thu"),))
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.sees("✗1 ⚠2 •1 · ")
        await seat.press("ctrl+t")
        await seat.comes("StatusPicker")
        await seat.until(lambda: "✗1 ⚠2 •1" in seat.line("approved"), "the same counts")


async def test_the_list_of_articles_and_the_checks_tell_the_same(desk, passed):
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3")
        await seat.sees("⚠ 1 warning · 1 block let pass")
        await seat.open(passed)
        await seat.until(lambda: seat.is_quiet)
        assert seat.line("⚠1 •1 · 13 words")
        await seat.press("alt+7")
        await seat.comes("ChecksScreen")
        await seat.sees("⚠ warnings 1 · • reminders 1")
        assert f"let pass by Lê Thu: “{WHY}”" in seat.text


async def test_the_open_text_is_weighed_anew_when_it_is_let_pass(desk):
    article = written(desk, "Hẹn nhau ở tổ may", body=BODY)
    async with seated(desk, size=NARROW) as seat:
        await seat.open(article)
        await seat.sees("✗1 ⚠1 · ")
        await seat.press("ctrl+t")
        await seat.comes("StatusPicker")
        await seat.type("waiting for app")
        await seat.press("enter")
        await seat.comes("OverrideForm")
        await seat.type(WHY)
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        await seat.sees("⚠1 •1 · ")
        desk.undo.step_back()
        await seat.sees("✗1 ⚠1 · ")


async def test_an_export_says_it_too(desk, passed, tmp_path):
    desk.articles.set_status(passed, Status.APPROVED)
    async with seated(desk, size=NARROW) as seat:
        await seat.open(passed)
        await seat.press("ctrl+e")
        await seat.comes("ExportScreen")
        await seat.until(lambda: f"let pass by Lê Thu: “{WHY}”" in seat.words, "who let it pass")
        assert "Held back" not in seat.text
        assert "⚠ warnings of the copy desk: 1 · • its source sheet is empty" in seat.words


async def show_statuses(seat):
    await seat.open(next(iter(seat.desk.articles)))
    await seat.press("ctrl+t")
    await seat.until(lambda: "⚠1" in seat.text, "the counts")


async def show_checks(seat):
    await seat.open(next(iter(seat.desk.articles)))
    await seat.until(lambda: seat.is_quiet)
    await seat.press("alt+7")
    await seat.comes("ChecksScreen")


@LANGUAGES
@pytest.mark.parametrize("steps", [show_statuses, show_checks], ids=["statuses", "checks"])
def test_it_looks(desk, passed, looks, steps, language):
    assert looks(desk, steps, NARROW, language)


# ---------------------------------------------------------------- the command line


@pytest.fixture
def alone(desk_path):
    """Such an article on a desk that is closed, without the warning."""
    with open_desk(desk_path) as desk:
        return let_pass(desk)


def test_a_check_counts_it_as_a_reminder_and_says_who(alone, desk_path):
    done = toasoan("--desk", desk_path, "check", alone.id)
    assert done.code == 0
    (line,) = [one for one in done.lines if "impossible-day" in one]
    assert "reminder impossible-day" in line
    assert line.endswith(f" – let pass by Lê Thu: “{WHY}”")
    row = next(
        one
        for one in json.loads(toasoan("--desk", desk_path, "check", "--json", "--all").out)
        if one["rule"] == "impossible-day"
    )
    assert (row["severity"], row["let_pass"]["who"]) == ("reminder", "Lê Thu")


def test_what_was_ignored_is_not_told(alone, desk_path):
    from store.copydesk.ignoring import marks_of
    from store.copydesk.manuscript import of_article

    with open_desk(desk_path) as desk:
        flag = desk.articles.copy_desk.checked(alone).flags[0]
        desk.articles.ignored.add(alone, marks_of(flag, of_article(alone)), "lời người nói")
    assert flag.rule not in toasoan("--desk", desk_path, "check", alone.id).out.decode()


def test_the_steps_of_the_article_tell_it_and_so_does_each_further_one(cli, alone):
    told = f"“31.4” is no day of the calendar (paragraph 1) – let pass by Lê Thu: “{WHY}”"
    steps = cli("status", alone.id).lines
    at = steps.index("→ approved · by the approver")
    assert steps[at + 1].strip() == f"reminder: {told}"
    assert told in cli("status", alone.id, "approved").err


def test_more_of_it_blocks_again(cli, alone, desk_path):
    with open_desk(desk_path) as desk:
        desk.articles.type_text(alone, body=f"{BODY}\n\nHẹn lại ngày 31.4.")
    assert "is held back" in refused(cli("status", alone.id, "approved"))
    assert toasoan("--desk", desk_path, "check", alone.id).code == 1


# ---------------------------------------------------------------- several at once


@pytest.fixture
def five(desk, passed):
    """Articles of which two are held back, one was let pass and two have nothing in their way."""
    for number in range(2):
        written(desk, f"Hẹn lần {number}", body=BODY, status=Status.TO_APPROVE)
        written(desk, f"Tin {number}", body="Một đoạn.", status=Status.TO_APPROVE)
    return desk


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_of_several_the_list_of_statuses_says_which_are_held_back(five, size):
    async with seated(five, size=size) as seat:
        await show_statuses_of_all(seat)
        assert "✗2 ⚠3 •5" in seat.line("approved")  # articles; no source sheet is filled in
        assert "✗ held back 2/5: Hẹn lần 0; Hẹn lần 1" in seat.words
        assert "• let pass before 1/5: Hẹn nhau ở tổ may" in seat.words
        assert "⚠ with warnings 3/5" in seat.words
        assert "✗" not in seat.line("being edited")


async def show_statuses_of_all(seat):
    await seat.press("f3", "X", "ctrl+t")
    await seat.comes("StatusPicker")
    await seat.until(lambda: seat.is_quiet and "✗2" in seat.text, "the counts")


@LANGUAGES
def test_several_look(five, looks, language):
    five.articles.verdicts.check_all()  # the list behind shows the signs at once
    assert looks(five, show_statuses_of_all, NARROW, language)
