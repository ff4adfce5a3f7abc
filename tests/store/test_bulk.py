"""Several articles at once: status, tags, export, deletion, each one step of undo."""

from __future__ import annotations

from datetime import date

import pytest

from store import Article, Task, open_desk
from store.campaign_records import Rumour
from store.desk import bulk_export
from store.desk.undo import Undo
from store.errors import InvalidValueError
from store.records import Status
from tests.tui.helpers import plan, posted, put_campaign, task, written


def three(desk, **fields):
    """Three written articles."""
    return [written(desk, f"Bài {name}", **fields) for name in ("một", "hai", "ba")]


def steps(desk):
    return len(desk.undo.entries())


def test_a_status_of_several_is_one_step_with_the_ticks_of_their_tasks(desk):
    plan(desk)
    articles = three(desk)
    both = task(desk, "Bài về bữa cơm ca")
    desk.tasks.set_articles(both, [article.id for article in articles[:2]])
    before = steps(desk)
    posted(desk, articles[0])
    assert desk.tasks[both.id].done is None
    posted(desk, articles[1])
    assert desk.tasks[both.id].done  # only the two together fulfil it
    assert steps(desk) == before
    changed = desk.articles.bulk.set_status(articles, Status.WITHDRAWN, reason="sai")
    assert [article.status for article in changed] == [Status.WITHDRAWN] * 3
    assert desk.tasks[both.id].done is None
    assert steps(desk) == before + 1
    desk.undo.step_back()
    assert [desk.articles[one.id].status for one in articles] == [*[Status.EXPORTED] * 2, "editing"]
    assert desk.tasks[both.id].done


def test_what_changes_nothing_is_no_step(desk):
    articles = three(desk)
    before = steps(desk)
    assert desk.articles.bulk.set_status(articles, Status.EDITING) == []
    assert desk.articles.bulk.remove([]) == []
    assert steps(desk) == before


def test_what_is_gone_meanwhile_is_left_out(desk):
    first, second, third = three(desk)
    desk.articles.remove(second)
    changed = desk.articles.bulk.set_status([first, second, third], Status.APPROVED)
    assert [article.id for article in changed] == [first.id, third.id]


def test_a_campaign_and_tags_of_several(desk):
    campaign = put_campaign(desk)
    first, second, third = three(desk, topics=("thi đua", "quà"))
    bulk = desk.articles.bulk
    assert len(bulk.edit([first, second], campaign=campaign.id)) == 2
    bulk.retag([first, second, third], "topics", add=["an toàn", "thi đua"], drop=["quà"])
    assert {article.topics for article in desk.articles} == {("thi đua", "an toàn")}
    desk.undo.step_back()
    desk.undo.step_back()
    assert {article.topics for article in desk.articles} == {("thi đua", "quà")}
    assert {article.campaign for article in desk.articles} == {None}


def test_several_are_deleted_and_come_back_with_what_named_them(desk):
    campaign = plan(desk)
    first, second, third = three(desk)
    fulfilled = task(desk, "Bài về bữa cơm ca")
    desk.tasks.set_articles(fulfilled, [first.id, second.id, third.id])
    rumour = desk.records.add(
        Rumour(campaign=campaign.id, claim="Xưởng đóng", seen=desk.records.now(), answer=first.id)
    )
    before = steps(desk)
    assert len(desk.articles.bulk.remove([first, second])) == 2
    assert [article.id for article in desk.articles] == [third.id]
    assert desk.tasks[fulfilled.id].articles == (third.id,)
    assert desk.rumours[rumour.id].answer is None
    assert steps(desk) == before + 1
    assert len(desk.trash) == 1
    desk.undo.step_back()
    assert len(desk.articles) == 3
    assert desk.tasks[fulfilled.id].articles == (first.id, second.id, third.id)
    assert desk.rumours[rumour.id].answer == first.id


def exported(desk, articles, folder, **options):
    return desk.articles.bulk.export(desk.articles.bulk.export_plan(articles, folder), **options)


def test_export_of_finished_and_unfinished(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk_export, "UNIT", 2)
    finished = [written(desk, f"Bài {n}", status=Status.APPROVED) for n in range(4)]
    draft = written(desk, "Bài nháp")
    before = steps(desk)
    report = exported(desk, [*finished, draft], tmp_path / "ra")
    assert [path.read_bytes() for path in report.written] == [
        desk.articles.page_bytes(article) for article in (*finished, draft)
    ]
    assert report.written[-1].stem.endswith("ban-nhap")
    assert (report.done, report.total, report.stopped) == (5, 5, "")
    assert [desk.articles[a.id].status for a in finished] == [Status.EXPORTED] * 4
    assert desk.articles[draft.id].status is Status.EDITING
    assert steps(desk) == before  # what has gone out is not undone


def test_two_articles_with_one_headline_both_go_out(desk, tmp_path):
    twins = [written(desk, "Một tít", body=f"Lời {n}.") for n in range(2)]
    paths = exported(desk, twins, tmp_path).written
    assert len({path.name for path in paths}) == 2
    assert ["Lời" in path.read_text() for path in paths] == [True, True]


def test_where_one_file_is_there_already_the_others_are_written(desk, tmp_path):
    first, second, third = (written(desk, f"Bài {n}", status=Status.APPROVED) for n in range(3))
    taken = tmp_path / desk.articles.export_name(second)
    taken.write_text("khác")
    same = tmp_path / desk.articles.export_name(third)
    same.write_bytes(desk.articles.page_bytes(third))
    report = exported(desk, [first, second, third], tmp_path)
    assert [path.name for path in report.written] == [desk.articles.export_name(first)]
    assert [(article.id, path) for article, path in report.taken] == [(second.id, taken)]
    assert report.same == [same]
    assert taken.read_text() == "khác"
    assert [desk.articles[a.id].status for a in (first, second, third)] == [
        *(Status.EXPORTED, Status.APPROVED, Status.EXPORTED)
    ]
    again = desk.articles.bulk.export(report.taken, replace=True)
    assert again.written == [taken]
    assert "Bài 1" in taken.read_text()


def test_a_page_that_cannot_be_written_keeps_no_other_back(desk, tmp_path):
    bad, good = written(desk, "", body="Lời."), written(desk, "Bài lành")
    report = exported(desk, [bad, good], tmp_path)
    assert [one.article.id for one in report.refused] == [bad.id]
    assert "headline is empty" in str(report.refused[0].why)
    assert len(report.written) == 1


def test_where_the_folder_cannot_be_written_the_export_ends_at_once(desk, tmp_path):
    articles = [written(desk, f"Bài {n}") for n in range(3)]
    (tmp_path / "ra").write_text("")
    report = exported(desk, articles, tmp_path / "ra")
    assert (report.stopped, report.done) == ("failed", 0)
    assert "not a folder" in str(report.failure)


def test_an_export_that_is_stopped_says_how_far_it_came(desk, tmp_path):
    articles = [written(desk, f"Bài {n}", status=Status.APPROVED) for n in range(3)]
    report = exported(desk, articles, tmp_path, goes_on=lambda now: now.done < 2)
    assert (report.stopped, len(report.written)) == ("asked", 2)
    states = [desk.articles[article.id].status for article in articles]
    assert states == [Status.EXPORTED, Status.EXPORTED, Status.APPROVED]


def test_very_many_change_unit_by_unit_in_one_step(desk, monkeypatch):
    monkeypatch.setattr(Undo, "UNIT", 2)
    articles = [written(desk, f"Bài {n}") for n in range(5)]
    before = steps(desk)
    change = desk.undo.in_units(
        articles, lambda some: desk.articles.bulk.set_status(some, Status.APPROVED)
    )
    assert len(next(change)) == 2
    assert [a.status for a in desk.articles].count(Status.APPROVED) == 2
    assert [len(changed) for changed in change] == [2, 1]
    assert steps(desk) == before + 1
    desk.undo.step_back()
    assert [a.status for a in desk.articles] == [Status.EDITING] * 5
    gone = desk.undo.in_units(articles, desk.articles.bulk.remove)
    next(gone), next(gone)
    assert len(desk.articles) == 1
    assert steps(desk) == before + 1
    desk.undo.step_back()
    assert len(desk.articles) == 5


def test_very_many_are_undone_as_one_whole_at_the_end(desk, monkeypatch):
    monkeypatch.setattr(Undo, "UNIT", 2)
    articles = [written(desk, f"Bài {n}") for n in range(5)]
    desk.articles.bulk.set_status(articles, Status.APPROVED)
    before = steps(desk)
    undoing = desk.undo.step_back_in_units()
    assert [next(undoing), next(undoing), next(undoing)] == [2, 2, 1]
    assert {a.status for a in desk.articles} == {Status.APPROVED}
    undoing.close()  # given up: nothing has been undone
    assert {a.status for a in desk.articles} == {Status.APPROVED}
    assert steps(desk) == before
    assert sum(desk.undo.step_back_in_units()) == 5
    assert {a.status for a in desk.articles} == {Status.EDITING}
    assert steps(desk) == before - 1
    while desk.undo.step_back():
        pass
    assert list(desk.undo.step_back_in_units()) == []


def test_what_changes_while_an_undo_is_prepared_stays(desk, monkeypatch):
    monkeypatch.setattr(Undo, "UNIT", 2)
    articles = [written(desk, f"Bài {n}") for n in range(5)]
    desk.articles.bulk.set_status(articles, Status.APPROVED)
    undoing = desk.undo.step_back_in_units()
    next(undoing)
    desk.articles.type_text(articles[0], signoff="Vừa gõ")
    list(undoing)
    assert {a.status for a in desk.articles} == {Status.EDITING}
    assert desk.articles[articles[0].id].signoff == "Vừa gõ"


def test_a_new_campaign_goes_with_all_its_tasks_or_stays(desk, desk_path, clock, monkeypatch):
    monkeypatch.setattr(Undo, "UNIT", 2)
    campaign = desk.campaigns.new("thang-cong-nhan", 2027)
    count = len(desk.tasks)
    assert count > Undo.UNIT
    undoing = desk.undo.step_back_in_units()
    for _some in undoing:  # what a reader finds in the file, as after a kill
        with open_desk(desk_path, read_only=True, clock=clock) as reader:
            assert campaign.id in reader.campaigns
            assert len(reader.tasks) == count
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        assert campaign.id not in reader.campaigns
        assert len(reader.tasks) == 0


def test_where_one_of_very_many_is_refused_none_has_changed(desk, monkeypatch):
    monkeypatch.setattr(Undo, "UNIT", 2)
    campaign = put_campaign(desk)
    articles = [written(desk, f"Bài {n}", campaign=campaign.id) for n in range(5)]
    desk.articles.bulk.edit(articles[4:], channels=("loa",))
    before = steps(desk)
    add = {"add": ["báo in"], "drop": []}
    with pytest.raises(InvalidValueError, match="“Bài 4” is one piece"):
        list(desk.undo.in_units(articles, lambda a: desk.articles.bulk.retag(a, "channels", **add)))
    assert [a.channels for a in desk.articles] == [*[()] * 4, ("loa",)]
    assert steps(desk) == before
    with pytest.raises(InvalidValueError, match="“Bài 4” is one piece"):
        desk.articles.bulk.retag(articles, "channels", **add)
    assert [a.channels for a in desk.articles] == [*[()] * 4, ("loa",)]


def test_what_is_deleted_is_back_with_what_refers_to_it(desk, monkeypatch):
    monkeypatch.setattr(Undo, "UNIT", 2)
    plan(desk)
    articles = [written(desk, f"Bài {n}") for n in range(5)]
    asked = task(desk, "Bài về bữa cơm ca")
    desk.tasks.set_articles(asked, [article.id for article in articles])
    list(desk.undo.in_units(articles, desk.articles.bulk.remove))
    assert desk.tasks[asked.id].articles == ()
    for _count in desk.undo.step_back_in_units():
        assert all(one in desk.articles for one in desk.tasks[asked.id].articles)
    assert len(desk.tasks[asked.id].articles) == 5
    assert len(desk.trash) == 0


def test_undoing_tags_keeps_no_revision_as_giving_them_kept_none(desk):
    (article, *_others) = articles = three(desk)
    before = len(desk.revisions.of(article).revisions)
    desk.articles.bulk.edit(articles, strand="Tuyến một")
    desk.undo.step_back()
    assert len(desk.revisions.of(article).revisions) == before


def test_a_task_that_one_of_several_still_misses_stays_open(desk):
    campaign = plan(desk)
    first, second = written(desk, "Bài một"), written(desk, "Bài hai")
    asked = desk.records.add(
        Task(campaign=campaign.id, title="Hai bài", articles=(first.id, second.id))
    )
    posted(desk, first)
    assert desk.tasks[asked.id].done is None


def test_an_article_of_a_due_day_keeps_it(desk):
    article = desk.records.add(Article(headline="Bài", due=date(2027, 5, 1)))
    [changed] = desk.articles.bulk.edit([article], strand="An toàn")
    assert (changed.due, changed.strand) == (date(2027, 5, 1), "An toàn")
