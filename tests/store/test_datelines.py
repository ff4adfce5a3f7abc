"""The place that opens a lead: read, put there, and put in the place of another."""

from __future__ import annotations

import pytest

from store.articles.bylines import datelines, with_dateline


@pytest.mark.parametrize(
    ("body", "made"),
    [
        ("Trao quà.", "Huế – Trao quà."),
        ("Hà Nội – Trao quà.\n\nHết.", "Huế – Trao quà.\n\nHết."),
        ("Hà Nội\xa0-\xa0Trao quà.", "Huế – Trao quà."),
        ("\n\nTrao quà.", "\n\nHuế – Trao quà."),
        ("Quà tặng thợ – Trao quà.", "Huế – Quà tặng thợ – Trao quà."),  # no place
        ("", "Huế – "),
    ],
)
def test_it_opens_the_lead(body, made):
    assert with_dateline(body, "Huế") == made


def test_places_are_told_by_how_often_they_open_a_text():
    bodies = ["Huế – A.", "Hà Nội – B.", "Hà Nội – C.", "Không nơi nào.", ""]
    assert datelines(bodies) == ["Hà Nội", "Huế"]
