"""The room of the ledger: what went out, read again, written again, withdrawn, posted."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from store import LedgerEntry, Task
from store.records import Status
from tests.tui.helpers import NARROW, WIDE, put_campaign, seated, written


@pytest.fixture
def out(desk, clock, tmp_path):
    """A campaign with an article that went out two days ago, and one that was posted today."""
    campaign = put_campaign(desk)
    for headline, channel in (("Thợ hàn nhận kính", "báo in"), ("Quầy hàng giảm giá", "loa")):
        written(
            desk,
            headline,
            campaign=campaign.id,
            channels=(channel,),
            status=Status.APPROVED,
        )
    first, second = desk.articles
    desk.articles.export(first, tmp_path / "ra")
    clock.time += timedelta(days=2)
    desk.ledger.posted(second, "loa", where="nhóm Zalo khu Bắc")
    desk.tasks.add(Task(campaign=campaign.id, title="Treo băng rôn", phase="triển khai"))
    return campaign


async def ledger(seat, *keys):
    await seat.press("alt+0")
    await seat.comes("LedgerScreen")
    await seat.press(*keys)


async def test_the_newest_stands_first_with_where_and_by_whom(out, desk):
    async with seated(desk) as seat:
        await ledger(seat)
        assert "2 entries · all days · all channels" in seat.text
        assert seat.text.index("Quầy hàng giảm giá") < seat.text.index("Thợ hàn nhận kính")
        assert "nhóm Zalo khu Bắc" in seat.text
        assert "20.4 9h" in seat.line("Thợ hàn nhận kính")
        assert "báo in" in seat.line("Thợ hàn nhận kính")


async def test_by_day_and_by_channel(out, desk):
    async with seated(desk) as seat:
        await ledger(seat, "t")
        await seat.comes("AskDay")
        await seat.type("20.4")
        await seat.press("enter")
        await seat.comes("LedgerScreen")
        assert "1 entry · 20.4.2027" in seat.text
        assert "Quầy hàng" not in seat.text
        await seat.press("t", "c")
        await seat.comes("Picker")
        await seat.type("loa")
        await seat.press("enter")
        await seat.comes("LedgerScreen")
        assert "1 entry · all days · loa" in seat.text
        assert "Thợ hàn nhận kính" not in seat.text


async def test_enter_shows_what_went_out_and_what_has_changed_since(out, desk):
    article = next(iter(desk.articles))
    async with seated(desk, size=WIDE) as seat:
        await ledger(seat, "end", "enter")
        await seat.comes("WentOutScreen")
        assert "As it went out 20.4 9h" in seat.text
        await seat.press("escape")
        desk.articles.type_text(article, signoff="Nhóm phóng viên")
        await seat.press("enter")
        await seat.comes("WentOutScreen")
        await seat.until(lambda: "Nhóm phóng viên" in seat.text, "the difference")
        assert "What has changed since it went out 20.4 9h" in seat.text


async def test_a_file_is_written_again_but_never_over_a_changed_one(out, desk, tmp_path):
    (path,) = (tmp_path / "ra").iterdir()
    page = path.read_bytes()
    path.write_bytes(b"khac")
    async with seated(desk, size=WIDE) as seat:
        await ledger(seat, "end", "w")
        await seat.comes("WriteAgainScreen")
        await seat.press("enter")
        await seat.until(lambda: "somebody has changed it since" in seat.words, "the refusal")
        path.unlink()
        await seat.press("enter")
        await seat.comes("LedgerScreen")
        assert path.read_bytes() == page
        assert "Written, as it went out:" in seat.notices[-1]


async def test_it_is_withdrawn_with_a_reason(out, desk):
    async with seated(desk) as seat:
        await ledger(seat, "end", "x")
        await seat.comes("WithdrawForm")
        await seat.press("enter")
        assert "Say why it is withdrawn." in seat.text
        await seat.type("sai số liệu")
        await seat.press("enter")
        await seat.comes("LedgerScreen")
        assert "withdrawn: sai số liệu" in seat.text
        assert "2 entries · withdrawn 1" in seat.text
        article = next(iter(desk.articles))
        assert article.status is Status.WITHDRAWN
        await seat.press("x")
        await seat.comes("WithdrawForm")
        await seat.type("lần nữa")
        await seat.press("enter")
        assert "is withdrawn already" in seat.text


async def test_a_task_is_recorded_as_posted(out, desk, clock):
    async with seated(desk) as seat:
        await ledger(seat, "a")
        await seat.comes("Picker")
        await seat.type("băng rôn")
        await seat.press("enter")
        await seat.comes("PostedForm")
        assert "Posted: Treo băng rôn" in seat.text
        await seat.press("down")
        await seat.type("hôm qua 8h")
        await seat.press("down")
        await seat.type("cổng chính")
        await seat.press("enter")
        await seat.comes("LedgerScreen")
        (entry,) = desk.ledger.entries(day=clock().date() - timedelta(days=1))
        assert (entry.headline, entry.channel, entry.where) == (
            "Treo băng rôn",
            "báo in",
            "cổng chính",
        )
        assert "cổng chính, no text" in seat.text


async def test_an_article_says_that_it_was_edited_since(out, desk):
    article = next(iter(desk.articles))
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3")
        assert "edited since it went out" not in seat.text
        desk.articles.type_text(article, body="Đã viết lại hết.")
        await seat.settle()
        assert seat.text.count("edited since it went out") == 1
        await seat.press("F")
        await seat.comes("MultiPicker")
        await seat.type("edited since")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert "Quầy hàng giảm giá" not in seat.text
        await seat.open(desk.articles[article.id])
        assert "exported ⚠ ▾" in seat.text
        assert "⚠ edited since it went out · báo in" in seat.text
        await seat.press("ctrl+l")
        await seat.comes("HistoryScreen")
        await seat.press("o")
        await seat.comes("WentOutScreen")
        await seat.until(lambda: "Đã viết lại hết." in seat.text, "the difference")


async def test_the_status_withdrawn_asks_for_the_reason(out, desk):
    async with seated(desk) as seat:
        await seat.press("f3", "end", "ctrl+t")
        await seat.comes("Picker")
        await seat.type("withdrawn")
        await seat.press("enter")
        await seat.comes("WithdrawArticlesForm")
        await seat.press("enter")
        assert "Say why it is withdrawn." in seat.text
        await seat.type("sai ảnh")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        (entry,) = (entry for entry in desk.ledger if entry.withdrawn)
        assert entry.reason == "sai ảnh"
        assert desk.articles[entry.piece].status is Status.WITHDRAWN


async def test_a_correction_is_begun_and_opened(out, desk):
    async with seated(desk, size=NARROW) as seat:
        await ledger(seat, "e")
        await seat.comes("CorrectionForm")
        await seat.type("bán lẻ")
        await seat.press("enter")
        assert "Say what was wrong, and what is right." in seat.text
        await seat.press("down")
        await seat.type("bán sỉ")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        assert "Thông tin cải chính, xin lỗi" in seat.text
        await seat.press("escape")
        await seat.comes("LedgerScreen")
        await seat.sees("correction 1")
        await seat.press("escape", "f3")
        assert "correction 1 of “Quầy hàng giảm giá”" in seat.text


async def test_the_export_says_for_which_channel_it_counts(out, desk):
    article = next(iter(desk.articles))
    desk.records.change(article, channels=("báo in", "loa"))
    async with seated(desk) as seat:
        await seat.open(desk.articles[article.id])
        await seat.press("ctrl+e")
        await seat.comes("ExportScreen")
        assert "The file counts for báo in; record in the ledger" in seat.words


async def test_the_picker_says_that_exported_comes_from_the_ledger(desk):
    """W5."""
    article = written(desk)
    async with seated(desk) as seat:
        await seat.press("f3", "ctrl+t")
        await seat.comes("Picker")
        assert re.search(r"exported +by the ledger, not by hand", seat.text)
        assert re.search(r"being edited +← now", seat.text)
        await seat.type("exported")
        await seat.press("enter")
        assert "comes from the ledger" in seat.notices[-1]
        assert desk.articles[article.id].status is Status.EDITING


@pytest.fixture
def shown(desk):
    """Entries of each sort, the same on every machine."""
    campaign = put_campaign(desk)
    now = desk.records.now()
    rows: list[tuple[int, str, str, dict[str, Any]]] = [
        (0, "loa", "Bài phát loa về bữa cơm ca đêm", {"where": "loa phường 7, sáng sớm"}),
        (
            2,
            "báo in",
            "Xưởng đóng tàu phát kính bảo hộ cho thợ hàn",
            {"file": "/tin/2027-04-20.txt"},
        ),
        (30, "Facebook", "Quầy hàng giảm giá mở hai ngày", {"withdrawn": now, "reason": "sai giá"}),
        (400, "", "Lớp học đêm ở xưởng may", {"file": "/tin/lop-hoc-dem.txt"}),
        (700, "băng rôn", "Treo băng rôn cổng chính", {"digest": ""}),
    ]
    for hours, channel, headline, fields in rows:
        at = now - timedelta(hours=hours)
        values = {"at": at, "channel": channel, "headline": headline, "who": "lan", "digest": "-"}
        desk.records.add(LedgerEntry(piece=campaign.id, **{**values, **fields}))
    return desk


@pytest.mark.parametrize("language", ["vi", "en"])
def test_narrow(shown, looks, language):
    assert looks(shown, ledger, language=language)


def test_wide(shown, looks):
    assert looks(shown, ledger, size=WIDE)


def test_an_empty_ledger(desk, looks):
    put_campaign(desk)
    assert looks(desk, ledger, size=NARROW)
