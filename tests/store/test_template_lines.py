"""The line that a wrong template names: for any way to write TOML."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from store import templates
from store.errors import DeskError, InvalidValueError
from store.templates.parser import checked
from store.toml_source import line_of

BUILT_IN = Path(templates.__file__).parent / "thang-cong-nhan.toml"

KEYS = st.text(alphabet="ab_-1 .ệ\"'\\#[=", min_size=1, max_size=5)
TEXTS = st.text(alphabet="ab1 ,]}#[{=\"'\\ệ\n\t", max_size=8)
SCALARS = TEXTS | st.integers(-9, 9) | st.booleans() | st.just(1.5)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=5)


class Hand:
    """Writes TOML as people do, each time otherwise, and knows the line of each place."""

    def __init__(self, draw) -> None:
        self._draw = draw
        self.text = ""
        self.lines: dict[tuple, int] = {}

    def _one_of(self, *choices: str) -> str:
        return self._draw(st.sampled_from(choices))

    def _here(self, place) -> None:
        self.lines.setdefault(place, self.text.count("\n") + 1)

    def write(self, document) -> None:
        tables = {k: v for k, v in document.items() if is_table(v) and self._draw(st.booleans())}
        for key, value in document.items():
            if key not in tables:
                self._pair((), key, value)
                self.text += self._one_of("\n", "\n\n", " # x = [\n", "\r\n")
        for key, value in tables.items():
            self._table(key, value)

    def _pair(self, place, key, value) -> None:
        self._here((*place, key))
        self.text += self._key(key) + self._one_of("=", " = ", "\t=  ")
        self._value((*place, key), value)

    def _key(self, key: str) -> str:
        plain = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
        if plain and self._draw(st.booleans()):
            return key
        if "'" not in key and self._draw(st.booleans()):
            return f"'{key}'"
        return quoted(key)

    def _value(self, place, value) -> None:
        if isinstance(value, dict):
            self._inline_table(place, value)
        elif isinstance(value, list):
            self._array(place, value)
        elif isinstance(value, str):
            self.text += self._string(value)
        else:
            self.text += tomli_w.dumps({"k": value}).removeprefix("k = ").strip()

    def _string(self, value: str) -> str:
        ways = [quoted(value)]
        if "'" not in value and "\n" not in value:
            ways.append(f"'{value}'")
        if "'" not in value:
            ways.append(f"'''\n{value}'''")
        if "\\" not in value and '"""' not in value and not value.endswith('"'):
            ways.append(f'"""\n{value}"""')
        if "\\" not in value and value.endswith('"') and '"""' not in value[:-1] + "x":
            ways.append(f'"""\n{value}"""' if value.count('"') == 1 else quoted(value))
        return self._one_of(*ways)

    def _array(self, place, value) -> None:
        self.text += "["
        for number, one in enumerate(value):
            self.text += self._one_of("", " ", "\n", "\n  # ] } a comment\n\t")
            self._here((*place, number))
            self._value((*place, number), one)
            last = number == len(value) - 1
            self.text += self._one_of(",", "\n ,") if not last else self._one_of("", ",")
        self.text += self._one_of("", "\n", " # end\n") + "]"

    def _inline_table(self, place, value) -> None:
        self.text += "{" + self._one_of("", " ")
        for number, (key, one) in enumerate(value.items()):
            self.text += ", " if number else ""
            self._pair(place, key, one)
        self.text += self._one_of("", " ") + "}"

    def _table(self, key, value) -> None:
        many = isinstance(value, list)
        for number, one in enumerate(value if many else [value]):
            place = (key, number) if many else (key,)
            self._here((key,))
            self._here(place)
            opening, closing = ("[[", "]]") if many else ("[", "]")
            self.text += opening + self._one_of("", " ") + self._key(key) + closing
            self.text += self._one_of("\n", " # [x]\n")
            for name, inner in one.items():
                self._pair(place, name, inner)
                self.text += self._one_of("\n", "\n\n")


def quoted(text: str) -> str:
    """Return a basic string."""
    return tomli_w.dumps({"k": text}).removeprefix("k = ").rstrip("\n")


def is_table(value) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
    )


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(DOCUMENTS, st.data())
def test_each_place_is_found_however_it_is_written(document, data):
    hand = Hand(data.draw)
    hand.write(document)
    assert tomllib.loads(hand.text) == document
    for place, line in hand.lines.items():
        assert line_of(hand.text, place) == line, (place, hand.text)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        KEYS,
        st.recursive(
            st.none(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
            max_leaves=10,
        ),
        max_size=4,
    )
)
def test_each_value_is_found_in_what_tomli_w_writes(shape):
    count = 0
    marks = {}

    def marked(value, place):
        nonlocal count
        if isinstance(value, dict):
            return {key: marked(one, (*place, key)) for key, one in value.items()}
        if isinstance(value, list):
            return [marked(one, (*place, number)) for number, one in enumerate(value)]
        count += 1
        marks[place] = f"mark{count:04d}"
        return marks[place]

    text = tomli_w.dumps(marked(shape, ()))
    lines = text.split("\n")
    for place, mark in marks.items():
        assert mark in lines[line_of(text, place) - 1]


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ("a.b.c = 1\n[x]\ny = 2", ("a", "b", "c"), 1),
        ("[a]\n[a.b]\n\nc = 1", ("a", "b", "c"), 4),
        ("[[a]]\n[[a.b]]\nc=1\n[[a.b]]\nc=2\n[[a]]\n[[a.b]]\nc=3", ("a", 0, "b", 1, "c"), 5),
        ("[[a]]\n[[a.b]]\nc=1\n[[a.b]]\nc=2\n[[a]]\n[[a.b]]\nc=3", ("a", 1, "b", 0, "c"), 8),
        ('[ a . "b c" ]\nd = 1979-05-27 07:32:00 # x\ne = 1', ("a", "b c", "e"), 3),
        ('a = """\nx = 1\n"""""\nb = 1', ("b",), 4),
        ("a = 1\nb = 2", ("b", "no", "such"), 2),
        ("a = 1\nb = 2", ("no",), 1),
        ("", (), 1),
    ],
)
def test_places(text, place, line):
    tomllib.loads(text)
    assert line_of(text, place) == line


def test_a_wrong_file_of_a_thousand_lines_is_refused_at_once():
    good = BUILT_IN.read_text(encoding="utf-8")
    start = good.index("[[tasks]]")
    long = good + good[start:] * 2 + '\n[[tasks]]\ntitle = "x"\nphase = "tham mưu"\ndue = "31.2"\n'
    assert long.count("\n") > 1000
    began = time.process_time()
    with pytest.raises(InvalidValueError) as caught:
        checked(long, Path("dài.toml"))
    took = time.process_time() - began
    assert caught.value.values["line"] == long.count("\n")
    assert str(caught.value).startswith(f"dài.toml, line {long.count(chr(10))} (tasks 118, due): ")
    assert took < 0.3


@pytest.mark.parametrize(
    ("more", "line", "said"),
    [
        ('topics = [\n  "a",\n  "",\n]\n', 5, "(topics 2): this must not be empty."),
        ('[channels]\na = ["b"]\n"c d" = "e"\n', 5, "(channels, c d): this must be a list"),
        ('peaks = [\n{ name = "x" },\n{ naem = "y" },\n]\n', 5, "(peaks 2, naem): a template has"),
        ("sync_hours = 100000000000000000000\n", 3, "(sync_hours): this must be at most 99999."),
        ('[[tasks]]\ntitle = "x"\noffset = -1000000\n', 5, "(tasks 1, offset): this must be at l"),
        ('[[tasks]]\ntitle = "x"\ntime = "22:30+07:00"\n', 5, "(tasks 1, time): this is not a t"),
        ('sync_groups = ["a"]\n', 3, "(sync_groups): this must have 2 entries, not 1."),
        (
            '[[tasks]]\ntitle = "x"\npriority = "urgent"\n',
            5,
            "(tasks 1, priority): this cannot be “urgent”; it is one of: low, usual, high.",
        ),
        ('[[tasks]]\ntitle = "x"\ntime = "22h"\n', 5, "(tasks 1, time): this is not a time of day"),
        ('[[tasks]]\ntitle = "x"\nrepeat = "mai"\n', 5, "(tasks 1, repeat): “mai” is not a repet"),
        ('[[tasks]]\ntitle = "x"\nuntil = "1.6"\n', 5, "(tasks 1, until): a last day needs a rep"),
        ('[[tasks]]\ntitle = "x"\nanchor = "Lễ"\n', 5, "(tasks 1, anchor): “Lễ” is not among the"),
        ('[[tasks]]\ntitle = "x"\nafter = [\n"y"]\n', 6, "(tasks 1, after 1): “y” is not among"),
        (
            '[[tasks]]\ntitle = "x"\nkey = "k"\n[[tasks]]\ntitle = "y"\nkey = "k"\n',
            8,
            "(tasks 2, key): another task has the key “k” already.",
        ),
        (
            '[[tasks]]\ntitle = "x"\nkey = "a"\nafter = ["b"]\n'
            '[[tasks]]\ntitle = "y"\nkey = "b"\nafter = ["a"]\n',
            6,
            "(tasks 1, after): “x” would wait for itself: x → y → x.",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(more, line, said):
    with pytest.raises(InvalidValueError) as caught:
        checked('version = 2\nname = "n"\n' + more, Path("mine.toml"))
    assert str(caught.value).startswith(f"mine.toml, line {line} {said}")


def test_brackets_without_end_are_a_sentence():
    with pytest.raises(InvalidValueError, match="too deep"):
        checked("a = " + "[" * 100_000, Path("mine.toml"))


def test_a_number_without_end_is_a_sentence():
    with pytest.raises(InvalidValueError, match="is not TOML"):
        checked("a = " + "1" * 5_000, Path("mine.toml"))


def test_of_the_folder_of_ones_own_also_wrong_ones_are_told(tmp_path):
    for name, text in {
        "b.toml": 'name = "Mùa sen {year}"\n[channels]\nx = 1\n',
        "deep.toml": "a = " + "[" * 100_000,
        "long.toml": "a = " + "1" * 5_000,
        "no.toml": "name = ",
        "c.txt": "",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "folder.toml").mkdir()
    found = {one.path.name: one.title for one in templates.known(tmp_path)}
    assert found == {
        "b.toml": "Mùa sen {year}",
        "deep.toml": "deep",
        "folder.toml": "folder",
        "long.toml": "long",
        "no.toml": "no",
    }
    assert templates.known(tmp_path / "none") == []


def test_a_home_folder_that_is_none():
    with pytest.raises(DeskError, match="There is no home folder"):
        templates.load("~nobody-at-all/x.toml")


def test_a_name_of_too_many_names_is_told_with_its_line():
    text = 'name = "Mùa sen"\n' + "a." * 60 + "b = 1\n\n# cuối\n"
    with pytest.raises(InvalidValueError, match=r"line 2 has too many names separated by dots\.$"):
        checked(text, Path("sen.toml"))
