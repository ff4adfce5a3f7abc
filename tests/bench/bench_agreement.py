"""Measure the table of what texts say: its time, false contradictions, and planted ones found.

    python -m tests.bench.bench_agreement FILE [--from N] [--to N]

FILE has articles (a line of JSON each: id, title, sapo, body; also .xz), taken by the hash of their
ids. They were published, so hardly any contradiction in one of them is true: read what is printed.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from store.articles.page_format import Page
from store.copydesk.agreement import Text, table
from store.copydesk.checker import Checker
from store.copydesk.manuscript import Known, Manuscript, of_page
from store.copydesk.mentions.days import days
from store.copydesk.mentions.documents import documents
from store.copydesk.mentions.figures import figures
from store.copydesk.mentions.people import people
from store.copydesk.paragraph import Paragraph
from store.copydesk.rule_files import built_in, of_agreement
from store.copydesk.trials import around
from store.records import Article
from store.spoken.numbers import LARGEST, integer
from store.text import nfc
from tests.bench.bench_copydesk import chosen, page
from tests.bench.measure import conditions
from tests.bench.measure import table as shown


def told(checker: Checker, texts: Sequence[Manuscript]) -> str:
    """Return each contradiction that is told within one article, and their numbers by rule."""
    lines, counts = [], Counter[str]()
    for text in texts:
        for flag in checker.check(text):
            counts[flag.rule] += 1
            lines.append(f"{flag.rule}: {flag.en}: {around(text, flag, 60)}")
    rows = [(rule, str(count)) for rule, count in counts.most_common()]
    return "\n".join([*lines, "", shown((f"{len(texts)} articles", "told"), rows)])


def planted(checker: Checker, rows: Sequence[dict[str, str]]) -> str:
    """Return how many slips are found: in a text against itself, and in one against its master."""
    random.seed(14)
    found, total = Counter[str](), Counter[str]()
    for row in rows:
        for kind, words, text in slips(row):
            total[kind] += 1
            found[kind] += any(
                words in flag.en or words in around(text, flag, 20) for flag in checker.check(text)
            )
    lines = [(kind, str(total[kind]), f"{found[kind] / total[kind]:.2f}") for kind in total]
    return shown(("a slip planted", "times", "found"), lines)


def slips(row: dict[str, str]) -> Iterator[tuple[str, str, Manuscript]]:
    """Yield texts with one slip each: its kind, the words that are wrong, the text."""
    body = nfc(row["body"])
    whole = Paragraph(body)
    twice = Counter((one.value, one.unit[:2]) for one in figures(whole) if one.is_exact)
    exact = [one for one in figures(whole) if one.is_exact and one.unit and one.value >= 13]
    for one in exact:
        if one.value >= 1000 and twice[one.value, one.unit[:2]] > 1:
            yield "a digit of a figure, of two in the text", *_of(row, body, *_slipped(body, one))
            break
    for kind, spots in (
        ("a digit of a figure", exact),
        ("a day", days(whole)),
        ("a letter of a document", [one for one in documents(whole) if one.known_kind]),
        ("a word of a name", [one for one in people(whole) if one.is_likely]),
    ):
        if spots:
            spot = random.choice(spots)
            start, end, new = _slipped(body, spot)
            yield f"{kind}, of a version", new, _version(body, start, end, new)
    if whole_ones := [one for one in exact if one.value == int(one.value) <= LARGEST]:
        one = random.choice(whole_ones)
        wrong = integer(int(one.value) + 1)
        yield "a figure in words, of a version", wrong, _version(body, one.start, one.end, wrong)


def _version(body: str, start: int, end: int, new: str) -> Manuscript:
    """Return a version whose text is that of its master, but for one place."""
    text = of_page(Page(body=body[:start] + new + body[end:]), is_version=True)
    return replace(text, known=Known(master=body))


def _slipped(body: str, spot: object) -> tuple[int, int, str]:
    """Return where words stand, and what a slip makes of them."""
    start, end = spot.start, spot.end  # type: ignore[attr-defined]
    words = body[start:end]
    if hasattr(spot, "name"):
        first, _blank, last = words.rpartition(" ")
        return start, end, f"{first} {last}h"
    at = next(m.start() for m in re.finditer(r"\d", words))
    digit = str((int(words[at]) % 8) + 1)
    return start, end, words[:at] + digit + words[at + 1 :]


def _of(row: dict[str, str], body: str, start: int, end: int, new: str) -> tuple[str, Manuscript]:
    return new, page({**row, "sapo": "", "body": body[:start] + new + body[end:]})


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, metavar="FILE")
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="N")
    parser.add_argument("--to", type=int, default=500, dest="last", metavar="N")
    options = parser.parse_args(arguments)
    rows = chosen(options.articles, options.last)[options.first :]
    checker = Checker(rule for rule in built_in() if rule.id in of_agreement())
    texts = [page(row) for row in rows]
    start = time.process_time()
    table((Text(Article(), text) for text in texts), checker)
    taken = 1000 * (time.process_time() - start) / len(texts)
    print(f"{conditions()}\n\nThe table: {taken:.1f} ms for an article.\n")
    print(f"{told(checker, texts)}\n\n{planted(checker, rows)}")


if __name__ == "__main__":
    main()
