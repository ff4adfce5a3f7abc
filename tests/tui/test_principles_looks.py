"""How the registers look: facts, documents, sources, negative news, rights cases."""

from datetime import date, timedelta
from typing import Literal

import pytest

from store import Article, Fact, Rumour
from store.campaign_records import Document
from store.records import FollowUp, Source, Status
from tests.tui.helpers import WIDE, plan, put_out

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


@pytest.fixture
def full(desk, clock):
    """A campaign with something in every register."""
    campaign = plan(desk)
    _facts(desk, campaign)
    _documents(desk, campaign)
    _rumours(desk, campaign)
    clock.wait()
    _cases(desk, campaign)
    return desk


def _facts(desk, campaign):
    for key, value, unit, source, since in (
        ("mũ bảo hộ trao tặng", "320", "chiếc", "Báo cáo xưởng tàu", None),
        ("mũ bảo hộ trao tặng", "450", "chiếc", "Báo cáo đợt hai", date(2027, 4, 19)),
        ("số đoàn viên xưởng tàu", "1.250", "người", "", None),
        ("lễ trao mũ", "8h ngày 3.5", "", "Kế hoạch 21/KH-LĐLĐ", None),
        ("tên chủ tịch công đoàn", "Võ Bình", "", "", date(2027, 6, 1)),
    ):
        fact = Fact(
            campaign=campaign.id, key=key, value=value, unit=unit, source=source, since=since
        )
        desk.facts.add(fact)


def _documents(desk, campaign):
    for number, issued, issuer, title in (
        ("21/KH-LĐLĐ", date(2027, 3, 2), "LĐLĐ Đà Nẵng", "Mùa quà xa quê"),
        ("05-CT/TW", None, "Bộ Chính trị", "Học và làm theo Bác"),
        ("12/2022/NĐ-CP", date(2022, 1, 17), "Chính phủ", ""),
        ("368/KH-TLĐ", None, "", ""),
    ):
        document = Document(kind="", number=number, issued=issued, issuer=issuer, title=title)
        desk.campaigns.documents.add(campaign, document)


def _rumours(desk, campaign):
    now = desk.records.now()
    answer = put_out(
        desk,
        Article(
            headline="Quỹ trợ cấp xưởng tàu còn đủ cho cả năm",
            campaign=campaign.id,
            status=Status.EXPORTED,
            exported=now - timedelta(hours=1),
            body="Đà Nẵng – Kế toán quỹ cho xem sổ.",
        ),
    )
    claims: list[tuple[str, str, int, Literal["", "false", "partly", "true"], str | None]] = [
        ("Quỹ trợ cấp của xưởng tàu đã hết tiền", "nhóm Zalo thợ hàn", 9, "false", answer.id),
        ("Bỏ phụ cấp độc hại từ tháng Năm", "Facebook", 30, "", None),
        ("Suất ăn ca đêm bị cắt một nửa", "cổng nhà máy", 2, "partly", None),
    ]
    for claim, where, hours, verdict, named in claims:
        rumour = Rumour(
            campaign=campaign.id,
            claim=claim,
            where=where,
            seen=now - timedelta(hours=hours),
            verdict=verdict,
            answer=named,
            checked="hỏi bếp trưởng" if verdict == "partly" else "",
        )
        desk.rumours.add(rumour)


def _cases(desk, campaign):
    owed = Article(
        headline="Xưởng gỗ nợ 32 công nhân ba tháng lương",
        byline="Minh Hà",
        campaign=campaign.id,
        status=Status.EDITING,
        body="Đà Nẵng – Sáng 19.4, 32 công nhân xưởng gỗ gặp công đoàn.",
    )
    owed = desk.rights.mark(desk.records.add(owed), True)
    for day, what in ((date(2027, 4, 18), "gọi lại chủ xưởng"), (date(2027, 5, 3), "gặp LĐLĐ")):
        desk.rights.add_follow_up(owed, FollowUp(day=day, what=what))
    for source in (
        Source(
            who="Lê Thu, tổ trưởng",
            where="xưởng gỗ",
            when="sau ca sáng 18.4",
            contact="0900 000 000",
            second="bảng lương tháng Ba",
            beneficiary="32 công nhân",
        ),
        Source(who="Trần An, quản đốc", where="điện thoại"),
    ):
        desk.articles.sources.add(owed, source)
    closed = desk.records.add(
        Article(headline="Trả sổ bảo hiểm cho 12 thợ may", campaign=campaign.id, body="x")
    )
    desk.rights.set_outcome(desk.rights.mark(closed, True), "Đã trả đủ 12 sổ")


async def facts(seat):
    await seat.press("f2", "alt+e")
    await seat.comes("FactsScreen")


async def fact_form(seat):
    await facts(seat)
    await seat.press("e")
    await seat.comes("FactForm")


async def documents(seat):
    await seat.press("f2", "alt+d", "down")
    await seat.comes("DocumentsScreen")


async def rumours(seat):
    await seat.press("f2", "alt+n")
    await seat.comes("RumoursScreen")


async def rumour_form(seat):
    await rumours(seat)
    await seat.press("down", "e")
    await seat.comes("RumourForm")


async def rights(seat):
    await seat.press("f2", "alt+r")
    await seat.comes("RightsScreen")


async def rights_case(seat):
    await rights(seat)
    await seat.press("e")
    await seat.comes("CaseScreen")


async def sources(seat):
    await seat.press("f3")
    rows = seat.screen.drafts.list.rows
    rows.move_to(next(n for n, item in enumerate(rows.items) if item.sources))
    await seat.press("alt+s")
    await seat.comes("SourcesScreen")


async def article_list(seat):
    await seat.press("f3")


SCREENS = {
    "facts": facts,
    "fact-form": fact_form,
    "documents": documents,
    "rumours": rumours,
    "rumour-form": rumour_form,
    "rights": rights,
    "rights-case": rights_case,
    "sources": sources,
    "list": article_list,
}


@LANGUAGES
@pytest.mark.parametrize("name", SCREENS)
def test_narrow(full, looks, name, language):
    assert looks(full, SCREENS[name], language=language)


@pytest.mark.parametrize("name", ["facts", "documents", "rumours", "rights", "sources"])
def test_wide(full, looks, name):
    assert looks(full, SCREENS[name], WIDE, "vi")
