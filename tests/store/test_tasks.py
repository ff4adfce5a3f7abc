"""Tasks: their places, their ticks, and the articles that fulfil them."""

from __future__ import annotations

from datetime import date, time

import pytest

from store import (
    InvalidValueError,
    RecordNotFoundError,
    Status,
    Task,
)
from store.campaigns.schedule import agenda
from store.campaigns.task_filter import Facet, Kind, State, TaskFilter, sifted
from store.report import plan_csv, report_text
from tests.tui.helpers import posted

from .desk_records import article, records, task, titles


def test_new_tasks_stand_at_the_end_of_their_phase(desk, campaign):
    for title, phase in (("một", "kế hoạch"), ("hai", "kế hoạch"), ("ba", "tham mưu")):
        task(desk, campaign, title, phase)
    task(desk, campaign, "bốn", "phase của riêng mình")
    assert titles(desk, campaign) == {
        "tham mưu": ["ba"],
        "kế hoạch": ["một", "hai"],
        "triển khai": [],
        "tổng kết": [],
        "phase của riêng mình": ["bốn"],
    }


@pytest.mark.parametrize(
    ("due", "at", "is_late"),
    [(20, None, False), (20, 8, True), (20, 22, False), (19, 22, True), (21, 8, False)],
)
def test_a_due_hour_that_has_passed_is_overdue(desk, campaign, clock, due, at, is_late):
    """W9: it is nine o'clock on 20 April."""
    hour = time(at) if at else None
    one = task(desk, campaign, due=date(2027, 4, due), due_time=hour)
    assert one.is_overdue(desk.records.now()) is is_late
    figures = desk.reports.figures(campaign)
    assert figures.overdue.counted == ((one.id,) if is_late else ())


def test_a_due_hour_that_has_passed_is_overdue_everywhere(desk, campaign, clock):
    """W9: due 8h, not overdue at 22h."""
    one = task(desk, campaign, due=clock().date(), due_time=time(8))
    clock.wait(13 * 60)
    figures = desk.reports.figures(campaign)
    assert figures.overdue.counted == (one.id,)
    assert agenda(desk.tasks, clock()).overdue == (one,)
    assert one.title in report_text(figures).partition("quá hạn")[2]
    assert ",có," in plan_csv(figures).decode()
    late = TaskFilter(facets=frozenset({Facet(Kind.STATE, State.LATE)}))
    assert sifted(desk.tasks, late, clock(), lambda _task: False) == [one]
    (day,) = desk.calendar.days(campaign, one.due, one.due)
    assert [entry.late for entry in day.entries if entry.record == one] == [True]
    desk.tasks.edit(one, due_time=time(23))
    assert desk.reports.figures(campaign).overdue.value == 0


def test_a_tick_goes_on_and_off(desk, campaign, clock):
    one = task(desk, campaign, due=date(2027, 4, 19))
    assert one.status == "todo"
    assert one.is_overdue(desk.records.now())
    assert desk.tasks.tick(one).status == "done"
    assert desk.tasks[one.id].done == clock()
    assert not desk.tasks[one.id].is_overdue(desk.records.now())
    assert desk.tasks.tick(one).done is None  # any state of the record will do


def test_tasks_move_within_their_phase_and_stop_at_its_ends(desk, campaign):
    first, second, third = (task(desk, campaign, title) for title in ("một", "hai", "ba"))
    other = task(desk, campaign, "khác", "tham mưu")
    desk.tasks.move(third, -1)
    assert titles(desk, campaign)["kế hoạch"] == ["một", "ba", "hai"]
    desk.tasks.move(first, +1)
    assert titles(desk, campaign)["kế hoạch"] == ["ba", "một", "hai"]
    before = records(desk)
    desk.tasks.move(third, -1)
    desk.tasks.move(second, +1)
    desk.tasks.move(other, +1)
    assert records(desk) == before
    assert desk.undo.step_back() == "move task"
    assert titles(desk, campaign)["kế hoạch"] == ["một", "ba", "hai"]


def test_a_task_that_comes_to_another_phase_goes_to_its_end(desk, campaign):
    one = task(desk, campaign, "một", "tham mưu")
    task(desk, campaign, "hai", "kế hoạch")
    task(desk, campaign, "ba", "kế hoạch")
    desk.tasks.edit(one, phase="kế hoạch", title="một mới")
    assert titles(desk, campaign)["kế hoạch"] == ["hai", "ba", "một mới"]
    assert titles(desk, campaign)["tham mưu"] == []
    desk.tasks.edit(one, phase="kế hoạch", notes="ghi")
    assert titles(desk, campaign)["kế hoạch"] == ["hai", "ba", "một mới"]
    assert desk.undo.step_back() == desk.undo.step_back() == "edit task"
    assert titles(desk, campaign)["tham mưu"] == ["một"]


def test_a_task_is_deleted_and_comes_back(desk, campaign):
    one = task(desk, campaign)
    desk.tasks.remove(one)
    assert one.id not in desk.tasks
    with pytest.raises(RecordNotFoundError):
        desk.tasks.tick(one)
    assert desk.undo.step_back() == "delete task"
    assert desk.tasks[one.id] == one


def test_an_attached_article_joins_the_campaign_of_the_task(desk, campaign):
    one, draft = task(desk, campaign), article(desk)
    elsewhere = desk.campaigns.new_empty("Khác", 2027)
    guest = article(desk, campaign=elsewhere.id)
    desk.tasks.attach(one, draft)
    desk.tasks.attach(one, guest)
    desk.tasks.attach(one, guest)
    assert desk.tasks[one.id].articles == (draft.id, guest.id)
    assert desk.tasks[one.id].status == "doing"
    assert desk.articles[draft.id].campaign == campaign.id
    assert desk.articles[guest.id].campaign == elsewhere.id
    desk.undo.step_back()
    desk.undo.step_back()
    assert desk.tasks[one.id].articles == ()
    assert desk.articles[draft.id].campaign is None


def test_the_articles_of_a_task_are_set_as_one_change(desk, campaign):
    one = task(desk, campaign)
    drafts = [article(desk, headline) for headline in "abc"]
    desk.tasks.set_articles(one, [draft.id for draft in drafts])
    desk.tasks.set_articles(one, [drafts[2].id])
    assert desk.tasks[one.id].articles == (drafts[2].id,)
    assert desk.undo.step_back() == "attach articles"
    assert len(desk.tasks[one.id].articles) == 3
    with pytest.raises(RecordNotFoundError):
        desk.tasks.set_articles(one, ["0" * 32])
    assert len(desk.tasks[one.id].articles) == 3


def test_a_task_is_done_when_all_its_articles_are_out_and_open_again_when_one_is_withdrawn(
    desk, campaign, page_bytes, tmp_path
):
    one, two = (desk.articles.import_page(page_bytes, "a.txt") for _ in range(2))
    task = desk.tasks.add(Task(campaign=campaign.id, title="Hai bài"))
    ticked = desk.tasks.tick(desk.tasks.add(Task(campaign=campaign.id, title="Đã tick tay")))
    for each in (task, ticked):
        desk.tasks.set_articles(each, [one.id, two.id])

    desk.articles.set_status(one, Status.APPROVED)
    desk.articles.export(one, tmp_path)
    assert desk.tasks[task.id].done is None
    desk.articles.set_status(two, Status.CANCELLED)  # what will not come is not waited for
    assert desk.tasks[task.id].done
    assert desk.undo.step_back() == "status"
    assert desk.tasks[task.id].done is None
    posted(desk, two)
    assert desk.tasks[task.id].done
    for each in (one, two):
        desk.articles.set_status(each, Status.WITHDRAWN, reason="sai")
    assert desk.tasks[task.id].done is None
    assert desk.tasks[ticked.id].done  # an editor's own tick


def test_attaching_and_detaching_settle_the_tick_in_the_same_unit(desk, campaign):
    out, draft = article(desk, "đã ra"), article(desk, "chưa")
    posted(desk, out)
    one = task(desk, campaign)
    desk.tasks.attach(one, out)
    assert desk.tasks[one.id].status == "done"
    desk.tasks.attach(one, draft)
    assert desk.tasks[one.id].done is None
    desk.tasks.set_articles(one, [out.id])
    assert desk.tasks[one.id].done
    desk.tasks.set_articles(one, [])
    assert desk.tasks[one.id].done is None
    for articles, is_done in (
        ((out.id,), True),
        ((out.id, draft.id), False),
        ((out.id,), True),
        ((), False),
    ):
        assert desk.undo.step_back() == "attach articles"
        assert desk.tasks[one.id].articles == articles
        assert bool(desk.tasks[one.id].done) is is_done


def test_an_article_that_is_begun_or_deleted_settles_the_tick_of_its_tasks(desk, campaign):
    out = article(desk, "đã ra")
    posted(desk, out)
    one = task(desk, campaign)
    desk.tasks.attach(one, out)
    begun = desk.articles.start(one)
    assert desk.tasks[one.id].done is None
    desk.articles.remove(begun)
    assert desk.tasks[one.id].done
    assert desk.undo.step_back() == "delete article"
    assert desk.tasks[one.id].done is None
    desk.articles.remove(begun)
    desk.articles.remove(out)
    assert desk.tasks[one.id].done is None
    desk.articles.start(one)
    desk.trash.restore(next(entry for entry in desk.trash if entry.title == "đã ra"))
    assert out.id in desk.tasks[one.id].articles
    assert desk.tasks[one.id].done is None  # the one that was begun meanwhile is not out


def test_an_editors_own_tick_stays_whatever_is_attached_or_deleted(desk, campaign):
    one = desk.tasks.tick(task(desk, campaign))
    begun = desk.articles.start(one)
    assert desk.tasks[one.id].done
    posted(desk, begun)
    desk.articles.remove(begun)
    assert desk.tasks[one.id].done == one.done


def test_an_article_begun_from_a_task_carries_its_tags(desk, campaign):
    tags = {
        "due": date(2027, 5, 1),
        "channels": ("Facebook",),
        "audiences": ("công nhân",),
        "levels": ("cơ sở",),
        "topics": ("thi đua",),
        "goals": ("G2",),
    }
    one = task(desk, campaign, **tags)
    begun = desk.articles.start(one)
    assert begun.status == Status.ASSIGNED
    assert begun.headline == one.title
    assert begun.campaign == campaign.id
    assert {name: getattr(begun, name) for name in tags} == tags
    assert desk.tasks[one.id].articles == (begun.id,)


def test_a_task_that_is_new_comes_with_its_article_as_one_change(desk, campaign):
    first = desk.tasks.add(Task(campaign=campaign.id, title="Họp", phase="tham mưu"))
    task = Task(campaign=campaign.id, title="Ảnh", phase="tham mưu", topics=("thi đua",))
    article = desk.articles.start(task, new_task=True)
    assert (article.headline, article.topics) == ("Ảnh", ("thi đua",))
    (there,) = [one for one in desk.tasks if one.id == task.id]
    assert there.articles == (article.id,)
    assert there.position > first.position
    assert desk.undo.entries()[0].label == "new article"
    desk.undo.step_back()
    assert task.id not in desk.tasks
    assert article.id not in desk.articles


def test_a_new_article_is_one_change(desk, campaign):
    article = desk.articles.new(campaign, topics=("thi đua",))
    assert (article.campaign, article.topics) == (campaign.id, ("thi đua",))
    assert desk.articles.new().campaign is None
    desk.undo.step_back()
    desk.undo.step_back()
    assert len(desk.articles) == 0


def test_a_task_without_a_title_is_refused_and_several_change_together_or_not(desk, campaign):
    one, two = task(desk, campaign), task(desk, campaign)
    edits = [(one, {"owner": "Lê Thu"}), (two, {"title": "  "})]
    with pytest.raises(InvalidValueError, match="A task needs a few words"):
        desk.tasks.edit_each(edits)
    assert desk.tasks[one.id].owner == one.owner
    with pytest.raises(InvalidValueError, match="A task needs a few words"):
        desk.tasks.add(Task(campaign=campaign.id, title=""))
    desk.tasks.edit_each([(one, {"owner": "Lê Thu"}), (two, {"title": "Quay phim"})])
    desk.undo.step_back()
    assert (desk.tasks[one.id], desk.tasks[two.id].title) == (one, two.title)
