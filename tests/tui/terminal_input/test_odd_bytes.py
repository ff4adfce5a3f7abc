"""Bytes that are no text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events

from .line import END, SLOW, START, Line, told


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
