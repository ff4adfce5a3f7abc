"""The line below the text of an article: the counts, or how a due day is understood."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from store import Article, Campaign, InvalidValueError
from store.text import count_characters, count_words, lead
from tui.i18n import _, sentence
from tui.widgets.labels import sources_of
from tui.widgets.terminal_safe import one_line

if TYPE_CHECKING:
    from store.dates.due import Due

LEAD_LIMIT: Final = 50
"""Words of a lead (sapo) above which the count warns: a common norm in journalism."""


def counted(text: str, article: Article) -> tuple[str, bool]:
    """Return the counts of a text, and whether its lead is too long."""
    words, lead_words = count_words(text), count_words(lead(text))
    told = _("{words} words · {characters} chars · lead {lead}/{limit}{mark}").format(
        words=f"{words}/{article.word_goal}" if article.word_goal else words,
        characters=count_characters(text),
        lead=lead_words,
        limit=LEAD_LIMIT,
        mark=" ⚠" if lead_words > LEAD_LIMIT else "",
    )
    return f"{told} · {sources_of(article)}", lead_words > LEAD_LIMIT


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
