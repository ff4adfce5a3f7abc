"""The way of an article through the desk: the table of steps, and the gates in their way."""

from __future__ import annotations

import pytest

from store import Article, Status
from store.copydesk import rule_files
from store.copydesk.checker import Checker
from store.copydesk.manuscript import of_article
from store.copydesk.rule import Severity
from store.errors import finding
from store.records import Source
from store.workflow import STEPS, Move, Ready, next_step, steps_from

SOURCES = (Source(who="chị Lê Thu"),)
GOOD = Article(headline="Tặng 20 suất quà", body="Trao 20 suất quà.", sources=SOURCES)


def step(start, end):
    (found,) = [one for one in steps_from(start) if one.end is end]
    return found


def said(found, article, **more):
    flags = Checker(rule_files.built_in()).check(of_article(article))
    stops = found.stops(Ready(article, tuple(flags), **more))
    return [(stop.severity, str(stop.found)) for stop in stops]


# ---------------------------------------------------------------- the table


def test_the_way_forward_leads_from_the_idea_to_what_is_approved():
    way = [Status.IDEA]
    while (following := next_step(way[-1])) is not way[-1]:
        way.append(following)
    assert way == [
        *(Status.IDEA, Status.ASSIGNED, Status.WRITING, Status.TO_EDIT, Status.EDITING),
        *(Status.TO_APPROVE, Status.APPROVED),
    ]


def test_no_step_is_there_twice_and_each_status_can_be_reached():
    pairs = [(one.start, one.end) for one in STEPS]
    assert len(set(pairs)) == len(pairs)
    assert {end for _start, end in pairs} == {*Status}


def test_whatever_is_not_out_can_be_cancelled_and_come_back():
    cancelled = {one.start for one in STEPS if one.move is Move.CANCEL}
    assert cancelled == {*Status} - {Status.EXPORTED, Status.WITHDRAWN, Status.CANCELLED}
    assert {one.end for one in steps_from(Status.CANCELLED)} == cancelled


@pytest.mark.parametrize(
    "one",
    [one for one in STEPS if one.move not in (Move.LEDGER, Move.WITHDRAW)],
    ids=lambda one: f"{one.start}-{one.end}",
)
def test_the_desk_takes_each_step_that_a_hand_may_take(desk, one):
    article = desk.articles.new(headline="Tít", body="Một đoạn.", status=one.start)
    assert desk.articles.set_status(article, one.end, reason="sửa tít").status is one.end


def test_only_the_ledger_takes_an_article_out():
    assert [one.move for one in STEPS if one.end is Status.EXPORTED] == [Move.LEDGER]


# ---------------------------------------------------------------- gates

TO_APPROVED = step(Status.TO_APPROVE, Status.APPROVED)


def test_nothing_stands_in_the_way_of_an_article_that_is_good():
    assert said(TO_APPROVED, GOOD) == []
    assert said(step(Status.APPROVED, Status.EXPORTED), GOOD) == []


def test_what_has_no_text_does_not_go_to_the_editor():
    assert said(step(Status.WRITING, Status.TO_EDIT), Article()) == [
        (Severity.BLOCK, "it has no headline"),
        (Severity.BLOCK, "it has no text"),
    ]


def test_an_article_is_begun_and_returned_without_gates():
    assert said(step(Status.IDEA, Status.ASSIGNED), Article()) == []
    assert said(step(Status.TO_EDIT, Status.RETURNED), Article()) == []


def test_what_the_copy_desk_finds_stands_in_the_way_by_its_weight():
    body = "Hẹn ngày 31.4 ở của của tổ may. Ăn ngẹn.  Đi."
    article = Article(headline="Tặng 20 suất quà", body=body, sources=SOURCES)
    assert said(TO_APPROVED, article) == [
        (Severity.BLOCK, "the copy desk blocks it: impossible-day, “31.4” (line 5)"),
        (Severity.WARNING, "warnings of the copy desk: 2"),
        (Severity.REMINDER, "reminders of the copy desk: 2"),
    ]


def test_what_is_over_the_limits_of_the_channel_is_a_warning():
    over = (finding("{count} words, {most} at most", count=120, most=100),)
    assert said(TO_APPROVED, GOOD, over=over) == [
        (Severity.WARNING, "120 words, 100 at most"),
    ]


def test_an_empty_source_sheet_is_a_reminder_but_not_of_a_version():
    bare = Article(headline="Tặng quà", body="Trao quà.")
    version = Article(headline="Tặng quà", body="Trao quà.", master=bare.id)
    assert said(TO_APPROVED, bare) == [(Severity.REMINDER, "its source sheet is empty")]
    assert said(TO_APPROVED, version) == []
