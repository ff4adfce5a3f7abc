"""Articles that are returned to their writers, with a note."""

from __future__ import annotations

import pytest

from store.records import Status
from store.workflow import next_step
from tests.tui.helpers import written


def returned(desk, note="Thiếu giá vé."):
    article = written(desk, "Chuyến xe Tết", status=Status.TO_EDIT)
    return desk.articles.set_status(article, Status.RETURNED, reason=note)


def test_the_note_stays_until_the_article_is_approved(desk):
    article = returned(desk)
    assert (article.status, article.return_note) == (Status.RETURNED, "Thiếu giá vé.")
    for status in (Status.WRITING, Status.TO_EDIT, Status.EDITING, Status.TO_APPROVE):
        article = desk.articles.set_status(article, status)
        assert article.return_note == "Thiếu giá vé."
    assert desk.articles.set_status(article, Status.APPROVED).return_note == ""


def test_a_second_note_replaces_the_first(desk):
    article = desk.articles.set_status(returned(desk), Status.TO_EDIT)
    again = desk.articles.set_status(article, Status.RETURNED, reason=" Thiếu giờ chạy. ")
    assert again.return_note == "Thiếu giờ chạy."


def test_returning_several_is_one_step_of_undo(desk):
    articles = [written(desk, f"Bài {n}", status=Status.TO_EDIT) for n in range(3)]
    desk.articles.bulk.set_status(articles, Status.RETURNED, reason="Viết ngắn lại.")
    assert {article.return_note for article in desk.articles} == {"Viết ngắn lại."}
    desk.undo.step_back()
    assert {(a.status, a.return_note) for a in desk.articles} == {(Status.TO_EDIT, "")}


@pytest.mark.parametrize(
    ("status", "following"),
    [(Status.WRITING, Status.TO_EDIT), (Status.RETURNED, Status.WRITING)],
)
def test_what_is_returned_is_written_again(status, following):
    assert next_step(status) is following


def test_it_is_found_by_its_status_and_is_not_finished(desk):
    article = returned(desk)
    assert [hit.id for hit in desk.search.find("trạng thái:trả lại")] == [article.id]
    assert "it is not approved" in desk.articles.unfinished(article)
