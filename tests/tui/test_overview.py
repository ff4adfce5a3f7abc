"""The overview of a campaign: bars, charts, what they counted, the way to the rooms, the report."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from rich.text import Text
from textual.widgets import Sparkline

from store import Article, Campaign, Task
from store.channels import Channel
from store.records import Quota, Status
from tests.tui.contrast import faint
from tests.tui.helpers import NARROW, WIDE, piece, put_campaign, seated
from tui.themes import THEMES
from tui.widgets.charts import BurnDown, Heat, HeatMap, day_ticks

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "140x45"])


@pytest.fixture
def campaign(desk):
    return put_campaign(desk)


async def overview(seat, *keys):
    await seat.press("alt+o")
    await seat.comes("OverviewScreen")
    await seat.press(*keys)


def go_to(seat, key):
    """Put the cursor on a row."""
    rows = seat.field("numbers")
    rows.move_to(next(n for n, item in enumerate(rows.items) if rows.row_key(item) == key))


@SIZES
async def test_what_has_come_so_far_stands_in_numbers(desk, covered, size):
    async with seated(desk, size=size) as seat:
        await overview(seat)
        assert "Overview: Mùa sen" in seat.text
        assert "0/1 tasks · in sync 1/3 · 7 gaps" in seat.text
        assert "triển khai" in seat.text
        line = seat.line("đồng bộ")
        assert "33 %" in line
        assert "1/3" in line


async def test_a_change_of_the_desk_is_seen_at_once(desk, covered):
    async with seated(desk) as seat:
        await overview(seat)
        desk.tasks.tick(next(iter(desk.tasks)))
        await seat.settle()
        assert "1/1 tasks" in seat.text
        assert "100 %" in seat.line("triển khai")


async def test_enter_shows_what_was_counted_and_opens_it(desk, covered):
    async with seated(desk) as seat:
        await overview(seat)
        go_to(seat, "score đồng bộ")
        await seat.press("enter")
        await seat.comes("Picker")
        assert "đồng bộ: 1/3" in seat.text
        assert "A topic counts when a message of it, an article with its versions" in seat.words
        assert "What counts: 1" in seat.text
        counting, others = seat.text.split("What does not: 2")
        assert counting.count("Quà đến tay") == 2
        assert "too far apart" in others
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")


async def test_a_score_of_nothing_says_why_nothing_counts(desk, covered):
    async with seated(desk) as seat:
        await overview(seat)
        go_to(seat, "score gắn với ngày lễ, kỷ niệm")
        await seat.press("enter")
        await seat.comes("Picker")
        assert "0/3" in seat.text
        assert "hangs on an anniversary" in seat.words
        assert "What counts" not in seat.text
        assert "What does not: 3" in seat.text
        assert "nothing on an anniversary" in seat.line("thi đua")


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
        assert "Pieces by topic and channel" in seat.text
        assert shown(HeatMap).region
        await seat.press("v")
        assert seat.field("numbers").region


async def test_the_heat_map_goes_by_other_columns(desk, covered):
    async with seated(desk, size=WIDE) as seat:
        await overview(seat)
        assert shown_heat(seat).columns == ("báo in", "báo điện tử", "loa", "bảng tin")
        assert shown_heat(seat).numbers[0] == (1, 0, 1, 0)
        await seat.press("c")
        assert "Pieces by topic and audience" in seat.text
        assert shown_heat(seat).columns == ("đoàn viên", "chính quyền")
        await seat.press("c", "c")
        assert "Pieces by topic and channel" in seat.text


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


# ---------------------------------------------------------------- the report


async def test_a_quota_without_a_bar_takes_the_whole_line(desk):
    desk.campaigns.new("thang-cong-nhan", 2027)
    async with seated(desk) as seat:
        await overview(seat)
        assert "trả lời tin tiêu cực ≤ 24 giờ: answered in time – nothing to count" in seat.text


async def test_the_report_is_written_and_not_written_over_unasked(desk, covered, tmp_path):
    async with seated(desk) as seat:
        await overview(seat, "w")
        await seat.comes("ReportScreen")
        box = seat.field("box").region
        above = seat.lines[seat.field("folder").region.y - 1][box.x : box.right]
        assert not above.strip("│ "), above
        seat.field("folder").text = str(tmp_path / "ra")
        await seat.press("enter")
        await seat.comes("OverviewScreen")
        await seat.hears("Written:")
        files = sorted((tmp_path / "ra").iterdir())
        assert [file.suffix for file in files] == [".csv", ".docx", ".ics", ".md", ".txt"]
        files[4].write_text("Của người khác")
        await seat.press("w")
        await seat.comes("ReportScreen")
        await seat.press("enter")
        await seat.comes("ConfirmLoss")
        await seat.press("n", "enter")
        await seat.comes("ReportScreen")
        assert files[4].read_text() == "Của người khác"
        await seat.press("enter")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("OverviewScreen")
        assert files[4].read_text(encoding="utf-8").startswith(" ")


async def test_a_folder_that_cannot_be_is_refused(desk, covered, tmp_path):
    (tmp_path / "tep").write_text("x")
    async with seated(desk) as seat:
        await overview(seat, "w")
        await seat.comes("ReportScreen")
        box = seat.field("box").region
        above = seat.lines[seat.field("folder").region.y - 1][box.x : box.right]
        assert not above.strip("│ "), above
        seat.field("folder").text = str(tmp_path / "tep" / "ra")
        await seat.press("enter")
        notice = seat.field("notice")
        await seat.until(lambda: notice.display)
        # Not as it is drawn: where the line of a long path is cut depends on the machine.
        assert "tep" in str(notice.content)
        assert seat.top == "ReportScreen"


# ---------------------------------------------------------------- how it looks


@pytest.fixture
def busy(desk, campaign, clock):
    """A campaign in its middle."""
    desk.records.change(campaign, start=clock().date() - timedelta(days=12))
    today = clock().date()
    for n in range(14):
        task = desk.tasks.add(
            Task(
                campaign=campaign.id,
                title=f"Việc {n}",
                phase=("tham mưu", "triển khai")[n % 2],
                due=today + timedelta(days=2 * n - 12),
                topics=(campaign.topics[n % 3],),
                channels=(campaign.channels[n % 4].name,),
                audiences=("đoàn viên",),
                levels=("công đoàn cơ sở",),
            )
        )
        if n < 5:
            desk.records.change(task, done=clock() - timedelta(days=6 - n))
        if n < 3:
            piece(
                desk,
                campaign,
                f"Bài {n}",
                topics=(campaign.topics[0],),
                channels=("báo in",),
                status=Status.EXPORTED,
                exported=clock() - timedelta(days=n),
            )
    return desk


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("chart", [0, 1, 2], ids=["numbers", "burn-down", "heat"])
def test_narrow(busy, looks, chart, language):
    async def steps(seat):
        await overview(seat, *["v"] * chart)

    assert looks(busy, steps, language=language)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_wide(busy, looks, language):
    assert looks(busy, overview, WIDE, language)


def test_the_days_below_a_chart_have_room():
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(100)]
    places, names = day_ticks(days, 60)
    assert places == [0, 24, 49, 74, 99]
    assert names[0] == "1.1"
    assert day_ticks(days[:1], 60) == ([0], ["1.1"])
