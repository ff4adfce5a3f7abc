"""What is flagged and set aside stays so while the rest of the text is edited."""

from typing import Any

import pytest

from store import InvalidValueError, open_desk
from store.article_parts import IgnoredFlag
from store.copydesk.checker import Checker
from store.copydesk.ignoring import checked, marks_of
from store.copydesk.kinds import Existence, Substitution
from store.copydesk.manuscript import of_article
from store.records import Article
from tests.cost import grows_evenly

PLAIN: dict[str, Any] = {"vi": "x", "en": "x", "wrong": (), "right": ()}
SWAP = Substitution(id="swap", swap={"xử dụng": "sử dụng"}, **PLAIN)
SPACES = Existence(id="spaces", pattern="  ", fix=" ", together=True, **PLAIN)
BODY = "Hà Nội – Tổ may số bảy xử dụng máy mới từ sáng nay.\n\nMáy chạy êm hơn máy cũ."


def look(article):
    return checked(article, of_article(article), Checker([SWAP, SPACES]))


def set_aside(desk, article, reason="lời người nói"):
    (flag,) = look(article).flags
    return desk.articles.ignored.add(article, marks_of(flag, of_article(article)), reason)


@pytest.fixture
def article(desk):
    return set_aside(desk, desk.articles.new(headline="Máy mới", body=BODY))


def edited(desk, article, old, new):
    assert old in article.body
    return desk.articles.type_text(article, body=article.body.replace(old, new))


def test_what_is_set_aside_is_told_no_more_but_shown_with_its_reason(article):
    found = look(article)
    assert found.flags == []
    assert [(one.flag.words, one.reason) for one in found.ignored] == [("xử dụng", "lời người nói")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Máy chạy êm", "Ai cũng nói máy chạy êm"),  # another paragraph
        ("Hà Nội – Tổ", "Hà Nội – Chiều 19.4, tổ"),  # the paragraph, before it
        ("từ sáng nay", "từ hôm qua, theo quản đốc"),
        ("số bảy xử", "số 7 xử"),  # next to it, on one side
        ("dụng máy mới", "dụng kim mới"),
        ("Hà Nội", "Ha\u0300 No\u0323\u0302i"),  # the same to a reader
    ],
)
def test_it_stays_set_aside_while_other_words_are_edited(desk, article, old, new):
    found = look(edited(desk, article, old, new))
    assert (found.flags, len(found.ignored)) == ([], 1)


def test_the_words_in_another_sentence_are_told(desk, article):
    assert look(edited(desk, article, "số bảy xử dụng máy", "số 7 xử dụng kim")).flags


def test_the_same_words_elsewhere_are_told_alone(desk, article):
    now = edited(desk, article, "Máy chạy", "Thợ xử dụng máy")
    found = look(now)
    (flag,) = found.flags
    assert [now.body[place.start - 4 : place.start] for place in flag.places] == ["Thợ "]
    assert len(found.ignored) == 1


def test_a_matter_at_several_places_is_set_aside_at_each(desk):
    article = desk.articles.new(body="Một  hai ba bốn.\n\nNăm sáu  bảy.")
    article = set_aside(desk, article)
    assert len(article.ignored) == 2
    found = look(edited(desk, article, "bốn.", "bốn. Tám chín  mười."))
    assert [len(flag.places) for flag in found.flags] == [1]
    assert [len(one.flag.places) for one in found.ignored] == [2]


def test_a_reason_is_needed(desk):
    article = desk.articles.new(body=BODY)
    with pytest.raises(InvalidValueError, match="why"):
        set_aside(desk, article, "  ")
    assert desk.articles[article.id] == article


def test_it_is_told_again_when_it_is_heeded(desk, article):
    (aside,) = look(article).ignored
    article = desk.articles.ignored.remove(article, aside.marks)
    assert len(look(article).flags) == 1
    assert article.ignored == ()


def test_it_can_be_undone(desk, article):
    desk.undo.step_back()
    assert desk.articles[article.id].ignored == ()


def test_it_is_kept_with_the_article_in_the_file(desk, desk_path, article, clock):
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert look(again.articles[article.id]).ignored[0].reason == "lời người nói"


def test_it_is_no_part_of_the_history(desk, article, clock):
    edited(desk, article, "Máy chạy êm", "Máy chạy rất êm")
    desk.revisions.keep(article)
    clock.wait(60)
    count = len(desk.revisions.of(article).states())
    (aside,) = look(desk.articles[article.id]).ignored
    desk.articles.ignored.remove(article, aside.marks)
    desk.revisions.keep(article)
    assert len(desk.revisions.of(article).states()) == count
    desk.revisions.restore(article, 0)
    assert desk.articles[article.id].ignored == ()


def test_each_of_many_places_costs_no_more_in_a_longer_line():
    other = IgnoredFlag(rule="swap", words="khác hẳn", reason="tên máy")

    def make(size):
        article = Article(body="xử dụng máy " * size, ignored=(other,))
        return lambda: look(article)

    grows_evenly(make, 400)
