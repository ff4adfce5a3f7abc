"""The overview of a campaign: bars, charts, what they counted, the way to the rooms, the report."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from rich.text import Text
from textual.widgets import Sparkline

from store import Article, Campaign, Task
from store.campaign_records import Quota
from store.channels import Channel
from store.records import Status
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


async def test_what_counts_and_is_deleted_is_told_by_its_headline(desk, covered):
    for article in list(desk.articles):
        desk.articles.remove(article)
    async with seated(desk) as seat:
        await overview(seat)
        go_to(seat, "score toàn diện")
        await seat.press("enter")
        await seat.comes("Picker")
        counting, _others = seat.text.split("What does not")
        assert "Quà đến tay" in counting
        assert "deleted" in counting
        await seat.press("enter")
        assert seat.app.is_running


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


async def test_what_is_only_planned_is_not_in_the_heat_map(desk, campaign):
    piece(desk, campaign, topics=("thi đua",), channels=("loa",), status=Status.APPROVED)
    async with seated(desk, size=WIDE) as seat:
        await overview(seat)
        assert not any(map(any, shown_heat(seat).numbers))


@SIZES
async def test_each_number_of_the_summary_opens_to_what_makes_it(desk, covered, size):
    late = Task(campaign=covered.id, title="Gửi ảnh", due=date(2027, 4, 1), phase="tham mưu")
    desk.tasks.add(late)
    async with seated(desk, size=size) as seat:
        await overview(seat, "up")
        assert seat.focus == "summary"
        for keys, counting, others in (
            ((), "What counts: 0", "What does not: 2"),
            (("right",), "What counts: 2", ""),
            (("right",), "What counts: 1", "What does not: 1"),
            (("l",), "What counts: 1", "What does not: 2"),
            (("l",), "What counts: 3", ""),
            (("l",), "What counts: 7", "What does not: 5"),
        ):
            await seat.press(*keys, "enter")
            await seat.comes("Picker")
            assert (counting in seat.text) is (not counting.endswith(" 0")), seat.text
            assert not others or others in seat.text, seat.text
            assert others or "What does not" not in seat.text
            await seat.press("escape")
            await seat.comes("OverviewScreen")
            assert seat.focus == "summary"
        await seat.press("left", "left", "left", "enter")
        await seat.comes("Picker")
        assert "1 overdue" in seat.text
        assert "Gửi ảnh" in seat.text
        assert "still in time" in seat.line("Hỏi chị em tổ may")
        await seat.press("escape")
        await seat.comes("OverviewScreen")
        await seat.press("down")
        assert seat.focus == "numbers"


async def test_a_summary_that_is_too_long_takes_another_line(desk, covered):
    desk.records.change(covered, start=date(2027, 4, 1))
    async with seated(desk, size=(44, 20)) as seat:
        await overview(seat)
        for part in ("day 20", "0/1 tasks", "in sync 1/3", "7 gaps"):
            assert part in seat.text
        assert seat.field("summary").size.height == 2
        await seat.resize(*WIDE)
        assert seat.field("summary").size.height == 1


async def test_the_numbers_of_the_summary_open_beside_each_chart(desk, covered):
    async with seated(desk) as seat:
        await overview(seat, "up", "v")
        assert seat.focus == "summary"
        await seat.press("right", "enter")
        await seat.comes("Picker")
        assert "What counts: 1" in seat.text


async def test_a_number_is_gone_to_and_opened_with_the_mouse(desk, covered):
    async with seated(desk) as seat:
        await overview(seat)
        await seat.click("7 gaps", times=2)
        await seat.comes("Picker")
        assert "What counts: 7" in seat.text


async def test_from_a_number_its_article_is_opened(desk, covered):
    async with seated(desk) as seat:
        await overview(seat, "up", "right", "right", "enter")
        await seat.comes("Picker")
        assert "in sync 1/3" in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.topics == ("thi đua",)


# ---------------------------------------------------------------- the report to read


async def read(seat):
    await overview(seat, "r")
    await seat.comes("ReportPreview")
    await seat.settle()


def here(seat):
    """What the number under the cursor is of, and itself."""
    spot = seat.field("report").spot
    return spot.title, str(spot.number)


@SIZES
async def test_each_number_of_the_report_opens(desk, covered, size):
    async with seated(desk, size=size) as seat:
        await read(seat)
        assert "chủ đề, 4 kênh" in seat.text
        assert here(seat) == ("TÌNH HÌNH VÀ CÔNG TÁC CHỈ ĐẠO", "3")
        lines = seat.field("report")
        while here(seat)[0] != "loa · Đã phát":
            before = here(seat)
            await seat.press("right")
            assert (here(seat), lines.cursor_place) != (before, 0)
        assert here(seat)[1] == "1"
        await seat.press("enter")
        await seat.comes("Picker")
        assert "loa · Đã phát: 1" in seat.text
        assert "2. Theo kênh" in seat.text
        assert "Quà đến tay" in seat.text
        await seat.press("escape")
        await seat.comes("ReportPreview")
        await seat.press("left", "right", "enter")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.channels == ("loa",)


async def test_the_report_that_is_read_is_the_one_that_is_written(desk, covered, tmp_path):
    async with seated(desk, size=WIDE) as seat:
        await read(seat)
        shown = [line.text for line in seat.field("report").items]
        await seat.press("w")
        await seat.comes("ReportScreen")
        seat.field("folder").text = str(tmp_path)
        await seat.press("enter")
        await seat.comes("ReportPreview")
        (written,) = tmp_path.glob("*.txt")
        assert written.read_text(encoding="utf-8").splitlines() == shown
        await seat.press("escape")
        await seat.comes("OverviewScreen")


@pytest.mark.parametrize("size", [NARROW, (100, 30), (50, 14)])
async def test_of_the_report_no_number_is_cut(desk, covered, size):
    async with seated(desk, size=size) as seat:
        await read(seat)
        lines = seat.field("report")
        assert all(len(line.text) <= lines.text_width for line in lines.items if line.spots)
        await seat.resize(*WIDE)
        assert max(len(line.text) for line in lines.items) > 76


async def test_a_line_without_numbers_opens_nothing(desk, covered):
    async with seated(desk) as seat:
        await read(seat)
        await seat.press("home", "enter")
        assert seat.top == "ReportPreview"
        await seat.press("left", "end", "right", "enter")
        assert seat.top == "ReportPreview"


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
