"""The difference between two texts."""

from store.records import Status
from tests.tui.helpers import LEAD, NARROW, SECOND, SIZES, WIDE, seated, written
from tui.widgets import difference
from tui.widgets.difference import Difference

from .hands import LATER, drawn, history

OTHERS = [f"Tổ hàn số {number} cử người đi đo cỡ mặt từ sáng sớm." for number in range(1, 9)]


def below(seat):
    """The lines of the difference."""
    region = seat.app.screen.query_one(Difference).region
    return [line[region.x : region.right].rstrip() for line in seat.lines[region.y : region.bottom]]


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
