"""The history of an article: its revisions, what changed, and restoring one."""

from __future__ import annotations

from typing import Final, NamedTuple

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from store import Article, Change, Desk
from store.articles.diff import size
from store.articles.history import History, Revision, Why
from store.errors import FileError
from tui.app_context import app_of
from tui.commands import bindings, history
from tui.commands.global_commands import Undo
from tui.dialogs.dialog import CLOSE, Confirm, Dialog
from tui.dialogs.passage import PassageScreen
from tui.i18n import N_, _, ngettext, sentence
from tui.widgets.difference import Difference
from tui.widgets.labels import time_of, title_of
from tui.widgets.terminal_safe import one_line
from tui.widgets.virtual_list import Line, Rows, fitted

WIDE: Final = 120
"""The least width, in columns, at which the list stands beside the difference."""

HIGH: Final = 20
"""The least height, in lines, at which a blank line separates list and difference."""

LIST: Final = 38
"""The columns that the list takes there."""

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
"""Why a revision was kept; message ids."""


def text_of(article: Article) -> str:
    """Return all the text of an article: headline and byline, body, sign-off."""
    head = "\n".join(filter(None, (article.headline, article.byline)))
    return "\n\n".join(filter(None, (head, article.body, article.signoff)))


def size_of(added: int, removed: int) -> str:
    """Return how many chữ a change has added and removed."""
    if not added and not removed:
        return "±0"
    counts = (f"+{added}" if added else "", f"−{removed}" if removed else "")
    told = ngettext("{count} word", "{count} words", added + removed)
    return told.format(count=" ".join(filter(None, counts)))


class Moment(NamedTuple):
    """A row of the list: a revision, or the current text."""

    time: str
    who: str
    why: str
    """Already translated."""
    size: str
    place: int | None
    """The index of the revision in the history; None for the current text."""
    revision: Revision | None


class Moments(Rows[Moment]):
    """The revisions, the newest first; one line each, or two where the list is narrow."""

    NARROW = 60

    def row_key(self, item: Moment) -> str:
        """Identify a revision by its content: its place changes when others are thinned out."""
        return str(hash(item.revision)) if item.revision else "now"

    def row_height(self, item: Moment, width: int) -> int:
        """Return 1, or 2 in a narrow list."""
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


_OF_A_REVISION: Final = {
    command.action
    for command in (
        *(history.RestoreRevision, history.CompareWith, history.NextMode),
        *(history.ReadRevision, history.ShowUnchanged, history.ReadOn),
    )
}


class HistoryScreen(Dialog[None]):
    """The revisions of an article, which may have been deleted, and their differences."""

    BINDINGS = [
        CLOSE,
        *bindings(
            history.RestoreRevision,
            history.CompareWith,
            history.CompareWentOut,
            history.NextMode,
            history.ReadRevision,
            history.ShowUnchanged,
            history.ReadOn,
            Undo,
        ),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]
    DEFAULT_CSS = """
    HistoryScreen {
        & #box { width: 100%; height: 100%; }
        & #title { text-wrap: nowrap; text-overflow: ellipsis; margin-bottom: 0; }
        & KeyLine { margin-top: 0; max-height: 1; }
        & #halves { height: 1fr; layout: vertical; }
        & Moments { height: auto; max-height: 40%; }
        & #right { height: 1fr; }
        & #between { height: 1; text-wrap: nowrap; text-overflow: ellipsis; color: $text-muted; }
        &.-high #between { margin-top: 1; }
        &.beside #between { margin-top: 0; }
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
        """The revisions that were read, by their places."""
        self._with_before = False
        """Whether to compare with the revision before, not with the current text."""

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
        for extent in ("size", "virtual_size"):  # what can be read on
            self.watch(self._difference, extent, self.refresh_bindings, init=False)

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
        if moments and (current := self._moment_of_now()):
            moments.append(current)
        self.set_class(not moments, "empty")
        self._rows.show(moments[::-1])
        self._compare()
        self.refresh_bindings()

    def _moment_of_now(self) -> Moment | None:
        """Return the row of the current text; None if the last revision holds that text."""
        text = self._text_of_now
        try:
            before = self._text(len(self._history.revisions) - 1)
        except FileError:
            before = ""
        if text in (None, before):
            return None
        return Moment(_("now"), "", "", size_of(*size(before, text or "")), None, None)

    def _text(self, place: int) -> str:
        """Return the text of a revision; raise FileError if it is damaged."""
        if place not in self._states:
            self._states[place] = self._history.state(place)
        return text_of(self._states[place])

    @property
    def _text_of_now(self) -> str | None:
        """The current text; None if the article was deleted."""
        article = self._desk.articles.get(self._article.id)
        return None if article is None else text_of(article)

    # -------------------------------------------------------------- the difference

    @on(Rows.Highlighted)
    def _compare(self) -> None:
        """Show the difference of the revision under the cursor."""
        self.say("")
        moment = self._rows.current
        if moment is None:
            return
        try:
            caption, old, new, name = self._compared(moment)
        except FileError as error:
            self.query_one("#between", Static).update("")
            self._difference.show_sentence(sentence(error))
        else:
            self.query_one("#between", Static).update(one_line(caption))
            self._difference.show(old, new, name, moment.time)
        self.refresh_bindings()

    def _compared(self, moment: Moment) -> tuple[str, str, str, str]:
        """Return the caption of the difference, the old text, the new one, the name of the old."""
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
        """Show the list above the difference or beside it."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        # Two columns of text need the room of the list as well, except in a very wide window.
        needed = WIDE + LIST if self._difference.mode == "side-by-side" else WIDE
        self.set_class(width >= needed, "beside")

    # -------------------------------------------------------------- commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what shows something else: of a revision, and of its difference."""
        if action not in _OF_A_REVISION or not self.query(Difference):
            return True
        moment, difference = self._rows.current, self._difference
        if moment is None or self.has_class("empty"):
            return False
        if action == history.CompareWith.action:
            return moment.place is not None  # the current text has only the last one before it
        return difference.shows_more_by(action)

    def action_compare_with(self) -> None:
        """Compare with the revision before, or with the current text."""
        self._with_before = not self._with_before
        self._compare()

    def action_compare_went_out(self) -> None:
        """Show what has changed since the article last went out."""
        from tui.screens.records.went_out import WentOutScreen

        article = self._desk.articles.get(self._article.id) or self._article
        if entry := self._desk.ledger.last(article):
            self.app.push_screen(WentOutScreen(self._desk, entry))
        else:
            self.say(_("It has not gone out yet."))

    def action_next_mode(self) -> None:
        """Show the difference in the next mode."""
        self._difference.next_mode(self.query_one("#halves").size.width)
        self._fit(self.size.width)

    def action_show_unchanged(self) -> None:
        """Show unchanged paragraphs, or fold them."""
        self._difference.whole = not self._difference.whole

    def action_read_on(self) -> None:
        """Go one screen down in the difference, or back to its start."""
        self._difference.read_on()

    def action_undo(self) -> None:
        """Undo the last change of the desk, such as a restored revision."""
        if screen := app_of(self).desk_screen:
            screen.action_undo()

    @on(Rows.Selected)
    @work
    async def action_restore_revision(self) -> None:
        """Restore the text under the cursor, after a question."""
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
            if moment not in self._rows.items:  # the desk has changed meanwhile
                return
            self._desk.revisions.restore(self._article, moment.place)
            self._rows.move_to(0)
            text = _("The text of {time} is back. Ctrl+Z undoes that.")
            self.notify(text.format(time=moment.time), markup=False)

    def action_read_revision(self) -> None:
        """Show the whole text under the cursor, to copy from."""
        moment = self._rows.current
        if moment is None:
            return
        with self.refusals():
            if moment.place is None:
                title, text = _("The current text"), self._text_of_now
            else:
                title = _("The text of {time}").format(time=moment.time)
                text = self._text(moment.place)
            self.app.push_screen(PassageScreen(title, text or ""))
