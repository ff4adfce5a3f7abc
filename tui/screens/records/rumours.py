"""The log of negative news: what was claimed, what checking found, how long the answer takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal

from msgspec.structs import replace
from textual import work

from store import Campaign, Desk, Rumour
from store.campaigns.quotas import Kind, target_hours
from store.campaigns.rumours import Entry
from store.dates.moments import read_moment
from store.dates.zone import on_wall
from store.text import sort_key
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.records import AnswerClaim, ChooseAnswer, NextVerdict
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _, ngettext
from tui.screens.campaign.base import following
from tui.screens.records.base import ON_ENTRIES, RoomRegister
from tui.widgets.check_signs import follow_checks, signed
from tui.widgets.due import WEEKDAYS
from tui.widgets.headline import beside, fits
from tui.widgets.labels import moment_of, status_name, title_of, when_of
from tui.widgets.virtual_list import Line, Rows, fitted

HOURS_WIDTH: Final = 12
WITH_DAYS: Final = 72
"""From so many hours on, a span is shown in days."""

Verdict = Literal["", "false", "partly", "true"]
VERDICTS: Final[dict[Verdict, str]] = {
    "": N_("not checked"),
    "false": N_("false"),
    "partly": N_("partly true"),
    "true": N_("true"),
}
"""The name of each verdict (message ids), in the order in which the key steps through them."""


def span_of(hours: float) -> str:
    """Return a number of hours, whatever its sign, in whole days, hours or minutes."""
    hours = abs(hours)
    if hours >= WITH_DAYS:
        days = int(hours // 24)
        return ngettext("{count} day", "{count} days", days).format(count=days)
    if hours < 1:
        minutes = int(hours * 60)
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    return ngettext("{count} hour", "{count} hours", int(hours)).format(count=int(hours))


class RumourRows(Rows[Entry]):
    """The claims, the open ones first: the hours left, the claim; below, its state."""

    def on_mount(self) -> None:
        """Show what is found out about the articles that answer."""
        follow_checks(self)

    def row_key(self, item: Entry) -> str:
        """Name a claim by its id."""
        return item.rumour.id

    def row_height(self, item: Entry, width: int) -> int:
        """Return the number of lines: the claim in one or two, and its state."""
        return 3 - fits(item.rumour.claim, width - HOURS_WIDTH - 1)

    def row_lines(self, item: Entry, width: int) -> list[Line]:
        """Draw a claim; late ones are highlighted, answered ones dimmed."""
        tone = "dim" if not item.is_open else "warn" if item.is_late else "accent"
        claim = "title" if item.is_open else "dim"
        before: Line = [(fitted(self._hours(item), HOURS_WIDTH), tone), (" ", "")]
        verdict = item.rumour.verdict
        state = _("overdue") if item.is_late else _("left") if item.is_open else _("in time")
        second: Line = [
            (fitted(f"  {state}", HOURS_WIDTH), tone),
            (" ", ""),
            (_(VERDICTS[verdict]), "" if verdict else "warn"),
            (f" · {self._seen(item)}", "dim"),
        ]
        if item.answer:
            told = signed(self, item.answer, title_of(item.answer))
            second.append((f" · → {told}", "good" if not item.is_open else ""))
        return [*beside(before, item.rumour.claim, claim, width), second]

    def _hours(self, item: Entry) -> str:
        mark = "✔" if not item.is_open else "!" if item.is_late else "○"
        return f"{mark} {span_of(item.hours_left if item.is_open else item.hours)}"

    def _seen(self, item: Entry) -> str:
        when = when_of(item.rumour.seen, app_of(self).desk.records.now())
        return ", ".join(filter(None, (item.rumour.where, when)))


class RumourForm(Form[Rumour]):
    """Ask what was claimed; answers the saved claim.

    One that is not on the desk yet is added.
    """

    def __init__(self, desk: Desk, campaign: Campaign, rumour: Rumour) -> None:
        is_known = rumour.id in desk.rumours
        seen = moment_of(on_wall(rumour.seen, desk.records.now())) if is_known else ""
        claim_hint = _("what is claimed, in its own words")
        where_hint = _("the page, the group, the factory gate")
        seen_hint = _("yesterday 22h, 18.5 8h30; empty: now")
        checked_hint = _("how it was checked, and by whom")
        verdicts = {verdict: _(label) for verdict, label in VERDICTS.items()}
        fields = [
            Field("claim", _("Claim"), rumour.claim, hint=claim_hint),
            Field("where", _("Where"), rumour.where, hint=where_hint),
            Field("seen", _("Seen"), seen, hint=seen_hint, has_echo=True),
            Field("checked", _("Checked"), rumour.checked, hint=checked_hint),
            Field("verdict", _("Verdict"), rumour.verdict, "turn", among=verdicts),
        ]
        title = _("Edit the claim") if is_known else _("New claim")
        super().__init__(title, desk, campaign, fields)
        self._rumour = rumour

    def _seen(self) -> datetime:
        """Return when it was seen: to the second, unless another time was typed."""
        is_known = self._rumour.id in self._desk.rumours
        if is_known and not self.is_changed("seen"):
            return self._rumour.seen
        return read_moment(self.typed("seen"), self._desk.records.now(), self._campaign)

    def understood(self, name: str) -> str:
        """Return when it was seen, as it was understood."""
        seen = self._seen()
        return f"{_(WEEKDAYS[seen.weekday()])} {moment_of(seen)}"

    def save(self, values: Mapping[str, Any]) -> Rumour:
        """Save the claim."""
        fields = {**values, "seen": self._seen()}
        if self._rumour.id in self._desk.rumours:
            return self._desk.rumours.edit(self._rumour, **fields)
        return self._desk.rumours.add(replace(self._rumour, **fields))


class RumoursScreen(RoomRegister):
    """The log of negative news; answers the article to open."""

    HEADING = N_("Negative news: {name}")
    EMPTY = N_(
        "No negative news logged.\na logs a claim: what is said, where it was seen, and when. "
        "The hours to the answer count from then."
    )
    ROWS = RumourRows
    CLICK = AnswerClaim.action
    BINDINGS = bindings(AnswerClaim, NextVerdict, *ON_ENTRIES, ChooseAnswer)
    NEEDS_ENTRY = RoomRegister.NEEDS_ENTRY | {
        AnswerClaim.action,
        ChooseAnswer.action,
        NextVerdict.action,
    }
    _known: Sequence[Entry] = ()

    def on_mount(self) -> None:
        """Count the hours while the log is shown."""
        self.set_interval(60, self.look)

    def entries(self) -> Sequence[Entry]:
        """Return the claims, the open ones first."""
        self._known = self._desk.rumours.log(self.campaign)
        return self._known

    def words(self, item: Entry) -> str:
        """Return all the text of the claim, and the title of its answer."""
        answer = item.answer.title if item.answer else ""
        return f"{item.rumour.claim} {item.rumour.where} {item.rumour.checked} {answer}"

    def head(self) -> str:
        """Count the open claims, and those answered in time."""
        open_ones = [entry for entry in self._known if entry.is_open]
        late = sum(entry.is_late for entry in open_ones)
        answered = [entry for entry in self._known if not entry.is_open]
        in_time = sum(not entry.is_late for entry in answered)
        hours = target_hours(self.campaign, Kind.RUMOURS)
        return " · ".join(
            (
                _("{count} open, {late} overdue").format(count=len(open_ones), late=late),
                _("answered in time {count}/{total}").format(count=in_time, total=len(answered)),
                ngettext("target {count} hour", "target {count} hours", hours).format(count=hours),
            )
        )

    def _when(self, at: datetime) -> str:
        return moment_of(on_wall(at, self._desk.records.now()))

    def detail(self, item: Entry) -> str:
        """Return how the claim was checked, and when the answer is due."""
        rumour = item.rumour
        parts = [rumour.claim, _("seen {when}").format(when=self._when(rumour.seen))]
        if rumour.checked:
            parts.append(_("checked: {how}").format(how=rumour.checked))
        if item.answered:
            parts.append(_("answered {when}").format(when=self._when(item.answered)))
        else:
            parts.append(_("to be answered by {when}").format(when=self._when(item.due)))
            if item.answer:
                status = status_name(item.answer.status)
                parts.append(_("the answer is {status}").format(status=status))
        return " · ".join(parts)

    def form(self, item: Entry | None) -> RumourForm:
        """Return the form of a claim."""
        if item:
            return RumourForm(self._desk, self.campaign, item.rumour)
        rumour = Rumour(campaign=self.campaign.id, claim="", seen=self._desk.records.now())
        return RumourForm(self._desk, self.campaign, rumour)

    def key_kept(self, kept: Rumour, item: Entry | None) -> str:
        """Return the id of the claim."""
        return kept.id

    def delete(self, item: Entry) -> str:
        """Delete a claim; return what was claimed."""
        self._desk.rumours.remove(item.rumour)
        return item.rumour.claim

    def action_next_verdict(self) -> None:
        """Set the next verdict."""
        if item := self.current:
            verdict = following(item.rumour.verdict, list(VERDICTS))
            with self.refusals():
                self._desk.rumours.edit(item.rumour, verdict=verdict)

    def action_answer_claim(self) -> None:
        """Open the article that answers the claim; without one, choose or begin it."""
        item = self.current
        if item and item.answer:
            self.dismiss(item.answer.id)
        elif item:
            self._choose(item)

    def action_choose_answer(self) -> None:
        """Choose the article that answers the claim."""
        if item := self.current:
            self._choose(item)

    @work
    async def _choose(self, item: Entry) -> None:
        from tui.dialogs.picker import Option, Picker, article_options

        if item.answer:
            options, chosen = [Option("none", _("(no answer yet)"))], [item.answer.id]
        else:
            options, chosen = [Option("new", _("Begin the article that answers it"))], []
        possible = (a for a in self._desk.articles if a.campaign in (self.campaign.id, None))
        options += article_options(sorted(possible, key=lambda article: sort_key(article.title)))
        picker = Picker(_("The article that answers it"), options, chosen=chosen)
        if picked := await self.app.push_screen_wait(picker):
            with self.refusals():
                if picked == ["new"]:
                    self.dismiss(self._desk.rumours.begin_answer(item.rumour).id)
                else:
                    answer = self._desk.articles.get(picked[0])
                    self._desk.rumours.answer(item.rumour, answer)
