"""Negative news: logged, checked and answered."""

from datetime import timedelta

from store.records import Status
from tests.tui.helpers import SIZES, seated, written

from .hands import claim, fill, room


@SIZES
async def test_a_claim_is_logged_checked_and_answered(desk, campaign, size, clock):
    desk.records.change(campaign, topics=("đẩy lùi thông tin tiêu cực",))
    async with seated(desk, size=size) as seat:
        await room(seat, "alt+n")
        await seat.press("a")
        await seat.comes("RumourForm")
        await fill(seat, claim="Quỹ đã hết tiền", where="nhóm Zalo", seen="hôm qua")
        assert "Type the hour as well" in " ".join(seat.text.replace("│", "").split())
        await fill(seat, seen="hôm qua 22h")
        await seat.comes("RumoursScreen")
        (logged,) = desk.rumours
        assert desk.records.now() - logged.seen == timedelta(hours=11)
        assert "○ 13 hours" in seat.line("Quỹ đã hết tiền")
        await seat.press("v")
        assert desk.rumours[logged.id].verdict == "false"
        await seat.press("enter")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article, "the answer")
        answer = seat.article
        assert answer.topics == ("đẩy lùi thông tin tiêu cực",)
        assert desk.rumours[logged.id].answer == answer.id
        assert seat.focus == "headline"
        await seat.type("Quỹ vẫn còn đủ")
        await seat.press("ctrl+s")
        await room(seat, "alt+n")
        assert "→ Quỹ vẫn còn đủ" in seat.text
        desk.records.change(answer, status=Status.EXPORTED, exported=desk.records.now())
        await seat.settle()
        assert "✔ 11 hours" in seat.line("Quỹ đã hết tiền")
        assert "answered in time 1/1" in seat.text
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert seat.article.id == answer.id


async def test_another_article_can_answer_or_none(desk, campaign):
    logged = claim(desk, campaign)
    other = written(desk, "Quỹ còn đủ", campaign=campaign.id)
    elsewhere = desk.campaigns.new_empty("Mùa sen", 2027)
    written(desk, "Bài của đợt khác", campaign=elsewhere.id)
    async with seated(desk) as seat:
        seat.screen.show_campaign(campaign.id)
        await room(seat, "alt+n")
        await seat.press("l")
        await seat.comes("Picker")
        assert "Bài của đợt khác" not in seat.text
        await seat.type("quy con")
        await seat.press("enter")
        await seat.comes("RumoursScreen")
        assert desk.rumours[logged.id].answer == other.id
        await seat.press("l")
        await seat.comes("Picker")
        await seat.type("no answer")
        await seat.press("enter")
        await seat.comes("RumoursScreen")
        assert desk.rumours[logged.id].answer is None
        await seat.press("ctrl+z")
        assert desk.rumours[logged.id].answer == other.id


async def test_late_claims_stand_on_top(desk, campaign):
    claim(desk, campaign, "Mới", 2), claim(desk, campaign, "Trễ", 30)
    async with seated(desk) as seat:
        await room(seat, "alt+n")
        texts = [row.rumour.claim for row in seat.field("entries").items]
        assert texts == ["Trễ", "Mới"]
        assert "! 6 hours" in seat.line("Trễ")
        assert "2 open, 1 overdue" in seat.text


async def test_editing_a_claim_keeps_when_it_was_seen_to_the_second(desk, campaign, clock):
    logged = claim(desk, campaign)
    desk.records.change(logged, seen=logged.seen.replace(second=17))
    async with seated(desk) as seat:
        await room(seat, "alt+n")
        await seat.press("e")
        await seat.comes("RumourForm")
        await fill(seat, checked="hỏi kế toán")
        await seat.comes("RumoursScreen")
        assert desk.rumours[logged.id].seen.second == 17
        assert desk.rumours[logged.id].checked == "hỏi kế toán"
        await seat.press("d")
        assert not len(desk.rumours)
