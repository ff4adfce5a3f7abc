"""How articles stand with the copy desk: in every list, found out in the background."""

from __future__ import annotations

import pytest

from store import Bulletin, open_desk
from store.records import Status
from tests.pictures import png
from tests.tui.helpers import LANGUAGES, NARROW, WIDE, Seat, put_campaign, seated, written
from tui import checking, maintenance
from tui.widgets.number_lines import NumberLines

BAD = "Hẹn ngày 31.4 ở tổ may.\n\nAi cũng muốn xử dụng máy mới."
"""A day that no calendar has, and words that are confused."""
POOR = "Hà Nội – Ai cũng muốn xử dụng máy mới."
GOOD = "Hà Nội – Tổ may số bảy dùng máy mới."


@pytest.fixture
def three(desk):
    """An article that is blocked, one with a warning, and one that is clean."""
    return (
        written(desk, "Hẹn nhau ở tổ may", body=BAD, status=Status.TO_APPROVE),
        written(desk, "Ai cũng muốn", body=POOR, status=Status.EDITING),
        written(desk, "Máy chạy êm", body=GOOD, status=Status.EDITING),
    )


@pytest.fixture
def at_once(monkeypatch):
    """Begin in the background without a pause."""
    monkeypatch.setattr(checking, "QUIET", 0.0)
    monkeypatch.setattr(maintenance, "PAUSE", 0.0)


async def all_known(seat: Seat) -> None:
    """Wait until it is known how all articles stand."""
    verdicts = seat.desk.articles.verdicts
    await seat.until(lambda: not verdicts.due and seat.is_quiet, "the checks")
    await seat.settle()


def below(seat: Seat, headline: str) -> str:
    """The line below a headline."""
    return seat.lines[seat.place(headline)[1] + 1]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_list_says_how_each_article_stands(desk, three, size):
    async with seated(desk, size=size) as seat:
        await seat.press("f3")
        await seat.sees("✓ clean")
        assert "✗ held back" in below(seat, "Hẹn nhau")
        assert "⚠ 1 warning" in below(seat, "Ai cũng muốn")
        assert "✓ clean" in below(seat, "Máy chạy êm")


async def test_a_text_that_is_being_written_is_not_held_back(desk):
    written(desk, "Đang viết", body=BAD, status=Status.WRITING)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3")
        await seat.sees("✗ 1 block")
        assert "held back" not in seat.text


async def test_a_list_is_drawn_again_when_more_is_known(desk, three):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3")
        await seat.sees("✗ held back")
        desk.articles.type_text(three[0], body=GOOD)
        await seat.until(lambda: "held back" not in seat.text and seat.text.count("✓") == 2)


async def test_nothing_is_said_of_what_is_not_known(desk, three, monkeypatch):
    monkeypatch.setattr(checking, "RULES_AFTER", 3600)
    monkeypatch.setattr(type(desk.articles.copy_desk), "is_ready", True)
    monkeypatch.setattr(checking.Checking, "_begin", lambda self: None)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3")
        assert not {"✗", "✓"} & {*seat.text}


async def test_the_list_is_filtered_by_how_they_stand(desk, three):
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3")
        await all_known(seat)
        await seat.press("F")
        await seat.comes("MultiPicker")
        await seat.type("blocked")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert "1 of 3 articles · ✗ blocked" in seat.text
        assert "Máy chạy êm" not in seat.text
        desk.articles.type_text(three[2], body=BAD)
        await seat.sees("2 of 3 articles")


async def test_all_are_checked_while_nobody_types(desk, three, at_once):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f2")  # no list of articles
        await all_known(seat)
        assert desk.articles.verdicts.of(three[0])


async def test_nothing_is_checked_while_somebody_types(desk, three, monkeypatch):
    monkeypatch.setattr(maintenance, "PAUSE", 3600)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f2", "f5", "f5")
        seat.screen.caretaker.look()
        await seat.settle()
        assert desk.articles.verdicts.due == 3


async def test_the_top_line_says_how_far_it_is(desk, monkeypatch, at_once):
    monkeypatch.setattr(checking, "TOLD_EVERY", 0.0)
    for number in range(40):
        written(desk, f"Tin {number}", body=f"{GOOD} {number}")
    async with seated(desk, size=NARROW) as seat:
        told = []
        seat.app.checking.listen(lambda: told.append(seat.app.checking.told))
        await seat.press("f2")
        seat.screen.caretaker.look()
        await seat.until(lambda: any(told), "progress")
        await all_known(seat)
        assert any(one.endswith("/40") for one in told)
        assert seat.screen.status.checking == ""


async def test_alt_5_lists_what_is_found_the_gravest_first(desk, three, at_once):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+5")
        await seat.comes("CheckedArticles")
        await all_known(seat)
        await seat.sees("checked 3/3")
        assert seat.place("Hẹn nhau")[1] < seat.place("Ai cũng muốn")[1]
        assert "Máy chạy êm" not in seat.words
        assert "✗ held back · 1 warning" in seat.text
        await seat.press("down", "enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article)
        assert seat.article.id == three[1].id


async def test_alt_5_looks_at_the_files_of_photos_again(desk, three, at_once, tmp_path):
    picture = tmp_path / "to-may.png"
    picture.write_bytes(png(2000, 1500))
    desk.articles.photos.add(three[2], [picture], caption="Tổ may", credit="Lan", alt="Tổ may")
    desk.articles.verdicts.check_all()
    picture.unlink()
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+5")
        await seat.comes("CheckedArticles")
        await seat.sees("Máy chạy êm")


async def test_a_desk_that_is_closed_is_checked_no_more(desk, three, at_once):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f2", "alt+5")
        await all_known(seat)
        desk.articles.type_text(three[0], body=GOOD)
        desk.articles.verdicts.close()
        seat.app.checking.start(asked=True)
        await seat.until(lambda: not seat.app.checking.is_checking_all)


async def test_esc_stops_it_and_then_leaves(desk, three, monkeypatch, at_once):
    monkeypatch.setattr(checking, "QUIET", 3600)  # somebody has just typed
    for number in range(20):
        written(desk, f"Tin {number}", body=f"{GOOD} {number}")
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f2", "alt+5")
        await seat.comes("CheckedArticles")
        await seat.sees("Esc Stop")
        await seat.press("escape")
        await seat.sees("Stopped.")
        await seat.until(lambda: not seat.app.checking.is_checking_all)
        left = desk.articles.verdicts.due
        assert left
        await seat.press("escape")
        await seat.comes("DeskScreen")
        seat.screen.caretaker.look()
        await seat.settle()
        assert desk.articles.verdicts.due == left
        monkeypatch.setattr(checking, "QUIET", 0.0)
        await seat.press("alt+5")
        await all_known(seat)


async def test_it_goes_on_at_the_next_start(desk, desk_path, three):
    verdicts, known = desk.articles.verdicts, [0]
    verdicts.check_all(lambda: not known[-1], lambda done, _total: known.append(done))
    assert verdicts.due == 2
    desk.close()
    with open_desk(desk_path) as again:
        async with seated(again, size=NARROW) as seat:
            await seat.press("alt+5")
            await all_known(seat)
            assert again.articles.verdicts.of(again.articles[three[0].id])


async def test_the_overview_counts_them_and_opens_to_them(desk, three):
    campaign = put_campaign(desk)
    for one in three:
        desk.articles.bulk.edit([one], campaign=campaign.id)
    out = written(desk, "Đã phát", body=BAD, campaign=campaign.id, status=Status.EXPORTED)
    desk.articles.verdicts.check_all()
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+o")
        await seat.sees("✗ 1 blocked", "⚠ 1 with warnings")
        await seat.press("up", *["right"] * 8)
        while "blocked" not in seat.app.screen.query_one(NumberLines).spot.title:
            await seat.press("left")
        await seat.press("enter")
        await seat.sees("What counts: 1", "What does not: 3")
        assert "Hẹn nhau" in seat.line("held") or "Hẹn nhau" in seat.text
        assert "no longer worked on" in seat.line(out.headline)
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.until(lambda: seat.article)
        assert seat.article.id == three[0].id


async def test_the_overview_says_nothing_where_nothing_is_found(desk, three):
    campaign = put_campaign(desk)
    desk.articles.bulk.edit([three[2]], campaign=campaign.id)
    desk.articles.verdicts.check_all()
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+o")
        await seat.comes("OverviewScreen")
        await seat.settle()
        assert not {"✗", "⚠"} & {*seat.text}


async def test_pickers_and_the_strip_of_versions_show_the_signs(desk):
    campaign = put_campaign(desk)
    master = written(desk, "Hẹn nhau", body=BAD, campaign=campaign.id, channels=("báo in",))
    written(desk, "Hẹn nhau", body=GOOD, campaign=campaign.id, channels=("loa",), master=master.id)
    desk.articles.verdicts.check_all()
    async with seated(desk, size=WIDE) as seat:
        await seat.open(master)
        await seat.sees("master: báo in ◐ ✗", "loa ◐ ✓")
        await seat.press("escape", "alt+0", "a")
        await seat.comes("Picker")


async def test_results_of_a_search_show_how_own_articles_stand(desk, three):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("slash")
        await seat.comes("SearchScreen")
        await seat.type("hẹn nhau")
        await seat.sees("✗ held back")


async def test_a_failure_is_told_and_the_app_lives(desk, three, monkeypatch):
    def fail(self, *_given):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(type(desk.articles.verdicts), "check_wanted", fail)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("f3")
        await seat.hears("The articles cannot all be checked: Input/output error.")
        await seat.press("down")
        assert "Hẹn nhau" in seat.text


async def show_list(seat):
    await seat.press("f3")
    await all_known(seat)


async def show_all(seat):
    await seat.press("alt+5")
    await seat.comes("CheckedArticles")
    await all_known(seat)


@LANGUAGES
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("steps", [show_list, show_all])
def test_looks(looks, desk, three, at_once, steps, size, language):
    written(desk, "Chưa xong", body=BAD, status=Status.WRITING, byline="Nhóm phóng viên Bắc Bộ")
    assert looks(desk, steps, size=size, language=language)


async def test_the_items_of_a_bulletin_show_how_they_stand(desk, three):
    campaign = put_campaign(desk)
    for one in three:
        desk.articles.bulk.edit([one], campaign=campaign.id, channels=("loa",))
    items = tuple(one.id for one in three)
    made = Bulletin(campaign=campaign.id, name="Bản tin sáng", channel="loa", items=items)
    desk.campaigns.bulletins.add(made)
    async with seated(desk, size=NARROW) as seat:
        await seat.press("alt+8")
        await seat.comes("BulletinsScreen")
        await seat.press("enter")
        await seat.comes("BulletinScreen")
        await seat.sees("1. ✗   Hẹn nhau", "2. ⚠1  Ai cũng muốn", "3. ✓   Máy chạy êm")
