"""Which figures of a text are held against the fact sheet."""

from __future__ import annotations

import pytest

from store.campaign_records import Fact

RULE = "other-than-fact-sheet"


@pytest.fixture
def campaign(desk):
    made = desk.campaigns.new_empty("Mùa quà", 2027)
    desk.facts.add(
        Fact(campaign=made.id, key="công nhân được hỗ trợ", value="870", unit="công nhân")
    )
    return made


def figures(desk, campaign, body, **fields):
    """Return the figures of a text that the sheet is said to have otherwise."""
    article = desk.articles.new(campaign, headline="Quà", body=body, **fields)
    flags = desk.articles.copy_desk.checked(article).flags
    return [flag.words for flag in flags if flag.rule == RULE]


@pytest.mark.parametrize(
    "body",
    [
        "Hơn 3.000 công nhân Công ty May Hòa Phát được ăn ca 25.000 đồng một suất.",
        "Có 40 công nhân khám phổi. Công đoàn hỗ trợ xe đưa đón.",
        "Khảo sát tháng 3 có 92% công nhân muốn được hỗ trợ.",
    ],
)
def test_people_of_another_matter_are_not_those_of_the_sheet(desk, campaign, body):
    assert figures(desk, campaign, body) == []


@pytest.mark.parametrize(
    "body", ["Quỹ hỗ trợ 850 công nhân.", "Có 850 công nhân được hỗ trợ.", "850 công nhân hỗ trợ."]
)
def test_those_of_the_sheet_are_wherever_its_words_stand_in_the_sentence(desk, campaign, body):
    assert figures(desk, campaign, body) == ["850"]
