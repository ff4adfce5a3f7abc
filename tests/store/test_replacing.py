"""Words replaced over all drafts."""

import pytest

from store import Article, InvalidValueError, Status


def article(desk, headline, body="", **fields):
    return desk.records.add(Article(headline=headline, body=body, **fields))


def told(hits):
    return [(hit.article.headline, hit.field, hit.words) for hit in hits]


def texts(desk):
    return {one.headline: one.body for one in desk.articles}


@pytest.fixture
def full(desk):
    article(desk, "Hoa nở", "Vườn hoa và hóa đơn.\n\nHoàn tất HOA.", byline="Hoa")
    article(desk, "Bữa cơm", "Không có gì.")
    article(desk, "Đã phát", "Một bông hoa.", status=Status.EXPORTED, exported=desk.records.now())
    return desk


def test_whole_words_with_their_marks(full):
    assert told(full.articles.replacing.find("hoa")) == [
        ("Hoa nở", "headline", "Hoa"),
        ("Hoa nở", "byline", "Hoa"),
        ("Hoa nở", "body", "hoa"),
        ("Hoa nở", "body", "HOA"),
        ("Đã phát", "body", "hoa"),
    ]


def test_marks_ignored_and_parts_of_words(full):
    find = full.articles.replacing.find
    body = [hit.words for hit in find("hoa", marks=False) if hit.field == "body"]
    assert body == ["hoa", "hóa", "HOA", "hoa"]
    body = [hit.words for hit in find("hoa", marks=False, whole=False) if hit.field == "body"]
    assert body == ["hoa", "hóa", "Hoà", "HOA", "hoa"]
    assert [hit.words for hit in find("hóa")] == ["hóa"]
    assert find("") == []
    assert find("không có trên bàn") == []


def test_words_around_a_hit(full):
    hit = next(hit for hit in full.articles.replacing.find("hóa"))
    assert hit.around(20) == ("Vườn hoa và ", " đơn.")
    assert hit.around(3) == ("và ", " đơ")


def test_the_chosen_are_replaced_as_one_step_and_what_is_out_is_not(full):
    replacing = full.articles.replacing
    hits = [hit for hit in replacing.find("hoa") if hit.words != "HOA"]
    changed = replacing.replace(hits, "bông")
    assert [one.headline for one in changed] == ["Bông nở"]
    assert changed[0].byline == "Bông"
    assert texts(full) == {
        "Bông nở": "Vườn bông và hóa đơn.\n\nHoàn tất HOA.",
        "Bữa cơm": "Không có gì.",
        "Đã phát": "Một bông hoa.",
    }
    assert full.undo.last.label == "replace words"
    full.undo.step_back()
    assert "Hoa nở" in texts(full)
    assert texts(full)["Hoa nở"].startswith("Vườn hoa")


def test_only_some_articles_are_looked_through(full):
    some = [one for one in full.articles if one.headline == "Bữa cơm"]
    assert full.articles.replacing.find("hoa", some) == []
    assert len(full.articles.replacing.find("gì", some)) == 1


def test_a_text_that_was_changed_since_is_left_alone(full):
    hits = full.articles.replacing.find("hoa")
    now = next(one for one in full.articles if one.headline == "Hoa nở")
    full.articles.type_text(now, body="Hoa khác.")
    full.articles.replacing.replace(hits, "bông")
    assert texts(full)["Bông nở"] == "Hoa khác."


def test_articles_that_are_gone_are_left_out(full):
    hits = full.articles.replacing.find("hoa")
    full.articles.remove(hits[0].article)
    assert full.articles.replacing.replace(hits, "bông") == []


def test_new_words_of_several_lines_are_refused(full):
    hits = full.articles.replacing.find("hoa")
    for text in ("hai\ndòng", "bông\n", "hai\u2028dòng"):
        with pytest.raises(InvalidValueError):
            full.articles.replacing.replace(hits, text)
    assert "Hoa nở" in texts(full)


def test_words_in_two_forms_are_the_same(desk):
    article(desk, "Bài", "Bữa cơm ho\u0301a đơn.")
    (hit,) = desk.articles.replacing.find("hóa")
    desk.articles.replacing.replace([hit], "hoá")
    assert texts(desk)["Bài"] == "Bữa cơm hoá đơn."
