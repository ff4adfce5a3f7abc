"""The messages of the panes, which never call each other."""

from __future__ import annotations

from datetime import datetime

from textual.message import Message
from textual.widget import Widget

from store import Article, Campaign, Task
from store.records import Id


class ArticleWanted(Message):
    """A request to open an article in the editor.

    `field` is the id of the entry to focus, None for the previous position; `room` is the name of
    the room it is opened from, if any; `at` is where the cursor goes in the field, counted in the
    characters of the record.
    """

    def __init__(
        self, article: Id, field: str | None = None, room: str = "", *, at: int | None = None
    ) -> None:
        super().__init__()
        self.article = article
        self.field = field
        self.room = room
        self.at = at


class ArticleOpened(Message):
    """An article was opened in the editor; None: the editor is empty."""

    def __init__(self, article: Id | None) -> None:
        super().__init__()
        self.article = article


class AcknowledgementsWanted(Message):
    """A request to show the acknowledgements of a task."""

    def __init__(self, campaign: Campaign, task: Task) -> None:
        super().__init__()
        self.campaign = campaign
        self.task = task


class CardWanted(Message):
    """A request to go to a card of the open article, by its place among them."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place


class NeighboursWanted(Message):
    """A request to show the citation graph of an article."""

    def __init__(self, article: Id) -> None:
        super().__init__()
        self.article = article


class EditorLeft(Message):
    """The editor was left for the list."""


class ComeBack(Message):
    """The Esc that has hidden an entry was not a key; posted to the entry, to show it again."""

    def __init__(self, entry: Widget) -> None:
        super().__init__()
        self.entry = entry


class TextSaved(Message):
    """What was typed is saved."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at


class TextUnsaved(Message):
    """Something typed is not saved yet; `reason` is why the last save failed, if it did."""

    def __init__(self, reason: str | None = None) -> None:
        super().__init__()
        self.reason = reason


class DraftPaused(Message):
    """Typing has paused; `article` is the open one as typed, saved or not."""

    def __init__(self, article: Article) -> None:
        super().__init__()
        self.article = article


class Comparing(Message):
    """An item is shown beside the draft, with shared phrases; None: it is closed."""

    def __init__(self, phrases: frozenset[str] | None) -> None:
        super().__init__()
        self.phrases = phrases
