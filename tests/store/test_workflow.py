"""The way of an article through the desk: the table of steps, and the gates in their way."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store import Article, Status, open_desk
from store.copydesk import rule_files
from store.copydesk.checker import Checker
from store.copydesk.manuscript import of_article
from store.copydesk.rule import Severity
from store.errors import BlockedError, finding
from store.records import Source
from store.report import report_text
from store.workflow import STEPS, Move, Ready, next_step, steps_from, stops

SOURCES = (Source(who="chị Lê Thu"),)
GOOD = Article(headline="Tặng 20 suất quà", body="Trao 20 suất quà.", sources=SOURCES)


def step(start, end):
    (found,) = [one for one in steps_from(start) if one.end is end]
    return found


def said(found, article, **more):
    there = replace(article, status=found.start)
    flags = Checker(rule_files.built_in()).check(of_article(there))
    told = stops(Ready(there, tuple(flags), **more), found.end)
    return [(stop.severity, str(stop.found)) for stop in told]


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
        (Severity.BLOCK, "“31.4” is no day of the calendar (paragraph 1)"),
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


@pytest.mark.parametrize("start", [Status.IDEA, Status.WRITING, Status.RETURNED, Status.CANCELLED])
def test_who_leaves_steps_out_or_comes_back_meets_the_gates_all_the_same(start):
    empty = Ready(Article(status=start))
    assert [str(stop.found) for stop in stops(empty, Status.APPROVED)][:2] == [
        "it has no headline",
        "it has no text",
    ]
    assert stops(empty, Status.WRITING) == []


# ---------------------------------------------------------------- the desk


def impossible(desk, campaign=None, **fields):
    return desk.articles.new(
        campaign, headline="Hẹn ngày 31.4", body="Hẹn ngày 31.4 nhé.", **fields
    )


def test_what_is_blocked_stays_where_it_is_and_the_sentence_says_why(desk):
    article = impossible(desk, status=Status.TO_APPROVE)
    with pytest.raises(BlockedError) as caught:
        desk.articles.workflow.set_status([article], Status.APPROVED)
    assert "“Hẹn ngày 31.4” is held back: “31.4” is no day of the calendar" in str(caught.value)
    assert desk.articles[article.id].status is Status.TO_APPROVE
    assert desk.articles[article.id].overrides == ()


def test_one_that_is_blocked_keeps_the_others_back(desk):
    blocked = [impossible(desk), desk.articles.new()]
    fine = desk.articles.new(headline="Tít", body="Một đoạn.")
    with pytest.raises(BlockedError, match="and 1 more are"):
        desk.articles.workflow.set_status([fine, *blocked], Status.APPROVED)
    assert {one.status for one in desk.articles} == {Status.WRITING}


def test_a_block_is_overridden_with_a_name_and_a_reason_that_are_kept(desk, clock):
    article, fine = impossible(desk), desk.articles.new(headline="Tít", body="Một đoạn.")
    changed = desk.articles.workflow.set_status(
        [article, fine], Status.APPROVED, override=" Trích nguyên văn. ", by="Lê Thu"
    )
    assert [one.status for one in changed] == [Status.APPROVED] * 2
    (kept,) = desk.articles[article.id].overrides
    assert (kept.status, kept.reason, kept.who) == ("approved", "Trích nguyên văn.", "Lê Thu")
    assert kept.at == clock()
    assert {(one.rule, one.words) for one in kept.blocks} == {("impossible-day", "31.4")}
    assert desk.articles[fine.id].overrides == ()
    desk.undo.step_back()
    assert desk.articles[article.id].overrides == ()
    assert desk.articles[article.id].status is Status.WRITING


def test_what_was_kept_is_there_after_a_restart(desk, desk_path):
    article = impossible(desk)
    desk.articles.workflow.set_status([article], Status.APPROVED, override="Trích nguyên văn.")
    kept = desk.articles[article.id].overrides
    assert kept[0].who
    desk.close()
    with open_desk(desk_path) as again:
        assert again.articles[article.id].overrides == kept


def test_the_way_back_has_no_gates(desk):
    article = desk.articles.new(status=Status.APPROVED)
    (again,) = desk.articles.workflow.set_status([article], Status.EDITING)
    assert again.status is Status.EDITING
    assert again.overrides == ()


def test_the_rules_of_the_desk_and_its_facts_stand_at_the_gates(tmp_path):
    (tmp_path / "ours.toml").write_text(
        """[[rules]]
id = "no-foo"
kind = "existence"
severity = "block"
vi = "không viết {words}"
en = "do not write {words}"
words = ["tổ chim"]
wrong = ["Thăm tổ chim."]
right = ["Thăm tổ may."]
""",
        encoding="utf-8",
    )
    with open_desk(tmp_path / "desk.json", rules=tmp_path) as desk:
        article = desk.articles.new(headline="Tít", body="Thăm tổ chim.")
        found = desk.articles.gates.blocks(article, Status.APPROVED)
        assert [one.block.rule for one in found] == ["no-foo"]
        mended = desk.articles.type_text(article, body="Thăm tổ may.")
        assert not desk.articles.gates.blocks(mended, Status.APPROVED)


def test_what_was_let_pass_once_is_a_reminder_wherever_it_stands(desk):
    article = impossible(desk)
    desk.articles.workflow.set_status([article], Status.TO_APPROVE, override="Trích nguyên văn.")
    moved = desk.articles.type_text(article, body="Một đoạn nữa.\n\nHẹn ngày 31.4 nhé.")
    assert desk.articles.gates.blocks(moved, Status.APPROVED) == []
    told = stops(desk.articles.gates.ready(moved), Status.APPROVED)
    assert {stop.severity for stop in told} == {Severity.REMINDER}
    assert any("“31.4” is no day" in str(stop.found) for stop in told)
    (approved,) = desk.articles.workflow.set_status([moved], Status.APPROVED)
    assert len(approved.overrides) == 1
    worse = desk.articles.type_text(approved, body="Hẹn ngày 31.4, ngày 31.6 nhé.")
    assert len(desk.articles.gates.blocks(worse, Status.EXPORTED)) == 1


# ---------------------------------------------------------------- going out


def test_what_is_blocked_since_it_was_approved_does_not_go_out(desk, tmp_path):
    article = impossible(desk, status=Status.APPROVED)
    with pytest.raises(BlockedError, match="is held back"):
        desk.articles.export(article, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert list(desk.ledger) == []
    desk.articles.workflow.let_pass([article], Status.EXPORTED, because="Trích nguyên văn.")
    assert desk.articles.export(article, tmp_path / "out").exists()
    assert desk.articles[article.id].status is Status.EXPORTED
    desk.articles.type_text(article, body="Hẹn ngày 31.6 nhé.")
    with pytest.raises(BlockedError):  # each time
        desk.articles.export(article, tmp_path / "out")


def test_a_draft_goes_out_as_a_draft_whatever_is_in_it(desk, tmp_path):
    assert "ban-nhap" in desk.articles.export(impossible(desk), tmp_path).name


def test_of_several_those_that_are_blocked_stay_and_the_others_go_out(desk, tmp_path):
    blocked = impossible(desk, status=Status.APPROVED)
    fine = desk.articles.new(headline="Tít", body="Một đoạn.", status=Status.APPROVED)
    bulk = desk.articles.bulk
    report = bulk.export(bulk.export_plan([blocked, fine], tmp_path))
    assert [one.article.id for one in report.refused] == [blocked.id]
    assert "is held back" in str(report.refused[0].why)
    assert len(report.written) == 1
    assert not report.stopped
    assert [one.piece for one in desk.ledger] == [fine.id]


def test_the_report_of_the_campaign_says_who_let_what_pass(desk, campaign):
    article = impossible(desk, campaign=campaign)
    assert "Cho qua" not in report_text(desk.reports.figures(campaign))
    desk.articles.workflow.set_status(
        [article], Status.APPROVED, override="Trích nguyên văn.", by="Lê Thu"
    )
    text = report_text(desk.reports.figures(campaign))
    assert "Cho qua dù bị chặn" in text
    assert "Đã cho qua 1 lần" in text
    assert "Trích nguyên văn." in text
    assert "Lê Thu" in text
