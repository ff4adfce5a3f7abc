"""The undo list of a session."""

from __future__ import annotations

import pytest

from store import (
    NewsItem,
    SaveError,
    Status,
    open_desk,
)
from tests.conftest import PAGE

from ..disk import files_of_at_most
from .samples import labels, task


def test_the_undo_list_names_what_was_done_the_last_first(desk, campaign, clock):
    assert labels(desk) == ["new campaign"]
    clock.wait()
    one = task(desk, campaign)
    at = clock()
    clock.wait()
    read = desk.articles.import_page(PAGE.encode(), "a.txt")
    desk.tasks.attach(one, read)
    desk.records.change(read, body="Gõ vào ô văn bản.")  # its undo is the editor's
    desk.articles.set_status(read, Status.TO_APPROVE)
    assert labels(desk) == ["status", "attach articles", "import", "new task", "new campaign"]
    assert desk.undo.entries()[-2].at == at
    assert desk.undo.entries()[0].ids == {read.id}
    assert read.id in desk.undo.entries()[2].ids

    assert desk.undo.step_back() == "status"
    assert labels(desk) == ["attach articles", "import", "new task", "new campaign"]
    assert desk.articles[read.id].body == "Gõ vào ô văn bản."


def test_the_undo_list_is_of_one_session(desk, desk_path, campaign, clock):
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert again.undo.entries() == []
        assert again.undo.step_back() is None


def test_an_undo_that_is_not_saved_stays_on_the_list(desk, campaign):
    one = task(desk, campaign)
    with files_of_at_most(0), pytest.raises(SaveError):
        desk.undo.step_back()
    assert labels(desk) == ["new task", "new campaign"]
    assert one.id in desk.tasks
    assert desk.undo.step_back() == "new task"


def test_undo_of_a_joined_change_takes_away_what_it_made(desk, clock):
    made = desk.records.add(NewsItem(headline="một"))
    old = desk.records.add(NewsItem(headline="cũ"))
    clock.wait()
    longer = desk.records.change(made, summary="dài hơn")
    changed = desk.records.change(old, summary="mới")
    again = desk.records.change(old, summary="mới nữa")
    desk.undo.list_as_one(
        "import", [(None, made), (made, longer), (old, changed), (changed, again)]
    )
    (whole,) = desk.undo.entries()
    assert whole.steps == ((None, longer), (old, again))
    assert desk.undo.step_back() == "import"
    assert list(desk.news) == [old]


def test_undo_of_a_joined_change_brings_back_what_it_took(desk):
    item = desk.records.add(NewsItem(headline="một"))
    changed = desk.records.change(item, summary="dài hơn")
    desk.records.write("", [], drop=[changed])
    desk.undo.list_as_one("import", [(item, changed), (changed, None)])
    (whole,) = desk.undo.entries()
    assert whole.steps == ((item, None),)
    desk.undo.step_back()
    assert list(desk.news) == [item]


@pytest.mark.parametrize("minutes", [0, 5])
def test_undo_leaves_the_day_of_a_later_change(desk, clock, minutes):
    item = desk.records.add(NewsItem(headline="một"))
    clock.wait(minutes)
    desk.records.change(item, label="edit", headline="hai")
    clock.wait()
    later = desk.records.change(item, summary="dài hơn")
    desk.undo.step_back()
    (now,) = desk.news
    assert (now.headline, now.summary) == ("một", "dài hơn")
    assert now.updated == later.updated


def test_undo_of_the_last_change_gives_its_day_back(desk, clock):
    item = desk.records.add(NewsItem(headline="một"))
    clock.wait()
    desk.records.change(item, label="edit", headline="hai")
    desk.undo.step_back()
    assert list(desk.news) == [item]
