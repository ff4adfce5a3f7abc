"""What the panes tell the screen; they never call each other."""

from __future__ import annotations

from datetime import datetime

from textual.message import Message
from textual.widget import Widget

from store import Article, Campaign, Task
from store.records import Id


class ArticleWanted(Message):
    """Somebody asked for an article to be opened in the editor.

    Args:
        article: which one.
        field: the id of the entry the cursor goes to; None for where it was.
        room: the name of the room that one comes from; the empty text for none.
    """

    def __init__(self, article: Id, field: str | None = None, room: str = "") -> None:
        super().__init__()
        self.article = article
        self.field = field
        self.room = room


class ArticleOpened(Message):
    """An article stands in the editor now; None: the editor is empty."""

    def __init__(self, article: Id | None) -> None:
        super().__init__()
        self.article = article


class AcknowledgementsWanted(Message):
    """Somebody asked which units have acknowledged a task of the campaign."""

    def __init__(self, campaign: Campaign, task: Task) -> None:
        super().__init__()
        self.campaign = campaign
        self.task = task


class NeighboursWanted(Message):
    """Somebody asked what stands around an article."""

    def __init__(self, article: Id) -> None:
        super().__init__()
        self.article = article


class EditorLeft(Message):
    """The editor goes back to the list."""


class ComeBack(Message):
    """The Esc that has hidden an entry was none; posted to that entry, for what can show it."""

    def __init__(self, entry: Widget) -> None:
        super().__init__()
        self.entry = entry


class TextSaved(Message):
    """What was typed is in the desk file."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at


class TextUnsaved(Message):
    """Something was typed that is not in the desk file yet.

    Args:
        reason: why the last try to save failed (a sentence); None while the next one is due.
    """

    def __init__(self, reason: str | None = None) -> None:
        super().__init__()
        self.reason = reason


class DraftPaused(Message):
    """Typing has paused for a moment.

    Args:
        article: the open one as it reads in the entries, saved or not.
    """

    def __init__(self, article: Article) -> None:
        super().__init__()
        self.article = article


class Comparing(Message):
    """An item is shown beside the draft; None: no longer.

    Args:
        phrases: what both share, as it stands in the draft.
    """

    def __init__(self, phrases: frozenset[str] | None) -> None:
        super().__init__()
        self.phrases = phrases
