"""Records of every kind are compared, settled and put back."""

from __future__ import annotations

import pytest

from store import (
    Bulletin,
    Fact,
    LedgerEntry,
    NewsItem,
    Question,
    Rumour,
    Task,
    record_kinds,
)
from store.bookkeeping import Conflict, Deleted
from store.records import encode
from tests.tui.helpers import news, plan, seated, written
from tui.widgets.record_text import states

from .hands import conflict, difference, get_back, notice, rows


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
