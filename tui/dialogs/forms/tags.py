"""Form fields with values from a campaign's lists, and the form of the tags of an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, TypeVar

from store import Article, Campaign, Desk, InvalidValueError, Task
from store.campaigns.tags import known_values
from store.campaigns.timeliness import hours_to_out
from store.dates.moments import read_moment
from store.dates.zone import on_wall
from tui.dialogs.forms.form import Field, Form
from tui.dialogs.picker import Option, campaign_options
from tui.i18n import N_, _, ngettext
from tui.widgets.due import WEEKDAYS
from tui.widgets.labels import moment_of, title_of

SEVERAL: Final = {
    "channels": N_("Channels"),
    "audiences": N_("Audiences"),
    "levels": N_("Levels"),
    "topics": N_("Topics"),
    "goals": N_("Goals"),
}
"""The fields of several values from the campaign's lists; message ids."""

ONE: Final = {
    "phase": N_("Phase"),
    "unit": N_("Unit"),
    "strand": N_("Strand"),
    "milestone": N_("Milestone"),
}
"""The fields of one value from the campaign's lists; message ids."""

LISTED: Final = {**ONE, **SEVERAL}

CHOOSE_FIRST: Final = N_("Choose the campaign first: its lists give what can be chosen.")
"""Why nothing can be chosen yet (a message id)."""

Piece = TypeVar("Piece", Task, Article)


class TaggedForm(Form[Piece]):
    """A form of a task or an article; returns the saved record.

    A value that is not in the campaign's list is kept, and shown as such.
    """

    DEFAULT_CSS = """
    TaggedForm .field .field { width: 1fr; }
    TaggedForm .second .label { min-width: 12; padding: 0 1; }
    """

    @property
    def _lists(self) -> Campaign | None:
        """The campaign whose lists offer the values, once it is chosen."""
        return self._campaign

    def _carried(self, name: str) -> tuple[str, ...]:
        value = self._chosen[name]
        return value if isinstance(value, tuple) else tuple(filter(None, [value]))

    def shown(self, name: str) -> str:
        """Return a chosen value as it is shown, and whether it is not in the list."""
        if name not in LISTED:
            return super().shown(name)
        values = self._carried(name)
        known = known_values(self._lists, name) if self._lists else {v: v for v in values}
        codes = [value for value in values if value in known]
        # One goal has room for its words.
        listed = known[codes[0]] if len(codes) == 1 else ", ".join(codes)
        others = ", ".join(value for value in values if value not in known)
        told = _("not in the list: {names}").format(names=others) if others else ""
        return " · ".join(filter(None, (listed, told)))

    def options(self, name: str) -> Sequence[Option]:
        """Return the values of the list, and the current ones that are not in it."""
        if name not in LISTED:
            return super().options(name)
        if self._lists is None:
            raise InvalidValueError(CHOOSE_FIRST)
        known = known_values(self._lists, name)
        others = [value for value in self._carried(name) if value not in known]
        options = [Option(value, label) for value, label in known.items()]
        options += [Option(value, value, _("not in the list")) for value in others]
        if name in ONE and name != "phase":
            options.append(Option("", _("(none)")))
        return options


def tag_field(piece: Task | Article, name: str, *, shares_line: bool = False) -> Field:
    """Return a field with values from the campaign's lists."""
    kind: Literal["choice", "several"] = "choice" if name in ONE else "several"
    return Field(name, _(LISTED[name]), getattr(piece, name), kind, shares_line=shares_line)


class TagsForm(TaggedForm[Article]):
    """Ask for the campaign of an article and its tags; returns the changed article."""

    def __init__(self, desk: Desk, article: Article) -> None:
        campaign = desk.campaigns.get(article.campaign)
        hint = _("when it happened: today 8h, 18.5 8h30; empty: no time")
        channel = tag_field(article, "channels")  # an article of an older desk may have several
        if len(article.channels) < 2:
            channel = Field("channels", _("Channel"), "".join(article.channels), "choice")
        others = (*list(SEVERAL)[1:], "strand", "milestone", "unit")
        fields = [
            Field("campaign", _("Campaign"), article.campaign or "", "choice"),
            channel,
            *(tag_field(article, name) for name in others),
            Field("event", _("Event"), self._typed_event(desk, article), hint=hint, has_echo=True),
        ]
        title = _("Tags of “{title}”").format(title=title_of(article))
        first = "channels" if campaign else "campaign"
        super().__init__(title, desk, campaign, fields, first)
        self._article = article

    @staticmethod
    def _typed_event(desk: Desk, article: Article) -> str:
        at = article.event
        return moment_of(on_wall(at, desk.records.now())) if at else ""

    def _event(self) -> datetime | None:
        """Return the time of the event: to the second, unless another one was typed."""
        if not self.is_changed("event"):
            return self._article.event
        typed = self.typed("event")
        return (
            read_moment(typed, self._desk.records.now(), self._lists, may_come=True)
            if typed
            else None
        )

    def understood(self, name: str) -> str:
        """Return when the event was, and how many hours later the article was out."""
        event = self._event()
        if event is None:
            return ""
        told = f"{_(WEEKDAYS[event.weekday()])} {moment_of(event)}"
        hours = hours_to_out(event, self._article.out)
        if hours is None:
            return told
        count = round(hours)
        text = ngettext("out after {count} hour", "out after {count} hours", count)
        norm = self._lists.news_hours if self._lists else hours
        late = "" if hours <= norm else f" · {_('late')}"
        return f"{told} · {text.format(count=count)}{late}"

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
        if name == "channels" and isinstance(self._chosen[name], str):
            return [*super().options(name), Option("", _("(none)"))]
        if name != "campaign":
            return super().options(name)
        if not len(self._desk.campaigns):
            raise InvalidValueError(N_("The desk has no campaign yet: F6 begins one."))
        return campaign_options(self._desk)

    def save(self, values: Mapping[str, Any]) -> Article:
        """Save the tags of the article."""
        changed = {name: value for name, value in values.items() if self.is_changed(name)}
        if "event" in changed:
            changed["event"] = self._event()
        if isinstance(changed.get("channels"), str):
            changed["channels"] = tuple(filter(None, [changed["channels"]]))
        if "campaign" in changed:
            changed["campaign"] = changed["campaign"] or None
        self._desk.articles.bulk.edit([self._article], **changed)
        return self._desk.articles[self._article.id]
