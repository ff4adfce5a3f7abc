"""The history of an article: what it was, what has changed since, and how to have it back."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from store import Article, Change, Desk
from store.articles.diff import size
from store.articles.history import History, Revision, Why
from store.dates.zone import on_wall
from store.errors import FileError
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.global_commands import Undo
from tui.commands.history import (
    CompareWith,
    NextMode,
    ReadOn,
    ReadRevision,
    RestoreRevision,
    ShowUnchanged,
)
from tui.dialogs.dialog import Confirm, Dialog
from tui.dialogs.passage import PassageScreen
from tui.i18n import N_, _, sentence
from tui.widgets.difference import Difference
from tui.widgets.labels import day_of, title_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

WIDE: Final = 120
"""From so many columns on, the list stands beside the difference."""

LIST: Final = 38
"""How many columns the list takes there."""

WHY_NAMES: Final = {
    Why.SAVE: N_("saved"),
    Why.STATUS: N_("new status"),
    Why.IMPORT: N_("imported"),
    Why.NEW: N_("begun"),
    Why.OUTSIDE: N_("changed outside"),
    Why.EXPORT: N_("exported"),
    Why.WRITING: N_("while writing"),
    Why.BEFORE: N_("before a change"),
    Why.RESTORE: N_("restored"),
}
"""What a revision was kept for."""


def text_of(article: Article) -> str:
    """Return all the text of an article: headline and byline, body, sign-off."""
    head = "\n".join(line for line in (article.headline, article.byline) if line)
    return "\n\n".join(part for part in (head, article.body, article.signoff) if part)


def time_of(at: datetime, now: datetime) -> str:
    """Return the day and the time of something, in few letters."""
    at = on_wall(at, now)
    return f"{day_of(at.date(), now.date())} {at:%H:%M}"


def size_of(added: int, removed: int) -> str:
    """Return how many chữ a change has put in and taken out."""
    if not added and not removed:
        return "±0"
    counts = (f"+{added}" if added else "", f"−{removed}" if removed else "")
    return _("{count} words").format(count=" ".join(filter(None, counts)))


class Moment(NamedTuple):
    """A row of the list: a revision, or the current text."""

    time: str
    who: str
    why: str
    """Already translated."""
    size: str
    place: int | None
    """Of the revision in the history; None for the current text."""
    revision: Revision | None


class Moments(Rows[Moment]):
    """The revisions, the newest first; one line each, or two where the list is narrow."""

    NARROW = 60

    def row_key(self, item: Moment) -> str:
        """Name a revision by what it is: its place changes when others are thinned out."""
        return str(hash(item.revision)) if item.revision else "now"

    def row_height(self, item: Moment, width: int) -> int:
        """Return one line, or two."""
        return 2 if width < self.NARROW else 1

    def row_lines(self, item: Moment, width: int) -> list[Line]:
        """Draw a revision."""
        tone = "open" if item.revision is None else ""
        if width < self.NARROW:
            room = max(width - cell_len(item.size) - 1, 1)
            about = " · ".join(filter(None, (item.why, item.who)))
            return [
                [(fitted(item.time, room), tone or "title"), (f" {item.size}", "accent")],
                [(f"  {about}", "dim")],
            ]
        who = max(width - 18 - 24 - 20, 1)
        return [
            [
                (fitted(item.time, 18), tone or "title"),
                (fitted(item.why, 24), ""),
                (fitted(item.who, who), "dim"),
                (f"{item.size:>20}", "accent"),
            ]
        ]


class HistoryScreen(Dialog[None]):
    """The revisions of an article, and what lies between them and the current text.

    Args:
        desk: where the article is.
        article: which one; it may have been deleted.
    """

    BINDINGS = bindings(
        RestoreRevision, CompareWith, NextMode, ReadRevision, ShowUnchanged, ReadOn, Undo
    )
    DEFAULT_CSS = """
    HistoryScreen {
        & #box { width: 100%; height: 100%; }
        & #title { text-wrap: nowrap; text-overflow: ellipsis; margin-bottom: 0; }
        & KeyLine { margin-top: 0; }
        & #halves { height: 1fr; layout: vertical; }
        & Moments { height: auto; max-height: 40%; }
        & #right { height: 1fr; }
        & #between { height: 1; text-wrap: nowrap; text-overflow: ellipsis; color: $text-muted; }
        &.beside #halves { layout: horizontal; }
        &.beside Moments { width: 38; height: 1fr; max-height: 100%; margin-right: 2; }
        &.empty Moments { width: 1fr; height: 1fr; max-height: 100%; }
        &.empty #right { display: none; }
    }
    """

    def __init__(self, desk: Desk, article: Article) -> None:
        super().__init__("")
        self._desk = desk
        self._article = article
        self._history = History(article.id)
        self._states: dict[int, Article] = {}
        """The states that were looked at."""
        self._with_before = False
        """Whether the revision before is compared with, not the current text."""

    def compose_body(self) -> ComposeResult:
        """Yield the list, and the difference below or beside it."""
        with Container(id="halves"):
            yield Moments(id="moments")
            with Vertical(id="right"):
                yield Static(id="between", markup=False)
                yield Difference(id="difference")

    def on_mount(self) -> None:
        """Show what there is, and follow the desk."""
        self._rows.empty_text = _(
            "No revision of this article is kept yet; Ctrl+S in the editor keeps one."
        )
        self._fill()
        self.listen(self._desk.records.listen, self._desk_changed)
        self._rows.focus()

    @property
    def _rows(self) -> Moments:
        return self.query_one(Moments)

    @property
    def _difference(self) -> Difference:
        return self.query_one(Difference)

    # -------------------------------------------------------------- the list

    def _desk_changed(self, change: Change) -> None:
        if self._article.id in change.ids:
            self._fill()

    def _fill(self) -> None:
        self._states = {}
        title = title_of(self._desk.articles.get(self._article.id) or self._article)
        heading = _("History: {title}").format(title=title)
        self.query_one("#title", Static).update(one_line(heading))
        try:
            self._history = self._desk.revisions.of(self._article)
        except FileError as error:
            self._history = History(self._article.id)
            self._rows.empty_text = sentence(error)
        now = self._desk.records.now()
        moments = [
            Moment(
                time=time_of(revision.at, now),
                who=revision.who,
                why=_(WHY_NAMES[revision.why]),
                size=size_of(revision.added, revision.removed),
                place=place,
                revision=revision,
            )
            for place, revision in enumerate(self._history.revisions)
        ]
        if moments and (today := self._moment_of_now()):
            moments.append(today)
        self.set_class(not moments, "empty")
        self._rows.show(moments[::-1])
        self._compare()

    def _moment_of_now(self) -> Moment | None:
        """Return the row of the current text; None where the last revision holds that text."""
        text = self._text_of_now
        last = len(self._history.revisions) - 1
        try:
            before = self._text(last)
        except FileError:
            before = ""
        if text in (None, before):
            return None
        return Moment(_("now"), "", "", size_of(*size(before, text or "")), None, None)

    def _text(self, place: int) -> str:
        """Return the text of a revision; raises FileError where it is damaged."""
        if place not in self._states:
            self._states[place] = self._history.state(place)
        return text_of(self._states[place])

    @property
    def _text_of_now(self) -> str | None:
        """The text on the desk; None for an article that has been deleted."""
        article = self._desk.articles.get(self._article.id)
        return None if article is None else text_of(article)

    # -------------------------------------------------------------- the difference

    @on(Rows.Highlighted)
    def _compare(self) -> None:
        """Show what lies between the revision under the cursor and what it is compared with."""
        self.say("")
        moment = self._rows.current
        if moment is None:
            return
        try:
            caption, old, new, name = self._compared(moment)
        except FileError as error:
            self.query_one("#between", Static).update("")
            self._difference.show_sentence(sentence(error))
            return
        self.query_one("#between", Static).update(one_line(caption))
        self._difference.show(old, new, name, moment.time)

    def _compared(self, moment: Moment) -> tuple[str, str, str, str]:
        """Return what the difference is called, the old text, the new one, the old one's name."""
        now, place = self._text_of_now, moment.place
        if place is None:
            last = len(self._history.revisions) - 1
            name = self._time(last)
            caption = _("What has changed since the last revision, of {time}")
            return caption.format(time=name), self._text(last), now or "", name
        text = self._text(place)
        with_now = now is not None and not self._with_before
        if with_now and text != now:
            return _("What restoring it would change"), now or "", text, _("now")
        before = self._text(place - 1) if place else ""
        if with_now and before in ("", now):
            return _("The current text"), text, text, ""
        if place == 0:
            return _("The first revision there is"), "", text, ""
        caption = _("What it changed since the one before, of {time}")
        if with_now:
            caption = _("The current text; what it changed since the one before, of {time}")
        name = self._time(place - 1)
        return caption.format(time=name), before, text, name

    def _time(self, place: int) -> str:
        return time_of(self._history.revisions[place].at, self._desk.records.now())

    def on_resize(self, event: events.Resize) -> None:
        """Let the list stand above the difference or beside it."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        """Two columns of text need the room of the list as well, in all but a very wide window."""
        needed = WIDE + LIST if self._difference.mode == "side-by-side" else WIDE
        self.set_class(width >= needed, "beside")

    # -------------------------------------------------------------- commands

    def action_compare_with(self) -> None:
        """Compare with the revision before, or with the current text."""
        self._with_before = not self._with_before
        self._compare()

    def action_next_mode(self) -> None:
        """Show the difference in another way."""
        self._difference.next_mode(self.query_one("#halves").size.width)
        self._fit(self.size.width)

    def action_show_unchanged(self) -> None:
        """Show what has not changed, or fold it away."""
        self._difference.whole = not self._difference.whole

    def action_read_on(self) -> None:
        """Go one screen down in the difference, or back to its start."""
        self._difference.read_on()

    def action_undo(self) -> None:
        """Take the last change of the desk back, such as a revision that was restored."""
        if screen := app_of(self).desk_screen:
            screen.action_undo()

    @on(Rows.Selected)
    @work
    async def action_restore_revision(self) -> None:
        """Put the text under the cursor back, after a question."""
        moment = self._rows.current
        if moment is None:
            return
        with self.refusals():
            if moment.place is None or self._text(moment.place) == self._text_of_now:
                self.say(_("That is the text as it stands now."))
                return
            question = _("Restore the text of {time}? The current text stays in the history.")
            ask = Confirm(question.format(time=moment.time))
            if not self._desk.file.read_only and not await self.app.push_screen_wait(ask):
                return
            if moment not in self._rows.items:  # the desk has changed meanwhile, and its places
                return
            self._desk.revisions.restore(self._article, moment.place)
            self._rows.move_to(0)
            told = _("The text of {time} is back. Ctrl+Z undoes that.")
            self.notify(told.format(time=moment.time), markup=False)

    def action_read_revision(self) -> None:
        """Show the whole text under the cursor, to copy from."""
        moment = self._rows.current
        if moment is None:
            return
        try:
            text = self._text_of_now if moment.place is None else self._text(moment.place)
        except FileError as error:
            self.tell_refusal(error)
            return
        title = _("The text of {time}").format(time=moment.time)
        if moment.revision is None:
            title = _("The current text")
        self.app.push_screen(PassageScreen(title, text or ""))
