"""The form that begins a correction of what went out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Article, Desk, LedgerEntry
from store.articles.corrections import Notice
from tui.dialogs.forms.form import Field, Form
from tui.i18n import _


class CorrectionForm(Form[Article]):
    """Ask what was wrong and what is right; answers the article with the notice."""

    def __init__(self, desk: Desk, entry: LedgerEntry) -> None:
        fields = [
            Field("wrong", _("Wrong"), hint=_("as it went out")),
            Field("right", _("Corrected"), hint=_("as it should have been")),
            Field("number", _("Issue"), hint=_("the number of the newspaper")),
            Field("section", _("Section"), hint=_("the page or section it stood in")),
        ]
        super().__init__(_("Correct: {title}").format(title=entry.headline), desk, None, fields)
        self._entry = entry

    def save(self, values: Mapping[str, Any]) -> Article:
        """Begin the correction."""
        return self._desk.ledger.corrections.begin(self._entry, Notice(**values))
