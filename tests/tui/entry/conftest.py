"""Waits that are short."""

import asyncio

import pytest
from textual._context import active_app


async def until_idle(*_):
    """Wait until no message waits anywhere; Textual's own waits 20 ms each time, and 40 a key."""
    app, quiet = active_app.get(), 0
    while quiet < 10 and not app._exception:  # a message may be between two queues for a turn
        await asyncio.sleep(0)
        pumps = (app, *app._registry)
        busy = any(pump._next_callbacks or pump.message_queue_size for pump in pumps)
        quiet = 0 if busy else quiet + 1


@pytest.fixture(autouse=True)
def _quickly(monkeypatch):
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", until_idle)
