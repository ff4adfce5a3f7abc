"""What the forms of tasks and articles share: fields whose values a campaign's lists offer."""

from __future__ import annotations

from typing import Any, ClassVar, Final, TypeVar

import msgspec
from textual import on, work
from textual.containers import Horizontal
from textual.widgets import Static

from store import Article, Campaign, Task
from store.campaigns.tags import carried, known_values
from tui.dialogs.dialog import Dialog
from tui.dialogs.picker import MultiPicker, Option, Picker
from tui.i18n import N_, _
from tui.widgets.choice import Choice
from tui.widgets.entry.line import LineEntry

SEVERAL: Final = {
    "channels": N_("Channels"),
    "audiences": N_("Audiences"),
    "levels": N_("Levels"),
    "topics": N_("Topics"),
    "goals": N_("Goals"),
}
"""The fields of which several values can be chosen, from the campaign's lists; message ids."""

ONE: Final = {
    "phase": N_("Phase"),
    "unit": N_("Unit"),
    "strand": N_("Strand"),
    "milestone": N_("Milestone"),
}
"""The fields of which one value is chosen, from the campaign's lists; message ids."""

_CHOOSE_FIRST: Final = N_("Choose the campaign first: its lists give what can be chosen.")

Piece = TypeVar("Piece", Task, Article)


class TaggedForm(Dialog[Piece]):
    """A form of a task or an article; answers it as it stands then.

    A value that is in no list of the campaign stays, and is shown as such.

    Args:
        title: already translated.
        piece: its values now.
        campaign: whose lists offer the values; None while it is not chosen.
    """

    CHANGES = True
    DEFAULT_CSS = """
    TaggedForm #box { overflow-y: auto; scrollbar-size-vertical: 1; }
    TaggedForm .field { margin-bottom: 0; }
    TaggedForm .field .field { width: 1fr; }
    TaggedForm .second .label { width: 11; padding-left: 1; }
    TaggedForm #title { margin-bottom: 0; }
    TaggedForm KeyLine { margin-top: 0; }
    """
    TAGS: ClassVar[tuple[str, ...]]
    """Which fields of `ONE` and `SEVERAL` the form has; their choices carry the same ids."""

    def __init__(self, title: str, piece: Piece, campaign: Campaign | None) -> None:
        super().__init__(title)
        self._campaign = campaign
        self._draft: Piece = piece
        self._given: Piece = piece

    @property
    def choices(self) -> dict[str, Any]:
        """What was chosen otherwise than it was given, by the names of the record's fields."""
        now, given = msgspec.to_builtins(self._draft), msgspec.to_builtins(self._given)
        return {name: now.get(name) for name in now | given if now.get(name) != given.get(name)}

    def restore_choices(self, choices: dict[str, Any]) -> None:
        """Choose again what `choices` gave."""
        whole = msgspec.to_builtins(self._draft) | choices
        # What is None stood at its default, which is not written out.
        kept = {name: value for name, value in whole.items() if value is not None}
        self._draft = msgspec.convert(kept, type(self._draft))
        self._show_choices()

    def _field(self, label: str, widget: LineEntry | Choice) -> Horizontal:
        return Horizontal(Static(label, classes="label", markup=False), widget, classes="field")

    def _halves(self, left: Horizontal, right: Horizontal) -> Horizontal:
        """Put two short fields on one line: the form fits in 24 lines so."""
        right.add_class("second")
        return Horizontal(left, right, classes="field")

    def _put(self, **fields: Any) -> None:
        self._draft = msgspec.structs.replace(self._draft, **fields)
        self._show_choices()

    def _show_choices(self) -> None:
        for name, value in self._shown().items():
            self.query_one(f"#{name}", Choice).value = value or "–"

    def _shown(self) -> dict[str, str]:
        """Return how the values read that are chosen, by the ids of their fields."""
        return {name: self._in_words(name) for name in self.TAGS}

    def _in_words(self, name: str) -> str:
        values = carried(self._draft, name)
        known = known_values(self._campaign, name) if self._campaign else values
        listed = ", ".join(value for value in values if value in known)
        others = ", ".join(value for value in values if value not in known)
        told = _("not in the list: {names}").format(names=others) if others else ""
        return " · ".join(filter(None, (listed, told)))

    def _options(self, name: str) -> list[Option]:
        """Return what a field can be, and what it is besides."""
        known = known_values(self._campaign, name) if self._campaign else {}
        others = [value for value in carried(self._draft, name) if value not in known]
        options = [Option(value, label) for value, label in known.items()]
        return options + [Option(value, value, _("not in the list")) for value in others]

    def _has_lists(self) -> bool:
        """Tell whether there is a campaign to choose from; say what to do where there is none."""
        self.say("" if self._campaign else _(_CHOOSE_FIRST))
        return self._campaign is not None

    @on(Choice.Asked, ", ".join(f"#{name}" for name in ONE))
    @work
    async def choose_one(self, event: Choice.Asked) -> None:
        """Ask for the phase, the unit, the strand or the milestone."""
        name = str(event.choice.id)
        if not self._has_lists():
            return
        options = self._options(name)
        if name != "phase":
            options.append(Option("", _("(none)")))
        picker = Picker(_(ONE[name]), options, chosen=[getattr(self._draft, name)])
        if picked := await self.app.push_screen_wait(picker):
            self._put(**{name: picked[0]})

    @on(Choice.Asked, ", ".join(f"#{name}" for name in SEVERAL))
    @work
    async def choose_several(self, event: Choice.Asked) -> None:
        """Ask for channels, audiences, levels, topics or goals."""
        name = str(event.choice.id)
        if not self._has_lists():
            return
        chosen = getattr(self._draft, name)
        picker = MultiPicker(_(SEVERAL[name]), self._options(name), chosen=chosen)
        picked = await self.app.push_screen_wait(picker)
        if picked is not None:
            self._put(**{name: tuple(picked)})
