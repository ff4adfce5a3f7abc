"""How the screens look. After a change that is meant: `pytest tests/tui --snapshot-update`."""

from datetime import date

import pytest
from textual.widgets import Input, TextArea

from store import Article
from store.records import Status
from tests.tui.helpers import LEAD, NARROW, SECOND, WIDE, Seat, news, plan, task
from tui import i18n
from tui.app import ToasoanApp
from tui.locale.catalogues import compile_stale
from tui.settings import Settings

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
THIRD = (
    "Đợt trao mũ và kính thứ hai mở ngày 28.4, trước Tháng Công nhân. Công đoàn xưởng tàu cho "
    "biết mỗi tổ cử một người đi đo cỡ mặt, vì kính rộng dễ tuột khi cúi."
)


@pytest.fixture(autouse=True)
def compiled():
    compile_stale(i18n._LOCALE_DIR)


@pytest.fixture
def full(desk, clock):
    """A desk in the middle of the work."""
    campaign = plan(desk)
    desk.tasks.tick(task(desk, "Gặp ban tổ chức"))
    items = news(desk)
    desk.records.add(
        Article(
            headline="Bến xe khu Đông thêm quầy vé cho công nhân",
            byline="Lê Thu",
            body="Huế – Quầy mở từ 5 giờ.",
            status=Status.APPROVED,
        )
    )
    clock.wait()
    desk.records.add(
        Article(headline="Bữa cơm ca đêm", byline="PV", due=date(2027, 4, 12), status=Status.IDEA)
    )
    clock.wait()
    article = desk.records.add(
        Article(
            headline="Thợ hàn xưởng đóng tàu nhận kính bảo hộ mới",
            byline="Minh Hà",
            body=f"{LEAD}\n\n{SECOND}\n\n{THIRD}",
            signoff="Minh Hà",
            status=Status.EDITING,
            due=date(2027, 4, 28),
            campaign=campaign.id,
        )
    )
    desk.tasks.attach(task(desk, "Bài về bữa cơm ca"), article)
    desk.links.add(article, items[1])
    clock.wait(17)
    return desk


@pytest.fixture
def looks(snap_compare):
    """Compare how the app looks after some steps with how it looked before."""

    def compare(desk, steps, size=NARROW, language="en"):
        i18n.use(language)
        app = ToasoanApp(desk, Settings(export_folder="~/tin-bai"))

        async def before(pilot):
            seat = Seat(app, pilot)
            await seat.settle()
            await steps(seat)
            for _ in range(2):  # the second time for what the index has set off
                await seat.until(lambda: seat.is_quiet)
                await seat.settle()
            for entry in app.screen.query("Input, TextArea").results(Input | TextArea):
                entry.cursor_blink = False

        return snap_compare(app, terminal_size=size, run_before=before)

    return compare


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
    await seat.until(lambda: seat.screen.related._indexed, "the index")
    await seat.type("Tin: ")
    await seat.press("ctrl+s")


async def find(seat):
    await editor(seat)
    await seat.press("ctrl+f")
    await seat.type("kinh")


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
