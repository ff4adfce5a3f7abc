"""Versions in the app: made with a key, gone through, kept up to date, folded in the list."""

from __future__ import annotations

import re

import pytest

from store import Task
from store.channels import Channel, Shape
from store.records import Status
from tests.tui.helpers import NARROW, WIDE, piece, put_campaign, seated
from tui.messages import ArticleWanted
from tui.panes.version_strip import VersionStrip
from tui.screens.records.master_changes import ChangeRows, MasterChangesScreen

MASS, GRASS = "truyền thông đại chúng", "trực tiếp tại cơ sở"
BODY = "Tổ may số 7 tặng quà sáng 18.4.\n\nMỗi suất có gạo.\n\nĐợt hai mở sau."


@pytest.fixture
def campaign(desk):
    channels = (
        Channel("báo in", MASS),
        Channel("loa", GRASS, shape=Shape.LOUDSPEAKER, words_per_minute=160, sentence_words=25),
        Channel("băng rôn", GRASS, most_words=2),
        Channel("Facebook", "mạng xã hội", most_words=90),
    )
    return put_campaign(desk, channels=channels)


@pytest.fixture
def master(desk, campaign):
    fields = {"status": Status.WRITING, "topics": ("thi đua",), "channels": ("báo in",)}
    return desk.articles.new(campaign, headline="Quà đến tay", body=BODY, **fields)


async def open_version(seat, article):
    """Open an article that may be folded away in the list."""
    seat.screen.post_message(ArticleWanted(article.id))
    await seat.until(lambda: seat.article and seat.article.id == article.id, "the version")


def strip(seat):
    return str(seat.editor.query_one(VersionStrip).content)


def shown(seat):
    """The channels of the rows of the list, top down."""
    return ["".join(article.channels) for article in seat.screen.drafts.list.rows.items]


async def test_versions_are_made_with_a_key_for_the_channels_of_the_task(desk, campaign, master):
    task = Task(
        campaign=campaign.id, title="Quà", channels=("báo in", "loa"), articles=(master.id,)
    )
    desk.tasks.add(task)
    async with seated(desk, size=WIDE) as seat:
        await seat.open(master)
        await seat.press("alt+down")
        await seat.comes("MultiPicker")
        await seat.sees("There already: báo in", "● loa", "○ băng rôn", "○ Facebook")
        await seat.press("down", "space", "enter")
        await seat.until(lambda: seat.article and seat.article.master, "a version")
        assert len(desk.articles.versions.of(master)) == 2
        assert seat.article.channels == ("loa",)
        await seat.hears("2 versions made.")
        await seat.hears("⚠ băng rôn: 3 words, 2 at most")


async def test_the_strip_shows_the_message_and_a_key_goes_through_it(desk, master):
    desk.articles.versions.make(master, ["loa", "Facebook"])
    desk.records.change(master, body=f"{BODY} Thêm.")
    async with seated(desk, size=WIDE) as seat:
        await seat.open(desk.articles[master.id])
        shown = "master: báo in ◐ ✓ │ loa ◐ ✓ ⚠ stale │ Facebook ◐ ✓ ⚠ stale"
        await seat.until(lambda: strip(seat) == shown, "the strip, with what the checks find")
        for key, channel in (("right", "loa"), ("right", "Facebook"), ("right", "báo in")):
            await seat.press(f"alt+{key}")
            assert seat.article.channels == (channel,)
        await seat.press("alt+left")
        assert seat.article.channels == ("Facebook",)
        assert seat.focus == "body"


async def test_an_article_alone_has_no_strip(desk, master):
    async with seated(desk, size=WIDE) as seat:
        await seat.open(master)
        assert not seat.editor.query_one(VersionStrip).display
        await seat.press("alt+right")
        await seat.hears("has no versions yet; Alt+↓ makes some")


async def test_the_limits_of_the_channel_are_shown_while_writing(desk, master):
    loud, banner = desk.articles.versions.make(master, ["loa", "băng rôn"])
    async with seated(desk, size=WIDE) as seat:
        await open_version(seat, banner)
        await seat.sees("3/2 ⚠ words")
        await open_version(seat, loud)
        await seat.sees("0′07″")
        await seat.press("ctrl+end")
        await seat.type(f" {' '.join(['chữ'] * 26)}")
        await seat.sees("1 long sentences ⚠")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_changes_of_the_master_are_taken_over_by_paragraph(desk, master, size):
    (loud,) = desk.articles.versions.make(master, ["loa"])
    own = loud.body.replace("Đợt hai", "Chuyến hai")
    desk.records.change(loud, body=own)
    later = BODY.replace("có gạo", "có dầu").replace("mở sau", "mở tuần sau")
    desk.records.change(master, body=later)
    async with seated(desk, size=size) as seat:
        await open_version(seat, loud)
        await seat.press("alt+up")
        await seat.comes("MasterChangesScreen")
        await seat.sees(
            "● paragraph 2: Mỗi suất có dầu.", "○ paragraph 3 ⚠ edited here: Đợt hai mở"
        )
        await seat.press("enter")
        await seat.until(lambda: seat.top == "DeskScreen")
        await seat.hears("Taken over: 1.")
        assert desk.articles[loud.id].body == own.replace("có gạo", "có dầu")
        assert seat.body.body == desk.articles[loud.id].body
        assert desk.articles.versions.stale() == []
        assert "stale" not in strip(seat)


async def test_changes_can_be_left_out_or_chosen_by_hand(desk, master):
    (loud,) = desk.articles.versions.make(master, ["loa"])
    desk.records.change(master, body=BODY.replace("có gạo", "có dầu"))
    async with seated(desk, size=WIDE) as seat:
        await seat.open(master)  # the first stale version of a master
        await seat.press("alt+up")
        await seat.comes("MasterChangesScreen")
        rows = seat.on_top(MasterChangesScreen).query_one(ChangeRows)
        assert rows.chosen == {0}
        await seat.press("space")
        assert rows.chosen == set()
        await seat.press("x")
        await seat.until(lambda: seat.top == "DeskScreen")
        assert desk.articles[loud.id].body == loud.body
        assert desk.articles.versions.stale() == []
        await seat.press("alt+up")
        await seat.hears("No version of it is stale.")


async def test_what_does_not_concern_a_channel_is_settled_at_once(desk, master):
    (posted,) = desk.articles.versions.make(master, ["Facebook"])
    desk.records.change(master, body=BODY.replace("có gạo", "có dầu"))
    async with seated(desk, size=WIDE) as seat:
        await open_version(seat, posted)
        await seat.press("alt+up")
        await seat.hears("does not concern “Facebook”")
        assert desk.articles.versions.stale() == []


async def test_versions_are_folded_under_their_master_in_the_list(desk, campaign, master):
    piece(desk, campaign, "Bài khác", channels=("báo điện tử",), status=Status.WRITING)
    desk.articles.versions.make(master, ["loa", "Facebook"])
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3")
        assert sorted(shown(seat)) == ["báo in", "báo điện tử"]
        await seat.sees("▸ 2 versions")
        seat.screen.drafts.list.refresh_rows(key=master.id)
        await seat.press("right")
        assert {"loa", "Facebook"} < set(shown(seat))
        assert shown(seat).index("loa") > shown(seat).index("báo in")
        await seat.sees("▾ 2 versions", "└ loa: Quà đến tay")
        await seat.press("down", "left")
        assert sorted(shown(seat)) == ["báo in", "báo điện tử"]
        assert seat.screen.drafts.list.rows.cursor_key == master.id


async def test_versions_that_are_folded_away_are_not_marked_any_more(desk, campaign, master):
    desk.articles.versions.make(master, ["loa", "Facebook"])
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3", "right", "down", "x", "x")
        await seat.sees("2 articles marked")
        await seat.press("left")
        assert "marked" not in seat.text
        await seat.press("d")
        await seat.comes("ConfirmLoss")
        assert "Delete the article “Quà đến tay”?" in seat.words  # what is under the cursor
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.press("right", "down", "x", "home", "x", "left")
        await seat.sees("1 article marked")


async def test_a_filter_shows_the_versions_that_match(desk, master):
    (loud,) = desk.articles.versions.make(master, ["loa"])
    desk.records.change(loud, headline="Nghe tin quà")
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3", "f")
        await seat.type("nghe")
        assert shown(seat) == ["loa"]
        await seat.press(*["backspace"] * 4)
        await seat.type("qua")
        assert shown(seat) == ["báo in", "loa"]


async def test_out_of_a_version_esc_leads_to_its_master_in_the_list(desk, master):
    (loud,) = desk.articles.versions.make(master, ["loa"])
    async with seated(desk, size=WIDE) as seat:
        await open_version(seat, loud)
        await seat.press("escape")
        assert seat.screen.drafts.list.rows.cursor_key == master.id


@pytest.mark.parametrize(("keys", "left"), [((), 2), (("down",), 0), (("down", "down"), 1)])
async def test_deleting_a_master_asks_about_its_versions(desk, master, keys, left):
    desk.articles.versions.make(master, ["loa"])
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3", "d")
        await seat.comes("ConfirmLoss")
        await seat.press(*keys, "enter")
        await seat.until(lambda: seat.top == "DeskScreen")
        assert len(desk.articles) == left
        assert not any(article.master for article in desk.articles) or left == 2


async def test_what_a_draft_still_lacks_is_told_before_it_is_approved(desk, master):
    (banner,) = desk.articles.versions.make(master, ["băng rôn"])
    async with seated(desk, size=WIDE) as seat:
        await open_version(seat, banner)
        await seat.press("ctrl+t")
        await seat.comes("Picker")
        await seat.type("approved")
        await seat.press("enter")
        await seat.comes("Confirm")
        await seat.sees("3 words, 2 at most. Approve it so?")
        await seat.press("n")
        await seat.until(lambda: seat.top == "DeskScreen")
        assert desk.articles[banner.id].status is Status.WRITING


async def test_the_task_opens_the_master_of_its_message(desk, campaign, master):
    task = Task(
        campaign=campaign.id, title="Quà", channels=("báo in", "loa"), articles=(master.id,)
    )
    desk.tasks.add(task)
    desk.articles.versions.make(master, ["loa"])
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f2", "end", "enter")
        await seat.until(lambda: seat.article is not None, "the article")
        assert seat.article.id == master.id


async def test_the_preview_below_gives_way_to_versions_that_are_unfolded(desk, campaign, master):
    desk.articles.versions.make(master, ["loa", "Facebook"])
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3")
        await seat.sees("2 versions")
        await seat.press("right")
        await seat.sees("loa: ", "Facebook: ")
        assert seat.screen.drafts.list.rows.max_scroll_y == 0
        await seat.press("left")
        await seat.until(lambda: "Facebook: " not in seat.text, "the versions folded away")


async def test_a_task_tells_the_versions_of_its_message_apart(desk, campaign, master):
    (loud,) = desk.articles.versions.make(master, ["loa"])
    task = Task(campaign=campaign.id, title="Quà", articles=(master.id, loud.id))
    desk.tasks.add(task)
    async with seated(desk, size=WIDE) as seat:
        await seat.sees("→ Quà đến tay", "→ loa: Quà đến tay")


# ---------------------------------------------------------------- looks

MANY = ("báo in", "báo điện tử", "đài", "trang tin", "loa truyền thanh", "Zalo", "bảng tin")
LONG = "\n\n".join(
    (
        "Hà Nội – Sáng 18.4, tổ may số 7 trao 46 bộ áo dài cho nữ đoàn viên làm ca đêm.",
        "Số áo do chính các tổ may góp giờ làm thêm, vải do công ty tặng.",
        "Đợt sau sẽ đến lượt chị em ở kho và nhà bếp, trước ngày 20.5.",
    )
)


@pytest.fixture
def message(desk):
    """A master with six versions, and what has changed in it since they were made."""
    campaign = put_campaign(desk, channels=tuple(map(Channel, MANY)))
    master = desk.articles.new(
        campaign,
        headline="46 bộ áo dài đến với nữ đoàn viên ca đêm",
        body=LONG,
        status=Status.WRITING,
        channels=("báo in",),
    )
    versions = desk.articles.versions.make(master, list(MANY[1:]))
    later = LONG.replace("46 bộ", "48 bộ").replace("trước ngày 20.5", "trước ngày 15.5")
    desk.records.change(master, body=later)
    return versions


async def test_the_open_version_stands_in_the_strip_also_when_it_is_opened_first(desk, message):
    for version in message:
        async with seated(desk) as seat:
            await open_version(seat, version)
            await seat.until(lambda: seat.is_quiet, "the checks")
            await seat.settle()
            line = seat.lines[seat.editor.query_one(VersionStrip).region.y]
            (channel,) = version.channels
            assert re.search(rf"{channel} ◐ \S+ ⚠ stale", line)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_strip(desk, message, looks, size):
    async def steps(seat):
        await open_version(seat, message[4])

    assert looks(desk, steps, size, "vi")


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_comparison(desk, message, looks, size):
    async def steps(seat):
        await open_version(seat, message[3])
        await seat.press("alt+up")
        await seat.comes("MasterChangesScreen")
        await seat.press("down", "space")

    assert looks(desk, steps, size, "vi")
