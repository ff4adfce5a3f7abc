"""Headlines are whole in every list that has the width for them, and days have a column."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

import pytest
from rich.cells import cell_len

from store import Article, Bulletin, NewsItem, Question, Rumour
from store.records import Status
from tests.tui.helpers import LEAD, NARROW, WIDE, plan, posted, seated, task, written
from tui.screens.recovery.rows import BinRows, ChangeRows
from tui.widgets.headline import fits, headline_lines

LONG = (
    "Công đoàn khu Bắc khám mắt, phát kính bảo hộ cho 320 thợ hàn xưởng tàu thứ nhất",
    "Nghỉ nhượng quyền nghiêng nghiêng trường trường phường phường khuỷu khuỷu nghiệp",
)
assert all(78 < len(text) <= 80 for text in LONG)


@pytest.mark.parametrize("text", [*LONG, "Một", "", "x" * 50, "新聞 " * 20])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("width", [10, 34, 48, 80])
def test_lines_hold_all_words_in_their_order(text, form, width):
    text = normalize(form, text)
    lines = headline_lines(text, width, 99)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)
    if " " in text and width > 10:
        assert " ".join(lines).split() == text.split()  # no word is broken
    cut = headline_lines(text, width)
    assert cut == lines or (len(cut) == 2 and cut[1].rstrip().endswith("…"))


@pytest.mark.parametrize("text", ["Thợ hàn", normalize("NFD", "Thợ hàn"), "新聞", "a\u200bb", ""])
def test_what_fits_is_measured_in_cells(text):
    assert all(fits(text, width) == (cell_len(text) <= width) for width in range(20))


@pytest.mark.parametrize("headline", LONG)
async def test_none_of_80_characters_is_cut_in_any_of_three_panes(desk, headline):
    campaign = plan(desk)
    article = written(desk, headline, campaign=campaign.id, due=date(2028, 5, 1))
    fulfilled = task(desk, "Bài về bữa cơm ca")
    desk.tasks.edit(fulfilled, title=headline)
    desk.tasks.attach(desk.tasks[fulfilled.id], article)
    item = desk.records.add(NewsItem(headline=headline[::-1], author="PV", summary="Lời."))
    desk.links.add(article, item)
    desk.records.add(Article(headline=headline, body=LEAD, status=Status.EXPORTED))
    async with seated(desk, size=WIDE) as seat:
        for pane, times in (("checklist", 2), ("drafts", 1)):
            assert text_of(seat, pane).count("".join(headline.split())) >= times
        await seat.open(article)
        await seat.until(lambda: seat.screen.related.listing.related, "suggestions")
        related = text_of(seat, "related")
        assert related.count("".join(headline.split())) == 2  # itself, and what is like it
        assert "".join(headline[::-1].split()) in related


def text_of(seat, pane):
    """The letters of a pane; days, which stand at the right, are left out."""
    region = seat.screen.query_one(f"#{pane}").region
    lines = [line[region.x + 1 : region.right - 1].rstrip() for line in seat.lines]
    titles = [re.sub(r" \d+\.\d+(\.\d+)?$", "", line) for line in lines]
    return "".join("".join(titles).replace("→", "").split())


async def test_days_of_tasks_stand_in_one_column(desk):
    plan(desk)
    desk.tasks.edit(task(desk, "Ảnh trao mũ bảo hộ"), due=date(2028, 5, 3))
    async with seated(desk) as seat:
        await seat.press("f2")
        ends = {len(seat.line(title)) for title in ("Gặp ban", "Bài về bữa", "Ảnh trao")}
        assert len(ends) == 1
        assert seat.line("Gặp ban").split()[-1] == "10.4"
        assert seat.line("Ảnh trao").split()[-1] == "3.5.2028"


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("headline", LONG)
async def test_none_of_80_characters_is_cut_in_search_calendar_and_recovery(desk, headline, size):
    campaign = plan(desk)
    article = written(desk, headline, campaign=campaign.id, due=date(2027, 4, 20))
    desk.articles.bulk.set_status([article], Status.APPROVED)
    whole = "".join(headline.split())
    async with seated(desk, size=size) as seat:
        await seat.press("/")
        await seat.comes("SearchScreen")
        await seat.type(headline.rpartition(" ")[2])
        await seat.until(lambda: whole in rows_of(seat, "hits"), "the result")
        await seat.press("escape", "escape")
        await seat.comes("DeskScreen")
        await seat.press("alt+c")
        await seat.comes("CalendarScreen")
        await seat.press("t")
        await seat.until(lambda: whole in rows_of(seat, "entries"), "the day")
        await seat.press("escape", "ctrl+d")
        await seat.comes("RecoveryScreen")
        rows = seat.app.screen.query_one(ChangeRows)
        assert whole in drawn(rows)
        desk.articles.remove(article)
        await seat.press("escape", "ctrl+d")
        await seat.comes("RecoveryScreen")
        assert whole in drawn(seat.app.screen.query_one(BinRows))


def rows_of(seat, name):
    return drawn(seat.field(name))


def drawn(rows):
    """What the rows of a list are drawn as, without facts and white space."""
    width = rows.scrollable_content_region.width or NARROW[0] - 4  # the bin is another tab
    texts = []
    for item in rows.items:
        lines = rows.row_lines(item, width)
        assert len(lines) == rows.row_height(item, width)
        assert all(cell_len("".join(text for text, _tone in line)) <= width for line in lines)
        title = "".join(text for line in lines for text, tone in line if tone != "dim")
        texts.append("".join(title.split()))
    return "\n".join(texts)


@pytest.mark.parametrize(
    ("key", "screen"),
    [("alt+0", "LedgerScreen"), ("alt+9", "QuestionsScreen"), ("alt+n", "RumoursScreen")],
)
async def test_it_takes_two_lines_in_the_lists_of_a_narrow_window(desk, key, screen):
    campaign, now = plan(desk), desk.records.now()
    posted(desk, written(desk, LONG[0], campaign=campaign.id, channels=("loa truyền thanh",)))
    desk.records.add(Question(campaign=campaign.id, text=LONG[0], asked=now))
    desk.records.add(Rumour(campaign=campaign.id, claim=LONG[0], seen=now))
    async with seated(desk) as seat:
        await seat.press(key)
        await seat.comes(screen)
        x, y = seat.place("Công đoàn khu Bắc")
        assert "tàu thứ nhất" in seat.lines[y + 1][x:]


async def test_an_item_of_a_bulletin_takes_two_lines_in_a_narrow_window(desk):
    campaign = plan(desk)
    article = written(desk, LONG[0], campaign=campaign.id)
    bulletin = desk.campaigns.bulletins.add(Bulletin(campaign=campaign.id, name="Sáng"))
    desk.campaigns.bulletins.put_items(bulletin, [article])
    async with seated(desk) as seat:
        await seat.press("alt+8", "enter")
        await seat.comes("BulletinScreen")
        x, y = seat.place("Công đoàn khu Bắc")
        assert "thứ nhất" in seat.lines[y + 1][x:]
