"""The command that sets the status of an article."""

from __future__ import annotations

import pytest

from store import Article, open_desk
from store.records import Status
from tests.tui.cli import put, refused


@pytest.fixture
def article(desk_path):
    """An article that waits for an editor."""
    article = Article(headline="Quà đến tay", body="Lời.", status=Status.TO_EDIT)
    put(desk_path, article)
    return article


def state(desk_path, article):
    with open_desk(desk_path, read_only=True) as desk:
        now = desk.articles[article.id]
        return now.status, now.return_note


@pytest.mark.parametrize("name", ["approved", "đã duyệt", "DA DUYET", "appr"])
def test_it_is_named_by_code_or_word_in_either_language(cli, article, desk_path, name):
    assert cli("status", article.id[:6], name).lines[0].startswith(article.id)
    assert state(desk_path, article) == (Status.APPROVED, "")


def test_one_is_returned_with_a_note(cli, article, desk_path):
    cli("status", article.id, "trả lại", "--note", "Thiếu giá vé.")
    assert state(desk_path, article) == (Status.RETURNED, "Thiếu giá vé.")


@pytest.mark.parametrize("options", [(), ("--note", " ")])
def test_one_is_not_returned_without_a_note(cli, article, desk_path, options):
    assert "Say what is to be changed." in refused(cli("status", article.id, "returned", *options))
    assert state(desk_path, article) == (Status.TO_EDIT, "")


def test_what_is_out_is_not_withdrawn_without_a_reason(cli, article, desk_path):
    cli("status", article.id, "approved")
    cli("posted", article.id, "--channel", "báo in")
    assert "Say why" in refused(cli("status", article.id, "withdrawn"))
    assert state(desk_path, article) == (Status.EXPORTED, "")
    cli("status", article.id, "withdrawn", "--note", "Sai số")
    assert state(desk_path, article) == (Status.WITHDRAWN, "")


@pytest.mark.parametrize("name", ["", "đ", "xong rồi", "exported", "done"])
def test_what_is_no_status_or_comes_from_the_ledger_is_refused(cli, article, desk_path, name):
    refused(cli("status", article.id, name))
    assert state(desk_path, article) == (Status.TO_EDIT, "")


# ---------------------------------------------------------------- gates


@pytest.fixture
def blocked(desk_path):
    """An article with a day that no calendar has."""
    article = Article(headline="Hẹn nhau", body="Hẹn ngày 31.4 nhé.", status=Status.TO_APPROVE)
    put(desk_path, article)
    return article


def test_what_is_blocked_is_refused_with_what_blocks_it(cli, blocked, desk_path):
    said = refused(cli("status", blocked.id, "approved"))
    assert "“Hẹn nhau” is held back: “31.4” is no day of the calendar (paragraph 1)." in said
    assert state(desk_path, blocked) == (Status.TO_APPROVE, "")


def test_it_passes_with_a_reason_which_is_told_later(cli, blocked, desk_path):
    cli("status", blocked.id, "approved", "--override", "Trích nguyên văn.")
    assert state(desk_path, blocked) == (Status.APPROVED, "")
    told = cli("status", blocked.id).lines[-1]
    assert told.startswith("Let pass as “approved” on ")
    assert ": Trích nguyên văn. (impossible-day: “31.4”)" in told


def test_what_was_let_pass_is_told_at_each_further_step(cli, desk_path, tmp_path):
    article = Article(headline="Hẹn nhau", body="Hẹn ngày 31.4 nhé.", status=Status.EDITING)
    put(desk_path, article)
    cli("status", article.id, "to-approve", "--override", "Trích nguyên văn.")
    found = "“31.4” is no day of the calendar (paragraph 1)"
    still = f"“Hẹn nhau” goes on although {found}"
    assert still in cli("status", article.id, "approved").err
    assert still in cli("export", article.id, "--to", tmp_path / "out").err
    assert state(desk_path, article)[0] is Status.EXPORTED


def test_what_is_blocked_is_not_exported_unless_somebody_says_why(
    cli, blocked, desk_path, tmp_path
):
    cli("status", blocked.id, "approved", "--override", "Trích nguyên văn.")
    with open_desk(desk_path) as desk:
        desk.articles.type_text(desk.articles[blocked.id], body="Hẹn ngày 31.6 nhé.")
    out = tmp_path / "out"
    assert "is held back" in refused(cli("export", blocked.id, "--to", out))
    assert not list(out.glob("*"))
    cli("export", blocked.id, "--to", out, "--override", "Trích nữa.")
    assert len(list(out.glob("*.txt"))) == 1
    with open_desk(desk_path, read_only=True) as desk:
        reasons = [one.reason for one in desk.articles[blocked.id].overrides]
    assert reasons == ["Trích nguyên văn.", "Trích nữa."]
