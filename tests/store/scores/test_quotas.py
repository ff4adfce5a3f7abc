"""Quotas: campaigns, posts, answers, hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec
import pytest

from store.campaign_records import Campaign, Question, Quota, Rumour
from store.campaigns.scores import COMPLETE, EFFECT, IN_SYNC
from store.channels import Channel
from store.records import Article, Status

from .samples import CAMPAIGN, NOW, TODAY, article, counted, task


def test_the_quota_of_campaigns_counts_those_of_the_year_that_have_begun():
    spring = Campaign(name="Xuân", year=2027, start=date(2027, 2, 1))
    autumn = Campaign(name="Thu", year=2027, start=date(2027, 9, 1))
    last = Campaign(name="Xưa", year=2026)
    found = counted(campaigns=[CAMPAIGN, spring, autumn, last])[EFFECT]
    assert (found.value, found.of) == (1, 2)
    assert set(found.counted) == {CAMPAIGN.id, spring.id}
    assert counted(campaigns=[autumn, last])[EFFECT].value == 0
    part = found.parts[0]
    assert (part.label, part.value, part.of, part.is_met) == (
        "đợt truyền thông ≥ 2/năm trong năm 2027",
        2,
        2,
        True,
    )


def test_a_campaign_without_a_year_or_a_day_is_one_of_this_year():
    undated = Campaign(name="Chưa định")
    items = counted(campaigns=[undated])[EFFECT].parts[0].items
    assert any(undated.id in item.records for item in items)


def test_a_quota_can_be_a_most():
    quotas = (Quota(name="Chiến dịch lớn", at_most=1, per="Năm"),)
    one = Campaign(name="Một", year=2027, quotas=quotas)
    assert counted(campaign=one)[EFFECT].value == 1
    assert counted(campaign=one, campaigns=[CAMPAIGN])[EFFECT].value == 0


def posts(day: date, count: int, channels=("Zalo",)) -> list[Article]:
    at = datetime.combine(day, NOW.timetz())
    return [article(Status.EXPORTED, channels=channels, exported=at) for _ in range(count)]


def test_posts_a_day_are_pieces_that_went_out_on_social_media_in_the_days_so_far():
    enough = posts(date(2027, 5, 1), 5)
    few = posts(date(2027, 5, 2), 3)
    before = posts(date(2027, 4, 30), 4)
    printed = posts(date(2027, 5, 2), 4, ("báo in",))
    by_task = task(channels=("Zalo",))
    at = datetime.combine(date(2027, 5, 2), NOW.timetz())
    ticked = task(channels=("Zalo",), done=at)
    approved = article(Status.APPROVED, channels=("Zalo",), exported=NOW)
    records = (*enough, *few, *before, *printed, by_task, approved, ticked)
    found = counted(*records, posts=[(by_task, "Zalo", at)])[EFFECT]
    part = found.parts[1]
    assert (part.label, part.value, part.of, part.is_met) == (
        "bài đăng trên fanpage ≥ 4/ngày: số ngày đạt",
        2,
        5,
        False,
    )
    assert part.under_way == (0, 4), "today counts when it is over"
    assert set(part.counted) == {one.id for one in (*enough, *few, by_task)}
    assert [item.name for item in part.items if item.why is None] == ["1.5.2027", "2.5.2027"]
    assert str(part.items[2].why) == "nothing yet"
    assert str(part.told).endswith(": days met")
    assert str(part.items[-1].why) == "not over yet: 0 of 4"
    assert str(part.rule) == (
        "A piece counts on the day on which it first went out in: Zalo. Corrections do not count."
    )


def test_one_article_on_two_social_channels_is_one_post():
    channels = (*CAMPAIGN.channels, Channel("Facebook", "Mạng xã hội"))
    quotas = (Quota(name="bài đăng", at_least=2, per="ngày"),)
    start = TODAY - timedelta(days=1)
    both = Campaign(name="Hai", start=start, channels=channels, quotas=quotas)
    twice = posts(start, 1, ("Zalo", "Facebook"))
    assert not counted(*twice, campaign=both)[EFFECT].parts[0].is_met
    more = posts(start, 1, ("Facebook",))
    assert counted(*twice, *more, campaign=both)[EFFECT].value == 1


def test_a_fanpage_is_the_channels_that_the_quota_names():
    """W9: Zalo is no fanpage, in an older quota neither."""
    channels = (Channel("Zalo", "mạng xã hội"), Channel("Facebook", "mạng xã hội"))
    start = TODAY - timedelta(days=1)

    def met(**fields):
        quota = Quota(name="bài đăng trên fanpage", at_least=1, per="ngày", **fields)
        campaign = Campaign(name="F", start=start, channels=channels, quotas=(quota,))
        found = counted(*posts(start, 2, ("Zalo",)), campaign=campaign)
        return found[EFFECT].parts[0].is_met

    assert not met()
    assert not met(what="posts", channels=("Facebook",))
    assert met(what="posts", channels=("Facebook", "Zalo"))


@pytest.mark.parametrize(
    ("per", "at_least", "value", "of", "under_way"),
    [
        ("ngày", 1, 2, 5, (1, 1)),
        ("tuần", 3, 1, 1, (1, 3)),
        ("chiến dịch", 3, 4, 3, None),
        ("năm", 5, 5, 5, None),
    ],
)
def test_a_quota_is_per_day_week_campaign_or_year(per, at_least, value, of, under_way):
    """1.5.2027 is a Saturday: its week ends on the day after."""
    days = date(2027, 5, 1), date(2027, 5, 2), date(2027, 5, 2), TODAY, date(2027, 4, 30)
    records = [one for day in days for one in posts(day, 1)]
    quota = Quota(name="x", what="posts", channels=("Zalo",), at_least=at_least, per=per)
    campaign = msgspec.structs.replace(CAMPAIGN, quotas=(quota,))
    part = counted(*records, campaign=campaign)[EFFECT].parts[0]
    assert (part.value, part.of, part.under_way) == (value, of, under_way)


def test_answers_can_be_counted_and_questions_have_hours_of_their_own():
    def asked(hours, after=None):
        at = NOW - timedelta(hours=hours)
        answered = at + timedelta(hours=after) if after else None
        return Question(campaign=CAMPAIGN.id, text="x", asked=at, answered=answered)

    quotas = (
        Quota(name="trả lời câu hỏi", what="questions", at_most=24),
        Quota(name="trả lời", what="questions", at_least=2, per="chiến dịch"),
        Quota(name="lượt xem", what="typed", at_least=100, value=120, value_day=TODAY),
        Quota(name="lượt nghe", what="typed", at_least=100),
    )
    campaign = msgspec.structs.replace(CAMPAIGN, quotas=quotas)
    in_time, late, waiting = asked(50, 3), asked(50, 30), asked(2)
    parts = counted(in_time, late, waiting, campaign=campaign)[EFFECT].parts
    assert [(part.value, part.of, part.is_met) for part in parts] == [
        (1, 2, False),
        (2, 2, True),
        (120, 100, True),
        (0, 0, False),
    ]
    assert parts[0].counted == (in_time.id,)


def test_a_requirement_that_is_not_listed_is_not_counted():
    few = msgspec.structs.replace(CAMPAIGN, requirements=("Toàn diện",))
    assert list(counted(campaign=few)) == [COMPLETE, IN_SYNC]


@pytest.mark.parametrize(
    ("today", "days"), [(date(2027, 4, 30), None), (date(2027, 5, 3), 2), (date(2027, 7, 1), 31)]
)
def test_posts_are_counted_from_the_first_day_to_the_last(today, days):
    may = msgspec.structs.replace(CAMPAIGN, end=date(2027, 5, 31))
    parts = counted(campaign=may, today=today)[EFFECT].parts
    assert [part.of for part in parts[1:]] == [days or 0]


def test_answers_in_time_are_those_of_the_log_that_are_answered_or_late():
    answer = article(Status.EXPORTED, exported=NOW)

    def claim(hours, answer=None):
        seen = NOW - timedelta(hours=hours)
        return Rumour(campaign=CAMPAIGN.id, claim="x", seen=seen, answer=answer)

    in_time, late = claim(24, answer.id), claim(25, answer.id)
    open_late, still_time = claim(30), claim(2)
    found = counted(answer, in_time, late, open_late, still_time)[EFFECT]
    part = found.parts[-1]
    assert part.label == "số giờ trả lời ≤ 24 giờ: tin tiêu cực trả lời đúng hạn"
    assert (part.value, part.of, part.is_met) == (1, 3, False)
    assert part.counted == (in_time.id,)
    assert {str(item.why) for item in part.items} == {"None", "overdue", "still in time"}
    assert counted(answer, in_time)[EFFECT].parts[-1].is_met
    assert len(counted(still_time)[EFFECT].parts) == 2


def test_a_quota_that_no_desk_can_count_is_told_and_weighs_nothing():
    loud = Quota(name="bài phát loa", at_least=5, per="tuan trang")
    found = counted(campaign=Campaign(name="Loa", quotas=(loud,)))[EFFECT]
    assert (found.value, found.of, found.share) == (0, 0, 0)
    (part,) = found.parts
    assert (part.label, part.kind, part.of) == ("bài phát loa ≥ 5/tuan trang", None, 0)
    assert str(found.items[0].why) == "cannot be counted"


def test_each_quota_of_the_hours_has_hours_of_its_own():
    quotas = tuple(Quota(name=f"số giờ trả lời {n}", at_most=n) for n in (24, 48))
    campaign = msgspec.structs.replace(CAMPAIGN, quotas=quotas)
    claim = Rumour(campaign=campaign.id, claim="x", seen=NOW - timedelta(hours=30))
    parts = counted(claim, campaign=campaign)[EFFECT].parts
    assert [(part.value, part.of) for part in parts] == [(0, 1), (0, 0)]
