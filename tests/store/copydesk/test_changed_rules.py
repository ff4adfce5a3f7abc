"""Rules that are changed in the app, while other threads read them and check by them."""

from __future__ import annotations

import sys
from threading import Event, Thread, current_thread
from types import ModuleType

import pytest

from store import Fact, open_desk
from store.campaign_records import Campaign
from store.copydesk import checker, rule_files

DAY = "impossible-day"
BAD = "Hẹn ngày 31.4 ở tổ may."


@pytest.fixture
def desk(tmp_path):
    with open_desk(tmp_path / "desk.json", rules=tmp_path / "rules") as desk:
        yield desk


def test_who_was_reading_the_rules_does_not_undo_a_change(desk, monkeypatch):
    copy_desk, has_read, may_end = desk.articles.copy_desk, Event(), Event()
    copy_desk.change_rule(DAY, off=True)
    of_folder = rule_files.of_folder

    def slow(folder):
        read = of_folder(folder)
        if current_thread() is thread:
            has_read.set()
            may_end.wait(60)
        return read

    seen = []
    thread = Thread(target=lambda: seen.extend(copy_desk.rules))
    monkeypatch.setattr(rule_files, "of_folder", slow)
    thread.start()
    assert has_read.wait(60)
    copy_desk.change_rule(DAY, off=False)
    may_end.set()
    thread.join()
    assert [rule.off for rule in copy_desk.rules if rule.id == DAY] == [False]
    assert [rule.off for rule in seen if rule.id == DAY] == [False]


@pytest.mark.parametrize("check", ["check_later", "blocking_later"])
def test_a_change_waits_for_no_check_that_is_under_way(desk, monkeypatch, check):
    copy_desk, began, may_end = desk.articles.copy_desk, Event(), Event()
    bad = desk.articles.new(headline="Hẹn nhau", body=BAD)
    check_now, was_let_go = checker.Checker.check, []

    def slow(self, manuscript):
        began.set()
        was_let_go.append(may_end.wait(5))
        return check_now(self, manuscript)

    thread = Thread(target=getattr(copy_desk, check)(bad))
    monkeypatch.setattr(checker.Checker, "check", slow)
    thread.start()
    assert began.wait(60)
    copy_desk.change_rule(DAY, off=True)
    may_end.set()
    thread.join()
    assert was_let_go == [True]
    assert copy_desk.blocking(bad) == []


def test_a_sheet_of_facts_is_sorted_once_for_all_its_articles(desk, monkeypatch):
    campaign = desk.records.add(Campaign(name="Mùa quà"))
    fact = desk.facts.add(Fact(campaign=campaign.id, key="suất quà", value="1.250", unit="suất"))
    for number in range(5):
        desk.articles.new(campaign, headline=f"Tin {number}", body="Tổ may trao 1.250 suất quà.")
    sheet, asked = type(desk.facts).sheet, []

    def counted(self, campaign):
        asked.append(campaign)
        return sheet(self, campaign)

    monkeypatch.setattr(type(desk.facts), "sheet", counted)
    assert desk.articles.verdicts.check_all() == 5
    assert len(asked) == 1
    desk.facts.edit(fact, value="1.260")
    asked.clear()
    assert desk.articles.verdicts.check_all() == 5
    assert len(asked) == 1


def test_rules_that_another_thread_is_just_reading_are_not_ready(desk, monkeypatch):
    half_read = ModuleType("store.copydesk.rule_files")  # as it stands there until it is read
    monkeypatch.setitem(sys.modules, half_read.__name__, half_read)
    assert not desk.articles.copy_desk.is_ready
