"""Campaigns are chosen, made, deleted and brought back; the next start opens the last."""

from tests.tui.helpers import WIDE, plan, seated, written
from tui.settings import Settings


async def test_choose_another_campaign(desk):
    plan(desk)
    other = desk.campaigns.new_empty("Đợt khám mắt", 2027)
    async with seated(desk) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("mua qua\n")
        await seat.comes("DeskScreen")
        assert "Mùa quà xa quê" in seat.lines[0]
        assert "0/4 tasks" in seat.lines[0]
        assert seat.focus == "tasks"
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("kham mat\n")
        await seat.comes("DeskScreen")
        assert "Đợt khám mắt" in seat.lines[0]
        await seat.press("ctrl+n")
        await seat.until(lambda: seat.article, "an article")
        assert seat.article.campaign == other.id


async def test_a_new_campaign_from_the_picker_and_its_undo(desk):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("workers\n")
        await seat.comes("CampaignForm")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert "Tháng Công nhân 2027" in seat.lines[0]
        assert len(desk.campaigns) == 2
        await seat.press("ctrl+z")
        assert len(desk.campaigns) == 1
        assert len(desk.tasks) == 4


async def test_after_the_undo_of_a_new_campaign_the_one_before_is_shown(desk):
    plan(desk)
    desk.campaigns.new_empty("Đợt khám mắt", 2027)
    async with seated(desk) as seat:
        assert "Đợt khám mắt" in seat.lines[0] or "Mùa quà" in seat.lines[0]
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("kham mat\n")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+z")
        await seat.settle()
        assert len(desk.campaigns) == 1
        assert "Mùa quà xa quê" in seat.lines[0]


async def test_the_same_name_twice_is_refused(desk):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("an empty\n")
        await seat.comes("CampaignForm")
        await seat.type("mùa QUÀ  xa quê\n")
        assert "There is a campaign" in seat.text
        assert seat.top == "CampaignForm"
        assert len(desk.campaigns) == 1


async def test_delete_a_campaign_and_bring_it_back(desk):
    campaign = plan(desk)
    article = written(desk, campaign=campaign.id)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("delete\n")
        await seat.comes("ConfirmLoss")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert len(desk.campaigns) == 1
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("delete\n")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("DeskScreen")
        assert len(desk.campaigns) == len(desk.tasks) == 0
        assert desk.articles[article.id].campaign is None
        await seat.hears("Deleted: Mùa quà xa quê. Ctrl+Z brings it back.")
        assert "No campaign yet." in seat.text
        assert "tasks" not in seat.lines[0]
        await seat.press("ctrl+z")
        assert len(desk.campaigns) == 1
        assert len(desk.tasks) == 4
        assert desk.articles[article.id].campaign == campaign.id


async def test_a_campaign_brought_back_is_shown_again(desk):
    plan(desk)
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("delete\n")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+z")
        await seat.settle()
        assert "Mùa quà xa quê" in seat.lines[0]
        assert "Bài về bữa cơm ca" in seat.text


async def test_the_next_start_opens_where_the_editor_was(desk, clock):
    plan(desk)
    desk.campaigns.new_empty("Đợt khám mắt", 2027)
    article = written(desk)
    clock.wait()
    written(desk, "Bài khác")
    chosen = Settings()
    async with seated(desk, chosen) as seat:
        await seat.press("f6")
        await seat.comes("Picker")
        await seat.type("mua qua\n")
        await seat.comes("DeskScreen")
        await seat.open(article)
        await seat.press("down", "right")
        cursor = seat.app.desk_screen.place.cursor
        seat.send("ctrl+q")
        await seat.ends()
    assert cursor > (0, 0)
    async with seated(desk, chosen) as seat:
        assert seat.article.id == article.id
        assert seat.focus == "body"
        assert seat.app.desk_screen.place.cursor == cursor
        assert "Mùa quà xa quê" in seat.lines[0]
