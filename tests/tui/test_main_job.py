"""The keys that the main job takes, beside the words that are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Desk, NewsItem, Status, Task
from store.campaign_records import Named
from store.channels import Channel
from tests.tui.helpers import NARROW, Seat, seated
from tui.dialogs.picker import Picker
from tui.panes.checklist_rows import TaskRow
from tui.panes.related_rows import CardRow, FoundRow

TEXT = """\
Công đoàn khu cảng mở bếp ăn ca đêm cho thợ bốc vác

Lê Thu |

Hải Phòng – Bếp ăn ca đêm của công đoàn khu cảng nấu 300 suất mỗi tối cho thợ bốc vác.

Quỹ phúc lợi của thợ bốc vác trả một nửa tiền suất ăn; chủ bến trả nửa còn lại.

Tủ thuốc lưu động đi theo mỗi ca, có y sĩ trực đến sáng.

Lê Thu"""

CARDS = (
    ("Chủ bến cảng góp tiền suất ăn", "Chủ bến cảng góp một nửa tiền suất ăn ca đêm."),
    ("Thợ bốc vác có bảo hiểm tai nạn", "Quỹ phúc lợi của thợ bốc vác mua bảo hiểm tai nạn."),
    ("Y sĩ trực đêm ở khu cảng", "Tủ thuốc lưu động có y sĩ trực đêm ở khu cảng."),
    ("Giải bóng chuyền nữ", "Mười đội vào vòng hai."),
    ("Hoa sen nở sớm", "Hồ phía tây nở trước hai tuần."),
    ("Chợ phiên vùng cao", "Người xem đến từ sáng."),
    ("Lớp vẽ cho trẻ", "Mỗi tuần hai buổi."),
    ("Đường sắt thêm toa", "Thêm ba toa dịp lễ."),
)

NEWS = (
    ("Bếp ăn ca đêm khu cảng thêm món cháo", "Bếp ăn ca đêm có thêm món cháo nóng."),
    ("Quỹ phúc lợi của thợ bốc vác có thêm tiền", "Quỹ phúc lợi của thợ bốc vác thu đủ."),
    ("Tủ thuốc lưu động về khu cảng", "Tủ thuốc lưu động có y sĩ trực đến sáng."),
    ("Suất ăn ca đêm được nâng tiền", "Công đoàn khu cảng nâng tiền suất ăn ca đêm."),
)


def page(*, has_cards: bool) -> str:
    """Return a page in the house layout."""
    if not has_cards:
        return TEXT
    cards = (f"\n\n{headline}\n\nLê Thu |\n\n{summary}" for headline, summary in CARDS)
    return f"{TEXT}\nTIN LIÊN QUAN{''.join(cards)}"


class Counted:
    """Count the keys that are pressed, but not the words that are typed."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.keys: list[str] = []

    async def press(self, *keys: str) -> None:
        """Press keys that count."""
        self.keys += keys
        await self.seat.press(*keys)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A desk with news and a task."""
    campaign = desk.campaigns.new_empty("Tháng Công nhân", 2027)
    desk.tasks.add(Task(campaign=campaign.id, title="Bài về bếp ăn", phase="triển khai"))
    for headline, summary in NEWS:
        desk.records.add(NewsItem(headline=headline, author="PV", summary=summary))
    return desk


@pytest.mark.parametrize(
    ("has_cards", "most"), [(True, 16), (False, 14)], ids=["eight cards", "plain"]
)
async def test_page_in_edited_linked_ticked_finished_and_out(
    busy: Desk, tmp_path: Path, has_cards: bool, most: int
) -> None:
    file = tmp_path / "trang.txt"
    file.write_text(page(has_cards=has_cards))
    async with seated(busy, size=NARROW) as seat:
        seat.app.settings.export_folder = str(tmp_path / "out")
        hand = Counted(seat)
        await hand.press("ctrl+o")
        await seat.comes("OpenPageScreen")
        await seat.type(str(file))
        await hand.press("enter")
        await seat.until(lambda: seat.article, "the page")
        await seat.settle()

        await seat.type("Sáng nay: ")

        cards = len(seat.article.links)
        await hand.press("f4")
        await seat.until(lambda: len(seat.screen.related.listing.related) >= 3, "suggestions")
        await seat.settle()
        for n in range(3):
            while len(seat.article.links) == cards + n:
                at_one = isinstance(seat.screen.related.rows.current, FoundRow)
                await hand.press("enter" if at_one else "down")

        await hand.press("f2")
        while next(iter(busy.tasks)).status != "done":
            at_one = isinstance(seat.screen.checklist.rows.current, TaskRow)
            await hand.press("space" if at_one else "down")

        await hand.press("f3", "ctrl+t")
        await seat.comes("Picker")
        while seat.on_top(Picker).rows.cursor_key != Status.APPROVED:
            await hand.press("down")
        await hand.press("enter")
        await seat.until(lambda: seat.article.status is Status.APPROVED, "the status")

        await hand.press("ctrl+e")
        await seat.comes("ExportScreen")
        await hand.press("enter")
        await seat.until(lambda: list((tmp_path / "out").glob("*.txt")), "the file")
        assert "Sáng nay: " in next((tmp_path / "out").glob("*.txt")).read_text()
    assert len(hand.keys) <= most, " ".join(hand.keys)


async def test_tags_from_three_lists(busy: Desk) -> None:
    campaign = next(iter(busy.campaigns))
    busy.records.change(
        campaign,
        channels=(Channel("báo in"), Channel("loa")),
        audiences=(Named("thợ hàn"), Named("thợ may")),
        topics=("an toàn", "nữ công"),
    )
    article = busy.articles.new(next(iter(busy.campaigns)))
    busy.records.change(article, headline="Một bài")
    async with seated(busy, size=NARROW) as seat:
        await seat.open(article)
        hand = Counted(seat)
        await hand.press("alt+p")
        await seat.comes("TagsForm")
        for field in ("channels", "audiences", "topics"):
            while seat.focus != field:
                await hand.press("tab")
            await hand.press("enter")
            await seat.comes("Picker" if field == "channels" else "MultiPicker")
            await hand.press("enter")
            await seat.comes("TagsForm")
        await hand.press("ctrl+s")
        await seat.comes("DeskScreen")
        tagged = busy.articles[article.id]
        assert (tagged.channels, tagged.audiences) == (("báo in",), ("thợ hàn",))
        assert tagged.topics == ("an toàn",)
    assert len(hand.keys) <= 9, " ".join(hand.keys)


async def test_a_space_belongs_to_words_that_are_typed_and_marks_after_an_arrow(busy: Desk) -> None:
    campaign = next(iter(busy.campaigns))
    busy.records.change(campaign, topics=("loa phường", "báo in", "loa xã"))
    article = busy.articles.new(next(iter(busy.campaigns)))
    busy.records.change(article, headline="Một bài")
    async with seated(busy, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("alt+p")
        await seat.comes("TagsForm")
        seat.field("topics").focus()
        await seat.press("enter")
        await seat.comes("MultiPicker")
        await seat.press("down", "space")
        await seat.type("loa x")
        assert seat.entry.text == "loa x"
        await seat.press("enter")  # what was found by typing is taken beside what is marked
        await seat.comes("TagsForm")
        assert "báo in, loa xã" in seat.line("Topics")
        assert seat.focus == "goals"


async def test_the_status_list_offers_the_next_step_and_says_which_is_now(busy: Desk) -> None:
    article = busy.articles.new(None)
    busy.records.change(article, headline="Một bài", body="Lời.", status=Status.TO_APPROVE)
    async with seated(busy, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        assert "now" in seat.line("waiting for approval")
        await seat.press("enter")
        assert busy.articles[article.id].status is Status.APPROVED
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        await seat.press("enter")  # a file makes it exported, no list
        assert busy.articles[article.id].status is Status.APPROVED


async def test_what_f2_and_f4_land_on_stays_where_one_has_gone_since(busy: Desk) -> None:
    article = busy.articles.new(None)
    busy.records.change(article, headline="Bếp ăn ca đêm", body=TEXT)
    async with seated(busy, size=NARROW) as seat:
        await seat.open(article)
        await seat.press("f4")
        rows = seat.screen.related.rows
        await seat.until(lambda: isinstance(rows.current, FoundRow), "the first suggestion")
        await seat.press("down")
        there = rows.cursor_key
        await seat.press("f3", "f4")
        assert rows.cursor_key == there
        await seat.press("f2")
        assert isinstance(seat.screen.checklist.rows.current, TaskRow)


async def test_cards_of_a_page_that_are_about_something_else_say_so(busy: Desk) -> None:
    article = busy.articles.import_page(page(has_cards=True).encode(), "trang.txt")
    async with seated(busy, size=(140, 45)) as seat:
        await seat.open(article)
        await seat.press("f4")
        await seat.sees("unrelated?")
        marked = [row.title for row in seat.screen.related.rows.items if _is_marked(row)]
        assert marked == [headline for headline, _summary in CARDS[3:]]


def _is_marked(row: object) -> bool:
    return isinstance(row, CardRow) and row.unrelated
