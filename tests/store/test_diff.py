"""The difference between two texts: by chữ, exact, and readable."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.articles.diff import Piece, Row, marked, pieces, side_by_side, size
from store.text import count_words

WORDS = ["quà", "công", "nhân", "Đoàn", "1.250", "xe", "về", "quê", normalize("NFD", "quà"), "🎁"]
GLUE = [" ", " ", " ", "\xa0", ", ", ".", " – ", "\n", "\n\n", "\r\n\r\n", "  ", "", "“", "”"]

prose = st.lists(st.sampled_from(WORDS + GLUE), max_size=40).map("".join)
any_text = st.one_of(prose, st.text(max_size=40), st.text("ab \n.,\r", max_size=30))
fast = settings(deadline=None, max_examples=300)


@st.composite
def edited(draw):
    """A text, and what an editor made of it in a few places."""
    words = draw(st.lists(st.sampled_from(WORDS + GLUE), max_size=60))
    new = list(words)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(new)))
        end = draw(st.integers(start, min(start + 3, len(new))))
        new[start:end] = draw(st.lists(st.sampled_from(WORDS + GLUE), max_size=3))
    return "".join(words), "".join(new)


pairs = st.one_of(st.tuples(any_text, any_text), edited())


def without(kind, found):
    return "".join(piece.text for piece in found if piece.kind != kind)


def letters(count, prefix="từ"):
    """As many words as are asked for, no two alike."""
    return [f"{prefix}{number}" for number in range(count)]


# --- pieces


@fast
@given(pairs)
def test_both_texts_can_be_put_together_again(pair):
    old, new = pair
    found = pieces(old, new)
    assert without("added", found) == old
    assert without("removed", found) == new


@fast
@given(pairs)
def test_pieces_are_as_long_as_they_can_be_and_removed_comes_first(pair):
    found = pieces(*pair)
    assert all(piece.text for piece in found)
    for one, next_one in pairwise(found):
        assert one.kind != next_one.kind
        assert (one.kind, next_one.kind) != ("added", "removed")
        if (one.kind, next_one.kind) == ("removed", "added"):
            assert one.text != next_one.text


@fast
@given(pairs)
def test_white_space_alone_parts_no_changes(pair):
    inner = pieces(*pair)[1:-1]
    assert all(piece.text.strip() for piece in inner if piece.kind == "same")


@fast
@given(any_text)
def test_a_text_does_not_differ_from_itself(text):
    assert pieces(text, text) == ([Piece("same", text)] if text else [])


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", ""),
        ("", "Tổ may", "{+Tổ may+}"),
        ("Tổ may", "", "[-Tổ may-]"),
        ("trao suất quà", "trao phần quà", "trao [-suất-]{+phần+} quà"),
        ("trao quà", "trao phần quà", "trao {+phần +}quà"),
        ("trao suất quà", "trao quà", "trao [-suất -]quà"),
        ("trao quà", "trao quà Tết", "trao quà{+ Tết+}"),
        # the mark and not the word; each mark for itself
        ("nhận quà, về quê", "nhận quà. Về quê", "nhận quà[-, về-]{+. Về+} quê"),
        ("nhận quà,\nvề quê", "nhận quà.\nvề quê", "nhận quà[-,-]{+.+}\nvề quê"),
        ("“Vé xe”, chị nói", "“Vé xe”. chị nói", "“Vé xe”[-,-]{+.+} chị nói"),
        # whole words, also where only letters differ, and numbers in one
        ("công nhân", "công nhận", "công [-nhân-]{+nhận+}"),
        ("có 1.250 suất", "có 1.280 suất", "có [-1.250-]{+1.280+} suất"),
        ("lớp COVID-19 mở", "lớp COVID-20 mở", "lớp [-COVID-19-]{+COVID-20+} mở"),
        # a phrase written anew is one phrase, with its spaces
        ("a một hai b", "a ba bốn b", "a [-một hai-]{+ba bốn+} b"),
        ("a một\n\nhai b", "a ba\n\nbốn b", "a [-một\n\nhai-]{+ba\n\nbốn+} b"),
        # white space counts
        ("một hai", "một\xa0hai", "một[- -]{+\xa0+}hai"),
        ("a\nb\n", "a\r\nb\r\n", "a[-\n-]{+\r\n+}b[-\n-]{+\r\n+}"),
        ("a b", "a b\n", "a b{+\n+}"),
        # paragraphs
        ("một hai\n\nba bốn", "một hai\n\nmới\n\nba bốn", "một hai\n\n{+mới\n\n+}ba bốn"),
        ("một hai\n\nba bốn", "ba bốn", "[-một hai\n\n-]ba bốn"),
        ("một hai ba bốn", "một hai\n\nba bốn", "một hai[- -]{+\n\n+}ba bốn"),
    ],
)
def test_what_a_reader_sees(old, new, shown):
    assert marked(pieces(old, new)) == shown


def test_normal_forms_differ_where_their_letters_do():
    composed, decomposed = "nhận quà về", normalize("NFD", "nhận quà về")
    assert pieces(composed, composed.replace("quà", normalize("NFD", "quà"))) == [
        Piece("same", "nhận "),
        Piece("removed", "quà"),
        Piece("added", normalize("NFD", "quà")),
        Piece("same", " về"),
    ]
    assert pieces(composed, decomposed)[0].text == composed


def test_a_decomposed_letter_is_never_cut():
    old, new = (normalize("NFD", text) for text in ("một tỉ đồng", "một tỷ đồng, rồi"))
    shown = marked(pieces(old, new))
    assert shown == normalize("NFD", "một [-tỉ-]{+tỷ+} đồng{+, rồi+}")


def test_an_edited_sentence_keeps_what_has_stayed():
    old = " ".join(letters(40))
    new = old.replace("từ9 ", "mới ").replace("từ30 ", "")
    changes = [piece for piece in pieces(old, new) if piece.kind != "same"]
    assert changes == [Piece("removed", "từ9"), Piece("added", "mới"), Piece("removed", "từ30 ")]


def test_what_shares_little_was_written_anew():
    old = " ".join([*letters(10), "của", *letters(10, "cũ")])
    new = " ".join([*letters(10, "mới"), "của", *letters(10, "khác")])
    assert pieces(old, new) == [Piece("removed", old), Piece("added", new)]


def test_few_words_among_short_changes_do_not_make_an_edit():
    old, new = "a b c của d e f và g h i", "m n o của p q r và s t u"
    assert pieces(old, new) == [Piece("removed", old), Piece("added", new)]
    assert len(pieces("a b của d e và g", "m n của p q và s")) == 8


def test_a_word_met_by_chance_between_long_changes_is_not_kept():
    stays = letters(20)
    old = " ".join([*stays, *letters(8, "cũ"), "của", *letters(8, "xưa"), *stays])
    new = " ".join([*stays, *letters(8, "mới"), "của", *letters(8, "nay"), *stays])
    assert [piece.kind for piece in pieces(old, new)] == ["same", "removed", "added", "same"]


def test_the_same_word_between_short_changes_is_kept():
    assert marked(pieces("trao 1.250 suất quà", "tặng 1.250 phần quà")) == (
        "[-trao-]{+tặng+} 1.250 [-suất-]{+phần+} quà"
    )


def test_texts_too_long_to_align_differ_as_a_whole():
    old, new = "a b " * 3000 + "x", "b b a " * 2000 + "y"
    assert pieces(old, new) == [Piece("removed", old), Piece("added", new)]


# --- size


@pytest.mark.parametrize(
    ("old", "new", "added", "removed"),
    [
        ("", "", 0, 0),
        ("", "ba chữ này", 3, 0),
        ("ba chữ – này", "", 0, 3),
        ("quà, xe", "quà. xe", 0, 0),
        ("quà quà quà", "quà", 0, 2),
        ("một hai", "hai một", 0, 0),
        ("công nhân", "công nhận xa", 2, 1),
        ("một, hai", "(một) hai ba", 1, 0),
    ],
)
def test_size_counts_words(old, new, added, removed):
    assert size(old, new) == (added, removed)


@fast
@given(pairs)
def test_size_counts_the_chu_as_the_desk_does(pair):
    old, new = pair
    added, removed = size(old, new)
    assert added - removed == count_words(new) - count_words(old)
    assert (removed, added) == size(new, old)
    assert size("", new) == (count_words(new), 0)


@fast
@given(st.lists(st.sampled_from(WORDS)), st.lists(st.sampled_from(WORDS)))
def test_size_is_the_difference_of_the_words(old, new):
    old, new = ([word for word in words if word != "🎁"] for words in (old, new))
    more, less = Counter(new) - Counter(old), Counter(old) - Counter(new)
    assert size(" ".join(old), "\n".join(new)) == (more.total(), less.total())


# --- two columns


def texts(rows):
    """Each row as two strings, None where nothing stands."""

    def line(side):
        return "".join(piece.text for piece in side) if side else None

    return [(line(row.left), line(row.right)) for row in rows]


@fast
@given(pairs)
def test_the_columns_are_the_texts(pair):
    rows = side_by_side(pieces(*pair))
    for column, text in zip(zip(*texts(rows), strict=True), pair, strict=True):
        assert "\n".join(line for line in column if line is not None) == text
    for row in rows:
        assert row.left or row.right
        assert "added" not in {piece.kind for piece in row.left}
        assert "removed" not in {piece.kind for piece in row.right}


@fast
@given(any_text)
def test_equal_texts_stand_line_by_line(text):
    assert texts(side_by_side(pieces(text, text))) == [(line, line) for line in text.split("\n")]


def test_a_new_paragraph_stands_opposite_nothing():
    assert texts(side_by_side(pieces("một hai\n\nba bốn", "một hai\n\nmới\n\nba bốn"))) == [
        ("một hai", "một hai"),
        ("", ""),
        (None, "mới"),
        (None, ""),
        ("ba bốn", "ba bốn"),
    ]


def test_a_dropped_paragraph_stands_opposite_nothing():
    assert texts(side_by_side(pieces("một hai\nba bốn\nnăm", "một hai\nnăm"))) == [
        ("một hai", "một hai"),
        ("ba bốn", None),
        ("năm", "năm"),
    ]


def test_an_edited_paragraph_stands_opposite_itself_behind_a_new_one():
    old = "một hai ba bốn năm"
    new = "bảy tám\n\nmột hai ba bốn sáu"
    assert texts(side_by_side(pieces(old, new))) == [
        (None, "bảy tám"),
        (None, ""),
        (old, "một hai ba bốn sáu"),
    ]


def test_paragraphs_written_anew_are_paired_in_their_order():
    assert texts(side_by_side(pieces("a\nb\nc\nhết", "x\ny\nhết"))) == [
        ("a", "x"),
        ("b", "y"),
        ("c", None),
        ("hết", "hết"),
    ]


def test_a_paragraph_cut_in_two_stands_opposite_its_first_part():
    assert texts(side_by_side(pieces("một hai ba bốn", "một hai\nba bốn"))) == [
        ("một hai ba bốn", "một hai"),
        (None, "ba bốn"),
    ]


def test_two_paragraphs_made_one_stand_opposite_it_once():
    assert texts(side_by_side(pieces("một hai\nba bốn\nhết", "một hai ba bốn\nhết"))) == [
        ("một hai", "một hai ba bốn"),
        ("ba bốn", None),
        ("hết", "hết"),
    ]


def test_a_row_says_what_differs():
    assert side_by_side(pieces("trao quà", "tặng quà")) == [
        Row(
            (Piece("removed", "trao"), Piece("same", " quà")),
            (Piece("added", "tặng"), Piece("same", " quà")),
        )
    ]


def test_a_blank_line_is_a_line():
    blank = (Piece("same", ""),)
    assert side_by_side(pieces("", "")) == [Row(blank, blank)]
    assert side_by_side(pieces("a", "a\n"))[-1] == Row((), blank)
