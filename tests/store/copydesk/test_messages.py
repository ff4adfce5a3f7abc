"""What findings say: numbers as each language writes them."""

from __future__ import annotations

from store.articles.sentences import sentences
from store.copydesk.checker import Checker
from store.copydesk.manuscript import of_bytes
from store.copydesk.rule_files import built_in
from tests.cost import grows_evenly


def test_numbers_have_the_mark_of_thousands_of_the_language():
    text = "Tít\n\nAn |\n\n" + "Tổ may trao quà. " * 500 + "\n\nAn"
    flags = Checker(built_in()).check(of_bytes(text.encode(), "x"))
    (flag,) = (one for one in flags if one.rule == "long-lead")
    assert "2.000 chữ" in flag.vi
    assert "2,000 words" in flag.en


def test_a_sum_is_told_as_the_text_writes_figures():
    text = "Quỹ trao 2.500 suất, gồm 1.250 suất gạo và 1.240 suất dầu."
    flags = Checker(built_in()).check(of_bytes(text.encode(), "x"))
    (flag,) = (one for one in flags if one.rule == "wrong-sum")
    assert flag.vi.endswith("2.490")
    assert flag.en.endswith("2.490")


def test_the_sentences_of_one_line_cost_as_much_as_it_is_long():
    grows_evenly(lambda size: lambda: sentences("Tổ may trao quà. " * size), 2_000)
