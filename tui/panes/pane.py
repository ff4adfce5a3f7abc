"""The base class of the three panes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from textual import work
from textual.containers import Vertical
from textual.message import Message

from store import Article, Change, Desk, Status
from store.errors import DeskError, SaveError
from tui.app_context import app_of
from tui.i18n import _, filled, ngettext, sentence
from tui.late_messages import Lifetime
from tui.widgets.labels import STATUS_NAMES, title_of

if TYPE_CHECKING:
    from tui.dialogs.forms.form import Form


MOST_ASKED: Final = 50
"""The most articles of which the list of statuses says what stands in their way: 15 ms each."""

READ_AFTER: Final = 0.5
"""Seconds after which the rules of the copy desk are read: what they check is drawn before."""


class Pane(Lifetime, Vertical):
    """One of the three panes."""

    @property
    def desk(self) -> Desk:
        """The desk the app has open."""
        return app_of(self).desk

    def follow_desk(self, listener: Callable[[Change], None]) -> None:
        """Call `listener` after each change of the desk, as long as this pane exists."""
        self.listen(self.desk.records.listen, listener)

    def tell(self, message: Message) -> None:
        """Post a message that bubbles up, whichever widget's handler it is posted from.

        Textual would not handle it at the widget whose handler has made it.
        """
        self.post_message(message.set_sender(self))

    def tell_deleted(self, title: str) -> None:
        """Notify what was deleted, and how to restore it."""
        told = _("Deleted: {title}. Ctrl+Z brings it back.")
        self.notify(told.format(title=title), markup=False)

    def tell_changed(self, changed: Sequence[Article]) -> None:
        """Notify how many articles have changed, if they were several."""
        if len(changed) > 1:
            told = ngettext(
                "{count} article changed. Ctrl+Z takes it back.",
                "{count} articles changed. Ctrl+Z takes it back.",
                len(changed),
            )
            self.notify(told.format(count=len(changed)))

    @work
    async def choose_status(self, *articles: Article) -> None:
        """Choose the status of one or several articles."""
        from store.workflow import Role, next_step, steps_from
        from tui.dialogs.forms.override_form import asking_who
        from tui.dialogs.many import change_many, held_back
        from tui.dialogs.picker import Option
        from tui.dialogs.status_picker import StatusPicker
        from tui.widgets.step_words import role_told

        if not self.may_change():
            return
        known = {article.status for article in articles}
        now = articles[0].status
        hints = {Status.EXPORTED: role_told(Role.LEDGER)}
        if len(known) == 1:
            hints |= {step.end: role_told(step.by) for step in steps_from(now)}
            hints[now] = _("← now")
        options = [
            Option(status.value, _(name), hints.get(status, ""))
            for status, name in STATUS_NAMES.items()
        ]
        title = _("Status")
        if len(articles) > 1:
            title = _("Status of {count} articles").format(count=len(articles))
        later = self.desk.articles.gates.ready_later
        looks = [later(one) for one in articles] if len(articles) <= MOST_ASKED else []
        offered = next_step(now) if {now} == known else now
        picker = StatusPicker(title, options, chosen=[offered.value], looks=looks)
        if not (picked := await self.app.push_screen_wait(picker)):
            return
        status = Status(picked[0])
        with self.refusals():
            self.desk.articles.bulk.refuse_status(articles, status)
            form = self._asking_why(articles, status)
            if form is None:
                held = await held_back(self.app, self.desk, articles, status)
                if held is None:
                    return
                form = asking_who(self.desk, articles, status, held) if held else None
            if form:
                if changed := await self.app.push_screen_wait(form):
                    self.tell_changed(changed)
                return
            if status is Status.APPROVED and not await self._is_approved_so(articles):
                return
            workflow = self.desk.articles.workflow
            self.tell_changed(
                await change_many(
                    self.app, self.desk, articles, lambda some: workflow.set_status(some, status)
                )
            )

    async def _is_approved_so(self, articles: Sequence[Article]) -> bool:
        """Ask whether pieces are approved that are over the limits of their channels.

        Nobody approves a first draft without having been told what it still lacks.
        """
        from tui.dialogs.dialog import Confirm

        findings = self.desk.articles.versions.findings
        told = [(one, found) for one in articles if (found := findings(one))]
        if not told:
            return True
        article, found = told[0]
        facts = "; ".join(filled(one.message, one.values) for one in found)
        question = _("“{title}”: {facts}. Approve it so?")
        if len(told) > 1:
            question = _("“{title}”: {facts}; and {count} more. Approve them so?")
        values = {"title": title_of(article), "facts": facts, "count": len(told) - 1}
        answer = await self.app.push_screen_wait(Confirm(question.format(**values)))
        return answer is True

    def _asking_why(
        self, articles: Sequence[Article], status: Status
    ) -> Form[list[Article]] | None:
        """Return the form with which a status is set that needs a reason."""
        if status is Status.RETURNED:
            from tui.dialogs.forms.return_form import ReturnForm

            return ReturnForm(self.desk, list(articles))
        if status is Status.WITHDRAWN and any(article.out for article in articles):
            from tui.dialogs.forms.withdraw_form import WithdrawArticlesForm

            return WithdrawArticlesForm(self.desk, list(articles))
        return None

    @work
    async def edit_tags(self, *articles: Article) -> None:
        """Edit the tags of an article; of several, one field of all of them."""
        from tui.dialogs.forms.bulk_edit import tag_many
        from tui.dialogs.forms.tags import TagsForm

        if len(articles) == 1:
            await self.app.push_screen_wait(TagsForm(self.desk, articles[0]))
        elif self.may_change():
            with self.refusals():
                self.tell_changed(await tag_many(self.app, self.desk, articles))

    def may_change(self) -> bool:
        """Return whether the desk can be changed; if not, show why."""
        return app_of(self).may_change()

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show a refusal of the desk as a notice instead of raising it."""
        try:
            yield
        except DeskError as error:
            if isinstance(error, SaveError) and not self.may_change():
                return
            self.notify(sentence(error), severity="error", markup=False)
