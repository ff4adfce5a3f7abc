"""The list of revisions: when, who, why and how much."""

from store import Article
from store.articles.history import History, Why
from tests.tui.helpers import NARROW, SIZES, WIDE, seated
from tui import i18n
from tui.screens.recovery.history import HistoryScreen, size_of, text_of

from .hands import LATER, drawn, history


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
