"""The ledger: what went out on which day, in which channel, and as which text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from textual import work

from store import Article, Campaign, Desk, LedgerEntry, Task
from store.dates.zone import on_wall
from store.records import FINISHED
from store.text import show_day, sort_key
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.global_commands import Undo
from tui.commands.records import (
    CorrectEntry,
    FilterRecords,
    PickChannel,
    PickDay,
    ReadEntry,
    RecordPosted,
    WithdrawEntry,
    WriteAgain,
)
from tui.dialogs.dialog import Dialog
from tui.dialogs.picker import Option, Picker, article_options
from tui.i18n import N_, _, ngettext
from tui.screens.records.base import RoomRegister
from tui.widgets.check_signs import check_sign, follow_checks
from tui.widgets.headline import beside, fits
from tui.widgets.labels import moment_of, when_of
from tui.widgets.virtual_list import Line, Rows, fitted

WHEN_WIDTH: Final = 13
CHANNEL_WIDTH: Final = 17


class LedgerRows(Rows[LedgerEntry]):
    """The entries, the newest first: when, channel, headline; below, where and by whom."""

    def on_mount(self) -> None:
        """Show what is found out about the articles."""
        follow_checks(self)

    def row_key(self, item: LedgerEntry) -> str:
        """Name an entry by its id."""
        return item.id

    def row_height(self, item: LedgerEntry, width: int) -> int:
        """Return the number of lines: the headline in one or two, and where it is."""
        return 3 - fits(_headline(item), width - WHEN_WIDTH - CHANNEL_WIDTH)

    def row_lines(self, item: LedgerEntry, width: int) -> list[Line]:
        """Draw an entry; one that is withdrawn is dimmed."""
        when = when_of(item.at, app_of(self).desk.records.now())
        gone = item.withdrawn is not None
        channel = fitted(item.channel or _("(no channel)"), CHANNEL_WIDTH - 1)
        before: Line = [
            (fitted(when, WHEN_WIDTH), "dim" if gone else "accent"),
            (f"{channel} ", "dim"),
        ]
        second: Line = [(fitted("  ✗" if gone else "", WHEN_WIDTH), "warn")]
        if gone:
            second.append((_("withdrawn: {reason}").format(reason=item.reason or "–"), "warn"))
        else:
            second.append((f"{self._sign(item)} {_place(item)}".strip(), "dim"))
        return [*beside(before, _headline(item), "dim" if gone else "title", width), second]

    def _sign(self, entry: LedgerEntry) -> str:
        """Return how the text of an entry stands with the checks of today, if it is still there."""
        desk = app_of(self).desk
        article = desk.articles.get(entry.piece)
        if article is None or not entry.has_text or desk.ledger.last(article) is not entry:
            return ""
        return "" if desk.ledger.is_edited_since(article) else check_sign(self, article, asks=True)


def _headline(entry: LedgerEntry) -> str:
    return entry.headline or _("(no headline)")


def _place(entry: LedgerEntry) -> str:
    """Return where something went out, and who recorded it."""
    place = entry.where or entry.file
    if not entry.has_text:
        place = ", ".join(filter(None, (place, _("no text"))))
    return " · ".join(filter(None, (place, entry.who)))


class LedgerScreen(RoomRegister):
    """The ledger of the whole desk, by day; answers a correction that was begun, to open it."""

    HEADING = N_("Ledger")
    EMPTY = N_(
        "Nothing has gone out yet.\nAn export of a finished article stands here by itself; "
        "a records what was posted without a file."
    )
    ROWS = LedgerRows
    CLICK = ReadEntry.action
    BINDINGS = bindings(
        *(ReadEntry, RecordPosted, WriteAgain, CorrectEntry, WithdrawEntry),
        *(PickDay, PickChannel, FilterRecords, Undo),
    )
    NEEDS_ENTRY = frozenset(
        {ReadEntry.action, WriteAgain.action, CorrectEntry.action, WithdrawEntry.action}
    )

    def __init__(self, desk: Desk, campaign: Campaign) -> None:
        super().__init__(desk, campaign)
        self._day: date | None = None
        """The day that is shown; None for all."""
        self._channel: str | None = None

    def entries(self) -> Sequence[LedgerEntry]:
        """Return the entries of the day and the channel that are shown."""
        return self._desk.ledger.entries(day=self._day, channel=self._channel)

    def words(self, item: LedgerEntry) -> str:
        """Return all the words of an entry."""
        told = (item.headline, item.channel, item.called, item.where, item.file, item.who)
        return " ".join((*told, item.reason))

    def head(self) -> str:
        """Count the entries that are shown, and say which."""
        found = self.entries()
        withdrawn = sum(entry.withdrawn is not None for entry in found)
        count = ngettext("{count} entry", "{count} entries", len(found)).format(count=len(found))
        return " · ".join(
            filter(
                None,
                (
                    count,
                    _("withdrawn {count}").format(count=withdrawn) if withdrawn else "",
                    show_day(self._day) if self._day else _("all days"),
                    _("all channels") if self._channel is None else self._channel or "–",
                ),
            )
        )

    def detail(self, item: LedgerEntry) -> str:
        """Return all that is known of an entry."""
        now = self._desk.records.now()
        called = _("then called “{name}”").format(name=item.called) if item.called else ""
        when = moment_of(on_wall(item.at, now))
        parts = [item.headline, item.channel, called, when, _place(item)]
        if item.withdrawn:
            when = moment_of(on_wall(item.withdrawn, now))
            parts.append(_("withdrawn {when}: {reason}").format(when=when, reason=item.reason))
        if bulletin := self._desk.campaigns.bulletins.get(item.bulletin):
            parts.append(_("in the bulletin “{name}”").format(name=bulletin.name))
        if count := len(item.photos):
            told = ngettext("{count} photo", "{count} photos", count)
            parts.append(told.format(count=count))
        article = self._desk.articles.get(item.piece)
        if article and item.has_text and self._desk.ledger.is_edited_since(article):
            parts.append(_("edited since it went out"))
        for number, _article in enumerate(self._desk.ledger.corrections.of(item), 1):
            parts.append(_("correction {number}").format(number=number))
        return " · ".join(filter(None, parts))

    # -------------------------------------------------------------- keys

    def action_read_entry(self) -> None:
        """Show what went out, and what has changed since."""
        from tui.screens.records.went_out import WentOutScreen

        if item := self.current:
            self.app.push_screen(WentOutScreen(self._desk, item))

    @work
    async def action_write_again(self) -> None:
        """Write the file again, as it was."""
        from tui.dialogs.files.write_again import WriteAgainScreen

        item = self.current
        if item is None:
            return
        with self.refusals():
            self._desk.ledger.page_of(item)
            if path := await self.app.push_screen_wait(WriteAgainScreen(self._desk, item)):
                told = _("Written, as it went out: {path}")
                self.notify(told.format(path=path), markup=False)

    def action_withdraw_entry(self) -> None:
        """Withdraw what went out, with a reason."""
        from tui.dialogs.forms.withdraw_form import WithdrawForm

        if item := self.current:
            self._keep(WithdrawForm(self._desk, item))

    @work
    async def action_correct_entry(self) -> None:
        """Say what was wrong and what is right; the article with the notice is opened then."""
        from tui.dialogs.forms.correction_form import CorrectionForm

        if item := self.current:
            form = CorrectionForm(self._desk, item)
            if article := await self.app.push_screen_wait(form):
                self.dismiss(article.id)

    @work
    async def action_record_posted(self) -> None:
        """Choose what was posted, and say where and when."""
        from tui.dialogs.forms.posted_form import PostedForm

        title = _("What was posted?")
        picked = await self.app.push_screen_wait(Picker(title, self._options()))
        piece: Article | Task | None = None
        if picked:
            piece = self._desk.articles.get(picked[0]) or self._desk.tasks.get(picked[0])
        if piece:
            self._keep(PostedForm(self._desk, piece))

    @work
    async def _keep(self, form: Dialog[LedgerEntry]) -> None:
        if entry := await self.app.push_screen_wait(form):
            self.look(entry.id)

    def _options(self) -> list[Option]:
        """Return what can have been posted: finished articles, and tasks."""
        campaign = self.campaign
        articles = [
            article
            for article in self._desk.articles
            if article.campaign in (campaign.id, None) and article.status in FINISHED
        ]
        options = article_options(sorted(articles, key=lambda article: sort_key(article.title)))
        for phase in self._desk.campaigns.checklist(campaign):
            options += [Option(task.id, task.title, _("task")) for task in phase.tasks]
        return options

    @work
    async def action_pick_day(self) -> None:
        """Show only what went out on one day, or all days again."""
        from tui.dialogs.date_prompt import AskDay

        if self._day is not None:
            self._day = None
        else:
            today = self._desk.records.today()
            asked = AskDay(_("What went out on"), today, does=N_("Show"))
            due = await self.app.push_screen_wait(asked)
            self._day = due.day if due else None
        self.look()

    @work
    async def action_pick_channel(self) -> None:
        """Show only what went out in one channel, or all of them."""
        names = sorted({entry.channel for entry in self._desk.ledger}, key=sort_key)
        options = [Option("*", _("all channels"))]
        options += [Option(f"={name}", name or _("(no channel)")) for name in names]
        chosen = "*" if self._channel is None else f"={self._channel}"
        picker = Picker(_("Channel"), options, chosen=[chosen])
        if picked := await self.app.push_screen_wait(picker):
            self._channel = None if picked[0] == "*" else picked[0][1:]
            self.look()
