"""What the three panes have in common: the desk, a frame, and refusals as notices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual import work
from textual.containers import Vertical
from textual.message import Message

from store import Article, Change, Desk, Status
from store.errors import DeskError, SaveError
from tui.app_context import app_of
from tui.i18n import _, sentence
from tui.late_messages import Lifetime
from tui.widgets.labels import STATUS_NAMES


class Pane(Lifetime, Vertical):
    """One of the three panes."""

    @property
    def desk(self) -> Desk:
        """The desk the app has open."""
        return app_of(self).desk

    def follow_desk(self, listener: Callable[[Change], None]) -> None:
        """Call `listener` after each change of the desk, as long as this pane is there."""
        self.listen(self.desk.records.listen, listener)

    def tell(self, message: Message) -> None:
        """Post a message that goes all the way up, in whoever's turn it is posted.

        Textual stops one at the widget in whose turn it was made.
        """
        self.post_message(message.set_sender(self))

    @work
    async def choose_status(self, article: Article) -> None:
        """Ask where an article stands."""
        from tui.dialogs.picker import Option, Picker

        if not self.may_change():
            return
        options = [Option(status.value, _(name)) for status, name in STATUS_NAMES.items()]
        picker = Picker(_("Status"), options, chosen=[article.status.value])
        if picked := await self.app.push_screen_wait(picker):
            with self.refusals():
                self.desk.articles.set_status(article, Status(picked[0]))

    @work
    async def edit_tags(self, article: Article) -> None:
        """Ask for the tags of an article."""
        from tui.dialogs.forms.tags import TagsForm

        await self.app.push_screen_wait(TagsForm(self.desk, article))

    def may_change(self) -> bool:
        """Tell whether the desk takes changes; where it does not, say why and what to do."""
        return app_of(self).may_change()

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Show a refusal of the desk as a notice; what was asked for has not happened then."""
        try:
            yield
        except DeskError as error:
            if isinstance(error, SaveError) and not self.may_change():
                return
            self.notify(sentence(error), severity="error", markup=False)
