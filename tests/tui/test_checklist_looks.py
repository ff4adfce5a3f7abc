"""How the checklist looks by day, with marks, in an order, down the tree of units."""

from datetime import date

import pytest

from store.campaign_records import Stage
from tests.tui.agenda.hands import put_campaign, to
from tests.tui.helpers import NARROW, WIDE, task, written

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


@pytest.fixture
def full(desk, clock):
    """A desk on which something of everything stands in the way."""
    put_campaign(desk)
    first, loud = task(desk, "Chốt kịch bản"), task(desk, "Thu bản tin loa")
    desk.tasks.edit(
        loud,
        after=(first.id,),
        unit="LĐLĐ Sông Mây",
        cascades=True,
        milestone="Đại hội quận",
        stage=Stage.BEFORE,
    )
    desk.tasks.acknowledge(loud, "LĐLĐ quận Bắc")
    desk.tasks.edit(task(desk, "Ảnh ca đêm"), due=date(2027, 4, 25), anchor="Lễ đã bỏ", offset=-3)
    desk.tasks.attach(task(desk, "Ảnh ca đêm"), written(desk))
    desk.tasks.tick(task(desk, "Họp tổng kết"))
    clock.wait(5)
    return desk


async def agenda(seat):
    await to(seat, "Thu bản tin loa")


async def marked(seat):
    await to(seat, "Chốt kịch bản")
    await seat.press("x", "down", "x")


async def sifted(seat):
    await seat.press("f2", "f")
    await seat.type("ca ")


async def phases(seat):
    await seat.press("f2", "v", "down", "down")


async def form(seat):
    await agenda(seat)
    await seat.press("e")
    await seat.comes("TaskForm")


async def facets(seat):
    await seat.press("f2", "F")
    await seat.comes("MultiPicker")


async def several(seat):
    await marked(seat)
    await seat.press("e", "enter")
    await seat.comes("ValueForm")
    await seat.type("+2d")


async def asked(seat):
    await agenda(seat)
    await seat.press("space")
    await seat.comes("Confirm")


async def units(seat):
    await agenda(seat)
    await seat.press("c")
    await seat.comes("AcknowledgementsScreen")


SCREENS = {
    "agenda": agenda,
    "marked": marked,
    "sifted": sifted,
    "phases": phases,
    "form": form,
    "facets": facets,
    "several": several,
    "asked": asked,
    "units": units,
}


@LANGUAGES
@pytest.mark.parametrize("name", SCREENS)
def test_narrow(full, looks, name, language):
    assert looks(full, SCREENS[name], NARROW, language)


@pytest.mark.parametrize("name", ["agenda", "marked", "form", "units"])
def test_wide(full, looks, name):
    assert looks(full, SCREENS[name], WIDE, "vi")
