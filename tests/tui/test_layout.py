"""Wide, narrow and too small windows; zoom; and what the mouse does to the panes."""

import pytest
from textual.app import App
from textual.geometry import Region
from textual.widgets._toast import Toast

from tests.tui.contrast import contrast, faint
from tests.tui.helpers import NARROW, WIDE, plan, seated, written
from tui.dialogs.picker import Picker
from tui.settings import Settings
from tui.widgets.bars import KeyLine
from tui.widgets.entry.line import LineEntry

PANES = {"f2": "checklist", "f3": "drafts", "f4": "related"}


def visible_panes(seat):
    return [name for name in PANES.values() if seat.screen.query_one(f"#{name}").display]


@pytest.fixture
def full(desk):
    plan(desk)
    written(desk)
    return desk


# ---------------------------------------------------------------- notices


async def test_at_most_two_notices_hide_what_one_reads_and_esc_takes_them_away(full):
    async with seated(full, notices=True) as seat:
        for n in range(5):
            seat.app.notify(f"Written: {'/bài' * 30}/{n}.txt", markup=False)
        await seat.sees("/4.txt")
        assert "/3.txt" in seat.text
        assert "/2.txt" not in seat.text
        assert max(one.timeout for one in seat.app._notifications) <= 4
        await seat.press("escape")
        assert ".txt" not in seat.text


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("key", ["ctrl+home", "ctrl+end"])
async def test_a_notice_keeps_off_the_line_one_writes_the_counts_and_the_footer(desk, size, key):
    article = desk.articles.new(headline="Tổ may", body="Một đoạn dài. " * 400)
    async with seated(desk, size=size, notices=True) as seat:
        await seat.open(article)
        seat.body.focus()
        await seat.press(key)
        await seat.settle()
        for number in (1, 2):
            seat.app.notify(f"Written: {'/bài' * 12}/{number}.txt", markup=False)
        await seat.sees("/2.txt")
        taken = [toast.region for toast in seat.app.screen.query(Toast)]
        assert len(taken) == 2
        kept = [seat.field(name).region for name in ("headline", "counts")]
        kept += [line.region for line in seat.app.screen.query(KeyLine)]
        kept += [Region(0, seat.body.cursor_screen_offset.y, size[0], 1)]
        assert [(a, b) for a in taken for b in kept if a.overlaps(b)] == []


async def test_a_warning_is_not_driven_away_by_notices(full):
    async with seated(full, notices=True) as seat:
        seat.app.notify("The disk is full.", severity="warning", timeout=12)
        for n in range(4):
            seat.app.notify(f"Written {n}")
        await seat.sees("Written 3")
        assert "The disk is full." in seat.text
        assert "Written 1" not in seat.text
        await seat.press("escape")
        assert "The disk is full." not in seat.text


async def test_what_esc_itself_tells_is_seen(full, monkeypatch):
    async with seated(full, notices=True) as seat:
        seat.app.notify("Written 1")
        await seat.sees("Written 1")
        await seat.press("f1")
        await seat.comes("HelpScreen")

        def cancel():
            seat.app.notify("Esc was pressed")

        monkeypatch.setattr(seat.app.screen, "action_cancel", cancel)
        await seat.press("escape")
        await seat.sees("Esc was pressed")
        assert "Written 1" not in seat.text


# ---------------------------------------------------------------- one pane or three


@pytest.mark.parametrize("size", [NARROW, (119, 30), (40, 10)])
async def test_narrow_one_pane_and_a_strip_of_tabs(full, size):
    async with seated(full, size=size) as seat:
        assert "F3 Articles" in seat.lines[1]
        for key, name in PANES.items():
            await seat.press(key)
            assert visible_panes(seat) == [name]
            assert seat.screen.query_one(f"#{name}").has_focus_within
            assert seat.screen.query_one("TabStrip").active == name


@pytest.mark.parametrize("size", [WIDE, (120, 24), (200, 60)])
async def test_wide_three_panes(full, size):
    async with seated(full, size=size) as seat:
        assert visible_panes(seat) == list(PANES.values())
        widths = [seat.screen.query_one(f"#{name}").size.width for name in PANES.values()]
        assert widths[1] == max(widths)
        assert "F2 Checklist" in seat.lines[1]  # in the frame
        assert not seat.screen.query_one("TabStrip").display
        for key, name in PANES.items():
            await seat.press(key)
            active = [
                p for p in PANES.values() if seat.screen.query_one(f"#{p}").has_class("active")
            ]
            assert active == [name]


@pytest.mark.parametrize("key", PANES)
async def test_zoom_gives_the_whole_window_and_takes_it_back(full, key):
    async with seated(full, size=WIDE) as seat:
        await seat.press(key, "f5")
        assert visible_panes(seat) == [PANES[key]]
        assert seat.screen.query_one(f"#{PANES[key]}").size.width >= 138
        for other, name in PANES.items():
            await seat.press(other)
            assert visible_panes(seat) == [name]
        await seat.press("f5")
        assert visible_panes(seat) == list(PANES.values())


@pytest.mark.parametrize("size", [(20, 5), (39, 24), (80, 9)])
async def test_too_small_is_one_sentence(full, size):
    async with seated(full, size=size) as seat:
        words = " ".join(seat.text.split())
        assert words.startswith("The window is too small:")
        assert f"{size[0]}×{size[1]}" in words


@pytest.mark.parametrize("size", [(20, 5), (39, 24), (80, 9), (1, 1)])
async def test_keys_in_a_window_that_is_too_small_do_no_harm(full, size):
    async with seated(full, size=size) as seat:
        await seat.press("f2", "down", "x", "f5", "f5", "f4", "f3", "f1", "escape")
        await seat.resize(*NARROW)
        assert "F2 Checklist" in seat.text


@pytest.mark.parametrize("size", [(40, 10), (60, 20), NARROW])
async def test_the_counts_below_a_text_end_within_the_window(desk, size):
    article = desk.articles.new(headline="Tổ may", body="Một đoạn dài. " * 400)
    async with seated(desk, size=size) as seat:
        await seat.open(article)
        assert seat.field("counts").region.right <= size[0]


async def test_growing_and_shrinking_keeps_the_text(full):
    article = next(iter(full.articles))
    async with seated(full, size=WIDE) as seat:
        await seat.open(article)
        await seat.type("Một hai. ")
        for size in ((80, 24), (20, 5), (140, 45), (20, 5), (80, 24), (121, 12), (200, 60)):
            await seat.resize(*size)
            assert seat.body.body == "Một hai. " + article.body
        assert seat.article
        await seat.press("ctrl+s")
        assert full.articles[article.id].body == "Một hai. " + article.body


async def test_between_narrow_and_wide_the_focus_stays(full):
    async with seated(full, size=WIDE) as seat:
        for key, name in PANES.items():
            await seat.press(key)
            for size in ((80, 24), (140, 45), (40, 10), (120, 30)):
                await seat.resize(*size)
                assert seat.screen.query_one(f"#{name}").has_focus_within
                assert name in visible_panes(seat)


async def test_growing_and_shrinking_keeps_focus_and_text(full):
    article = next(iter(full.articles))
    async with seated(full, size=WIDE) as seat:
        await seat.open(article)
        seat.field("headline").focus()
        await seat.press("end")
        await seat.type(" ở")
        for size in ((80, 24), (20, 5), (140, 45), (20, 5), (80, 24), (121, 12), (200, 60)):
            await seat.resize(*size)
            assert seat.focus == "headline", size
            assert seat.field("headline").text == "Thợ hàn nhận kính mới ở"
        await seat.type(" xưởng")
        await seat.press("ctrl+s")
        assert full.articles[article.id].headline == "Thợ hàn nhận kính mới ở xưởng"
        assert seat.article


async def test_typing_in_a_window_that_is_too_small_loses_nothing(full):
    article = next(iter(full.articles))
    async with seated(full) as seat:
        await seat.open(article)
        await seat.type("Một")
        await seat.resize(20, 5)
        await seat.type(" hai")
        await seat.resize(80, 24)
        await seat.type(" ba ")
        await seat.press("ctrl+s")
        assert full.articles[article.id].body == "Một hai ba " + article.body


async def test_a_dialog_lives_through_a_resize(full):
    async with seated(full) as seat:
        await seat.press("f2", "a")
        await seat.comes("TaskForm")
        await seat.type("Việc")
        for size in ((20, 5), (140, 45), (80, 24)):
            await seat.resize(*size)
        await seat.type(" mới\n")
        await seat.comes("DeskScreen")
        assert any(task.title == "Việc mới" for task in full.tasks)


async def test_the_list_keeps_its_cursor_through_a_resize(full):
    async with seated(full, size=WIDE) as seat:
        await seat.press("f2", "end", "up", "up")
        key = seat.screen.checklist.rows.cursor_key
        for size in ((80, 12), (140, 45), (40, 10)):
            await seat.resize(*size)
            assert seat.screen.checklist.rows.cursor_key == key
            assert seat.screen.checklist.task_here.title in seat.text


async def test_the_mouse_goes_to_a_tab(full):
    async with seated(full) as seat:
        for name, tab in (("related", "Related"), ("drafts", "Articles"), ("checklist", "F2")):
            await seat.click(tab)
            assert visible_panes(seat) == [name]
            assert seat.screen.query_one(f"#{name}").has_focus_within


async def test_the_mouse_goes_to_a_pane(full):
    async with seated(full, size=WIDE) as seat:
        await seat.click("Bài về bữa cơm ca")
        assert seat.focus == "tasks"
        assert seat.screen.checklist.has_class("active")
        await seat.click("Thợ hàn nhận kính mới")
        assert seat.focus == "articles"
        await seat.click("Võ Bình nói")
        assert seat.focus == "glance"
        assert seat.screen.related.has_class("active")


async def test_tab_walks_only_through_what_is_seen(full):
    async with seated(full) as seat:
        await seat.press("f2")
        for _ in range(6):
            await seat.press("tab")
            assert seat.app.focused.region.area > 0
            assert visible_panes(seat) == ["checklist"]


async def test_a_campaign_that_is_called_something_odd(full):
    campaign = next(iter(full.campaigns))
    full.records.change(campaign, name="Mùa\x1b[31m quà\u202e " + "rất dài " * 40)
    async with seated(full) as seat:
        assert "Mùa␛[31m quà⇄" in seat.lines[0]
        assert "0/4 tasks · 1 overdue" in seat.lines[0]
        assert len(seat.lines[0]) <= 80
        assert "F3 Articles" in seat.lines[1]


async def test_the_wheel_scrolls_and_the_cursor_stays(desk):
    from textual.events import MouseScrollDown

    for number in range(60):
        written(desk, f"Bài {number}")
    async with seated(desk) as seat:
        rows = seat.screen.drafts.list.rows
        key = rows.cursor_key
        for _ in range(5):
            rows.post_message(
                MouseScrollDown(rows, 5, 5, 0, 0, 0, False, False, False, screen_x=5, screen_y=8)
            )
        await seat.until(lambda: rows.scroll_offset.y > 0, "a scroll")
        assert rows.cursor_key == key


TONES = ("", "dim", "good", "warn", "accent", "title", "open")


@pytest.mark.parametrize("theme", ["toasoan-dark", "toasoan-light"])
@pytest.mark.parametrize(
    "at_cursor",
    [
        False,
        True,
    ],
)
async def test_every_row_can_be_read(full, theme, at_cursor):
    async with seated(full) as seat:
        seat.app.theme = theme
        await seat.press("f2")
        rows = seat.screen.checklist.rows
        read = {tone: round(contrast(rows._tone(tone, at_cursor)), 1) for tone in TONES}
        assert min(read.values()) >= 4.5, read
        await seat.press("ctrl+p")
        await seat.comes("Picker")
        rows = seat.on_top(Picker).rows
        read = {tone: round(contrast(rows._tone(tone, at_cursor)), 1) for tone in TONES}
        assert min(read.values()) >= 4.5, read


@pytest.mark.parametrize("theme", ["toasoan-dark", "toasoan-light"])
async def test_a_field_is_seen_and_its_hint_can_be_read(full, theme):
    async with seated(full) as seat:
        seat.app.theme = theme
        await seat.press("f2", "down", "down", "a")
        await seat.comes("TaskForm")
        fields = list(seat.app.screen.query(LineEntry))
        assert all(field.rich_style.bgcolor != field.parent.rich_style.bgcolor for field in fields)
        hint = next(field for field in fields if field.placeholder)
        looks = [hint.get_component_rich_style("input--placeholder")]
        hint.focus()
        await seat.settle()
        looks.append(hint.get_component_rich_style("input--placeholder"))
        assert min(map(contrast, looks)) >= 4.5, looks


@pytest.mark.parametrize("theme", ["toasoan-dark", "toasoan-light"])
@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("pane", ["f2", "f3", "f4"])
async def test_every_letter_of_the_panes_can_be_read(full, theme, size, pane):
    async with seated(full, size=size) as seat:
        seat.app.theme = theme
        await seat.press(pane)
        await seat.settle()
        assert faint(seat, seat.app.screen.region) == []


@pytest.mark.parametrize("theme", ["toasoan-dark", "toasoan-light"])
async def test_the_start_parses_the_style_sheets_once_in_the_colours_of_the_theme(full, theme):
    def looks(seat):
        return [str(widget.styles.css) for widget in seat.screen.walk_children()]

    async with seated(full, Settings(theme=theme), WIDE) as seat:
        at_first = looks(seat)
        App.refresh_css(seat.app)
        await seat.settle()
        assert looks(seat) == at_first
        others = {"toasoan-dark": "toasoan-light", "toasoan-light": "toasoan-dark"}
        seat.app.theme = others[theme]
        await seat.settle()
        assert looks(seat) != at_first


# ---------------------------------------------------------------- the cursor of a pane


@pytest.mark.parametrize("theme", ["toasoan-dark", "toasoan-light"])
async def test_the_cursor_of_a_pane_without_the_focus_is_dim_and_not_underlined(full, theme):
    async with seated(full, size=WIDE) as seat:
        seat.app.theme = theme
        await seat.press("f3")
        looks = [cursor_style(seat)]
        await seat.press("f2")
        looks.append(cursor_style(seat))
        assert not any(style.underline for style in looks)
        plain = seat.screen.drafts.list.rows.rich_style.bgcolor
        assert len({plain, *(style.bgcolor for style in looks)}) == 3


async def test_without_colours_that_cursor_is_underlined(full, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with seated(full, size=WIDE) as seat:
        await seat.press("f2")
        assert cursor_style(seat).underline


def cursor_style(seat):
    """How the headline under the cursor is drawn in the list of articles."""
    line = seat.screen.drafts.list.rows.render_line(0)
    return next(part.style for part in line if "Thợ hàn" in part.text)
