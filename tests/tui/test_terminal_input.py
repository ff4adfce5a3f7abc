"""What a terminal sends, in any pieces and after any pauses, means what it meant.

`tui.terminal` knows no clock: the pauses are numbers here.
"""

from __future__ import annotations

import base64

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events
from textual.keys import key_to_character
from textual.message import Message

from tui.commands import REGISTRY
from tui.terminal.input import DOUBT, STRING_PATIENCE, InputReader, Pasted
from tui.terminal.key_parser import EscapeWasNone, KeyAfterEscape, KeyParser

START, END = b"\x1b[200~", b"\x1b[201~"
SLOW = 0.12  # of the reports: seconds between two halves
QUIET = 1.0  # after this, keys work again whatever came before


class Line:
    """A line to the app: what it carries, and what the app makes of it."""

    def __init__(self) -> None:
        self.reader = InputReader()
        self.parser = KeyParser()
        self.now = 1000.0
        self.events: list[Message] = []

    def send(self, data: bytes) -> Line:
        """Carry some bytes, all at once."""
        self._take(self.reader.feed(data, self.now))
        return self

    def wait(self, seconds: float) -> Line:
        """Carry nothing for a while; time-outs come when they are due."""
        end = self.now + seconds
        while (deadline := self.reader.deadline) is not None and deadline <= end:
            self.now = max(self.now, deadline)
            self._take(self.reader.tick(self.now))
        self.now = end
        return self

    def _take(self, units) -> None:
        for unit in units:
            self.events += self.parser.events(unit)

    @property
    def said(self) -> list[str]:
        """What the app is told: keys by their names, pastes, the other events by their class."""
        return [
            event.key
            if isinstance(event, events.Key)
            else f"pasted {event.text}"
            if isinstance(event, events.Paste)
            else type(event).__name__
            for event in self.events
        ]


def told(*pieces: bytes, pause: float = SLOW) -> list[str]:
    """Say what the app is told of pieces with a pause after each, and of the silence at the end."""
    line = Line()
    for piece in pieces:
        line.send(piece).wait(pause)
    return line.wait(3).said


def cuts(data: bytes):
    """Return a sequence cut once, at every place but behind its ESC."""
    return [(data[:at], data[at:]) for at in range(2, len(data))]


def without_escape(said: list[str]) -> list[str]:
    """Leave out an Esc that was taken back, with its being taken back."""
    assert said[:2] == ["escape", "EscapeWasNone"]
    return said[2:]


# ---------------------------------------------------------------- keys, as before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a", ["a"]),
        ("việt".encode(), [*"việt"]),
        (b"d\x7f\xc4\x91", ["d", "backspace", "đ"]),
        (b"\x1b[A\x1bOP\x1b[15~\x1b[1;5D", ["up", "f1", "f5", "ctrl+left"]),
        (b"\x1b[3$\x1b[7$x", ["shift+delete", "shift+home", "x"]),  # rxvt
        (b"\x1b[[A", ["f1"]),  # the Linux console
        (b"\x1bd", ["alt+d"]),
        (b"\x1b6", ["alt+6"]),
        (b"\x1b7", ["alt+7"]),
        (b"\x1b\x7f\x1b\r", ["ctrl+w", "alt+enter"]),
        (b"\x1b0\x1b9\x1b-\x1b=", ["alt+0", "alt+9", "alt+minus", "alt+equals_sign"]),
        (b"\x1b[1;3A\x1b[1;3B\x1b[1;3C\x1b[1;3D", ["alt+up", "alt+down", "alt+right", "alt+left"]),
        (b"\x1b[1;4C\x1b[1;7D\x1b[3;3~", ["alt+shift+right", "alt+ctrl+left", "alt+delete"]),
        (b"\x1b[1;3H\x1b[1;3F\x1b[5;3~x", ["alt+home", "alt+end", "alt+pageup", "x"]),
        (b"\x1b[27;3;13~\x1b[27;3;48~x", ["alt+enter", "alt+0", "x"]),  # xterm, modifyOtherKeys
        (b"\x1b\xc4\x91", ["alt+đ"]),
        (b"\x1b\x1b[A", ["alt+up"]),  # urxvt, PuTTY
        (b"\x1b\x1b", ["escape", "escape"]),
        (b"\x1b\x1b[200~a\x1b[201~", ["escape", "pasted a"]),
        (b"\x1b[27u\x1b[100;3u", ["escape", "alt+d"]),  # Kitty
        (b"\x1b[0;;110:103:104:105:234:110:103u", [*"nghiêng"]),  # a word, by Kitty
        (b"\x1b/\x1b \x1bD", ["alt+slash", "alt+space", "alt+shift+d"]),
        (b"\x1b[<0;5;6M\x1b[<0;5;6m", ["MouseDown", "MouseUp"]),
        (b"\x1b[<0;-5;6Mx", ["x"]),  # Ghostty
        (b"\x1b[I\x1b[O", ["AppFocus", "AppBlur"]),
        (b"\x1b[5;7R", ["CursorPosition"]),
        (b"\x1b[48;40;120;800;1200t", ["Resize"]),
        (b"\x1b[?2026;2$y", ["TerminalSupportsSynchronizedOutput"]),
        (b"\x00", ["ctrl+@"]),
        (b"\x11", ["ctrl+q"]),
    ],
)
def test_a_key_is_what_it_was_and_at_once(data, said):
    line = Line().send(data)
    line.wait(0.1 if said[-1] == "escape" else 0)
    assert line.said == said


@pytest.mark.parametrize("data", [b"\x1b[A", b"\x1b[1;5D", b"\x1b[15~", b"\x1bOP", b"\xe1\xbb\x87"])
def test_a_key_in_two_pieces_is_one(data):
    start = 1 if data[0] != 0x1B else 2
    (whole,) = told(data)
    assert {tuple(told(data[:at], data[at:])) for at in range(start, len(data))} == {(whole,)}


ALT_KEYS = sorted(
    {
        key.strip()
        for command in REGISTRY.values()
        for key in command.key.split(",")
        if key.strip().startswith("alt+") and len(key_to_character(key.strip()[4:]) or "") == 1
    }
)


@pytest.mark.parametrize("key", [*ALT_KEYS, "alt+enter"])
def test_every_key_with_alt_arrives_from_a_plain_terminal(key):
    sign = "\r" if key == "alt+enter" else key_to_character(key[4:])
    assert told(b"\x1b" + sign.encode()) == [key]


# ---------------------------------------------------------------- pastes


@pytest.mark.parametrize("pause", [SLOW, 0.85])
@pytest.mark.parametrize("at", range(2, 6))
def test_a_paste_is_one_wherever_its_marks_are_cut(at, pause):
    assert told(START[:at], START[at:] + b"dan" + END, b"x", pause=pause) == ["pasted dan", "x"]
    assert told(START + b"dan" + END[:at], END[at:], b"x", pause=pause) == ["pasted dan", "x"]


@pytest.mark.parametrize("pause", [SLOW, 1.0, 30.0])
def test_a_paste_cut_behind_the_esc_of_its_mark_takes_the_esc_back(pause):
    said = told(b"\x1b", START[1:] + b"dan" + END, pause=pause)
    assert without_escape(said) == ["pasted dan"]


@pytest.mark.parametrize("pause", [1.0, 1.4, 30.0])
@pytest.mark.parametrize("at", range(1, 6))
def test_a_mark_that_comes_too_late_is_still_a_mark(at, pause):
    assert told(START + b"dan" + END[:at], END[at:], b"x", pause=pause) == ["pasted dan", "x"]
    said = told(START[:at], START[at:] + b"dan" + END, b"x", pause=pause)
    assert [one for one in said if len(one) > 1 and "+" not in one][-1] == "pasted dan"
    assert "d" not in said


@pytest.mark.parametrize("pause", [0.0, SLOW, 0.85])
def test_a_paste_that_comes_byte_by_byte_is_one(pause):
    pasted = START + "Chị Huyền\rd".encode() + END
    said = told(*[pasted[at : at + 1] for at in range(len(pasted))], pause=pause)
    if pause:
        said = without_escape(said)
    assert said == ["pasted Chị Huyền\rd"]


def test_a_paste_that_never_ends_is_given_after_a_second_and_then_keys_work():
    line = Line().send(START + b"dan")
    assert line.said == []
    line.wait(QUIET).send(b"x\x11")
    assert line.said == ["pasted dan", "x", "ctrl+q"]


def test_the_rest_of_a_paste_that_broke_off_is_no_command():
    line = Line().send(START + b"dan ").wait(5).send(b"dan dan dan dan dan").wait(2)
    assert line.send(b"dan" + END).send(b"x").said == [
        "pasted dan ",
        "pasted dan dan dan dan dan",
        "pasted dan",
        "x",
    ]


def test_what_a_hand_types_after_a_paste_that_broke_off_are_keys():
    line = Line().send(START + b"dan").wait(QUIET).send(b"hay\x7f\x7f\x7fhai")
    assert line.said[1:] == [*"hay", *["backspace"] * 3, *"hai"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (b"\x1b", "\x1b"),
        (b"a\x1bd\x1b[A\x1b]0;x\x07", "a\x1bd\x1b[A\x1b]0;x\x07"),
        (b"a" + START + b"b", "ab"),  # the end of the one before is lost
        (b"a\x00b", "ab"),
        (b"\x11\x03\x7f", "\x11\x03\x7f"),
        (b"\xff\xe9a", "��a"),
        ("một\r\nhai\thế".encode(), "một\r\nhai\thế"),
    ],
)
def test_what_is_pasted_is_text(inside, text):
    assert told(START + inside + END) == [f"pasted {text}"]


def test_pastes_back_to_back_are_each_their_own():
    assert told(START + b"a" + END + START + b"b" + END + b"c") == ["pasted a", "pasted b", "c"]
    assert told(START + END) == []
    assert told(START + b"a", START + b"b" + END) == ["pasted ab"]


def test_an_end_alone_is_nothing_and_what_stands_before_it_was_pasted():
    assert told(END, b"x") == ["x"]
    assert told(b"dan" + END, b"x") == ["pasted dan", "x"]


def test_a_large_paste_in_many_pieces_is_one():
    text = "Một đoạn văn dài.\r" * 60_000
    data = START + text.encode() + END
    reader, units = InputReader(), []
    for at in range(0, len(data), 4095):
        units += reader.feed(data[at : at + 4095], 0.0)
    assert units == [Pasted(text)]
    assert reader.deadline is None


# ---------------------------------------------------------------- bytes that are no text


@pytest.mark.parametrize("bytes_", [(130, 33), (255, 255), (127, 32), (33, 33)])
def test_the_mouse_of_x10_is_no_text(bytes_):
    assert told(b"\x1b[M " + bytes(bytes_) + b"x") == ["x"]
    assert told(b"\x1b[M ", bytes(bytes_[:1]), bytes(bytes_[1:]), b"x") == ["x"]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        b"\xe9",  # é in Latin-1
        b"\xe4",  # Alt+D as 8-bit Meta
        b"\xe1\xbb",  # ệ without its end
        b"\xc0\xaf",  # overlong
        b"\xed\xa0\xbd\xed\xb8\x80",  # a pair of surrogates (CESU-8)
        b"\xf4\x90\x80\x80",  # beyond the last character
    ],
)
def test_what_is_no_utf8_is_a_sign_and_no_more(data):
    signs = told(data)
    assert signs
    assert set(signs) == {"replacement_character"}
    assert told(data + b"a") == [*signs, "a"]
    assert told(data + b"\x1b[A") == [*signs, "up"]


@pytest.mark.parametrize(
    "sequence",
    [
        b"\x1b[1114112u",
        b"\x1b[99999999999999999999u",
        b"\x1b[55296u",
        b"\x1b[97;1;55296u",
        b"\x1b[97;1;99999999u",
        b"\x1b[" + b"9" * 500 + b"u",
        b"\x1b[" + b"9" * 600 + b"u",
        b"\x1b[<" + b"9" * 400 + b";1;1M",
        b"\x1b[48;0;0;0;0t",
        b"\x1b[48;99999;99999;1;1t",
        b"\x1b[48;" + b"9" * 400 + b";1;1;1t",
    ],
)
def test_a_number_that_means_nothing_is_no_event(sequence):
    line = Line().send(sequence).wait(2)
    assert not any(isinstance(event, events.Resize | events.MouseEvent) for event in line.events), (
        line.said
    )
    assert all(len(key) > 1 for key in line.said if key != "u")
    for event in line.events:
        if isinstance(event, events.Key):
            assert event.key.encode()
    line.events.clear()
    assert line.send(b"x").said == ["x"]


pieces = st.lists(
    st.tuples(
        st.one_of(
            st.binary(max_size=12),
            st.sampled_from(
                [START, END, START[:3], END[:4], b"\x1b", b"\x1b[", b"\x1bO", b"\x1b]", b"\x1bP"]
            ),
            st.text("\x1b[]OPM_^X?;<0129u~tRncABd\\\x07\x9b$é", max_size=12).map(str.encode),
        ),
        st.sampled_from([0.0, 0.01, SLOW, 0.3, 0.7, 1.1, 3.0]),
    ),
    max_size=12,
)


@given(pieces)
def test_whatever_comes_nothing_fails_and_after_silence_keys_work(pieces):
    line = Line()
    for data, pause in pieces:
        line.send(data).wait(pause)
    line.wait(3.0)
    assert line.reader.deadline is None
    for event in line.events:
        if isinstance(event, events.Key):
            assert event.key.encode()
            assert (event.character or "").encode() is not None
    line.events.clear()
    assert line.send(b"x").wait(SLOW).send(b"\x1b[A").wait(SLOW).send(b"\x11").said == [
        "x",
        "up",
        "ctrl+q",
    ]


@example(b"\xc2\0\x80", [])
@given(st.binary(max_size=300), st.lists(st.integers(0, 300)))
def test_what_is_pasted_does_not_depend_on_the_pieces(text, places):
    text = text.replace(END, b"").replace(START, b"").replace(b"\x1b[20", b"")
    data = START + text + END
    ends = sorted({2, *(at for at in places if 2 < at < len(data)), len(data)})
    said = told(*[data[a:b] for a, b in zip([0, *ends], ends, strict=False)])
    wanted = text.decode("utf-8", "replace").replace("\0", "")  # a NUL parts a letter, then goes
    assert said == ([f"pasted {wanted}"] if wanted else [])


# ---------------------------------------------------------------- Esc, and Alt on a slow line


def test_esc_is_there_after_a_tenth_of_a_second():
    line = Line().send(b"\x1b").wait(0.1)
    assert line.said == ["escape"]


@pytest.mark.parametrize(("pause", "marked"), [(0.05, False), (0.15, True), (0.45, True)])
def test_a_letter_soon_after_esc_is_marked(pause, marked):
    line = Line().send(b"\x1b").wait(pause).send(b"d")
    assert line.said == (["escape", "d"] if marked else ["alt+d"])
    assert isinstance(line.events[-1], KeyAfterEscape) == marked


def test_a_letter_later_is_a_letter_and_so_is_one_after_the_esc_of_kitty():
    line = Line().send(b"\x1b").wait(0.1 + DOUBT).send(b"d")
    assert line.said == ["escape", "d"]
    assert not isinstance(line.events[-1], KeyAfterEscape)
    assert not isinstance(Line().send(b"\x1b[27u").wait(0.1).send(b"d").events[-1], KeyAfterEscape)


@pytest.mark.parametrize("between", [b"x", b"\x1b[A", b"\x1bOS", START + b"x" + END])
def test_only_the_first_key_after_esc_may_have_been_alt(between):
    line = Line().send(b"\x1b").wait(0.15).send(between).wait(0.05).send(b"d")
    assert line.said[-1] == "d"
    assert not isinstance(line.events[-1], KeyAfterEscape)


def test_of_letters_that_come_together_after_esc_only_the_first_may_have_been_alt():
    line = Line().send(b"\x1b").wait(0.15).send("được".encode())
    assert [isinstance(event, KeyAfterEscape) for event in line.events[-4:]] == [
        True,
        False,
        False,
        False,
    ]


def test_an_arrow_cut_behind_its_esc_is_the_arrow():
    assert without_escape(told(b"\x1b", b"[A")) == ["up"]
    assert without_escape(told(b"\x1b", b"[", b"1;5D")) == ["ctrl+left"]
    assert without_escape(told(b"\x1b", b"OP")) == ["f1"]


@pytest.mark.parametrize("text", ["[1] a", "[a]", "[", "[2", "[]", "]x", "P1 và", "On", "OK", "_a"])
def test_what_a_hand_writes_after_esc_is_all_there(text):
    line = Line().send(b"\x1b").wait(0.2)
    for char in text:
        line.send(char.encode()).wait(0.1)
    found = [
        event.character if isinstance(event, events.Key) else event for event in line.wait(3).events
    ]
    assert found == ["\x1b", *text]


@pytest.mark.parametrize("char", "[]OPX^_")
def test_alt_and_what_begins_a_sequence_keeps_no_letter_after_it(char):
    said = told(b"\x1b" + char.encode(), b"d", b"x")
    assert said[1:] == ["d", "x"]
    assert said[0].startswith("alt+")
    assert told(b"\x1b" + char.encode()) == said[:1]


# ---------------------------------------------------------------- answers of the terminal

ANSWERS = {
    "DA1": b"\x1b[?62;4;22c",
    "DA2": b"\x1b[>41;354;0c",
    "cursor": b"\x1b[12;34R",
    "mode": b"\x1b[?1049;2$y",
    "status": b"\x1b[0n",
    "colour scheme": b"\x1b[?997;1n",
    "keyboard": b"\x1b[?7u",
    "modify keys": b"\x1b[>4;2m",
    "size": b"\x1b[8;24;80t",
    "resize": b"\x1b[48;24;80;480;800t",
    "focus": b"\x1b[I",
    "foreground": b"\x1b]10;rgb:ffff/ffff/ffff\x07",
    "background": b"\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\",
    "palette": b"\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    "version": b"\x1bP>|XTerm(370)\x1b\\",
    "setting": b"\x1bP1$r0m\x1b\\",
    "capability": b"\x1bP1+r544e=787465726d\x1b\\",
    "DA3": b"\x1bP!|7E565445\x1b\\",
    "graphics": b"\x1b_Gi=31;OK\x1b\\",
}
UNKNOWN = {
    "CSI": b"\x1b[1;2;3;4x",
    "CSI with '": b"\x1b[1'w",
    "SS3": b"\x1bO5P",
    "OSC": b"\x1b]777;notify;d;d\x07",
    "OSC of letters": b"\x1b]lxterm d\x1b\\",
    "clipboard": b"\x1b]52;c;" + base64.b64encode(bytes(300_000)) + b"\x07",
    "DCS": b"\x1bPqdddd\x1b\\",
    "APC": b"\x1b_dddd\x1b\\",
    "PM": b"\x1b^dddd\x1b\\",
    "SOS": b"\x1bXdddd\x1b\\",
    "cancelled": b"\x1bPdddd\x18",
}


def is_silent(said: list[str]) -> bool:
    """Tell whether nothing of it is a key or a text."""
    return {*said} <= {"AppFocus", "CursorPosition", "Resize", "TerminalSupports", "f3", "f1"}


@pytest.mark.parametrize("answer", [*ANSWERS.values(), *UNKNOWN.values()], ids=[*ANSWERS, *UNKNOWN])
def test_an_answer_types_nothing(answer):
    assert is_silent(Line().send(answer).said)
    assert told(b"a" + answer + b"b")[-1] == "b"
    if len(answer) < 100:
        for start, end in cuts(answer):
            assert is_silent(told(start, end)), (start, end)
            assert is_silent(told(start, end, pause=1.0)), (start, end)


@pytest.mark.parametrize(
    ("answer", "pause"),
    [
        pytest.param(answer, pause, id=f"{name}, {pause}")
        for name, answer in ANSWERS.items()
        for pause in (SLOW, 0.8)
        if len(answer) * pause < STRING_PATIENCE  # else it would swallow a text, if it had no end
    ],
)
def test_an_answer_that_comes_byte_by_byte_types_nothing(answer, pause):
    said = told(*[answer[at : at + 1] for at in range(len(answer))], pause=pause)
    assert is_silent(without_escape(said)), said


@pytest.mark.parametrize("answer", [*ANSWERS.values()], ids=[*ANSWERS])
def test_an_answer_cut_behind_its_esc_types_nothing(answer):
    said = told(b"\x1b", answer[1:])
    assert is_silent(without_escape(said)), said


@pytest.mark.parametrize(
    "begin",
    [b"\x1b[", b"\x1b[1;", b"\x1b[M", b"\x1bO", b"\x1b]11;r", b"\x1bP>|x", b"\x1b_G", b"\x1b^a"],
)
def test_what_never_ends_makes_nobody_deaf(begin):
    line = Line().send(begin).wait(2).send(b"x")
    assert line.said[-1] == "x"
    assert Line().send(begin).wait(0.3).send(b"\x11").said[-1] == "ctrl+q"
    assert Line().send(begin).wait(0.3).send(b"\x1b[B").said[-1] == "down"
    line = Line().send(begin)
    for char in "abcdefghijklmnopqrstuvwxyz" * 3:  # fast, without a pause
        line.wait(0.1).send(char.encode())
    assert line.said[-20:] == [*"ghijklmnopqrstuvwxyz"]


def test_an_esc_taken_back_is_told_before_what_it_began():
    line = Line().send(b"\x1b").wait(SLOW).send(START[1:] + b"a" + END)
    assert [type(event) for event in line.events] == [events.Key, EscapeWasNone, events.Paste]
