"""What somebody has let pass is a reminder, wherever it is told: by one look at it."""

from __future__ import annotations

import pytest

from store import open_desk
from store.copydesk.rule import Severity
from store.copydesk.verdict import Grade
from store.records import Status
from store.workflow import stops

BODY = "Hẹn ngày 31.4 ở tổ may.\n\nAi cũng muốn xử dụng máy mới."
"""A day that no calendar has, and words that are confused."""


@pytest.fixture
def passed(desk):
    """An article that Lê Thu let pass to the approver."""
    article = desk.articles.new(headline="Hẹn nhau ở tổ may", body=BODY, status=Status.EDITING)
    desk.articles.workflow.set_status(
        [article], Status.TO_APPROVE, override="Trích nguyên văn.", by="Lê Thu"
    )
    return desk.articles[article.id]


def severities(desk, article):
    return [str(flag.severity) for flag in desk.articles.copy_desk.checked(article).flags]


def test_the_checks_of_the_text_count_it_as_the_lists_do(desk, passed):
    desk.articles.verdicts.check_all()
    verdict = desk.articles.verdicts.of(passed)
    told = severities(desk, passed)
    assert "block" not in told
    assert verdict.blocks == 0
    assert verdict.warnings == told.count("warning")
    assert verdict.reminders == told.count("reminder")
    assert (verdict.let_pass, verdict.is_held) == (1, False)
    assert verdict.grade is Grade.WARNED


def test_a_finding_says_who_let_it_pass(desk, passed):
    flags = desk.articles.copy_desk.checked(passed).flags
    (flag,) = [one for one in flags if one.rule == "impossible-day"]
    assert (flag.let_pass.who, flag.let_pass.reason) == ("Lê Thu", "Trích nguyên văn.")
    assert all(one.let_pass is None for one in flags if one is not flag)


def test_in_more_places_it_blocks_again_everywhere(desk, passed):
    worse = desk.articles.type_text(passed, body=f"{BODY}\n\nHẹn lại ngày 31.4.")
    desk.articles.verdicts.check_all()
    assert "block" in severities(desk, worse)
    verdict = desk.articles.verdicts.of(worse)
    assert (verdict.blocks, verdict.let_pass, verdict.is_held) == (1, 0, True)
    assert len(desk.articles.gates.blocks(worse, Status.APPROVED)) == 1


def test_at_the_next_step_it_stands_before_the_warnings_with_name_and_reason(desk, passed):
    told = stops(desk.articles.gates.ready(passed), Status.APPROVED)
    assert [one.severity for one in told[:2]] == [Severity.REMINDER, Severity.WARNING]
    assert (told[0].let_pass.who, told[0].let_pass.reason) == ("Lê Thu", "Trích nguyên văn.")
    assert "“31.4” is no day" in str(told[0].found)
    reminders = [one for one in told if "reminders" in str(one.found)]
    others = severities(desk, passed).count("reminder") - 1
    assert sum(one.found.values["count"] for one in reminders) == others  # it is told by itself


def test_a_text_that_is_missing_is_told_so_too(desk):
    article = desk.articles.new(headline="Chưa có gì", status=Status.WRITING)
    desk.articles.workflow.set_status([article], Status.TO_EDIT, override="Ảnh là bài.", by="Lan")
    desk.articles.verdicts.check_all()
    now = desk.articles[article.id]
    verdict = desk.articles.verdicts.of(now)
    assert (verdict.blocks, verdict.let_pass, verdict.grade) == (0, 1, Grade.CLEAN)
    first = stops(desk.articles.gates.ready(now), Status.EDITING)[0]
    assert (str(first.found), first.let_pass.who) == ("it has no text", "Lan")


def test_what_blocks_no_longer_needs_nobody_to_let_it_pass(tmp_path):
    with open_desk(tmp_path / "desk.json", rules=tmp_path / "rules") as desk:
        article = desk.articles.new(headline="Hẹn nhau", body=BODY, status=Status.EDITING)
        workflow = desk.articles.workflow
        workflow.set_status([article], Status.TO_APPROVE, override="Trích nguyên văn.")
        desk.articles.copy_desk.change_rule("impossible-day", severity="warning")
        flags = desk.articles.copy_desk.checked(desk.articles[article.id]).flags
        (flag,) = [one for one in flags if one.rule == "impossible-day"]
        assert (flag.severity, flag.let_pass) == (Severity.WARNING, None)
