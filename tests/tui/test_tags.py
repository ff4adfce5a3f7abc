"""The tags of an article: the form, and where they are seen."""

import pytest

from store import Article, Campaign, Task
from store.campaign_records import Goal, Named, Unit
from store.campaigns.matrix import View
from store.channels import Channel
from tests.tui.helpers import NARROW, WIDE, seated, written


def put_campaign(desk, name="Mùa quà xa quê"):
    """Put a campaign with lists on the desk."""
    return desk.records.add(
        Campaign(
            name=name,
            year=2027,
            phases=("kế hoạch",),
            channels=(Channel("báo in"), Channel("mạng xã hội"), Channel("loa")),
            topics=("nữ công", "an toàn"),
            audiences=(Named("thợ hàn"),),
            levels=("quận", "cơ sở"),
            goals=(Goal(code="G1", text="Quà đến tay từng người"),),
            strands=("đời sống",),
            units=(Unit(name="Quận 1", level="quận"),),
        )
    )


@pytest.fixture
def campaign(desk):
    return put_campaign(desk)


async def choose(seat, field, *keys):
    """Choose a value of a field with the keys, beginning in its picker."""
    form = seat.top
    seat.field(field).focus()
    await seat.press("enter")
    await seat.until(lambda: seat.top.endswith("Picker"), "a picker")
    await seat.press(*keys)
    await seat.comes(form)


async def ask(seat):
    await seat.press("alt+p")
    await seat.comes("TagsForm")


# ---------------------------------------------------------------- the form


async def test_an_article_of_the_list_is_tagged_and_counts_in_the_matrix(desk, campaign):
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        await seat.press("f3")
        await ask(seat)
        assert seat.focus == "channels"
        assert "Tags of “Thợ hàn nhận kính mới”" in seat.text
        await choose(seat, "channels", "enter")
        await choose(seat, "topics", "enter")
        await choose(seat, "goals", "enter")
        await choose(seat, "unit", "enter")
        assert "báo in" in seat.line("Channel ")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        after = desk.articles[article.id]
        assert (after.channels, after.topics) == (("báo in",), ("nữ công",))
        assert (after.goals, after.unit) == (("G1",), "Quận 1")
        assert desk.reports.matrix(campaign, View()).rows[0].cells[0].articles == (article.id,)
        await seat.press("ctrl+z")
        await seat.hears("Undone: tags.")
        back = desk.articles[article.id]
        assert (back.channels, back.topics, back.goals, back.unit) == ((), (), (), "")


async def test_a_value_is_taken_off(desk, campaign):
    article = written(desk, campaign=campaign.id, channels=("báo in", "loa"), unit="Quận 1")
    async with seated(desk) as seat:
        await seat.press("f3")
        await ask(seat)
        await choose(seat, "channels", "space", "enter")
        seat.field("unit").focus()
        await seat.press("enter")
        await seat.comes("Picker")
        await seat.type("none\n")
        await seat.comes("TagsForm")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        assert desk.articles[article.id].channels == ("loa",)
        assert desk.articles[article.id].unit == ""


async def test_what_is_in_no_list_stays_and_is_said_to_be(desk, campaign):
    article = written(desk, campaign=campaign.id, topics=("lễ đã bỏ", "an toàn"), strand="cũ")
    async with seated(desk) as seat:
        await seat.press("f3")
        await ask(seat)
        assert "an toàn · not in the list: lễ đã bỏ" in seat.line("Topics")
        assert "not in the list: cũ" in seat.line("Strand")
        seat.field("topics").focus()
        await seat.press("enter")
        await seat.comes("MultiPicker")
        assert "● lễ đã bỏ" in seat.line("lễ đã bỏ")
        assert "not in the list" in seat.line("● lễ đã bỏ")
        await seat.type("nu cong\n")
        await seat.comes("TagsForm")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        after = desk.articles[article.id]
        assert after.topics == ("nữ công", "an toàn", "lễ đã bỏ")
        assert after.strand == "cũ"


async def test_the_form_of_a_task_keeps_what_is_in_no_list(desk, campaign):
    todo = desk.tasks.add(
        Task(campaign=campaign.id, title="Bản tin", phase="kế hoạch", channels=("kênh cũ",))
    )
    async with seated(desk) as seat:
        seat.screen.checklist.refresh_rows(key=todo.id)
        await seat.press("f2", "e")
        await seat.comes("TaskForm")
        assert "not in the list: kênh cũ" in seat.line("Channels")
        await choose(seat, "channels", *"bao", "enter")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        assert desk.tasks[todo.id].channels == ("báo in", "kênh cũ")


async def test_an_article_without_a_campaign_gets_one_first(desk, campaign):
    article = written(desk)
    async with seated(desk) as seat:
        await seat.press("f3")
        await ask(seat)
        assert seat.focus == "campaign"
        seat.field("topics").focus()
        await seat.press("enter")
        assert "Choose the campaign first" in seat.text
        assert seat.top == "TagsForm"
        await choose(seat, "campaign", "down", "enter")
        assert "Choose the campaign first" not in seat.text
        await choose(seat, "topics", "enter")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        after = desk.articles[article.id]
        assert (after.campaign, after.topics) == (campaign.id, ("nữ công",))
        await seat.press("ctrl+z")  # both at once
        back = desk.articles[article.id]
        assert (back.campaign, back.topics) == (None, ())


async def test_a_desk_without_a_campaign_says_where_one_begins(desk):
    written(desk)
    async with seated(desk) as seat:
        await seat.press("f3")
        await ask(seat)
        await seat.press("enter")
        assert "The desk has no campaign yet: F6 begins one." in seat.text


async def test_in_another_campaign_the_tags_stay(desk, campaign):
    other = put_campaign(desk, "Tháng an toàn")
    desk.campaigns.change(other, topics=("an toàn",))
    article = written(desk, campaign=campaign.id, topics=("nữ công",))
    async with seated(desk) as seat:
        await seat.press("f3")
        await ask(seat)
        await choose(seat, "campaign", *"toan", "enter")
        assert "not in the list: nữ công" in seat.line("Topics")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        after = desk.articles[article.id]
        assert (after.campaign, after.topics) == (other.id, ("nữ công",))


async def test_leaving_asks_where_something_was_chosen_and_changes_nothing(desk, campaign):
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        await seat.press("f3")
        await ask(seat)
        await choose(seat, "levels", "enter")
        await seat.press("escape")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("DeskScreen")
        assert desk.articles[article.id] == article
        await ask(seat)
        await seat.press("escape")  # nothing chosen: nothing asked
        await seat.comes("DeskScreen")


async def test_tags_come_beside_text_that_is_being_typed(desk, campaign):
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Mới: ")
        await ask(seat)
        await choose(seat, "topics", "enter")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        assert seat.focus == "body"
        await seat.type("hai ")
        await seat.press("ctrl+s")
        after = desk.articles[article.id]
        assert after.body.startswith("Mới: hai ")
        assert after.topics == ("nữ công",)


async def test_a_new_article_that_is_tagged_is_kept(desk, campaign):
    async with seated(desk) as seat:
        await seat.press("ctrl+n")
        await seat.until(lambda: seat.focus == "headline", "the headline")
        await ask(seat)
        await choose(seat, "topics", "enter")
        await seat.press("ctrl+s")
        await seat.comes("DeskScreen")
        await seat.press("escape")
        assert [article.topics for article in desk.articles] == [("nữ công",)]


async def test_a_desk_that_is_only_read_refuses_in_one_sentence(desk, campaign):
    article = written(desk, campaign=campaign.id)
    async with seated(desk) as seat:
        await seat.press("f3")
        await ask(seat)
        await choose(seat, "topics", "enter")
        desk.close()
        await seat.press("ctrl+s")
        assert seat.top == "TagsForm"
        assert "is open for reading only" in seat.words
        assert desk.articles[article.id] == article


# ---------------------------------------------------------------- where they are seen


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_editor_shows_them_on_one_line_that_costs_nothing_without(desk, campaign, size):
    article = written(desk, campaign=campaign.id)
    async with seated(desk, size=size) as seat:
        await seat.open(article)
        height = seat.body.size.height
        assert not seat.field("tags").display
        desk.records.change(
            article,
            label="tags",
            channels=("báo in", "mạng xã hội"),
            topics=("nữ công",),
            unit="Quận 1",
        )
        await seat.sees("báo in · mạng xã hội · nữ công · Quận 1")
        assert seat.body.size.height == height - 1
        desk.records.change(article, label="tags", topics=tuple(f"chủ đề {n}" for n in range(40)))
        await seat.sees("chủ đề 0")
        (shown,) = [part for part in seat.line("chủ đề 0").split("│") if "chủ đề 0" in part]
        assert shown.count("…") == 1
        assert seat.body.size.height == height - 1
        desk.undo.step_back()
        desk.undo.step_back()
        await seat.until(lambda: seat.body.size.height == height, "the height")


async def test_what_the_matrix_has_tagged_is_seen_in_the_editor(desk, campaign):
    async with seated(desk) as seat:
        await seat.press("f8")
        await seat.comes("MatrixScreen")
        await seat.until(lambda: "nữ công" in seat.text, "the matrix")
        await seat.press("enter")
        await seat.comes("Picker")
        await seat.press("enter")
        await seat.until(lambda: seat.article, "the article")
        await seat.sees("báo in · nữ công")


async def test_the_list_shows_the_channels_at_the_end(desk, campaign):
    written(desk, campaign=campaign.id, channels=("báo in", "loa"))
    async with seated(desk) as seat:
        await seat.press("f3")
        assert seat.line("being edited").endswith(" · báo in, loa")


async def test_an_escape_sequence_in_a_tag_never_reaches_the_terminal(desk, campaign):
    article = written(desk, campaign=campaign.id, topics=("\x1b[31mđỏ",), channels=("a\nb",))
    async with seated(desk) as seat:
        await seat.press("f3")
        assert "a b" in seat.text
        await seat.open(article)
        await seat.sees("a b · ␛[31mđỏ")
        await ask(seat)
        assert "␛[31mđỏ" in seat.text


# ---------------------------------------------------------------- how it looks


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_the_form_looks(desk, campaign, looks, size):
    desk.records.add(
        Article(
            campaign=campaign.id,
            headline="Thợ hàn xưởng đóng tàu nhận kính bảo hộ mới",
            channels=("báo in", "loa"),
            topics=("nữ công", "lễ đã bỏ"),
            goals=("G1",),
            unit="Quận 1",
        )
    )

    async def form(seat):
        await seat.press("f3")
        await ask(seat)

    assert looks(desk, form, size)
