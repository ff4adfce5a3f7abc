"""What the tests of getting back press, and how they read what it shows."""

from __future__ import annotations

import json

from store import (
    record_kinds,
)
from store.bookkeeping import Conflict
from store.records import encode
from tests.tui.helpers import written
from tui.commands import REGISTRY

KEY = REGISTRY["get-back"].key


async def get_back(seat, which=""):
    """Open the dialog, and go to one of its lists."""
    await seat.press(KEY)
    await seat.comes("RecoveryScreen")
    await seat.press(*which)


def deleted(desk, headline="Thợ hàn nhận kính mới", **fields):
    """Delete an article; another one stays, or the app begins with the welcome."""
    written(desk, "Bài ở lại")
    desk.articles.remove(written(desk, headline, **fields))


def part(seat, name):
    return seat.app.screen.query_one(f"#{name}")


def shown(seat):
    """The list that is shown."""
    (found,) = [p.id for p in seat.app.screen.query("Part") if p.display]
    return found


def rows(seat):
    return part(seat, shown(seat)).rows


def difference(seat):
    """What the difference of the conflict reads."""
    sheet = part(seat, "conflicts").difference._sheet
    return "\n".join("".join(text for text, _tone in line) for line in sheet)


def notice(seat):
    """What the dialog says is wrong."""
    static = seat.field("notice")
    return str(static.render()) if static.display else ""


def conflict(desk, record, **theirs):
    """Put a conflict on the desk, as another program's edit leaves it."""
    document = json.loads(json.dumps({**encode(record), **theirs}, default=str))
    return desk.records.add(
        Conflict(
            table=record_kinds.of(record).table,
            record=record.id,
            theirs=document,
            file="/đâu/desk.json.outside-1",
        )
    )
