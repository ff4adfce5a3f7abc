"""The rule by which a change of an article leaves a revision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from store.articles.history import WRITING_MINUTES, History, Why, noted
from store.records import Article, Link, Status, new_id

from .samples import DRAFT, ID, NOW, as_kept, bodies_of, damaged, history_of, text, told


def note(history, before, after, *, why=None, now=NOW):
    return noted(history, before, after, why=why, who="lan", now=now)


def minutes(count):
    return NOW + timedelta(minutes=count)


def test_a_new_article_with_text_is_kept():
    history = note(None, None, DRAFT)
    assert told(history) == [Why.NEW]
    assert history.state(0) == as_kept(DRAFT, NOW)
    assert told(note(None, None, DRAFT, why=Why.IMPORT)) == [Why.IMPORT]


@pytest.mark.parametrize("field", ["headline", "byline", "body", "signoff"])
def test_any_of_the_fields_is_text(field):
    blank = Article(id=ID)
    assert note(None, None, replace(blank, **{field: " \n\xa0"})) is None
    assert told(note(None, None, replace(blank, **{field: "chữ"}))) == [Why.NEW]
    history = note(None, blank, replace(blank, **{field: "chữ"}))
    assert told(history) == [Why.WRITING]


def test_an_article_without_a_text_begins_no_history():
    blank = Article(id=ID)
    assert note(None, blank, replace(blank, body=" ")) is None
    assert note(None, blank, replace(blank, status=Status.IDEA)) is None
    assert note(None, blank, blank, why=Why.SAVE) is None
    emptied = note(history_of(text(1)), text(1), blank, now=minutes(9))
    assert emptied.state(1) == as_kept(blank, minutes(9))


def test_a_deleted_article_that_comes_back_has_nothing_new():
    history = history_of(text(1))
    assert note(history, None, text(1)) is None
    assert told(note(history, None, text(2))) == [Why.WRITING, Why.NEW]


def test_writing_is_kept_every_few_minutes():
    history = history_of(text(1))
    before = replace(text(2), updated=NOW)
    assert note(history, before, text(3), now=minutes(WRITING_MINUTES - 1)) is None
    later = note(history, before, text(3), now=minutes(WRITING_MINUTES))
    assert told(later) == [Why.WRITING, Why.WRITING]
    assert later.state(1) == as_kept(text(3), minutes(WRITING_MINUTES))
    assert later.revisions[1].who == "lan"


def test_a_clock_set_back_does_not_stop_the_history():
    history = history_of(text(1), until=NOW + timedelta(days=300))
    assert told(note(history, text(1), text(2))) == [Why.WRITING, Why.WRITING]


def test_text_that_is_as_it_was_leaves_nothing():
    history = history_of(text(1))
    assert note(history, replace(text(2), updated=NOW), text(1), now=minutes(9)) is None


def test_the_state_before_the_first_edit_of_a_day_is_kept():
    yesterday = NOW - timedelta(hours=12)
    history = history_of(text(1), until=yesterday - timedelta(minutes=3))
    before = replace(text(2), updated=yesterday)
    later = note(history, before, text(3))
    assert told(later) == [Why.WRITING, Why.BEFORE, Why.WRITING]
    assert later.state(1) == as_kept(text(2), yesterday)
    assert later.state(2) == as_kept(text(3), NOW)
    again = note(later, replace(text(3), updated=NOW), text(4), now=minutes(1))
    assert again is None


def test_the_state_before_is_not_kept_twice():
    yesterday = NOW - timedelta(days=1)
    history = history_of(text(1), until=yesterday)
    later = note(history, replace(text(1), updated=yesterday), text(2))
    assert told(later) == [Why.WRITING, Why.WRITING]


def test_an_old_article_without_a_history_keeps_its_text_first():
    early, just_now = NOW - timedelta(days=3), NOW - timedelta(minutes=1)
    old = note(None, replace(text(1), updated=early), text(2))
    assert told(old) == [Why.BEFORE, Why.WRITING]
    assert [revision.at for revision in old.revisions] == [early, NOW]
    fresh = note(History(ID), replace(text(1), updated=just_now), text(2))
    assert told(fresh) == [Why.BEFORE]
    assert fresh.state(0) == as_kept(text(1), just_now)
    unknown = note(None, replace(text(1), updated=None), text(2))
    assert [revision.at for revision in unknown.revisions] == [NOW]


def test_a_new_status_is_kept():
    history = history_of(text(1))
    after = replace(text(2), status=Status.TO_EDIT)
    later = note(history, replace(text(2), updated=NOW), after, now=minutes(1))
    assert told(later) == [Why.WRITING, Why.STATUS]
    assert later.state(1) == as_kept(after, minutes(1))


def test_a_new_status_with_another_text_keeps_the_one_before():
    after = replace(text(3), status=Status.TO_EDIT)
    later = note(history_of(text(1)), text(2), after)
    assert told(later) == [Why.WRITING, Why.BEFORE, Why.STATUS]


def test_going_out_is_kept_as_such():
    after = replace(text(1), status=Status.EXPORTED, exported=NOW)
    history = note(history_of(text(1)), text(1), after)
    assert told(history) == [Why.WRITING, Why.EXPORT]
    again = note(history, after, replace(after, exported=minutes(1)), now=minutes(1))
    assert told(again)[-2:] == [Why.EXPORT, Why.EXPORT]


def test_an_export_taken_back_is_a_change_of_status():
    before = replace(text(1), status=Status.EXPORTED, exported=NOW)
    assert told(note(history_of(before), before, text(1))) == [Why.WRITING, Why.STATUS]


def test_saving_keeps_the_text_once():
    history = note(history_of(text(1)), text(2), text(2), why=Why.SAVE)
    assert told(history) == [Why.WRITING, Why.SAVE]
    assert history.state(1).body == text(2).body
    assert note(history, text(2), text(2), why=Why.SAVE, now=minutes(9)) is None


@pytest.mark.parametrize("why", [Why.SAVE, Why.IMPORT, Why.RESTORE, Why.OUTSIDE])
def test_what_puts_another_text_in_its_place_keeps_the_one_before(why):
    updated = NOW - timedelta(minutes=2)
    history = note(history_of(text(1)), replace(text(2), updated=updated), text(3), why=why)
    assert told(history) == [Why.WRITING, Why.BEFORE, why]
    assert history.state(1) == as_kept(text(2), updated)
    assert history.state(2) == as_kept(text(3), NOW)
    assert told(note(history_of(text(2)), text(2), text(3), why=why)) == [Why.WRITING, why]
    blank = Article(id=ID)
    assert told(note(None, blank, text(3), why=why)) == [why]


def test_a_restore_of_the_last_revision_keeps_what_was_written_since():
    history = note(history_of(text(1)), text(2), text(1), why=Why.RESTORE)
    assert told(history) == [Why.WRITING, Why.BEFORE, Why.RESTORE]
    assert bodies_of(history) == [text(number).body for number in (1, 2, 1)]


def test_other_fields_are_no_text():
    before = replace(text(1), updated=NOW - timedelta(days=3))
    for after in (
        replace(before, due=date(2027, 5, 1)),
        replace(before, links=(Link(kind="news", target=new_id(), headline="x"),)),
        replace(before, topics=("quà",)),
        before,
    ):
        assert note(None, before, after) is None
        assert note(history_of(text(5)), before, after) is None


def test_links_are_kept_where_a_command_has_changed_them():
    after = replace(text(1), links=(Link(kind="news", target=new_id(), headline="x"),))
    assert note(history_of(text(1)), text(1), after, why=Why.IMPORT).state(1).links == after.links


def test_a_history_is_thinned_when_it_grows():
    history = history_of(*map(text, range(9)), until=NOW - timedelta(days=30))
    later = note(history, text(8), text(9), why=Why.SAVE)
    assert bodies_of(later) == [text(number).body for number in (0, 8, 9)]


def test_damage_does_not_hold_up_a_save():
    broken = damaged(history_of(text(1), text(2)), 0, "!")
    history = note(broken, text(2), text(3), why=Why.SAVE)
    assert told(history) == [Why.WRITING, Why.WRITING, Why.BEFORE, Why.SAVE]
    assert history.state(2).body == text(2).body
    assert history.state(3).body == text(3).body
