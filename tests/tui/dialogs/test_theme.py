"""The theme that is chosen."""

from tests.tui.helpers import seated, written
from tui.settings import Settings


async def test_the_theme_that_is_chosen_is_remembered(desk):
    written(desk)
    chosen = Settings()
    async with seated(desk, chosen) as seat:
        assert seat.app.theme == "toasoan-dark"
        await seat.press("alt+t")
        await seat.comes("Picker")
        await seat.type("toasoan light\n")
        if seat.top == "Picker":
            await seat.press(*["backspace"] * 13)
            await seat.type("toasoan-light\n")
        await seat.comes("DeskScreen")
        assert seat.app.theme == "toasoan-light"
        seat.send("ctrl+q")
        await seat.ends()
    from tui import settings

    assert settings.load()[0].theme == "toasoan-light"
    async with seated(desk, settings.load()[0]) as seat:
        assert seat.app.theme == "toasoan-light"


async def test_a_theme_that_is_not_there_any_more(desk):
    written(desk)
    async with seated(desk, Settings(theme="gone")) as seat:
        assert seat.app.theme == "toasoan-dark"
