"""Words that are replaced keep the capitals of their place."""

from __future__ import annotations

import pytest

from store import Article
from tests.tui.helpers import written


@pytest.mark.parametrize(
    ("asked", "put", "before", "after"),
    [
        ("quà", "suất ăn", "Quà đến. Có quà, QUÀ.", "Suất ăn đến. Có suất ăn, SUẤT ĂN."),
        ("công đoàn", "nghiệp đoàn", "Công Đoàn họp.", "Nghiệp Đoàn họp."),
        ("công đoàn", "nghiệp đoàn", "Công đoàn họp.", "Nghiệp đoàn họp."),
        ("thủ đô", "Hà Nội", "Thủ đô, thủ đô, THỦ ĐÔ", "Hà Nội, Hà Nội, HÀ NỘI"),
        ("Thủ đô", "Hà Nội", "Về thủ đô.", "Về Hà Nội."),  # a name is not made small
        ("ĐV", "đoàn viên", "ĐV họp.", "đoàn viên họp."),  # typed so: it is meant
        ("Tổ may", "đội may", "Tổ may họp.", "đội may họp."),
        ("a", "một", "A, a", "Một, một"),
        ("quà", "“suất”", "Quà đến.", "“Suất” đến."),
        ("12", "mười hai", "12 QUÀ", "mười hai QUÀ"),
        ("quà", "", "Quà đến.", " đến."),
    ],
)
def test_capitals_are_those_of_the_place(desk, asked, put, before, after):
    article = desk.records.add(Article(headline="x", body=before))
    replacing = desk.articles.replacing
    replacing.replace(replacing.find(asked), put)
    assert desk.articles[article.id].body == after


def test_letters_of_more_than_one_character_are_capitals_too(desk):
    decomposed = "Ða\u0306\u0323t qua\u0300. QUA\u0300."  # NFD
    article = written(desk, body=decomposed)
    replacing = desk.articles.replacing
    replacing.replace(replacing.find("quà"), "hoa")
    assert desk.articles[article.id].body.endswith("hoa. HOA.")


def test_each_place_says_what_is_put_there(desk):
    written(desk, "x", body="Quà đến. Có quà, QUÀ.")
    hits = desk.articles.replacing.find("quà")
    assert [hit.new_words("hoa") for hit in hits] == ["Hoa", "hoa", "HOA"]
