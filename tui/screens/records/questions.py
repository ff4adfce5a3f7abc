"""The log of questions: who asked what, and how long the answer takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from store import Campaign, Desk, Question
from store.campaigns.questions import QuestionEntry
from store.campaigns.quotas import Kind, target_hours
from store.dates.moments import read_moment
from store.dates.zone import on_wall
from tui.app_context import app_of
from tui.commands import bindings
from tui.commands.records import AnswerQuestion
from tui.dialogs.forms.form import Field, Form
from tui.i18n import N_, _, ngettext
from tui.screens.records.base import ON_ENTRIES, RoomRegister
from tui.screens.records.rumours import HOURS_WIDTH, span_of
from tui.widgets.due import WEEKDAYS
from tui.widgets.headline import beside, fits
from tui.widgets.labels import moment_of, when_of
from tui.widgets.virtual_list import Line, Rows, fitted


class QuestionRows(Rows[QuestionEntry]):
    """The questions, the open ones first: the hours left, the question; below, who asked."""

    def row_key(self, item: QuestionEntry) -> str:
        """Name a question by its id."""
        return item.question.id

    def row_height(self, item: QuestionEntry, width: int) -> int:
        """Return the number of lines: the question in one or two, and who asked."""
        return 3 - fits(item.question.text, width - HOURS_WIDTH - 1)

    def row_lines(self, item: QuestionEntry, width: int) -> list[Line]:
        """Draw a question; late ones are highlighted, answered ones dimmed."""
        tone = "dim" if not item.is_open else "warn" if item.is_late else "accent"
        mark = "✔" if not item.is_open else "!" if item.is_late else "○"
        hours = span_of(item.hours_left if item.is_open else item.hours)
        before: Line = [(fitted(f"{mark} {hours}", HOURS_WIDTH), tone), (" ", "")]
        asked = "title" if item.is_open else "dim"
        state = _("overdue") if item.is_late else _("left") if item.is_open else _("in time")
        second: Line = [
            (fitted(f"  {state}", HOURS_WIDTH), tone),
            (" ", ""),
            (self._asked(item.question), "dim"),
        ]
        if item.question.answer:
            second.append((f" · → {item.question.answer}", "" if item.is_open else "good"))
        return [*beside(before, item.question.text, asked, width), second]

    def _asked(self, question: Question) -> str:
        when = when_of(question.asked, app_of(self).desk.records.now())
        return ", ".join(filter(None, (question.who, question.where, when)))


class QuestionForm(Form[Question]):
    """Ask what was asked, and the answer; returns the saved logged.

    One that is not on the desk yet is added. `first` is the field to focus.
    """

    def __init__(self, desk: Desk, campaign: Campaign, logged: Question, first: str = "") -> None:
        is_known = logged.id in desk.campaigns.questions
        now = desk.records.now()
        asked = moment_of(on_wall(logged.asked, now)) if is_known else ""
        answered = moment_of(on_wall(logged.answered, now)) if logged.answered else ""
        text_hint, who_hint = _("what is asked, in its own words"), _("a name, a group, nobody")
        where_hint = _("the page, the meeting, the telephone")
        asked_hint = _("yesterday 22h, 18.5 8h30; empty: now")
        answered_hint = _("when the answer was out; empty: now")
        fields = [
            Field("text", _("Question"), logged.text, hint=text_hint),
            Field("who", _("Asked by"), logged.who, hint=who_hint),
            Field("where", _("Where"), logged.where, hint=where_hint),
            Field("asked", _("When"), asked, hint=asked_hint, has_echo=True),
            Field("answer", _("Answer"), logged.answer, hint=_("what was answered, and by whom")),
            Field("answered", _("Answered"), answered, hint=answered_hint, has_echo=True),
        ]
        title = _("Edit the question") if is_known else _("New question")
        super().__init__(title, desk, campaign, fields, first)
        self._question = logged

    def _moment(self, name: str) -> datetime:
        """Return a time: to the second, unless another one was typed."""
        known: datetime | None = getattr(self._question, name)
        if (
            known
            and self._question.id in self._desk.campaigns.questions
            and not self.is_changed(name)
        ):
            return known
        return read_moment(self.typed(name), self._desk.records.now(), self._campaign)

    def understood(self, name: str) -> str:
        """Return how a time was understood."""
        if name == "answered" and not (self.typed(name) or self.typed("answer")):
            return _("not answered yet")
        at = self._moment(name)
        return f"{_(WEEKDAYS[at.weekday()])} {moment_of(at)}"

    def save(self, values: Mapping[str, Any]) -> Question:
        """Save the question."""
        is_answered = values["answered"] or values["answer"]
        answered = self._moment("answered") if is_answered else None
        fields = {**values, "asked": self._moment("asked"), "answered": answered}
        if self._question.id in self._desk.campaigns.questions:
            return self._desk.campaigns.questions.edit(self._question, **fields)
        return self._desk.campaigns.questions.add(replace(self._question, **fields))


class QuestionsScreen(RoomRegister):
    """The log of questions."""

    HEADING = N_("Questions: {name}")
    EMPTY = N_(
        "No questions logged.\na logs a question: who asked what, where, and when. "
        "The hours to the answer count from then."
    )
    ROWS = QuestionRows
    CLICK = AnswerQuestion.action
    BINDINGS = bindings(AnswerQuestion, *ON_ENTRIES)
    NEEDS_ENTRY = RoomRegister.NEEDS_ENTRY | {AnswerQuestion.action}
    _known: Sequence[QuestionEntry] = ()

    def on_mount(self) -> None:
        """Count the hours while the log is shown."""
        self.set_interval(60, self.look)

    def entries(self) -> Sequence[QuestionEntry]:
        """Return the questions, the open ones first."""
        self._known = self._desk.campaigns.questions.log(self.campaign)
        return self._known

    def words(self, item: QuestionEntry) -> str:
        """Return all the text of the question and its answer."""
        question = item.question
        return f"{question.text} {question.who} {question.where} {question.answer}"

    def head(self) -> str:
        """Count the open questions, and those answered in time."""
        open_ones = [entry for entry in self._known if entry.is_open]
        late = sum(entry.is_late for entry in open_ones)
        answered = [entry for entry in self._known if not entry.is_open]
        in_time = sum(not entry.is_late for entry in answered)
        hours = target_hours(self.campaign, Kind.QUESTIONS)
        return " · ".join(
            (
                _("{count} open, {late} overdue").format(count=len(open_ones), late=late),
                _("answered in time {count}/{total}").format(count=in_time, total=len(answered)),
                ngettext("target {count} hour", "target {count} hours", hours).format(count=hours),
            )
        )

    def _when(self, at: datetime) -> str:
        return moment_of(on_wall(at, self._desk.records.now()))

    def detail(self, item: QuestionEntry) -> str:
        """Return who asked, the answer, and when it was out or is due."""
        question = item.question
        parts = [question.text]
        if question.who:
            parts.append(_("asked by {who}").format(who=question.who))
        parts.append(_("asked {when}").format(when=self._when(question.asked)))
        if question.answer:
            parts.append(_("answer: {text}").format(text=question.answer))
        if question.answered:
            parts.append(_("answered {when}").format(when=self._when(question.answered)))
        else:
            parts.append(_("to be answered by {when}").format(when=self._when(item.due)))
        return " · ".join(parts)

    def form(self, item: QuestionEntry | None) -> QuestionForm:
        """Return the form of a question."""
        if item:
            return QuestionForm(self._desk, self.campaign, item.question)
        question = Question(campaign=self.campaign.id, text="", asked=self._desk.records.now())
        return QuestionForm(self._desk, self.campaign, question)

    def key_kept(self, kept: Question, item: QuestionEntry | None) -> str:
        """Return the id of the question."""
        return kept.id

    def delete(self, item: QuestionEntry) -> str:
        """Delete a question; return what was asked."""
        self._desk.campaigns.questions.remove(item.question)
        return item.question.text

    def action_answer_question(self) -> None:
        """Write down the answer."""
        if item := self.current:
            form = QuestionForm(self._desk, self.campaign, item.question, "answer")
            self.app.push_screen(form)
