"""Words that stand in the headline, too, are told where they are looked for in the text."""

from tests.tui.helpers import seated, written


async def test_what_the_headline_has_is_told_while_finding_and_after_replacing(desk):
    article = written(desk, "Hòa Phát thưởng Tết", body="Hòa Phát thưởng. Thợ Hòa Phát vui.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.press("alt+h")
        await seat.type("hoa phat")
        await seat.sees("2 found · headline: 1")
        seat.field("replace").text = "Hòa Bình"
        await seat.press("alt+a")
        await seat.sees("2 replaced · headline: 1")
        assert seat.body.body == "Hòa Bình thưởng. Thợ Hòa Bình vui."
        await seat.press("ctrl+f")
        await seat.type("vui")
        await seat.sees("1 found")
        assert "headline: " not in seat.text
