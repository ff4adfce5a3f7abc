"""Comments on the command line: written, listed, settled; and the steps that were taken."""

from __future__ import annotations

import pytest

from store import Article
from store.records import Status
from tests.tui.cli import put, refused

BODY = "Trao 1.250 suất quà. Ai cũng mừng quà."


@pytest.fixture
def article(desk_path):
    article = Article(headline="Tặng quà", body=BODY, status=Status.TO_EDIT)
    put(desk_path, article)
    return article


def test_one_is_written_listed_and_settled_with_an_answer(cli, article, desk_path):
    assert cli("comment", "add", article.id[:8], "Số nào?", "--on", "1.250 suất").id == article.id
    cli("comment", "add", article.id, "Ngắn lại.", "--myself")
    whole, words = (line.split("\t") for line in cli("comment", "list", article.id).lines)
    assert whole[1:3] == ["○", "for myself"]
    assert whole[-2:] == ["on the whole article", "Ngắn lại."]
    assert words[1:3] == ["○", "for the writer"]
    assert words[-2:] == ["“1.250 suất”", "Số nào?"]
    cli("comment", "settle", article.id, words[0], "--answer", "Sổ quà.")
    cli("comment", "settle", article.id, whole[0])
    states = [line.split("\t")[1] for line in cli("comment", "list", article.id).lines]
    assert states == ["✔", "✔"]
    assert "Số nào? → Sổ quà." in cli("comment", "list", article.id).lines[1]


@pytest.mark.parametrize(
    ("on", "why"),
    [("suất cơm", "do not stand in the article"), ("quà", "stand at several places")],
)
def test_words_that_are_not_there_or_not_certain_are_refused(cli, article, desk_path, on, why):
    assert why in refused(cli("comment", "add", article.id, "?", "--on", on))
    assert cli("comment", "list", article.id).lines == []


@pytest.mark.parametrize("name", ["", "x1", "zz"])
def test_a_name_that_there_is_not_is_refused(cli, article, name):
    cli("comment", "add", article.id, "Số nào?")
    told = refused(cli("comment", "settle", article.id, name))
    assert f"no comment “{name}”" in told


def test_the_page_is_shown_without_them_and_told_beside_it(cli, article):
    before = cli("show", article.id)
    cli("comment", "add", article.id, "Số nào?", "--on", "1.250 suất")
    shown = cli("show", article.id)
    assert (shown.out, before.err) == (before.out, "")
    assert shown.err == f"toasoan: 1 comment is open; “comment list {article.id[:6]}” shows it.\n"


def test_a_return_says_how_many_go_back_with_the_article(cli, article):
    cli("comment", "add", article.id, "Số nào?")
    cli("comment", "add", article.id, "cho mình", "--myself")
    told = cli("status", article.id, "returned", "--note", "Thiếu nguồn.")
    assert told.err == "toasoan: 1 comment goes back with it; “comment list” shows it.\n"


def test_the_status_tells_who_takes_a_step_and_who_has_taken_which(cli, article):
    cli("status", article.id, "editing")
    cli("status", article.id, "to-approve")
    lines = cli("status", article.id).lines
    assert "→ approved · by the approver" in lines
    taken = [line for line in lines if " · " in line and not line.startswith("→")]
    assert [line.split(" · ")[0] for line in taken] == ["being edited", "waiting for approval"]
    assert all(line.endswith(("09:00",)) for line in taken)
