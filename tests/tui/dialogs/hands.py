"""What several of these tests do by keys."""


async def importing(seat, typed):
    await seat.press("ctrl+o")
    await seat.comes("OpenPageScreen")
    assert seat.focus == "files"
    await seat.paste(typed)
    await seat.press("enter")
