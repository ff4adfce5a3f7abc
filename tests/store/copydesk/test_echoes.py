"""One slip that several rules see is told once."""

from __future__ import annotations

from typing import Any

import pytest

from store.copydesk.checker import Checker
from store.copydesk.kinds import Existence, Substitution
from store.copydesk.manuscript import of_bytes
from store.copydesk.rule import Severity
from store.copydesk.rule_files import built_in

BOTH: dict[str, Any] = {"vi": "x", "en": "x", "wrong": (), "right": ()}


def found(text, *rules):
    flags = Checker(rules or built_in()).check(of_bytes(text.encode(), "x"))
    return [(flag.rule, flag.words) for flag in flags]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Đoàn xữ lý xong việc.", "confused-tones"),
        ("Đoàn sữ dụng máy mới.", "confused-tones"),
        ("Kho đã sẳn sàng chờ.", "confused-tones"),
    ],
)
def test_a_word_that_is_no_syllable_is_told_with_the_words_that_are_confused(words, rule):
    assert [one for one, _words in found(words)] == [rule]


def test_a_place_that_no_other_rule_mends_is_told():
    assert found("Đoàn xữ lý xong việc, rồi lại xữ.") == [
        ("confused-tones", "xữ lý"),
        ("impossible-syllable", "xữ"),
    ]


def swap(rule, wrong, right, severity=Severity.WARNING):
    return Substitution(id=rule, swap={wrong: right}, severity=severity, **BOTH)


def test_of_two_that_say_the_same_the_first_is_told():
    rules = swap("one", "xe xịn", "xe tốt"), swap("two", "xe xịn", "xe tốt")
    assert found("Mua xe xịn.", *rules) == [("one", "xe xịn")]
    assert found("Mua xe xịn.", *reversed(rules)) == [("two", "xe xịn")]


def test_of_two_that_say_the_same_the_graver_is_told():
    light = swap("light", "xe xịn", "xe tốt", Severity.REMINDER)
    grave = swap("grave", "xe xịn", "xe tốt", Severity.BLOCK)
    assert found("Mua xe xịn.", light, grave) == [("grave", "xe xịn")]
    wide = swap("wide", "mua xe xịn", "mua xe tốt", Severity.REMINDER)
    assert len(found("Họ mua xe xịn.", wide, grave)) == 2


def test_two_that_say_something_else_of_the_same_words_are_both_told():
    rules = swap("one", "xe xịn", "xe tốt"), swap("two", "xe xịn", "xe mới")
    assert len(found("Mua xe xịn.", *rules)) == 2
    within = Existence(id="three", words=("xịn",), **BOTH)
    assert len(found("Mua xe xịn.", rules[0], within)) == 1
    keeps = swap("four", "xe xịn", "xe xịn hơn")
    assert len(found("Mua xe xịn.", keeps, within)) == 2


def test_two_without_a_fix_are_both_told():
    rules = (Existence(id=name, words=("xịn",), **BOTH) for name in ("one", "two"))
    assert len(found("Mua xe xịn.", *rules)) == 2


def test_what_contradicts_two_texts_is_told_for_both():
    rules = [rule for rule in built_in() if "fact-sheet" in rule.id or "master" in rule.id]
    assert not any(rule.OF_WORDS for rule in rules)
