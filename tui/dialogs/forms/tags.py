"""The form of the tags of an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from store import Article, Campaign, Desk, InvalidValueError
from tui.dialogs.forms.form import Field
from tui.dialogs.forms.tag_fields import SEVERAL, TaggedForm, tag_field
from tui.dialogs.picker import Option, campaign_options
from tui.i18n import N_, _
from tui.widgets.labels import title_of


class TagsForm(TaggedForm[Article]):
    """Ask for the campaign of an article and its tags; returns the changed article."""

    def __init__(self, desk: Desk, article: Article) -> None:
        campaign = desk.campaigns.get(article.campaign)
        fields = [
            Field("campaign", _("Campaign"), article.campaign or "", "choice"),
            *(tag_field(article, name) for name in (*SEVERAL, "strand", "milestone", "unit")),
        ]
        title = _("Tags of “{title}”").format(title=title_of(article))
        first = "channels" if campaign else "campaign"
        super().__init__(title, desk, campaign, fields, first)
        self._article = article

    @property
    def _lists(self) -> Campaign | None:
        return self._desk.campaigns.get(self._chosen["campaign"])

    def shown(self, name: str) -> str:
        """Return a chosen value as it is shown."""
        if name != "campaign":
            return super().shown(name)
        return self._lists.name if self._lists else ""

    def options(self, name: str) -> Sequence[Option]:
        """Return what can be chosen; raises InvalidValueError if nothing can."""
        if name != "campaign":
            return super().options(name)
        if not len(self._desk.campaigns):
            raise InvalidValueError(N_("The desk has no campaign yet: F6 begins one."))
        return campaign_options(self._desk)

    def save(self, values: Mapping[str, Any]) -> Article:
        """Save the tags of the article."""
        changed = {name: value for name, value in values.items() if self.is_changed(name)}
        if "campaign" in changed:
            changed["campaign"] = changed["campaign"] or None
        return self._desk.records.change(self._article, label=N_("tags"), **changed)
