"""The rooms of a campaign: one key from anywhere, Esc back, the palette, the search over them."""

from datetime import date

import pytest

from store import Fact, Task
from store.records import RIGHTS, Status
from tests.tui.helpers import NARROW, WIDE, news, piece, put_campaign, seated, written
from tui.commands.campaign_navigation import DOORS
from tui.dialogs.picker import Picker
from tui.screens.campaign.calendar import CalendarScreen
from tui.settings import Settings

ROOMS = {
    "alt+o": "OverviewScreen",
    "f8": "MatrixScreen",
    "alt+c": "CalendarScreen",
    "alt+u": "UnitsScreen",
    "alt+e": "FactsScreen",
    "alt+d": "DocumentsScreen",
    "alt+n": "RumoursScreen",
    "alt+9": "QuestionsScreen",
    "alt+r": "RightsScreen",
    "alt+8": "BulletinsScreen",
    "alt+0": "LedgerScreen",
    "alt+l": "ListsScreen",
}
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "140x45"])


@pytest.fixture
def campaign(desk):
    return put_campaign(desk)


async def enter(seat, key):
    await seat.press(key)
    await seat.comes(ROOMS[key])


# ---------------------------------------------------------------- from room to room


def test_every_room_is_tested_here():
    assert [command.key for command in DOORS] == list(ROOMS)


async def test_from_each_room_the_others_are_one_key_away(desk, covered):
    async with seated(desk) as seat:
        listeners = len(desk.records.store._listeners)
        for key in (*ROOMS, *reversed(list(ROOMS)[:-1])):
            await enter(seat, key)
            assert len(seat.app.screen_stack) == 2, "rooms do not pile up"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.until(
            lambda: len(desk.records.store._listeners) == listeners, "no room listens any more"
        )


async def test_a_burst_of_keys_goes_to_the_room_that_was_asked_for(desk, covered):
    async with seated(desk) as seat:
        await enter(seat, "alt+o")
        for key in ("f8", "j", "l", "alt+c", "w"):
            seat.send(key)
        await seat.settle()
        await seat.comes("CalendarScreen")
        assert seat.on_top(CalendarScreen)._view.is_week
        for key in ("f8", "r"):
            seat.send(key)
        await seat.comes("MatrixScreen")
        await seat.sees("Milestones × Channels")


async def test_the_key_of_the_room_one_is_in_changes_nothing(desk, covered):
    async with seated(desk) as seat:
        await enter(seat, "f8")
        room = seat.app.screen
        await seat.press("down", "f8")
        assert seat.app.screen is room
        assert seat.field("cells").current.name == "cứu trợ"


async def test_over_a_form_the_doors_are_shut(desk, covered):
    async with seated(desk) as seat:
        await enter(seat, "alt+e")
        await seat.press("a")
        await seat.comes("FactForm")
        await seat.type("Áo dài")
        await seat.press("f8", "alt+c", "ctrl+p", "alt+g")
        assert seat.top == "FactForm"
        assert "Áo dài" in seat.text


@pytest.mark.parametrize(("key", "filter_key"), [("alt+u", "f"), ("alt+e", "f")])
async def test_the_doors_open_while_one_filters(desk, covered, key, filter_key):
    async with seated(desk) as seat:
        await enter(seat, key)
        await seat.press(filter_key)
        await seat.type("long")
        await enter(seat, "f8")
        assert len(seat.app.screen_stack) == 2


# ---------------------------------------------------------------- the way back from an article


@pytest.fixture
def case(desk, campaign):
    """An article that each of the rooms can open."""
    article = piece(
        desk,
        campaign,
        kind=RIGHTS,
        topics=("thi đua",),
        channels=("báo in",),
        unit="Liên đoàn Lao động Long Biên",
        status=Status.EXPORTED,
        exported=desk.records.now(),
    )
    desk.tasks.add(
        Task(campaign=campaign.id, title="Việc", phase="tham mưu", due=desk.records.today())
    )
    return article


OPENING = {
    "f8": ("enter",),
    "alt+c": ("enter", "end", "enter"),
    "alt+u": ("enter", "enter"),
    "alt+r": ("enter",),
}


@pytest.mark.parametrize("pane", ["f2", "f3"])
@pytest.mark.parametrize("key", OPENING)
async def test_esc_in_the_editor_goes_back_to_the_room(desk, campaign, case, key, pane):
    async with seated(desk) as seat:
        await seat.press(pane)
        await enter(seat, key)
        await seat.press(*OPENING[key])
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        await seat.press("escape")
        await seat.comes(ROOMS[key])
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == ("tasks" if pane == "f2" else "articles")
        assert seat.article is None
        await seat.press("f3", "enter")
        await seat.until(lambda: seat.article, "the article")
        await seat.press("escape")
        assert seat.top == "DeskScreen"


async def test_back_in_the_calendar_one_is_on_the_day_of_the_article(desk, campaign, case):
    start, end = date(2027, 4, 1), date(2027, 5, 31)
    desk.records.change(next(iter(desk.campaigns)), start=start, end=end)
    async with seated(desk) as seat:
        await enter(seat, "alt+c")
        desk.tasks.edit(next(iter(desk.tasks)), due=date(2027, 5, 19))
        for _n in range(29):
            seat.send("right")
        await seat.press("w", "enter", "end", "enter")
        await seat.comes("Picker")  # begin an article?
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        await seat.press("escape")
        await seat.comes("CalendarScreen")
        assert "Wednesday 19.5.2027" in seat.text
        assert seat.on_top(CalendarScreen)._view.is_week
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await enter(seat, "alt+c")
        assert "20.4.2027 · today" in seat.text, "who enters it by its key begins with today"


@pytest.mark.parametrize("away", ["f2", "f3", "f4"])
async def test_leaving_the_editor_by_a_pane_key_forgets_the_room(desk, campaign, case, away):
    async with seated(desk) as seat:
        await seat.press("f2")
        await enter(seat, "f8")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        await seat.press(away, "f3", "escape")
        assert seat.top == "DeskScreen"
        assert seat.focus == "articles"


# ---------------------------------------------------------------- palette and search


@pytest.mark.parametrize("key", ROOMS)
async def test_the_palette_of_a_room_has_its_commands_and_those_of_the_desk(desk, covered, key):
    async with seated(desk) as seat:
        await enter(seat, key)
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        keys = [option.key for option in seat.on_top(Picker).rows.items]
        assert len(keys) == len(set(keys))
        assert {"search-desk", "show-matrix", "new-article", "go-checklist", "back"} <= set(keys)
        assert not {"export", "save", "show-history", "zoom", "tick"} & set(keys)
        own = keys.index("undo") if "undo" in keys else keys.index("write-report")
        assert own < keys.index("search-desk") < keys.index("show-overview")
        await seat.press("escape")
        await seat.comes(ROOMS[key])


async def test_a_command_of_the_room_is_run_in_it(desk, covered):
    async with seated(desk) as seat:
        await enter(seat, "f8")
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        await seat.type("show other rows")
        await seat.press("enter")
        await seat.comes("MatrixScreen")
        assert "Milestones × Channels" in seat.text


async def test_a_command_of_the_desk_leaves_the_room(desk, covered):
    async with seated(desk) as seat:
        await enter(seat, "f8")
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        await seat.type("begin a new article")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.focus == "headline"
        await seat.press("f8")
        await seat.comes("MatrixScreen")
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        await seat.type("go to the campaign's checklist")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert seat.focus == "tasks"


@pytest.mark.parametrize(
    ("words", "screen"),
    [
        ("report", "ReportScreen"),
        ("clone", "CloneScreen"),
        ("save template", "SaveTemplateScreen"),
        ("begin template", "Picker"),
    ],
)
@pytest.mark.parametrize("place", ["f2", "alt+c"])
async def test_the_palette_knows_report_clone_and_template(desk, covered, words, screen, place):
    async with seated(desk) as seat:
        await seat.press(place)
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        palette = seat.app.screen
        await seat.type(words)
        await seat.press("enter")
        await seat.until(lambda: seat.app.screen is not palette and seat.top == screen, screen)


@pytest.mark.parametrize("key", ["alt+w", "alt+y", "alt+m"])
async def test_without_a_campaign_its_commands_say_so(desk, key):
    written(desk)
    async with seated(desk) as seat:
        await seat.press(key)
        await seat.hears("Choose a campaign first: F6.")
        assert seat.top == "DeskScreen"


@SIZES
async def test_search_from_a_room_goes_back_to_it_or_to_what_was_found(desk, covered, size):
    news(desk)
    wanted = written(desk, "Thợ hàn nhận kính mới")
    desk.facts.add(Fact(campaign=covered.id, key="mũ bảo hộ", value="320"))
    async with seated(desk, size=size) as seat:
        await enter(seat, "f8")
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.press("escape")
        await seat.comes("MatrixScreen")
        await seat.press("/")
        await seat.comes("SearchScreen")
        await seat.type("tho han nhan kinh")
        await seat.sees("Thợ hàn nhận kính mới")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.id == wanted.id
        await enter(seat, "f8")
        await seat.press("alt+g")
        await seat.comes("SearchScreen")
        await seat.type("mu bao ho")
        await seat.sees("320")
        await seat.press("enter")
        await seat.comes("FactsScreen")
        assert len(seat.app.screen_stack) == 2


# ---------------------------------------------------------------- what the footer says


@pytest.mark.parametrize("key", ROOMS)
async def test_esc_is_called_back_in_a_room(desk, covered, key):
    async with seated(desk) as seat:
        await enter(seat, key)
        assert "Esc Back" in seat.text
        assert "^P Commands" in seat.text
        assert "Cancel" not in seat.text


async def test_a_question_is_answered_with_y_or_n(desk, covered):
    async with seated(desk) as seat:
        await enter(seat, "alt+e")
        await seat.press("a")
        await seat.comes("FactForm")
        await seat.type("Áo dài")
        assert "Esc Cancel" in seat.text
        await seat.press("escape")
        await seat.comes("ConfirmLoss")
        assert "Cancel" in seat.words
        assert "Drop it" in seat.words
        assert "Esc" not in seat.words
        await seat.press("escape")
        await seat.comes("FactForm")
        assert "Áo dài" in seat.text


async def test_the_report_has_a_folder_of_its_own(desk, covered, tmp_path):
    chosen = Settings(export_folder=str(tmp_path / "bài"))
    async with seated(desk, chosen) as seat:
        await enter(seat, "alt+o")
        await seat.press("w")
        await seat.comes("ReportScreen")
        assert seat.field("folder").text != chosen.export_folder
        seat.field("folder").text = str(tmp_path / "báo cáo")
        await seat.press("enter")
        await seat.comes("OverviewScreen")
        assert chosen.export_folder == str(tmp_path / "bài")
        assert seat.notices[-1].endswith(".txt, .md, .docx, .csv, .ics"), "short: one path"
        await seat.press("w")
        await seat.comes("ReportScreen")
        assert seat.field("folder").text == str(tmp_path / "báo cáo")
