"""Rules tried on their own examples, and on texts: how often, and where."""

from __future__ import annotations

from store.copydesk.kinds import Existence
from store.copydesk.manuscript import Manuscript, Part, Scope
from store.copydesk.text_kinds import Conditional, Occurrence
from store.copydesk.trials import failures, tried


def rule(**fields):
    usual = {"id": "gifts", "vi": "x", "en": "x", "wrong": (), "right": (), "words": ("quà",)}
    return Existence(**{**usual, **fields})


def text(*paragraphs):
    return Manuscript(tuple(Part(Scope.BODY, "body", one) for one in paragraphs))


def test_examples_that_a_rule_does_not_live_up_to_are_told():
    assert list(failures(rule(wrong=("Tặng quà.",), right=("Tặng gạo.",)))) == []
    told = failures(rule(wrong=("Tặng gạo.",), right=("Tặng quà.",)))
    assert list(map(str, told)) == [
        "the rule “gifts” finds nothing in “Tặng gạo.”",
        "the rule “gifts” finds “quà” in “Tặng quà.”, which is right",
    ]


def test_a_long_example_is_told_by_its_beginning():
    (told,) = failures(rule(wrong=("gạo " * 60,)))
    assert str(told).endswith("gạo …”")


def test_a_rule_is_tried_on_texts_though_it_is_off():
    texts = [("a", text("Tặng quà cho\nem, quà to.")), ("b", text("Gạo.")), ("c", text("Quà."))]
    (one,) = tried([rule(off=True)], texts)
    assert (one.rule, one.places, sorted(one.names)) == ("gifts", 3, ["a", "c"])
    assert [(hit.name, hit.words) for hit in one.hits] == [
        ("a", "Tặng [quà] cho em, quà to."),
        ("c", "[Quà]."),
    ]


def test_the_busiest_rule_comes_first():
    rare = rule(id="rice", words=("gạo",))
    found = tried([rare, rule()], [("a", text("quà")), ("b", text("quà gạo"))])
    assert [one.rule for one in found] == ["gifts", "rice"]


def test_what_stands_there_too_often_is_one_matter_with_all_its_places():
    often = Occurrence(id="o", vi="x", en="{most}", wrong=(), right=(), pattern="!", most=1)
    assert tried([often], [("a", text("Vui!"))]) == []
    (one,) = tried([often], [("a", text("Vui!", "Hay!"))])
    assert (len(one.hits), one.places) == (1, 2)


def test_what_needs_something_else_is_told_once_where_that_is_missing():
    needs = Conditional(id="c", vi="x", en="x", wrong=(), right=(), pattern="ảnh", then="Ảnh:")
    assert tried([needs], [("a", text("ảnh đẹp", "Ảnh: An"))]) == []
    (one,) = tried([needs], [("a", text("ảnh đẹp", "ảnh xấu"))])
    assert one.places == 1
