"""What is flagged in an article, parted into what is open and what an editor has set aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from store.article_parts import IgnoredFlag
from store.articles.letting_pass import who_let_pass
from store.articles.word_anchors import agreement, words_around
from store.copydesk.checker import Checker, Flag
from store.copydesk.confirmed import Confirmed, confirmed
from store.copydesk.manuscript import Location, Manuscript
from store.copydesk.rule import Severity
from store.records import Article
from store.text import identity


class SetAside(NamedTuple):
    """A flag that an editor has set aside, and why."""

    flag: Flag
    reason: str
    marks: tuple[IgnoredFlag, ...]
    """What is kept of it with the article."""


class Checked(NamedTuple):
    """An article, and what is flagged in it."""

    article: Article
    flags: list[Flag]
    """What is open, in the order of the text."""
    ignored: list[SetAside]
    right: list[Confirmed]
    """What is as the desk has it; left out where only blocks are asked for."""


def checked(
    article: Article, manuscript: Manuscript, checker: Checker, *, confirms: bool = True
) -> Checked:
    """Check an article, and part what it was told to ignore from what is open.

    Args:
        article: of the desk, or as it is being written.
        manuscript: what is checked of it, and what is known (`of_article`).
        checker: with the rules.
        confirms: whether to look for what is right, too.
    """
    flags, ignored = parted(checker.check(manuscript), manuscript, article.ignored)
    right = (
        confirmed(manuscript, *checker.sheets(manuscript), checker.touched(flags))
        if confirms
        else []
    )
    return Checked(article, _weighed(flags, article), ignored, right)


def _weighed(flags: Iterable[Flag], article: Article) -> list[Flag]:
    """Return the flags; those that block and that somebody has let pass remind, and say who."""
    return [
        replace(flag, severity=Severity.REMINDER, let_pass=passed)
        if flag.severity is Severity.BLOCK and (passed := who_let_pass(article, flag.block))
        else flag
        for flag in flags
    ]


def parted(
    flags: Iterable[Flag], manuscript: Manuscript, ignored: Sequence[IgnoredFlag]
) -> tuple[list[Flag], list[SetAside]]:
    """Return the flags that are open, and those that are set aside.

    A flag with several places may be both: open where a place is not set aside.

    Args:
        flags: what was found in the manuscript.
        manuscript: the text that was checked.
        ignored: what is set aside in the article (`Article.ignored`).
    """
    still: list[Flag] = []
    aside: list[SetAside] = []
    rules = {one.rule for one in ignored}
    for flag in flags:
        if flag.rule not in rules:
            still.append(flag)
            continue
        known = [_known(mark, ignored) for mark in marks_of(flag, manuscript)]
        places = [place for place, mark in zip(flag.places, known, strict=True) if not mark]
        marks = tuple(dict.fromkeys(filter(None, known)))
        if places:
            still.append(replace(flag, places=tuple(places)) if marks else flag)
        if marks:
            gone = tuple(place for place in flag.places if place not in places)
            aside.append(SetAside(replace(flag, places=gone), marks[0].reason, marks))
    return still, aside


def marks_of(flag: Flag, manuscript: Manuscript) -> list[IgnoredFlag]:
    """Return what is kept of each place of a flag when it is set aside; the reason is left open."""
    several = len(flag.places) > 1  # then the words are those of the first place alone
    return [_mark(flag, place, manuscript, several) for place in flag.places]


def _mark(flag: Flag, place: Location, manuscript: Manuscript, several: bool) -> IgnoredFlag:
    for part in manuscript.parts:
        start, end = place.start - part.start, place.end - part.start
        if part.field == place.field and start >= 0 and end <= len(part.text):
            before, after = words_around(part.text, start, end)
            return IgnoredFlag(
                rule=flag.rule,
                words=identity(part.text[start:end] if several else flag.words),
                before=identity(before),
                after=identity(after),
            )
    return IgnoredFlag(rule=flag.rule, words=identity(flag.words))


def _known(mark: IgnoredFlag, ignored: Iterable[IgnoredFlag]) -> IgnoredFlag | None:
    """Return what sets a place aside; the words on one side of it may have been edited."""
    for one in ignored:
        if (one.rule, one.words) != (mark.rule, mark.words):
            continue
        if agreement((one.before, one.after), (mark.before, mark.after)):
            return one
    return None
