"""First drafts of versions, what they are too long for, and what has changed since."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.article_parts import MadeOf
from store.articles.drafts import Beside, Draft, draft, hashtag
from store.articles.limits import findings, size_of
from store.articles.sentences import sentences
from store.articles.shapes import shape_of
from store.articles.updates import hunks, taken_over
from store.channels import Channel, Shape
from store.records import Source

TEXT = MadeOf(
    headline="Tổ may số 7 tặng 1.250 suất quà",
    body=(
        "Hà Nội – Sáng 18.4, tổ may số 7 trao 1.250 suất quà. Ba khu nhà trọ cùng nhận.\n\n"
        "Mỗi suất có gạo, dầu ăn. “Vé xe là thứ mọi người mừng nhất”, chị Lê Thu nói.\n\n"
        "Đợt hai mở ngày 28.4."
    ),
)
BESIDE = Beside(
    slogan="An toàn từng ca làm",
    topics=("an toàn, vệ sinh lao động", "cứu trợ"),
    campaign="Tháng Công nhân 2027",
    sources=(
        Source(who="Lê Thu", when="sáng 18.4", where="khu nhà trọ Bắc"),
        Source(who="Trần An", when="sáng 18.4"),
    ),
    link="https://bao.example/qua",
    as_spoken=lambda text: text.replace("18.4", "ngày mười tám tháng tư"),
)
LEAD, SECOND, THIRD = TEXT.body.split("\n\n")


def made(shape, beside=BESIDE, text=TEXT, **fields):
    return draft(text, Channel("kênh", shape=shape, **fields), beside)


@pytest.mark.parametrize("shape", [Shape.NEWSPAPER, Shape.SITE])
def test_newspaper_and_site_have_the_whole_text(shape):
    assert made(shape) == Draft(TEXT.headline, (LEAD, SECOND, THIRD))
    assert made(shape).body == TEXT.body


@pytest.mark.parametrize("shape", [Shape.RADIO, Shape.LOUDSPEAKER])
def test_what_is_for_the_ear_is_written_as_it_is_spoken_within_its_formulas(shape):
    found = made(shape, opening="Kính chào anh chị em.", closing="Xin hết.")
    assert found.paragraphs[0] == "Kính chào anh chị em."
    assert "ngày mười tám tháng tư" in found.paragraphs[1]
    assert found.paragraphs[-1] == "Xin hết."
    assert len(found.paragraphs) == 5


@pytest.mark.parametrize(
    ("written", "drafted"),
    [("46 bộ áo dài", "Bốn mươi sáu bộ áo dài"), ("áo dài 46 bộ", "áo dài bốn mươi sáu bộ")],
)
def test_a_headline_for_the_ear_begins_with_a_capital_letter_as_it_is_written(written, drafted):
    beside = Beside(as_spoken=lambda text: text.replace("46", "bốn mươi sáu"))
    text = MadeOf(headline=written, body="Lời.")
    assert draft(text, Channel("loa", shape=Shape.LOUDSPEAKER), beside).headline == drafted


def test_a_post_has_lead_link_and_hashtags():
    assert made(Shape.SOCIAL).paragraphs == (
        LEAD,
        "https://bao.example/qua",
        "#AnToànVệSinhLaoĐộng #CứuTrợ #ThángCôngNhân2027",
    )
    assert made(Shape.SOCIAL, hashtags=1).paragraphs[-1] == "#AnToànVệSinhLaoĐộng"
    assert made(Shape.SOCIAL, Beside(), hashtags=0).paragraphs == (LEAD,)


def test_a_notice_says_who_when_and_where():
    assert made(Shape.BOARD).paragraphs == (
        LEAD,
        "Ai: Lê Thu; Trần An",
        "Khi nào: sáng 18.4",
        "Ở đâu: khu nhà trọ Bắc",
    )
    assert made(Shape.BOARD, Beside()).paragraphs == (LEAD,)


def test_a_banner_is_the_headline_or_the_slogan_whichever_is_short_enough():
    assert made(Shape.BANNER, most_words=12).body == TEXT.headline
    assert made(Shape.BANNER, most_words=6).body == "An toàn từng ca làm"
    assert made(Shape.BANNER, most_words=3).body == TEXT.headline  # left to the editor, and marked
    assert made(Shape.BANNER, Beside(), most_words=3).body == TEXT.headline


def test_talking_points_are_the_first_sentences():
    assert made(Shape.TALK).paragraphs == (
        "– Hà Nội – Sáng 18.4, tổ may số 7 trao 1.250 suất quà.",
        "– Mỗi suất có gạo, dầu ăn.",
        "– Đợt hai mở ngày 28.4.",
    )


def test_an_item_of_the_bulletin_is_the_lead_and_one_paragraph():
    assert made(Shape.BULLETIN).paragraphs == (LEAD, SECOND)


@pytest.mark.parametrize("shape", Shape)
def test_nothing_makes_nothing_and_windows_lines_do_no_harm(shape):
    empty = MadeOf(headline="", body="\r\n\r\n")
    assert made(shape, Beside(), empty, opening="Mở.", closing="Kết.").body == ""
    windows = MadeOf(headline=TEXT.headline, body=TEXT.body.replace("\n", "\r\n"))
    assert made(shape, text=windows) == made(shape)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("báo in", Shape.NEWSPAPER),
        ("báo điện tử", Shape.SITE),
        ("trang tin", Shape.SITE),
        ("đài", Shape.RADIO),
        ("loa truyền thanh", Shape.LOUDSPEAKER),
        ("bảng tin", Shape.BOARD),
        ("bản tin công đoàn", Shape.BULLETIN),
        ("sinh hoạt", Shape.TALK),
        ("băng rôn", Shape.BANNER),
        ("Facebook", Shape.SOCIAL),
        ("Zalo", Shape.SOCIAL),
        ("thư ngỏ", Shape.NEWSPAPER),
        ("Đài PT-TH Hà Nội", Shape.RADIO),
        ("truyền thanh xã", Shape.LOUDSPEAKER),
        ("dai phat thanh", Shape.RADIO),
        ("báo Đại Đoàn Kết", Shape.NEWSPAPER),
        ("sổ tay Đại hội", Shape.NEWSPAPER),
        ("tuần lễ áo dài", Shape.NEWSPAPER),
        ("ấn phẩm các loại", Shape.NEWSPAPER),
        ("bàn tính", Shape.NEWSPAPER),
    ],
)
def test_a_channel_of_an_older_desk_has_its_shape_by_its_name(name, shape):
    assert shape_of(Channel(name)) is shape
    assert shape_of(Channel(name, shape=Shape.TALK)) is Shape.TALK


@pytest.mark.parametrize(
    ("words", "expected"),
    [("an toàn, vệ sinh", "#AnToànVệSinh"), ("G7", "#G7"), (" – ", ""), ("", "")],
)
def test_a_hashtag(words, expected):
    assert hashtag(words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu. Hai câu! Ba?", ["Một câu.", "Hai câu!", "Ba?"]),
        ("Ngày 18.5.2021, 2.310 suất. Hết.", ["Ngày 18.5.2021, 2.310 suất.", "Hết."]),
        ("Ở TP. Hà Nội, ThS. Lê Thu nói.", ["Ở TP. Hà Nội, ThS. Lê Thu nói."]),
        (
            "“Mừng lắm!”, chị nói. Rồi chị về quê. Hết",
            ["“Mừng lắm!”, chị nói.", "Rồi chị về quê.", "Hết"],
        ),
        ("“Mừng lắm!” chị nói.", ["“Mừng lắm!” chị nói."]),
        ("Dòng một\nDòng hai", ["Dòng một", "Dòng hai"]),
        ("…", ["…"]),
        ("", []),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


def test_what_is_over_a_limit_is_found():
    long = "một hai ba bốn năm sáu bảy. tám Chín."
    channel = Channel(
        "loa", most_words=8, most_characters=20, sentence_words=5, hashtags=1, words_per_minute=180
    )
    assert [str(one) for one in findings(f"{long} #a #b", channel)] == [
        "11 words, 8 at most",
        "43 characters, 20 at most",
        "sentences of more than 5 words: 1, the first “một hai ba bốn năm sáu …”",
        "2 hashtags, 1 at most",
    ]
    assert size_of("một hai ba", channel).seconds == 1
    assert size_of("một hai ba", Channel("báo")).seconds is None
    assert findings(long, Channel("báo")) == findings(" ", channel) == []


def test_a_formula_that_is_missing_is_found():
    channel = Channel("loa", opening="Kính chào.", closing="Xin hết.")
    assert findings("Kính  chào.\n\nTin.\n\nXin hết.\n", channel) == []
    assert [str(one) for one in findings("Tin.", channel)] == [
        "it does not begin with the opening formula",
        "it does not end with the closing formula",
    ]


# ---------------------------------------------------------------- what has changed since


def changes(then, now, ours):
    return hunks(Draft("Tít", tuple(then)), Draft("Tít", tuple(now)), "Tít", ours)


def test_a_changed_paragraph_is_taken_over_where_the_version_has_the_old_one():
    found = changes("abc", "aXc", ["mở", "a", "b", "c"])
    assert [(one.then, one.now, one.ours, one.is_edited) for one in found] == [
        (("b",), ("X",), ("b",), False)
    ]
    assert taken_over("Tít", ["mở", "a", "b", "c"], found, [0]) == ("Tít", ["mở", "a", "X", "c"])
    assert taken_over("Tít", ["mở", "a", "b", "c"], found, []) == ("Tít", ["mở", "a", "b", "c"])


def test_each_paragraph_is_a_choice_of_its_own():
    found = changes("abcd", "AbCD", ["a", "tay", "c", "d"])
    assert [one.now for one in found] == [("A",), ("C",), ("D",)]
    assert taken_over("Tít", ["a", "tay", "c", "d"], found, [0, 2]) == (
        "Tít",
        ["A", "tay", "c", "D"],
    )


def test_what_was_edited_by_hand_is_shown():
    (found,) = changes("abc", "aBc", ["a", "b của tôi", "c"])
    assert found.is_edited
    assert (found.ours, found.now) == (("b của tôi",), ("B",))


def test_new_and_dropped_paragraphs():
    found = changes("ab", "aNb", ["a", "b"])
    assert [(one.ours, one.now, one.is_edited) for one in found] == [((), ("N",), False)]
    assert taken_over("Tít", ["a", "b"], found, [0])[1] == ["a", "N", "b"]
    found = changes("abc", "ac", ["a", "b", "c"])
    assert [(one.ours, one.now) for one in found] == [(("b",), ())]
    assert taken_over("Tít", ["a", "b", "c"], found, [0])[1] == ["a", "c"]
    assert taken_over("Tít", [], changes("", "N", []), [0])[1] == ["N"]


def test_what_the_version_has_already_is_no_change():
    assert changes("abc", "aXc", ["a", "X", "c"]) == []
    assert changes("abc", "ac", ["a", "c"]) == []
    assert changes("abc", "abc", ["z"]) == []


def test_a_headline_is_a_choice_as_well():
    then, now = Draft("Cũ", ("a",)), Draft("Mới", ("a",))
    (found,) = hunks(then, now, "Cũ", ["a"])
    assert (found.is_headline, found.is_edited) == (True, False)
    assert taken_over("Cũ", ["a"], [found], [0]) == ("Mới", ["a"])
    (found,) = hunks(then, now, "Của tôi", ["a"])
    assert found.is_edited
    assert hunks(then, now, "Mới", ["a"]) == []


TEXTS = st.lists(st.sampled_from("abcdef"), max_size=7)


@given(TEXTS, TEXTS, TEXTS)
def test_taking_all_over_of_an_untouched_version_makes_the_new_draft(then, now, ours):
    found = changes(then, now, then)
    assert taken_over("Tít", then, found, range(len(found)))[1] == now
    assert not any(one.is_edited for one in found)
    of_edited = changes(then, now, ours)
    assert taken_over("Tít", ours, of_edited, ()) == ("Tít", ours)
    spans = [one.at for one in of_edited]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(one.ours == tuple(ours[slice(*one.at)]) for one in of_edited)
