"""The tags of an article: what it carries of its campaign's lists."""

from __future__ import annotations

from typing import Any, Final

from textual import on, work
from textual.app import ComposeResult

from store import Article, Desk, DeskError
from store.campaigns.tags import TAGS
from tui.commands import bindings
from tui.commands.dialog_keys import Accept
from tui.dialogs.forms.tag_fields import ONE, SEVERAL, TaggedForm
from tui.dialogs.picker import Picker, campaign_options
from tui.i18n import N_, _, sentence
from tui.widgets.choice import Choice
from tui.widgets.labels import title_of

_FIELDS: Final = ("campaign", *TAGS)


class TagsForm(TaggedForm[Article]):
    """Ask for the campaign of an article and its tags; answers the article as it stands then.

    Args:
        desk: where the article is.
        article: which one.
    """

    BINDINGS = bindings(Accept)
    TAGS = TAGS

    def __init__(self, desk: Desk, article: Article) -> None:
        title = _("Tags of “{title}”").format(title=title_of(article))
        super().__init__(title, article, desk.campaigns.get(article.campaign))
        self._desk = desk

    def compose_body(self) -> ComposeResult:
        """Yield the fields."""
        yield self._field(_("Campaign"), Choice(id="campaign"))
        for name, label in SEVERAL.items():
            yield self._field(_(label), Choice(id=name))
        for name in ("strand", "milestone", "unit"):
            yield self._field(_(ONE[name]), Choice(id=name))

    def on_mount(self) -> None:
        """Show the chosen values; begin where something is to be chosen first."""
        self._show_choices()
        self.query_one("#channels" if self._campaign else "#campaign").focus()

    def restore_choices(self, choices: dict[str, Any]) -> None:
        """Choose again; the campaign says what the lists hold."""
        self._campaign = self._desk.campaigns.get(choices.get("campaign", self._draft.campaign))
        super().restore_choices(choices)

    def _shown(self) -> dict[str, str]:
        return {**super()._shown(), "campaign": self._campaign.name if self._campaign else ""}

    @property
    def has_unsaved(self) -> bool:
        """Tell whether a value was changed."""
        return self._draft != self._given

    @on(Choice.Asked, "#campaign")
    @work
    async def choose_campaign(self) -> None:
        """Ask for the campaign; the values that its lists do not have stay."""
        if not len(self._desk.campaigns):
            self.say(_("The desk has no campaign yet: F6 begins one."))
            return
        options = campaign_options(self._desk)
        picker = Picker(_("Campaign"), options, chosen=[self._draft.campaign or ""])
        if picked := await self.app.push_screen_wait(picker):
            self.say("")
            self._campaign = self._desk.campaigns.get(picked[0])
            self._put(campaign=picked[0] or None)

    def action_accept(self) -> None:
        """Put the tags on the article."""
        draft, given = self._draft, self._given
        changed = {n: getattr(draft, n) for n in _FIELDS if getattr(draft, n) != getattr(given, n)}
        try:
            self.dismiss(self._desk.records.change(given, label=N_("tags"), **changed))
        except DeskError as error:
            self.say(sentence(error))
