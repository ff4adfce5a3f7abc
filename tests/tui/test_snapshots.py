"""How the screens look. After a change that is meant: `pytest tests/tui --snapshot-update`."""

import pytest

from tests.tui.helpers import LANGUAGES, WIDE

# ---------------------------------------------------------------- the steps to each screen


async def welcome(seat):
    await seat.comes("Welcome")


async def checklist(seat):
    await seat.press("f2", "down", "down", "down", "down")


async def article_list(seat):
    await seat.press("f3")


async def editor(seat):
    await seat.press("f3", "enter")
    await seat.until(lambda: seat.article, "the article")
    await seat.until(lambda: seat.screen.related._indexing.is_ready, "the index")
    await seat.type("Tin: ")
    await seat.press("ctrl+s")


async def find(seat):
    await editor(seat)
    await seat.press("ctrl+f")
    await seat.type("kinh")


async def replace(seat):
    await editor(seat)
    await seat.press("alt+h")
    await seat.type("kinh")
    await seat.press("tab")
    await seat.type("mũ")


async def related(seat):
    await editor(seat)
    await seat.until(lambda: seat.screen.related.listing.related, "suggestions")
    await seat.press("f4", "down")


async def export(seat):
    await seat.press("f3", "ctrl+e")
    await seat.comes("ExportScreen")


async def open_page(seat):
    await seat.press("f3", "ctrl+o")
    await seat.comes("OpenPageScreen")


async def help_(seat):
    await seat.press("f2", "down", "f1")
    await seat.comes("HelpScreen")


async def palette(seat):
    await seat.press("f2", "ctrl+p")
    await seat.comes("Picker")


async def task_form(seat):
    await checklist(seat)
    await seat.press("e")
    await seat.comes("TaskForm")


async def campaign(seat):
    await seat.press("f6")
    await seat.comes("Picker")


async def nothing(seat):
    await seat.settle()


SCREENS = {
    "checklist": checklist,
    "list": article_list,
    "editor": editor,
    "find": find,
    "replace": replace,
    "related": related,
    "export": export,
    "open-page": open_page,
    "help": help_,
    "palette": palette,
    "task-form": task_form,
    "campaign": campaign,
}


@LANGUAGES
def test_welcome(desk, looks, language):
    assert looks(desk, welcome, language=language)


@LANGUAGES
@pytest.mark.parametrize("name", SCREENS)
def test_narrow(full, looks, name, language):
    assert looks(full, SCREENS[name], language=language)


@LANGUAGES
@pytest.mark.parametrize("name", ["checklist", "related"])
def test_wide(full, looks, name, language):
    assert looks(full, SCREENS[name], WIDE, language)


def test_light(full, looks, monkeypatch):
    async def light(seat):
        seat.app.theme = "toasoan-light"
        await related(seat)

    assert looks(full, light, WIDE)


@LANGUAGES
def test_too_small(full, looks, language):
    assert looks(full, nothing, (36, 7), language)


@LANGUAGES
def test_not_saved(full, looks, language, disk):
    async def unsaved(seat):
        await editor(seat)
        disk.full = True
        store = full.records.store
        store.path = store.storage.path = store.path.relative_to(store.path.parent)
        await seat.type("Không lưu được. ")
        await seat.press("ctrl+s")

    assert looks(full, unsaved, language=language)
