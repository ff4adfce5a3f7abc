"""What holds for the looks of every screen, also in a small window."""

import re

import pytest
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets._toast import Toast

from store.campaign_records import Task, Unit
from store.records import FollowUp
from tests.tui.contrast import faint
from tests.tui.helpers import NARROW, WIDE, seated
from tests.tui.screens import classes, furnish, shown
from tui import i18n
from tui.dialogs.fitting import LEAST
from tui.dialogs.forms.form import Form
from tui.themes import THEMES
from tui.widgets.bars import KeyLine
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry
from tui.widgets.highlighted_text import Passage

SMALL = (60, 20)
SMALLEST = (40, 10)


def is_in_sight(part):
    return part is None or part.screen.find_widget(part).visible_region.height > 0


async def left(seat):
    seat.app.screen.dismiss()
    await seat.comes("DeskScreen")


@pytest.mark.slow
@pytest.mark.parametrize("size", [SMALLEST, SMALL, NARROW])
async def test_every_screen_keeps_its_keys_and_what_is_typed_in_sight(desk, size):
    given = furnish(desk)
    async with seated(desk, size=size) as seat:
        for name in classes():
            await shown(seat, given, name)
            box = seat.field("box").region
            keys = seat.lines[seat.app.screen.query_one(KeyLine).region.y : box.bottom - 1]
            assert "F1 Help" in keys[0], (name, seat.text)
            assert name.startswith("Confirm") or "Esc" in "".join(keys), (name, seat.text)
            await seat.until(lambda: is_in_sight(seat.app.focused), f"the focus of {name}")
            await left(seat)


@pytest.mark.slow
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_notices_keep_off_the_keys_and_the_line_one_writes(desk, size):
    given = furnish(desk)
    async with seated(desk, size=size, notices=True) as seat:
        for name in classes():
            await shown(seat, given, name)
            for number in (1, 2):
                seat.app.notify(f"Written: {'/bài' * 12}/{number}.txt", markup=False)
            await seat.sees("/2.txt")
            taken = [toast.region for toast in seat.app.screen.query(Toast)]
            kept = [line.region for line in seat.app.screen.query(KeyLine)]
            if isinstance(entry := seat.app.focused, LineEntry | BodyEntry):
                kept.append(Region(0, entry.cursor_screen_offset.y, size[0], 1))
            assert not [(a, b) for a in taken for b in kept if a.overlaps(b)], (name, seat.text)
            seat.app.clear_notifications()
            await left(seat)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_letter_can_be_read(desk, theme):
    given = furnish(desk)
    async with seated(desk, size=WIDE) as seat:
        seat.app.theme = theme
        for name in classes():
            await shown(seat, given, name)
            assert faint(seat, seat.field("box").region) == [], name
            await left(seat)


@pytest.mark.parametrize(("size", "steps"), [(NARROW, 8), (NARROW, 14), (WIDE, 36)])
async def test_notices_keep_off_the_row_under_the_cursor(desk, size, steps):
    campaign = desk.campaigns.new_empty("Mùa sen", 2027)
    for number in range(40):
        desk.tasks.add(Task(campaign=campaign.id, title=f"Việc số {number:02}"))
    async with seated(desk, size=size, notices=True) as seat:
        await seat.press("f2", "home", *["down"] * steps)
        for number in (1, 2):
            seat.app.notify(f"Written: {'/bài' * 12}/{number}.txt", markup=False)
        await seat.sees("/2.txt")
        _column, row = seat.place(seat.screen.checklist.rows.current.task.title)
        taken = {y for toast in seat.app.screen.query(Toast) for y in toast.region.line_range}
        assert row not in taken, seat.text


async def test_a_long_form_scrolls_to_the_field_with_the_focus(desk):
    given = furnish(desk)
    async with seated(desk, size=SMALL) as seat:
        await shown(seat, given, "TaskForm")
        assert "Notes" not in seat.text
        await seat.press("shift+tab")
        await seat.sees("Notes", "^S Save")


@pytest.mark.slow
@pytest.mark.parametrize("size", [SMALL, NARROW, WIDE])
async def test_scroll_bars_are_one_column_wide(desk, size):
    given = furnish(desk)
    async with seated(desk, size=size) as seat:
        await seat.open(given["article"])
        for name in classes():
            await shown(seat, given, name)
            wide = [
                part
                for part in seat.app.screen.query(Widget)
                if part.show_vertical_scrollbar and part.scrollbar_size_vertical > 1
            ]
            assert not wide, name
            if seat.top == name:
                await left(seat)


ONLY_SHOWING = ("HelpScreen", "HistoryScreen", "NeighbourhoodScreen", "Reading", "WentOutScreen")


@pytest.mark.parametrize("name", ONLY_SHOWING)
async def test_what_only_shows_something_is_closed(desk, name):
    given = furnish(desk)
    async with seated(desk) as seat:
        await shown(seat, given, name)
        assert "Esc Close" in seat.text


SAYS = {
    "Changing": "Esc Stop",
    "ReturnForm": "^S Return",
    "WithdrawArticlesForm": "^S Withdraw",
    "WithdrawForm": "^S Withdraw",
}


@pytest.mark.parametrize("name", SAYS)
async def test_a_key_is_called_by_what_it_does_here(desk, name):
    given = furnish(desk)
    async with seated(desk) as seat:
        await shown(seat, given, name)
        assert SAYS[name] in seat.text


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_choices_in_one_line_do_not_touch_and_are_not_cut(desk, language):
    i18n.use(language)
    given = furnish(desk)
    async with seated(desk) as seat:
        await shown(seat, given, "ExportManyScreen")
        line = next(line for line in seat.lines if line.count("▾") > 1)
        assert not re.search(r"▾\w|…", line)


async def test_a_warning_above_a_list_is_not_cut(desk):
    given = furnish(desk)
    async with seated(desk) as seat:
        await shown(seat, given, "SourcesScreen")
        assert "⚠ no beneficiary, and no figure that is in the text" in seat.words


async def test_columns_do_not_touch(desk):
    given = furnish(desk)
    async with seated(desk) as seat:
        await shown(seat, given, "RecoveryScreen")
        assert re.search(r"add to the bulletin {2}\w", seat.text)


NOT_YET = {
    "HistoryScreen": "Read on",  # the difference is seen whole
    "OverviewScreen": "Heat by",  # the numbers are shown, not the heat map
    "PlainTextScreen": "Join above",  # at the first paragraph
    "SaveCopyScreen": "Complete",  # the path that is proposed
}


@pytest.mark.parametrize("name", NOT_YET)
async def test_what_would_do_nothing_is_not_offered(desk, name):
    given = furnish(desk)
    async with seated(desk) as seat:
        await shown(seat, given, name)
        assert "F1 Help" in seat.text
        assert NOT_YET[name] not in seat.words


async def test_it_is_offered_as_soon_as_it_works(desk):
    given = furnish(desk)
    async with seated(desk) as seat:
        await shown(seat, given, "OverviewScreen")
        await seat.press("v", "v")
        assert "c Heat by" in seat.text
        assert "Enter Open" not in seat.text
        await left(seat)
        await shown(seat, given, "PlainTextScreen")
        await seat.press("down")
        assert "m Join above" in seat.text
        await left(seat)
        await shown(seat, given, "SaveCopyScreen")
        await seat.press("end", "backspace")
        assert "Tab Complete" in seat.text


async def test_labels_are_not_glued_to_values(desk):
    i18n.use("vi")
    given = furnish(desk)
    async with seated(desk) as seat:
        await shown(seat, given, "TaskForm")
        assert "Giao xuống không" in seat.line("Giao xuống")
        await left(seat)
        await shown(seat, given, "ListsScreen")
        assert "Tin gắn tối đa  8" in seat.line("Tin gắn tối đa")


async def test_what_is_said_of_a_name_stands_near_it(desk):
    given = furnish(desk)
    units = tuple(Unit(name=f"Tổ {n}", level="cơ sở", parent="Liên đoàn") for n in range(3))
    campaign = desk.records.change(given["campaign"], units=(given["campaign"].units[0], *units))
    given |= {
        "campaign": campaign,
        "task": desk.tasks.edit(given["task"], unit="Liên đoàn", cascades=True),
    }
    async with seated(desk, size=WIDE) as seat:
        await shown(seat, given, "AcknowledgementsScreen")
        assert re.search(r"Tổ 1 {1,4}it stops here", seat.text)
        await left(seat)
        await shown(seat, given, "CloneScreen")
        assert re.search(r"3 days[ \xa0]{2,20}old day", seat.text)


@pytest.mark.slow
@pytest.mark.parametrize("size", [SMALL, NARROW, WIDE])
async def test_entries_end_within_their_rows(desk, size):
    given = furnish(desk)
    async with seated(desk, size=size) as seat:
        for name in classes():
            await shown(seat, given, name)
            entries = seat.app.screen.query(LineEntry)
            rows = [(one, one.parent) for one in entries if isinstance(one.parent, Widget)]
            assert not [e.id for e, row in rows if e.region.right > row.region.right], name
            await left(seat)


async def test_a_list_to_choose_from_is_as_high_as_what_it_holds(desk):
    given = furnish(desk)
    async with seated(desk, size=WIDE) as seat:
        for name in ("Picker", "MultiPicker"):
            await shown(seat, given, name)
            height = seat.field("box").region.height
            assert 8 < height < 14
            await seat.type("zzz")
            assert seat.field("box").region.height == height
            await seat.press(*["backspace"] * 3)
            await left(seat)
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        assert seat.field("box").region.height == 30


async def test_names_keep_their_room_in_a_small_window(desk):
    given = furnish(desk)
    async with seated(desk, size=SMALL) as seat:
        await shown(seat, given, "UnitsScreen")
        assert "Liên đoàn" in seat.text
        assert "Level" not in seat.text
        await left(seat)
        await shown(seat, given, "CloneScreen")
        head = seat.line("old day")
        assert "3 days\xa0\xa0" in head
        assert "why" not in head


def beside_scroll_bars(seat):
    """Return the characters to the left of the scroll bars; there must be one."""
    scrolls = [part for part in seat.app.screen.query(Widget) if part.show_vertical_scrollbar]
    assert scrolls
    regions = [part.region for part in scrolls]
    lines = seat.lines
    return {lines[y][r.right - 2 :][:1] for r in regions for y in range(r.y, r.bottom)} - {""}


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_list_that_scrolls_keeps_off_its_scroll_bar(desk, size):
    furnish(desk)
    for n in range(40):
        desk.articles.new(headline=f"Tin {n}", body="một đoạn")
    async with seated(desk, size=size) as seat:
        await seat.press("f3")
        assert beside_scroll_bars(seat) == {" "}
        await seat.press("ctrl+d")
        await seat.comes("RecoveryScreen")
        assert beside_scroll_bars(seat) == {" "}


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_text_that_scrolls_keeps_off_its_scroll_bar(desk, size):
    given = furnish(desk)
    text = " ".join(["một hai ba bốn"] * 600)
    given |= {"text": text, "passages": [Passage(text)], "states": ("cũ", text)}
    async with seated(desk, size=size) as seat:
        for name in ("HelpScreen", "Reading", "PreviewScreen", "CardScreen"):
            await shown(seat, given, name)
            assert beside_scroll_bars(seat) == {" "}, name
            await left(seat)


async def test_a_heading_of_the_help_is_underlined_as_far_as_it_goes(desk):
    given = furnish(desk)
    async with seated(desk, size=WIDE) as seat:
        await shown(seat, given, "HelpScreen")
        strips = seat.app.screen._compositor.render_strips()
        underlined = [part.text for strip in strips for part in strip if part.style.underline]
        assert "Where the focus is" in underlined
        assert all(text == text.strip() for text in underlined)


async def test_what_is_said_of_a_piece_on_the_map_is_not_cut(desk):
    given = furnish(desk)
    async with seated(desk) as seat:
        given["middle"] = given["article"].id
        desk.records.change(given["article"], headline="Thợ hàn nhận kính mới và mũ mới " * 2)
        await shown(seat, given, "NeighbourhoodScreen")
        assert "being edited" in seat.words


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_form_has_a_blank_line_below_its_title_where_there_is_room(desk, size):
    given = furnish(desk)
    forms = [name for name, kind in classes().items() if issubclass(kind, Form)]
    async with seated(desk, size=size) as seat:
        for name in forms:
            await shown(seat, given, name)
            box, title = seat.field("box").region, seat.field("title").region
            below = seat.lines[title.bottom][box.x : box.right]
            is_tight = name == "CloneScreen" or (name == "TaskForm" and size == NARROW)
            assert is_tight or not below.strip("│ "), name
            await left(seat)


FITTING = {"CaseScreen", "SourcesScreen", "CardScreen", "Reading", "PlainTextScreen"}


async def test_a_dialog_is_as_high_as_what_it_holds(desk):
    given = furnish(desk)
    async with seated(desk, size=WIDE) as seat:
        for name in FITTING:
            await shown(seat, given, name)
            assert 8 < seat.field("box").region.height < 15, name
            await left(seat)
        await shown(seat, given, "UnitsImportScreen")
        assert seat.field("told").size.height == LEAST
        await left(seat)
        await shown(seat, given, "ExportScreen")
        preview = seat.field("preview").region
        assert preview.height == seat.app.screen.query_one("VerticalScroll").region.height


@pytest.mark.parametrize("size", [SMALL, NARROW, WIDE])
async def test_a_dialog_that_holds_much_keeps_its_keys_in_sight(desk, size):
    given = furnish(desk)
    for day in range(40):
        given["article"] = desk.rights.add_follow_up(
            given["article"], FollowUp(day=desk.records.today(), what=f"gọi {day}")
        )
    text = "một đoạn\n\n" * 40
    given |= {"text": text, "states": ("cũ", text)}
    async with seated(desk, size=size) as seat:
        for name in FITTING - {"SourcesScreen"}:
            await shown(seat, given, name)
            box = seat.field("box").region
            assert box.height == size[1], name
            assert any("F1 Help" in line for line in seat.lines[box.y : box.bottom]), name
            await left(seat)


async def test_a_dialog_with_a_list_grows_with_it_and_keeps_its_height_while_one_filters(desk):
    given = furnish(desk)
    async with seated(desk, size=WIDE) as seat:
        await shown(seat, given, "CaseScreen")
        rows = seat.field("entries")
        await seat.until(lambda: rows.size.height == LEAST, "room for one entry")
        article = given["article"]
        for day in range(9):
            article = desk.rights.add_follow_up(
                article, FollowUp(day=desk.records.today(), what=f"gọi {day}")
            )
        await seat.until(lambda: rows.size.height == 10, "room for ten entries")
        await seat.press("slash")
        await seat.type("zzz")
        await seat.sees("Nothing matches.")
        assert rows.size.height == 10
