"""The report: read, opened from, written."""

import pytest

from tests.tui.helpers import NARROW, WIDE, seated

from .hands import SIZES, overview


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
