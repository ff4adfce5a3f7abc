"""How the pane looks, in both languages."""

from datetime import date, timedelta

import pytest

from store import NewsItem
from store.records import Relation
from tests.tui.helpers import (
    LANGUAGES,
    NARROW,
    NEWS,
    SECOND,
    WIDE,
    written,
)

from .hands import FAR, FIRST, suggested, to


@pytest.fixture
def busy(full, clock):
    """A desk on which everything that the pane can show is there."""
    items = list(full.news)
    article = next(a for a in full.articles if a.links)
    for number, item in enumerate(items):
        full.records.change(item, published=date(2027, 4, 17) - timedelta(days=40 * number))
    other = written(full, "Một tuần ở xưởng tàu", body=f"Tuần ấy. {SECOND}", byline="Lê Thu")
    full.links.add(other, article)
    full.links.add(article, other, Relation.BACKGROUND)
    full.records.change(items[1], summary="Quầy mở ba ngày cuối tuần.")
    far = full.records.add(NewsItem(headline=FAR[0], author=FAR[1], published=date(2027, 4, 19)))
    gone = full.records.add(NewsItem(headline="Kính bảo hộ giả", published=date(2027, 4, 1)))
    full.links.refuse(article, gone)
    assert far
    clock.wait()
    full.records.change(article, due=date(2027, 4, 28))
    return full


async def opened(seat):
    await seat.open(next(a for a in seat.desk.articles if len(a.links) > 1))
    await suggested(seat)
    await seat.until(lambda: seat.is_quiet)


async def pane(seat):
    await opened(seat)
    await seat.press("f4", "down", "down")


async def beside(seat):
    await opened(seat)
    await seat.press("f4")
    await to(seat, FIRST)
    await seat.press("v")


async def changed(seat):
    await opened(seat)
    await to(seat, NEWS[1][0])
    await seat.press("u")
    await seat.comes("CardScreen")


@LANGUAGES
def test_pane_narrow(busy, looks, language):
    assert looks(busy, pane, NARROW, language)


@LANGUAGES
def test_pane_wide(busy, looks, language):
    assert looks(busy, pane, WIDE, language)


@LANGUAGES
def test_beside_narrow(busy, looks, language):
    assert looks(busy, beside, NARROW, language)


def test_beside_wide(busy, looks):
    assert looks(busy, beside, WIDE, "vi")


def test_changed_source(busy, looks):
    assert looks(busy, changed, NARROW, "vi")
