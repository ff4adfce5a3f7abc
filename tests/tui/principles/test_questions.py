"""Questions of readers, and what the overview counts of them."""

from store.campaign_records import Quota
from tests.tui.helpers import SIZES, WIDE, seated

from .hands import claim, fill, room


@SIZES
async def test_a_question_is_logged_and_answered(desk, campaign, size):
    async with seated(desk, size=size) as seat:
        await room(seat, "alt+9")
        assert "No questions logged." in seat.text
        await seat.press("a")
        await seat.comes("QuestionForm")
        await fill(seat, text="Bao giờ lĩnh quà?", who="chị Lan", asked="hôm qua 22h")
        await seat.comes("QuestionsScreen")
        (logged,) = desk.campaigns.questions
        assert (logged.who, logged.answered) == ("chị Lan", None)
        assert "○ 13 hours" in seat.line("Bao giờ lĩnh quà?")
        assert "1 open, 0 overdue" in seat.text
        await seat.press("enter")
        await seat.comes("QuestionForm")
        assert seat.focus == "entry-answer"
        await fill(seat, answer="Sáng mai ở nhà ăn")
        await seat.comes("QuestionsScreen")
        assert desk.campaigns.questions[logged.id].answered == desk.records.now()
        assert "answered in time 1/1" in seat.text
        assert "→ Sáng mai ở nhà ăn" in seat.text
        await seat.press("d")
        assert not len(desk.campaigns.questions)
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+z")
        assert desk.campaigns.questions[logged.id].answer == "Sáng mai ở nhà ăn"


async def test_the_overview_tells_each_quota_and_what_it_counted(desk, campaign):
    desk.records.change(campaign, quotas=(Quota(name="số giờ trả lời", at_most=24),))
    claim(desk, campaign, "Trễ", 30)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("alt+o")
        await seat.comes("OverviewScreen")
        assert "· số giờ" in seat.text
        rows = seat.field("numbers")
        rows.move_to(next(n for n, row in enumerate(rows.items) if row[0].startswith("part")))
        await seat.press("enter")
        await seat.comes("Picker")
        assert "Trễ" in seat.text
        await seat.press("escape", "alt+r")
        await seat.comes("RightsScreen")
