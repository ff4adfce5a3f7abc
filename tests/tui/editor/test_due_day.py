"""The due day: typed as editors type it, and echoed as it was understood."""

from datetime import date

import pytest

from store.campaign_records import Day
from tests.tui.helpers import NARROW, WIDE, plan, seated, written


@pytest.mark.parametrize(
    ("typed", "day", "echo"),
    [
        ("3.5", date(2027, 5, 3), "3.5.2027"),
        ("3/5", date(2027, 5, 3), "3.5.2027"),
        ("1.1", date(2027, 1, 1), "1.1.2027"),
        ("5-1-2028", date(2028, 1, 5), "5.1.2028"),
        ("2027-06-02", date(2027, 6, 2), "2.6.2027"),
        ("mai", date(2027, 4, 21), "21.4.2027"),
        ("thứ sáu", date(2027, 4, 23), "23.4.2027"),
        ("+3d", date(2027, 4, 23), "23.4.2027"),
        ("18.5.2027 22h", date(2027, 5, 18), "18.5.2027"),
        ("", None, ""),
    ],
)
async def test_due_days_as_editors_type_them(desk, typed, day, echo):
    article = written(desk, due=date(2027, 4, 30))
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.press("end", "ctrl+u")
        await seat.type(typed)
        await seat.press("tab")
        assert desk.articles[article.id].due == day
        assert seat.field("due").text == echo


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_due_day_is_echoed_as_it_was_understood(desk, size):
    """While it is typed below the text, and once more when the field is left."""
    article = written(desk)
    async with seated(desk, size=size) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.type("20.12")
        await seat.sees("Monday 20.12.2027 · in 244 days")
        await seat.press("ctrl+u")
        await seat.type("xyz")
        await seat.settle()
        assert "not understood" not in seat.text  # half a word, perhaps
        assert seat.notices == []
        await seat.press("ctrl+u")
        await seat.type("18.5 22h\n")
        await seat.hears("Tuesday 18.5.2027 · in 28 days · an article has no hour")
        assert " words · " in seat.text
        seat.field("due").focus()
        await seat.sees("Tuesday 18.5.2027 · in 28 days")
        await seat.press("tab")
        assert len(seat.notices) == 1  # nothing was typed


async def test_a_due_day_that_is_counted_from_another(desk):
    """An article hangs on nothing: it gets the day, and keeps it when the other moves."""
    campaign = plan(desk)
    desk.records.change(
        campaign, milestones=(Day(name="Hội thi"), Day(name="Lễ", start=date(2027, 5, 1)))
    )
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.type("10 ngày trước Lễ\n")
        await seat.hears("Wednesday 21.4.2027 · in 1 day · 10 days before: Lễ")
        assert desk.articles[article.id].due == date(2027, 4, 21)
        seat.field("due").focus()
        await seat.press("end", "ctrl+u")
        await seat.type("10 ngày trước Hội thi\n")
        await seat.hears("“Hội thi” has no day yet; type another.")
        assert desk.articles[article.id].due == date(2027, 4, 21)


async def test_the_due_field_still_follows_the_desk_after_it_was_left(desk):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.type("mai\n")
        desk.records.change(desk.articles[article.id], due=date(2027, 5, 3))
        await seat.settle()
        assert seat.field("due").text == "3.5.2027"


async def test_a_half_typed_day_is_no_matter_for_a_notice(desk):
    article = written(desk, due=date(2027, 4, 30))
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.press("end", "ctrl+u")
        await seat.type("10 ngày tr")
        await seat.sees("saved ")
        seat.editor.save()
        assert not seat.notices
        assert desk.articles[article.id].due == date(2027, 4, 30)


async def test_a_wrong_day_leaves_the_stored_one_and_says_so(desk):
    article = written(desk, due=date(2027, 4, 30))
    async with seated(desk) as seat:
        await seat.open(article)
        seat.field("due").focus()
        await seat.press("end", "ctrl+u")
        await seat.type("31.2")
        await seat.press("tab")
        await seat.hears("31.2 is not a day of the calendar")
        assert desk.articles[article.id].due == date(2027, 4, 30)
        assert seat.field("due").text == "31.2"  # to be mended, not lost
        assert seat.field("due").has_class("over")
        seat.field("due").focus()
        await seat.press("end", "ctrl+u")
        await seat.type("1.3.2028\n")
        assert desk.articles[article.id].due == date(2028, 3, 1)
        assert not seat.field("due").has_class("over")
