"""What blocks is told in the words of its rule: what it is, which words, where."""

from __future__ import annotations

import pytest

from store import Article, open_desk
from store.records import Status

RULE = """
[[rules]]
id = "no-foo"
kind = "existence"
severity = "block"
vi = "{vi}"
en = "{en}"
words = ["tổ chim"]
wrong = ["Thăm tổ chim."]
right = ["Thăm tổ may."]
"""


def told(folder, vi, en, body="Thăm tổ chim."):
    (folder / "own.toml").write_text(RULE.format(vi=vi, en=en), encoding="utf-8")
    with open_desk(folder / "desk.json", rules=folder) as desk:
        article = desk.records.add(Article(headline="Tít", body=body))
        return [str(one.found) for one in desk.articles.gates.blocks(article, Status.APPROVED)]


@pytest.mark.parametrize(
    ("vi", "en", "sentence"),
    [
        ("không viết {words}", "do not write {words}", "do not write tổ chim (paragraph 1)"),
        ("không nói vậy", "not so", "not so: “tổ chim” (paragraph 1)"),
    ],
)
def test_the_words_are_told_once(tmp_path, vi, en, sentence):
    assert told(tmp_path, vi, en) == [sentence]


def test_what_is_no_letter_is_told_by_its_message_alone(tmp_path):
    (found,) = told(tmp_path, "{words}", "{words}", body="Thăm\x07 tổ may.")
    assert found == "a control character, or one that was lost (paragraph 1)"
