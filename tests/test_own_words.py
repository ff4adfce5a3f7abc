"""No sentence of the pages beside the project stands in it: facts and names may, sentences not."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from unicodedata import normalize

import pytest

from store.articles.page_format import read_page
from tests.conftest import SAMPLE

PROJECT = Path(__file__).resolve().parents[1]
ENDINGS = frozenset({".py", ".toml", ".md", ".po", ".json", ".tsv", ".txt", ".svg"})
FEWEST = 8
"""So few words a name may have: Tháng hành động về An toàn, vệ sinh lao động."""


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalize("NFC", text).lower()))


def sentences(file: Path) -> set[str]:
    page = read_page(file.read_bytes(), file.name)
    cards = ((card.headline, card.summary) for card in page.cards)
    texts = (page.headline, page.body, *chain.from_iterable(cards))
    found = (words(one) for text in texts for one in re.split(r"(?<=[.!?;:])\s|\n", text))
    return {one for one in found if one.count(" ") > FEWEST}


def test_no_sentence_of_the_pages_stands_in_the_project():
    files = sorted(SAMPLE.glob("*.txt")) if SAMPLE.is_dir() else []
    if not files:
        pytest.skip("the shared pages are not here")
    theirs = set().union(*map(sentences, files))
    assert len(theirs) > 10
    for folder in ("store", "tui", "tests", "."):
        for path in (PROJECT / folder).glob("*.*" if folder == "." else "**/*"):
            if path.suffix in ENDINGS:
                ours = words(path.read_text(encoding="utf-8"))
                assert not [one for one in theirs if one in ours], path
