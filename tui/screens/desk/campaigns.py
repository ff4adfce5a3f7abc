"""What the desk does with whole campaigns: choose, begin, clone, save as a template, delete."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from store import Campaign
from store.errors import DeskError
from store.records import Id
from store.text import sort_key
from tui import settings
from tui.app_context import app_of
from tui.dialogs.dialog import ConfirmLoss
from tui.i18n import _, sentence
from tui.screens.desk.parts import DeskParts

if TYPE_CHECKING:
    from tui.dialogs.picker import Option

BUILT_IN = "thang-cong-nhan"


class CampaignActions(DeskParts):
    """The actions on campaigns, for the screen that shows one."""

    @abstractmethod
    def show_campaign(self, wanted: Id | None) -> None:
        """Show a campaign's checklist; where that one is gone, the newest's."""

    @abstractmethod
    def action_go_checklist(self) -> None:
        """Go to the checklist."""

    @abstractmethod
    def action_enter_room(self, name: str) -> object:
        """Go into a room of the campaign by its name."""

    @work
    async def action_choose_campaign(self) -> None:
        """Ask which campaign to show; offers to begin one, and what can be done with this one."""
        from tui.dialogs.picker import Picker

        shown = self.checklist.campaign
        options = [*self._to_show(), *self._to_begin(), *self._to_do(shown)]
        picker = Picker(_("Campaign"), options, chosen=[shown.id] if shown else [])
        picked = await self.app.push_screen_wait(picker)
        if picked:
            await self._take(picked[0], shown)

    def _to_show(self) -> Sequence[Option]:
        from tui.dialogs.picker import Option

        campaigns = sorted(self.desk.campaigns, key=lambda campaign: sort_key(campaign.name))
        return [Option(campaign.id, campaign.name) for campaign in campaigns]

    def _to_begin(self) -> Sequence[Option]:
        from store.templates import known
        from tui.dialogs.picker import Option

        own = known(settings.templates_folder())
        return [
            Option(f"template {BUILT_IN}", _("New: Workers' Month (Tháng Công nhân)")),
            *(
                Option(
                    f"template {one.path}",
                    _("New: {name}").format(name=_without_year(one.title)),
                    one.path.name,
                )
                for one in own
            ),
            Option("template file", _("New: from a template's file …")),
            Option("template ", _("New: an empty campaign")),
        ]

    def _to_do(self, shown: Campaign | None) -> Sequence[Option]:
        from tui.dialogs.picker import Option

        if shown is None:
            return ()
        return [
            Option(key, text.format(name=shown.name), key_shown=hint)
            for key, text, hint in (
                ("clone", _("Clone for another year: {name}"), "Alt+Y"),
                ("save", _("Save as a template: {name}"), "Alt+M"),
                ("lists", _("Edit days and lists: {name}"), "Alt+L"),
                ("delete", _("Delete: {name}"), ""),
            )
        ]

    async def _take(self, picked: str, shown: Campaign | None) -> None:
        if picked.startswith("template "):
            await self.new_campaign(picked.removeprefix("template "))
        elif picked in self.desk.campaigns:
            self.show_campaign(picked)
            self.action_go_checklist()
        elif shown and picked == "lists":
            self.action_enter_room("lists")
        elif shown and picked == "clone":
            await self._clone_campaign(shown)
        elif shown and picked == "save":
            await self._save_template(shown)
        elif shown and picked == "delete":
            await self._delete_campaign(shown)

    async def new_campaign(self, template: str) -> None:
        """Ask for what a new campaign needs, and show it.

        Args:
            template: as `CampaignForm`.
        """
        from tui.dialogs.forms.campaign_form import CampaignForm

        self._show_new(await self.app.push_screen_wait(CampaignForm(self.desk, template)))

    def _show_new(self, campaign: Campaign | None) -> None:
        if campaign:
            self.show_campaign(campaign.id)
            self.action_go_checklist()

    def campaign_or_say(self) -> Campaign | None:
        """Return the campaign that is shown; where there is none, say what to do."""
        if self.checklist.campaign is None:
            self.notify(_("Choose a campaign first: F6."), severity="warning")
        return self.checklist.campaign

    @work
    async def action_write_report(self) -> None:
        """Write the report of the campaign to files."""
        from tui.dialogs.files.report import write_report

        if campaign := self.campaign_or_say():
            await write_report(self, self.desk, campaign)

    @work
    async def action_clone_campaign(self) -> None:
        """Clone the campaign for another year."""
        if campaign := self.campaign_or_say():
            await self._clone_campaign(campaign)

    @work
    async def action_save_template(self) -> None:
        """Save the campaign as a template."""
        if campaign := self.campaign_or_say():
            await self._save_template(campaign)

    async def _clone_campaign(self, campaign: Campaign) -> None:
        from tui.dialogs.forms.clone import CloneScreen

        self._show_new(await self.app.push_screen_wait(CloneScreen(self.desk, campaign)))

    async def _save_template(self, campaign: Campaign) -> None:
        from tui.dialogs.files.save_template import SaveTemplateScreen

        folder = settings.templates_folder()
        path = await self.app.push_screen_wait(SaveTemplateScreen(self.desk, campaign, folder))
        if path:
            self.notify(_("Written: {path}").format(path=path), markup=False)

    async def _delete_campaign(self, gone: Campaign) -> None:
        if not app_of(self).may_change():
            return
        question = _("Delete the campaign “{name}” and its tasks?").format(name=gone.name)
        if not await self.app.push_screen_wait(ConfirmLoss(question, _("Delete"))):
            return
        try:
            self.desk.campaigns.remove(gone)
        except DeskError as error:
            self.notify(sentence(error), severity="error", markup=False)
            return
        self.show_campaign(None)
        self.notify(
            _("Deleted: {title}. Ctrl+Z brings it back.").format(title=gone.name), markup=False
        )


def _without_year(title: str) -> str:
    return " ".join(title.replace("{year}", " ").split())
