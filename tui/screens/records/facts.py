"""The fact sheet of a campaign."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec.structs import replace
from textual import work
from textual.binding import ActiveBinding

from store import Article, Campaign, Desk, Fact
from store.campaigns.facts import Force, Listed, said
from store.text import show_day, show_day_short
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.records import CampaignAgreement, CopyRecord, MendTexts, UseFact
from tui.dialogs.forms.form import Field, Form
from tui.dialogs.replace_words import ReplaceWordsScreen
from tui.i18n import N_, _
from tui.panes.inserting import insert_fact
from tui.screens.records.agreement import AgreementScreen
from tui.screens.records.base import ON_ENTRIES, RoomRegister
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import typed_day
from tui.widgets.virtual_list import Line, Rows, fitted

KEY_WIDTH: Final = 30
"""How much of a wide list the keys have at most."""
FORCE_WIDTH: Final = 16


class FactRows(Rows[Listed]):
    """The facts by their keys: the key, the value, since when or until when."""

    def row_key(self, item: Listed) -> str:
        """Name a fact by its id."""
        return item.fact.id

    def row_lines(self, item: Listed, width: int) -> list[Line]:
        """Draw a fact; one that does not hold today is dimmed."""
        holds = item.force is Force.NOW
        key = min(KEY_WIDTH, width * 2 // 5)
        when = self._when(item)
        return [
            [
                (fitted(item.fact.key, key - 1), "title" if holds else "dim"),
                (" ", ""),
                (fitted(said(item.fact), width - key - FORCE_WIDTH), "" if holds else "dim"),
                (fitted(f" {when}", FORCE_WIDTH), "accent" if item.force is Force.AHEAD else "dim"),
            ]
        ]

    def _when(self, item: Listed) -> str:
        today = app_of(self).desk.records.today()
        if item.until and item.force is not Force.AHEAD:
            return _("until {day}").format(day=show_day_short(item.until, today))
        if item.fact.since:
            return _("since {day}").format(day=show_day_short(item.fact.since, today))
        return ""


class FactForm(Form[Fact]):
    """Ask for the values of a fact; answers the saved fact.

    One that is not on the desk yet is added.
    """

    def __init__(self, desk: Desk, campaign: Campaign, fact: Fact) -> None:
        key_hint = _("áo dài handed over, members, the launch …")
        fields = [
            Field("key", _("About"), fact.key, hint=key_hint),
            Field(
                "value",
                _("Value"),
                fact.value,
                hint=_("as it stands in every text: 2.310"),
                help=_("The figure, name or day; all texts are held against it."),
            ),
            Field("unit", _("Unit of measure"), fact.unit, help=_("What is counted.")),
            Field("source", _("Source"), fact.source),
            Field("day", _("Source day"), fact.day, "day", is_past=True),
            Field("since", _("Holds since"), fact.since, "day", _("empty: from the beginning")),
        ]
        is_known = fact.id in desk.facts
        super().__init__(_("Edit the fact") if is_known else _("New fact"), desk, campaign, fields)
        self._fact = fact

    def save(self, values: Mapping[str, Any]) -> Fact:
        """Save the fact."""
        if self._fact.id not in self._desk.facts:
            return self._desk.facts.add(replace(self._fact, **values))
        changed = {name: value for name, value in values.items() if self.is_changed(name)}
        return self._desk.facts.edit(self._fact, **changed)


class FactsScreen(RoomRegister):
    """The fact sheet: what every text of the campaign must agree with."""

    HEADING = N_("Fact sheet: {name}")
    EMPTY = N_(
        "No facts yet.\na puts one on the sheet: a figure, a name, a day that every text "
        "of the campaign must agree with."
    )
    ROWS = FactRows
    CLICK = UseFact.action
    BINDINGS = bindings(UseFact, *ON_ENTRIES, CopyRecord, MendTexts, CampaignAgreement)
    NEEDS_ENTRY = RoomRegister.NEEDS_ENTRY | {UseFact.action, CopyRecord.action, MendTexts.action}

    def entries(self) -> Sequence[Listed]:
        """Return the facts."""
        return self._desk.facts.sheet(self.campaign)

    def words(self, item: Listed) -> str:
        """Return all the text of the fact."""
        fact = item.fact
        return f"{fact.key} {fact.value} {fact.unit} {fact.source}"

    def head(self) -> str:
        """Count the facts that hold today."""
        rows = self._desk.facts.sheet(self.campaign)
        holding = sum(row.force is Force.NOW for row in rows)
        older = len(rows) - holding
        told = _("{count} in force today").format(count=holding)
        return told + (" · " + _("{count} older or to come").format(count=older) if older else "")

    def detail(self, item: Listed) -> str:
        """Return the whole fact, and where it comes from."""
        fact = item.fact
        parts = [f"{fact.key}: {said(fact)}"]
        if fact.source or fact.day:
            of = f"{fact.source} {typed_day(fact.day)}".strip()
            parts.append(_("source: {source}").format(source=of))
        else:
            parts.append(_("no source yet"))
        if fact.since:
            parts.append(_("since {day}").format(day=show_day(fact.since)))
        if item.until:
            parts.append(_("until {day}").format(day=show_day(item.until)))
        return " · ".join(parts)

    def form(self, item: Listed | None) -> FactForm:
        """Return the form of a fact."""
        fact = item.fact if item else Fact(campaign=self.campaign.id, key="", value="")
        return FactForm(self._desk, self.campaign, fact)

    async def kept_now(self, kept: Fact, item: Listed | None) -> None:
        """Offer to mend the pieces that have the value before."""
        if item and said(item.fact) != said(kept):
            await self._mend(said(item.fact), kept)

    def _pieces(self) -> list[Article]:
        return [one for one in self._desk.articles if one.campaign == self.campaign.id]

    async def _mend(self, old: str, new: Fact) -> bool:
        """Show where the pieces of the campaign have an old value; return whether any has it."""
        pieces = self._pieces()
        find = self._desk.articles.replacing.find
        if not await asyncio.to_thread(find, old, pieces, fact=new):
            return False
        screen = ReplaceWordsScreen(self._desk, pieces, find=old, put=said(new), fact=new)
        await self.app.push_screen_wait(screen)
        return True

    async def _contradicting(self, fact: Fact) -> list[str]:
        """Return what the pieces of the campaign say where the fact should stand."""
        read = self._desk.articles.copy_desk.agreement_later(self._pieces())
        for matter in await asyncio.to_thread(read):
            if any(one.is_settled and one.said == said(fact) for one in matter.values):
                return [one.said for one in matter.values if one.disagrees]
        return []

    @work
    async def action_mend_texts(self) -> None:
        """Mend the pieces that have the value before, or else another one.

        A value that was only corrected has none before it, and a draft may have been left as it
        was, or have its old value again after an undo.
        """
        item = self.current
        if item is None:
            return
        old = self._desk.facts.before(item.fact)
        if old and await self._mend(said(old), item.fact):
            return
        for words in await self._contradicting(item.fact):
            if await self._mend(words, item.fact):
                return
        if old is None:
            self.say(_("No piece says it otherwise; e changes it, and finds the pieces."))
        else:
            self.say(_("No piece says “{words}”.").format(words=said(old)), is_wrong=False)

    def key_kept(self, kept: Fact, item: Listed | None) -> str:
        """Return the id of the fact."""
        return kept.id

    def delete(self, item: Listed) -> str:
        """Delete a fact; return its key."""
        self._desk.facts.remove(item.fact)
        return item.fact.key

    def action_copy_record(self) -> None:
        """Copy the value to the clipboard."""
        if item := self.current:
            self.copy(said(item.fact))

    @property
    def _entry(self) -> LineEntry | BodyEntry | None:
        """The entry into which the value would go; None outside a text."""
        for behind in self.app.screen_stack[-2:-1]:  # none while it is being closed
            entry = behind.focused
            if isinstance(entry, LineEntry | BodyEntry) and not entry.read_only:
                return entry
        return None

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work now: Enter is called by what it does."""
        found = super().active_bindings
        enter = found.get("enter")
        if enter and enter.binding.id == UseFact.id and self._entry is None:
            found["enter"] = enter._replace(binding=UseFact.labelled(CopyRecord.label))
        return found

    def action_use_fact(self) -> None:
        """Insert the value where the cursor was; outside a text, copy it."""
        entry = self._entry
        if entry is None:
            self.action_copy_record()
        elif item := self.current:
            insert_fact(entry, item.fact)
            self.dismiss(None)

    @work
    async def action_campaign_agreement(self) -> None:
        """Show what all texts of the campaign say; open what is chosen there."""
        screen = AgreementScreen(self._desk, (), self.campaign)
        await self.app.push_screen_wait(screen)
        if screen.wanted:
            self.dismiss(None)
            self.desk_screen.post_message(screen.wanted)
