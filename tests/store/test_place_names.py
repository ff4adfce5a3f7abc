"""What a place in an article is called."""

from __future__ import annotations

from time import process_time

import pytest

from store import Article
from store.articles.place_names import place_name

BODY = "\n\nMột.\n\nHai\nhai.\n \nBa."


def told(body, start):
    return str(place_name(Article(body=body), "body", start))


@pytest.mark.parametrize(
    ("words", "number"), [("\n\nM", 1), ("Một", 1), ("Hai", 2), ("hai.", 2), ("Ba", 3), ("Ba.", 3)]
)
def test_a_paragraph_is_told_by_its_number(words, number):
    assert told(BODY, BODY.index(words)) == f"paragraph {number}"


def test_the_number_follows_the_text():
    assert told("Một.\n\nHai.", 6) == "paragraph 2"
    assert told("Không.\n\nMột.\n\nHai.", 14) == "paragraph 3"
    assert told("", 0) == "paragraph 1"


def test_the_places_of_a_list_take_no_time_on_a_long_text():
    body = "\n\n".join(f"Đoạn {number} của một bài dài." for number in range(5_000))
    article = Article(body=body)
    start = process_time()
    numbers = [place_name(article, "body", len(body) * n // 1_000) for n in range(1_000)]
    assert process_time() - start < 0.5  # with the paragraphs counted each time, five seconds
    assert str(numbers[-1]) == "paragraph 4995"
