"""The line below the text of an article: the counts, or how a due day is understood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from store import Article, Campaign, InvalidValueError
from store.articles import limits
from store.articles.limits import size_of
from store.articles.shapes import shape_of
from store.channels import Channel, Shape
from store.text import count_characters, count_words, lead
from tui.i18n import _, ngettext, sentence
from tui.widgets.labels import sources_of
from tui.widgets.terminal_safe import one_line

if TYPE_CHECKING:
    from store.dates.due import Due

LEAD_LIMIT: Final = 50
"""Words of a lead (sapo) above which the count warns: a common norm in journalism."""

_MARK: Final = " ⚠"

LONG_PARAGRAPH: Final = 50_000
"""Characters of a paragraph from which each key is slow, as all of it is wrapped again."""


class Count(NamedTuple):
    """A part of what is told of a text."""

    told: str
    first_to_go: int = 0
    """Where there is little room, the parts with 1 are left out first, then those with 2."""


def counted(
    text: str, article: Article, channel: Channel | None = None
) -> tuple[list[Count], bool]:
    """Return the counts of a text, and whether it is too long for its channel, or its lead.

    Only what is printed has a lead that is measured.
    """
    sources = Count(sources_of(article))
    if channel is not None and shape_of(channel) not in (Shape.NEWSPAPER, Shape.SITE):
        told, is_wrong = measured(text, article, channel)
        return [*told, sources], is_wrong
    words, lead_words = count_words(text), count_words(lead(text))
    most = channel.most_words if channel else None
    goal = article.word_goal or most
    told_words = ngettext("{count} word", "{count} words", goal or words)
    is_over = lead_words > LEAD_LIMIT
    told_lead = _("lead {count}").format(count=f"{lead_words}/{LEAD_LIMIT}{_MARK * is_over}")
    parts = [
        Count(told_words.format(count=f"{words}/{goal}{_over(words, most)}" if goal else words)),
        Count(_("{count} chars").format(count=count_characters(text)), 1),
        Count(told_lead, 0 if is_over else 2),
        sources,
    ]
    return parts, is_over or (most is not None and words > most)


def measured(text: str, article: Article, channel: Channel) -> tuple[list[Count], bool]:
    """Return how long a text is beside the limits of its channel, and whether it is over one."""
    size, findings = size_of(text, channel), limits.findings(text, channel)
    most = channel.most_words or article.word_goal
    count = f"{size.words}/{most}" if most else size.words
    told = ngettext("{count} word", "{count} words", most or size.words)
    parts = [Count(told.format(count=f"{count}{_over(size.words, channel.most_words)}"))]
    most = channel.most_characters
    count = f"{size.characters}/{most}" if most else size.characters
    told = _("{count} chars").format(count=f"{count}{_over(size.characters, most)}")
    parts.append(Count(told, 0 if most else 1))
    if size.seconds is not None:
        parts.append(Count(f"{size.seconds // 60}′{size.seconds % 60:02}″"))
    if size.long_sentences:
        told = _("{count} long sentences ⚠").format(count=len(size.long_sentences))
        parts.append(Count(told))
    formulas = (limits.NO_OPENING, limits.NO_CLOSING)
    parts += [Count(f"⚠ {_(one.message)}") for one in findings if one.message in formulas]
    return parts, bool(findings)


def _over(count: int, most: int | None) -> str:
    return _MARK if most is not None and count > most else ""


def long_paragraph_told(lines: Iterable[str]) -> str:
    """Return the sentence about a paragraph in which typing is slow; empty where there is none."""
    longest = max(map(len, lines))
    if longest < LONG_PARAGRAPH:
        return ""
    told = _(
        "One paragraph here has {count} characters, so typing in it is slow; split it with Enter."
    )
    return told.format(count=longest)


def read_day(text: str, today: date, campaign: Campaign | None) -> Due:
    """Parse a due day; raises InvalidValueError if it is not understood, or has no date yet."""
    from store.dates.parser import read_due  # 14 ms: only when a day is looked at
    from tui.widgets.due import plain

    return plain(read_due(text, today, campaign))


def day_told(text: str, today: date, campaign: Campaign | None) -> tuple[str, bool]:
    """Return how a due day is understood, or the error; and whether it is an error."""
    try:
        due = read_day(text, today, campaign)
    except InvalidValueError as error:
        return one_line(sentence(error)), True
    from tui.widgets.due import due_in_words

    told = due_in_words(replace(due, time=None), today, campaign)
    if due.time is not None:
        told += f" · {_('an article has no hour')}"
    return one_line(told), False
