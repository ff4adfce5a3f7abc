"""How the room of units looks, in both languages."""

import pytest

from tests.store.test_units_csv import BASE, HEAD
from tests.tui.helpers import NARROW, WIDE
from tui import i18n

from .hands import units

LOOKS = pytest.mark.parametrize(
    ("size", "language"), [(NARROW, "vi"), (NARROW, "en"), (WIDE, "vi")]
)


@LOOKS
def test_the_tree_looks_as_before(desk, campaign, looks, size, language):
    async def steps(seat):
        await units(seat, "end")

    assert looks(desk, steps, size, language)


@LOOKS
def test_one_task_looks_as_before(desk, campaign, looks, size, language):
    async def steps(seat):
        await units(seat, "down", "t", "down", "up")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.comes("UnitsScreen")

    assert looks(desk, steps, size, language)


@LOOKS
def test_the_form_looks_as_before(desk, campaign, looks, size, language):
    async def steps(seat):
        await units(seat, "end", "e")
        await seat.comes("UnitForm")

    assert looks(desk, steps, size, language)


@LOOKS
def test_the_import_looks_as_before(
    desk,
    campaign,
    looks,
    size,
    language,
    tmp_path,
    monkeypatch,
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "don-vi.csv").write_text(
        f"{HEAD}\nXưởng Mới,Mới,{BASE},Quận An,\nXưởng Mới,,{BASE},,\nXưởng Lạc,,{BASE},Hoang,\n"
        f"Công đoàn Lớp Bến,Lớp Bến,{BASE},Quận An,cô Tư\nXưởng Trời,,cấp trời,,\n",
        encoding="utf-8",
    )

    async def steps(seat):
        await units(seat, "i")
        await seat.paste("don-vi.csv")
        await seat.press("enter")
        await seat.until(lambda: seat.app.screen._found, "the preview")

    assert looks(desk, steps, size, language)


def test_the_language_is_put_back():
    assert i18n.current() == "en"
