"""Telex and VNI: what keys become."""

from itertools import permutations
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.input_method.composer import Composer
from store.input_method.composition import composed, ended

_ONSETS = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
ONSETS = _ONSETS.split(" ")
ENDINGS = {
    "a": "/c/ch/i/m/n/ng/nh/o/p/t/u/y",
    "ă": "c/m/n/ng/p/t",
    "â": "c/m/n/ng/p/t/u/y",
    "e": "/c/m/n/ng/o/p/t",
    "ê": "/ch/m/n/nh/p/t/u",
    "i": "/a/ch/m/n/nh/p/t/u/êc/êm/ên/êng/êp/êt/êu",
    "o": "/c/i/m/n/ng/p/t/a/ac/ach/ai/am/an/ang/anh/ao/at/ay/ăc/ăm/ăn/ăng/ăt/e/en/eo/et",
    "ô": "/c/i/m/n/ng/p/t",
    "ơ": "/i/m/n/p/t",
    "u": "/a/c/i/m/n/ng/p/t/ân/âng/ât/ây/ê/êch/ênh/ôc/ôi/ôm/ôn/ông/ôt/ơ",
    "uy": "/a/ch/nh/t/u/ên/êt",
    "ư": "/a/c/i/ng/t/u",
    "ươ": "c/i/m/n/ng/p/t/u",
    "y": "/êm/ên/êng/êt/êu",
}
RHYMES = [start + end for start, ends in ENDINGS.items() for end in ends.split("/")]
FRONT = tuple("eêiy")
TONES = {"": "", "s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES = {"": "", "s": "1", "f": "2", "r": "3", "x": "4", "j": "5"}
TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}


def spelled(onset, rhyme):
    """Whether a syllable is written so: ngh before i, ng before a; qu and gi without a second."""
    if rhyme == "uơ":
        return onset in ("h", "kh", "th")  # elsewhere "uow" is the beginning of ươ
    if onset in ("gh", "ngh", "k"):
        return rhyme.startswith(FRONT)
    if onset in ("c", "g", "ng"):
        return not rhyme.startswith(FRONT)
    if onset in ("qu", "gi"):
        return not rhyme.startswith(("u", "o", "ư", "i", "y")) and not rhyme.startswith("iê")
    return not rhyme.startswith(("y", "yê")) or not onset or rhyme == "y"


SYLLABLES = [(o, r) for o in ONSETS for r in RHYMES if spelled(o, r)]


def toned(onset, rhyme, mark):
    """A syllable with its tone where the house has it, by the rule of the old style."""
    vowels = len(rhyme) - len(rhyme.lstrip("aăâeêioôơuưy"))
    marked = [n for n, char in enumerate(rhyme) if char in TELEX]
    at = marked[-1] if marked else vowels - 1 if len(rhyme) > vowels else (vowels > 2)
    return normalize("NFC", onset + rhyme[: at + 1] + mark + rhyme[at + 1 :])


def every_syllable():
    for onset, rhyme in SYLLABLES:
        stops = rhyme.endswith(("c", "ch", "p", "t"))
        for tone in "sj" if stops else TONES:
            yield onset, rhyme, tone


def keys(text, table):
    return "".join(table.get(char, char) for char in text)


def test_each_syllable_is_typed_by_its_keys():
    count = 0
    for onset, rhyme, tone in every_syllable():
        wanted = toned(onset, rhyme, TONES[tone])
        telex = keys(onset + rhyme, TELEX) + tone
        vni = keys(onset + rhyme, VNI) + VNI_TONES[tone]
        assert (composed(telex), ended(telex)) == (wanted, wanted), telex
        assert (composed(vni, "vni"), ended(vni, "vni")) == (wanted, wanted), vni
        assert ended(telex.upper()) == wanted.upper()
        count += 1
    assert count > 10_000


def test_marks_are_typed_at_any_place_behind_their_letter():
    """All of them at the end, in any order: "tiengse", "tienges"."""
    for onset, rhyme, tone in every_syllable():
        marks = [TELEX[char][1] for char in onset + rhyme if char in TELEX]
        if "ươ" in rhyme:
            marks.remove("w")  # one w marks both
        bare = keys(onset + rhyme, {char: two[0] for char, two in TELEX.items()})
        wanted = toned(onset, rhyme, TONES[tone])
        for order in permutations([*marks, *tone]):
            assert ended(bare + "".join(order)) == wanted, (bare, order)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("tieesng", "tiếng"),
        ("hoaf", "hòa"),
        ("aaa", "aa"),
        ("ass", "as"),
        ("eee", "ee"),
        ("ooo", "oo"),
        ("ddd", "dd"),
        ("uww", "uw"),
        ("uoww", "uow"),
        ("ww", "w"),
        ("tesst", "test"),
        ("tieengss", "tiêngs"),
        ("w", "ư"),
        ("Toansz", "Toan"),
        ("asf", "à"),
        ("DDawsk", "Đắk"),
        ("LDDLDD", "LĐLĐ"),
        ("ddc", "đc"),
        ("gooongf", "goòng"),
        ("thuowr", "thuở"),
        ("thuowng", "thương"),
        ("dduwowcj", "được"),
        ("dduwocj", "được"),
        ("VIEETJ", "VIỆT"),
        ("Vieetj", "Việt"),
        ("Windows", "Windows"),
        ("Facebook", "Facebook"),
        ("web", "web"),
        ("class", "class"),
        ("data", "data"),
        ("Microsoft", "Microsoft"),
    ],
)
def test_what_stays_of_a_word(typed, shown):
    assert ended(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("a66", "a6"), ("a11", "a1"), ("d99", "d9"), ("LD9LD9", "LĐLĐ"), ("COVID19", "COVID19")],
)
def test_what_stays_of_a_word_by_vni(typed, shown):
    assert ended(typed, "vni") == shown


def test_the_tone_of_the_modern_style():
    for typed, old, modern in (("hoaf", "hòa", "hoà"), ("khoer", "khỏe", "khoẻ")):
        assert (composed(typed), composed(typed, modern=True)) == (old, modern)
    assert composed("thuyr", modern=True) == "thuỷ"
    assert composed("quys", modern=True) == "quý"
    assert composed("hoanf", modern=True) == "hoàn"
    assert composed("muas", modern=True) == "múa"


def test_no_word_is_slow_or_raises_whatever_is_typed():
    @given(st.text("abcdđeghinoôơstuưwxyzfrj0123456789ÂẾ", max_size=30))
    def check(typed):
        for method in ("telex", "vni"):
            assert ended(typed, method) is not None
            assert normalize("NFC", composed(typed, method)) == composed(typed, method)

    check()


# ---------------------------------------------------------------- in a text


def text_of(composer, typed, before=""):
    for key in typed:
        if key == "⌫":
            composer.forget()
            before = before[:-1]
            continue
        for back, letters in (composer.finished(before, key), composer.typed(before, key)):
            before = before[: len(before) - back] + letters
    return before


def composing(method="telex"):
    composer = Composer()
    composer.method = method
    return composer


def test_a_sentence():
    typed = "Bwax cowm ca ddeem owr nhaf mays Windows cos data."
    assert text_of(composing(), typed) == "Bữa cơm ca đêm ở nhà máy Windows có data."
    typed = "Co6ng d9oa2n co1 12 ngu7o7i2, na8m 2026"
    assert text_of(composing("vni"), typed) == "Công đoàn có 12 người, năm 2026"


def test_a_word_that_stands_there_is_typed_on():
    assert text_of(composing(), "s", "tiêng") == "tiếng"
    assert text_of(composing(), "n", "hòa") == "hoàn"
    assert text_of(composing(), "f", "Bữa cơm ngon la") == "Bữa cơm ngon là"


def test_a_backspace_takes_one_letter_that_is_shown():
    assert text_of(composing(), "tieengs⌫⌫f") == "tiề"
    assert text_of(composing(), "ddeem⌫⌫⌫") == ""


def test_what_was_there_is_not_changed_by_a_blank_behind_it():
    assert text_of(composing(), " ", "đươc") == "đươc "
    assert text_of(composing(), ". ", "data dât") == "data dât. "


@given(st.text(max_size=20), st.characters())
def test_off_it_changes_nothing(before, key):
    composer = Composer()
    assert composer.finished(before, key) == (0, "")
    assert composer.typed(before, key) == (0, key)
