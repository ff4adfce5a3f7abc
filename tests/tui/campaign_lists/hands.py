"""What the tests of the lists press."""

from __future__ import annotations

from tui.dialogs.forms.list_forms import LIST_NAMES


async def enter(seat, name=""):
    """Open the room, and go to the entries of a list."""
    await seat.press("alt+l")
    await seat.comes("ListsScreen")
    await seat.settle()
    if name:
        await seat.press(*["down"] * (list(LIST_NAMES).index(name) + 1), "tab")


async def form(seat, *fills):
    """Fill the form: for each field what is typed, after what stands there is deleted."""
    await seat.comes("FieldForm")
    for number, text in enumerate(fills):
        if number:
            await seat.press("tab")
        if text is not None:
            seat.entry.text = ""
            await seat.type(text)
    await seat.press("ctrl+s")


async def f6(seat, typed):
    await seat.press("f6")
    await seat.comes("Picker")
    await seat.type(typed)
    await seat.press("enter")
