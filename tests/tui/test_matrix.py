"""The matrix on the screen: cells, axes, filters, gaps, and what Enter opens or makes."""

import re
from datetime import date, timedelta

import pytest

from store import Article, Campaign, Task, open_desk
from store.campaign_records import Goal, Unit
from store.campaigns.matrix import Cell, State
from store.channels import Channel
from store.records import Status
from tests.tui.helpers import (
    GRASS,
    LANGUAGES,
    NARROW,
    WIDE,
    piece,
    plan,
    put_campaign,
    seated,
    task,
    written,
)
from tui import i18n
from tui.screens.campaign.base import following
from tui.screens.campaign.matrix import MatrixScreen
from tui.screens.campaign.matrix_layout import MOST_SPACE, lay_out
from tui.screens.campaign.matrix_rows import drawn, legend
from tui.widgets.virtual_list import headed

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
TODAY = date(2027, 4, 20)


@pytest.fixture
def campaign(desk):
    return put_campaign(desk)


async def matrix(seat, *keys):
    """Open the matrix, and press keys in it."""
    await seat.press("f8")
    await seat.comes("MatrixScreen")
    await seat.press(*keys)


async def choose(seat, words):
    """Take the option of a picker that holds the words."""
    await seat.comes("Picker")
    await seat.type(words)
    await seat.press("enter")


def here(seat):
    """The row and the column under the cursor."""
    rows = seat.field("cells")
    return rows.current.name, seat.app.screen._matrix.columns[rows.place]


def row_of(seat, name):
    """The cells of a row as they stand on the screen."""
    _before, _name, cells = seat.line(f"│ {name} ").partition(name)
    return re.sub("[│┄]", " ", cells).split()


def detail(seat):
    region = seat.field("detail").region
    lines = seat.lines[region.y : region.bottom]
    return " ".join(" ".join(line[region.x : region.right] for line in lines).split())


# ---------------------------------------------------------------- opening and leaving


@pytest.mark.parametrize("place", ["tasks", "articles", "news", "headline", "body", "due"])
@SIZES
async def test_f8_opens_it_from_everywhere(desk, covered, place, size):
    async with seated(desk, size=size) as seat:
        if place in ("headline", "body", "due"):
            await seat.open(written(desk, campaign=covered.id))
        await seat.press({"tasks": "f2", "news": "f4"}.get(place, "f3"))
        seat.field(place).focus()
        await seat.settle()
        assert seat.focus == place
        await matrix(seat)
        assert seat.focus == "cells"
        assert "Matrix: Mùa sen" in seat.text
        assert "Topics × Channels · in sync 1/3 · 7 gaps" in seat.text
        assert here(seat) == ("thi đua", "báo in")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == place


async def test_what_was_typed_is_saved_first(desk, covered):
    article = written(desk, campaign=covered.id)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Mưa. ")
        await seat.press("f8")
        await seat.comes("MatrixScreen")
        assert desk.articles[article.id].body.startswith("Mưa. ")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.type("Nắng. ")
        assert seat.body.body.startswith("Mưa. Nắng. ")


async def test_without_a_campaign_it_says_so(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("f8")
        await seat.hears("Choose a campaign first: F6.")
        assert seat.top == "DeskScreen"


async def test_it_is_closed_without_a_trace(desk, covered):
    async with seated(desk) as seat:
        before = len(desk.records.store._listeners)
        await matrix(seat, "o")
        await seat.press("escape")
        assert seat.top == "MatrixScreen"
        assert seat.focus == "cells"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.settle()
        assert len(desk.records.store._listeners) == before


# ---------------------------------------------------------------- what it shows


@SIZES
async def test_cells_and_what_is_in_sync(desk, covered, size):
    for status, channel in ((Status.WRITING, "báo điện tử"), (Status.APPROVED, "loa")):
        piece(desk, covered, topics=("nữ công",), channels=(channel,), status=status)
    piece(desk, covered, topics=("nữ công",), channels=("loa",))
    async with seated(desk, size=size) as seat:
        await matrix(seat, "end")
        assert row_of(seat, "thi đua") == ["=", "✔", "·", "✔", "·"]
        assert row_of(seat, "cứu trợ") == ["≠", "✔", "·", "·", "✔"]
        assert row_of(seat, "nữ công") == ["[○]", "◐", "◐●", "·"]
        assert detail(seat) == (
            "nữ công × báo in: 1 planned · not in sync: nothing out in truyền thông đại chúng, "
            "trực tiếp tại cơ sở"
        )
        await seat.press("up")
        assert detail(seat) == "cứu trợ × báo in: 1 out · not in sync: 144 hours too far apart"
        await seat.press("up", "right")
        assert detail(seat) == "thi đua × báo điện tử: nothing yet · in sync ✔"
        await seat.press("end", "right")
        assert detail(seat).startswith("nữ công × loa: 1 being written, 1 ready · not in sync: ")


def layout(seat):
    rows = seat.field("cells")
    return rows.layout_in(rows.text_width)


def heads(seat):
    """Where the head of each column begins."""
    found = layout(seat)
    lines = seat.lines[: seat.field("head").region.bottom]
    first = seat.field("cells").region.x + found.label + 4
    assert lines[-1][: first - 2].strip("│ \xa0‹›") == ""
    places = [first + sum(found.widths[:number]) for number in range(len(found.widths))]
    for head, x in zip(found.heads, places, strict=True):
        for text, line in zip(head, lines[-len(head) :], strict=True):
            assert line[x : x + len(text)] == text, line
    return places


def symbols(seat, row):
    """Where the symbols of a row stand."""
    line = seat.line(f"│ {row}"[:15])
    first = seat.field("cells").region.x + layout(seat).label + 3
    return [x for x in range(first, len(line)) if line[x] in "·○◐●✔"]


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 10), (100, 30)])
@pytest.mark.parametrize("rows", [3, 40])
async def test_a_column_stands_under_its_head(desk, size, rows):
    put_campaign(desk, topics=tuple(f"chủ đề {n:02}" for n in range(rows)))
    async with seated(desk, size=size) as seat:
        await matrix(seat)
        for _ in range(3):
            assert heads(seat) == symbols(seat, "chủ đề 00")
            await seat.press("c")
        for other in (NARROW, (120, 16), size):
            await seat.resize(*other)
            assert heads(seat) == symbols(seat, "chủ đề 00"), other


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 10)])
async def test_of_thirty_columns_the_one_under_the_cursor_is_in_view(desk, size):
    channels = tuple(Channel(f"kênh {n:02}", f"nhóm {n // 5}") for n in range(30))
    covered = put_campaign(desk, channels=channels, topics=("thi đua", "nữ công"))
    piece(desk, covered, topics=("thi đua",), channels=("kênh 29",), status=Status.EXPORTED)
    async with seated(desk, size=size) as seat:
        await matrix(seat)
        region = seat.field("head").region
        assert region.height == 2
        assert "›" in seat.lines[region.y + 1]
        assert "‹" not in seat.lines[region.y + 1]
        for number in range(30):
            assert here(seat) == ("thi đua", f"kênh {number:02}")
            assert heads(seat) == symbols(seat, "thi đua")
            line = seat.line("│ thi đua")
            assert "[·]" in line or "[✔]" in line, number
            assert detail(seat).startswith(f"thi đua × kênh {number:02}: ")
            assert seat.field("head").region.height == 2
            await seat.press("right")
        assert "[✔]" in seat.line("│ thi đua")
        assert "‹" in seat.lines[region.y + 1]
        assert "›" not in seat.lines[region.y + 1]
        assert "nhóm 5" in seat.lines[region.y] or "nhó" in seat.lines[region.y]
        for _ in range(30):
            await seat.press("left")
        assert here(seat) == ("thi đua", "kênh 00")


def holding(planned=0, ready=0, out=0, writing=0):
    states = [State.PLANNED] * planned + [State.WRITING] * writing
    states += [State.APPROVED] * ready + [State.OUT] * out
    return Cell(tuple(str(n) for n in range(len(states))), (), tuple(states))


@pytest.mark.parametrize(
    ("counts", "width", "shown"),
    [
        ({}, 3, "·"),
        ({"planned": 1}, 3, "○"),
        ({"planned": 9}, 3, "○9"),
        ({"planned": 13}, 3, "○13"),
        ({"planned": 100}, 3, "○+"),
        ({"planned": 2000}, 5, "○2000"),
        ({"planned": 2, "ready": 1, "out": 3}, 5, "○2●✔3"),
        ({"planned": 2, "ready": 1, "out": 3}, 4, "213"),
        ({"planned": 1, "ready": 1, "out": 1}, 3, "○●✔"),
        ({"writing": 2, "out": 12}, 5, "◐2✔12"),
        ({"writing": 2, "out": 12}, 3, "2·+"),
        ({"ready": 2, "out": 3}, 3, "·23"),
    ],
)
def test_a_cell_shows_three_counts_and_none_is_cut(counts, width, shown):
    assert "".join(text for text, _tone in drawn(holding(**counts), width)) == shown


@SIZES
async def test_the_three_counts_stand_in_their_cell(desk, covered, size):
    for status, count in ((Status.WRITING, 2), (Status.APPROVED, 1), (Status.EXPORTED, 3)):
        for n in range(count):
            piece(desk, covered, f"{n}", topics=("nữ công",), channels=("loa",), status=status)
    async with seated(desk, size=size) as seat:
        await matrix(seat, "end", "l", "l")
        assert row_of(seat, "nữ công") == ["○", "·", "[◐2●✔3]", "·"]
        assert detail(seat).startswith("nữ công × loa: 2 being written, 1 ready, 3 out · ")


async def test_with_many_columns_three_counts_stand_without_signs_and_are_explained(desk):
    """All 11 channels of the built-in campaign stay in view at 80 columns."""
    made = desk.campaigns.new("thang-cong-nhan", 2027)
    topic = made.topics[0]
    for status, count in ((Status.WRITING, 2), (Status.APPROVED, 1), (Status.EXPORTED, 3)):
        for n in range(count):
            piece(desk, made, f"{n}", topics=(topic,), channels=("băng rôn",), status=status)
    async with seated(desk) as seat:
        await matrix(seat, *"llllllll")
        assert here(seat) == (topic, "băng rôn")
        assert "[213]" in seat.line(f"│ {topic[:12]}")
        assert "213 ○●✔" in seat.text
        await seat.press("l")
        assert " 213[" in seat.line(f"│ {topic[:12]}")
    async with seated(desk, size=WIDE) as seat:
        await matrix(seat)
        assert "◐2●✔3" in seat.line(f"│ {topic[:12]}")


def test_the_head_of_a_column():
    assert headed("báo in", 7) == "báo in "
    assert headed("loa truyền thanh", 4) == "LTT "
    assert headed("Facebook", 3) == "Fa…"
    assert headed("a\x1bb", 3) == "a␛b"


NAMES = ("báo in", "báo điện tử", "loa truyền thanh", "bản tin công đoàn", "Facebook")


def test_names_stand_whole_before_rows_are_cut_and_rows_before_initials():
    def names(width):
        return [" ".join(head) for head in lay_out(NAMES, 40, width, 0).heads]

    for width in (140, 110, 90, 70):
        assert names(width) == list(NAMES), width
    assert lay_out(NAMES, 40, 140, 0).head_height == 1
    assert lay_out(NAMES, 40, 90, 0).head_height == 2
    assert lay_out(NAMES, 40, 70, 0).label < 40
    assert names(50) == ["BI", "BĐT", "LTT", "BTCĐ", "Facebook"]


def test_the_cells_stand_right_behind_the_rows():
    found = lay_out(NAMES, 12, 140, 0)
    assert found.label == 12
    assert found.widths == tuple(len(name) + 1 + MOST_SPACE for name in NAMES)


async def test_the_signs_are_explained(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat)
        assert "· nothing yet ○ planned ◐ being written" in seat.words
        assert "= in sync ≠ too far apart" in seat.words
        await seat.press("o")
        assert "○ planned" not in seat.words
        assert ("≠", "too far apart") in seat.on_top(MatrixScreen).signs


def test_one_after_the_other():
    assert [following(value, ["", "a", "b"]) for value in ("", "a", "b", "?")] == ["a", "b", "", ""]
    assert following("a", ["", "a", "a", "b"]) == "b"  # a list may name one twice


async def test_the_detail_shows_a_long_name_whole(desk):
    goal = "Góp phần kết nạp đoàn viên, lập thêm CĐCS ở những nơi còn chưa có tổ chức " * 2
    put_campaign(desk, goals=(Goal("G1", goal.strip()),))
    async with seated(desk) as seat:
        await matrix(seat, "r", "r")
        assert detail(seat).startswith(f"{goal.strip()} × báo in: nothing yet · not in sync")
        assert detail(seat).endswith("truyền thông đại chúng, trực tiếp tại cơ sở")


async def test_what_must_not_reach_the_terminal_is_a_symbol(desk):
    bad = "xấu\x1b[31m\nhai"
    covered = put_campaign(
        desk, topics=(bad,), channels=(Channel(bad, bad),), strands=(bad,), phases=(bad,)
    )
    piece(desk, covered, bad, topics=(bad,), channels=(bad,))
    piece(desk, covered, bad, topics=(bad,), channels=(bad,), strand=bad)
    async with seated(desk) as seat:
        await matrix(seat)
        for key in ("enter", "escape", "s", "p", "o", "enter"):
            await seat.press(key)
            assert "\x1b" not in seat.text
            assert "␛" in seat.text


# ---------------------------------------------------------------- the cursor


async def test_moving_with_arrows_and_letters(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat)
        for key, there in (
            ("right", ("thi đua", "báo điện tử")),
            ("l", ("thi đua", "loa")),
            ("down", ("cứu trợ", "loa")),
            ("j", ("nữ công", "loa")),
            ("down", ("nữ công", "loa")),
            ("left", ("nữ công", "báo điện tử")),
            ("h", ("nữ công", "báo in")),
            ("h", ("nữ công", "báo in")),
            ("k", ("cứu trợ", "báo in")),
            ("G", ("nữ công", "báo in")),
            ("g", ("thi đua", "báo in")),
        ):
            await seat.press(key)
            assert here(seat) == there, key
            assert detail(seat).startswith(" × ".join(there))
        await seat.type("lllllj")
        assert here(seat) == ("cứu trợ", "bảng tin")
        assert row_of(seat, "cứu trợ") == ["≠", "✔", "·", "·", "[✔]"]


async def test_the_mouse_takes_a_cell(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat)
        x = symbols(seat, "cứu trợ")[3]
        y = seat.place("│ cứu trợ")[1]
        await seat.pilot.click(offset=(x, y))
        await seat.settle()
        assert here(seat) == ("cứu trợ", "bảng tin")
        await seat.click("nữ công")  # the name of a row: the column stays
        assert here(seat) == ("nữ công", "bảng tin")
        await seat.pilot.click(offset=(x, y), times=2)
        await seat.comes("DeskScreen")
        assert seat.article.channels == ("bảng tin",)


# ---------------------------------------------------------------- what a cell holds


@SIZES
async def test_enter_opens_the_only_article(desk, covered, size):
    async with seated(desk, size=size) as seat:
        await seat.press("f2")
        await matrix(seat, "down", "end", "up", "l", "l", "l", "enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.topics == ("cứu trợ",)
        assert seat.article.channels == ("bảng tin",)
        assert seat.focus == "body"


async def test_of_several_one_is_chosen(desk, covered):
    names = ("Bài một", "Bài hai")
    for headline in names:
        piece(desk, covered, headline, topics=("nữ công",), channels=("báo in",))
    async with seated(desk) as seat:
        await matrix(seat, "end", "enter")
        await seat.comes("Picker")
        assert "nữ công × báo in" in seat.text
        for shown in (
            *names,
            "being written",
            "Begin the article of the task: Hỏi chị em",
            "New task",
        ):
            assert shown in seat.text
        await seat.press("escape")
        await seat.comes("MatrixScreen")
        assert here(seat) == ("nữ công", "báo in")
        await seat.press("enter")
        await choose(seat, "bai hai")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline == "Bài hai"


async def test_what_is_out_and_deleted_counts_and_is_not_opened(desk, covered):
    for article in list(desk.articles):
        desk.articles.remove(article)
    async with seated(desk) as seat:
        await matrix(seat, "down", "end", "up", "l", "l", "l")
        assert "✔" in row_of(seat, "cứu trợ")
        await seat.press("enter")
        await seat.comes("Picker")
        assert "New article" in seat.text


async def test_the_article_of_a_task_is_begun(desk, covered):
    asked = task(desk, "Hỏi chị em tổ may")
    async with seated(desk) as seat:
        await matrix(seat, "end", "enter")
        await choose(seat, "begin")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert desk.tasks[asked.id].articles == (seat.article.id,)
        assert seat.article.topics == ("nữ công",)
        assert seat.article.channels == ("báo in",)


async def test_an_empty_cell_gets_an_article_with_its_tags(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "end", "l", "l", "enter")
        await choose(seat, "new article")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        made = seat.article
        assert (made.campaign, made.topics, made.channels) == (covered.id, ("nữ công",), ("loa",))
        assert (made.status, made.strand, made.due) == (Status.ASSIGNED, "", None)
        await matrix(seat)
        assert row_of(seat, "nữ công") == ["○", "·", "[○]", "·"]


async def test_in_a_phase_article_and_task_come_and_go_as_one_change(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "p")  # triển khai, the first phase that has tasks
        await seat.press("end", "l", "l", "enter")
        await choose(seat, "new article")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        made = task(desk, "nữ công: loa")
        assert made.articles == (seat.article.id,)
        assert made.phase
        assert desk.undo.entries()[0].label == "new article"
        desk.undo.step_back()
        assert made.id not in desk.tasks
        assert not any(made.articles[0] == article.id for article in desk.articles)


async def test_an_empty_cell_gets_a_task_with_its_tags_and_the_matrix_shows_it(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "end", "l", "l", "enter")
        await choose(seat, "new task")
        await seat.comes("MatrixScreen")
        await seat.hears("New task: nữ công: loa · tham mưu. Enter on its cell edits it.")
        made = task(desk, "nữ công: loa")
        assert (made.campaign, made.topics, made.channels) == (covered.id, ("nữ công",), ("loa",))
        assert (made.phase, made.strand, made.due) == ("tham mưu", "", None)
        assert here(seat) == ("nữ công", "loa")
        assert row_of(seat, "nữ công") == ["○", "·", "[○]", "·"]
        assert "6 gaps" in seat.text
        await seat.press("ctrl+z")
        await seat.hears("Undone: new task.")
        assert seat.top == "MatrixScreen"
        assert row_of(seat, "nữ công") == ["○", "·", "[·]", "·"]
        assert "7 gaps" in seat.text


@pytest.mark.parametrize(
    ("axes", "tags"),
    [
        ("", {"topics": ("thi đua",), "channels": ("báo điện tử",)}),
        ("rc", {"milestone": "Đại hội CĐCS", "audiences": ("chính quyền",)}),
        ("rrcc", {"goals": ("G1",), "levels": ("công đoàn cơ sở",)}),
        ("rrr", {"unit": "Liên đoàn Lao động Long Biên", "channels": ("báo điện tử",)}),
    ],
)
@pytest.mark.parametrize("what", ["new article", "new task"])
async def test_the_tags_are_those_of_the_axes(desk, covered, axes, tags, what):
    async with seated(desk) as seat:
        known = {one.id for one in (*desk.tasks, *desk.articles)}
        await matrix(seat, *axes, "l", "enter")
        await choose(seat, what)
        await seat.comes("DeskScreen" if what == "new article" else "MatrixScreen")
        await seat.settle()
        (made,) = [one for one in (*desk.tasks, *desk.articles) if one.id not in known]
        assert {name: getattr(made, name) for name in tags} == tags


@pytest.mark.parametrize("what", ["new article", "new task"])
async def test_what_is_made_under_filters_stands_in_the_view(desk, covered, what):
    async with seated(desk) as seat:
        filters = ("s", "s", "p", "p", "t")
        await matrix(seat, *filters, "l")
        assert "Topics × Channels · An toàn · triển khai · next 7 days · in sync 0/3" in seat.text
        assert row_of(seat, "nữ công") == ["○", "·", "·", "·"]
        assert row_of(seat, "thi đua") == ["·", "[·]", "·", "·"]
        await seat.press("enter")
        await choose(seat, what)
        if what == "new article":
            await seat.comes("DeskScreen")
            await seat.until(lambda: seat.article, "the article")
            await matrix(seat)
        await seat.comes("MatrixScreen")
        assert row_of(seat, "thi đua") == ["·", "[○]", "·", "·"]
        made = task(desk, "thi đua: báo điện tử")
        assert (made.strand, made.phase) == ("An toàn", "triển khai")
        assert made.due == TODAY + timedelta(days=7)
        assert len(made.articles) == (what == "new article")


async def test_enter_twice_asks_once(desk, covered):
    count = len(desk.articles)
    async with seated(desk) as seat:
        await matrix(seat, "end", "l")
        await seat.type("\n\n")
        await seat.settle()
        assert len(seat.app.screen_stack) == 1 + (seat.top == "Picker") + (seat.top != "DeskScreen")
        assert len(desk.articles) == count + (seat.top == "DeskScreen")


async def test_a_desk_for_reading_only_says_so(desk, covered, desk_path, clock):
    desk.file.checkpoint()
    with open_desk(desk_path, read_only=True, clock=clock) as reading:
        async with seated(reading) as seat:
            await matrix(seat, "end", "l", "enter")
            await choose(seat, "new task")
            await seat.comes("MatrixScreen")
            await seat.sees("open for reading only")
            await seat.press("k", "ctrl+z")
            assert seat.top == "MatrixScreen"
            await seat.press("enter")
            await choose(seat, "new article")
            await seat.comes("MatrixScreen")
            await seat.sees("open for reading only")
            await seat.press("j")
            assert "open for reading only" not in seat.text


# ---------------------------------------------------------------- axes and filters


@SIZES
async def test_other_rows_and_columns(desk, covered, size):
    piece(
        desk,
        covered,
        goals=("G2",),
        audiences=("đoàn viên",),
        levels=("công đoàn cơ sở",),
        milestone="Đại hội Thành phố",
        unit="Liên đoàn Lao động Long Biên",
        channels=("loa",),
    )
    async with seated(desk, size=size) as seat:
        await matrix(seat)
        for axes, row in (
            ("Milestones × Channels", ("Đại hội Thành phố", ["·", "·", "◐", "·"])),
            ("Goals × Channels", ("Chăm lo", ["·", "·", "◐", "·"])),
            ("Units × Channels", ("Long Biên", ["[·]", "·", "◐", "·"])),
            ("Topics × Channels", ("nữ công", ["○", "·", "·", "·"])),
        ):
            await seat.press("r")
            assert f"│ {axes} · in sync" in seat.text
            assert row_of(seat, row[0]) == row[1]
        await seat.press("r", "r", "end", "l", "l")
        for axes, cells, groups in (
            ("Goals × Audiences", ["◐", "[·]"], True),
            ("Goals × Levels", ["·", "[◐]"], False),
            ("Goals × Channels", ["·", "[·]", "◐", "·"], True),
        ):
            await seat.press("c")
            assert f"│ {axes} · in sync" in seat.text
            assert row_of(seat, "Chăm lo") == cells
            assert seat.field("head").region.height == 1 + groups


async def test_filters(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "s")
        assert "Topics × Channels · Tháng Công nhân · in sync 0/3 · 12 gaps" in seat.text
        await seat.press("s")
        assert "Topics × Channels · An toàn · in sync 0/3 · 11 gaps" in seat.text
        await seat.press("s", "p")
        assert "Topics × Channels · tham mưu · in sync 0/3 · 12 gaps" in seat.text
        await seat.press("p")
        assert "Topics × Channels · triển khai · in sync 0/3 · 11 gaps" in seat.text
        await seat.press("p", "t")
        # What went out today, and the task of Friday.
        assert "Topics × Channels · next 7 days · in sync 0/3 · 10 gaps" in seat.text
        assert row_of(seat, "thi đua") == ["[·]", "·", "✔", "·"]
        await seat.press("t")
        assert "next 30 days · in sync 0/3 · 10 gaps" in seat.text
        await seat.press("t")
        assert "│ Topics × Channels · in sync 1/3 · 7 gaps" in seat.text


async def test_filters_of_which_there_are_none(desk):
    put_campaign(desk, strands=(), phases=())
    async with seated(desk) as seat:
        await matrix(seat, "s", "p", "s", "p")
        assert "│ Topics × Channels · in sync 0/3 · 12 gaps" in seat.text
        await seat.press("enter")
        await choose(seat, "new task")
        await seat.comes("MatrixScreen")
        assert task(desk, "thi đua: báo in").phase == ""


async def test_a_campaign_without_lists(desk):
    plan(desk)
    async with seated(desk) as seat:
        await matrix(seat)
        assert "The campaign has no such list yet; r and c show others." in seat.text
        for key in ("r", "c", "down", "left", "l", "enter", "o", "enter", "down", "o"):
            await seat.press(key)
            assert seat.top == "MatrixScreen"
        assert "0 gaps" in seat.text


async def test_rows_without_columns(desk):
    put_campaign(desk, channels=())
    async with seated(desk) as seat:
        await matrix(seat, "enter", "l")
        assert "The campaign has no such list yet; r and c show others." in seat.text
        await seat.press("c")
        assert row_of(seat, "thi đua") == ["[·]", "·"]


# ---------------------------------------------------------------- gaps


async def test_what_is_looked_at_is_kept_for_each_campaign(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "r", "c", "s", "p", "t", "down", "right")
        looked = "Milestones × Audiences · Tháng Công nhân · tham mưu · next 7 days"
        assert looked in seat.text
        assert here(seat) == ("Đại hội Thành phố", "chính quyền")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await matrix(seat)
        assert looked in seat.text
        assert here(seat) == ("Đại hội Thành phố", "chính quyền")
        await seat.press("escape")
        other = desk.records.add(
            Campaign(name="Mùa khác", year=2027, topics=("a",), channels=(Channel("b"),))
        )
        seat.screen.show_campaign(other.id)
        await matrix(seat)
        assert "Matrix: Mùa khác" in seat.text
        assert "│ Topics × Channels · in sync" in seat.text
        await seat.press("escape")
        seat.screen.show_campaign(covered.id)
        await matrix(seat)
        assert looked in seat.text


async def test_what_is_kept_gives_way_to_other_lists_and_another_day(desk, covered, clock):
    async with seated(desk) as seat:
        await matrix(seat, "s", "p", "t", "end", "end", "l", "l")
        await seat.press("escape")
        changed = {"strands": ("An toàn",), "phases": (), "topics": ("thi đua",)}
        desk.records.change(covered, channels=(Channel("loa", GRASS),), **changed)
        clock.wait(2 * 24 * 60)
        await matrix(seat)
        assert "│ Topics × Channels · next 7 days · in sync" in seat.text
        assert here(seat) == ("thi đua", "loa")
        assert seat.on_top(MatrixScreen)._view.since == desk.records.today()


async def test_esc_goes_from_the_gaps_to_the_cells_and_from_an_article_to_the_gaps(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "o", "down", "enter")
        await choose(seat, "new article")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        await seat.press("escape")
        await seat.comes("MatrixScreen")
        assert seat.focus == "gaps"
        assert "6 gaps" in seat.text
        await seat.press("escape")
        assert seat.focus == "cells"
        await seat.press("escape")
        await seat.comes("DeskScreen")


async def test_a_gap_by_goal_tells_the_goal(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "r", "r", "o")
        assert "G1 Cho thấy điều mới × loa" in seat.text
        await seat.press("enter")
        await choose(seat, "new task")
        await seat.comes("MatrixScreen")
        assert [one.goals for one in desk.tasks if one.goals] == [("G1",)]


async def test_a_task_in_a_cell_is_edited(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "end", "enter")
        await choose(seat, "edit the task")
        await seat.comes("TaskForm")
        assert "Hỏi chị em tổ may" in seat.text
        await seat.type(" sớm")
        await seat.press("ctrl+s")
        await seat.comes("MatrixScreen")
        assert task(desk, "Hỏi chị em tổ may sớm").topics == ("nữ công",)


async def test_a_new_task_comes_to_the_phase_of_today(desk, covered):
    for days, phase in ((-30, "tham mưu"), (-20, "tham mưu"), (-1, "triển khai")):
        due = TODAY + timedelta(days=days)
        desk.tasks.add(Task(campaign=covered.id, title=f"Việc {days}", phase=phase, due=due))
    async with seated(desk) as seat:
        await matrix(seat, "end", "l", "l", "enter")
        await choose(seat, "new task")
        await seat.hears("New task: nữ công: loa · triển khai.")
        assert task(desk, "nữ công: loa").phase == "triển khai"


@SIZES
async def test_the_gaps(desk, covered, size):
    async with seated(desk, size=size) as seat:
        await matrix(seat, "o")
        assert seat.focus == "gaps"
        lines = [line for line in seat.lines if " × " in line and "▲" in line]
        assert len(lines) == 8
        assert "7 gaps · 8 not out · 0 overdue" in seat.text
        # The task of Friday makes its row the first; nothing is planned for the others.
        assert lines[0].strip("│ ").split("  ")[0] == "3 days left"
        assert [line.count("▲") for line in lines] == [2, 2, 1, 1, 1, 1, 1, 1]
        assert "· nữ công × loa" in lines[0]
        assert "○ nữ công × báo in" in lines[2]
        assert lines[4].strip("│ ").startswith("– ")
        assert "Enter makes what is missing, tagged already." in seat.text
        await seat.press("j", "enter")
        await seat.comes("Picker")
        assert "nữ công × bảng tin" in seat.text
        await choose(seat, "new task")
        await seat.comes("MatrixScreen")
        assert task(desk, "nữ công: bảng tin").channels == ("bảng tin",)
        assert seat.focus == "gaps"
        assert "6 gaps" in seat.text
        lines = [line for line in seat.lines if " × " in line and "▲" in line]
        assert len(lines) == 8
        assert any("○ nữ công × bảng tin" in line for line in lines)
        await seat.press("o")
        assert seat.focus == "cells"
        assert row_of(seat, "nữ công") == ["○", "·", "·", "○"]


async def test_an_article_from_a_gap(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "o", "enter")
        await choose(seat, "new article")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert (seat.article.topics, seat.article.channels) == (("nữ công",), ("loa",))


async def test_a_gap_that_would_bring_the_row_in_sync(desk, covered):
    done = task(desk, "Hỏi chị em tổ may")
    desk.ledger.posted(done, "báo in")
    desk.tasks.add(
        Task(campaign=covered.id, title="Trễ", due=date(2027, 4, 18), topics=("nữ công",))
    )
    async with seated(desk) as seat:
        await matrix(seat, "o")
        lines = [line for line in seat.lines if "▲" in line]
        assert [line.count("▲") for line in lines[:3]] == [3, 3, 1]
        assert not any("overdue" in line for line in lines), "that task is for no cell of these"


async def test_gaps_under_filters_and_other_axes(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "o", "s", "s")
        assert "An toàn · in sync 0/3 · 11 gaps" in seat.text
        assert len([line for line in seat.lines if "▲" in line]) == 12
        await seat.press("r", "c")
        assert "Đại hội CĐCS × đoàn viên" in seat.text
        await seat.press("o")
        assert row_of(seat, "Đại hội CĐCS") == ["[·]", "·"]


async def test_what_is_ready_for_a_gap_is_opened(desk):
    covered = put_campaign(desk, topics=("thi đua",), channels=(Channel("loa", GRASS),))
    ready = piece(desk, covered, status=Status.APPROVED, topics=("thi đua",), channels=("loa",))
    async with seated(desk) as seat:
        await matrix(seat, "o")
        assert "● thi đua × loa" in seat.text
        assert "Enter opens what is ready to go out." in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.id == ready.id


async def test_no_gaps(desk):
    covered = put_campaign(desk, topics=("thi đua",), channels=(Channel("loa", GRASS),))
    tags = {"topics": ("thi đua",), "channels": ("loa",)}
    piece(desk, covered, status=Status.EXPORTED, **tags)
    async with seated(desk) as seat:
        await matrix(seat, "o", "enter")
        assert "No gaps." in seat.text
        assert seat.top == "MatrixScreen"


async def test_without_days_a_gap_has_none(desk):
    put_campaign(desk, end=None)
    async with seated(desk) as seat:
        await matrix(seat, "o")
        assert "│ –  " in seat.line("▲")


LONG_UNIT = "Công đoàn cơ sở Công ty trách nhiệm hữu hạn May mặc Lụa Mây Ứng Hòa"


@pytest.mark.parametrize(("size", "shown"), [(NARROW, "… × {} "), (WIDE, f"{LONG_UNIT} × {{}} ")])
async def test_of_a_gap_the_column_is_never_cut(desk, size, shown):
    put_campaign(desk, units=(Unit(name=LONG_UNIT, level=""),))
    async with seated(desk, size=size) as seat:
        await matrix(seat, "r", "r", "r", "o")
        for column in ("báo in", "báo điện tử", "loa", "bảng tin"):
            assert shown.format(column) in seat.text


# ---------------------------------------------------------------- what changes meanwhile


async def test_it_follows_the_desk(desk, covered):
    async with seated(desk) as seat:
        await matrix(seat, "end", "l")
        made = piece(desk, covered, topics=("nữ công",), channels=("báo điện tử",))
        await seat.settle()
        assert row_of(seat, "nữ công") == ["○", "[◐]", "·", "·"]
        assert "nữ công × báo điện tử: 1 being written" in seat.text
        desk.articles.set_status(made, Status.APPROVED)
        await seat.settle()
        assert row_of(seat, "nữ công") == ["○", "[●]", "·", "·"]
        desk.articles.remove(made)
        desk.records.change(covered, topics=("nữ công", "thi đua"), channels=covered.channels[:1])
        await seat.settle()
        assert here(seat) == ("nữ công", "báo in")
        assert row_of(seat, "nữ công") == ["[○]"]
        await seat.press("enter")
        await seat.comes("Picker")
        desk.ledger.posted(task(desk, "Hỏi chị em tổ may"), "báo in")
        await seat.press("escape")
        await seat.comes("MatrixScreen")
        assert row_of(seat, "nữ công") == ["[✔]"]


async def test_ctrl_z_takes_back_what_was_done_before(desk, covered):
    made = piece(desk, covered, topics=("nữ công",), channels=("báo điện tử",))
    async with seated(desk) as seat:
        desk.articles.remove(made)
        await matrix(seat, "end")
        assert row_of(seat, "nữ công") == ["[○]", "·", "·", "·"]
        await seat.press("ctrl+z")
        assert row_of(seat, "nữ công") == ["[○]", "◐", "·", "·"]


async def test_nothing_to_undo(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        put_campaign(desk)
    with open_desk(desk_path, clock=clock) as desk:
        async with seated(desk) as seat:
            await matrix(seat, "ctrl+z")
            await seat.hears("Nothing to undo.")


@pytest.mark.parametrize("keys", [(), ("o",), ("enter",), ("f1",)])
async def test_it_closes_when_the_campaign_goes(desk, covered, keys):
    plan(desk)
    async with seated(desk) as seat:
        seat.screen.show_campaign(covered.id)
        await matrix(seat, "l", *keys)
        desk.campaigns.remove(covered)
        desk.records.add(Article(headline="Một bài nữa"))  # another change, while it is closing
        await seat.settle()
        if keys in (("enter",), ("f1",)):
            await seat.press("escape")
        await seat.comes("DeskScreen")
        assert len(seat.app.screen_stack) == 1
        await seat.press("f2", "f3")
        assert seat.focus == "articles"


async def test_nothing_is_made_for_a_campaign_that_has_gone(desk, covered):
    plan(desk)
    async with seated(desk) as seat:
        seat.screen.show_campaign(covered.id)
        await matrix(seat, "l", "enter")
        await seat.comes("Picker")
        desk.campaigns.remove(covered)
        count = len(desk.articles), len(desk.tasks)
        await choose(seat, "new article")
        await seat.comes("DeskScreen")
        assert (len(desk.articles), len(desk.tasks)) == count


async def test_undoing_the_campaign_itself(desk):
    async with seated(desk) as seat:
        await seat.press("escape")
        written(desk)
        made = desk.campaigns.new("thang-cong-nhan", 2027)
        seat.screen.show_campaign(made.id)
        await matrix(seat, "ctrl+z")
        await seat.comes("DeskScreen")
        assert len(desk.campaigns) == 0


async def test_what_is_chosen_may_have_gone(desk, covered):
    made = [piece(desk, covered, f"Bài {n}", topics=("nữ công",), channels=("loa",)) for n in "12"]
    async with seated(desk) as seat:
        await matrix(seat, "end", "l", "l", "enter")
        await seat.comes("Picker")
        desk.articles.remove(made[1])
        await choose(seat, "bai 2")
        await seat.comes("MatrixScreen")
        assert row_of(seat, "nữ công") == ["○", "·", "[◐]", "·"]


# ---------------------------------------------------------------- help, languages


async def test_the_help_says_its_keys(desk, covered):
    async with seated(desk, size=WIDE) as seat:
        await matrix(seat)
        assert "Enter Open / make  o Gaps  r Rows  c Columns" in seat.text
        await seat.press("f1")
        await seat.comes("HelpScreen")
        for words in ("Go one column to the left.", "Count only the pieces of one strand."):
            assert words in seat.text
        await seat.press("escape")
        await seat.comes("MatrixScreen")


@SIZES
async def test_in_vietnamese(desk, size):
    made = desk.campaigns.new("thang-cong-nhan", 2027)
    piece(
        desk, made, topics=("mô hình hay",), channels=("báo in", "bảng tin"), status=Status.EXPORTED
    )
    i18n.use("vi")
    async with seated(desk, size=size) as seat:
        await matrix(seat)
        assert "Ma trận: Tháng Công nhân 2027" in seat.text
        assert "│ Chủ đề × Kênh · đồng bộ 1/15 · " in seat.text
        assert " ô trống" in seat.text
        assert "chưa đồng bộ" in detail(seat)
        assert detail(seat).endswith("truyền thông đại chúng, trực tiếp tại cơ sở")
        await seat.press("o")
        assert "ngày" in seat.line("▲")
        await seat.press("o", "r", "r", "r", "c", "c", "s", "p", "t")
        assert "7 ngày tới" in seat.words
        assert heads(seat) == symbols(seat, "Tổng LĐLĐ")


@SIZES
async def test_the_campaign_of_the_template(desk, size):
    """Every row and column of the built-in campaign has its place on both sizes."""
    made = desk.campaigns.new("thang-cong-nhan", 2027)
    async with seated(desk, size=size) as seat:
        await matrix(seat)
        for topic in made.topics:
            assert topic[:21] in seat.text
        assert len(heads(seat)) == len(made.channels) == 11
        assert heads(seat) == symbols(seat, "đổi mới")
        assert "‹" not in seat.text
        assert "›" not in seat.text


# ---------------------------------------------------------------- how it looks


async def cells(seat):
    await matrix(seat, "down", "right")


async def gaps(seat):
    await matrix(seat, "o")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("steps", [cells, gaps])
def test_narrow(desk, covered, looks, steps, language):
    assert looks(desk, steps, NARROW, language)


def test_wide(desk, covered, looks):
    assert looks(desk, cells, WIDE, "vi")


@LANGUAGES
async def test_over_many_rows_the_first_lines_say_the_signs(desk, campaign, language):
    i18n.use(language)
    topics = tuple(f"chủ đề {n}" for n in range(15))
    desk.records.change(campaign, topics=topics)
    async with seated(desk) as seat:
        await matrix(seat)
        assert not seat.field("legend").display
        first_lines = seat.lines[1:3]
        for sign, meaning in legend()[1:]:
            assert any(f"{sign} {meaning}" in line for line in first_lines), (sign, first_lines)
        assert all(re.search(r"\S │$", line.rstrip()) for line in first_lines)
        await seat.press("o")
        assert not any("○" in line for line in seat.lines[1:3])
