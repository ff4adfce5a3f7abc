"""Words that have lost their marks: no word of Vietnamese, or one that goes with no other."""

from __future__ import annotations

import pytest

from store.copydesk import rule_files
from store.copydesk.checker import Checker
from store.copydesk.manuscript import Manuscript, Part, Scope

CHECKER = Checker(rule_files.built_in())


def found(text):
    flags = CHECKER.check(Manuscript((Part(Scope.BODY, "body", text),)))
    return [(flag.rule, flag.words, flag.fix) for flag in flags]


@pytest.mark.parametrize(
    ("text", "rule", "wrong", "meant"),
    [
        ("Chữ nghĩa giup bọn trẻ có đường mà đi.", "impossible-syllable", "giup", "giúp"),
        ("Cầu gồm 9 nhip, dầm thép.", "impossible-syllable", "nhip", "nhịp"),
        ("Người dân ra tập thể duc như thường lệ.", "unusual-word", "duc", "dục"),
        ("Xã viên không dùng hóa chat nhuộm vỏ.", "unusual-word", "chat", "chất"),
        ("Thúng thứ nhất bị thũng, cả nhóm lo.", "unusual-word", "thũng", "thủng"),
        ("Thưởng theo quy đinh.", "unusual-word", "đinh", "định"),
    ],
)
def test_a_word_without_its_mark_is_told(text, rule, wrong, meant):
    assert found(text) == [(rule, wrong, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "Em nhắn: “Chi oi giup em voi nhe”.",  # a message without any marks
        "Anh xem live stream và chat với bạn.",
        "Ông bị bệnh lỵ, uống nước rang gạo.",  # rare words that go with no other
    ],
)
def test_what_may_be_meant_is_left_alone(text):
    assert found(text) == []
