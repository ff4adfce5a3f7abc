"""The editor of one article: fields, text, counts, find line, and external editor."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea
from textual.worker import Worker, WorkerState

from store import Article, Change
from store.articles.page_format import read_page
from store.articles.plain_text import Block
from store.campaigns.lists import abbreviations
from store.campaigns.tags import tags_of
from store.records import Id
from store.text import count_characters, nfc
from tui import external_editor
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.articles import (
    EditOutside,
    EditTags,
    FindInText,
    FindNext,
    ReadAgain,
    ReplaceInText,
    SetStatus,
    SetWordGoal,
    WriteAsSpoken,
)
from tui.commands.dialog_keys import FieldAbove, FieldBelow
from tui.commands.global_commands import Back
from tui.dialogs.files.plain_text import PlainTextScreen
from tui.dialogs.forms.field_help import field_help
from tui.i18n import N_, _, sentence
from tui.messages import ArticleOpened, ArticleWanted, ComeBack, DraftPaused, EditorLeft
from tui.panes.autosave import Autosave
from tui.panes.editor_fields import Fields
from tui.panes.editor_words import Count, counted, day_told, long_paragraph_told
from tui.panes.find_bar import FindBar
from tui.panes.page_view import PageView
from tui.panes.pane import Pane
from tui.panes.text_checks import Checks
from tui.panes.text_states import TextStates
from tui.panes.version_strip import VersionStrip
from tui.widgets.choice import Choice
from tui.widgets.entry.body import BodyEntry
from tui.widgets.entry.headline import HeadlineEntry
from tui.widgets.entry.keys import Refused
from tui.widgets.entry.line import LineEntry
from tui.widgets.field_moves import go_to_field
from tui.widgets.labels import status_name, typed_day
from tui.widgets.spoken_doubts import spoken_told
from tui.widgets.terminal_safe import from_editor, one_line

COUNT_SECONDS: Final = 0.2
"""From the last key to the counts: counting 5,000 words at each key would be noticed."""

HEADLINE_LIMIT: Final = 80
"""The number of characters of a headline above which the count is highlighted."""

NEXT: Final = {"headline": "byline", "byline": "due", "due": "body", "signoff": "body"}
"""Where Enter leads from a field: only to typed ones, as people type on without looking."""


HEADER: Final = {
    "headline": N_("Headline"),
    "byline": N_("Byline"),
    "due": N_("Due"),
    "status": N_("Status"),
    "campaign": N_("Campaign"),
    "signoff": N_("Sign-off"),
}
"""The fields around the text, and their labels (message ids)."""


class ArticleEditor(Pane):
    """The editor of one article; it saves only what was changed."""

    BINDINGS = bindings(
        *(FindInText, FindNext, ReplaceInText, SetStatus, EditOutside, ReadAgain, Back, EditTags),
        *(SetWordGoal, WriteAsSpoken, FieldAbove, FieldBelow),
    )

    def __init__(self) -> None:
        super().__init__(id="editor")
        self.fields = Fields(self)
        self.checks = Checks(self.fields)
        self.autosave = Autosave(
            self,
            self.fields,
            write_beside=lambda: self._save_beside(),
            saved=self._show_choices,  # typing the text of an idea changes its status
        )
        self._count_timer: Timer | None = None
        self.fields_told = [(_(label), field_help(name)) for name, label in HEADER.items()]
        """Each field of the header and what it is for, for the help."""
        self.page = PageView()
        self.texts = TextStates(self.desk.file.path)
        self._is_told = False
        """Whether it was notified, since the field was focused, that nothing can be typed."""
        self._told_long: set[Id] = set()
        """The articles for which a long paragraph was notified."""

    def compose(self) -> ComposeResult:
        """Yield the fields, the text, the find line and the counts."""
        with Vertical(id="head"):
            with Horizontal(classes="row", id="title-row"):
                yield Static(_("Headline"), classes="label", markup=False)
                yield (headline := HeadlineEntry(id="headline"))
                yield Static(id="headline-count", markup=False)
            with Horizontal(classes="row"):
                yield Static(_("Byline"), classes="label", markup=False)
                yield LineEntry(id="byline")
                yield Static(_("Due"), classes="label second", markup=False)
                due = LineEntry(id="due", placeholder=_("18.5, Friday, +3d"))
                due.select_on_focus = True
                yield due
            with Horizontal(classes="row"):
                yield Static(_("Status"), classes="label", markup=False)
                yield Choice(id="status")
                yield Static(_("Campaign"), classes="label second", markup=False)
                yield Choice(id="campaign")
            yield Static(id="tags", markup=False)
            yield Static(id="review", markup=False)
            yield Static(id="return-note", markup=False)
            yield VersionStrip()
        body = BodyEntry(id="body")
        with Horizontal(id="text"):
            yield body
            yield self.page
        yield FindBar(body, headline)
        with Horizontal(id="foot"):
            with Horizontal(classes="row"):
                yield Static(_("Sign-off"), classes="label", markup=False)
                yield LineEntry(id="signoff")
            yield self.checks

    def on_mount(self) -> None:
        """Follow the desk."""
        self.query_one("#review").display = self.query_one("#return-note").display = False
        self.fields.set_read_only(self.desk.file.read_only)
        self.follow_desk(self._desk_changed)

    # -------------------------------------------------------------- the article

    @property
    def article(self) -> Article | None:
        """The open article as it is on the desk."""
        return self.autosave.article

    @property
    def body(self) -> BodyEntry:
        """The entry of the text."""
        return self.fields.body

    def open(self, article: Article) -> bool:
        """Show an article, unless the previous one cannot be saved; return whether it is shown."""
        if article.id != self.autosave.id:
            self.texts.remember(self.autosave.id, self.body)
            if not self.leave():
                return False
            self.autosave.id, self.autosave.last = article.id, article
            self._fill(article)
            self.texts.restore(article.id, self.body)
        self.tell(ArticleOpened(article.id))
        return True

    def leave(self) -> bool:
        """Save, or discard an unused article; return whether nothing is left unsaved."""
        if not self.save():
            return False
        article = self.article
        if article and not self.desk.file.read_only and self.desk.articles.is_unused(article):
            self.autosave.id = None
            with self.refusals():
                self.desk.articles.discard_unused(article)
        return True

    def close(self) -> None:
        """Close the article, which is gone from the desk."""
        self.autosave.id, self.autosave.is_due = None, False
        self.tell(ArticleOpened(None))

    def _fill(self, article: Article) -> None:
        self.autosave.is_due = False
        self.fields.fill(article)
        self._show_choices(article)
        self._count()
        self.show_page()
        self._tell_long_paragraph()
        self.checks.begin(article)

    def _show_choices(self, article: Article) -> None:
        is_edited = self.desk.ledger.is_edited_since(article)
        status = status_name(article.status)
        self.query_one("#status", Choice).value = f"{status} ⚠" if is_edited else status
        campaign = self.desk.campaigns.get(article.campaign)
        self.query_one("#campaign", Choice).value = campaign.name if campaign else "–"
        self.query_one(VersionStrip).show(self.desk, article)
        tags = self.query_one("#tags", Static)
        edited = [f"⚠ {_('edited since it went out')}"] if is_edited else []
        tags.update(one_line(" · ".join((*edited, *tags_of(article)))))
        tags.display = bool(edited or tags_of(article))
        review = self.query_one("#review", Static)
        review.display = article.needs_review
        returned = self.query_one("#return-note", Static)
        returned.display = bool(article.return_note)
        if article.return_note:
            times = len(article.returns)
            told = _("Returned ({times}): {note}") if times > 1 else _("Returned: {note}")
            returned.update(one_line(told.format(times=times, note=article.return_note)))
        if article.needs_review:
            review.update(_("This text has no page layout and is here whole. Ctrl+R divides it."))

    def show_page(self) -> None:
        """Show what was typed on the page, if that is wanted."""
        page, article = self.page, self.autosave.unsaved or self.article
        if page.is_wanted and article:
            page.follow(article, self.body.scroll_offset.y / max(self.body.max_scroll_y, 1))

    def is_in_text(self, widget: Widget | None) -> bool:
        """Return whether a widget is the text, or a part of the bar below that finds words."""
        return widget is not None and (
            widget is self.body or self.query_one(FindBar) in widget.ancestors
        )

    @property
    def unsaved(self) -> Article | None:
        """The open article with the unsaved text; None if everything is saved."""
        return self.autosave.unsaved

    def _desk_changed(self, change: Change) -> None:
        """Show changes of the desk, except in fields that were edited since."""
        autosave, strip = self.autosave, self.query_one(VersionStrip)
        if autosave.id not in change.ids and strip.concerns(change.ids) and self.article:
            strip.show(self.desk, self.article)
        master = self.article and self.article.master
        if "facts" in change.tables or master in change.ids:  # the text must agree with them
            self.checks.check(self.article)
        if autosave.id not in change.ids | {None} and "campaigns" not in change.tables:
            return
        if autosave.id is None or autosave.is_writing:
            return
        article = self.article
        if article is None:
            if not autosave.is_due:
                self.close()
            return
        had, autosave.last = autosave.last, article
        if (article.sources, article.word_goal) != (had.sources, had.word_goal):
            self._count()
        self.fields.follow(article)
        self._show_choices(article)
        self.show_page()
        self.checks.check(article)

    @on(Refused)
    def _typed_in_vain(self) -> None:
        """Notify once, not at each letter, that the desk is read-only, and who has it open."""
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
        if self.autosave.id is None:
            return
        self.autosave.typed()
        if self._count_timer:
            self._count_timer.stop()
        self._count_timer = self.set_timer(COUNT_SECONDS, self._paused)

    def on_descendant_blur(self) -> None:
        """Save whenever the focus changes."""
        self.save()

    def save(self) -> bool:
        """Save what was typed; return whether nothing is left unsaved."""
        return self.autosave.save()

    @work(group="save")
    async def _save_beside(self) -> None:
        await self.autosave.write()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Try again later when saving has failed."""
        if event.worker.group == "save" and event.state is WorkerState.ERROR:
            self.autosave.failed(event.worker.error)

    # -------------------------------------------------------------- counting

    def _tell_long_paragraph(self) -> None:
        """Notify once per article that a long paragraph makes typing slow."""
        article, told = self.autosave.id, long_paragraph_told(self.body.document.lines)
        if told and article and article not in self._told_long:
            self._told_long.add(article)
            self.notify(told, severity="warning", timeout=15)

    def _paused(self) -> None:
        self._count()
        self.show_page()
        self.query_one(FindBar).recount()
        self._tell_long_paragraph()
        if article := self.article:
            typed = {n: text for n, text in self.fields.typed().items() if n != "due"}
            self.tell(DraftPaused(replace(article, **typed)))
        self.checks.check(self.article)

    @on(events.DescendantFocus, "#due")
    def _count(self) -> None:
        """Show the counts, or how the due day is understood while it is typed."""
        characters = count_characters(self.fields.line("headline").text)
        counter = self.query_one("#headline-count", Static)
        counter.update(f"{characters}/{HEADLINE_LIMIT}")
        counter.set_class(characters > HEADLINE_LIMIT, "over")
        due = self.fields.line("due")
        if due.has_focus and due.text.strip():
            told, is_wrong = self._due_told()
            # What is wrong may be half typed; the error comes when the field is left.
            self.checks.tell([] if is_wrong else [Count(told)], is_over=False)
        else:
            article = self.article or self.autosave.last
            channel = self.desk.articles.versions.channel(article)
            counts, is_wrong = counted(self.body.body, article, channel)
            self.checks.tell(counts, is_over=is_wrong)

    def _due_told(self) -> tuple[str, bool]:
        text, today = self.fields.text_of("due"), self.desk.records.today()
        return day_told(text, today, self.autosave.campaign)

    # -------------------------------------------------------------- fields and keys

    def action_go_to_field(self, step: int) -> None:
        """Go to the field above (-1) or below (1)."""
        if self.screen.focused:
            go_to_field(step, self.screen.focused)

    @on(LineEntry.Submitted, "#headline, #byline, #due, #signoff")
    def _next_field(self, event: LineEntry.Submitted) -> None:
        """Go to the next typed field, and after the last one to the text."""
        self.query_one(f"#{NEXT[str(event.input.id)]}").focus()

    @on(events.DescendantBlur, "#due")
    def _due_left(self) -> None:
        """Replace the typed due day by its date and notify how it was understood, or the error."""
        entry = self.fields.line("due")
        if self.article and entry.text != typed_day(self.article.due):
            told, is_wrong = self._due_told()
            entry.set_class(is_wrong, "over")
            self.app.clear_notifications()  # of an earlier error
            if is_wrong:
                self.notify(told, severity="warning", markup=False)
            elif self.save():
                self.fields.show_due(self.article.due)
                if entry.text:
                    self.notify(told, title=_("Due"), markup=False)
        else:
            entry.remove_class("over")
        self._count()

    @on(Choice.Asked, "#status")
    def action_set_status(self) -> None:
        """Choose the status of the article."""
        self.save()
        if self.article:
            self.choose_status(self.article)

    def action_edit_tags(self) -> None:
        """Edit the tags of the article."""
        self.save()
        if self.article:
            self.edit_tags(self.article)

    @work
    async def action_set_word_goal(self) -> None:
        """Ask how many words the text shall have."""
        from tui.dialogs.forms.word_goal import WordGoalForm

        self.save()
        if self.article:
            await self.app.push_screen_wait(WordGoalForm(self.desk, self.article))

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
                self.desk.articles.bulk.edit([article], campaign=picked[0] or None)

    def action_find_in_text(self) -> None:
        """Show the find line."""
        self.query_one(FindBar).open()

    def action_replace_in_text(self) -> None:
        """Show the find line, and the one for the new words."""
        self.query_one(FindBar).open(replaces=True)

    def action_write_as_spoken(self) -> None:
        """Write figures and abbreviations as they are spoken, in the selection or everywhere."""
        from store.spoken.reader import spoken  # 0.1 s of patterns

        if self.article is None:
            return
        text, span = self.body.text, self.body.selected_span
        register = abbreviations(self.autosave.campaign)
        read = spoken(text, app_of(self).settings.spoken, register, span)
        if self.body.rewrite(from_editor(read.text)):
            self.notify(spoken_told(read), markup=False)

    def action_find_next(self) -> None:
        """Go to the next match."""
        self.query_one(FindBar).action_find_next()

    def action_back(self) -> None:
        """Close the find bar, or else leave the editor for the list."""
        bar = self.query_one(FindBar)
        if bar.display:
            bar.close()
        elif self.page.has_focus:
            self.body.focus()
        else:
            self.tell(EditorLeft())

    @on(ComeBack)
    def _come_back(self, event: ComeBack) -> None:
        bar = self.query_one(FindBar)
        if bar in event.entry.ancestors:
            bar.open(replaces=event.entry.id == "replace")
        elif self.autosave.id:
            self.tell(ArticleWanted(self.autosave.id, event.entry.id))

    def action_edit_outside(self) -> None:
        """Edit the text in $EDITOR."""
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
        if self.body.body.strip() and not changed.strip():  # a full disk may cause that, too
            self.notify(
                _("The editor has left an empty text, so yours stays; it can be deleted here."),
                severity="warning",
            )
            return
        self.body.replace_all(nfc(changed))
        self.body.focus()

    @work(exclusive=True, group="read again")
    async def action_read_again(self) -> None:
        """Parse the text as a page again; if it is none, show how it is read as plain text."""
        article = self.article
        if article is None or not article.needs_review:
            self.notify(_("This article fits the page layout already."))
            return
        self.save()
        with self.refusals():
            text = self.desk.articles[article.id].body
            blocks: tuple[Block, ...] = ()
            if read_page(text.encode(), article.title).layout.whole:
                answer = await self.app.push_screen_wait(PlainTextScreen(article.title, text))
                if answer is None or not answer.blocks:
                    return
                blocks = answer.blocks
            self._fill(self.desk.articles.read_again(article, blocks))
