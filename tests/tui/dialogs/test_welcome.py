"""The welcome of an empty desk: what it offers, and how it is left."""

from datetime import date

import pytest

from tests.tui.helpers import plan, seated, written
from tui.app_context import RESTART
from tui.settings import Settings, settings_path


async def test_welcome_offers_the_campaign_of_the_workers_month(desk):
    async with seated(desk) as seat:
        assert "Welcome to toasoan" in seat.text
        await seat.press("enter")
        await seat.comes("CampaignForm")
        assert seat.field("year").text == "2027"  # the clock says April 2027
        await seat.press("enter")
        await seat.comes("DeskScreen")
        (campaign,) = desk.campaigns
        assert campaign.name == "Tháng Công nhân 2027"
        assert (campaign.start, campaign.end) == (date(2027, 5, 1), date(2027, 5, 31))
        assert len(desk.tasks) > 20
        assert seat.focus == "tasks"
        assert "Tháng Công nhân 2027" in seat.lines[0]
        assert f"0/{len(desk.tasks)} tasks" in seat.lines[0]
        assert "▾ Overdue" in seat.text  # what should be done by now stands first
        await seat.press("v")
        assert "▾ tham mưu" in seat.text


@pytest.mark.parametrize(("keys", "language"), [(["enter"], "vi"), (["down", "enter"], "en")])
async def test_the_first_start_asks_for_the_language_where_nothing_says_it(desk, keys, language):
    async with seated(desk, asks_language=True) as seat:
        assert "Chọn ngôn ngữ · Choose a language" in seat.text
        await seat.press(*keys)
        if language == "en":  # in which it is already
            await seat.comes("Welcome")
        else:
            await seat.until(lambda: seat.app.return_value == RESTART, "a new start")
        assert seat.app.settings.language == language


async def test_another_year_and_another_name(desk):
    async with seated(desk) as seat:
        await seat.press("enter")
        await seat.comes("CampaignForm")
        await seat.press("end", "ctrl+u")
        await seat.type("năm\n")
        assert "A year is a number such as 2027." in seat.text
        await seat.press("ctrl+u")
        await seat.type("99999999999999999999\n")
        assert seat.top == "CampaignForm"  # and says why
        assert len(desk.campaigns) == 0
        await seat.press("ctrl+u")
        await seat.type("2029")
        await seat.press("tab")
        await seat.type("Tháng Năm của thợ\n")
        await seat.comes("DeskScreen")
        (campaign,) = desk.campaigns
        assert (campaign.name, campaign.year) == ("Tháng Năm của thợ", 2029)


async def test_after_may_the_next_year_is_meant(desk, clock):
    clock.time = clock.time.replace(month=6)
    async with seated(desk) as seat:
        await seat.press("enter")
        await seat.comes("CampaignForm")
        assert seat.field("year").text == "2028"


async def test_welcome_offers_an_empty_campaign(desk):
    async with seated(desk) as seat:
        await seat.press("down", "enter")
        await seat.comes("CampaignForm")
        assert seat.focus == "name"
        await seat.press("ctrl+s")
        assert "A campaign needs a name." in seat.text
        await seat.type("Mùa mưa bão\n")
        await seat.comes("DeskScreen")
        (campaign,) = desk.campaigns
        assert campaign.name == "Mùa mưa bão"
        assert len(desk.tasks) == 0
        assert "Mùa mưa bão" in seat.lines[0]
        await seat.press("a")
        await seat.comes("TaskForm")


async def test_welcome_offers_to_open_a_page(desk, page_bytes, tmp_path):
    (tmp_path / "trang.txt").write_bytes(page_bytes)
    async with seated(desk) as seat:
        await seat.press("down", "down", "enter")
        await seat.comes("OpenPageScreen")
        await seat.paste(str(tmp_path / "trang.txt"))
        await seat.press("enter")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline.startswith("Tổ may số 7")
        assert len(desk.news) == 3


async def test_welcome_offers_the_other_language(desk):
    for keys in (("f9",), ("down", "down", "down", "enter")):
        chosen = Settings()
        async with seated(desk, chosen) as seat:
            await seat.press(*keys[:-1])
            seat.send(keys[-1])
            await seat.ends()
        assert seat.app.return_value == RESTART
        assert chosen.language == "vi"
        assert '"vi"' in settings_path().read_text()


async def test_esc_leaves_an_empty_desk_whose_panes_say_the_next_key(desk, desk_path):
    async with seated(desk) as seat:
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert "n begins one; Ctrl+O imports a page of text." in seat.text
        await seat.press("f2")
        assert "F6 begins one; F3 goes to the articles." in seat.text
        await seat.press("f4")
        assert "Open an article (F3, Enter):" in seat.text
        assert desk.records.is_empty
    assert not desk_path.exists()


async def test_the_mouse_takes_an_offer(desk):
    async with seated(desk) as seat:
        await seat.click("An empty campaign", times=2)
        await seat.comes("CampaignForm")


async def test_a_form_left_after_the_welcome_leaves_the_empty_desk(desk):
    async with seated(desk) as seat:
        await seat.press("enter")
        await seat.comes("CampaignForm")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert desk.records.is_empty


@pytest.mark.parametrize("put", [plan, written, lambda d: d.campaigns.new_empty("Mùa mưa", 2027)])
async def test_no_welcome_where_there_is_something(desk, put):
    put(desk)
    async with seated(desk) as seat:
        assert seat.top == "DeskScreen"
