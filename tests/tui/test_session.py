"""After a restart: where one was, what was open, and what can be undone in the texts."""

import json
import stat
from unicodedata import normalize

import pytest

from store.campaign_records import Unit
from tests.tui.helpers import NARROW, WIDE, plan, put_campaign, seated, task, written
from tui import gc_tuning, session_state
from tui.panes import text_states
from tui.panes.drafts import DraftsPane
from tui.panes.text_states import MOST_TEXTS
from tui.settings import state_folder


async def leave(seat):
    seat.send("ctrl+q")
    await seat.ends()


def kept():
    """The file of the texts; there is one desk only."""
    (path,) = (state_folder() / "texts").iterdir()
    return path


# ---------------------------------------------------------------- undo


async def test_what_was_typed_before_a_restart_can_be_undone(desk):
    article = written(desk, body="Một.\n\nHai hai.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Mới. ")
        await seat.press("ctrl+end")
        await seat.type("\nBa")
        await seat.press("alt+h")
        await seat.type("hai")
        await seat.press("tab")
        await seat.type("2")
        await seat.press("alt+a")
        assert seat.body.body == "Mới. Một.\n\n2 2.\n\nBa"
        await leave(seat)
    async with seated(desk) as seat:
        assert seat.body.body == "Mới. Một.\n\n2 2.\n\nBa"
        await seat.press("ctrl+z")
        assert seat.body.body == "Mới. Một.\n\nHai hai.\n\nBa"
        await seat.type("x")  # and on from there
        await seat.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert seat.body.body == "Mới. Một.\n\nHai hai."
        await seat.press("ctrl+z")
        assert seat.body.body == "Một.\n\nHai hai."
        await seat.press("ctrl+z", "ctrl+s")
    assert desk.articles[article.id].body == "Một.\n\nHai hai."


async def test_what_was_typed_before_a_kill_can_be_undone(desk):
    article = written(desk, body="Một.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Mới. ")
        await seat.press("ctrl+s")
        seat.app.last_key_at -= gc_tuning.PAUSE
        seat.screen.caretaker.look()
    async with seated(desk) as seat:  # that end was none: nobody has pressed Ctrl+Q
        assert seat.body.body == "Mới. Một."
        await seat.press("ctrl+z")
        assert seat.body.body == "Một."


async def test_a_pause_while_the_first_text_is_being_opened_does_no_harm(desk, monkeypatch):
    article, mount = written(desk, body="Một."), DraftsPane.mount

    def mounted(pane, *widgets, **where):
        seat.app.last_key_at -= gc_tuning.PAUSE
        seat.screen.caretaker.look()
        return mount(pane, *widgets, **where)

    async with seated(desk) as seat:
        monkeypatch.setattr(DraftsPane, "mount", mounted)
        await seat.open(article)
        assert seat.body.body == "Một."


async def test_undo_is_there_after_another_article_too(desk):
    first, second = written(desk, "Bài một", body="Một."), written(desk, "Bài hai", body="Hai.")
    async with seated(desk) as seat:
        await seat.open(first)
        await seat.type("A")
        await seat.open(second)
        await seat.type("B")
        await seat.press("ctrl+z", "ctrl+z")
        assert seat.body.body == "Hai."
        await seat.open(first)
        await seat.press("ctrl+z")
        assert seat.body.body == "Một."
        await seat.press("ctrl+y")
        assert seat.body.body == "AMột."


async def test_the_history_of_another_text_is_dropped(desk):
    article = written(desk, body="Một hai ba.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await leave(seat)
    desk.records.change(article, body="B Một hai ba.")
    async with seated(desk) as seat:
        await seat.press("ctrl+z")
        assert seat.body.body == "B Một hai ba."
    assert desk.articles[article.id].body == "B Một hai ba."


async def test_undo_gives_decomposed_letters_back_as_composed_ones(desk):
    article = written(desk, body=normalize("NFD", "Thợ hàn Huế."))
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("Ở ")
        await leave(seat)
    async with seated(desk) as seat:
        await seat.press("ctrl+z")
        assert seat.body.body == "Thợ hàn Huế."


async def test_an_input_method_and_long_deletions_are_kept_as_few_edits(desk):
    article = written(desk, body="Thợ hàn.")
    async with seated(desk) as seat:
        await seat.open(article)
        for key in [*"nghieng", *["backspace"] * 4, *"iêng "]:
            seat.send(key)
        await seat.settle()
        typed = seat.body.body
        seat.body.move_cursor((0, len(typed)))
        await seat.press(*["backspace"] * 5)
        assert seat.body.body == typed[:-5]
        await leave(seat)
    (state,) = json.loads(kept().read_text())["texts"].values()
    assert sum(map(len, state["undo"])) <= 3
    async with seated(desk) as seat:
        await seat.press("ctrl+z")
        assert seat.body.body == typed
        await seat.press(*["ctrl+z"] * 3)
        assert seat.body.body == "Thợ hàn."


async def test_the_file_is_private_and_small(desk, monkeypatch):
    monkeypatch.setattr(text_states, "MOST_CHARACTERS", 300)
    articles = [written(desk, f"Bài {n}", body="Lời.") for n in range(MOST_TEXTS + 3)]
    async with seated(desk) as seat:
        for article in articles:
            await seat.open(article)
            await seat.paste("cũ" * 9)
            await seat.paste("mới" * 9)
        await leave(seat)
    assert stat.S_IMODE(kept().stat().st_mode) == 0o600
    assert stat.S_IMODE(kept().parent.stat().st_mode) == 0o700
    texts = json.loads(kept().read_text())["texts"]
    assert list(texts) == [article.id for article in articles[-MOST_TEXTS:]]
    for state in texts.values():
        assert "mớimới" in str(state)
        assert "cũcũ" not in str(state)


async def test_nothing_is_kept_of_an_article_that_was_deleted(desk):
    first, second = written(desk, "Bài một"), written(desk, "Bài hai")
    async with seated(desk) as seat:
        await seat.open(first)
        await seat.type("Điều không ai nên đọc nữa.")
        await seat.open(second)
        desk.articles.remove(first)
        await leave(seat)
    assert list(json.loads(kept().read_text())["texts"]) == [second.id]


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b'{"desk": 1}', None])
async def test_a_damaged_file_does_no_harm(desk, damage):
    article = written(desk, body="Một.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await leave(seat)
    if damage is None:
        whole = json.loads(kept().read_text())
        whole["texts"][article.id]["undo"] = [[["x"]]]
        damage = json.dumps(whole).encode()
    kept().write_bytes(damage)
    async with seated(desk) as seat:
        await seat.press("ctrl+z")
        assert seat.body.body == "AMột."


async def test_what_no_file_can_hold_does_no_harm_to_the_rest(desk):
    article = written(desk, body="Một.")
    async with seated(desk) as seat:
        await seat.open(article)
        await seat.type("A")
        await seat.paste("\udc80")
        await seat.press("backspace")
        await leave(seat)
    async with seated(desk) as seat:
        assert seat.body.body == "AMột."
        await seat.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert seat.body.body == "Một."


# ---------------------------------------------------------------- where one was


async def test_the_cursor_is_where_it_was_in_each_of_the_last_texts(desk):
    long = "\n\n".join(f"Đoạn {n}." for n in range(30))
    first, second = written(desk, "Bài một", body=long), written(desk, "Bài hai", body=long)
    async with seated(desk) as seat:
        for article, row in ((first, 20), (second, 8)):
            await seat.open(article)
            seat.body.move_cursor((row, 3))
        await leave(seat)
    async with seated(desk) as seat:
        assert seat.body.cursor_location == (8, 3)
        await seat.open(first)
        assert seat.body.cursor_location == (20, 3)


async def test_the_row_of_the_list_and_the_zoom_are_as_they_were(desk):
    plan(desk)
    articles = [written(desk, f"Bài {n}") for n in range(5)]
    async with seated(desk, size=WIDE) as seat:
        await seat.press("f3", "down", "down", "f5")
        selected = seat.screen.drafts.selected
        assert selected in {article.id for article in articles}
        await leave(seat)
    async with seated(desk, size=WIDE) as seat:
        assert seat.article is None
        assert seat.screen.drafts.selected == selected
        assert "F2 Checklist" not in "\n".join(seat.lines[2:])
        await seat.press("f5", "f2")
        rows = seat.screen.checklist.rows
        wanted = task(desk, "Ảnh trao mũ bảo hộ").id
        rows.move_to(next(n for n, row in enumerate(rows.items) if rows.row_key(row) == wanted))
        await leave(seat)
    async with seated(desk, size=WIDE) as seat:
        assert seat.screen.checklist.rows.cursor_key == wanted
        assert seat.focus == "tasks"


@pytest.mark.parametrize(
    ("key", "screen"),
    [("f8", "MatrixScreen"), ("alt+c", "CalendarScreen"), ("alt+e", "FactsScreen")],
)
async def test_the_room_that_was_open_is_open(desk, key, screen):
    plan(desk)
    async with seated(desk) as seat:
        await seat.press(key)
        await seat.comes(screen)
        await leave(seat)
    async with seated(desk) as seat:
        await seat.comes(screen)
        await seat.press("escape")
        await seat.comes("DeskScreen")
        await leave(seat)
    async with seated(desk) as seat:
        assert seat.top == "DeskScreen"


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (("f8", "r"), "Matrix"),
        (("alt+o", "c"), "audience"),
        (("alt+u", "left"), "▸"),
        (("alt+c", "w", "pagedown"), "m Month"),
        (("alt+c", "pagedown"), "2027"),
    ],
)
async def test_a_room_shows_what_it_showed(desk, keys, shown):
    campaign = put_campaign(desk)
    below = Unit(name="Xưởng tàu", level="", parent=campaign.units[0].name)
    desk.records.change(campaign, units=(*campaign.units, below))

    def seen(seat):
        return [line for line in seat.lines if "saved" not in line]

    async with seated(desk, size=WIDE) as seat:
        await seat.press(*keys[:1])
        await seat.until(lambda: seat.top != "DeskScreen")
        await seat.until(lambda: seat.is_quiet)
        fresh = seen(seat)
        await seat.press(*keys[1:])
        before = seen(seat)
        assert before != fresh
        assert shown in seat.text
        await leave(seat)
    async with seated(desk, size=WIDE) as seat:
        await seat.until(lambda: seat.top != "DeskScreen")
        await seat.until(lambda: seen(seat) == before)


@pytest.mark.parametrize(
    "views", [{"MatrixScreen": {"days": "x"}}, {"CalendarScreen": {"view": 3}}, {"checklist": []}]
)
async def test_a_view_that_is_damaged_is_begun_anew(desk, views):
    campaign = put_campaign(desk)
    kept = {campaign.id: views, "": {"articles": {"sorting": "x"}}, "gone": {"MatrixScreen": {}}}
    place = session_state.Place(campaign=campaign.id, room="matrix", views=kept)
    session_state.save(desk.file.path, place)
    async with seated(desk) as seat:
        await seat.comes("MatrixScreen")
        await seat.press("alt+c")
        await seat.comes("CalendarScreen")


async def test_the_articles_are_sorted_and_filtered_as_they_were(desk):
    for name, byline in (("Bài ba", "Thu"), ("Bài hai", "Hà"), ("Tin", "Thu"), ("Bài một", "Thu")):
        written(desk, name, byline=byline)

    def shown(seat):
        return [article.headline for article in seat.screen.drafts.list.rows.items]

    async with seated(desk) as seat:
        await seat.press("s")
        await seat.comes("Picker")
        await seat.type("headline")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        await seat.press("F")
        await seat.comes("MultiPicker")
        await seat.type("thu")
        await seat.press("enter", "f")
        await seat.type("bai")
        assert shown(seat) == ["Bài ba", "Bài một"]
        await leave(seat)
    async with seated(desk) as seat:
        assert shown(seat) == ["Bài ba", "Bài một"]
        assert "2 of 4 articles · Thu · sorted by: headline ▴" in seat.text
        assert seat.field("filter").text == "bai"
        await seat.press("escape", "escape")
        assert shown(seat) == ["Bài ba", "Bài hai", "Bài một", "Tin"]
        await leave(seat)
    async with seated(desk) as seat:
        assert shown(seat) == ["Bài ba", "Bài hai", "Bài một", "Tin"]


async def test_each_checklist_is_sorted_filtered_and_folded_as_it_was(desk):
    first = plan(desk)
    other = put_campaign(desk)

    def seen(seat):
        return "\n".join(line[:46] for line in seat.lines[2:-2])

    async with seated(desk, size=WIDE) as seat:
        seat.screen.show_campaign(first.id)
        await seat.press("f2")
        await seat.press("home", "left", "s")
        await seat.comes("Picker")
        await seat.type("title")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        assert "sorted by: title ▴" in seen(seat)  # there is room for the arrow
        await seat.press("s")
        await seat.comes("Picker")
        assert "title ▴" in seat.text
        await seat.press("enter")  # the same again turns the order round
        await seat.comes("DeskScreen")
        await seat.press("F")
        await seat.comes("MultiPicker")
        await seat.type("open")
        await seat.press("enter")
        await seat.comes("DeskScreen")
        before = seen(seat)
        assert "sorted by: title" in before
        assert "▴" not in before
        seat.screen.show_campaign(other.id)
        await seat.settle()
        assert "sorted by" not in seat.text
        seat.screen.show_campaign(first.id)
        await seat.settle()
        assert seen(seat) == before
        await leave(seat)
    async with seated(desk, size=WIDE) as seat:
        assert seen(seat) == before
        assert "▸" in before


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_page_is_shown_again(desk, size):
    article = written(desk)
    async with seated(desk, size=size) as seat:
        await seat.open(article)
        await seat.press("alt+x")
        await leave(seat)
    async with seated(desk, size=size) as seat:
        await seat.sees("Minh Hà |")
        assert seat.focus == ("page" if size == NARROW else "body")
