"""Signs that terminals measure differently stand in cells of their own, whoever measures."""

import re

import pyte
import pytest
from rich.cells import cell_len

from tui.terminal.emoji import placed

SIGNS = ["❤️", "👍🏽", "1️⃣", "☎️", "🇻🇳", "🙂", "👍", "\U0001fae8"]


def drawn(text, wide):
    """Draw on a terminal to which the signs of `wide` have another width than to us."""
    screen = pyte.Screen(40, 1)
    stream = pyte.Stream(screen)
    stream.feed("\x1b[?7l" + "#" * 40 + "\r")
    for sign, width in wide.items():
        text = text.replace(sign, "Ñ" * width)
    stream.feed(text)
    return screen.display[0]


@pytest.mark.parametrize("width", [1, 2, 4])
@pytest.mark.parametrize("sign", SIGNS)
def test_what_follows_a_sign_stands_where_it_belongs(sign, width):
    row = placed(f"một {sign} hai{sign}ba" + " " * 40)
    shown = drawn(row, {sign: width})
    assert "#" not in shown
    place = 4 + cell_len(sign)
    assert shown[place : place + 4] == " hai"
    place += 4 + cell_len(sign)
    assert shown[place:].rstrip() == "ba"


def test_a_mark_without_its_sign_is_not_sent_and_no_control_is_broken():
    text = "\x1b[38;2;1;2;3m\ufe0fchữ\x1b[0m\x1b[3;4H\U0001f3fd🙂"
    shown = placed(text)
    assert "\ufe0f" not in shown
    assert "\U0001f3fd" not in shown
    controls = re.compile(r"\x1b\[[0-9;]*[mH]")
    assert controls.findall(shown) == controls.findall(text)


@pytest.mark.parametrize("text", ["", "Tổ may số 7 ──│ \x1b[1m", "中文 한글 ①"])
def test_all_else_is_sent_as_it_is(text):
    assert placed(text) == text
