"""The form with which a finding of the copy desk is set aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Article, Desk
from store.article_parts import IgnoredFlag
from tui.dialogs.forms.form import Field, Form
from tui.i18n import _


class IgnoreForm(Form[Article]):
    """Ask why flagged places are ignored; answers the changed article."""

    def __init__(
        self, desk: Desk, article: Article, message: str, marks: list[IgnoredFlag]
    ) -> None:
        hint = _("a name, a quotation, as the house writes it …")
        told = _("Why it is right here; it stands in the list of the checks.")
        fields = [Field("reason", _("Because"), hint=hint, help=told)]
        super().__init__(_("Ignore: {message}").format(message=message), desk, None, fields)
        self._article = article
        self._marks = marks

    def save(self, values: Mapping[str, Any]) -> Article:
        """Set them aside."""
        return self._desk.articles.ignored.add(self._article, self._marks, values["reason"])
