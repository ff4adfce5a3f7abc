"""Reasons of related news: phrases that a person would say, whole in both texts."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.search import Entry, Suggestion
from store.search.index import Index
from store.search.related import related

WORDS = [
    *("công nhân", "công đoàn", "đoàn viên", "nhân viên", "tặng quà", "xóm trọ", "mái ấm"),
    *("tác phẩm", "sản phẩm", "âm nhạc", "đồng ruộng", "rút quân"),
]
"""Words of two syllables; many have a syllable in common, and where two meet, another may seem to
stand there."""
CROWD = [
    Entry(f"{word} {at}", "task", f"{word} {at}", "", "") for word in WORDS for at in range(10)
]
"""A desk that has each of these words often enough to know them. Tasks are never suggested."""
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)


def suggestions(asked: str, *others: str) -> list[Suggestion]:
    entries = [Entry(str(at), "news", other, "", "") for at, other in enumerate(others)]
    index = Index()
    index.put_all([*CROWD, *entries])
    known = {entry.id: entry for entry in entries}
    found = related(
        index,
        Entry("asked", "article", asked, "", ""),
        limit=20,
        exclude=(),
        text_of=known.get,
    )
    index.close()
    return found


def reasons(asked: str, other: str) -> tuple[str, ...]:
    return next((found.reasons for found in suggestions(asked, other)), ())


@pytest.mark.parametrize(
    ("asked", "other", "expected"),
    [
        # quà công is no phrase: công belongs to nhân here and to đoàn there
        ("Tặng quà công nhân xóm trọ", "Tặng quà công đoàn phường", ("Tặng quà",)),
        ("Tặng quà công nhân xa quê", "Hội chợ: tặng quà công nghệ", ("Tặng quà",)),
        # nor is phẩm âm nhạc
        ("Một tác phẩm âm nhạc mới lạ", "Vài sản phẩm âm nhạc cũ", ("âm nhạc",)),
        # as far as both go together
        ("Bữa cơm chiều ở xóm trọ ven đê", "Đêm xóm trọ ven đê", ("xóm trọ ven đê",)),
        ("Bán lúa mới, phơi thóc", "Hôm qua bán lúa mới rồi", ("Bán lúa mới",)),
        # a little word belongs to the one that it forms: nhà ở, theo dõi, cho thuê
        ("Mở bán dự án nhà ở xã hội", "Vay mua dự án nhà ở xã hội", ("dự án nhà ở xã hội",)),
        ("Nên theo dõi lúa chín", "Đài báo theo dõi lúa chín", ("theo dõi lúa chín",)),
        ("Chợ có cho thuê xe thồ", "Tiệm cho thuê xe thồ mới", ("cho thuê xe thồ",)),
        ("Lo dự án nhà ở", "Bàn dự án nhà, đất", ("dự án",)),
        # no phrase ends before a name that it introduces, nor in the middle of a sentence
        ("Cầu thủ người Anh về nước", "Cầu thủ người Đức ra sân", ("Cầu thủ",)),
        ("Chú phải rời xóm trọ rồi", "Ai phải rời xóm trọ rồi", ("rời xóm trọ",)),
        # an abbreviation or a foreign name is left over from a row of words
        ("NATO rút quân sớm", "NATO rút bớt xe", ("NATO",)),
        ("Dybala rút quân sớm", "Dybala rút lời", ("Dybala",)),
    ],
)
def test_a_reason_begins_and_ends_where_a_person_would(asked, other, expected):
    assert reasons(asked, other) == expected


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("Món quà công nhân", "Giỏ quà công đoàn"),
        # connections say nothing
        ("Mưa to, đồng thời gió lặng", "Lúa chín đồng thời trên bãi"),
        ("Hàng nghìn con cò", "Bay qua hàng nghìn mái lá"),
        # a part of a name
        ("Chợ ở huyện Mường Khoa", "Trường của huyện Mường Tấc"),
        ("Thầy Bế Văn Lúa về hưu", "Bác Bế Văn Nếp đi câu"),
        ("Chị Bùi Hương Sen", "Em Đỗ Hương Sen"),
        # parts of a text, ordinals, days and round measures
        ("Đoạn hai: gió mùa", "Mở lại đoạn hai"),
        ("Sáng nay 8/3 gió lặng", "Ngày 8/3 sáng nay mưa"),
        ("Mất 20 triệu đồng", "Hơn 35 triệu đồng"),
        # little words at the ends
        ("Trâu bị lạc", "Trâu bị ốm"),
        ("Vừa thuộc làng", "Bài thuộc làng"),
        # another word without its marks
        ("Chàng mỹ nam trẻ", "Tàu Mỹ năm ngoái"),
        # the words are in the other, but not beside each other
        ("Mái ấm đồng ruộng", "Dựng mái nhà, giữ ấm bếp"),
    ],
)
def test_what_shares_only_a_fragment_is_not_suggested(asked, other):
    assert suggestions(asked, other) == []


def test_a_word_that_a_little_word_forms_stays_whole():
    assert reasons("Bếp từ thiện xóm nhỏ", "Góp gạo từ thiện") == ("từ thiện",)
    assert reasons("Nhà ga hàng không", "Vé hàng không tăng") == ("hàng không",)
    assert reasons("Rau chỉ số sạch 4", "Đo chỉ số 5 ngày") == ("chỉ số",)


def test_a_number_keeps_what_it_counts():
    assert reasons("Trao 3.145 suất cơm", "Đã có 3.145 suất cơm nóng") == ("3.145 suất cơm",)


def test_where_only_the_joint_of_two_usual_phrases_is_rare_both_are_shown():
    crowd = [Entry(f"a{at}", "task", "Mưa nguồn chớp bể", "", "") for at in range(25)]
    crowd += [Entry(f"b{at}", "task", "Trăng thanh gió mát", "", "") for at in range(25)]
    both = Entry("both", "news", "Mưa nguồn chớp bể trăng thanh gió mát", "", "")
    index = Index()
    index.put_all([*crowd, both])
    asked = Entry("asked", "article", both.headline, "", "")
    (one,) = related(index, asked, limit=9, exclude=(), text_of={"both": both}.get)
    assert one.reasons == (both.headline,)


@settings(deadline=None, max_examples=60)  # the machine may be busy
@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_a_reason_is_made_of_whole_words_in_both_texts(asked, others):
    for one in suggestions(" ".join(asked), *map(" ".join, others)):
        for reason in one.reasons:
            assert is_made_of_whole(reason, asked)
            assert is_made_of_whole(reason, others[int(one.id)])


def is_made_of_whole(reason: str, words: list[str]) -> bool:
    """Tell whether a reason stands in a text, and there begins and ends where words do."""
    edges = [0, *accumulate(len(word.split()) for word in words)]
    syllables = " ".join(words).split()
    return any(
        reason == " ".join(syllables[start:end]) for start in edges for end in edges if start < end
    )
