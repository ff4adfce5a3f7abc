"""One rights case: its follow-ups and its outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from textual import on

from store import Article, Desk, InvalidValueError
from store.errors import N_
from store.records import RIGHTS, FollowUp
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.records import DropCase, EditOutcome, TickFollowUp
from tui.dialogs.forms.form import Field, Form
from tui.i18n import _, ngettext
from tui.screens.records.base import ON_ENTRIES, ArticleRegister, Placed, Register
from tui.widgets.labels import day_of, title_of
from tui.widgets.virtual_list import Line, Rows, fitted

DAY_WIDTH = 14


class FollowUpRows(Rows[Placed[FollowUp]]):
    """The follow-ups by their day, each with a mark to tick it."""

    mark_width = 2

    def row_key(self, item: Placed[FollowUp]) -> str:
        """Return the place of the follow-up."""
        return str(item.place)

    def row_lines(self, item: Placed[FollowUp], width: int) -> list[Line]:
        """Draw a follow-up."""
        one = item.value
        today = app_of(self).desk.records.today()
        is_late = one.done is None and one.day < today
        tone = "dim" if one.done else "warn" if is_late else ""
        return [
            [
                ("✔ " if one.done else "○ ", "good" if one.done else "accent"),
                (fitted(day_of(one.day, today), DAY_WIDTH), tone),
                (one.what, tone),
            ]
        ]


class FollowUpForm(Form[Article]):
    """Ask for the values of a follow-up, None for a new one; answers the changed case."""

    def __init__(self, desk: Desk, article: Article, item: Placed[FollowUp] | None) -> None:
        day, what = (item.value.day, item.value.what) if item else (None, "")
        day_hint = _("18.5, Friday, +3d, 10 days before 1.5 …")
        fields = [
            Field("day", _("Day"), day, "day", day_hint),
            Field("what", _("What for"), what, hint=_("call the union again …")),
        ]
        title = _("Edit the follow-up") if item else _("New follow-up")
        campaign = desk.campaigns.get(article.campaign)
        super().__init__(title, desk, campaign, fields)
        self._article = article
        self._item = item

    def save(self, values: Mapping[str, Any]) -> Article:
        """Save the follow-up."""
        if values["day"] is None:
            raise InvalidValueError(N_("Type the day on which the case is looked at again."))
        if self._item:
            changed = replace(self._item.value, **values)
            return self._desk.rights.edit_follow_up(self._article, self._item.place, changed)
        return self._desk.rights.add_follow_up(self._article, FollowUp(**values))


class OutcomeForm(Form[Article]):
    """Ask for the outcome of a case; answers the changed case."""

    def __init__(self, desk: Desk, article: Article) -> None:
        outcome = desk.articles[article.id].outcome
        hint = _("who has got what, and when")
        fields = [Field("outcome", _("Outcome"), outcome, hint=hint)]
        super().__init__(title_of(article), desk, None, fields)
        self._article = article

    def save(self, values: Mapping[str, Any]) -> Article:
        """Save the outcome."""
        return self._desk.rights.set_outcome(self._article, values["outcome"])


class CaseScreen(ArticleRegister):
    """The follow-ups and the outcome of a rights case."""

    HEADING = N_("Rights case: {title}")
    EMPTY = N_("No day to look at it again.\na puts one on it; o says what came of the case.")
    ROWS = FollowUpRows
    BINDINGS = bindings(TickFollowUp, EditOutcome, *ON_ENTRIES, DropCase)
    NEEDS_ENTRY = ArticleRegister.NEEDS_ENTRY | {TickFollowUp.action}

    @property
    def is_gone(self) -> bool:
        """Whether the article is gone, or no longer a case."""
        return super().is_gone or self.article.kind != RIGHTS

    def entries(self) -> Sequence[Placed[FollowUp]]:
        """Return the follow-ups by their day."""
        return [Placed(*pair) for pair in enumerate(self.article.follow_ups)]

    def words(self, item: Placed[FollowUp]) -> str:
        """Return what the follow-up is for."""
        return item.value.what

    def head(self) -> str:
        """Count the open follow-ups."""
        count = sum(one.done is None for one in self.article.follow_ups)
        text = ngettext("{count} follow-up open", "{count} follow-ups open", count)
        return text.format(count=count)

    def foot(self) -> str:
        """Return the outcome."""
        outcome = self.article.outcome
        return _("outcome: {outcome}").format(outcome=outcome or _("nothing yet"))

    def form(self, item: Placed[FollowUp] | None) -> FollowUpForm:
        """Return the form of a follow-up."""
        return FollowUpForm(self._desk, self.article, item)

    def delete(self, item: Placed[FollowUp]) -> str:
        """Delete a follow-up; return what it was for."""
        self._desk.rights.remove_follow_up(self.article, item.place)
        return item.value.what

    @on(Rows.MarkPressed, "#entries")
    def action_tick_follow_up(self) -> None:
        """Mark the follow-up under the cursor as done, or as open again."""
        if item := self.current:
            with self.refusals():
                self._desk.rights.tick_follow_up(self.article, item.place)

    def action_edit_outcome(self) -> None:
        """Edit the outcome of the case."""
        self.app.push_screen(OutcomeForm(self._desk, self.article))

    def action_drop_case(self) -> None:
        """Make the article no rights case any more; it keeps its follow-ups."""
        drop_case(self, self._desk, self.article)


def drop_case(register: Register, desk: Desk, article: Article) -> None:
    """Make an article no rights case any more, with a notice in a register."""
    with register.refusals():
        desk.rights.mark(article, False)
        told = _("No longer a rights case: {title}. Ctrl+Z brings it back.")
        register.notify(told.format(title=title_of(article)), markup=False)
