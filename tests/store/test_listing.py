"""The list of articles: filtered by words and facets, sorted by its columns."""

from __future__ import annotations

from datetime import date
from unicodedata import normalize

import pytest

from store.articles.listing import ArticleFilter, Facet, Kind, Listing, Order, facets
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


def headlines(articles, wanted=ArticleFilter(), order=Order.CHANGED):  # noqa: B008
    return [article.headline for article in Listing().listed(articles, wanted, order)]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (Order.CHANGED, ["An toàn", "Đoàn viên", "Bữa cơm", "Ca đêm"]),
        (Order.DUE, ["Đoàn viên", "Bữa cơm", "An toàn", "Ca đêm"]),
        (Order.STATUS, ["Ca đêm", "An toàn", "Đoàn viên", "Bữa cơm"]),
        (Order.WORDS, ["Ca đêm", "Bữa cơm", "An toàn", "Đoàn viên"]),
        (Order.CHANNEL, ["An toàn", "Đoàn viên", "Ca đêm", "Bữa cơm"]),
    ],
)
def test_sorted_by_a_column_and_then_by_the_last_change(articles, order, found):
    assert headlines(articles, order=order) == found


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
    assert listing.listed([changed], ArticleFilter("sang"), Order.WORDS) == [changed]
    assert listing.listed([changed], ArticleFilter("com"), Order.WORDS) == []
