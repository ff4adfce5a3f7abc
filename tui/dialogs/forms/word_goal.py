"""The form for the word goal of an article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Article, Desk
from store.text import count_words, read_number
from tui.dialogs.forms.form import Field, Form
from tui.i18n import _, ngettext
from tui.widgets.labels import title_of


class WordGoalForm(Form[Article]):
    """Ask how many words the text of an article shall have; returns the changed article."""

    def __init__(self, desk: Desk, article: Article) -> None:
        current = desk.articles[article.id]
        words = count_words(current.body)
        hint = ngettext("{count} word so far", "{count} words so far", words).format(count=words)
        fields = [Field("words", _("Word goal"), current.word_goal or "", hint=hint)]
        super().__init__(title_of(article), desk, None, fields)
        self._article = article

    def save(self, values: Mapping[str, Any]) -> Article:
        """Save the goal."""
        return self._desk.articles.set_word_goal(self._article, read_number(values["words"]))
