"""Slips that are words: found by what stands side by side in published Vietnamese, on any desk."""

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
    ("text", "wrong", "meant"),
    [
        ("Em có năng khiêu thể thao.", "khiêu", "khiếu"),
        ("Chưa bao giơ được vậy.", "giơ", "giờ"),
        ("Đám cháy đã được khống chê.", "chê", "chế"),
        ("Ngành chú trọng giáo dúc đạo đức.", "dúc", "dục"),
        ("Quản lý nhà nước cần tăng cương kiểm tra.", "cương", "cường"),
        ("Khách phải đị bộ ròng rã 3 km.", "đị", "đi"),
        ("Tiếp tực tiêm cho trẻ.", "tực", "tục"),
        ("Xã viên không dùng hóa chat nhuộm.", "chat", "chất"),
    ],
)
def test_a_word_hardly_different_from_one_that_belongs_there_is_told(text, wrong, meant):
    assert found(text) == [("unusual-word", wrong, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "Em có năng khiếu thể thao.",
        "Ông Năng Khiêu đến.",  # a name
        "Mía khiêu, ruộng khoai.",  # nothing that is usual is near
        "Tài sản lương thực của xã.",  # each word belongs to its other neighbour
        "Em có năng, khiêu.",  # not side by side
    ],
)
def test_what_may_be_meant_is_left_alone(text):
    assert found(text) == []


def test_a_word_of_which_another_rule_says_something_is_told_once():
    assert found("Tổ đã sử lý đơn.") == [("confused-s-x", "sử lý", "xử lý")]


def test_what_recurs_in_a_text_is_meant():
    once = "Em có năng khiêu thể thao."
    assert found(f"{once} {once}") != []
    assert found(f"{once} {once} {once}") == []
