"""What comes late for a screen that has gone is dropped, at whatever moment one leaves.

Each screen is opened and left after so many turns of the event loop. While it is being taken away,
the desk changes, the index tells how far it is, and what its threads have found arrives.
"""

import asyncio
import threading

import pytest
from textual.widgets import Static

from tests.tui.helpers import WIDE, seated, written
from tests.tui.screens import classes, furnish, made
from tui.dialogs.dialog import Confirm

TURNS = 40
"""Of the event loop, in which a screen has been taken away; at each of them something comes."""

MOMENTS = [0, 2, 30, 45]
"""Turns after which the app is ended; a screen is there after some thirty."""

ALWAYS = [0, 3, 30]
"""Moments that are tried in each run; of sixty others, 8 s each, two thirds are tried at night."""


async def turns(count):
    for _ in range(count):
        await asyncio.sleep(0)


def something_comes(desk, app, number):
    """Change something on the desk, and let the index tell how far it is."""
    table = (desk.news, desk.facts, desk.articles, desk.tasks, desk.campaigns)[number % 5]
    desk.records.change(next(iter(table)), created=desk.records.now())
    app.indexing._progressed(number, number % 7 == 0)


async def leave_at_once(seat, kind, given, opened):
    """Open a screen and leave it, while something comes at every turn."""
    app = seat.app
    screen = made(kind, given, app)
    app.push_screen(screen)
    await turns(opened)
    screen.dismiss()
    for number in range(TURNS):
        something_comes(seat.desk, app, number)
        await turns(1)
    await seat.comes("DeskScreen")
    assert app.screen_stack == [app.desk_screen]


@pytest.mark.parametrize(
    "moment",
    [
        *ALWAYS,
        *(
            pytest.param(one, marks=pytest.mark.nightly if one % 3 else pytest.mark.slow)
            for one in range(60)
            if one not in ALWAYS
        ),
    ],
)
async def test_each_screen_left_at_once(desk, moment):
    given = furnish(desk)
    async with seated(desk) as seat:
        await seat.open(given["article"])
        for kind in classes().values():
            await leave_at_once(seat, kind, given, moment)


async def end_at_once(desk, given, name, opened):
    """Open a screen and end the app, while something comes at every turn."""
    async with seated(desk) as seat:
        app = seat.app
        app.push_screen(made(classes()[name], given, app))
        await turns(opened)
        app.exit(0)
        for number in range(TURNS):
            something_comes(desk, app, number)
            await turns(1)
        await seat.ends()
    assert app.return_code == 0


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("name", ["SearchScreen", "CalendarScreen", "HistoryScreen"])
async def test_the_app_ended_over_a_screen(desk, name, moment):
    await end_at_once(desk, furnish(desk), name, moment)


@pytest.mark.slow
@pytest.mark.parametrize("name", classes())
async def test_the_app_ended_over_each_screen(desk, name):
    given = furnish(desk)
    for moment in (*range(0, 40, 6), 60):
        await end_at_once(desk, given, name, moment)


async def test_what_the_search_finds_too_late(desk, monkeypatch):
    article, search = written(desk), type(desk.search).find
    go_on, begun = threading.Event(), threading.Event()

    def slow(self, words, limit):
        found = search(self, words, limit)
        begun.set()
        go_on.wait(60)
        return found

    monkeypatch.setattr(type(desk.search), "find", slow)
    async with seated(desk) as seat:
        await seat.open(article)
        for moment in (0, 1, 2, 3, 5, 8, 13, 21):
            go_on.clear()
            begun.clear()
            await seat.press("alt+g")
            await seat.comes("SearchScreen")
            await seat.type("kinh")
            await seat.until(begun.is_set)
            seat.app.screen.dismiss()
            await turns(moment)
            go_on.set()
            await seat.comes("DeskScreen")
        await seat.type("Gõ tiếp. ")
        assert seat.editor.save()
    assert desk.articles[article.id].body.startswith("Gõ tiếp. ")


async def test_what_a_thread_hands_over_too_late_is_dropped(desk):
    given = furnish(desk)
    async with seated(desk) as seat:
        for moment in range(0, 40, 4):
            screen = made(classes()["CalendarScreen"], given, seat.app)
            go_on, begun = threading.Event(), threading.Event()
            handed: list[Static] = []

            def find(screen=screen, go_on=go_on, begun=begun, handed=handed):
                begun.set()
                go_on.wait(60)
                there = seat.app.call_from_thread(screen.query_one, "#notice", Static)
                handed.append(there)

            seat.app.push_screen(screen)
            await seat.comes("CalendarScreen")
            screen.run_worker(find, thread=True)
            await seat.until(begun.is_set)
            screen.dismiss()
            await turns(moment)
            go_on.set()
            await seat.until(handed.copy)
            await seat.comes("DeskScreen")


async def test_another_language_at_once_after_another(desk):
    """With the language, all screens are made anew, on the same desk."""
    given = furnish(desk)
    for moment in (0, 5, 20, 60):
        async with seated(desk) as seat:
            await turns(moment)
            seat.send("f9")
            for number in range(TURNS):
                something_comes(desk, seat.app, number)
                await turns(1)
            await seat.ends()
        assert seat.app.return_code != 1
    assert given["article"].id in desk.articles


async def test_a_screen_is_left_once(desk):
    given = furnish(desk)
    async with seated(desk) as seat:
        below = made(classes()["FactsScreen"], given, seat.app)
        above = made(classes()["Picker"], given, seat.app)
        for screen in (below, above):
            seat.app.push_screen(screen)
            await seat.comes(type(screen).__name__)
        above.dismiss(None)
        above.dismiss(None)  # as with a double click
        await seat.settle()
        assert seat.app.screen is below


async def test_a_screen_that_is_left_below_another_takes_none_away(desk):
    given = furnish(desk)
    answers: list[str] = []
    async with seated(desk) as seat:
        below = made(classes()["FactsScreen"], given, seat.app)
        above = made(classes()["Picker"], given, seat.app)
        seat.app.push_screen(below, answers.append)
        await seat.comes("FactsScreen")
        seat.app.push_screen(above)
        await seat.comes("Picker")
        below.dismiss("answer")
        await seat.settle()
        assert seat.app.screen is above
        above.dismiss(None)
        await seat.comes("DeskScreen")
        assert seat.app.screen_stack == [seat.app.desk_screen]
        assert answers == ["answer"]


async def test_what_waits_for_a_drawing_comes_also_when_two_screens_close_at_once(desk):
    for name in ("một", "hai", "ba", "bốn"):
        written(desk, f"Bài {name}", body=f"Lời {name}.")
    async with seated(desk, size=WIDE) as seat:
        below, above = Confirm("Dưới?"), Confirm("Trên?")
        for dialog in (below, above):
            seat.app.push_screen(dialog)
            await seat.settle()
        above.dismiss()
        seat.app.call_later(below.dismiss)
        rows = seat.screen.drafts.list.rows
        desk.articles.remove(rows.current)  # the cursor comes to another row
        await seat.comes("DeskScreen")
        for key in ("down", "down", "up"):
            await seat.press(key)
            await seat.sees(rows.current.body)
