"""Several articles at once: status, tags, export, deletion, each one step of undo."""

from __future__ import annotations

from datetime import date

import pytest

from store import Article, FileExistsAlreadyError, Task
from store.records import Rumour, Status
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
    changed = desk.articles.bulk.set_status(articles, Status.WITHDRAWN)
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
    first, second, third = three(desk, channels=("báo in", "fanpage"))
    bulk = desk.articles.bulk
    assert len(bulk.edit([first, second], campaign=campaign.id)) == 2
    bulk.retag([first, second, third], "channels", add=["loa", "báo in"], drop=["fanpage"])
    assert {article.channels for article in desk.articles} == {("báo in", "loa")}
    desk.undo.step_back()
    desk.undo.step_back()
    assert {article.channels for article in desk.articles} == {("báo in", "fanpage")}
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


def test_export_of_finished_and_unfinished(desk, tmp_path):
    finished = [written(desk, f"Bài {n}", status=Status.APPROVED) for n in range(2)]
    draft = written(desk, "Bài nháp")
    before = steps(desk)
    paths = desk.articles.bulk.export([*finished, draft], tmp_path / "ra")
    assert [path.read_bytes() for path in paths] == [
        desk.articles.page_bytes(article) for article in (*finished, draft)
    ]
    assert paths[-1].stem.endswith("ban-nhap")
    assert [desk.articles[a.id].status for a in finished] == [Status.EXPORTED] * 2
    assert desk.articles[draft.id].status is Status.EDITING
    assert steps(desk) == before  # what has gone out is not undone


def test_two_articles_with_one_headline_both_go_out(desk, tmp_path):
    twins = [written(desk, "Một tít", body=f"Lời {n}.") for n in range(2)]
    paths = desk.articles.bulk.export(twins, tmp_path)
    assert len({path.name for path in paths}) == 2
    assert ["Lời" in path.read_text() for path in paths] == [True, True]


def test_where_one_file_is_there_already_none_is_written(desk, tmp_path):
    first, second = (written(desk, f"Bài {n}", status=Status.APPROVED) for n in range(2))
    taken = tmp_path / desk.articles.export_name(second)
    taken.write_text("khác")
    with pytest.raises(FileExistsAlreadyError):
        desk.articles.bulk.export([first, second], tmp_path)
    assert [path.name for path in tmp_path.glob("*.txt")] == [taken.name]
    assert desk.articles[first.id].status is Status.APPROVED
    desk.articles.bulk.export([first, second], tmp_path, replace=True)
    assert "Bài 1" in taken.read_text()


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
