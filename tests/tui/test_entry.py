import asyncio
import os
import sys
from pathlib import Path
from random import Random
from time import monotonic
from unicodedata import normalize

import pexpect
import pytest
from textual._context import active_app
from textual.app import App
from textual.containers import Vertical
from textual.events import Key, MouseDown, Paste
from textual.screen import ModalScreen
from textual.widgets import Button, Input, TextArea

from tui.key_queue import KeyQueue
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry

VIET = "vie⌫êt⌫⌫ệt"  # what an input method that types by backspace sends for "vieetj"
TAKEN = {f"ctrl+{letter}" for letter in "efsnogltdpqr"} | {f"f{n}" for n in range(1, 13)}
SEPARATORS = "\u2028\u2029\x85\v\f\x1c\x1d\x1e\r\r\n\x1b[2J\u202e\ufeff\ud800\U0010f01b"


class Desk(KeyQueue):
    """Two entries, bindings of the App, and a note of all that happened."""

    CSS = "LineEntry, LineEntry:focus { height: 1; border: none; padding: 0; }"
    BINDINGS = [
        ("ctrl+s", "save", "Save"),
        ("ctrl+o", "ask", "Ask"),
        ("ctrl+r", "clear_away", "Clear away"),
        ("x", "mark", "Mark"),
    ]

    def __init__(self, *entries):
        super().__init__()
        self.entries = entries
        self.saved = []
        self.changes = []
        self.heard = []

    def compose(self):
        yield from self.entries

    def action_save(self):
        self.saved.append(held(self.focused))

    def action_mark(self):
        self.saved.append("mark")

    async def action_ask(self):
        await self.push_screen(Question())

    async def action_clear_away(self):
        await self.query_one(Vertical).remove()

    def on_key(self, event):
        self.heard.append(event.key)

    def on_text_area_changed(self, event):
        self.changes.append(event.text_area.text)

    def on_input_changed(self, event):
        self.changes.append(event.input.value)


class Stock(App):
    """An App without our order of keys."""

    def __init__(self, *entries):
        super().__init__()
        self.entries = entries

    def compose(self):
        yield from self.entries


class Question(ModalScreen):
    BINDINGS = [("escape", "answer", "Answer")]

    def compose(self):
        yield LineEntry(id="answer")

    async def action_answer(self):
        # The App's turn may wait for the screen to go; the entry's own would wait for itself.
        assert isinstance(self.app, Desk)
        self.app.saved.append(self.query_one(LineEntry).text)
        await self.app.pop_screen()


def held(entry):
    if isinstance(entry, BodyEntry):
        return entry.body
    if isinstance(entry, LineEntry):
        return entry.text
    return entry.text if isinstance(entry, TextArea) else entry.value


def load(entry, text):
    if isinstance(entry, BodyEntry):
        entry.load_body(text)
    else:
        entry.text = text


NAMED = {"⌫": "backspace", "←": "left", "→": "right", "↵": "enter", "⇥": "tab", "⎋": "escape"}


FUZZ: list[str | list[str]] = ["a", " ", "e", "\u0302", "đ", "↵", "⌫", "⌫ê", "⌫⌫⌫ươi", "←", "→"]
FUZZ += [["ctrl+w"], ["ctrl+k"], ["ctrl+z"], ["ctrl+y"], ["shift+left"], ["up"], ["delete"]]


def send(app, keys, at=None, gap=0.0):
    """Post keys in a row, as the driver does with what came in one read."""
    for place, key in enumerate(keys):
        event = Key(NAMED.get(key, key), None if key in NAMED or len(key) > 1 else key)
        event.time = (monotonic() if at is None else at) + place * gap
        app._driver.send_message(event)


async def settle(pilot):
    while not getattr(pilot.app, "is_settled", True):
        await pilot.pause()
    for _ in range(4):
        await pilot.pause()


async def until_idle(*_):
    """Wait until no message waits anywhere; Textual's own waits 20 ms each time, and 40 a key."""
    app, quiet = active_app.get(), 0
    while quiet < 10 and not app._exception:  # a message may be between two queues for a turn
        await asyncio.sleep(0)
        pumps = (app, *app._registry)
        busy = any(pump._next_callbacks or pump.message_queue_size for pump in pumps)
        quiet = 0 if busy else quiet + 1


@pytest.fixture(autouse=True)
def _quickly(monkeypatch):
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", until_idle)


def both():
    return pytest.mark.parametrize("kind", [LineEntry, BodyEntry])


# ---------------------------------------------------------------- input methods


@pytest.mark.parametrize("stock", [Input, TextArea])
async def test_control_stock_widgets_scramble_an_input_method(stock):
    """When this fails, Textual has the fix of issue 6605, and `tui.key_queue` has less to do."""
    async with Stock(stock()).run_test() as pilot:
        send(pilot.app, VIET)
        await settle(pilot)
        assert held(pilot.app.focused) != "việt"


@both()
@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (VIET, "việt"),
        ("vie⌫êt⌫⌫ệt nam", "việt nam"),
        ("d⌫đu⌫⌫đươ⌫⌫ươngf⌫", "đương"),
        ("ac←b", "abc"),
        ("ab←←x→y", "xayb"),
        ("nghie⌫êng⌫⌫⌫⌫⌫⌫⌫nghiêng", "nghiêng"),
    ],
)
async def test_keys_in_one_read_keep_their_order(kind, keys, text):
    async with Desk(kind()).run_test() as pilot:
        send(pilot.app, keys)
        await settle(pilot)
        assert held(pilot.app.focused) == text


@both()
async def test_a_binding_above_knows_the_letters_before_it_and_not_those_after(kind):
    app = Desk(kind())
    async with app.run_test() as pilot:
        send(app, [*"vie⌫ê", "ctrl+s", *"t⌫⌫ệt", "ctrl+s", "ctrl+s", "!"])
        await settle(pilot)
        assert app.saved == ["viê", "việt", "việt"]
        assert held(app.focused) == "việt!"


async def test_what_is_typed_after_tab_goes_to_the_next_entry():
    app = Desk(LineEntry(), BodyEntry())
    async with app.run_test() as pilot:
        send(app, "tít⇥vie⌫êt")
        app._driver.send_message(Paste(" Nam"))
        await settle(pilot)
        assert [held(entry) for entry in app.entries] == ["tít", "viêt Nam"]
        await pilot.press("shift+tab", "!")
        assert app.entries[0].text == "tít!"


async def test_a_key_that_is_passed_on_is_one_key_to_those_above_as_well():
    app = Desk(LineEntry(), Button())
    async with app.run_test() as pilot:
        send(app, "a⇥x?")
        await settle(pilot)
        assert app.saved == ["mark"]
        assert app.heard == ["tab", "x", "?"]


async def test_what_was_typed_before_a_click_stays_where_it_was_typed():
    app = Desk(LineEntry(), BodyEntry())
    async with app.run_test() as pilot:
        send(app, "tí⌫ít")
        app._driver.send_message(MouseDown(None, 5, 10, 0, 0, 1, False, False, False))
        await settle(pilot)
        assert app.focused is app.entries[1]
        assert [held(entry) for entry in app.entries] == ["tít", ""]


async def test_a_dialog_can_be_opened_and_closed_from_an_entry():
    app = Desk(BodyEntry())
    async with app.run_test() as pilot:
        send(app, ["a", "ctrl+o"])
        await settle(pilot)
        assert isinstance(app.screen, Question)
        send(app, "có⎋")
        await settle(pilot)
        send(app, "b")
        await settle(pilot)
        assert app.saved == ["có"]
        assert app.entries[0].body == "ab"


async def test_an_action_may_wait_for_the_entry_to_go():
    line, body = LineEntry(), BodyEntry()
    async with Desk(Vertical(line), body).run_test() as pilot:
        line.focus()
        await settle(pilot)
        send(pilot.app, ["a", "ctrl+r", "b"])
        await settle(pilot)
        assert not line.is_attached
        assert body.body == "b"  # the focus went on to it, and the letter after it


PTY = """
import os, sys
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
from pathlib import Path
from random import Random
from tui.key_queue import KeyQueue
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry

class Desk(KeyQueue):
    BINDINGS = [("ctrl+e", "leave", "Leave")]
    def compose(self):
        yield LineEntry(placeholder="READY")
        yield BodyEntry()
    def action_leave(self):
        line, body = self.query_one(LineEntry), self.query_one(BodyEntry)
        Path(sys.argv[1]).write_text(f"{line.text}|{body.body}", encoding="utf-8")
        self.exit()

Desk().run()
"""


def test_an_input_method_in_a_real_terminal(tmp_path):
    result = tmp_path / "held"
    environment = os.environ | {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    child = pexpect.spawn(
        sys.executable,
        ["-c", PTY, str(result)],
        cwd=str(Path(__file__).parents[2]),
        env=environment,
        dimensions=(24, 80),
        timeout=20,
    )
    child.expect("EADY")  # the cursor stands on the R
    fused = VIET.replace("⌫", "\x7f").encode()
    pasted = "\x1b[200~ một\rhai\x1b[201~".encode()
    child.send(fused + b"\t" + fused + pasted + b"\x05")
    child.expect(pexpect.EOF)
    child.close()
    assert result.read_text(encoding="utf-8") == "việt|việt một\nhai"


# ---------------------------------------------------------------- texts that come back


@both()
@pytest.mark.parametrize(
    "text",
    [
        f"a{SEPARATORS}b",
        "".join(f"d\u1eeb{char}ng" for char in SEPARATORS),
        normalize("NFD", "Tiếng Việt"),
        "một\r\nhai",
        "\n\nđoạn\n",
        "",
        "a\tb",
    ],
)
async def test_loading_changes_and_reports_nothing(kind, text):
    made = kind(text)
    loaded = kind()
    app = Desk(made, loaded)
    async with app.run_test() as pilot:
        load(loaded, text)
        await settle(pilot)
        assert held(made) == held(loaded) == text
        assert app.changes == []


@both()
@pytest.mark.parametrize("text", [normalize("NFD", "Tiếng Việt"), f"a{SEPARATORS}b", "dài " * 99])
async def test_a_text_that_was_loaded_stays_as_it_is(kind, text):
    entry, other = kind("cũ"), LineEntry()
    async with Desk(entry, other).run_test(size=(40, 12)) as pilot:
        for typed in ("x", "", "x"):  # another text, then the very same again, twice
            entry.insert_text(typed)  # its message `Changed` is still under way
            load(entry, text)
            assert held(entry) == text
            other.focus()
            await pilot.resize_terminal(60, 12)
            await settle(pilot)
            assert held(entry) == text
            entry.focus()
            await pilot.press("end", "ctrl+z", "ctrl+y", "left", "home")
            assert held(entry) == text


async def test_a_line_shows_its_start_unless_one_types_there():
    line, other = LineEntry(), LineEntry()
    async with Desk(line, other).run_test(size=(20, 5)) as pilot:
        text = "đầu " + "dài " * 20 + "cuối"
        for entry in (line, other):
            entry.text = text
        await settle(pilot)
        assert (line.cursor_position, other.cursor_position) == (len(text), 0)
        assert "cuối" in line.render_line(0).text
        assert "đầu" in other.render_line(0).text
        other.focus()
        await pilot.press("end")
        line.text = other.text = text + "!"
        await settle(pilot)
        assert "đầu" in line.render_line(0).text  # the focus has left it, and it is filled anew
        assert "cuối!" in other.render_line(0).text


@both()
@pytest.mark.parametrize("char", [*SEPARATORS, "\r\n", "\x1b[2J"])
async def test_odd_characters_survive_an_edit(kind, char):
    text = f"một{char}hai"
    entry = kind(text)
    async with Desk(entry).run_test() as pilot:
        await pilot.press("home", "x")
        assert held(entry) == "x" + text
        await pilot.press("ctrl+z")
        assert held(entry) == text


async def test_a_decomposed_text_is_edited_composed_and_comes_back_as_it_was():
    text = normalize("NFD", "kế hoạch")
    entry = BodyEntry(text)
    async with Desk(entry).run_test() as pilot:
        await pilot.press("right", "right", "backspace")
        assert entry.body == "k hoạch"
        await pilot.press("ctrl+z")
        assert entry.body == text


async def test_loading_empties_the_undo_history():
    entry, line = BodyEntry("cũ"), LineEntry("cũ")
    async with Desk(entry, line).run_test() as pilot:
        for each in (entry, line):
            each.focus()
            await pilot.press("x")
        entry.load_body("mới")
        line.text = "mới"
        entry.undo()
        line.action_undo()
        assert (entry.body, line.text) == ("mới", "mới")


# ---------------------------------------------------------------- composed letters


@both()
@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("e\u0302", "ê"),
        ("e\u0302\u0323", "ệ"),
        ("a\u0323\u0302n", "ận"),
        ("\u0301", "\u0301"),
        ("x\u0302", "x\u0302"),
        ("x\u0302←e", "xê"),  # a lone mark after the cursor joins as well
    ],
)
async def test_marks_that_arrive_alone_are_composed(kind, keys, text):
    async with Desk(kind()).run_test() as pilot:
        send(pilot.app, keys)
        await settle(pilot)
        assert held(pilot.app.focused) == text


@both()
async def test_a_pasted_text_is_composed_with_what_stands_there(kind):
    async with Desk(kind("việ e")).run_test() as pilot:
        await pilot.press("end")
        pilot.app._driver.send_message(Paste("\u0302" + normalize("NFD", " phế")))
        await settle(pilot)
        assert held(pilot.app.focused) == "việ ê phế"
        await pilot.press("ctrl+z")
        assert held(pilot.app.focused) == "việ e"


@both()
async def test_no_break_spaces_and_emoji_can_be_typed(kind):
    async with Desk(kind()).run_test() as pilot:
        send(pilot.app, "12\xa0giờ 👩\u200d🚒")
        await settle(pilot)
        assert held(pilot.app.focused) == "12\xa0giờ 👩\u200d🚒"


@both()
async def test_words_of_vietnamese_letters(kind):
    entry = kind("đường đế chế")
    async with Desk(entry).run_test() as pilot:
        await pilot.press("end", "ctrl+left")
        await pilot.press("|")
        assert held(entry) == "đường đế |chế"
        await pilot.press("backspace", "ctrl+w")
        assert held(entry) == "đường chế"
        await pilot.press("home", "ctrl+delete")
        assert held(entry).strip() == "chế"


# ---------------------------------------------------------------- pasting


@pytest.mark.parametrize(
    ("pasted", "line", "body"),
    [
        ("một\nhai\nba\n", "một hai ba", "một\nhai\nba\n"),
        ("một\r\nhai\rba", "một hai ba", "một\nhai\nba"),
        ("một\u2028hai\x85ba", "một hai ba", "một\u2028hai\x85ba"),
        ("\x1b[31mđỏ\tđen", "\x1b[31mđỏ\tđen", "\x1b[31mđỏ\tđen"),
        ("", "", ""),
    ],
)
async def test_paste(pasted, line, body):
    for entry, text in ((LineEntry(), line), (BodyEntry(), body)):
        async with Desk(entry).run_test() as pilot:
            pilot.app._driver.send_message(Paste(pasted))
            await settle(pilot)
            assert held(entry) == text


@both()
async def test_clipboard(kind):
    entry = kind("đỏ\x1b\ud800")
    async with Desk(entry).run_test() as pilot:
        await pilot.press("ctrl+c")  # nothing selected: leaves the clipboard alone
        assert pilot.app.clipboard == ""
        await pilot.press("ctrl+a", "ctrl+c")
        assert pilot.app.clipboard == "đỏ\x1b?"
        await pilot.press("ctrl+x", "ctrl+v", "ctrl+v")
        assert held(entry) == "đỏ\x1b?" * 2


async def test_cut_without_a_selection_keeps_the_clipboard_of_a_line():
    entry = LineEntry("tít")
    async with Desk(entry).run_test() as pilot:
        pilot.app.copy_to_clipboard("cũ")
        await pilot.press("ctrl+x")
        assert (pilot.app.clipboard, entry.text) == ("cũ", "tít")


# ---------------------------------------------------------------- undo


@pytest.mark.parametrize("stock", [True, False])
async def test_undo_of_a_paste_of_many_lines(stock):
    """Issue 6686: stock `TextArea` crashes; when it no longer does, the clamp may go."""
    entry = TextArea() if stock else BodyEntry()
    lines = "\n".join(map(str, range(200)))

    async def paste_and_undo():
        async with Desk(entry).run_test(size=(40, 10)) as pilot:
            pilot.app._driver.send_message(Paste(lines))
            await settle(pilot)
            assert entry.text == lines
            await pilot.press("ctrl+z")
            assert entry.text == ""
            await pilot.press("ctrl+y", "ctrl+z", "a")
            assert entry.text == "a"

    if stock:
        with pytest.raises((IndexError, ValueError)):
            await paste_and_undo()
    else:
        await paste_and_undo()


@both()
async def test_an_input_method_makes_no_half_letters_in_the_undo_history(kind):
    entry = kind()
    async with Desk(entry).run_test() as pilot:
        start = monotonic()
        for place, chunk in enumerate(["v", "i", "e", "⌫ê", "t", "⌫⌫ệt"]):  # a key each 0.2 s
            send(pilot.app, chunk, at=start + place * 0.2, gap=0.001)
        await settle(pilot)
        assert held(entry) == "việt"
        await pilot.press("ctrl+z")
        assert held(entry) == ""
        await pilot.press("ctrl+y")
        assert held(entry) == "việt"


@both()
async def test_an_input_method_after_a_pause_is_undone_whole(kind):
    entry = kind()
    async with Desk(entry).run_test() as pilot:
        start = monotonic()
        send(pilot.app, "vie", at=start, gap=0.2)
        send(pilot.app, "⌫ê", at=start + 9, gap=0.001)
        await settle(pilot)
        entry.action_undo()
        assert held(entry) == "vie"
        entry.action_undo()
        assert held(entry) == ""


@both()
async def test_what_was_deleted_by_hand_is_undone_apart(kind):
    entry = kind()
    async with Desk(entry).run_test() as pilot:
        send(pilot.app, "tin tức⌫⌫⌫báo", gap=0.2, at=monotonic())
        await settle(pilot)
        texts = []
        for _ in range(4):
            texts.append(held(entry))
            entry.action_undo()
        assert texts == ["tin báo", "tin ", "tin tức", ""]
        for text in ("tin tức", "tin ", "tin báo", "tin báo"):
            entry.action_redo()
            assert held(entry) == text


@both()
async def test_undo_goes_word_by_word_and_stops_at_pauses(kind):
    entry = kind()
    async with Desk(entry).run_test() as pilot:
        start = monotonic()
        send(pilot.app, "một câu dài hơn ba mươi chữ cái thì chia", at=start, gap=0.1)
        send(pilot.app, " đôi", at=start + 60, gap=0.1)
        await settle(pilot)
        entry.action_undo()
        assert held(entry) == "một câu dài hơn ba mươi chữ cái thì chia"
        entry.action_undo()
        assert held(entry) == "một câu dài hơn ba mươi chữ cái "
        await pilot.press("left", "x", "ctrl+z")
        assert held(entry) == "một câu dài hơn ba mươi chữ cái "
        entry.action_undo()
        assert held(entry) == ""


@both()
async def test_what_is_typed_after_an_undo_or_redo_is_undone_apart(kind):
    entry = kind()
    async with Desk(entry).run_test() as pilot:
        start = monotonic()
        send(pilot.app, "a", at=start)
        send(pilot.app, "bc⌫⌫", at=start + 60, gap=0.1)
        await settle(pilot)
        entry.action_undo()
        entry.action_undo()
        send(pilot.app, "⌫", at=start + 60.4)
        await settle(pilot)
        entry.action_undo()
        assert held(entry) == "a"
        send(pilot.app, "d", at=start + 60.5)
        await settle(pilot)
        entry.action_undo()
        entry.action_redo()
        send(pilot.app, "e", at=start + 60.6)
        await settle(pilot)
        assert held(entry) == "ade"
        entry.action_undo()
        assert held(entry) == "ad"


@pytest.mark.parametrize("gap", [0.0, 0.2, 3.0])
async def test_a_hundred_words_of_an_input_method_can_be_undone(gap):
    entry = BodyEntry()
    async with Desk(entry).run_test() as pilot:
        send(pilot.app, (VIET + " ") * 100, at=monotonic(), gap=gap)
        for _ in range(200):
            await pilot.pause()
            if len(entry.body) == 500:
                break
        assert entry.body == "việt " * 100
        steps = 0
        while entry.body:
            entry.undo()
            steps += 1
            assert steps < 1400
        assert entry.body == ""
        assert steps < 34 if gap == 0 else steps <= 1100  # a key a step


@both()
async def test_undoing_everything_gives_every_text_again(kind):
    """Any mixture of edits: undone to the first text and done again to the last one."""
    chance = Random(6)
    entry = kind("một hai")
    async with Desk(entry).run_test() as pilot:
        at = monotonic()
        for _ in range(15):
            for _ in range(12):
                at += chance.choice([0.001, 0.001, 0.2, 0.2, 2.5])
                send(pilot.app, chance.choice(FUZZ), at=at, gap=0.001)
            if chance.random() < 0.3:
                pilot.app._driver.send_message(Paste(chance.choice(["a\nb\n", "\u0323", "é\x1b"])))
            await settle(pilot)
            for _ in range(500):  # the keys may have ended with an undo
                entry.action_redo()
            last = held(entry)
            for _ in range(500):
                entry.action_undo()
            assert held(entry) == "một hai"
            for _ in range(500):
                entry.action_redo()
            assert held(entry) == last


async def test_the_undo_history_of_a_line_is_bounded():
    entry = LineEntry()
    async with Desk(entry).run_test():
        for place in range(1200):
            entry.insert_text(f"{place} ")
        for _ in range(1200):
            entry.action_undo()
        assert entry.text.split()[-1] == "699"


# ---------------------------------------------------------------- replacing all


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("một\nhai\nba", "một\nhai rưỡi\nba"),
        ("một\nhai\nba", "một\nba"),
        ("", "mới\x1b\n"),
        ("cũ", ""),
        ("aaa", "aaaa"),
        ("a\u2028b", "a\u2028\u2028b"),
        ("một", "hoàn toàn\nkhác"),
    ],
)
async def test_replace_all_is_one_step(old, new):
    entry = BodyEntry(old)
    async with Desk(entry).run_test() as pilot:
        await pilot.press("ctrl+end", "x", "backspace")
        before = len(entry.history.undo_stack)
        entry.replace_all(new)
        assert entry.body == new
        assert len(entry.history.undo_stack) == before + 1
        await pilot.press("!")
        entry.undo()
        assert entry.body == new
        entry.undo()
        assert entry.body == old
        entry.redo()
        assert entry.body == new


async def test_replace_all_keeps_the_cursor_by_its_words():
    entry = BodyEntry("một\nhai\nba bốn")
    app = Desk(entry)
    async with app.run_test() as pilot:
        entry.move_cursor((2, 3))
        entry.replace_all("một\nhai\nhai rưỡi\nba bốn")
        assert entry.cursor_location == (3, 3)
        entry.move_cursor((0, 2))
        entry.replace_all("một\nba bốn")
        assert entry.cursor_location == (0, 2)
        await settle(pilot)
        app.changes.clear()
        entry.replace_all("một\nba bốn")
        await settle(pilot)
        assert app.changes == []


# ---------------------------------------------------------------- search


@pytest.mark.parametrize(
    ("needle", "found"),
    [
        ("viet", ["Việt", "việt", "Viết"]),
        ("VIỆT", ["Việt", "việt"]),
        (normalize("NFD", "việt"), ["Việt", "việt"]),
        ("duong", ["đường"]),
        ("đương", []),
        ("cái\ncuối", ["cái\ncuối"]),
        ("", []),
        ("\u0301", []),
    ],
)
async def test_find(needle, found):
    entry = BodyEntry("Việt Nam, việt dã.\nViết \x1bđường\ncái\ncuối")
    async with Desk(entry).run_test():
        assert entry.count_matches(needle) == len(found)
        for expected in (*found, *found[:1]):  # the last one wraps around
            assert entry.find(needle)
            assert entry.selected_text == expected
        assert entry.find(needle) == bool(found)


async def test_find_while_typing_stays_on_the_match():
    entry = BodyEntry("viên, việt, viết")
    async with Desk(entry).run_test():
        entry.move_cursor((0, 3))
        for needle, start in (("v", 6), ("vi", 6), ("viế", 12)):
            assert entry.find(needle, stay=True)
            assert entry.selection.start == (0, start)


# ---------------------------------------------------------------- the screen


@pytest.mark.parametrize("text", [f"a{SEPARATORS}b", SEPARATORS * 30, "\U0010f01b\U0010f00a"])
async def test_nothing_dangerous_is_drawn(text):
    line, body = LineEntry(text + "\n\t"), BodyEntry(text)
    async with Desk(line, body).run_test(size=(60, 20)) as pilot:
        for entry in (line, body):
            entry.focus()
            await pilot.press("end", "shift+left")
            await settle(pilot)
            drawn = "".join(
                segment.text
                for y in range(entry.size.height)
                for segment in entry.render_line(y)
                if not segment.control
            )
            assert drawn.isprintable()
            drawn.encode()
        assert "\x1b" not in pilot.app.export_screenshot()


async def test_the_mouse_finds_the_letter_after_a_tab_and_a_control_character():
    entry = LineEntry("a\t\x1bbc")
    async with Desk(entry).run_test() as pilot:
        await pilot.click(entry, offset=(3, 0))
        await pilot.press("|")
        assert entry.text == "a\t\x1b|bc"


async def test_a_bracket_alone_costs_no_walk_through_the_text():
    entry = BodyEntry(")" * 3)
    async with Desk(entry).run_test() as pilot:
        await pilot.press("left", "right")
        assert entry.matching_bracket_location is None


@both()
def test_keys_of_the_app_are_free(kind):
    bound = kind._merged_bindings.key_to_bindings
    assert not TAKEN & bound.keys()
    for bindings in bound.values():
        for binding in bindings:
            assert binding.id.startswith("entry.")
            assert binding.description
            assert binding.tooltip
            assert not binding.show
            assert not binding.priority


@both()
async def test_bindings_name_actions_that_exist(kind):
    entry = kind()
    for bindings in kind._merged_bindings.key_to_bindings.values():
        for binding in bindings:
            assert hasattr(entry, f"action_{binding.action.partition('(')[0]}")


@both()
async def test_a_key_can_be_bound_anew(kind):
    entry = kind("một hai")
    async with Desk(entry).run_test() as pilot:
        pilot.app.set_keymap({"entry.delete-word-left": "f5"})
        await pilot.press("end", "f5", "ctrl+w")
        assert held(entry).strip() == "một"


async def test_style_sheets_know_them_as_input_and_text_area():
    line, body = LineEntry(), BodyEntry()
    async with Desk(line, body).run_test() as pilot:
        assert list(pilot.app.query(Input)) == list(pilot.app.query("Input")) == [line]
        assert list(pilot.app.query("TextArea")) == [body]
        assert line.styles.scrollbar_size_horizontal == 0  # as the rules of `Input` say
