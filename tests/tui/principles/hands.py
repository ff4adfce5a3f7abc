"""The rooms of a campaign, and how their forms are filled."""

from datetime import timedelta

from store import Rumour

ROOMS = {
    "alt+e": "FactsScreen",
    "alt+d": "DocumentsScreen",
    "alt+n": "RumoursScreen",
    "alt+r": "RightsScreen",
    "alt+9": "QuestionsScreen",
}


def claim(desk, campaign, text="Quỹ đã hết tiền", hours=1, **fields):
    seen = desk.records.now() - timedelta(hours=hours)
    return desk.rumours.add(Rumour(campaign=campaign.id, claim=text, seen=seen, **fields))


async def room(seat, key):
    await seat.press(key)
    await seat.comes(ROOMS[key])


async def fill(seat, **values):
    """Type values into a form, each in its field, and take it."""
    for name, value in values.items():
        entry = seat.field(f"entry-{name}")
        entry.focus()
        entry.text = ""
        await seat.settle()
        await seat.type(value)
    await seat.press("ctrl+s")
