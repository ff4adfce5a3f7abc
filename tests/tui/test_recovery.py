"""Getting back: the changes of the session, the bin, the conflicts with another program."""

from __future__ import annotations

import json

import pytest

from store import (
    Bulletin,
    Fact,
    LedgerEntry,
    NewsItem,
    Question,
    Rumour,
    Task,
    open_desk,
    record_kinds,
)
from store.bookkeeping import Conflict, Deleted
from store.records import Status, encode
from tests.tui.helpers import LEAD, NARROW, WIDE, news, plan, seated, task, written
from tui.commands import REGISTRY
from tui.screens.recovery.rows import subject
from tui.settings import Settings
from tui.widgets.record_text import states

KEY = REGISTRY["get-back"].key
TEXT = "Câu đầu của bài.\n\nCâu giữa nói về bữa ăn ca.\n\nCâu cuối."


async def get_back(seat, which=""):
    """Open the dialog, and go to one of its lists."""
    await seat.press(KEY)
    await seat.comes("RecoveryScreen")
    await seat.press(*which)


def deleted(desk, headline="Thợ hàn nhận kính mới", **fields):
    """Delete an article; another one stays, or the app begins with the welcome."""
    written(desk, "Bài ở lại")
    desk.articles.remove(written(desk, headline, **fields))


def part(seat, name):
    return seat.app.screen.query_one(f"#{name}")


def shown(seat):
    """The list that is shown."""
    (found,) = [p.id for p in seat.app.screen.query("Part") if p.display]
    return found


def rows(seat):
    return part(seat, shown(seat)).rows


def difference(seat):
    """What the difference of the conflict reads."""
    sheet = part(seat, "conflicts").difference._sheet
    return "\n".join("".join(text for text, _tone in line) for line in sheet)


def notice(seat):
    """What the dialog says is wrong."""
    static = seat.field("notice")
    return str(static.render()) if static.display else ""


# ---------------------------------------------------------------- where it opens


async def test_it_opens_where_something_waits(desk, clock):
    async with seated(desk, size=NARROW) as seat:
        await seat.press("escape")
        await get_back(seat)
        assert shown(seat) == "bin"
        assert "The bin is empty." in seat.text
        await seat.press("1")
        assert "Nothing has been changed since the start." in seat.text
        await seat.press("3")
        assert "No conflicts." in seat.text
        await seat.press("escape")
        await seat.comes("DeskScreen")
        deleted(desk)
        await get_back(seat)
        assert shown(seat) == "changes"
        await seat.press("escape")
        await seat.comes("DeskScreen")
        conflict(desk, written(desk), body="của họ")
        await get_back(seat)
        assert shown(seat) == "conflicts"


async def test_the_lists_are_reached_with_keys_and_mouse(desk):
    deleted(desk)
    async with seated(desk) as seat:
        await get_back(seat)
        assert "1 Changes (1)" in seat.text
        assert "2 Bin (1)" in seat.text
        assert "3 Conflicts  " in seat.text
        seen = [shown(seat)]
        for key in ("right", "tab", "right", "left", "shift+tab", "3", "2", "1"):
            await seat.press(key)
            seen.append(shown(seat))
            assert seat.app.focused is rows(seat)
        assert seen == [
            *("changes", "bin", "conflicts", "changes", "conflicts", "bin"),
            *("conflicts", "bin", "changes"),
        ]
        await seat.click("2 Bin", dx=1)
        assert shown(seat) == "bin"
        assert "Enter Put back" in seat.text
        await seat.press("3")
        assert "Put back" not in seat.text


async def test_the_help_and_the_footer_of_each_list(desk):
    deleted(desk)
    conflict(desk, written(desk), body="của họ")
    async with seated(desk, size=(120, 60)) as seat:
        await get_back(seat)
        for key, here, elsewhere in (
            ("1", ("Enter Take back",), ("Put back", "Keep ours", "Read on")),
            ("2", ("Enter Put back", "v Read"), ("Take back", "Keep ours", "Read on")),
            ("3", ("t Take theirs", "o Keep ours", "a All ours", "Space Read on"), ("Take back",)),
        ):
            await seat.press(key)
            footer = seat.line("F1 Help") + seat.line("^Z Undo")  # two lines, perhaps
            assert all(text in footer for text in (*here, "Esc Close", "^Z Undo")), footer
            assert not any(text in footer for text in elsewhere), footer
            await seat.press("f1")
            await seat.comes("HelpScreen")
            assert all(text.partition(" ")[2] in seat.words for text in here)
            await seat.press("f1")
            await seat.comes("RecoveryScreen")


# ---------------------------------------------------------------- the changes


async def test_a_change_is_taken_back(desk, clock):
    plan(desk)
    desk.tasks.tick(task(desk, "Gặp ban tổ chức"))
    clock.wait(5)
    desk.articles.set_status(written(desk), Status.APPROVED)
    async with seated(desk) as seat:
        await get_back(seat)
        first, second = (seat.line(text) for text in ("status", "tick"))
        assert "↶ status" in first
        assert "Thợ hàn nhận kính mới" in first
        assert "09:05" in first
        assert "↶" not in second
        assert "Gặp ban tổ chức" in second
        assert "09:00" in second
        await seat.press("enter")
        assert seat.top == "RecoveryScreen"
        assert [a.status for a in desk.articles] == [Status.EDITING]
        assert task(desk, "Gặp ban tổ chức").done
        assert seat.notices[-1] == "Undone: status."
        assert "↶ tick" in seat.text
        assert "1 Changes (6)" in seat.text


async def test_several_changes_at_once_after_a_question(desk):
    plan(desk)
    article = written(desk)
    desk.articles.set_status(article, Status.APPROVED)
    desk.tasks.tick(task(desk, "Gặp ban tổ chức"))
    desk.articles.remove(article)
    async with seated(desk) as seat:
        await get_back(seat)
        await seat.press("down", "down")
        assert seat.text.count("↶") == 4  # three rows, and the sentence above them
        await seat.press("enter")
        await seat.comes("Confirm")
        assert "Take back the last 3 changes?" in seat.text
        await seat.press("n")
        await seat.comes("RecoveryScreen")
        assert not len(desk.articles)
        await seat.press("enter")
        await seat.comes("Confirm")
        await seat.press("y")
        await seat.comes("RecoveryScreen")
        await seat.settle()
        assert desk.articles[article.id].status == Status.EDITING
        assert task(desk, "Gặp ban tổ chức").done is None
        assert seat.notices[-1] == "3 changes undone."
        assert rows(seat).cursor_place == 0  # the next Enter takes back one, not three
        assert seat.text.count("↶") == 2
        assert "2 Bin  " in seat.text


async def test_a_refused_change_is_told_and_what_was_done_stays_done(desk):
    plan(desk)
    fresh = desk.articles.start(task(desk, "Gặp ban tổ chức"))
    desk.records.change(fresh, headline="Đã đặt tít")
    desk.tasks.tick(task(desk, "Ảnh trao mũ bảo hộ"))
    async with seated(desk) as seat:
        await get_back(seat)
        assert "Đã đặt tít" in seat.line("new article")  # as it is called now
        await seat.press("down", "enter")
        await seat.comes("Confirm")
        await seat.press("y")
        await seat.comes("RecoveryScreen")
        assert "What was new has been worked on since" in notice(seat)
        assert fresh.id in desk.articles
        assert task(desk, "Ảnh trao mũ bảo hộ").done is None
        assert seat.notices[-1] == "Undone: tick."
        await seat.press("2")
        assert not notice(seat)


async def test_ctrl_z_works_in_the_dialog(desk):
    deleted(desk)
    async with seated(desk) as seat:
        await get_back(seat, "2")
        assert "30 days left" in seat.text
        await seat.press("ctrl+z")
        assert len(desk.articles) == 2
        assert "The bin is empty." in seat.text
        await seat.press("ctrl+z")
        assert seat.notices[-1] == "Nothing to undo."


async def test_a_double_click_takes_back(desk):
    deleted(desk)
    async with seated(desk) as seat:
        await get_back(seat)
        await seat.click("delete article", times=2)
        assert len(desk.articles) == 2


async def test_a_change_of_another_day_says_the_day(desk, clock):
    deleted(desk)
    clock.wait(24 * 60)
    async with seated(desk) as seat:
        await get_back(seat)
        assert "20.4 09:00" in seat.line("delete article")


def test_what_a_change_is_about(desk):
    campaign = plan(desk)
    article = written(desk, campaign=campaign.id)
    desk.links.add(article, news(desk)[0])
    desk.campaigns.remove(campaign)
    desk.trash.restore(next(iter(desk.trash)))
    clash = conflict(desk, article, headline="Tít của họ")
    desk.file.conflicts.resolve(clash, theirs=True)
    desk.records.change(article, headline="Tít hôm nay")
    about = [subject(desk, change) for change in desk.undo.entries()]
    assert about[0] == "Tít hôm nay"
    assert about[1:3] == ["Mùa quà xa quê"] * 2
    assert about[3] == "Tít hôm nay"  # the link


# ---------------------------------------------------------------- the bin


async def test_what_was_deleted_is_put_back_with_its_links(desk, clock):
    plan(desk)
    article = written(desk)
    desk.tasks.attach(task(desk, "Gặp ban tổ chức"), article)
    desk.articles.remove(article)
    clock.wait(1)
    clock.use(desk, 3)
    other = written(desk, "Bài xóa sau")
    desk.articles.remove(other)
    async with seated(desk) as seat:
        await get_back(seat, "2")
        assert [row.deleted.title for row in rows(seat).items] == [
            "Bài xóa sau",
            "Thợ hàn nhận kính mới",
        ]
        assert "delete article · 20.4 09:00 · 28 days left" in seat.text
        assert "delete article · 09:01 · 30 days left" in seat.text
        await seat.press("down", "enter")
        assert desk.articles[article.id].body == article.body
        assert task(desk, "Gặp ban tổ chức").articles == (article.id,)
        assert seat.notices[-1] == "Put back: Thợ hàn nhận kính mới. Ctrl+Z undoes it."
        assert "2 Bin (1)" in seat.text
        await seat.press("ctrl+z")
        assert article.id not in desk.articles
        assert len(desk.trash) == 2


async def test_what_lies_in_the_bin_can_be_read(desk):
    campaign = plan(desk)
    deleted(desk)
    desk.tasks.remove(task(desk, "Gặp ban tổ chức"))
    desk.campaigns.remove(campaign)
    async with seated(desk) as seat:
        await get_back(seat, "2")
        await seat.press("v")
        await seat.comes("Reading")
        assert "Mùa quà xa quê" in seat.text
        assert "Task · Bài về bữa cơm ca · triển khai · 28.4.2027" in seat.text
        await seat.press("escape")
        await seat.comes("RecoveryScreen")
        await seat.press("down", "v")
        await seat.comes("Reading")
        assert "Phase: tham mưu" in seat.text
        assert "Due: 10.4.2027" in seat.text
        await seat.press("escape")
        await seat.comes("RecoveryScreen")
        await seat.press("down", "v")
        await seat.comes("Reading")
        assert LEAD[:40] in seat.text
        assert seat.text.count("Minh Hà") == 2  # byline and sign-off


async def test_the_bin_is_harmless(desk):
    deleted(desk, "Tít\x1b[2J", body="Thân\u202e bài")
    async with seated(desk) as seat:
        await get_back(seat, "2")
        assert "Tít␛[2J" in seat.text
        await seat.press("v")
        await seat.comes("Reading")
        assert "Thân⇄ bài" in seat.text
        assert not {"\x1b", "\u202e"} & set(seat.text)


# ---------------------------------------------------------------- conflicts


def conflict(desk, record, **theirs):
    """Put a conflict on the desk, as another program's edit leaves it."""
    document = json.loads(json.dumps({**encode(record), **theirs}, default=str))
    return desk.records.add(
        Conflict(
            table=record_kinds.of(record).table,
            record=record.id,
            theirs=document,
            file="/đâu/desk.json.outside-1",
        )
    )


async def test_the_difference_of_a_conflict_is_shown(desk):
    article = written(desk, body=TEXT, signoff="")
    plan(desk)
    conflict(
        desk,
        article,
        body=TEXT.replace("bữa ăn ca", "bữa cơm ca"),
        status="approved",
        channels=["loa", "báo"],
    )
    conflict(desk, task(desk, "Gặp ban tổ chức"), due="2027-05-12", notes="gọi trước")
    async with seated(desk, size=WIDE) as seat:
        await get_back(seat)
        assert "Both have changed it." in seat.text
        assert "(their file: desk.json.outside-1)" in seat.text
        text = difference(seat)
        assert "Câu giữa nói về bữa" in text
        assert "ăncơm ca" in text
        assert "Status: being" in text
        assert "approved" in text
        assert "Channels: loa; báo" in text
        await seat.press("m", "m")
        await seat.sees("[-ăn-]", "{+cơm+}")
        await seat.press("down")
        await seat.sees("Notes: gọi trước")
        assert "Due: [-10.4.2027-]{+12.5.2027+}" in seat.text


async def test_two_columns_where_there_is_room(desk):
    conflict(desk, written(desk), body="Họ viết khác hẳn.")
    async with seated(desk, size=WIDE) as seat:
        await get_back(seat)
        await seat.press("m")
        await seat.sees("ours, on the desk", "theirs", " │ ")
    async with seated(desk, size=NARROW) as seat:
        await get_back(seat)
        await seat.press("m")
        await seat.sees("[-")


@pytest.mark.parametrize("key", ["t", "o"])
async def test_a_conflict_is_settled_with_a_key(desk, key):
    article = written(desk)
    conflict(desk, article, body="Họ viết.")
    async with seated(desk) as seat:
        assert "1 conflict" in seat.lines[0]
        await get_back(seat)
        await seat.press(key)
        assert not len(desk.file.conflicts)
        assert desk.articles[article.id].body == ("Họ viết." if key == "t" else article.body)
        told = "Theirs taken." if key == "t" else "Ours kept."
        assert seat.notices[-1] == f"{told} Ctrl+Z takes it back."
        assert "No conflicts." in seat.text
        await seat.press("ctrl+z")
        assert len(desk.file.conflicts) == 1
        assert desk.articles[article.id].body == article.body
        await seat.sees("Thợ hàn nhận kính mới")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        assert "1 conflict" in seat.lines[0]


async def test_an_article_of_a_conflict_that_has_been_deleted_since(desk):
    article = written(desk)
    written(desk, "Bài ở lại")
    conflict(desk, article, headline="Tít của họ", body="Họ viết.")
    desk.articles.remove(article)
    async with seated(desk) as seat:
        await get_back(seat)
        assert "It has been deleted here since" in seat.text
        assert "Tít của họ" in difference(seat)
        await seat.press("t")
        assert desk.articles[article.id].body == "Họ viết."


async def test_what_is_missing_in_their_file(desk):
    first, second = written(desk), written(desk, "Bài thứ hai")
    desk.records.add(Conflict(table="articles", missing=(first.id, second.id)))
    async with seated(desk) as seat:
        await get_back(seat)
        assert "2 are missing in their file" in seat.text
        assert {"Thợ hàn nhận kính mới", "Bài thứ hai"} <= set(difference(seat).split("\n"))
        await seat.press("t")
        await seat.comes("ConfirmLoss")
        assert "Delete these 2 here too? They go to the bin." in seat.text
        await seat.press("y", "enter")
        await seat.comes("RecoveryScreen")
        assert len(desk.articles) == 2
        await seat.press("t")
        await seat.comes("ConfirmLoss")
        await seat.press("right", "enter")
        await seat.comes("RecoveryScreen")
        await seat.settle()
        assert not len(desk.articles)
        assert "2 Bin (1)" in seat.text
        await seat.press("ctrl+z")
        assert len(desk.articles) == 2
        await seat.press("o")
        assert len(desk.articles) == 2
        assert not len(desk.file.conflicts)


async def test_all_conflicts_settled_with_ours_as_one_change(desk):
    for number in range(8):
        conflict(desk, written(desk, f"Bài {number}"), body="Họ viết.")
    async with seated(desk) as seat:
        await get_back(seat)
        assert len(rows(seat).items) == 8
        assert rows(seat).size.height == 6  # the difference keeps its room
        await seat.press("end")
        assert "Bài 7" in seat.text
        await seat.press("a")
        await seat.comes("Confirm")
        assert "Keep ours in all 8 conflicts?" in seat.text
        await seat.press("y")
        await seat.comes("RecoveryScreen")
        await seat.settle()
        assert not len(desk.file.conflicts)
        assert seat.notices[-1] == "8 conflicts settled. Ctrl+Z takes them back."
        await seat.press("ctrl+z")
        assert len(desk.file.conflicts) == 8


async def test_theirs_that_is_no_record_is_refused_with_a_sentence(desk):
    conflict(desk, written(desk), status="no such status", due=[{"x": 1}], links=7)
    async with seated(desk) as seat:
        await get_back(seat)
        await seat.sees("no such status")
        await seat.press("t")
        assert "something that is not a valid record" in notice(seat)
        assert len(desk.file.conflicts) == 1


def one_of_each(desk, number=""):
    """Put a record of each kind that editors make on the desk; give them by their tables."""
    campaign = desk.campaigns.new_empty(f"Mùa quà{number}", 2027)
    made = [
        campaign,
        desk.records.add(Task(campaign=campaign.id, title=f"Gọi ban tổ chức{number}")),
        written(desk, f"Thợ hàn nhận kính mới{number}"),
        desk.records.add(NewsItem(headline=f"Xưởng may mở lớp{number}")),
        desk.records.add(Fact(campaign=campaign.id, key=f"quà{number}", value="1.250")),
        desk.records.add(
            Rumour(campaign=campaign.id, claim=f"Nghe nói hết quà{number}", seen=desk.records.now())
        ),
        desk.campaigns.questions.add(
            Question(campaign=campaign.id, text=f"Hết quà chưa{number}", asked=desk.records.now())
        ),
        desk.records.add(
            LedgerEntry(at=desk.records.now(), piece=campaign.id, headline=f"Bữa cơm ca{number}")
        ),
        desk.campaigns.bulletins.add(Bulletin(campaign=campaign.id, name=f"Bản tin sáng{number}")),
        desk.search.save(f"quà tết{number}"),
    ]
    found = {record_kinds.of(record).table: record for record in made}
    assert set(found) == {kind.table for kind in record_kinds.of_editors()}
    return found


CHANGED = {
    "campaigns": {"slogan": "Của họ"},
    "tasks": {"notes": "Của họ"},
    "articles": {"body": "Của họ"},
    "news": {"summary": "Của họ"},
    "facts": {"value": "Của họ"},
    "rumours": {"checked": "Của họ"},
    "questions": {"answer": "Của họ"},
    "ledger": {"where": "Của họ"},
    "bulletins": {"opening": "Của họ"},
    "searches": {"words": "Của họ"},
}


@pytest.mark.parametrize("key", ["t", "o"])
async def test_every_kind_in_conflict_is_shown_compared_and_settled(desk, key):
    records = one_of_each(desk)
    for table, record in records.items():
        conflict(desk, record, **CHANGED[table])
    async with seated(desk) as seat:
        await get_back(seat)
        for table in reversed(records):
            rows(seat).move_to(list(records).index(table))
            await seat.settle()
            row = rows(seat).current
            assert (row.kind, row.what) == (
                record_kinds.KINDS[table].name,
                record_kinds.title(records[table]),
            )
            assert "Both have changed it." in seat.text
            assert "Của họ" in difference(seat)
            await seat.press(key)
            assert not notice(seat)
            now = encode(desk.records.table(table)[records[table].id])
            (name, theirs), *_ = CHANGED[table].items()
            assert (now.get(name) == theirs) == (key == "t")
        assert not len(desk.file.conflicts)
        for _ in records:
            await seat.press("ctrl+z")
        assert len(desk.file.conflicts) == len(records)


@pytest.mark.parametrize("theirs", [True, False])
async def test_every_kind_that_is_missing_in_their_file(desk, theirs):
    records = one_of_each(desk)
    kept = one_of_each(desk, " khác")
    for table, record in records.items():
        desk.records.add(Conflict(table=table, missing=(record.id,)))
    async with seated(desk) as seat:
        await get_back(seat)
        for place in range(len(records) - 1, -1, -1):
            table = list(records)[place]
            rows(seat).move_to(place)
            await seat.settle()
            assert rows(seat).current.kind == record_kinds.KINDS[table].name
            assert "1 is missing in their file" in seat.text
            assert record_kinds.title(records[table]) in difference(seat)
            if theirs:
                await seat.press("t")
                await seat.comes("ConfirmLoss")
                await seat.press("right", "enter")
                await seat.comes("RecoveryScreen")
                await seat.settle()
            else:
                await seat.press("o")
            assert not notice(seat)
            assert (records[table].id in desk.records.table(table)) != theirs
            assert kept[table].id in desk.records.table(table)
        assert not len(desk.file.conflicts)
        await seat.press("2")
        assert len(rows(seat).items) == (len(records) if theirs else 0)
        for entry in list(desk.trash)[::-1]:  # each is read, and put back
            await seat.press("v")
            await seat.comes("Reading")
            await seat.press("escape")
            await seat.comes("RecoveryScreen")
            rows(seat).move_to([row.deleted.id for row in rows(seat).items].index(entry.id))
            await seat.press("enter")
            assert not notice(seat)
        for table, record in records.items():
            assert record.id in desk.records.table(table)


async def test_what_a_newer_toasoan_left_in_conflict_or_in_the_bin(desk):
    written(desk)
    unknown = {"id": "1" * 32, "reel": ["a", {"b": None}], "headline": 5}
    desk.records.add(Conflict(table="reels", record="1" * 32, theirs=unknown))
    desk.records.add(Conflict(table="reels", missing=("2" * 32,)))
    desk.records.add(
        Conflict(table="articles", record="không có", theirs={"body": [1], "links": "x"})
    )
    desk.records.add(Deleted(label="cut", title="Phim", gone=(("reels", unknown), ("tasks", {}))))
    async with seated(desk) as seat:
        await get_back(seat)
        for place in range(3):
            rows(seat).move_to(place)
            await seat.settle()
        rows(seat).move_to(0)
        await seat.sees("A newer toasoan or another")
        assert "reel: a" in difference(seat)
        await seat.press("t")
        assert "table reels" in notice(seat)
        await seat.press("o", "o", "o")
        assert not len(desk.file.conflicts)
        await seat.press("2", "v")
        await seat.comes("Reading")
        await seat.press("escape")
        await seat.comes("RecoveryScreen")
        await seat.press("enter")
        assert "table reels" in notice(seat)
        await seat.press("1")
        assert len(rows(seat).items) == 3


async def test_a_long_difference_is_read_on_with_space(desk):
    body = "\n\n".join(f"Đoạn {n}." for n in range(60))
    conflict(desk, written(desk, body=body), body=body.replace(".", " khác hẳn."))
    async with seated(desk) as seat:
        await get_back(seat)
        view = part(seat, "conflicts").difference
        assert view.scroll_offset.y == 0
        await seat.press("space")
        assert view.scroll_offset.y > 0
        assert seat.app.focused is rows(seat)
        await seat.press("u", "u")


async def test_conflicts_come_while_the_dialog_is_open(desk):
    article = written(desk)
    deleted(desk, "Khác")
    async with seated(desk) as seat:
        await get_back(seat)
        conflict(desk, article, body="Họ viết.")
        await seat.sees("3 Conflicts (1)")
        await seat.press("escape")
        await seat.comes("DeskScreen")
        conflict(desk, article, body="Họ viết nữa.")  # nobody listens there any more
        await seat.settle()
        assert "2 conflicts" in seat.lines[0]


def test_the_states_of_a_record_as_texts(desk):
    campaign = plan(desk)
    article = written(desk, campaign=campaign.id, due=desk.records.today())
    desk.links.add(article, news(desk)[0])
    ours = encode(desk.articles[article.id])
    theirs = {**ours, "campaign": "f" * 32, "links": [], "due": "2027-02-30", "x": {"y": [1, 2]}}
    left, right = states(desk, ours, theirs)
    assert left.startswith("Thợ hàn nhận kính mới\nMinh Hà\n\nCampaign: Mùa quà xa quê\n")
    assert "Related: Xưởng đóng tàu phát kính" in left
    assert "Due: 20.4.2027" in left
    assert "Campaign: ffffff" in right
    assert "Due: 2027-02-30" in right
    assert "x: 1; 2" in right
    assert left.endswith("Minh Hà")
    assert "Status" not in left


def test_the_tags_of_two_states_are_called_as_on_the_form(desk):
    ours = encode(written(desk))
    _left, right = states(desk, ours, {**ours, "strand": "đời sống", "milestone": "Đại hội"})
    assert "Strand: đời sống\nMilestone: Đại hội" in right


# ---------------------------------------------------------------- for reading only


async def test_read_only_the_lists_show_and_nothing_is_done(desk, desk_path, clock, monkeypatch):
    monkeypatch.setattr("tui.stray_input.TYPED_ON", 0)  # the keys below are no word
    article = written(desk)
    deleted(desk, "Bài đã xóa")
    conflict(desk, article, body="Họ viết.")
    with open_desk(desk_path, read_only=True, clock=clock) as reader:
        async with seated(reader) as seat:
            await get_back(seat)
            assert "Họ viết." in difference(seat)
            for key in "to":
                await seat.press(key)
                assert "open for reading only" in notice(seat)
            await seat.press("a")
            assert "open for reading only" in notice(seat)
            await seat.press("2", "enter")
            assert "open for reading only" in notice(seat)
            await seat.press("v")
            await seat.comes("Reading")
            assert len(reader.file.conflicts) == len(reader.trash) == 1
    assert len(desk.file.conflicts) == len(desk.trash) == 1


# ---------------------------------------------------------------- sizes


@pytest.mark.parametrize("size", [(40, 10), NARROW, WIDE])
async def test_all_lists_fit_every_window(desk, size):
    plan(desk)
    article = written(desk, "Một tiêu đề rất dài " * 8)
    desk.tasks.tick(task(desk, "Gặp ban tổ chức"))
    desk.tasks.remove(task(desk, "Gặp ban tổ chức"))
    conflict(desk, article, body="Họ viết.")
    desk.records.add(Conflict(table="articles", missing=(article.id,), file="x" * 300))
    async with seated(desk, Settings(), size=size) as seat:
        await get_back(seat)
        for key in ("1", "2", "3", "down"):
            await seat.press(key)
            assert "F1 Help" in seat.words
            assert rows(seat).size.height >= 1


async def test_entries_of_the_bin_grow_old(desk, clock):
    deleted(desk)
    clock.use(desk, 31)
    async with seated(desk) as seat:
        await get_back(seat, "2")
        assert "0 days left" in seat.text
