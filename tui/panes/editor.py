"""The editor of one article: its fields, its text, what is counted, and when it is saved."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Static, TextArea
from textual.worker import Worker, WorkerState

from store import (
    Article,
    Campaign,
    Change,
    DeskError,
    InvalidValueError,
    PendingChange,
    RecordNotFoundError,
    Status,
)
from store.articles.page_mapping import typed_body
from store.campaigns.tags import tags_of
from store.records import Id
from store.text import count_characters, count_words, lead, nfc
from tui import external_editor
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.articles import (
    EditOutside,
    EditTags,
    FindInText,
    FindNext,
    ReadAgain,
    SetStatus,
)
from tui.commands.global_commands import Back
from tui.i18n import N_, _, sentence
from tui.messages import (
    ArticleOpened,
    ArticleWanted,
    ComeBack,
    DraftPaused,
    EditorLeft,
    TextSaved,
    TextUnsaved,
)
from tui.panes.pane import Pane
from tui.widgets.choice import Choice
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.keys import Refused
from tui.widgets.entry.line import LineEntry
from tui.widgets.labels import sources_of, status_name, typed_day
from tui.widgets.terminal_safe import one_line
from tui.workers import reason_of

if TYPE_CHECKING:
    from store.dates.due import Due

AUTOSAVE_SECONDS: Final = 1.5
"""From the first key that is not saved to the save; the promise is two seconds."""

RETRY_SECONDS: Final = 5.0
"""After a save that failed."""

COUNT_SECONDS: Final = 0.2
"""From the last key to the counts: counting 5,000 words at each key would be felt."""

HEADLINE_LIMIT: Final = 80
"""Characters a headline may have before the count warns."""

LEAD_LIMIT: Final = 50
"""Words a lead (sapo) may have before the count warns: a common norm of the trade."""

LONG_PARAGRAPH: Final = 50_000
"""Characters of a paragraph from which on each key is felt: it is wrapped anew as a whole."""

LINES: Final = ("headline", "byline", "signoff")
"""The fields of one line each; their entries carry the same ids."""

NEXT: Final = {"headline": "byline", "byline": "due", "due": "body", "signoff": "body"}
"""Where Enter leads from a field: only to what is typed in, for one types on without looking."""


def is_blank(article: Article) -> bool:
    """Tell whether nothing was written into an article, or beside it, and nothing linked to it."""
    said = (article.headline, article.byline, article.body, article.signoff, article.due)
    beside = (article.links, article.sources, article.kind, article.follow_ups, article.outcome)
    is_blank = not any(said) and not any(beside) and not tags_of(article)
    return is_blank and article.status is Status.WRITING


class _Place(NamedTuple):
    """Where the cursor was in the text of an article."""

    cursor: tuple[int, int]
    scroll: float | None
    """None: as far as the cursor needs."""


class ArticleEditor(Pane):
    """The editor. Holds the text of one article; the record gets what was changed, and only that.

    A field that nobody touched keeps the very letters it came with, also where the entry shows
    them otherwise (NFD, control characters).
    """

    BINDINGS = bindings(FindInText, FindNext, SetStatus, EditOutside, ReadAgain, Back, EditTags)

    def __init__(self) -> None:
        super().__init__(id="editor")
        self._article: Id | None = None
        self._last = Article()
        """The article as it was last seen on the desk."""
        self._stored: dict[str, object] = {}
        """The values of the record that the entries stand for."""
        self._shown: dict[str, str] = {}
        """What the entries read when they were filled or last saved."""
        self._dirty = False
        self._saving = False
        self._on_its_way: tuple[PendingChange, dict[str, str]] | None = None
        """A save that a thread is writing, and what the fields read when it began."""
        self._save_timer: Timer | None = None
        self._count_timer: Timer | None = None
        self._places: dict[Id, _Place] = {}
        self._is_told = False
        """Whether it was said, since the field was entered, that nothing can be typed here."""
        self._told_long: set[Id] = set()
        """The articles of which was told that a paragraph is too long to write in."""

    def compose(self) -> ComposeResult:
        """Yield the fields above the text, the text, and what is counted below it."""
        with Horizontal(classes="row"):
            yield Static(_("Headline"), classes="label", markup=False)
            yield LineEntry(id="headline")
            yield Static(id="headline-count", markup=False)
        with Horizontal(classes="row"):
            yield Static(_("Byline"), classes="label", markup=False)
            yield LineEntry(id="byline")
            yield Static(_("Due"), classes="label second", markup=False)
            yield LineEntry(id="due", placeholder=_("18.5, friday, +3d …"))
        with Horizontal(classes="row"):
            yield Static(_("Status"), classes="label", markup=False)
            yield Choice(id="status")
            yield Static(_("Campaign"), classes="label second", markup=False)
            yield Choice(id="campaign")
        yield Static(id="tags", markup=False)
        yield Static(id="review", markup=False)
        yield BodyEntry(id="body")
        with Horizontal(id="find-bar", classes="row"):
            yield Static(_("Find"), classes="label", markup=False)
            yield LineEntry(id="find")
            yield Static(id="find-count", markup=False)
        with Horizontal(id="foot"):
            with Horizontal(classes="row"):
                yield Static(_("Sign-off"), classes="label", markup=False)
                yield LineEntry(id="signoff")
            yield Static(id="counts", markup=False)

    def on_mount(self) -> None:
        """Follow the desk."""
        self.query_one("#find-bar").display = False
        self.query_one("#review").display = False
        self.body.read_only = self.desk.file.read_only
        for name in (*LINES, "due"):
            self._line(name).read_only = self.desk.file.read_only
        self.follow_desk(self._desk_changed)

    # -------------------------------------------------------------- the article

    @property
    def article(self) -> Article | None:
        """The article in the editor, as it stands on the desk."""
        return self.desk.articles.get(self._article)

    @property
    def body(self) -> BodyEntry:
        """The entry of the text."""
        return self.query_one("#body", BodyEntry)

    def open(self, article: Article) -> bool:
        """Show an article, when what stood here before is saved; tell whether it is shown."""
        if article.id != self._article:
            self._remember_place()
            if not self.leave():
                return False
            self._article, self._last = article.id, article
            self._fill(article)
            self._return_to_place()
        self.tell(ArticleOpened(article.id))
        return True

    def leave(self) -> bool:
        """Save; tell whether nothing is left unsaved.

        An article into which nothing was written goes off the desk again, unless a task or a
        claim names it.
        """
        if not self.save():
            return False
        article = self.article
        if article is None or not is_blank(article) or self.desk.file.read_only:
            return True
        if not self.desk.articles.is_named(article):
            self._article = None
            with self.refusals():
                self.desk.records.write("", [], drop=[article])
        return True

    def close(self) -> None:
        """Empty the editor; the article is gone from the desk."""
        self._article = None
        self._dirty = False
        self.tell(ArticleOpened(None))

    def _fill(self, article: Article) -> None:
        self._stored, self._shown = {}, {}
        self._dirty = False
        for name in LINES:
            self._fill_line(name, getattr(article, name))
        self._fill_line("due", article.due)
        self._line("due").remove_class("over")
        self.body.load_body(article.body)
        self._stored["body"], self._shown["body"] = article.body, self.body.body
        self._show_choices(article)
        self._count()
        self._tell_long_paragraph()

    def _fill_line(self, name: str, value: str | date | None) -> None:
        entry = self._line(name)
        entry.text = value if isinstance(value, str) else typed_day(value)
        self._stored[name], self._shown[name] = value, entry.text

    def _line(self, name: str) -> LineEntry:
        return self.query_one(f"#{name}", LineEntry)

    def _show_choices(self, article: Article) -> None:
        self.query_one("#status", Choice).value = status_name(article.status)
        campaign = self.desk.campaigns.get(article.campaign)
        self.query_one("#campaign", Choice).value = campaign.name if campaign else "–"
        tags = self.query_one("#tags", Static)
        tags.update(one_line(" · ".join(tags_of(article))))
        tags.display = bool(tags_of(article))
        review = self.query_one("#review", Static)
        review.display = article.needs_review
        if article.needs_review:
            review.update(
                _("This page did not fit the layout; it is here whole. Mend it, then press Ctrl+R.")
            )

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the cursor is in the text: line and column."""
        return self.body.cursor_location

    def put_cursor(self, article: Id, cursor: tuple[int, int]) -> None:
        """Let the cursor stand there in the text of an article when it is opened."""
        self._places.setdefault(article, _Place(cursor, None))

    @property
    def unsaved(self) -> Article | None:
        """The open article with what was typed into it, as far as the desk has not taken it."""
        article = self.article or self._last
        if self._article is None or not self._dirty:
            return None
        typed = self._typed_since()
        fields = {name: self._value(name, text, article) for name, text in typed.items()}
        return replace(article, **fields)

    def _remember_place(self) -> None:
        if self._article:
            body = self.body
            self._places[self._article] = _Place(body.cursor_location, body.scroll_offset.y)

    def _return_to_place(self) -> None:
        place = self._places.get(self._article or "")
        if place:
            self.body.move_cursor(place.cursor)
            if place.scroll is not None:
                self.body.scroll_to(y=place.scroll, animate=False)

    def _desk_changed(self, change: Change) -> None:
        """Show what changed on the desk, except where the editor has typed something else since."""
        if self._article not in change.ids | {None} and "campaigns" not in change.tables:
            return
        if self._article is None or self._saving:
            return
        article = self.article
        if article is None:
            if not self._dirty:
                self.close()
            return
        had, self._last = self._last, article
        if article.sources != had.sources:
            self._count()
        for name in (*LINES, "due"):
            if getattr(article, name) != self._stored[name] and not self._is_changed(name):
                self._fill_line(name, getattr(article, name))
        if article.body != self._stored["body"] and not self._is_changed("body"):
            self.body.replace_all(article.body)
            self._stored["body"], self._shown["body"] = article.body, self.body.body
        self._show_choices(article)

    @on(Refused)
    def _typed_in_vain(self) -> None:
        """Say once, not at each letter, that the desk is only read, and who has it."""
        if not self._is_told:
            self._is_told = True
            self.may_change()

    @on(events.DescendantFocus)
    def _field_entered(self) -> None:
        self._is_told = False

    # -------------------------------------------------------------- saving

    @on(TextArea.Changed, "#body")
    @on(LineEntry.Changed, "#headline, #byline, #signoff, #due")
    def _typed(self) -> None:
        if self._article is None:
            return
        if not self._dirty and any(self._is_changed(name) for name in self._shown):
            self._dirty = True
            self.tell(TextUnsaved())
            self._save_in(AUTOSAVE_SECONDS)
        if self._count_timer:
            self._count_timer.stop()
        self._count_timer = self.set_timer(COUNT_SECONDS, self._paused)

    def on_descendant_blur(self) -> None:
        """Save at every change of the focus."""
        self.save()

    def _save_in(self, seconds: float) -> None:
        if self._save_timer:
            self._save_timer.stop()
        self._save_timer = self.set_timer(seconds, self._save_beside)

    def _text_of(self, name: str) -> str:
        return self.body.body if name == "body" else self._line(name).text

    def _is_changed(self, name: str) -> bool:
        return self._text_of(name) != self._shown.get(name)

    def save(self) -> bool:
        """Put what was typed on the desk; tell whether nothing is left unsaved."""
        if self._article is None:
            return True
        self._arrive()
        typed = self._typed_since()
        if not typed and not self._dirty:
            return True
        article = self.article or self._last
        fields = {name: self._value(name, text, article) for name, text in typed.items()}
        self._saving = True
        try:
            self._last = self._put(article, fields)
        except DeskError as error:
            self._not_saved(error)
            return False
        finally:
            self._saving = False
        self._saved(typed)
        return True

    @work(group="save")
    async def _save_beside(self) -> None:
        """Put what was typed on the desk while typing goes on: the disk may take its time."""
        article = self.article
        if article is None or self._on_its_way:
            self.save()
            return
        typed = self._typed_since()
        fields = {name: self._value(name, text, article) for name, text in typed.items()}
        try:
            pending = self.desk.articles.type_text_later(article, **fields)
        except DeskError as error:
            self._not_saved(error)
            return
        if pending is None:
            self.save()
            return
        self._on_its_way = (pending, typed)
        await asyncio.to_thread(pending.write)
        self._arrive()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Save again in a while when saving has failed."""
        if event.worker.group == "save" and event.state is WorkerState.ERROR:
            self.tell(TextUnsaved(reason_of(event.worker.error)))
            self._save_in(RETRY_SECONDS)

    def _arrive(self) -> None:
        """Take note of the save that was on its way; where it still is, wait for it."""
        if self._on_its_way is None:
            return
        (pending, typed), self._on_its_way = self._on_its_way, None
        self._saving = True
        try:
            pending.write()
            self.desk.records.store.flush()
        finally:
            self._saving = False
        if pending.error:
            self._not_saved(pending.error)
            return
        self._last = self.article or self._last
        self._saved(typed)

    def _typed_since(self) -> dict[str, str]:
        """Return the fields in which something was typed since the last save, and their text."""
        return {name: self._text_of(name) for name in self._shown if self._is_changed(name)}

    def _not_saved(self, error: DeskError) -> None:
        # The line is short, and the sentence of a disk begins with the path of the desk.
        reason = error.values.get("reason")
        self.tell(TextUnsaved(_(str(reason)) if reason else sentence(error)))
        self._save_in(RETRY_SECONDS)

    def _saved(self, typed: dict[str, str]) -> None:
        self._shown.update(typed)
        self._stored.update({name: getattr(self._last, name) for name in typed})
        self._show_choices(self._last)  # typing the text of an idea begins it
        self._dirty = bool(self._typed_since())
        if self._dirty:
            self.tell(TextUnsaved())
            self._save_in(AUTOSAVE_SECONDS)
        else:
            self.tell(TextSaved(self.desk.records.now()))

    def _put(self, article: Article, fields: dict[str, Any]) -> Article:
        try:
            return self.desk.articles.type_text(article, **fields)
        except RecordNotFoundError:  # deleted while text was still unsaved: the text wins
            return self.desk.records.put_back(article, **fields)

    def _value(self, name: str, text: str, article: Article) -> object:
        if name == "due":
            return self._due_kept(text, article)
        if name == "body":
            return text if article.needs_review else typed_body(text)
        return text.strip()

    def _due_kept(self, text: str, article: Article) -> date | None:
        """Return the day that was typed; one that is none leaves the day as it was."""
        if not text.strip():
            return None
        try:
            return self._read_due(text).day
        except InvalidValueError:  # half typed, perhaps; what is wrong is said below the text
            return article.due

    def _read_due(self, text: str) -> Due:
        """Read a due day as people type it; it comes to stand on its own day.

        Raises:
            InvalidValueError: it is not understood, or what it is counted from has no day yet.
        """
        from store.dates.parser import read_due  # 14 ms: only when a day is looked at
        from tui.widgets.due import plain

        return plain(read_due(text, self.desk.records.today(), self._campaign))

    @property
    def _campaign(self) -> Campaign | None:
        return self.desk.campaigns.get(self.article.campaign) if self.article else None

    # -------------------------------------------------------------- counting

    def _tell_long_paragraph(self) -> None:
        """Say once of an article why it is slow to write in, and what to do."""
        longest = max(map(len, self.body.document.lines))
        if longest < LONG_PARAGRAPH or self._article is None or self._article in self._told_long:
            return
        self._told_long.add(self._article)
        told = _(
            "One paragraph here has {count} characters, so each key is slow in it; "
            "part it with Enter."
        )
        self.notify(told.format(count=longest), severity="warning", timeout=15)

    def _paused(self) -> None:
        self._count()
        self._tell_long_paragraph()
        if article := self.article:
            self.tell(DraftPaused(replace(article, **self._typed_text())))

    def _typed_text(self) -> dict[str, str]:
        return {n: self._text_of(n) for n in (*LINES, "body") if self._is_changed(n)}

    @on(events.DescendantFocus, "#due")
    def _count(self) -> None:
        """Show what is counted; while the due day is typed, how it is understood."""
        characters = count_characters(self._line("headline").text)
        counter = self.query_one("#headline-count", Static)
        counter.update(f"{characters}/{HEADLINE_LIMIT}")
        counter.set_class(characters > HEADLINE_LIMIT, "over")
        due = self._line("due")
        told, is_wrong = self._due_told() if due.has_focus and due.text.strip() else self._counted()
        counts = self.query_one("#counts", Static)
        counts.update(told)
        counts.set_class(is_wrong, "over")

    def _counted(self) -> tuple[str, bool]:
        """Say how long the text is, and tell whether its lead is too long."""
        text = self.body.body
        words, lead_words = count_words(text), count_words(lead(text))
        told = _("{words} words · {characters} chars · lead {lead}/{limit}{mark}").format(
            words=words,
            characters=count_characters(text),
            lead=lead_words,
            limit=LEAD_LIMIT,
            mark=" ⚠" if lead_words > LEAD_LIMIT else "",
        )
        return f"{told} · {sources_of(self.article or self._last)}", lead_words > LEAD_LIMIT

    def _due_told(self) -> tuple[str, bool]:
        """Say how the due day is understood, or what is wrong with it; tell whether it is wrong."""
        try:
            due = self._read_due(self._line("due").text)
        except InvalidValueError as error:
            return one_line(sentence(error)), True
        from tui.widgets.due import due_in_words

        told = due_in_words(replace(due, time=None), self.desk.records.today(), self._campaign)
        if due.time is not None:
            told += f" · {_('an article has no hour')}"
        return one_line(told), False

    # -------------------------------------------------------------- fields and keys

    @on(LineEntry.Submitted, "#headline, #byline, #due, #signoff")
    def _next_field(self, event: LineEntry.Submitted) -> None:
        """Go to the next line that is typed, and after the last one to the text."""
        self.query_one(f"#{NEXT[str(event.input.id)]}").focus()

    @on(events.DescendantBlur, "#due")
    def _due_left(self) -> None:
        """Show the day for what was typed, and say how it was understood, or what is wrong."""
        entry = self._line("due")
        if self.article and entry.text != typed_day(self.article.due):
            told, is_wrong = self._due_told()
            entry.set_class(is_wrong, "over")
            self.app.clear_notifications()  # of what was wrong with it before
            if is_wrong:
                self.notify(told, severity="warning", markup=False)
            elif self.save():
                entry.text = self._shown["due"] = typed_day(self.article.due)
                if entry.text:
                    self.notify(told, title=_("Due"), markup=False)
        else:
            entry.remove_class("over")
        self._count()

    @on(Choice.Asked, "#status")
    def action_set_status(self) -> None:
        """Ask where the article stands."""
        self.save()
        if self.article:
            self.choose_status(self.article)

    def action_edit_tags(self) -> None:
        """Ask for the tags of the article."""
        self.save()
        if self.article:
            self.edit_tags(self.article)

    @on(Choice.Asked, "#campaign")
    @work
    async def _choose_campaign(self) -> None:
        from tui.dialogs.picker import Picker, campaign_options

        article = self.article
        if article is None or not self.may_change():
            return
        options = campaign_options(self.desk)
        picker = Picker(_("Campaign"), options, chosen=[article.campaign or ""])
        if picked := await self.app.push_screen_wait(picker):
            with self.refusals():
                self.desk.records.change(article, label=N_("campaign"), campaign=picked[0] or None)

    def action_find_in_text(self) -> None:
        """Show the find line."""
        self.query_one("#find-bar").display = True
        self._line("find").focus()

    @on(LineEntry.Changed, "#find")
    def _find_typed(self) -> None:
        needle = self._line("find").text
        count = self.body.count_matches(needle) if needle else 0
        self.query_one("#find-count", Static).update(
            _("{count} found").format(count=count) if needle else ""
        )
        if count:
            self.body.find(needle, stay=True)

    @on(LineEntry.Submitted, "#find")
    def action_find_next(self) -> None:
        """Go to the next place."""
        needle = self._line("find").text
        if needle:
            self.body.find(needle)
        else:
            self.action_find_in_text()

    def action_back(self) -> None:
        """Close the find line, else leave the editor for the list."""
        bar = self.query_one("#find-bar")
        if bar.display:
            bar.display = False
            self.body.move_cursor(self.body.selection.end)  # or the next letter replaces the place
            self.body.focus()
        else:
            self.tell(EditorLeft())

    @on(ComeBack)
    def _come_back(self, event: ComeBack) -> None:
        if event.entry.id == "find":
            self.action_find_in_text()
        elif self._article:
            self.tell(ArticleWanted(self._article, event.entry.id))

    def action_edit_outside(self) -> None:
        """Let $EDITOR change the text."""
        if self.article is None or not self.save():
            return
        try:
            changed = external_editor.edit(
                self.body.body, self.app.suspend, lambda: app_of(self).is_asked_to_leave
            )
        except external_editor.EditorError as error:
            self.notify(sentence(error), severity="error", markup=False, timeout=15)
            return
        except SuspendNotSupported:
            self.notify(_("This terminal cannot be lent to another program."), severity="error")
            return
        self.app.refresh()
        if self.body.body.strip() and not changed.strip():  # a full disk leaves that, too
            self.notify(
                _("The editor has left an empty text, so yours stays; it can be deleted here."),
                severity="warning",
            )
            return
        self.body.replace_all(nfc(changed))
        self.body.focus()

    def action_read_again(self) -> None:
        """Read the text as a page once more."""
        article = self.article
        if article is None or not article.needs_review:
            self.notify(_("This article fits the page layout already."))
            return
        self.save()
        with self.refusals():
            self._fill(self.desk.articles.read_again(article))
