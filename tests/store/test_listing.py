"""The list of articles: filtered by words and facets, sorted by its columns."""

from __future__ import annotations

from datetime import date
from unicodedata import normalize

import pytest

from store.articles.listing import ArticleFilter, Facet, Kind, Listing, Order, Sorting, facets
from store.records import Status
from tests.tui.helpers import written


@pytest.fixture
def articles(desk, clock):
    """Four articles, the last one changed last."""
    made = []
    for headline, fields in (
        ("Ca đêm", {"byline": "Lê Thu", "channels": ("loa",), "status": Status.IDEA}),
        ("Bữa cơm", {"byline": "lê  thu", "due": date(2027, 5, 1), "body": "một hai ba"}),
        ("Đoàn viên", {"channels": ("báo in", "loa"), "due": date(2027, 4, 2), "body": "một"}),
        ("An toàn", {"byline": "", "channels": ("Ảnh",), "body": "một – hai"}),
    ):
        made.append(written(desk, headline, **fields))
        clock.wait()
    return made


def headlines(articles, wanted=ArticleFilter(), sorting=Sorting()):  # noqa: B008
    return [article.headline for article in Listing().listed(articles, wanted, sorting)]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (Order.CHANGED, ["An toàn", "Đoàn viên", "Bữa cơm", "Ca đêm"]),
        (Order.DUE, ["Đoàn viên", "Bữa cơm", "An toàn", "Ca đêm"]),
        (Order.STATUS, ["Ca đêm", "An toàn", "Đoàn viên", "Bữa cơm"]),
        (Order.WORDS, ["Ca đêm", "Bữa cơm", "An toàn", "Đoàn viên"]),
        (Order.CHANNEL, ["An toàn", "Đoàn viên", "Ca đêm", "Bữa cơm"]),
        (Order.HEADLINE, ["An toàn", "Bữa cơm", "Ca đêm", "Đoàn viên"]),
        (Order.AUTHOR, ["Bữa cơm", "Ca đêm", "Đoàn viên", "An toàn"]),
    ],
)
def test_sorted_by_a_column_and_then_by_the_last_change(articles, order, found):
    assert headlines(articles, sorting=Sorting(order)) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (Order.CHANGED, ["Ca đêm", "Bữa cơm", "Đoàn viên", "An toàn"]),
        (Order.DUE, ["Bữa cơm", "Đoàn viên", "An toàn", "Ca đêm"]),
        (Order.STATUS, ["An toàn", "Đoàn viên", "Bữa cơm", "Ca đêm"]),
        (Order.WORDS, ["Đoàn viên", "An toàn", "Bữa cơm", "Ca đêm"]),
        (Order.CHANNEL, ["Ca đêm", "Đoàn viên", "An toàn", "Bữa cơm"]),
        (Order.HEADLINE, ["Đoàn viên", "Ca đêm", "Bữa cơm", "An toàn"]),
        (Order.AUTHOR, ["Đoàn viên", "Bữa cơm", "Ca đêm", "An toàn"]),
    ],
)
def test_turned_round_what_has_no_value_stays_last(articles, order, found):
    assert headlines(articles, sorting=Sorting(order, is_turned=True)) == found


def test_the_same_order_chosen_again_is_turned_round():
    sorting = Sorting().chosen(Order.HEADLINE)
    assert sorting == Sorting(Order.HEADLINE)
    assert sorting.chosen(Order.HEADLINE) == Sorting(Order.HEADLINE, is_turned=True)
    assert sorting.chosen(Order.HEADLINE).chosen(Order.HEADLINE) == sorting
    assert sorting.chosen(Order.HEADLINE).chosen(Order.DUE) == Sorting(Order.DUE)


def test_the_newest_and_the_longest_come_first_so_they_descend():
    assert [order for order in Order if Sorting(order).descends] == [Order.CHANGED, Order.WORDS]
    assert not Sorting(Order.WORDS, is_turned=True).descends
    assert Sorting(Order.DUE, is_turned=True).descends


def test_what_an_order_needs_of_each_article_can_be_computed_before(articles):
    listing = Listing()
    assert listing.unprepared(articles, Order.DUE) == []
    for order in (Order.WORDS, Order.HEADLINE):
        assert listing.unprepared(articles, order) == articles
        listing.prepare(articles[0], order)
        assert listing.unprepared(articles, order) == articles[1:]


def test_words_are_found_whatever_the_marks_and_the_normal_form(articles):
    assert headlines(articles, ArticleFilter("doan vien")) == ["Đoàn viên"]
    assert headlines(articles, ArticleFilter(normalize("NFD", "Đoàn"))) == ["Đoàn viên"]
    assert headlines(articles, ArticleFilter("thu cơm")) == ["Bữa cơm"]


def test_facets_of_one_kind_add_up_and_those_of_two_narrow(articles):
    author, idea = Facet(Kind.AUTHOR, "Lê Thu"), Facet(Kind.STATUS, Status.IDEA)
    nobody = Facet(Kind.AUTHOR, "")

    def found(*wanted):
        return headlines(articles, ArticleFilter("", frozenset(wanted)))

    assert found(author) == ["Bữa cơm", "Ca đêm"]
    assert found(author, nobody) == ["An toàn", "Bữa cơm", "Ca đêm"]
    assert found(author, idea) == ["Ca đêm"]
    assert found(Facet(Kind.CAMPAIGN, "")) == headlines(articles)


def test_facets_are_counted(articles):
    counted = {(facet.kind, facet.value): count for facet, count in facets(articles)}
    assert counted == {
        (Kind.STATUS, "idea"): 1,
        (Kind.STATUS, "editing"): 3,
        (Kind.CAMPAIGN, ""): 4,
        (Kind.AUTHOR, ""): 1,
        (Kind.AUTHOR, "Lê Thu"): 2,
        (Kind.AUTHOR, "Minh Hà"): 1,
    }


def test_what_was_computed_follows_a_change(desk, articles):
    listing = Listing()
    assert listing.words(articles[1]) == 3
    changed = desk.records.change(articles[1], headline="Bữa sáng", body="một hai ba bốn")
    assert listing.words(changed) == 4
    assert listing.listed([changed], ArticleFilter("sang"), Sorting(Order.WORDS)) == [changed]
    assert listing.listed([changed], ArticleFilter("com"), Sorting(Order.WORDS)) == []
