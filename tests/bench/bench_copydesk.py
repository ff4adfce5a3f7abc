"""Measure how long the processor takes to check 1,000 chữ, and what the rules find in articles.

    python -m tests.bench.bench_copydesk [--runs N] [--articles FILE] [--desk N]

The text is made of the phrases of the tests of the spoken form, with far more figures than an
article has. With a file of articles (a line of JSON each: id, title, sapo, body; also .xz), it also
counts how often each rule fires in 2,000 of them, chosen by hash, and finds errors that it plants
itself in 500. With `--desk` all articles of a desk of that size are checked, and again when nothing
has changed, as the app does it while nobody types; they are of that file, or made of syllables.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from store import Article, open_desk
from store.articles.page_format import Page
from store.copydesk import rule_files
from store.copydesk.checker import Checker
from store.copydesk.manuscript import Manuscript, Part, Scope, of_page
from store.copydesk.tone_marks import TONES, toned, toneless
from store.copydesk.trials import switched_on
from store.text import count_words, nfc
from tests.bench.bench_spoken import text_of
from tests.bench.measure import conditions, spread, table
from tests.bench.text import articles, write_desk

WORDS = 1_000
RUNS = 50
CHOSEN = 2_000
PLANTED = 500
LOOK_ALIKES = {"a": "а", "c": "с", "e": "е", "o": "о", "p": "р", "x": "х"}


def manuscript(text: str) -> Manuscript:
    """Return a text of paragraphs."""
    return Manuscript(tuple(Part(Scope.BODY, "body", one) for one in text.split("\n\n")))


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds of the processor that work takes."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def speed(runs: int) -> str:
    """Return the table of how long a check takes, whole and after an edit."""
    # As long as paragraphs of an article: five phrases each.
    lines = text_of(WORDS).split("\n\n")
    text = "\n\n".join(" ".join(lines[at : at + 5]) for at in range(0, len(lines), 5))
    rules = rule_files.built_in()
    Checker(rules).check(manuscript(text))  # patterns are compiled once
    whole, edited = [], []
    for run in range(runs):
        checker = Checker(rules)
        whole.append(timed(lambda: checker.check(manuscript(text))))  # noqa: B023
        paragraphs = text.split("\n\n")
        paragraphs[len(paragraphs) // 2] += f" Thêm {run} suất."
        changed = manuscript("\n\n".join(paragraphs))
        edited.append(timed(lambda: checker.check(changed)))  # noqa: B023
    rows = [
        ("all of it, nothing known", *spread(whole, 1)),
        ("after an edit of one paragraph", *spread(edited, 1)),
    ]
    return table((f"{count_words(text):,} chữ", "min ms", "median", "p95"), rows)


# ---------------------------------------------------------------- articles


def chosen(file: Path, most: int) -> list[dict[str, str]]:
    """Return articles by the hash of their ids: the same ones each time."""
    opened = lzma.open if file.suffix == ".xz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return sorted(rows, key=lambda row: sha256(row["id"].encode()).hexdigest())[:most]


def page(row: dict[str, str]) -> Manuscript:
    """Return an article as it is checked."""
    body = "\n\n".join(filter(None, ((row["sapo"] or "").strip(), (row["body"] or "").strip())))
    return of_page(Page(headline=row["title"].strip(), body=body))


def fired(rows: Sequence[dict[str, str]]) -> str:
    """Return the table of how often each rule fires, those that are off included."""
    rules = rule_files.built_in()
    checker = Checker(map(switched_on, rules))
    texts = [page(row) for row in rows]
    words = sum(count_words(part.text) for text in texts for part in text.parts)
    flags: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for text in texts:
        found = [flag.rule for flag in checker.check(text)]
        flags.update(found)
        articles.update(set(found))
    lines = [
        (
            rule.id,
            "off" if rule.off else str(rule.severity),
            f"{flags[rule.id]:,}",
            f"{articles[rule.id]:,}",
            f"{1000 * flags[rule.id] / words:.3f}",
        )
        for rule in sorted(rules, key=lambda rule: -flags[rule.id])
    ]
    heavy = sum(flags[rule.id] for rule in rules if not rule.off and rule.severity != "reminder")
    head = (f"{len(rows):,} articles, {words:,} chữ", "weight", "flags", "articles", "per 1,000")
    return f"{table(head, lines)}\n\nWarnings and blocks: {1000 * heavy / words:.2f} per 1,000 chữ."


def planted(rows: Sequence[dict[str, str]]) -> str:
    """Return the table of how many planted errors are found, by kind."""
    random.seed(20)
    checker = Checker(rule_files.built_in())
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows:
        text = nfc(row["body"])
        # What is flagged without the error, such as a paragraph for its length, has not found it.
        told = {(flag.rule, flag.words) for flag in checker.check(_paragraph(text))}
        for kind, wrong, at, end in _errors(text):
            total[kind] += 1
            flags = checker.check(_paragraph(wrong))
            new = (flag for flag in flags if (flag.rule, flag.words) not in told)
            places = (place for flag in new for place in flag.places)
            found[kind] += any(place.start < end and place.end > at for place in places)
    lines = [(kind, f"{total[kind]:,}", f"{found[kind] / total[kind]:.2f}") for kind in total]
    return table(("an error planted", "times", "found"), lines)


def _paragraph(text: str) -> Manuscript:
    return Manuscript((Part(Scope.BODY, "body", text),))


def _errors(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield the text with one error of each kind: kind, text, and where the error is."""
    words = [word for word in text.split() if word.isalpha() and word.islower() and len(word) > 3]
    if len(words) < 20:
        return
    for kind, change in KINDS.items():
        for word in random.sample(words, min(20, len(words))):
            wrong = change(word)
            at = text.find(f" {word} ")
            if wrong not in (None, word) and at >= 0:
                end = at + 1 + len(wrong)
                yield kind, f"{text[: at + 1]}{wrong}{text[at + 1 + len(word) :]}", at + 1, end
                break


def _swapped(word: str) -> str:
    at = random.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _telex(word: str) -> str | None:
    return word + "s" if word != word.encode("ascii", "ignore").decode() else None


def _other_tone(word: str) -> str | None:
    letters, tone, at = toneless(word)
    others = [one for one in TONES if one != tone]
    return toned(letters, random.choice(others), at) if tone else None


def _hook_for_tilde(word: str) -> str | None:
    letters, tone, at = toneless(word)
    other = {"\u0309": "\u0303", "\u0303": "\u0309"}.get(tone)
    return other and toned(letters, other, at)


def _without_tone(word: str) -> str | None:
    letters, tone, _at = toneless(word)
    return letters if tone else None


def _other_letter(word: str) -> str:
    at = random.randrange(len(word))
    return word[:at] + random.choice("bcdghklmnpqrstvx") + word[at + 1 :]


def _look_alike(word: str) -> str | None:
    at = next((at for at, char in enumerate(word) if char in LOOK_ALIKES), None)
    return None if at is None else word[:at] + LOOK_ALIKES[word[at]] + word[at + 1 :]


KINDS: dict[str, Callable[[str], str | None]] = {
    "two letters swapped": _swapped,
    "a letter doubled": lambda word: word[:1] + word,
    "a Telex key left in": _telex,
    "another consonant for a letter": _other_letter,
    "another tone": _other_tone,
    "hỏi and ngã confused": _hook_for_tilde,
    "a tone left out": _without_tone,
    "two words glued": lambda word: word + "người",
    "a look-alike letter": _look_alike,
    "an invisible character": lambda word: f"{word[:2]}\u200b{word[2:]}",
    "a word doubled": lambda word: f"{word} của của",
    "a day that is none": lambda word: f"{word} ngày 31/4",
    "no space after a comma": lambda word: f"{word},{word}",
}


# ---------------------------------------------------------------- a desk


def whole_desk(made: Sequence[Article]) -> str:
    """Return the table of how long it takes to check all articles of a desk."""
    with tempfile.TemporaryDirectory() as name:
        path = write_desk(Path(name) / "desk.json", made)
        rows = []
        for what in ("nothing known", "nothing changed since"):
            with open_desk(path) as desk:
                start, used = time.perf_counter(), time.process_time()
                checked = desk.articles.verdicts.check_all()
                taken = time.perf_counter() - start
                of_processor = time.process_time() - used
            rows.append((what, f"{checked:,}", f"{taken:.1f}", f"{of_processor:.1f}"))
    head = (f"a desk of {len(made):,} articles", "checked", "seconds", "of the processor")
    return table(head, rows)


def of_rows(rows: Sequence[dict[str, str]]) -> list[Article]:
    """Return articles of a file."""
    return [
        Article(headline=row["title"].strip(), body=f"{row['sapo'] or ''}\n\n{row['body']}".strip())
        for row in rows
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N")
    parser.add_argument("--articles", type=Path, metavar="FILE")
    parser.add_argument("--desk", type=int, metavar="N")
    options = parser.parse_args(arguments)
    print(f"{conditions()}\n\n{speed(options.runs)}")
    if options.articles:
        rows = chosen(options.articles, CHOSEN)
        print(f"\n{fired(rows)}\n\n{planted(rows[:PLANTED])}")
    if options.desk:
        made = (
            of_rows(chosen(options.articles, options.desk))
            if options.articles
            else list(articles(options.desk, 500))
        )
        print(f"\n{whole_desk(made)}")


if __name__ == "__main__":
    main()
