"""The history of an article on the screen, and the difference between two texts."""

from types import SimpleNamespace

import msgspec
import pytest

from store import Article, FileError, open_desk
from store.articles.history import History, Why
from store.records import Status
from tests.tui.helpers import LEAD, NARROW, SECOND, WIDE, seated, written
from tui import i18n
from tui.screens.recovery.history import HistoryScreen, size_of, text_of
from tui.widgets import difference
from tui.widgets.difference import Difference

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
LATER = LEAD.replace("320 thợ hàn", "340 thợ hàn")
OTHERS = [f"Tổ hàn số {number} cử người đi đo cỡ mặt từ sáng sớm." for number in range(1, 9)]


@pytest.fixture
def article(desk, clock):
    """An article with three revisions, and text behind the last one."""
    article = written(desk, status=Status.WRITING)  # 20.4 09:00
    clock.wait(10)
    desk.records.change(article, body=f"{LATER}\n\n{SECOND}")  # 09:10
    clock.wait(10)
    desk.articles.set_status(article, Status.EDITING)  # 09:20
    clock.wait(1)
    return desk.records.change(article, headline="Thợ hàn nhận kính và mũ mới", body=LATER)


async def history(seat, article):
    """Open the history of an article from the editor."""
    await seat.open(article)
    await seat.press("ctrl+l")
    await seat.comes("HistoryScreen")


def drawn(seat):
    """What the difference draws: the text that went, and the text that came."""
    shown = seat.app.screen.query_one(Difference)
    region = shown.region
    strips = seat.app.screen._compositor.render_strips()[region.y : region.bottom]
    segments = [s for strip in strips for s in strip.crop(region.x, region.right)]
    struck = "".join(s.text for s in segments if s.style and s.style.strike)
    lined = "".join(s.text for s in segments if s.style and s.style.underline)
    return SimpleNamespace(went=struck, came=lined, segments=segments)


def below(seat):
    """The lines of the difference."""
    region = seat.app.screen.query_one(Difference).region
    return [line[region.x : region.right].rstrip() for line in seat.lines[region.y : region.bottom]]


# ---------------------------------------------------------------- the list


@SIZES
async def test_the_list_says_when_who_why_and_how_much(desk, article, size):
    async with seated(desk, size=size) as seat:
        await history(seat, article)
        assert "History: Thợ hàn nhận kính và mũ mới" in seat.text
        found = [(m.time, m.why, m.size) for m in seat.field("moments").items]
        assert found == [
            ("now", "", "+2 −14 words"),
            ("20.4 09:20", "new status", "±0"),
            ("20.4 09:10", "while writing", "+1 −1 words"),
            ("20.4 09:00", "begun", "+41 words"),
        ]
        who = desk.revisions.of(article).revisions[0].who
        for moment in seat.field("moments").items[1:]:
            assert moment.time in seat.text
            assert moment.why in seat.text
            assert moment.who == who
        assert seat.text.count(who) >= 3
        assert seat.line("20.4 09:00").count("+41 words") == 1


async def test_list_and_difference_stand_side_by_side_where_there_is_room(desk, article, clock):
    async with seated(desk, size=WIDE) as seat:
        await history(seat, article)
        rows, shown = seat.field("moments"), seat.field("difference")
        assert rows.region.right < shown.region.x
        assert rows.region.height > 30
        await seat.resize(*NARROW)
        assert rows.region.height == 4  # as many as there are revisions
        assert rows.region.bottom < shown.region.y
        assert shown.region.height >= 10
        for number in range(20):
            clock.wait()
            desk.records.change(article, why=Why.SAVE, body=f"Lần {number}.")
        await seat.settle()
        assert rows.region.height == 8
        assert shown.region.height >= 10
        await seat.resize(40, 10)
        assert shown.region.height >= 3
        await seat.resize(119, 30)
        assert rows.region.bottom < shown.region.y
        await seat.resize(120, 30)
        assert rows.region.right < shown.region.x


async def test_the_text_of_now_is_no_row_where_the_last_revision_holds_it(desk, article):
    desk.revisions.keep(article)
    async with seated(desk) as seat:
        await history(seat, article)
        assert seat.field("moments").items[0].time == "20.4 09:21"
        assert "The current text; what it changed since the one before, of 20.4 09:20" in seat.text
        assert "“Kính nhẹ hơn hẳn" in drawn(seat).went


async def test_what_was_typed_last_is_in_it(desk, article):
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Mưa. ")
        await seat.press("ctrl+l")
        await seat.comes("HistoryScreen")
        assert "Mưa." in drawn(seat).came


async def test_an_article_without_revisions_says_so(desk):
    empty = desk.records.add(Article(headline=""))
    async with seated(desk, size=WIDE) as seat:
        seat.app.push_screen(HistoryScreen(desk, empty))
        await seat.comes("HistoryScreen")
        assert "No revision of this article is kept yet" in seat.text
        assert "Esc Close" in seat.text
        assert "Restore" not in seat.text  # nor anything else about a revision
        assert "Compare" not in seat.text
        for key in ("enter", "v", "c", "m", "u", "space", "down"):
            await seat.press(key)
        assert seat.top == "HistoryScreen"


async def test_without_an_article_there_is_no_history(desk):
    desk.campaigns.new_empty("Mùa mưa", 2027)
    async with seated(desk) as seat:
        await seat.press("f3", "ctrl+l")
        await seat.hears("Choose an article first")


async def test_in_vietnamese(desk, article):
    i18n.use("vi")
    async with seated(desk, size=WIDE) as seat:
        await history(seat, article)
        await seat.press("end", "m")
        assert seat.top == "HistoryScreen"
        assert "20.4 09:00" in seat.text


async def test_a_change_of_the_desk_shows_at_once(desk, article, clock):
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("end")
        clock.wait()
        desk.records.change(article, why=Why.SAVE, body="Viết lại cả.")
        await seat.settle()
        rows = seat.field("moments")
        assert [m.why for m in rows.items][:2] == ["saved", "before a change"]
        assert rows.current.time == "20.4 09:00"  # the cursor stays on its revision
        assert "Viết lại cả" in drawn(seat).went
    listeners = [listener.__qualname__ for listener in desk.records.store._listeners]
    assert not [name for name in listeners if "HistoryScreen" in name]


async def test_three_hundred_revisions_open_at_once(desk, article, clock, monkeypatch):
    for number in range(300):
        clock.wait()
        desk.records.change(article, why=Why.SAVE, body=f"{LATER}\n\nLần {number}.")
    asked = []
    state = History.state

    def asked_state(history, place):
        asked.append(place)
        return state(history, place)

    monkeypatch.setattr(History, "state", asked_state)
    async with seated(desk) as seat:
        await history(seat, article)
        assert len(seat.field("moments").items) > 300
        assert len(asked) <= 2
        await seat.press("end", "up", "down")
        assert len(asked) <= 6
        assert "20.4 09:00" in seat.text


# ---------------------------------------------------------------- the difference


@SIZES
async def test_what_would_come_back_and_what_would_go(desk, article, size):
    async with seated(desk, size=size) as seat:
        await history(seat, article)
        assert "What has changed since the last revision, of 20.4 09:20" in seat.text
        assert "và mũ" in drawn(seat).came
        assert "“Kính nhẹ hơn hẳn" in drawn(seat).went
        await seat.press("end")
        assert "What restoring it would change" in seat.text
        assert "“Kính nhẹ hơn hẳn" in drawn(seat).came
        assert "320" in drawn(seat).came
        assert "và mũ" in drawn(seat).went
        assert "340" in drawn(seat).went


async def test_without_colours_the_marks_are_there(desk, article, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("end")
        found = drawn(seat)
        assert "320" in found.came
        assert "340" in found.went
        assert all(s.style is None or s.style.color is None for s in found.segments)
        await seat.press("m")
        assert "[-340-]{+320+}" in seat.text


async def test_compared_with_the_one_before(desk, article):
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("end", "up", "c")
        assert "What it changed since the one before, of 20.4 09:00" in seat.text
        found = drawn(seat)
        assert (found.went.strip(), found.came.strip()) == ("320", "340")
        await seat.press("up")
        assert "No difference." in seat.text  # only the status was new
        await seat.press("end")
        assert "The first revision there is" in seat.text
        assert drawn(seat).went == ""
        await seat.press("c")
        assert "What restoring it would change" in seat.text


async def test_the_ways_to_show_it(desk, article):
    async with seated(desk, size=WIDE) as seat:
        await history(seat, article)
        await seat.press("end", "m")
        shown = seat.field("difference")
        assert shown.mode == "side-by-side"
        assert shown.region.width > 120  # the list stands above now
        heads = below(seat)[0]
        assert [part.strip() for part in heads.split("│")] == ["now", "20.4 09:00"]
        left, right = seat.line("thợ hàn của xưởng").strip("│ ").split(" │ ")
        assert "340 thợ hàn" in left
        assert "320 thợ hàn" in right
        await seat.press("m")
        assert shown.mode == "plain"
        assert "[-340-]{+320+} thợ hàn" in seat.text
        assert "{+“Kính nhẹ hơn hẳn, đeo cả ca không mỏi”" in seat.text
        assert drawn(seat).went == drawn(seat).came == ""
        await seat.press("m")
        assert shown.mode == "inline"
        await seat.press("m")
        await seat.resize(*NARROW)
        assert shown.mode == "side-by-side"  # for when there is room again
        assert "340" in drawn(seat).went
        assert " │ " not in "".join(below(seat))
        await seat.press("m")
        assert shown.mode == "plain"
        await seat.press("m", "m")
        assert shown.mode == "plain"  # there is no room for two columns


async def test_long_unchanged_stretches_are_folded(desk, clock):
    article = written(desk, body="\n\n".join([LEAD, *OTHERS, SECOND]))
    clock.wait(10)
    desk.records.change(article, body="\n\n".join([LATER, *OTHERS, SECOND, "Hết."]))
    async with seated(desk, size=WIDE) as seat:
        await history(seat, article)
        await seat.press("end")
        assert "⋯ 7 unchanged paragraphs" in seat.text
        assert OTHERS[0] in seat.text  # the one behind a change
        assert OTHERS[3] not in seat.text
        await seat.press("u")
        assert OTHERS[3] in seat.text
        assert "unchanged" not in "\n".join(below(seat))
        await seat.press("u", "m")
        assert "⋯ 7 unchanged paragraphs" in seat.text
        await seat.press("m")
        assert "⋯ 7 unchanged paragraphs" in seat.text


async def test_another_view_is_offered_only_of_what_differs(desk, clock):
    article = written(desk, body="\n\n".join([LEAD, *OTHERS]))
    clock.wait(10)
    desk.records.change(article, body="\n\n".join([LATER, *OTHERS]))
    clock.wait(10)
    desk.articles.set_status(article, Status.APPROVED)
    async with seated(desk, size=WIDE) as seat:
        await history(seat, article)
        await seat.press("end", "u")
        assert "m View" in seat.text
        await seat.press("home")
        await seat.sees("The current text", OTHERS[0])
        assert "m View" not in seat.text


async def test_the_difference_is_read_from_the_list(desk, clock):
    article = written(desk, body="\n\n".join(OTHERS * 3))
    clock.wait(10)
    desk.records.change(article, body="")
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("end")
        first = below(seat)
        await seat.press("space")
        assert below(seat) != first
        for _ in range(9):
            if seat.field("difference").scroll_offset.y == 0:
                break
            await seat.press("space")
        assert below(seat) == first  # from the end back to the start
        await seat.press("tab")
        assert seat.focus == "difference"
        for keys in (("down", "up"), ("j", "k"), ("pagedown", "pageup"), ("end", "home")):
            await seat.press(keys[0])
            assert below(seat) != first, keys
            await seat.press(keys[1])
            assert below(seat) == first, keys


async def test_a_long_text_is_compared_in_a_thread(desk, clock, monkeypatch):
    monkeypatch.setattr(difference, "AT_ONCE", 10)
    article = written(desk)
    clock.wait(10)
    desk.records.change(article, body=LATER)
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("end")
        await seat.until(lambda: "“Kính nhẹ hơn hẳn" in drawn(seat).came, "the difference")
        await seat.press("m", "u", "home", "end", "up")
        await seat.until(lambda: "[-" in seat.text or "No difference" in seat.text, "marks")


async def test_what_must_not_reach_the_terminal_is_a_symbol(desk, clock):
    article = written(desk, body="một\x1b[31m hai")
    clock.wait(10)
    desk.records.change(article, body="một\x1b[32m\u202e hai")
    async with seated(desk) as seat:
        await history(seat, article)
        for _ in range(3):
            assert "\x1b" not in seat.text
            assert "\u202e" not in seat.text
            assert "␛[3" in seat.text
            await seat.press("m")
        await seat.press("v")
        await seat.comes("PassageScreen")
        assert "\x1b" not in seat.text


async def test_blanks_that_changed_alone_are_seen(desk, clock):
    article = written(desk, body=f"Hà Nội –\xa0Sáng nay.\n\n{SECOND}")
    clock.wait(10)
    desk.records.change(article, body=f"Hà Nội – Sáng nay.\n{SECOND}")
    async with seated(desk, size=WIDE) as seat:
        await history(seat, article)
        await seat.press("c")
        assert "⍽" in drawn(seat).went
        assert "␣" in drawn(seat).came
        assert "↵" in drawn(seat).went


# ---------------------------------------------------------------- restoring


@SIZES
async def test_restoring_asks_and_can_be_undone(desk, article, size):
    before = desk.articles[article.id]
    async with seated(desk, size=size) as seat:
        await history(seat, article)
        await seat.press("end", "enter")
        await seat.comes("Confirm")
        assert "Restore the text of 20.4 09:00?" in seat.words
        await seat.press("n")
        await seat.comes("HistoryScreen")
        assert desk.articles[article.id] == before
        await seat.press("enter", "y")
        await seat.comes("HistoryScreen")
        await seat.hears("The text of 20.4 09:00 is back. Ctrl+Z undoes that.")
        now = desk.articles[article.id]
        assert (now.headline, now.body) == ("Thợ hàn nhận kính mới", f"{LEAD}\n\n{SECOND}")
        assert now.status is Status.EDITING  # where it stands, stays
        rows = seat.field("moments")
        assert rows.current.why == "restored"
        assert [m.why for m in rows.items][1] == "before a change"
        assert "History: Thợ hàn nhận kính mới" in seat.text
        await seat.press("ctrl+z")
        await seat.hears("Undone")
        assert desk.articles[article.id].body == LATER
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.body.body == LATER


async def test_what_was_restored_stands_in_the_editor_and_is_undone_there(desk, article):
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("end", "enter", "y")
        await seat.comes("HistoryScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert seat.focus == "body"
        assert seat.body.body == f"{LEAD}\n\n{SECOND}"
        await seat.press("ctrl+z")
        assert seat.body.body == LATER


async def test_two_clicks_ask_to_restore(desk, article):
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.click("20.4 09:10", times=2)
        await seat.comes("Confirm")
        assert "20.4 09:10" in seat.words


async def test_the_text_of_now_is_not_restored(desk, article):
    desk.revisions.keep(article)
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("enter")
        await seat.sees("That is the text as it stands now.")
        assert seat.top == "HistoryScreen"
        await seat.press("down")
        assert "That is the text" not in seat.text


async def test_a_deleted_article_comes_back(desk, article):
    desk.articles.remove(article)
    async with seated(desk) as seat:
        seat.app.push_screen(HistoryScreen(desk, article))
        await seat.comes("HistoryScreen")
        await seat.press("end", "enter", "y")
        await seat.comes("HistoryScreen")
        assert desk.articles[article.id].body == f"{LEAD}\n\n{SECOND}"


async def test_a_damaged_revision_says_so(desk, article, monkeypatch):
    kept = desk.revisions.of(article)
    first, *others = kept.revisions
    broken = (msgspec.structs.replace(first, data="!"), *others)
    monkeypatch.setattr(desk.revisions, "of", lambda _: History(kept.article, broken))
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("end")
        assert "The revision of 2027-04-20 09:00+07:00 is damaged" in seat.words
        for key in ("enter", "v", "c", "m"):
            await seat.press(key)
            assert seat.top == "HistoryScreen"
            assert "is damaged in the desk file" in seat.words


async def test_a_history_that_cannot_be_read_says_so(desk, article, monkeypatch):
    def refuse(_):
        raise FileError("The history of “{title}” cannot be read.", title="Thợ hàn")

    monkeypatch.setattr(desk.revisions, "of", refuse)
    async with seated(desk) as seat:
        await history(seat, article)
        assert "The history of “Thợ hàn” cannot be read." in seat.words


async def test_only_for_reading(desk, article, desk_path, clock):
    desk.close()
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        async with seated(reader) as seat:
            await history(seat, article)
            await seat.press("end")
            assert "320" in drawn(seat).came
            await seat.press("enter")
            assert "is open for reading only." in seat.words
            assert seat.top == "HistoryScreen"
            assert reader.articles[article.id].body == LATER


# ---------------------------------------------------------------- a passage


@SIZES
async def test_a_passage_of_an_old_text_is_copied_into_the_article(desk, article, size):
    async with seated(desk, size=size) as seat:
        await history(seat, article)
        await seat.press("end", "v")
        await seat.comes("PassageScreen")
        assert "The text of 20.4 09:00" in seat.text
        entry = seat.field("passage")
        assert entry.body == f"Thợ hàn nhận kính mới\nMinh Hà\n\n{LEAD}\n\n{SECOND}\n\nMinh Hà"
        await seat.type("q v ")
        await seat.press("backspace", "enter", "delete", "ctrl+x")
        assert entry.body.startswith("Thợ hàn nhận kính mới\nMinh Hà\n")  # nothing can be changed
        entry.move_cursor((5, 0))  # the paragraph that is gone
        await seat.press("shift+end", "ctrl+c")
        await seat.hears("Copied. Ctrl+V in an article inserts it.")
        passage = seat.app.clipboard
        assert passage
        assert SECOND.startswith(passage)
        await seat.press("escape")
        await seat.comes("HistoryScreen")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await seat.press("ctrl+home", "ctrl+v")
        assert seat.body.body == passage + LATER


async def test_nothing_selected_nothing_copied(desk, article):
    async with seated(desk) as seat:
        await history(seat, article)
        await seat.press("v")
        await seat.comes("PassageScreen")
        assert "The current text" in seat.text
        await seat.press("ctrl+c")
        assert seat.app.clipboard == ""
        assert not [notice for notice in seat.notices if "Copied" in notice]
        await seat.press("ctrl+a", "ctrl+c")
        assert seat.app.clipboard == text_of(desk.articles[article.id])


# ---------------------------------------------------------------- small things


def test_the_size_of_a_change():
    assert [size_of(*s) for s in ((12, 3), (0, 4), (5, 0), (0, 0))] == [
        "+12 −3 words",
        "−4 words",
        "+5 words",
        "±0",
    ]


def test_the_text_of_an_article_leaves_out_what_is_empty():
    assert text_of(Article()) == ""
    assert text_of(Article(byline="B", signoff="S")) == "B\n\nS"
    assert text_of(Article(headline="H", body="1\n\n2")) == "H\n\n1\n\n2"
