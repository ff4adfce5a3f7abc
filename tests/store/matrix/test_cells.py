"""A cell of the matrix: what is in it and how far it has come; on a desk, too."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store.campaigns.matrix import Cell, Columns, State, View, count_matrix
from store.records import Status

from .samples import CAMPAIGN, NOON, article, cell, counted, filled, task


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (Status.IDEA, State.PLANNED),
        (Status.ASSIGNED, State.PLANNED),
        (Status.WRITING, State.WRITING),
        (Status.TO_EDIT, State.WRITING),
        (Status.EDITING, State.WRITING),
        (Status.TO_APPROVE, State.WRITING),
        (Status.APPROVED, State.APPROVED),
        (Status.EXPORTED, State.OUT),
        (Status.WITHDRAWN, State.EMPTY),
        (Status.CANCELLED, State.EMPTY),
    ],
)
def test_how_far_an_article_has_come(status, state):
    assert cell(counted(article("đài", status=status)), "thi đua", "đài").state is state


def test_a_cell_shows_the_best_state_and_how_many():
    records = [article("đài", status=s) for s in (Status.IDEA, Status.APPROVED, Status.WRITING)]
    records.append(task("đài", "loa"))
    found = counted(*records)
    assert filled(found) == {
        ("thi đua", "đài"): (State.APPROVED, 4),
        ("thi đua", "loa"): (State.PLANNED, 1),
    }
    assert set(cell(found, "thi đua", "đài").articles) == {a.id for a in records[:3]}
    assert cell(found, "thi đua", "đài").tasks == (records[3].id,)
    assert found.empty == 2 * 6 - 2


def test_an_article_stands_for_its_task_in_its_own_cells_alone():
    """W2b: nothing is multiplied out; what the task wants beside stays planned."""
    piece = article("đài", topic="cứu trợ", status=Status.WRITING)
    wanted = task("đài", "loa", topics=("thi đua", "cứu trợ"), articles=(piece.id,))
    found = counted(piece, wanted)
    assert filled(found) == {
        ("cứu trợ", "đài"): (State.WRITING, 1),
        ("cứu trợ", "loa"): (State.PLANNED, 1),
        ("thi đua", "đài"): (State.PLANNED, 1),
        ("thi đua", "loa"): (State.PLANNED, 1),
    }
    assert cell(found, "cứu trợ", "đài") == Cell((piece.id,), (), (State.WRITING,))
    assert cell(found, "cứu trợ", "loa") == Cell((), (wanted.id,), (State.PLANNED,))


def test_an_article_of_two_tasks_does_not_mix_their_tags():
    """W2c."""
    piece = article(topics=(), status=Status.WRITING)
    tasks = [task("đài", articles=(piece.id,)), task("loa", topic="cứu trợ", articles=(piece.id,))]
    expected = (("thi đua", "đài"), ("cứu trợ", "loa"))
    assert filled(counted(piece, *tasks)) == dict.fromkeys(expected, (State.PLANNED, 1))


def test_a_version_takes_its_channel_off_what_its_task_still_wants():
    master = article("báo in", status=Status.WRITING)
    said = article("loa", status=Status.APPROVED, master=master.id)
    wanted = task("báo in", "loa", "Zalo", articles=(master.id, said.id))
    assert filled(counted(master, said, wanted)) == {
        ("thi đua", "báo in"): (State.WRITING, 1),
        ("thi đua", "loa"): (State.APPROVED, 1),
        ("thi đua", "Zalo"): (State.PLANNED, 1),
    }


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.CANCELLED])
def test_what_was_taken_back_counts_nowhere_and_its_task_is_planned_again(status):
    piece = article("loa", status=status, hours=0)
    waiting = task("đài", articles=(piece.id,))
    found = counted(piece, waiting)
    assert filled(found) == {("thi đua", "đài"): (State.PLANNED, 1)}
    assert cell(found, "thi đua", "đài").tasks == (waiting.id,)
    other = article(topics=(), status=Status.WRITING)
    found = counted(piece, other, replace(waiting, articles=(piece.id, other.id)))
    assert filled(found) == {("thi đua", "đài"): (State.PLANNED, 1)}


def test_a_ticked_task_is_work_done_and_not_out():
    """W1 and W7."""
    assert filled(counted(task("đài", done=NOON))) == {("thi đua", "đài"): (State.PLANNED, 1)}
    gone = article("đài", status=Status.WITHDRAWN)
    found = counted(gone, task("đài", done=NOON, articles=(gone.id,)))
    assert filled(found) == {("thi đua", "đài"): (State.PLANNED, 1)}


def test_a_task_that_was_recorded_as_posted_is_out():
    hung = task("loa", "đài")
    found = counted(hung, posts=[(hung, "loa", NOON)])
    assert filled(found) == {
        ("thi đua", "loa"): (State.OUT, 1),
        ("thi đua", "đài"): (State.PLANNED, 1),
    }
    begun = article("đài", status=Status.WRITING)
    both = replace(hung, articles=(begun.id,))
    found = counted(begun, both, posts=[(hung, "loa", NOON)])
    assert cell(found, "thi đua", "loa").tasks == (hung.id,)
    assert cell(found, "thi đua", "loa").state is State.OUT


def test_an_article_is_out_in_the_channels_of_its_entries_alone():
    """W2a: five channels, one file."""
    channels = ("báo in", "đài", "trang tin", "loa", "Zalo")
    ready = article(*channels, status=Status.APPROVED)
    found = counted(ready, posts=[(ready, "báo in", NOON)])
    assert {column: state for (_row, column), (state, _count) in filled(found).items()} == {
        **dict.fromkeys(channels, State.APPROVED),
        "báo in": State.OUT,
    }
    assert found.in_sync == 0
    audiences = counted(
        replace(ready, audiences=("đoàn viên",)),
        posts=[(ready, "báo in", NOON)],
        columns=Columns.AUDIENCES,
    )
    assert filled(audiences) == {("thi đua", "đoàn viên"): (State.OUT, 1)}


def test_what_went_out_in_a_channel_has_its_cell_there():
    piece = article("đài", status=Status.APPROVED)
    found = counted(piece, posts=[(piece, "Zalo", NOON)])
    assert filled(found) == {
        ("thi đua", "đài"): (State.APPROVED, 1),
        ("thi đua", "Zalo"): (State.OUT, 1),
    }


def test_what_is_worked_on_again_is_still_out():
    piece = article("đài", status=Status.EDITING)
    found = counted(piece, posts=[(piece, "đài", NOON)])
    assert filled(found) == {("thi đua", "đài"): (State.OUT, 1)}


def test_exported_as_a_status_alone_is_not_out():
    """W5: what a script writes into the file, with no entry."""
    piece = article("đài")
    found = count_matrix(CAMPAIGN, [], {piece.id: piece}, {}, View())
    assert filled(found) == {("thi đua", "đài"): (State.APPROVED, 1)}


def test_a_task_whose_article_has_gone_is_planned():
    assert filled(counted(task("đài", articles=("0" * 32,)))) == {
        ("thi đua", "đài"): (State.PLANNED, 1)
    }


def test_a_desk_counts_what_belongs_to_the_campaign_or_to_its_tasks(desk):
    ours, theirs = (
        desk.records.add(replace(CAMPAIGN, id=letter * 32, name=letter)) for letter in ("a", "b")
    )
    guest = desk.records.add(article("đài", status=Status.WRITING, campaign=theirs.id))
    desk.records.add(article("loa", campaign=theirs.id))
    desk.tasks.add(task("báo in", campaign=theirs.id))
    assert filled(desk.reports.matrix(ours, View())) == {}
    desk.tasks.add(task(campaign=ours.id, articles=(guest.id,)))
    found = desk.reports.matrix(ours, View())
    assert filled(found) == {("thi đua", "đài"): (State.WRITING, 1)}
    assert len(desk.reports.gaps(found)) == found.empty + 1 == 12
    desk.articles.set_status(guest, Status.WITHDRAWN, reason="sai")
    assert filled(desk.reports.matrix(ours, View())) == {}  # its task has no tags of a column
    desk.records.change(ours, topics=("mới",))
    assert [row.name for row in desk.reports.matrix(ours, View()).rows] == [
        "mới"
    ]  # as it stands now


def test_a_ticked_export_and_its_withdrawal(desk, tmp_path):
    ours = desk.records.add(CAMPAIGN)
    planned = desk.tasks.add(task("đài"))
    begun = desk.articles.start(planned)
    assert filled(desk.reports.matrix(ours, View())) == {("thi đua", "đài"): (State.PLANNED, 1)}
    desk.records.change(begun, body="Hà Nội – Bài.", byline="Minh Hà", status=Status.APPROVED)
    desk.articles.export(begun, tmp_path)
    assert filled(desk.reports.matrix(ours, View())) == {("thi đua", "đài"): (State.OUT, 1)}
    desk.articles.set_status(begun, Status.WITHDRAWN, reason="sai")
    found = cell(desk.reports.matrix(ours, View()), "thi đua", "đài")
    assert found == Cell((), (planned.id,), (State.PLANNED,))
