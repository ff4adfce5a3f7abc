"""Bars, the burn-down and the heat map."""

from itertools import pairwise

import pytest
from rich.text import Text
from textual.widgets import Sparkline

from store import Article, Campaign, Task
from store.campaign_records import Quota
from store.channels import Channel
from store.records import Status
from tests.tui.contrast import faint
from tests.tui.helpers import NARROW, WIDE, piece, seated
from tui.themes import THEMES
from tui.widgets.charts import BurnDown, Heat, HeatMap

from .hands import SIZES, go_to, overview


async def test_what_is_only_planned_is_not_in_the_heat_map(desk, campaign):
    piece(desk, campaign, topics=("thi đua",), channels=("loa",), status=Status.APPROVED)
    async with seated(desk, size=WIDE) as seat:
        await overview(seat)
        assert not any(map(any, shown_heat(seat).numbers))


@SIZES
async def test_labels_have_the_room_they_need_and_every_quota_is_there(desk, campaign, size):
    quotas = (
        Quota(name="bài đăng trên fanpage", at_least=4, per="ngày"),
        Quota(name="bài phát loa", at_least=5, per="tuan trang"),
    )
    desk.records.change(campaign, quotas=quotas)
    desk.records.add(Article(campaign=campaign.id, headline="Tít", topics=("thi đua",)))
    async with seated(desk, size=size) as seat:
        await overview(seat)
        assert "gắn với ngày lễ, kỷ niệm" in seat.text
        assert "· bài đăng trên fanpage ≥ 4/ngày: days met" in seat.text
        assert "· bài phát loa ≥ 5/tuan trang" in seat.text
        assert "cannot be counted" in seat.text
        go_to(seat, "part bài phát loa ≥ 5/tuan trang")
        await seat.press("enter")
        await seat.comes("Picker")
        assert "Say what it counts" in seat.words
        assert "·" not in seat.words


async def test_bars_use_the_width_and_long_quotas_wrap_beside_them(desk, campaign):
    quota = Quota(name="chiến dịch truyền thông nội bộ", at_least=3, per="năm")
    desk.records.change(campaign, quotas=(quota,))
    desk.tasks.add(Task(campaign=campaign.id, title="Treo băng rôn", phase="triển khai"))
    async with seated(desk) as seat:
        await overview(seat)
        bar = seat.line("triển khai").count("░")
        assert bar > 20
        row = next(n for n, line in enumerate(seat.lines) if "· chiến dịch truyền" in line)
        assert seat.lines[row].count("░") + seat.lines[row].count("█") == bar
        assert "năm" in seat.lines[row + 1]
        assert "░" not in seat.lines[row + 1]
        assert "…" not in seat.lines[row] + seat.lines[row + 1]


async def test_what_goes_out_stands_below_its_day_in_the_burn_down(desk, covered):
    async with seated(desk, size=WIDE) as seat:
        await overview(seat)
        days = seat.app.screen.query_one(BurnDown).pace.days
        assert len(days) > 1
        assert len(seat.app.screen.query_one(Sparkline).data) == len(days)


async def test_thousands_are_parted(desk):
    topics = tuple(f"chủ đề {n}" for n in range(600))
    channels = (Channel("báo", "báo"), Channel("loa", "cơ sở"))
    desk.records.add(Campaign(name="Lớn", year=2027, topics=topics, channels=channels))
    async with seated(desk, size=WIDE) as seat:
        await overview(seat)
        assert "1,200 gaps" in seat.text
        await seat.press("f8")
        await seat.comes("MatrixScreen")
        assert "1,200 gaps" in seat.text


async def test_enter_on_a_phase_shows_its_tasks(desk, covered):
    async with seated(desk) as seat:
        await overview(seat)
        go_to(seat, "phase triển khai")
        await seat.press("enter")
        await seat.comes("Picker")
        assert "Hỏi chị em tổ may" in seat.text
        await seat.press("enter")  # it has no article to open
        await seat.comes("OverviewScreen")


async def test_a_narrow_window_shows_one_after_the_other(desk, covered):
    async with seated(desk) as seat:
        await overview(seat)
        shown = seat.app.screen.query_one
        assert not shown(BurnDown).region
        await seat.press("v")
        assert "tasks left" in seat.text
        assert shown(BurnDown).region
        assert not seat.field("numbers").region
        await seat.press("v")
        assert "Out, by topic and channel" in seat.text
        assert shown(HeatMap).region
        await seat.press("v")
        assert seat.field("numbers").region


async def test_the_heat_map_goes_by_other_columns(desk, covered):
    async with seated(desk, size=WIDE) as seat:
        await overview(seat)
        assert shown_heat(seat).columns == ("báo in", "báo điện tử", "loa", "bảng tin")
        assert shown_heat(seat).numbers[0] == (1, 0, 1, 0)
        await seat.press("c")
        assert "Out, by topic and audience" in seat.text
        assert shown_heat(seat).columns == ("đoàn viên", "chính quyền")
        await seat.press("c", "c")
        assert "Out, by topic and channel" in seat.text


def shown_heat(seat):
    return seat.app.screen.query_one(HeatMap).heat


@pytest.mark.parametrize(
    "no_color", [pytest.param(False, id="colours"), pytest.param(True, id="NO_COLOR")]
)
async def test_the_numbers_stand_in_the_heat_map(desk, covered, no_color):
    async with seated(desk, size=WIDE) as seat:
        seat.app.no_color = no_color
        await overview(seat)
        drawn = seat.app.screen.query_one(HeatMap).render()
        assert isinstance(drawn, Text)
        plain = drawn.plain.split("\n")
        assert plain[0].count("1") == 2
        assert ("█" in plain[0]) is not no_color


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_number_of_the_heat_map_can_be_read(desk, covered, theme):
    async with seated(desk, size=WIDE) as seat:
        seat.app.theme = theme
        await overview(seat)
        chart = seat.app.screen.query_one(HeatMap)
        chart.heat = Heat(("thi đua",), tuple("abcdefghi"), (tuple(range(1, 10)),))
        await seat.settle()
        assert all(str(number) in seat.line("thi đua") for number in range(1, 10))
        assert faint(seat, chart.region) == []


@pytest.mark.parametrize("size", [NARROW, (120, 40), WIDE])
async def test_beside_long_names_the_columns_of_the_heat_map_are_equally_wide(desk, covered, size):
    async with seated(desk, size=size) as seat:
        channels = tuple(Channel(name=f"kênh {n}") for n in range(11))
        desk.records.change(covered, channels=channels, topics=("việc làm và đời sống " * 3,))
        await overview(seat)
        if size == NARROW:
            await seat.press("v", "v")
        drawn = seat.app.screen.query_one(HeatMap).render()
        assert isinstance(drawn, Text)
        axis = next(line for line in drawn.plain.split("\n") if "┬" in line)
        ticks = [place for place, sign in enumerate(axis) if sign == "┬"]
        assert len(ticks) == 11
        assert len({after - before for before, after in pairwise(ticks)}) == 1


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_below_the_heat_map_initials_are_explained(desk, covered, size):
    names = ["báo in", "loa truyền thanh", "bảng tin", "bản tin công đoàn", "Zalo"]
    names += [f"kênh thử số {n}" for n in range(8)]
    desk.records.change(covered, channels=tuple(map(Channel, names)))
    async with seated(desk, size=size) as seat:
        await overview(seat)
        if size == NARROW:
            await seat.press("v", "v")
        told = " ".join(seat.words.replace("\xa0", " ").split())
        for name in ("BI báo in", "LTT loa truyền thanh", "bản tin công đoàn", "kênh thử số 7"):
            assert name in told
        desk.records.change(desk.campaigns[covered.id], channels=(Channel("báo in"),))
        await seat.settle()
        assert "BI" not in seat.text


async def test_a_room_is_entered_and_left(desk, covered):
    async with seated(desk) as seat:
        await overview(seat)
        go_to(seat, "show-matrix")
        await seat.press("enter")
        await seat.comes("MatrixScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await overview(seat, "f8")
        await seat.comes("MatrixScreen")
        await seat.press("enter")  # the article in the first cell
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")


async def test_an_empty_campaign_says_what_is_missing(desk):
    desk.campaigns.new_empty("Mùa không", 2027)
    async with seated(desk, size=WIDE) as seat:
        await overview(seat)
        assert "Nothing in the campaign has a day yet." in seat.text
        assert "The campaign has no such list yet." in seat.text
