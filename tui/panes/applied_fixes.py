"""What was fixed in the open article as the copy desk proposed, and not undone since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from store import Article
from store.article_parts import Fixed
from store.copydesk.tallies import with_fixes


class _Applied(NamedTuple):
    """A fix that was written into an entry of the editor."""

    field: str
    before: str
    """The text of the entry before it."""
    flags: Fixed


class Standing(NamedTuple):
    """The fixes of an article at the time of a save."""

    new: Sequence[_Applied]
    undone: Sequence[_Applied]
    """Those that were saved, and have been undone since."""
    gone: Sequence[_Applied]
    """Those that have been undone, saved or not."""

    def values(self, article: Article) -> dict[str, Any]:
        """Return what the save changes of the article's record besides the text."""
        if not self.new and not self.undone:
            return {}
        new, undone = ([one.flags for one in some] for some in (self.new, self.undone))
        return {"fixed": with_fixes(article.fixed, new, undone)}


class AppliedFixes:
    """The fixes that were written into the entries since the article was opened.

    A fix is undone when its entry has the text again that it had before: then those after it are,
    too. So it is counted with the very save that writes the text, and no more when the text goes
    back.

    Args:
        text_of: returns the text of an entry.
    """

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self._all: list[_Applied] = []
        self._saved: list[_Applied] = []

    def forget(self) -> None:
        """Begin with another article."""
        self._all, self._saved = [], []

    def note(self, field: str, rule: str, places: int) -> None:
        """Note that an entry is about to be fixed at some places."""
        self._all.append(_Applied(field, self._text_of(field), Fixed(rule, places)))

    @property
    def standing(self) -> Standing:
        """Which of them stand in the text now."""
        gone: list[_Applied] = []
        for field in {one.field for one in self._all}:
            text, mine = self._text_of(field), [one for one in self._all if one.field == field]
            first = next((at for at, one in enumerate(mine) if one.before == text), len(mine))
            gone += mine[first:]
        return Standing(
            new=[one for one in self._all if one not in self._saved and one not in gone],
            undone=[one for one in gone if one in self._saved],
            gone=gone,
        )

    def saved(self, standing: Standing) -> None:
        """Note that a save has written what stood then."""
        self._all = [one for one in self._all if one not in standing.gone]
        self._saved = [one for one in (*self._saved, *standing.new) if one not in standing.gone]
