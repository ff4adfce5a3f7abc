"""The desk's actions on campaigns: choose, begin, clone, save as a template, delete."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import work

from store import Campaign
from store.records import Id
from store.text import sort_key
from tui import settings
from tui.app_context import app_of
from tui.dialogs.dialog import ConfirmLoss
from tui.i18n import _
from tui.screens.desk.checks import CheckActions

if TYPE_CHECKING:
    from tui.dialogs.picker import Option

BUILT_IN = "thang-cong-nhan"


class CampaignActions(CheckActions):
    """The actions on campaigns of the screen that shows one."""

    @abstractmethod
    def show_campaign(self, wanted: Id | None) -> None:
        """Show a campaign's checklist; if it does not exist, that of the newest."""

    @abstractmethod
    def action_go(self, pane: str) -> None:
        """Go to a pane by its id."""

    @abstractmethod
    def action_enter_room(self, name: str) -> object:
        """Open a room of the campaign by its name."""

    @work
    async def action_choose_campaign(self) -> None:
        """Ask for a campaign to show or begin, or for something to do with this one."""
        from tui.dialogs.picker import Option, Picker

        shown = self.checklist.campaign
        campaigns = sorted(self.desk.campaigns, key=lambda campaign: sort_key(campaign.name))
        options = [Option(campaign.id, campaign.name) for campaign in campaigns]
        options += self._templates()
        if shown:
            options += [
                Option(key, text.format(name=shown.name), key_shown=hint)
                for key, text, hint in (
                    ("clone", _("Clone for another year: {name}"), "Alt+Y"),
                    ("save", _("Save as a template: {name}"), "Alt+M"),
                    ("lists", _("Edit days and lists: {name}"), "Alt+L"),
                    ("delete", _("Delete: {name}"), ""),
                )
            ]
        picker = Picker(_("Campaign"), options, chosen=[shown.id] if shown else [])
        if picked := await self.app.push_screen_wait(picker):
            await self._act_on(picked[0], shown)

    def _templates(self) -> Iterator[Option]:
        from store.templates import known
        from tui.dialogs.picker import Option

        yield Option(f"template {BUILT_IN}", _("New: Workers' Month (Tháng Công nhân)"))
        for own in known(settings.templates_folder()):
            title = " ".join(own.title.replace("{year}", " ").split())
            label = _("New: {name}").format(name=title)
            yield Option(f"template {own.path}", label, own.path.name)
        yield Option("template file", _("New: from a template's file …"))
        yield Option("template ", _("New: an empty campaign"))

    async def _act_on(self, picked: str, shown: Campaign | None) -> None:
        if picked.startswith("template "):
            await self.new_campaign(picked.removeprefix("template "))
        elif picked in self.desk.campaigns:
            self.show_campaign(picked)
            self.action_go("checklist")
        elif shown and picked == "lists":
            self.action_enter_room("lists")
        elif shown and picked == "clone":
            self.action_clone_campaign()
        elif shown and picked == "save":
            self.action_save_template()
        elif shown and picked == "delete":
            await self._delete_campaign(shown)

    async def new_campaign(self, template: str) -> None:
        """Begin a campaign by a form, and show it; the template is as for `CampaignForm`."""
        from tui.dialogs.forms.campaign_form import CampaignForm

        self._show_new(await self.app.push_screen_wait(CampaignForm(self.desk, template)))

    def _show_new(self, campaign: Campaign | None) -> None:
        if campaign:
            self.show_campaign(campaign.id)
            self.action_go("checklist")

    def campaign_or_say(self) -> Campaign | None:
        """Return the campaign that is shown; without one, say what to do."""
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
        from tui.dialogs.forms.clone import CloneScreen

        if campaign := self.campaign_or_say():
            self._show_new(await self.app.push_screen_wait(CloneScreen(self.desk, campaign)))

    @work
    async def action_save_template(self) -> None:
        """Save the campaign as a template."""
        from tui.dialogs.files.save_template import SaveTemplateScreen

        if campaign := self.campaign_or_say():
            dialog = SaveTemplateScreen(self.desk, campaign, settings.templates_folder())
            if path := await self.app.push_screen_wait(dialog):
                self.notify(_("Written: {path}").format(path=path), markup=False)

    async def _delete_campaign(self, gone: Campaign) -> None:
        if not app_of(self).may_change():
            return
        question = _("Delete the campaign “{name}” and its tasks?").format(name=gone.name)
        if not await self.app.push_screen_wait(ConfirmLoss(question, _("Delete"))):
            return
        with self.refusals():
            self.desk.campaigns.remove(gone)
            self.show_campaign(None)
            text = _("Deleted: {title}. Ctrl+Z brings it back.")
            self.notify(text.format(title=gone.name), markup=False)
