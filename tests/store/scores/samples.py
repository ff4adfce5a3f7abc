"""A campaign with requirements, its pieces, and what is counted of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from store.campaign_records import Campaign, Day, Named, Question, Quota, Rumour, Task
from store.campaigns import questions
from store.campaigns.counted import Score
from store.campaigns.rumours import entries
from store.campaigns.scores import scores
from store.channels import Channel
from store.records import Article, Status

TODAY = date(2027, 5, 6)
NOW = datetime(2027, 5, 6, 9, tzinfo=timezone(timedelta(hours=7)))

CAMPAIGN = Campaign(
    name="Mùa quà",
    year=2027,
    start=date(2027, 5, 1),
    levels=("thành phố", "cơ sở"),
    audiences=(Named("đoàn viên", "trong"), Named("chính quyền", "ngoài")),
    channels=(
        Channel("báo in", "truyền thông đại chúng"),
        Channel("bảng tin", "trực tiếp tại cơ sở"),
        Channel("Zalo", "mạng xã hội"),
    ),
    topics=("quà", "an toàn"),
    anniversaries=(
        Day(name="Ngày Quốc tế Lao động", start=date(2027, 5, 1)),
        Day(name="Tuần lễ", start=date(2027, 5, 10), end=date(2027, 5, 16)),
        Day(name="Tết Nguyên đán"),
    ),
    quotas=(
        Quota(name="đợt truyền thông", at_least=2, per="năm"),
        Quota(
            name="bài đăng trên fanpage", what="posts", channels=("Zalo",), at_least=4, per="ngày"
        ),
    ),
)


def task(**fields) -> Task:
    return Task(campaign=CAMPAIGN.id, title="Việc", **fields)


def article(status=Status.EXPORTED, **fields) -> Article:
    return Article(campaign=CAMPAIGN.id, headline="Tít", status=status, **fields)


def outs_of(*articles):
    """Return a ledger in which what is called exported went out in each of its channels."""
    return {
        one.id: dict.fromkeys(one.channels or ("",), one.exported or NOW)
        for one in articles
        if one.status is Status.EXPORTED
    }


def counted(*records, campaign=CAMPAIGN, campaigns=(), today=TODAY, posts=()) -> dict[str, Score]:
    tasks = [one for one in records if isinstance(one, Task)]
    articles = {one.id: one for one in records if isinstance(one, Article)}
    rumours = [one for one in records if isinstance(one, Rumour)]
    asked = [one for one in records if isinstance(one, Question)]
    claims = entries(campaign, rumours, articles.get, NOW)
    outs = outs_of(*articles.values())
    for piece, channel, at in posts:
        outs.setdefault(piece.id, {})[channel] = at
    found = scores(
        campaign,
        tasks,
        articles,
        outs,
        today,
        campaigns=campaigns,
        claims=claims,
        questions=questions.entries(campaign, asked, NOW),
    )
    return {score.name: score for score in found}
