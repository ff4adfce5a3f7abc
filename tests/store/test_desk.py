"""The desk: what its calls change, what they refuse, and that the file always says the same."""

from __future__ import annotations

from datetime import date
from tempfile import TemporaryDirectory
from unicodedata import normalize

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from store import (
    Article,
    BadValue,
    Campaign,
    DeskError,
    NewsItem,
    NotSaved,
    PageError,
    Status,
    Task,
    UnknownRecord,
    open_desk,
)
from tests.conftest import PAGE, Clock

TABLES = {"campaigns": Campaign, "tasks": Task, "articles": Article, "news": NewsItem}


def records(desk):
    """All that is on a desk, in its order."""
    return {name: list(getattr(desk, name)) for name in TABLES}


def titles(desk, campaign):
    return {phase.name: [task.title for task in phase.tasks] for phase in desk.checklist(campaign)}


def task(desk, campaign, title="Gọi điện cho tổ may", phase="kế hoạch", **fields):
    return desk.add_task(Task(campaign=campaign.id, title=title, phase=phase, **fields))


def article(desk, headline="Quà đến tay", **fields):
    return desk.add(Article(headline=headline, body="Một câu.", **fields))


def page_with(card):
    return f"Tít khác\n\nAn |\n\nMột đoạn văn.\n\nAn\nTIN LIÊN QUAN\n\n{card}".encode()


CARD = (
    "Xưởng may mở lớp học đêm\n\nLê Thu |\n\n"
    "Lớp có 40 chỗ, học phí bằng không, mở tối thứ ba và thứ năm."
)


# --- pages in and out


def test_a_page_goes_in_and_out_unchanged(desk, page_bytes, tmp_path, clock):
    read = desk.import_page(page_bytes, "a.txt")
    assert read.headline == "Tổ may số 7 tặng 1.250 suất quà cho công nhân xa quê"
    assert read.byline == read.signoff == "Trần An"
    assert read.body.count("\n\n") == 2
    assert read.status == Status.EDITING
    assert read.created == read.updated == clock()
    assert [link.headline for link in read.links] == [item.headline for item in desk.news]
    assert [item.author for item in desk.news] == ["Lê Thu", "", "PV"]
    assert desk.page_bytes(read) == page_bytes

    path = desk.export(read, tmp_path / "mới" / "ra")
    assert path.read_bytes() == page_bytes
    assert path.name == (
        "2027-04-20-to-may-so-7-tang-1250-suat-qua-cho-cong-nhan-xa-que-ban-nhap.txt"
    )
    assert desk.articles[read.id].status == Status.EDITING  # a draft is not marked as exported


def test_the_shared_page_goes_in_and_out_unchanged(desk, shared_page):
    read = desk.import_page(shared_page, "page.txt")
    assert desk.page_bytes(read) == shared_page
    assert len(read.links) == len(desk.news) == 8


def test_a_finished_article_is_marked_as_exported(desk, page_bytes, tmp_path, clock):
    read = desk.import_page(page_bytes, "a.txt")
    desk.set_status(read, Status.APPROVED)
    assert desk.unfinished(read) == []
    path = desk.export(read, tmp_path)
    assert "ban-nhap" not in path.name
    assert desk.articles[read.id].status == Status.EXPORTED
    assert desk.articles[read.id].exported == clock()


def test_an_export_never_writes_over_another_file_unasked(desk, page_bytes, tmp_path):
    read = desk.import_page(page_bytes, "a.txt")
    path = desk.export(read, tmp_path)
    assert desk.export(read, tmp_path) == path  # the same bytes: nothing to ask
    path.write_bytes(b"another")
    with pytest.raises(DeskError, match="is there already"):
        desk.export(read, tmp_path)
    assert path.read_bytes() == b"another"
    desk.export(read, tmp_path, replace=True)
    assert path.read_bytes() == page_bytes


def test_an_export_into_a_file_names_the_file(desk, page_bytes, tmp_path):
    (tmp_path / "tệp").write_bytes(b"x")
    read = desk.import_page(page_bytes, "a.txt")
    with pytest.raises(DeskError) as refusal:
        desk.export(read, tmp_path / "tệp")
    assert str(refusal.value) == f"{tmp_path / 'tệp'} is a file, not a folder; name a folder."
    assert (tmp_path / "tệp").read_bytes() == b"x"


def test_an_export_to_a_home_that_is_not_there_is_refused(desk, page_bytes, tmp_path):
    from pathlib import Path

    read = desk.import_page(page_bytes, "a.txt")
    with pytest.raises(DeskError, match="no home folder for ~nobody-of-that-name/x"):
        desk.export(read, Path("~nobody-of-that-name/x"))


def test_an_article_that_would_not_read_back_is_not_exported(desk, tmp_path):
    empty = desk.add(Article(headline="Tít"))
    with pytest.raises(PageError, match="text is empty"):
        desk.export(empty, tmp_path / "ra")
    assert not (tmp_path / "ra").exists()


@pytest.mark.parametrize(
    "variant",
    [
        CARD,
        normalize("NFD", CARD),
        CARD.replace("lớp học", "lớp\xa0học").replace("40 chỗ", "40\xa0 chỗ"),
        CARD.replace("Xưởng may", "XƯỞNG MAY"),
    ],
    ids=["same", "NFD", "NBSP", "case"],
)
def test_a_news_item_met_twice_is_one_and_both_pages_keep_their_letters(desk, page_bytes, variant):
    first = desk.import_page(page_bytes, "a.txt")
    second = desk.import_page(page_with(variant), "b.txt")
    assert len(desk.news) == 3
    assert second.links[0].target == first.links[0].target == next(iter(desk.news)).id
    assert desk.page_bytes(first) == page_bytes
    assert desk.page_bytes(second) == page_with(variant)


@pytest.mark.parametrize(
    "other",
    [
        CARD.replace("Lê Thu", "Lê Thư"),
        CARD.replace("40", "41"),
        CARD.replace("đêm", "đem"),
    ],
)
def test_a_card_that_reads_otherwise_is_another_news_item(desk, page_bytes, other):
    desk.import_page(page_bytes, "a.txt")
    desk.import_page(page_with(other), "b.txt")
    assert len(desk.news) == 4


def test_a_card_that_stands_twice_on_one_page_is_one_item_and_two_cards(desk):
    page = page_with(f"{CARD}\n\n{CARD}")
    read = desk.import_page(page, "a.txt")
    assert len(desk.news) == 1
    assert len(read.links) == 2
    assert desk.page_bytes(read) == page


def test_a_refused_page_leaves_the_desk_alone(desk, desk_path):
    with pytest.raises(PageError):
        desk.import_page(b"", "trống.txt")
    assert desk.is_empty
    assert not desk_path.exists()


def test_a_page_imported_into_a_campaign_belongs_to_it(desk, campaign, page_bytes):
    assert desk.import_page(page_bytes, "a.txt", campaign).campaign == campaign.id


def test_a_page_that_does_not_fit_is_kept_whole_and_can_be_read_again(desk):
    data = "\ufeffChỉ một dòng\r\nvà một dòng nữa".encode()
    whole = desk.import_page(data, "a.txt")
    assert whole.needs_review
    assert desk.page_bytes(whole) == data
    with pytest.raises(BadValue, match="still does not fit"):
        desk.read_again(whole)
    desk.change(whole, body=page_with(CARD).decode())
    again = desk.read_again(whole)
    assert again.headline == "Tít khác"
    assert not again.needs_review
    assert [link.headline for link in again.links] == ["Xưởng may mở lớp học đêm"]
    assert again.id == whole.id
    assert desk.page_bytes(again) == page_with(CARD)


# --- related news


def test_a_link_is_a_card_of_what_is_linked(desk):
    one = article(desk)
    other = desk.add(Article(headline="Tít", byline="An", body="Lời đầu.\n\nLời sau."))
    item = desk.add(NewsItem(headline="Tin", author="PV", summary="Tóm tắt."))
    desk.link(one, item)
    linked = desk.link(one, other)
    assert [(link.kind, link.target) for link in linked.links] == [
        ("news", item.id),
        ("article", other.id),
    ]
    assert desk.page_bytes(one).decode() == (
        "Quà đến tay\n\n|\n\nMột câu.\n\nTIN LIÊN QUAN\n\n"
        "Tin\n\nPV |\n\nTóm tắt.\n\nTít\n\nAn |\n\nLời đầu."
    )


def test_the_card_of_a_link_stays_as_it_was_when_its_news_item_changes(desk, page_bytes):
    read = desk.import_page(page_bytes, "a.txt")
    desk.change(next(iter(desk.news)), summary="Khác hẳn.", headline="Khác")
    assert desk.page_bytes(read) == page_bytes


def test_an_article_is_neither_linked_to_itself_nor_twice(desk):
    one = article(desk)
    item = desk.add(NewsItem(headline="Tin", summary="Tóm tắt."))
    desk.link(one, item)
    before = records(desk)
    with pytest.raises(BadValue, match="“Tin” is linked already"):
        desk.link(one, item)
    with pytest.raises(BadValue, match="related to itself"):
        desk.link(one, one)
    assert records(desk) == before


def test_links_are_moved_and_stay_in_their_order(desk):
    one = article(desk)
    for name in "abc":
        desk.link(one, desk.add(NewsItem(headline=name, summary="Tóm.")))

    def order():
        return "".join(link.headline for link in desk.articles[one.id].links)

    assert desk.move_link(one, 0, +1) == 1
    assert order() == "bac"
    assert desk.move_link(one, 2, -1) == 1
    assert order() == "bca"
    assert desk.move_link(one, 0, -1) == 0
    assert order() == "bca"
    assert desk.move_link(one, 2, +1) == 2
    assert order() == "bca"
    desk.unlink(one, 1)
    assert order() == "ba"


def test_the_heading_goes_with_the_last_card(desk, page_bytes):
    read = desk.import_page(page_bytes, "a.txt")
    for left in (2, 1):
        desk.unlink(read, 0)
        assert "TIN LIÊN QUAN" in desk.page_bytes(read).decode()
        assert len(desk.articles[read.id].links) == left
    desk.unlink(read, 0)
    text = desk.page_bytes(read).decode()
    assert "TIN LIÊN QUAN" not in text
    assert text == PAGE.partition("\nTIN LIÊN QUAN")[0]
    assert desk.undo() == "unlink"
    assert "TIN LIÊN QUAN" in desk.page_bytes(read).decode()


# --- tasks


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


def test_a_tick_goes_on_and_off(desk, campaign, clock):
    one = task(desk, campaign, due=date(2027, 4, 19))
    assert one.status == "todo"
    assert one.is_overdue(desk.today())
    assert desk.tick(one).status == "done"
    assert desk.tasks[one.id].done == clock()
    assert not desk.tasks[one.id].is_overdue(desk.today())
    assert desk.tick(one).done is None  # any state of the record will do


def test_tasks_move_within_their_phase_and_stop_at_its_ends(desk, campaign):
    first, second, third = (task(desk, campaign, title) for title in ("một", "hai", "ba"))
    other = task(desk, campaign, "khác", "tham mưu")
    desk.move_task(third, -1)
    assert titles(desk, campaign)["kế hoạch"] == ["một", "ba", "hai"]
    desk.move_task(first, +1)
    assert titles(desk, campaign)["kế hoạch"] == ["ba", "một", "hai"]
    before = records(desk)
    desk.move_task(third, -1)
    desk.move_task(second, +1)
    desk.move_task(other, +1)
    assert records(desk) == before
    assert desk.undo() == "move task"
    assert titles(desk, campaign)["kế hoạch"] == ["một", "ba", "hai"]


def test_a_task_that_comes_to_another_phase_goes_to_its_end(desk, campaign):
    one = task(desk, campaign, "một", "tham mưu")
    task(desk, campaign, "hai", "kế hoạch")
    task(desk, campaign, "ba", "kế hoạch")
    desk.edit_task(one, phase="kế hoạch", title="một mới")
    assert titles(desk, campaign)["kế hoạch"] == ["hai", "ba", "một mới"]
    assert titles(desk, campaign)["tham mưu"] == []
    desk.edit_task(one, phase="kế hoạch", notes="ghi")
    assert titles(desk, campaign)["kế hoạch"] == ["hai", "ba", "một mới"]
    assert desk.undo() == desk.undo() == "edit task"
    assert titles(desk, campaign)["tham mưu"] == ["một"]


def test_a_task_is_deleted_and_comes_back(desk, campaign):
    one = task(desk, campaign)
    desk.remove_task(one)
    assert one.id not in desk.tasks
    with pytest.raises(UnknownRecord):
        desk.tick(one)
    assert desk.undo() == "delete task"
    assert desk.tasks[one.id] == one


def test_an_attached_article_joins_the_campaign_of_the_task(desk, campaign):
    one, draft = task(desk, campaign), article(desk)
    elsewhere = desk.empty_campaign("Khác", 2027)
    guest = article(desk, campaign=elsewhere.id)
    desk.attach(one, draft)
    desk.attach(one, guest)
    desk.attach(one, guest)
    assert desk.tasks[one.id].articles == (draft.id, guest.id)
    assert desk.tasks[one.id].status == "doing"
    assert desk.articles[draft.id].campaign == campaign.id
    assert desk.articles[guest.id].campaign == elsewhere.id
    desk.undo()
    desk.undo()
    assert desk.tasks[one.id].articles == ()
    assert desk.articles[draft.id].campaign is None


def test_the_articles_of_a_task_are_set_as_one_change(desk, campaign):
    one = task(desk, campaign)
    drafts = [article(desk, headline) for headline in "abc"]
    desk.set_articles(one, [draft.id for draft in drafts])
    desk.set_articles(one, [drafts[2].id])
    assert desk.tasks[one.id].articles == (drafts[2].id,)
    assert desk.undo() == "attach articles"
    assert len(desk.tasks[one.id].articles) == 3
    with pytest.raises(UnknownRecord):
        desk.set_articles(one, ["0" * 32])
    assert len(desk.tasks[one.id].articles) == 3


def test_a_task_is_done_when_all_its_articles_are_out_and_open_again_when_one_is_withdrawn(
    desk, campaign, page_bytes, tmp_path
):
    one, two = (desk.import_page(page_bytes, "a.txt") for _ in range(2))
    task = desk.add_task(Task(campaign=campaign.id, title="Hai bài"))
    ticked = desk.tick(desk.add_task(Task(campaign=campaign.id, title="Đã tick tay")))
    for each in (task, ticked):
        desk.set_articles(each, [one.id, two.id])

    desk.set_status(one, Status.APPROVED)
    desk.export(one, tmp_path)
    assert desk.tasks[task.id].done is None
    desk.set_status(two, Status.EXPORTED)
    assert desk.tasks[task.id].done
    assert desk.undo() == "status"
    assert desk.tasks[task.id].done is None
    desk.set_status(two, Status.CANCELLED)  # what will not come is not waited for
    assert desk.tasks[task.id].done
    desk.set_status(one, Status.WITHDRAWN)
    assert desk.tasks[task.id].done is None
    assert desk.tasks[ticked.id].done  # an editor's own tick


def test_attaching_and_detaching_settle_the_tick_in_the_same_unit(desk, campaign):
    out, draft = article(desk, "đã ra"), article(desk, "chưa")
    desk.set_status(out, Status.EXPORTED)
    one = task(desk, campaign)
    desk.attach(one, out)
    assert desk.tasks[one.id].status == "done"
    desk.attach(one, draft)
    assert desk.tasks[one.id].done is None
    desk.set_articles(one, [out.id])
    assert desk.tasks[one.id].done
    desk.set_articles(one, [])
    assert desk.tasks[one.id].done is None
    for articles, is_done in (
        ((out.id,), True),
        ((out.id, draft.id), False),
        ((out.id,), True),
        ((), False),
    ):
        assert desk.undo() == "attach articles"
        assert desk.tasks[one.id].articles == articles
        assert bool(desk.tasks[one.id].done) is is_done


def test_an_article_that_is_begun_or_deleted_settles_the_tick_of_its_tasks(desk, campaign):
    out = article(desk, "đã ra")
    desk.set_status(out, Status.EXPORTED)
    one = task(desk, campaign)
    desk.attach(one, out)
    begun = desk.start_article(one)
    assert desk.tasks[one.id].done is None
    desk.remove_article(begun)
    assert desk.tasks[one.id].done
    assert desk.undo() == "delete article"
    assert desk.tasks[one.id].done is None
    desk.remove_article(begun)
    desk.remove_article(out)
    assert desk.tasks[one.id].done is None
    desk.start_article(one)
    desk.take_from_bin(next(entry for entry in desk.bin if entry.title == "đã ra"))
    assert out.id in desk.tasks[one.id].articles
    assert desk.tasks[one.id].done is None  # the one that was begun meanwhile is not out


def test_an_editors_own_tick_stays_whatever_is_attached_or_deleted(desk, campaign):
    one = desk.tick(task(desk, campaign))
    begun = desk.start_article(one)
    assert desk.tasks[one.id].done
    desk.set_status(begun, Status.EXPORTED)
    desk.remove_article(begun)
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
    begun = desk.start_article(one)
    assert begun.status == Status.ASSIGNED
    assert begun.headline == one.title
    assert begun.campaign == campaign.id
    assert {name: getattr(begun, name) for name in tags} == tags
    assert desk.tasks[one.id].articles == (begun.id,)


# --- campaigns


def test_a_campaign_from_the_template_stands_with_its_tasks(desk):
    made = desk.new_campaign("thang-cong-nhan", 2027)
    assert made.year == 2027
    assert made.phases
    assert len(desk.tasks) > 10
    assert {one.campaign for one in desk.tasks} == {made.id}
    assert desk.undo() == "new campaign"
    assert desk.is_empty


@pytest.mark.parametrize(
    "name", ["Mùa quà xa quê", normalize("NFD", "mùa  quà xa\xa0quê"), " MÙA QUÀ XA QUÊ "]
)
def test_two_campaigns_never_have_one_name(desk, campaign, name):
    before = records(desk)
    with pytest.raises(BadValue, match="There is a campaign"):
        desk.empty_campaign(name, 2028)
    with pytest.raises(BadValue, match="There is a campaign"):
        desk.new_campaign("thang-cong-nhan", 2028, name)
    assert records(desk) == before
    assert desk.empty_campaign("Mua qua xa que", 2027)  # other marks, another name


@pytest.mark.parametrize("name", ["", " \xa0"])
def test_a_campaign_needs_a_name(desk, name):
    with pytest.raises(BadValue, match="needs a name"):
        desk.empty_campaign(name, 2027)
    assert desk.is_empty


def test_a_removed_campaign_leaves_its_articles_and_comes_back_whole(desk):
    made = desk.new_campaign("thang-cong-nhan", 2027)
    first = next(iter(desk.tasks))
    begun = desk.start_article(first)
    other = desk.empty_campaign("Khác", 2027)
    kept = task(desk, other)
    before = records(desk)
    desk.remove_campaign(made)
    assert list(desk.campaigns) == [other]
    assert list(desk.tasks) == [kept]
    assert desk.articles[begun.id].campaign is None
    assert desk.undo() == "delete campaign"
    after = records(desk)
    assert {name: {r.id: r for r in found} for name, found in after.items()} == {
        name: {r.id: r for r in found} for name, found in before.items()
    }
    assert titles(desk, made)  # the checklist stands in its order again
    assert desk.checklist(made)[0].tasks[0].id == first.id


def test_a_campaign_is_found_by_name_or_the_beginning_of_its_id(desk, campaign):
    assert desk.find_campaign("mùa quà xa quê") == campaign
    assert desk.find_campaign(campaign.id[:5]) == campaign
    for wrong in ("", "Mùa", "zz"):
        with pytest.raises(UnknownRecord, match="the desk has: Mùa quà xa quê"):
            desk.find_campaign(wrong)


# --- undo


def test_an_undo_takes_back_its_fields_and_leaves_the_text_typed_since(desk, clock):
    one = article(desk)
    item = desk.add(NewsItem(headline="Tin", summary="Tóm tắt."))
    clock.wait()
    desk.link(one, item)
    clock.wait()
    desk.change(one, body="Gõ thêm một câu.")
    typed_at = clock()
    clock.wait()
    assert desk.undo() == "link"
    now = desk.articles[one.id]
    assert now.links == ()
    assert now.body == "Gõ thêm một câu."
    assert now.updated == typed_at  # not the day before the text was typed


def test_an_undo_right_after_gives_the_very_record(desk, campaign, clock):
    one = task(desk, campaign)
    clock.wait()
    desk.tick(one)
    assert desk.tasks[one.id].updated == clock()
    desk.undo()
    assert desk.tasks[one.id] == one


def test_undo_of_a_deleted_article_brings_it_back_to_its_tasks(desk, campaign):
    one, two = task(desk, campaign), task(desk, campaign, "hai")
    begun = desk.start_article(one)
    desk.attach(two, begun)
    desk.remove_article(begun)
    assert begun.id not in desk.articles
    assert desk.tasks[one.id].articles == desk.tasks[two.id].articles == ()
    assert desk.undo() == "delete article"
    assert desk.articles[begun.id] == begun
    assert desk.tasks[one.id].articles == desk.tasks[two.id].articles == (begun.id,)


def test_undo_of_an_import_takes_the_article_and_what_came_with_it(desk, page_bytes):
    first = desk.import_page(page_bytes, "a.txt")
    before = records(desk)
    desk.import_page(page_with(CARD + "\n\nMới\n\n|\n\nTin mới."), "b.txt")
    assert len(desk.news) == 4
    assert desk.undo() == "import"
    assert records(desk) == before
    assert desk.page_bytes(first) == page_bytes
    desk.undo()
    assert desk.is_empty


def test_an_undo_never_takes_written_text_away(desk, campaign, page_bytes):
    one = task(desk, campaign)
    other = task(desk, campaign, "hai")
    desk.tick(other)
    untouched, begun = desk.start_article(one), desk.start_article(one)
    desk.change(begun, body="Chữ đã gõ.")
    before = records(desk)
    with pytest.raises(BadValue, match="has been worked on since"):
        desk.undo()
    assert records(desk) == before
    # The other article of this task and the task itself could only go after that one.
    assert desk.undo() == "tick"
    assert desk.tasks[one.id].articles == (untouched.id, begun.id)
    assert desk.undo() == "new task"
    assert list(desk.tasks) == [desk.tasks[one.id]]


def test_an_undo_never_takes_away_what_others_name(desk, page_bytes):
    made = desk.empty_campaign("Mới", 2027)
    draft = article(desk)
    desk.change(draft, campaign=made.id)
    with pytest.raises(BadValue):
        desk.undo()
    assert desk.articles[draft.id].campaign in desk.campaigns

    first = desk.import_page(page_bytes, "a.txt")
    desk.change(draft, links=first.links)
    with pytest.raises(BadValue):
        desk.undo()
    assert all(link.target in desk.news for link in desk.articles[draft.id].links)
    assert desk.undo() is None


def test_undo_goes_back_through_all_changes_to_the_beginning(desk, campaign, clock):
    clock.wait()
    one = task(desk, campaign)
    desk.tick(one)
    clock.wait()
    desk.edit_task(one, title="khác")
    desk.remove_task(one)
    labels = [desk.undo() for _ in range(6)]
    assert labels == ["delete task", "edit task", "tick", "new task", "new campaign", None]
    assert desk.is_empty


def test_text_and_plain_additions_are_not_listed_for_undo(desk):
    desk.change(article(desk), body="Chữ.")
    assert desk.undo() is None
    assert len(desk.articles) == 1


# --- listeners


def test_each_call_is_announced_once(desk, page_bytes):
    told = []
    stop = desk.listen(told.append)

    def heard():
        (change,) = told
        told.clear()
        return change

    read = desk.import_page(page_bytes, "a.txt")
    change = heard()
    assert change.tables == {"articles", "news"}
    assert change.ids == {read.id, *(item.id for item in desk.news)}

    made = desk.new_campaign("thang-cong-nhan", 2027)
    assert heard().ids == {made.id, *(one.id for one in desk.tasks)}

    one = next(iter(desk.tasks))
    desk.attach(one, read)
    assert heard().ids == {one.id, read.id}
    desk.undo()
    assert heard().ids == {one.id, read.id}
    desk.tick(one)
    assert heard() == type(change)(tables=frozenset({"tasks"}), ids=frozenset({one.id}))
    desk.remove_article(read)
    assert heard().ids == {read.id, *(entry.id for entry in desk.bin)}

    desk.change(made, name=made.name)  # nothing new: nothing to tell
    desk.set_articles(one, [])
    assert told == []
    stop()
    desk.tick(one)
    assert told == []


def test_a_listener_hears_of_a_change_when_it_stands_on_the_desk_and_in_the_file(desk, desk_path):
    seen = []

    def look(change):
        with open_desk(desk_path, read_only=True) as other:
            seen.append((list(desk.articles), list(other.articles)))

    desk.listen(look)
    one = article(desk)
    assert seen == [([one], [one])]


# --- what is not there


def test_unknown_records_are_refused(desk, campaign):
    gone = Article(headline="Không có")
    nowhere = Task(campaign=campaign.id, title="Không có")
    before = records(desk)
    for call in (
        lambda: desk.articles[gone.id],
        lambda: desk.change(gone, body="x"),
        lambda: desk.page_bytes(gone),
        lambda: desk.link(gone, gone),
        lambda: desk.remove_article(gone),
        lambda: desk.tick(nowhere),
        lambda: desk.move_task(nowhere, 1),
        lambda: desk.remove_task(nowhere),
        lambda: desk.start_article(nowhere),
        lambda: desk.find("0123"),
    ):
        with pytest.raises(UnknownRecord):
            call()
    assert records(desk) == before
    assert desk.articles.get(gone.id) is None
    assert desk.articles.get(None) is None
    assert gone.id not in desk.articles


def test_an_id_may_be_cut_to_what_is_unambiguous(desk):
    one = desk.add(Article(id="ab12" + "0" * 28, headline="một"))
    desk.add(Article(id="ab34" + "0" * 28, headline="hai"))
    item = desk.add(NewsItem(id="ab12" + "1" * 28, headline="tin"))
    assert desk.find_article("ab1") == one
    assert desk.find_article(one.id) == one
    assert desk.find_article(" AB12 ") == one
    assert desk.find("ab121") == item
    assert desk.find("ab12", "news") == item
    with pytest.raises(UnknownRecord, match="“ab” is the beginning of 2 IDs"):
        desk.find_article("ab")
    with pytest.raises(UnknownRecord, match="is the beginning of 2 IDs"):
        desk.find("ab12")
    for wrong in ("", " ", "b12", "ab12x", one.id + "0"):
        with pytest.raises(UnknownRecord, match="Nothing on the desk"):
            desk.find_article(wrong)


# --- the file behind it


def test_a_restart_keeps_everything(desk, desk_path, page_bytes, clock):
    made = desk.new_campaign("thang-cong-nhan", 2027)
    read = desk.import_page(page_bytes, "a.txt", made)
    one = next(iter(desk.tasks))
    desk.attach(one, read)
    desk.tick(one)
    desk.change(
        read, body="Chữ\u2028có\r dấu \x1b[31m lạ\u202e và \U0001f33e.", due=date(2027, 5, 1)
    )
    before = records(desk)
    desk.close()
    with open_desk(desk_path, clock=clock) as again:
        assert records(again) == before
        assert again.undo() is None


def test_a_desk_for_reading_refuses_every_change(desk, desk_path, page_bytes):
    read = desk.import_page(page_bytes, "a.txt")
    before, bytes_before = records(desk), desk_path.read_bytes()
    with open_desk(desk_path, read_only=True) as reader:
        assert reader.read_only
        for call in (
            lambda: reader.import_page(page_bytes, "a.txt"),
            lambda: reader.add(Article()),
            lambda: reader.change(read, body="x"),
            lambda: reader.remove_article(read),
            lambda: reader.empty_campaign("x", 2027),
        ):
            with pytest.raises(NotSaved, match="for reading only"):
                call()
        assert records(reader) == before
        assert reader.page_bytes(read) == page_bytes
    assert desk_path.read_bytes() == bytes_before


def test_a_desk_for_reading_makes_nothing(tmp_path):
    with open_desk(tmp_path / "không" / "có.json", read_only=True) as reader:
        assert reader.is_empty
    assert list(tmp_path.iterdir()) == []


def test_a_closed_desk_writes_nothing_any_more(desk, desk_path):
    one = article(desk)
    desk.close()
    before = desk_path.read_bytes()
    with open_desk(desk_path):  # the lock is free, so another may be writing
        with pytest.raises(NotSaved):
            desk.change(one, body="nữa")
        assert desk_path.read_bytes() == before
    desk.close()


def test_half_a_character_is_refused_in_a_sentence(desk, desk_path):
    one = article(desk)
    before = desk_path.read_bytes()
    with pytest.raises(NotSaved, match="half a character, as there is one after “dòng hai”"):
        desk.change(one, body="dòng một\ndòng hai\ud800")
    assert desk.articles[one.id] == one
    assert desk_path.read_bytes() == before
    assert desk.change(one, body="lành").body == "lành"


# --- any sequence of calls

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "import", "task", "tick", "move", "edit", "delete task", "attach", "set", "start",
                "text", "link", "unlink", "move link", "delete", "status", "undo", "campaign",
                "remove campaign", "news", "reopen",
            ]
        ),
        st.integers(0, 9),
        TEXTS,
    ),
    min_size=8,
    max_size=40,
)  # fmt: skip


def pick(table, number):
    found = list(table)
    return found[number % len(found)] if found else None


def run(desk, step, number, text):
    """Do one thing to a desk; nothing, where there is nothing to do it to."""
    article, task = pick(desk.articles, number), pick(desk.tasks, number)
    campaign, item = pick(desk.campaigns, number), pick(desk.news, number)
    match step:
        case "import":
            cards = f"\n\nTIN LIÊN QUAN\n\nTin {number % 3}\n\n|\n\nTóm tắt." if number % 2 else ""
            desk.import_page(f"Tít {number}\n\n|\n\nCâu.{cards}".encode(), "x", campaign)
        case "campaign":
            desk.empty_campaign(text, 2027)
        case "news":
            desk.add(NewsItem(headline=text, summary=text))
        case "undo":
            desk.undo()
        case "remove campaign" if campaign:
            desk.remove_campaign(campaign)
        case "task" if campaign:
            desk.add_task(Task(campaign=campaign.id, title=text, phase=f"p{number % 2}"))
        case "tick" if task:
            desk.tick(task)
        case "move" if task:
            desk.move_task(task, 1 if number % 2 else -1)
        case "edit" if task:
            desk.edit_task(task, title=text, phase=f"p{number % 3}")
        case "delete task" if task:
            desk.remove_task(task)
        case "attach" if task and article:
            desk.attach(task, article)
        case "set" if task:
            desk.set_articles(task, [a.id for a in desk.articles][: number % 3])
        case "start" if task:
            desk.start_article(task)
        case "text" if article:
            desk.change(article, body=text, headline=text[:3])
        case "status" if article:
            desk.set_status(article, list(Status)[number])
        case "link" if article:
            desk.link(article, item or article)
        case "unlink" if article and article.links:
            desk.unlink(article, number % len(article.links))
        case "move link" if article and article.links:
            desk.move_link(article, number % len(article.links), 1 if number % 2 else -1)
        case "delete" if article:
            desk.remove_article(article)


def assert_the_file_says_the_same(desk):
    with open_desk(desk.path, read_only=True) as other:
        assert records(other) == records(desk)
    desk.checkpoint()
    if not desk.path.exists():
        assert desk.is_empty
        return
    with TinyDB(desk.path, access_mode="r", encoding="utf-8") as stock:
        found = {
            name: [msgspec.convert(dict(document), kind) for document in stock.table(name)]
            for name, kind in TABLES.items()
        }
    assert found == records(desk)


def assert_nothing_dangles(desk):
    assert all(task.campaign in desk.campaigns for task in desk.tasks)
    assert all(one in desk.articles for task in desk.tasks for one in task.articles)
    assert all(one.campaign in desk.campaigns for one in desk.articles if one.campaign)


@given(steps=STEPS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_after_any_calls_the_file_and_stock_tinydb_say_what_the_desk_says(steps):
    clock = Clock()
    with TemporaryDirectory() as folder:
        path = f"{folder}/desk.json"
        desk = open_desk(path, clock=clock)
        for step, number, text in steps:
            clock.wait()
            if step == "reopen":
                before = records(desk)
                desk.close()
                desk = open_desk(path, clock=clock)
                assert records(desk) == before
                continue
            before = records(desk)
            try:
                run(desk, step, number, text)
            except BadValue:
                assert records(desk) == before
            assert_nothing_dangles(desk)
        assert_the_file_says_the_same(desk)
        desk.close()


@given(steps=STEPS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_undoing_every_listed_call_gives_the_desk_as_it_was(steps):
    """Without text typed in between, which an undo leaves alone."""
    clock = Clock()
    with TemporaryDirectory() as folder, open_desk(f"{folder}/desk.json", clock=clock) as desk:
        desk.import_page(PAGE.encode(), "a.txt")
        begun = desk.empty_campaign("Có sẵn", 2027)
        desk.add_task(Task(campaign=begun.id, title="Việc", phase="p0"))
        desk._undo.clear()
        before = {record.id: record for table in records(desk).values() for record in table}
        for step, number, text in steps:
            clock.wait()
            if step in ("undo", "text", "news", "reopen"):
                continue
            try:
                run(desk, step, number, text)
            except BadValue:
                continue
        while desk.undo() is not None:
            pass
        after = {record.id: record for table in records(desk).values() for record in table}
        assert after == before
        assert_the_file_says_the_same(desk)


def test_stock_tinydb_can_search_the_file(desk, desk_path, page_bytes):
    read = desk.import_page(page_bytes, "a.txt")
    desk.checkpoint()
    with TinyDB(desk_path, access_mode="r", encoding="utf-8") as stock:
        (found,) = stock.table("articles").search(lambda document: document["byline"] == "Trần An")
    assert msgspec.convert(dict(found), Article) == read


def test_a_task_that_repeats_comes_again_once_and_without_a_flood(desk, campaign, clock):
    first = desk.add_task(
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
    assert desk.catch_up() == []
    desk.remove_task(made[1])
    assert desk.catch_up() == []  # what was deleted does not come back
    clock.wait(60 * 24 * 60)
    again = desk.catch_up()
    assert 0 < len(again) <= 3
    assert len({(task.series, task.instance) for task in desk.tasks}) == len(desk.tasks)


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("status", Status)
def test_who_types_the_text_of_an_idea_begins_it(desk, status, later):
    article = desk.add(Article(headline="Quà", body="Một câu.", status=status))

    def type_text(**fields):
        if not later:
            desk.type_text(article, **fields)
        elif pending := desk.type_text_later(article, **fields):
            pending.write()
            desk.settle()
        return desk.articles[article.id]

    for fields in ({"headline": "Mới"}, {"body": "Một câu."}, {"body": " \n"}):
        assert type_text(**fields).status is status, fields
    begun = Status.WRITING if status in (Status.IDEA, Status.ASSIGNED) else status
    typed = type_text(body="Hai câu.")
    assert (typed.status, typed.body) == (begun, "Hai câu.")
    assert desk.undo() is None, "typing is undone in the editor"
