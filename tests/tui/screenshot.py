"""The picture in the README: `python -m tests.tui.screenshot` draws it anew."""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import datetime
from pathlib import Path

from store import Article, Desk, NewsItem, Status, open_desk
from tui import i18n
from tui.app import ToasoanApp
from tui.settings import Settings

PICTURE = Path(__file__).with_name("desk.svg")

BODY = """\
Hà Nội – Chiều 27.4, tại xưởng cắt số 2, công đoàn cơ sở trao 46 bộ áo dài cho nữ đoàn viên làm \
ca đêm, món quà đầu tiên của Tháng Công nhân năm nay.

Chị Hoàng Thị Lụa, tổ trưởng tổ hoàn thiện, nói mười một năm vào nghề chị may hàng nghìn chiếc áo \
cho người khác, đến hôm nay mới có một chiếc của mình.

Số áo do chính các tổ may góp giờ làm thêm, vải do công ty tặng. Đợt sau sẽ đến lượt chị em ở \
kho và nhà bếp, trước ngày 20.5.

Cùng buổi chiều, công đoàn nhận 31 ý kiến về bữa ăn ca. Giám đốc hẹn trả lời từng ý kiến trong \
mười ngày và dán kết quả ở bảng tin."""

NEWS = (
    ("Xưởng may góp giờ tặng áo dài", "Lê Thu", "Ba tổ may cùng góp giờ làm thêm để tặng áo dài."),
    ("Bữa ăn ca thêm món, bớt mặn", "Minh Hà", "Ý kiến về bữa ăn ca được dán ở bảng tin nhà máy."),
    ("Áo dài cho nữ đoàn viên ca đêm", "Phạm Sơn", "Nữ đoàn viên ca đêm nhận áo dài dịp lễ."),
    ("Tủ sách công đoàn ở khu trọ", "Lê Thu", "Tủ sách mới mở cửa mỗi tối ở khu nhà trọ."),
)


def fill(desk: Desk) -> Article:
    """Put a campaign, an article and some news on the desk, and return the article."""
    campaign = desk.campaigns.new("thang-cong-nhan", 2027)
    news = [desk.records.add(NewsItem(headline=h, author=a, summary=s)) for h, a, s in NEWS]
    article = desk.records.add(
        Article(
            campaign=campaign.id,
            headline="46 bộ áo dài đến với nữ đoàn viên ca đêm",
            byline="Trần Bảo Ngân",
            body=BODY,
            signoff="Trần Bảo Ngân",
            status=Status.EDITING,
        )
    )
    desk.links.add(article, news[0])
    phases = desk.campaigns.checklist(campaign)
    for task in (*phases[0].tasks, *phases[1].tasks[:5]):
        desk.tasks.tick(task)
    desk.tasks.attach(phases[2].tasks[1], article)
    return desk.articles[article.id]


async def draw() -> None:
    """Draw the desk at 140 columns, in Vietnamese."""
    i18n.use("vi")
    with tempfile.TemporaryDirectory() as folder:
        clock = datetime.fromisoformat("2027-04-27T14:02:31+07:00")
        with open_desk(Path(folder) / "desk.json", clock=lambda: clock) as desk:
            article = fill(desk)
            app = ToasoanApp(desk, Settings())
            async with app.run_test(size=(140, 40)) as pilot:
                await app.screen.drafts.open(article)  # type: ignore[attr-defined]
                await app.workers.wait_for_complete()
                await pilot.pause(1.5)
                picture = app.export_screenshot(title="toasoan")
                # No font from the network: the reader's own will do.
                picture = re.sub(r"@font-face \{.*?\n *\}\n", "", picture, flags=re.DOTALL)
                PICTURE.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw())
