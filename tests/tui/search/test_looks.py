"""How the search looks, in both languages."""

from datetime import date
from unicodedata import normalize

import pytest

from store import Article, Fact, Rumour
from tests.tui.helpers import LANGUAGES, LEAD, NARROW, WIDE

from .hands import search


@pytest.fixture
def library(full):
    """A desk with something of every kind about one thing."""
    campaign = next(iter(full.campaigns))
    full.records.add(
        Fact(campaign=campaign.id, key="kính bảo hộ", value="320", day=date(2027, 4, 1))
    )
    full.records.add(
        Rumour(campaign=campaign.id, claim="Kính bảo hộ giả ở xưởng", seen=full.records.now())
    )
    full.records.add(
        Article(headline=normalize("NFD", "Kính\xa0mới tới bến"), body=LEAD, byline="Lê Thu")
    )
    full.search.save("áo dài nữ công")
    full.search.save("kính bảo hộ")
    return full


async def results(seat):
    await search(seat, "kinh bao")
    await seat.press("down")


async def empty(seat):
    await search(seat)


@LANGUAGES
def test_results(library, looks, language):
    assert looks(library, results, NARROW, language)


def test_results_wide(library, looks):
    assert looks(library, results, WIDE, "vi")


@LANGUAGES
def test_empty(library, looks, language):
    assert looks(library, empty, NARROW, language)
