"""Who takes which step by the rules of the house, and who has taken it when."""

from __future__ import annotations

import pytest

from store import Status, open_desk
from store.article_parts import Taken
from store.channels import Channel
from store.desk.revision_log import who
from store.workflow import STEPS, WAY, Move, Role, steps_from

from .outside import edit


def taken(desk, article):
    return [one.status for one in desk.articles[article.id].taken]


def text(desk, campaign=None, **fields):
    return desk.articles.new(campaign, headline="Tặng quà", body="Trao quà.", **fields)


# ---------------------------------------------------------------- by the rules


def test_the_way_forward_goes_from_hand_to_hand():
    forward = [one for one in STEPS if one.move in (Move.FORWARD, Move.LEDGER)]
    by = {one.end: one.by for one in forward if one.start in WAY}
    assert by == {
        Status.ASSIGNED: Role.EDITOR,
        Status.WRITING: Role.WRITER,
        Status.TO_EDIT: Role.WRITER,
        Status.EDITING: Role.EDITOR,
        Status.TO_APPROVE: Role.EDITOR,
        Status.APPROVED: Role.APPROVER,
        Status.EXPORTED: Role.LEDGER,
    }


@pytest.mark.parametrize(
    ("start", "by"), [(Status.TO_EDIT, Role.EDITOR), (Status.TO_APPROVE, Role.APPROVER)]
)
def test_who_has_an_article_returns_or_cancels_it(start, by):
    moves = {one.move: one.by for one in steps_from(start)}
    assert (moves[Move.RETURN], moves[Move.CANCEL]) == (by, by)


def test_only_the_ledger_takes_what_the_ledger_takes():
    assert {one.move for one in STEPS if one.by is Role.LEDGER} == {Move.LEDGER}


# ---------------------------------------------------------------- as it was taken


def test_each_step_is_kept_with_name_and_moment(desk, clock):
    article = text(desk)
    assert article.taken == ()  # begun, and no step taken yet
    first = clock()
    desk.articles.set_status(article, Status.TO_EDIT)
    clock.wait(10)
    desk.articles.set_status(article, Status.EDITING)
    desk.articles.set_status(article, Status.EDITING)  # no step
    assert desk.articles[article.id].taken == (
        Taken(status="to-edit", who=who(), at=first),
        Taken(status="editing", who=who(), at=clock()),
    )


def test_typing_the_first_text_is_a_step(desk):
    article = desk.articles.new(headline="Tặng quà", status=Status.ASSIGNED)
    pending = desk.articles.type_text_later(article, body="Trao quà.")
    pending.write()
    desk.records.latest(article)  # takes what was written onto the desk
    assert taken(desk, article) == ["writing"]
    other = desk.articles.new(headline="Tặng mũ", status=Status.IDEA)
    desk.articles.type_text(other, body="Trao mũ.")
    assert taken(desk, other) == ["writing"]


def test_many_at_once_each_take_the_step_and_undo_takes_it_back(desk):
    articles = [text(desk) for _ in range(3)]
    desk.articles.bulk.set_status(articles, Status.TO_EDIT)
    desk.articles.workflow.set_status(articles, Status.RETURNED, reason="Thiếu giờ.")
    assert [taken(desk, one) for one in articles] == [["to-edit", "returned"]] * 3
    desk.undo.step_back()
    assert [taken(desk, one) for one in articles] == [["to-edit"]] * 3
    desk.undo.step_back()
    assert [desk.articles[one.id].status for one in articles] == [Status.WRITING] * 3
    assert [taken(desk, one) for one in articles] == [[]] * 3


def test_whoever_lets_it_pass_has_taken_the_step(desk):
    article = desk.articles.new(headline="Hẹn", body="Hẹn ngày 31.4 nhé.", status=Status.TO_APPROVE)
    workflow = desk.articles.workflow
    workflow.set_status([article], Status.APPROVED, override="Trích.", by="Lê Thu")
    assert [(one.status, one.who) for one in desk.articles[article.id].taken] == [
        ("approved", "Lê Thu")
    ]


def test_the_ledger_takes_it_out_and_back_and_undo_leaves_that(desk, tmp_path):
    campaign = desk.campaigns.new_empty("Mùa quà", 2027)
    desk.records.change(campaign, channels=(Channel("báo in"),))
    article = text(desk, campaign=campaign, channels=("báo in",))
    desk.articles.set_status(article, Status.APPROVED)
    desk.articles.export(desk.articles[article.id], tmp_path)
    assert taken(desk, article) == ["approved", "exported"]
    desk.undo.step_back()  # of the approval: it has gone out since
    assert desk.articles[article.id].status is Status.EXPORTED
    assert taken(desk, article) == ["approved", "exported"]
    desk.articles.set_status(article, Status.WITHDRAWN, reason="Sai số")
    assert taken(desk, article) == ["approved", "exported", "withdrawn"]


def test_it_is_there_after_a_restart_and_another_programs_change_adds_no_name(desk_path, clock):
    with open_desk(desk_path, clock=clock) as desk:
        article = text(desk)
        desk.articles.set_status(article, Status.TO_EDIT)

    def approve(data):
        (document,) = data["articles"].values()
        document |= {"status": "approved", "updated": clock().isoformat()}

    clock.wait()
    edit(desk_path, approve)
    with open_desk(desk_path, clock=clock) as desk:
        assert desk.articles[article.id].status is Status.APPROVED
        assert taken(desk, article) == ["to-edit"]


def test_an_older_revision_changes_no_step(desk):
    article = text(desk)
    desk.articles.type_text(article, body="Trao quà hôm nay.")
    desk.articles.set_status(article, Status.TO_EDIT)
    desk.revisions.restore(article, 0)
    assert taken(desk, article) == ["to-edit"]
    assert desk.articles[article.id].status is Status.TO_EDIT
