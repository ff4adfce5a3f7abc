"""What comments are called on the command line: their names stay while others come and go."""

from __future__ import annotations

import pytest

from store import Article, open_desk
from tests.tui.cli import put, refused


@pytest.fixture
def article(desk_path):
    article = Article(headline="Tặng quà", body="Trao 1.250 suất quà. Ai cũng mừng.")
    put(desk_path, article)
    return article


def names(cli, article):
    rows = (line.split("\t") for line in cli("comment", "list", article.id).lines)
    return {row[-1].partition(" → ")[0]: row[0] for row in rows}


def test_a_name_stays_when_one_is_added_before(cli, article):
    cli("comment", "add", article.id, "Ai?", "--on", "Ai cũng mừng")
    before = names(cli, article)
    cli("comment", "add", article.id, "Số nào?", "--on", "1.250 suất")
    cli("comment", "add", article.id, "Ngắn lại.")
    now = names(cli, article)
    assert now["Ai?"] == before["Ai?"]
    assert len(set(now.values())) == 3
    cli("comment", "settle", article.id, before["Ai?"], "--answer", "Tổ may.")
    done = [line for line in cli("comment", "list", article.id).lines if "✔" in line]
    assert [line.split("\t")[-1] for line in done] == ["Ai? → Tổ may."]
    assert names(cli, article) == now


def test_a_name_stays_when_one_is_deleted_or_says_something_else(cli, article, desk_path):
    for text in ("Một", "Hai", "Ba"):
        cli("comment", "add", article.id, text, "--on", {"Một": "Trao"}.get(text, "mừng"))
    before = names(cli, article)
    with open_desk(desk_path) as desk:
        now = desk.articles[article.id]
        first, second, _third = now.comments
        now = desk.articles.comments.edit(now, second, text="Hai!", to_writer=False)
        desk.articles.comments.remove(now, first)
    assert names(cli, article)["Hai!"] == before["Hai"]


def test_comments_of_the_same_moment_on_the_same_words_have_two_names(cli, article):
    for text in ("Một", "Hai"):
        cli("comment", "add", article.id, text)
    called = names(cli, article)
    cli("comment", "settle", article.id, called["Hai"])
    (done,) = (line for line in cli("comment", "list", article.id).lines if "✔" in line)
    assert done.endswith("Hai")


def test_the_beginning_of_several_names_is_refused(cli, article):
    for n in range(17):  # two of them begin with the same of sixteen letters
        cli("comment", "add", article.id, f"Ghi chú {n}")
    firsts = [name[0] for name in names(cli, article).values()]
    twice = next(one for one in firsts if firsts.count(one) > 1)
    refused(cli("comment", "settle", article.id, twice), "Several")
