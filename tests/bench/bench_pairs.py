"""Measure doubtful pairs: how often they are flagged, and which planted confusions are found.

    python -m tests.bench.bench_pairs --articles FILE --news FILE [--hits]

The archive is made of the news and of one half of the articles (lines of JSON, also .xz); checked
are 4,000 articles of the other half, and then the halves change places. The errors that are planted
are the confusions of the rule itself, a word at a time.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from store.copydesk import rule_files
from store.copydesk.checker import Checker, Flag
from store.copydesk.manuscript import Manuscript, Part, Scope, with_archive
from store.copydesk.pairs import Pair
from store.copydesk.syllables import is_possible
from store.copydesk.trials import around
from store.search.entry import Entry
from store.search.index import Index
from store.search.neighbours import Archive
from store.text import count_words, nfc
from tests.bench.bench_copydesk import page, timed
from tests.bench.measure import conditions, table

CHECKED = 4_000
PLANTED = 1_000


def rows_of(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a file in the order of the hashes of their ids."""
    opened = lzma.open if file.suffix == ".xz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return sorted(rows, key=lambda row: sha256(row["id"].encode()).hexdigest())


def entries(articles: Sequence[dict[str, Any]], news: Sequence[dict[str, Any]]) -> Iterator[Entry]:
    """Yield articles and news as they are indexed."""
    for row in articles:
        text = f"{row['sapo'] or ''}\n\n{row['body'] or ''}"
        yield Entry(row["id"], "article", row["title"], "", text, is_archived=True)
    for row in news:
        yield Entry(row["id"], "news", row["title"], "", row["summary"] or "", is_archived=True)


def planted(text: str, rule: Pair, dice: random.Random) -> tuple[str, int, str] | None:
    """Return a text with a word confused: where it begins, and what was right."""
    words = [word for word in text.split() if word.isalpha() and word.islower()]
    for word in dice.sample(words, min(20, len(words))):
        others = [one for one in rule.confusable(word) if is_possible(one)]
        at = text.find(f" {word} ")
        if others and at >= 0:
            wrong = dice.choice(others)
            return f"{text[: at + 1]}{wrong}{text[at + 1 + len(word) :]}", at + 1, word
    return None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True, metavar="FILE")
    parser.add_argument("--news", type=Path, required=True, metavar="FILE")
    parser.add_argument("--hits", action="store_true", help="print what is flagged")
    options = parser.parse_args(arguments)
    articles, news = rows_of(options.articles), rows_of(options.news)
    half = len(articles) // 2
    (rule,) = (replace(r, off=False) for r in rule_files.built_in() if isinstance(r, Pair))
    lines = []
    for name, known, others in (
        ("first", articles[:half], articles[half:]),
        ("second", articles[half:], articles[:half]),
    ):
        index = Index()
        index.put_all(entries(known, news))
        archive = Archive(index)
        counting = timed(lambda: archive.seen("là"))  # noqa: B023
        checker, texts = Checker([rule]), [page(row) for row in others[:CHECKED]]
        words = sum(count_words(part.text) for text in texts for part in text.parts)
        hits: list[tuple[Manuscript, Flag]] = []
        taken = timed(
            lambda: hits.extend(  # noqa: B023
                (text, flag)
                for text in texts  # noqa: B023
                for flag in checker.check(with_archive(text, archive))  # noqa: B023
            )
        )
        for text, flag in hits if options.hits else ():
            print(f"{around(text, flag)} → {flag.message('vi')}")
        dice, found, right, of = random.Random(20), 0, 0, 0
        for row in others[CHECKED:]:
            if of < PLANTED and (made := planted(nfc(row["body"]), rule, dice)):
                of += 1
                wrong, start, meant = made
                text = with_archive(Manuscript((Part(Scope.BODY, "body", wrong),)), archive)
                for flag in checker.check(text):
                    for place in flag.places:
                        found += place.start == start
                        right += place.start == start and place.fix == meant
        rate = 1000 * len(hits) / words
        lines.append(
            (name, f"{len(hits)}", f"{rate:.3f}", f"{found / of:.2f}", f"{right / found:.3f}",
             f"{1000 * taken / words:.1f}", f"{counting:.0f}")
        )  # fmt: skip
        index.close()
    head = ("half that is the archive", "flags", "per 1,000", "planted found", "right fix",
            "ms per 1,000 chữ", "counting, ms")  # fmt: skip
    print(f"{conditions()}\n\n{table(head, lines)}")


if __name__ == "__main__":
    main()
