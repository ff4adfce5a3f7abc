"""What another program does, and what is typed meanwhile."""

from __future__ import annotations

from tinydb import TinyDB


async def look(seat, times=1):
    """Let the caretaker look, and wait for what it began in a thread."""
    for _ in range(times):
        care = seat.screen.caretaker
        care.look()
        await seat.until(lambda care=care: not (care._work and care._work.is_running), "a look")
        await seat.until(
            lambda: not any(w.group == "copies" and w.is_running for w in seat.app.workers),
            "a look at the folder",
        )
        await seat.settle()


def stock(path):
    """The articles of a desk file by their headlines, as plain TinyDB reads them."""
    with TinyDB(path, encoding="utf-8") as database:
        return {a["headline"]: a for a in database.table("articles")}


def edit_outside(path, which, **fields):
    """Change the article of a headline in the desk file with plain TinyDB."""
    with TinyDB(path, encoding="utf-8") as database:
        database.table("articles").update(fields, lambda a: a["headline"] == which)


async def type_in_body(seat, text):
    seat.body.focus()
    seat.body.action_cursor_text_end()
    await seat.type(text)
