"""Articles and bulletins of the tests here."""

from __future__ import annotations

from datetime import date

from store import Bulletin
from store.records import Status

DAY = date(2027, 4, 21)


def approved(desk, campaign, headline="Bữa cơm ca", body="Bữa cơm ca.", **fields):
    article = desk.articles.new(campaign, headline=headline, body=body, **fields)
    return desk.articles.set_status(article, Status.APPROVED)


def added(desk, campaign, *articles, **fields):
    values = {"name": "Bản tin sáng", "day": DAY, "channel": "loa phường", **fields}
    bulletin = desk.campaigns.bulletins.add(Bulletin(campaign=campaign.id, **values))
    return desk.campaigns.bulletins.put_items(bulletin, articles)


def words(count):
    return " ".join(["lời"] * count)
