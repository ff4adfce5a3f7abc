"""Which tasks of a checklist are looked at."""

from __future__ import annotations

from datetime import date, datetime
from unicodedata import normalize

import pytest

from store.campaign_records import Task
from store.campaigns.task_filter import Facet, Kind, State, TaskFilter, facets, sifted

NOW = datetime(2027, 4, 20, 9)


def task(title, **fields):
    return Task(campaign="c" * 32, title=title, **fields)


TASKS = [
    task("Bản loa ca đêm", owner="Lê Thu", channels=("loa",), due=date(2027, 4, 10)),
    task("Ảnh trao mũ", owner="lê  thu", channels=("báo in", "loa"), topics=("an toàn",)),
    task("Đối thoại", owner="Võ Bình", unit="CĐCS Xưởng tàu", notes="hẹn trước một ngày"),
    task("Kế hoạch", strand="Tháng Công nhân", done=datetime(2027, 4, 1), due=date(2027, 4, 1)),
]


def found(words="", *asked, waiting=()):
    sieve = TaskFilter(words, frozenset(asked))
    return [TASKS.index(t) for t in sifted(TASKS, sieve, NOW, lambda t: t.title in waiting)]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("", [0, 1, 2, 3]),
        ("  ", [0, 1, 2, 3]),
        ("loa", [0, 1]),
        ("LE THU mu", [1]),
        (normalize("NFD", "đối"), [2]),
        ("xuong", [2]),
        ("an toan", [1]),
        ("hen truoc", [2]),
        ("không có", []),
    ],
)
def test_words_are_found_without_marks_in_all_that_is_said_of_a_task(words, places):
    assert found(words) == places


def test_facets_of_one_kind_widen_and_of_several_narrow():
    loud, thu = Facet(Kind.CHANNEL, "loa"), Facet(Kind.OWNER, "Lê Thu")
    assert found("", thu) == [0, 1]  # however the name is typed
    assert found("", Facet(Kind.CHANNEL, "báo in"), thu) == [1]
    assert found("", thu, Facet(Kind.OWNER, "Võ Bình")) == [0, 1, 2]
    assert found("dem", loud) == [0]
    assert found("", Facet(Kind.STATE, State.LATE)) == [0]
    assert found("", Facet(Kind.STATE, State.UNDATED)) == [1, 2]
    assert found("", Facet(Kind.STATE, State.DONE)) == [3]
    assert found("", Facet(Kind.STATE, State.WAITING), waiting={"Đối thoại"}) == [2]


def test_what_the_tasks_have_in_common_is_counted():
    counted = facets(TASKS, NOW, lambda t: False)
    assert counted == [
        (Facet(Kind.STATE, "late"), 1),
        (Facet(Kind.STATE, "undated"), 2),
        (Facet(Kind.STATE, "open"), 3),
        (Facet(Kind.STATE, "done"), 1),
        (Facet(Kind.OWNER, "Lê Thu"), 2),
        (Facet(Kind.OWNER, "Võ Bình"), 1),
        (Facet(Kind.CHANNEL, "báo in"), 1),
        (Facet(Kind.CHANNEL, "loa"), 2),
        (Facet(Kind.TOPIC, "an toàn"), 1),
        (Facet(Kind.STRAND, "Tháng Công nhân"), 1),
        (Facet(Kind.UNIT, "CĐCS Xưởng tàu"), 1),
    ]
    for facet, count in counted:
        assert len(found("", facet)) == count


def test_a_sieve_that_holds_nothing_back_is_none():
    assert not TaskFilter(" ")
    assert TaskFilter("a")
    assert TaskFilter("", frozenset({Facet(Kind.OWNER, "x")}))
