"""The room of the bulletins, and one of them: put together, timed, written, broadcast."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store import Bulletin
from store.channels import Channel
from store.records import Status
from tests.tui.helpers import GRASS, NARROW, WIDE, put_campaign, seated, written

LONG = " ".join(["Anh chị em nhận quà tại nhà ăn của xưởng."] * 20)


@pytest.fixture
def campaign(desk):
    return put_campaign(desk, channels=(Channel("báo in"), Channel("loa", GRASS)))


@pytest.fixture
def three(desk, campaign):
    """Two finished articles, the first for the loudspeaker, and a draft."""
    for headline, channel, status, body in (
        ("Thợ hàn nhận kính", "loa", Status.APPROVED, f"Ngày 18/4, 320 thợ hàn. {LONG}"),
        ("Quầy hàng giảm giá", "báo in", Status.APPROVED, "Quầy mở 22h30, theo XYZ."),
        ("Bữa cơm ca đêm", "loa", Status.EDITING, "Cơm nóng."),
    ):
        written(desk, headline, campaign=campaign.id, channels=(channel,), status=status, body=body)
    return list(desk.articles)


@pytest.fixture
def morning(desk, campaign, three):
    """A bulletin of all three."""
    bulletin = desk.campaigns.bulletins.add(
        Bulletin(
            campaign=campaign.id,
            name="Bản tin sáng",
            day=date(2027, 4, 20),
            channel="loa",
            minutes=5,
            opening="Kính chào anh chị em, đây là bản tin ngày {day}.",
            transitions=("Tiếp theo chương trình.",),
            closing="Bản tin đến đây là hết.",
        )
    )
    return desk.campaigns.bulletins.put_items(bulletin, three)


async def room(seat, *keys):
    await seat.press("alt+8")
    await seat.comes("BulletinsScreen")
    await seat.press(*keys)


async def one(seat, *keys):
    await room(seat, "enter")
    await seat.comes("BulletinScreen")
    await seat.press(*keys)


def now(desk):
    return next(iter(desk.campaigns.bulletins))


# ---------------------------------------------------------------- the room


async def test_a_bulletin_is_begun_and_the_next_has_its_frame(desk, campaign):
    async with seated(desk) as seat:
        await room(seat, "a")
        await seat.comes("BulletinForm")
        await seat.type("Bản tin sáng")
        await seat.press("down", "down", "down")
        assert seat.focus == "entry-minutes"
        await seat.press("ctrl+a")
        await seat.type("10")
        await seat.press("down")
        await seat.type("Kính chào.")
        await seat.press("down")
        await seat.type("Tiếp theo. | Sau đây.")
        await seat.press("ctrl+s")
        await seat.comes("BulletinsScreen")
        bulletin = now(desk)
        assert (bulletin.name, bulletin.day, bulletin.channel) == (
            "Bản tin sáng",
            desk.records.today(),
            "loa",
        )
        assert (bulletin.minutes, bulletin.words_per_minute) == (10, None)
        assert bulletin.transitions == ("Tiếp theo.", "Sau đây.")
        assert "0:01 / 10:00" in seat.text
        await seat.press("a")
        await seat.comes("BulletinForm")
        assert "Bản tin sáng" in seat.text
        assert "Tiếp theo. | Sau đây." in seat.text
        await seat.press("escape")


async def test_a_wrong_number_of_minutes_is_refused(desk, morning):
    async with seated(desk) as seat:
        await room(seat, "e")
        await seat.comes("BulletinForm")
        await seat.press("down", "down", "down", "ctrl+a")
        await seat.type("0")
        await seat.press("ctrl+s")
        assert "at least one minute" in seat.text
        await seat.press("ctrl+a")
        await seat.type("7")
        await seat.press("ctrl+s")
        await seat.comes("BulletinsScreen")
        assert now(desk).minutes == 7


async def test_a_bulletin_is_deleted_and_comes_back(desk, morning):
    async with seated(desk) as seat:
        await room(seat, "d")
        assert "No bulletin yet." in seat.text
        assert "Deleted: Bản tin sáng" in seat.notices[-1]
        await seat.press("ctrl+z")
        assert "Bản tin sáng" in seat.text


async def test_the_list_says_what_waits_and_filters(desk, morning):
    async with seated(desk) as seat:
        await room(seat)
        assert "loa · 3 items · 1 to look at" in seat.text
        await seat.press("slash")
        await seat.type("com ca dem")
        assert "Bản tin sáng" in seat.text
        await seat.type("x")
        assert "Nothing matches." in seat.text


async def test_a_bulletin_is_found_by_the_search(desk, morning):
    async with seated(desk) as seat:
        await seat.press("slash")
        await seat.comes("SearchScreen")
        await seat.type("ban tin sang")
        await seat.until(lambda: "♪ Bản tin sáng" in seat.text, "the bulletin")
        await seat.press("enter")
        await seat.comes("BulletinsScreen")


# ---------------------------------------------------------------- one of them


async def test_items_are_chosen_those_for_the_ear_first(desk, campaign, three):
    desk.campaigns.bulletins.add(Bulletin(campaign=campaign.id, name="Bản tin sáng", channel="loa"))
    async with seated(desk) as seat:
        await one(seat)
        assert "0:00 / 15:00 · 15:00 left" in seat.text
        await seat.press("a")
        await seat.comes("MultiPicker")
        text = seat.text
        assert text.index("Thợ hàn nhận") < text.index("Bữa cơm ca") < text.index("Quầy hàng")
        await seat.press("space", "down", "down", "space", "enter")
        await seat.comes("BulletinScreen")
        first, _draft, second = (
            next(a for a in three if a.headline.startswith(name)) for name in ("Thợ", "Bữa", "Quầy")
        )
        assert now(desk).items == (first.id, second.id)
        await seat.sees("1. ✓   Thợ hàn nhận kính")
        assert "15:00 left" not in seat.text


async def test_items_are_moved_and_taken_out(desk, morning, three):
    one_, two, three_ = (article.id for article in three)
    async with seated(desk) as seat:
        await one(seat, "J")
        assert now(desk).items == (two, one_, three_)
        await seat.press("shift+down")
        assert now(desk).items == (two, three_, one_)
        await seat.press("K")
        assert now(desk).items == (two, one_, three_)
        await seat.press("home", "d")
        assert now(desk).items == (one_, three_)
        assert "Taken out: Quầy hàng giảm giá" in seat.notices[-1]
        await seat.press("ctrl+z")
        assert now(desk).items == (two, one_, three_)


async def test_what_is_unfinished_or_undecided_is_told(desk, morning):
    async with seated(desk) as seat:
        await one(seat)
        assert "⚠ it is not approved" in seat.text
        assert "1 part to look at. 1 place needs a look: XYZ." in seat.words


async def test_a_bulletin_that_is_too_long_says_so(desk, morning):
    async with seated(desk) as seat:
        await one(seat)
        assert "left" in seat.line("/ 5:00")
        desk.campaigns.bulletins.edit(morning, minutes=1)
        await seat.settle()
        assert "too long" in seat.line("/ 1:00")
        await seat.press("escape")
        assert "too long" in seat.text


async def test_the_script_stands_beside_where_there_is_room(desk, morning):
    async with seated(desk, size=WIDE) as seat:
        await one(seat)
        assert "ngày hai mươi tháng tư năm" in seat.text
        assert "ba trăm hai mươi thợ hàn" in seat.text
        await seat.press("down")
        assert "Quầy mở hai mươi hai giờ ba mươi" in seat.words
        await seat.resize(*NARROW)
        assert "Quầy mở hai mươi hai giờ" not in seat.words
        await seat.press("v")
        await seat.comes("Reading")
        assert "ba trăm hai mươi thợ hàn" in seat.text


async def test_enter_opens_the_article_and_esc_leads_back(desk, morning):
    async with seated(desk) as seat:
        await one(seat, "down", "enter")
        await seat.until(lambda: seat.article, "the article")
        assert seat.article.headline == "Quầy hàng giảm giá"
        await seat.press("escape")
        await seat.comes("BulletinsScreen")


async def test_the_frame_is_edited(desk, morning):
    async with seated(desk) as seat:
        await one(seat, "e")
        await seat.comes("BulletinForm")
        await seat.press("ctrl+a")
        await seat.type("Bản tin chiều")
        await seat.press("ctrl+s")
        await seat.comes("BulletinScreen")
        assert "Bản tin chiều" in seat.text


async def test_it_leaves_with_a_bulletin_that_is_deleted(desk, morning):
    async with seated(desk) as seat:
        await one(seat)
        desk.campaigns.bulletins.remove(morning)
        await seat.comes("BulletinsScreen")


@pytest.mark.parametrize("ending", ["docx", "txt"])
async def test_the_script_is_written_and_never_over_a_changed_file(desk, morning, tmp_path, ending):
    path = tmp_path / "ra" / f"sang.{ending}"
    async with seated(desk) as seat:
        await one(seat, "x")
        await seat.comes("ScriptScreen")
        assert seat.entry.text.endswith("2027-04-20-ban-tin-sang.docx")
        await seat.press("ctrl+a")
        await seat.type(str(path))
        await seat.press("enter")
        await seat.comes("BulletinScreen")
        assert str(path) in seat.notices[-1]
        before = path.read_bytes()
        path.write_bytes(b"khac")
        await seat.press("x")
        await seat.comes("ScriptScreen")
        await seat.press("ctrl+a")
        await seat.type(str(path))
        await seat.press("enter")
        await seat.comes("ConfirmLoss")
        assert path.read_bytes() == b"khac"
        await seat.press("right", "enter")
        await seat.comes("BulletinScreen")
        assert path.read_bytes() == before


async def test_the_remarks_in_the_file_are_in_the_language_of_the_screens(desk, morning, tmp_path):
    from tui import i18n

    i18n.use("vi")
    path = tmp_path / "sang.txt"
    async with seated(desk) as seat:
        await one(seat, "x")
        await seat.comes("ScriptScreen")
        await seat.press("ctrl+a")
        await seat.type(str(path))
        await seat.press("enter")
        await seat.comes("BulletinScreen")
    assert "- Tin 3: chưa được duyệt" in path.read_text(encoding="utf-8")


# ---------------------------------------------------------------- on the air


async def test_a_broadcast_is_refused_while_an_item_is_unfinished(desk, morning):
    async with seated(desk) as seat:
        await one(seat, "p")
        await seat.comes("BroadcastForm")
        await seat.press("ctrl+s")
        assert "“Bữa cơm ca đêm” is not finished" in seat.words
        assert len(desk.ledger) == 0
        await seat.press("escape")


async def test_a_broadcast_stands_in_the_ledger_and_once_more_is_asked(desk, morning, three, clock):
    desk.articles.set_status(three[2], Status.APPROVED)
    async with seated(desk) as seat:
        await one(seat, "p")
        await seat.comes("BroadcastForm")
        await seat.type("hôm nay 5h")
        await seat.press("down")
        await seat.type("loa tổ 7")
        await seat.press("ctrl+s")
        await seat.comes("BulletinScreen")
        assert "3 items stand in the ledger now." in seat.notices[-1]
        at = clock() - timedelta(hours=4)
        assert [(e.at, e.channel, e.where) for e in desk.ledger] == [(at, "loa", "loa tổ 7")] * 3
        assert "Broadcast 20.4.2027 5h." in seat.words
        await seat.press("p")
        await seat.comes("Confirm")
        assert "recorded as broadcast already: 20.4.2027 5h" in seat.words
        await seat.press("n")
        await seat.comes("BulletinScreen")
        await seat.press("p")
        await seat.comes("Confirm")
        await seat.press("y")
        await seat.comes("BroadcastForm")
        await seat.press("ctrl+s")
        await seat.comes("BulletinScreen")
        assert len(desk.ledger) == 6
        await seat.press("escape")
        assert "broadcast 20.4 5h, 20.4 9h" in seat.text
        await seat.press("alt+0")
        await seat.comes("LedgerScreen")
        assert "in the bulletin “Bản tin sáng”" in seat.words


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_room_narrow(desk, morning, looks, language):
    assert looks(desk, room, language=language)


def test_the_room_wide(desk, morning, looks):
    assert looks(desk, room, size=WIDE)


def test_an_empty_room(desk, campaign, looks):
    assert looks(desk, room, size=NARROW)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_one_narrow(desk, morning, looks, language):
    assert looks(desk, one, language=language)


def test_one_wide(desk, morning, looks):
    assert looks(desk, one, size=WIDE)


def test_one_too_long(desk, morning, looks):
    desk.campaigns.bulletins.edit(morning, minutes=1)
    assert looks(desk, one, size=NARROW)
