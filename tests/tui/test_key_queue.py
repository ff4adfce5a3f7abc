"""Keys in any rhythm end where they would have ended one by one."""

import asyncio
from random import Random

import pytest
from textual import events

from tui.key_queue import KeyQueue
from tui.widgets.entry.line import LineEntry


class Two(KeyQueue):
    """Two entries, and a note of how many keys were ever under way at once."""

    def compose(self):
        yield LineEntry(id="one")
        yield LineEntry(id="two")

    under_way = most = 0

    async def _settle(self, screen, target):
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await super()._settle(screen, target)
        self.under_way -= 1


@pytest.mark.parametrize("seed", range(4))
async def test_one_key_at_a_time_whatever_the_rhythm(seed):
    random = Random(seed)
    expected = {"one": "", "two": ""}
    here, there = "one", "two"
    app = Two()
    async with app.run_test():
        for _ in range(250):
            char = random.choice("abcdefgh\t")
            if char == "\t":
                here, there = there, here
            else:
                expected[here] += char
            app.post_message(events.Key("tab" if char == "\t" else char, char))
            for _turn in range(random.randrange(30)):
                await asyncio.sleep(0)
        while app.message_queue_size or not app.is_settled:
            await asyncio.sleep(0)
        found = {name: app.query_one(f"#{name}", LineEntry).text for name in expected}
    assert found == expected
    assert app.most == 1
