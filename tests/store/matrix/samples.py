"""A campaign, its tasks and articles, and what its matrix says of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from msgspec.structs import replace

from store import Article, Campaign, Task
from store.campaign_records import Day, Goal, Named, Unit
from store.campaigns.matrix import State, View, count_matrix
from store.channels import Channel
from store.records import Status

HERE = timezone(timedelta(hours=7))
TODAY = date(2027, 4, 20)
NOON = datetime(2027, 4, 20, 12, tzinfo=HERE)

MASS, OWN, GRASS = "truyền thông đại chúng", "phương tiện của Công đoàn", "trực tiếp tại cơ sở"
CHANNELS = (
    Channel("báo in", MASS),
    Channel("đài", MASS),
    Channel("trang tin", OWN),
    Channel("loa", GRASS),
    Channel("bảng tin", GRASS),
    Channel("Zalo", "mạng xã hội"),
)
CAMPAIGN = Campaign(
    name="Mùa quà xa quê",
    topics=("thi đua", "cứu trợ"),
    channels=CHANNELS,
    audiences=(Named("đoàn viên", "trong"), Named("chính quyền", "ngoài")),
    levels=("LĐLĐ Thành phố", "công đoàn cơ sở"),
    goals=(Goal("G1", "Cho thấy điều mới"), Goal("G2", "Chăm lo")),
    milestones=(Day(name="Đại hội CĐCS"), Day(name="Đại hội Thành phố", start=date(2027, 10, 17))),
    units=(
        Unit(name="Liên đoàn Lao động Long Biên", level="cấp trên", short="LĐLĐ Long Biên"),
        Unit(name="CĐCS Bến Gạo", level="cơ sở"),
    ),
    phases=("kế hoạch", "triển khai"),
    strands=("Tháng Công nhân", "An toàn"),
    end=date(2027, 5, 31),
)


def article(*channels, topic="thi đua", status=Status.EXPORTED, hours=None, **fields):
    """Make an article of the campaign; `hours` after noon it went out."""
    out = None if hours is None else NOON + timedelta(hours=hours)
    values = {"topics": (topic,), "channels": channels, "status": status, "exported": out}
    return Article(headline="Bài", **{"campaign": CAMPAIGN.id, **values, **fields})


def task(*channels, topic="thi đua", **fields):
    """Make a task of the campaign."""
    values = {"topics": (topic,), "channels": channels}
    return Task(title="Việc", **{"campaign": CAMPAIGN.id, **values, **fields})


def outs_of(*articles):
    """Return a ledger in which what is called exported went out in each of its channels."""
    return {
        one.id: dict.fromkeys(one.channels or ("",), one.exported or NOON)
        for one in articles
        if one.status is Status.EXPORTED
    }


def counted(*records, campaign=CAMPAIGN, posts=(), **view):
    """Count the matrix of these tasks and articles.

    Args:
        records: the tasks and articles; what is called exported is out (`outs_of`).
        campaign: whose they are.
        posts: a task or article, a channel, and when it was posted there.
        view: the axes.
    """
    tasks = [one for one in records if isinstance(one, Task)]
    articles = {one.id: one for one in records if isinstance(one, Article)}
    outs = outs_of(*articles.values())
    for piece, channel, at in posts:
        outs.setdefault(piece.id, {})[channel] = at
    return count_matrix(campaign, tasks, articles, outs, View(**view))


def cell(found, row, column):
    """Return a cell by the names of its row and column."""
    named = next(one for one in found.rows if one.name == row)
    return named.cells[found.columns.index(column)]


def filled(found):
    """Return the cells that hold something: row, column, state and how many."""
    return {
        (row.name, column): (one.state, one.count)
        for row in found.rows
        for column, one in zip(found.columns, row.cells, strict=True)
        if one.state is not State.EMPTY
    }


def message(*articles):
    """Make versions of the first article of all others."""
    first, *others = articles
    return [first, *(replace(one, master=first.id) for one in others)]


def sync_in(*records, row="thi đua", campaign=CAMPAIGN, **options):
    """Return whether the messages of a row are in sync."""
    found = counted(*records, campaign=campaign, **options)
    return next(one.sync for one in found.rows if one.name == row)


def in_sync(*records, **options):
    """Return whether a row is in sync whose articles are one message, without the messages."""
    articles = [one for one in records if isinstance(one, Article)]
    tasks = [one for one in records if isinstance(one, Task)]
    joined = message(*articles) if articles else []
    return replace(sync_in(*joined, *tasks, **options), messages=())
