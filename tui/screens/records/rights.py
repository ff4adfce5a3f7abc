"""The rights cases of a campaign: when each is to be followed up, and its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import work

from store.campaigns.rights import Case
from store.records import RIGHTS
from store.text import show_day, show_day_short, sort_key
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.records import EditOutcome, OpenCase, TickFollowUp
from tui.i18n import N_, _, ngettext
from tui.screens.records.base import ON_ENTRIES, RoomRegister
from tui.screens.records.rights_case import CaseScreen, OutcomeForm, drop_case
from tui.widgets.check_signs import follow_checks, signed
from tui.widgets.labels import status_name, title_of
from tui.widgets.virtual_list import Line, Rows, fitted

DAYS_WIDTH: Final = 18


class CaseRows(Rows[Case]):
    """The cases, overdue first: how soon, the headline; below, the next follow-up."""

    def on_mount(self) -> None:
        """Show what is found out about the articles."""
        follow_checks(self)

    def row_key(self, item: Case) -> str:
        """Name a case by its article."""
        return item.article.id

    def row_height(self, item: Case, width: int) -> int:
        """Return two lines."""
        return 2

    def row_lines(self, item: Case, width: int) -> list[Line]:
        """Draw a case."""
        is_late = item.next is not None and item.next.is_overdue
        tone = "dim" if item.is_closed else "warn" if is_late or not item.next else "accent"
        title = fitted(title_of(item.article), width - DAYS_WIDTH - 1)
        first: Line = [
            (fitted(self._soon(item), DAYS_WIDTH), tone),
            (" ", ""),
            (title, "dim" if item.is_closed else "title"),
        ]
        today = app_of(self).desk.records.today()
        parts = []
        if item.next:
            due = item.next.follow_up
            parts.append(f"{show_day_short(due.day, today)}: {due.what}")
        elif not item.is_closed:
            parts.append(_("no day to look at it again"))
        if item.article.outcome:
            parts.append(f"→ {item.article.outcome}")
        parts.append(signed(self, item.article, status_name(item.article.status)))
        return [first, [(" " * (DAYS_WIDTH + 1), ""), (" · ".join(parts), "dim")]]

    @staticmethod
    def _soon(item: Case) -> str:
        if item.next is None:
            return f"✔ {_('closed')}" if item.is_closed else f"! {_('no day')}"
        days = item.next.days_left
        if days < 0:
            late = ngettext("{count} day overdue", "{count} days overdue", -days)
            return f"! {late.format(count=-days)}"
        if days == 0:
            return f"○ {_('today')}"
        return "○ " + ngettext("in {count} day", "in {count} days", days).format(count=days)


class RightsScreen(RoomRegister):
    """The rights cases; answers the article to open."""

    HEADING = N_("Rights cases: {name}")
    EMPTY = N_(
        "No rights cases yet.\na makes an article of the campaign one; in the articles, "
        "Alt+K does the same."
    )
    ROWS = CaseRows
    CLICK = OpenCase.action
    BINDINGS = bindings(OpenCase, TickFollowUp, *ON_ENTRIES, EditOutcome)
    NEEDS_ENTRY = RoomRegister.NEEDS_ENTRY | {
        OpenCase.action,
        TickFollowUp.action,
        EditOutcome.action,
    }
    _known: Sequence[Case] = ()

    def entries(self) -> Sequence[Case]:
        """Return the cases, overdue first."""
        self._known = self._desk.rights.cases(self.campaign)
        return self._known

    def words(self, item: Case) -> str:
        """Return the headline, the byline, the follow-ups and the outcome."""
        article = item.article
        days = " ".join(one.what for one in article.follow_ups)
        return f"{article.title} {article.byline} {days} {article.outcome}"

    def head(self) -> str:
        """Count the cases."""
        late = sum(case.next is not None and case.next.is_overdue for case in self._known)
        closed = sum(case.is_closed for case in self._known)
        count = len(self._known)
        return " · ".join(
            (
                ngettext("{count} case", "{count} cases", count).format(count=count),
                _("{count} overdue").format(count=late),
                _("{count} closed").format(count=closed),
            )
        )

    def detail(self, item: Case) -> str:
        """Return all follow-ups of the case, and its outcome."""
        parts = [
            f"{'✔' if one.done else '○'} {show_day(one.day)} {one.what}"
            for one in item.article.follow_ups
        ]
        if item.article.outcome:
            parts.append(_("outcome: {outcome}").format(outcome=item.article.outcome))
        return " · ".join(parts) or _("e adds days to look at it again.")

    @work
    async def action_add_record(self) -> None:
        """Make an article of the campaign a rights case."""
        from tui.dialogs.picker import Picker, article_options

        known = [
            article
            for article in self._desk.articles
            if article.campaign == self.campaign.id and article.kind != RIGHTS
        ]
        known.sort(key=lambda article: sort_key(article.title))
        picker = Picker(_("Which article?"), article_options(known))
        if picked := await self.app.push_screen_wait(picker):
            with self.refusals():
                self._desk.rights.mark(self._desk.articles[picked[0]], True)
                self.look(picked[0])
                self.action_edit_record()

    def action_edit_record(self) -> None:
        """Show the follow-ups of the case."""
        if item := self.current:
            self.app.push_screen(CaseScreen(self._desk, item.article))

    def action_delete_record(self) -> None:
        """Make the article no rights case any more; it keeps its follow-ups."""
        if item := self.current:
            drop_case(self, self._desk, item.article)

    def action_open_case(self) -> None:
        """Open the article of the case."""
        if item := self.current:
            self.dismiss(item.article.id)

    def action_tick_follow_up(self) -> None:
        """Mark the next follow-up as done."""
        item = self.current
        if item and item.next:
            with self.refusals():
                self._desk.rights.tick_follow_up(item.article, item.next.place)
        elif item:
            self.say(_("No follow-up of this case is open; e adds one."))

    def action_edit_outcome(self) -> None:
        """Edit the outcome of the case."""
        if item := self.current:
            self.app.push_screen(OutcomeForm(self._desk, item.article))
