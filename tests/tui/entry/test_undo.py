"""Undo goes step by step, as a hand would say it."""

from random import Random
from time import monotonic

import pytest
from textual.events import Paste
from textual.widgets import TextArea

from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry

from .hands import VIET, Desk, both, held, send, settle

FUZZ: list[str | list[str]] = ["a", " ", "e", "\u0302", "đ", "↵", "⌫", "⌫ê", "⌫⌫⌫ươi", "←", "→"]
FUZZ += [["ctrl+w"], ["ctrl+k"], ["ctrl+z"], ["ctrl+y"], ["shift+left"], ["up"], ["delete"]]


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
