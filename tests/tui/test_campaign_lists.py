"""The room of a campaign's lists, the dialogs that clone it and save it, and the ways to them."""

from __future__ import annotations

from datetime import date

import pytest

from store import Article, Campaign, Task
from store.campaign_records import Abbreviation, Day, Document, Goal, Named, Quota, Unit
from store.channels import Channel
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, seated
from tui import settings
from tui.dialogs.forms.list_forms import LIST_NAMES, shown
from tui.screens.campaign.lists import ListsScreen


@pytest.fixture
def lotus(desk):
    """A campaign with something in each list, a task and an article that carry it."""
    campaign = desk.records.add(
        Campaign(
            name="Mùa sen 2027",
            year=2027,
            organisation="LĐLĐ quận Sen",
            start=date(2027, 5, 1),
            end=date(2027, 5, 31),
            slogan="Năm 2027: vững tay nghề, an toàn từng ca làm",
            phases=("chuẩn bị", "làm", "nhìn lại"),
            strands=("An toàn",),
            principles=(
                "Một nội dung ở mọi nơi, từ thành phố xuống tới từng tổ sản xuất của xưởng",
            ),
            requirements=("thiết thực",),
            topics=("thi đua", "cứu trợ"),
            channels=(Channel("báo in", "báo"), Channel("loa", "cơ sở")),
            audiences=(Named("đoàn viên", "trong"), Named("chính quyền", "ngoài")),
            levels=("Thành phố", "cơ sở"),
            goals=(Goal("G1", "Gần người lao động hơn"), Goal("G2", "Mạnh hơn")),
            milestones=(Day(name="Đại hội", start=date(2027, 10, 17)),),
            anniversaries=(Day(name="Ngày Lao động", start=date(2027, 5, 1)), Day(name="Tết")),
            peaks=(Day(name="Tuần áo dài", start=date(2027, 5, 10), end=date(2027, 5, 16)),),
            quotas=(Quota(name="bài trên fanpage", at_least=4, per="ngày"),),
            abbreviations=(Abbreviation("TCN", "Tháng Công nhân"),),
            documents=(Document(kind="Kế hoạch", number="1/KH"),),
            units=(Unit(name="CĐCS Hoa Sấu", level="cơ sở"),),
            sync_groups=("báo", "cơ sở"),
        )
    )
    desk.tasks.add(
        Task(
            campaign=campaign.id,
            title="Viết bài về tổ may",
            phase="làm",
            topics=("thi đua",),
            anchor="Tuần áo dài",
            offset=-3,
            due=date(2027, 5, 7),
        )
    )
    desk.tasks.add(
        Task(campaign=campaign.id, title="Họp báo", phase="chuẩn bị", due=date(2027, 5, 3))
    )
    desk.records.add(Article(campaign=campaign.id, headline="Bài", topics=("thi đua",)))
    return campaign


@pytest.fixture
def now(desk, lotus):
    """Return the campaign as it stands now."""
    return lambda: desk.campaigns[lotus.id]


async def enter(seat, name=""):
    """Open the room, and go to the entries of a list."""
    await seat.press("alt+l")
    await seat.comes("ListsScreen")
    await seat.settle()
    if name:
        await seat.press(*["down"] * (list(LIST_NAMES).index(name) + 1), "tab")


async def form(seat, *fills):
    """Fill the form: for each field what is typed, after what stands there is deleted."""
    await seat.comes("FieldForm")
    for number, text in enumerate(fills):
        if number:
            await seat.press("tab")
        if text is not None:
            seat.entry.text = ""
            await seat.type(text)
    await seat.press("ctrl+s")


class TestTheRoom:
    async def test_shows_the_campaign_and_counts_the_lists(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat)
            for text in ("LĐLĐ quận Sen", "1.5.2027", "48", "Phases", "Quotas", "Units"):
                assert text in seat.text
            assert "3" in seat.line("Phases")
            await seat.press("escape")
            await seat.comes("DeskScreen")

    @pytest.mark.parametrize("name", LIST_NAMES)
    async def test_shows_each_list(self, desk, lotus, name):
        async with seated(desk) as seat:
            await enter(seat, name)
            first = getattr(lotus, name)[0]
            text = shown(first)[0].split("  ")[-1]
            assert text[:30] in seat.text

    async def test_a_long_entry_is_read_whole_at_the_foot(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat, "principles")
            assert "từng tổ sản xuất của xưởng" in seat.words

    async def test_the_mouse_goes_everywhere(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.click("Topics")
            await seat.sees("cứu trợ")
            await seat.click("cứu trợ", times=2)
            await seat.comes("FieldForm")
            await seat.press("escape")
            await seat.comes("ListsScreen")

    async def test_lists_of_other_rooms_say_where(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press("end")
            assert "Units have a screen of their own: Alt+U." in seat.words
            await seat.press("a", "enter", "tab", "d", "e")
            assert seat.top == "ListsScreen"
            await seat.press("tab", "up")
            assert "Alt+D" in seat.words

    async def test_an_empty_list_says_what_to_do(self, desk):
        desk.records.add(Campaign(name="Trống"))
        async with seated(desk) as seat:
            await enter(seat, "topics")
            assert "Nothing in this list yet; press a to add." in seat.words
            await seat.press("e", "d", "K")
            assert seat.top == "ListsScreen"

    async def test_it_leaves_with_the_campaign(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat)
            desk.campaigns.remove(lotus)
            await seat.comes("DeskScreen")


class TestEntries:
    async def test_add(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("a")
            await form(seat, "nữ công")
            await seat.comes("ListsScreen")
            assert now().topics == ("thi đua", "cứu trợ", "nữ công")
            assert seat.on_top(ListsScreen)._entries.cursor_key == "nữ công"
            await seat.press("ctrl+z")
            assert now().topics == ("thi đua", "cứu trợ")

    async def test_rename_goes_to_tasks_and_articles(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("enter")
            await form(seat, "thi đua, khen thưởng")
            await seat.comes("ListsScreen")
            (article,) = desk.articles
            assert article.topics == ("thi đua, khen thưởng",)
            await seat.press("ctrl+z")
            (article,) = desk.articles
            assert article.topics == ("thi đua",)
            assert now().topics[0] == "thi đua"

    async def test_the_same_name_twice_stays_in_the_form(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("a")
            await form(seat, "Thi Đua")
            await seat.sees("“Thi Đua” is in the list already")
            assert seat.top == "FieldForm"
            seat.entry.text = ""
            await seat.press("enter")
            assert "An entry needs a name." in seat.words
            await seat.press("escape")
            await seat.comes("ListsScreen")
            assert now().topics == lotus.topics

    async def test_typed_text_is_not_lost_by_esc(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("a")
            await seat.comes("FieldForm")
            await seat.type("nữ")
            await seat.press("escape")
            await seat.comes("ConfirmLoss")
            await seat.press("n", "enter")
            await seat.comes("FieldForm")

    async def test_move(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("J")
            assert now().topics == ("cứu trợ", "thi đua")
            await seat.press("K")
            assert now().topics == ("thi đua", "cứu trợ")
            assert seat.on_top(ListsScreen)._entries.cursor_key == "thi đua"

    async def test_delete_what_is_used_asks(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("d")
            await seat.comes("Confirm")
            assert "“thi đua” is taken off 1 task, 1 article; nothing else goes." in seat.words
            await seat.press("n")
            await seat.comes("ListsScreen")
            assert now().topics == lotus.topics
            await seat.press("d")
            await seat.comes("Confirm")
            await seat.press("y")
            await seat.comes("ListsScreen")
            await seat.hears("Deleted: thi đua. Ctrl+Z brings it back.")
            (article,) = desk.articles
            assert article.topics == ()
            await seat.press("ctrl+z")
            (article,) = desk.articles
            assert article.topics == ("thi đua",)

    async def test_delete_what_nobody_uses_does_not_ask(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "topics")
            await seat.press("down", "d")
            assert seat.top == "ListsScreen"
            assert now().topics == ("thi đua",)

    async def test_delete_a_phase_says_where_its_tasks_go(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "phases")
            await seat.press("down", "d")
            await seat.comes("Confirm")
            assert "“làm” has 1 task, which would go to “chuẩn bị”. Delete it?" in seat.words
            await seat.press("y")
            await seat.comes("ListsScreen")
            assert {task.phase for task in desk.tasks} == {"chuẩn bị"}

    @pytest.mark.parametrize(
        ("name", "fills", "made"),
        [
            ("goals", ("G3", "Nhanh hơn"), Goal("G3", "Nhanh hơn")),
            ("channels", ("Zalo", "mạng xã hội"), Channel("Zalo", "mạng xã hội")),
            ("audiences", ("người lao động", "trong"), Named("người lao động", "trong")),
            (
                "peaks",
                ("Tuần lễ", "3 days before 1.5", "+40d"),
                Day(name="Tuần lễ", start=date(2027, 4, 28), end=date(2027, 5, 30)),
            ),
            ("abbreviations", ("CĐ", "công đoàn"), Abbreviation("CĐ", "công đoàn")),
            ("milestones", ("Hội nghị", "18.5"), Day(name="Hội nghị", start=date(2027, 5, 18))),
        ],
    )
    async def test_a_form_for_each_kind(self, desk, lotus, now, name, fills, made):
        async with seated(desk) as seat:
            await enter(seat, name)
            await seat.press("a")
            await form(seat, *fills)
            await seat.comes("ListsScreen")
            assert getattr(now(), name)[-1] == made

    async def test_a_quota_says_what_it_counts(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat, "quotas")
            await seat.press("a")
            await form(seat, "bài đăng", None, None, "3")
            assert "Name the channels" in seat.words
            await seat.press("shift+tab", "shift+tab", "enter")
            await seat.comes("FieldForm")
            assert "answers to negative news" in seat.text
            await seat.press("tab", "tab", "tab")
            await seat.type("24")
            await seat.press("ctrl+s")
            await seat.comes("ListsScreen")
            made = Quota(name="bài đăng", what="rumours", at_least=3, at_most=24, per="ngày")
            assert now().quotas[-1] == made

    async def test_a_day_is_echoed_and_takes_along_what_hangs(self, desk, lotus):
        async with seated(desk) as seat:
            await enter(seat, "peaks")
            await seat.press("enter")
            await seat.comes("FieldForm")
            await seat.press("tab")
            seat.entry.text = ""
            await seat.type("17.5")
            assert "Monday 17.5.2027" in seat.text
            await seat.press("tab")
            seat.entry.text = ""
            await seat.type("16.5")
            await seat.press("ctrl+s")
            assert "“Tuần áo dài” would end before it starts" in seat.words
            await seat.press("backspace", "backspace", "backspace", "backspace", "ctrl+s")
            await seat.comes("ListsScreen")
            due = {task.title: task.due for task in desk.tasks}
            assert due["Viết bài về tổ may"] == date(2027, 5, 14)
            await seat.press("ctrl+z")
            due = {task.title: task.due for task in desk.tasks}
            assert due["Viết bài về tổ may"] == date(2027, 5, 7)

    @pytest.mark.parametrize(
        ("name", "fills", "said"),
        [
            ("peaks", ("x", "32.5"), "32.5 is not a day of the calendar"),
            ("peaks", ("x", "3 ngày trước Tết"), "“Tết” has no day yet; type another."),
            (
                "quotas",
                ("x", None, None, "bốn"),
                "“bốn” is not a whole number; type one such as 4.",
            ),
            ("quotas", ("x",), "“x” needs a number"),
            ("quotas", ("",), "An entry needs a name."),
            ("abbreviations", ("TCN",), "“TCN” needs the words that are said"),
            ("goals", ("G9",), "The goal G9 needs a few words."),
        ],
    )
    async def test_what_is_wrong_is_said_in_the_form(self, desk, lotus, now, name, fills, said):
        async with seated(desk) as seat:
            await enter(seat, name)
            await seat.press("a")
            await form(seat, *fills)
            assert said in seat.words
            assert seat.top == "FieldForm"
            assert now() == lotus


class TestTheCampaignItself:
    async def test_edit(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press("tab", "down", "down", "down", "enter")
            await seat.comes("FieldForm")
            assert seat.focus == "field-start"
            seat.entry.text = ""
            await seat.type("3.5")
            await seat.press("tab")
            seat.entry.text = ""
            await seat.type("2.5\n")
            assert "“Mùa sen 2027” would end" in seat.words
            seat.entry.text = ""
            await seat.type("1.6\n")
            await seat.comes("ListsScreen")
            assert now().start == date(2027, 5, 3)
            assert "3.5.2027" in seat.text

    async def test_the_head_and_foot_of_the_report(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press(*["down"] * (len(LIST_NAMES) + 1), "tab", "enter")
            await form(seat, "BC-LĐLĐ", "Hà Nội", None, "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "An")
            await seat.comes("ListsScreen")
            letter = now().letter
            assert (letter.symbol, letter.place, letter.to) == ("BC-LĐLĐ", "Hà Nội", "")
            assert (letter.position, letter.signer) == ("CHỦ TỊCH", "An")
            assert "TM. BAN THƯỜNG VỤ" in seat.text

    async def test_sync_groups_are_chosen(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press("tab", "end", "up", "enter")
            await seat.comes("FieldForm")
            await seat.press("enter")
            await seat.comes("Picker")
            await seat.type("bao\n")
            await seat.comes("FieldForm")
            await seat.press("ctrl+s")
            await seat.comes("ListsScreen")
            assert now().sync_groups == ("báo", "báo")

    async def test_how_many_related_cards_an_article_may_have(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press("tab", "end", "enter")
            await seat.comes("FieldForm")
            await seat.press("backspace")
            await seat.type("5")
            await seat.press("ctrl+s")
            await seat.comes("ListsScreen")
            assert now().most_cards == 5

    async def test_its_fields_are_neither_added_nor_deleted(self, desk, lotus, now):
        async with seated(desk) as seat:
            await enter(seat)
            await seat.press("tab", "d")
            assert "can be emptied" in seat.words
            await seat.press("a")
            assert "these fields only" in seat.words
            assert now() == lotus


# ---------------------------------------------------------------- F6


async def f6(seat, typed):
    await seat.press("f6")
    await seat.comes("Picker")
    await seat.type(typed)
    await seat.press("enter")


class TestTheWays:
    async def test_to_the_lists(self, desk, lotus):
        async with seated(desk) as seat:
            await f6(seat, "edit days")
            await seat.comes("ListsScreen")

    async def test_to_a_clone(self, desk, lotus):
        async with seated(desk, size=WIDE) as seat:
            await f6(seat, "clone")
            await seat.comes("CloneScreen")
            await seat.sees("weekday kept", "Mon 3.5.2027", "Mon 1.5.2028")
            assert len(desk.campaigns) == 1
            await seat.press("tab", "tab", "enter")
            await seat.sees("Wed 3.5.2028")
            await seat.press("shift+tab", "shift+tab")
            seat.entry.text = ""
            await seat.type("12")
            assert "cannot be in the year 12" in seat.words
            seat.entry.text = ""
            await seat.type("2027")
            await seat.press("ctrl+s")
            assert "There is a campaign “Mùa sen 2027” already" in seat.words
            seat.entry.text = ""
            await seat.type("2028\n")
            await seat.comes("DeskScreen")
            assert "Mùa sen 2028" in seat.lines[0]
            assert {t.due for t in desk.tasks if t.campaign != lotus.id} == {
                date(2028, 5, 3),
                date(2028, 5, 7),
            }
            await seat.press("ctrl+z")
            assert len(desk.campaigns) == 1

    async def test_to_a_template_and_from_it(self, desk, lotus):
        async with seated(desk, size=WIDE) as seat:
            await f6(seat, "save as")
            await seat.comes("SaveTemplateScreen")
            await seat.press("enter")
            await seat.comes("DeskScreen")
            path = settings.templates_folder() / "mua-sen.toml"
            assert "Mùa sen {year}" in path.read_text(encoding="utf-8")
            await seat.hears("mua-sen.toml")
            await f6(seat, "new mua sen")
            await seat.comes("CampaignForm")
            seat.field("year").text = "2029"
            await seat.press("enter")
            await seat.comes("DeskScreen")
            assert "Mùa sen 2029" in seat.lines[0]

    async def test_a_template_is_not_written_over_unasked(self, desk, lotus, tmp_path):
        file = tmp_path / "sen.toml"
        file.write_text("của tôi", encoding="utf-8")
        async with seated(desk) as seat:
            await f6(seat, "save as")
            await seat.comes("SaveTemplateScreen")
            seat.entry.text = str(tmp_path / "sen")
            await seat.press("enter")
            await seat.comes("ConfirmLoss")
            await seat.press("n", "enter")
            await seat.comes("SaveTemplateScreen")
            assert file.read_text(encoding="utf-8") == "của tôi"
            await seat.press("enter")
            await seat.comes("ConfirmLoss")
            await seat.press("right", "enter")
            await seat.comes("DeskScreen")
            assert "Mùa sen" in file.read_text(encoding="utf-8")

    async def test_where_no_template_can_go(self, desk, lotus, tmp_path):
        (tmp_path / "tệp").write_text("", encoding="utf-8")
        async with seated(desk) as seat:
            await f6(seat, "save as")
            await seat.comes("SaveTemplateScreen")
            seat.entry.text = str(tmp_path / "tệp" / "sen.toml")
            await seat.press("enter")
            await seat.until(lambda: "is a file, not a folder" in seat.words, "the sentence")
            seat.entry.text = ""
            await seat.press("enter")
            await seat.until(lambda: "Name the file that" in seat.words, "the sentence")

    async def test_a_template_from_a_mail(self, desk, lotus, tmp_path):
        file = tmp_path / "thu của bạn.toml"
        file.write_text('version = 2\nname = "Mùa thu {year}"\nstart = "31.2"\n', encoding="utf-8")
        async with seated(desk, size=WIDE) as seat:
            await f6(seat, "from a template")
            await seat.comes("CampaignForm")
            await seat.press("enter")
            assert "Name the template's file" in seat.words
            seat.field("file").text = str(file)
            await seat.press("enter")
            assert "line 3 (start): there is no day “31.2”" in seat.words
            file.write_text('version = 2\nname = "Mùa thu {year}"\n', encoding="utf-8")
            await seat.press("enter")
            await seat.comes("DeskScreen")
            assert "Mùa thu 2027" in seat.lines[0]

    async def test_a_wrong_one_in_the_folder_is_refused_when_it_is_used(self, desk, lotus):
        folder = settings.templates_folder()
        folder.mkdir(parents=True)
        (folder / "hong.toml").write_text("name = ", encoding="utf-8")
        async with seated(desk, size=WIDE) as seat:
            await f6(seat, "new hong")
            await seat.comes("CampaignForm")
            await seat.press("enter")
            assert "is not TOML: line 1" in seat.words  # the path may be broken anywhere

    async def test_without_a_campaign_there_is_less_to_do(self, desk):
        async with seated(desk) as seat:
            await seat.press("escape")
            await seat.press("f6")
            await seat.comes("Picker")
            assert "Clone" not in seat.text
            assert "from a template's file" in seat.text


# ---------------------------------------------------------------- looks


async def lists_room(seat):
    await enter(seat)


async def topics(seat):
    await enter(seat, "peaks")


async def own_form(seat):
    await enter(seat)
    await seat.press("tab", "enter")
    await seat.comes("FieldForm")


async def day_form(seat):
    await enter(seat, "peaks")
    await seat.press("enter")
    await seat.comes("FieldForm")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_heads_stand_over_their_columns_also_beside_a_scroll_bar(desk, lotus, size):
    days = (Day(name=f"Ngày kỷ niệm thứ {n:02}", start=date(2027, 5, 1)) for n in range(60))
    desk.campaigns.change(lotus, anniversaries=tuple(days))
    async with seated(desk, size=size) as seat:
        await clone_preview(seat)
        assert seat.field("days").show_vertical_scrollbar
        below = {"old day": "Sat 1.5.2027", "new day": "Mon 1.5.2028"}
        await seat.until(
            lambda: all(seat.place(head)[0] == seat.place(day)[0] for head, day in below.items()),
            "the heads over their columns",
        )


async def quota_form(seat):
    await enter(seat, "quotas")
    await seat.press("a")
    await seat.comes("FieldForm")


async def clone_preview(seat):
    await f6(seat, "mua sen 2027")
    await seat.comes("DeskScreen")
    await seat.press("f6")
    await seat.comes("Picker")
    await seat.press(*["down"] * 4, "enter")
    await seat.comes("CloneScreen")
    await seat.settle()


async def save_form(seat):
    seat.app.push_screen(template_dialog(seat))
    await seat.comes("SaveTemplateScreen")


def template_dialog(seat):
    from pathlib import Path

    from tui.dialogs.files.save_template import SaveTemplateScreen

    return SaveTemplateScreen(seat.desk, next(iter(seat.desk.campaigns)), Path("~/mau"))


SCREENS = {
    "lists": lists_room,
    "entries": topics,
    "own-form": own_form,
    "day-form": day_form,
    "quota-form": quota_form,
    "clone": clone_preview,
    "save-template": save_form,
}


@LANGUAGES
@pytest.mark.parametrize("name", SCREENS)
def test_narrow(desk, lotus, looks, name, language):
    assert looks(desk, SCREENS[name], language=language)


@pytest.mark.parametrize("name", ["lists", "entries", "clone"])
def test_wide(desk, lotus, looks, name):
    assert looks(desk, SCREENS[name], WIDE, "vi")
