"""The fact sheet."""

from datetime import date

from store import Fact
from tests.tui.helpers import SIZES, seated, written

from .hands import fill, room


def fact(desk, campaign, key="áo dài", value="2.310", **fields):
    return desk.facts.add(Fact(campaign=campaign.id, key=key, value=value, **fields))


@SIZES
async def test_facts_are_added_edited_filtered_deleted_and_come_back(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await room(seat, "alt+e")
        await seat.press("a")
        await seat.comes("FactForm")
        await fill(seat, key="áo dài", value="2.310", unit="bộ", source="Báo cáo 12", day="18.4")
        await seat.comes("FactsScreen")
        (made,) = desk.facts
        assert (made.value, made.unit, made.day) == ("2.310", "bộ", date(2027, 4, 18))
        assert "2.310 bộ" in seat.line("áo dài ")
        assert "source: Báo cáo 12 18.4.2027" in seat.text
        fact(desk, campaign, "lễ phát động", "22h")
        await seat.settle()
        await seat.press("slash")
        await seat.type("ao dai")
        assert "22h" not in seat.text
        await seat.press("enter", "e")
        await seat.comes("FactForm")
        await fill(seat, value="2.311")
        await seat.comes("FactsScreen")
        assert "2.311 bộ" in seat.line("áo dài ")
        await seat.press("escape")
        assert seat.top == "FactsScreen"
        assert "22h" in seat.text
        await seat.press("d")
        assert len(desk.facts) == 1
        assert "Deleted: áo dài" in seat.notices[-1]
        await seat.press("ctrl+z")
        assert len(desk.facts) == 2


async def test_a_refusal_leaves_what_was_typed(desk, campaign):
    fact(desk, campaign)
    async with seated(desk) as seat:
        await room(seat, "alt+e")
        await seat.press("a")
        await seat.comes("FactForm")
        await fill(seat, key="Áo dài", value="9")
        assert seat.top == "FactForm"
        assert "is on the fact sheet already: 2.310" in " ".join(seat.text.split())
        await fill(seat, since="hôm nào đó")
        assert "not understood as a day" in " ".join(seat.text.split())
        await fill(seat, since="1.4")
        await seat.comes("FactsScreen")
        assert [row.fact.value for row in desk.facts.sheet(campaign)] == ["9", "2.310"]
        assert "until 1.4" in seat.text
        assert "1 in force today · 1 older" in seat.text


async def test_leaving_a_form_with_typed_text_asks_first(desk, campaign):
    async with seated(desk) as seat:
        await room(seat, "alt+e")
        await seat.press("a")
        await seat.comes("FactForm")
        await seat.type("áo")
        await seat.press("escape")
        await seat.comes("ConfirmLoss")
        await seat.press("n", "enter")
        await seat.comes("FactForm")
        assert seat.field("entry-key").text == "áo"
        await seat.press("escape", "right", "enter")
        await seat.comes("FactsScreen")
        assert not len(desk.facts)


async def test_enter_puts_the_value_where_the_cursor_was(desk, campaign):
    fact(desk, campaign, unit="bộ")
    article = written(desk, campaign=campaign.id, body="Tặng áo dài.")
    async with seated(desk) as seat:
        await seat.open(article)
        seat.body.move_cursor((0, 5))
        await room(seat, "alt+e")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.type(" ")
        assert seat.body.body == "Tặng 2.310 bộ áo dài."
        await seat.press("ctrl+s")
        assert desk.articles[article.id].body == "Tặng 2.310 bộ áo dài."
        await seat.press("ctrl+z", "ctrl+z")
        assert seat.body.body == "Tặng áo dài."


async def test_where_no_text_is_written_enter_copies_the_value(desk, campaign):
    fact(desk, campaign, unit="bộ")
    async with seated(desk) as seat:
        await seat.press("f2")
        await room(seat, "alt+e")
        await seat.press("enter")
        assert seat.app.clipboard == "2.310 bộ"
        assert seat.notices[-1] == "Copied: 2.310 bộ"
        assert seat.top == "FactsScreen"


async def test_a_click_chooses_a_fact_and_a_second_one_takes_it(desk, campaign):
    fact(desk, campaign), fact(desk, campaign, "loa", "3")
    async with seated(desk) as seat:
        await room(seat, "alt+e")
        await seat.click("loa")
        assert seat.field("entries").current.fact.key == "loa"
        await seat.click("loa", times=2)
        assert seat.app.clipboard == "3"


async def test_on_a_desk_that_is_only_read_nothing_changes(desk, campaign, desk_path, clock):
    from store import open_desk

    fact(desk, campaign)
    with open_desk(desk_path, read_only=True, clock=clock) as reading:
        async with seated(reading) as seat:
            await room(seat, "alt+e")
            await seat.press("d")
            assert "open for reading only" in " ".join(seat.text.split())
            assert len(reading.facts) == 1
