"""Bulletins: articles in the order in which they are read out, and when they were broadcast."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store import InvalidValueError, RecordNotFoundError, doctor, open_desk
from store.records import Status

from ..disk import one_sentence
from .samples import DAY, added, approved

# --- the frame


def test_a_bulletin_is_added_edited_and_deleted_each_one_step_of_undo(desk, campaign, bulletins):
    bulletin = added(desk, campaign)
    assert (bulletin.minutes, bulletins.script(bulletin).speed) == (15, 130)
    assert bulletins.find(bulletin.id[:6]) == bulletin
    bulletin = bulletins.edit(bulletin, name="Bản tin chiều", minutes=10)
    assert (bulletin.name, bulletin.minutes) == ("Bản tin chiều", 10)
    desk.undo.step_back()
    assert bulletins[bulletin.id].name == "Bản tin sáng"
    bulletins.remove(bulletin)
    assert len(bulletins) == 0
    desk.undo.step_back()
    assert bulletins[bulletin.id].name == "Bản tin sáng"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "  "}, "needs a name"),
        ({"minutes": 0}, "at least one minute"),
        ({"minutes": 2000}, "at most a day"),
        ({"words_per_minute": 20}, "between 60 and 400"),
        ({"words_per_minute": 900}, "between 60 and 400"),
        ({"channel": "Zalo"}, "has no channel “Zalo”; it has: báo in, loa phường"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(desk, campaign, bulletins, fields, told):
    bulletin = added(desk, campaign)
    with pytest.raises(InvalidValueError, match=told) as caught:
        bulletins.edit(bulletin, **fields)
    one_sentence(caught.value)
    assert bulletins[bulletin.id] == bulletin


def test_the_channel_is_spelled_as_in_the_campaign(desk, campaign):
    assert added(desk, campaign, channel=" LOA phường ").channel == "loa phường"


def test_the_next_one_has_the_frame_of_the_last(desk, campaign, bulletins):
    first = bulletins.draft(campaign)
    assert (first.channel, first.minutes, first.day) == ("loa phường", 15, desk.records.today())
    added(desk, campaign, approved(desk, campaign), opening="Chào bà con.", transitions=("Tiếp.",))
    added(desk, campaign, name="Cũ hơn", day=DAY - timedelta(days=3), opening="Khác.")
    draft = bulletins.draft(campaign)
    assert (draft.name, draft.opening, draft.transitions) == (
        "Bản tin sáng",
        "Chào bà con.",
        ("Tiếp.",),
    )
    assert draft.items == ()
    assert draft.id not in bulletins


def test_those_of_a_campaign_the_newest_day_first(desk, campaign, bulletins):
    other = desk.campaigns.new_empty("Khác", 2027)
    for name, day in (("a", DAY), ("b", None), ("c", DAY + timedelta(days=1))):
        added(desk, campaign, name=name, day=day)
    added(desk, other, name="d", channel="")
    assert [one.name for one in bulletins.of(campaign)] == ["b", "c", "a"]


# --- its items


def test_items_are_put_in_moved_and_taken_out(desk, campaign, bulletins):
    one, two, three = (approved(desk, campaign, headline=name) for name in ("Một", "Hai", "Ba"))
    bulletin = added(desk, campaign, one, two)
    bulletin = bulletins.put_items(bulletin, [two, three])
    assert bulletin.items == (one.id, two.id, three.id)
    bulletin = bulletins.move(bulletin, three.id, -1)
    assert bulletin.items == (one.id, three.id, two.id)
    assert bulletins.move(bulletin, one.id, -1) == bulletin
    bulletin = bulletins.move(bulletin, one.id, 1)
    assert bulletin.items == (three.id, one.id, two.id)
    bulletin = bulletins.take_out(bulletin, one.id)
    assert bulletin.items == (three.id, two.id)
    desk.undo.step_back()
    assert bulletins[bulletin.id].items == (three.id, one.id, two.id)
    with pytest.raises(RecordNotFoundError):
        bulletins.take_out(bulletin, campaign.id)


def test_articles_of_a_broadcast_channel_are_offered_first(desk, campaign, bulletins):
    other = desk.campaigns.new_empty("Khác", 2027)
    approved(desk, other, headline="Của nơi khác")
    desk.articles.new(campaign, headline="Bản in", channels=("báo Đại Đoàn Kết",))
    desk.articles.new(campaign, headline="Cho đài", channels=("đài truyền thanh",))
    desk.articles.new(campaign, headline="Chưa xong", channels=("loa phường",))
    approved(desk, campaign, headline="Xong rồi", channels=("báo in", "loa phường"))
    inside = approved(desk, campaign, headline="Đã có", channels=("loa phường",))
    gone = desk.articles.new(campaign, headline="Đã hủy", channels=("loa phường",))
    desk.articles.set_status(gone, Status.CANCELLED)
    bulletin = added(desk, campaign, inside)
    assert [one.headline for one in bulletins.offered(bulletin)] == [
        "Xong rồi",
        "Chưa xong",
        "Cho đài",
        "Bản in",
        "Đã hủy",
    ]


def test_a_deleted_article_leaves_its_bulletins_and_comes_back_with_undo(desk, campaign, bulletins):
    one, two = (approved(desk, campaign, headline=name) for name in ("Một", "Hai"))
    bulletin = added(desk, campaign, one, two)
    desk.articles.remove(one)
    assert bulletins[bulletin.id].items == (two.id,)
    desk.undo.step_back()
    assert bulletins[bulletin.id].items == (one.id, two.id)
    desk.articles.remove(one)
    (deleted,) = desk.trash
    desk.trash.restore(deleted)
    assert set(bulletins[bulletin.id].items) == {one.id, two.id}


def test_an_empty_article_in_a_bulletin_is_not_discarded(desk, campaign):
    article = desk.articles.new(None)
    added(desk, campaign, article)
    assert not desk.articles.is_unused(article)


def test_a_deleted_campaign_takes_its_bulletins_along(desk, campaign, bulletins):
    article = approved(desk, campaign)
    bulletin = added(desk, campaign, article)
    bulletins.remove(bulletin)
    deleted = next(iter(desk.trash))
    desk.campaigns.remove(campaign)
    with pytest.raises(InvalidValueError, match="campaign of “Bản tin sáng” is gone"):
        desk.trash.restore(deleted)
    desk.undo.step_back()
    added(desk, campaign, article)
    desk.campaigns.remove(campaign)
    assert len(bulletins) == 0
    assert desk.articles[article.id].campaign is None
    desk.undo.step_back()
    assert next(iter(bulletins)).items == (article.id,)


def test_the_doctor_takes_out_what_is_not_there(desk, desk_path, campaign, clock):
    article = approved(desk, campaign)
    bulletin = added(desk, campaign, article)
    desk.db.table("bulletins").update({"items": [article.id, "0" * 32]})
    desk.close()
    told = [str(report.finding) for report in doctor.examine(desk_path)]
    assert "The bulletin “Bản tin sáng” names an article that is not there." in told
    doctor.repair(desk_path, clock)
    with open_desk(desk_path, clock=clock) as again:
        assert again.campaigns.bulletins[bulletin.id].items == (article.id,)


def test_a_bulletin_is_found_by_its_name(desk, campaign):
    bulletin = added(desk, campaign, name="Bản tin phiên chợ")
    hits = desk.search.find("phien cho")
    assert [hit.id for hit in hits] == [bulletin.id]


# --- on the air


def test_what_was_broadcast_stands_in_the_ledger(desk, campaign, bulletins, clock):
    one, two = (approved(desk, campaign, headline=name) for name in ("Một", "Hai"))
    bulletin = added(desk, campaign, one, two)
    assert bulletins.broadcasts(bulletin) == []
    at = clock() - timedelta(hours=2)
    entries = bulletins.record_broadcast(bulletin, at=at, where="loa tổ 7")
    assert [(e.piece, e.channel, e.at, e.where) for e in entries] == [
        (one.id, "loa phường", at, "loa tổ 7"),
        (two.id, "loa phường", at, "loa tổ 7"),
    ]
    assert {entry.bulletin for entry in entries} == {bulletin.id}
    assert desk.articles[one.id].status is Status.EXPORTED
    assert bulletins.broadcasts(bulletin) == [at]


def test_it_is_not_recorded_twice_unknowingly(desk, campaign, bulletins, clock):
    bulletin = added(desk, campaign, approved(desk, campaign))
    at = clock() - timedelta(hours=4)
    bulletins.record_broadcast(bulletin, at=at)
    with pytest.raises(InvalidValueError, match="recorded as broadcast already") as caught:
        bulletins.record_broadcast(bulletin)
    one_sentence(caught.value)
    with pytest.raises(InvalidValueError, match="recorded as broadcast already"):
        bulletins.record_broadcast(bulletin, at=at, again=True)
    bulletins.record_broadcast(bulletin, again=True)
    assert bulletins.broadcasts(bulletin) == [at, clock()]
    assert len(desk.ledger) == 2


def test_a_withdrawn_record_of_a_broadcast_no_longer_counts(desk, campaign, bulletins):
    bulletin = added(desk, campaign, approved(desk, campaign))
    (entry,) = bulletins.record_broadcast(bulletin)
    desk.ledger.withdraw(entry, "ghi nhầm")
    assert bulletins.broadcasts(bulletin) == []


def test_all_of_it_is_recorded_or_nothing(desk, campaign, bulletins):
    one = approved(desk, campaign, headline="Một")
    draft = desk.articles.new(campaign, headline="Nháp", body="Nháp.")
    bulletin = added(desk, campaign, one, draft)
    with pytest.raises(InvalidValueError, match="“Nháp” is not finished") as caught:
        bulletins.record_broadcast(bulletin)
    one_sentence(caught.value)
    assert len(desk.ledger) == 0
    with pytest.raises(InvalidValueError, match="nothing in “Trống”"):
        bulletins.record_broadcast(added(desk, campaign, name="Trống"))
    with pytest.raises(InvalidValueError, match="Name the channel"):
        bulletins.record_broadcast(added(desk, campaign, one, name="Không kênh", channel=""))
    later = desk.records.now() + timedelta(hours=1)
    with pytest.raises(InvalidValueError, match="still to come"):
        bulletins.record_broadcast(added(desk, campaign, one), at=later)
    assert len(desk.ledger) == 0


def test_the_entries_outlive_the_bulletin(desk, campaign, bulletins):
    bulletin = added(desk, campaign, approved(desk, campaign))
    bulletins.record_broadcast(bulletin)
    bulletins.remove(bulletin)
    (entry,) = desk.ledger
    assert entry.bulletin == bulletin.id
    desk.undo.step_back()
    assert len(bulletins.broadcasts(bulletin)) == 1
