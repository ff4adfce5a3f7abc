"""The sync rule: a message out in mass media and at the grassroots, in a window of hours."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from msgspec.structs import replace

from store.campaigns.matrix import Columns, Rows
from store.campaigns.sync import Sync
from store.records import Status

from .samples import CAMPAIGN, GRASS, MASS, NOON, article, counted, in_sync, message, sync_in, task


def test_only_with_a_piece_out_in_mass_media_and_at_the_grassroots():
    assert in_sync() == Sync(is_met=False, missing=(MASS, GRASS))
    assert in_sync(article("đài")) == Sync(is_met=False, missing=(GRASS,))
    assert in_sync(article("loa"), article("bảng tin")) == Sync(is_met=False, missing=(MASS,))
    assert in_sync(article("đài"), article("loa")) == Sync(is_met=True)
    assert in_sync(article("đài", "loa")) == Sync(is_met=True)
    assert in_sync(article("đài"), article("loa", topic="cứu trợ")).missing == (GRASS,)


def test_other_groups_do_not_help():
    others = article("trang tin", "Zalo")
    assert in_sync(others).missing == (MASS, GRASS)
    assert in_sync(others, article("đài")).missing == (GRASS,)


@pytest.mark.parametrize("status", Status)
def test_only_what_is_out_counts(status):
    """W4."""
    found = in_sync(article("đài"), article("loa", status=status))
    assert found.is_met == (status is Status.EXPORTED)
    assert found.is_met or found.missing == (GRASS,)


def test_a_task_counts_where_it_was_posted_and_not_when_it_is_ticked():
    aired = article("đài")
    hung = task("loa", done=NOON, articles=(aired.id,))
    assert in_sync(aired, hung).missing == (GRASS,)
    at = NOON + timedelta(hours=50)
    assert in_sync(aired, hung, posts=[(hung, "loa", NOON)]).is_met
    assert in_sync(aired, hung, posts=[(hung, "loa", at)]).late_hours == 2
    other = replace(hung, articles=())
    assert not in_sync(aired, other, posts=[(other, "loa", NOON)]).is_met


def test_a_channel_of_a_task_is_not_out_with_its_article():
    piece = article("đài", hours=0)
    assert in_sync(piece, task("loa", articles=(piece.id,))).missing == (GRASS,)


@pytest.mark.parametrize(
    ("hours", "late"),
    [(0, 0), (48, 0), (-48, 0), (48.01, 1), (49, 1), (49.5, 2), (-72, 24), (500, 452)],
)
def test_the_window(hours, late):
    found = in_sync(article("đài", hours=0), article("loa", hours=hours))
    assert found == Sync(is_met=not late, late_hours=late)


def test_the_window_is_the_campaigns_own():
    pieces = article("đài", hours=0), article("loa", hours=30)
    assert in_sync(*pieces, campaign=replace(CAMPAIGN, sync_hours=24)).late_hours == 6
    assert in_sync(*pieces, campaign=replace(CAMPAIGN, sync_hours=0)).late_hours == 30
    assert in_sync(*pieces, campaign=replace(CAMPAIGN, sync_hours=30)).is_met


def test_of_several_pieces_the_two_nearest_count():
    pieces = [article("đài", hours=h) for h in (0, 200, 400)]
    pieces += [article("loa", hours=h) for h in (100, 330)]
    assert in_sync(*pieces).late_hours == 70 - 48
    assert in_sync(*pieces, article("loa", hours=201)).is_met
    pieces = [article("đài", hours=0), article("đài", hours=1), article("loa", hours=100)]
    assert in_sync(*pieces).late_hours == 99 - 48


def test_hours_are_counted_across_offsets():
    other = timezone(timedelta(hours=-5))
    same = article("loa", exported=NOON.astimezone(other))
    assert in_sync(article("đài", hours=48), same).is_met
    assert not in_sync(article("đài", hours=49), same).is_met


def test_the_groups_are_the_campaigns_own():
    pieces = article("Zalo"), article("đài")
    own = replace(CAMPAIGN, sync_groups=("mạng xã hội", MASS))
    assert in_sync(*pieces, campaign=own).is_met
    alone = replace(CAMPAIGN, sync_groups=(MASS, MASS))
    assert in_sync(article("đài", hours=0), article("báo in", hours=99), campaign=alone).is_met
    assert in_sync(article("loa"), campaign=alone).missing == (MASS,)
    nowhere = replace(CAMPAIGN, sync_groups=("sóng điện", GRASS))
    assert in_sync(article("đài", "loa"), campaign=nowhere).missing == ("sóng điện",)


def test_two_articles_are_two_messages():
    """Rule 1: what one says in print and another by loudspeaker is no message in sync."""
    found = sync_in(article("đài"), article("loa"))
    assert not found.is_met
    assert found.missing in ((GRASS,), (MASS,))
    assert (found.in_sync, len(found.messages)) == (0, 2)


def test_each_message_says_what_is_missing_or_late():
    met = message(article("đài", hours=0), article("loa", hours=3))
    late = message(article("báo in", hours=0), article("bảng tin", hours=60))
    alone = article("đài", hours=0)
    chat = article("Zalo", hours=0)
    ready = message(article("báo in", status=Status.APPROVED), article("loa", status=Status.IDEA))
    found = sync_in(*met, *late, alone, chat, *ready)
    assert found.is_met
    assert (found.in_sync, len(found.messages)) == (1, 4)
    told = {one.message: (one.missing, one.late_hours) for one in found.messages}
    assert told == {
        met[0].id: ((), 0),
        late[0].id: ((), 12),
        alone.id: ((GRASS,), 0),
        chat.id: ((MASS, GRASS), 0),
    }
    assert sync_in(*late, alone).late_hours == 12  # the message that lacks the least


def test_a_message_of_two_topics_is_in_sync_where_its_own_pieces_are():
    master = article("đài", topics=("thi đua", "cứu trợ"))
    said = article("loa", master=master.id)
    assert sync_in(master, said).is_met
    assert sync_in(master, said, row="cứu trợ").missing == (GRASS,)


def test_every_axis_knows_what_is_in_sync():
    piece = article("đài", "loa", goals=("G2",), audiences=("đoàn viên",))
    found = counted(piece, rows=Rows.GOALS, columns=Columns.AUDIENCES)
    assert [row.sync.is_met for row in found.rows] == [False, True]
    assert found.in_sync == 1
