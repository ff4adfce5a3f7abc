"""Words replaced in what stands beside a text: its cards, and the captions of its photos."""

from __future__ import annotations

import pytest

from store import Article, NewsItem
from store.article_parts import Photo
from store.records import Link, Status


@pytest.fixture
def article(desk):
    news = desk.records.add(NewsItem(headline="Tổ may mở hội", summary="Tổ may vui."))
    card = Link(kind="news", target=news.id, headline="Tổ may mở hội", summary="Tổ may vui.")
    photos = (
        Photo(file="a.jpg", caption="Tổ may nhận quà", credit="Tổ may", alt="Một tổ may"),
        Photo(file="tổ may.jpg", caption="Kho", rights="của tổ may"),
    )
    return desk.records.add(Article(headline="Quà", links=(card,), photos=photos))


def found(desk):
    return [(hit.field, hit.words) for hit in desk.articles.replacing.find("tổ may")]


def test_all_that_readers_see_is_looked_through(desk, article):
    assert [one for one in found(desk) if "." in one[0]] == [
        ("cards.0.headline", "Tổ may"),
        ("cards.0.summary", "Tổ may"),
        ("photos.0.caption", "Tổ may"),
        ("photos.0.credit", "Tổ may"),
        ("photos.0.alt", "tổ may"),
    ]


def test_it_is_replaced_in_one_step(desk, article):
    replacing = desk.articles.replacing
    hits = [hit for hit in replacing.find("tổ may") if hit.field != "photos.0.credit"]
    (now,) = replacing.replace(hits, "đội may")
    assert [one.caption for one in now.photos] == ["Đội may nhận quà", "Kho"]
    assert (now.photos[0].credit, now.photos[0].alt) == ("Tổ may", "Một đội may")
    assert now.photos[1] == article.photos[1]
    (card,) = now.links
    assert (card.headline, card.summary) == ("Đội may mở hội", "Đội may vui.")
    assert not desk.links.has_changed(card)
    desk.undo.step_back()
    assert desk.articles[article.id].photos == article.photos
    assert desk.articles[article.id].links == article.links


def test_a_card_agrees_with_its_article_when_both_are_replaced(desk, article):
    source = desk.records.add(Article(headline="Tổ may mở hội", status=Status.WRITING))
    card = Link(kind="article", target=source.id, headline="Tổ may mở hội")
    other = desk.records.add(Article(headline="Hội", links=(card,)))
    replacing = desk.articles.replacing
    replacing.replace(replacing.find("tổ may", [source, other]), "đội may")
    (card,) = desk.articles[other.id].links
    assert card.headline == "Đội may mở hội"
    assert not desk.links.has_changed(card)


def test_a_card_or_photo_that_is_gone_meanwhile_is_left_alone(desk, article):
    replacing = desk.articles.replacing
    hits = replacing.find("tổ may")
    desk.articles.photos.move(article, 0, 1)
    desk.links.remove(article, 0)
    assert replacing.replace(hits, "đội may") == []
