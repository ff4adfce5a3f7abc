"""Linked cards: the page, relation kinds, frozen words, doubts, who names whom, the unrelated."""

from datetime import UTC, date, datetime, timedelta

import pytest

from store import Article, Campaign, InvalidValueError, NewsItem, open_desk
from store.campaign_records import MOST_CARDS
from store.records import Link, Relation, Status
from tests.conftest import PAGE

from .desk_records import article as short_article
from .desk_records import records

BODY = (
    "Đà Nẵng – Chiều 19.4, 320 thợ hàn của xưởng đóng tàu nhận mũ và kính bảo hộ mới.\n\n"
    "Kính nhẹ hơn hẳn, đeo cả ca không mỏi, thợ hàn Võ Bình nói khi thử ở tổ số 7."
)


@pytest.fixture
def article(desk):
    return desk.records.add(Article(headline="Thợ hàn nhận kính mới", byline="Minh Hà", body=BODY))


def item(desk, headline="Xưởng đóng tàu phát kính bảo hộ", summary="Kính đạt chuẩn mới.", **more):
    return desk.records.add(NewsItem(headline=headline, summary=summary, **more))


def kinds(doubts):
    return [doubt.kind for doubt in doubts]


# ---------------------------------------------------------------- cards


def test_a_link_is_a_card_of_what_is_linked(desk):
    one = short_article(desk)
    other = desk.records.add(Article(headline="Tít", byline="An", body="Lời đầu.\n\nLời sau."))
    item = desk.records.add(NewsItem(headline="Tin", author="PV", summary="Tóm tắt."))
    desk.links.add(one, item)
    linked = desk.links.add(one, other)
    assert [(link.kind, link.target) for link in linked.links] == [
        ("news", item.id),
        ("article", other.id),
    ]
    assert desk.articles.page_bytes(one).decode() == (
        "Quà đến tay\n\n|\n\nMột câu.\n\nTIN LIÊN QUAN\n\n"
        "Tin\n\nPV |\n\nTóm tắt.\n\nTít\n\nAn |\n\nLời đầu."
    )


def test_the_card_of_a_link_stays_as_it_was_when_its_news_item_changes(desk, page_bytes):
    read = desk.articles.import_page(page_bytes, "a.txt")
    desk.records.change(next(iter(desk.news)), summary="Khác hẳn.", headline="Khác")
    assert desk.articles.page_bytes(read) == page_bytes


def test_an_article_is_neither_linked_to_itself_nor_twice(desk):
    one = short_article(desk)
    item = desk.records.add(NewsItem(headline="Tin", summary="Tóm tắt."))
    desk.links.add(one, item)
    before = records(desk)
    with pytest.raises(InvalidValueError, match="“Tin” is linked already"):
        desk.links.add(one, item)
    with pytest.raises(InvalidValueError, match="related to itself"):
        desk.links.add(one, one)
    assert records(desk) == before


def test_links_are_moved_and_stay_in_their_order(desk):
    one = short_article(desk)
    for name in "abc":
        desk.links.add(one, desk.records.add(NewsItem(headline=name, summary="Tóm.")))

    def order():
        return "".join(link.headline for link in desk.articles[one.id].links)

    assert desk.links.move(one, 0, +1) == 1
    assert order() == "bac"
    assert desk.links.move(one, 2, -1) == 1
    assert order() == "bca"
    assert desk.links.move(one, 0, -1) == 0
    assert order() == "bca"
    assert desk.links.move(one, 2, +1) == 2
    assert order() == "bca"
    desk.links.remove(one, 1)
    assert order() == "ba"


def test_the_heading_goes_with_the_last_card(desk, page_bytes):
    read = desk.articles.import_page(page_bytes, "a.txt")
    for left in (2, 1):
        desk.links.remove(read, 0)
        assert "TIN LIÊN QUAN" in desk.articles.page_bytes(read).decode()
        assert len(desk.articles[read.id].links) == left
    desk.links.remove(read, 0)
    text = desk.articles.page_bytes(read).decode()
    assert "TIN LIÊN QUAN" not in text
    assert text == PAGE.partition("\nTIN LIÊN QUAN")[0]
    assert desk.undo.step_back() == "unlink"
    assert "TIN LIÊN QUAN" in desk.articles.page_bytes(read).decode()


# ---------------------------------------------------------------- relation kinds


def test_a_relation_is_kept_and_taken_back(desk, article):
    desk.links.add(article, item(desk))
    desk.links.relate(article, 0, Relation.BACKGROUND)
    assert desk.articles[article.id].links[0].relation is Relation.BACKGROUND
    assert desk.undo.step_back() == "relation"
    assert desk.articles[article.id].links[0].relation is Relation.NONE


def test_what_is_kept_of_a_card_outlives_the_desk(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        article = desk.records.add(Article(headline="A", body=BODY))
        source = item(desk)
        article = desk.links.add(article, source, Relation.RESPONSE)
        desk.records.change(source, summary="Khác.")
        desk.links.keep(article, 0)
        kept = desk.articles[article.id].links
    with open_desk(desk_path, clock=clock) as desk:
        assert desk.articles[article.id].links == kept
        assert kept[0].relation is Relation.RESPONSE
        assert kept[0].seen


def test_relations_and_refusals_are_no_part_of_the_page(desk):
    data = PAGE.encode()
    article = desk.articles.import_page(data, "a.txt")
    desk.links.relate(article, 1, Relation.DEVELOPMENT)
    desk.links.refuse(article, item(desk))
    desk.records.change(next(iter(desk.news)), summary="Nguồn đã đổi.")
    desk.links.keep(article, 0)
    assert desk.articles.page_bytes(article) == data


# ---------------------------------------------------------------- the frozen card


def test_a_card_keeps_its_words_when_the_source_changes(desk, article):
    source = item(desk)
    desk.links.add(article, source)
    assert not desk.links.has_changed(desk.articles[article.id].links[0])
    desk.records.change(source, summary="Kính đạt chuẩn cũ.")
    card = desk.articles[article.id].links[0]
    assert card.summary == "Kính đạt chuẩn mới."
    assert desk.links.has_changed(card)


def test_a_refreshed_card_has_the_words_of_now_and_its_relation(desk, article):
    source = item(desk)
    desk.links.add(article, source, Relation.BACKGROUND)
    desk.records.change(source, headline="Xưởng tàu phát kính", author="Lê Thu")
    desk.links.refresh(article, 0)
    card = desk.articles[article.id].links[0]
    assert (card.headline, card.byline) == ("Xưởng tàu phát kính", "Lê Thu")
    assert card.relation is Relation.BACKGROUND
    assert not desk.links.has_changed(card)
    desk.undo.step_back()
    assert desk.articles[article.id].links[0].headline == source.headline


def test_a_card_that_is_kept_tells_of_the_next_change_only(desk, article):
    source = item(desk)
    desk.links.add(article, source)
    desk.records.change(source, summary="Hai.")
    desk.links.keep(article, 0)
    card = desk.articles[article.id].links[0]
    assert (card.summary, desk.links.has_changed(card)) == ("Kính đạt chuẩn mới.", False)
    desk.records.change(source, summary="Ba.")
    assert desk.links.has_changed(card)


def test_the_letters_of_a_page_are_no_change(desk):
    article = desk.articles.import_page(
        PAGE.replace("Xưởng may", "X\u01b0\u0309ng\xa0may").encode(), "a"
    )
    assert not any(desk.links.has_changed(card) for card in article.links)


def test_a_card_without_a_source_cannot_be_refreshed(desk, article):
    other = desk.records.add(Article(headline="Bài sẽ bị xoá", body="Lời."))
    desk.links.add(article, other)
    desk.articles.remove(other)
    assert not desk.links.has_changed(desk.articles[article.id].links[0])
    with pytest.raises(InvalidValueError, match="Bài sẽ bị xoá"):
        desk.links.refresh(article, 0)


# ---------------------------------------------------------------- doubts


def test_nothing_speaks_against_a_good_card(desk, article):
    assert desk.links.doubts(article, item(desk, published=date(2027, 4, 1))) == []


def test_itself_and_its_own_story(desk, article):
    assert kinds(desk.links.doubts(article, article))[0] == "itself"
    twin = desk.records.add(Article(headline="Kính mới ở xưởng", body=BODY, status=Status.APPROVED))
    assert kinds(desk.links.doubts(article, twin)) == ["itself"]


def test_linked_already_and_the_same_story_twice(desk, article):
    first = item(desk, "Xưởng đóng tàu phát kính bảo hộ cho thợ hàn")
    article = desk.links.add(article, first)
    assert kinds(desk.links.doubts(article, first)) == ["linked"]
    second = item(desk, "Xưởng đóng tàu phát kính bảo hộ cho 320 thợ hàn", "Lời khác hẳn.")
    (doubt,) = desk.links.doubts(article, second)
    assert doubt.kind == "same-story"
    assert first.headline in str(doubt)
    assert second.headline in str(doubt)


def test_nothing_in_common(desk, article):
    assert kinds(desk.links.doubts(article, item(desk, "Giá rau tăng", "Mưa lớn."))) == [
        "no-overlap"
    ]


def test_the_text_as_given_counts(desk, article):
    far = item(desk, "Giá rau tăng", "Mưa lớn ở vùng rau.")
    typed = Article(id=article.id, headline=article.headline, body="Giá rau tăng sau bão.")
    assert desk.links.doubts(typed, far) == []


@pytest.mark.parametrize(("days", "months"), [(90, None), (91, 3), (365, 12)])
def test_a_gap_of_months(desk, article, days, months):
    old = item(desk, published=desk.records.today() - timedelta(days=days))
    found = desk.links.doubts(article, old)
    assert kinds(found) == (["gap"] if months else [])
    if months:
        assert f"{months} months" in str(found[0])


def test_the_gap_of_a_piece_that_went_out_is_counted_from_that_day(desk):
    out = datetime(2026, 1, 9, tzinfo=UTC)
    article = desk.records.add(Article(headline="Kính", body=BODY, exported=out))
    assert desk.links.doubts(article, item(desk, published=date(2026, 1, 2))) == []
    assert kinds(desk.links.doubts(article, item(desk, published=date(2027, 4, 2)))) == ["gap"]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (Status.WITHDRAWN, "withdrawn"),
        (Status.CANCELLED, "withdrawn"),
        (Status.WRITING, "unfinished"),
        (Status.APPROVED, None),
        (Status.EXPORTED, None),
    ],
)
def test_where_a_piece_stands(desk, article, status, kind):
    text = "Xưởng đóng tàu thưởng quý."
    other = desk.records.add(Article(headline="Thưởng quý", body=text, status=status))
    assert kinds(desk.links.doubts(article, other)) == ([kind] if kind else [])


def test_a_piece_without_a_headline_is_called_by_its_first_words(desk, article):
    other = desk.records.add(Article(body="Xưởng đóng tàu thưởng quý.", status=Status.WRITING))
    (doubt,) = desk.links.doubts(article, other)
    assert str(doubt) == "“Xưởng đóng tàu thưởng quý.” is not finished yet."


def test_more_cards_than_the_house_style_allows(desk):
    campaign = desk.records.add(Campaign(name="Mùa quà", most_cards=1))
    article = desk.records.add(Article(headline="Kính", body=BODY, campaign=campaign.id))
    first, second = item(desk), item(desk, "Thợ hàn có lớp học", "Lớp của xưởng đóng tàu.")
    article = desk.links.add(article, first)
    assert kinds(desk.links.doubts(article, second)) == ["many"]
    assert len(desk.links.add(article, second).links) == 2  # a doubt is no refusal
    assert desk.links.most_cards(desk.records.add(Article())) == MOST_CARDS


# ---------------------------------------------------------------- not related


def test_what_is_not_related_is_suggested_no_more(desk, article):
    source = item(desk)
    assert source.id in {s.id for s in desk.search.suggestions(article)}
    desk.links.refuse(article, source)
    assert source.id not in {s.id for s in desk.search.suggestions(article)}
    assert desk.undo.step_back() == "not related"
    assert source.id in {s.id for s in desk.search.suggestions(article)}


def test_it_can_be_suggested_again_and_linking_it_does_so_too(desk, article):
    source = item(desk)
    desk.links.refuse(article, source)
    desk.links.refuse(article, source)
    assert desk.articles[article.id].unrelated == (source.id,)
    desk.links.accept_again(article, source.id)
    assert desk.articles[article.id].unrelated == ()
    desk.links.refuse(article, source)
    assert desk.links.add(article, source).unrelated == ()


def test_suggestions_are_for_the_text_as_given(desk, article):
    rice = item(desk, "Giá gạo nếp tăng", "Vùng lúa chờ nước về.")
    typed = Article(id=article.id, headline="Giá gạo nếp tăng vì hạn", body="Vùng lúa chờ nước.")
    assert [s.id for s in desk.search.suggestions(typed)] == [rice.id]


# ---------------------------------------------------------------- who names whom


def named_by(desk, record):
    return [article.headline for article in desk.links.backlinks(record.id)]


def test_backlinks_follow_every_change(desk, article):
    source = item(desk)
    assert named_by(desk, source) == []
    desk.links.add(article, source)
    other = desk.records.add(Article(headline="Khác", body="b"))
    desk.links.add(other, source)
    desk.links.add(other, article)
    assert named_by(desk, source) == ["Thợ hàn nhận kính mới", "Khác"]
    assert named_by(desk, article) == ["Khác"]
    desk.links.remove(article, 0)
    assert named_by(desk, source) == ["Khác"]
    desk.undo.step_back()
    assert set(named_by(desk, source)) == {"Khác", "Thợ hàn nhận kính mới"}
    desk.articles.remove(other)
    assert named_by(desk, source) == ["Thợ hàn nhận kính mới"]
    assert named_by(desk, article) == []


def test_backlinks_of_a_desk_that_was_there_before(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        article = desk.articles.import_page(PAGE.encode(), "a")
    with open_desk(desk_path, clock=clock) as desk:
        (naming,) = desk.links.backlinks(article.links[0].target)
        assert naming.id == article.id


def test_a_card_twice_is_one_backlink(desk):
    source = item(desk)
    cards = (Link(kind="news", target=source.id, headline="a"),) * 2
    desk.records.add(Article(headline="A", links=cards))
    assert named_by(desk, source) == ["A"]


def test_the_neighbourhood_goes_two_steps_and_no_circles(desk):
    a, b, c, d, e = (desk.records.add(Article(headline=name, body="x")) for name in "abcde")
    for one, other in ((a, b), (b, c), (c, d), (d, e), (c, b)):
        desk.links.add(one, other)
    desk.links.relate(c, 0, Relation.BACKGROUND)
    found = desk.links.neighbourhood(c.id)
    assert found.middle.id == c.id
    assert [(n.title, [f.title for f in n.further]) for n in found.naming] == [("b", ["a"])]
    assert [(n.title, [f.title for f in n.further]) for n in found.named] == [
        ("d", ["e"]),
        ("b", []),
    ]
    assert found.named[0].relation is Relation.BACKGROUND


def test_the_neighbourhood_keeps_a_card_whose_source_has_gone(desk, article):
    other = desk.records.add(Article(headline="Bài sẽ bị xoá", body="Lời."))
    desk.links.add(article, other)
    desk.articles.remove(other)
    (gone,) = desk.links.neighbourhood(article.id).named
    assert (gone.title, gone.piece) == ("Bài sẽ bị xoá", None)


# ---------------------------------------------------------------- saved searches


def test_saved_searches(desk):
    search = desk.search.save("  áo dài ")
    assert (search.name, search.words) == ("áo dài", "áo dài")
    assert desk.search.save("ÁO DÀI").id == search.id
    desk.search.remove(search)
    assert not len(desk.search.saved)
    assert desk.undo.step_back() == "delete saved search"
    assert [s.words for s in desk.search.saved] == ["áo dài"]
    with pytest.raises(InvalidValueError):
        desk.search.save(" ")
