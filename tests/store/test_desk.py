"""The desk: what its calls change, refuse and announce, what undo takes back, and its file."""

from __future__ import annotations

from datetime import date
from unicodedata import normalize

import msgspec
import pytest
from tinydb import TinyDB

from store import (
    Article,
    Change,
    InvalidValueError,
    NewsItem,
    RecordNotFoundError,
    SaveError,
    Status,
    Task,
    open_desk,
)

from .desk_records import CARD, article, page_with, records, task, titles

# --- articles and tasks


def test_a_word_goal_is_set_undone_and_makes_no_empty_article_unused(desk):
    new = desk.articles.new()
    assert desk.articles.set_word_goal(new, 600).word_goal == 600
    assert not desk.articles.is_unused(new)
    for wrong in (0, -3):
        with pytest.raises(InvalidValueError, match="at least one word"):
            desk.articles.set_word_goal(new, wrong)
    assert desk.undo.step_back() == "word goal"
    assert desk.articles[new.id].word_goal is None
    desk.articles.set_word_goal(new, 600)
    assert desk.articles.set_word_goal(new, None).word_goal is None
    assert desk.articles.is_unused(new)


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("status", Status)
def test_who_types_the_text_of_an_idea_begins_it(desk, status, later):
    article = desk.records.add(Article(headline="Quà", body="Một câu.", status=status))

    def type_text(**fields):
        if not later:
            desk.articles.type_text(article, **fields)
        elif pending := desk.articles.type_text_later(article, **fields):
            pending.write()
            desk.records.store.flush()
        return desk.articles[article.id]

    for fields in ({"headline": "Mới"}, {"body": "Một câu."}, {"body": " \n"}):
        assert type_text(**fields).status is status, fields
    begun = Status.WRITING if status in (Status.IDEA, Status.ASSIGNED) else status
    typed = type_text(body="Hai câu.")
    assert (typed.status, typed.body) == (begun, "Hai câu.")
    assert desk.undo.step_back() is None, "typing is undone in the editor"


def test_a_task_that_repeats_comes_again_once_and_without_a_flood(desk, campaign, clock):
    first = desk.tasks.add(
        Task(
            campaign=campaign.id,
            title="Giao ban thứ hai",
            due=date(2027, 4, 19),
            instance=date(2027, 4, 19),
            repeat="FREQ=WEEKLY",
        )
    )
    made = [task for task in desk.tasks if task.series]
    assert [task.due for task in made] == [date(2027, 4, 26), date(2027, 5, 3)]
    assert {task.series for task in made} == {first.id}
    assert desk.tasks.catch_up() == []
    desk.tasks.remove(made[1])
    assert desk.tasks.catch_up() == []  # what was deleted does not come back
    clock.wait(60 * 24 * 60)
    again = desk.tasks.catch_up()
    assert 0 < len(again) <= 3
    assert len({(task.series, task.instance) for task in desk.tasks}) == len(desk.tasks)


# --- campaigns


def test_a_campaign_from_the_template_stands_with_its_tasks(desk):
    made = desk.campaigns.new("thang-cong-nhan", 2027)
    assert made.year == 2027
    assert made.phases
    assert len(desk.tasks) > 10
    assert {one.campaign for one in desk.tasks} == {made.id}
    assert desk.undo.step_back() == "new campaign"
    assert desk.records.is_empty


@pytest.mark.parametrize(
    "name", ["Mùa quà xa quê", normalize("NFD", "mùa  quà xa\xa0quê"), " MÙA QUÀ XA QUÊ "]
)
def test_two_campaigns_never_have_one_name(desk, campaign, name):
    before = records(desk)
    with pytest.raises(InvalidValueError, match="There is a campaign"):
        desk.campaigns.new_empty(name, 2028)
    with pytest.raises(InvalidValueError, match="There is a campaign"):
        desk.campaigns.new("thang-cong-nhan", 2028, name)
    assert records(desk) == before
    assert desk.campaigns.new_empty("Mua qua xa que", 2027)  # other marks, another name


@pytest.mark.parametrize("name", ["", " \xa0"])
def test_a_campaign_needs_a_name(desk, name):
    with pytest.raises(InvalidValueError, match="needs a name"):
        desk.campaigns.new_empty(name, 2027)
    assert desk.records.is_empty


def test_a_removed_campaign_leaves_its_articles_and_comes_back_whole(desk):
    made = desk.campaigns.new("thang-cong-nhan", 2027)
    first = next(iter(desk.tasks))
    begun = desk.articles.start(first)
    other = desk.campaigns.new_empty("Khác", 2027)
    kept = task(desk, other)
    before = records(desk)
    desk.campaigns.remove(made)
    assert list(desk.campaigns) == [other]
    assert list(desk.tasks) == [kept]
    assert desk.articles[begun.id].campaign is None
    assert desk.undo.step_back() == "delete campaign"
    after = records(desk)
    assert {name: {r.id: r for r in found} for name, found in after.items()} == {
        name: {r.id: r for r in found} for name, found in before.items()
    }
    assert titles(desk, made)  # the checklist stands in its order again
    assert desk.campaigns.checklist(made)[0].tasks[0].id == first.id


def test_a_campaign_is_found_by_name_or_the_beginning_of_its_id(desk, campaign):
    assert desk.campaigns.find("mùa quà xa quê") == campaign
    assert desk.campaigns.find(campaign.id[:5]) == campaign
    for wrong in ("", "Mùa", "zz"):
        with pytest.raises(RecordNotFoundError, match="the desk has: Mùa quà xa quê"):
            desk.campaigns.find(wrong)


# --- undo


def test_an_undo_takes_back_its_fields_and_leaves_the_text_typed_since(desk, clock):
    one = article(desk)
    item = desk.records.add(NewsItem(headline="Tin", summary="Tóm tắt."))
    clock.wait()
    desk.links.add(one, item)
    clock.wait()
    desk.records.change(one, body="Gõ thêm một câu.")
    typed_at = clock()
    clock.wait()
    assert desk.undo.step_back() == "link"
    now = desk.articles[one.id]
    assert now.links == ()
    assert now.body == "Gõ thêm một câu."
    assert now.updated == typed_at  # not the day before the text was typed


def test_an_undo_right_after_gives_the_very_record(desk, campaign, clock):
    one = task(desk, campaign)
    clock.wait()
    desk.tasks.tick(one)
    assert desk.tasks[one.id].updated == clock()
    desk.undo.step_back()
    assert desk.tasks[one.id] == one


def test_undo_of_a_deleted_article_brings_it_back_to_its_tasks(desk, campaign):
    one, two = task(desk, campaign), task(desk, campaign, "hai")
    begun = desk.articles.start(one)
    desk.tasks.attach(two, begun)
    desk.articles.remove(begun)
    assert begun.id not in desk.articles
    assert desk.tasks[one.id].articles == desk.tasks[two.id].articles == ()
    assert desk.undo.step_back() == "delete article"
    assert desk.articles[begun.id] == begun
    assert desk.tasks[one.id].articles == desk.tasks[two.id].articles == (begun.id,)


def test_undo_of_an_import_takes_the_article_and_what_came_with_it(desk, page_bytes):
    first = desk.articles.import_page(page_bytes, "a.txt")
    before = records(desk)
    desk.articles.import_page(page_with(CARD + "\n\nMới\n\n|\n\nTin mới."), "b.txt")
    assert len(desk.news) == 4
    assert desk.undo.step_back() == "import"
    assert records(desk) == before
    assert desk.articles.page_bytes(first) == page_bytes
    desk.undo.step_back()
    assert desk.records.is_empty


def test_an_undo_never_takes_written_text_away(desk, campaign, page_bytes):
    one = task(desk, campaign)
    other = task(desk, campaign, "hai")
    desk.tasks.tick(other)
    untouched, begun = desk.articles.start(one), desk.articles.start(one)
    desk.records.change(begun, body="Chữ đã gõ.")
    before = records(desk)
    with pytest.raises(InvalidValueError, match="has been worked on since"):
        desk.undo.step_back()
    assert records(desk) == before
    # The other article of this task and the task itself could only go after that one.
    assert desk.undo.step_back() == "tick"
    assert desk.tasks[one.id].articles == (untouched.id, begun.id)
    assert desk.undo.step_back() == "new task"
    assert list(desk.tasks) == [desk.tasks[one.id]]


def test_an_undo_never_takes_away_what_others_name(desk, page_bytes):
    made = desk.campaigns.new_empty("Mới", 2027)
    draft = article(desk)
    desk.records.change(draft, campaign=made.id)
    with pytest.raises(InvalidValueError):
        desk.undo.step_back()
    assert desk.articles[draft.id].campaign in desk.campaigns

    first = desk.articles.import_page(page_bytes, "a.txt")
    desk.records.change(draft, links=first.links)
    with pytest.raises(InvalidValueError):
        desk.undo.step_back()
    assert all(link.target in desk.news for link in desk.articles[draft.id].links)
    assert desk.undo.step_back() is None


def test_undo_goes_back_through_all_changes_to_the_beginning(desk, campaign, clock):
    clock.wait()
    one = task(desk, campaign)
    desk.tasks.tick(one)
    clock.wait()
    desk.tasks.edit(one, title="khác")
    desk.tasks.remove(one)
    labels = [desk.undo.step_back() for _ in range(6)]
    assert labels == ["delete task", "edit task", "tick", "new task", "new campaign", None]
    assert desk.records.is_empty


def test_text_and_plain_additions_are_not_listed_for_undo(desk):
    desk.records.change(article(desk), body="Chữ.")
    assert desk.undo.step_back() is None
    assert len(desk.articles) == 1


# --- listeners


def test_each_call_is_announced_once(desk, page_bytes):
    told: list[Change] = []
    stop = desk.records.listen(told.append)

    def heard():
        (change,) = told
        told.clear()
        return change

    read = desk.articles.import_page(page_bytes, "a.txt")
    change = heard()
    assert change.tables == {"articles", "news"}
    assert change.ids == {read.id, *(item.id for item in desk.news)}

    made = desk.campaigns.new("thang-cong-nhan", 2027)
    assert heard().ids == {made.id, *(one.id for one in desk.tasks)}

    one = next(iter(desk.tasks))
    desk.tasks.attach(one, read)
    assert heard().ids == {one.id, read.id}
    desk.undo.step_back()
    assert heard().ids == {one.id, read.id}
    desk.tasks.tick(one)
    assert heard() == type(change)(tables=frozenset({"tasks"}), ids=frozenset({one.id}))
    desk.articles.remove(read)
    assert heard().ids == {read.id, *(entry.id for entry in desk.trash)}

    desk.records.change(made, name=made.name)  # nothing new: nothing to tell
    desk.tasks.set_articles(one, [])
    assert told == []
    stop()
    desk.tasks.tick(one)
    assert told == []


def test_a_listener_hears_of_a_change_when_it_stands_on_the_desk_and_in_the_file(desk, desk_path):
    seen = []

    def look(change):
        with open_desk(desk_path, read_only=True) as other:
            seen.append((list(desk.articles), list(other.articles)))

    desk.records.listen(look)
    one = article(desk)
    assert seen == [([one], [one])]


# --- what is not there


def test_unknown_records_are_refused(desk, campaign):
    gone = Article(headline="Không có")
    nowhere = Task(campaign=campaign.id, title="Không có")
    before = records(desk)
    for call in (
        lambda: desk.articles[gone.id],
        lambda: desk.records.change(gone, body="x"),
        lambda: desk.articles.page_bytes(gone),
        lambda: desk.links.add(gone, gone),
        lambda: desk.articles.remove(gone),
        lambda: desk.tasks.tick(nowhere),
        lambda: desk.tasks.move(nowhere, 1),
        lambda: desk.tasks.remove(nowhere),
        lambda: desk.articles.start(nowhere),
        lambda: desk.records.find("0123"),
    ):
        with pytest.raises(RecordNotFoundError):
            call()
    assert records(desk) == before
    assert desk.articles.get(gone.id) is None
    assert desk.articles.get(None) is None
    assert gone.id not in desk.articles


def test_an_id_may_be_cut_to_what_is_unambiguous(desk):
    one = desk.records.add(Article(id="ab12" + "0" * 28, headline="một"))
    desk.records.add(Article(id="ab34" + "0" * 28, headline="hai"))
    item = desk.records.add(NewsItem(id="ab12" + "1" * 28, headline="tin"))
    assert desk.articles.find("ab1") == one
    assert desk.articles.find(one.id) == one
    assert desk.articles.find(" AB12 ") == one
    assert desk.records.find("ab121") == item
    assert desk.records.find("ab12", "news") == item
    with pytest.raises(RecordNotFoundError, match="“ab” is the beginning of 2 IDs"):
        desk.articles.find("ab")
    with pytest.raises(RecordNotFoundError, match="is the beginning of 2 IDs"):
        desk.records.find("ab12")
    for wrong in ("", " ", "b12", "ab12x", one.id + "0"):
        with pytest.raises(RecordNotFoundError, match="Nothing on the desk"):
            desk.articles.find(wrong)


# --- the file behind it


def test_a_restart_keeps_everything(desk, desk_path, page_bytes, clock):
    made = desk.campaigns.new("thang-cong-nhan", 2027)
    read = desk.articles.import_page(page_bytes, "a.txt", made)
    one = next(iter(desk.tasks))
    desk.tasks.attach(one, read)
    desk.tasks.tick(one)
    desk.records.change(
        read, body="Chữ\u2028có\r dấu \x1b[31m lạ\u202e và \U0001f33e.", due=date(2027, 5, 1)
    )
    before = records(desk)
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert records(again) == before
        assert again.undo.step_back() is None


def test_a_desk_for_reading_refuses_every_change(desk, desk_path, page_bytes):
    read = desk.articles.import_page(page_bytes, "a.txt")
    before, bytes_before = records(desk), desk_path.read_bytes()
    with open_desk(desk_path, read_only=True) as reader:
        assert reader.file.read_only
        for call in (
            lambda: reader.articles.import_page(page_bytes, "a.txt"),
            lambda: reader.records.add(Article()),
            lambda: reader.records.change(read, body="x"),
            lambda: reader.articles.remove(read),
            lambda: reader.campaigns.new_empty("x", 2027),
        ):
            with pytest.raises(SaveError, match="for reading only"):
                call()
        assert records(reader) == before
        assert reader.articles.page_bytes(read) == page_bytes
    assert desk_path.read_bytes() == bytes_before


def test_a_desk_for_reading_makes_nothing(tmp_path):
    with open_desk(tmp_path / "không" / "có.json", read_only=True) as reader:
        assert reader.records.is_empty
    assert list(tmp_path.iterdir()) == []


def test_a_closed_desk_writes_nothing_any_more(desk, desk_path):
    one = article(desk)
    desk.close()
    before = desk_path.read_bytes()
    with open_desk(desk_path):  # the lock is free, so another may be writing
        with pytest.raises(SaveError):
            desk.records.change(one, body="nữa")
        assert desk_path.read_bytes() == before
    desk.close()


def test_half_a_character_is_refused_in_a_sentence(desk, desk_path):
    one = article(desk)
    before = desk_path.read_bytes()
    with pytest.raises(SaveError, match="half a character after “dòng hai”"):
        desk.records.change(one, body="dòng một\ndòng hai\ud800")
    assert desk.articles[one.id] == one
    assert desk_path.read_bytes() == before
    assert desk.records.change(one, body="lành").body == "lành"


def test_stock_tinydb_can_search_the_file(desk, desk_path, page_bytes):
    read = desk.articles.import_page(page_bytes, "a.txt")
    desk.file.checkpoint()
    with TinyDB(desk_path, access_mode="r", encoding="utf-8") as stock:
        (found,) = stock.table("articles").search(lambda document: document["byline"] == "Trần An")
    assert msgspec.convert(dict(found), Article) == read
