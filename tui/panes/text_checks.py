"""The line below a text: how long it is, and what the copy desk finds in it while nobody types."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import accumulate, starmap
from typing import TYPE_CHECKING, Final

from textual import work
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static
from textual.worker import Worker, WorkerError

from store import Article
from store.article_parts import Fixed
from store.articles.commenting import Span, open_ones, place_of
from store.articles.reader_texts import text_at
from tui.app_context import app_of
from tui.i18n import _
from tui.late_messages import is_gone
from tui.messages import CardWanted
from tui.panes.editor_fields import LINES, Fields
from tui.panes.editor_words import Count
from tui.panes.pane import READ_AFTER
from tui.widgets.comment_words import comments_of
from tui.widgets.entry.marks import RIGHT, Mark, Marks
from tui.widgets.labels import SEVERITY_SIGNS, SEVERITY_TONES

if TYPE_CHECKING:
    from store.copydesk.checker import Flag
    from store.copydesk.ignoring import Checked
    from store.copydesk.manuscript import Location
    from tui.dialogs.checks import ChecksScreen, Fix

_ENTRIES: Final = (*LINES, "body")
"""The fields that have an entry in which marks are drawn."""


_LEAST: Final = 2
"""The highest of `Count.first_to_go`."""

MOST_MARKS: Final = 200
"""The most marks in a line: in a text without line ends, each key would draw thousands."""


class Checks(Static):
    """The findings by severity, which are marked in the text, too; and the counts.

    Args:
        fields: the entries of the editor.
    """

    def __init__(self, fields: Fields) -> None:
        super().__init__(id="counts", markup=False)
        self._fields = fields
        self._counts: Sequence[Count] = ()
        self._next: Article | None = None
        """What is to be checked after what is being checked."""
        self._is_checking = False
        self._found: list[Content] = []
        """What the copy desk finds, and the comments, as they are shown."""
        self.checked: Checked | None = None
        """What was found last."""
        self._list: ChecksScreen | None = None
        """The list of it, while it is open."""
        self._worker: Worker[None] | None = None

    def tell(self, counts: Sequence[Count], *, is_over: bool) -> None:
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
            self._worker = self._check()

    @work(group="checks")
    async def _check(self) -> None:
        try:
            if not app_of(self).desk.articles.copy_desk.is_ready:
                await asyncio.sleep(READ_AFTER)
            while article := self._next:
                self._next = None
                await self._check_now(article)
        finally:
            self._is_checking = False

    async def _check_now(self, article: Article) -> None:
        check = app_of(self).desk.articles.copy_desk.check_later(article)
        checked = await asyncio.to_thread(check)
        is_open = self.checked is None or self.checked.article.id == article.id
        if is_open and not is_gone(self) and not (self._next and self._next.id != article.id):
            self._show(checked)

    # -------------------------------------------------------------- the list

    async def show_list(self) -> None:
        """List what is found, and go to what is chosen there."""
        from tui.dialogs.checks import ChecksScreen

        if self.checked is None and self._worker:  # the article has just been opened
            with suppress(WorkerError):
                await self._worker.wait()
        if self.checked is None:
            self.notify(_("The text is being checked; try again in a moment."))
            return
        if self.checked.article.photos:  # their files change by themselves
            await self._check_now(self.checked.article)
        self._list = ChecksScreen(app_of(self).desk, self.checked, self.put_right)
        try:
            flag = await self.app.push_screen_wait(self._list)
        finally:
            self._list = None
        if flag:
            await self._go_to(flag)

    async def put_right(self, fixes: Sequence[Fix]) -> None:
        """Write what is right at some places, of those that overlap at the first, and check the
        text again.

        All that is written into one entry is one step of its undo, and all that is written into
        cards, or into captions, one of the desk's.
        """
        if self.checked is None:
            return
        desk, before = app_of(self).desk, self.checked.article
        now = self._fields.as_shown(desk.articles.get(before.id) or before)
        cards: dict[int, dict[str, str]] = defaultdict(dict)
        captions: dict[int, str] = {}
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for name in dict.fromkeys(fix.place.field for fix in fixes):
            text = text_at(now, name)
            mine = _apart(fix for fix in fixes if fix.place.field == name)
            if not mine or text != text_at(before, name):
                continue
            rules = Counter(fix.rule for fix in mine)
            mended = _mended(text, (fix.place for fix in mine))
            if name in _ENTRIES:
                for rule, count in rules.items():
                    self._fields.fixes.note(name, rule, count)
                self._fields.rewrite(name, mended)
                continue
            kind, number, part = name.split(".")
            counts[kind] += rules
            if kind == "cards":
                cards[int(number)][part] = mended
            else:
                captions[int(number)] = mended
        if cards:
            now = desk.links.reword(now, cards, *starmap(Fixed, counts["cards"].items()))
        if captions:
            fixed = starmap(Fixed, counts["photos"].items())
            desk.articles.photos.set_captions(now, captions, *fixed)
        self.check(desk.articles.get(before.id) or before)
        if self._worker:
            with suppress(WorkerError):  # it is told (`tui.workers`)
                await self._worker.wait()

    async def _go_to(self, flag: Flag) -> None:
        """Put the cursor behind the words; where it stands there already, go to the next place.

        Those in cards come after those in the text.
        """
        places = [place for place in flag.places if place.field in _ENTRIES]
        cards = [place for place in flag.places if place.field.startswith("cards.")]
        if not places and flag.places[0].photo:
            await self.run_action("screen.show_photos")
            return
        body = self._fields.body
        at = body.document.get_index_from_location(body.cursor_location)
        later = (place for place in places if place.field == "body" and place.end > at)
        here = any(place.field == "body" and place.end == at for place in places)
        place = next(later, None) if here else next(iter(places), None)
        if place is None and cards:
            self.post_message(CardWanted(int(cards[0].field.split(".")[1])))
            return
        place = place or places[0]
        article = self._fields.as_shown(self.checked.article if self.checked else Article())
        self._fields.put_cursor(place.field, getattr(article, place.field)[: place.end])

    # -------------------------------------------------------------- what is shown

    def _show(self, checked: Checked) -> None:
        self.checked = checked
        self._mark(_marks(checked))
        self._draw()
        if self._list:
            self._list.show(checked)

    def _draw(self) -> None:
        flags = self.checked.flags if self.checked else ()
        counts = Counter(str(flag.severity) for flag in flags)
        parts = [
            Content.styled(f"{sign}{counts[name]}", SEVERITY_TONES[name])
            for name, sign in SEVERITY_SIGNS.items()
            if counts[name]
        ]
        found = Content(" ").join(parts)
        comments = comments_of(self.checked.article) if self.checked else ""
        self._found = [*filter(None, (found, Content.styled(comments, "$text-success")))]
        self.update(self._line(0))

    def _line(self, without: int) -> Content:
        """Return what is told, without those counts that are among the first to go."""
        counts = (one.told for one in self._counts if not 0 < one.first_to_go <= without)
        return Content(" · ").join([*self._found, *map(Content, filter(None, counts))])

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of all that is told."""
        return self._line(0).cell_length

    def render(self) -> Content:
        """Return as much as there is room for."""
        lines = map(self._line, range(_LEAST + 1))
        width = self.content_size.width
        return next((one for one in lines if one.cell_length <= width), self._line(_LEAST))

    def _mark(self, marks: dict[str, Marks]) -> None:
        for name in _ENTRIES:
            entry = self._fields.body if name == "body" else self._fields.line(name)
            entry.flag(marks.get(name, Marks()))


def _marks(checked: Checked) -> dict[str, Marks]:
    """Return what is to be marked in each field."""
    places: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for comment in open_ones(checked.article):
        if span := place_of(comment, checked.article):
            places[comment.field].append((span, "comment"))
    for flag in reversed(checked.flags):  # of those that overlap, the first is drawn last
        for place in flag.places:
            places[place.field].append(((place.start, place.end), flag.severity))
    for one in checked.right:
        for place in one.places:
            places[place.field].append(((place.start, place.end), RIGHT))
    return {
        name: _in_lines(getattr(checked.article, name), places[name])
        for name in _ENTRIES
        if name in places
    }


def _in_lines(text: str, places: Iterable[tuple[Span, str]]) -> Marks:
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    found: dict[int, list[Mark]] = defaultdict(list)
    for (left, right), severity in places:
        first = bisect_right(starts, left) - 1
        for number in range(first, bisect_right(starts, max(right - 1, left))):
            start, end = left - starts[number], right - starts[number]
            if len(found[number]) >= MOST_MARKS:
                continue
            found[number].append(Mark(max(start, 0), min(end, len(lines[number])), severity))
    return Marks(lines, found)


def _apart(fixes: Iterable[Fix]) -> list[Fix]:
    """Return fixes in the order of their text; of those that overlap, the first."""
    apart, done = [], 0
    for fix in sorted(fixes, key=lambda fix: fix.place.start):
        if fix.place.start >= done and fix.place.fix is not None:
            apart.append(fix)
            done = fix.place.end
    return apart


def _mended(text: str, places: Iterable[Location]) -> str:
    """Return a text with what is right at some places, which are apart and in its order."""
    pieces, done = [], 0
    for place in places:
        pieces += [text[done : place.start], place.fix or ""]
        done = place.end
    return "".join([*pieces, text[done:]])
