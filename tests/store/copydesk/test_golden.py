"""What is found in twenty published articles, chosen by hash: rule, place and count, not the text.

Who changes a rule sees here what else has changed. The articles are not part of this project; the
test runs where they are at hand. `python -m tests.store.copydesk.test_golden FILE` writes the table
anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from store.copydesk import rule_files
from store.copydesk.checker import Checker
from tests.bench.bench_copydesk import chosen, page
from tests.conftest import SAMPLE

GOLDEN = Path(__file__).with_name("golden.tsv")
ARTICLES = "articles.jsonl.xz"
MOST = 20


def findings(file: Path) -> str:
    checker = Checker(rule_files.built_in())
    lines = []
    for row in chosen(file, MOST):
        for flag in checker.check(page(row)):
            place = flag.places[0]
            cells = (row["id"], flag.rule, place.field, place.start, len(flag.places))
            lines.append("\t".join(map(str, cells)))
    return "\n".join(lines) + "\n"


def test_twenty_articles_have_the_findings_that_they_had():
    file = SAMPLE.parent / "data" / ARTICLES
    if not file.is_file():
        pytest.skip("the shared articles are not here")
    assert findings(file) == GOLDEN.read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.write_text(findings(Path(sys.argv[1])), encoding="utf-8")
