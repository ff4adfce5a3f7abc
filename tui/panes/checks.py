"""The line below a text: how long it is, and what the copy desk finds in it while nobody types."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from textual import work
from textual.content import Content
from textual.widgets import Static

from store import Article
from tui.late_messages import is_gone
from tui.panes.editor_fields import LINES, Fields
from tui.widgets.entry.marks import Mark, Marks
from tui.widgets.labels import SEVERITY_SIGNS, SEVERITY_TONES

if TYPE_CHECKING:
    from store.copydesk.checker import Checker
    from store.copydesk.ignoring import Checked
    from store.copydesk.manuscript import Location

_ENTRIES: Final = (*LINES, "body")
"""The fields that have an entry in which marks are drawn."""


READ_AFTER: Final = 0.5
"""Seconds after which the rules are read: the first text is drawn before."""


class Checks(Static):
    """The findings by severity, which are marked in the text, too; and the counts.

    Args:
        fields: the entries of the editor.
    """

    def __init__(self, fields: Fields) -> None:
        super().__init__(id="counts", markup=False)
        self._fields = fields
        self._counts = ""
        self._next: Article | None = None
        """What is to be checked after what is being checked."""
        self._is_checking = False
        self.checked: Checked | None = None
        """What was found last."""

    def tell(self, counts: str, *, is_over: bool) -> None:
        """Show the counts, or another sentence about what is typed."""
        self._counts = counts
        self.set_class(is_over, "over")
        self._draw()

    def begin(self, article: Article) -> None:
        """Forget what was found in another article, and check this one."""
        self.checked = None
        self._mark({})
        self._draw()
        self.check(article)

    def check(self, article: Article | None) -> None:
        """Check an article as it stands in the entries, and show what is found."""
        self._next = article and self._fields.as_shown(article)
        if self._next and not self._is_checking:
            self._is_checking = True
            self._check()

    @work(group="checks")
    async def _check(self) -> None:
        try:
            if not _checker.cache_info().currsize:
                await asyncio.sleep(READ_AFTER)
            while article := self._next:
                self._next = None
                checked = await asyncio.to_thread(_found, article)
                if not is_gone(self):
                    self._show(checked)
        finally:
            self._is_checking = False

    # -------------------------------------------------------------- what is shown

    def _show(self, checked: Checked) -> None:
        if self._next is not None and self._next.id != checked.article.id:
            return
        self.checked = checked
        self._mark(_marks(checked))
        self._draw()

    def _draw(self) -> None:
        flags = self.checked.flags if self.checked else ()
        counts = Counter(str(flag.severity) for flag in flags)
        parts = [
            Content.styled(f"{sign}{counts[name]}", SEVERITY_TONES[name])
            for name, sign in SEVERITY_SIGNS.items()
            if counts[name]
        ]
        found = Content(" ").join(parts)
        self.update(Content(" · ").join(filter(None, (found, Content(self._counts)))))

    def _mark(self, marks: dict[str, Marks]) -> None:
        for name in _ENTRIES:
            entry = self._fields.body if name == "body" else self._fields.line(name)
            entry.flag(marks.get(name, Marks()))


def _marks(checked: Checked) -> dict[str, Marks]:
    """Return what is to be marked in each field."""
    places: dict[str, list[tuple[Location, str]]] = defaultdict(list)
    for flag in reversed(checked.flags):  # of those that overlap, the first is drawn last
        for place in flag.places:
            places[place.field].append((place, flag.severity))
    return {
        name: _in_lines(getattr(checked.article, name), places[name])
        for name in _ENTRIES
        if name in places
    }


def _in_lines(text: str, places: Iterable[tuple[Location, str]]) -> Marks:
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    found: dict[int, list[Mark]] = defaultdict(list)
    for place, severity in places:
        first = bisect_right(starts, place.start) - 1
        for number in range(first, bisect_right(starts, max(place.end - 1, place.start))):
            start, end = place.start - starts[number], place.end - starts[number]
            found[number].append(Mark(max(start, 0), min(end, len(lines[number])), severity))
    return Marks(lines, found)


def _found(article: Article) -> Checked:
    from store.copydesk.ignoring import checked

    return checked(article, _checker())


@cache
def _checker() -> Checker:
    """Return the checker, which keeps what it knows of paragraphs."""
    from store.copydesk.checker import Checker
    from store.copydesk.rule_files import built_in  # half a second, in a thread

    return Checker(built_in())
