"""The real page of the study: what a sub-editor finds on it, and nothing else."""

from __future__ import annotations

import pytest

from store.copydesk import rule_files
from store.copydesk.checker import Checker
from store.copydesk.manuscript import of_bytes


@pytest.fixture
def found(shared_page):
    flags = Checker(rule_files.built_in()).check(of_bytes(shared_page, "page"))
    return [(flag.rule, said(flag), len(flag.places)) for flag in flags]


def said(flag):
    """What is flagged; of a card, which one it is: the words are the page's."""
    return flag.places[0].field if flag.rule == "unrelated-card" else flag.words


def test_the_page_has_exactly_what_a_subeditor_finds(found):
    assert sorted(found) == [
        ("capitals-disagree", "Liên đoàn Lao động\xa0thành phố", 1),
        ("capitals-disagree", "các cấp công đoàn", 1),
        ("long-lead", "Hà Nội – Bên cạnh cán …", 1),
        ("missing-comma", "An toàn vệ sinh lao động", 2),
        ("no-break-spaces", "\xa0", 22),
        ("ranges-disagree", "2023 – 2028", 1),
        ("relative-time-in-card", "hôm nay", 1),
        ("relative-time-in-card", "hôm qua", 1),
        ("relative-time-in-card", "rạng sáng nay", 1),
        ("signless-document", "Chỉ thị số 05", 1),
        ("unexplained-abbreviation", "LĐLĐVN", 1),
        *(("unrelated-card", f"cards.{card}.headline", 1) for card in range(3, 8)),
    ]


def test_places_are_lines_and_columns_of_the_page(shared_page):
    lines = shared_page.decode().split("\n")
    flags = Checker(rule_files.built_in()).check(of_bytes(shared_page, "page"))
    for flag in flags:
        for place in flag.places:
            shown = lines[place.line - 1][place.column - 1 :]
            assert flag.words.endswith("…") or shown.startswith(flag.words)
