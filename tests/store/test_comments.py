"""Comments to the writer and to oneself: kept with an article, found by its words, in no export."""

from __future__ import annotations

import io
import zipfile

import pytest
from msgspec.structs import replace

from store import Article, RecordNotFoundError, open_desk
from store.article_parts import Comment
from store.articles.commenting import comment_on, for_writer, in_order, is_gone, place_of
from store.bulletin import Bulletin
from store.campaign_records import Named
from store.channels import Channel, Shape
from store.errors import InvalidValueError
from store.formats.outgoing import Outgoing
from store.formats.registry import FORMATS, Form, form_of
from store.report import report_text
from store.spoken.reader import spoken
from tests.cost import grows_evenly

BODY = "Trao 1.250 suất quà ở ba khu trọ. Ai cũng mừng.\n\nĐợt sau trao suất quà lớn hơn."
SECRET = "Số này lấy từ đâu vậy?"


@pytest.fixture
def article(desk):
    return desk.articles.new(headline="Tặng quà", byline="Lê Thu", body=BODY, signoff="Thu")


def on(article, words, field="body", nth=0):
    """A comment on words of an article."""
    text, at = getattr(article, field), -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return comment_on(article, field, at, at + len(words))


def commented(desk, article, words="1.250 suất", text=SECRET, **fields):
    return desk.articles.comments.add(article, replace(on(article, words), text=text, **fields))


def words_at(article):
    (comment,) = article.comments
    place = place_of(comment, article)
    return place and getattr(article, comment.field)[slice(*place)]


# ---------------------------------------------------------------- made and found again


def test_it_says_who_when_and_about_which_words(desk, article, clock):
    (comment,) = commented(desk, article, to_writer=True).comments
    assert (comment.quote, comment.before, comment.after) == ("1.250 suất", "Trao", "quà ở ba")
    assert (comment.at, comment.to_writer, comment.done) == (clock(), True, None)
    assert comment.who


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        (BODY.index("uất"), BODY.index("uà ở"), "suất quà"),  # whole words
        (BODY.index(" suất"), BODY.index(" ở"), "suất quà"),
        (BODY.index("cũng"), BODY.index("cũng"), "Ai cũng mừng."),  # the sentence
        (BODY.index("\n\n") + 1, BODY.index("\n\n") + 1, ""),  # the whole article
        (BODY.index("mừng"), BODY.index("Đợt") + 3, "mừng. Đợt"),  # over paragraphs
    ],
)
def test_words_are_taken_whole_and_nothing_selected_is_the_sentence(article, start, end, quote):
    comment = comment_on(article, "body", start, end)
    assert comment.quote == quote
    assert not is_gone(comment, article)


def test_of_a_very_long_selection_the_first_words_are_kept():
    article = Article(body=f"{'chữ ' * 90}và {'chữ khác ' * 50_000}")
    comment = comment_on(article, "body", 0, len(article.body))
    assert comment.quote.startswith("chữ chữ")
    assert len(comment.quote) < 310
    assert place_of(comment, article) is not None


@pytest.mark.parametrize("word", ["chữ", "Xem chữ", "chữ-"])
def test_of_a_very_long_word_the_beginning_is_kept(word):
    glued = Article(body=word * 100_000)
    comment = comment_on(glued, "body", 5, 5)
    assert 1 < len(comment.quote) <= 300
    assert not is_gone(comment, glued)


def test_the_place_of_often_repeated_words_costs_as_much_as_the_text_is_long():
    def placed(count):
        body = "Đoàn trao quà cho bà con vùng lũ hôm nay. " * count
        article = Article(body=body)
        comment = comment_on(article, "body", len(body) // 2, len(body) // 2 + 10)
        comments = tuple(replace(comment, text=str(n)) for n in range(count // 10))
        return lambda: in_order(replace(article, comments=comments))

    grows_evenly(placed, 60)


def test_words_of_the_headline_can_be_meant(article):
    comment = on(article, "quà", "headline")
    assert (comment.field, comment.quote) == ("headline", "quà")
    assert place_of(comment, article) == (5, 8)


@pytest.mark.parametrize(
    "body",
    [
        f"Một đoạn ở trên.\n\n{BODY}",
        BODY.replace("Trao 1.250", "Hôm nay trao đúng 1.250"),
        BODY.replace("suất quà ở", "suất\nquà Tết ở"),
    ],
)
def test_it_stays_at_its_words_while_the_rest_is_edited(desk, article, body):
    commented(desk, article)
    assert words_at(desk.articles.type_text(article, body=body)) == "1.250 suất"


def test_of_the_same_words_at_two_places_it_is_at_those_it_was_made_for(desk, article):
    desk.articles.comments.add(article, replace(on(article, "suất quà", nth=1), text="?"))
    now = desk.articles[article.id]
    assert place_of(now.comments[0], now)[0] == BODY.rindex("suất quà")
    gone = replace(now, body=BODY.replace("Đợt sau trao suất quà lớn hơn.", "Hết."))
    assert words_at(gone) == "suất quà"  # moved, perhaps: they stand only once
    twice = replace(now, body="Xem suất quà này. Xem suất quà kia.")
    assert is_gone(now.comments[0], twice)


def test_where_the_words_are_gone_it_is_told_not_dropped(desk, article):
    commented(desk, article)
    now = desk.articles.type_text(article, body="Chữ khác.")
    assert is_gone(now.comments[0], now)
    assert now.comments[0].quote == "1.250 suất"
    assert words_at(desk.articles.type_text(article, body=BODY)) == "1.250 suất"


def test_decomposed_letters_are_found_too(desk):
    from unicodedata import normalize

    article = desk.articles.new(body=normalize("NFD", BODY))
    comment = on(replace(article, body=BODY), "suất quà ở ba")
    assert not is_gone(comment, article)


def test_open_ones_come_first_in_the_order_of_the_text(desk, article):
    for words in ("lớn hơn", "1.250", "Ai cũng"):
        commented(desk, article, words, words)
    desk.articles.comments.add(article, Comment(text="cả bài"))
    desk.articles.comments.add(article, replace(on(article, "Tặng", "headline"), text="tít"))
    now = desk.articles[article.id]
    now = desk.articles.comments.settle(now, now.comments[1], True)
    now = desk.articles.type_text(now, body=now.body.replace("Ai cũng", "Mọi người"))
    told = [one.text for one in in_order(now)]
    assert told == ["cả bài", "tít", "lớn hơn", "Ai cũng", "1.250"]


# ---------------------------------------------------------------- kept


def test_it_is_edited_answered_settled_opened_and_deleted_each_undone(desk, article, clock):
    comments, now = desk.articles.comments, commented(desk, article)
    (first,) = now.comments
    (edited,) = comments.edit(now, first, text="Ai nói?", to_writer=True).comments
    assert (edited.text, edited.to_writer, edited.quote) == ("Ai nói?", True, first.quote)
    (answered,) = comments.answer(now, edited, "Chị Lê Thu nói.").comments
    assert (answered.answer, answered.done) == ("Chị Lê Thu nói.", clock())
    assert answered.settled_by == first.who
    (opened,) = comments.settle(now, answered, False).comments
    assert (opened.done, opened.settled_by) == (None, "")
    assert comments.remove(now, opened).comments == ()
    undone = []
    while label := desk.undo.step_back():
        undone.append(label)
        if label == "edit comment":
            assert desk.articles[article.id].comments == (first,)
    assert undone[0] == "delete comment"


@pytest.mark.parametrize("text", ["", "  \n"])
def test_one_that_says_nothing_is_refused(desk, article, text):
    with pytest.raises(InvalidValueError, match="Say it in a few words"):
        commented(desk, article, text=text)
    assert desk.articles[article.id].comments == ()


def test_one_that_is_gone_meanwhile_is_refused(desk, article):
    now = commented(desk, article)
    desk.articles.comments.remove(now, now.comments[0])
    with pytest.raises(RecordNotFoundError):
        desk.articles.comments.settle(now, now.comments[0], True)


def test_it_is_there_after_a_restart_and_an_older_desk_has_none(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        old = desk.articles.new(headline="Cũ")
        commented(desk, desk.articles.new(body=BODY))
    with open_desk(desk_path, clock=clock) as desk:
        assert [len(one.comments) for one in desk.articles] == [0, 1]
        assert desk.articles[old.id].taken == ()


def test_an_article_with_a_comment_is_not_thrown_away_as_unused(desk):
    article = desk.articles.new()
    desk.articles.comments.add(article, Comment(text="Hỏi chị Thu."))
    assert not desk.articles.is_unused(article)


def test_an_older_revision_takes_no_comment_back(desk, article):
    desk.articles.type_text(article, body=f"{BODY} Thêm.")
    commented(desk, article)
    desk.revisions.restore(article, 0)
    assert len(desk.articles[article.id].comments) == 1


def test_only_open_ones_for_the_writer_go_back_with_the_article(desk, article):
    commented(desk, article, text="cho mình")
    commented(desk, article, text="cho người viết", to_writer=True)
    now = commented(desk, article, text="xong", to_writer=True)
    now = desk.articles.comments.settle(now, now.comments[2], True)
    assert [one.text for one in for_writer(now)] == ["cho người viết"]


# ---------------------------------------------------------------- in nothing that goes out


def all_bytes(data):
    """The bytes of a file, and of what is packed in it."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


@pytest.mark.parametrize("form", [Form(one) for one in FORMATS], ids=lambda one: one.format.name)
def test_no_export_holds_it(desk, article, tmp_path, form):
    before = desk.articles.export(article, tmp_path, name="a", form=form).read_bytes()
    commented(desk, article, to_writer=True)
    after = desk.articles.export(article, tmp_path, name="b", form=form).read_bytes()
    assert all_bytes(after) == all_bytes(before)
    assert SECRET.encode() not in all_bytes(after)


def test_an_export_template_is_given_none(desk, article, tmp_path):
    article = commented(desk, article, to_writer=True)
    (tmp_path / "own.txt.j2").write_text("{{ headline }} {{ comments is defined }}")
    form = form_of("own", templates=tmp_path)
    assert form.written(Outgoing(article)) == "Tặng quà False".encode()


def test_neither_what_is_spoken_nor_a_report_nor_another_years_campaign_holds_it(desk):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    article = desk.articles.new(campaign, headline="Tặng quà", body=BODY)
    article = commented(desk, article, to_writer=True)
    assert SECRET not in spoken(article.body).text
    assert SECRET not in report_text(desk.reports.figures(campaign))
    desk.campaigns.clone(campaign, 2028)
    assert [one.id for one in desk.articles if one.comments] == [article.id]
    assert SECRET not in repr(list(desk.tasks)) + repr(list(desk.campaigns))


def test_no_version_draft_and_no_bulletin_holds_it(desk):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    channel = Channel("loa", shape=Shape.LOUDSPEAKER)
    campaign = desk.records.change(campaign, channels=(channel,), audiences=(Named("thợ"),))
    article = desk.articles.new(campaign, headline="Tặng quà", body=BODY)
    article = commented(desk, article, to_writer=True)
    (version,) = desk.articles.versions.make(article, ["loa"])
    assert version.comments == ()
    assert SECRET not in version.body
    bulletin = desk.campaigns.bulletins.add(
        Bulletin(campaign=campaign.id, name="Sáng", day=desk.records.today())
    )
    bulletin = desk.campaigns.bulletins.put_items(bulletin, [article, version])
    script = desk.campaigns.bulletins.script(bulletin)
    assert SECRET not in repr(script)
    assert "1.250" in repr(script) or "nghìn" in repr(script)


def test_the_search_and_the_related_news_do_not_read_it(desk, article):
    commented(desk, article)
    desk.search.index()
    assert desk.search.find("lay tu dau") == []
    assert [hit.id for hit in desk.search.find("suat qua")] == [article.id]
